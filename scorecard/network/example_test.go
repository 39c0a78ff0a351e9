package network_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/scorecard/network"
)

// Three partners, by score and by tier.
func ExampleTally() {
	one := partnermath.Int(1)
	scorer, _ := scorecard.Compile(scorecard.Questionnaire{ID: "readiness", Categories: []scorecard.QuestionCategory{{
		ID: "sales", Weight: one, Topics: []scorecard.Topic{{
			ID: "certified", Weight: one, Questions: []scorecard.Question{{ID: "share", Weight: one, Kind: scorecard.KindFraction}},
		}},
	}}})
	result := func(percent int64) scorecard.Result {
		r, _ := scorer.Assess(scorecard.Assessment{Answers: []scorecard.Answer{{Question: "share", Number: decimal.NewNullDecimal(decimal.New(percent, -2))}}})
		return r
	}
	tally := network.NewTally(scorer)
	_ = tally.Add(network.Member{Partner: "ace", Tier: "Gold"}, result(60), result(40))
	_ = tally.Add(network.Member{Partner: "bat", Tier: "Gold"}, result(80), result(90))
	_ = tally.Add(network.Member{Partner: "cat", Tier: "Silver"}, result(50), result(55))
	report, err := tally.Result(1)
	if err != nil {
		fmt.Println(err)
		return
	}
	for _, row := range report.Rows {
		fmt.Println(row.Rank, row.Partner, row.Scores[0], row.Change)
	}
	for _, group := range report.Groups[:3] {
		fmt.Println(group, group.Means[0])
	}
	fmt.Println("improved most:", report.Improved[0].Partner)

	// Output:
	// 1 bat 80.20 -9.90
	// 2 ace 60.40 19.80
	// 3 cat 50.50 -4.95
	// all partners 63.70
	// tier Gold 70.30
	// tier Silver 50.50
	// improved most: ace
}
