package main

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/scorecard"
)

func service() scorecard.QuestionCategory {
	return scorecard.QuestionCategory{
		ID: "service", Name: "Service", Weight: decimal.NewFromInt(15), BestPractice: 78 * scorecard.Point,
		Topics: []scorecard.Topic{support(), adoption()},
	}
}

func support() scorecard.Topic {
	satisfaction := scale("satisfied", 3, "1", "10", "Satisfaction of customers after a case",
		action("satisfied-calls", serviceLead, "4", 0, "Call every dissatisfied customer within two days", becomes("8")))
	satisfaction.Step = optional("0.5")
	satisfaction.Gate = scorecard.Gate{Minimum: 35 * scorecard.Point}
	satisfaction.NotApplicable = scorecard.NotApplicableNotAllowed
	return scorecard.Topic{
		ID: "support", Name: "Customer support", Weight: decimal.NewFromInt(55), BestPractice: 80 * scorecard.Point,
		Questions: []scorecard.Question{
			between("response", 3, "24", "2", "Hours to the first response to a case",
				action("response-desk", serviceLead, "4", 2500, "Give each case to a duty engineer at once", becomes("6")),
				action("response-tool", serviceLead, "9", 6000, "Connect the ticket systems of both sides", becomes("3"))),
			fraction("resolved", 3, "Share of cases closed without escalation to us",
				action("resolved-base", serviceLead, "5", 1000, "Train the desk on our knowledge base", becomes("0.8"))),
			single("hours", 2, []scorecard.Choice{
				choice("no-desk", 0, "No service desk"), choice("business", 4, "Business hours"),
				choice("extended", 7, "Extended hours"), choice("always", 10, "Around the clock"),
			}, "Hours of the service desk",
				action("hours-extended", serviceLead, "8", 6000, "Staff the service desk until 22:00", chosen("extended")),
				action("hours-always", partnerManager, "20", 24000, "Share an around-the-clock desk with other partners", chosen("always"))),
			satisfaction,
		},
	}
}

func adoption() scorecard.Topic {
	success := yesNo("success-role", 0, "Somebody's only task is the success of customers")
	success.Advisory = true
	usage := fraction("usage", 2, "Share of customers with a usage review in the last six months",
		action("usage-half-year", serviceLead, "5", 0, "Review usage with every customer twice a year", becomes("0.8")))
	renewal := between("renewal", 3, "0.6", "0.95", "Share of contracts renewed, by value",
		action("renewal-alert", manager, "2", 0, "Send renewal alerts 120 days ahead", becomes("0.85")),
		action("renewal-owner", serviceLead, "7", 3000, "Give every renewal an owner and a plan", becomes("0.92")))
	renewal.Max = optional("1")
	return scorecard.Topic{
		ID: "adoption", Name: "Adoption services", Weight: decimal.NewFromInt(45), BestPractice: 76 * scorecard.Point,
		Questions: []scorecard.Question{
			yesNo("onboarding", 2, "Every new customer gets an onboarding plan",
				action("onboarding-plan", serviceLead, "3", 400, "Use our onboarding plan for every new customer", chosen("yes"))),
			usage,
			renewal,
			multiple("services", 3, "8", []scorecard.Choice{
				choice("advice", 2, "Advice"), choice("migration", 2, "Migration"),
				choice("training", 2, "Training"), choice("managed", 4, "Managed services"),
			}, "Own services offered with our products",
				action("services-first", serviceLead, "6", 2000, "Package an advice and a migration service", all("advice", "migration")),
				action("services-managed", partnerManager, "22", 18000, "Start a managed service", all("advice", "migration", "managed"))),
			success,
		},
	}
}
