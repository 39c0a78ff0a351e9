package scorecard_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
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

// One group, as the vendor and as one of the partners may see it.
func ExamplePeers() {
	scorer, _ := scorecard.Compile(oneQuestion())
	peers, _ := scorecard.NewPeers(scorer, scorecard.Disclosure{})
	for _, percent := range []int64{10, 25, 40, 55, 60, 70, 85, 90} {
		result, _ := scorer.Assess(answered(percent, partnermath.Date{}))
		_ = peers.Add(result)
	}
	subject, _ := scorer.Assess(answered(60, partnermath.Date{}))
	for _, audience := range []scorecard.Audience{scorecard.AudienceVendor, scorecard.AudiencePartner} {
		group, err := peers.Result(scorecard.PeerPolicy{Audience: audience, SubjectIsMember: true})
		if err != nil {
			fmt.Println(err)
			return
		}
		c, _ := group.Compare(subject)
		overall := c.Lines[0]
		fmt.Printf("%s: %s beside %s, gap %s\n", audience, overall.Score, overall.PeerMean, overall.PeerGap)
		if audience == scorecard.AudienceVendor {
			fmt.Printf("  top performers %s, rank %d\n", overall.TopMean, overall.Rank)
		} else {
			fmt.Printf("  top performers withheld: %s, rank %s\n", overall.TopWithheld, overall.RankBand)
		}
	}

	// Output:
	// vendor: 60.40 beside 54.83, gap 5.57
	//   top performers 87.63, rank 4
	// partner: 60.40 beside 54.50, gap 5.90
	//   top performers withheld: top-group-too-small, rank second-quarter
}

// A whole channel beside itself: every assessment is scored once.
func ExampleOutline() {
	scorer, _ := scorecard.Compile(oneQuestion())
	peers, _ := scorecard.NewPeers(scorer, scorecard.Disclosure{})
	var outlines []scorecard.Outline
	var result scorecard.Result // its memory is reused
	for i, percent := range []int64{40, 90, 10, 60} {
		assessment := answered(percent, partnermath.Date{})
		assessment.Partner = fmt.Sprint("partner-", i+1)
		if err := scorer.AssessInto(&result, assessment); err != nil {
			fmt.Println(err)
			return
		}
		outline, _ := scorer.Outline(result)
		_ = peers.AddOutline(outline)
		outlines = append(outlines, outline)
	}
	group, err := peers.Result(scorecard.PeerPolicy{Audience: scorecard.AudienceVendor})
	if err != nil {
		fmt.Println(err)
		return
	}
	var c scorecard.PeerComparison
	for _, outline := range outlines {
		_ = group.CompareOutlineInto(&c, outline)
		fmt.Println(c.Partner, c.Lines[0].Score, "percentile rank", c.Lines[0].PercentileRank)
	}

	// Output:
	// partner-1 40.60 percentile rank 37.50
	// partner-2 90.10 percentile rank 87.50
	// partner-3 10.90 percentile rank 12.50
	// partner-4 60.40 percentile rank 62.50
}
