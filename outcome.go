package partnermath

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"
)

// Stage names a stage on the way from demand to revenue, everywhere in the
// module.
type Stage string

// The stages in the order in which demand passes through them.
const (
	// StageInquiry is a first response to an activity.
	StageInquiry Stage = "inquiry"
	// StageLead is an inquiry with a known person and interest.
	StageLead Stage = "lead"
	// StageMQL is a marketing qualified lead.
	StageMQL Stage = "mql"
	// StageSAL is a sales accepted lead.
	StageSAL Stage = "sal"
	// StageSQL is a sales qualified lead.
	StageSQL Stage = "sql"
	// StageMGO is a marketing generated opportunity.
	StageMGO Stage = "mgo"
	// StageOpportunity is an opportunity of any source.
	StageOpportunity Stage = "opportunity"
	// StageWon is a won deal.
	StageWon Stage = "won"
)

// stageOrder holds the stages in the order of the counts of an [Outcome].
var stageOrder = [...]Stage{
	StageInquiry, StageLead, StageMQL, StageSAL,
	StageSQL, StageMGO, StageOpportunity, StageWon,
}

// Stages returns the stages in order.
func Stages() []Stage { return slices.Clone(stageOrder[:]) }

// Known reports whether s is one of the stages.
func (s Stage) Known() bool { return slices.Contains(stageOrder[:], s) }

// Conversion is what became of the count at one stage on its way to a later one.
type Conversion struct {
	From Stage `json:"from"`
	To   Stage `json:"to"`
	// Rate is the count at To ÷ the count at From with 4 decimals, undefined when there
	// is nothing at From. Of several sources together it is Σ ÷ Σ, and never a mean of
	// rates.
	Rate decimal.NullDecimal `json:"rate"`
}

// Outcome is what demand activity brought, forecast or actual. Every figure is
// optional: one that is not valid is unknown, which is not zero. The zero Outcome
// knows nothing.
type Outcome struct {
	// Currency is the ISO 4217 code of the amounts; it may be left out when there
	// are none.
	Currency string `json:"currency,omitempty"`
	// The counts at each stage; a forecast may expect fractions.
	Inquiries     decimal.NullDecimal `json:"inquiries"`
	Leads         decimal.NullDecimal `json:"leads"`
	MQLs          decimal.NullDecimal `json:"mqls"`
	SALs          decimal.NullDecimal `json:"sals"`
	SQLs          decimal.NullDecimal `json:"sqls"`
	MGOs          decimal.NullDecimal `json:"mgos"`
	Opportunities decimal.NullDecimal `json:"opportunities"`
	Won           decimal.NullDecimal `json:"won"`
	// Pipeline is the value of the opportunities created, also of those that have
	// been won or lost since.
	Pipeline decimal.NullDecimal `json:"pipeline"`
	// Revenue is the value of the deals won, and Margin the part of it that is
	// left after the cost of what was sold; it may be below zero.
	Revenue decimal.NullDecimal `json:"revenue"`
	Margin  decimal.NullDecimal `json:"margin"`
}

// At returns the count at a stage; it is not valid when the count is unknown or
// the stage is.
func (o Outcome) At(stage Stage) decimal.NullDecimal {
	if count := o.count(stage); count != nil {
		return *count
	}
	return decimal.NullDecimal{}
}

// Set sets the count at a stage. An unknown stage has none to set.
func (o *Outcome) Set(stage Stage, count decimal.NullDecimal) {
	if o == nil {
		return
	}
	if at := o.count(stage); at != nil {
		*at = count
	}
}

// count returns the figure of a stage, or nil.
func (o *Outcome) count(stage Stage) *decimal.NullDecimal {
	if i := slices.Index(stageOrder[:], stage); i >= 0 {
		return o.figures()[i].value
	}
	return nil
}

