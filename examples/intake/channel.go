package intake

import (
	"sync"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/intake/questions"
	"github.com/partnermath/partnermath/scorecard/trend"
)

// Channel is what was read of a folder, and found sound. The zero Channel has nothing.
type Channel struct {
	Calendar partnermath.Calendar
	// HasDeals and HasLeads tell that there is a file of them.
	HasDeals, HasLeads bool
	// HasRegistrations tells that deals.csv has them: without their columns, nobody knows of
	// any. DealCampaigns and LeadCampaigns tell that their campaign stands in the file. Where it
	// does not, what a campaign has brought is not known.
	HasRegistrations, DealCampaigns, LeadCampaigns bool
	// DecidedUnknown tells that deals.csv has decisions on registrations, and no column for their
	// days.
	DecidedUnknown bool
	// FollowUpUnknown and RejectionUnknown tell that leads.csv has no column for it.
	FollowUpUnknown, RejectionUnknown bool

	questionnaire questions.Model
	isUndated     bool // the calendar cannot be used, and is that of the year
	partners      partners
	subject       int // position in partners.list, or one of those below
	// assessments stand partner by partner, by date. The forms are those of their answers, the
	// titles those of the columns of questions in their file; nil when it has rows.
	assessments []*Assessment
	forms       *folder.Forms
	titles      map[string]string
	cells       map[folder.Position]string // what stands there of several choices, of which one is not known
	// goals are those of each partner, in the order of partners.list.
	goals   [][]trend.Goal
	plans   plans
	reviews reviews
	// Of the subjects are kept the deals and the leads, and the registrations for what they
	// have one for.
	deals  packed[int, Deal]
	rivals packed[sale, rival]
	leads  packed[int, Lead]
	// rebates, fund and business are nil without their file.
	workings bool
	rebates  *rebates
	fund     *fund
	business *business
	book     channelBook
	// What else there is, each empty without its file; rewards is nil.
	forecasts  packed[int, forecast]
	rewards    *rewards
	promotions promotions
	campaigns  campaigns
	next       nextBook
}

// Subjects are the partners of whom all is kept that is read. The zero Subjects are the first
// partner.
type Subjects struct {
	// Partner is the id of one; empty for the first.
	Partner string
	// All and None tell that it is not one.
	All, None bool
	// Workings tells that what results are of is kept too, to set it beside them: the records of
	// rebates, approvals and claims.
	Workings bool
	// Channel tells that what channel.json has of partners is kept, for the reports of them all.
	Channel bool
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

// Read reads all files of a folder, some beside each other; whether the answers suit their
// questions, [Channel.Score] tells. When it finds faults, what it returns is not complete, but a
// fault of one file hides none of another that can be read without it. Of deals, leads and the
// like it keeps those of the subjects.
func Read(in folder.Folder, of Subjects, found *folder.Faults) Channel {
	ch := Channel{
		forms: in.Form(AssessmentsFile), subject: noPartner, workings: of.Workings,
		deals: make(packed[int, Deal]), rivals: make(packed[sale, rival]), leads: make(packed[int, Lead]),
	}
	in.CheckNames(found)
	ch.questionnaire = questions.Read(in, QuestionnaireFile, found)
	before := found.Count()
	if ch.Calendar = readCalendar(in, found); found.Count() > before {
		ch.Calendar, ch.isUndated = partnermath.Calendar{}, true
		found.LeaveOpen(CalendarFile, "what depends on quarters")
	}
	ch.partners = readPartners(in, found)
	in = in.WithIDs("partner", ch.partners.byName())
	if at, err := ch.Find(of.Partner); err == nil && !of.None {
		ch.subject = at
	}
	if of.All {
		ch.subject = everyPartner
	}
	// What is not known by its file is noted while it is read, and a sheet is read alone.
	isAlone := ch.IsPartial() || in.IsInTurn()
	expected := sync.OnceFunc(func() {
		ch.plans = readPlans(in, &ch, found)
		ch.reviews = readReviews(in, &ch, found)
	})
	assessed := found.Beside(isAlone, func(found *folder.Faults) {
		ch.assessments = readAssessments(in, &ch, found)
		ch.goals = readGoals(in, &ch, found)
		expected() // what follows is checked by it
		ch.business = readBusiness(in, &ch, found)
		if ch.book = readChannelBook(in, &ch, found); !of.Channel {
			ch.book.Steps, ch.book.Records = nil, nil
		}
		ch.forecasts = readForecasts(in, &ch, found)
		ch.promotions = readPromotions(in, &ch, found)
		ch.campaigns = readCampaigns(in, &ch, found)
		ch.next = readNext(in, &ch, found)
	})
	expected()
	sold := found.Beside(isAlone, func(found *folder.Faults) {
		readSales(in, &ch, found)
		readActivities(in, &ch, found)
	})
	readDeals(in, &ch, found)
	readLeads(in, &ch, found)
	ch.rebates = readRebates(in, &ch, found)
	ch.fund = readFund(in, &ch, found)
	ch.rewards = readRewards(in, &ch, found)
	assessed()
	sold()
	return ch
}

// IsPartial reports whether there is no more to be found than the faults of what was read,
// since something that all depends on cannot be used.
func (ch *Channel) IsPartial() bool {
	return ch.isUndated || ch.partners.isUnknown || ch.questionnaire.IsUnknown
}

// Settle works out what the money of a quarter comes to on a day.
func (ch *Channel) Settle(quarter partnermath.Period, asOf partnermath.Date, found *folder.Faults) {
	settled := found.Beside(false, func(found *folder.Faults) {
		if ch.rewards != nil {
			ch.rewards.settle(ch, asOf, found)
		}
		if ch.fund != nil {
			ch.fund.settle(ch, asOf, found)
		}
	})
	if ch.rebates != nil {
		ch.rebates.settle(ch, quarter, asOf, found)
	}
	settled()
}

// Forget lets go of what is kept of a partner, of which there is much when the subjects are all
// partners. From then on its methods return no records of the partner. Others may ask for what is
// of other partners at the same time.
func (ch *Channel) Forget(at int) {
	for _, kept := range []interface{ forget(at int) }{
		ch.deals, ch.leads, ch.forecasts, ch.promotions.stowed, ch.campaigns.own, ch.next.stowed, ch.reviews.records, ch.reviews.sales, ch.reviews.activities,
	} {
		kept.forget(at)
	}
	if f := ch.fund; f != nil {
		for _, kept := range []interface{ forget(at int) }{f.own, f.positions, f.decisions, f.settlements, f.approved, f.claimed} {
			kept.forget(at)
		}
	}
	if r := ch.rebates; r != nil {
		r.statements.forget(at)
		r.payouts.forget(at)
	}
	if ch.rewards != nil {
		ch.rewards.statements.forget(at)
	}
	id := ch.partners.list[at].ID
	if i, own := ch.plans.byPartner[id]; own {
		ch.plans.stowed.forget(i)
	}
	if b := ch.business; b != nil {
		if i, own := b.own[id]; own {
			b.stowed.forget(i)
		}
	}
	for _, a := range ch.assessmentsOf(at) {
		a.cells, a.places, a.texts, a.asked = nil, nil, nil, nil
	}
}
