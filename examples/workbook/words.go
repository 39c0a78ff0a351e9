package workbook

import (
	"strings"

	"github.com/partnermath/partnermath/examples/workbook/live"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// inWords writes a code of the library as a person would: no-decision is no decision.
func inWords[T ~string](code T) string { return strings.ReplaceAll(string(code), "-", " ") }

// apartWords tells why an open deal is none of the period.
func apartWords(why pipeline.DealApartReason) string {
	switch why {
	case pipeline.ApartSlipped:
		return "should have closed"
	case pipeline.ApartUndated:
		return "no expected close"
	case pipeline.ApartEarlier:
		return "closes before"
	case pipeline.ApartLater:
		return "closes after"
	case pipeline.ApartOmitted:
		return "not forecast"
	}
	return inWords(why)
}

// stageNames are the names of the stages by their ids, as cells have both: by the ids alone where
// a name would not tell which stage it is.
func (p *Pipeline) stageNames() map[string]string {
	names, seen := map[string]string{}, map[string]bool{}
	for _, stage := range p.Policy.Stages {
		name := named(stage.Name, stage.ID)
		if shown := live.Clean(name); seen[shown] {
			return nil
		}
		names[stage.ID], seen[live.Clean(name)] = name, true
	}
	for i := range p.Deals {
		id := p.Deals[i].Stage
		if names[id] == "" && seen[live.Clean(id)] {
			return nil
		}
	}
	return names
}
