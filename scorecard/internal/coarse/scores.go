package coarse

import (
	"cmp"
	"slices"

	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/scorecard/internal/scale"
)

// Scores is the scores that a questionnaire can give a node when all its questions are
// answered: all lie within the spans, both ends of a span are among them, and so are others no farther
// apart than a tolerance from one end to the other. The zero Scores is none.
type Scores struct {
	spans []Span
	// Where a question may be left out, there can be other scores from low to high.
	leavesOut bool
	low, high int64
}

// Span is the scores, or sums of weighted ones, from Low to High.
type Span struct{ Low, High int64 }

// NewScores returns the scores of a question, at least one. It may sort and join the spans.
func NewScores(spans []Span, tolerance int64, leavesOut bool) Scores {
	spans = join(spans, tolerance)
	return Scores{spans: spans, leavesOut: leavesOut, low: spans[0].Low, high: spans[len(spans)-1].High}
}

// Sums returns what some of these parts sum to, none of them included. Sums at most gap apart make
// one span.
func Sums(parts []int64, gap int64) []Span {
	sums := []Span{{}}
	for _, part := range parts {
		sums = plus(sums, []Span{{}, {part, part}}, 1, gap)
	}
	return sums
}

// mean returns the scores of a node with those of the nodes below.
func (n *Node) mean(parts []Scores, tolerance int64) Scores {
	var total int64
	for i, p := range parts {
		if len(p.spans) > 0 {
			total += n.Below[i].Weight
		}
	}
	if total == 0 {
		return Scores{}
	}
	all, sums := Scores{low: scale.Highest}, []Span{{}}
	for i, p := range parts {
		if n.Below[i].Weight == 0 || len(p.spans) == 0 {
			continue
		}
		sums = plus(sums, p.spans, n.Below[i].Weight, tolerance*total)
		all.leavesOut = all.leavesOut || p.leavesOut
		all.low, all.high = min(all.low, p.low), max(all.high, p.high)
	}
	for _, s := range sums {
		all.spans = append(all.spans, Span{exact.DivInt(s.Low, total), exact.DivInt(s.High, total)})
	}
	return all
}

// plus adds one of the scores, weighted, to each of the sums. Sums at most gap apart make one
// span, so that there are few.
func plus(sums, scores []Span, weight, gap int64) []Span {
	var weighted, all []Span
	for _, s := range scores {
		weighted = append(weighted, Span{weight * s.Low, weight * s.High})
	}
	weighted = join(weighted, gap)
	for _, sum := range sums {
		for _, s := range weighted {
			all = append(all, Span{sum.Low + s.Low, sum.High + s.High})
		}
	}
	return join(all, gap)
}

// join sorts spans and joins those that are at most gap apart.
func join(spans []Span, gap int64) []Span {
	slices.SortFunc(spans, func(a, b Span) int { return cmp.Compare(a.Low, b.Low) })
	some := spans[:0]
	for _, s := range spans {
		if last := len(some) - 1; last >= 0 && s.Low-some[last].High <= gap {
			some[last].High = max(some[last].High, s.High)
			continue
		}
		some = append(some, s)
	}
	return some
}
