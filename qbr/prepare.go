package qbr

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/performance"
	"github.com/partnermath/partnermath/scorecard"
)

// Prepare pulls a partner's quarterly review together, as of a day: from what is recorded and
// from the results of the sibling packages. What is absent is a gap and not an error.
//
// The error is a [*partnermath.ValidationError] with paths below "policy", "records",
// "sources" and "asOf": faults of each, a source of another partner, currency or quarter
// (match), one that knows of days after asOf (order), and a comparison of peers made for the
// other audience (match).
func Prepare(policy Policy, records Records, sources Sources, asOf partnermath.Date) (Review, error) {
	measured, err := checkInputs(&policy, &records, &sources, asOf)
	if err != nil {
		return Review{}, err
	}
	arranged, own := records.arrange(), sources.arrange()
	if policy.Audience == scorecard.AudiencePartner {
		arranged.forPartner()
		own.forPartner(records.Partner.ID)
	}
	b := newBuilder(&policy, &arranged, &own, asOf)
	b.sales, b.engaged = measured.sales, measured.engagement
	for _, id := range b.chosen() {
		if id != SectionCommitments {
			b.section(id)
		}
	}
	r := &b.review
	b.disagree()
	b.addCommitments()
	r.Commitments = b.commitments
	r.Next = b.next()
	b.frontPage()
	b.decide()
	r.Agenda = b.agenda()
	return *r, nil
}

// builder makes a review section by section.
type builder struct {
	policy  *Policy
	records *Records
	sources *Sources
	asOf    partnermath.Date
	// toPartner tells that the partner reads it.
	toPartner bool
	sales     performance.Report
	engaged   performance.Engagement
	past      map[MetricID][]decimal.NullDecimal // by quarter, the last is the one before
	rules     map[MetricID]*MetricRule
	metrics   map[MetricID]Metric // those built so far
	// remarks say of figures of the first page what numbers cannot.
	remarks map[MetricID]string
	// commitments are the old ones, once their section is built.
	commitments []CommitmentLine
	review      Review
}

func newBuilder(policy *Policy, records *Records, sources *Sources, asOf partnermath.Date) *builder {
	p := &policy.Performance
	b := &builder{
		policy: policy, records: records, sources: sources, asOf: asOf,
		toPartner: policy.Audience == scorecard.AudiencePartner,
		past:      pastOf(records.History, p.Quarter),
		rules:     make(map[MetricID]*MetricRule, len(policy.Metrics)),
		metrics:   make(map[MetricID]Metric),
		remarks:   make(map[MetricID]string),
		review: Review{
			Audience: policy.Audience, Partner: records.Partner, Currency: p.Currency, Quarter: p.Quarter,
			Period: p.Calendar.Quarter(p.Quarter.Year, p.Quarter.Number), AsOf: asOf, Sections: []Section{},
		},
	}
	for i := range policy.Metrics {
		b.rules[policy.Metrics[i].Metric] = &policy.Metrics[i]
	}
	if b.toPartner {
		b.review.Partner.LifeStage, b.review.Partner.Attention = "", ""
	}
	return b
}

// mostPast is how many earlier quarters a slope is drawn through.
const mostPast = 12

// pastOf returns what figures were in the quarters before one, the last quarter last.
func pastOf(history []PastMetric, now partnermath.Quarter) map[MetricID][]decimal.NullDecimal {
	past := make(map[MetricID][]decimal.NullDecimal)
	for i := range history {
		h := &history[i]
		since := now.Since(h.Quarter)
		if since < 1 || since > mostPast {
			continue
		}
		if past[h.Metric] == nil {
			past[h.Metric] = make([]decimal.NullDecimal, mostPast)
		}
		past[h.Metric][mostPast-since] = h.Value
	}
	return past
}

