package main

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/scorecard"
)

// sectionsOf returns the text of a review by section, "" for what is above them.
func sectionsOf(t *testing.T, replaced map[string]string, args ...string) map[string]string {
	t.Helper()
	text := runs(t, append([]string{"-data", data(t, replaced)}, args...)...)
	sections := make(map[string]string)
	for i, part := range strings.Split(text, "\n\n") {
		title := ""
		if i > 0 {
			title, part, _ = strings.Cut(part, "\n")
		}
		sections[title] = strings.TrimSuffix(part, "\n") + "\n"
	}
	return sections
}

func fact(t *testing.T, sections map[string]string, name string) string {
	t.Helper()
	for line := range strings.Lines(sections[""]) {
		if value, ok := strings.CutPrefix(line, name); ok {
			return strings.TrimSpace(value)
		}
	}
	t.Errorf("the head lacks %q:\n%s", name, sections[""])
	return ""
}

func TestChange(t *testing.T) {
	now := header + "A1,2026-04-30,rate,0.5\n"
	for _, tt := range []struct{ rows, head, topic string }{
		{"", "–, no assessment in 2026-Q1", "–"},
		{"A1,2025-12-31,rate,0.1\n", "–, no assessment in 2026-Q1", "–"},
		{"B2,2026-03-31,rate,0.1\n", "–, no assessment in 2026-Q1", "–"},
		{"A1,2026-03-31,rate,\n", "–, the assessment in 2026-Q1 has no score", "–"},
		{"A1,2026-03-31,rate,0.1\n", "+39.60 since 2026-Q1: 10.90", "+39.60"},
		{"A1,2026-03-30,rate,0.9\nA1,2026-03-31,rate,0.1\nA1,2026-03-29,rate,0.8\n", "+39.60 since 2026-Q1: 10.90", "+39.60"},
		{"A1,2026-03-31,rate,0.7\n", "-19.80 since 2026-Q1: 70.30", "-19.80"},
		{"A1,2026-03-31,rate,0.5\n", "0.00 since 2026-Q1: 50.50", "0.00"},
	} {
		sections := sectionsOf(t, map[string]string{assessmentsFile: now + tt.rows}, "-quarter", "2026-Q2")
		if got := fact(t, sections, "Change"); got != tt.head {
			t.Errorf("%q: change %q, want %q", tt.rows, got, tt.head)
		}
		for line := range strings.Lines(sections["SCORES"]) {
			if strings.HasPrefix(line, "  Pipeline") && !strings.HasSuffix(line, " "+tt.topic+"\n") {
				t.Errorf("%q: topic %q, want a change of %q", tt.rows, line, tt.topic)
			}
		}
	}
}

func TestWithoutScore(t *testing.T) {
	sections := sectionsOf(t, map[string]string{assessmentsFile: header + "A1,2026-04-30,rate,\n"})
	want := `            Score  Best practice  Gap  Weight  Contribution  Change
──────────  ─────  ─────────────  ───  ──────  ────────────  ──────
Sales           –              –    –  0.0000          0.00       –
  Pipeline      –          80.00    –  0.0000          0.00       –
──────────  ─────  ─────────────  ───  ──────  ────────────  ──────
Overall         –              –    –  0.0000          0.00       –
`
	if diff := cmp.Diff(want, sections["SCORES"]); diff != "" {
		t.Error(diff)
	}
	for name, want := range map[string]string{
		"Overall score": "–", "Maturity level": "–", "Status": "incomplete, no answer gives a score",
		"Completeness": "0.0000, 0 of 6 questions that apply are answered",
	} {
		if got := fact(t, sections, name); got != want {
			t.Errorf("%s is %q, want %q", name, got, want)
		}
	}
}

