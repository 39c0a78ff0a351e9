package intake

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/internal/paths"
	"github.com/partnermath/partnermath/examples/tabular"
	"github.com/partnermath/partnermath/waterfall"
)

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
			if known {
				checkOnce(invalid, path+"partner", own.Partner, p.byPartner)
			} else {
				ch.partners.refuse(invalid, path+"partner", own.Partner)
			}
			p.byPartner[own.Partner] = i
		default:
			if tiers[own.Tier] || ch.partners.isUnknown {
				checkOnce(invalid, path+"tier", own.Tier, p.byTier)
			} else {
				invalid.Addf(path+"tier", "known", "must be in %s, got %.40q%s", PartnersFile, own.Tier, nearest(own.Tier, tiers))
			}
			p.byTier[own.Tier] = i
		}
		p.checkOwn(path, &own.Terms, invalid)
	}
}

// anyYear is a year that every target can have.
const anyYear = 2000

func checkOnce(invalid *partnermath.ValidationError, path, id string, before map[string]int) {
	if _, twice := before[id]; twice {
		invalid.Addf(path, "unique", "%.40q has a plan before", id)
	}
}

// nearest tells which of the known is near to another text.
func nearest(text string, known map[string]bool) string {
	if near := tabular.Nearest(text, slices.Sorted(maps.Keys(known))); near != "" {
		return fmt.Sprintf("; the nearest is %.40q", near)
	}
	return ""
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
	refuse(invalid, path+"cadence.calendar", own.Cadence != nil && own.Cadence.Calendar != partnermath.Calendar{}, CalendarFile+" has it")
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
		return paths.IsBelow(path, before.Path) || paths.IsBelow(before.Path, path)
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
