package coarse

import "github.com/partnermath/partnermath/scorecard/internal/scale"

// Node is a node of a questionnaire.
type Node struct {
	Below  []*Node // of a question none
	Weight int64   // among those of its parent
	// Topic tells that the node is a topic, which is rounded itself.
	Topic bool
	// Possible returns the scores of a question.
	Possible func(tolerance int64) Scores
	// Grain is how the node stands in coarse records, as Fit found.
	Grain int64
}

// Fit sets the grains of a tree of nodes to multiples of the least.
func (n *Node) Fit(least int64) { n.fit(least) }

// fit returns the scores of a node, too. A node is rounded itself when it is a topic, or when one
// that it depends on can hide in no grain.
func (n *Node) fit(least int64) Scores {
	if n.Possible != nil {
		return n.Possible(tolerance(least))
	}
	parts := make([]Scores, len(n.Below))
	isRounded := n.Topic
	for i, child := range n.Below {
		parts[i] = child.fit(least)
		isRounded = isRounded || child.Weight > 0 && child.Grain == None
	}
	p := n.mean(parts, tolerance(least))
	if !isRounded {
		return p
	}
	n.Grain = None
	for grain := least; grain <= Max && n.Grain == None; grain += least {
		if p.hides(grain, least) {
			n.Grain = grain
			n.withhold()
		}
	}
	return p
}

// withhold takes the nodes below out of the record.
func (n *Node) withhold() {
	for _, child := range n.Below {
		child.Grain = None
		child.withhold()
	}
}

// tolerance leaves room in slack for the rounding of questions, topics and categories.
func tolerance(least int64) int64 { return slack(least) - 4 }

// slack is by how much the ends of the scores within a part of a span may be off.
func slack(least int64) int64 { return least / 8 }

// hides reports whether each range of a grain that can occur holds two scores that are at least half
// the least grain apart, with 2 hundredths to spare for means of them.
func (p Scores) hides(grain, least int64) bool {
	first, last := multiples(grain)
	for k := first; k <= last; k++ {
		from, to := k*grain-grain/2, (k+1)*grain-grain/2-1
		if k == first {
			from = scale.Lowest
		}
		if k == last {
			to = scale.Highest
		}
		low, high := to+1, from-1
		for _, s := range p.spans {
			if s.High < from || s.Low > to {
				continue
			}
			if s.Low < from {
				s.Low = min(from+slack(least), s.High)
			}
			if s.High > to {
				s.High = max(to-slack(least), s.Low)
			}
			low, high = min(low, s.Low), max(high, s.High)
		}
		occurs := low <= high || p.leavesOut && p.low <= to && p.high >= from
		if occurs && high-low < (least+1)/2+2 {
			return false
		}
	}
	return true
}
