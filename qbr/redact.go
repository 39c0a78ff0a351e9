package qbr

import (
	"slices"

	"github.com/partnermath/partnermath/mdf/loop"
	"github.com/partnermath/partnermath/profit"
	"github.com/partnermath/partnermath/qbr/internal/redact"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// forPartner takes out of arranged records what is the vendor's alone.
func (r *Records) forPartner() {
	r.Partner.LifeStage, r.Partner.Attention = "", ""
	hidden := map[MetricID]bool{MetricVendorReturn: true}
	for i := range r.Metrics {
		if r.Metrics[i].VendorOnly {
			hidden[r.Metrics[i].ID] = true
		}
	}
	r.Metrics = slices.DeleteFunc(r.Metrics, func(m OwnMetric) bool { return m.VendorOnly })
	r.History = slices.DeleteFunc(r.History, func(h PastMetric) bool { return hidden[h.Metric] })
	r.Comments = slices.DeleteFunc(r.Comments, func(c Comment) bool { return c.VendorOnly })
	for i := range r.Shared {
		redact.Margin(&r.Shared[i].Outcome)
	}
}

// forPartner takes out of arranged sources what is the vendor's alone. Lists below those of
// the sources are the caller's, and copied before they change.
func (s *Sources) forPartner(partner string) {
	s.VendorReturn = Source[profit.VendorReturn]{}
	redact.Deals(&s.Deals.Value, partner)
	redact.Deals(&s.NextDeals.Value, partner)
	if !redact.Forecasts(&s.Forecasts.Value, partner) {
		s.Forecasts = Source[pipeline.ForecastReport]{}
	}
	redact.Registrations(&s.Registrations.Value, partner)
	if !redact.Loop(&s.Loop.Value, partner) {
		s.Loop = Source[loop.Loop]{}
	}
	redact.Mix(&s.Marketing.Value)
	redact.Mix(&s.NextMarketing.Value)
	redact.Margin(&s.Requirement.Value.Outcome)
	redact.Margin(&s.NextRequirement.Value.Outcome)
	redact.Scenarios(&s.Scenarios.Value)
	redact.Campaigns(s.Campaigns.Value)
	redact.Promotions(s.Promotions.Value)
	redact.Requests(s.FundRequests.Value)
}
