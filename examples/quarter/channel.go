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
	isUndated     bool // the calendar cannot be used, and is that of the year
	partners      partners
	titles        map[string]string // of the columns of questions in assessments.csv; nil when it has rows
	// assessments stand partner by partner, by date.
	assessments []*assessment
	// goals are those of each partner, in the order of partners.list.
	goals   [][]scorecard.ScoreGoal
	plans   plans
	reviews reviews
	// rebates, fund and business are nil without their file.
	rebates  *rebates
	fund     *fund
	business *business
	// subject is the position in partners.list of the partner under review, or one of those
	// below. Only its deals and leads are kept, by the position of the partner, and the
	// registrations for what it has one for; hasDeals and hasLeads tell that there is a file
	// of them.
	subject            int
	deals              packed[deal]
	rivals             map[sale][]pipeline.Registration
	leads              packed[lead]
	hasDeals, hasLeads bool
	// hasRegistrations tells that deals.csv has them: without their columns, nobody knows of
	// any. dealCampaigns and leadCampaigns tell that their campaign stands in the file. Where it
	// does not, what a campaign has brought is not known.
	hasRegistrations, dealCampaigns, leadCampaigns bool
	// followUpUnknown and rejectionUnknown tell that leads.csv has no column for it.
	followUpUnknown, rejectionUnknown bool
}

// The subjects that are not one partner.
const (
	noPartner    = -1
	everyPartner = -2
)

// keeps tells whether something of a partner is kept.
func (ch *channel) keeps(partner int) bool {
	return partner >= 0 && (ch.subject == everyPartner || ch.subject == partner)
}

// readChannel reads all files of a folder; whether the answers suit their
// questions, the method check tells. When it finds faults, what it returns is not
// complete, but a fault of one file hides none of another that can be read without it. Of deals and leads, it keeps those of the partner under review.
func readChannel(in folder, o options, found *faults, shown *progress) channel {
	ch := channel{
		forms: in.form(assessmentsFile), subject: noPartner,
		deals: make(packed[deal]), rivals: make(map[sale][]pipeline.Registration), leads: make(packed[lead]),
	}
	in.checkNames(found)
	ch.questionnaire = readQuestionnaire(in, found)
	before := found.count
	if ch.calendar = readCalendar(in, found); found.count > before {
		ch.calendar, ch.isUndated = partnermath.Calendar{}, true
		found.leaveOpen(calendarFile, "what depends on quarters")
	}
	ch.partners = readPartners(in, found)
	defer shown.done()
	in.ids = ch.partners.byName()
	ch.assessments = readAssessments(in, &ch, found, shown)
	ch.goals = readGoals(in, &ch, found)
	ch.plans = readPlans(in, &ch, found)
	if at, err := ch.findPartner(o.partner); err == nil && o.report != reportNetwork {
		ch.subject = at
	}
	if o.all {
		ch.subject = everyPartner
	}
	readDeals(in, &ch, found, shown)
	readLeads(in, &ch, found, shown)
	ch.reviews = readReviews(in, &ch, found)
	readSales(in, &ch, found, shown)
	readActivities(in, &ch, found)
	ch.rebates = readRebates(in, &ch, found, shown)
	ch.fund = readFund(in, &ch, found, shown)
	ch.business = readBusiness(in, &ch, found)
	return ch
}

// isPartial reports whether there is no more to be found than the faults of what was read,
// since something that all depends on cannot be used.
func (ch *channel) isPartial() bool {
	return ch.isUndated || ch.partners.isUnknown || ch.questionnaire.isUnknown
}

// settle works out what the money of a quarter comes to on a day.
func (ch *channel) settle(quarter partnermath.Period, asOf partnermath.Date, found *faults) {
	if ch.rebates != nil {
		ch.rebates.settle(ch, quarter, asOf, found)
	}
	if ch.fund != nil {
		ch.fund.settle(ch, asOf, found)
	}
}

// notChecked reports of files why nothing is said about them. One that may be left out is
// reported where there is one.
func notChecked(in folder, found *faults, why string, files ...string) {
	for _, file := range files {
		if file == assessmentsFile || in.has(file) {
			found.add(file, 0, 0, "not checked, because that %s", why)
		}
	}
}
