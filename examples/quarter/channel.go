package main

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
)

// channel is a folder read and found sound.
type channel struct {
	questionnaire questionnaire
	calendar      partnermath.Calendar
	partners      partners
	// assessments stand partner by partner, by date.
	assessments []*assessment
	// goals are those of each partner, in the order of partners.list.
	goals [][]scorecard.Goal
	plans plans
}

// readChannel reads all files of a folder; whether the answers suit their
// questions, the method check tells. When it finds faults, what it returns is not
// complete.
func readChannel(in folder, found *faults, shown *progress) channel {
	var ch channel
	ch.questionnaire = readQuestionnaire(in, found)
	ch.calendar = readCalendar(in, found)
	usable := found.count == 0
	ch.partners = readPartners(in, found)
	if !usable || ch.partners.index == nil {
		for _, file := range []string{assessmentsFile, goalsFile, planFile} {
			if file == assessmentsFile || in.has(file) {
				found.add(file, 0, 0, "not checked, because that takes sound %s, %s and %s",
					questionnaireFile, calendarFile, partnersFile)
			}
		}
		return ch
	}
	defer shown.done()
	ch.assessments = readAssessments(in, &ch, found, shown)
	ch.goals = readGoals(in, &ch, found)
	ch.plans = readPlans(in, &ch, found)
	return ch
}
