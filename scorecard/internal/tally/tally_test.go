package tally_test

import (
	"testing"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard/internal/tally"
)

func counts(scores ...int64) *tally.Counts {
	var c tally.Counts
	for _, s := range scores {
		c.Add(s)
	}
	return &c
}

// The scores 2, 4, 4, 4, 5, 5, 7, 9 have the mean 5 and the standard deviation 2.
func TestDistribution(t *testing.T) {
	c := counts(200, 400, 0, 400, 400, 500)
	c.Merge(counts(500, 700, 900))
	d := c.Distribution(make([]uint32, tally.Room))
	below, equal := d.BelowAndEqual(400)
	top, sum := d.From(500)
	population, _ := d.Deviation(false)
	sample, _ := d.Deviation(true)
	got := []int64{d.N, d.Mean(1), below, equal, top, sum, population, sample, d.Quantile(5000, false, 1), d.Quantile(2500, true, 1), d.Quantile(9000, false, 50)}
	// The sample deviation is √(32 ÷ 7) = 2.13809; the quantile of 0.9 is 7 + 0.3 × (9 − 7) = 7.6, in steps of
	// 0.5 it is 7.5.
	want := []int64{8, 500, 1, 3, 4, 2600, 20_000, 21_381, 450, 400, 750}
	if diff := testkit.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestDeviationOfOne(t *testing.T) {
	d := counts(300).Distribution(make([]uint32, tally.Room))
	if _, ok := d.Deviation(true); ok {
		t.Error("one score has a sample deviation")
	}
	if deviation, ok := d.Deviation(false); !ok || deviation != 0 {
		t.Errorf("one score has the deviation %d, %t", deviation, ok)
	}
}

func TestPairs(t *testing.T) {
	pairs := counts(10_000, 100, 100).Pairs()
	want := [][2]uint32{{100, 2}, {10_000, 1}}
	if diff := testkit.Diff(want, pairs); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	var again tally.Counts
	again.Fill(pairs)
	if n, ok := tally.Members(pairs); again != *counts(100, 100, 10_000) || n != 3 || !ok {
		t.Errorf("the pairs are of %d members, %t", n, ok)
	}
	for _, broken := range [][][2]uint32{{{99, 1}}, {{10_001, 1}}, {{100, 0}}, {{200, 1}, {200, 1}}, {{200, 1}, {100, 1}}} {
		if _, ok := tally.Members(broken); ok {
			t.Errorf("%v was taken", broken)
		}
	}
}
