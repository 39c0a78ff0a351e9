package scorecard

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Comparison is one result beside its peers and best practice, as the audience of
// the [PeerGroup] may see it. All gaps are in points with 2 decimals, of the
// published figures beside them, and undefined when one of these is missing.
type Comparison struct {
	Partner       string           `json:"partner,omitempty"`
	Date          partnermath.Date `json:"date,omitzero"`
	Questionnaire string           `json:"questionnaire"`
	Version       string           `json:"version,omitempty"`
	Audience      Audience         `json:"audience"`

	// Lines are the whole, after caps, then every category followed by its topics.
	Lines []ComparisonLine `json:"lines"`
	// Strengths are the ids of the topics with a weighted gap of 0 or above, the
	// largest first; Improvements those with one below 0, the lowest first. Equal ones
	// stand in questionnaire order.
	Strengths    []string `json:"strengths"`
	Improvements []string `json:"improvements"`
}

// ComparisonLine is one node in a [Comparison].
type ComparisonLine struct {
	Node  Node   `json:"node"`
	ID    string `json:"id,omitempty"`
	Name  string `json:"name,omitempty"`
	Score Score  `json:"score"`

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

	// PercentileRank is from 0 to 100 with 2 decimals. Rank is the competition rank,
	// 1 + the number of members with a higher score, and Ties the number with the
	// same score. A partner sees the RankBand only.
	PercentileRank decimal.NullDecimal `json:"percentileRank"`
	Rank           int64               `json:"rank,omitempty"`
	Ties           int64               `json:"ties,omitempty"`
	RankBand       string              `json:"rankBand,omitempty"`
	RankWithheld   Withheld            `json:"rankWithheld,omitempty"`

	// EffectiveWeight is that of the result. WeightedGap is EffectiveWeight × the gap
	// to the reference of the policy, in points with 2 decimals.
	EffectiveWeight Share      `json:"effectiveWeight"`
	WeightedGap     NullPoints `json:"weightedGap"`
}

// Compare sets a result or an outline beside the group. The error is a
// [*partnermath.ValidationError] when the result is not one of the questionnaire
// and version of the group, or holds a score out of its range.
func (g *PeerGroup) Compare(r Result) (Comparison, error) {
	var c Comparison
	if err := g.CompareInto(&c, r); err != nil {
		return Comparison{}, err
	}
	return c, nil
}

// CompareInto is Compare into a comparison that the caller owns and whose memory
// it reuses: after the first call it does not allocate. On an error dst holds no
// comparison.
func (g *PeerGroup) CompareInto(dst *Comparison, r Result) error {
	if err := g.usable(dst != nil); err != nil {
		return err
	}
	*dst = Comparison{Lines: dst.Lines[:0], Strengths: emptied(dst.Strengths), Improvements: emptied(dst.Improvements)}
	if !g.heads(&r) {
		return g.refuse(&r)
	}
	dst.Partner, dst.Date = r.Partner, r.Date
	dst.Questionnaire, dst.Version, dst.Audience = g.questionnaire, g.version, g.policy.Audience
	dst.Lines = append(dst.Lines, g.template...)
	for i, at := range g.places(&r) {
		line := &r.Lines[at]
		if !g.fits(i, line) || !g.compare(&dst.Lines[i], line, published(&r, at), &g.distributions[i]) {
			*dst = Comparison{Lines: dst.Lines[:0], Strengths: dst.Strengths, Improvements: dst.Improvements}
			return g.refuse(&r)
		}
	}
	g.order(dst)
	return nil
}

// emptied keeps the memory of a list; there is always a list, so that its JSON is.
func emptied(list []string) []string {
	if list == nil {
		return []string{}
	}
	return list[:0]
}

func (g *PeerGroup) usable(hasResult bool) error {
	if g != nil && len(g.nodes) > 0 && hasResult {
		return nil
	}
	var faults partnermath.ValidationError
	if g == nil || len(g.nodes) == 0 {
		faults.Add("group", "required", "must come from Peers.Result")
	}
	if !hasResult {
		faults.Add("dst", "required", "must point to a comparison")
	}
	return faults.Err()
}

// refuse says why a result cannot be compared.
func (g *PeerGroup) refuse(r *Result) error {
	var faults partnermath.ValidationError
	g.misfits(&faults, "result", r)
	if err := faults.Err(); err != nil {
		return err
	}
	for _, at := range g.places(r) {
		l := &r.Lines[at]
		if !valid(l.BestPractice) {
			faults.Add(linePath("result", at)+".bestPractice", "range", scoreMessage)
		}
		if l.EffectiveWeight < 0 || l.EffectiveWeight > wholeShare {
			faults.Addf(linePath("result", at)+".effectiveWeight", "range", "must be a fraction from 0 to 1, got %s", l.EffectiveWeight)
		}
	}
	return faults.Err()
}

// compare fills in the line of a node from that of a result and the published
// score, unless best practice or the weight is none that a result has.
func (g *PeerGroup) compare(to *ComparisonLine, line *Line, score Score, d *distribution) bool {
	if uint32(line.EffectiveWeight) > wholeShare || !valid(line.BestPractice) {
		return false
	}
	to.Score = score
	to.BestPractice = line.BestPractice
	to.PeerGap = score.Minus(to.PeerMean)
	to.TopGap = score.Minus(to.TopMean)
	to.BestPracticeGap = score.Minus(to.BestPractice)
	to.EffectiveWeight = line.EffectiveWeight
	g.rank(to, d)
	reference := to.BestPractice
	switch g.policy.Reference {
	case ReferencePeers:
		reference = to.PeerMean
	case ReferenceTopPerformers:
		reference = to.TopMean
	}
	if reference != 0 && score != 0 {
		to.WeightedGap = NullPoints{Points: g.weighted(line.EffectiveWeight, score-reference), Valid: true}
	}
	return true
}

// weighted returns a gap, of less than 1e4 either way, × a share, rounded.
func (g *PeerGroup) weighted(share Share, gap Score) Points {
	if gap < 0 {
		return -Points(g.whole.DivSmall(int64(share) * int64(-gap)))
	}
	return Points(g.whole.DivSmall(int64(share) * int64(gap)))
}

// rank fills in the ranks of a line.
func (g *PeerGroup) rank(to *ComparisonLine, d *distribution) {
	if to.Score == 0 || d.n == 0 || to.PeerWithheld != "" {
		return
	}
	score := to.Score
	if g.toPartner {
		score = coarse(score, g.policy.Disclosure.grain())
	}
	below, equal := d.belowAndEqual(score)
	rank := d.twice.DivSmall(100 * int64(Point) * g.policy.twiceCounted(below, equal))
	if g.toPartner {
		for _, b := range g.bands {
			if rank >= b.from {
				to.RankBand = b.name
			}
		}
		return
	}
	to.PercentileRank = decimal.NewNullDecimal(g.hundredths.At(rank))
	to.Rank, to.Ties = d.n-below-equal+1, equal
}

// twiceCounted returns twice the number of scores that a percentile rank counts.
func (p *PeerPolicy) twiceCounted(below, equal int64) int64 {
	switch p.RankKind {
	case RankStrict:
		return 2 * below
	case RankWeak:
		return 2 * (below + equal)
	}
	return 2*below + equal
}
