package coarse_test

import (
	"testing"

	"github.com/partnermath/partnermath/scorecard/internal/coarse"
)

// one returns a question with these scores.
func one(leavesOut bool, scores ...int64) *coarse.Node {
	return &coarse.Node{Weight: 1, Possible: func(tolerance int64) coarse.Scores {
		var spans []coarse.Span
		for _, s := range scores {
			spans = append(spans, coarse.Span{Low: s, High: s})
		}
		return coarse.NewScores(spans, tolerance, leavesOut)
	}}
}

func every(step int64) (scores []int64) {
	for s := int64(100); s <= 10_000; s += step {
		scores = append(scores, s)
	}
	return scores
}

func topic(questions ...*coarse.Node) *coarse.Node {
	return &coarse.Node{Weight: 1, Topic: true, Below: questions}
}

func TestFit(t *testing.T) {
	fine, coarser, yesNo := topic(one(false, every(1)...)), topic(one(false, every(300)...)), topic(one(false, 100, 10_000))
	first := &coarse.Node{Weight: 1, Below: []*coarse.Node{fine, coarser}}
	second := &coarse.Node{Weight: 1, Below: []*coarse.Node{yesNo, topic(one(false, every(1)...))}}
	top := &coarse.Node{Below: []*coarse.Node{first, second}}
	top.Fit(250)
	if fine.Grain != 250 || top.Grain != coarse.Below || first.Grain != coarse.Below {
		t.Errorf("the finest topic has the grain %d, its category %d and the whole %d; want 250 and those of what is below",
			fine.Grain, first.Grain, top.Grain)
	}
	// A range of 7.5 points holds two scores that are 3 points apart, one of 5 points does not always.
	if coarser.Grain != 750 {
		t.Errorf("a topic of a score each 3 points has the grain %d, want 750", coarser.Grain)
	}
	// Two scores at the ends of the scale hide in no range of 20 points, so the category is rounded instead.
	if yesNo.Grain != coarse.None || second.Grain <= 0 || second.Below[1].Grain != coarse.None {
		t.Errorf("a topic between yes and no has the grain %d, its category %d and the other topic %d",
			yesNo.Grain, second.Grain, second.Below[1].Grain)
	}
}

func TestRecorder(t *testing.T) {
	var k coarse.Recorder
	for i, tt := range []struct {
		level                      int
		weight, grain, score, want int64
	}{
		{2, 1, 250, 1374, 1250}, // below 13.75
		{2, 3, 250, 1375, 1500},
		{2, 5, coarse.None, 9000, 0},
		{1, 2, coarse.Below, 9999, 1438}, // (1 × 1250 + 3 × 1500) ÷ 4 = 1437.5
		{2, 1, 250, 100, 250},            // the first range takes in the end of the scale
		{2, 1, 250, 0, 0},
		{1, 1, coarse.Below, 9999, 250},
		{0, 0, coarse.Below, 9999, 1042}, // (2 × 1438 + 250) ÷ 3
	} {
		if got := k.Next(tt.level, tt.weight, tt.grain, tt.score); got != tt.want {
			t.Errorf("node %d: got %d, want %d", i, got, tt.want)
		}
	}
}

func TestSums(t *testing.T) {
	// 0, 3, 10, 13: with gaps of 3 in two spans.
	if got := coarse.Sums([]int64{10, 3}, 3); len(got) != 2 || got[0] != (coarse.Span{Low: 0, High: 3}) || got[1] != (coarse.Span{Low: 10, High: 13}) {
		t.Errorf("got %v", got)
	}
}
