package main

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/partnermath/partnermath"
)

func later(a, b partnermath.Quarter) int { return a.Since(b) }

// maxNamed is how many of a long list a message names.
const maxNamed = 10

func (ch *channel) findPartner(id string) (int, error) {
	if id == "" && len(ch.partners.list) > 0 {
		return 0, nil
	}
	if at, ok := ch.partners.index[id]; ok {
		return at, nil
	}
	var ids []string
	for _, p := range ch.partners.list {
		ids = append(ids, p.ID)
	}
	return 0, fmt.Errorf("partner %.40q is not in %s, which has %s", id, partnersFile, named(ids))
}

// latest returns the latest assessment of a partner in each quarter.
func (ch *channel) latest(partner int) map[partnermath.Quarter]*assessment {
	latest := make(map[partnermath.Quarter]*assessment)
	for _, a := range ch.assessments {
		if a.partner != partner {
			continue
		}
		if other := latest[a.quarter]; other == nil || a.date.After(other.date) {
			latest[a.quarter] = a
		}
	}
	return latest
}

// pick returns the assessment of a quarter, of the last one by default.
func pick(latest map[partnermath.Quarter]*assessment, p partner, q partnermath.Quarter) (*assessment, error) {
	if len(latest) == 0 {
		return nil, fmt.Errorf("partner %s has no assessment", p.ID)
	}
	quarters := slices.SortedFunc(maps.Keys(latest), later)
	if q.IsZero() {
		q = quarters[len(quarters)-1]
	}
	if a := latest[q]; a != nil {
		return a, nil
	}
	return nil, fmt.Errorf("partner %s has no assessment in %s; it has some in %s", p.ID, q, namedQuarters(quarters))
}

// namedQuarters names the quarters, the last first.
func namedQuarters(quarters []partnermath.Quarter) string {
	var names []string
	for _, q := range slices.Backward(quarters) {
		names = append(names, q.String())
	}
	return named(names)
}

// named lists the first names and counts the others.
func named(names []string) string {
	text := strings.Join(names[:min(len(names), maxNamed)], ", ")
	if more := len(names) - maxNamed; more > 0 {
		text += fmt.Sprintf(" and %s more", grouped(int64(more)))
	}
	return text
}
