package main

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/scorecard"
)

func technical() scorecard.QuestionCategory {
	return scorecard.QuestionCategory{
		ID: "technical", Name: "Technical", Weight: decimal.NewFromInt(30), BestPractice: 80 * scorecard.Point,
		Topics: []scorecard.Topic{certifications(), design()},
	}
}

func certifications() scorecard.Topic {
	return scorecard.Topic{
		ID: "certs", Name: "Certifications", Weight: decimal.NewFromInt(55), BestPractice: 82 * scorecard.Point,
		Gate: scorecard.Gate{Minimum: 40 * scorecard.Point, Cap: 60 * scorecard.Point},
		Questions: []scorecard.Question{
			between("engineers", 4, "0", "8", "Engineers with a valid certificate",
				action("engineers-four", technicalLead, "12", 6000, "Certify engineers up to four", becomes("4")),
				action("engineers-eight", technicalLead, "30", 15000, "Certify engineers up to eight", becomes("8"))),
			between("architects", 3, "0", "3", "Architects with a valid certificate",
				action("architects-one", technicalLead, "10", 4500, "Certify a first architect", becomes("1")),
				action("architects-two", technicalLead, "18", 9000, "Certify architects up to two", becomes("2"))),
			multiple("lines", 3, "10", []scorecard.Choice{
				choice("core", 4, "Core platform"), choice("security", 3, "Security"),
				choice("cloud", 3, "Cloud"), choice("edge", 2, "Edge"),
			}, "Product lines with at least one specialist",
				action("lines-core", technicalLead, "5", 1500, "Train a specialist for core platform and cloud", all("core", "cloud")),
				action("lines-all", technicalLead, "14", 5200, "Train a specialist for every product line", all("core", "security", "cloud", "edge"))),
			fraction("valid", 2, "Share of certificates that stay valid for six months or more",
				action("valid-calendar", technicalLead, "3", 900, "Renew the certificates that expire this half-year", becomes("0.95"))),
		},
	}
}

func design() scorecard.Topic {
	interfaces := yesNo("interfaces", 2, "Own integrations or software built on our interfaces",
		action("interfaces-pilot", technicalLead, "15", 7500, "Build a first integration with our developer team", chosen("yes")))
	interfaces.NotApplicable = scorecard.NotApplicableRedistribute
	return scorecard.Topic{
		ID: "design", Name: "Solution design", Weight: decimal.NewFromInt(45), BestPractice: 77 * scorecard.Point,
		Questions: []scorecard.Question{
			scale("reference", 3, "1", "5", "Use of our reference architectures",
				action("reference-days", technicalLead, "4", 1200, "Attend the two reference architecture days", becomes("4")),
				action("reference-own", technicalLead, "12", 4000, "Publish an own blueprint for one vertical", becomes("5"))),
			fraction("poc", 3, "Share of proofs of concept that lead to an order",
				action("poc-criteria", salesLead, "2", 0, "Agree success criteria before each proof of concept", becomes("0.6")),
				action("poc-lab", technicalLead, "10", 9000, "Set up a demonstration lab", becomes("0.75"))),
			single("survey", 2, []scorecard.Choice{
				choice("never", 0, "Never"), choice("request", 3, "On request"),
				choice("large", 6, "For large deals"), choice("always", 10, "Always"),
			}, "When a site survey is made before the offer",
				action("survey-large", technicalLead, "2", 0, "Make a site survey for every large deal", chosen("large")),
				action("survey-always", technicalLead, "7", 2000, "Make a short survey part of every offer", chosen("always"))),
			interfaces,
		},
	}
}