// chosen returns the sections of the partner's tier, in order.
func (b *builder) chosen() []SectionID {
	for _, tier := range []string{b.records.Partner.Tier, ""} {
		for i := range b.policy.Sections {
			if b.policy.Sections[i].Tier == tier {
				return b.policy.Sections[i].Sections
			}
		}
	}
	return SectionID("").Values()
}

// section builds a section, with the comments on it.
func (b *builder) section(id SectionID) {
	s := b.build(id)
	s.ID = id
	for i := range b.records.Comments {
		c := &b.records.Comments[i]
		if c.Section != id || c.VendorOnly && b.toPartner {
			continue
		}
		text := c.Text
		if c.Author != "" {
			text = c.Author + ": " + text
		}
		s.Notes = append(s.Notes, text)
	}
	if len(s.Metrics)+len(s.Tables)+len(s.Notes) == 0 {
		s.Notes = []string{"Nothing is recorded."}
	}
	b.review.Sections = append(b.review.Sections, s)
}

func (b *builder) build(id SectionID) Section {
	switch id {
	case SectionPerformance:
		return b.performance()
	case SectionPipeline:
		return b.pipeline()
	case SectionMarketing:
		return b.marketing()
	case SectionRegistration:
		return b.registration()
	case SectionIncentives:
		return b.incentives()
	case SectionFunds:
		return b.funds()
	case SectionProfitability:
		return b.profitability()
	case SectionCapability:
		return b.capability()
	case SectionEngagement:
		return b.engagement()
	case SectionSpecialisation:
		return b.specialisation()
	case SectionCommitments:
		return b.keeping()
	case SectionWins:
		return b.wins()
	case SectionOwn:
	}
	return b.own()
}

// missing notes that a source is absent, once for a section, and reports whether it is.
func (b *builder) missing(section SectionID, id SourceID, what string) bool {
	if b.sources.has(id) {
		return false
	}
	b.gap(section, id, what)
	return true
}

// gap notes something that is not known: "September's actual sales".
func (b *builder) gap(section SectionID, id SourceID, what string) {
	b.review.Gaps = append(b.review.Gaps, Gap{Section: section, Source: id, Text: what})
}

// metric completes a figure: what the policy wants of it, its status, its change and slope;
// and keeps it for the first page.
//
// A figure that is given Due is of a running period.
func (b *builder) metric(m Metric) Metric {
	if rule := b.rules[m.ID]; rule != nil {
		if rule.Target.Valid {
			m.Target = rule.Target
		}
		if rule.Floor.Valid {
			m.Floor = rule.Floor
		}
	}
	if m.Polarity == "" {
		m.Polarity = polarity(m.ID)
	}
	m.Reached = decimal.NullDecimal{}
	if m.Value.Valid && m.Target.Valid && m.Target.Decimal.IsPositive() && m.Polarity == performance.HigherIsBetter {
		m.Reached = exact.Ratio(m.Value.Decimal, m.Target.Decimal, 4)
	}
	if m.Status == "" {
		target, floor := m.Target, m.Floor
		if m.Due.Valid {
			target, floor = m.Due, m.FloorDue
		}
		m.Status = m.Polarity.Judge(m.Value, target, floor)
	}
	if past := b.past[m.ID]; past != nil {
		if before := past[mostPast-1]; before.Valid && m.Value.Valid {
			m.Change = decimal.NewNullDecimal(m.Value.Decimal.Sub(before.Decimal))
		}
		m.Slope = performance.Follow(append(slices.Clone(past), m.Value), 4).Slope
	}
	switch {
	case m.Source != "":
		m.AsOf = b.sources.origin(m.Source).AsOf
	case m.AsOf.IsZero():
		m.AsOf = b.asOf
	}
	b.metrics[m.ID] = m
	return m
}

// figure is a metric of a source whose target the policy says, if anybody does.
func (b *builder) figure(id MetricID, name string, unit document.Unit, value decimal.NullDecimal, from SourceID) Metric {
	return b.metric(Metric{ID: id, Name: name, Unit: unit, Value: value, Source: from})
}
