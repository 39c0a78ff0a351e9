package dashboard

import (
	"cmp"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/qbr"
)

// Policy tells what a dashboard is of, and what calls for attention. The zero Policy is not
// valid: it lacks Currency and Quarter.
type Policy struct {
	// Title is whose partners they are: "Partners of Ruth Okonjo"; left out, "Partners".
	Title string `json:"title,omitempty" validate:"omitempty,text=200"`
	// Currency, Calendar and Quarter are those of all reviews.
	Currency string               `json:"currency" validate:"currency"`
	Calendar partnermath.Calendar `json:"calendar,omitzero"`
	Quarter  partnermath.Quarter  `json:"quarter,omitzero"`
	// Goal is the revenue that the channel is to bring in the quarter, and YearGoal in its
	// fiscal year.
	Goal      decimal.NullDecimal `json:"goal,omitzero" validate:"omitempty,bounds,atleast=0,digits=18 3"`
	YearGoal  decimal.NullDecimal `json:"yearGoal,omitzero" validate:"omitempty,bounds,atleast=0,digits=18 3"`
	Quadrants QuadrantPolicy      `json:"quadrants,omitzero"`
	// Marketing is the figure of a review that stands for a partner's marketing; left out,
	// [qbr.MetricMQLs].
	Marketing qbr.MetricID `json:"marketing,omitempty" validate:"omitempty,id"`
	// Attention are the rules for who needs attention. Left out, they are, by code,
	//
	//	off-plan          revenue below 70 % of what is due, or unknown   weight 3
	//	capability-low    score below 50                                  weight 2
	//	pipeline-thin     coverage by open deals red in the review        weight 2
	//	capability-falls  score more than 5 below the quarter before      weight 1
	//	gates-failed      a gate of the scorecard failed                  weight 1
	//	marketing-short   marketing below 70 % of its target              weight 1
	//	steps-overdue     a step of the year's work is overdue            weight 1
	Attention []Rule `json:"attention,omitempty" validate:"max=100,dive"`
}

// QuadrantPolicy tells where the lines between the four quadrants are, and what these are
// called. A partner at a line is above it. The zero QuadrantPolicy has the defaults.
type QuadrantPolicy struct {
	// Score is from 1 to 100; left out, 60. Attainment is a share; left out, 0.9.
	Score      decimal.NullDecimal `json:"score,omitzero" validate:"omitempty,bounds,atleast=1,atmost=100,digits=5 2"`
	Attainment decimal.NullDecimal `json:"attainment,omitzero" validate:"omitempty,bounds,above=0,digits=9 4"`
	// Star is above both lines; left out, "Star".
	Star string `json:"star,omitempty" validate:"omitempty,text=200"`
	// Rising is capable and below plan; left out, "Could become a star".
	Rising string `json:"rising,omitempty" validate:"omitempty,text=200"`
	// Exposed is on plan without the capability; left out, "Sells, but lacks capability".
	Exposed string `json:"exposed,omitempty" validate:"omitempty,text=200"`
	// Leave is below both; left out, "Needs support or should leave".
	Leave string `json:"leave,omitempty" validate:"omitempty,text=200"`
}

// Rule tells when a partner needs attention: when a figure of its review is beyond a limit,
// of which it has exactly one. The zero Rule is not valid.
type Rule struct {
	// Code names the reason to programs, and is not "flagged"; Name to people, else the code.
	Code string `json:"code" validate:"id"`
	Name string `json:"name,omitempty" validate:"omitempty,text=200"`
	// Figure is one of a review, the caller's own included, [FigureOverdue] or
	// [FigureDecisions].
	Figure qbr.MetricID `json:"figure" validate:"id"`
	// Below and Above are limits of the value. ReachedBelow is one of value ÷ target, in a
	// running period of value ÷ due, with 4 decimals; ChangeBelow one of the change since the
	// quarter before. At its limit a figure is fine. Red is a limit too: what the review calls
	// red, by its own target and floor.
	Below        decimal.NullDecimal `json:"below,omitzero" validate:"omitempty,bounds,digits=18 8"`
	Above        decimal.NullDecimal `json:"above,omitzero" validate:"omitempty,bounds,digits=18 8"`
	ReachedBelow decimal.NullDecimal `json:"reachedBelow,omitzero" validate:"omitempty,bounds,digits=18 8"`
	ChangeBelow  decimal.NullDecimal `json:"changeBelow,omitzero" validate:"omitempty,bounds,digits=18 8"`
	Red          bool                `json:"red,omitempty"`
	// Unknown tells that a partner whose figure is not known needs attention too.
	Unknown bool `json:"unknown,omitempty"`
	// Weight tells how grave it is, above 0; left out, 1.
	Weight decimal.NullDecimal `json:"weight,omitzero" validate:"omitempty,bounds,above=0,digits=9 4"`
}

