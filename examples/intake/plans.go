package intake

import (
	"errors"
	"fmt"
	"io/fs"
	"slices"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
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
	if own.Funnel != nil {
		all.Funnel = own.Funnel
	}
	if own.Goal != nil {
		all.Goal = own.Goal
	}
	if own.Cadence != nil {
		all.Cadence = own.Cadence
	}
	if own.Tactics != nil {
		all.Tactics = own.Tactics
	}
	if own.Scenarios != nil {
		all.Scenarios = own.Scenarios
	}
	if own.Campaigns != nil {
		all.Campaigns = own.Campaigns
	}
	if own.Pipeline != nil {
		all.Pipeline = own.Pipeline
	}
	if own.Registrations != nil {
		all.Registrations = own.Registrations
	}
	if own.Leads != nil {
		all.Leads = own.Leads
	}
}

func (t *Terms) given() [partCount]bool {
	return [...]bool{
		t.Funnel != nil, t.Goal != nil, t.Cadence != nil, t.Tactics != nil, t.Scenarios != nil,
		t.Campaigns != nil, t.Pipeline != nil, t.Registrations != nil, t.Leads != nil,
	}
}

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
		if text := d.Mended(folder.FieldsOf(err)); partnermath.Decode(text, &rest.program) == nil {
			d.Rules(apartFrom(folder.FieldsOf(err), rest.examine(ch)))
		}
		p.unsound = unsoundAll
		return p
	}
	d.Rules(p.examine(ch))
	p.stow(ch)
	return p
}

// examine returns all that is wrong with the plans.
func (p *plans) examine(ch *Channel) error {
	faults := planFaults{seen: make(map[partnermath.FieldError]bool)}
	p.check(ch, &faults.all)
	if p.unsound = unsoundParts(faults.all); !p.unsound.all && !ch.isUndated {
		faults.first = slices.Clone(faults.all.Fields)
		p.checkPlans(ch, &faults)
		p.unsound = unsoundParts(faults.all)
	}
	return faults.all.Err()
}

// unsound are the parts that are faulty, for whomever they are.
type unsound struct {
	all   bool // what the parts depend on is
	parts [partCount]bool
}

var unsoundAll = unsound{all: true}

// why tells what a file takes that is read with some of the parts, "" when they can be used.
func (u *unsound) why(parts ...part) string {
	var names []string
	for _, i := range parts {
		if u.parts[i] {
			names = append(names, partNames[i])
		}
	}
	switch {
	case u.all:
		return "takes a sound " + PlanFile
	case names == nil:
		return ""
	}
	return fmt.Sprintf("takes a %s without faults in %s", PlanFile, strings.Join(names, " and "))
}

// unsoundParts tells where faults of a plan are.
func unsoundParts(faults partnermath.ValidationError) (u unsound) {
	u.all = faults.Truncated
	for _, f := range faults.Fields {
		u.all = u.all || f.Path == "quarter" || f.Path == "currency"
		if i, ok := partOf(f.Path); ok {
			u.parts[i] = true
		}
	}
	return u
}

// partOf returns the part that a path leads to, in what is for all partners or in a plan of
// Plans.
func partOf(path string) (part, bool) {
	if below, ok := strings.CutPrefix(path, "plans["); ok {
		_, path, _ = strings.Cut(below, "].")
	}
	for i, name := range partNames {
		if folder.IsBelow(path, name) {
			return part(i), true
		}
	}
	return 0, false
}

// anyYear is a year that every target can have.
const anyYear = 2000

// check looks at what the plans are, without what is in them.
func (p *plans) check(ch *Channel, invalid *partnermath.ValidationError) {
	switch q := p.Quarter; {
	case q.IsZero():
		invalid.Add("quarter", "required", "must be given")
	case ch.Calendar.Quarter(q.Year, q.Number).IsZero():
		invalid.Addf("quarter", "range", "must be a quarter of the calendar, got %s", q)
	}
	if p.Currency == "" {
		invalid.Add("currency", "required", "must be given")
	} else {
		invalid.Merge("", waterfall.YearTarget{Year: anyYear, Total: partnermath.Int(0), Currency: p.Currency}.Validate())
	}
	p.checkOwn("", &p.Terms, invalid)
	tiers := make(map[string]bool)
	for _, one := range ch.partners.list {
		tiers[one.Tier] = true
	}
	p.byPartner, p.byTier = make(map[string]int), make(map[string]int)
	for i := range p.Plans {
		own, path := &p.Plans[i], fmt.Sprintf("plans[%d].", i)
		_, known := ch.partners.find(own.Partner)
		switch {
		case (own.Partner == "") == (own.Tier == ""):
			invalid.Add(path+"partner", "one-of", "must be given, or tier instead, and not both")
		case own.Partner != "":
			checkKey(invalid, path+"partner", own.Partner, known, p.byPartner)
			p.byPartner[own.Partner] = i
		default:
			checkKey(invalid, path+"tier", own.Tier, tiers[own.Tier] || ch.partners.isUnknown, p.byTier)
			p.byTier[own.Tier] = i
		}
		p.checkOwn(path, &own.Terms, invalid)
	}
}

func checkKey(invalid *partnermath.ValidationError, path, id string, known bool, before map[string]int) {
	if !known {
		invalid.Addf(path, "known", "must be in %s, got %.40q", PartnersFile, id)
	} else if _, twice := before[id]; twice {
		invalid.Addf(path, "unique", "%.40q has a plan before", id)
	}
}

