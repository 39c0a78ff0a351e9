package scorecard_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"math"
	"math/big"
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

// peerScorer is one scorer of fullQuestionnaire for all tests.
var peerScorer = sync.OnceValue(func() *scorecard.Scorer {
	c, err := scorecard.Compile(fullQuestionnaire())
	if err != nil {
		panic(err)
	}
	return c
})

var peerTemplate = sync.OnceValue(func() scorecard.Result {
	r, err := peerScorer().Assess(fullAssessment())
	if err != nil {
		panic(err)
	}
	return r
})

// peerNodes is the number of nodes above the questions of fullQuestionnaire:
// overall, sales, pipeline, technical, people, support.
const peerNodes = 6

// resultOf makes a result of fullQuestionnaire with the given published scores of
// the nodes above the questions; the last stands for all nodes after it. The line
// of the whole has another score than Overall, as before caps.
func resultOf(t rapid.TB, scores ...scorecard.Score) scorecard.Result {
	t.Helper()
	r := peerTemplate()
	r.Lines = slices.Clone(r.Lines)
	node := 0
	for i := range r.Lines {
		if r.Lines[i].Node == scorecard.NodeQuestion {
			continue
		}
		score := scores[min(node, len(scores)-1)]
		if node == 0 {
			r.Overall = score
			r.Lines[0].Score = 100 * pt
		} else {
			r.Lines[i].Score = score
		}
		node++
	}
	if node != peerNodes {
		t.Fatalf("%d nodes above the questions", node)
	}
	return r
}

