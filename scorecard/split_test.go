package scorecard

import (
	"math/big"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
)

// split splits points among up to five siblings of these shares and scores. The cells
// after four or less are those of others.
func split(points Points, shares []Share, scores []Score) []Points {
	cells := []cell{5: {}}
	var given [fewSiblings]int64
	var parts int64
	for i := range cells {
		cells[i] = cell{score: highest, points: 77}
	}
	for i := range shares {
		cells[i].score, given[i] = scores[i], int64(shares[i])
		parts += given[i] * int64(scores[i])
	}
	if len(shares) == 5 {
		splitFive((*[5]cell)(cells), &given, points, inverseOf(int32(parts)))
	} else {
		splitFour((*[4]cell)(cells), &given, points, inverseOf(int32(parts)))
	}
	var got []Points
	for _, c := range cells[:len(shares)] {
		got = append(got, c.points)
	}
	return got
}

func TestSplit(t *testing.T) {
	for _, tt := range []struct {
		points Points
		shares []Share
		scores []Score
		want   []Points
	}{
		{10_000, []Share{10_000}, []Score{10_000}, []Points{10_000}},
		{7, []Share{1, 1}, []Score{100, 100}, []Points{4, 3}},
		{10_000, []Share{3_334, 3_333, 3_333}, []Score{10_000, 10_000, 10_000}, []Points{3_334, 3_333, 3_333}},
		{7, []Share{1, 1, 1, 1}, []Score{100, 100, 100, 100}, []Points{2, 2, 2, 1}},
		{7, []Share{1, 1, 1, 1, 1}, []Score{100, 100, 100, 100, 100}, []Points{2, 2, 1, 1, 1}},
		{5_000, []Share{2_500, 0, 7_500, 0}, []Score{200, 0, 600, 0}, []Points{500, 0, 4_500, 0}},
		{0, []Share{3, 4, 5, 6}, []Score{100, 200, 300, 400}, []Points{0, 0, 0, 0}},
		{0, []Share{0, 0, 0, 0, 0}, []Score{100, 200, 300, 400, 500}, []Points{0, 0, 0, 0, 0}},
		{10_000, []Share{2_870, 7_130}, []Score{9_960, 9_799}, []Points{2_903, 7_097}},
		{10_000, []Share{1, 9_999, 0, 0, 0}, []Score{100, 10_000, 0, 0, 0}, []Points{0, 10_000, 0, 0, 0}},
	} {
		if got := split(tt.points, tt.shares, tt.scores); !slices.Equal(got, tt.want) {
			t.Errorf("%d among %d at %d: got %d, want %d", tt.points, tt.shares, tt.scores, got, tt.want)
		}
	}
}

// The cells of others get no points.
func TestSplitGivesOthersNothing(t *testing.T) {
	cells := [4]cell{{score: highest}, {score: highest}, {score: highest, points: 5}, {score: highest, points: 5}}
	shares := [fewSiblings]int64{1, 1}
	splitFour(&cells, &shares, 10, inverseOf(2*int32(highest)))
	want := [4]cell{{score: highest, points: 5}, {score: highest, points: 5}, {score: highest}, {score: highest}}
	if cells != want {
		t.Errorf("got %v, want %v", cells, want)
	}
}

// Any points are split by largest remainder, also where quotients are whole or remainders
// equal.
func TestSplitIsLargestRemainder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		share := rapid.SampledFrom([]*rapid.Generator[Share]{
			rapid.SampledFrom([]Share{0, 1, 2, 4}), rapid.Just(Share(250)), within[Share](0, wholeShare/fewSiblings),
		}).Draw(t, "kind of shares")
		score := rapid.SampledFrom([]*rapid.Generator[Score]{
			rapid.SampledFrom([]Score{0, lowest, highest}), rapid.Just(50 * Point), within[Score](lowest, highest),
		}).Draw(t, "kind of scores")
		n := rapid.IntRange(1, fewSiblings).Draw(t, "n")
		shares, scores := rapid.SliceOfN(share, n, n).Draw(t, "shares"), rapid.SliceOfN(score, n, n).Draw(t, "scores")
		points := rapid.OneOf(within[Points](0, 20), within[Points](0, Points(highest))).Draw(t, "points")
		splitsByLargestRemainder(t, points, shares, scores)
	})
}

func within[T ~int32](low, high T) *rapid.Generator[T] {
	return rapid.Map(rapid.Int32Range(int32(low), int32(high)), func(n int32) T { return T(n) })
}

// The larger the parts are, the lower a quotient is estimated.
func TestSplitOfLargeParts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rest, n := Share(wholeShare), rapid.IntRange(1, fewSiblings).Draw(t, "n")
		var shares []Share
		for range n - 1 {
			shares = append(shares, within(0, rest/2).Draw(t, "share"))
			rest -= shares[len(shares)-1]
		}
		shares = append(shares, rest)
		scores := rapid.SliceOfN(within(highest-300, highest), n, n).Draw(t, "scores")
		splitsByLargestRemainder(t, within(Points(highest)-2, Points(highest)).Draw(t, "points"), shares, scores)
	})
}

func splitsByLargestRemainder(t *rapid.T, points Points, shares []Share, scores []Score) {
	t.Helper()
	parts, sum := make([]*big.Rat, len(shares)), new(big.Rat)
	for i := range shares {
		parts[i] = new(big.Rat).SetInt64(int64(shares[i]) * int64(scores[i]))
		sum.Add(sum, parts[i])
	}
	if sum.Sign() == 0 {
		points = 0 // there are none without parts
	}
	want := make([]Points, len(shares))
	if sum.Sign() != 0 {
		for i, p := range testkit.LargestRemainder(new(big.Rat).SetInt64(int64(points)), parts, 0) {
			want[i] = Points(p.Num().Int64())
		}
	}
	if diff := cmp.Diff(want, split(points, shares, scores)); diff != "" {
		t.Fatalf("%d among %d at %d (-want +got):\n%s", points, shares, scores, diff)
	}
}