// checkOwn refuses what the program or the folder says already.
func (p *program) checkOwn(path string, own *Terms, invalid *partnermath.ValidationError) {
	if own.Funnel != nil && own.Funnel.Currency != "" && own.Funnel.Currency != p.Currency {
		invalid.Addf(path+"funnel.currency", "match", "must be left out, or be the currency of the file, got %.40q", own.Funnel.Currency)
	}
	for _, list := range []struct {
		of      part
		tactics []waterfall.Tactic
	}{{partTactics, own.Tactics}, {partCampaigns, own.Campaigns}} {
		for i, t := range list.tactics {
			if t.Period.IsZero() {
				invalid.Add(fmt.Sprintf("%s%s[%d].period", path, partNames[list.of], i), "required", "must be given")
			}
		}
	}
	if own.Cadence != nil && own.Cadence.Calendar != (partnermath.Calendar{}) {
		invalid.Addf(path+"cadence.calendar", "empty", "must be left out, since %s has it", CalendarFile)
	}
	p.checkMeasures(path, own, invalid)
}

// checkPlans validates every plan that a partner can have.
func (p *plans) checkPlans(ch *Channel, invalid *planFaults) {
	every := p.compose()
	p.checkPlan(ch, &every, invalid)
	for i := range p.Plans {
		if invalid.all.Full() {
			break
		}
		positions := []int{i}
		if at, known := ch.partners.index[p.Plans[i].Partner]; known {
			positions = slices.DeleteFunc(p.positions(ch.partners.list[at]), func(at int) bool { return at == i })
			positions = append(positions, i)
		}
		own := p.compose(positions...)
		p.checkPlan(ch, &own, invalid)
	}
}

// checkPlan tries what the review does with a plan. What nothing in it has changed
// was tried before.
func (p *plans) checkPlan(ch *Channel, one *Plan, invalid *planFaults) {
	first := one.from == p.compose().from
	if one.Goal != nil && (first || one.differs(partFunnel, partGoal, partCadence, partPipeline)) {
		_, _, err := p.require(ch.Calendar, one)
		invalid.add(one, err)
	}
	if one.Goal == nil && (first || one.differs(partFunnel, partCadence)) {
		invalid.add(one, p.checkWithoutGoal(ch.Calendar, one))
	}
	if one.Tactics != nil && (first || one.differs(partTactics, partScenarios)) {
		invalid.add(one, p.try(ch.Calendar, one))
	}
	if one.Campaigns != nil && (first || one.differs(partCampaigns)) {
		invalid.add(one, p.tryCampaigns(ch.Calendar, one))
	}
}

// checkWithoutGoal validates what nothing is worked out of while there is no goal.
func (p *program) checkWithoutGoal(c partnermath.Calendar, one *Plan) error {
	var invalid partnermath.ValidationError
	if one.Funnel != nil {
		invalid.Merge("funnel", p.funnel(one).Validate())
	}
	if one.Cadence != nil {
		cadence := *one.Cadence
		cadence.Calendar = c
		invalid.Merge("cadence", cadence.Validate())
	}
	return invalid.Err()
}

// differs reports whether one of the parts is not that of all partners.
func (one *Plan) differs(parts ...part) bool {
	return slices.ContainsFunc(parts, func(i part) bool { return one.from[i] != forAll })
}

// try simulates the tactics of a plan under its scenarios.
func (p *program) try(c partnermath.Calendar, one *Plan) error {
	mix := p.mix(c, one)
	if err := mix.Validate(); err != nil {
		return err
	}
	_, err := waterfall.Simulate(whenever(mix), waterfall.RevenueGoal{Revenue: partnermath.Int(0)}, one.Scenarios)
	return err
}

// planFaults collects the faults of plans where they stand in the file, each once,
// since plans share parts.
type planFaults struct {
	all  partnermath.ValidationError
	seen map[partnermath.FieldError]bool
	// first are those that were found before. What they concern has one fault already.
	first []partnermath.FieldError
}

// isFaulty reports whether a place has a fault, or is a part of what has one.
func (f *planFaults) isFaulty(path string) bool {
	return slices.ContainsFunc(f.first, func(before partnermath.FieldError) bool {
		return folder.IsBelow(path, before.Path) || folder.IsBelow(before.Path, path)
	})
}

func (f *planFaults) add(one *Plan, err error) {
	var invalid *partnermath.ValidationError
	if !errors.As(err, &invalid) {
		return
	}
	for _, fault := range invalid.Fields {
		fault.Path = one.place(fault.Path)
		if !f.seen[fault] && !f.isFaulty(fault.Path) {
			f.seen[fault] = true
			f.all.Add(fault.Path, fault.Rule, fault.Message)
		}
	}
	f.all.Truncated = f.all.Truncated || invalid.Truncated
}

// place returns where in the file a path of the library leads to.
func (one *Plan) place(path string) string {
	path = strings.TrimPrefix(path, "mix.")
	if i, ok := partOf(path); ok && one.from[i] != forAll {
		return fmt.Sprintf("plans[%d].%s", one.from[i], path)
	}
	return path
}

// apartFrom returns the faults of an error that are neither in nor beside a value with a fault.
func apartFrom(faults []partnermath.FieldError, err error) error {
	var others partnermath.ValidationError
	for _, f := range folder.FieldsOf(err) {
		parent, _ := folder.CutStep(f.Path)
		if !slices.ContainsFunc(faults, func(one partnermath.FieldError) bool {
			beside, _ := folder.CutStep(one.Path)
			return beside == parent || folder.IsBelow(f.Path, one.Path)
		}) {
			others.Add(f.Path, f.Rule, f.Message)
		}
	}
	return others.Err()
}
