package qbr

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/performance"
)

// headlines are the lines of the first page.
func headlines() []Headline {
	return []Headline{
		{Line: 1, Title: "Revenue"},
		{Line: 2, Title: "Landing"},
		{Line: 3, Title: "Partner's forecast"},
		{Line: 4, Title: "Demand"},
		{Line: 5, Title: "Deal registration"},
		{Line: 6, Title: "Incentives"},
		{Line: 7, Title: "Funds"},
		{Line: 8, Title: "Partnership"},
		{Line: 9, Title: "Capability"},
		{Line: 10, Title: "Commitments"},
	}
}

// headlineMetrics are the figures of each line, by its number.
func headlineMetrics(line int) []MetricID {
	switch line {
	case 1:
		return []MetricID{MetricRevenue, MetricYearRevenue}
	case 2:
		return []MetricID{MetricLanding, MetricCoverageTotal, MetricCoverageWeighted}
	case 3:
		return []MetricID{MetricForecastBias, MetricForecastWAPE}
	case 4:
		return []MetricID{MetricMQLs, MetricSQLs, MetricSQLRate, MetricPipelineCreated}
	case 5:
		return []MetricID{MetricRegistered, MetricDecidedInTime}
	case 6:
		return []MetricID{MetricIncentiveEarned, MetricNextTierMissing, MetricNextTierGain}
	case 7:
		return []MetricID{MetricFundAvailable, MetricFundExpiring, MetricClaimsAccepted, MetricClaimsDenied}
	case 8:
		return []MetricID{MetricPartnerProfit, MetricPaybackMonth, MetricVendorReturn}
	case 9:
		return []MetricID{MetricScore, MetricFailedGates, MetricNextLift}
	}
	return []MetricID{MetricPartnerKept, MetricVendorKept}
}

// frontPage takes the figures that the meeting needs from the sections. A line of which
// nothing is known is left out; the gaps tell of it.
func (b *builder) frontPage() {
	r := &b.review
	r.FirstPage = []Headline{}
	r.Status = performance.StatusNoTarget
	for _, h := range headlines() {
		for _, id := range headlineMetrics(h.Line) {
			m, built := b.metrics[id]
			if !built || !m.Value.Valid && !m.Target.Valid {
				continue
			}
			h.Metrics = append(h.Metrics, m)
			if graver(m.Status, r.Status) {
				r.Status = m.Status
			}
			if remark := b.remarks[id]; remark != "" {
				h.Notes = append(h.Notes, remark)
			}
		}
		if len(h.Metrics) > 0 {
			r.FirstPage = append(r.FirstPage, h)
		}
	}
	r.Summary = b.summary()
}

// summary says which figures of the first page make its status, red or amber.
func (b *builder) summary() []string {
	var why []string
	for i := range b.review.FirstPage {
		for j := range b.review.FirstPage[i].Metrics {
			m := &b.review.FirstPage[i].Metrics[j]
			if m.Status != b.review.Status || m.Status != performance.StatusRed && m.Status != performance.StatusAmber {
				continue
			}
			wanted, than := m.wanted()
			why = append(why, fmt.Sprintf("%s: %s, %s %s", m.Name, b.write(m.Unit, m.Value), than, b.write(m.Unit, wanted)))
		}
	}
	return why
}

// wanted is what the status of a figure is of, and what that is called.
func (m *Metric) wanted() (amount decimal.NullDecimal, name string) {
	if m.Due.Valid {
		return m.Due, "due by now"
	}
	return m.Target, "target"
}

// graver reports whether a status weighs more than another: red, amber, green, none.
func graver(a, than performance.Status) bool {
	order := []performance.Status{performance.StatusRed, performance.StatusAmber, performance.StatusGreen}
	at, other := slices.Index(order, a), slices.Index(order, than)
	return at >= 0 && (other < 0 || at < other)
}
