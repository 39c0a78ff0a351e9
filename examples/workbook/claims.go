package workbook

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/examples/workbook/live"
	"github.com/partnermath/partnermath/mdf"
)

// The columns of the table of claims.
const (
	claimID = iota + 1
	claimRequest
	claimCloses
	claimApproved
	claimAdvance
	claimPlanned
	claimRate
	claimCap
	claimCost
	claimVendor
	claimPartner
	claimOthers
	claimPayable
	claimRecovery
	claimAdvanceLeft
	claimRemaining
	claimReleased
	claimLeft // the first of those that are hidden
	claimWithin
	claimBefore
)

// The columns of the table of expenses.
const (
	expenseCost = iota + 5
	expenseTax
	expenseIneligible
	expenseOther
	expenseCounts
	expenseEligible
	expenseAsked
	expenseVendor
	expenseOthers
	expensePartner
	expenseWithin = claimLeft + iota - 10 // the first of those that are hidden
	expenseSteps
	expenseKey = expenseSteps + 2
)

// claims writes what the vendor owes for each claim, expense by expense.
func (in *Input) claims(b *live.Book) {
	f := &in.Fund
	if len(f.Settlements) == 0 {
		return
	}
	s := b.Open("Claims", "Claims"+in.of(), "What the vendor owes of each claim: its share of what is eligible, within what was approved. "+in.amounts())
	s.Hide(claimLeft, expenseKey)
	x := &claiming{Sheet: s, Fund: f, all: f.settled()}
	s.Heads("Claim", "<Request", "<Closes the request", "Approved", "Paid in advance", "Planned, eligible, not funded", "The vendor’s part", "Most for a line of cost",
		"Cost", "Vendor’s share", "Partner’s share", "Others’ share", "Payable", "To be recovered", "Advance left", "Left of the approval", "Released")
	s.Names("", "", "", "approved", "advance", "", "rate", "line_cap")
	first := s.Row
	for i := range x.all {
		x.claim(&x.all[i], first)
		s.Row++
	}
	last := s.Row - 1
	s.Chart(live.Stacked, "Who pays for each claim", live.Money,
		s.Series(claimVendor, claimID, first, last), s.Series(claimPartner, claimID, first, last), s.Series(claimOthers, claimID, first, last))
	s.Title("Expenses")
	s.Heads("Expense", "<Claim", "<Item", "<Invoice", "Cost", "Tax recovered", "Ineligible", "Others’ funding", "<Counts",
		"Eligible", "Vendor’s part", "Vendor’s share", "Others’ share", "Partner’s share")
	start := s.Row
	for i := range x.all {
		at := s.Row
		x.expenses(&x.all[i], start, first+i)
		s.Define(fmt.Sprintf("cost_%d", i+1), expenseCost, at)
	}
}

// claiming writes settlements. Claims of one request share what was approved.
type claiming struct {
	*live.Sheet
	*Fund
	all []settled
}

// settled is a settlement and what it is of.
type settled struct {
	mdf.Settlement
	claim    mdf.Claim
	approval mdf.Approval
	activity mdf.Activity
}

