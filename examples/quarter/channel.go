package main

import (
	"github.com/partnermath/partnermath"
)

// channel is a folder read and found sound.
type channel struct {
	questionnaire questionnaire
	calendar      partnermath.Calendar
	partners      partners
	assessments   []*assessment
}

// readChannel reads all files of a folder. When it finds faults, what it returns
// is not complete.
func readChannel(in folder, found *faults, shown *progress) channel {
	var ch channel
	ch.questionnaire = readQuestionnaire(in, found)
	ch.calendar = readCalendar(in, found)
	usable := found.count == 0
	ch.partners = readPartners(in, found)
	if !usable || ch.partners.index == nil {
		found.add(assessmentsFile, 0, 0, "not checked, because that takes sound %s, %s and %s",
			questionnaireFile, calendarFile, partnersFile)
		return ch
	}
	defer shown.done()
	ch.assessments = readAssessments(in, &ch, found, shown)
	ch.check(found)
	return ch
}
