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
	if allocs > 3*(n/256+1)+8 {
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

// Peers and comparisons do not tell an outline that was kept from a result, whether the
// scorer is the same or another one of the same questionnaire.
func TestOutlinesAmongPeersProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := questionnaires().Draw(t, "questionnaire")
		c := compiled(t, q)
		other := c
		if chance(t, 2, "another scorer") {
			other = compiled(t, q)
		}
		outlines, peers, outlined := c.Outlines(), other.Peers(), other.Peers()
		var results []scorecard.Result
		for i := range rapid.IntRange(1, 4).Draw(t, "members") {
			a := drawAssessment(t, q)
			r := assessor(t, c)(a)
			results = append(results, r)
			for _, err := range []error{outlines.Add(a), peers.Add(r), outlined.AddOutline(outlines, i)} {
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		sameEncodings(t, peers, outlined, "outlines")
		audience := rapid.SampledFrom([]scorecard.Audience{scorecard.AudienceVendor, scorecard.AudiencePartner}).Draw(t, "audience")
		group := groupFrom(t, peers, drawPolicy(t, audience))
		var dst scorecard.Comparison
		for i, r := range results {
			if chance(t, 3, "spoilt") {
				spoilComparison(&dst, 3)
			}
			if err := group.CompareOutlineInto(&dst, outlines, i); err != nil {
				t.Fatal(err)
			}
			if diff := diffOf(compareResult(t, group, r), dst); diff != "" {
				t.Fatalf("(-result +outline):\n%s", diff)
			}
		}
	})
}

func TestOutlinesOfAnotherQuestionnaire(t *testing.T) {
	q := fullQuestionnaire()
	c := compiled(t, q)
	outlines := c.Outlines()
	if err := outlines.Add(fullAssessment()); err != nil {
		t.Fatal(err)
	}
	q.Version = "next"
	newer := compiled(t, q).Peers()
	q = fullQuestionnaire()
	q.Categories[0].Name = "Renamed"
	renamed := compiled(t, q).Peers()
	q.Categories[0].ID = "else"
	other := compiled(t, q).Peers()
	// The ids are the same in their order, but c was a topic and is a category.
	topics := func(ids ...string) (topics []scorecard.Topic) {
		for _, id := range ids {
			topics = append(topics, scorecard.Topic{
				ID: id, Weight: number("1"), Questions: []scorecard.Question{{ID: "q-" + id, Weight: number("1"), Kind: scorecard.KindYesNo}},
			})
		}
		return topics
	}
	flat := compiled(t, scorecard.Questionnaire{ID: "x", Categories: []scorecard.Category{
		{ID: "a", Weight: number("1"), Topics: topics("b", "c", "d")},
	}})
	deep := compiled(t, scorecard.Questionnaire{ID: "x", Categories: []scorecard.Category{
		{ID: "a", Weight: number("1"), Topics: topics("b")}, {ID: "c", Weight: number("1"), Topics: topics("d")},
	}})
	flatOutlines := flat.Outlines()
	if err := flatOutlines.Add(scorecard.Assessment{}); err != nil {
		t.Fatal(err)
	}
	group := groupFrom(t, newer, scorecard.PeerPolicy{Audience: scorecard.AudienceVendor})
	own := groupFrom(t, c.Peers(), scorecard.PeerPolicy{Audience: scorecard.AudienceVendor})
	dst, kept := scorecard.Comparison{Partner: "nonsense"}, scorecard.Comparison{Partner: "nonsense"}
	var none *scorecard.Outlines
	var zero scorecard.Peers
	for _, tt := range []struct {
		err  error
		want string
	}{
		{newer.AddOutline(outlines, 0), "outlines match"},
		{other.AddOutline(outlines, 0), "outlines match"},
		{deep.Peers().AddOutline(flatOutlines, 0), "outlines match"},
		{newer.AddOutline(outlines, 1), "i range"},
		{newer.AddOutline(none, 0), "i range"},
		{zero.AddOutline(outlines, 0), "peers required"},
		{group.CompareOutlineInto(&dst, outlines, 0), "outlines match"},
		{own.CompareOutlineInto(&dst, outlines, -1), "i range"},
		{own.CompareOutlineInto(nil, outlines, 0), "dst required"},
		{(*scorecard.PeerGroup)(nil).CompareOutlineInto(&dst, outlines, 0), "group required"},
		{new(scorecard.PeerGroup).CompareInto(&kept, scorecard.Result{}), "group required"},
	} {
		if diff := diffOf([]string{tt.want}, faultsOf(t, tt.err)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	if newer.Results() != 0 || other.Results() != 0 || dst.Partner != "" || kept.Partner != "" {
		t.Errorf("%d and %d results, comparisons of %q and %q", newer.Results(), other.Results(), dst.Partner, kept.Partner)
	}
	// Names may differ, as they may between a result and its peers.
	if err := renamed.AddOutline(outlines, 0); err != nil || renamed.Results() != 1 {
		t.Errorf("renamed: %v", err)
	}
}

func TestOutlinesDoNotAllocate(t *testing.T) {
	c := compiled(t, fullQuestionnaire())
	outlines, peers, a := c.Outlines(), c.Peers(), fullAssessment()
	if err := outlines.Add(a); err != nil {
		t.Fatal(err)
	}
	group := groupFrom(t, c.Peers(), scorecard.PeerPolicy{Audience: scorecard.AudienceVendor})
	var r scorecard.Result
	var comparison scorecard.Comparison
	if n := testing.AllocsPerRun(100, func() {
		for _, err := range []error{
			outlines.Add(a), outlines.OutlineInto(&r, 0), peers.AddOutline(outlines, 0), group.CompareOutlineInto(&comparison, outlines, 0),
		} {
			if err != nil {
				t.Fatal(err)
			}
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
