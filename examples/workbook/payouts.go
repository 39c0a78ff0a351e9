package workbook

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/workbook/live"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/qbr"
)

// The columns of the table of programs, and of its cells in the block of each.
const (
	payProgram = iota + 1
	payPeriod
	payQualifying
	payPaidOn
	payPayout
	payEarned
	payPayable
	payRate
	payMissing
	payGain
)

// payouts writes what each program pays, and how it comes to that.
func (in *Input) payouts(b *live.Book) {
	if len(in.Payouts) == 0 {
		return
	}
	s := b.Open("Payouts", "Payouts"+in.of(), "What each program pays: from the sales that count through tiers and caps to what is payable. "+in.amounts())
	s.ValueAt = 3
	s.Hide(saleShare, saleSteps+1)
	s.Heads("Program", "<Period", "Qualifying", "Paid on", "Payout", "Earned", "Payable", "Effective rate", "Missing to the next tier", "It would pay more")
	first := s.Row
	var earned decimal.Decimal
	for i := range in.Payouts {
		x := &paying{Sheet: s, Payout: &in.Payouts[i], n: i}
		x.line()
		earned = earned.Add(x.Statement.Earned)
	}
	last := s.Row - 1
	s.TotalName("In all")
	cell := s.Total(payEarned, live.Money, fmt.Sprintf("SUM(%s)", s.Span(payEarned, first, last)), live.Known(earned))
	link(s, qbr.MetricIncentiveEarned, cell, live.Known(earned))
	s.Row++
	s.Chart(live.Columns, "Earned, and what the next tier pays more", live.Money,
		s.Series(payEarned, payProgram, first, last), s.Series(payGain, payProgram, first, last))
	for i := range in.Payouts {
		x := &paying{Sheet: s, Payout: &in.Payouts[i], n: i}
		x.write()
	}
}

// paying writes the statement of a program.
type paying struct {
	*live.Sheet
	*Payout
	n int // of the program
}

// key is that of a line of the program, and the name of its input.
func (x *paying) key(name string) string { return fmt.Sprintf("%s_%d", name, x.n+1) }

// figureOf and inputOf name the cells of lines.
func (x *paying) figureOf(name string) string { return x.ValueOf(x.key(name)) }

func (x *paying) inputOf(name string) string { return x.GivenOf(x.key(name)) }

func (x *paying) put(name, words string, u live.Unit, formula string, want decimal.NullDecimal) string {
	return x.Value(x.key(name), words, u, formula, want)
}

// take writes a line with an input.
func (x *paying) take(name, words string, u live.Unit, d decimal.NullDecimal) string {
	return x.Given(x.key(name), words, u, d)
}

// unitFor is that of a measure.
func unitFor(m incentive.Measure) live.Unit {
	switch m {
	case incentive.MeasureRevenue, incentive.MeasureMargin:
		return live.Money
	case incentive.MeasureUnits:
		return live.Count
	}
	return live.Number
}

func (x *paying) qualifies() live.Unit { return unitFor(x.Program.Qualifies) }

func (x *paying) pays() live.Unit {
	if x.Program.Pays == "" {
		return x.qualifies()
	}
	return unitFor(x.Program.Pays)
}

func (x *paying) period() string {
	return fmt.Sprintf("%s to %s", x.Statement.Period.Start, x.Statement.Period.End.AddDays(-1))
}

// line writes the program into the table of all.
func (x *paying) line() {
	st := &x.Statement
	x.Text(payProgram, named(x.Program.Name, x.Program.ID))
	x.Text(payPeriod, x.period())
	refer := func(col int, name string, u live.Unit, want decimal.NullDecimal) string {
		return x.Figure(col, u, x.figureOf(name), want)
	}
	refer(payQualifying, "qualifying", x.qualifies(), live.Known(st.Qualifying))
	refer(payPaidOn, "paid_on", x.pays(), live.Known(st.PaidOn))
	refer(payPayout, "payout", live.Money, live.Known(st.Payout))
	refer(payEarned, "earned", live.Money, live.Known(st.Earned))
	refer(payPayable, "payable", live.Money, live.Known(st.Payable))
	if st.EffectiveRate.Valid {
		refer(payRate, "effective_rate", live.Share, st.EffectiveRate)
	}
	if st.Gap.To.Valid {
		link(x.Sheet, qbr.MetricNextTierMissing, refer(payMissing, "missing", x.qualifies(), st.Gap.Missing), st.Gap.Missing)
		link(x.Sheet, qbr.MetricNextTierGain, refer(payGain, "gain", live.Money, st.Gap.Gain), st.Gap.Gain)
	}
	x.Row++
}

