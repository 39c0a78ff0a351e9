package main

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/tabular"
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
	if named, ok := ch.partners.byName()[tabular.FoldText(id)]; ok {
		return ch.partners.index[named], nil
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
	first, _ := slices.BinarySearchFunc(ch.assessments, partner, func(a *assessment, p int) int { return cmp.Compare(a.partner, p) })
	for _, a := range ch.assessments[first:] {
		if a.partner != partner {
			break
		}
		latest[a.quarter] = a // they stand by date
	}
	return latest
}

// pickQuarter returns a quarter with assessments, the last one by default.
func (ch *channel) pickQuarter(q partnermath.Quarter) (partnermath.Quarter, error) {
	seen := make(map[partnermath.Quarter]bool)
	for _, a := range ch.assessments {
		seen[a.quarter] = true
	}
	quarters := slices.SortedFunc(maps.Keys(seen), later)
	if len(quarters) == 0 {
		return q, errors.New("no partner has an assessment")
	}
	if q.IsZero() {
		q = quarters[len(quarters)-1]
	}
	if !seen[q] {
		return q, fmt.Errorf("no partner has an assessment in %s; there are some in %s", q, namedQuarters(quarters))
	}
	return q, nil
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
