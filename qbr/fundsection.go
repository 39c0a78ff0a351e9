package qbr

import (
	"fmt"
	"slices"

	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/reading"
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
	b.add(s, tables.FundPosition(*p, b.review.Currency))
	if p.Owed.IsPositive() {
		s.note("The partner owes %s to the fund.", b.write(document.UnitMoney, known(p.Owed)))
	}
}

// expiring tells what is lost next, and when.
func (b *builder) expiring(s *Section) {
	if b.missing(SectionFunds, SourceFund, "what of the funds expires, and how they were used") {
		return
	}
	r := b.sources.Fund.Value
	// What is of an earlier day than the review tells of days that are past.
	r.Expiring = slices.DeleteFunc(slices.Clone(r.Expiring), func(e mdf.Expiring) bool { return e.LastDay.Before(b.asOf) })
	if len(r.Expiring) > 0 {
		next := &r.Expiring[0]
		s.Metrics = append(s.Metrics, b.figure(MetricFundExpiring, fmt.Sprintf("Funds lost after %s", next.LastDay), document.UnitMoney, known(next.Amount), SourceFund))
		b.add(s, tables.ExpiringFunds(r))
		if next.Weekly.Valid {
			b.remarks[MetricFundExpiring] = fmt.Sprintf("To use the funds lost after %s takes %s a week.", next.LastDay, b.write(document.UnitMoney, next.Weekly))
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
	all := b.sources.FundRequests.Value
	b.add(s, tables.FundRequests(all, b.review.Currency))
	if slices.ContainsFunc(all, func(d mdf.Decision) bool { return d.ROI.Valid }) {
		s.note("Forecast ROI of a request: (margin forecast − allowed) ÷ allowed.")
	}
}

// claims shows what was claimed, and counts what became of it.
func (b *builder) claims(s *Section) {
	if b.missing(SectionFunds, SourceClaims, "the partner's claims") {
		return
	}
	c := reading.Claims(b.sources.Claims.Value)
	s.Metrics = append(
		s.Metrics,
		b.figure(MetricClaimsAccepted, "Claims accepted", document.UnitCount, counted(c.Accepted), SourceClaims),
		b.figure(MetricClaimsDenied, "Claims denied", document.UnitCount, counted(c.Denied), SourceClaims),
	)
	b.add(s, tables.Claims(b.sources.Claims.Value, b.review.Currency))
	if money := document.UnitMoney; c.Accepted > 0 {
		s.note("Accepted claims: %s, %s each.", b.write(money, known(c.Amount)), b.write(money, exact.Ratio(c.Amount, counted(c.Accepted).Decimal, b.places())))
	}
	if c.Pending > 0 {
		s.note("Claims that wait: %d.", c.Pending)
	}
}
