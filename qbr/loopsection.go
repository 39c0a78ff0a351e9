package qbr

import (
	"slices"

	"github.com/partnermath/partnermath/mdf/loop"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/qbr/tables"
)

// loop shows what each funded campaign brought for the vendor's money, and what worked. Of a
// loop that other partners are in, it shows what that of the partner came to.
func (b *builder) loop(s *Section) {
	if b.missing(SectionFunds, SourceLoop, "what funded campaigns brought") {
		return
	}
	r := &b.sources.Loop.Value
	campaigns, all := r.Campaigns, r.Total.Channel
	own, others := b.ownLoop()
	if others {
		campaigns, all = nil, own
	}
	if all.Campaigns == 0 {
		s.Notes = append(s.Notes, "No campaign of the partner was funded.")
		return
	}
	b.add(s, tables.Loop(campaigns, all, b.review.Currency))
	if n := all.Campaigns - min(all.VendorMoney.Actuals, all.Leads.Actuals, all.Revenue.Actuals); n > 0 {
		b.gap(SectionFunds, SourceLoop, "what "+words.Of(n, "funded campaign", all.Campaigns)+" took or brought, which the sums leave out")
	}
	if others || b.toPartner { // what worked is told by the vendor's margin
		return
	}
	for i := range r.Groups {
		b.add(s, tables.Worked(r.Groups[i], b.review.Currency))
	}
}

// ownLoop is what the campaigns of the partner came to in a loop grouped by partners, and
// whether others are in it.
func (b *builder) ownLoop() (own loop.Figures, others bool) {
	groups := b.sources.Loop.Value.Groups
	at := slices.IndexFunc(groups, func(g loop.Group) bool { return g.By == loop.ByPartner })
	if at < 0 {
		return own, false
	}
	for i := range groups[at].Rows {
		if row := &groups[at].Rows[i]; row.Value == b.records.Partner.ID {
			own = row.Channel
		} else {
			others = true
		}
	}
	return own, others
}
