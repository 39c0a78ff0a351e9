package scorecard_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"regexp"
	"slices"
	"strings"
	"sync"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard"
)

// The results of these tests have scores of the tests' choice. Peers take them by
// their ids and published scores alone.

func newPeers(t rapid.TB, c *scorecard.Scorer, d scorecard.Disclosure) *scorecard.Peers {
	t.Helper()
	p, err := scorecard.NewPeers(c, d)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return p
}

func peersOf(t rapid.TB, results ...scorecard.Result) *scorecard.Peers {
	t.Helper()
	return peersUnder(t, scorecard.Disclosure{}, results...)
}

func peersUnder(t rapid.TB, d scorecard.Disclosure, results ...scorecard.Result) *scorecard.Peers {
	t.Helper()
	p := newPeers(t, peerScorer(), d)
	for _, r := range results {
		if err := p.Add(r); err != nil {
			t.Fatalf("%v", err)
		}
	}
	return p
}

func groupFrom(t rapid.TB, p *scorecard.Peers, policy scorecard.PeerPolicy) *scorecard.PeerGroup {
	t.Helper()
	g, err := p.Result(policy)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return g
}

// groupOf makes a group of members that have one score each, in all nodes.
func groupOf(t rapid.TB, policy scorecard.PeerPolicy, scores ...scorecard.Score) *scorecard.PeerGroup {
	t.Helper()
	return groupUnder(t, scorecard.Disclosure{}, policy, scores...)
}

func groupUnder(t rapid.TB, d scorecard.Disclosure, policy scorecard.PeerPolicy, scores ...scorecard.Score) *scorecard.PeerGroup {
	t.Helper()
	p := peersUnder(t, d)
	for _, s := range scores {
		if err := p.Add(resultOf(t, s)); err != nil {
			t.Fatalf("%v", err)
		}
	}
	return groupFrom(t, p, policy)
}

func compareResult(t rapid.TB, g *scorecard.PeerGroup, r scorecard.Result) scorecard.PeerComparison {
	t.Helper()
	c, err := g.Compare(r)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return c
}

// compare compares a result that has one score in all nodes.
func compare(t rapid.TB, g *scorecard.PeerGroup, score scorecard.Score) scorecard.PeerComparison {
	t.Helper()
	return compareResult(t, g, resultOf(t, score))
}

// The oracle works on plain lists of scores, with fractions.

// Every figure that the vendor sees is that of the oracle.
func TestPeersProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := members(30).Draw(t, "members")
		policy := drawPolicy(t, scorecard.AudienceVendor)
		peers := peersOf(t, resultsOf(t, rows)...)
		group := groupFrom(t, peers, policy)
		if peers.Results() != len(rows) || group.Audience() != scorecard.AudienceVendor {
			t.Fatalf("%d results for %q", peers.Results(), group.Audience())
		}
		subject := resultOf(t, members(1).Filter(func(m [][]scorecard.Score) bool { return len(m) == 1 }).Draw(t, "subject")[0]...)
		var stats []scorecard.NodeStats
		for _, line := range subject.Lines {
			if line.Node == scorecard.NodeQuestion {
				continue
			}
			s := oracleStats(oracleColumn(rows, len(stats)), policy)
			s.Node, s.ID, s.Name = line.Node, line.ID, line.Name
			stats = append(stats, s)
		}
		if diff := testkit.Diff(stats, group.Stats(), emptyIsNil); diff != "" {
			t.Fatalf("(-oracle +got):\n%s", diff)
		}
		if diff := testkit.Diff(oracleCompare(subject, rows, policy), compareResult(t, group, subject)); diff != "" {
			t.Fatalf("(-oracle +got):\n%s", diff)
		}
	})
}

