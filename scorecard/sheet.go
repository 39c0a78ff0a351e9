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
	score  Score
	share  Share  // the effective weight, when it is not that of the scorer
	points Points // the contribution; until then, what was seen of an answer
	parts  int32  // the sum of the parts of the nodes right below
}

// fewCells is the number of cells up to which their memory is on the stack at each call.
const fewCells = 64

// spareCells follow the cells of the nodes, so that four can be read from any on.
const spareCells = 3

// open reads the answers of an assessment into a sheet whose cells are empty.
func (c *Scorer) open(s *sheet, a *Assessment) (err error) {
	asked := s.cells[c.parents:]
	s.answered, s.applicable = c.counted, c.counted
	if s.complete, err = c.answer(asked, a); !s.complete && err == nil {
		s.answered, s.applicable = c.count(asked)
	}
	return err
}

// work works out the scores, and the effective weights and contributions of the nodes
// below the first parents.
func (c *Scorer) work(s *sheet, parents int) {
	cells := s.cells
	if s.complete && c.light {
		c.rollAll(cells)
		c.contributeAll(cells, parents)
		return
	}
	if c.roll(cells); cells[0].score == 0 {
		for i := range cells {
			cells[i].points = 0
		}
		return
	}
	c.weigh(cells, parents)
	c.contribute(cells, parents)
}

// roll computes the scores of the nodes above the questions. The sums stay below
// 1000 nodes × weight 1e10 × score 1e4 = 1e17.
func (c *Scorer) roll(cells []cell) {
	for at := c.parents - 1; at >= 0; at-- {
		f := &c.families[at]
		below := cells[f.first:f.last()]
		weights := c.weights[f.first:f.last()][:len(below)]
		var sum, weight int64
		for i := range below {
			sum += weights[i] * int64(below[i].score)
			if below[i].score != 0 {
				weight += weights[i]
			}
		}
		cells[at].score = Score(exact.DivInt(sum, weight))
	}
}

// rollAll is roll when every question has a score and the divisors are small. It also adds
// up the parts of few siblings.
func (c *Scorer) rollAll(cells []cell) {
	families := c.families
	for at := len(families) - 1; at >= 0; at-- {
		f := &families[at]
		var sum, parts int64
		switch w, share := &f.weights, &f.shares; {
		case f.n <= 4:
			k := (*[4]cell)(cells[f.first : f.first+4])
			s0, s1, s2, s3 := k[0].score.hundredths(), k[1].score.hundredths(), k[2].score.hundredths(), k[3].score.hundredths()
			sum = w[0]*s0 + w[1]*s1 + w[2]*s2 + w[3]*s3
			parts = share[0]*s0 + share[1]*s1 + share[2]*s2 + share[3]*s3
		case f.n == 5:
			k := (*[5]cell)(cells[f.first : f.first+5])
			s0, s1, s2, s3, s4 := k[0].score.hundredths(), k[1].score.hundredths(), k[2].score.hundredths(), k[3].score.hundredths(), k[4].score.hundredths()
			sum = w[0]*s0 + w[1]*s1 + w[2]*s2 + w[3]*s3 + w[4]*s4
			parts = share[0]*s0 + share[1]*s1 + share[2]*s2 + share[3]*s3 + share[4]*s4
		default:
			sum = c.sum(cells, f)
		}
		cells[at].score, cells[at].parts = Score(f.weight.Div(sum)), int32(parts)
	}
}

// sum adds up weight × score of any number of siblings.
func (c *Scorer) sum(cells []cell, f *family) (sum int64) {
	below := cells[f.first:f.last()]
	weights := c.weights[f.first:f.last()][:len(below)]
	for i := range below {
		sum += weights[i] * int64(below[i].score)
	}
	return sum
}

// weigh splits the effective weight of 1 among the nodes below the first parents that
// have a score.
func (c *Scorer) weigh(cells []cell, parents int) {
	cells[0].share = wholeShare
	for at := range c.families[:parents] {
		f := &c.families[at]
		below, weights := cells[f.first:f.last()], c.weights[f.first:f.last()]
		asEver := cells[at].share == c.shares[at]
		for i := range below {
			below[i].share = c.shares[f.first+i]
			asEver = asEver && (below[i].score != 0 || weights[i] == 0)
		}
		if !asEver {
			spread(below, weights, int64(cells[at].share))
		}
	}
}

// contribute splits the overall score among the nodes below the first parents.
func (c *Scorer) contribute(cells []cell, parents int) {
	cells[0].points = Points(cells[0].score)
	for at := range c.families[:parents] {
		f, points := &c.families[at], cells[at].points
		below := cells[f.first:f.last()]
		if len(below) > fewSiblings {
			spread(below, nil, int64(points))
			continue
		}
		var shares [fewSiblings]int64
		var parts int32
		for i := range below {
			shares[i] = int64(below[i].share)
			parts += int32(below[i].part())
		}
		if len(below) <= 4 {
			splitFour((*[4]cell)(cells[f.first:f.first+4]), &shares, points, inverseOf(parts))
		} else {
			splitFive((*[5]cell)(below), &shares, points, inverseOf(parts))
		}
	}
}

// contributeAll is contribute after rollAll. The inverse for a family is made ready while
// the one before it is split, since a division takes long.
func (c *Scorer) contributeAll(cells []cell, parents int) {
	families := c.families[:parents]
	above := cells[:len(families)+1]
	above[0].points = Points(above[0].score)
	inverse := inverseOf(above[0].parts)
	for at := range families {
		next := inverseOf(above[at+1].parts)
		f, points := &families[at], Points(uint32(above[at].points))
		switch {
		case f.n <= 4:
			splitFour((*[4]cell)(cells[f.first:f.first+4]), &f.shares, points, inverse)
		case f.n == 5:
			splitFive((*[5]cell)(cells[f.first:f.first+5]), &f.shares, points, inverse)
		default:
			c.contributeMany(cells, f, points)
		}
		inverse = next
	}
}

// contributeMany is contributeAll for a family of any number.
func (c *Scorer) contributeMany(cells []cell, f *family, points Points) {
	below := cells[f.first:f.last()]
	for i := range below {
		below[i].share = c.shares[f.first+i]
	}
	spread(below, nil, int64(points))
}

// part is what a node's part in the points of its siblings is in proportion to.
func (c *cell) part() int64 { return int64(c.share) * int64(c.score) }

// spread splits a total among any number of siblings, at most MaxQuestions: shares by
// weights, among those that have a score, or without weights points by part.
func spread(cells []cell, weights []int64, total int64) {
	const few = 16
	if len(cells) <= few {
		var memory [2 * few]int64
		spreadIn(memory[:], cells, weights, total)
		return
	}
	spreadMany(cells, weights, total)
}

// spreadMany has the memory for the most siblings on its stack.
//
//go:noinline
func spreadMany(cells []cell, weights []int64, total int64) {
	var memory [2 * MaxQuestions]int64
	spreadIn(memory[:], cells, weights, total)
}

func spreadIn(memory []int64, cells []cell, weights []int64, total int64) {
	parts, by := memory[:len(cells)], memory[len(memory)/2:][:len(cells)]
	for i := range cells {
		if weights == nil {
			by[i] = cells[i].part()
		} else if cells[i].score != 0 {
			by[i] = weights[i]
		}
	}
	exact.AllocateInto(parts, total, by)
	for i := range cells {
		if weights == nil {
			cells[i].points = Points(parts[i])
		} else {
			cells[i].share = Share(parts[i])
		}
	}
}
