package incentive_test

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/internal/testkit"
)

// TestSettleIsTheOracleProperty settles generated programs period by period, interim and
// final and again, and compares every published number with the oracle's.
func TestSettleIsTheOracleProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w := world{T: t}
		p := w.program()
		book := incentive.Book{Products: products(), Partners: w.partners(p)}
		book.Sales = w.sales(p, book.Partners)
		var asOf partnermath.Date
		for _, s := range w.settlements(p) {
			if w.chance("other tier", 8) {
				book.Partners = slices.Clone(book.Partners)
				book.Partners[0].Tier = pick(w, "tier now", "silver", "gold")
			}
			book.Period, book.Final = s.period, s.final
			want := oracleSettle(p, book, s.asOf)
			got, err := incentive.Settle(p, book, s.asOf)
			if err != nil {
				t.Fatalf("Settle refuses %s\n%v", document(p, book), err)
			}
			if diff := gocmp.Diff(numbers(p, want), numbers(p, got)); diff != "" {
				t.Fatalf("settlement of %s as of %s, final %v (-oracle +Settle):\n%s\n%s", s.period, s.asOf, s.final, diff, document(p, book))
			}
			if p.Limits.Budget.Valid && got.Left.Decimal.IsNegative() {
				t.Fatalf("the budget is exceeded: %s left", got.Left.Decimal)
			}
			book.Settled = got.Settled
			asOf = s.asOf
		}
		testkit.LeftOutIsNotRead(t, func() (any, error) { return incentive.Settle(p, book, asOf) }, &p, &book)
	})
}

// world draws small worlds, in which records collide with each other, with thresholds and
// with the ends of periods and windows.
type world struct{ *rapid.T }

func pick[T any](w world, name string, of ...T) T { return rapid.SampledFrom(of).Draw(w.T, name) }

// chance is true about once in so many times.
func (w world) chance(name string, in int) bool {
	for ; in > 1; in = (in + 1) / 2 {
		if !rapid.Bool().Draw(w.T, name) {
			return false
		}
	}
	return true
}

func (w world) number(name string, of ...string) decimal.NullDecimal {
	return given(pick(w, name, of...))
}

