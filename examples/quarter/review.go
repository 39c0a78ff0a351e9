package main

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
)

// review is one partner's quarter. The forms of the output show what is here and
// compute nothing.
type review struct {
	Partner partner             `json:"partner"`
	Quarter partnermath.Quarter `json:"quarter"`
	Period  partnermath.Period  `json:"period"`
	Result  scorecard.Result    `json:"result"`
	Before  before              `json:"before"`
	// Change is that of the overall score after caps.
	Change decimal.NullDecimal `json:"change"`
	// Changes are those of the lines of Result, in their order.
	Changes []change `json:"changes"`
	// Strengths and Improvements are topics with a best practice, at most maxTopics
	// of each, those that matter most to the overall score first.
	Strengths    []topic           `json:"strengths"`
	Improvements []topic           `json:"improvements"`
	Plan         scorecard.Roadmap `json:"plan"`
	Unanswered   []question        `json:"unanswered"`
	Advisory     []question        `json:"advisory"`

	policy scorecard.Questionnaire
}

const maxTopics = 5

// before is the quarter before; without a Date the partner was not assessed then.
type before struct {
	Quarter partnermath.Quarter `json:"quarter"`
	Date    partnermath.Date    `json:"date"`
	Status  scorecard.Status    `json:"status,omitempty"`
	Overall scorecard.Score     `json:"overall"`
	Level   string              `json:"level,omitempty"`
}

// change is Score − Before of a node in points, undefined when either is missing.
type change struct {
	Node   scorecard.Node      `json:"node"`
	ID     string              `json:"id,omitempty"`
	Before scorecard.Score     `json:"before"`
	Score  scorecard.Score     `json:"score"`
	Change decimal.NullDecimal `json:"change"`
}

// topic is a topic beside its best practice.
type topic struct {
	ID           string          `json:"id"`
	Name         string          `json:"name"`
	Category     string          `json:"category"`
	Score        scorecard.Score `json:"score"`
	BestPractice scorecard.Score `json:"bestPractice"`
	Gap          decimal.Decimal `json:"gap"`
	// WeightedGap is EffectiveWeight × Gap: the points of the overall score that lie
	// between the topic and its best practice.
	WeightedGap decimal.Decimal `json:"weightedGap"`
}

// question is a question worth mentioning.
type question struct {
	ID       string          `json:"id"`
	Name     string          `json:"name"`
	Topic    string          `json:"topic"`
	Score    scorecard.Score `json:"score"`
	Advisory bool            `json:"advisory,omitempty"`
}

// review makes the review of a partner's quarter; by default of the first
// partner and of its latest quarter.
func (ch *channel) review(partnerID string, q partnermath.Quarter) (review, error) {
	at, err := ch.findPartner(partnerID)
	if err != nil {
		return review{}, err
	}
	latest := ch.latest(at)
	now, err := pick(latest, ch.partners.list[at], q)
	if err != nil {
		return review{}, err
	}
	scorer := ch.questionnaire.scorer
	var input, inputBefore scorecard.Assessment
	ch.read(&input, now, new(faults))
	r := review{
		Partner: ch.partners.list[at],
		Quarter: now.quarter,
		Period:  ch.calendar.Quarter(now.quarter.Year, now.quarter.Number),
		Before:  before{Quarter: now.quarter.Add(-1)},
		policy:  ch.questionnaire.Questionnaire,
	}
	if r.Result, err = scorer.Assess(input); err != nil {
		return review{}, err
	}
	if r.Plan, err = scorer.Plan(input, scorecard.Limits{Target: r.policy.BestPractice}); err != nil {
		return review{}, err
	}
	var earlier scorecard.Result
	if a := latest[r.Before.Quarter]; a != nil {
		ch.read(&inputBefore, a, new(faults))
		if earlier, err = scorer.Assess(inputBefore); err != nil {
			return review{}, err
		}
	}
	r.compare(earlier)
	r.walk()
	return r, nil
}

// maxNamed is how many of a long list a message names.
const maxNamed = 10

func (ch *channel) findPartner(id string) (int, error) {
	if id == "" {
		return 0, nil
	}
	if at, ok := ch.partners.index[id]; ok {
		return at, nil
	}
	var ids []string
	for _, p := range ch.partners.list {
		ids = append(ids, p.ID)
	}
	return 0, fmt.Errorf("partner %.40q is not in %s, which has %s", id, partnersFile, named(ids))
}

