package scorecard_test

import (
	"sync"
	"testing"

	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/scorecard"
)

// An outline that was kept is the one that OutlineInto makes, also in memory full of
// nonsense, and whatever was added before and refused in between.
func TestOutlinesProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := questionnaires().Draw(t, "questionnaire")
		c := compiled(t, q)
		outlines := c.Outlines()
		var want []scorecard.Result
		for range rapid.IntRange(1, 5).Draw(t, "assessments") {
			a := drawAssessment(t, q)
			if err := outlines.Add(a); err != nil {
				t.Fatal(err)
			}
			var outline scorecard.Result
			if err := c.OutlineInto(&outline, a); err != nil {
				t.Fatal(err)
			}
			want = append(want, outline)
			a.Answers = append(a.Answers, scorecard.Answer{Question: "?"})
			if outlines.Add(a) == nil {
				t.Fatal("an unknown question was added")
			}
		}
		if outlines.Len() != len(want) {
			t.Fatalf("%d outlines, want %d", outlines.Len(), len(want))
		}
		var dst scorecard.Result
		for _, i := range rapid.SliceOfN(rapid.IntRange(0, len(want)-1), 1, 8).Draw(t, "read") {
			if err := outlines.OutlineInto(&dst, i); err != nil {
				t.Fatal(err)
			}
			if diff := diffOf(want[i], dst, emptyIsNil); diff != "" {
				t.Fatalf("outline %d (-want +got):\n%s", i, diff)
			}
			if chance(t, 3, "spoilt") {
				spoil(&dst)
			}
		}
	})
}

// Blocks follow each other without a seam, several readers find what one worker added,
// and memory grows by blocks only.
func TestManyOutlines(t *testing.T) {
	q, a := fullQuestionnaire(), fullAssessment()
	c := compiled(t, q)
	outlines := c.Outlines()
	const n, at = 3000, 1 // of the answer to a scale
	scores := make([]scorecard.Score, n)
	levels := []string{"1", "2.5", "4", "5"}
	var numbers []scorecard.Number
	for _, level := range levels {
		numbers = append(numbers, given(level))
	}
	allocs := testing.AllocsPerRun(1, func() {
		outlines = c.Outlines()
		for i := range n {
			a.Answers[at].Number = numbers[i%len(levels)]
			if err := outlines.Add(a); err != nil {
				t.Fatal(err)
			}
		}
	})
	if allocs > 3*(n/1000+1)+5 {
		t.Errorf("%v allocations for %d outlines", allocs, n)
	}
	for i := range n {
		a.Answers[at].Number = numbers[i%len(levels)]
		r, err := c.Outline(a)
		if err != nil {
			t.Fatal(err)
		}
		scores[i] = r.Overall
	}
	var wait sync.WaitGroup
	for range 2 {
		wait.Go(func() {
			var dst scorecard.Result
			for i := range n {
				if err := outlines.OutlineInto(&dst, i); err != nil || dst.Overall != scores[i] {
					t.Errorf("outline %d: %s (%v), want %s", i, dst.Overall, err, scores[i])
					return
				}
			}
		})
	}
	wait.Wait()
}

func TestOutlinesFaults(t *testing.T) {
	var none *scorecard.Outlines
	var zero scorecard.Outlines
	var scorer *scorecard.Scorer
	kept := compiled(t, fullQuestionnaire()).Outlines()
	if err := kept.Add(fullAssessment()); err != nil {
		t.Fatal(err)
	}
	dst := scorecard.Result{Partner: "nonsense"}
	for _, tt := range []struct {
		err  error
		want string
	}{
		{none.Add(fullAssessment()), "outlines required"},
		{zero.Add(fullAssessment()), "outlines required"},
		{scorer.Outlines().Add(fullAssessment()), "outlines required"},
		{none.OutlineInto(&dst, 0), "i range"},
		{zero.OutlineInto(&dst, 0), "i range"},
		{kept.OutlineInto(&dst, 1), "i range"},
		{kept.OutlineInto(&dst, -1), "i range"},
		{kept.OutlineInto(nil, 0), "dst required"},
	} {
		if diff := diffOf([]string{tt.want}, faultsOf(t, tt.err)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	if none.Len() != 0 || zero.Len() != 0 || kept.Len() != 1 || dst.Partner != "" {
		t.Errorf("%d, %d, %d outlines, and the result is of %q", none.Len(), zero.Len(), kept.Len(), dst.Partner)
	}
}
