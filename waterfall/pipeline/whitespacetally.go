package pipeline

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// fate is what becomes of a cell.
type fate int

const (
	fateOwned fate = iota
	fateNoFit
	fateBelowFit
	fateNoPotential
	fateOverAccount
	fateOverRep
	fateBeyondList
	fateTarget
	fates
)

// spaceTally collects a [WhiteSpaceFigures].
type spaceTally struct {
	unknown             int
	cells               [fates]int
	candidates, targets worthTally
}

func (t *spaceTally) add(other *spaceTally) {
	t.unknown += other.unknown
	for i, n := range other.cells {
		t.cells[i] += n
	}
	t.candidates.add(other.candidates)
	t.targets.add(other.targets)
}

// meet counts a candidate.
func (t *spaceTally) meet(c *candidate, f fate) {
	t.cells[f]++
	worth := worthTally{potential: unitSum{units: c.potential}, expected: unitSum{units: c.expected}}
	t.candidates.add(worth)
	if f == fateTarget {
		t.targets.add(worth)
	}
}

func (t *spaceTally) publish(places int32) WhiteSpaceFigures {
	of := func(from, to fate) (sum int) {
		for _, n := range t.cells[from : to+1] {
			sum += n
		}
		return sum
	}
	s := WhiteSpaceFigures{
		Unknown: t.unknown, Owned: t.cells[fateOwned], Open: of(fateNoFit, fateTarget),
		LeftOut: WhiteSpaceLeftOut{
			NoFit: t.cells[fateNoFit], BelowFit: t.cells[fateBelowFit], NoPotential: t.cells[fateNoPotential],
			OverAccount: t.cells[fateOverAccount], OverRep: t.cells[fateOverRep], BeyondList: t.cells[fateBeyondList],
		},
		Candidates: t.candidates.publish(of(fateOverAccount, fateTarget), places),
		Targets:    t.targets.publish(t.cells[fateTarget], places),
	}
	fitting := s.LeftOut.NoPotential + s.Candidates.Cells
	s.Penetration = exact.RatioInt(int64(s.Owned), int64(s.Owned+s.Open), ratioPlaces)
	s.FitPenetration = exact.RatioInt(int64(s.Owned), int64(s.Owned+fitting), ratioPlaces)
	return s
}

// worthTally collects a [WhiteSpaceValue], without its number of cells.
type worthTally struct{ potential, expected unitSum }

func (w *worthTally) add(other worthTally) {
	w.potential.add(other.potential)
	w.expected.add(other.expected)
}

func (w *worthTally) publish(cells int, places int32) WhiteSpaceValue {
	return WhiteSpaceValue{Cells: cells, Potential: w.potential.decimal(places), Expected: w.expected.decimal(places)}
}

// unitSum adds amounts of at least 0 in minor units, as machine integers as long as
// they fit.
type unitSum struct {
	units   int64 // at most maxUnits
	carried decimal.Decimal
}

// maxUnits is what units hold before they are carried over. Two of them, or one and
// a potential, fit 64 bits.
const maxUnits = 1 << 61

func (s *unitSum) add(other unitSum) {
	s.units += other.units
	if s.units > maxUnits {
		s.carried = s.carried.Add(decimal.NewFromInt(s.units))
		s.units = 0
	}
	if !other.carried.IsZero() {
		s.carried = s.carried.Add(other.carried)
	}
}

func (s *unitSum) decimal(places int32) decimal.Decimal {
	sum := exact.Fixed(s.units, places)
	if s.carried.IsZero() {
		return sum
	}
	return sum.Add(s.carried.Shift(-places))
}
