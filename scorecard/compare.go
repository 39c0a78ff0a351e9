package scorecard

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/scorecard/internal/coarse"
	"github.com/partnermath/partnermath/scorecard/internal/tally"
)

// PeerComparison is one result beside its peers and best practice, as the audience of
// the [PeerGroup] may see it. All gaps are in points with 2 decimals, of the
// published figures beside them, and undefined when one of these is missing.
type PeerComparison struct {
	Partner       string           `json:"partner,omitempty"`
	Date          partnermath.Date `json:"date,omitzero"`
	Questionnaire string           `json:"questionnaire"`
	Version       string           `json:"version,omitempty"`
	Audience      Audience         `json:"audience"`

	// Lines are the whole, then every category followed by its topics. The whole is after caps
	// for the vendor, and before caps for a partner, like that of its peers.
	Lines []PeerComparisonLine `json:"lines"`
	// Strengths are the ids of the topics with a weighted gap of 0 or above, the
	// largest first; Improvements those with one below 0, the lowest first. Equal ones
	// stand in questionnaire order.
	Strengths    []string `json:"strengths"`
	Improvements []string `json:"improvements"`
}

// PeerComparisonLine is one node in a [PeerComparison].
type PeerComparisonLine struct {
	Node  NodeKind `json:"node"`
	ID    string   `json:"id,omitempty"`
	Name  string   `json:"name,omitempty"`
	Score Score    `json:"score"`

	// Peers counts the members with a score, PeerMean is their mean, and PeerGap is
	// Score − PeerMean; see [NodeStats].
	Peers        int64      `json:"peers"`
	PeerMean     Score      `json:"peerMean"`
	PeerGap      NullPoints `json:"peerGap"`
	PeerWithheld Withheld   `json:"peerWithheld,omitempty"`
	// TopMean is the mean of the top performers, and TopGap is Score − TopMean.
	TopMean     Score      `json:"topMean"`
	TopGap      NullPoints `json:"topGap"`
	TopWithheld Withheld   `json:"topWithheld,omitempty"`
	// BestPractice is the score that the best partners reach, and BestPracticeGap is
	// Score − BestPractice.
	BestPractice    Score      `json:"bestPractice,omitzero"`
	BestPracticeGap NullPoints `json:"bestPracticeGap"`

	// PercentileRank, of the RankKind of the policy, is from 0 to 100 with 2 decimals. Rank is the competition rank,
	// 1 + the number of members with a higher score, and Ties the number with the
	// same score. A partner sees the RankBand only.
	PercentileRank NullPoints `json:"percentileRank"`
	Rank           int64      `json:"rank,omitempty"`
	Ties           int64      `json:"ties,omitempty"`
	RankBand       string     `json:"rankBand,omitempty"`
	RankWithheld   Withheld   `json:"rankWithheld,omitempty"`

	// EffectiveWeight is that of the result. WeightedGap is EffectiveWeight × the gap
	// to the reference of the policy, in points with 2 decimals.
	EffectiveWeight Share      `json:"effectiveWeight"`
	WeightedGap     NullPoints `json:"weightedGap"`
}

// Compare sets a result beside the group. The error is a
// [*partnermath.ValidationError] when the result is not one of the questionnaire
// and version of the group, or holds a score out of its range.
func (g *PeerGroup) Compare(r Result) (PeerComparison, error) {
	var c PeerComparison
	if err := g.CompareInto(&c, r); err != nil {
		return PeerComparison{}, err
	}
	return c, nil
}

// CompareInto is Compare into a comparison that the caller owns and whose memory
// it reuses: after the first call it does not allocate. On an error dst holds no
// comparison.
func (g *PeerGroup) CompareInto(dst *PeerComparison, r Result) error {
	if err := g.usable(dst); err != nil {
		return err
	}
	if err := misfits(g.shape, "result.", &r); err != nil {
		dst.empty()
		return err
	}
	g.fill(dst, r.Partner, r.Date, r.Lines[0].Score, func(i int) mark { return markOf(g.shape, &r, i) })
	return nil
}

// CompareOutlineInto is CompareInto with the outline of a result. The error is a
// [*partnermath.ValidationError] when the outline is not one of the questionnaire and
// version of the group, down to the ids of its topics.
func (g *PeerGroup) CompareOutlineInto(dst *PeerComparison, o Outline) error {
	if err := g.usable(dst); err != nil {
		return err
	}
	if err := checkOutline(g.shape, &o); err != nil {
		dst.empty()
		return err
	}
	g.fill(dst, o.partner, o.date, o.before, func(i int) mark { return o.marks[i] })
	return nil
}

