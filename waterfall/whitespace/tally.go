package whitespace

import "github.com/partnermath/partnermath/internal/exact"

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

// tally collects a [Figures].
type tally struct {
	unknown             int
	cells               [fates]int
	candidates, targets worthTally
}

func (t *tally) add(other *tally) {
	t.unknown += other.unknown
	for i, n := range other.cells {
		t.cells[i] += n
	}
	t.candidates.add(other.candidates)
	t.targets.add(other.targets)
}

// meet counts a candidate.
func (t *tally) meet(c *candidate, f fate) {
	t.cells[f]++
	var worth worthTally
	worth.potential.Add(c.potential)
	worth.expected.Add(c.expected)
	t.candidates.add(worth)
	if f == fateTarget {
		t.targets.add(worth)
	}
}

func (t *tally) publish(places int32) Figures {
	of := func(from, to fate) (sum int) {
		for _, n := range t.cells[from : to+1] {
			sum += n
		}
		return sum
	}
	s := Figures{
		Unknown: t.unknown, Owned: t.cells[fateOwned], Open: of(fateNoFit, fateTarget),
		LeftOut: LeftOut{
			NoFit: t.cells[fateNoFit], BelowFit: t.cells[fateBelowFit], NoPotential: t.cells[fateNoPotential],
			OverAccount: t.cells[fateOverAccount], OverRep: t.cells[fateOverRep], BeyondList: t.cells[fateBeyondList],
		},
		Candidates: t.candidates.publish(of(fateOverAccount, fateTarget), places),
		Targets:    t.targets.publish(t.cells[fateTarget], places),
	}
	fitting := s.LeftOut.NoPotential + s.Candidates.Cells
	s.Penetration = exact.RatioInt(int64(s.Owned), int64(s.Owned+s.Open), exact.RatioPlaces)
	s.FitPenetration = exact.RatioInt(int64(s.Owned), int64(s.Owned+fitting), exact.RatioPlaces)
	return s
}

// worthTally collects a [Value], without its number of cells.
type worthTally struct{ potential, expected exact.Total }

func (w *worthTally) add(other worthTally) {
	w.potential.Merge(other.potential)
	w.expected.Merge(other.expected)
}

func (w *worthTally) publish(cells int, places int32) Value {
	return Value{Cells: cells, Potential: w.potential.Decimal(places), Expected: w.expected.Decimal(places)}
}
