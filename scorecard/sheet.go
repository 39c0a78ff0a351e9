package scorecard

import "github.com/partnermath/partnermath/internal/exact"

const (
	scorePlaces = 2
	sharePlaces = 4
	ratioPlaces = 4
	wholeShare  = 10_000 // 1 in ten-thousandths
)

// sheet is the arithmetic of one assessment.
type sheet struct {
	cells                []cell
	complete             bool // every question is answered
	answered, applicable int
}

// cell holds the numbers of a node.
type cell struct {
	weight int64 // in ten-thousandths; 0 for an advisory question
	share  int64 // the effective weight in ten-thousandths
	score  int64 // in hundredths; 0 is none
	points int64 // the contribution in hundredths; until then, what was seen of an answer
}

// fewNodes is the number of nodes up to which the memory of their cells is on the
// stack and worth copying whole at each call.
const fewNodes = 64

// open reads the answers of an assessment into a new sheet. The cells are as those of
// the scorer.
func (c *Scorer) open(cells []cell, a *Assessment) (sheet, error) {
	s := sheet{cells: cells, answered: c.counted, applicable: c.counted}
	var err error
	if s.complete, err = c.answer(s.cells[c.parents:], a); !s.complete && err == nil {
		s.answered, s.applicable = c.count(s.cells[c.parents:])
	}
	return s, err
}

// work works out the scores, and the effective weights and contributions of the nodes
// below the first parents.
func (c *Scorer) work(s *sheet, parents int) {
	if s.complete {
		c.rollAll(s.cells)
	} else if c.roll(s.cells); s.cells[0].score != 0 {
		c.weigh(s.cells, parents)
	} else {
		for i := range s.cells {
			s.cells[i].share = 0
		}
	}
	c.contribute(s.cells, parents)
}

// roll computes the scores of the nodes above the questions. The sums stay below
// 1000 nodes × weight 1e10 × score 1e4 = 1e17.
func (c *Scorer) roll(cells []cell) {
	for at := c.parents - 1; at >= 0; at-- {
		n := &c.nodes[at]
		below := cells[n.first:n.last]
		var sum, weight int64
		for i := range below {
			sum += below[i].weight * below[i].score
			if below[i].score != 0 {
				weight += below[i].weight
			}
		}
		if weight == c.sums[at].Den() {
			cells[at].score = c.sums[at].Div(sum)
		} else {
			cells[at].score = exact.DivInt(sum, weight)
		}
	}
}

// rollAll is roll when every question has a score.
func (c *Scorer) rollAll(cells []cell) {
	rest, counts := cells, c.below
	sums := c.sums[:len(counts)]
	for at := len(counts) - 1; at >= 0; at-- {
		first := len(rest) - counts[at]
		below := rest[first:]
		var sum int64
		for i := range below {
			sum += below[i].weight * below[i].score
		}
		rest = rest[:first]
		cells[at].score = sums[at].DivSmall(sum)
	}
}

// weigh splits the effective weight of 1 among the nodes below the first parents that
// have a score.
func (c *Scorer) weigh(cells []cell, parents int) {
	cells[0].share = wholeShare
	rest := cells[1:]
	for at, n := range c.below[:parents] {
		spread(rest[:n], cells[at].share, ofShares)
		rest = rest[n:]
	}
}

// contribute splits the overall score among the nodes below the first parents. Most
// have few below them, with small products.
func (c *Scorer) contribute(cells []cell, parents int) {
	cells[0].points = cells[0].score
	rest := cells[1:]
	for at, n := range c.below[:parents] {
		points, ok := cells[at].points, false
		switch n {
		case 2:
			k := (*[2]cell)(rest)
			k[0].points, k[1].points, _, _, ok = exact.AllocateFour(points, k[0].part(), k[1].part(), 0, 0)
		case 3:
			k := (*[3]cell)(rest)
			k[0].points, k[1].points, k[2].points, _, ok = exact.AllocateFour(points, k[0].part(), k[1].part(), k[2].part(), 0)
		case 4:
			k := (*[4]cell)(rest)
			k[0].points, k[1].points, k[2].points, k[3].points, ok = exact.AllocateFour(
				points, k[0].part(), k[1].part(), k[2].part(), k[3].part())
		case 5:
			k := (*[5]cell)(rest)
			k[0].points, k[1].points, k[2].points, k[3].points, k[4].points, ok = exact.AllocateFive(
				points, k[0].part(), k[1].part(), k[2].part(), k[3].part(), k[4].part())
		}
		if !ok {
			spread(rest[:n], points, ofPoints)
		}
		rest = rest[n:]
	}
}

// part is what a node's part in the points of its siblings is in proportion to.
func (c *cell) part() int64 { return c.share * c.score }

// present is the weight of a node that has a score.
func (c *cell) present() int64 {
	if c.score == 0 {
		return 0
	}
	return c.weight
}

// What is spread among siblings: their shares by weight, or their points by part.
const (
	ofShares = true
	ofPoints = false
)

// spread splits a total among any number of siblings, at most MaxQuestions.
func spread(cells []cell, total int64, shares bool) {
	const few = 16
	if len(cells) <= few {
		var memory [2 * few]int64
		spreadIn(memory[:], cells, total, shares)
		return
	}
	spreadMany(cells, total, shares)
}

// spreadMany has the memory for the most siblings on its stack.
//
//go:noinline
func spreadMany(cells []cell, total int64, shares bool) {
	var memory [2 * MaxQuestions]int64
	spreadIn(memory[:], cells, total, shares)
}

func spreadIn(memory []int64, cells []cell, total int64, shares bool) {
	parts, weights := memory[:len(cells)], memory[len(memory)/2:][:len(cells)]
	for i := range cells {
		weights[i] = cells[i].part()
		if shares {
			weights[i] = cells[i].present()
		}
	}
	exact.AllocateInto(parts, total, weights)
	for i := range cells {
		if shares {
			cells[i].share = parts[i]
		} else {
			cells[i].points = parts[i]
		}
	}
}
