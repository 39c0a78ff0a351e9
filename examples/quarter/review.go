package main

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall"
)

// review is one partner's quarter. The forms of the output show what is here and
// compute nothing.
type review struct {
	Audience scorecard.Audience  `json:"audience"`
	Partner  partner             `json:"partner"`
	Quarter  partnermath.Quarter `json:"quarter"`
	Period   partnermath.Period  `json:"period"`
	Result   scorecard.Result    `json:"result"`
	Before   before              `json:"before"`
	// Change is that of the overall score after caps.
	Change scorecard.NullPoints `json:"change"`
	// Changes are those of the lines of Result, in their order.
	Changes []change `json:"changes"`
	// Peers are all partners of the quarter, then the tier and the region.
	Peers []peerComparison `json:"peers"`
	// Strengths and Improvements are topics with a best practice, at most maxTopics
	// of each, those that matter most to the overall score first.
	Strengths    []topic `json:"strengths"`
	Improvements []topic `json:"improvements"`
	// Trend is that of all quarters up to this one, null for less than two.
	Trend *scorecard.Trend `json:"trend"`
	// Goals are those that can be followed, and Unfollowed the others.
	Goals      []scorecard.ScoreGoalProgress `json:"goals"`
	Unfollowed []scorecard.ScoreGoal         `json:"unfollowed"`
	Plan       scorecard.Roadmap             `json:"plan"`
	// Marketing is left out when plan.json is, or is of another quarter.
	Marketing *marketing `json:"marketing,omitempty"`
	// Pipeline and Registrations are left out without deals.csv, Registrations also without
	// their columns, and Leads without leads.csv.
	Pipeline      *partnerPipeline `json:"pipeline,omitempty"`
	Leads         *demand          `json:"leads,omitempty"`
	Registrations *registrations   `json:"registrations,omitempty"`
	// Campaigns are those of the quarter before, left out without any in plan.json.
	Campaigns  []waterfall.Verification `json:"campaigns,omitempty"`
	Unanswered []question               `json:"unanswered"`
	// Advisory are the questions that are not counted.
	Advisory []question `json:"advisory"`

	policy  scorecard.Questionnaire
	planned partnermath.Quarter // that plan.json is of; zero without it
	lacks   []string            // the parts of a marketing plan that it has not
	// currency is that of plan.json.
	currency string
}

const maxTopics = 5

// before is the quarter before; without a Date the partner was not assessed then.
type before struct {
	Quarter partnermath.Quarter    `json:"quarter"`
	Date    partnermath.Date       `json:"date"`
	Status  scorecard.ResultStatus `json:"status,omitempty"`
	Overall scorecard.Score        `json:"overall"`
	Level   string                 `json:"level,omitempty"`
}

// change is Score − Before of a node in points, undefined when either is missing.
type change struct {
	Node   scorecard.NodeKind   `json:"node"`
	ID     string               `json:"id,omitempty"`
	Before scorecard.Score      `json:"before"`
	Score  scorecard.Score      `json:"score"`
	Change scorecard.NullPoints `json:"change"`
}

// topic is a topic beside its best practice.
type topic struct {
	ID           string               `json:"id"`
	Name         string               `json:"name"`
	Category     string               `json:"category"`
	Score        scorecard.Score      `json:"score"`
	BestPractice scorecard.Score      `json:"bestPractice"`
	Gap          scorecard.NullPoints `json:"gap"`
	// WeightedGap is the points of the overall score that lie between the topic and
	// its best practice.
	WeightedGap scorecard.NullPoints `json:"weightedGap"`
}

// question is a question worth mentioning.
type question struct {
	ID       string          `json:"id"`
	Name     string          `json:"name"`
	Topic    string          `json:"topic"`
	Score    scorecard.Score `json:"score"`
	Advisory bool            `json:"advisory,omitempty"`
	// Weightless tells that its weight, or that of its topic or category, is 0.
	Weightless bool `json:"weightless,omitempty"`
}

// counts reports whether the overall score depends on the question.
func (q question) counts() bool { return !q.Advisory && !q.Weightless }

