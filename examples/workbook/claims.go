package workbook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/partnermath/partnermath/mdf"
)

// The columns of the lines of a claim; the first are also those of the table of claims.
const (
	claimLine = iota + 1
	claimItem
	claimInvoice
	claimCost
	claimTax
	claimIneligible
	claimOther
	claimCounts
	claimEligible
	claimAsked
	claimVendor
	claimOthers
	claimPartner
	claimWithin // the first of those that are hidden
	claimSteps
)

// claimActual is where the sum of the costs that count stands.
const claimActual = claimCost

// claims writes what the vendor owes for each claim, line by line.
func (in *Input) claims(b *book) {
	f := &in.Fund
	if len(f.Settlements) == 0 {
		return
	}
	s := b.open("Claims", "Claims"+in.of(), "What the vendor owes of each claim: its share of what is eligible, within what was approved. Amounts in "+f.Program.Currency+".")
	s.hide(claimWithin, claimSteps+1)
	s.valueAt = 4
	x := &claiming{sheet: s, Fund: f, taken: map[string][]string{}}
	x.arrange()
	s.heads("Claim", "<Request", "", "Cost", "Vendor’s share", "Partner’s share", "Others’ share", "Payable")
	first := s.row
	for i := range x.all {
		x.line(&x.all[i])
		s.row++
	}
	series := func(col int) excelize.ChartSeries {
		return excelize.ChartSeries{Name: s.fixed(col, first-1, first-1), Categories: s.fixed(1, first, s.row-1), Values: s.fixed(col, first, s.row-1)}
	}
	s.chart(excelize.ColStacked, "Who pays for each claim", unitMoney, series(5), series(6), series(7))
	for i := range x.all {
		x.claim(&x.all[i])
	}
}

// claiming writes settlements. Claims of one request share what was approved.
type claiming struct {
	*sheet
	*Fund
	all   []settled
	taken map[string][]string // cells of shares and of advances, by what they are taken from
}

// settled is a settlement and what it is of.
type settled struct {
	mdf.Settlement
	claim    mdf.Claim
	approval mdf.Approval
	activity mdf.Activity
}

// arrange puts the claims into the order in which they are settled: by submission and id.
func (x *claiming) arrange() {
	for _, s := range x.Settlements {
		one := settled{Settlement: s}
		for i := range x.Claims {
			if x.Claims[i].ID == s.Claim {
				one.claim = x.Claims[i]
			}
		}
		for i := range x.Approvals {
			if x.Approvals[i].Request.ID == s.Request && s.Request != "" {
				one.approval = x.Approvals[i]
			}
		}
		for _, a := range x.Program.Activities {
			if a.ID == cmp.Or(one.approval.Request.Activity, one.claim.Activity) {
				one.activity = a
			}
		}
		x.all = append(x.all, one)
	}
	slices.SortStableFunc(x.all, func(a, b settled) int {
		return cmp.Or(a.claim.Submitted.Compare(b.claim.Submitted), cmp.Compare(a.Claim, b.Claim))
	})
}

// line writes a claim into the table of all.
func (x *claiming) line(s *settled) {
	x.text(1, s.Claim)
	x.text(2, s.Request)
	sum := x.rowOf("sum " + s.Claim)
	for i, of := range []struct {
		col  int
		want decimal.Decimal
	}{{claimActual, s.Actual}, {claimVendor, s.Vendor}, {claimPartner, s.PartnerShare}, {claimOthers, s.Others}} {
		x.figure(4+i, unitMoney, x.at(of.col, sum), known(of.want))
	}
	x.figure(8, unitMoney, x.at(x.valueAt, x.rowOf("payable "+s.Claim)), known(s.Payable))
}

// counts tells whether an expense counts: yes, or why not, which depends on dates, proofs and
// invoices.
func counts(l *mdf.Line) string {
	for _, reason := range l.Reasons {
		switch reason {
		case mdf.ReasonDuplicate, mdf.ReasonLate, mdf.ReasonAfterFinal, mdf.ReasonUnplanned, mdf.ReasonMissingProof:
			return string(reason)
		}
	}
	return "yes"
}

