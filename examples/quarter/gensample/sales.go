package main

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
)

func sales() scorecard.QuestionCategory {
	return scorecard.QuestionCategory{
		ID: "sales", Name: "Sales", Weight: partnermath.Int(35), BestPractice: 79 * scorecard.Point,
		Topics: []scorecard.Topic{forecasting(), selling(), planning()},
	}
}

func forecasting() scorecard.Topic {
	return scorecard.Topic{
		ID: "pipeline", Name: "Pipeline management", Weight: partnermath.Int(40), BestPractice: 78 * scorecard.Point,
		Questions: []scorecard.Question{
			bands("coverage", 3, []scorecard.Band{band("0", 0), band("1.5", 3), band("2.5", 7), band("3.5", 10)},
				"Open pipeline as a multiple of the target of the next quarter",
				action("coverage-blitz", salesLead, "6", 2500, "Run a two-week prospecting sprint on one vertical", becomes("2.5")),
				action("coverage-plan", manager, "10", 6000, "Build pipeline with three joint account plans", becomes("3.5"))),
			fraction("hygiene", 2, "Share of open deals with a next step and a close date ahead",
				action("hygiene-weekly", salesLead, "3", 0, "Clean the open deals every Friday", becomes("0.9"))),
			fraction("deal-reg", 3, "Share of new opportunities that are registered",
				action("deal-reg-link", manager, "2", 0, "Register deals from the partner's own CRM", becomes("0.7")),
				action("deal-reg-pay", partnerManager, "4", 1500, "Pay a part of the margin at registration", becomes("0.9"))),
			between("forecast", 2, "0.5", "0.1", "Error of last quarter's forecast: |forecast − actual| ÷ forecast",
				action("forecast-stages", salesLead, "4", 0, "Agree exit criteria for each sales stage", becomes("0.2")),
				action("forecast-commit", manager, "3", 0, "Review the commit list with the partner every month", becomes("0.15"))),
			single("review", 2, []scorecard.Choice{
				choice("never", 0, "Never"), choice("quarterly", 3, "Every quarter"),
				choice("monthly", 7, "Every month"), choice("weekly", 10, "Every week"),
			}, "How often the pipeline is reviewed with the channel account manager",
				action("review-monthly", manager, "1.5", 0, "Hold a pipeline review every month", chosen("monthly")),
				action("review-weekly", manager, "6", 0, "Hold a pipeline call every week", chosen("weekly"))),
		},
	}
}

func selling() scorecard.Topic {
	return scorecard.Topic{
		ID: "selling", Name: "Sales skills", Weight: partnermath.Int(35), BestPractice: 82 * scorecard.Point,
		Questions: []scorecard.Question{
			between("sellers", 3, "0", "8", "Sales people who sold our products in the last four quarters",
				action("sellers-incentive", manager, "5", 8000, "Launch a first-deal reward for sales people", becomes("6")),
				action("sellers-hire", partnerManager, "25", 15000, "Hire two sales people for our products", becomes("8"))),
			fraction("accredited", 3, "Share of those sales people with our sales accreditation",
				action("accredited-course", salesLead, "6", 1800, "Send the sales team to the accreditation course", becomes("0.8")),
				action("accredited-all", salesLead, "12", 3600, "Accredit every sales person", becomes("1"))),
			between("win-rate", 3, "0.1", "0.4", "Win rate of registered deals, by number",
				action("win-reviews", salesLead, "4", 0, "Review every lost deal within two weeks", becomes("0.3")),
				action("win-experts", manager, "9", 4000, "Bring our specialist into every large deal", becomes("0.38"))),
			scale("discovery", 2, "1", "5", "Quality of discovery calls, as coached",
				action("discovery-coach", manager, "3", 0, "Coach three discovery calls of each seller", becomes("4")),
				action("discovery-play", salesLead, "8", 2200, "Train discovery in role plays every month", becomes("5"))),
			yesNo("value-case", 2, "Offers show the customer's return and payback",
				action("value-case-tool", manager, "2", 0, "Introduce our value calculator", chosen("yes"))),
		},
	}
}

func planning() scorecard.Topic {
	recommend := scale("recommend", 0, "0", "10", "How likely the partner is to recommend our program")
	recommend.Advisory = true
	funds := fraction("funds", 2, "Share of the granted marketing funds that is used by the end of the quarter",
		action("funds-plan", manager, "2", 0, "Plan the marketing funds for the next two quarters", becomes("0.9")))
	funds.NotApplicable = scorecard.NotApplicableRedistribute
	return scorecard.Topic{
		ID: "planning", Name: "Business planning", Weight: partnermath.Int(25), BestPractice: 75 * scorecard.Point,
		Questions: []scorecard.Question{
			yesNo("joint-plan", 4, "A joint business plan for this year is signed by both sides",
				action("joint-plan-day", manager, "3", 500, "Write the joint business plan in a one-day workshop", chosen("yes"))),
			scale("plan-review", 2, "0", "4", "Business reviews held in the last four quarters",
				action("plan-review-fix", manager, "2", 0, "Fix the dates of the next four reviews", becomes("4"))),
			bands("growth", 3, []scorecard.Band{band("-1", 0), band("0", 3), band("0.1", 7), band("0.25", 10)},
				"Growth of revenue with our products on the year before",
				action("growth-promotion", partnerManager, "12", 10000, "Design a promotion for new customers", becomes("0.15"))),
			funds,
			recommend,
		},
	}
}
