package workbook

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/partnermath/partnermath"
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
func (in *Input) payouts(b *book) {
	if len(in.Payouts) == 0 {
		return
	}
	s := b.open("Payouts", "Payouts"+in.of(), "What each program pays: from the sales that count through tiers and caps to what is payable. Amounts in "+in.currency()+".")
	s.givenAt, s.valueAt = 2, 3
	s.heads("Program", "<Period", "Qualifying", "Paid on", "Payout", "Earned", "Payable", "Effective rate", "Missing to the next tier", "It would pay more")
	first := s.row
	for i := range in.Payouts {
		x := &paying{sheet: s, Payout: &in.Payouts[i], n: i}
		x.line()
	}
	last := s.row - 1
	var earned decimal.Decimal
	for i := range in.Payouts {
		earned = earned.Add(in.Payouts[i].Statement.Earned)
	}
	s.words(payProgram, look{role: roleTotal}, "In all")
	cell := s.total(payEarned, look{role: roleTotal, unit: unitMoney}, fmt.Sprintf("SUM(%s)", s.span(payEarned, first, last)), known(earned))
	s.link(qbr.MetricIncentiveEarned, cell, known(earned))
	s.row++
	series := func(col int) excelize.ChartSeries {
		return excelize.ChartSeries{Name: s.fixed(col, first-1, first-1), Categories: s.fixed(payProgram, first, last), Values: s.fixed(col, first, last)}
	}
	s.chart(excelize.Col, "Earned, and what the next tier pays more", unitMoney, series(payEarned), series(payGain))
	for i := range in.Payouts {
		x := &paying{sheet: s, Payout: &in.Payouts[i], n: i}
		x.write()
	}
}

// paying writes the statement of a program.
type paying struct {
	*sheet
	*Payout
	n int // of the program
}

func (x *paying) key(name string) string { return fmt.Sprintf("%d %s", x.n, name) }

func (x *paying) markAs(name string) { x.mark(x.key(name)) }

// figureOf and inputOf name the cells of lines that are marked.
func (x *paying) figureOf(name string) string { return x.at(x.valueAt, x.rowOf(x.key(name))) }

func (x *paying) inputOf(name string) string { return x.at(x.givenAt, x.rowOf(x.key(name))) }

// has tells whether a line is there.
func (x *paying) has(name string) bool { _, ok := x.before[x.name+" "+x.key(name)]; return ok }

func (x *paying) put(name, words string, u unit, formula string, want decimal.NullDecimal) string {
	x.markAs(name)
	return x.value(words, u, formula, want)
}

// take writes a line with an input.
func (x *paying) take(name, words string, u unit, d decimal.NullDecimal) string {
	x.markAs(name)
	return x.given(fmt.Sprintf("%s_%d", name, x.n+1), words, u, d)
}

// unitFor is that of a measure.
func unitFor(m incentive.Measure) unit {
	switch m {
	case incentive.MeasureRevenue, incentive.MeasureMargin:
		return unitMoney
	case incentive.MeasureUnits:
		return unitCount
	}
	return unitWhole
}

func (x *paying) qualifies() unit { return unitFor(x.Program.Qualifies) }

func (x *paying) pays() unit {
	if x.Program.Pays == "" {
		return x.qualifies()
	}
	return unitFor(x.Program.Pays)
}

