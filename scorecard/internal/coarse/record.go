package coarse

import (
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/scorecard/internal/scale"
)

// A grain tells how a node stands in a coarse record: as a multiple of so many hundredths, as the
// mean of the nodes below, or not at all. Multiples are of Min to Max.
const (
	Below int64 = 0
	None  int64 = -1
	Min   int64 = 100
	Max   int64 = 2000
)

// Recorder works out the coarse record of a result, node by node from the last to the first. The
// zero Recorder is ready for one result.
type Recorder struct {
	// Σ weight × score and Σ weight of the categories, and of the topics of the category that
	// comes next.
	sums, weights [2]int64
}

// Next returns the coarse score of a node, whose exact score before caps is given, 0 for none.
// level counts the nodes above it: 0 for the whole, 1 for a category, 2 for a topic.
func (k *Recorder) Next(level int, weight, grain, score int64) int64 {
	switch {
	case grain == None:
		score = 0
	case grain > 0 && score != 0:
		score = round(score, grain)
	case grain == Below && level < len(k.sums):
		score = exact.DivInt(k.sums[level], k.weights[level])
	}
	if level < len(k.sums) {
		k.sums[level], k.weights[level] = 0, 0
	}
	if level > 0 && score != 0 {
		k.sums[level-1] += weight * score
		k.weights[level-1] += weight
	}
	return score
}

// round rounds a score to the nearest multiple of grain, of which the first and the last
// take in the ends of the scale, each at least grain wide.
func round(score, grain int64) int64 {
	first, last := multiples(grain)
	return min(max((score+grain/2)/grain, first), last) * grain
}

// multiples returns the first and the last multiple of grain that has grain scores within
// the scale. Multiple k takes the scores from k × grain − grain/2 up to those of the next.
func multiples(grain int64) (first, last int64) {
	return (scale.Lowest + grain/2 + grain - 1) / grain, (scale.Highest + 1 + grain/2 - grain) / grain
}
