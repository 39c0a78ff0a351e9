package qbr

func (b *builder) agenda() Agenda {
	return Agenda{Attendees: b.records.Attendees, NextReview: b.records.NextReview}
}
