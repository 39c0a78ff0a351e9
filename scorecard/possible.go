package scorecard

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// possible is the scores that a questionnaire can give a node when all its questions are
// answered: all lie within the spans, both ends of a span are among them, and so are others no farther
// apart than a tolerance from one end to the other. No spans are no scores.
type possible struct {
	spans []span
	// Where a question may be left out, there can be other scores from low to high.
	leavesOut bool
	low, high Score
}

// span is the scores, or sums of weighted ones, from low to high.
type span struct{ low, high int64 }

// fitter finds how each node of a questionnaire stands in coarse records.
type fitter struct {
	*Scorer
	grain  int64
	grains []int64           // by line
	asked  map[int]*question // by line
}

// grains returns for each node of the shape how it stands in coarse records.
func (c *Scorer) grains(grain int64) []int64 {
	f := fitter{Scorer: c, grain: grain, grains: make([]int64, len(c.lines)), asked: make(map[int]*question)}
	for i := range c.questions {
		f.asked[c.questions[i].node] = &c.questions[i]
	}
	f.fit(0)
	of := make([]int64, len(c.shape.nodes))
	for i, n := range c.shape.nodes {
		of[i] = f.grains[n.line]
	}
	return of
}

// fit sets the grains of a node and of those below, and returns its scores. A node is rounded
// itself when it is a topic, or when one that it depends on can hide in no grain.
func (f *fitter) fit(at int) possible {
	if q := f.asked[at]; q != nil {
		return q.possible(f.tolerance())
	}
	n := &f.nodes[at]
	parts := make([]possible, len(n.below))
	isRounded := f.lines[at].Node == NodeTopic
	for i, child := range n.below {
		parts[i] = f.fit(child)
		isRounded = isRounded || n.weights[i] > 0 && f.grains[child] == grainNone
	}
	p := mean(parts, n.weights, f.tolerance())
	if !isRounded {
		return p
	}
	f.grains[at] = grainNone
	for grain := f.grain; grain <= maxGrain && f.grains[at] == grainNone; grain += f.grain {
		if p.hides(grain, f.grain) {
			f.grains[at] = grain
			f.withhold(n.below)
		}
	}
	return p
}

// withhold takes nodes and those below them out of the record.
func (f *fitter) withhold(nodes []int) {
	for _, at := range nodes {
		f.grains[at] = grainNone
		f.withhold(f.nodes[at].below)
	}
}

// tolerance leaves room in slack for the rounding of questions, topics and categories.
func (f *fitter) tolerance() int64 { return slack(f.grain) - 4 }

// slack is by how much the ends of the scores within a part of a span may be off.
func slack(grain int64) int64 { return grain / 8 }

// hides reports whether each range of a grain that can occur holds two scores that are at least half
// the least grain apart, with 2 hundredths to spare for means of them.
func (p possible) hides(grain, least int64) bool {
	first, last := multiples(grain)
	for k := first; k <= last; k++ {
		from, to := k*grain-grain/2, (k+1)*grain-grain/2-1
		if k == first {
			from = int64(lowest)
		}
		if k == last {
			to = int64(highest)
		}
		low, high := to+1, from-1
		for _, s := range p.spans {
			if s.high < from || s.low > to {
				continue
			}
			if s.low < from {
				s.low = min(from+slack(least), s.high)
			}
			if s.high > to {
				s.high = max(to-slack(least), s.low)
			}
			low, high = min(low, s.low), max(high, s.high)
		}
		occurs := low <= high || p.leavesOut && int64(p.low) <= to && int64(p.high) >= from
		if occurs && high-low < (least+1)/2+2 {
			return false
		}
	}
	return true
}