// Validate returns a [*ValidationError] for a number out of bounds, a count or a
// pipeline below 0, a currency that is not an ISO 4217 code in form, and for an
// amount without a currency.
func (o Outcome) Validate() error {
	var faults ValidationError
	hasAmount := o.Pipeline.Valid || o.Revenue.Valid || o.Margin.Valid
	switch {
	case o.Currency == "" && hasAmount:
		faults.Add("currency", "required", "must be given with an amount")
	case o.Currency != "" && !currencyForm(o.Currency):
		faults.Addf("currency", "currency", "must be an ISO 4217 code like USD, got %.40q", o.Currency)
	}
	for _, f := range o.figures() {
		switch {
		case !f.value.Valid:
		case !InBounds(f.value.Decimal):
			faults.Add(f.name, "bounds", boundsMessage)
		case f.value.Decimal.IsNegative() && f.name != "revenue" && f.name != "margin":
			faults.Addf(f.name, "min", "must not be below 0, got %s", f.value.Decimal)
		}
	}
	return faults.Err()
}

// Sum adds outcomes figure by figure. A figure that one of them does not know is
// unknown in the sum. Outcomes without amounts need no currency. The error is a
// [*ValidationError], for an invalid outcome and for two different currencies.
func Sum(outcomes ...Outcome) (Outcome, error) {
	var faults ValidationError
	for i, o := range outcomes {
		faults.Merge(fmt.Sprintf("outcomes[%d]", i), o.Validate())
	}
	if err := faults.Err(); err != nil || len(outcomes) == 0 {
		return Outcome{}, err
	}
	sum := outcomes[0]
	for i, o := range outcomes[1:] {
		if sum.Currency == "" {
			sum.Currency = o.Currency
		}
		if o.Currency != "" && o.Currency != sum.Currency {
			faults.Addf(fmt.Sprintf("outcomes[%d].currency", i+1), "match",
				"must be %s like the others, got %s", sum.Currency, o.Currency)
		}
		sum = sum.Combine(o, decimal.Decimal.Add)
	}
	if err := faults.Err(); err != nil {
		return Outcome{}, err
	}
	return sum, nil
}

// Variance returns actual − plan, figure by figure; a figure that one of the two
// does not know is unknown. Its counts may be below zero. The error is a
// [*ValidationError], for an invalid outcome and for two different currencies.
func Variance(plan, actual Outcome) (Outcome, error) {
	var faults ValidationError
	faults.Merge("plan", plan.Validate())
	faults.Merge("actual", actual.Validate())
	if len(faults.Fields) == 0 && plan.Currency != "" && actual.Currency != "" && plan.Currency != actual.Currency {
		faults.Addf("actual.currency", "match", "must be %s like the plan, got %s", plan.Currency, actual.Currency)
	}
	if err := faults.Err(); err != nil {
		return Outcome{}, err
	}
	variance := actual.Combine(plan, decimal.Decimal.Sub)
	if variance.Currency == "" {
		variance.Currency = plan.Currency
	}
	return variance, nil
}

type figure struct {
	name  string
	value *decimal.NullDecimal
}

// figures returns the counts in the order of Stages, then the amounts.
func (o *Outcome) figures() [11]figure {
	return [...]figure{
		{"inquiries", &o.Inquiries},
		{"leads", &o.Leads},
		{"mqls", &o.MQLs},
		{"sals", &o.SALs},
		{"sqls", &o.SQLs},
		{"mgos", &o.MGOs},
		{"opportunities", &o.Opportunities},
		{"won", &o.Won},
		{"pipeline", &o.Pipeline},
		{"revenue", &o.Revenue},
		{"margin", &o.Margin},
	}
}

// InBounds reports whether every figure that is known keeps to [InBounds].
func (o Outcome) InBounds() bool {
	for _, f := range o.figures() {
		if f.value.Valid && !InBounds(f.value.Decimal) {
			return false
		}
	}
	return true
}

// Combine returns op of each figure of o and p, in the currency of o; a figure that
// one of them does not know is unknown. It checks neither of them, as [Sum] and
// [Variance] do.
func (o Outcome) Combine(p Outcome, op func(a, b decimal.Decimal) decimal.Decimal) Outcome {
	others := p.figures()
	for i, f := range o.figures() {
		if other := others[i].value; f.value.Valid && other.Valid {
			f.value.Decimal = op(f.value.Decimal, other.Decimal)
		} else {
			*f.value = decimal.NullDecimal{}
		}
	}
	return o
}

// currencyForm reports whether s has the form of an ISO 4217 code. The packages
// that round money also ask whether the currency has a minor unit.
func currencyForm(s string) bool {
	if len(s) != 3 {
		return false
	}
	for i := range len(s) {
		if s[i] < 'A' || s[i] > 'Z' {
			return false
		}
	}
	return true
}
