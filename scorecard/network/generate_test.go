package network_test

import (
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard"
)

const pt = scorecard.Point

// questionnaire has two categories with three topics, of a question each.
func questionnaire() scorecard.Questionnaire {
	one := partnermath.Int(1)
	topic := func(id, name string) scorecard.Topic {
		return scorecard.Topic{ID: id, Name: name, Weight: one, Questions: []scorecard.Question{{ID: "share-of-" + id, Weight: one, Kind: scorecard.KindFraction}}}
	}
	return scorecard.Questionnaire{ID: "capability", Version: "2026.1", Name: "Partner capability", Categories: []scorecard.QuestionCategory{
		{ID: "sales", Name: "Sales", Weight: partnermath.Int(60), Topics: []scorecard.Topic{topic("pipeline", "Pipeline management")}},
		{ID: "technical", Name: "Technical", Weight: partnermath.Int(40), Topics: []scorecard.Topic{topic("people", "People"), topic("support", "Support")}},
	}}
}

// nodes is the number of nodes above the questions: overall, sales, pipeline, technical, people,
// support.
const nodes = 6

func compiled(t rapid.TB, q scorecard.Questionnaire) *scorecard.Scorer {
	t.Helper()
	c, err := scorecard.Compile(q)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return c
}

func scorer(t rapid.TB) *scorecard.Scorer {
	t.Helper()
	return compiled(t, questionnaire())
}

// resultOf makes a result with the given published scores of the nodes above the questions;
// the last stands for all nodes after it. The line of the whole has another score than
// Overall, as before caps.
func resultOf(t rapid.TB, scores ...scorecard.Score) scorecard.Result {
	t.Helper()
	var a scorecard.Assessment
	for _, id := range []string{"pipeline", "people", "support"} {
		a.Answers = append(a.Answers, scorecard.Answer{Question: "share-of-" + id, Number: decimal.NewNullDecimal(testkit.Number("0.5"))})
	}
	r, err := scorer(t).Assess(a)
	if err != nil {
		t.Fatalf("%v", err)
	}
	node := 0
	for i := range r.Lines {
		if r.Lines[i].Node == scorecard.NodeQuestion {
			continue
		}
		r.Lines[i].Score = scores[min(node, len(scores)-1)]
		node++
	}
	r.Overall, r.Lines[0].Score = r.Lines[0].Score, 100*pt
	return r
}

// A broken result is not of the questionnaire, or has numbers out of their range.
type broken struct {
	fault  string
	change func(*scorecard.Result)
}

func brokenResults() map[string]broken {
	return map[string]broken{
		"other questionnaire": {"current.questionnaire match", func(r *scorecard.Result) { r.Questionnaire = "other" }},
		"other version":       {"current.version match", func(r *scorecard.Result) { r.Version = "2027" }},
		"no lines":            {"current.lines match", func(r *scorecard.Result) { r.Lines = nil }},
		"another id":          {"current.lines[1] match", func(r *scorecard.Result) { r.Lines[1].ID = "else" }},
		"another node":        {"current.lines[1] match", func(r *scorecard.Result) { r.Lines[1].Node = scorecard.NodeTopic }},
		"overall too high":    {"current.overall range", func(r *scorecard.Result) { r.Overall = 100*pt + 1 }},
		"first score too low": {"current.lines[0].score range", func(r *scorecard.Result) { r.Lines[0].Score = 1 }},
		"score below zero":    {"current.lines[2].score range", func(r *scorecard.Result) { r.Lines[2].Score = -1 }},
		"best practice":       {"current.lines[1].bestPractice range", func(r *scorecard.Result) { r.Lines[1].BestPractice = 1 }},
		"effective weight":    {"current.lines[1].effectiveWeight range", func(r *scorecard.Result) { r.Lines[1].EffectiveWeight = -1 }},
	}
}

// The golden file shows the form of a report.
func TestJSONRoundTrip(t *testing.T) {
	testkit.Golden(t, "json/network.json", testkit.RoundTrip(t, reportFrom(t, joinings(t)[:4], 2)))
}
