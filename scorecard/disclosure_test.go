package scorecard_test

import (
	"encoding/json"
	"fmt"
	"math/big"
	"sort"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard"
)

// Every figure that a partner sees follows from the scores rounded to the grain,
// in steps, and only of groups that are large enough; and nothing else is there.
func TestDisclosureProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy := drawPolicy(t, scorecard.AudiencePartner)
		d := drawDisclosure(t)
		rows := rapid.OneOf(members(30), members(8)).Draw(t, "members")
		group := groupFrom(t, peersUnder(t, d, resultsOf(t, rows)...), policy)
		own := rapid.SliceOfN(scores(9), peerNodes, peerNodes).Draw(t, "subject")
		subject := resultOf(t, own...)
		grain, step, minimum := hundredthsOf(d.Grain, 250), big.NewRat(hundredthsOf(d.Step, 50), 100), minimumOf(d)
		for i := range rows {
			rows[i] = oracleRecord(rows[i], grain)
		}
		own = oracleRecord(own, grain)
		comparison := compareResult(t, group, subject)
		want := scorecard.PeerComparison{
			Partner: subject.Partner, Date: subject.Date, Questionnaire: subject.Questionnaire, Version: subject.Version, Audience: scorecard.AudiencePartner,
		}
		for i, got := range group.Stats() {
			column := oracleColumn(rows, i)
			stats := oracleShown(column, policy, step, minimum)
			stats.Node, stats.ID, stats.Name = got.Node, got.ID, got.Name
			if got.Node == scorecard.NodeTopic {
				stats.Grain = scorecard.Points(grain)
			}
			if diff := testkit.Diff(stats, got); diff != "" {
				t.Fatalf("%d members (-oracle +got):\n%s", len(column), diff)
			}
			line, _ := subject.Line(got.Node, got.ID)
			to := scorecard.PeerComparisonLine{
				Node: got.Node, ID: got.ID, Name: got.Name, Score: line.Score, BestPractice: line.BestPractice, EffectiveWeight: line.EffectiveWeight,
				Peers: stats.Members, PeerMean: stats.Mean, PeerWithheld: stats.Withheld, TopMean: stats.Top.Mean, TopWithheld: stats.Top.Withheld,
				RankWithheld: scorecard.WithheldVendorOnly,
			}
			if stats.Withheld != "" {
				to.RankWithheld = stats.Withheld
			}
			if to.Score != 0 && own[i] != 0 && stats.Withheld == "" {
				rank, _, _ := oraclePercentile(column, own[i], policy.RankKind)
				if rank.Valid {
					to.RankBand = oracleBand(rank.Decimal, d)
				}
			}
			want.Lines = append(want.Lines, to)
		}
		oracleGaps(&want, policy.Reference)
		if diff := testkit.Diff(want, comparison); diff != "" {
			t.Fatalf("(-oracle +got):\n%s", diff)
		}
		testkit.Copy(t, comparison)
		testkit.Copy(t, group.Stats())
	})
}