// write writes the block of the program.
func (x *paying) write() {
	x.Title(named(x.Program.Name, x.Program.ID) + ", " + x.period())
	x.Heads("", "Given", "Figure")
	x.measures()
	x.baseline()
	x.target()
	x.conditions()
	x.formula()
	x.caps()
	x.balance()
	x.gap()
	x.sales()
}

// measures adds up the sales, which stand below.
func (x *paying) measures() {
	st := &x.Statement
	sum := func(col int) string { return "SUM(" + x.salesOf(col) + ")" }
	x.put("qualifying", "Qualifying: "+string(x.Program.Qualifies), x.qualifies(), sum(saleQualifying), live.Known(st.Qualifying))
	x.put("paid_on", "Paid on", x.pays(), sum(salePaidOn), live.Known(st.PaidOn))
	x.take("measure_cap", "The most that is paid on", x.pays(), x.Program.MeasureCap)
}

// baseline writes what growth is measured from. Which earlier figures count is up to the library.
func (x *paying) baseline() {
	if !x.isGrowth() {
		return
	}
	st, f, u := &x.Statement, &x.Program.Formula.Baseline, x.qualifies()
	for _, h := range x.Partner.History {
		x.Text(1, fmt.Sprintf("Earlier figure, %s to %s", h.Period.Start, h.Period.End.AddDays(-1)))
		x.Fact(x.GivenAt, u, h.Value)
		x.Row++
	}
	before := st.Baseline
	for _, a := range st.BaselineAdjustments {
		before.Decimal = before.Decimal.Sub(a.Value.Decimal)
	}
	x.Text(1, "Baseline: "+strings.ReplaceAll(string(f.Kind), "-", " "))
	write := x.Library
	if f.Kind == incentive.BaselineAgreed {
		write = x.Input
	}
	formula := write(x.GivenAt, u, before)
	x.Row++
	for i, a := range st.BaselineAdjustments {
		formula += "+" + x.take(fmt.Sprintf("adjustment_%d", i+1), "Adjustment: "+a.Reason, u, a.Value)
	}
	places := int32(4) // of a count
	if u == live.Money {
		places = x.Places
	}
	base := x.put("baseline", "Baseline, adjusted", u, fmt.Sprintf("ROUND(%s,%d)", formula, places), st.Baseline)
	x.put("growth", "Growth", live.Share, fmt.Sprintf(`IF(N(%[1]s)=0,"",ROUND((%[2]s-%[1]s)/%[1]s,4))`, base, x.figureOf("qualifying")), st.Growth)
}

// target writes what a target is and how much of it is reached.
func (x *paying) target() {
	st, kind := &x.Statement, x.Program.Formula.Kind
	if kind != incentive.FormulaTarget && kind != incentive.FormulaGoal {
		return
	}
	target := x.take("target", "Target", x.qualifies(), st.Target)
	x.put("attainment", "Attainment", live.Share, live.Ratio(x.figureOf("qualifying"), target, 4), st.Attainment)
}

// takesPart are the reasons that leave a partner in the program.
var takesPart = []partnermath.Reason{"", incentive.ReasonNoBaseline, incentive.ReasonNoTarget, incentive.ReasonGate, incentive.ReasonBelow}

// conditions writes what has to hold for anything to be paid.
func (x *paying) conditions() {
	st := &x.Statement
	part := "yes"
	if !slices.Contains(takesPart, st.Reason) {
		part = string(st.Reason)
	}
	condition := x.Chosen(x.key("takes_part"), "Takes part", part) + `="yes"`
	if x.isGrowth() {
		condition += fmt.Sprintf(`,%s<>""`, x.figureOf("baseline"))
	}
	for i, line := range st.Gates {
		gate := &x.Program.Gates[i]
		x.Text(1, "Gate "+line.ID+": "+string(gate.Measure))
		value := x.Library(x.GivenAt, unitFor(gate.Measure), live.Known(line.Measure))
		if gate.Minimum.Valid {
			x.Row++
			condition += fmt.Sprintf(",%s>=%s", value, x.take(fmt.Sprintf("gate_%d", i+1), "  at least", unitFor(gate.Measure), gate.Minimum))
			continue
		}
		condition += "," + x.Choice(x.ValueAt, yesNo(line.Met)) + `="yes"`
		x.Row++
	}
	pays := st.Reason == "" || st.Reason == incentive.ReasonBelow
	x.Decided(x.key("condition"), "Something can be paid", fmt.Sprintf(`IF(AND(%s),"yes","no")`, condition), yesNo(pays))
}