// Weights that are close together make ties and gaps that round to 0.
func TestComparisonOrderProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := members(5).Draw(t, "members")
		policy := drawPolicy(t, scorecard.AudienceVendor)
		subject := resultOf(t, rapid.SliceOfN(scores(9), peerNodes, peerNodes).Draw(t, "subject")...)
		for i := range subject.Lines {
			subject.Lines[i].EffectiveWeight = rapid.SampledFrom([]scorecard.Share{0, 1, 2, 3, 2500, 5000, 10_000}).Draw(t, "weight")
			subject.Lines[i].BestPractice = rapid.SampledFrom([]scorecard.Score{0, 1 * pt, 50 * pt, 50*pt + 1, 100 * pt}).Draw(t, "best practice")
		}
		group := groupFrom(t, peersOf(t, resultsOf(t, rows)...), policy)
		if diff := testkit.Diff(oracleCompare(subject, rows, policy), compareResult(t, group, subject)); diff != "" {
			t.Fatalf("(-oracle +got):\n%s", diff)
		}
	})
}

func encodings(t rapid.TB, p *scorecard.Peers) (text, binary []byte) {
	t.Helper()
	text, err := json.Marshal(p)
	if err != nil {
		t.Fatalf("%v", err)
	}
	binary, err = p.MarshalBinary()
	if err != nil {
		t.Fatalf("%v", err)
	}
	return text, binary
}

func sameEncodings(t rapid.TB, want, got *scorecard.Peers, what string) {
	t.Helper()
	wantText, wantBinary := encodings(t, want)
	gotText, gotBinary := encodings(t, got)
	if diff := cmp.Diff(string(wantText), string(gotText)); diff != "" {
		t.Fatalf("%s: JSON (-want +got):\n%s", what, diff)
	}
	if !bytes.Equal(wantBinary, gotBinary) {
		t.Fatalf("%s: binary %x, want %x", what, gotBinary, wantBinary)
	}
}

// sent sends peers to another worker, in one of the encodings or as they are.
func sent(t *rapid.T, p *scorecard.Peers) *scorecard.Peers {
	text, binary := encodings(t, p)
	back := peersOf(t, resultOf(t, 7*pt)) // overwritten
	switch rapid.IntRange(0, 2).Draw(t, "encoding") {
	case 0:
		if err := json.Unmarshal(text, back); err != nil {
			t.Fatalf("%v", err)
		}
	case 1:
		if err := back.UnmarshalBinary(binary); err != nil {
			t.Fatalf("%v", err)
		}
	default:
		return p
	}
	return back
}

// Merging in any order and grouping, with the parts sent around, gives the same
// peers to the byte, and the same group.
func TestPeersMergeProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		rows := members(12).Draw(t, "members")
		results := resultsOf(t, rows)
		whole := peersOf(t, results...)
		parts := []*scorecard.Peers{{}}[:rapid.IntRange(0, 1).Draw(t, "zero")]
		made := rapid.IntRange(1, 5).Draw(t, "parts")
		for range made {
			parts = append(parts, peersOf(t))
		}
		for _, i := range rapid.Permutation(results).Draw(t, "order") {
			if err := parts[len(parts)-1-rapid.IntRange(0, made-1).Draw(t, "part")].Add(i); err != nil {
				t.Fatal(err)
			}
		}
		for len(parts) > 1 {
			i := rapid.IntRange(0, len(parts)-1).Draw(t, "into")
			j := rapid.IntRange(0, len(parts)-2).Draw(t, "other")
			if j >= i {
				j++
			}
			into, other := sent(t, parts[i]), sent(t, parts[j])
			_, before := encodings(t, other)
			if err := into.Merge(other); err != nil {
				t.Fatal(err)
			}
			if _, after := encodings(t, other); !bytes.Equal(before, after) {
				t.Fatal("the other has changed")
			}
			parts[i] = into
			parts = slices.Delete(parts, j, j+1)
		}
		sameEncodings(t, whole, parts[0], "merged")
		policy := drawPolicy(t, rapid.SampledFrom([]scorecard.Audience{scorecard.AudienceVendor, scorecard.AudiencePartner}).Draw(t, "audience"))
		one, two := groupFrom(t, whole, policy), groupFrom(t, parts[0], policy)
		if diff := testkit.Diff(one.Stats(), two.Stats()); diff != "" {
			t.Fatalf("(-whole +merged):\n%s", diff)
		}
		subject := resultOf(t, 50*pt)
		if diff := testkit.Diff(compareResult(t, one, subject), compareResult(t, two, subject)); diff != "" {
			t.Fatalf("(-whole +merged):\n%s", diff)
		}
	})
}