// settled are the claims in the order in which they are settled: by submission and id.
func (f *Fund) settled() (all []settled) {
	for _, s := range f.Settlements {
		one := settled{Settlement: s}
		if i := slices.IndexFunc(f.Claims, func(c mdf.Claim) bool { return c.ID == s.Claim }); i >= 0 {
			one.claim = f.Claims[i]
		}
		if i := slices.IndexFunc(f.Approvals, func(a mdf.Approval) bool { return a.Request.ID == s.Request }); i >= 0 && s.Request != "" {
			one.approval = f.Approvals[i]
		}
		activity := cmp.Or(one.approval.Request.Activity, one.claim.Activity)
		if i := slices.IndexFunc(f.Program.Activities, func(a mdf.Activity) bool { return a.ID == activity }); i >= 0 {
			one.activity = f.Program.Activities[i]
		}
		all = append(all, one)
	}
	slices.SortStableFunc(all, func(a, b settled) int {
		return cmp.Or(a.claim.Submitted.Compare(b.claim.Submitted), cmp.Compare(a.Claim, b.Claim))
	})
	return all
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

// claim writes a claim: the sums of its expenses, set against an advance and what was approved.
func (x *claiming) claim(s *settled, first int) {
	x.Texts(s.Claim, s.Request)
	closes := x.Choice(claimCloses, yesNo(s.Closes)) + `="yes"`
	terms := x.terms(s)
	left := x.Step(claimLeft, live.Money, fmt.Sprintf(`IF(%s="",10^11,%s-%s)`, terms, terms, x.earlier(claimVendor, first, s)))
	from, to := x.Rows("of " + s.Claim)
	cells := func(col int) string { return x.Span(col, from, to) }
	money := func(col int, formula string, want decimal.Decimal) string {
		return x.Figure(col, live.Money, x.Rounded(formula), live.Known(want))
	}
	money(claimCost, fmt.Sprintf(`SUM(%[1]s)-SUMIF(%[2]s,"%[3]s",%[1]s)`, cells(expenseCost), cells(expenseCounts), mdf.ReasonDuplicate), s.Actual)
	vendor := money(claimVendor, "SUM("+cells(expenseVendor)+")", s.Vendor)
	money(claimPartner, "SUM("+cells(expensePartner)+")", s.PartnerShare)
	money(claimOthers, "SUM("+cells(expenseOthers)+")", s.Others)
	x.Step(claimWithin, live.Money, fmt.Sprintf("MIN(SUM(%s),MAX(0,%s))", cells(expenseWithin), left))
	before := x.Step(claimBefore, live.Money, fmt.Sprintf("N(%s)-%s+%s", x.Here(claimAdvance), x.earlier(claimVendor, first, s), x.earlier(claimPayable, first, s)))
	payable := money(claimPayable, fmt.Sprintf("IF(%s,%s-%s,MAX(0,%s-%s))", closes, vendor, before, vendor, before), s.Payable)
	recovery := money(claimRecovery, fmt.Sprintf("MAX(0,-%s)", payable), s.Recovery)
	money(claimAdvanceLeft, fmt.Sprintf("%s-%s+%s", before, vendor, payable), s.AdvanceLeft)
	if s.Request != "" {
		x.Figure(claimRemaining, live.Money, fmt.Sprintf("IF(%s,0,%s)", closes, x.Rounded(left+"-"+vendor)), s.Remaining)
		money(claimReleased, fmt.Sprintf("IF(%s,%s-%s-%s,0)", closes, left, vendor, recovery), s.Released)
	}
}

// terms writes what was approved, and what claims are paid at: the rate of the activity, or what
// was approved ÷ planned.
func (x *claiming) terms(s *settled) (amount string) {
	approved := s.approval.Amount
	if s.Request == "" {
		approved = x.Program.RequestCap
	}
	amount = x.Input(claimApproved, live.Money, approved)
	x.Input(claimAdvance, live.Money, s.approval.Advance)
	x.Input(claimCap, live.Money, s.activity.LineCap)
	var planned decimal.Decimal
	for _, c := range s.approval.Request.Costs {
		planned = planned.Add(orZero(c.Amount)).Sub(orZero(c.Tax)).Sub(orZero(c.Ineligible)).Sub(orZero(c.OtherFunding))
	}
	if !x.Program.ApprovedRate || !planned.IsPositive() {
		x.Input(claimRate, live.Share, s.activity.Rate)
		return amount
	}
	whole := x.Input(claimPlanned, live.Money, live.Known(planned))
	x.Figure(claimRate, live.Share, fmt.Sprintf("ROUND(MIN(1,%s/%s),8)", amount, whole), live.Known(s.Rate))
	return amount
}

// earlier adds up a column of the claims above of the same request.
func (x *claiming) earlier(col, first int, s *settled) string {
	if x.Row == first || s.Request == "" {
		return "0"
	}
	return live.SumWhere(x.Span(col, first, x.Row-1), live.IsSame(x.Span(claimRequest, first, x.Row-1), x.Here(claimRequest)))
}

// expenses writes those of a claim, which stands in a row.
func (x *claiming) expenses(s *settled, start, claim int) {
	first := x.Row
	last := first + len(s.Lines) - 1
	planned := x.At(claimPlanned, claim)
	rate := fmt.Sprintf(`IF(%s="",%s,MIN(1,%s/%s))`, planned, x.At(claimRate, claim), x.At(claimApproved, claim), planned)
	for i := range s.Lines {
		l, e := &s.Lines[i], &s.claim.Expenses[i]
		x.Texts(named(e.Name, e.ID), s.Claim, e.Item, e.Supplier+" "+e.Invoice)
		cost, tax := x.Input(expenseCost, live.Money, e.Amount), x.Input(expenseTax, live.Money, e.Tax)
		ineligible, other := x.Input(expenseIneligible, live.Money, e.Ineligible), x.Input(expenseOther, live.Money, e.OtherFunding)
		counted := x.Choice(expenseCounts, counts(l))
		money := func(col int, formula string, want decimal.Decimal) string { // nothing of what was claimed before
			return x.Figure(col, live.Money, fmt.Sprintf(`IF(%s="%s",0,%s)`, counted, mdf.ReasonDuplicate, x.Rounded(formula)), live.Known(want))
		}
		eligible := money(expenseEligible, fmt.Sprintf("%s-N(%s)-N(%s)", cost, tax, ineligible), l.Eligible)
		asked := money(expenseAsked, fmt.Sprintf("%s*MAX(0,%s-N(%s))", rate, eligible, other), l.Asked)
		key := s.Request + "/" + e.Item
		if s.Request == "" {
			key = s.Claim + "/" + e.ID
		}
		x.Text(expenseKey, key)
		limit := x.At(claimCap, claim)
		x.Step(expenseWithin, live.Money, fmt.Sprintf(`IF(%s<>"yes",0,MIN(%s,IF(%s="",%s,MAX(0,%s%s))))`, counted, asked, limit, asked, limit, x.used(start, first)))
		x.Share(live.Split{
			First: first, Last: last, Total: x.At(claimWithin, claim), Places: x.Places, Unit: live.Money, Weights: expenseWithin, Steps: expenseSteps, Col: expenseVendor,
		}, l.Vendor)
		others := money(expenseOthers, fmt.Sprintf("MIN(N(%s),%s)", other, cost), l.Others)
		money(expensePartner, fmt.Sprintf("%s-%s-%s", cost, x.Here(expenseVendor), others), l.Partner)
		x.Row++
	}
	x.MarkRows("of "+s.Claim, first)
}

// used takes off the cap of a line what lines above of the item took: in this claim before the
// approval is shared, in earlier ones after that.
func (x *claiming) used(start, first int) (terms string) {
	for _, above := range []struct{ col, from, to int }{{expenseVendor, start, first - 1}, {expenseWithin, first, x.Row - 1}} {
		if above.from <= above.to {
			terms += "-" + live.SumWhere(x.Span(above.col, above.from, above.to), live.IsSame(x.Span(expenseKey, above.from, above.to), x.Here(expenseKey)))
		}
	}
	return terms
}
