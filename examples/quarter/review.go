package main

import (
	"fmt"
	"slices"
	"strings"
	"sync"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/examples/workbook"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/scorecard/trend"
)

// reviewer makes the reviews of partners in a quarter.
type reviewer struct {
	channel  *intake.Channel
	audience scorecard.Audience
	asOf     partnermath.Date // the last day that is looked at
	quarter  partnermath.Quarter
	period   partnermath.Period
	sections []qbr.SectionID // nil for what the policy says
	// everySection tells that the policy does not choose among them.
	everySection bool
	subjects     []int // positions in partners.list
	groups       map[peerKey]*peerGroup
	planning     sync.Mutex // of plans
	plans        map[intake.PlanKey]*workedPlan
	records      records // of the quarter, and of the one before
	before       records
}

// newReviewer chooses a quarter, and the partners; by default the first partner and its latest
// quarter.
func newReviewer(ch *intake.Channel, o options) (*reviewer, error) {
	m := &reviewer{
		channel: ch, audience: scorecard.Audience(o.audience), asOf: o.asOf, sections: o.sections,
		plans: make(map[intake.PlanKey]*workedPlan), records: make(records), before: make(records),
	}
	var err error
	if o.all {
		err = m.chooseAll(o.quarter)
	} else {
		err = m.chooseOne(o.partner, o.quarter)
	}
	if err != nil {
		return nil, err
	}
	m.period = ch.Calendar.Quarter(m.quarter.Year, m.quarter.Number)
	switch {
	case m.asOf.IsZero():
		m.asOf = m.period.End.AddDays(-1)
	case m.asOf.Before(m.period.Start):
		return nil, fmt.Errorf("-asof must not be before %s, the first day of %s, got %s", m.period.Start, m.quarter, m.asOf)
	}
	m.groups, err = newPeerGroups(ch.Scorer(), ch.Partners(), m.subjects)
	return m, err
}

func (m *reviewer) chooseOne(id string, quarter partnermath.Quarter) error {
	at, err := m.channel.Find(id)
	if err != nil {
		return err
	}
	m.subjects = []int{at}
	m.quarter, err = m.channel.PartnerQuarter(at, quarter)
	return err
}

// chooseAll takes the partners that were assessed in the quarter.
func (m *reviewer) chooseAll(quarter partnermath.Quarter) (err error) {
	if m.quarter, err = m.channel.Quarter(quarter); err != nil {
		return err
	}
	for at := range m.channel.Partners() {
		if slices.ContainsFunc(m.channel.Latest(at), func(a *intake.Assessment) bool { return a.Quarter == m.quarter }) {
			m.subjects = append(m.subjects, at)
		}
	}
	return nil
}

