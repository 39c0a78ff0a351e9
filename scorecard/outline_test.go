package scorecard_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard"
)

func outlineOf(t rapid.TB, c *scorecard.Scorer, r scorecard.Result) scorecard.Outline {
	t.Helper()
	o, err := c.Outline(r)
	if err != nil {
		t.Fatal(err)
	}
	return o
}

// Peers and comparisons do not tell an outline from its result, whether the scorer is the
// same or another one of the same questionnaire.
func TestOutlineProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := questionnaires().Draw(t, "questionnaire")
		c := compiled(t, q)
		other := c
		if chance(t, 2, "another scorer") {
			other = compiled(t, q)
		}
		peers, outlined := newPeers(t, other, scorecard.Disclosure{}), newPeers(t, other, scorecard.Disclosure{})
		var results []scorecard.Result
		var outlines []scorecard.Outline
		for range rapid.IntRange(1, 4).Draw(t, "members") {
			r := assessor(t, c)(drawAssessment(t, q))
			results, outlines = append(results, r), append(outlines, outlineOf(t, c, r))
			for _, err := range []error{peers.Add(r), outlined.AddOutline(outlines[len(outlines)-1])} {
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		sameEncodings(t, peers, outlined, "outlines")
		audience := rapid.SampledFrom([]scorecard.Audience{scorecard.AudienceVendor, scorecard.AudiencePartner}).Draw(t, "audience")
		group := groupFrom(t, peers, drawPolicy(t, audience))
		var dst scorecard.PeerComparison
		for i, r := range results {
			if chance(t, 3, "spoilt") {
				spoilComparison(&dst, 3)
			}
			if err := group.CompareOutlineInto(&dst, outlines[i]); err != nil {
				t.Fatal(err)
			}
			if diff := testkit.Diff(compareResult(t, group, r), dst); diff != "" {
				t.Fatalf("(-result +outline):\n%s", diff)
			}
		}
	})
}

func TestOutlineOfAnotherQuestionnaire(t *testing.T) {
	q := fullQuestionnaire()
	c := compiled(t, q)
	result := assessor(t, c)(fullAssessment())
	outline := outlineOf(t, c, result)
	peersOf := func(q scorecard.Questionnaire) *scorecard.Peers {
		return newPeers(t, compiled(t, q), scorecard.Disclosure{})
	}
	q.Version = "next"
	newer := peersOf(q)
	_, notNewer := compiled(t, q).Outline(result)
	q = fullQuestionnaire()
	q.Categories[0].Name = "Renamed"
	renamed := peersOf(q)
	q.Categories[0].ID = "else"
	other := peersOf(q)
	// The ids are the same in their order, but c was a topic and is a category.
	topics := func(ids ...string) (topics []scorecard.Topic) {
		for _, id := range ids {
			topics = append(topics, scorecard.Topic{
				ID: id, Weight: null("1"), Questions: []scorecard.Question{{ID: "q-" + id, Weight: null("1"), Kind: scorecard.KindYesNo}},
			})
		}
		return topics
	}
	flat := compiled(t, scorecard.Questionnaire{ID: "x", Categories: []scorecard.QuestionCategory{
		{ID: "a", Weight: null("1"), Topics: topics("b", "c", "d")},
	}})
	deep := peersOf(scorecard.Questionnaire{ID: "x", Categories: []scorecard.QuestionCategory{
		{ID: "a", Weight: null("1"), Topics: topics("b")}, {ID: "c", Weight: null("1"), Topics: topics("d")},
	}})
	flatOutline := outlineOf(t, flat, assessor(t, flat)(scorecard.Assessment{}))
	group := groupFrom(t, newer, scorecard.PeerPolicy{Audience: scorecard.AudienceVendor})
	dst, kept := scorecard.PeerComparison{Partner: "nonsense"}, scorecard.PeerComparison{Partner: "nonsense"}
	var zero scorecard.Peers
	for _, tt := range []struct {
		err  error
		want string
	}{
		{newer.AddOutline(outline), "outline match"},
		{other.AddOutline(outline), "outline match"},
		{deep.AddOutline(flatOutline), "outline match"},
		{newer.AddOutline(scorecard.Outline{}), "outline required"},
		{zero.AddOutline(outline), "peers required"},
		{group.CompareOutlineInto(&dst, outline), "outline match"},
		{group.CompareOutlineInto(&dst, scorecard.Outline{}), "outline required"},
		{group.CompareOutlineInto(nil, outline), "dst required"},
		{(*scorecard.PeerGroup)(nil).CompareOutlineInto(&dst, outline), "group required"},
		{new(scorecard.PeerGroup).CompareInto(&kept, scorecard.Result{}), "group required"},
		{second((*scorecard.Scorer)(nil).Outline(result)), "scorer required"},
		{notNewer, "result.version match"},
	} {
		if diff := testkit.Diff([]string{tt.want}, testkit.BrokenRules(t, tt.err)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
	}
	if newer.Results() != 0 || other.Results() != 0 || dst.Partner != "" || kept.Partner != "" {
		t.Errorf("%d and %d results, comparisons of %q and %q", newer.Results(), other.Results(), dst.Partner, kept.Partner)
	}
	// Names may differ, as they may between a result and its peers.
	if err := renamed.AddOutline(outline); err != nil || renamed.Results() != 1 {
		t.Errorf("renamed: %v", err)
	}
}

func TestOutlinesDoNotAllocate(t *testing.T) {
	c := compiled(t, fullQuestionnaire())
	peers, outline := newPeers(t, c, scorecard.Disclosure{}), outlineOf(t, c, assessor(t, c)(fullAssessment()))
	group := groupFrom(t, peers, scorecard.PeerPolicy{Audience: scorecard.AudienceVendor})
	var comparison scorecard.PeerComparison
	if n := testing.AllocsPerRun(100, func() {
		for _, err := range []error{peers.AddOutline(outline), group.CompareOutlineInto(&comparison, outline)} {
			if err != nil {
				t.Fatal(err)
			}
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
