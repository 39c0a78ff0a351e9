package pipeline_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// exceptionalDeals makes n deals that slipped, n without a date, n before the period, n
// after it, n in it that are stale and n that are omitted, with ids not in order.
func exceptionalDeals(n int) (pipeline.DealPolicy, partnermath.Date, []pipeline.Deal) {
	policy, asOf := quarterPolicy(), day(2026, 6, 1) // before the period
	var deals []pipeline.Deal
	for i := range n {
		for k, expected := range []partnermath.Date{
			asOf.AddDays(-1), {}, asOf, policy.Period.End, policy.Period.Start, policy.Period.Start,
		} {
			d := openDeal()
			d.ID = fmt.Sprintf("%d-%d", i*7919%10_007, k)
			d.Partner, d.Amount = fmt.Sprint("partner ", i%3), null(fmt.Sprint(i, ".25"))
			d.Created, d.LastActivity, d.ExpectedClose = day(2026, 1, 1), day(2026, 1, 1).AddDays(i%20), expected
			if k == 5 {
				d.Category = pipeline.CategoryOmitted
			}
			deals = append(deals, d)
		}
	}
	return policy, asOf, deals
}

// Every list of exceptions counts all and names the first hundred by id.
func TestDealsExceptionsAreBounded(t *testing.T) {
	for _, n := range []int{0, 1, 99, 100, 101, 350} {
		policy, asOf, deals := exceptionalDeals(n)
		p := measureDeals(t, policy, asOf, deals)
		for _, s := range append(slices.Clone(p.Apart), p.Stale) {
			got := fmt.Sprint(s.Deals, len(s.Listed), s.More)
			if diff := cmp.Diff(fmt.Sprint(n, min(n, pipeline.MaxListedDeals), max(n-pipeline.MaxListedDeals, 0)), got); diff != "" {
				t.Errorf("%d %s: -want +got:\n%s", n, s.Reason, diff)
			}
		}
		if diff := cmp.Diff(testkit.JSON(t, oracleMeasure(policy, asOf, deals)), testkit.JSON(t, p)); diff != "" {
			t.Errorf("%d: -oracle +got:\n%s", n, diff)
		}
	}
}

// The lists are the same in any order, however the deals are divided, and in
// whatever tree the tallies are merged.
func TestDealsExceptionsMerge(t *testing.T) {
	policy, asOf, deals := exceptionalDeals(110)
	want := testkit.JSON(t, oracleMeasure(policy, asOf, deals))
	rapid.Check(t, func(t *rapid.T) {
		tallies := make([]*pipeline.DealTally, rapid.IntRange(1, 5).Draw(t, "workers"))
		for i := range tallies {
			tallies[i] = newTally(t, policy, asOf)
		}
		// A stride that shares no factor with the 660 deals stands for the order.
		stride := rapid.SampledFrom([]int{1, 7, 13, 337, 659}).Draw(t, "stride")
		block := rapid.IntRange(1, 200).Draw(t, "block")
		for i := range deals {
			if err := tallies[i/block%len(tallies)].Add(deals[i*stride%len(deals)]); err != nil {
				t.Fatal(err)
			}
		}
		for len(tallies) > 1 {
			i := rapid.IntRange(0, len(tallies)-2).Draw(t, "left")
			to, from := tallies[i], tallies[i+1]
			if rapid.Bool().Draw(t, "leftward") {
				to, from = from, to
			}
			if err := to.Merge(from); err != nil {
				t.Fatal(err)
			}
			tallies[i] = to
			tallies = slices.Delete(tallies, i+1, i+2)
		}
		if diff := cmp.Diff(want, tallied(t, tallies[0])); diff != "" {
			t.Fatalf("-oracle +merged:\n%s", diff)
		}
	})
}

// A stream of deals takes no memory once its partners, regions and products are
// known, whatever becomes of the deals.
func TestDealsAddDoesNotAllocate(t *testing.T) {
	policy, asOf, deals := exceptionalDeals(400)
	for i, outcome := range []pipeline.DealOutcome{"won", "lost", "no-decision", ""} {
		d := openDeal()
		d.ID, d.Partner = fmt.Sprint("z", i), "partner 1"
		d.Created, d.LastActivity, d.Outcome = day(2026, 1, 1), day(2026, 5, 30), outcome
		d.Probability, d.Reliability = null("0.35"), null("0.125")
		if outcome != "" {
			d.Closed = asOf
		}
		deals = append(deals, d)
	}
	tally := newTally(t, policy, asOf)
	add := func() {
		for _, d := range deals {
			if err := tally.Add(d); err != nil {
				t.Fatal(err)
			}
		}
	}
	add()
	if n := testing.AllocsPerRun(3, add); n > 0 {
		t.Errorf("%v allocations for %d deals", n, len(deals))
	}
}
