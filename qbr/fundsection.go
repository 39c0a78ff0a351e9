package qbr

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/tables"
)

// funds is the section of market development funds: what is free, what expires, what became
// of requests and claims, and what the money brought.
func (b *builder) funds() Section {
	s := Section{Title: "Market development funds"}
	b.fundPosition(&s)
	b.expiring(&s)
	b.fundRequests(&s)
	b.claims(&s)
	b.loop(&s)
	return s
}

func (b *builder) fundPosition(s *Section) {
	if b.missing(SectionFunds, SourceFundPosition, "what the partner has in funds") {
		return
	}
	p := &b.sources.FundPosition.Value
	s.Metrics = append(s.Metrics, b.figure(MetricFundAvailable, "Funds free", document.UnitMoney, known(p.Available), SourceFundPosition))
	t := b.table("The fund", wordColumn("Funds"), column(document.UnitMoney, "Amount"))
	for _, of := range []struct {
		name   string
		amount decimal.Decimal
	}{
		{"Accrued", p.Accrued},
		{"Granted", p.Granted},
		{"Adjusted", p.Adjusted},
		{"Reinstated", p.Reinstated},
		{"Recovered", p.Recovered},
		{"Paid", p.Paid.Neg()},
		{"Converted", p.Converted.Neg()},
		{"Forfeited", p.Forfeited.Neg()},
		{"Reserved for approved requests", p.Reserved.Neg()},
	} {
		if !of.amount.IsZero() {
			addRow(&t, "", textCell(of.name), knownCell(of.amount))
		}
	}
	addRow(&t, document.RowTotal, textCell("Free"), knownCell(p.Available))
	s.add(t)
	if p.Owed.IsPositive() {
		s.note("The partner owes %s to the fund.", b.write(document.UnitMoney, known(p.Owed)))
	}
}

// expiring tells what is lost next, and when.
func (b *builder) expiring(s *Section) {
	if b.missing(SectionFunds, SourceFund, "what of the funds expires, and how they were used") {
		return
	}
	r := &b.sources.Fund.Value
	money := document.UnitMoney
	t := b.table("What expires", textColumn("Last day"), column(money, "Free"), column(money, "To spend a week until then"))
	for i := range r.Expiring {
		e := &r.Expiring[i]
		addRow(&t, "", textCell(e.LastDay.String()), knownCell(e.Amount), moneyCell(e.Weekly))
	}
	if len(t.Rows) > 0 {
		next := &r.Expiring[0]
		s.Metrics = append(s.Metrics, b.figure(MetricFundExpiring, fmt.Sprintf("Funds lost after %s", next.LastDay), money, known(next.Amount), SourceFund))
		s.add(t)
		if next.Weekly.Valid {
			b.remarks[MetricFundExpiring] = fmt.Sprintf("To use the funds lost after %s takes %s a week.", next.LastDay, b.write(money, next.Weekly))
		}
	}
	if r.Utilisation.Valid {
		s.note("Of the funds of the period, %s was paid, and %s is paid or reserved.",
			document.UnitShare.Format(r.Utilisation, ""), document.UnitShare.Format(r.Commitment, ""))
	}
}

// fundRequests shows what the partner asked for, and what became of it.
func (b *builder) fundRequests(s *Section) {
	if b.missing(SectionFunds, SourceFundRequests, "the partner's fund requests") {
		return
	}
	money := document.UnitMoney
	t := b.table(
		"Fund requests", wordColumn("Request"), textColumn("Status"), spare(2, column(money, "Asked")), column(money, "Allowed"), column(money, "Approved"),
		spare(1, column(document.UnitShare, "Forecast ROI")), wordColumn("Why not as asked"),
	)
	for i := range b.sources.FundRequests.Value {
		d := &b.sources.FundRequests.Value[i]
		approved := known(d.Amount)
		if d.Status == mdf.Escalated {
			approved.Valid = false
		}
		addRow(
			&t, "", textCell(d.Request), textCell(tables.Reasons(partnermath.Reason(d.Status))), moneyCell(asked(d)), knownCell(d.Allowed), moneyCell(approved),
			shareCell(d.ROI), textCell(tables.Reasons(d.Reasons...)),
		)
	}
	s.add(withoutUnknown(t))
	s.Notes = append(s.Notes, "Forecast ROI of a request: (margin forecast − allowed) ÷ allowed.")
}

// The words for what became of a claim.
const (
	claimAccepted = "accepted"
	claimPending  = "pending"
	claimDenied   = "denied"
)

// claims shows what was claimed. A claim is accepted when a line of it is, and denied when
// all of them are.
func (b *builder) claims(s *Section) {
	if b.missing(SectionFunds, SourceClaims, "the partner's claims") {
		return
	}
	money := document.UnitMoney
	t := b.table(
		"Claims", wordColumn("Claim"), spare(1, textColumn("Request")), column(money, "Cost"), column(money, "From the fund"),
		spare(2, column(money, "Paid by the partner")), textColumn("Status"), wordColumn("Why"),
	)
	counts := make(map[string]int)
	var amount decimal.Decimal
	for i := range b.sources.Claims.Value {
		c := &b.sources.Claims.Value[i]
		status, reasons := claimStatus(c)
		if counts[status]++; status == claimAccepted {
			amount = amount.Add(c.Vendor)
		}
		addRow(
			&t, "", textCell(c.Claim), textCell(c.Request), knownCell(c.Actual), knownCell(c.Vendor), knownCell(c.PartnerShare), textCell(status),
			textCell(tables.Reasons(reasons...)),
		)
	}
	s.Metrics = append(
		s.Metrics,
		b.figure(MetricClaimsAccepted, "Claims accepted", document.UnitCount, counted(counts[claimAccepted]), SourceClaims),
		b.figure(MetricClaimsDenied, "Claims denied", document.UnitCount, counted(counts[claimDenied]), SourceClaims),
	)
	s.add(withoutEmpty(t))
	if n := counts[claimAccepted]; n > 0 {
		s.note("Accepted claims: %s, %s each.", b.write(money, known(amount)), b.write(money, exactShare(amount, n, b.places())))
	}
	if n := counts[claimPending]; n > 0 {
		s.note("Claims that wait: %d.", n)
	}
}

// claimStatus is what became of a claim, with the reasons of all its lines, each once.
func claimStatus(c *mdf.Settlement) (status string, reasons []partnermath.Reason) {
	seen := make(map[partnermath.Reason]bool)
	var accepted, pending bool
	for i := range c.Lines {
		l := &c.Lines[i]
		accepted = accepted || l.Status == mdf.LineAccepted || l.Status == mdf.LineChanged
		pending = pending || l.Status == mdf.LinePending
		for _, r := range l.Reasons {
			if !seen[r] {
				seen[r] = true
				reasons = append(reasons, r)
			}
		}
	}
	switch {
	case accepted:
		return claimAccepted, reasons
	case pending:
		return claimPending, reasons
	}
	return claimDenied, reasons
}
