package scorecard

import "github.com/partnermath/partnermath/internal/exact"

// grains tell how each node stands in a coarse record: as a multiple of a grain in hundredths, as the mean
// of the nodes below, or not at all.
const (
	grainBelow int64 = 0
	grainNone  int64 = -1
)

// maxGrain is the coarsest grain.
const maxGrain = int64(20 * Point)

// recorder works out the coarse record of a result, node by node from the last to the first.
type recorder struct {
	nodes  []peerNode
	grains []int64
	// Σ weight × score and Σ weight of the categories, and of the topics of the category that
	// comes next.
	sums, weights [2]int64
}

// next returns the coarse score of node i, whose exact score before caps is given.
func (k *recorder) next(i int, score Score) Score {
	n, level := &k.nodes[i], k.nodes[i].level()
	switch grain := k.grains[i]; {
	case grain == grainNone:
		score = 0
	case grain > 0 && score != 0:
		score = coarse(score, grain)
	case grain == grainBelow && level < len(k.sums):
		score = Score(exact.DivInt(k.sums[level], k.weights[level]))
	}
	if level < len(k.sums) {
		k.sums[level], k.weights[level] = 0, 0
	}
	if level > 0 && score != 0 {
		k.sums[level-1] += n.weight * int64(score)
		k.weights[level-1] += n.weight
	}
	return score
}

// coarse rounds a score to the nearest multiple of grain, of which the first and the last
// take in the ends of the scale, each at least grain wide.
func coarse(s Score, grain int64) Score {
	first, last := multiples(grain)
	return Score(min(max((int64(s)+grain/2)/grain, first), last) * grain)
}

// multiples returns the first and the last multiple of grain that has grain scores within
// the scale. Multiple k takes the scores from k × grain − grain/2 up to those of the next.
func multiples(grain int64) (first, last int64) {
	return (int64(lowest) + grain/2 + grain - 1) / grain, (int64(highest) + 1 + grain/2 - grain) / grain
}
