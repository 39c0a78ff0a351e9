// Package finding collects what records contradict, bounded and in an order that does
// not depend on the one in which they come.
package finding

import (
	"maps"
	"slices"

	"github.com/partnermath/partnermath"
)

// Log counts records by reason and keeps the ids that come first. The zero Log is empty
// and ready to use. Logs that saw the same records are equal in what they publish,
// however these were split and in whatever order they came.
type Log struct {
	lists map[partnermath.Reason]*list
}

// list is a count and at most MaxListed ids in their order.
type list struct {
	records int
	ids     []string
}

// Add counts a record. It expects one call for each record and reason.
func (l *Log) Add(reason partnermath.Reason, id string) {
	of := l.of(reason)
	of.records++
	of.insert(id)
}

// Merge adds what another Log counted.
func (l *Log) Merge(m *Log) {
	for reason, from := range m.lists {
		of := l.of(reason)
		of.records += from.records
		for _, id := range slices.Clone(from.ids) {
			of.insert(id)
		}
	}
}

// Findings publishes what was counted, the reasons in their order.
func (l *Log) Findings() []partnermath.Finding {
	all := make([]partnermath.Finding, 0, len(l.lists))
	for _, reason := range slices.Sorted(maps.Keys(l.lists)) {
		of := l.lists[reason]
		all = append(all, partnermath.Finding{
			Reason: reason, Records: of.records, IDs: slices.Clone(of.ids), More: of.records - len(of.ids),
		})
	}
	return all
}

// Take adds what another Log published.
func (l *Log) Take(f partnermath.Finding) {
	of := l.of(f.Reason)
	of.records += f.Records
	for _, id := range f.IDs {
		of.insert(id)
	}
}

func (l *Log) of(reason partnermath.Reason) *list {
	if l.lists == nil {
		l.lists = map[partnermath.Reason]*list{}
	}
	of := l.lists[reason]
	if of == nil {
		of = new(list)
		l.lists[reason] = of
	}
	return of
}

func (l *list) insert(id string) {
	if n := len(l.ids); n == partnermath.MaxListed && id >= l.ids[n-1] {
		return
	}
	at, _ := slices.BinarySearch(l.ids, id)
	l.ids = slices.Insert(l.ids, at, id)
	l.ids = l.ids[:min(len(l.ids), partnermath.MaxListed)]
}