// A zero Peers takes on what it is merged with, and shares no memory with it.
func TestZeroPeersMerge(t *testing.T) {
	var zero, none scorecard.Peers
	if err := zero.Merge(&none); err != nil || zero.Results() != 0 {
		t.Errorf("with a zero one: %d results, %v", zero.Results(), err)
	}
	other := peersOf(t, resultOf(t, 40*pt))
	if err := zero.Merge(other); err != nil {
		t.Fatal(err)
	}
	sameEncodings(t, other, &zero, "taken on")
	if err := zero.Add(resultOf(t, 60*pt)); err != nil {
		t.Fatal(err)
	}
	sameEncodings(t, peersOf(t, resultOf(t, 40*pt)), other, "the other")
	if diff := testkit.Diff([]string{"peers required"}, testkit.BrokenRules(t, (*scorecard.Peers)(nil).Merge(other))); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Merging with itself counts every member twice.
func TestPeersMergeWithItself(t *testing.T) {
	p := peersOf(t, resultOf(t, 40*pt), resultOf(t, 60*pt))
	if err := p.Merge(p); err != nil {
		t.Fatal(err)
	}
	sameEncodings(t, peersOf(t, resultOf(t, 40*pt), resultOf(t, 60*pt), resultOf(t, 40*pt), resultOf(t, 60*pt)), p, "twice")
}

// A group stays as it is while its peers grow.
func TestPeerGroupStays(t *testing.T) {
	p := peersOf(t, resultOf(t, 40*pt))
	policy := scorecard.PeerPolicy{Audience: scorecard.AudienceVendor, Quantiles: []decimal.NullDecimal{null("0.5")}}
	g := groupFrom(t, p, policy)
	before, compared := g.Stats(), compare(t, g, 50*pt)
	if err := p.Add(resultOf(t, 90*pt)); err != nil {
		t.Fatal(err)
	}
	policy.Quantiles[0] = null("0.9")
	dirty := g.Stats()
	dirty[0].Mean, dirty[0].Quantiles[0].Score = 7, 7
	if diff := testkit.Diff(before, g.Stats()); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
	if diff := testkit.Diff(compared, compare(t, g, 50*pt)); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
}

// brokenResults are results that are not of fullQuestionnaire, each with the
// faults below the name of the parameter.
func brokenResults(t rapid.TB) map[string]func() (scorecard.Result, []string) {
	change := func(f func(*scorecard.Result), faults ...string) func() (scorecard.Result, []string) {
		return func() (scorecard.Result, []string) {
			r := resultOf(t, 50*pt)
			f(&r)
			return r, faults
		}
	}
	return map[string]func() (scorecard.Result, []string){
		"zero": func() (scorecard.Result, []string) {
			return scorecard.Result{}, []string{".questionnaire match", ".version match", ".lines match"}
		},
		"other questionnaire": change(func(r *scorecard.Result) { r.Questionnaire = "other" }, ".questionnaire match"),
		"other version":       change(func(r *scorecard.Result) { r.Version = "2027" }, ".version match"),
		"no lines":            change(func(r *scorecard.Result) { r.Lines = nil }, ".lines match"),
		"a line less":         change(func(r *scorecard.Result) { r.Lines = r.Lines[:len(r.Lines)-1] }, ".lines match"),
		"a line more":         change(func(r *scorecard.Result) { r.Lines = append(r.Lines, scorecard.ResultLine{}) }, ".lines match"),
		"another id":          change(func(r *scorecard.Result) { r.Lines[1].ID = "else" }, ".lines[1] match"),
		"another node":        change(func(r *scorecard.Result) { r.Lines[1].Node = scorecard.NodeTopic }, ".lines[1] match"),
		"overall too low":     change(func(r *scorecard.Result) { r.Overall = 99 }, ".overall range"),
		"overall too high":    change(func(r *scorecard.Result) { r.Overall = 100*pt + 1 }, ".overall range"),
		"overall below zero":  change(func(r *scorecard.Result) { r.Overall = math.MinInt32 }, ".overall range"),
		"first score too low": change(func(r *scorecard.Result) { r.Lines[0].Score = 1 }, ".lines[0].score range"),
		"score too low":       change(func(r *scorecard.Result) { r.Lines[1].Score = 1 }, ".lines[1].score range"),
		"score too high":      change(func(r *scorecard.Result) { r.Lines[2].Score = math.MaxInt32 }, ".lines[2].score range"),
		"two":                 change(func(r *scorecard.Result) { r.Version, r.Overall = "", -1 }, ".version match", ".overall range"),
	}
}

func prefixed(prefix string, faults []string) []string {
	list := make([]string, len(faults))
	for i, f := range faults {
		list[i] = prefix + f
	}
	return list
}

func TestPeersRefuseResults(t *testing.T) {
	p := peersOf(t, resultOf(t, 40*pt))
	before := peersOf(t, resultOf(t, 40*pt))
	g := groupFrom(t, p, scorecard.PeerPolicy{Audience: scorecard.AudienceVendor})
	for name, broken := range brokenResults(t) {
		r, faults := broken()
		if diff := testkit.Diff(prefixed("result", faults), testkit.BrokenRules(t, p.Add(r))); diff != "" {
			t.Errorf("%s: Add (-want +got):\n%s", name, diff)
		}
		sameEncodings(t, before, p, name)
		c, err := g.Compare(r)
		if diff := testkit.Diff(prefixed("result", faults), testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s: Compare (-want +got):\n%s", name, diff)
		}
		if diff := testkit.Diff(scorecard.PeerComparison{}, c); diff != "" {
			t.Errorf("%s: a comparison all the same (-want +got):\n%s", name, diff)
		}
		dirty := compare(t, g, 60*pt)
		if err := g.CompareInto(&dirty, r); err == nil || len(dirty.Lines) > 0 || len(dirty.Strengths)+len(dirty.Improvements) > 0 || dirty.Questionnaire != "" {
			t.Errorf("%s: CompareInto leaves %+v, %v", name, dirty, err)
		}
	}
}

// Check finds the same faults, with paths in the result.
func TestCheck(t *testing.T) {
	if err := peerScorer().Check(resultOf(t, 50*pt)); err != nil {
		t.Errorf("a result of the questionnaire: %v", err)
	}
	for name, broken := range brokenResults(t) {
		r, faults := broken()
		if diff := testkit.Diff(faults, prefixed(".", testkit.BrokenRules(t, peerScorer().Check(r)))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
	for _, zero := range []*scorecard.Scorer{nil, {}} {
		if diff := testkit.Diff([]string{"scorer required"}, testkit.BrokenRules(t, zero.Check(resultOf(t, 50*pt)))); diff != "" {
			t.Errorf("no scorer (-want +got):\n%s", diff)
		}
	}
}

// A blank result has the lines of any other, and shares no memory with the scorer.
func TestBlank(t *testing.T) {
	blank, err := peerScorer().Blank()
	if err != nil {
		t.Fatal(err)
	}
	want := resultOf(t, 50*pt)
	if blank.Questionnaire != want.Questionnaire || blank.Version != want.Version || blank.Overall != 0 || len(blank.Lines) != len(want.Lines) {
		t.Fatalf("%+v", blank)
	}
	for i, l := range want.Lines {
		l.Score, l.EffectiveWeight, l.Contribution, l.Gap, l.State = 0, 0, 0, scorecard.NullPoints{}, ""
		if diff := testkit.Diff(l, blank.Lines[i]); diff != "" {
			t.Errorf("line %d (-want +got):\n%s", i, diff)
		}
	}
	blank.Lines[0].Name = "changed"
	if again, _ := peerScorer().Blank(); again.Lines[0].Name == "changed" {
		t.Error("the scorer shares its lines")
	}
	for _, zero := range []*scorecard.Scorer{nil, {}} {
		_, err := zero.Blank()
		if diff := testkit.Diff([]string{"scorer required"}, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("no scorer (-want +got):\n%s", diff)
		}
	}
}

func TestPeersRefuseOthers(t *testing.T) {
	p := peersOf(t, resultOf(t, 40*pt))
	changed := func(change func(*scorecard.Questionnaire)) *scorecard.Peers {
		q := peerQuestionnaire()
		change(&q)
		return newPeers(t, compiled(t, q), scorecard.Disclosure{})
	}
	for name, tt := range map[string]struct {
		other  *scorecard.Peers
		faults []string
	}{
		"nil":           {nil, []string{"other required"}},
		"zero":          {&scorecard.Peers{}, nil},
		"version":       {changed(func(q *scorecard.Questionnaire) { q.Version = "2027" }), []string{"other match"}},
		"no version":    {changed(func(q *scorecard.Questionnaire) { q.Version = "" }), []string{"other match"}},
		"questionnaire": {changed(func(q *scorecard.Questionnaire) { q.ID = "other" }), []string{"other match"}},
		"topic":         {changed(func(q *scorecard.Questionnaire) { q.Categories[0].Topics[0].ID = "other" }), []string{"other match"}},
		"weight":        {changed(func(q *scorecard.Questionnaire) { q.Categories[0].Weight = null("61") }), []string{"other match"}},
		"disclosure":    {newPeers(t, peerScorer(), scorecard.Disclosure{Grain: null("5")}), []string{"other match"}},
		"as by default": {newPeers(t, peerScorer(), scorecard.Disclosure{Grain: null("2.50"), MinimumGroup: 5}), nil},
		"too many":      {crowd(t, math.MaxUint32), []string{"other max"}},
	} {
		if diff := testkit.Diff(tt.faults, testkit.BrokenRules(t, p.Merge(tt.other))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		sameEncodings(t, peersOf(t, resultOf(t, 40*pt)), p, name)
	}
	if err := p.Merge(crowd(t, math.MaxUint32-1)); err != nil || p.Results() != math.MaxUint32 {
		t.Errorf("up to the limit: %d, %v", p.Results(), err)
	}
	if diff := testkit.Diff([]string{"peers max"}, testkit.BrokenRules(t, p.Add(resultOf(t, 50*pt)))); diff != "" {
		t.Errorf("beyond the limit (-want +got):\n%s", diff)
	}
}

// crowd makes peers of n members that all score 50.
func crowd(t rapid.TB, n uint32) *scorecard.Peers {
	t.Helper()
	text, _ := encodings(t, peersOf(t, resultOf(t, 50*pt)))
	many := regexp.MustCompile(`\[(\d{4}),1\]`).ReplaceAllString(string(text), fmt.Sprintf("[$1,%d]", n))
	many = strings.Replace(many, `"results":1,`, fmt.Sprintf(`"results":%d,`, n), 1)
	p := &scorecard.Peers{}
	if err := json.Unmarshal([]byte(many), p); err != nil || p.Results() != int(n) {
		t.Fatalf("%d results, %v", p.Results(), err)
	}
	return p
}

// The largest group has exact figures, too: 2^32 − 2 members at 50 and one at 100
// by hand.
func TestPeersAtTheLimit(t *testing.T) {
	p := crowd(t, math.MaxUint32-1)
	if err := p.Add(resultOf(t, 100*pt)); err != nil {
		t.Fatal(err)
	}
	policy := scorecard.PeerPolicy{Audience: scorecard.AudienceVendor, Quantiles: []decimal.NullDecimal{null("1"), null("0.9999")}}
	stats := groupFrom(t, p, policy).Stats()[0]
	// √(50² × (n−1)/n²... ) = 50/√n = 0.00076, which rounds to 0.0008.
	if stats.Members != math.MaxUint32 || stats.Mean != 50*pt || stats.Median != 50*pt || stats.Quantiles[0].Score != 100*pt ||
		stats.Quantiles[1].Score != 50*pt || stats.Deviation.Decimal.String() != "0.0008" {
		t.Errorf("%+v", stats)
	}
	line := compareResult(t, groupFrom(t, p, policy), resultOf(t, 50*pt)).Lines[0]
	if line.Rank != 2 || line.Ties != math.MaxUint32-1 || line.PercentileRank.String() != "50.00" {
		t.Errorf("%+v", line)
	}
}

// What is nil or zero answers with an error or no figures.
func TestPeersWithoutScorer(t *testing.T) {
	r := resultOf(t, 50*pt)
	for _, c := range []*scorecard.Scorer{nil, {}} {
		p, err := scorecard.NewPeers(c, scorecard.Disclosure{MinimumGroup: 1})
		if diff := testkit.Diff([]string{"scorer required", "disclosure.minimumGroup min"}, testkit.BrokenRules(t, err)); diff != "" || p != nil {
			t.Errorf("%v (-want +got):\n%s", p, diff)
		}
	}
	for name, p := range map[string]*scorecard.Peers{"nil": nil, "zero": {}} {
		if diff := testkit.Diff([]string{"peers required"}, testkit.BrokenRules(t, p.Add(r))); diff != "" {
			t.Errorf("%s: Add (-want +got):\n%s", name, diff)
		}
		if g, err := p.Result(scorecard.PeerPolicy{Audience: scorecard.AudienceVendor}); g != nil || err == nil {
			t.Errorf("%s: Result %v, %v", name, g, err)
		} else if diff := testkit.Diff([]string{"peers required"}, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s: Result (-want +got):\n%s", name, diff)
		}
		_, err := p.Result(scorecard.PeerPolicy{})
		if diff := testkit.Diff([]string{"peers required", "policy.audience required"}, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s: Result (-want +got):\n%s", name, diff)
		}
		if p.Results() != 0 {
			t.Errorf("%s: %d results", name, p.Results())
		}
		if _, err := p.MarshalJSON(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
		if _, err := p.MarshalBinary(); err != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
	text, binary := encodings(t, peersOf(t, r))
	var none *scorecard.Peers
	testkit.BrokenRules(t, none.UnmarshalJSON(text))
	if none.UnmarshalJSON(text) == nil || none.UnmarshalBinary(binary) == nil || none.UnmarshalBinary(nil) == nil || none.UnmarshalJSON([]byte("{")) == nil {
		t.Error("nil was read into")
	}
	for name, g := range map[string]*scorecard.PeerGroup{"nil": nil, "zero": {}} {
		_, err := g.Compare(r)
		if diff := testkit.Diff([]string{"group required"}, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s: Compare (-want +got):\n%s", name, diff)
		}
		if diff := testkit.Diff([]string{"group required", "dst required"}, testkit.BrokenRules(t, g.CompareInto(nil, r))); diff != "" {
			t.Errorf("%s: CompareInto (-want +got):\n%s", name, diff)
		}
		if len(g.Stats()) != 0 || g.Audience() != "" {
			t.Errorf("%s: %v for %q", name, g.Stats(), g.Audience())
		}
	}
	if diff := testkit.Diff([]string{"dst required"}, testkit.BrokenRules(t, groupOf(t, scorecard.PeerPolicy{Audience: scorecard.AudienceVendor}).CompareInto(nil, r))); diff != "" {
		t.Errorf("CompareInto nil (-want +got):\n%s", diff)
	}
}

// CompareInto into memory full of nonsense is Compare.
func TestCompareIntoProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		peers := peersOf(t, resultsOf(t, members(10).Draw(t, "members"))...)
		var dst scorecard.PeerComparison
		for range 3 {
			policy := drawPolicy(t, rapid.SampledFrom([]scorecard.Audience{scorecard.AudienceVendor, scorecard.AudiencePartner}).Draw(t, "audience"))
			g := groupFrom(t, peers, policy)
			r := resultOf(t, rapid.SliceOfN(scores(5), peerNodes, peerNodes).Draw(t, "subject")...)
			if err := g.CompareInto(&dst, r); err != nil {
				t.Fatal(err)
			}
			if diff := testkit.Diff(compareResult(t, g, r), dst); diff != "" {
				t.Fatalf("(-Compare +CompareInto):\n%s", diff)
			}
			spoilComparison(&dst, rapid.IntRange(0, 20).Draw(t, "lines"))
		}
	})
}

func spoilComparison(c *scorecard.PeerComparison, lines int) {
	nonsense := scorecard.PeerComparisonLine{
		Node: "nonsense", ID: "nonsense", Name: "nonsense", Score: 7, Peers: 7, PeerMean: 7, PeerGap: nullPoints(number("7")), PeerWithheld: "nonsense",
		TopMean: 7, TopGap: nullPoints(number("7")), TopWithheld: "nonsense", BestPractice: 7, BestPracticeGap: nullPoints(number("7")), PercentileRank: nullPoints(number("7")),
		Rank: 7, Ties: 7, RankBand: "nonsense", RankWithheld: "nonsense", EffectiveWeight: 7, WeightedGap: nullPoints(number("7")),
	}
	c.Lines = slices.Repeat([]scorecard.PeerComparisonLine{nonsense}, lines)
	c.Strengths, c.Improvements = slices.Repeat([]string{"nonsense"}, lines), nil
	c.Partner, c.Date, c.Questionnaire, c.Version, c.Audience = "nonsense", partnermath.NewDate(1999, 1, 1), "nonsense", "nonsense", "nonsense"
}

func TestPeersDoNotAllocate(t *testing.T) {
	wide := scorecard.Questionnaire{ID: "wide", Categories: []scorecard.QuestionCategory{{ID: "all", Weight: null("1")}}}
	for i := range 150 {
		id := fmt.Sprintf("t%d", i)
		wide.Categories[0].Topics = append(wide.Categories[0].Topics, scorecard.Topic{
			ID: id, Weight: null("1"), BestPractice: 60 * pt,
			Questions: []scorecard.Question{{ID: id, Weight: null("1"), Kind: scorecard.KindYesNo}},
		})
	}
	answers := scorecard.Assessment{}
	for i := range 150 {
		answers.Answers = append(answers.Answers, scorecard.Answer{Question: fmt.Sprintf("t%d", i), Choice: []string{"yes", "no"}[i%2]})
	}
	for name, c := range map[string]struct {
		scorer *scorecard.Scorer
		result scorecard.Result
	}{
		"6 nodes":   {peerScorer(), resultOf(t, 50*pt)},
		"152 nodes": {compiled(t, wide), assess(t, wide, answers)},
	} {
		p := newPeers(t, c.scorer, scorecard.Disclosure{})
		if n := testing.AllocsPerRun(100, func() { _ = p.Add(c.result) }); n != 0 || p.Results() != 101 {
			t.Errorf("%s: Add makes %v allocations for %d results", name, n, p.Results())
		}
		for _, audience := range []scorecard.Audience{scorecard.AudienceVendor, scorecard.AudiencePartner} {
			g := groupFrom(t, p, scorecard.PeerPolicy{Audience: audience})
			var dst scorecard.PeerComparison
			if n := testing.AllocsPerRun(100, func() { _ = g.CompareInto(&dst, c.result) }); n != 0 || len(dst.Lines) == 0 {
				t.Errorf("%s: CompareInto for the %s makes %v allocations", name, audience, n)
			}
		}
	}
}

// A group is safe to share between goroutines.
func TestPeerGroupIsSafeForGoroutines(t *testing.T) {
	g := groupOf(t, scorecard.PeerPolicy{Audience: scorecard.AudienceVendor, Reference: scorecard.ReferencePeers}, 30*pt, 50*pt, 70*pt)
	want := compare(t, g, 60*pt)
	var wait sync.WaitGroup
	for range 4 {
		wait.Go(func() {
			for range 20 {
				c, err := g.Compare(resultOf(t, 60*pt))
				if err != nil || testkit.Diff(want, c) != "" || len(g.Stats()) != peerNodes {
					t.Error("another comparison")
				}
			}
		})
	}
	wait.Wait()
}
