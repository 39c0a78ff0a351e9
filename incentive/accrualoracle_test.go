package incentive_test

import (
	"cmp"
	"math/big"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/incentive/liability"
	"github.com/partnermath/partnermath/internal/testkit"
)

// TestAccrueIsTheOracleProperty compares every published figure of an accrual with that of
// the stated formula, in fractions.
func TestAccrueIsTheOracleProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := world{T: t}
		p := w.program()
		e := w.expectation(p)
		got, err := liability.Accrue(p, e)
		if err != nil {
			t.Fatalf("Accrue refuses %s\n%s\n%v", testkit.JSON(t, p), testkit.JSON(t, e), err)
		}
		if diff := gocmp.Diff(testkit.JSON(t, oracleAccrue(p, e)), testkit.JSON(t, got)); diff != "" {
			t.Fatalf("-oracle +Accrue:\n%s\n%s\n%s", diff, testkit.JSON(t, p), testkit.JSON(t, e))
		}
		testkit.LeftOutIsNotRead(t, func() (any, error) { return liability.Accrue(p, e) }, &p, &e)
	})
}

// oracleAccrue is what to book, of an expectation that is valid.
func oracleAccrue(p incentive.Program, e liability.Expectation) liability.Accrual {
	places, _ := partnermath.MinorUnits(p.Currency)
	paysOther := p.Pays != "" && p.Pays != p.Qualifies || p.Formula.Kind == incentive.FormulaAttach
	if p.Pays == "" {
		p.Pays = p.Qualifies
	}
	o := oracle{Program: p, book: incentive.Book{Period: e.Period, Settled: e.Settled}, places: places}
	before := some(e.Before)
	out := liability.Accrual{
		Program: p.ID, Partner: e.Partner.ID, Currency: p.Currency, Period: e.Period, AsOf: e.AsOf,
		Forecasts: []liability.AccrualLine{}, Before: exactly(before),
	}
	if e.Earned.Valid {
		out.Accrued, out.Highest, out.TrueUp = e.Earned.Decimal, e.Earned.Decimal, known(o.cents(minus(some(e.Earned), before)))
		return out
	}
	measures := func(f liability.Forecast) (v, paid *big.Rat) {
		if paysOther {
			return some(f.Qualifying), some(f.PaidOn)
		}
		return some(f.Qualifying), some(f.Qualifying)
	}
	dateV, dateP := measures(e.ToDate)

	expected, measure, highest := rat(0), rat(0), rat(0)
	var topV, topP *big.Rat // the highest forecast: of equal ones what qualifies, by what is paid on
	for i, f := range o.forecasts(e) {
		v, paid := f.v, f.p
		if !paysOther {
			paid = v
		}
		v, paid = most(v, dateV), most(paid, dateP)
		reason, earned, topUp := o.expect(e.Partner, v, paid)
		payout := plus(earned, topUp)
		out.Forecasts = append(out.Forecasts, liability.AccrualLine{Probability: exactly(f.probability), Expected: incentive.Expected{
			Qualifying: exactly(v), PaidOn: exactly(paid), Reason: reason, Earned: exactly(earned), TopUp: exactly(topUp), Payout: exactly(payout),
		}})
		expected, measure = plus(expected, times(f.probability, payout)), plus(measure, times(f.probability, paid))
		if i == 0 || cmp.Or(v.Cmp(topV), paid.Cmp(topP)) > 0 {
			topV, topP, highest = v, paid, payout
		}
	}
	_, accrued, _ := o.expect(e.Partner, dateV, dateP)
	if dateP.Sign() > 0 {
		accrued = o.money(over(times(expected, dateP), measure))
	}
	// The rate is that of the figures beside it.
	out.ExpectedMeasure, out.Expected, out.Highest = exactly(measure), o.cents(expected), exactly(highest)
	if isMoney(p.Pays) && measure.Sign() > 0 {
		out.EffectiveRate = known(testkit.RoundHalfAway(over(testkit.Rat(out.Expected), measure), 8))
	}
	out.Accrued, out.Entry = exactly(accrued), exactly(minus(accrued, before))
	return out
}

type chance struct{ v, p, probability *big.Rat }

