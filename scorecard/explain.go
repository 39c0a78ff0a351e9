package scorecard

import (
	"github.com/partnermath/partnermath/internal/exact"
)

const (
	scorePlaces = 2
	sharePlaces = 4
	ratioPlaces = 4
	wholeShare  = 10_000 // 1 in ten-thousandths
)

// roll computes the scores of the nodes above the questions; 0 is none. The sums
// stay below 1000 nodes × weight 1e10 × score 1e4 = 1e17.
func (c *Scorer) roll(scores []int64) {
	for at := c.parents - 1; at >= 0; at-- {
		n := &c.nodes[at]
		weights := c.weights[n.first:n.last]
		below := scores[n.first:n.last][:len(weights)]
		var sum, weight int64
		for i, w := range weights {
			sum += w * below[i]
			if below[i] != 0 {
				weight += w
			}
		}
		if weight == n.below.Den() {
			scores[at] = n.below.Div(sum)
		} else {
			scores[at] = exact.DivInt(sum, weight)
		}
	}
}

// rollAll is roll when every question has a score.
func (c *Scorer) rollAll(scores []int64) {
	for at := c.parents - 1; at >= 0; at-- {
		n := &c.nodes[at]
		weights := c.weights[n.first:n.last]
		below := scores[n.first:n.last][:len(weights)]
		var sum int64
		for i, w := range weights {
			sum += w * below[i]
		}
		scores[at] = n.below.DivSmall(sum)
	}
}

// weigh splits the effective weight of 1 among the nodes that have a score and a
// line.
func (c *Scorer) weigh(shares, scores, weights []int64) {
	shares[0] = wholeShare
	for at := range c.nodes[:c.parents] {
		n := &c.nodes[at]
		if n.last > len(shares) {
			break
		}
		for i := n.first; i < n.last; i++ {
			weights[i] = 0
			if scores[i] != 0 {
				weights[i] = c.weights[i]
			}
		}
		exact.AllocateInto(shares[n.first:n.last], shares[at], weights[n.first:n.last])
	}
}

// contribute splits the overall score among the nodes that have a line.
func (c *Scorer) contribute(points, shares, scores, weights []int64) {
	scores, weights = scores[:len(shares)], weights[:len(shares)]
	for i, share := range shares {
		weights[i] = share * scores[i]
	}
	points[0] = scores[0]
	for at := range c.nodes[:c.parents] {
		n := &c.nodes[at]
		if n.last > len(shares) {
			break
		}
		exact.AllocateInto(points[n.first:n.last], points[at], weights[n.first:n.last])
	}
}

// explain writes into the lines what follows from the scores of the questions.
// The numbers are the memory for it, zero but for the scores.
func (c *Scorer) explain(lines []Line, of *layout, m *numbers, complete bool) {
	nodes := len(of.lineOf)
	shares := c.shares[:nodes]
	if complete {
		c.rollAll(m.scores)
	} else {
		c.roll(m.scores)
		shares = m.shares[:nodes]
		if m.scores[0] != 0 {
			c.weigh(shares, m.scores, m.weights)
		}
	}
	c.contribute(m.points, shares, m.scores, m.weights)
	scores, points := m.scores[:nodes], m.points[:nodes]
	for i, at := range of.lineOf {
		line := &lines[at]
		line.Score = Score(scores[i])
		line.Contribution = Points(points[i])
	}
	for i := range c.nodes[:c.parents] {
		if n := &c.nodes[i]; n.best != 0 {
			lines[of.lineOf[i]].Gap = Score(scores[i]).Minus(n.best)
		}
	}
	if !complete {
		(&layout{lines, of.lineOf}).weigh(shares)
	}
}

// numbers holds a number for each node: scores and points in hundredths, shares
// in ten-thousandths.
type numbers struct {
	scores, points, weights, shares []int64
}

// fewNodes is the number of nodes up to which the memory of numbers is on the
// stack and worth clearing at each call.
const fewNodes = 64

func numbersIn(memory []int64, nodes int) numbers {
	return numbers{
		scores:  memory[0:nodes],
		points:  memory[nodes : 2*nodes],
		weights: memory[2*nodes : 3*nodes],
		shares:  memory[3*nodes : 4*nodes],
	}
}
