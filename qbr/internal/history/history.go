// Package history has what figures were in the quarters before a reviewed one.
package history

import (
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/performance"
)

// Most is how many earlier quarters are kept.
const Most = 12

// slopePlaces is how many decimals a slope has.
const slopePlaces = 4

// History is what figures were by quarter. The zero History is not usable.
type History[ID comparable] struct {
	now partnermath.Quarter
	of  map[ID][]decimal.NullDecimal // Most of each, the last is the one before now
}

// New is the history before a quarter, of no figure yet.
func New[ID comparable](now partnermath.Quarter) History[ID] {
	return History[ID]{now: now, of: make(map[ID][]decimal.NullDecimal)}
}

// Clone is a copy that changes by itself.
func (h History[ID]) Clone() History[ID] {
	c := History[ID]{now: h.now, of: maps.Clone(h.of)}
	for id := range c.of {
		c.of[id] = slices.Clone(c.of[id])
	}
	return c
}

// Tell adds what a figure was in a quarter, in the place of what was told before. It passes over
// what is not known, and quarters that are not kept.
func (h History[ID]) Tell(id ID, quarter partnermath.Quarter, value decimal.NullDecimal) {
	since := h.now.Since(quarter)
	if !value.Valid || since < 1 || since > Most {
		return
	}
	if h.of[id] == nil {
		h.of[id] = make([]decimal.NullDecimal, Most)
	}
	h.of[id][Most-since] = value
}

// Take makes a figure what it was in another history.
func (h History[ID]) Take(id ID, from History[ID]) { h.of[id] = slices.Clone(from.of[id]) }

// Before is what a figure was so many quarters ago, from 1 to Most.
func (h History[ID]) Before(id ID, quarters int) decimal.NullDecimal {
	if past := h.of[id]; past != nil {
		return past[Most-quarters]
	}
	return decimal.NullDecimal{}
}

// Change is a figure less what it was in the quarter before, and slope the change a quarter by
// least squares through all that are known, with 4 decimals.
func (h History[ID]) Change(id ID, now decimal.NullDecimal) (change, slope decimal.NullDecimal) {
	if before := h.Before(id, 1); before.Valid && now.Valid {
		change = decimal.NewNullDecimal(now.Decimal.Sub(before.Decimal))
	}
	return change, performance.Follow(append(slices.Clone(h.of[id]), now), slopePlaces).Slope
}