// line writes the program into the table of all.
func (x *paying) line() {
	st := &x.Statement
	x.text(payProgram, named(x.Program.Name, x.Program.ID))
	x.text(payPeriod, fmt.Sprintf("%s to %s", st.Period.Start, st.Period.End.AddDays(-1)))
	refer := func(col int, name string, u unit, want decimal.NullDecimal) string {
		return x.figure(col, u, x.figureOf(name), want)
	}
	refer(payQualifying, "qualifying", x.qualifies(), known(st.Qualifying))
	refer(payPaidOn, "paid on", x.pays(), known(st.PaidOn))
	refer(payPayout, "payout", unitMoney, known(st.Payout))
	refer(payEarned, "earned", unitMoney, known(st.Earned))
	refer(payPayable, "payable", unitMoney, known(st.Payable))
	if st.EffectiveRate.Valid {
		refer(payRate, "rate", unitShare, st.EffectiveRate)
	}
	if st.Gap.To.Valid {
		missing, gain := refer(payMissing, "missing", x.qualifies(), st.Gap.Missing), refer(payGain, "gain", unitMoney, st.Gap.Gain)
		x.link(qbr.MetricNextTierMissing, missing, st.Gap.Missing)
		x.link(qbr.MetricNextTierGain, gain, st.Gap.Gain)
	}
	x.row++
}

// write writes the block of the program.
func (x *paying) write() {
	x.title(fmt.Sprintf("%s, %s to %s", named(x.Program.Name, x.Program.ID), x.Statement.Period.Start, x.Statement.Period.End.AddDays(-1)))
	x.heads("", "Given", "Figure")
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
	x.put("qualifying", "Qualifying: "+string(x.Program.Qualifies), x.qualifies(), sum(saleQualifying), known(st.Qualifying))
	x.put("paid on", "Paid on", x.pays(), sum(salePaidOn), known(st.PaidOn))
	x.take("measure_cap", "The most that is paid on", x.pays(), x.Program.MeasureCap)
}

// target writes what a target is and how much of it is reached.
func (x *paying) target() {
	st, kind := &x.Statement, x.Program.Formula.Kind
	if kind != incentive.FormulaTarget && kind != incentive.FormulaGoal {
		return
	}
	target := x.take("target", "Target", x.qualifies(), st.Target)
	x.put("attainment", "Attainment", unitShare, fmt.Sprintf(`IF(N(%s)=0,"",ROUND(%s/%s,4))`, target, x.figureOf("qualifying"), target), st.Attainment)
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
	x.text(1, "Takes part")
	condition := x.choice(x.givenAt, part) + `="yes"`
	x.row++
	if x.has("baseline") {
		condition += fmt.Sprintf(`,%s<>""`, x.figureOf("baseline"))
	}
	for i, line := range st.Gates {
		gate := &x.Program.Gates[i]
		x.text(1, "Gate "+line.ID+": "+string(gate.Measure))
		value := x.library(x.givenAt, unitFor(gate.Measure), known(line.Measure))
		if gate.Minimum.Valid {
			x.row++
			least := x.take(fmt.Sprintf("gate_%d", i+1), "  at least", unitFor(gate.Measure), gate.Minimum)
			condition += fmt.Sprintf(",%s>=%s", value, least)
			continue
		}
		condition += "," + x.choice(x.valueAt, yesNo(line.Met)) + `="yes"`
		x.row++
	}
	pays := st.Reason == "" || st.Reason == incentive.ReasonBelow
	x.markAs("condition")
	x.decided("Something can be paid", fmt.Sprintf(`IF(AND(%s),"yes","no")`, condition), yesNo(pays))
}

