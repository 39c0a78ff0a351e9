package qbr

import (
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/tables"
)

// specialisation is the section of the competences that the vendor has awarded.
func (b *builder) specialisation() Section {
	s := Section{Title: "Specialisations"}
	all := make([]tables.Specialisation, len(b.records.Specialisations))
	for i := range all {
		all[i] = tables.Specialisation(b.records.Specialisations[i])
	}
	if len(all) == 0 {
		b.gap(SectionSpecialisation, "", "the partner's specialisations")
		return s
	}
	t, held := tables.Specialisations(all, b.asOf)
	s.add(t)
	s.Metrics = []Metric{b.metric(Metric{ID: MetricSpecialists, Name: "Specialisations held", Unit: document.UnitCount, Value: counted(held)})}
	return s
}
