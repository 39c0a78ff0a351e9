package exact

import (
	"slices"
	"testing"

	"pgregory.net/rapid"
)

// 100 : 7 : -5 by 3 of 10, 3, and 9, of which 4 are left: 30, 60 and 100 of 100, 2.1, 4.2 and 7 of
// 7, -1.5, -3 and -5 of -5, each cumulative sum rounded.
func TestParts(t *testing.T) {
	p := NewParts([]int64{100, 7, -5, 10}, 3)
	for _, tt := range []struct {
		n      int64
		want   []int64
		enough bool
	}{{3, []int64{30, 2, -2, 3}, true}, {3, []int64{30, 2, -1, 3}, true}, {9, []int64{40, 3, -2, 4}, false}, {1, []int64{0, 0, 0, 0}, false}} {
		part := make([]int64, 4)
		if enough := p.Next(part, tt.n); enough != tt.enough || !slices.Equal(part, tt.want) {
			t.Errorf("%d takes %v, %t, want %v", tt.n, part, enough, tt.want)
		}
	}
	if !p.Done() {
		t.Error("something is left")
	}
}

func TestPartsOfNothing(t *testing.T) {
	for _, base := range []int64{0, -5} {
		p, part := NewParts([]int64{base, 7}, 0), []int64{1, 1}
		if enough := p.Next(part, 2); enough || part[0] != 0 || part[1] != 0 || p.Done() {
			t.Errorf("%v of a base of %d", part, base)
		}
	}
}

// However a base is divided, the parts add up to the figures.
func TestPartsProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := rapid.Int64Range(1, 1_000).Draw(t, "base")
		figures := []int64{base, rapid.Int64Range(-1_000_000, 1_000_000).Draw(t, "figure")}
		p, sum := NewParts(figures, 0), []int64{0, 0}
		for left := base; left > 0; {
			part, n := make([]int64, 2), rapid.Int64Range(1, base).Draw(t, "next")
			if enough := p.Next(part, n); enough != (n <= left) {
				t.Fatalf("%d of %d left: %t", n, left, enough)
			}
			left -= n
			sum[0], sum[1] = sum[0]+part[0], sum[1]+part[1]
		}
		if !p.Done() || !slices.Equal(sum, figures) {
			t.Fatalf("%v of %v", sum, figures)
		}
	})
}
