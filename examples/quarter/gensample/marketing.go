package main

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/scorecard"
)

func marketing() scorecard.QuestionCategory {
	return scorecard.QuestionCategory{
		ID: "marketing", Name: "Marketing", Weight: decimal.NewFromInt(20), BestPractice: 72 * scorecard.Point,
		Topics: []scorecard.Topic{website(), demand()},
	}
}

func website() scorecard.Topic {
	return scorecard.Topic{
		ID: "website", Name: "Website", Weight: decimal.NewFromInt(40), BestPractice: 74 * scorecard.Point,
		Questions: []scorecard.Question{
			yesNo("listing", 2, "Our products have a page of their own on the partner's website",
				action("listing-kit", marketingLead, "1.5", 300, "Publish the product page from our web kit", chosen("yes"))),
			scale("content", 2, "1", "5", "Quality of the content: customer stories, comparisons, prices",
				action("content-stories", marketingLead, "5", 2400, "Publish three customer stories", becomes("4")),
				action("content-agency", marketingLead, "9", 8000, "Rewrite the solution pages with our agency", becomes("5"))),
			between("web-leads", 3, "0", "40", "Leads from the website in the quarter",
				action("web-leads-form", marketingLead, "2", 800, "Add an offer and a short form to the product page", becomes("15")),
				action("web-leads-ads", marketingLead, "6", 9000, "Run search advertising for one solution", becomes("30"))),
			multiple("found", 2, "", []scorecard.Choice{
				choice("search", 3, "Search advertising"), choice("directory", 2, "Our partner directory"),
				choice("reviews", 3, "Review sites"), choice("tracking", 2, "Tracked landing pages"),
			}, "How the partner is found",
				action("found-directory", marketingLead, "0.5", 0, "Complete the entry in our partner directory", all("directory")),
				action("found-tracking", marketingLead, "4", 1500, "Ask for reviews and track the landing pages", all("directory", "reviews", "tracking"))),
		},
	}
}

func demand() scorecard.Topic {
	funds := fraction("funds", 2, "Share of the granted marketing funds that is used by the end of the quarter",
		action("funds-plan", manager, "2", 0, "Plan the marketing funds for the next two quarters", becomes("0.9")))
	funds.NotApplicable = scorecard.NotApplicableRedistribute
	return scorecard.Topic{
		ID: "demand", Name: "Email and events", Weight: decimal.NewFromInt(60), BestPractice: 71 * scorecard.Point,
		Questions: []scorecard.Question{
			bands("emails", 2, []scorecard.Band{band("0", 0), band("1", 3), band("3", 7), band("6", 10)},
				"Email campaigns for our solutions in the quarter",
				action("emails-nurture", marketingLead, "4", 1200, "Send the ready-made nurture series", becomes("6"))),
			between("clicks", 2, "0.005", "0.03", "Click rate of these campaigns: clicks ÷ emails delivered",
				action("clicks-segments", marketingLead, "3", 600, "Divide the address list by role and industry", becomes("0.02")),
				action("clicks-list", marketingLead, "6", 3000, "Renew the address list and test subject lines", becomes("0.026"))),
			scale("events", 3, "0", "4", "Quarters of the last four with a joint customer event",
				action("events-breakfast", marketingLead, "5", 3500, "Hold a joint customer breakfast each half-year", becomes("2")),
				action("events-series", marketingLead, "14", 12000, "Hold a joint customer event every quarter", becomes("4"))),
			between("follow-up", 3, "10", "1", "Working days from a lead to the first contact",
				action("follow-up-owner", salesLead, "1.5", 0, "Name an owner for every lead on the day it arrives", becomes("3")),
				action("follow-up-desk", salesLead, "10", 7000, "Have our telemarketing desk call within a day", becomes("1"))),
			funds,
		},
	}
}
