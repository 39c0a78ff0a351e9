package profit

import "github.com/partnermath/partnermath"

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
func (g GrowthPlan) Validate() error { return errStub }

// Scenario returns all changes of the strategies, in order, named by the id of the plan: what the
// case comes to when they do what they are to, [Simulate] says.
func (g GrowthPlan) Scenario() Scenario { return Scenario{} }
