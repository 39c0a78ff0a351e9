package main

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// findingTexts say what is found of records, and what it leaves unknown.
var findingTexts = map[partnermath.Reason]string{
	pipeline.ReasonAmountUnknown:          "without an amount: counted, in no sum",
	pipeline.ReasonCreatedUnknown:         "without a creation: no age, no cycle, no time to follow up",
	pipeline.ReasonStageUnknown:           "open, at a stage that is not told: not weighted",
	pipeline.ReasonCustomerUnknown:        "without a customer: in no conflict",
	pipeline.ReasonClosedBeforeCreated:    "closed before they were created: no cycle",
	pipeline.ReasonActivityBeforeCreated:  "active before they were created: no age, no cycle",
	pipeline.ReasonExpectedBeforeCreated:  "expected to close before they were created: no age, no cycle",
	pipeline.ReasonFollowUpBeforeCreated:  "followed up before they were created: no time to follow up",
	pipeline.ReasonOutcomeWithoutDay:      "ended on no day: in no period",
	pipeline.ReasonDayWithoutOutcome:      "closed, nobody knows how: in no figure",
	pipeline.ReasonDecidedBeforeSubmitted: "decided on before they were submitted: no time to a decision",
	pipeline.ReasonDecisionWithoutDay:     "decided on on no day: in no period",
	pipeline.ReasonDayWithoutDecision:     "decided on, nobody knows how",
	pipeline.ReasonClosedBeforeDecided:    "closed before they were decided on: in no conflict",
	pipeline.ReasonExpiresBeforeDecided:   "expired before they protected: their end is not known",
	pipeline.ReasonAfterAsOf:              "dated after the day of the review: not seen yet",
	pipeline.ReasonFaulty:                 "faulty: set apart",
	pipeline.ReasonCopiesDiffer:           "of one id that differ: set apart",
}

// findingSection lists the records of the partner whose facts contradict each other.
func findingSection(r *review) section {
	s := section{title: "Records to put right", table: table{head: []string{"", "Records", "Which"}, align: "wrw"}}
	add := func(noun string, found []partnermath.Finding) {
		for _, f := range found {
			if f.Reason == pipeline.ReasonAfterAsOf {
				continue // the review is of an earlier day
			}
			s.table.add("", noun+" "+findingTexts[f.Reason], grouped(int64(f.Records)), firstOf(f.IDs, f.Records))
		}
	}
	if r.Pipeline != nil {
		add("Deals", r.Pipeline.focus().Findings)
	}
	if r.Leads != nil {
		add("Leads", r.Leads.Report.Findings)
	}
	if r.Registrations != nil {
		add("Registrations", r.Registrations.Findings)
	}
	return s
}