// given is a number, none for "".
func given(text string) decimal.NullDecimal {
	if text == "" {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(decimal.RequireFromString(text))
}

// month is a month of 2026, 1 January, 0 the one before it.
func month(n int) partnermath.Period {
	first := func(n int) partnermath.Date {
		return partnermath.DateOf(time.Date(2026, time.Month(n), 1, 0, 0, 0, 0, time.UTC))
	}
	return partnermath.Period{Start: first(n), End: first(n + 1)}
}

func products() []incentive.Product {
	return []incentive.Product{{ID: "a1", Category: "a"}, {ID: "a2", Category: "a"}, {ID: "b1", Category: "b"}, {ID: "c"}}
}

func (w world) selection(name string) incentive.Selection {
	return pick(w, name, incentive.Selection{}, incentive.Selection{},
		incentive.Selection{Categories: []string{"a"}}, incentive.Selection{Products: []string{"a1", "b1"}},
		incentive.Selection{Categories: []string{"a", "b"}, ExceptProducts: []string{"a2"}},
		incentive.Selection{ExceptCategories: []string{"b"}})
}

var ( // of a measure of money, and of one of counts
	moneys = []string{"0", "50", "100", "100.01", "150", "200", "300"}
	counts = []string{"0", "1", "2", "3", "5", "10"}
)

func (w world) program() incentive.Program {
	kind := pick(w, "formula", incentive.FormulaTiers, incentive.FormulaTiers, incentive.FormulaGrowth, incentive.FormulaGrowth,
		incentive.FormulaTarget, incentive.FormulaEvery, incentive.FormulaAttach, incentive.FormulaPerUnit, incentive.FormulaGoal)
	p := incentive.Program{
		ID: "p", Currency: pick(w, "currency", "USD", "JPY", "KWD"),
		Qualifies: pick(w, "qualifies", incentive.MeasureRevenue, incentive.MeasureRevenue, incentive.MeasureMargin, incentive.MeasureUnits, incentive.MeasureDeals, incentive.MeasureNewCustomers),
		GraceDays: pick(w, "grace", 0, 10),
		Stage:     pick(w, "stage", "", "", "", incentive.StagePaid),
	}
	if w.chance("narrow", 4) {
		p.Basis, p.Role = pick(w, "basis", "", incentive.BasisSellIn), pick(w, "role", "", "reseller")
		p.Sales = w.selection("sales")
		p.Eligibility.Tiers = []string{"gold"}
	}
	for n := range rapid.IntRange(1, 3).Draw(w.T, "periods") {
		p.Periods = append(p.Periods, month(n+1))
	}
	p.ReturnDays = w.number("window", "", "20", "20")
	switch kind {
	case incentive.FormulaTarget, incentive.FormulaAttach:
		p.Qualifies = pick(w, "money", incentive.MeasureRevenue, incentive.MeasureMargin)
	case incentive.FormulaPerUnit:
		p.Qualifies = pick(w, "count", incentive.MeasureUnits, incentive.MeasureDeals, incentive.MeasureNewCustomers)
	}
	if kind != incentive.FormulaGrowth && kind != incentive.FormulaGoal {
		p.MeasureCap = w.number("measure cap", "", "", "2", "120")
	}
	p.Formula = w.formula(kind, &p)
	for n := range rapid.IntRange(0, 2).Draw(w.T, "multipliers") {
		p.Multipliers = append(p.Multipliers, incentive.Multiplier{
			ID: fmt.Sprint("m", n), Sales: w.selection("multiplied"), NewCustomer: w.chance("of new customers", 3),
			Factor: w.number("factor", "0", "0.5", "1.1", "2"),
		})
	}
	if w.chance("gated", 8) {
		g := incentive.Gate{ID: "g", Measure: pick(w, "gate", incentive.MeasureRevenue, incentive.MeasureUnits, incentive.MeasureDeals)}
		if g.Sales = w.selection("gate sales"); w.chance("share", 2) {
			g.MinimumShare, g.Places = w.number("gate share", "0.67", "0.5", "0.34"), pick(w, "gate places", 0, 2)
		} else {
			g.Minimum = w.number("gate minimum", "1", "3")
		}
		p.Gates = append(p.Gates, g)
	}
	p.Limits = w.limits()
	return p
}

func (w world) formula(kind incentive.FormulaKind, p *incentive.Program) incentive.Formula {
	f := incentive.Formula{Kind: kind}
	thresholds := counts
	if isMoney(p.Qualifies) {
		thresholds = moneys
	}
	threshold := func(name string) decimal.NullDecimal { return given(pick(w, name, thresholds[1:]...)) }
	switch kind {
	case incentive.FormulaTiers:
		paysMoney := isMoney(p.Qualifies)
		if w.chance("two measures", 4) {
			p.Pays = pick(w, "pays", incentive.MeasureRevenue, incentive.MeasureUnits)
			paysMoney = isMoney(p.Pays)
		}
		f.Tiers = w.tiers(thresholds, paysMoney)
		if p.Pays != "" && p.Pays != p.Qualifies {
			f.Tiers.Method = partnermath.MethodWhole
		} else if f.Tiers.Steps[0].From.Decimal.IsZero() && f.Tiers.Steps[0].Flat.Valid {
			p.ZeroPaysFlat = w.chance("zero pays", 3)
		}
	case incentive.FormulaGrowth:
		f.Baseline = incentive.Baseline{
			Kind: pick(w, "baseline", incentive.BaselinePrevious, incentive.BaselineLastYear, incentive.BaselineHigher,
				incentive.BaselineAverage, incentive.BaselineHighest, incentive.BaselineAgreed),
			Absolute: w.chance("absolute", 3), Missing: pick(w, "missing", "", incentive.MissingSkip, incentive.MissingAgreed),
		}
		if f.Baseline.Absolute {
			f.Baseline.Missing = pick(w, "missing absolute", f.Baseline.Missing, incentive.MissingZero)
			f.Tiers = w.tiers(thresholds, isMoney(p.Qualifies))
		} else {
			f.Tiers = w.tiers([]string{"0", "0.1", "0.25", "0.34", "0.5", "1"}, isMoney(p.Qualifies))
		}
		f.Tiers.Method = pick(w, "growth method", partnermath.MethodWhole, partnermath.MethodStepped)
		if f.Tiers.Method == partnermath.MethodWhole {
			f.Baseline.Whole = w.chance("on the whole", 2)
			if !f.Baseline.Absolute {
				f.Places = pick(w, "places", 0, 0, 2)
			}
		}
		if f.Baseline.Kind == incentive.BaselineAverage {
			f.Baseline.Periods = pick(w, "average of", 1, 2, 3)
		}
		if f.Baseline.Kind == incentive.BaselineAgreed || f.Baseline.Missing == incentive.MissingAgreed {
			f.Baseline.Agreed = given(pick(w, "agreed", "1", "2", "50", "100"))
		}
	case incentive.FormulaTarget:
		f.Target, f.Places = w.number("target", "", "50", "100", "150"), pick(w, "places", 0, 0, 2)
		f.Points = pick(w, "points",
			[]partnermath.Step{{From: given("0.5"), Rate: given("0.01")}, {From: given("1"), Rate: given("0.05")}},
			[]partnermath.Step{{From: given("0"), Rate: given("0")}, {From: given("0.9"), Rate: given("0.1")}, {From: given("1.2"), Rate: given("0.07")}})
	case incentive.FormulaEvery:
		f.Minimum, f.Step, f.Reward = w.number("minimum", "", "1", "50"), threshold("step"), w.number("reward", "1", "7.5")
	case incentive.FormulaAttach:
		f.Category = incentive.Selection{Categories: []string{"a"}}
		f.Share, f.Rate = w.number("share", "0", "0.25", "0.5", "1"), w.number("rate", "0.02", "0.1")
	case incentive.FormulaPerUnit:
		f.Minimum, f.Amount = w.number("minimum", "", "1", "3"), w.number("amount", "5", "0.333")
	case incentive.FormulaGoal:
		f.Target, f.Amount = w.number("target", "", "1", "100", "150"), w.number("amount", "10", "33.335")
	}
	return f
}

func (w world) tiers(thresholds []string, money bool) partnermath.Tiers {
	t := partnermath.Tiers{
		Method:   pick(w, "method", partnermath.MethodStepped, partnermath.MethodWhole, partnermath.MethodRolling, partnermath.MethodTotal),
		Boundary: pick(w, "boundary", "", partnermath.BoundaryLower, partnermath.BoundaryUpper),
	}
	for _, from := range thresholds {
		if len(t.Steps) > 0 && !w.chance("step at "+from, 2) || len(t.Steps) == 0 && w.chance("no step at "+from, 2) {
			continue
		}
		step := partnermath.Step{From: given(from), Flat: w.number("flat", "", "", "0", "5", "12.5")}
		if rate := w.number("rate", "0.01", "0.025", "0.1", "0.1", "0", "1"); money {
			step.Rate = rate
		} else {
			step.PerUnit = w.number("per unit", "1", "3.335", "0")
		}
		t.Steps = append(t.Steps, step)
	}
	if t.Steps == nil {
		t.Steps = []partnermath.Step{{From: given(thresholds[0]), Flat: given("10")}}
	}
	return t
}

func (w world) limits() incentive.Limits {
	l := incentive.Limits{
		TransactionCap: w.number("transaction cap", "", "", "", "5", "10"),
		RepCap:         w.number("rep cap", "", "", "4", "11"),
		PartnerCap:     w.number("partner cap", "", "", "15", "40"),
		MinimumPayout:  w.number("minimum payout", "", "", "5", "20"),
		Budget:         w.number("budget", "", "", "25", "60", "7", "0"),
	}
	if l.MinimumPayout.Valid {
		l.AtEnd = pick(w, "at end", "", incentive.AtEndPaid, incentive.AtEndLapses)
	}
	g := &l.Guarantee
	if g.Kind = pick(w, "guarantee", "", "", incentive.GuaranteePerPeriod, incentive.GuaranteeCumulative, incentive.GuaranteeRecoverable); g.Kind != "" {
		g.Amount = w.number("guaranteed", "10", "3", "15")
	}
	if g.Kind == incentive.GuaranteeRecoverable {
		g.AtEnd = pick(w, "owed at end", "", incentive.AtEndForgiven, incentive.AtEndCarried)
	}
	return l
}

func (w world) partners(p incentive.Program) []incentive.Partner {
	var all []incentive.Partner
	for n := range rapid.IntRange(1, 3).Draw(w.T, "partners") {
		one := incentive.Partner{ID: fmt.Sprint("P", n), Tier: pick(w, "tier", "gold", "gold", "silver")}
		if w.chance("enrolls", 16) {
			one.Enrolled = p.Periods[0].Start.AddDays(pick(w, "enrolled", 0, 10, 31))
		}
		if one.Enrolled.IsZero() && w.chance("leaves", 16) {
			one.Left = p.Periods[0].Start.AddDays(pick(w, "left", 20, 31, 45))
		}
		figures := counts
		if isMoney(p.Qualifies) {
			figures = []string{"66.67", "74.85", "50", "75", "100", "67", "-5", "0"}
		}
		if p.Formula.Kind == incentive.FormulaGrowth {
			for m := -13; m <= 3; m++ {
				if m != -8 && (m == -12 || m > -4) && !w.chance("gap in history", 16) {
					one.History = append(one.History, incentive.PeriodFigure{Period: month(m), Value: given(pick(w, "figure", figures...))})
				}
			}
			if w.chance("absorbs", 4) {
				one.BaselineAdjustments = append(one.BaselineAdjustments, incentive.PeriodFigure{
					Period: p.Periods[0], Value: given(pick(w, "absorbed", "20", "-20", "1")), Reason: "absorbed",
				})
			}
		}
		if k := p.Formula.Kind; !p.Formula.Target.Valid && (k == incentive.FormulaTarget || k == incentive.FormulaGoal) {
			for _, period := range p.Periods {
				if !w.chance("no target", 6) {
					one.Targets = append(one.Targets, incentive.PeriodFigure{Period: period, Value: given(pick(w, "own target", "1", "80", "120"))})
				}
			}
		}
		all = append(all, one)
	}
	return all
}

// sales are the records of some sales, each with what happened to it.
func (w world) sales(p incentive.Program, partners []incentive.Partner) []incentive.Sale {
	var all []incentive.Sale
	add := func(s incentive.Sale, late int) {
		s.ID = fmt.Sprintf("s%02d", len(all))
		if late > 0 && !s.Date.IsZero() {
			s.Recorded = s.Date.AddDays(late)
		}
		all = append(all, s)
	}
	late := func() int { return pick(w, "late", 0, 35, 0, 0, 10, 60) }
	days := p.Periods[len(p.Periods)-1].End.DaysSince(p.Periods[0].Start)
	units := []string{"1", "2", "3", "10"}
	amounts := []string{"10", "50", "99", "100", "101", "150", "333"}
	if p.Currency == "USD" {
		amounts = append(amounts, "33.33", "99.99", "100.01")
	}
	for range pick(w, "sales", 9, 6, 12, 4, 2, 16, 1) {
		partner := pick(w, "partner", partners...)
		sale := incentive.Sale{
			Partner: partner.ID, Rep: pick(w, "rep", "", "r1", "r2"), Role: pick(w, "role", "reseller", "reseller", "distributor"),
			Product: pick(w, "product", "a1", "a2", "b1", "c"), Customer: partner.ID + pick(w, "customer", "x", "y"), NewCustomer: w.chance("new", 2),
			Units: given(pick(w, "units", units...)), Amount: given(pick(w, "amount", amounts...)), Margin: given(pick(w, "margin", "-5", "10", "25", "40")),
			Basis: pick(w, "basis", "", incentive.BasisSellIn, incentive.BasisSellThrough),
			Date:  p.Periods[0].Start.AddDays(rapid.IntRange(0, days).Draw(w.T, "day")),
		}
		since := late()
		add(sale, since)
		of := all[len(all)-1]
		link := incentive.Sale{Partner: of.Partner, Of: of.ID}
		after := func(kind incentive.SaleKind, days ...int) incentive.Sale {
			r := link
			r.Kind, r.Date = kind, of.Date.AddDays(pick(w, "after", days...))
			return r
		}
		// A linked record is known no sooner than its sale.
		known := func(r incentive.Sale) int { return max(late(), since-r.Date.DaysSince(of.Date)) }
		happens := pick(w, "what happens", "returns", "nothing", "returned", "corrected", "both", "unlinked")
		if p.Stage == incentive.StagePaid {
			for range pick(w, "payments", 1, 2, 3, 0) {
				r := after(incentive.KindPayment, 0, 5, 30, 40)
				r.Amount = given(pick(w, "paid", of.Amount.Decimal.String(), "10", "50", "100"))
				add(r, known(r))
			}
		}
		if happens == "corrected" || happens == "both" {
			r := after(incentive.KindCorrection, 0, 3, 35)
			r.Units, r.Amount, r.Margin = given(pick(w, "units more", "0", "1")), given(pick(w, "difference", "-5", "5")), given("-1")
			if w.chance("undated", 4) {
				r.Date, r.Recorded = partnermath.Date{}, of.Date.AddDays(max(since, late()))
			}
			add(r, known(r))
		}
		if happens == "returned" || happens == "returns" || happens == "both" {
			for range rapid.IntRange(1, 2).Draw(w.T, "returns") {
				r := after(incentive.KindReturn, 15, 20, 21, 40, 0)
				if w.chance("by amount", 3) {
					r.Amount = given(pick(w, "back", of.Amount.Decimal.String(), "10", "50"))
				} else {
					r.Units = given(pick(w, "back", of.Units.Decimal.String(), "1", "2"))
				}
				add(r, known(r))
			}
		}
		if happens == "unlinked" {
			r := after(incentive.KindReturn, 5, 30)
			r.Of, r.Role, r.Product, r.Units, r.Amount, r.Margin = "", of.Role, of.Product, given("1"), given("20"), given("5")
			add(r, known(r))
		}
	}
	if len(all) > 0 && w.chance("duplicate", 5) {
		all = append(all, pick(w, "twice", all...))
	}
	return rapid.Permutation(all).Draw(w.T, "order")
}

type occasion struct {
	period partnermath.Period
	asOf   partnermath.Date
	final  bool
}

// settlements are those of the periods in order, each maybe interim first, final, and
// maybe final again.
func (w world) settlements(p incentive.Program) []occasion {
	var all []occasion
	last := p.Periods[0].Start
	for _, period := range p.Periods {
		add := func(asOf partnermath.Date, final bool) {
			if !asOf.After(last) {
				asOf = last.AddDays(1)
			}
			last = asOf
			all = append(all, occasion{period, asOf, final})
		}
		if w.chance("interim", 2) {
			add(period.Start.AddDays(pick(w, "interim on", 10, 25, 31, 45)), false)
		}
		add(period.End.AddDays(pick(w, "final on", 0, 5, 10, 30)), true)
		if w.chance("again", 3) {
			add(last.AddDays(20), true)
		}
	}
	return all
}

// numbers are the published numbers of a settlement by their place. What is 0 by
// nature, as a line that earns nothing, has none.
func numbers(p incentive.Program, s incentive.Settlement) map[string]string {
	all := map[string]string{}
	put := func(place string, n ...any) {
		var shown []string
		for _, one := range n {
			switch n := one.(type) {
			case decimal.NullDecimal:
				shown = append(shown, "-")
				if n.Valid {
					shown[len(shown)-1] = n.Decimal.String()
				}
			default:
				shown = append(shown, fmt.Sprint(n))
			}
		}
		all[place] = strings.Join(shown, " ")
	}
	put("totals earned, topUp, awarded, repaid, owed", s.Earned, s.TopUp, s.Awarded, s.Repaid, s.Owed)
	put("totals carriedIn, adjusted, payable, carriedOut, lapsed", s.CarriedIn, s.Adjusted, s.Payable, s.CarriedOut, s.Lapsed)
	put("budget, drawn, left", s.Budget, s.Drawn, s.Left)
	for _, one := range s.Statements {
		at := func(what string) string { return one.Partner + " " + what }
		put(at("reason"), one.Reason)
		put(at("qualifying, paidOn"), one.Qualifying, one.PaidOn)
		put(at("baseline, growth, target, attainment"), one.Baseline, one.Growth, one.Target, one.Attainment)
		put(at("payout, multiplied, earned, effectiveRate"), one.Payout, one.Multiplied, one.Earned, one.EffectiveRate)
		put(at("topUp, awarded, repaid, owed"), one.TopUp, one.Awarded, one.Repaid, one.Owed)
		put(at("carriedIn, adjustedBefore, paidBefore, lapsedBefore"), one.CarriedIn, one.AdjustedBefore, one.PaidBefore, one.LapsedBefore)
		put(at("payable, carriedOut, lapsed"), one.Payable, one.CarriedOut, one.Lapsed)
		put(at("gap: to, missing, now, then, gain"), one.Gap.To, one.Gap.Missing, one.Gap.Now, one.Gap.Then, one.Gap.Gain)
		for _, g := range one.Gates {
			put(at("gate "+g.ID), g.Measure, g.Share, g.Met)
		}
		for i, t := range slices.DeleteFunc(slices.Clone(one.Slices), func(t incentive.Slice) bool { return t.Amount.IsZero() }) {
			put(at(fmt.Sprint("slice ", i)), t.Amount)
			if p.Formula.Tiers.Steps != nil { // others have no tier to be inside
				put(at(fmt.Sprint("place of slice ", i)), t.From, t.To, t.Measure)
			}
		}
		for i, c := range slices.DeleteFunc(slices.Clone(one.Caps), func(c incentive.CapLine) bool { return c.Cost.IsZero() }) {
			put(at(fmt.Sprint("cap ", i)), cmp.Or(c.ID, "-"), c.Cap, c.Limit, c.Before, c.After, c.Cost)
		}
		for _, a := range one.Adjustments {
			if !a.Amount.IsZero() {
				put(at("adjustment of "+a.Period.String()), a.Before, a.After, a.Amount)
			}
		}
		for _, a := range one.Outside {
			if !a.Amount.IsZero() {
				put(at("outside of "+a.Period.String()), a.Before, a.After, a.Amount)
			}
		}
		for _, l := range one.Lines {
			if !l.Earned.IsZero() {
				put(at("line "+l.Sale), l.Earned)
			}
		}
	}
	for _, k := range s.Settled {
		put("settled "+k.Partner+" "+k.Period.String(), k.AsOf, k.Final, k.Reason, k.Earned, k.TopUp, k.Awarded, k.Repaid, k.Owed,
			k.Adjusted, k.Paid, k.Lapsed, k.CarriedOut)
	}
	return all
}

// document shows an input as JSON, to be settled again.
func document(p incentive.Program, b incentive.Book) string {
	program, _ := json.Marshal(p)
	book, _ := json.Marshal(b)
	return string(program) + "\n" + string(book)
}
