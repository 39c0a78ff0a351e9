package tables_test

import (
	"testing"

	"github.com/partnermath/partnermath/qbr/tables"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/scorecard/trend"
)

func TestScores(t *testing.T) {
	// A score of 64 that a failed gate caps at 60: 0.6 × 70 + 0.4 × 55 = 42 + 22 = 64.
	r := read[scorecard.Result](t, "score")
	scores, notes := tables.Scores(r, trend.Scores{})
	same(t, "scores", []string{
		"Scores|Score|Best practice|Gap to best|Weight|Contribution",
		"Sales|70.00|75.00|-5.00|60%|42.00",
		"Deal care|70.00|–|–|60%|42.00",
		"people|55.00|–|–|40%|22.00",
		"Overall|64.00|80.00|-16.00|100%|64.00",
		"Cap for people|||||-4.00",
		"Overall after caps|60.00|80.00|-20.00||60.00",
	}, sheet(scores))
	same(t, "notes", []string{
		"Maturity level: Growing.", "The assessment is incomplete: too few questions are answered.",
		"7 of 8 questions that apply are answered. Not answered: Do reps log calls?",
		"Asked for information, and not counted: q-2.",
	}, notes)
	same(t, "gates", []string{"Gate|Score|Least score|Caps the overall score at|Change by the cap", "people|55.00|58.00|60.00|-4.00"}, sheet(tables.Gates(r)))
}

// Questions that have no part in the score are named: those that do not apply, unless that
// scores, and those that are asked for information.
func TestUncountedQuestions(t *testing.T) {
	r := parse[scorecard.Result](t, `{"answered": 1, "applicable": 1, "completeness": "1", "lines": [
		{"node": "overall", "score": "64.00"},
		{"node": "question", "id": "a", "name": "Own trainers?", "state": "not-applicable"},
		{"node": "question", "id": "b", "state": "not-applicable", "score": "1.00"},
		{"node": "question", "id": "c", "name": "Other vendors", "state": "answered", "advisory": true, "score": "9.00"},
		{"node": "question", "id": "d", "state": "answered", "score": "9.00"},
		{"node": "question", "id": "e", "state": "not-applicable", "advisory": true},
		{"node": "question", "id": "f", "state": "not-applicable"}, {"node": "question", "id": "g", "state": "not-applicable"}, {"node": "question", "id": "h", "state": "not-applicable"}
	]}`)
	_, notes := tables.Scores(r, trend.Scores{})
	same(t, "notes", []string{
		"1 of 1 questions that apply are answered.", "Do not apply to the partner: Own trainers?, e, f, g and 1 more.", "Asked for information, and not counted: Other vendors.",
	}, notes)
}

func TestScoreTrend(t *testing.T) {
	followed := read[trend.Scores](t, "trend")
	quarters, note := tables.ScoreTrend(followed)
	same(t, "quarters", []string{
		"Scores|2025-Q4|2026-Q1|2026-Q2|2026-Q3|Change since the first|Slope a quarter",
		"Overall|52.00|53.00|55.50|60.00|+10.00|+1.80",
		"Sales|61.00|–|66.00|70.00|+10.00|+2.00",
		"people|–|–|–|55.00|–|–",
	}, sheet(quarters))
	same(t, "note", []string{"The first of the 5 quarters with scores is 2025-Q2."}, []string{note})
	scores, _ := tables.Scores(read[scorecard.Result](t, "score"), followed)
	// Since 2026-Q2: 60 − 55.5 after caps, 70 − 66; nothing is known of people then.
	same(t, "changes", []string{
		"Scores|Score|Best practice|Gap to best|Weight|Contribution|Change",
		"Sales|70.00|75.00|-5.00|60%|42.00|+4.00",
		"Deal care|70.00|–|–|60%|42.00|+4.00",
		"people|55.00|–|–|40%|22.00|–",
		"Overall|64.00|80.00|-16.00|100%|64.00",
		"Cap for people|||||-4.00",
		"Overall after caps|60.00|80.00|-20.00||60.00|+4.50",
	}, sheet(scores))
	followed.Quarters[3] = followed.Quarters[2] // nobody knows the quarter before
	scores, _ = tables.Scores(read[scorecard.Result](t, "score"), followed)
	if last := scores.Columns[len(scores.Columns)-1].Head; last != "Contribution" {
		t.Errorf("changes of a longer time: %s", last)
	}
	followed.Quarters = followed.Quarters[:1]
	if alone, note := tables.ScoreTrend(followed); len(alone.Rows) > 0 || note != "" {
		t.Errorf("the trend of one quarter is %q", sheet(alone))
	}
}

func TestScoreGoals(t *testing.T) {
	goals := tables.ScoreGoals(read[[]trend.Progress](t, "goals"), read[scorecard.Result](t, "score"))
	same(t, "goals", []string{
		"Goal|Due|Start|Now|Expected by now|Target|Attained|Needed a quarter|Status",
		"Overall|2026-06-30|50.00|60.00|58.00|58.00|–|0.00|met",
		"Sales|2026-12-31|61.00|70.00|68.00|75.00|64.29%|+5.00|on track",
		"Overall|2026-12-31|52.00|60.00|64.00|70.00|44.44%|+10.00|behind",
	}, sheet(goals))
}
