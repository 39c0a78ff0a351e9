package scorecard

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/scorecard/internal/coarse"
	"github.com/partnermath/partnermath/scorecard/internal/shape"
	"github.com/partnermath/partnermath/scorecard/internal/tally"
)

// PeerGroup is a peer group as one audience may see it, for comparing many results
// with it. It is safe to share between goroutines. The zero PeerGroup compares
// nothing; its methods return an error or no figures.
type PeerGroup struct {
	shape         *shape.Shape
	policy        PeerPolicy
	toPartner     bool
	disclosure    Disclosure
	grains        []int64
	stats         []NodeStats
	template      []PeerComparisonLine // what is the same in every comparison
	distributions []tally.Distribution
	topics        []int // which of the nodes they are
}

// Withheld tells why a figure is not given. The zero Withheld withholds nothing:
// a figure that is missing all the same is undefined.
type Withheld string

// The reasons to withhold a figure from a partner.
const (
	// WithheldSmallGroup: the group has fewer members than the minimum.
	WithheldSmallGroup Withheld = "group-too-small"
	// WithheldSmallTop: its top performers are fewer than the minimum.
	WithheldSmallTop Withheld = "top-group-too-small"
	// WithheldFewScores: the questionnaire gives too few different scores to hide a member's in
	// a range.
	WithheldFewScores Withheld = "too-few-scores"
	// WithheldFewApart: the group differs by fewer members than the minimum from others that are shown;
	// see [DecideGroups].
	WithheldFewApart Withheld = "too-few-apart"
	// WithheldVendorOnly: only the vendor sees the figure.
	WithheldVendorOnly Withheld = "vendor-only"
)

// Values returns all reasons, in order.
func (Withheld) Values() []Withheld {
	return []Withheld{WithheldSmallGroup, WithheldSmallTop, WithheldFewScores, WithheldFewApart, WithheldVendorOnly}
}

// NodeStats is the distribution of the scores of one node over a peer group. For
// AudiencePartner its figures are of coarse records, and rounded, as the [Disclosure] tells.
type NodeStats struct {
	Node NodeKind `json:"node"`
	ID   string   `json:"id,omitempty"`
	Name string   `json:"name,omitempty"`
	// Members counts the members with a score; for a partner, rounded down to a
	// multiple of the minimum group.
	Members int64 `json:"members"`
	// Grain is the points that the scores are rounded to multiples of, for a partner; 0 where they follow from
	// those of the nodes below.
	Grain Points `json:"grain,omitempty"`
	// Mean is Σ score ÷ Members.
	Mean   Score `json:"mean"`
	Median Score `json:"median"`
	// Withheld tells why Mean and Median are not given.
	Withheld Withheld `json:"withheld,omitempty"`

	Top TopPerformers `json:"top"`

	// Quantiles, those of the policy in its order, and Deviation, the standard
	// deviation in points with 4 decimals, are the vendor's only.
	Quantiles []PeerQuantile      `json:"quantiles,omitempty"`
	Deviation decimal.NullDecimal `json:"deviation"`
	// DeviationWithheld tells why Quantiles and Deviation are not given.
	DeviationWithheld Withheld `json:"deviationWithheld,omitempty"`
}

// TopPerformers are the members whose score is at or above Threshold.
type TopPerformers struct {
	// Threshold is the quantile of 1 − TopShare by [QuantileType7].
	Threshold Score `json:"threshold"`
	// Members counts them; for a partner, rounded down to a multiple of the minimum
	// group.
	Members int64 `json:"members"`
	// Mean is Σ score ÷ Members over them.
	Mean Score `json:"mean"`
	// Withheld tells why none of these is given.
	Withheld Withheld `json:"withheld,omitempty"`
}

// PeerQuantile is the quantile of P, a fraction.
type PeerQuantile struct {
	P     decimal.Decimal `json:"p"`
	Score Score           `json:"score"`
}

