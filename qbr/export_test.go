package qbr

import "github.com/partnermath/partnermath"

// ForPartner returns records and sources as they are before a review that the partner reads
// is built.
func ForPartner(records Records, sources Sources) (Records, Sources) {
	r, s := records.arrange(), sources.arrange()
	r.forPartner()
	s.forPartner(records.Partner.ID)
	return r, s
}

// PrepareUnredacted makes the review of a partner of inputs from which nothing is taken out
// before: what its sections hide by themselves.
func PrepareUnredacted(policy Policy, records Records, sources Sources, asOf partnermath.Date) Review {
	b := newBuilder(&policy, &records, &sources, asOf)
	for _, id := range b.chosen() {
		b.section(id)
	}
	b.frontPage()
	return b.review
}
