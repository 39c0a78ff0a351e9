package dashboard

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/performance"
)

// The limits of a dashboard.
const (
	MaxReviews = 10_000
	MaxSteps   = 1_000_000
)

// Dashboard is a quarter of a channel manager's partners. It shares no memory with the
// reviews.
type Dashboard struct {
	Title    string              `json:"title"`
	Currency string              `json:"currency"`
	Quarter  partnermath.Quarter `json:"quarter"`
	Period   partnermath.Period  `json:"period"`
	AsOf     partnermath.Date    `json:"asOf"`
	// Goal is that of the quarter, YearGoal that of its fiscal year.
	Goal     Goal `json:"goal"`
	YearGoal Goal `json:"yearGoal"`
	// Attention are the partners that need it, the gravest first: by weight, then by what is
	// missing to their plans, then by id.
	Attention []Attention `json:"attention"`
	// Silent are the codes of the rules whose figure is known of no partner.
	Silent []string `json:"silent,omitempty"`
	// Rows are all partners, the largest plan first, then by id.
	Rows []Row `json:"rows"`
	// Lines tells where the lines between the quadrants are. Quadrants are star, rising,
	// exposed and leave, and Unplaced has the partners whose score or attainment is not known.
	Lines     QuadrantPolicy `json:"lines"`
	Quadrants []Quadrant     `json:"quadrants"`
	Unplaced  Quadrant       `json:"unplaced"`
	// Months are the 12 of the fiscal year, and Year is their sum.
	Months []MonthLine `json:"months"`
	Year   MonthLine   `json:"year"`
}

// Row is how a partner stands. A figure that its review does not have has its id, the status
// [performance.StatusNoData] and no value.
type Row struct {
	Partner qbr.Partner `json:"partner"`
	// Status is that of the review.
	Status performance.Status `json:"status"`
	// StatusFigures are the names of the figures on the first page of the review that are as
	// red, or amber, as it is.
	StatusFigures []string   `json:"statusFigures,omitempty"`
	Revenue       qbr.Metric `json:"revenue"`
	// Attainment is the revenue ÷ its target, in a running quarter ÷ what is due by now, with
	// 4 decimals; undefined unless that is above 0.
	Attainment decimal.NullDecimal `json:"attainment"`
	Score      qbr.Metric          `json:"score"`
	// Coverage is how many times the open deals cover what remains of the plan, of the quarter
	// after the one reviewed where its Source is [qbr.SourceNextDeals].
	Coverage  qbr.Metric `json:"coverage"`
	Marketing qbr.Metric `json:"marketing"`
	// Quadrant is "" where Score or Attainment is not known.
	Quadrant string `json:"quadrant,omitempty"`
	// Decisions counts those that wait for the vendor.
	Decisions int      `json:"decisions"`
	Steps     Progress `json:"steps"`
}

// Overview sets the reviews of partners side by side, as of a day. Neither the order of the
// reviews nor that of the steps matters.
//
// The error is a [*partnermath.ValidationError] with paths below "policy", "reviews",
// "steps" and "asOf": faults of the policy; a review for another audience than the vendor,
// of another quarter or period or in another currency (match), or as of a later day (order);
// a second review of a partner (unique); a step of a partner without a review (known), in a
// month that a year does not have (range), or done after asOf (order); more than
// [MaxReviews] or [MaxSteps] (length).
func Overview(policy Policy, reviews []qbr.Review, steps []Step, asOf partnermath.Date) (Dashboard, error) {
	if err := checkInputs(&policy, reviews, steps, asOf); err != nil {
		return Dashboard{}, err
	}
	policy = policy.withDefaults()
	done := newWork(&policy, steps, asOf)
	d := Dashboard{
		Title: policy.Title, Currency: policy.Currency, Quarter: policy.Quarter, AsOf: asOf,
		Period: policy.Calendar.Quarter(policy.Quarter.Year, policy.Quarter.Number),
		Lines:  policy.Quadrants, Rows: make([]Row, 0, len(reviews)), Months: done.months, Year: done.year,
	}
	partners := make([]partner, len(reviews))
	for i := range reviews {
		partners[i] = newPartner(&policy, &reviews[i], &done)
	}
	slices.SortFunc(partners, func(a, b partner) int { return byPlan(&a.row, &b.row) })
	for i := range partners {
		d.Rows = append(d.Rows, partners[i].row)
	}
	d.Goal, d.YearGoal = goals(&policy, partners)
	d.Attention, d.Silent = attention(policy.Attention, partners)
	d.Quadrants, d.Unplaced = quadrants(&d.Lines, d.Rows)
	return d, nil
}

// partner is a review and its row.
type partner struct {
	review *qbr.Review
	row    Row
}

func newPartner(policy *Policy, r *qbr.Review, done *work) partner {
	row := Row{
		Partner: r.Partner, Status: r.Status, StatusFigures: statusFigures(r), Revenue: figure(r, qbr.MetricRevenue), Score: figure(r, qbr.MetricScore),
		Coverage: figure(r, qbr.MetricCoverageTotal), Marketing: figure(r, policy.Marketing), Steps: done.of(r.Partner.ID),
	}
	row.Attainment = reached(&row.Revenue)
	row.Quadrant = policy.Quadrants.place(row.Score.Value, row.Attainment)
	for i := range r.Decisions {
		if r.Decisions[i].Party == qbr.PartyVendor {
			row.Decisions++
		}
	}
	return partner{review: r, row: row}
}

// statusFigures names what makes a review red or amber.
func statusFigures(r *qbr.Review) (names []string) {
	if r.Status != performance.StatusRed && r.Status != performance.StatusAmber {
		return nil
	}
	for i := range r.FirstPage {
		for j := range r.FirstPage[i].Metrics {
			if m := &r.FirstPage[i].Metrics[j]; m.Status == r.Status {
				names = append(names, m.Name)
			}
		}
	}
	return names
}

// figure returns a figure of a review.
func figure(r *qbr.Review, id qbr.MetricID) qbr.Metric {
	of := func(m qbr.Metric) bool { return m.ID == id }
	for i := range r.FirstPage {
		if at := slices.IndexFunc(r.FirstPage[i].Metrics, of); at >= 0 {
			return r.FirstPage[i].Metrics[at]
		}
	}
	for i := range r.Sections {
		if at := slices.IndexFunc(r.Sections[i].Metrics, of); at >= 0 {
			return r.Sections[i].Metrics[at]
		}
	}
	return qbr.Metric{ID: id, Status: performance.StatusNoData}
}

// wanted is what a figure is set beside: what is due by now in a running period, else the
// target.
func wanted(m *qbr.Metric) decimal.NullDecimal {
	if m.Due.Valid {
		return m.Due
	}
	return m.Target
}

func byPlan(a, b *Row) int {
	p, q := a.Revenue.Target, b.Revenue.Target
	if p.Valid == q.Valid {
		return cmp.Or(known(q).Cmp(known(p)), cmp.Compare(a.Partner.ID, b.Partner.ID))
	}
	if p.Valid {
		return -1
	}
	return 1
}
