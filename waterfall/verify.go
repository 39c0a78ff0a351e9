package waterfall

import (
	"cmp"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// Campaign is a marketing activity, or a whole quarter of them, that was planned and
// has run: what it was to bring, and what it has brought so far. The zero Campaign is
// not valid.
type Campaign struct {
	ID   string `json:"id"`
	Name string `json:"name,omitempty"`
	// Calendar has the units that the lags of the funnel count in.
	Calendar partnermath.Calendar `json:"calendar,omitzero"`
	// Period is when demand entered the funnel, evenly by days.
	Period partnermath.Period `json:"period"`
	// AsOf is the last day that Actual covers.
	AsOf partnermath.Date `json:"asOf"`
	// Plan is everything that the campaign was to bring, whenever it comes, and Actual
	// what it had brought by the end of AsOf.
	Plan   partnermath.Outcome `json:"plan"`
	Actual partnermath.Outcome `json:"actual"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the
// campaign breaks: an id that names nothing, an unsound calendar, period or outcome,
// no AsOf, and outcomes in two currencies or of two owners. What takes the funnel is checked by
// [Verify].
func (c Campaign) Validate() error {
	var faults partnermath.ValidationError
	check.IDAt(&faults, check.Place{Field: "id"}, c.ID)
	check.TextAt(&faults, check.Place{Field: "name"}, c.Name, 1000)
	faults.Merge("calendar", c.Calendar.Validate())
	faults.Merge("period", c.Period.Validate())
	if c.AsOf.IsZero() {
		faults.Add("asOf", "required", "must be given")
	}
	_, err := partnermath.Variance(c.Plan, c.Actual)
	faults.Merge("", err)
	return faults.Err()
}

// of checks what takes the funnel, a sound one.
func (c *Campaign) of(f *Funnel, faults *partnermath.ValidationError) {
	for _, o := range [...]struct {
		name string
		*partnermath.Outcome
	}{{"plan", &c.Plan}, {"actual", &c.Actual}} {
		if o.Currency != "" && o.Currency != f.Currency {
			faults.Addf(o.name+".currency", "match", "must be that of the funnel, %s, got %s", f.Currency, o.Currency)
			continue
		}
		if o.Owner != "" && f.Owner != "" && o.Owner != f.Owner {
			faults.Addf(o.name+".owner", "match", "must be that of the funnel, %s, got %s", f.Owner, o.Owner)
		}
		check.Amount(faults, o.name+".pipeline", orZero(o.Pipeline), f.Currency)
		check.Amount(faults, o.name+".revenue", orZero(o.Revenue), f.Currency)
		check.Amount(faults, o.name+".margin", orZero(o.Margin), f.Currency)
	}
}

// Verification sets what a [Campaign] brought beside its plan.
type Verification struct {
	ID       string `json:"id"`
	Name     string `json:"name,omitempty"`
	Currency string `json:"currency"`
	// Owner is that of the funnel, or else of plan and actual when both say it.
	Owner partnermath.MoneyOwner `json:"owner,omitempty"`
	AsOf  partnermath.Date       `json:"asOf"`
	// Matures is the day with which the lags of the funnel are over, and Mature tells
	// that AsOf is not before it. What an immature campaign lacks may still come.
	Matures partnermath.Date `json:"matures"`
	Mature  bool             `json:"mature"`
	// Due is the fraction of the planned deals, what is at the last stage of the funnel,
	// that the lags bring in periods that are over by AsOf, with 4 decimals: an attainment
	// of 0.4 is good where 0.35 is due. It does not get to 1 when the shares of a lag do not sum to 1.
	Due decimal.Decimal `json:"due"`
	// Stages are those that plan and actual both know, in the order of
	// [partnermath.Stages].
	Stages   []VerifiedStage `json:"stages"`
	Pipeline PlanActual      `json:"pipeline"`
	Revenue  PlanActual      `json:"revenue"`
	Margin   PlanActual      `json:"margin"`
	// DealSize compares revenue ÷ won deals, rounded to the minor unit.
	DealSize PlanActual   `json:"dealSize"`
	Split    RevenueSplit `json:"split"`
}

// PlanActual is a figure planned and actual, as far as it is known.
type PlanActual struct {
	Plan   decimal.NullDecimal `json:"plan"`
	Actual decimal.NullDecimal `json:"actual"`
	// Variance is Actual − Plan.
	Variance decimal.NullDecimal `json:"variance"`
	// Attainment is Actual ÷ Plan with 4 decimals, undefined for a plan that is not
	// above 0.
	Attainment decimal.NullDecimal `json:"attainment"`
}

// VerifiedStage is one stage of a [Verification].
type VerifiedStage struct {
	Stage partnermath.Stage `json:"stage"`
	PlanActual
	// Due is [Verification.Due] for this stage, undefined when the funnel has no stage
	// that counts as it.
	Due decimal.NullDecimal `json:"due"`
	// From is the stage before that both know, "" for the first. The rates are count ÷
	// count at From with 4 decimals, undefined without a count there, and Difference is
	// ActualRate − PlanRate. As long as the campaign is not mature, ActualRate is low.
	From       partnermath.Stage   `json:"from,omitempty"`
	PlanRate   decimal.NullDecimal `json:"planRate"`
	ActualRate decimal.NullDecimal `json:"actualRate"`
	Difference decimal.NullDecimal `json:"difference"`
}

// Verify compares what a campaign brought with its plan, stage by stage, splits the
// difference in revenue (see [RevenueSplit]), and tells by the lags of the funnel
// whether the campaign is mature. It is that at the end of the period that lies
//
//	Σ over the stages of (the position of the last share above 0 in the lag, from 0)
//
// periods after the last one in which the campaign ran.
//
// The error is a [*partnermath.ValidationError] with paths below "funnel" and
// "campaign": the faults of the two, a currency or an owner that is not the funnel's, amounts in
// less than minor units, a campaign that runs or matures in years that the calendar
// does not cover, and one that is not mature more than MaxPeriods periods after it
// began.
func Verify(f Funnel, c Campaign) (Verification, error) {
	var faults partnermath.ValidationError
	faults.Merge("funnel", f.Validate())
	faults.Merge("campaign", c.Validate())
	if err := faults.Err(); err != nil {
		return Verification{}, err
	}
	var ofCampaign partnermath.ValidationError
	c.of(&f, &ofCampaign)
	m := f.mature(&c, &ofCampaign)
	faults.Merge("campaign", ofCampaign.Err())
	if err := faults.Err(); err != nil {
		return Verification{}, err
	}
	variance, _ := partnermath.Variance(c.Plan, c.Actual)
	v := Verification{
		ID: c.ID, Name: c.Name, Currency: f.Currency, Owner: cmp.Or(f.Owner, variance.Owner), AsOf: c.AsOf,
		Matures: m.matures, Mature: m.mature, Due: m.due[len(m.due)-1],
		Pipeline: comparison(c.Plan.Pipeline, c.Actual.Pipeline),
		Revenue:  comparison(c.Plan.Revenue, c.Actual.Revenue),
		Margin:   comparison(c.Plan.Margin, c.Actual.Margin),
		DealSize: comparison(dealSize(&c.Plan, f.minor()), dealSize(&c.Actual, f.minor())),
	}
	v.compareStages(&f, &c, m.due)
	v.Split = splitRevenue(v.Stages, v.Revenue, f.minor())
	return v, nil
}

func (v *Verification) compareStages(f *Funnel, c *Campaign, due []decimal.Decimal) {
	stages := partnermath.Stages()
	v.Stages = make([]VerifiedStage, 0, len(stages))
	var planned, happened partnermath.Outcome // what both know
	for _, stage := range stages {
		plan, actual := c.Plan.At(stage), c.Actual.At(stage)
		if !plan.Valid || !actual.Valid {
			continue
		}
		planned.Set(stage, plan)
		happened.Set(stage, actual)
		s := VerifiedStage{Stage: stage, PlanActual: comparison(plan, actual)}
		if at := f.counting(stage); at >= 0 {
			s.Due = decimal.NewNullDecimal(due[at])
		}
		v.Stages = append(v.Stages, s)
	}
	actualRates := exact.Conversions(happened)
	for i, plan := range exact.Conversions(planned) {
		s, actual := &v.Stages[i+1], actualRates[i]
		s.From, s.PlanRate, s.ActualRate = plan.From, plan.Rate, actual.Rate
		s.Difference = actualLessPlan(plan.Rate, actual.Rate)
	}
}

func comparison(plan, actual decimal.NullDecimal) PlanActual {
	c := PlanActual{Plan: plan, Actual: actual, Variance: actualLessPlan(plan, actual)}
	if c.Variance.Valid && plan.Decimal.IsPositive() {
		c.Attainment = exact.RatioNull(actual, plan, exact.RatioPlaces)
	}
	return c
}

func actualLessPlan(plan, actual decimal.NullDecimal) decimal.NullDecimal {
	if !plan.Valid || !actual.Valid {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(actual.Decimal.Sub(plan.Decimal))
}

// dealSize returns revenue ÷ won deals.
func dealSize(o *partnermath.Outcome, places int32) decimal.NullDecimal {
	return exact.RatioNull(o.Revenue, o.Won, places)
}