// Result works out the figures that a policy asks for. The peers may be added to
// afterwards; the group stays as it is. The error is a
// [*partnermath.ValidationError] with paths below "policy".
func (p *Peers) Result(policy PeerPolicy) (*PeerGroup, error) {
	var faults partnermath.ValidationError
	if p.empty() {
		faults.Add("peers", "required", "must come from NewPeers")
	}
	faults.Merge("policy", policy.Validate())
	if err := faults.Err(); err != nil {
		return nil, err
	}
	g := &PeerGroup{
		shape: p.shape, policy: policy, toPartner: policy.Audience == AudiencePartner,
		disclosure: p.disclosure, grains: p.grains,
	}
	g.policy.Quantiles = slices.Clone(policy.Quantiles)
	memory := make([]uint32, len(p.shape.Nodes)*tally.Room)
	counts := p.counts
	if g.toPartner {
		counts = p.coarse
	}
	for i := range p.shape.Nodes {
		d := counts[i].Distribution(memory[i*tally.Room : (i+1)*tally.Room])
		g.distributions = append(g.distributions, d)
		stats := g.describe(i, &d)
		g.stats = append(g.stats, stats)
		g.template = append(g.template, stats.line(policy.Audience))
		if NodeKind(p.shape.Nodes[i].Kind) == NodeTopic {
			g.topics = append(g.topics, i)
		}
	}
	return g, nil
}

// line returns what of a comparison with these figures does not depend on the
// result.
func (s *NodeStats) line(audience Audience) PeerComparisonLine {
	line := PeerComparisonLine{
		Node: s.Node, ID: s.ID, Name: s.Name,
		Peers: s.Members, PeerMean: s.Mean, PeerWithheld: s.Withheld,
		TopMean: s.Top.Mean, TopWithheld: s.Top.Withheld,
	}
	switch {
	case s.Withheld != "":
		line.RankWithheld = s.Withheld
	case audience == AudiencePartner:
		line.RankWithheld = WithheldVendorOnly
	}
	return line
}

// describe makes the figures of node i.
func (g *PeerGroup) describe(i int, d *tally.Distribution) NodeStats {
	n := &g.shape.Nodes[i]
	s := NodeStats{Node: NodeKind(n.Kind), ID: n.ID, Name: n.Name}
	toPartner, unit, minimum := g.toPartner, int64(1), int64(1)
	others := d.N
	if toPartner {
		s.DeviationWithheld = WithheldVendorOnly
		unit, minimum = g.disclosure.step(), g.disclosure.minimum()
		s.Grain = Points(max(g.grains[i], 0))
		if g.policy.SubjectIsMember {
			others--
		}
	}
	s.Members = d.N / minimum * minimum
	switch {
	case toPartner && g.policy.Decided != "":
		s.Withheld = g.policy.Decided
	case toPartner && g.grains[i] == coarse.None:
		s.Withheld = WithheldFewScores
	case toPartner && others < minimum:
		s.Withheld = WithheldSmallGroup
	}
	switch {
	case s.Withheld != "":
		s.Members, s.Top.Withheld = 0, s.Withheld
		return s
	case d.N == 0:
		return s
	}
	exclusive := g.policy.QuantileType == QuantileType6
	s.Mean, s.Median = Score(d.Mean(unit)), Score(d.Quantile(wholeShare/2, exclusive, unit))
	s.Top = g.top(d, unit, minimum)
	if toPartner {
		return s
	}
	for _, p := range g.policy.Quantiles {
		s.Quantiles = append(s.Quantiles, PeerQuantile{P: p.Decimal, Score: Score(d.Quantile(weightUnits(p), exclusive, unit))})
	}
	if deviation, ok := d.Deviation(g.policy.Deviation != DeviationPopulation); ok {
		s.Deviation = decimal.NewNullDecimal(exact.Fixed(deviation, exact.RatioPlaces))
	}
	return s
}

// top finds the top performers. The subject, if it is a member, may be among them,
// and does not count towards the minimum.
func (g *PeerGroup) top(d *tally.Distribution, unit, minimum int64) TopPerformers {
	share := int64(wholeShare / 4)
	if g.policy.TopShare.Valid {
		share = weightUnits(g.policy.TopShare)
	}
	t := TopPerformers{Threshold: Score(d.Quantile(wholeShare-share, false, unit))}
	n, sum := d.From(int64(t.Threshold))
	others := n
	if g.toPartner && g.policy.SubjectIsMember {
		others--
	}
	if others < minimum && g.toPartner {
		return TopPerformers{Withheld: WithheldSmallTop}
	}
	t.Members = n / minimum * minimum
	if n > 0 {
		t.Mean = Score(exact.DivInt(sum, n*unit) * unit)
	}
	return t
}

// Stats returns the figures of the group: of the whole, then of every category
// followed by its topics.
func (g *PeerGroup) Stats() []NodeStats {
	if g == nil {
		return nil
	}
	stats := slices.Clone(g.stats)
	for i := range stats {
		stats[i].Quantiles = slices.Clone(stats[i].Quantiles)
	}
	return stats
}

// Audience returns for whom the group was made.
func (g *PeerGroup) Audience() Audience {
	if g == nil {
		return ""
	}
	return g.policy.Audience
}
