package scorecard

import "github.com/partnermath/partnermath/internal/exact"

// contribute splits the overall score from the top, each time among the nodes right
// below in proportion to effective weight × score.
func (c *Scorer) contribute(lines []ResultLine) {
	lines[0].Contribution = Points(lines[0].Score)
	var usual [exact.UsualParts]int64
	for _, at := range c.parents {
		below := c.nodes[at].below
		parts := sized(usual[:], len(below))
		for i, child := range below {
			parts[i] = int64(lines[child].EffectiveWeight) * int64(lines[child].Score)
		}
		exact.AllocateInto(parts, int64(lines[at].Contribution), parts)
		for i, child := range below {
			lines[child].Contribution = Points(parts[i])
		}
	}
}