// claim writes a settlement.
func (x *claiming) claim(s *settled) {
	x.title(strings.TrimSpace("Claim " + s.Claim + " " + named(s.approval.Request.Name, "")))
	x.heads("", "Given", "", "Figure")
	approved := s.approval.Amount
	if s.Request == "" {
		approved = x.Program.RequestCap
	}
	amount := x.given(x.numbered("approved", s), "Approved", unitMoney, approved)
	advance := x.given(x.numbered("advance", s), "Paid in advance", unitMoney, s.approval.Advance)
	rate := x.rate(s, amount)
	cap := x.given(x.numbered("line_cap", s), "The most for a line of cost", unitMoney, s.activity.LineCap)
	left := fmt.Sprintf(`IF(%s="",10^11,%s%s)`, amount, amount, x.minus("share", s.Request))
	x.text(1, "Left of it before this claim")
	left = x.helper(x.valueAt, unitMoney, left)
	x.row++
	x.lines(s, rate, cap, left)
	x.payable(s, left, advance)
}

func (x *claiming) numbered(name string, s *settled) string {
	for i := range x.all {
		if x.all[i].Claim == s.Claim {
			return fmt.Sprintf("%s_%d", name, i+1)
		}
	}
	return name
}

// minus takes off what earlier claims of a request took.
func (x *claiming) minus(what, request string) string {
	if request == "" {
		return ""
	}
	var terms string
	for _, cell := range x.taken[what+" "+request] {
		terms += "-" + cell
	}
	return terms
}

// rate writes what claims are paid at: that of the activity, or what was approved ÷ planned.
func (x *claiming) rate(s *settled, amount string) string {
	var planned decimal.Decimal
	for _, c := range s.approval.Request.Costs {
		planned = planned.Add(orZero(c.Amount)).Sub(orZero(c.Tax)).Sub(orZero(c.Ineligible)).Sub(orZero(c.OtherFunding))
	}
	if !x.Program.ApprovedRate || !planned.IsPositive() {
		return x.given(x.numbered("rate", s), "The vendor’s part: "+named(s.activity.Name, s.activity.ID), unitShare, s.activity.Rate)
	}
	whole := x.given(x.numbered("planned", s), "Planned, eligible and not funded by others", unitMoney, known(planned))
	x.value("The vendor’s part: approved ÷ planned", unitShare, fmt.Sprintf("ROUND(MIN(1,%s/%s),8)", amount, whole), known(s.Rate))
	return fmt.Sprintf("MIN(1,%s/%s)", amount, whole)
}

func (x *claiming) lines(s *settled, rate, cap, left string) {
	x.heads("Expense", "<Item", "<Invoice", "Cost", "Tax recovered", "Ineligible", "Others’ funding", "<Counts",
		"Eligible", "Vendor’s part", "Vendor’s share", "Others’ share", "Partner’s share")
	first := x.row
	last := first + len(s.Lines) - 1
	total := x.at(claimWithin, last+1)
	for i := range s.Lines {
		l, e := &s.Lines[i], &s.claim.Expenses[i]
		x.text(claimLine, named(e.Name, e.ID))
		x.text(claimItem, e.Item)
		x.text(claimInvoice, e.Supplier+" "+e.Invoice)
		cost, tax := x.input(claimCost, unitMoney, e.Amount), x.input(claimTax, unitMoney, e.Tax)
		ineligible, other := x.input(claimIneligible, unitMoney, e.Ineligible), x.input(claimOther, unitMoney, e.OtherFunding)
		once := fmt.Sprintf(`%s="%s"`, x.choice(claimCounts, counts(l)), mdf.ReasonDuplicate)
		unlessTwice := func(formula string) string { return fmt.Sprintf("IF(%s,0,%s)", once, formula) }
		eligible := x.figure(claimEligible, unitMoney, unlessTwice(x.rounded(fmt.Sprintf("%s-N(%s)-N(%s)", cost, tax, ineligible))), known(l.Eligible))
		asked := x.figure(claimAsked, unitMoney, unlessTwice(x.rounded(fmt.Sprintf("%s*MAX(0,%s-N(%s))", rate, eligible, other))), known(l.Asked))
		item := "item " + s.Request + "/" + e.Item
		if s.Request == "" {
			item = "item " + s.Claim + "/" + e.ID
		}
		used := x.used(item, first)
		x.helper(claimWithin, unitMoney, fmt.Sprintf(`IF(%s<>"yes",0,MIN(%s,IF(%s="",%s,MAX(0,%s%s))))`, x.here(claimCounts), asked, cap, asked, cap, used))
		x.part(split{
			first: first, last: last, total: total, units: x.units(), unit: unitMoney, weights: claimWithin, steps: claimSteps, col: claimVendor,
		}, l.Vendor)
		others := x.figure(claimOthers, unitMoney, unlessTwice(fmt.Sprintf("MIN(N(%s),%s)", other, cost)), known(l.Others))
		x.figure(claimPartner, unitMoney, unlessTwice(x.rounded(fmt.Sprintf("%s-%s-%s", cost, x.here(claimVendor), others))), known(l.Partner))
		x.taken[item] = append(x.taken[item], x.here(claimVendor))
		x.row++
	}
	x.sumLine(s, first, last, left)
}