func peersOf(t rapid.TB, results ...scorecard.Result) *scorecard.Peers {
	t.Helper()
	p := scorecard.NewPeers(peerScorer())
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
	p := peersOf(t)
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

// members draws up to n rows of scores, one for each node. Ties are common, and
// so are nodes without a score.
func members(n int) *rapid.Generator[[][]scorecard.Score] {
	score := rapid.OneOf(scores(8), rapid.SampledFrom([]scorecard.Score{1 * pt, 50 * pt, 50*pt + 1, 100 * pt}))
	return rapid.SliceOfN(rapid.SliceOfN(score, peerNodes, peerNodes), 0, n)
}

func resultsOf(t rapid.TB, members [][]scorecard.Score) []scorecard.Result {
	results := make([]scorecard.Result, len(members))
	for i, m := range members {
		results[i] = resultOf(t, m...)
	}
	return results
}

// The oracle works on plain lists of scores, with fractions.

func oracleColumn(members [][]scorecard.Score, node int) []scorecard.Score {
	column := []scorecard.Score{}
	for _, m := range members {
		if m[node] != 0 {
			column = append(column, m[node])
		}
	}
	slices.Sort(column)
	return column
}

func oracleRat(s scorecard.Score) *big.Rat { return big.NewRat(int64(s), 100) }

// oracleTo rounds points to a multiple of step points, half away from zero.
func oracleTo(r, step *big.Rat) scorecard.Score {
	times := testkit.Rat(testkit.RoundHalfAway(new(big.Rat).Quo(r, step), 0))
	return scorecard.Score(testkit.RoundHalfAway(times.Mul(times, step), 2).Shift(2).IntPart())
}

func oracleMean(column []scorecard.Score) *big.Rat {
	sum := new(big.Rat)
	for _, s := range column {
		sum.Add(sum, oracleRat(s))
	}
	return sum.Quo(sum, big.NewRat(int64(len(column)), 1))
}

// oracleQuantile is that of Hyndman and Fan, on a sorted column.
func oracleQuantile(column []scorecard.Score, p *big.Rat, kind scorecard.QuantileType) *big.Rat {
	n, one := big.NewRat(int64(len(column)), 1), big.NewRat(1, 1)
	h := new(big.Rat).Sub(n, one)
	h.Add(h.Mul(h, p), one)
	if kind == scorecard.QuantileType6 {
		h = new(big.Rat).Add(n, one)
		h.Mul(h, p)
		if h.Cmp(one) < 0 {
			h = one
		}
		if h.Cmp(n) > 0 {
			h = n
		}
	}
	k := int(new(big.Int).Quo(h.Num(), h.Denom()).Int64())
	low := oracleRat(column[k-1])
	if k == len(column) {
		return low
	}
	f := new(big.Rat).Sub(h, big.NewRat(int64(k), 1))
	rise := new(big.Rat).Sub(oracleRat(column[k]), low)
	return low.Add(low, rise.Mul(rise, f))
}

// oracleDeviation is undefined for no degrees of freedom. The root has 200 bits.
func oracleDeviation(column []scorecard.Score, kind scorecard.DeviationKind) decimal.NullDecimal {
	m := int64(len(column))
	if kind != scorecard.DeviationPopulation {
		m--
	}
	if m <= 0 {
		return decimal.NullDecimal{}
	}
	mean, squares := oracleMean(column), new(big.Rat)
	for _, s := range column {
		d := new(big.Rat).Sub(oracleRat(s), mean)
		squares.Add(squares, d.Mul(d, d))
	}
	variance := new(big.Float).SetPrec(200).SetRat(squares.Quo(squares, big.NewRat(m, 1)))
	root, _ := variance.Sqrt(variance).Rat(nil)
	return decimal.NewNullDecimal(testkit.RoundHalfAway(root, 4))
}

func oracleStats(column []scorecard.Score, policy scorecard.PeerPolicy) scorecard.NodeStats {
	stats := scorecard.NodeStats{Members: int64(len(column))}
	if len(column) == 0 {
		return stats
	}
	cent, half := big.NewRat(1, 100), big.NewRat(1, 2)
	stats.Mean = oracleTo(oracleMean(column), cent)
	stats.Median = oracleTo(oracleQuantile(column, half, policy.QuantileType), cent)
	for _, p := range policy.Quantiles {
		stats.Quantiles = append(stats.Quantiles, scorecard.PeerQuantile{P: p, Score: oracleTo(oracleQuantile(column, testkit.Rat(p), policy.QuantileType), cent)})
	}
	stats.Deviation = oracleDeviation(column, policy.Deviation)
	stats.Top = oracleTop(column, policy, cent)
	return stats
}

func oracleTop(column []scorecard.Score, policy scorecard.PeerPolicy, step *big.Rat) scorecard.TopPerformers {
	share := big.NewRat(1, 4)
	if policy.TopShare.Valid {
		share = testkit.Rat(policy.TopShare.Decimal)
	}
	top := scorecard.TopPerformers{Threshold: oracleTo(oracleQuantile(column, share.Sub(big.NewRat(1, 1), share), scorecard.QuantileType7), step)}
	var above []scorecard.Score
	for _, s := range column {
		if s >= top.Threshold {
			above = append(above, s)
		}
	}
	if top.Members = int64(len(above)); top.Members > 0 {
		top.Mean = oracleTo(oracleMean(above), step)
	}
	return top
}

func oraclePercentile(column []scorecard.Score, score scorecard.Score, kind scorecard.RankKind) (rank decimal.Decimal, higher, ties int64) {
	below := new(big.Rat)
	equal := big.NewRat(1, 2)
	switch kind {
	case scorecard.RankStrict:
		equal = new(big.Rat)
	case scorecard.RankWeak:
		equal = big.NewRat(1, 1)
	}
	for _, s := range column {
		switch {
		case s < score:
			below.Add(below, big.NewRat(1, 1))
		case s == score:
			below.Add(below, equal)
			ties++
		default:
			higher++
		}
	}
	below.Mul(below, big.NewRat(100, int64(len(column))))
	return testkit.RoundHalfAway(below, 2), higher, ties
}

// oracleGaps fills in the gaps between published scores, and the lists, which
// follow from the other figures of a comparison.
func oracleGaps(c *scorecard.PeerComparison, reference scorecard.PeerReference) {
	gap := func(from, to scorecard.Score) scorecard.NullPoints {
		if from == 0 || to == 0 {
			return scorecard.NullPoints{}
		}
		return nullPoints(from.Decimal().Sub(to.Decimal()))
	}
	c.Strengths, c.Improvements = []string{}, []string{}
	var strong, weak []scorecard.PeerComparisonLine
	for i := range c.Lines {
		l := &c.Lines[i]
		l.PeerGap, l.TopGap, l.BestPracticeGap = gap(l.Score, l.PeerMean), gap(l.Score, l.TopMean), gap(l.Score, l.BestPractice)
		weighted := map[scorecard.PeerReference]scorecard.NullPoints{
			"": l.BestPracticeGap, scorecard.ReferenceBestPractice: l.BestPracticeGap, scorecard.ReferencePeers: l.PeerGap, scorecard.ReferenceTopPerformers: l.TopGap,
		}[reference]
		if weighted.Valid {
			weighted = nullPoints(testkit.RoundHalfAway(testkit.Rat(l.EffectiveWeight.Decimal().Mul(weighted.Points.Decimal())), 2))
		}
		l.WeightedGap = weighted
		if l.Node != scorecard.NodeTopic || !weighted.Valid {
			continue
		}
		if weighted.Points < 0 {
			weak = append(weak, *l)
		} else {
			strong = append(strong, *l)
		}
	}
	slices.SortStableFunc(strong, func(a, b scorecard.PeerComparisonLine) int { return int(b.WeightedGap.Points - a.WeightedGap.Points) })
	slices.SortStableFunc(weak, func(a, b scorecard.PeerComparisonLine) int { return int(a.WeightedGap.Points - b.WeightedGap.Points) })
	for _, l := range strong {
		c.Strengths = append(c.Strengths, l.ID)
	}
	for _, l := range weak {
		c.Improvements = append(c.Improvements, l.ID)
	}
}

// oracleCompare is for the vendor.
func oracleCompare(r scorecard.Result, members [][]scorecard.Score, policy scorecard.PeerPolicy) scorecard.PeerComparison {
	c := scorecard.PeerComparison{Partner: r.Partner, Date: r.Date, Questionnaire: r.Questionnaire, Version: r.Version, Audience: policy.Audience}
	for _, line := range r.Lines {
		if line.Node == scorecard.NodeQuestion {
			continue
		}
		column := oracleColumn(members, len(c.Lines))
		stats := oracleStats(column, policy)
		to := scorecard.PeerComparisonLine{
			Node: line.Node, ID: line.ID, Name: line.Name, Score: line.Score, BestPractice: line.BestPractice, EffectiveWeight: line.EffectiveWeight,
			Peers: stats.Members, PeerMean: stats.Mean, TopMean: stats.Top.Mean,
		}
		if line.Node == scorecard.NodeOverall {
			to.Score = r.Overall
		}
		if to.Score != 0 && len(column) > 0 {
			rank, higher, ties := oraclePercentile(column, to.Score, policy.RankKind)
			to.PercentileRank, to.Rank, to.Ties = nullPoints(rank), 1+higher, ties
		}
		c.Lines = append(c.Lines, to)
	}
	oracleGaps(&c, policy.Reference)
	return c
}

// shares draws a decimal from low to 1 with up to 4 decimals.
func shares(low int64) *rapid.Generator[decimal.Decimal] {
	return rapid.OneOf(
		rapid.Map(rapid.Int64Range(low, 10_000), func(n int64) decimal.Decimal { return decimal.New(n, -4) }),
		rapid.Just(decimal.New(1, 0)), rapid.Just(decimal.New(25, -2)), rapid.Just(decimal.New(max(low, 0), -4)),
	)
}

// drawPolicy draws all that is not of the disclosure.
func drawPolicy(t *rapid.T, audience scorecard.Audience) scorecard.PeerPolicy {
	p := scorecard.PeerPolicy{
		Audience:        audience,
		SubjectIsMember: rapid.Bool().Draw(t, "subject is member"),
		Quantiles:       rapid.SliceOfN(shares(0), 0, 4).Draw(t, "quantiles"),
		QuantileType:    rapid.SampledFrom([]scorecard.QuantileType{"", scorecard.QuantileType7, scorecard.QuantileType6}).Draw(t, "type"),
		RankKind:        rapid.SampledFrom([]scorecard.RankKind{"", scorecard.RankMean, scorecard.RankStrict, scorecard.RankWeak}).Draw(t, "rank"),
		Deviation:       rapid.SampledFrom([]scorecard.DeviationKind{"", scorecard.DeviationSample, scorecard.DeviationPopulation}).Draw(t, "deviation"),
		Reference:       rapid.SampledFrom([]scorecard.PeerReference{"", scorecard.ReferenceBestPractice, scorecard.ReferencePeers, scorecard.ReferenceTopPerformers}).Draw(t, "reference"),
	}
	if rapid.Bool().Draw(t, "has share") {
		p.TopShare = decimal.NewNullDecimal(shares(1).Draw(t, "share"))
	}
	return p
}

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
		if diff := diffOf(stats, group.Stats(), emptyIsNil); diff != "" {
			t.Fatalf("(-oracle +got):\n%s", diff)
		}
		if diff := diffOf(oracleCompare(subject, rows, policy), compareResult(t, group, subject)); diff != "" {
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
		if diff := diffOf(oracleCompare(subject, rows, policy), compareResult(t, group, subject)); diff != "" {
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
		var parts []*scorecard.Peers
		for range rapid.IntRange(1, 5).Draw(t, "parts") {
			parts = append(parts, peersOf(t))
		}
		for _, i := range rapid.Permutation(results).Draw(t, "order") {
			if err := parts[rapid.IntRange(0, len(parts)-1).Draw(t, "part")].Add(i); err != nil {
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
		if diff := diffOf(one.Stats(), two.Stats()); diff != "" {
			t.Fatalf("(-whole +merged):\n%s", diff)
		}
		subject := resultOf(t, 50*pt)
		if diff := diffOf(compareResult(t, one, subject), compareResult(t, two, subject)); diff != "" {
			t.Fatalf("(-whole +merged):\n%s", diff)
		}
	})
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
	policy := scorecard.PeerPolicy{Audience: scorecard.AudienceVendor, Quantiles: []decimal.Decimal{number("0.5")}}
	g := groupFrom(t, p, policy)
	before, compared := g.Stats(), compare(t, g, 50*pt)
	if err := p.Add(resultOf(t, 90*pt)); err != nil {
		t.Fatal(err)
	}
	policy.Quantiles[0] = number("0.9")
	dirty := g.Stats()
	dirty[0].Mean, dirty[0].Quantiles[0].Score = 7, 7
	if diff := diffOf(before, g.Stats()); diff != "" {
		t.Errorf("(-before +after):\n%s", diff)
	}
	if diff := diffOf(compared, compare(t, g, 50*pt)); diff != "" {
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
		if diff := diffOf(prefixed("result", faults), faultsOf(t, p.Add(r))); diff != "" {
			t.Errorf("%s: Add (-want +got):\n%s", name, diff)
		}
		sameEncodings(t, before, p, name)
		c, err := g.Compare(r)
		if diff := diffOf(prefixed("result", faults), faultsOf(t, err)); diff != "" {
			t.Errorf("%s: Compare (-want +got):\n%s", name, diff)
		}
		if diff := diffOf(scorecard.PeerComparison{}, c); diff != "" {
			t.Errorf("%s: a comparison all the same (-want +got):\n%s", name, diff)
		}
		dirty := compare(t, g, 60*pt)
		if err := g.CompareInto(&dirty, r); err == nil || len(dirty.Lines) > 0 || len(dirty.Strengths)+len(dirty.Improvements) > 0 || dirty.Questionnaire != "" {
			t.Errorf("%s: CompareInto leaves %+v, %v", name, dirty, err)
		}
	}
}

func TestPeersRefuseOthers(t *testing.T) {
	p := peersOf(t, resultOf(t, 40*pt))
	changed := func(change func(*scorecard.Questionnaire)) *scorecard.Peers {
		q := fullQuestionnaire()
		change(&q)
		return scorecard.NewPeers(compiled(t, q))
	}
	for name, tt := range map[string]struct {
		other  *scorecard.Peers
		faults []string
	}{
		"nil":           {nil, []string{"other required"}},
		"zero":          {&scorecard.Peers{}, []string{"other required"}},
		"version":       {changed(func(q *scorecard.Questionnaire) { q.Version = "2027" }), []string{"other match"}},
		"no version":    {changed(func(q *scorecard.Questionnaire) { q.Version = "" }), []string{"other match"}},
		"questionnaire": {changed(func(q *scorecard.Questionnaire) { q.ID = "other" }), []string{"other match"}},
		"topic":         {changed(func(q *scorecard.Questionnaire) { q.Categories[0].Topics[0].ID = "other" }), []string{"other match"}},
		"too many":      {crowd(t, math.MaxUint32), []string{"other max"}},
	} {
		if diff := diffOf(tt.faults, faultsOf(t, p.Merge(tt.other))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		sameEncodings(t, peersOf(t, resultOf(t, 40*pt)), p, name)
	}
	if err := p.Merge(crowd(t, math.MaxUint32-1)); err != nil || p.Results() != math.MaxUint32 {
		t.Errorf("up to the limit: %d, %v", p.Results(), err)
	}
	if diff := diffOf([]string{"peers max"}, faultsOf(t, p.Add(resultOf(t, 50*pt)))); diff != "" {
		t.Errorf("beyond the limit (-want +got):\n%s", diff)
	}
}

// crowd makes peers of n members that all score 50.
func crowd(t rapid.TB, n uint32) *scorecard.Peers {
	t.Helper()
	text, _ := encodings(t, peersOf(t, resultOf(t, 50*pt)))
	many := strings.ReplaceAll(string(text), "[5000,1]", fmt.Sprintf("[5000,%d]", n))
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
	policy := scorecard.PeerPolicy{Audience: scorecard.AudienceVendor, Quantiles: []decimal.Decimal{number("1"), number("0.9999")}}
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
	for name, p := range map[string]*scorecard.Peers{"nil": nil, "zero": {}, "of a nil scorer": scorecard.NewPeers(nil), "of a zero scorer": scorecard.NewPeers(new(scorecard.Scorer))} {
		if diff := diffOf([]string{"peers required"}, faultsOf(t, p.Add(r))); diff != "" {
			t.Errorf("%s: Add (-want +got):\n%s", name, diff)
		}
		if diff := diffOf([]string{"peers required"}, faultsOf(t, p.Merge(peersOf(t, r)))); diff != "" {
			t.Errorf("%s: Merge (-want +got):\n%s", name, diff)
		}
		if g, err := p.Result(scorecard.PeerPolicy{Audience: scorecard.AudienceVendor}); g != nil || err == nil {
			t.Errorf("%s: Result %v, %v", name, g, err)
		} else if diff := diffOf([]string{"peers required"}, faultsOf(t, err)); diff != "" {
			t.Errorf("%s: Result (-want +got):\n%s", name, diff)
		}
		_, err := p.Result(scorecard.PeerPolicy{})
		if diff := diffOf([]string{"peers required", "policy.audience required"}, faultsOf(t, err)); diff != "" {
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
	faultsOf(t, none.UnmarshalJSON(text))
	if none.UnmarshalJSON(text) == nil || none.UnmarshalBinary(binary) == nil || none.UnmarshalBinary(nil) == nil || none.UnmarshalJSON([]byte("{")) == nil {
		t.Error("nil was read into")
	}
	for name, g := range map[string]*scorecard.PeerGroup{"nil": nil, "zero": {}} {
		_, err := g.Compare(r)
		if diff := diffOf([]string{"group required"}, faultsOf(t, err)); diff != "" {
			t.Errorf("%s: Compare (-want +got):\n%s", name, diff)
		}
		if diff := diffOf([]string{"group required", "dst required"}, faultsOf(t, g.CompareInto(nil, r))); diff != "" {
			t.Errorf("%s: CompareInto (-want +got):\n%s", name, diff)
		}
		if len(g.Stats()) != 0 || g.Audience() != "" {
			t.Errorf("%s: %v for %q", name, g.Stats(), g.Audience())
		}
	}
	if diff := diffOf([]string{"dst required"}, faultsOf(t, groupOf(t, scorecard.PeerPolicy{Audience: scorecard.AudienceVendor}).CompareInto(nil, r))); diff != "" {
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
			if diff := diffOf(compareResult(t, g, r), dst); diff != "" {
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
	wide := scorecard.Questionnaire{ID: "wide", Categories: []scorecard.QuestionCategory{{ID: "all", Weight: number("1")}}}
	for i := range 150 {
		id := fmt.Sprintf("t%d", i)
		wide.Categories[0].Topics = append(wide.Categories[0].Topics, scorecard.Topic{
			ID: id, Weight: number("1"), BestPractice: 60 * pt,
			Questions: []scorecard.Question{{ID: id, Weight: number("1"), Kind: scorecard.KindYesNo}},
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
		p := scorecard.NewPeers(c.scorer)
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
				if err != nil || diffOf(want, c) != "" || len(g.Stats()) != peerNodes {
					t.Error("another comparison")
				}
			}
		})
	}
	wait.Wait()
}