// latest returns the latest assessment of a partner in each quarter.
func (ch *channel) latest(partner int) map[partnermath.Quarter]*assessment {
	latest := make(map[partnermath.Quarter]*assessment)
	for _, a := range ch.assessments {
		if a.partner != partner {
			continue
		}
		if other := latest[a.quarter]; other == nil || a.date.After(other.date) {
			latest[a.quarter] = a
		}
	}
	return latest
}

// pick returns the assessment of a quarter, of the last one by default.
func pick(latest map[partnermath.Quarter]*assessment, p partner, q partnermath.Quarter) (*assessment, error) {
	if len(latest) == 0 {
		return nil, fmt.Errorf("partner %s has no assessment", p.ID)
	}
	var quarters []partnermath.Quarter
	for known := range latest {
		quarters = append(quarters, known)
	}
	slices.SortFunc(quarters, func(a, b partnermath.Quarter) int { return b.Since(a) })
	if q.IsZero() {
		q = quarters[0]
	}
	if a := latest[q]; a != nil {
		return a, nil
	}
	var names []string
	for _, known := range quarters {
		names = append(names, known.String())
	}
	return nil, fmt.Errorf("partner %s has no assessment in %s; it has some in %s", p.ID, q, named(names))
}

// named lists the first names and counts the others.
func named(names []string) string {
	text := strings.Join(names[:min(len(names), maxNamed)], ", ")
	if more := len(names) - maxNamed; more > 0 {
		text += fmt.Sprintf(" and %s more", grouped(int64(more)))
	}
	return text
}

// compare sets the result beside an earlier one, the zero Result for none.
func (r *review) compare(earlier scorecard.Result) {
	r.Before.Date, r.Before.Status = earlier.Date, earlier.Status
	r.Before.Overall, r.Before.Level = earlier.Overall, earlier.Level
	r.Change = points(earlier.Overall, r.Result.Overall)
	for _, line := range r.Result.Lines {
		was, _ := earlier.Line(line.Node, line.ID)
		r.Changes = append(r.Changes, change{
			Node: line.Node, ID: line.ID,
			Before: was.Score, Score: line.Score, Change: points(was.Score, line.Score),
		})
	}
}

// points returns to − from, undefined when either is no score.
func points(from, to scorecard.Score) decimal.NullDecimal {
	if from == 0 || to == 0 {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal((to - from).Decimal())
}

// walk collects topics and questions from the lines of the result.
func (r *review) walk() {
	r.Unanswered, r.Advisory = []question{}, []question{}
	var topics []topic
	var inCategory, inTopic string
	for _, line := range r.Result.Lines {
		switch line.Node {
		case scorecard.NodeCategory:
			inCategory = title(line)
		case scorecard.NodeTopic:
			inTopic = title(line)
			if line.Gap.Valid {
				topics = append(topics, topic{
					ID: line.ID, Name: inTopic, Category: inCategory,
					Score: line.Score, BestPractice: line.BestPractice, Gap: line.Gap.Decimal,
					WeightedGap: line.EffectiveWeight.Mul(line.Gap.Decimal),
				})
			}
		case scorecard.NodeQuestion:
			asked := question{ID: line.ID, Name: title(line), Topic: inTopic, Score: line.Score, Advisory: line.Advisory}
			if line.State == scorecard.StateUnanswered {
				r.Unanswered = append(r.Unanswered, asked)
			}
			if line.Advisory {
				r.Advisory = append(r.Advisory, asked)
			}
		}
	}
	r.rank(topics)
}

// rank divides topics into strengths and improvement areas. Equal ones stay in
// the order of the questionnaire.
func (r *review) rank(topics []topic) {
	r.Strengths, r.Improvements = []topic{}, []topic{}
	for _, t := range topics {
		if t.Gap.IsNegative() {
			r.Improvements = append(r.Improvements, t)
		} else {
			r.Strengths = append(r.Strengths, t)
		}
	}
	widest := func(a, b topic) int { return b.WeightedGap.Abs().Cmp(a.WeightedGap.Abs()) }
	slices.SortStableFunc(r.Strengths, widest)
	slices.SortStableFunc(r.Improvements, widest)
	r.Strengths = r.Strengths[:min(len(r.Strengths), maxTopics)]
	r.Improvements = r.Improvements[:min(len(r.Improvements), maxTopics)]
}

// title is the name of a node, which may have none.
func title(line scorecard.Line) string {
	if line.Node == scorecard.NodeOverall {
		return "Overall"
	}
	return cmp.Or(line.Name, line.ID)
}