// The figures that a dashboard adds to those of the reviews. They go before figures of the
// caller's own that have the same id.
const (
	// FigureOverdue counts the overdue steps of a partner's year.
	FigureOverdue qbr.MetricID = "overdue-steps"
	// FigureDecisions counts the decisions that wait for the vendor.
	FigureDecisions qbr.MetricID = "pending-decisions"
)

// flagged is the code of the reason that a review gives itself.
const flagged = "flagged"

// Validate returns a [*partnermath.ValidationError] that lists every rule the policy breaks.
func (p Policy) Validate() error {
	return check.Model(p, func(faults *partnermath.ValidationError) {
		faults.Merge("calendar", p.Calendar.Validate())
		switch {
		case p.Quarter == partnermath.Quarter{}:
			faults.Add("quarter", "required", "must be given, such as 2026-Q3")
		case len(faults.Fields) == 0 && p.Calendar.Quarter(p.Quarter.Year, p.Quarter.Number).IsZero():
			faults.Add("quarter", "required", "must be a quarter of the calendar")
		}
		codes := map[string]bool{flagged: true}
		for i := range p.Attention {
			r := &p.Attention[i]
			at := check.Record{ValidationError: faults, List: "attention", Index: i}
			at.FaultIf(codes[r.Code], "code", "unique", "%.40q is taken", r.Code)
			codes[r.Code] = true
			r.checkLimit(at)
		}
	})
}

// checkLimit refuses anything but one limit, which the figure has.
func (r *Rule) checkLimit(at check.Record) {
	given := 0
	for _, limit := range []decimal.NullDecimal{r.Below, r.Above, r.ReachedBelow, r.ChangeBelow} {
		if limit.Valid {
			given++
		}
	}
	if r.Red {
		given++
	}
	at.FaultIf(given == 0, "below", "required", "must be given, or another limit")
	at.FaultIf(given > 1, "below", "empty", "must be the only limit, got %d", given)
	ofDashboard := r.Figure == FigureOverdue || r.Figure == FigureDecisions
	at.Empty(ofDashboard && r.ReachedBelow.Valid, "reachedBelow", "is for figures with a target")
	at.Empty(ofDashboard && r.ChangeBelow.Valid, "changeBelow", "is for figures of a review")
	at.Empty(ofDashboard && r.Red, "red", "is for figures of a review")
}

// withDefaults returns the policy with what it leaves out.
func (p Policy) withDefaults() Policy {
	p.Title = cmp.Or(p.Title, "Partners")
	p.Marketing = cmp.Or(p.Marketing, qbr.MetricMQLs)
	q := &p.Quadrants
	if !q.Score.Valid {
		q.Score = partnermath.Int(60)
	}
	if !q.Attainment.Valid {
		q.Attainment = partnermath.Num(90, 2)
	}
	q.Star, q.Rising = cmp.Or(q.Star, "Star"), cmp.Or(q.Rising, "Could become a star")
	q.Exposed, q.Leave = cmp.Or(q.Exposed, "Sells, but lacks capability"), cmp.Or(q.Leave, "Needs support or should leave")
	if len(p.Attention) == 0 {
		p.Attention = usualRules(p.Marketing)
	}
	return p
}

func usualRules(marketing qbr.MetricID) []Rule {
	return []Rule{
		{Code: "off-plan", Name: "Revenue is off plan", Figure: qbr.MetricRevenue, ReachedBelow: partnermath.Num(70, 2), Unknown: true, Weight: partnermath.Int(3)},
		{Code: "capability-low", Name: "Capability is low", Figure: qbr.MetricScore, Below: partnermath.Int(50), Weight: partnermath.Int(2)},
		{Code: "pipeline-thin", Name: "Open deals do not cover the plan", Figure: qbr.MetricCoverageTotal, Red: true, Weight: partnermath.Int(2)},
		{Code: "capability-falls", Name: "Capability falls", Figure: qbr.MetricScore, ChangeBelow: partnermath.Int(-5)},
		{Code: "gates-failed", Name: "Gates failed", Figure: qbr.MetricFailedGates, Above: partnermath.Int(0)},
		{Code: "marketing-short", Name: "Marketing is short of its target", Figure: marketing, ReachedBelow: partnermath.Num(70, 2)},
		{Code: "steps-overdue", Name: "Steps of the year are overdue", Figure: FigureOverdue, Above: partnermath.Int(0)},
	}
}
