package intake

import (
	"cmp"
	"errors"
	"io/fs"
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/internal/paths"
	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/waterfall"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// program is plan.json: the marketing plan of a quarter, for all partners, and what
// differs for some of them.
type program struct {
	Quarter  partnermath.Quarter `json:"quarter"`
	Currency string              `json:"currency"`
	Terms
	Plans []ownPlan `json:"plans,omitempty"`
}

// Terms are the parts of a plan. The revenue goal is that of the fiscal year of the
// quarter, the tactics are those of the quarter.
type Terms struct {
	Funnel    *waterfall.Funnel      `json:"funnel,omitempty"`
	Goal      *waterfall.RevenueGoal `json:"goal,omitempty"`
	Cadence   *waterfall.Cadence     `json:"cadence,omitempty"`
	Tactics   []waterfall.Tactic     `json:"tactics,omitempty"`
	Scenarios []waterfall.Scenario   `json:"scenarios,omitempty"`
	// Campaigns are the tactics of the quarter before, as they were planned.
	Campaigns []waterfall.Tactic `json:"campaigns,omitempty"`
	// The target of the pipeline follows from Goal, and the period of what is below is
	// that of the review.
	Pipeline      *pipeline.DealPolicy         `json:"pipeline,omitempty"`
	Registrations *pipeline.RegistrationPolicy `json:"registrations,omitempty"`
	Leads         *pipeline.LeadPolicy         `json:"leads,omitempty"`
}

// ownPlan is what differs for a partner, or for the partners of a tier.
type ownPlan struct {
	Partner string `json:"partner,omitempty"`
	Tier    string `json:"tier,omitempty"`
	Terms
}

// plans is plan.json read, and found sound but for some parts. The zero plans are those of a folder
// without the file.
type plans struct {
	program
	unsound           unsound
	byPartner, byTier map[string]int // positions in Plans
	// isOfQuarter tells that something, for whomever, is for the quarter alone.
	isOfQuarter bool
	// stowed are the parts of partners, by their position in Plans, that only a review takes.
	stowed packed[int, Terms]
}

// part is a field of terms.
type part int

const (
	partFunnel part = iota
	partGoal
	partCadence
	partTactics
	partScenarios
	partCampaigns
	partPipeline
	partRegistrations
	partLeads
	partCount
)

var partNames = [partCount]string{
	"funnel", "goal", "cadence", "tactics", "scenarios", "campaigns", "pipeline", "registrations", "leads",
}

// forAll is the position of what the program says for all partners.
const forAll = -1

// Plan is that of one partner, with the position in Plans that each part is from.
type Plan struct {
	Terms
	from  PlanKey
	isOwn bool // some are of the partner alone
}

// compose lays plans over what holds for all partners, part by part.
func (p *program) compose(positions ...int) Plan {
	all := Plan{Terms: p.Terms}
	for i := range all.from {
		all.from[i] = forAll
	}
	for _, at := range positions {
		all.lay(at, &p.Plans[at].Terms, p.Plans[at].Partner != "")
	}
	return all
}

// lay lays what stands at a position in Plans over a plan, part by part, for one partner alone
// or for more.
func (all *Plan) lay(at int, own *Terms, alone bool) {
	for i, given := range own.given() {
		if given {
			all.from[i], all.isOwn = at, all.isOwn || alone
		}
	}
	all.Funnel, all.Goal, all.Cadence = cmp.Or(own.Funnel, all.Funnel), cmp.Or(own.Goal, all.Goal), cmp.Or(own.Cadence, all.Cadence)
	all.Tactics, all.Scenarios = listed(own.Tactics, all.Tactics), listed(own.Scenarios, all.Scenarios)
	all.Campaigns = listed(own.Campaigns, all.Campaigns)
	all.Pipeline, all.Registrations = cmp.Or(own.Pipeline, all.Pipeline), cmp.Or(own.Registrations, all.Registrations)
	all.Leads = cmp.Or(own.Leads, all.Leads)
}

// listed returns a list that is given, though it may be empty, or else another one.
func listed[T any](own, all []T) []T {
	if own != nil {
		return own
	}
	return all
}

func (t *Terms) given() [partCount]bool {
	return [...]bool{
		t.Funnel != nil, t.Goal != nil, t.Cadence != nil, t.Tactics != nil, t.Scenarios != nil,
		t.Campaigns != nil, t.Pipeline != nil, t.Registrations != nil, t.Leads != nil,
	}
}

// isOfQuarter reports whether some parts are for a quarter alone. By the others deals and leads of any are
// judged.
func (t *Terms) isOfQuarter() bool { return t.Goal != nil || t.Tactics != nil || t.Campaigns != nil }

// of returns the plan of a partner: its own before that of its tier before that of
// all.
func (p *plans) of(one Partner) Plan {
	all := p.measuresOf(one)
	if at, ok := p.byPartner[one.ID]; ok {
		for _, own := range p.stowed.of(at) {
			all.lay(at, &own, true)
		}
	}
	return all
}

// measuresOf returns the plan of a partner without what is stowed away.
func (p *plans) measuresOf(one Partner) Plan { return p.compose(p.positions(one)...) }

// stow packs of the plans of partners what only a review takes, if there will be one. There
// may be one plan for each of very many partners.
func (p *plans) stow(ch *Channel) {
	p.stowed = make(packed[int, Terms])
	for i := range p.Plans {
		own := &p.Plans[i]
		if own.Partner == "" {
			continue
		}
		if at, known := ch.partners.index[own.Partner]; known && ch.keeps(at) {
			p.stowed.add(i, own.Terms)
		}
		own.Terms = Terms{Pipeline: own.Pipeline, Registrations: own.Registrations, Leads: own.Leads}
	}
}

func (p *plans) positions(one Partner) []int {
	var positions []int
	if at, ok := p.byTier[one.Tier]; ok {
		positions = append(positions, at)
	}
	if at, ok := p.byPartner[one.ID]; ok {
		positions = append(positions, at)
	}
	return positions
}

// readPlans returns the plans of the partners. There need be no file.
func readPlans(in folder.Folder, ch *Channel, found *folder.Faults) plans {
	var p plans
	text, err := in.ReadFile(PlanFile)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return p
	case err != nil:
		found.Add(PlanFile, 0, 0, "%v", words.Reason(err))
		p.unsound = unsoundAll
		return p
	}
	d := in.NewDocument(PlanFile, text, found)
	if err = partnermath.Decode(d.Text, &p.program); err != nil {
		d.Rules(err)
		var rest plans
		if text := d.Mended(paths.Fields(err)); partnermath.Decode(text, &rest.program) == nil {
			d.Rules(paths.Apart(paths.Fields(err), rest.examine(ch)))
		}
		p.unsound = unsoundAll
		return p
	}
	d.Rules(p.examine(ch))
	p.isOfQuarter = p.Terms.isOfQuarter() || slices.ContainsFunc(p.Plans, func(own ownPlan) bool { return own.isOfQuarter() })
	p.stow(ch)
	return p
}