// reviewer makes the review of one partner.
type reviewer struct {
	channel  *channel
	audience scorecard.Audience
	asOf     partnermath.Date // the last day that deals and leads are of
	partner  int              // position in partners.list
	now      *assessment
	latest   map[partnermath.Quarter]*assessment
	groups   []peerGroup
	records  records // of the quarter, and of the one before
	before   records
}

// reviewer chooses a partner and a quarter; by default the first partner and its
// latest quarter.
func (ch *channel) reviewer(o options) (*reviewer, error) {
	at, err := ch.findPartner(o.partner)
	if err != nil {
		return nil, err
	}
	latest := ch.latest(at)
	now, err := pick(latest, ch.partners.list[at], o.quarter)
	if err != nil {
		return nil, err
	}
	period := ch.calendar.Quarter(now.quarter.Year, now.quarter.Number)
	switch {
	case o.asOf.IsZero():
		o.asOf = period.End.AddDays(-1)
	case o.asOf.Before(period.Start):
		return nil, fmt.Errorf("-asof must not be before %s, the first day of %s, got %s", period.Start, now.quarter, o.asOf)
	}
	audience := scorecard.Audience(o.audience)
	groups, err := newPeerGroups(ch.questionnaire.scorer, &ch.partners.list[at])
	return &reviewer{
		channel: ch, audience: audience, asOf: o.asOf, partner: at, now: now, latest: latest, groups: groups,
		records: make(records), before: make(records),
	}, err
}

// collect adds a result of the quarter to the peers, and remembers its record and that of the
// quarter before.
func (m *reviewer) collect(a *assessment, r scorecard.Result) error {
	since := m.now.quarter.Since(a.quarter)
	if since != 0 && since != 1 {
		return nil
	}
	record, err := m.groups[0].peers.Record(r)
	if err != nil || since == 1 {
		m.before[a.partner] = record
		return err
	}
	m.records[a.partner] = record
	p, subject := &m.channel.partners.list[a.partner], &m.channel.partners.list[m.partner]
	for _, g := range m.groups {
		if p.in(g.dimension) == subject.in(g.dimension) {
			if err := g.peers.Add(r); err != nil {
				return err
			}
		}
	}
	return nil
}

func (m *reviewer) report() (report, error) {
	ch := m.channel
	scorer := ch.questionnaire.scorer
	history, err := m.history()
	if err != nil {
		return nil, err
	}
	var input scorecard.Assessment
	ch.read(&input, m.now, new(faults))
	quarter := m.now.quarter
	r := &review{
		Audience: m.audience,
		Partner:  ch.partners.list[m.partner],
		Quarter:  quarter,
		Period:   ch.calendar.Quarter(quarter.Year, quarter.Number),
		Result:   history[len(history)-1],
		Before:   before{Quarter: quarter.Add(-1)},
		policy:   ch.questionnaire.Questionnaire,
		planned:  ch.plans.Quarter,
	}
	if r.Plan, err = scorer.Improve(input, scorecard.RoadmapLimits{Target: r.policy.BestPractice}); err != nil {
		return nil, err
	}
	var earlier scorecard.Result
	if m.latest[r.Before.Quarter] != nil {
		earlier = history[len(history)-2]
	}
	r.compare(earlier)
	if r.Peers, err = m.peers(r.Result); err != nil {
		return nil, err
	}
	own := ch.plans.of(r.Partner)
	r.lacks, r.currency = own.lacks(), ch.plans.Currency
	if r.Marketing, err = ch.market(r.Partner, quarter); err != nil {
		return nil, err
	}
	if err := m.measure(r); err != nil {
		return nil, err
	}
	r.walk()
	r.rank(r.Peers[0].Comparison)
	return r, r.follow(ch.calendar, history, ch.goals[m.partner])
}

