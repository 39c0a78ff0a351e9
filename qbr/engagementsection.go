package qbr

import (
	"fmt"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/qbr/tables"
)

// engagement is the section of what a partner did of what is expected.
func (b *builder) engagement() Section {
	s := Section{Title: "Engagement"}
	if !b.policy.hasEngagement() {
		b.gap(SectionEngagement, "", "what is expected of the partner's engagement")
		return s
	}
	e := &b.engaged
	s.Metrics = []Metric{b.metric(Metric{ID: MetricEngagement, Name: "Engagement", Unit: document.UnitShare, Value: e.Index})}
	s.Tables = []document.Table{tables.Engagement(*e)}
	silent := 0
	for i := range e.Parts {
		if !e.Parts[i].Done.Valid {
			silent++
		}
	}
	if silent == 0 {
		return s
	}
	b.gap(SectionEngagement, "", fmt.Sprintf("what the partner did of %s of what is expected", words.Of(silent, "part", len(e.Parts))))
	s.Notes = append(s.Notes, fmt.Sprintf("The engagement is of what is known: %s of all weight.", b.write(document.UnitShare, e.KnownShare)))
	if least := b.policy.Engagement.MinimumKnown; !e.Index.Valid && least.Valid {
		s.Notes = append(s.Notes, fmt.Sprintf("There is none, because %s has to be known at least.", b.write(document.UnitShare, least)))
	}
	return s
}
