package scorecard_test

import (
	"math"
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard"
)

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
		stats.Quantiles = append(stats.Quantiles, scorecard.PeerQuantile{P: p.Decimal, Score: oracleTo(oracleQuantile(column, testkit.Rat(p.Decimal), policy.QuantileType), cent)})
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

func oraclePercentile(column []scorecard.Score, score scorecard.Score, kind scorecard.RankKind) (rank decimal.NullDecimal, higher, ties int64) {
	below, of := new(big.Rat), int64(len(column))
	equal := big.NewRat(1, 2)
	switch kind {
	case scorecard.RankStrict:
		equal = new(big.Rat)
	case scorecard.RankInclusive:
		equal, of = new(big.Rat), of-1
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
	if kind == scorecard.RankInclusive && (of == 0 || ties == 0) {
		return decimal.NullDecimal{}, higher, ties
	}
	below.Mul(below, big.NewRat(100, of))
	return decimal.NewNullDecimal(testkit.RoundHalfAway(below, 2)), higher, ties
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
			to.Rank, to.Ties = 1+higher, ties
			if rank.Valid {
				to.PercentileRank = nullPoints(rank.Decimal)
			}
		}
		c.Lines = append(c.Lines, to)
	}
	oracleGaps(&c, policy.Reference)
	return c
}

// oracleCoarse returns, for every score in hundredths, the multiple of grain that
// is nearest to it, halves up, among the multiples that are the nearest of grain
// scores of the scale; the lowest and highest of these take in the ends.
func oracleCoarse(grain int64) []scorecard.Score {
	nearest := make([]int64, 10_001)
	count := map[int64]int64{}
	for v := int64(100); v <= 10_000; v++ {
		nearest[v] = (2*v + grain) / (2 * grain)
		count[nearest[v]]++
	}
	lowest, highest := int64(math.MaxInt64), int64(0)
	for k, n := range count {
		if n >= grain {
			lowest, highest = min(lowest, k), max(highest, k)
		}
	}
	coarse := make([]scorecard.Score, len(nearest))
	for v, k := range nearest {
		coarse[v] = scorecard.Score(min(max(k, lowest), highest) * grain)
	}
	return coarse
}

// oracleShown is what a partner sees of a column of rounded scores.
func oracleShown(column []scorecard.Score, policy scorecard.PeerPolicy, step *big.Rat, minimum int64) scorecard.NodeStats {
	subject := int64(0)
	if policy.SubjectIsMember {
		subject = 1
	}
	n, why := int64(len(column)), policy.Decided
	if why == "" && n-subject < minimum {
		why = scorecard.WithheldSmallGroup
	}
	if why != "" {
		return scorecard.NodeStats{DeviationWithheld: scorecard.WithheldVendorOnly, Withheld: why, Top: scorecard.TopPerformers{Withheld: why}}
	}
	stats := scorecard.NodeStats{
		DeviationWithheld: scorecard.WithheldVendorOnly,
		Members:           n - n%minimum, Mean: oracleTo(oracleMean(column), step),
		Median: oracleTo(oracleQuantile(column, big.NewRat(1, 2), policy.QuantileType), step),
		Top:    oracleTop(column, policy, step),
	}
	if stats.Top.Members-subject < minimum {
		stats.Top = scorecard.TopPerformers{Withheld: scorecard.WithheldSmallTop}
	}
	stats.Top.Members -= stats.Top.Members % minimum
	return stats
}

func oracleBand(rank decimal.Decimal, d scorecard.Disclosure) string {
	bands := d.Bands
	if len(bands) == 0 {
		bands = []scorecard.RankBand{
			{Name: "bottom-quarter"},
			{Name: "third-quarter", From: null("25")},
			{Name: "second-quarter", From: null("50")},
			{Name: "top-quarter", From: null("75")},
		}
	}
	name := ""
	for _, b := range bands {
		if rank.GreaterThanOrEqual(b.From.Decimal) {
			name = b.Name
		}
	}
	return name
}

// hundredthsOf returns a number of the disclosure in hundredths.
func hundredthsOf(d decimal.NullDecimal, absent int64) int64 {
	if !d.Valid {
		return absent
	}
	return d.Decimal.Shift(2).IntPart()
}

func minimumOf(d scorecard.Disclosure) int64 {
	if d.MinimumGroup == 0 {
		return 5
	}
	return int64(d.MinimumGroup)
}

// oracleRecord is the coarse record of a row, whose nodes are overall, sales of pipeline, and technical of
// people and support.
func oracleRecord(row []scorecard.Score, grain int64) []scorecard.Score {
	nearest := oracleCoarse(grain)
	nearest[0] = 0
	weighted := func(scores []scorecard.Score, weights []int64) scorecard.Score {
		sum, total := new(big.Rat), int64(0)
		for i, s := range scores {
			if s != 0 {
				sum.Add(sum, new(big.Rat).Mul(oracleRat(s), big.NewRat(weights[i], 1)))
				total += weights[i]
			}
		}
		if total == 0 {
			return 0
		}
		return oracleTo(sum.Quo(sum, big.NewRat(total, 1)), big.NewRat(1, 100))
	}
	pipeline, people, support := nearest[row[2]], nearest[row[4]], nearest[row[5]]
	sales, technical := weighted([]scorecard.Score{pipeline}, []int64{1}), weighted([]scorecard.Score{people, support}, []int64{1, 1})
	return []scorecard.Score{weighted([]scorecard.Score{sales, technical}, []int64{60, 40}), sales, pipeline, technical, people, support}
}