// measure adds what deals and leads tell.
func (m *reviewer) measure(r *review) (err error) {
	ch := m.channel
	if r.Pipeline, err = ch.measurePipeline(r.Partner, r.Quarter, m.asOf); err != nil {
		return err
	}
	if r.Leads, err = ch.reviewLeads(r.Partner, r.Quarter, m.asOf); err != nil {
		return err
	}
	if r.Registrations, err = ch.measureRegistrations(m, m.asOf, r.Pipeline); err != nil {
		return err
	}
	r.Campaigns, err = ch.verifyCampaigns(r.Partner, r.Quarter, m.asOf)
	return err
}

// history returns the results of the partner's quarters up to the one under
// review.
func (m *reviewer) history() ([]scorecard.Result, error) {
	var results []scorecard.Result
	for _, q := range slices.SortedFunc(maps.Keys(m.latest), later) {
		if q.Since(m.now.quarter) > 0 {
			continue
		}
		var input scorecard.Assessment
		m.channel.read(&input, m.latest[q], new(faults))
		result, err := m.channel.questionnaire.scorer.Assess(input)
		if err != nil {
			return nil, err
		}
		results = append(results, result)
	}
	return results, nil
}

// compare sets the result beside an earlier one, the zero Result for none.
func (r *review) compare(earlier scorecard.Result) {
	r.Before.Date, r.Before.Status = earlier.Date, earlier.Status
	r.Before.Overall, r.Before.Level = earlier.Overall, earlier.Level
	r.Change = r.Result.Overall.Minus(earlier.Overall)
	for _, line := range r.Result.Lines {
		was, _ := earlier.Line(line.Node, line.ID)
		r.Changes = append(r.Changes, change{
			Node: line.Node, ID: line.ID,
			Before: was.Score, Score: line.Score, Change: line.Score.Minus(was.Score),
		})
	}
}

// walk collects questions from the lines of the result.
func (r *review) walk() {
	r.Unanswered, r.Advisory = []question{}, []question{}
	var inTopic string
	weightless := make(map[scorecard.NodeKind]bool) // of the node last seen of each kind
	for _, line := range r.Result.Lines {
		weightless[line.Node] = line.Weight.Valid && line.Weight.Decimal.IsZero()
		switch line.Node {
		case scorecard.NodeTopic:
			inTopic = title(line)
		case scorecard.NodeQuestion:
			asked := question{ID: line.ID, Name: title(line), Topic: inTopic, Score: line.Score, Advisory: line.Advisory}
			asked.Weightless = weightless[scorecard.NodeCategory] || weightless[scorecard.NodeTopic] || weightless[scorecard.NodeQuestion]
			if line.State == scorecard.StateUnanswered {
				r.Unanswered = append(r.Unanswered, asked)
			}
			if !asked.counts() {
				r.Advisory = append(r.Advisory, asked)
			}
		}
	}
}

// rank takes strengths and improvement areas from a comparison, in its order.
func (r *review) rank(c scorecard.PeerComparison) {
	topics := make(map[string]topic)
	var inCategory string
	for _, line := range c.Lines {
		switch line.Node {
		case scorecard.NodeCategory:
			inCategory = nodeTitle(line.Node, line.ID, line.Name)
		case scorecard.NodeTopic:
			topics[line.ID] = topic{
				ID: line.ID, Name: nodeTitle(line.Node, line.ID, line.Name), Category: inCategory,
				Score: line.Score, BestPractice: line.BestPractice, Gap: line.BestPracticeGap, WeightedGap: line.WeightedGap,
			}
		}
	}
	first := func(ids []string) []topic {
		some := []topic{}
		for _, id := range ids[:min(len(ids), maxTopics)] {
			some = append(some, topics[id])
		}
		return some
	}
	r.Strengths, r.Improvements = first(c.Strengths), first(c.Improvements)
}

// title is the name of a line.
func title(line scorecard.ResultLine) string { return nodeTitle(line.Node, line.ID, line.Name) }

// nodeTitle is the name of a node, which may have none.
func nodeTitle(node scorecard.NodeKind, id, name string) string {
	if node == scorecard.NodeOverall {
		return "Overall"
	}
	return cmp.Or(name, id)
}
