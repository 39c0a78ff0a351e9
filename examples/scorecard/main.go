// Command scorecard scores one partner and plans its improvement.
package main

import (
	"fmt"
	"log"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/scorecard"
)

func main() {
	number := func(n int64) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.NewFromInt(n)) }
	one := decimal.NewFromInt(1)

	questionnaire := scorecard.Questionnaire{
		ID: "capability",
		Categories: []scorecard.Category{{
			ID: "sales", Weight: one,
			Topics: []scorecard.Topic{{
				ID: "pipeline", Weight: one, BestPractice: 80 * scorecard.Point,
				Questions: []scorecard.Question{{
					ID: "forecast", Name: "How often is the forecast right?", Weight: decimal.NewFromInt(2),
					Kind: scorecard.KindScale, Min: number(1), Max: number(5),
				}, {
					ID: "crm", Name: "Do all sellers keep a CRM?", Weight: one,
					Kind: scorecard.KindYesNo,
					Actions: []scorecard.Action{{
						ID: "crm-seats", Name: "Give every seller a CRM seat", Effort: decimal.NewFromInt(3),
						After: scorecard.Answer{Choice: "yes"},
					}},
				}, {
					ID: "deals", Name: "Share of deals registered", Weight: one,
					Kind: scorecard.KindFraction,
				}},
			}},
		}},
	}
	assessment := scorecard.Assessment{
		Partner: "acme",
		Answers: []scorecard.Answer{
			{Question: "forecast", Number: number(4)},
			{Question: "crm", Choice: "no"},
			{Question: "deals", NotApplicable: true},
		},
	}

	result, err := scorecard.Assess(questionnaire, assessment)
	if err != nil {
		log.Fatal(err) // every broken rule, each with its JSON path
	}
	for _, line := range result.Lines {
		fmt.Printf("%-8s %-9s %6s × %s = %5s points\n", line.Node, line.ID, line.Score,
			line.EffectiveWeight.StringFixed(4), line.Contribution.StringFixed(2))
	}
	roadmap, err := scorecard.Plan(questionnaire, assessment, scorecard.Limits{Target: 80 * scorecard.Point})
	if err != nil {
		log.Fatal(err)
	}
	for _, step := range roadmap.Steps {
		fmt.Printf("%s: +%s points, to %s\n", step.Name, step.Lift.Decimal.StringFixed(2), step.Overall)
	}
}
