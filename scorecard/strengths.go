package scorecard

import "slices"

// order lists the strengths and the improvement areas.
func (g *PeerGroup) order(c *PeerComparison) {
	var memory [MaxQuestions]int16 // there are no more topics
	topics := memory[:0]
	for _, i := range g.topics {
		if c.Lines[i].WeightedGap.Valid {
			topics = append(topics, int16(i))
		}
	}
	slices.SortFunc(topics, func(i, j int16) int {
		switch a, b := c.Lines[i].WeightedGap.Points, c.Lines[j].WeightedGap.Points; {
		case a == b:
			return int(i - j)
		case a < 0 && b < 0:
			return int(a - b)
		default:
			return int(b - a)
		}
	})
	for _, i := range topics {
		line := &c.Lines[i]
		if line.WeightedGap.Points < 0 {
			c.Improvements = append(c.Improvements, line.ID)
		} else {
			c.Strengths = append(c.Strengths, line.ID)
		}
	}
}
