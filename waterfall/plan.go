package waterfall

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// countPlaces are the decimals of expected counts.
const countPlaces = 4

// Requirement is what a [RevenueGoal] takes: how much at every stage.
type Requirement struct {
	Currency string `json:"currency"`
	// Revenue is the goal; Won and Recurring are 0 where it says nothing of them.
	// Expected is what the open pipeline is expected to bring,
	// Open × OpenRate. Covered is Won + Recurring + Expected.
	Revenue   decimal.Decimal `json:"revenue"`
	Won       decimal.Decimal `json:"won"`
	Recurring decimal.Decimal `json:"recurring"`
	Expected  decimal.Decimal `json:"expected"`
	Covered   decimal.Decimal `json:"covered"`
	// Remaining is Revenue − Covered, at least 0, and Sourced the part of it that
	// marketing must source, Remaining × MarketingShare. Amounts are rounded to
	// the minor unit of the currency.
	Remaining decimal.Decimal `json:"remaining"`
	Sourced   decimal.Decimal `json:"sourced"`
	// Stages stand in the order of the funnel.
	Stages []RequiredStage `json:"stages"`
	// Lots is the number of lots planned with RoundingStage; undefined otherwise.
	Lots decimal.NullDecimal `json:"lots"`
	// Outcome is what the planned counts bring; its Revenue is at least Sourced.
	Outcome partnermath.Outcome `json:"outcome"`
	// Lines are the plan as a worksheet, worked backward from Sourced in exact
	// counts.
	Lines []WorksheetLine `json:"lines"`
}

// RequiredStage is one stage of a [Requirement].
type RequiredStage struct {
	ID       string            `json:"id"`
	Name     string            `json:"name,omitempty"`
	CountsAs partnermath.Stage `json:"countsAs,omitempty"`
	// Needed is the exact count, with 4 decimals: for the last stage Sourced ÷ the
	// deal size, for any other the count of the stage after it ÷ Rate, × Per or ÷
	// Multiplier of that stage, all divided once.
	Needed decimal.Decimal `json:"needed"`
	// Planned is Needed made whole as the goal says, with 4 decimals.
	Planned decimal.Decimal `json:"planned"`
}

// Plan works backward from a revenue goal to the count that every stage needs:
//
//	deals = (revenue − won − recurring − open × open rate) × marketing share ÷ deal size
//
// and each stage before them count ÷ rate, count × per or count ÷ multiplier. A
// goal that is covered needs nothing.
//
// The error is a [*partnermath.ValidationError] with paths below "funnel" and
// "goal": the faults of the two, a funnel without a deal size, a rate of 0 on the
// way to a goal above 0, and one that needs absurd numbers, of more than 30 digits.
func Plan(f Funnel, g RevenueGoal) (Requirement, error) {
	var faults partnermath.ValidationError
	faults.Merge("funnel", f.Validate())
	faults.Merge("goal", g.Validate())
	if err := faults.Err(); err != nil {
		return Requirement{}, err
	}
	var ofGoal partnermath.ValidationError
	g.of(&f, &ofGoal)
	faults.Merge("goal", ofGoal.Err())
	r := f.cover(&g)
	faults.Merge("funnel", f.reaches(r.Sourced.IsPositive()))
	if err := faults.Err(); err != nil {
		return Requirement{}, err
	}
	needed := f.backward(exact.NewFraction(r.Sourced, f.DealSize.Decimal))
	shown := publish(needed)
	planned, shownPlanned := needed, shown
	if whole := f.round(&g, needed, &r); whole != nil {
		planned, shownPlanned = whole, publish(whole)
	}
	r.Stages = make([]RequiredStage, len(f.Stages))
	for i := range f.Stages {
		s := &f.Stages[i]
		r.Stages[i] = RequiredStage{
			ID: s.ID, Name: s.Name, CountsAs: s.CountsAs, Needed: shown[i], Planned: shownPlanned[i],
		}
	}
	r.Outcome = f.outcome(planned, shownPlanned)
	r.Lines = f.lines(shown, r.Sourced, backward)
	return bounded(r, r.Outcome.InBounds() && allInBounds(shown) && allInBounds(shownPlanned))
}

