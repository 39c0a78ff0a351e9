package qbr

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/internal/history"
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
	b.remember()
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
	r.makePlain()
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
	// told is what the records tell of earlier quarters as history, past that and what else does.
	told, past history.History[MetricID]
	rules      map[MetricID]*MetricRule
	metrics    map[MetricID]Metric // those built so far
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
		s.Notes = append(s.Notes, c.spoken())
	}
	b.review.Sections = append(b.review.Sections, s)
}

// spoken is a comment with who says it, and that it is for the vendor only.
func (c *Comment) spoken() string {
	switch {
	case c.VendorOnly && c.Author != "":
		return c.Author + " (vendor only): " + c.Text
	case c.VendorOnly:
		return "Vendor only: " + c.Text
	case c.Author != "":
		return c.Author + ": " + c.Text
	}
	return c.Text
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
