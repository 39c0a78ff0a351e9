package whitespace_test

import (
	"math/big"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/whitespace"
)

// The order of the cells of an account does not matter.
func TestMeasureIgnoresTheOrderOfCells(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, accounts := space(t, 6)
		first := measure(t, w, accounts)
		for i := range accounts {
			accounts[i].Cells = rapid.Permutation(accounts[i].Cells).Draw(t, "cells")
		}
		second := measure(t, w, accounts)
		if diff := cmp.Diff(first, second); diff != "" {
			t.Errorf("-first +second:\n%s", diff)
		}
	})
}

// worths adds up lines.
func worths(lines []whitespace.Row) (sum whitespace.Figures) {
	for _, l := range lines {
		sum.Unknown += l.Unknown
		sum.Owned += l.Owned
		sum.Open += l.Open
		sum.LeftOut.NoFit += l.LeftOut.NoFit
		sum.LeftOut.BelowFit += l.LeftOut.BelowFit
		sum.LeftOut.NoPotential += l.LeftOut.NoPotential
		sum.LeftOut.OverAccount += l.LeftOut.OverAccount
		sum.LeftOut.OverRep += l.LeftOut.OverRep
		sum.LeftOut.BeyondList += l.LeftOut.BeyondList
		for _, both := range [][2]*whitespace.Value{{&sum.Candidates, &l.Candidates}, {&sum.Targets, &l.Targets}} {
			both[0].Cells += both[1].Cells
			both[0].Potential = both[0].Potential.Add(both[1].Potential)
			both[0].Expected = both[0].Expected.Add(both[1].Expected)
		}
	}
	return sum
}

func TestMeasureFoots(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, accounts := space(t, 6)
		got := measure(t, w, accounts)
		want := got.Total
		want.Penetration, want.FitPenetration = decimal.NullDecimal{}, decimal.NullDecimal{}
		for name, lines := range map[string][]whitespace.Row{
			"products": got.Products, "accounts": got.Accounts, "partners": got.Partners, "reps": got.Reps,
		} {
			if diff := cmp.Diff(want, worths(lines)); diff != "" {
				t.Errorf("%s (-total +sum):\n%s", name, diff)
			}
		}
		listed := whitespace.Value{Cells: len(got.Targets)}
		for _, s := range got.Targets {
			listed.Potential, listed.Expected = listed.Potential.Add(s.Amount), listed.Expected.Add(s.Expected)
		}
		if diff := cmp.Diff(listed, got.Total.Targets); diff != "" {
			t.Errorf("-listed +total:\n%s", diff)
		}
		if s, out := got.Total, got.Total.LeftOut; s.Open != out.NoFit+out.BelowFit+out.NoPotential+s.Candidates.Cells ||
			s.Candidates.Cells != out.OverAccount+out.OverRep+out.BeyondList+s.Targets.Cells ||
			s.Unknown+s.Owned+s.Open != len(w.Products)*len(accounts) {
			t.Errorf("cells are lost: %+v", s)
		}
	})
}

func TestMeasureLeavesItsInputsAlone(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, accounts := space(t, 4)
		before := testkit.JSON(t, []any{w, accounts})
		clear(measure(t, w, accounts).Targets)
		if diff := cmp.Diff(before, testkit.JSON(t, []any{w, accounts})); diff != "" {
			t.Errorf("-before +after:\n%s", diff)
		}
	})
}

// checkFormulas: every figure is that of the oracle.
func checkFormulas(t *rapid.T) {
	w, accounts := space(t, 6)
	if diff := cmp.Diff(oracleMeasure(&w, accounts), measure(t, w, accounts)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestMeasureIsWhatItsFormulasSay(t *testing.T) { rapid.Check(t, checkFormulas) }

func FuzzMeasure(f *testing.F) { f.Fuzz(rapid.MakeFuzz(checkFormulas)) }

// No choice within the caps is worth more than the greedy one.
func TestMeasureFindsTheBestChoice(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, accounts := space(t, 3)
		got := measure(t, w, accounts)
		var candidates []*oracleCell
		for _, c := range oracleCells(&w, accounts, map[string]int32{"USD": 2, "JPY": 0, "KWD": 3}[w.Currency]) {
			if c.fate == "candidate" {
				candidates = append(candidates, c)
			}
		}
		best := new(big.Rat)
		for choice := range 1 << len(candidates) {
			if worth, ok := choiceWorth(&w, candidates, choice); ok && worth.Cmp(best) > 0 {
				best = worth
			}
		}
		if testkit.Rat(got.Total.Targets.Expected).Cmp(best) != 0 {
			t.Errorf("got %s, the best is %s", got.Total.Targets.Expected, best.FloatString(3))
		}
	})
}
