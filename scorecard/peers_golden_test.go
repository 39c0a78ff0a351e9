package scorecard_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard"
)

// peersGolden is testdata/peers.json: figures of peer groups that were published
// by others or worked out by hand, each with its source.
type peersGolden struct {
	Peers struct {
		Source string            `json:"source"`
		Note   string            `json:"note"`
		Group  []scorecard.Score `json:"group"`
		Score  scorecard.Score   `json:"score"`
		Want   struct {
			N                      int64           `json:"n"`
			Mean                   scorecard.Score `json:"mean"`
			GapToMean              string          `json:"gapToMean"`
			PercentileRankStrict   string          `json:"percentileRankStrict"`
			PercentileRankWeak     string          `json:"percentileRankWeak"`
			P75Type7               scorecard.Score `json:"p75type7"`
			P75Type6               scorecard.Score `json:"p75type6"`
			TopPerformersThreshold scorecard.Score `json:"topPerformersThreshold"`
			TopPerformersCount     int64           `json:"topPerformersCount"`
			TopPerformersMean      scorecard.Score `json:"topPerformersMean"`
		} `json:"want"`
	} `json:"peers"`
	PercentileRank struct {
		Source string `json:"source"`
		Cases  []struct {
			Data   []scorecard.Score `json:"data"`
			Score  scorecard.Score   `json:"score"`
			Rank   string            `json:"rank"`
			Strict string            `json:"strict"`
			Weak   string            `json:"weak"`
			Mean   string            `json:"mean"`
			Want   string            `json:"want"`
		} `json:"cases"`
	} `json:"percentileRank"`
	Quantiles struct {
		Source string            `json:"source"`
		Data   []scorecard.Score `json:"data"`
		P      []decimal.Decimal `json:"p"`
		Type1  []scorecard.Score `json:"type1"`
		Type6  []scorecard.Score `json:"type6"`
		Type7  []scorecard.Score `json:"type7"`
	} `json:"quantiles"`
	Trajectory struct {
		Source string            `json:"source"`
		Next   decimal.Decimal   `json:"next"`
		Values []decimal.Decimal `json:"values"`
		Slope  decimal.Decimal   `json:"slope"`
	} `json:"trajectory"`
}

func readPeersGolden(t *testing.T) peersGolden {
	t.Helper()
	var g peersGolden
	testkit.ReadJSON(t, "testdata/peers.json", &g)
	return g
}

func TestGoldenPeers(t *testing.T) {
	g := readPeersGolden(t).Peers
	want := g.Want
	for kind, want := range map[scorecard.QuantileType]scorecard.Score{"": want.P75Type7, scorecard.QuantileType7: want.P75Type7, scorecard.QuantileType6: want.P75Type6} {
		policy := scorecard.PeerPolicy{Audience: scorecard.AudienceVendor, QuantileType: kind, Quantiles: []decimal.Decimal{number("0.75")}}
		stats := groupOf(t, policy, g.Group...).Stats()[0]
		if stats.Quantiles[0].Score != want {
			t.Errorf("%q: the 0.75 quantile is %s, want %s", kind, stats.Quantiles[0].Score, want)
		}
	}
	for kind, rank := range map[scorecard.RankKind]string{scorecard.RankStrict: want.PercentileRankStrict, scorecard.RankWeak: want.PercentileRankWeak} {
		group := groupOf(t, scorecard.PeerPolicy{Audience: scorecard.AudienceVendor, RankKind: kind}, g.Group...)
		stats, line := group.Stats()[0], compare(t, group, g.Score).Lines[0]
		if stats.Members != want.N || stats.Mean != want.Mean || line.Peers != want.N || line.PeerMean != want.Mean || line.PeerGap.Points.Decimal().String() != want.GapToMean {
			t.Errorf("members and mean are %d, %s, the gap is %s", stats.Members, stats.Mean, line.PeerGap)
		}
		if top := (scorecard.TopPerformers{Threshold: want.TopPerformersThreshold, Members: want.TopPerformersCount, Mean: want.TopPerformersMean}); stats.Top != top {
			t.Errorf("the top performers are %+v, want %+v", stats.Top, top)
		}
		if diff := diffOf(null(rank), line.PercentileRank.Decimal()); diff != "" {
			t.Errorf("%s rank (-want +got):\n%s", kind, diff)
		}
	}
}

// The data of scipy are scores as they stand. Its "rank" of a score that several
// have is its "mean" plus half a place, and not among the kinds here.
func TestGoldenPercentileRank(t *testing.T) {
	checked := 0
	for _, tt := range readPeersGolden(t).PercentileRank.Cases {
		for kind, want := range map[scorecard.RankKind]string{scorecard.RankStrict: tt.Strict, scorecard.RankWeak: tt.Weak, scorecard.RankMean: tt.Mean, "": tt.Mean} {
			if want == "" && tt.Want != "undefined" {
				continue
			}
			checked++
			group := groupOf(t, scorecard.PeerPolicy{Audience: scorecard.AudienceVendor, RankKind: kind}, tt.Data...)
			if diff := diffOf(null(want), compare(t, group, tt.Score).Lines[0].PercentileRank.Decimal()); diff != "" {
				t.Errorf("%q of %s among %s (-want +got):\n%s", kind, tt.Score, tt.Data, diff)
			}
		}
	}
	if checked != 9 {
		t.Errorf("%d ranks were checked, want 9", checked)
	}
}

func TestGoldenQuantiles(t *testing.T) {
	g := readPeersGolden(t).Quantiles
	for kind, want := range map[scorecard.QuantileType][]scorecard.Score{scorecard.QuantileType6: g.Type6, scorecard.QuantileType7: g.Type7} {
		policy := scorecard.PeerPolicy{Audience: scorecard.AudienceVendor, QuantileType: kind, Quantiles: g.P}
		stats := groupOf(t, policy, g.Data...).Stats()[0]
		if len(stats.Quantiles) != 4 {
			t.Fatalf("%d quantiles", len(stats.Quantiles))
		}
		for i, q := range stats.Quantiles {
			if q.Score != want[i] || !q.P.Equal(g.P[i]) {
				t.Errorf("%s: the quantile of %s is %s, want %s of %s", kind, q.P, q.Score, want[i], g.P[i])
			}
		}
		if stats.Median != 9*pt {
			t.Errorf("%s: the median is %s", kind, stats.Median)
		}
	}
}

// The values are amounts; divided by 10,000 they are scores, and so is the slope.
func TestGoldenTrajectory(t *testing.T) {
	g := readPeersGolden(t).Trajectory
	var results []scorecard.Result
	for i, value := range g.Values {
		score, err := scorecard.NewScore(value.Shift(-4))
		if err != nil {
			t.Fatal(err)
		}
		r := resultOf(t, score)
		r.Date = quarterEnd(i)
		results = append(results, r)
	}
	trend, err := scorecard.Follow(partnermath.Calendar{}, results)
	if err != nil {
		t.Fatal(err)
	}
	if diff := diffOf(decimal.NewNullDecimal(g.Slope.Shift(-4)), trend.Lines[0].Slope); diff != "" {
		t.Errorf("slope (-want +got):\n%s", diff)
	}
}
