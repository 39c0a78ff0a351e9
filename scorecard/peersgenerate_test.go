package scorecard_test

import (
	"fmt"
	"slices"
	"sync"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
)

// peerQuestionnaire is fullQuestionnaire with questions that are answered with fractions, so that
// every topic can have every score.
func peerQuestionnaire() scorecard.Questionnaire {
	q := fullQuestionnaire()
	for _, category := range q.Categories {
		for _, topic := range category.Topics {
			for i, asked := range topic.Questions {
				topic.Questions[i] = scorecard.Question{ID: asked.ID, Name: asked.Name, Weight: null("1"), Kind: scorecard.KindFraction}
			}
		}
	}
	return q
}

// peerScorer is one scorer of peerQuestionnaire for all tests.
var peerScorer = sync.OnceValue(func() *scorecard.Scorer {
	c, err := scorecard.Compile(peerQuestionnaire())
	if err != nil {
		panic(err)
	}
	return c
})

var peerTemplate = sync.OnceValue(func() scorecard.Result {
	a := scorecard.Assessment{Partner: "acme", Date: partnermath.NewDate(2026, 3, 31)}
	for _, category := range peerQuestionnaire().Categories {
		for _, topic := range category.Topics {
			for _, asked := range topic.Questions {
				a.Answers = append(a.Answers, scorecard.Answer{Question: asked.ID, Number: null("0.5")})
			}
		}
	}
	r, err := peerScorer().Assess(a)
	if err != nil {
		panic(err)
	}
	return r
})

// peerNodes is the number of nodes above the questions of peerQuestionnaire:
// overall, sales, pipeline, technical, people, support.
const peerNodes = 6

// resultOf makes a result of peerQuestionnaire with the given published scores of
// the nodes above the questions; the last stands for all nodes after it. The line
// of the whole has another score than Overall, as before caps.
func resultOf(t rapid.TB, scores ...scorecard.Score) scorecard.Result {
	t.Helper()
	r := peerTemplate()
	r.Lines = slices.Clone(r.Lines)
	node := 0
	for i := range r.Lines {
		if r.Lines[i].Node == scorecard.NodeQuestion {
			continue
		}
		score := scores[min(node, len(scores)-1)]
		if node == 0 {
			r.Overall = score
			r.Lines[0].Score = 100 * pt
		} else {
			r.Lines[i].Score = score
		}
		node++
	}
	if node != peerNodes {
		t.Fatalf("%d nodes above the questions", node)
	}
	return r
}

// members draws up to n rows of scores, one for each node. Ties are common, and
// so are nodes without a score.
func members(n int) *rapid.Generator[[][]scorecard.Score] {
	score := rapid.OneOf(scores(8), rapid.SampledFrom([]scorecard.Score{1 * pt, 50 * pt, 50*pt + 1, 100 * pt}))
	return rapid.SliceOfN(rapid.SliceOfN(score, peerNodes, peerNodes), 0, n)
}

func resultsOf(t rapid.TB, members [][]scorecard.Score) []scorecard.Result {
	results := make([]scorecard.Result, len(members))
	for i, m := range members {
		results[i] = resultOf(t, m...)
	}
	return results
}

// shares draws a decimal from low to 1 with up to 4 decimals.
func shares(low int64) *rapid.Generator[decimal.Decimal] {
	return rapid.OneOf(
		rapid.Map(rapid.Int64Range(low, 10_000), func(n int64) decimal.Decimal { return decimal.New(n, -4) }),
		rapid.Just(decimal.New(1, 0)), rapid.Just(decimal.New(25, -2)), rapid.Just(decimal.New(max(low, 0), -4)),
	)
}

// drawPolicy draws all that is not of the disclosure.
func drawPolicy(t *rapid.T, audience scorecard.Audience) scorecard.PeerPolicy {
	p := scorecard.PeerPolicy{
		Audience:        audience,
		SubjectIsMember: rapid.Bool().Draw(t, "subject is member"),
		Quantiles:       rapid.SliceOfN(rapid.Map(shares(0), decimal.NewNullDecimal), 0, 4).Draw(t, "quantiles"),
		QuantileType:    rapid.SampledFrom([]scorecard.QuantileType{"", scorecard.QuantileType7, scorecard.QuantileType6}).Draw(t, "type"),
		RankKind:        rapid.SampledFrom(append(scorecard.RankKind("").Values(), "")).Draw(t, "rank"),
		Deviation:       rapid.SampledFrom([]scorecard.DeviationKind{"", scorecard.DeviationSample, scorecard.DeviationPopulation}).Draw(t, "deviation"),
		Reference:       rapid.SampledFrom([]scorecard.PeerReference{"", scorecard.ReferenceBestPractice, scorecard.ReferencePeers, scorecard.ReferenceTopPerformers}).Draw(t, "reference"),
	}
	if chance(t, 9, "is decided") {
		p.Decided = scorecard.WithheldFewApart
	}
	if p.RankKind == scorecard.RankInclusive {
		p.SubjectIsMember = true
	}
	if rapid.Bool().Draw(t, "has share") {
		p.TopShare = decimal.NewNullDecimal(shares(1).Draw(t, "share"))
	}
	return p
}

// drawDisclosure draws policies of all kinds, the one of all defaults often.
func drawDisclosure(t *rapid.T) scorecard.Disclosure {
	var d scorecard.Disclosure
	if rapid.Bool().Draw(t, "defaults") {
		return d
	}
	if rapid.Bool().Draw(t, "has minimum") {
		d.MinimumGroup = rapid.SampledFrom([]int{2, 3, 4, 7}).Draw(t, "minimum")
	}
	step := int64(50)
	if rapid.Bool().Draw(t, "has step") {
		step = rapid.OneOf(rapid.Int64Range(1, 1000), rapid.SampledFrom([]int64{1, 33, 100, 1000})).Draw(t, "step")
		d.Step = decimal.NewNullDecimal(decimal.New(step, -2))
	}
	if step > 250 || rapid.Bool().Draw(t, "has grain") {
		low := max(step, 100)
		grain := rapid.OneOf(rapid.Int64Range(low, 2000), rapid.SampledFrom([]int64{low, 2000})).Draw(t, "grain")
		d.Grain = decimal.NewNullDecimal(decimal.New(grain, -2))
	}
	if rapid.Bool().Draw(t, "has bands") {
		from := int64(0)
		for from <= 10_000 && len(d.Bands) < 6 {
			d.Bands = append(d.Bands, scorecard.RankBand{Name: fmt.Sprintf("band-%d", len(d.Bands)), From: partnermath.Num(from, 2)})
			from += rapid.Int64Range(1, 5000).Draw(t, "wide")
		}
	}
	return d
}