// forecasts are those of an expectation with what each counts for: the projected one, the
// most likely one alone, or all by their probability.
func (o oracle) forecasts(e liability.Expectation) []chance {
	if e.Forecasts == nil {
		project := func(n decimal.NullDecimal, m incentive.Measure) *big.Rat {
			whole := over(times(some(n), rat(int64(e.Parts))), rat(int64(e.Elapsed)))
			if isMoney(m) {
				return o.money(whole)
			}
			return rounded(whole, 4)
		}
		return []chance{{project(e.ToDate.Qualifying, o.Qualifies), project(e.ToDate.PaidOn, o.Pays), rat(1)}}
	}
	var all []chance
	likely := 0
	for i, f := range e.Forecasts {
		one := chance{some(f.Qualifying), some(f.PaidOn), some(f.Probability)}
		if !f.Probability.Valid {
			one.probability = rat(1)
		}
		all = append(all, one)
		if one.probability.Cmp(all[likely].probability) > 0 {
			likely = i
		}
	}
	for i := range all {
		if e.Method != liability.AccrueWeighted {
			all[i].probability = rat(0)
		}
	}
	if e.Method != liability.AccrueWeighted {
		all[likely].probability = rat(1)
	}
	return all
}

// expect is what a measure of a whole period earns by formula and partner cap, and what the
// guarantee adds.
func (o oracle) expect(partner incentive.Partner, v, paid *big.Rat) (partnermath.Reason, *big.Rat, *big.Rat) {
	period := slices.Index(o.Periods, o.book.Period)
	s := incentive.Statement{Reason: o.takesPart(partner, period)}
	now := account{reason: s.Reason, earned: rat(0)}
	if pays := o.formula(&s, partner, period); s.Reason == "" {
		now.earned = payoutOf(pays(v, paid, false))
		if now.earned.Sign() == 0 {
			s.Reason = incentive.ReasonBelow
		}
	}
	if o.Limits.PartnerCap.Valid {
		now.earned = least(now.earned, some(o.Limits.PartnerCap))
	}
	now.earned = o.money(now.earned)
	var earlier [][]account
	for j := range period {
		settled, found := o.before(partner.ID, j)
		then := accountOf(settled)
		if !found { // it was awarded nothing, and may have taken part
			then.reason = o.takesPart(partner, j)
		}
		earlier = append(earlier, []account{then})
	}
	topUp := rat(0)
	if o.Limits.Guarantee.Kind != "" {
		topUp = o.topUp(0, now, earlier, true)
	}
	return s.Reason, now.earned, topUp
}

// expectation draws one of a period that runs, or now and then of one that is final.
func (w world) expectation(p incentive.Program) liability.Expectation {
	last := len(p.Periods) - 1
	e := liability.Expectation{
		Period: p.Periods[last], Partner: pick(w, "partner", w.partners(p)...), AsOf: p.Periods[last].Start.AddDays(9),
		Before: w.number("before", "0", "7", "123"),
	}
	for _, period := range p.Periods[:last] {
		if w.chance("never settled", 4) {
			continue
		}
		s := incentive.Settled{Partner: e.Partner.ID, Period: period, AsOf: period.End, Final: true, Reason: pick(w, "settled reason", "", "", incentive.ReasonTier)}
		for _, n := range []*decimal.NullDecimal{&s.TopUp, &s.Repaid, &s.Owed, &s.Adjusted, &s.Paid, &s.Lapsed, &s.CarriedOut} {
			*n = given("0")
		}
		s.Earned = w.number("was earned", "0", "4", "20")
		if s.Reason != "" {
			s.Earned = given("0")
		}
		s.Awarded = s.Earned
		e.Settled = append(e.Settled, s)
	}
	figures := slices.Concat(counts, []string{"7.5", "-2"})
	if isMoney(p.Qualifies) {
		figures = slices.Concat(moneys[:3], []string{"150", "333", "1000", "-20"})
	}
	paysOther := p.Pays != "" && p.Pays != p.Qualifies || p.Formula.Kind == incentive.FormulaAttach
	draw := func(name string) liability.Forecast {
		f := liability.Forecast{Qualifying: w.number(name, figures...)}
		if paysOther {
			f.PaidOn = w.number(name+" paid on", figures[:5]...)
		}
		return f
	}
	e.ToDate = draw("to date")
	if w.chance("final", 10) {
		e.Earned, e.AsOf = w.number("earned", "0", "50", "-3"), e.Period.End
		return e
	}
	probabilities := pick(w, "probabilities", nil, []string{""}, []string{"1"}, []string{"0.5", "0.5"}, []string{"0.2", "0.5", "0.3"},
		[]string{"0.333333", "0.333333", "0.333334"})
	if probabilities == nil {
		e.Parts = rapid.IntRange(1, 7).Draw(w.T, "parts")
		e.Elapsed = rapid.IntRange(1, e.Parts).Draw(w.T, "elapsed")
	}
	for _, probability := range probabilities {
		f := draw("forecast")
		f.Probability = given(probability)
		e.Forecasts = append(e.Forecasts, f)
	}
	e.Method = pick(w, "method", "", liability.AccrueMostLikely, liability.AccrueWeighted)
	return e
}