// The rules that hold for whatever is published, read from the published JSON
// alone: steps, minimum, and nothing that is the vendor's only.
func TestDisclosureOfPublishedJSON(t *testing.T) {
	groupFigures := map[string]bool{"mean": true, "median": true, "threshold": true, "peerMean": true, "topMean": true}
	vendorOnly := map[string]bool{"quantiles": true, "deviation": true, "percentileRank": true, "rank": true, "ties": true}
	counts := map[string]bool{"members": true, "peers": true}
	rapid.Check(t, func(t *rapid.T) {
		policy := drawPolicy(t, scorecard.AudiencePartner)
		d := drawDisclosure(t)
		rows := members(40).Draw(t, "members")
		group := groupFrom(t, peersUnder(t, d, resultsOf(t, rows)...), policy)
		minimum := minimumOf(d)
		step := decimal.New(hundredthsOf(d.Step, 50), -2)
		var walk func(path string, v any)
		walk = func(path string, v any) {
			switch v := v.(type) {
			case []any:
				for i, e := range v {
					walk(fmt.Sprintf("%s[%d]", path, i), e)
				}
			case map[string]any:
				for name, e := range v {
					switch {
					case vendorOnly[name] && e != nil:
						t.Fatalf("%s.%s is %v", path, name, e)
					case groupFigures[name] && e != nil && !new(big.Rat).Quo(testkit.Rat(number(e.(string))), testkit.Rat(step)).IsInt():
						t.Fatalf("%s.%s is %v, no multiple of %s", path, name, e, step)
					case counts[name]:
						n := int64(e.(float64))
						if n%minimum != 0 || n == 0 && (v["mean"] != nil || v["peerMean"] != nil) {
							t.Fatalf("%s.%s is %d", path, name, n)
						}
					}
					walk(path+"."+name, e)
				}
			}
		}
		for _, published := range []any{group.Stats(), compareResult(t, group, resultOf(t, rapid.SliceOfN(scores(9), peerNodes, peerNodes).Draw(t, "subject")...))} {
			text, err := json.Marshal(published)
			if err != nil {
				t.Fatal(err)
			}
			var form any
			if err := json.Unmarshal(text, &form); err != nil {
				t.Fatal(err)
			}
			walk("", form)
		}
	})
}

// Groups just below and at the minimum, the subject counted and not.
func TestDisclosureMinimum(t *testing.T) {
	for _, tt := range []struct {
		members, minimum int
		subjectIsMember  bool
		isShown          bool
	}{
		{4, 0, false, false},
		{5, 0, false, true},
		{5, 0, true, false},
		{6, 0, true, true},
		{1, 2, false, false},
		{2, 2, false, true},
		{2, 2, true, false},
		{3, 2, true, true},
		{0, 2, false, false},
		{0, 2, true, false},
	} {
		policy := scorecard.PeerPolicy{Audience: scorecard.AudiencePartner, SubjectIsMember: tt.subjectIsMember, TopShare: null("1")}
		var of []scorecard.Score
		for range tt.members {
			of = append(of, 50*pt)
		}
		g := groupUnder(t, scorecard.Disclosure{MinimumGroup: tt.minimum}, policy, of...)
		s, line := g.Stats()[0], compare(t, g, 50*pt).Lines[0]
		shown := []bool{
			s.Withheld == "", s.Top.Withheld == "", s.Mean != 0, s.Median != 0, s.Members != 0, s.Top.Mean != 0, s.Top.Threshold != 0, s.Top.Members != 0,
			line.PeerWithheld == "", line.TopWithheld == "", line.Peers != 0, line.PeerMean != 0, line.PeerGap.Valid, line.TopMean != 0, line.TopGap.Valid, line.RankBand != "",
		}
		for i, is := range shown {
			if is != tt.isShown {
				t.Errorf("%+v: figure %d is shown: %t in %+v and %+v", tt, i, is, s, line)
			}
		}
		if s.Withheld != line.PeerWithheld || !tt.isShown && s.Withheld != scorecard.WithheldSmallGroup {
			t.Errorf("%+v: withheld as %q and %q", tt, s.Withheld, line.PeerWithheld)
		}
	}
}

// published is everything that a partner can see of a group: its figures, and the
// comparisons of any partner, as values and as text.
func published(t rapid.TB, g *scorecard.PeerGroup, subjects []scorecard.Result) (values []any, texts string) {
	t.Helper()
	values = []any{g.Stats()}
	for _, s := range subjects {
		values = append(values, compareResult(t, g, s))
	}
	for _, v := range values {
		text, err := json.Marshal(v)
		if err != nil {
			t.Fatalf("%v", err)
		}
		texts += string(text) + fmt.Sprintf("%+v", v)
	}
	return values, texts
}

