package main

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// channel is a folder read and found sound.
type channel struct {
	forms         *forms // of the answers
	questionnaire questionnaire
	calendar      partnermath.Calendar
	partners      partners
	titles        map[string]string // of the columns of questions in assessments.csv; nil when it has rows
	// assessments stand partner by partner, by date.
	assessments []*assessment
	// goals are those of each partner, in the order of partners.list.
	goals [][]scorecard.ScoreGoal
	plans plans
	// subject is the position in partners.list of the partner under review, -1 for none.
	// Only its deals and leads are kept, and the registrations of others that may be in
	// conflict with its own; hasDeals and hasLeads tell that there is a file of them.
	subject            int
	deals              []deal
	rivals             []pipeline.Registration
	leads              []lead
	hasDeals, hasLeads bool
	// dealCampaigns and leadCampaigns tell that their campaign stands in the file. Where it
	// does not, what a campaign has brought is not known.
	dealCampaigns, leadCampaigns bool
}

// readChannel reads all files of a folder; whether the answers suit their
// questions, the method check tells. When it finds faults, what it returns is not
// complete. Of deals and leads, it keeps those of the partner under review.
func readChannel(in folder, o options, found *faults, shown *progress) channel {
	ch := channel{forms: in.form(assessmentsFile), subject: -1}
	ch.questionnaire = readQuestionnaire(in, found)
	ch.calendar = readCalendar(in, found)
	usable := found.count == 0
	ch.partners = readPartners(in, found)
	if !usable || ch.partners.index == nil {
		for _, file := range []string{assessmentsFile, goalsFile, planFile, dealsFile, leadsFile} {
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
	before := found.count
	ch.plans = readPlans(in, &ch, found)
	if found.count > before {
		for _, file := range []string{dealsFile, leadsFile} {
			if in.has(file) {
				found.add(file, 0, 0, "not checked, because that takes a sound %s", planFile)
			}
		}
		return ch
	}
	if at, err := ch.findPartner(o.partner); err == nil && o.report != reportNetwork {
		ch.subject = at
	}
	readDeals(in, &ch, found, shown)
	readLeads(in, &ch, found, shown)
	return ch
}