// caps writes what multipliers and caps make of the payout.
func (x *paying) caps() {
	st, limits := &x.Statement, &x.Program.Limits
	sum := func(col int) string {
		return fmt.Sprintf(`IF(COUNTIF(%s,">0")=0,%s,SUM(%s))`, x.salesOf(salePaidOn), x.figureOf("exact"), x.salesOf(col))
	}
	before := x.put("multiplied", "After multipliers", live.Money, x.Rounded(sum(saleMultiplied)), live.Known(st.Multiplied))
	cut := func(name, words string, limit decimal.NullDecimal, reason partnermath.Reason, after string) {
		if !limit.Valid {
			return
		}
		x.take(name, words, live.Money, limit)
		var cost decimal.Decimal
		for _, c := range st.Caps {
			if c.Cap == reason {
				cost = cost.Add(c.Cost)
			}
		}
		left := x.Rounded(after)
		x.Value("", "  which takes", live.Money, x.Rounded(before+"-"+left), live.Known(cost))
		before = left
	}
	cut("sale_cap", "The most that a sale earns", limits.TransactionCap, incentive.CapTransaction, sum(saleCapped))
	cut("rep_cap", "The most that the sales of a rep earn", limits.RepCap, incentive.CapRep, sum(saleRepCapped))
	last := sum(saleRepCapped)
	if limits.PartnerCap.Valid {
		last = fmt.Sprintf("MIN(%s,%s)", last, x.inputOf("partner_cap"))
	}
	cut("partner_cap", "The most that the partner earns", limits.PartnerCap, incentive.CapPartner, last)
	earned := x.Sum(x.key("earned"), "Earned", live.Money, x.Rounded(last), live.Known(st.Earned))
	if st.EffectiveRate.Valid {
		x.put("effective_rate", "Effective rate: earned ÷ paid on", live.Share, fmt.Sprintf(`IF(%[2]s>0,ROUND(%[1]s/%[2]s,8),"")`, earned, x.figureOf("paid_on")), st.EffectiveRate)
	}
}

// balance writes the way from what is earned to what is payable. Guarantees and budgets look at
// other periods and partners.
func (x *paying) balance() {
	st := &x.Statement
	terms, sum := x.figureOf("earned"), st.Awarded
	if !st.TopUp.IsZero() {
		terms += "+" + x.ComputedValue("", "Top-up to what is guaranteed", live.Money, live.Known(st.TopUp))
	}
	if st.Awarded.Equal(st.Earned.Add(st.TopUp)) {
		terms = x.Value("", "Awarded", live.Money, x.Rounded(terms), live.Known(st.Awarded))
	} else {
		terms = x.ComputedValue("", "Awarded: what a budget leaves", live.Money, live.Known(st.Awarded))
	}
	var adjusted decimal.Decimal
	for _, a := range st.Adjustments {
		adjusted = adjusted.Add(a.Amount)
	}
	for _, term := range []struct {
		name, words, sign string
		amount            decimal.Decimal
	}{
		{"repaid", "Repaid of a guarantee", "-", st.Repaid},
		{"carried_in", "Carried in from the period before", "+", st.CarriedIn},
		{"adjusted_before", "Adjusted in earlier settlements", "+", st.AdjustedBefore},
		{"adjusted", "Adjusted for what is known since", "+", adjusted},
		{"paid_before", "Paid before", "-", st.PaidBefore},
		{"lapsed_before", "Lapsed before", "-", st.LapsedBefore},
	} {
		if term.amount.IsZero() && term.name != "carried_in" {
			continue
		}
		terms += term.sign + x.take(term.name, term.words, live.Money, live.Known(term.amount))
		if term.sign == "-" {
			term.amount = term.amount.Neg()
		}
		sum = sum.Add(term.amount)
	}
	balance := x.Value("", "Balance", live.Money, x.Rounded(terms), live.Known(sum))
	least := x.take("minimum_payout", "The least that is paid out", live.Money, x.Program.Limits.MinimumPayout)
	payable := sum
	if sum.IsNegative() || sum.LessThan(orZero(x.Program.Limits.MinimumPayout)) {
		payable = decimal.Decimal{}
	}
	if payable.Equal(st.Payable) {
		x.Sum(x.key("payable"), "Payable", live.Money, fmt.Sprintf("IF(AND(%[1]s>=0,%[1]s>=N(%[2]s)),%[1]s,0)", balance, least), live.Known(st.Payable))
	} else {
		x.ComputedValue(x.key("payable"), "Payable, at the end of the program", live.Money, live.Known(st.Payable))
	}
	words, rest := "Carried out", st.CarriedOut
	if !st.Lapsed.IsZero() {
		words, rest = "Lapsed", st.Lapsed
	}
	x.Value("", words, live.Money, x.Rounded(balance+"-"+x.figureOf("payable")), live.Known(rest))
}