// used takes off the cap of a line what earlier lines of the item took: in this claim before
// the approval is shared, in earlier ones after that.
func (x *claiming) used(item string, first int) (terms string) {
	for _, cell := range x.taken[item] {
		row := 0
		if _, err := fmt.Sscanf(cell[len(columnName(claimVendor)):], "%d", &row); err == nil && row >= first {
			cell = x.at(claimWithin, row)
		}
		terms += "-" + cell
	}
	return terms
}

func (s *sheet) units() int {
	units := 1
	for range s.places {
		units *= 10
	}
	return units
}

func (x *claiming) sumLine(s *settled, first, last int, left string) {
	k := look{role: roleTotal, unit: unitMoney}
	x.words(claimLine, look{role: roleTotal}, "In all")
	x.mark("sum " + s.Claim)
	x.total(claimActual, k, fmt.Sprintf(`SUM(%s)-SUMIF(%s,"%s",%s)`, x.span(claimCost, first, last), x.span(claimCounts, first, last),
		mdf.ReasonDuplicate, x.span(claimCost, first, last)), known(s.Actual))
	for _, of := range []struct {
		col  int
		want decimal.Decimal
	}{{claimVendor, s.Vendor}, {claimOthers, s.Others}, {claimPartner, s.PartnerShare}} {
		x.total(of.col, k, x.rounded("SUM("+x.span(of.col, first, last)+")"), known(of.want))
	}
	x.helper(claimWithin, unitMoney, fmt.Sprintf("MIN(SUM(%s),MAX(0,%s))", x.span(claimWithin, first, last), left))
	x.row++
	x.define(x.numbered("cost", s), claimCost, first, last)
}

// payable sets the vendor's share against an advance, and against what was approved.
func (x *claiming) payable(s *settled, left, advance string) {
	x.heads("", "Given", "", "Figure")
	vendor := x.at(claimVendor, x.rowOf("sum "+s.Claim))
	x.text(1, "The claim closes the request")
	closes := x.choice(x.givenAt, yesNo(s.Closes)) + `="yes"`
	x.row++
	x.text(1, "Advance before it")
	before := x.helper(x.valueAt, unitMoney, "N("+advance+")"+x.minus("advance", s.Request))
	x.row++
	x.mark("payable " + s.Claim)
	owed := x.rounded(vendor + "-" + before)
	payable := x.sum("Payable", unitMoney, fmt.Sprintf("IF(%s,%s,MAX(0,%s))", closes, owed, owed), known(s.Payable))
	recovery := x.value("To be recovered", unitMoney, fmt.Sprintf("MAX(0,-%s)", payable), known(s.Recovery))
	x.value("Advance left", unitMoney, x.rounded(fmt.Sprintf("%s-%s+%s", before, vendor, payable)), known(s.AdvanceLeft))
	if s.Request != "" {
		x.value("Left of the approval for other claims", unitMoney, fmt.Sprintf("IF(%s,0,%s)", closes, x.rounded(left+"-"+vendor)), s.Remaining)
		x.value("Released", unitMoney, fmt.Sprintf("IF(%s,%s,0)", closes, x.rounded(fmt.Sprintf("%s-%s-%s", left, vendor, recovery))), known(s.Released))
	}
	x.taken["share "+s.Request] = append(x.taken["share "+s.Request], vendor)
	x.taken["advance "+s.Request] = append(x.taken["advance "+s.Request], vendor+"+"+payable)
}
