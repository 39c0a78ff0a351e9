package main

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
)

// marketing has a topic for each tactic, from what is there for whoever looks for the partner
// to what speaks to one customer.
func marketing() scorecard.QuestionCategory {
	return scorecard.QuestionCategory{
		ID: "marketing", Name: "Marketing", Weight: partnermath.Int(20), BestPractice: 72 * scorecard.Point,
		Topics: []scorecard.Topic{website(), search(), social(), email(), events(), telemarketing()},
	}
}

// tacticTopic is a topic of marketing.
func tacticTopic(id, name string, weight, best int64, questions ...scorecard.Question) scorecard.Topic {
	return scorecard.Topic{
		ID: id, Name: name, Weight: partnermath.Int(weight), BestPractice: scorecard.Score(best) * scorecard.Point, Questions: questions,
	}
}

func website() scorecard.Topic {
	return tacticTopic(
		"website", "Website", 25, 74,
		yesNo("listing", 2, "Our products have a page of their own on the partner's website",
			action("listing-kit", marketingLead, "1.5", 300, "Publish the product page from our web kit", chosen("yes"))),
		scale("content", 2, "1", "5", "Quality of the content: customer stories, comparisons, prices",
			action("content-stories", marketingLead, "5", 2400, "Publish three customer stories", becomes("4")),
			action("content-agency", marketingLead, "9", 8000, "Rewrite the solution pages with our agency", becomes("5"))),
		between("web-leads", 3, "0", "40", "Leads from the website in the quarter",
			action("web-leads-form", marketingLead, "2", 800, "Add an offer and a short form to the product page", becomes("15")),
			action("web-leads-trial", marketingLead, "7", 5000, "Offer a trial for one solution on the website", becomes("30"))),
	)
}

func search() scorecard.Topic {
	return tacticTopic(
		"search", "Search", 15, 70,
		multiple("found", 2, "", []scorecard.Choice{
			choice("search", 3, "Search advertising"), choice("directory", 2, "Our partner directory"),
			choice("reviews", 3, "Review sites"), choice("tracking", 2, "Tracked landing pages"),
		}, "How the partner is found",
			action("found-directory", marketingLead, "0.5", 0, "Complete the entry in our partner directory", all("directory")),
			action("found-tracking", marketingLead, "4", 1500, "Ask for reviews and track the landing pages", all("directory", "reviews", "tracking"))),
		between("ranked", 2, "0", "20", "Search terms of our solutions for which the partner is on the first page",
			action("ranked-terms", marketingLead, "6", 3600, "Write a page for each of ten search terms", becomes("12"))),
	)
}

func social() scorecard.Topic {
	return tacticTopic(
		"social", "Social media", 10, 66,
		bands("posts", 2, []scorecard.Band{band("0", 0), band("4", 4), band("12", 8), band("24", 10)},
			"Posts on our solutions in the quarter",
			action("posts-kit", marketingLead, "2", 0, "Post the ready-made series, one a week", becomes("12"))),
		fraction("advocates", 2, "Share of sellers who share these posts",
			action("advocates-hour", salesLead, "1", 0, "Train the sellers for an hour", becomes("0.6"))),
	)
}

func email() scorecard.Topic {
	return tacticTopic(
		"email", "Email", 15, 72,
		bands("emails", 2, []scorecard.Band{band("0", 0), band("1", 3), band("3", 7), band("6", 10)},
			"Email campaigns for our solutions in the quarter",
			action("emails-nurture", marketingLead, "4", 1200, "Send the ready-made nurture series", becomes("6"))),
		between("clicks", 2, "0.005", "0.03", "Click rate of these campaigns: clicks ÷ emails delivered",
			action("clicks-segments", marketingLead, "3", 600, "Divide the address list by role and industry", becomes("0.02")),
			action("clicks-list", marketingLead, "6", 3000, "Renew the address list and test subject lines", becomes("0.026"))),
	)
}

func events() scorecard.Topic {
	return tacticTopic(
		"events", "Events", 20, 72,
		scale("events", 3, "0", "4", "Quarters of the last four with a joint customer event",
			action("events-breakfast", marketingLead, "5", 3500, "Hold a joint customer breakfast each half-year", becomes("2")),
			action("events-series", marketingLead, "14", 12000, "Hold a joint customer event every quarter", becomes("4"))),
	)
}

func telemarketing() scorecard.Topic {
	return tacticTopic(
		"telemarketing", "Telemarketing", 15, 70,
		between("follow-up", 3, "10", "1", "Working days from a lead to the first contact",
			action("follow-up-owner", salesLead, "1.5", 0, "Name an owner for every lead on the day it arrives", becomes("3")),
			action("follow-up-desk", salesLead, "10", 7000, "Have our telemarketing desk call within a day", becomes("1"))),
		single("calls", 2, []scorecard.Choice{
			choice("none-made", 0, "None"), choice("on-demand", 4, "For single campaigns"), choice("team", 10, "By a team of its own or an agency"),
		}, "Calls to customers who have not bought yet",
			action("calls-agency", marketingLead, "3", 4800, "Book twelve days of our calling agency", chosen("on-demand"))),
	)
}
