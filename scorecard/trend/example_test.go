package trend_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/scorecard/trend"
)

// oneQuestion is a questionnaire of one question, answered with a fraction.
func oneQuestion() scorecard.Questionnaire {
	one := partnermath.Int(1)
	return scorecard.Questionnaire{ID: "readiness", Categories: []scorecard.QuestionCategory{{
		ID: "sales", Weight: one, Topics: []scorecard.Topic{{
			ID: "certified", Weight: one, Questions: []scorecard.Question{{ID: "share", Weight: one, Kind: scorecard.KindFraction}},
		}},
	}}}
}

// answered is an assessment that answers the question with a percentage.
func answered(percent int64, date partnermath.Date) scorecard.Assessment {
	return scorecard.Assessment{Date: date, Answers: []scorecard.Answer{{
		Question: "share", Number: decimal.NewNullDecimal(decimal.New(percent, -2)),
	}}}
}

// Three results in four quarters: the line through them rises by 9.90 a quarter.
func ExampleFollow() {
	scorer, _ := scorecard.Compile(oneQuestion())
	first, _ := scorer.Assess(answered(40, partnermath.NewDate(2026, 3, 31)))
	second, _ := scorer.Assess(answered(60, partnermath.NewDate(2026, 9, 30)))
	third, _ := scorer.Assess(answered(70, partnermath.NewDate(2026, 12, 31)))
	followed, err := trend.Follow(partnermath.Calendar{}, []scorecard.Result{first, second, third})
	if err != nil {
		fmt.Println(err)
		return
	}
	overall := followed.Lines[0]
	for i, quarter := range followed.Quarters {
		fmt.Println(quarter, overall.Scores[i])
	}
	fmt.Printf("change %s, slope %s a quarter\n", overall.Change, overall.Slope.Decimal)

	// Output:
	// 2026-Q1 40.60
	// 2026-Q3 60.40
	// 2026-Q4 70.30
	// change 29.70, slope 9.9 a quarter
}

// A goal of 80 by the end of the year, half a year on.
func ExampleFollowGoals() {
	scorer, _ := scorecard.Compile(oneQuestion())
	first, _ := scorer.Assess(answered(40, partnermath.NewDate(2026, 3, 31)))
	last, _ := scorer.Assess(answered(60, partnermath.NewDate(2026, 9, 30)))
	progress, err := trend.FollowGoals(partnermath.Calendar{}, []trend.Goal{
		{Node: scorecard.NodeOverall, Target: 80 * scorecard.Point, By: partnermath.NewDate(2026, 12, 31)},
	}, []scorecard.Result{first, last})
	if err != nil {
		fmt.Println(err)
		return
	}
	p := progress[0]
	fmt.Printf("from %s to %s, expected %s: %s\n", p.Start, p.Current, p.Expected, p.Status)
	fmt.Printf("%s attained, %s a quarter for %d more\n", p.Attained.Decimal, p.NeededPerQuarter, p.QuartersLeft)

	// Output:
	// from 40.60 to 60.40, expected 66.87: behind
	// 0.5025 attained, 19.60 a quarter for 1 more
}