// alike returns the lowest and the highest score that round like x.
func alike(x scorecard.Score, grain int64) (low, high scorecard.Score) {
	coarse := oracleCoarse(grain)
	for low = x; low > 100 && coarse[low-1] == coarse[x]; {
		low--
	}
	for high = x; high < 10_000 && coarse[high+1] == coarse[x]; {
		high++
	}
	return low, high
}

// An attack on one node: of two groups that differ by one member the attacker knows every
// published figure, all other members and the comparisons of anybody. The scores
// that the member could have all the same span at least the grain.
func TestDisclosureAttackProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy := drawPolicy(t, scorecard.AudiencePartner)
		d := drawDisclosure(t)
		grain := hundredthsOf(d.Grain, 250)
		x := rapid.OneOf(
			rapid.SampledFrom([]scorecard.Score{1 * pt, 1*pt + 1, 100 * pt, 100*pt - 1, 51*pt + 25, 53*pt + 74}),
			rapid.Map(rapid.IntRange(100, 10_000), func(v int) scorecard.Score { return scorecard.Score(v) }),
		).Draw(t, "x")
		low, high := alike(x, grain)
		if int64(high-low)+1 < grain {
			t.Fatalf("%s could be %s to %s only", x, low, high)
		}
		a := peersUnder(t, d, resultsOf(t, members(9).Draw(t, "others"))...)
		subjects := []scorecard.Result{
			resultOf(t, rapid.SliceOfN(scores(9), peerNodes, peerNodes).Draw(t, "third")...), resultOf(t, x), resultOf(t, low), resultOf(t, high),
		}
		with := func(score scorecard.Score) ([]any, string) {
			b := peersUnder(t, d, resultOf(t, score))
			if err := b.Merge(a); err != nil {
				t.Fatal(err)
			}
			return published(t, groupFrom(t, b, policy), subjects)
		}
		values, texts := with(x)
		others := []scorecard.Score{low, high, low + (high-low)/2, scorecard.Score(rapid.IntRange(int(low), int(high)).Draw(t, "other x"))}
		for _, other := range others {
			otherValues, otherTexts := with(other)
			if texts != otherTexts {
				t.Fatalf("%s and %s show (-one +other):\n%s", x, other, testkit.Diff(values, otherValues))
			}
		}
	})
}

// The scores, by a search for where the figures change, not by the rounding that
// is documented: those that make the same figures of a group whose other member is
// known span at least the grain, also at the ends of the scale. The figures here
// tell each multiple from the next.
func TestDisclosureRangesAreWide(t *testing.T) {
	for _, grain := range []string{"", "1.01", "20"} {
		policy := scorecard.PeerPolicy{Audience: scorecard.AudiencePartner, TopShare: null("1")}
		d := scorecard.Disclosure{MinimumGroup: 2, Step: null("0.01"), Grain: null(grain)}
		width := hundredthsOf(d.Grain, 250)
		show := func(v scorecard.Score) string {
			s := groupUnder(t, d, policy, v, 50*pt).Stats()[0]
			return fmt.Sprint(s.Mean, s.Median, s.Top)
		}
		// The figures of a range are the same at its ends, and within, where they rise
		// with the score.
		edge := func(from, to scorecard.Score) scorecard.Score {
			of := show(from)
			return from + scorecard.Score(sort.Search(int(to-from), func(i int) bool { return show(from+scorecard.Score(i)) != of }))
		}
		first := edge(1*pt, 60*pt)
		second := edge(first, 60*pt)
		last := first
		for next := first; next <= 100*pt && width >= 250; next = edge(next, 100*pt+1) {
			last = next
		}
		if int64(first-1*pt) < width || int64(second-first) < width || width >= 250 && int64(100*pt+1-last) < width {
			t.Errorf("grain %q: the first score to differ is %s, then %s, and the last %s", grain, first, second, last)
		}
	}
}

