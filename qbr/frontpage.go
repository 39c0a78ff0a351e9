package qbr

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/performance"
)

// headline is a line of the first page, and its figures.
type headline struct {
	title   string
	figures []MetricID
}

// headlines are the lines of the first page, from the first to the tenth.
func headlines() []headline {
	return []headline{
		{"Revenue", []MetricID{MetricRevenue, MetricYearRevenue, MetricWonDeals}},
		{"Landing", []MetricID{MetricLanding, MetricCoverageTotal, MetricCoverageWeighted}},
		{"Partner's forecast", []MetricID{MetricForecastBias, MetricForecastWAPE}},
		{"Demand", []MetricID{MetricMQLs, MetricSQLs, MetricSQLRate, MetricPipelineCreated}},
		{"Deal registration", []MetricID{MetricRegistered, MetricDecidedInTime}},
		{"Incentives", []MetricID{MetricIncentiveEarned, MetricNextTierMissing, MetricNextTierGain}},
		{"Funds", []MetricID{MetricFundAvailable, MetricFundExpiring, MetricClaimsAccepted, MetricClaimsDenied}},
		{"Partnership", []MetricID{MetricPartnerProfit, MetricPaybackMonth, MetricVendorReturn}},
		{"Capability", []MetricID{MetricScore, MetricFailedGates, MetricNextLift}},
		{"Commitments", []MetricID{MetricPartnerKept, MetricVendorKept}},
	}
}

// frontPage takes the figures that the meeting needs from the sections. A line of which
// nothing is known is left out; the gaps tell of it.
func (b *builder) frontPage() {
	r := &b.review
	r.FirstPage = []Headline{}
	r.Status = performance.StatusNoTarget
	for i, of := range headlines() {
		h := Headline{Line: i + 1, Title: of.title}
		for _, id := range of.figures {
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

// graver reports whether a status weighs more than another: red, amber, green, no data, none.
func graver(a, than performance.Status) bool {
	order := []performance.Status{performance.StatusRed, performance.StatusAmber, performance.StatusGreen, performance.StatusNoData}
	at, other := slices.Index(order, a), slices.Index(order, than)
	return at >= 0 && (other < 0 || at < other)
}
