package qbr

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/tables"
)

// incentives is the section of what the partner earns, and of what more would pay.
func (b *builder) incentives() Section {
	s := Section{Title: "Incentives"}
	b.rebates(&s)
	b.promotions(&s)
	b.rewards(&s)
	return s
}

// measureUnit is the unit of a program's thresholds.
func measureUnit(m incentive.Measure) document.Unit {
	if m == incentive.MeasureRevenue || m == incentive.MeasureMargin {
		return document.UnitMoney
	}
	return document.UnitCount
}

// measureWord says what a program counts.
func (b *builder) measureWord(m incentive.Measure) string {
	text := tables.Reasons(partnermath.Reason(m))
	if measureUnit(m) == document.UnitMoney {
		text += ", " + b.review.Currency
	}
	return text
}

// rebates shows what each program pays, how, and what is missing to its next tier.
func (b *builder) rebates(s *Section) {
	if b.missing(SectionIncentives, SourceIncentives, "what rebate programs pay") {
		return
	}
	statements := b.sources.Incentives.Value
	money := document.UnitMoney
	t := b.table(
		"Rebates", wordColumn("Program"), spare(4, textColumn("Counts")), mixed("Qualifying"), spare(1, column(document.UnitShare, "Attained")),
		column(money, "Earned"), spare(2, signed(column(money, "Corrections of before"))), spare(3, column(money, "Carried to the next")),
		column(money, "Payable now"), wordColumn("Why not more"),
	)
	var earned, payable, corrections, carried decimal.Decimal
	for i := range statements {
		st := &statements[i].Statement
		var adjusted decimal.Decimal
		for j := range st.Adjustments {
			adjusted = adjusted.Add(st.Adjustments[j].Amount)
		}
		earned, payable, corrections, carried = earned.Add(st.Awarded), payable.Add(st.Payable), corrections.Add(adjusted), carried.Add(st.CarriedOut)
		addRow(
			&t, "", textCell(statements[i].Program), textCell(b.measureWord(statements[i].Measure)), someNumber(known(st.Qualifying), measureUnit(statements[i].Measure)),
			shareCell(st.Attainment), knownCell(st.Awarded), nonZero(adjusted), nonZero(st.CarriedOut), knownCell(st.Payable), textCell(b.limits(st)),
		)
	}
	if len(t.Rows) == 0 {
		s.Notes = append(s.Notes, "No rebate program pays the partner.")
		return
	}
	var none document.Cell
	addRow(&t, document.RowTotal, textCell("In all"), none, none, none, knownCell(earned), nonZero(corrections), nonZero(carried), knownCell(payable))
	s.Metrics = append(s.Metrics, b.figure(MetricIncentiveEarned, "Rebates earned", money, known(earned), SourceIncentives))
	s.add(withoutUnknown(t))
	s.add(b.tiers(statements))
	b.nextTiers(s, statements)
}

// limits says in words what held a payout down.
func (b *builder) limits(st *incentive.Statement) string {
	var why []string
	if st.Reason != "" {
		why = append(why, tables.Reasons(st.Reason))
	}
	for i := range st.Caps {
		c := &st.Caps[i]
		why = append(why, tables.Reasons(c.Cap)+" took "+b.write(document.UnitMoney, known(c.Cost)))
	}
	return strings.Join(why, "; ")
}

// tiers shows what each tier pays.
func (b *builder) tiers(statements []ProgramStatement) document.Table {
	money := document.UnitMoney
	t := b.table(
		"What each tier pays", wordColumn("Tier"), mixed("Pays on"), column(document.UnitShare, "Rate"), spare(1, column(money, "Per unit")),
		spare(1, column(money, "Flat")), column(money, "Amount"),
	)
	for i := range statements {
		measure := statements[i].Measure
		if len(statements[i].Statement.Slices) > 0 {
			addRow(&t, document.RowGroup, textCell(fmt.Sprintf("%s (%s)", statements[i].Program, b.measureWord(measure))))
		}
		for j := range statements[i].Statement.Slices {
			slice := &statements[i].Statement.Slices[j]
			unit := measureUnit(measure)
			if slice.Rate.Valid { // a rate is of money, whatever qualifies
				unit = document.UnitMoney
			}
			addRow(
				&t, document.RowPart, textCell(b.tierName(slice, measureUnit(measure))), someNumber(known(slice.Measure), unit), document.Cell{Number: slice.Rate},
				document.Cell{Number: slice.PerUnit}, document.Cell{Number: slice.Flat}, knownCell(slice.Amount),
			)
		}
	}
	return withoutEmpty(t)
}

func (b *builder) tierName(slice *incentive.Slice, unit document.Unit) string {
	if !slice.From.Valid {
		return "all"
	}
	name := "from " + unit.Format(slice.From, b.review.Currency)
	if slice.To.Valid {
		name += " to " + unit.Format(slice.To, b.review.Currency)
	}
	return name
}

// nextTiers shows what is missing to the next tier of each program whose period goes on, and
// puts the one that gains most on the first page.
func (b *builder) nextTiers(s *Section, statements []ProgramStatement) {
	t := b.table(
		"What more would pay", wordColumn("Program"), mixed("Next tier from"), mixed("Missing"), column(document.UnitMoney, "Pays more"), textColumn("By"),
	)
	best := -1
	for i := range statements {
		st, unit := &statements[i].Statement, measureUnit(statements[i].Measure)
		gap, last := &st.Gap, st.Period.End.AddDays(-1)
		if !gap.Missing.Valid || !gap.Gain.Valid || !b.asOf.Before(last) {
			continue
		}
		name := fmt.Sprintf("%s (%s)", statements[i].Program, b.measureWord(statements[i].Measure))
		addRow(&t, "", textCell(name), someNumber(gap.To, unit), someNumber(gap.Missing, unit), moneyCell(gap.Gain), textCell(last.String()))
		if gap.Gain.Decimal.IsPositive() && (best < 0 || gap.Gain.Decimal.GreaterThan(statements[best].Statement.Gap.Gain.Decimal)) {
			best = i
		}
	}
	s.add(t)
	if best < 0 {
		return
	}
	st, unit := &statements[best].Statement, measureUnit(statements[best].Measure)
	name, missing := "Missing to the next tier", b.write(unit, st.Gap.Missing)
	if unit != document.UnitMoney {
		what := tables.Reasons(partnermath.Reason(statements[best].Measure))
		name, missing = name+", "+what, missing+" "+what
	}
	b.remarks[MetricNextTierGain] = fmt.Sprintf("%s: %s more by %s pays %s more.", statements[best].Program, missing, st.Period.End.AddDays(-1),
		b.write(document.UnitMoney, st.Gap.Gain))
	s.Metrics = append(
		s.Metrics,
		b.figure(MetricNextTierMissing, name, unit, st.Gap.Missing, SourceIncentives),
		b.figure(MetricNextTierGain, "What the next tier pays more", document.UnitMoney, st.Gap.Gain, SourceIncentives),
	)
}
