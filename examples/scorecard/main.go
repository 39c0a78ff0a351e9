// Command scorecard scores one partner and plans its improvement.
package main

import (
	"fmt"
	"log"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/scorecard"
)

func main() {
	whole := decimal.NewFromInt
	number := func(n int64) decimal.NullDecimal { return decimal.NewNullDecimal(whole(n)) }

	questionnaire := scorecard.Questionnaire{
		ID: "capability",
		Categories: []scorecard.QuestionCategory{{
			ID: "sales", Weight: whole(60),
			Topics: []scorecard.Topic{{
				ID: "pipeline", Weight: whole(1),
				Questions: []scorecard.Question{{
					ID: "forecast", Name: "How often is the forecast right?", Weight: whole(2),
					Kind: scorecard.KindScale, Min: number(1), Max: number(5),
				}, {
					ID: "crm", Name: "Do all sellers keep a CRM?", Weight: whole(1),
					Kind: scorecard.KindYesNo,
					Actions: []scorecard.Action{{
						ID: "crm-seats", Name: "Give every seller a CRM seat", Effort: whole(3),
						After: scorecard.Answer{Choice: "yes"},
					}},
				}},
			}},
		}, {
			ID: "marketing", Weight: whole(40),
			Topics: []scorecard.Topic{{
				ID: "demand", Weight: whole(1),
				Questions: []scorecard.Question{{
					ID: "events", Name: "Events a year", Weight: whole(1),
					Kind: scorecard.KindNumber, Floor: number(0), Target: number(8),
				}, {
					ID: "funds", Name: "Are all fund claims on time?", Weight: whole(1),
					Kind: scorecard.KindYesNo,
				}},
			}},
		}},
	}
	assessment := scorecard.Assessment{
		Partner: "acme",
		Answers: []scorecard.Answer{
			{Question: "forecast", Number: number(4)},
			{Question: "crm", Choice: "no"},
			{Question: "events", Number: number(3)},
			{Question: "funds", NotApplicable: true}, // its weight goes to "events"
		},
	}

	result, err := scorecard.Assess(questionnaire, assessment)
	if err != nil {
		log.Fatal(err) // errors.As gives every broken rule with its JSON path
	}
	for _, line := range result.Lines {
		fmt.Printf("%-8s %-9s %6s × %s = %5s points\n", line.Node, line.ID, line.Score,
			line.EffectiveWeight, line.Contribution)
	}
	roadmap, err := scorecard.Improve(questionnaire, assessment, scorecard.RoadmapLimits{Target: 80 * scorecard.Point})
	if err != nil {
		log.Fatal(err)
	}
	for _, step := range roadmap.Steps {
		fmt.Printf("%s: +%s points, to %s\n", step.Name, step.Lift, step.Overall)
	}
}
