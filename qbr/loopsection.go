package qbr

import (
	"github.com/partnermath/partnermath/qbr/internal/reading"
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
	own, others := reading.Loop(r, b.records.Partner.ID)
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