func TestNothingApplies(t *testing.T) {
	sections := sectionsOf(t, map[string]string{
		questionnaireFile: strings.Replace(small(t, questionnaireFile), `, "notApplicable": "not-allowed"`, "", 1),
		assessmentsFile: header + "A1,2026-04-30,rate,n/a\nA1,2026-04-30,plan,n/a\nA1,2026-04-30,reps,n/a\n" +
			"A1,2026-04-30,skill,n/a\nA1,2026-04-30,review,n/a\nA1,2026-04-30,lines,n/a\n",
	})
	if got, want := fact(t, sections, "Completeness"), "–"; got != want {
		t.Errorf("completeness %q, want %q", got, want)
	}
	if got, want := sections["UNANSWERED QUESTIONS"], "Every question is answered.\n"; got != want {
		t.Errorf("unanswered: %q, want %q", got, want)
	}
}

func TestBestPractice(t *testing.T) {
	plain := small(t, questionnaireFile)
	none := strings.Replace(plain, `"bestPractice": "80",`, "", 1)
	reached := strings.Replace(plain, `"bestPractice": "80"`, `"bestPractice": "50.50"`, 1)
	rows := header + "A1,2026-04-30,rate,0.5\n"
	noBestPractice := "No best practice is stated for any topic.\n"
	table := "Topic     Category  Score  Best practice   Gap  Weighted gap\n"
	for _, tt := range []struct{ name, questionnaire, strengths, improvements string }{
		{"none stated", none, noBestPractice, noBestPractice},
		{"reached", reached, table, "No topic is below its best practice.\n"},
		{"missed", plain, "No topic is at its best practice.\n", ""},
	} {
		sections := sectionsOf(t, map[string]string{questionnaireFile: tt.questionnaire, assessmentsFile: rows})
		if got := sections["STRENGTHS"]; !strings.HasPrefix(got, tt.strengths) {
			t.Errorf("%s: strengths %q, want %q", tt.name, got, tt.strengths)
		}
		if got := sections["IMPROVEMENT AREAS"]; !strings.HasPrefix(got, tt.improvements) {
			t.Errorf("%s: improvement areas %q, want %q", tt.name, got, tt.improvements)
		}
	}
	got := sectionsOf(t, map[string]string{assessmentsFile: rows})["IMPROVEMENT AREAS"]
	if want := "Pipeline  Sales     50.50          80.00  -29.50        -29.50\n"; !strings.HasSuffix(got, want) {
		t.Errorf("improvement areas %q, want %q at the end", got, want)
	}
}

func TestGates(t *testing.T) {
	plain := small(t, questionnaireFile)
	gated := strings.Replace(plain, `"id": "small",`, `"id": "small", "gate": {"minimum": "70", "cap": "45"},`, 1)
	gated = strings.Replace(gated, `{"id": "plan",`, `{"id": "plan", "gate": {"minimum": "50"},`, 1)
	gated = strings.Replace(gated, `{"id": "reps",`, `{"id": "reps", "gate": {"minimum": "50", "cap": "40"},`, 1)
	gated = strings.Replace(gated, `{"id": "skill",`, `{"id": "skill", "gate": {"minimum": "50"},`, 1)
	for _, tt := range []struct{ name, questionnaire, rows, gates, scores string }{
		{"none", plain, "A1,2026-04-30,rate,0.5\n", "The questionnaire has no gates.\n", "Overall     50.50              –       –  1.0000         50.50       –\n"},
		{
			"passed", gated, "A1,2026-04-30,plan,yes\nA1,2026-04-30,rate,1\n",
			"2 gates are passed.\n2 gates do not apply, because what they are on has no score.\n",
			"Overall     100.00              –       –  1.0000        100.00       –\n",
		},
		{
			"failed", gated, "A1,2026-04-30,plan,no\nA1,2026-04-30,reps,1\nA1,2026-04-30,skill,5\nA1,2026-04-30,rate,0.5\n",
			`Failed   Score  Minimum    Cap   Cost
───────  ─────  ───────  ─────  ─────
Overall  42.58    70.00  45.00   0.00
plan      1.00    50.00      –   0.00
reps     10.90    50.00  40.00  -2.58
1 gate is passed.
`,
			`Overall             42.58              –       –  1.0000         42.58       –
Cap for reps                                                     -2.58
──────────────────  ─────  ─────────────  ──────  ──────  ────────────  ──────
Overall after caps  40.00              –       –                 40.00       –
`,
		},
	} {
		sections := sectionsOf(t, map[string]string{questionnaireFile: tt.questionnaire, assessmentsFile: header + tt.rows})
		if diff := cmp.Diff(tt.gates, sections["GATES"]); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if got := sections["SCORES"]; !strings.HasSuffix(got, tt.scores) {
			t.Errorf("%s: scores\n%swant at the end\n%s", tt.name, got, tt.scores)
		}
	}
}

