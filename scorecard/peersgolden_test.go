package scorecard_test

import (
	"testing"

	"github.com/shopspring/decimal"

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
		Source string                `json:"source"`
		Data   []scorecard.Score     `json:"data"`
		P      []decimal.NullDecimal `json:"p"`
		Type1  []scorecard.Score     `json:"type1"`
		Type6  []scorecard.Score     `json:"type6"`
		Type7  []scorecard.Score     `json:"type7"`
	} `json:"quantiles"`
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
		policy := scorecard.PeerPolicy{Audience: scorecard.AudienceVendor, QuantileType: kind, Quantiles: []decimal.NullDecimal{null("0.75")}}
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
		if diff := testkit.Diff(null(rank), line.PercentileRank.Decimal()); diff != "" {
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
			if diff := testkit.Diff(null(want), compare(t, group, tt.Score).Lines[0].PercentileRank.Decimal()); diff != "" {
				t.Errorf("%q of %s among %s (-want +got):\n%s", kind, tt.Score, tt.Data, diff)
			}
		}
	}
	if checked != 9 {
		t.Errorf("%d ranks were checked, want 9", checked)
	}
}

// The data of the documentation of Excel's PERCENTRANK.INC, which cuts 5 ÷ 9 to 0.555 where
// SQL's percent_rank does not. What is not among the data has no rank here.
func TestInclusiveRank(t *testing.T) {
	data := []scorecard.Score{13 * pt, 12 * pt, 11 * pt, 8 * pt, 4 * pt, 3 * pt, 2 * pt, 1 * pt, 1 * pt, 1 * pt}
	policy := scorecard.PeerPolicy{Audience: scorecard.AudienceVendor, SubjectIsMember: true, RankKind: scorecard.RankInclusive}
	for score, want := range map[scorecard.Score]string{
		1 * pt: "0", 2 * pt: "33.33", 4 * pt: "55.56", 8 * pt: "66.67", 13 * pt: "100", 5 * pt: "", 14 * pt: "",
	} {
		line := compare(t, groupOf(t, policy, data...), score).Lines[0]
		if diff := testkit.Diff(null(want), line.PercentileRank.Decimal()); diff != "" || line.Rank == 0 {
			t.Errorf("%s has rank %d (-want +got):\n%s", score, line.Rank, diff)
		}
	}
	if line := compare(t, groupOf(t, policy, 8*pt), 8*pt).Lines[0]; line.PercentileRank.Valid || line.Rank != 1 {
		t.Errorf("the only one: %+v", line)
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
			if q.Score != want[i] || !q.P.Equal(g.P[i].Decimal) {
				t.Errorf("%s: the quantile of %s is %s, want %s of %s", kind, q.P, q.Score, want[i], g.P[i].Decimal)
			}
		}
		if stats.Median != 9*pt {
			t.Errorf("%s: the median is %s", kind, stats.Median)
		}
	}
}