// Collect adds a result of the quarter to the peers, and remembers its record and that of the
// quarter before.
func (m *reviewer) Collect(a *intake.Assessment, r scorecard.Result) error {
	since := m.quarter.Since(a.Quarter)
	if since != 0 && since != 1 {
		return nil
	}
	p := &m.channel.Partners()[a.Partner]
	everyone := m.groups[peerKey{dimension: scorecard.DimensionAll}]
	record, err := everyone.peers.Record(r)
	if err != nil || since == 1 {
		m.before[a.Partner] = record
		return err
	}
	m.records[a.Partner] = record
	for _, key := range peerKeys(p) {
		if g := m.groups[key]; g != nil {
			if err := g.peers.Add(r); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *reviewer) day() (partnermath.Period, partnermath.Date) { return m.period, m.asOf }

func (m *reviewer) report() (report, error) {
	if err := m.closeGroups(); err != nil {
		return nil, err
	}
	return m.review(m.subjects[0])
}

// subject is a partner under review, and what is known of it.
type subject struct {
	*reviewer
	intake.Partner
	at   int // position in partners.list
	plan intake.Plan
	work *workedPlan // nil until it is asked for
	// The deals and the leads are those of the partner.
	ownDeals []intake.Deal
	ownLeads []intake.Lead
	kept     qbr.Records
	sources  qbr.Sources
	// workings are the sources with what they are of.
	workings workbook.Input
}

// review makes the review of a partner.
func (m *reviewer) review(at int) (dossier, error) {
	x := subject{reviewer: m, at: at, Partner: m.channel.Partners()[at]}
	x.plan, x.ownDeals, x.ownLeads = m.channel.Plan(at), m.channel.Deals(at), m.channel.Leads(at)
	for _, find := range []func() error{
		x.record, x.capability, x.deals, x.forecasts, x.leads, x.marketing, x.campaigns, x.next, x.incentives, x.rewards, x.funds, x.loop, x.business,
	} {
		if err := find(); err != nil {
			return dossier{}, err
		}
	}
	made, err := qbr.Prepare(m.policy(), x.kept, x.sources, m.asOf)
	if err != nil {
		return dossier{}, m.channel.Placed(at, err)
	}
	x.workings.Review = made
	return dossier{&made, &x.workings}, nil
}

// dossier is a review with what its figures are of.
type dossier struct {
	*qbr.Review
	workings *workbook.Input
}

// policy is what the reviews are set against.
func (m *reviewer) policy() qbr.Policy {
	p := m.channel.ReviewPolicy()
	p.Audience, p.Performance.Quarter = m.audience, m.quarter
	if m.everySection {
		p.Sections = nil
	}
	if m.sections != nil {
		p.Sections = []qbr.TierSections{{Sections: m.sections}}
	}
	return p
}

// of tells of whom and of when a result is.
func (x *subject) of(period partnermath.Period, asOf partnermath.Date) qbr.Origin {
	return qbr.Origin{Partner: x.ID, Currency: x.channel.Currency(), Period: period, AsOf: asOf}
}

// remark says something of a section that figures cannot.
func (x *subject) remark(section qbr.SectionID, format string, args ...any) {
	x.kept.Comments = append(x.kept.Comments, qbr.Comment{Section: section, Text: fmt.Sprintf(format, args...)})
}

// capability finds the scores of the partner, beside its peers and over time. An assessment
// after the day of the review is not known yet.
func (x *subject) capability() error {
	ch := x.channel
	history, now, err := x.history()
	if err != nil {
		return err
	}
	for _, r := range history {
		x.past(qbr.PastMetric{Metric: qbr.MetricScore, Quarter: ch.Calendar.QuarterOf(r.Date), Value: scoreOf(r.Overall)})
	}
	if now == nil {
		return nil
	}
	if before := ch.Superseded(now); len(before) > 0 {
		days := make([]string, len(before))
		for i, a := range before {
			days[i] = a.Date.String()
		}
		x.remark(qbr.SectionCapability, "%s not counted, as that of %s is later: %s.",
			words.Counted(len(days), "other assessment of the quarter is", "other assessments of the quarter are"), now.Date, strings.Join(days, ", "))
	}
	scorer := ch.Scorer()
	result := history[len(history)-1]
	of := x.of(x.period, result.Date)
	var input scorecard.Assessment
	ch.Answers(&input, now)
	s := &x.sources
	s.Score.Origin, s.Score.Value = of, result
	x.workings.Scorecard = workbook.Scorecard{Questionnaire: ch.Questionnaire(), Assessment: input, Result: result}
	s.Roadmap.Origin = of
	if s.Roadmap.Value, err = scorer.Improve(input, scorecard.RoadmapLimits{Target: ch.Questionnaire().BestPractice}); err != nil {
		return err
	}
	s.Peers.Origin = of
	if s.Peers.Value, err = x.besidePeers(&x.Partner, result); err != nil {
		return err
	}
	return x.follow(history, of)
}

// history returns the results of the partner's quarters up to the one under review, and the
// assessment of that one, nil while there is none.
func (x *subject) history() (results []scorecard.Result, now *intake.Assessment, err error) {
	for _, a := range x.channel.Latest(x.at) {
		if a.Quarter.Since(x.quarter) > 0 || a.Date.After(x.asOf) {
			continue
		}
		var input scorecard.Assessment
		x.channel.Answers(&input, a)
		result, err := x.channel.Scorer().Assess(input)
		if err != nil {
			return nil, nil, err
		}
		results = append(results, result)
		if a.Quarter == x.quarter {
			now = a
		}
	}
	return results, now, nil
}

// follow works out the trend, and how the goals stand, from results in the order of their
// quarters.
func (x *subject) follow(history []scorecard.Result, of qbr.Origin) (err error) {
	ch, goals := x.channel, x.channel.Goals(x.at)
	if len(history) < 2 {
		if n := len(goals); n > 0 {
			x.remark(qbr.SectionCapability, "%s assessments in two quarters or more, up to this one.",
				words.Counted(n, "goal is set. Its progress takes", "goals are set. Their progress takes"))
		}
		return nil
	}
	s := &x.sources
	s.ScoreTrend.Origin, s.ScoreGoals.Origin = of, of
	if s.ScoreTrend.Value, err = trend.Follow(ch.Calendar, history); err != nil {
		return err
	}
	var due []trend.Goal
	for _, g := range goals {
		if ch.Calendar.QuarterOf(g.By).Since(s.ScoreTrend.Value.Quarters[0]) > 0 {
			due = append(due, g)
		}
	}
	if n := len(goals) - len(due); n > 0 {
		x.remark(qbr.SectionCapability, "%s due before the second assessment, so that there is no progress to show.", words.Counted(n, "goal was", "goals were"))
	}
	s.ScoreGoals.Value, err = trend.FollowGoals(ch.Calendar, due, history)
	return err
}