// publish rounds expected counts.
func publish(counts []exact.Fraction) []decimal.Decimal {
	shown := make([]decimal.Decimal, len(counts))
	for i, count := range counts {
		shown[i] = count.Round(countPlaces)
	}
	return shown
}

// cover takes off the goal what is covered.
func (f *Funnel) cover(g *RevenueGoal) Requirement {
	places := f.minor()
	r := Requirement{Currency: f.Currency, Revenue: g.Revenue.Decimal, Won: orZero(g.Won), Recurring: orZero(g.Recurring)}
	r.Expected = exact.Round(share(orZero(g.Open), g.OpenRate), places)
	r.Covered = r.Won.Add(r.Recurring).Add(r.Expected)
	if r.Revenue.GreaterThan(r.Covered) {
		r.Remaining = r.Revenue.Sub(r.Covered)
	}
	r.Sourced = exact.Round(share(r.Remaining, g.MarketingShare), places)
	return r
}

// share returns d × rate, d when there is no rate.
func share(d decimal.Decimal, rate decimal.NullDecimal) decimal.Decimal {
	if !rate.Valid {
		return d
	}
	return d.Mul(rate.Decimal)
}

// orZero returns the number that is there, or 0. What stands in a number that is not
// valid nobody has checked, so it must not be looked at.
func orZero(d decimal.NullDecimal) decimal.Decimal {
	if !d.Valid {
		return decimal.Decimal{}
	}
	return d.Decimal
}

// reaches checks that planning backward is possible; with nothing to source, a
// rate of 0 does not matter.
func (f *Funnel) reaches(something bool) error {
	var faults partnermath.ValidationError
	if !f.DealSize.Valid {
		faults.Add("dealSize", "required", "must be given to plan from a revenue")
	}
	for i := range f.Stages {
		if rate := f.Stages[i].Rate; something && rate.Valid && rate.Decimal.IsZero() {
			faults.Add(stagePath(i)+".rate", "above", "must be above 0 to reach a goal above 0")
		}
	}
	return faults.Err()
}

// backward returns the exact counts that a count of the last stage needs.
func (f *Funnel) backward(last exact.Fraction) []exact.Fraction {
	counts := make([]exact.Fraction, len(f.Stages))
	f.backwardFrom(len(counts)-1, last, counts)
	return counts
}

func (f *Funnel) backwardFrom(at int, count exact.Fraction, counts []exact.Fraction) {
	counts[at] = count
	for i := at; i > 0; i-- {
		count = f.Stages[i].back(count)
		counts[i-1] = count
	}
}

// forwardFrom works out the counts after a stage.
func (f *Funnel) forwardFrom(at int, count exact.Fraction, counts []exact.Fraction) {
	counts[at] = count
	for i := at + 1; i < len(counts); i++ {
		count = f.Stages[i].through(count)
		counts[i] = count
	}
}

// round makes the needed counts whole, and writes the lots. It returns nil when
// the exact counts are the plan.
func (f *Funnel) round(g *RevenueGoal, needed []exact.Fraction, r *Requirement) []exact.Fraction {
	planned := make([]exact.Fraction, len(needed))
	switch g.Rounding {
	case RoundingEveryStage:
		for i, count := range needed {
			planned[i] = exact.NewFraction(count.Ceil(one), one)
		}
		return planned
	case RoundingStage:
		at, lot := max(f.find(g.Rounded.Stage), 0), one
		if g.Rounded.Lot.Valid {
			lot = g.Rounded.Lot.Decimal
		}
		whole := exact.NewFraction(needed[at].Ceil(lot), one)
		r.Lots = decimal.NewNullDecimal(whole.Div(lot).Round(0))
		f.backwardFrom(at, whole, planned)
		f.forwardFrom(at, whole, planned)
		return planned
	}
	return nil
}

var one = decimal.NewFromInt(1)
