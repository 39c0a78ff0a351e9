package trend_test

import (
	"math/big"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard"
)

const pt = scorecard.Point

var number, null = testkit.Number, testkit.Null

// nullPoints returns defined points, of which d must have whole hundredths.
func nullPoints(d decimal.Decimal) scorecard.NullPoints {
	hundredths := d.Shift(2)
	if !hundredths.IsInteger() {
		panic(d.String() + " has more than 2 decimals")
	}
	return scorecard.NullPoints{Points: scorecard.Points(hundredths.IntPart()), Valid: true}
}

// oracleRat is a score as a fraction.
func oracleRat(s scorecard.Score) *big.Rat { return big.NewRat(int64(s), 100) }

// oracleRound is a fraction as a score.
func oracleRound(r *big.Rat) scorecard.Score {
	return scorecard.Score(testkit.RoundHalfAway(r, 2).Shift(2).IntPart())
}

// nodes is the number of nodes above the questions of resultOf.
const nodes = 6

// resultOf makes a result with the given published scores of the nodes above the questions;
// the last stands for all nodes after it. The line of the whole has another score than
// Overall, as before caps.
func resultOf(scores ...scorecard.Score) scorecard.Result {
	r := scorecard.Result{
		Partner: "acme", Date: partnermath.NewDate(2026, 3, 31), Questionnaire: "capability", Version: "2026.1",
		Lines: []scorecard.ResultLine{
			{Node: scorecard.NodeOverall, Name: "Partner capability", EffectiveWeight: 10_000},
			{Node: scorecard.NodeCategory, ID: "sales", Name: "Sales", EffectiveWeight: 6000},
			{Node: scorecard.NodeTopic, ID: "pipeline", Name: "Pipeline management", Parent: "sales", EffectiveWeight: 6000},
			{Node: scorecard.NodeQuestion, ID: "crm", Name: "Do all sellers keep a CRM?", Parent: "pipeline", EffectiveWeight: 6000},
			{Node: scorecard.NodeCategory, ID: "technical", Name: "Technical", EffectiveWeight: 4000},
			{Node: scorecard.NodeTopic, ID: "people", Name: "People", Parent: "technical", EffectiveWeight: 2000},
			{Node: scorecard.NodeQuestion, ID: "certificate", Name: "Highest certificate", Parent: "people", EffectiveWeight: 2000},
			{Node: scorecard.NodeTopic, ID: "support", Name: "Support", Parent: "technical", EffectiveWeight: 2000},
			{Node: scorecard.NodeQuestion, ID: "reaction", Name: "Hours to the first reaction", Parent: "support", EffectiveWeight: 2000},
		},
	}
	node := 0
	for i := range r.Lines {
		switch score := scores[min(node, len(scores)-1)]; r.Lines[i].Node {
		case scorecard.NodeQuestion:
			r.Lines[i].Score = 50 * pt
			continue
		case scorecard.NodeOverall:
			r.Overall, r.Lines[i].Score = score, 100*pt
		case scorecard.NodeCategory, scorecard.NodeTopic:
			r.Lines[i].Score = score
		}
		node++
	}
	return r
}

// quarterEnd is the last day of the i-th calendar quarter from 2025-Q1.
func quarterEnd(i int) partnermath.Date {
	q := partnermath.Quarter{Year: 2025, Number: 1}.Add(i)
	return partnermath.Calendar{}.Quarter(q.Year, q.Number).End.AddDays(-1)
}

// dated dates a result of one score, or of one for each node.
func dated(date partnermath.Date, scores ...scorecard.Score) scorecard.Result {
	r := resultOf(scores...)
	r.Date = date
	return r
}

// scores draws a score, or none once in n times.
func scores(n int) *rapid.Generator[scorecard.Score] {
	score := rapid.OneOf(
		rapid.Map(rapid.IntRange(1, 100), func(p int) scorecard.Score { return scorecard.Score(p) * pt }),
		rapid.Map(rapid.IntRange(100, 10_000), func(p int) scorecard.Score { return scorecard.Score(p) }),
	)
	return rapid.Custom(func(t *rapid.T) scorecard.Score {
		if rapid.IntRange(1, n).Draw(t, "none") == n {
			return 0
		}
		return score.Draw(t, "score")
	})
}