// The documentation's own example.
func TestDisclosureExample(t *testing.T) {
	show := func(x scorecard.Score) string {
		_, texts := published(t, groupOf(t, scorecard.PeerPolicy{Audience: scorecard.AudiencePartner}, x, 30*pt, 40*pt, 50*pt, 60*pt), nil)
		return texts
	}
	if show(51*pt+25) != show(53*pt+74) {
		t.Error("51.25 and 53.74 differ")
	}
	if show(51*pt+24) == show(51*pt+25) || show(53*pt+74) == show(53*pt+75) {
		t.Error("scores beyond do not")
	}
}

func TestPeerPolicyFaults(t *testing.T) {
	vendor := func(change func(*scorecard.PeerPolicy)) scorecard.PeerPolicy {
		p := scorecard.PeerPolicy{Audience: scorecard.AudienceVendor}
		change(&p)
		return p
	}
	for name, tt := range map[string]struct {
		policy scorecard.PeerPolicy
		faults []string
	}{
		"zero":              {scorecard.PeerPolicy{}, []string{"audience required"}},
		"audience":          {scorecard.PeerPolicy{Audience: "public"}, []string{"audience one-of"}},
		"top share of 0":    {vendor(func(p *scorecard.PeerPolicy) { p.TopShare = null("0") }), []string{"topShare above"}},
		"top share above 1": {vendor(func(p *scorecard.PeerPolicy) { p.TopShare = null("1.0001") }), []string{"topShare max"}},
		"top share digits":  {vendor(func(p *scorecard.PeerPolicy) { p.TopShare = null("0.00001") }), []string{"topShare digits"}},
		"quantile left out": {vendor(func(p *scorecard.PeerPolicy) { p.Quantiles = []decimal.NullDecimal{null("0.5"), {}} }), []string{"quantiles[1] required"}},
		"quantile below":    {vendor(func(p *scorecard.PeerPolicy) { p.Quantiles = []decimal.NullDecimal{null("0.5"), null("-0.1")} }), []string{"quantiles[1] min"}},
		"quantile above":    {vendor(func(p *scorecard.PeerPolicy) { p.Quantiles = []decimal.NullDecimal{null("2")} }), []string{"quantiles[0] max"}},
		"quantile type":     {vendor(func(p *scorecard.PeerPolicy) { p.QuantileType = "type-5" }), []string{"quantileType one-of"}},
		"rank kind":         {vendor(func(p *scorecard.PeerPolicy) { p.RankKind = "rank" }), []string{"rankKind one-of"}},
		"rank of members":   {vendor(func(p *scorecard.PeerPolicy) { p.RankKind = scorecard.RankInclusive }), []string{"subjectIsMember required"}},
		"rank of a member":  {vendor(func(p *scorecard.PeerPolicy) { p.RankKind, p.SubjectIsMember = scorecard.RankInclusive, true }), nil},
		"deviation":         {vendor(func(p *scorecard.PeerPolicy) { p.Deviation = "mean" }), []string{"deviation one-of"}},
		"reference":         {vendor(func(p *scorecard.PeerPolicy) { p.Reference = "self" }), []string{"reference one-of"}},
	} {
		if diff := testkit.Diff(tt.faults, testkit.BrokenRules(t, tt.policy.Validate())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		_, err := peersOf(t).Result(tt.policy)
		var below []string
		if tt.faults != nil {
			below = prefixed("policy.", tt.faults)
		}
		if diff := testkit.Diff(below, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s: Result (-want +got):\n%s", name, diff)
		}
	}
}

// No policy panics, however hostile.
func TestHostilePeerPolicyProperty(t *testing.T) {
	peers := peersOf(t, resultOf(t, 50*pt), resultOf(t, 60*pt))
	rapid.Check(t, func(t *rapid.T) {
		p := drawPolicy(t, rapid.SampledFrom(scorecard.Audience("").Values()).Draw(t, "audience"))
		d := drawDisclosure(t)
		testkit.Plant(t, &d)
		under, refused := scorecard.NewPeers(peerScorer(), d)
		if (under == nil) != (refused != nil) || (refused == nil) != (d.Validate() == nil) {
			t.Fatalf("Validate says %v, NewPeers %v", d.Validate(), refused)
		}
		testkit.BrokenRules(t, refused)
		testkit.Plant(t, &p)
		g, err := peers.Result(p)
		invalid := p.Validate()
		testkit.BrokenRules(t, invalid)
		if testkit.BrokenRules(t, err); (err == nil) != (invalid == nil) || (g == nil) != (err != nil) {
			t.Fatalf("Validate says %v, Result %v", invalid, err)
		}
		if g != nil {
			testkit.Copy(t, g.Stats())
			testkit.Copy(t, compare(t, g, 50*pt))
		}
	})
}

func TestDisclosureFaults(t *testing.T) {
	disclosure := func(change func(*scorecard.Disclosure)) (d scorecard.Disclosure) {
		change(&d)
		return d
	}
	band := func(from string) scorecard.RankBand { return scorecard.RankBand{Name: "band", From: null(from)} }
	for name, tt := range map[string]struct {
		disclosure scorecard.Disclosure
		faults     []string
	}{
		"minimum of 1":       {disclosure(func(d *scorecard.Disclosure) { d.MinimumGroup = 1 }), []string{"minimumGroup min"}},
		"minimum below 0":    {disclosure(func(d *scorecard.Disclosure) { d.MinimumGroup = -5 }), []string{"minimumGroup min"}},
		"minimum above 1000": {disclosure(func(d *scorecard.Disclosure) { d.MinimumGroup = 1001 }), []string{"minimumGroup max"}},
		"step of 0":          {disclosure(func(d *scorecard.Disclosure) { d.Step = null("0") }), []string{"step min"}},
		"step above 10":      {disclosure(func(d *scorecard.Disclosure) { d.Step = null("10.01") }), []string{"step max"}},
		"step digits":        {disclosure(func(d *scorecard.Disclosure) { d.Step = null("0.015") }), []string{"step digits"}},
		"grain below 1":      {disclosure(func(d *scorecard.Disclosure) { d.Grain = null("0.99") }), []string{"grain min"}},
		"grain above 20":     {disclosure(func(d *scorecard.Disclosure) { d.Grain = null("20.01") }), []string{"grain max"}},
		"grain below step":   {disclosure(func(d *scorecard.Disclosure) { d.Grain, d.Step = null("4"), null("4.01") }), []string{"grain min"}},
		"default grain":      {disclosure(func(d *scorecard.Disclosure) { d.Step = null("2.51") }), []string{"grain min"}},
		"first band":         {disclosure(func(d *scorecard.Disclosure) { d.Bands = []scorecard.RankBand{band("1"), band("50")} }), []string{"bands[0].from range"}},
		"bands not increasing": {disclosure(func(d *scorecard.Disclosure) {
			d.Bands = []scorecard.RankBand{band("0"), band("50"), band("50")}
		}), []string{"bands[2].from increasing"}},
		"band above":          {disclosure(func(d *scorecard.Disclosure) { d.Bands = []scorecard.RankBand{band("0"), band("100.01")} }), []string{"bands[1].from max"}},
		"band without a name": {disclosure(func(d *scorecard.Disclosure) { d.Bands = []scorecard.RankBand{{}} }), []string{"bands[0].name id", "bands[0].from required"}},
		"fine":                {disclosure(func(d *scorecard.Disclosure) { d.Bands = []scorecard.RankBand{band("0"), band("100")} }), nil},
		"grain as step":       {disclosure(func(d *scorecard.Disclosure) { d.Grain, d.Step = null("4"), null("4.00") }), nil},
	} {
		if diff := testkit.Diff(tt.faults, testkit.BrokenRules(t, tt.disclosure.Validate())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		_, err := scorecard.NewPeers(peerScorer(), tt.disclosure)
		var below []string
		if tt.faults != nil {
			below = prefixed("disclosure.", tt.faults)
		}
		if diff := testkit.Diff(below, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s: NewPeers (-want +got):\n%s", name, diff)
		}
	}
}
