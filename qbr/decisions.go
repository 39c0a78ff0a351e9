package qbr

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/incentive/promotion"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/redact"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/qbr/tables"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// decide lists what the meeting has to decide, as far as the review has the section that
// tells of it.
func (b *builder) decide() {
	for _, list := range []struct {
		section   SectionID
		decisions func()
	}{
		{SectionFunds, b.decideRequests},
		{SectionIncentives, b.decidePromotions},
		{SectionRegistration, b.decideRegistrations},
		{SectionRegistration, b.decideConflicts},
		{SectionMarketing, b.decideCapacity},
		{SectionCommitments, b.decideIssues},
	} {
		if slices.Contains(b.chosen(), list.section) {
			list.decisions()
		}
	}
}

func (b *builder) pending(d PendingDecision) { b.review.Decisions = append(b.review.Decisions, d) }

// decideRequests lists fund requests that somebody above has to approve, and those that the
// partner can mend.
func (b *builder) decideRequests() {
	for i := range b.sources.FundRequests.Value {
		r := &b.sources.FundRequests.Value[i]
		d := PendingDecision{Section: SectionFunds, Subject: r.Request, Party: PartyVendor}
		switch r.Status {
		case mdf.Escalated:
			d.Amount = known(r.Amount)
			d.Text = fmt.Sprintf("Request %s of %s is above the limit of the first approver: approve it?", r.Request, b.write(document.UnitMoney, d.Amount))
		case mdf.Returned:
			d.Party, d.Amount = PartyPartner, setting.Asked(r)
			d.Text = fmt.Sprintf("Request %s of %s was returned (%s): mend it or drop it? Up to %s is allowed.", r.Request,
				b.write(document.UnitMoney, d.Amount), tables.Reasons(r.Reasons...), b.write(document.UnitMoney, known(r.Allowed)))
		case mdf.Approved, mdf.ApprovedForLess, mdf.Denied:
			continue
		}
		b.pending(d)
	}
}

// decidePromotions lists proposals that the vendor answers with an offer of its own.
func (b *builder) decidePromotions() {
	for i := range b.sources.Promotions.Value {
		p := &b.sources.Promotions.Value[i]
		if p.Status != promotion.ApprovedWithChanges {
			continue
		}
		offer := p.Counter.Full.Payout
		what := "them"
		if offer.Valid {
			what = "a payout of up to " + b.write(document.UnitMoney, offer)
		}
		text := fmt.Sprintf("Proposal %s is approved with changes (%s): accept %s?", p.Proposal, tables.Reasons(p.Reasons...), what)
		b.pending(PendingDecision{Section: SectionIncentives, Subject: p.Proposal, Party: PartyPartner, Text: text, Amount: offer})
	}
}

// mostRegistrations is how many registrations are decided on one by one.
const mostRegistrations = 10

// decideRegistrations lists registrations that wait for the vendor, the oldest first.
func (b *builder) decideRegistrations() {
	own := redact.Without(b.sources.Registrations.Value.Pending, func(p *pipeline.PendingRegistration) bool { return p.Partner != b.review.Partner.ID })
	rest, silent := decimal.Decimal{}, 0
	for i := range own {
		p := &own[i]
		if i >= mostRegistrations {
			if rest = rest.Add(p.Amount.Decimal); !p.Amount.Valid {
				silent++
			}
			continue
		}
		of := ""
		if p.Customer != "" {
			of = " of " + p.Customer
		}
		b.pending(PendingDecision{
			Section: SectionRegistration, Subject: p.ID, Party: PartyVendor, Amount: p.Amount,
			Text: fmt.Sprintf("Registration %s%s waits for %s: approve it?", p.ID, of, words.Many(p.Days, words.DayNoun(b.sources.Registrations.Value.Days))),
		})
	}
	left, unknown := len(own)-mostRegistrations, ""
	if silent > 0 {
		unknown = fmt.Sprintf(" and %d of an unknown amount", silent)
	}
	if left > 0 {
		b.pending(PendingDecision{Section: SectionRegistration, Party: PartyVendor, Amount: known(rest), Text: fmt.Sprintf(
			"%s wait, %s%s.", words.Many(left, "further registration"), b.write(document.UnitMoney, known(rest)), unknown)})
	}
}

// mostConflicts is how many conflicts are decided on one by one.
const mostConflicts = 5

// decideConflicts lists registrations of the partner that protect what another one protects too.
func (b *builder) decideConflicts() {
	count := 0
	for i := range b.sources.Registrations.Value.Conflicts {
		c := &b.sources.Registrations.Value.Conflicts[i]
		own, self := c.Earlier, b.review.Partner.ID
		if c.EarlierPartner != self {
			own = c.Later
		}
		if c.Ended || c.EarlierPartner != self && c.LaterPartner != self {
			continue
		}
		if count++; count <= mostConflicts {
			b.pending(PendingDecision{
				Section: SectionRegistration, Subject: own, Party: PartyVendor,
				Text: fmt.Sprintf("Registration %s of %s is in conflict with another one: which of the two stands?", own, c.Customer),
			})
		}
	}
	if more := count - mostConflicts; more > 0 {
		b.pending(PendingDecision{Section: SectionRegistration, Party: PartyVendor, Text: fmt.Sprintf("Further conflicts to be settled: %d.", more)})
	}
}

// decideCapacity asks what becomes of a target that the planned marketing does not carry.
func (b *builder) decideCapacity() {
	line, lacks := b.review.Next.lacks()
	if !lacks {
		return
	}
	b.pending(PendingDecision{Section: SectionMarketing, Party: PartyPartner, Text: fmt.Sprintf(
		"%s lacks %s of %s %s: more marketing or a lower target?", b.review.Next.Quarter,
		b.write(document.UnitCount, line.Lacking), b.write(document.UnitCount, line.Required), words.Stage(line.Stage),
	)})
}

func (b *builder) decideIssues() {
	for i := range b.records.Issues {
		x := &b.records.Issues[i]
		if !b.overdue(x) {
			continue
		}
		b.pending(PendingDecision{Section: SectionCommitments, Subject: x.ID, Party: x.Party, Text: fmt.Sprintf(
			"%s: was due on %s, %s ago. What now?", sentence(x.Text), x.Due, words.Many(b.asOf.DaysSince(x.Due), "day"),
		)})
	}
}
