package profit

import (
	"fmt"
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// GrowthPlan is what a partner and a vendor agree on: goals of a business case, and what
// each does to get there. The zero GrowthPlan is not valid.
type GrowthPlan struct {
	ID      string `json:"id" validate:"id"`
	Name    string `json:"name,omitempty" validate:"text=1000"`
	Partner string `json:"partner" validate:"id"`
	Vendor  string `json:"vendor" validate:"id"`
	// Case is the id of the [Case] that the goals are about.
	Case string `json:"case" validate:"id"`
	// Start and End are the first and the last day of the plan.
	Start      partnermath.Date `json:"start"`
	End        partnermath.Date `json:"end"`
	Goals      []GrowthGoal     `json:"goals" validate:"min=1,max=50,dive"`
	Strategies []Strategy       `json:"strategies,omitempty" validate:"max=50,dive"`
	// PartnerSigner and VendorSigner are who signs, Signed the day on which both have; a plan with a day has
	// both.
	PartnerSigner string           `json:"partnerSigner,omitempty" validate:"omitempty,id"`
	VendorSigner  string           `json:"vendorSigner,omitempty" validate:"omitempty,id"`
	Signed        partnermath.Date `json:"signed,omitzero"`
}

// GrowthGoal is a goal somebody answers for. The zero GrowthGoal is not valid.
type GrowthGoal struct {
	ID    string           `json:"id" validate:"id"`
	Name  string           `json:"name,omitempty" validate:"text=1000"`
	Goal  Goal             `json:"goal"`
	Owner string           `json:"owner" validate:"id"`
	Due   partnermath.Date `json:"due"`
}

// Strategy is what is done to reach goals. The zero Strategy is not valid.
type Strategy struct {
	ID   string `json:"id" validate:"id"`
	Name string `json:"name,omitempty" validate:"text=1000"`
	// Goals are the ids of those that it serves.
	Goals []string         `json:"goals" validate:"min=1,max=50,dive,id"`
	Owner string           `json:"owner" validate:"id"`
	Start partnermath.Date `json:"start"`
	Due   partnermath.Date `json:"due"`
	// Changes are what it does to the case.
	Changes []Change `json:"changes,omitempty" validate:"max=100,dive"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the plan breaks:
// ids that are not unique among goals and strategies, goals that are not there, days that are
// missing, out of order or not within the plan, a plan that is signed by one alone.
func (g GrowthPlan) Validate() error {
	return check.Model(g, func(faults *partnermath.ValidationError) {
		ids, goals := map[string]bool{}, []string(nil)
		name := func(path, id string) {
			if ids[id] {
				faults.Addf(path+".id", "unique", "id %.40q stands before", id)
			}
			ids[id] = true
		}
		g.within(faults, "start", g.Start, g.Start)
		g.within(faults, "end", g.End, g.Start)
		for i := range g.Goals {
			of, path := &g.Goals[i], fmt.Sprintf("goals[%d]", i)
			name(path, of.ID)
			goals = append(goals, of.ID)
			faults.Merge(path+".goal", of.Goal.Validate())
			g.within(faults, path+".due", of.Due, g.Start)
		}
		for i := range g.Strategies {
			of, path := &g.Strategies[i], fmt.Sprintf("strategies[%d]", i)
			name(path, of.ID)
			for k, id := range of.Goals {
				if !slices.Contains(goals, id) {
					faults.Addf(fmt.Sprintf("%s.goals[%d]", path, k), "known", "must be the id of a goal, %s; got %.40q", among(goals), id)
				}
			}
			g.within(faults, path+".start", of.Start, g.Start)
			g.within(faults, path+".due", of.Due, of.Start)
			oneOfEach(faults, path+".changes", of.Changes)
		}
		if !g.Signed.IsZero() && (g.PartnerSigner == "" || g.VendorSigner == "") {
			faults.Add("signed", "empty", "must be left out until both have signed")
		}
	})
}

// within checks a day of the plan that is not before another.
func (g *GrowthPlan) within(faults *partnermath.ValidationError, path string, day, from partnermath.Date) {
	switch {
	case day.IsZero():
		faults.Add(path, "required", "must be given")
	case day.Before(from):
		faults.Addf(path, "order", "must not be before %s, got %s", from, day)
	case day.Before(g.Start), g.End.Before(day) && !g.End.Before(g.Start):
		faults.Addf(path, "range", "must be a day of the plan, got %s", day)
	}
}

// Scenario returns all changes of the strategies, in order, named by the id of the plan: what the case comes
// to when they do what they are to, [Simulate] says. A change is one of the case from its first month
// on; the days of a strategy are not read.
func (g GrowthPlan) Scenario() Scenario {
	s := Scenario{Name: g.ID}
	for i := range g.Strategies {
		s.Changes = append(s.Changes, g.Strategies[i].Changes...)
	}
	return s
}
