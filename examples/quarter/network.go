package main

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/scorecard/network"
)

// channelScores are the scores of the whole channel in one quarter. They are the
// vendor's and confidential.
type channelScores struct {
	Confidential bool                `json:"confidential"` // always true
	Quarter      partnermath.Quarter `json:"quarter"`
	Period       partnermath.Period  `json:"period"`
	Before       partnermath.Quarter `json:"before"`
	// NotAssessed counts the partners without an assessment in the quarter.
	NotAssessed int            `json:"notAssessed"`
	Table       network.Report `json:"table"`
}

// maxMovers is how many of the partners that rose, and fell, most are shown.
const maxMovers = 10

// networker collects the scores of a quarter.
type networker struct {
	channel   *intake.Channel
	quarter   partnermath.Quarter
	partners  *network.Tally
	collected int
	// before is the result of the partner beforeOf in the quarter before.
	before   scorecard.Result
	beforeOf int
}

// newNetworker chooses a quarter; by default the last one with an assessment.
func newNetworker(ch *intake.Channel, q partnermath.Quarter) (*networker, error) {
	q, err := ch.Quarter(q)
	if err != nil {
		return nil, err
	}
	return &networker{channel: ch, quarter: q, partners: network.NewTally(ch.Scorer()), beforeOf: -1}, nil
}

// Collect adds a result of the quarter. That of the quarter before comes first and
// is kept until then.
func (m *networker) Collect(a *intake.Assessment, r scorecard.Result) error {
	switch m.quarter.Since(a.Quarter) {
	case 1:
		m.keep(a, r)
		return nil
	case 0:
	default:
		return nil
	}
	var before scorecard.Result
	if m.beforeOf == a.Partner {
		before = m.before
	}
	p := &m.channel.Partners()[a.Partner]
	m.collected++
	return m.partners.Add(network.Member{
		Partner: p.ID, Name: p.Name, Tier: p.Tier, Type: p.Type, Region: p.Region,
	}, r, before)
}

// keep copies a result, whose lists hold until the next one is made.
func (m *networker) keep(a *intake.Assessment, r scorecard.Result) {
	m.before.Lines = append(m.before.Lines[:0], r.Lines...)
	m.before.Gates = append(m.before.Gates[:0], r.Gates...)
	r.Lines, r.Gates = m.before.Lines, m.before.Gates
	m.before, m.beforeOf = r, a.Partner
}

func (m *networker) day() (partnermath.Period, partnermath.Date) {
	period := m.channel.Calendar.Quarter(m.quarter.Year, m.quarter.Number)
	return period, period.End.AddDays(-1)
}

func (m *networker) report() (report, error) {
	table, err := m.partners.Result(maxMovers)
	if err != nil {
		return nil, err
	}
	return &channelScores{
		Confidential: true,
		Quarter:      m.quarter,
		Period:       m.channel.Calendar.Quarter(m.quarter.Year, m.quarter.Number),
		Before:       m.quarter.Add(-1),
		NotAssessed:  len(m.channel.Partners()) - m.collected,
		Table:        table,
	}, nil
}