// fill makes dst the comparison of a partner, by the marks of its nodes and its overall score before caps.
func (g *PeerGroup) fill(dst *PeerComparison, partner string, date partnermath.Date, before Score, of func(node int) mark) {
	*dst = PeerComparison{
		Partner: partner, Date: date, Questionnaire: g.shape.Questionnaire, Version: g.shape.Version, Audience: g.policy.Audience,
		Lines: append(dst.Lines[:0], g.template...), Strengths: emptied(dst.Strengths), Improvements: emptied(dst.Improvements),
	}
	var k coarse.Recorder
	for i := len(g.shape.Nodes) - 1; i >= 0; i-- {
		m := of(i)
		uncapped := Score(m.score)
		if i == 0 {
			uncapped = before
		}
		score, ranked := uncapped, coarsened(&g.shape.Nodes[i], &k, g.grains[i], uncapped)
		if !g.toPartner {
			score, ranked = Score(m.score), Score(m.score)
		}
		g.compare(i, &dst.Lines[i], score, ranked, Share(m.weight), Score(m.best))
	}
	g.order(dst)
}

// empty makes c no comparison, and keeps its memory.
func (c *PeerComparison) empty() {
	*c = PeerComparison{Lines: c.Lines[:0], Strengths: emptied(c.Strengths), Improvements: emptied(c.Improvements)}
}

// emptied keeps the memory of a list; there is always a list, so that its JSON is.
func emptied(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list[:0]
}

// usable returns an error, and empties dst, for a group that Peers.Result did not make.
func (g *PeerGroup) usable(dst *PeerComparison) error {
	if g != nil && g.shape != nil && dst != nil {
		return nil
	}
	var faults partnermath.ValidationError
	if g == nil || g.shape == nil {
		faults.Add("group", "required", "must come from Peers.Result")
	}
	if dst == nil {
		faults.Add("dst", "required", "must point to a comparison")
	} else {
		dst.empty()
	}
	return faults.Err()
}

// compare fills in the line of node i from what is published of it, with the rank of one of
// its scores.
func (g *PeerGroup) compare(i int, to *PeerComparisonLine, score, ranked Score, share Share, best Score) {
	to.Score, to.BestPractice, to.EffectiveWeight = score, best, share
	to.PeerGap = score.Minus(to.PeerMean)
	to.TopGap = score.Minus(to.TopMean)
	to.BestPracticeGap = score.Minus(to.BestPractice)
	g.rank(to, ranked, &g.distributions[i])
	reference := to.BestPractice
	switch g.policy.Reference {
	case ReferencePeers:
		reference = to.PeerMean
	case ReferenceTopPerformers:
		reference = to.TopMean
	}
	if reference != 0 && score != 0 {
		weighted := exact.DivInt(int64(share)*int64(score-reference), wholeShare)
		to.WeightedGap = NullPoints{Points: Points(weighted), Valid: true}
	}
}

// rank fills in the ranks of a score in a line.
func (g *PeerGroup) rank(to *PeerComparisonLine, score Score, d *tally.Distribution) {
	if to.Score == 0 || score == 0 || d.N == 0 || to.PeerWithheld != "" {
		return
	}
	below, equal := d.BelowAndEqual(int64(score))
	percentile := g.policy.percentile(below, equal, d.N)
	if g.toPartner {
		for _, b := range g.disclosure.Bands {
			if from, _ := exact.Int64(b.From.Decimal, scorePlaces); percentile.Valid && int64(percentile.Points) >= from {
				to.RankBand = b.Name
			}
		}
		return
	}
	to.PercentileRank = percentile
	to.Rank, to.Ties = d.N-below-equal+1, equal
}

// percentile returns the percentile rank of a score among n others and itself, if it is a
// member; so many of them are below it and equal to it.
func (p *PeerPolicy) percentile(below, equal, n int64) NullPoints {
	twice := 2*below + equal // of what it counts
	switch p.RankKind {
	case RankStrict:
		twice = 2 * below
	case RankWeak:
		twice = 2 * (below + equal)
	case RankInclusive:
		if n--; equal == 0 || n == 0 {
			return NullPoints{}
		}
		twice = 2 * below
	}
	return NullPoints{Points: Points(exact.DivInt(100*int64(Point)*twice, 2*n)), Valid: true}
}
