package intake

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/examples/tabular"
)

// Find returns the position of a partner by its id, that of the first one by default.
func (ch *Channel) Find(id string) (int, error) {
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
	return 0, fmt.Errorf("partner %.40q is not in %s, which has %s%s", id, PartnersFile, words.Named(ids), ch.partners.meant(id, new(folder.Faults)))
}

// Latest returns the latest assessment of a partner in each quarter, by quarter.
func (ch *Channel) Latest(partner int) []*Assessment {
	var latest []*Assessment
	for _, a := range ch.assessmentsOf(partner) {
		if n := len(latest); n > 0 && latest[n-1].Quarter == a.Quarter {
			latest[n-1] = a
		} else {
			latest = append(latest, a)
		}
	}
	return latest
}

// assessmentsOf returns those of a partner, by date.
func (ch *Channel) assessmentsOf(partner int) []*Assessment {
	at := func(p int) int {
		i, _ := slices.BinarySearchFunc(ch.assessments, p, func(a *Assessment, p int) int { return cmp.Compare(a.Partner, p) })
		return i
	}
	return ch.assessments[at(partner):at(partner+1)]
}

// Superseded returns the assessments in the place of which a later one of the quarter counts.
func (ch *Channel) Superseded(by *Assessment) []*Assessment {
	return slices.DeleteFunc(slices.Clone(ch.assessmentsOf(by.Partner)), func(a *Assessment) bool {
		return a.Quarter != by.Quarter || !a.Date.Before(by.Date)
	})
}

// Quarter returns a quarter with assessments, the last one by default.
func (ch *Channel) Quarter(q partnermath.Quarter) (partnermath.Quarter, error) {
	seen := make(map[partnermath.Quarter]bool)
	for _, a := range ch.assessments {
		seen[a.Quarter] = true
	}
	quarters := slices.SortedFunc(maps.Keys(seen), partnermath.Quarter.Since)
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

// PartnerQuarter returns a quarter in which a partner was assessed, the last one by default.
func (ch *Channel) PartnerQuarter(at int, q partnermath.Quarter) (partnermath.Quarter, error) {
	var quarters []partnermath.Quarter
	for _, a := range ch.Latest(at) {
		quarters = append(quarters, a.Quarter)
	}
	id := ch.partners.list[at].ID
	switch {
	case len(quarters) == 0:
		return q, fmt.Errorf("partner %s has no assessment", id)
	case q.IsZero():
		return quarters[len(quarters)-1], nil
	case !slices.Contains(quarters, q):
		return q, fmt.Errorf("partner %s has no assessment in %s; it has some in %s", id, q, namedQuarters(quarters))
	}
	return q, nil
}

// namedQuarters names the quarters, the last first.
func namedQuarters(quarters []partnermath.Quarter) string {
	var names []string
	for _, q := range slices.Backward(quarters) {
		names = append(names, q.String())
	}
	return words.Named(names)
}
