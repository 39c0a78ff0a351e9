package pipeline_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
)

// dealFiguresProperty: every figure is that of the oracle, in a list and added one by
// one.
func dealFiguresProperty(t *rapid.T) {
	policy, asOf := drawDealPolicy(t)
	deals := drawDeals(t, &policy, asOf, 25)
	want := testkit.JSON(t, oracleMeasure(policy, asOf, deals))
	if diff := cmp.Diff(want, testkit.JSON(t, measureDeals(t, policy, asOf, deals))); diff != "" {
		t.Fatalf("-oracle +got:\n%s", diff)
	}
	tally := newTally(t, policy, asOf)
	addDeals(t, tally, deals...)
	if diff := cmp.Diff(want, tallied(t, tally)); diff != "" {
		t.Fatalf("-oracle +tally:\n%s", diff)
	}
}

func TestDealFigures(t *testing.T) { rapid.Check(t, dealFiguresProperty) }

func FuzzMeasureDeals(f *testing.F) { f.Fuzz(rapid.MakeFuzz(dealFiguresProperty)) }
