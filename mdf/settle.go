package mdf

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// SettleClaims settles claims by submission, then id, each after those before it. A line is
//
//	vendor = min(round(rate × max(0, eligible − other funding)), what is left of the line cap)
//
// and where the lines of a claim come to more than what the approval leaves, that is
// shared over them by largest remainder. Claims without a request have no approval to
// keep to, but the request cap: that there is money, the ledger says.
//
// A line is denied for the first reason from ReasonDuplicate to ReasonMissingProof that holds. What a proof is
// missing for is pending until asOf is after the deadline of proofs, for good where there
// is none. A line of which the caps leave nothing is denied; of which they leave less,
// accepted with changes. The vendor's share of a line that is not accepted is 0.
//
// Where the rate is approved ÷ (Σ planned eligible − Σ planned other funding) and that is
// not above 0, it is the rate of the activity.
//
// The error is a [*partnermath.ValidationError], for an invalid program, approval or claim, ids that are not
// unique, a claim without request where one is asked or of one that was not approved, an unknown activity,
// another currency, a claim before its request, and an amount with more decimals than the currency.
func SettleClaims(p Program, approvals []Approval, claims []Claim, asOf partnermath.Date) ([]Settlement, error) {
	if err := checkClaims(&p, approvals, claims, asOf); err != nil {
		return nil, err
	}
	places, _ := partnermath.MinorUnits(p.Currency)
	o := office{program: &p, places: places, asOf: asOf, files: map[string]*file{}, invoices: map[invoice]bool{}}
	for i := range approvals {
		o.files[approvals[i].Request.ID] = o.fileOf(&approvals[i])
	}
	settlements := make([]Settlement, 0, len(claims))
	for _, c := range bySubmission(claims, func(c *Claim) (partnermath.Date, string) { return c.Submitted, c.ID }) {
		if !c.Submitted.After(asOf) {
			settlements = append(settlements, o.settle(c))
		}
	}
	return settlements, nil
}

// office is what claims are settled with.
type office struct {
	program  *Program
	places   int32
	asOf     partnermath.Date
	files    map[string]*file // by request
	invoices map[invoice]bool // those that count
}

type invoice struct{ supplier, number string }

// file is what the claims of a request have come to so far.
type file struct {
	request  *Request // nil for a claim without one
	partner  string
	activity *Activity
	lastDay  partnermath.Date
	rate     exact.Fraction
	left     decimal.NullDecimal // of the approval; not valid: no limit
	advance  decimal.Decimal     // outstanding
	used     map[string]decimal.Decimal
	final    bool // the final claim has come
	pending  bool // a line waits for proofs
}

// open opens a file for what an activity in these days costs.
func (o *office) open(partner, activity string, days partnermath.Period, left decimal.NullDecimal) *file {
	f := &file{
		partner: partner, activity: o.program.activity(activity), lastDay: days.End.AddDays(-1), left: left,
		used: map[string]decimal.Decimal{},
	}
	f.rate = exact.NewFraction(f.activity.Rate.Decimal, decimal.Decimal{})
	return f
}

// fileOf opens the file of an approved request.
func (o *office) fileOf(a *Approval) *file {
	r := &a.Request
	f := o.open(r.Partner, r.Activity, r.Period, a.Amount)
	f.request, f.advance = r, orZero(a.Advance)
	var planned decimal.Decimal
	for i := range r.Costs {
		planned = planned.Add(r.Costs[i].eligible()).Sub(orZero(r.Costs[i].OtherFunding))
	}
	if o.program.ApprovedRate && planned.IsPositive() {
		f.rate = exact.NewFraction(decimal.Min(a.Amount.Decimal, planned), planned)
	}
	return f
}

func (o *office) settle(c *Claim) Settlement {
	f := o.files[c.Request]
	if c.Request == "" {
		f = o.open(c.Partner, c.Activity, c.Period, o.program.RequestCap)
	}
	s := Settlement{
		Claim: c.ID, Request: c.Request, Partner: f.partner, Rate: f.rate.Round(8),
		ClaimBy: o.program.ClaimBy.day(f.lastDay), ProofBy: o.program.ProofBy.day(f.lastDay),
	}
	s.Lines = o.lines(f, c, &s)
	f.shareOut(s.Lines, o.places)
	for i, line := range s.Lines {
		s.Actual, s.Vendor = s.Actual.Add(line.Actual), s.Vendor.Add(line.Vendor)
		s.PartnerShare, s.Others = s.PartnerShare.Add(line.Partner), s.Others.Add(line.Others)
		f.used[f.lineOf(&c.Expenses[i])] = f.used[f.lineOf(&c.Expenses[i])].Add(line.Vendor)
		f.pending = f.pending || line.Status == LinePending
		if line.Status == LineAccepted || line.Status == LineChanged {
			o.invoices[c.Expenses[i].invoice()] = true
		}
	}
	final := c.Final || c.Request == ""
	s.Closes = final && !f.final && !f.pending
	f.final = f.final || final
	f.pay(&s)
	return s
}

