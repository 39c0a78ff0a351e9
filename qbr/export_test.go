package qbr

// ForPartner returns records and sources as they are before a review that the partner reads
// is built.
func ForPartner(records Records, sources Sources) (Records, Sources) {
	r, s := records.arrange(), sources.arrange()
	r.forPartner()
	s.forPartner(records.Partner.ID)
	return r, s
}
