package intake

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// channel is a folder read and found sound.
type Channel struct {
	forms         *forms // of the answers
	questionnaire questionnaire
	Calendar      partnermath.Calendar
	isUndated     bool // the calendar cannot be used, and is that of the year
	partners      partners
	titles        map[string]string // of the columns of questions in assessments.csv; nil when it has rows
	// assessments stand partner by partner, by date.
	assessments []*Assessment
	// goals are those of each partner, in the order of partners.list.
	goals   [][]scorecard.ScoreGoal
	plans   plans
	reviews reviews
	// rebates, fund and business are nil without their file.
	rebates  *rebates
	fund     *fund
	business *business
	book     channelBook
	// subject is the position in partners.list of the partner under review, or one of those
	// below. Only its deals and leads are kept, by the position of the partner, and the
	// registrations for what it has one for; hasDeals and hasLeads tell that there is a file
	// of them.
	subject            int
	deals              packed[int, Deal]
	rivals             packed[sale, pipeline.Registration]
	leads              packed[int, Lead]
	HasDeals, HasLeads bool
	// hasRegistrations tells that deals.csv has them: without their columns, nobody knows of
	// any. dealCampaigns and leadCampaigns tell that their campaign stands in the file. Where it
	// does not, what a campaign has brought is not known.
	HasRegistrations, DealCampaigns, LeadCampaigns bool
	// followUpUnknown and rejectionUnknown tell that leads.csv has no column for it.
	FollowUpUnknown, RejectionUnknown bool
}

// subjects are the partners of whom all is kept that is read. The zero subjects are the
// first partner.
type Subjects struct {
	Partner string // its id; empty for the first
	All     bool   // in its place
	None    bool
}

// The subjects that are not one partner.
const (
	noPartner    = -1
	everyPartner = -2
)

// keeps tells whether something of a partner is kept.
func (ch *Channel) keeps(partner int) bool {
	return partner >= 0 && (ch.subject == everyPartner || ch.subject == partner)
}

// readChannel reads all files of a folder; whether the answers suit their
// questions, the method check tells. When it finds faults, what it returns is not
// complete, but a fault of one file hides none of another that can be read without it. Of deals and leads, it keeps those of the partner under review.
func (in Folder) Read(of Subjects, found *Faults) Channel {
	ch := Channel{
		forms: in.form(AssessmentsFile), subject: noPartner,
		deals: make(packed[int, Deal]), rivals: make(packed[sale, pipeline.Registration]), leads: make(packed[int, Lead]),
	}
	in.checkNames(found)
	ch.questionnaire = readQuestionnaire(in, found)
	before := found.count
	if ch.Calendar = readCalendar(in, found); found.count > before {
		ch.Calendar, ch.isUndated = partnermath.Calendar{}, true
		found.leaveOpen(CalendarFile, "what depends on quarters")
	}
	ch.partners = readPartners(in, found)
	in.ids = ch.partners.byName()
	ch.assessments = readAssessments(in, &ch, found)
	ch.goals = readGoals(in, &ch, found)
	if at, err := ch.Find(of.Partner); err == nil && !of.None {
		ch.subject = at
	}
	if of.All {
		ch.subject = everyPartner
	}
	ch.plans = readPlans(in, &ch, found)
	readDeals(in, &ch, found)
	readLeads(in, &ch, found)
	ch.reviews = readReviews(in, &ch, found)
	readSales(in, &ch, found)
	readActivities(in, &ch, found)
	ch.rebates = readRebates(in, &ch, found)
	ch.fund = readFund(in, &ch, found)
	ch.business = readBusiness(in, &ch, found)
	ch.book = readChannelBook(in, &ch, found)
	return ch
}

// isPartial reports whether there is no more to be found than the faults of what was read,
// since something that all depends on cannot be used.
func (ch *Channel) IsPartial() bool {
	return ch.isUndated || ch.partners.isUnknown || ch.questionnaire.isUnknown
}

// settle works out what the money of a quarter comes to on a day.
func (ch *Channel) Settle(quarter partnermath.Period, asOf partnermath.Date, found *Faults) {
	if ch.rebates != nil {
		ch.rebates.settle(ch, quarter, asOf, found)
	}
	if ch.fund != nil {
		ch.fund.settle(ch, asOf, found)
	}
}

// notChecked reports of files why nothing is said about them. One that may be left out is
// reported where there is one.
func notChecked(in Folder, found *Faults, why string, files ...string) {
	for _, file := range files {
		if file == AssessmentsFile || in.has(file) {
			found.add(file, 0, 0, "not checked, because that %s", why)
		}
	}
}