// lines works out the lines of a claim, each for itself but for the cap it shares.
func (o *office) lines(f *file, c *Claim, s *Settlement) []Line {
	type place struct {
		invoice
		item string
	}
	lines := make([]Line, len(c.Expenses))
	here, used := map[place]bool{}, map[string]decimal.Decimal{}
	for i := range c.Expenses {
		e := &c.Expenses[i]
		at := place{e.invoice(), e.Item}
		line := o.line(f, c, e, s, o.invoices[at.invoice] || here[at])
		here[at] = here[at] || line.Status != LineDenied
		if lineCap, item := f.activity.LineCap, f.lineOf(e); lineCap.Valid {
			line.limit(lineCap.Decimal.Sub(f.used[item]).Sub(used[item]), ReasonLineCap)
			used[item] = used[item].Add(line.Vendor)
		}
		lines[i] = line
	}
	return lines
}

// line works out what an expense comes to before any cap.
func (o *office) line(f *file, c *Claim, e *Expense, s *Settlement, counted bool) Line {
	if counted {
		return Line{ID: e.ID, Item: e.Item, Status: LineDenied, Reasons: []partnermath.Reason{ReasonDuplicate}}
	}
	l := e.line(f.rate, o.places)
	l.Item = e.Item
	switch {
	case !s.ClaimBy.IsZero() && c.Submitted.After(s.ClaimBy):
		l.refuse(LineDenied, ReasonLate)
	case f.final:
		l.refuse(LineDenied, ReasonAfterFinal)
	case f.request != nil && !slices.ContainsFunc(f.request.Costs, func(planned Cost) bool { return planned.ID == e.Item }):
		l.refuse(LineDenied, ReasonUnplanned)
	case l.Status == LineDenied || o.proven(f, c, e, s.ProofBy):
	case !s.ProofBy.IsZero() && o.asOf.After(s.ProofBy):
		l.refuse(LineDenied, ReasonMissingProof)
	default:
		l.refuse(LinePending, ReasonMissingProof)
	}
	return l
}

// proven tells whether all proofs of an expense have come, and in time.
func (o *office) proven(f *file, c *Claim, e *Expense, deadline partnermath.Date) bool {
	if len(f.activity.Proofs) == 0 {
		return true
	}
	on := e.ProofsOn
	if on.IsZero() {
		on = c.Submitted
	}
	if on.After(o.asOf) || !deadline.IsZero() && on.After(deadline) {
		return false
	}
	return !slices.ContainsFunc(f.activity.Proofs, func(proof string) bool { return !slices.Contains(e.Proofs, proof) })
}

func (e *Expense) invoice() invoice { return invoice{e.Supplier, e.Invoice} }

// lineOf names the line whose cap an expense falls under: the planned cost, or without a request the expense itself.
func (f *file) lineOf(e *Expense) string {
	if f.request == nil {
		return e.ID
	}
	return e.Item
}

// shareOut shares what the approval leaves over the lines, where they come to more.
func (f *file) shareOut(lines []Line, places int32) {
	weights, sum := make([]decimal.Decimal, len(lines)), decimal.Decimal{}
	for i := range lines {
		weights[i] = lines[i].Vendor
		sum = sum.Add(lines[i].Vendor)
	}
	if !f.left.Valid || sum.LessThanOrEqual(f.left.Decimal) {
		return
	}
	for i, share := range exact.Allocate(f.left.Decimal, weights, places) {
		lines[i].limit(share, ReasonOverClaimed)
	}
}

// pay sets the vendor's share of a settlement against the advance, and takes it from what the approval leaves.
func (f *file) pay(s *Settlement) {
	s.Payable = s.Vendor.Sub(f.advance)
	if !s.Closes {
		s.Payable = decimal.Max(decimal.Decimal{}, s.Payable)
	}
	s.Recovery = decimal.Max(decimal.Decimal{}, s.Payable.Neg())
	f.advance = f.advance.Sub(s.Vendor.Sub(s.Payable))
	s.AdvanceLeft = f.advance
	if f.request == nil {
		return
	}
	f.left.Decimal = f.left.Decimal.Sub(s.Vendor)
	if s.Closes {
		s.Released = f.left.Decimal.Sub(s.Recovery)
		f.left.Decimal = decimal.Decimal{}
	}
	s.Remaining = f.left
}
