package tables

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
)

// Rebate is what a rebate program pays a partner. The zero Rebate is of a program without a
// name that pays nothing.
type Rebate struct {
	Program string
	// Measure is what the program's thresholds are of.
	Measure   incentive.Measure
	Statement incentive.Statement
}

// Unit is that of the program's thresholds.
func (r *Rebate) Unit() document.Unit {
	if r.Measure == incentive.MeasureRevenue || r.Measure == incentive.MeasureMargin {
		return money
	}
	return count
}

// counts says what the program counts.
func (r *Rebate) counts(currency string) string {
	text := Reasons(partnermath.Reason(r.Measure))
	if r.Unit() == money {
		text += ", " + currency
	}
	return text
}

// heading is the program and what it counts.
func (r *Rebate) heading(currency string) string {
	return fmt.Sprintf("%s (%s)", r.Program, r.counts(currency))
}

// Rebates shows what each program pays, corrects and carries over, what held it down, and
// all of them together. The sales that it is made of are left out. It has no rows without a
// program.
func Rebates(rebates []Rebate, currency string) document.Table {
	t := table(
		"Rebates", currency, setting.WordColumn("Program"), setting.Spare(4, setting.TextColumn("Counts")), setting.Mixed("Qualifying"), setting.Spare(1, setting.Column(share, "Attained")),
		setting.Charted(setting.Column(money, "Earned")), setting.Spare(2, signed(setting.Column(money, "Corrections of before"))), setting.Spare(3, setting.Column(money, "Carried to the next")),
		setting.Charted(setting.Column(money, "Payable now")), setting.WordColumn("Why not more"),
	)
	if len(rebates) == 0 {
		return t
	}
	t.Chart = document.ChartBars
	var earned, payable, corrections, carried decimal.Decimal
	for i := range rebates {
		r, st := &rebates[i], &rebates[i].Statement
		var adjusted decimal.Decimal
		for j := range st.Adjustments {
			adjusted = adjusted.Add(st.Adjustments[j].Amount)
		}
		earned, payable, corrections, carried = earned.Add(st.Awarded), payable.Add(st.Payable), corrections.Add(adjusted), carried.Add(st.CarriedOut)
		addRow(
			&t, "", setting.Text(r.Program), setting.Text(r.counts(currency)), setting.SomeNumber(known(st.Qualifying), r.Unit()), shareCell(st.Attainment),
			knownCell(st.Awarded), nonZero(adjusted), nonZero(st.CarriedOut), knownCell(st.Payable), setting.Text(limits(st, currency)),
		)
	}
	var none document.Cell
	addRow(&t, document.RowTotal, setting.Text("In all"), none, none, none, knownCell(earned), nonZero(corrections), nonZero(carried), knownCell(payable))
	return t.WithoutUnknown()
}

// limits says in words what held a payout down.
func limits(st *incentive.Statement, currency string) string {
	var why []string
	if st.Reason != "" {
		why = append(why, Reasons(st.Reason))
	}
	for i := range st.Caps {
		c := &st.Caps[i]
		why = append(why, Reasons(c.Cap)+" took "+inCurrency(known(c.Cost), currency))
	}
	return strings.Join(why, "; ")
}

// RebateTiers shows what each tier of each program pays, and on what. Programs that paid in
// no tier are left out.
func RebateTiers(rebates []Rebate, currency string) document.Table {
	t := table(
		"What each tier pays", currency, setting.WordColumn("Tier"), setting.Mixed("Pays on"), setting.Column(share, "Rate"), setting.Spare(1, setting.Column(money, "Per unit")),
		setting.Spare(1, setting.Column(money, "Flat")), setting.Column(money, "Amount"),
	)
	for i := range rebates {
		r := &rebates[i]
		if len(r.Statement.Slices) > 0 {
			addRow(&t, document.RowGroup, setting.Text(r.heading(currency)))
		}
		for j := range r.Statement.Slices {
			slice, unit := &r.Statement.Slices[j], r.Unit()
			if slice.Rate.Valid { // a rate is of money, whatever qualifies
				unit = money
			}
			addRow(
				&t, document.RowPart, setting.Text(tierName(slice, r.Unit(), currency)), setting.SomeNumber(known(slice.Measure), unit), document.Cell{Number: slice.Rate},
				document.Cell{Number: slice.PerUnit}, document.Cell{Number: slice.Flat}, knownCell(slice.Amount),
			)
		}
	}
	return t.WithoutEmpty()
}

func tierName(slice *incentive.Slice, unit document.Unit, currency string) string {
	if !slice.From.Valid {
		return "all"
	}
	name := "from " + unit.Format(slice.From, currency)
	if slice.To.Valid {
		name += " to " + unit.Format(slice.To, currency)
	}
	return name
}

// IsOver reports whether nothing sold after a day counts for the program: from the last day
// of its period on.
func (r *Rebate) IsOver(asOf partnermath.Date) bool {
	return !asOf.Before(r.Statement.Period.End.AddDays(-1))
}

// NextTiers shows what is missing to the next tier of each program, what more that pays, and
// the last day on which it can be reached. Programs of which that is not known, or that have
// no next tier, are left out; those whose period is over are for [MissedTiers].
func NextTiers(rebates []Rebate, currency string) document.Table {
	t := tierTable("What more would pay", currency, "Missing", "Pays more")
	return withTiers(t, rebates, currency)
}

// MissedTiers shows of programs whose period is over what was missing to the next tier, and
// what more that would have paid.
func MissedTiers(rebates []Rebate, currency string) document.Table {
	t := tierTable("What more would have paid", currency, "Was missing", "Would have paid")
	return withTiers(t, rebates, currency)
}

func tierTable(title, currency, missing, pays string) document.Table {
	return table(title, currency, setting.WordColumn("Program"), setting.Mixed("Next tier from"), setting.Mixed(missing), setting.Column(money, pays), setting.TextColumn("By"))
}

func withTiers(t document.Table, rebates []Rebate, currency string) document.Table {
	for i := range rebates {
		r := &rebates[i]
		if gap := &r.Statement.Gap; gap.Missing.Valid && gap.Gain.Valid {
			last := r.Statement.Period.End.AddDays(-1)
			addRow(&t, "", setting.Text(r.heading(currency)), setting.SomeNumber(gap.To, r.Unit()), setting.SomeNumber(gap.Missing, r.Unit()), moneyCell(gap.Gain), setting.Text(last.String()))
		}
	}
	return t
}
