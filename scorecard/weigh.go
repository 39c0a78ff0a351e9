package scorecard

import (
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/scorecard/internal/scale"
)

// wholeShare is 1 in ten-thousandths.
const wholeShare = scale.WholeShare

// weigh works out the effective weights: it splits that of 1 from the top, each time among the nodes
// right below that have a score.
func (c *Scorer) weigh(lines []ResultLine) {
	lines[0].EffectiveWeight = 0
	if lines[0].Score != 0 {
		lines[0].EffectiveWeight = wholeShare
	}
	var usual [exact.UsualParts]int64
	for _, at := range c.parents {
		n := &c.nodes[at]
		parts := sized(usual[:], len(n.below))
		for i, child := range n.below {
			weight := n.weights[i]
			if lines[child].Score == 0 {
				weight = 0
			}
			parts[i] = weight
		}
		exact.AllocateInto(parts, int64(lines[at].EffectiveWeight), parts)
		for i, child := range n.below {
			lines[child].EffectiveWeight = Share(parts[i])
		}
	}
}

// sized returns room for n parts, for a usual number in the memory that is given.
func sized(usual []int64, n int) []int64 {
	if n > len(usual) {
		return make([]int64, n)
	}
	return usual[:n]
}
