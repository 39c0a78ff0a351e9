package profit_test

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/profit"
)

// tried is one value of an axis with what it makes.
type tried struct {
	value  decimal.Decimal
	figure decimal.NullDecimal
	// reaches tells whether it reaches the goal, off is how far it is from it.
	reaches bool
	off     decimal.Decimal
}

// On an axis of at most 33 values the answer is the first that reaches the goal, or the first of those that come closest.
func TestSeekOnAShortAxisIsTheFirstOfAll(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSought(t, 1, 33)
		checkAnswer(t, s, s.seek(t))
	})
}

// On a longer axis the answer reaches the goal and its neighbour does not; it is the least where the values that reach
// it are an end of the axis, and the closest where the figure only rises or only falls.
func TestSeekOnALongAxis(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSought(t, 34, 50)
		answer := s.seek(t)
		first := slices.IndexFunc(s.tried, func(v tried) bool { return v.reaches })
		crossesOnce := first >= 0 && !slices.ContainsFunc(s.tried[first:], func(v tried) bool { return !v.reaches })
		if crossesOnce || first == 0 || first < 0 && s.oneWay() {
			checkAnswer(t, s, answer)
			return
		}
		if !answer.Value.Valid {
			return
		}
		i := slices.IndexFunc(s.tried, func(v tried) bool { return v.value.Equal(answer.Value.Decimal) })
		if i < 0 || s.tried[i].reaches != answer.Reached || answer.Reached && i > 0 && s.tried[i-1].reaches {
			t.Fatalf("%v is no answer among %v", answer, s.tried)
		}
		sameJSON(t, "answer", s.answerAt(i), answer)
	})
}

// On an axis too long to try, the answer and the value a step below it are made by hand.
func TestSeekOnAnEndlessAxis(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s := drawSought(t, 1, 3)
		from, to := s.tried[0].value, s.tried[len(s.tried)-1].value
		s.axis.To = decimal.NewNullDecimal(to)
		s.axis.Step = decimal.NewNullDecimal(decimal.New(1, -min(s.placesOf(), 4)))
		answer := s.seek(t)
		if !answer.Value.Valid {
			return
		}
		v := answer.Value.Decimal
		steps := testkit.Rat(v.Sub(from))
		if steps.Quo(steps, testkit.Rat(s.axis.Step.Decimal)); !steps.IsInt() || v.Cmp(from) < 0 || v.Cmp(to) > 0 {
			t.Fatalf("%s is not on the axis", v)
		}
		s.tried = []tried{s.try(t, v)}
		at := 0
		if v.Cmp(from) > 0 {
			s.tried, at = []tried{s.try(t, v.Sub(s.axis.Step.Decimal)), s.tried[0]}, 1
		}
		if s.tried[0].reaches && answer.Reached && at > 0 {
			t.Fatalf("%s reaches the goal as well", s.tried[0].value)
		}
		sameJSON(t, "answer", s.answerAt(at), answer)
	})
}

// sought is a question to Seek, with every value of its axis tried.
type sought struct {
	c     profit.Case
	goal  profit.Goal
	d     profit.Discount
	axis  profit.Axis
	tried []tried
}

// drawSought draws a goal that lies near what one of the values makes.
func drawSought(t *rapid.T, least, most int) sought {
	s := sought{c: sketchCase(t, 6), goal: profit.Goal{Figure: drawFigure(t)}, d: sketchDiscount(t)}
	s.axis = drawAxis(t, s.c, least, most)
	for _, v := range valuesOf(s.axis) {
		s.tried = append(s.tried, s.try(t, v))
	}
	near := rapid.SampledFrom(s.tried).Draw(t, "near").figure.Decimal
	if !partnermath.InBounds(near) {
		near = decimal.Decimal{}
	}
	near = near.Add(decimal.New(rapid.SampledFrom([]int64{0, 1, -1, 1e6, -1e6}).Draw(t, "cents"), -2))
	if rapid.Bool().Draw(t, "at least") {
		s.goal.AtLeast = decimal.NewNullDecimal(near)
	} else {
		s.goal.AtMost = decimal.NewNullDecimal(near)
	}
	for i := range s.tried {
		s.tried[i] = s.judge(s.tried[i])
	}
	return s
}

// placesOf are the decimals that a value of the axis may have.
func (s sought) placesOf() int32 {
	for _, d := range dialsOf(&s.c) {
		if d.lever == s.axis.Lever && d.id == s.axis.ID && !s.axis.Multiply {
			return d.places
		}
	}
	return 6
}

// try makes the case of a value by hand.
func (s sought) try(t *rapid.T, v decimal.Decimal) tried {
	made := changed(t, s.c, changeTo(s.axis, v))
	if made.Validate() != nil {
		t.Skip("the case of a value is not sound")
	}
	return s.judge(tried{value: v, figure: figureOf(t, made, s.goal.Figure, s.d)})
}

func (s sought) judge(v tried) tried {
	v.off = v.figure.Decimal.Sub(s.goal.AtLeast.Decimal.Add(s.goal.AtMost.Decimal))
	v.reaches = v.figure.Valid && (v.off.IsZero() || v.off.IsPositive() == s.goal.AtLeast.Valid)
	return v
}

func (s sought) seek(t *rapid.T) profit.Answer {
	d := s.d
	if s.goal.Figure != profit.FigureNPV {
		d = profit.Discount{}
	}
	answer, err := profit.Seek(s.c, s.goal, d, s.axis)
	if err != nil {
		t.Fatal(err)
	}
	return answer
}

// oneWay tells whether the figure is defined everywhere, and only rises or only falls.
func (s sought) oneWay() bool {
	up, down := true, true
	for i, v := range s.tried {
		if !v.figure.Valid {
			return false
		}
		if i > 0 {
			up = up && v.off.Cmp(s.tried[i-1].off) > 0
			down = down && v.off.Cmp(s.tried[i-1].off) < 0
		}
	}
	return up || down
}

func checkAnswer(t *rapid.T, s sought, got profit.Answer) {
	at := -1
	for i, v := range s.tried {
		if v.reaches {
			at = i
			break
		}
		if v.figure.Valid && (at < 0 || v.off.Abs().Cmp(s.tried[at].off.Abs()) < 0) {
			at = i
		}
	}
	sameJSON(t, "answer", s.answerAt(at), got)
}

// answerAt is the answer that a value of the axis is; −1 is none. One that does not reach the goal has no neighbour.
func (s sought) answerAt(i int) profit.Answer {
	var a profit.Answer
	if i < 0 {
		return a
	}
	a.Reached, a.Value, a.Figure = s.tried[i].reaches, decimal.NewNullDecimal(s.tried[i].value), s.tried[i].figure
	if i > 0 && a.Reached {
		a.Neighbour, a.NeighbourFigure = decimal.NewNullDecimal(s.tried[i-1].value), s.tried[i-1].figure
	}
	return a
}