// caps writes what multipliers and caps make of the payout.
func (x *paying) caps() {
	st, limits := &x.Statement, &x.Program.Limits
	sum := func(col int) string {
		return fmt.Sprintf(`IF(COUNTIF(%s,">0")=0,%s,SUM(%s))`, x.salesOf(salePaidOn), x.figureOf("exact"), x.salesOf(col))
	}
	before := x.put("multiplied", "After multipliers", unitMoney, x.rounded(sum(saleMultiplied)), known(st.Multiplied))
	cut := func(name, words string, limit decimal.NullDecimal, reason partnermath.Reason, after string) {
		if !limit.Valid {
			return
		}
		x.take(name, words, unitMoney, limit)
		var cost decimal.Decimal
		for _, c := range st.Caps {
			if c.Cap == reason {
				cost = cost.Add(c.Cost)
			}
		}
		left := x.rounded(after)
		x.value("  which takes", unitMoney, x.rounded(before+"-"+left), known(cost))
		before = left
	}
	cut("sale_cap", "The most that a sale earns", limits.TransactionCap, incentive.CapTransaction, sum(saleCapped))
	cut("rep_cap", "The most that the sales of a rep earn", limits.RepCap, incentive.CapRep, sum(saleRepCapped))
	last := sum(saleRepCapped)
	if limits.PartnerCap.Valid {
		last = fmt.Sprintf("MIN(%s,%s)", last, x.at(x.givenAt, x.row))
	}
	cut("partner_cap", "The most that the partner earns", limits.PartnerCap, incentive.CapPartner, last)
	x.markAs("earned")
	earned := x.sum("Earned", unitMoney, x.rounded(last), known(st.Earned))
	if st.EffectiveRate.Valid {
		x.put("rate", "Effective rate: earned ÷ paid on", unitShare, fmt.Sprintf(`IF(%[2]s>0,ROUND(%[1]s/%[2]s,8),"")`, earned, x.figureOf("paid on")), st.EffectiveRate)
	}
}

// balance writes the way from what is earned to what is payable.
func (x *paying) balance() {
	st := &x.Statement
	awarded := x.figureOf("earned")
	if g := x.Program.Limits.Guarantee; !st.TopUp.IsZero() {
		least := x.take("guarantee", "Guaranteed", unitMoney, g.Amount)
		topUp := x.here(x.valueAt)
		if lacking := g.Amount.Decimal.Sub(st.Earned); g.Kind != incentive.GuaranteeCumulative && st.TopUp.Equal(lacking) {
			x.value("Top-up to it", unitMoney, fmt.Sprintf("MAX(0,%s-%s)", least, awarded), known(st.TopUp))
		} else {
			x.settled("Top-up to it", st.TopUp)
		}
		awarded += "+" + topUp
	}
	if st.Awarded.Equal(st.Earned.Add(st.TopUp)) {
		awarded = x.value("Awarded", unitMoney, x.rounded(awarded), known(st.Awarded))
	} else {
		awarded = x.settled("Awarded: what a budget leaves", st.Awarded)
	}
	var adjusted decimal.Decimal
	for _, a := range st.Adjustments {
		adjusted = adjusted.Add(a.Amount)
	}
	terms, sum := awarded, st.Awarded
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
		terms += term.sign + x.take(term.name, term.words, unitMoney, known(term.amount))
		if term.sign == "-" {
			term.amount = term.amount.Neg()
		}
		sum = sum.Add(term.amount)
	}
	balance := x.value("Balance", unitMoney, x.rounded(terms), known(sum))
	least := x.take("minimum_payout", "The least that is paid out", unitMoney, x.Program.Limits.MinimumPayout)
	x.markAs("payable")
	payable := sum
	if sum.IsNegative() || sum.LessThan(orZero(x.Program.Limits.MinimumPayout)) {
		payable = decimal.Decimal{}
	}
	if payable.Equal(st.Payable) {
		x.sum("Payable", unitMoney, fmt.Sprintf("IF(AND(%[1]s>=0,%[1]s>=N(%[2]s)),%[1]s,0)", balance, least), known(st.Payable))
	} else {
		x.settled("Payable, at the end of the program", st.Payable)
	}
	rest := balance + "-" + x.figureOf("payable")
	if !st.Lapsed.IsZero() {
		x.value("Lapsed", unitMoney, x.rounded(rest), known(st.Lapsed))
		return
	}
	x.value("Carried out", unitMoney, x.rounded(rest), known(st.CarriedOut))
}

// settled writes a line with an amount that no formula of the sheet comes to.
func (x *paying) settled(words string, amount decimal.Decimal) string {
	x.text(1, words)
	cell := x.library(x.valueAt, unitMoney, known(amount))
	x.row++
	return cell
}