func TestPlanTexts(t *testing.T) {
	aim := scorecard.Questionnaire{BestPractice: 78 * scorecard.Point}
	step := scorecard.RoadmapStep{Name: "Do it", Owner: "Ann", Effort: decimal.New(15, -1), Cost: decimal.New(1200, 0), Overall: 80 * scorecard.Point}
	steps := func(n int) []scorecard.RoadmapStep { return slices.Repeat([]scorecard.RoadmapStep{step}, n) }
	missing := scorecard.NullPoints{Points: 120, Valid: true}
	for _, tt := range []struct {
		name   string
		policy scorecard.Questionnaire
		plan   scorecard.Roadmap
		rows   int
		notes  []string
	}{
		{
			"no aim",
			scorecard.Questionnaire{},
			scorecard.Roadmap{Stop: scorecard.RoadmapNoLiftLeft, Steps: steps(1)},
			1,
			[]string{"The questionnaire states no overall best practice to aim at. After these steps no action lifts the score."},
		},
		{
			"nothing to do",
			scorecard.Questionnaire{},
			scorecard.Roadmap{Stop: scorecard.RoadmapNoLiftLeft},
			0,
			[]string{"The questionnaire states no overall best practice to aim at. No action lifts the score."},
		},
		{
			"reached before", aim,
			scorecard.Roadmap{Stop: scorecard.RoadmapTargetReached, Remaining: []scorecard.RemainingAction{{Reason: scorecard.RemainingTargetReached}}},
			0,
			[]string{"The aim is the overall best practice of 78.00. It is reached already.", "Left out: 1 action that the aim does not need."},
		},
		{
			"reached", aim,
			scorecard.Roadmap{Stop: scorecard.RoadmapTargetReached, Steps: steps(10)},
			11,
			[]string{"The aim is the overall best practice of 78.00. The plan reaches it."},
		},
		{
			"missed", aim,
			scorecard.Roadmap{
				Stop: scorecard.RoadmapNoLiftLeft, Steps: steps(11), Missing: missing,
				Remaining: []scorecard.RemainingAction{{Reason: scorecard.RemainingNoLift}, {Reason: scorecard.RemainingNoLift}},
			},
			12,
			[]string{
				"The aim is the overall best practice of 78.00. After these steps no action lifts the score. 1.20 points are missing.",
				"Left out: 2 actions that would not lift the score.",
			},
		},
	} {
		s := planSection(&review{Plan: tt.plan, policy: tt.policy})
		if len(s.table.rows) != tt.rows {
			t.Errorf("%s: %d rows, want %d", tt.name, len(s.table.rows), tt.rows)
		}
		if diff := cmp.Diff(tt.notes, s.notes); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestRank(t *testing.T) {
	line := func(node scorecard.NodeKind, id string, weighted scorecard.Points) scorecard.PeerComparisonLine {
		return scorecard.PeerComparisonLine{Node: node, ID: id, WeightedGap: scorecard.NullPoints{Points: weighted, Valid: true}}
	}
	c := scorecard.PeerComparison{
		Lines: []scorecard.PeerComparisonLine{
			line(scorecard.NodeOverall, "", 0), line(scorecard.NodeCategory, "sales", 0), line(scorecard.NodeTopic, "a", 3),
			line(scorecard.NodeCategory, "service", 0), line(scorecard.NodeTopic, "b", -1),
		},
		Strengths:    []string{"a"},
		Improvements: []string{"b", "b", "b", "b", "b", "b"},
	}
	var r review
	r.rank(c)
	var got []string
	for _, one := range append(r.Strengths, r.Improvements...) {
		got = append(got, one.Category+" "+one.ID+" "+one.WeightedGap.String())
	}
	want := []string{"sales a 0.03", "service b -0.01", "service b -0.01", "service b -0.01", "service b -0.01", "service b -0.01"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
}
