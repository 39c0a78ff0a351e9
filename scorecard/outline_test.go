package scorecard_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/scorecard"
)

// An outline is the result without the lines of the questions, also in memory full
// of nonsense.
func TestOutlineProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var dst scorecard.Result
		for range rapid.IntRange(1, 3).Draw(t, "times") {
			q := questionnaires().Draw(t, "questionnaire")
			c := compiled(t, q)
			a := drawAssessment(t, q)
			if chance(t, 2, "shuffled") {
				a.Answers = rapid.Permutation(a.Answers).Draw(t, "answers")
			}
			if chance(t, 3, "spoilt") {
				spoil(&dst)
			}
			if err := c.OutlineInto(&dst, a); err != nil {
				t.Fatal(err)
			}
			if diff := diffOf(outlineOf(assessor(t, c)(a)), dst, emptyIsNil); diff != "" {
				t.Fatalf("(-result +outline):\n%s", diff)
			}
		}
	})
}

func outlineOf(r scorecard.Result) scorecard.Result {
	r.Lines = slices.DeleteFunc(slices.Clone(r.Lines), func(l scorecard.Line) bool { return l.Node == scorecard.NodeQuestion })
	return r
}

// Peers, comparisons and networks do not tell an outline from its result.
func TestOutlineAmongPeersProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		q := questionnaires().Draw(t, "questionnaire")
		c := compiled(t, q)
		of, byOutline := c.Peers(), c.Peers()
		ofNetwork, outlined := c.Network(), c.Network()
		var results []scorecard.Result
		for i := range rapid.IntRange(1, 4).Draw(t, "members") {
			r := assessor(t, c)(drawAssessment(t, q))
			results = append(results, r)
			member := scorecard.Member{Partner: string(rune('a' + i))}
			r.Partner = member.Partner
			for _, err := range []error{
				of.Add(r), byOutline.Add(outlineOf(r)),
				ofNetwork.Add(member, r, scorecard.Result{}), outlined.Add(member, outlineOf(r), scorecard.Result{}),
			} {
				if err != nil {
					t.Fatal(err)
				}
			}
		}
		sameEncodings(t, of, byOutline, "outlines")
		want, err := ofNetwork.Table(3)
		got, err2 := outlined.Table(3)
		if diff := diffOf(want, got); diff != "" || err != nil || err2 != nil {
			t.Fatalf("network (-results +outlines): %v, %v\n%s", err, err2, diff)
		}
		g := groupFrom(t, of, drawPolicy(t, scorecard.AudienceVendor))
		for _, r := range results {
			if diff := diffOf(compareResult(t, g, r), compareResult(t, g, outlineOf(r))); diff != "" {
				t.Fatalf("(-result +outline):\n%s", diff)
			}
		}
	})
}

func TestOutlineIntoDoesNotAllocate(t *testing.T) {
	q, a := fullQuestionnaire(), fullAssessment()
	c := compiled(t, q)
	var r scorecard.Result
	if n := testing.AllocsPerRun(100, func() {
		if err := c.OutlineInto(&r, a); err != nil {
			t.Fatal(err)
		}
	}); n != 0 {
		t.Errorf("%v allocations", n)
	}
}