// mean returns the scores of a node whose parts have these weights.
func mean(parts []possible, weights []int64, tolerance int64) possible {
	var total int64
	for i, p := range parts {
		if len(p.spans) > 0 {
			total += weights[i]
		}
	}
	all, sums := possible{low: highest}, []span{{}}
	for i, p := range parts {
		if weights[i] == 0 || len(p.spans) == 0 {
			continue
		}
		sums = plus(sums, p.spans, weights[i], tolerance*total)
		all.leavesOut = all.leavesOut || p.leavesOut
		all.low, all.high = min(all.low, p.low), max(all.high, p.high)
	}
	if total == 0 {
		return possible{}
	}
	for _, s := range sums {
		all.spans = append(all.spans, span{exact.DivInt(s.low, total), exact.DivInt(s.high, total)})
	}
	return all
}

// plus adds one of the scores, weighted, to each of the sums. Sums at most gap apart make one
// span, so that there are few.
func plus(sums, scores []span, weight, gap int64) []span {
	var weighted, all []span
	for _, s := range scores {
		weighted = append(weighted, span{weight * s.low, weight * s.high})
	}
	weighted = join(weighted, gap)
	for _, sum := range sums {
		for _, s := range weighted {
			all = append(all, span{sum.low + s.low, sum.high + s.high})
		}
	}
	return join(all, gap)
}

// join sorts spans and joins those that are at most gap apart.
func join(spans []span, gap int64) []span {
	slices.SortFunc(spans, func(a, b span) int { return cmp.Compare(a.low, b.low) })
	some := spans[:0]
	for _, s := range spans {
		if last := len(some) - 1; last >= 0 && s.low-some[last].high <= gap {
			some[last].high = max(some[last].high, s.high)
			continue
		}
		some = append(some, s)
	}
	return some
}

// possible returns the scores of a question.
func (q *question) possible(tolerance int64) possible {
	p := possible{leavesOut: q.unanswered == UnansweredLeaveOut || q.notApplicable == NotApplicableRedistribute}
	add := func(low, high Score) { p.spans = append(p.spans, span{int64(low), int64(high)}) }
	switch {
	case q.kind == KindMultipleChoice:
		points := []span{{}}
		for _, c := range q.choices {
			points = plus(points, []span{{}, {c.points, c.points}}, 1, (tolerance-1)*q.most/scoreRange)
		}
		for _, s := range points {
			add(scoreOf(s.low, q.most), scoreOf(s.high, q.most))
		}
	case q.choices != nil:
		for _, c := range q.choices {
			add(c.score, c.score)
		}
	case q.kind == KindBands:
		for _, b := range q.gauge.bands {
			add(b.score, b.score)
		}
	default:
		q.gauge.exactly.possible(tolerance, add)
	}
	if q.unanswered == UnansweredLowest || q.notApplicable == NotApplicableLowest {
		add(lowest, lowest)
	}
	p.spans = join(p.spans, tolerance)
	p.low, p.high = Score(p.spans[0].low), Score(p.spans[len(p.spans)-1].high)
	return p
}

// possible adds the scores of the numbers between the floor and the target, in the steps of the scale or
// as fine as an answer may be.
func (g *decimalGauge) possible(tolerance int64, add func(low, high Score)) {
	low, high := decimal.Min(g.from, g.to), decimal.Max(g.from, g.to)
	wide := high.Sub(low)
	if g.min.Valid {
		low, high = decimal.Max(low, g.min.Decimal), decimal.Max(high, g.min.Decimal)
	}
	if g.max.Valid {
		low, high = decimal.Min(low, g.max.Decimal), decimal.Min(high, g.max.Decimal)
	}
	step := g.step.Decimal
	if !g.step.Valid {
		whole := decimal.Max(low.Abs(), high.Abs()).Truncate(0).NumDigits()
		step = decimal.New(1, -int32(max(0, min(answerPlaces, answerDigits-whole))))
	}
	of := func(n decimal.Decimal) Score {
		score, _ := g.score(n)
		return score
	}
	if step.Mul(decimal.NewFromInt(scoreRange)).LessThanOrEqual(wide.Mul(decimal.NewFromInt(tolerance - 1))) {
		add(min(of(low), of(high)), max(of(low), of(high)))
		return
	}
	for n := low; n.LessThanOrEqual(high); n = n.Add(step) {
		add(of(n), of(n))
	}
}
