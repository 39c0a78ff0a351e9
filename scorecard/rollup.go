package scorecard

import "github.com/partnermath/partnermath/internal/exact"

// rollUp works out the scores of the nodes above the questions, from the bottom.
func (c *Scorer) rollUp(lines []ResultLine) {
	for i := len(c.parents) - 1; i >= 0; i-- {
		at := c.parents[i]
		lines[at].Score = Score(exact.DivInt(c.sums(lines, at)))
	}
}

// sums returns Σ weight × score and Σ weight over the nodes right below one that have a
// score. They stay below 1000 nodes × weight 1e10 × score 1e4 = 1e17.
func (c *Scorer) sums(lines []ResultLine, at int) (sum, weight int64) {
	n := &c.nodes[at]
	for i, child := range n.below {
		if score := lines[child].Score; score != 0 {
			sum += n.weights[i] * int64(score)
			weight += n.weights[i]
		}
	}
	return sum, weight
}
