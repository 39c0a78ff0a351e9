package qbr

import "github.com/partnermath/partnermath/qbr/tables"

// wins is the section of the won deals that are worth telling.
func (b *builder) wins() Section {
	s := Section{Title: "Wins"}
	all := make([]tables.Win, len(b.records.Wins))
	for i := range all {
		all[i] = tables.Win(b.records.Wins[i])
	}
	t, note := tables.Wins(all, b.review.Currency)
	s.add(t, note)
	return s
}
