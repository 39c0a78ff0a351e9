package mdf

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// MaxList is the largest number of entries of a list in a program, a request or a claim.
const MaxList = 1000

// Program is the policy of a fund. The zero Program is not valid: it lacks ID, Currency, Usage and Activities.
type Program struct {
	ID   string `json:"id" validate:"id"`
	Name string `json:"name,omitempty" validate:"text=1000"`
	// Currency is the ISO 4217 code of every amount. An amount has no more decimals than the currency.
	Currency string `json:"currency" validate:"currency"`
	// Earning tells how purchases earn money. The zero Earning: money is granted.
	Earning Earning `json:"earning,omitzero"`
	// Usage are the days on which activities take place.
	Usage partnermath.Period `json:"usage"`
	// Merit tells that requests draw on the Budget, whoever asks. Otherwise a partner has what is available to it.
	Merit bool `json:"merit,omitempty"`
	// Competing tells that requests of a program of Merit compete for what is left of the Budget, by package merit.
	// [Decide] does not hold them to it then. Otherwise the first to come has it first.
	Competing bool `json:"competing,omitempty"`
	// PreApproval tells that claims and payments need an approved request.
	PreApproval bool `json:"preApproval,omitempty"`
	// NoticeDays is how many days before its first day an activity is asked for; 0 means on that day at the latest.
	NoticeDays int `json:"noticeDays,omitempty" validate:"min=0,max=3660"`
	// ClaimBy is the last day of a claim, and ProofBy that of its proofs, counted from the
	// last day of the activity. The zero Deadline is none.
	ClaimBy Deadline `json:"claimBy,omitzero"`
	ProofBy Deadline `json:"proofBy,omitzero"`
	// Activities are what is funded.
	Activities []Activity `json:"activities" validate:"required,min=1,max=1000,dive"`
	// ApprovedRate pays claims at approved ÷ (planned eligible − planned other funding),
	// exact and at most 1, instead of at the rate of the activity.
	ApprovedRate bool `json:"approvedRate,omitempty"`
	// The caps: of a request, of what is reserved for and paid to a partner, and of what
	// is reserved and paid in all, which a program of Merit must have. Left out, none.
	RequestCap decimal.NullDecimal `json:"requestCap,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000000000"`
	PartnerCap decimal.NullDecimal `json:"partnerCap,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000000000"`
	Budget     decimal.NullDecimal `json:"budget,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000000000000"`
	// Eligibility tells which partners may ask. The zero Eligibility lets all.
	Eligibility Eligibility `json:"eligibility,omitzero"`
	// Strategy is what the vendor wants marketing to aim at. MinimumAlignment is the least
	// alignment that is approved; left out, any.
	Strategy         []Dimension         `json:"strategy,omitempty" validate:"max=20,dive"`
	MinimumAlignment decimal.NullDecimal `json:"minimumAlignment,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1,digits=9 8"`
	// MinimumROI is the least (forecast margin − amount) ÷ amount that is approved, above −1; left out, any.
	MinimumROI decimal.NullDecimal `json:"minimumRoi,omitzero" validate:"omitempty,bounds,above=-1,atmost=1000000,digits=16 8"`
	// Approvers have increasing limits. A request above the limit of the first is escalated
	// to the first whose limit it does not pass. None: nothing is escalated.
	Approvers []Approver `json:"approvers,omitempty" validate:"max=1000,dive"`
	// Faulty tells what becomes of faulty ledger entries; none means [partnermath.FaultyRefuse].
	Faulty partnermath.Faulty `json:"faulty,omitempty" validate:"omitempty,oneof=refuse set-apart"`
}

// Deadline is a last day: By, or so many Days after something, or the earlier of the two. The zero Deadline is none.
type Deadline struct {
	By   partnermath.Date    `json:"by,omitzero"`
	Days decimal.NullDecimal `json:"days,omitzero" validate:"omitempty,bounds,atleast=0,atmost=36600,digits=5 0"`
}

// Activity is a kind of activity, a tactic, that is funded.
type Activity struct {
	ID   string `json:"id" validate:"id"`
	Name string `json:"name,omitempty" validate:"text=1000"`
	// Rate is the participation rate, the vendor's share of the eligible cost.
	Rate decimal.NullDecimal `json:"rate,omitzero" validate:"required,bounds,atleast=0,atmost=1,digits=9 8"`
	// LineCap is the most for a line of cost, all claims to it together. Left out, none.
	LineCap decimal.NullDecimal `json:"lineCap,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000000000000"`
	// Norm is the highest cost per lead that is approved. Left out, any.
	Norm decimal.NullDecimal `json:"norm,omitzero" validate:"omitempty,bounds,above=0,atmost=1000000000000"`
	// Proofs are the kinds of proof of performance that each expense needs.
	Proofs []string `json:"proofs,omitempty" validate:"max=1000,dive,id"`
}

// Eligibility tells which partners may ask. What is left empty asks for nothing.
type Eligibility struct {
	Types   []string `json:"types,omitempty" validate:"max=1000,dive,id"`
	Tiers   []string `json:"tiers,omitempty" validate:"max=1000,dive,id"`
	Regions []string `json:"regions,omitempty" validate:"max=1000,dive,id"`
	// Certifications must all be held.
	Certifications []string `json:"certifications,omitempty" validate:"max=1000,dive,id"`
	// MinimumSales and MinimumScore are met at or above; by an unknown figure they are not.
	MinimumSales decimal.NullDecimal `json:"minimumSales,omitzero" validate:"omitempty,bounds"`
	MinimumScore decimal.NullDecimal `json:"minimumScore,omitzero" validate:"omitempty,bounds,atleast=1,atmost=100"`
}

// Approver may approve requests up to Limit.
type Approver struct {
	ID    string              `json:"id" validate:"id"`
	Limit decimal.NullDecimal `json:"limit,omitzero" validate:"required,bounds,atleast=0,atmost=1000000000000000"`
}

// Dimension is something that marketing can aim at: segments, titles, products, timing,
// partner types, brand message. It has Targets or a Window.
type Dimension struct {
	ID string `json:"id" validate:"id"`
	// Weight is that of the dimension beside the others; one of them is above 0.
	Weight decimal.NullDecimal `json:"weight,omitzero" validate:"required,bounds,atleast=0,atmost=1000000,digits=12 6"`
	// Targets are what can be chosen. The match is the mean weight of the values chosen: one
	// that is no target weighs 0, and so does choosing none.
	Targets []Target `json:"targets,omitempty" validate:"max=1000,dive"`
	// Window makes it a dimension of timing. The match is the days of the activity in
	// Window ÷ the days of the activity.
	Window partnermath.Period `json:"window,omitzero"`
}

// Target is a value that can be chosen in a dimension, and how far it is wanted.
type Target struct {
	ID     string              `json:"id" validate:"id"`
	Weight decimal.NullDecimal `json:"weight,omitzero" validate:"required,bounds,atleast=0,atmost=1,digits=9 8"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the program breaks: those of the
// tags, ids that are not unique, an Earning that is not whole or not read, a dimension with both or neither of
// Targets and Window, limits of approvers that do not increase, a program of Merit without Budget or of others that
// is Competing, and a rate with an approval where no PreApproval is asked.
func (p Program) Validate() error {
	return check.Model(p, func(faults *partnermath.ValidationError) {
		faults.Merge("usage", p.Usage.Validate())
		p.Earning.rules(faults, p.Currency, p.Usage)
		for i := range p.Activities {
			path := fmt.Sprintf("activities[%d]", i)
			minorUnits(faults, path+".lineCap", p.Currency, p.Activities[i].LineCap)
			unique(faults, path+".proofs[%d]", p.Activities[i].Proofs, func(id string) string { return id })
		}
		unique(faults, "activities[%d].id", p.Activities, func(a Activity) string { return a.ID })
		if p.ApprovedRate && !p.PreApproval {
			faults.Add("approvedRate", "empty", "is not read without preApproval and must be left out")
		}
		minorUnits(faults, "requestCap", p.Currency, p.RequestCap)
		minorUnits(faults, "partnerCap", p.Currency, p.PartnerCap)
		minorUnits(faults, "budget", p.Currency, p.Budget)
		if p.Merit && !p.Budget.Valid {
			faults.Add("budget", "required", "must be given in a program of merit")
		}
		if p.Competing && !p.Merit {
			faults.Add("competing", "empty", "is not read without merit and must be left out")
		}
		strategyRules(faults, "strategy", p.Strategy)
		if p.MinimumAlignment.Valid && len(p.Strategy) == 0 {
			faults.Add("minimumAlignment", "empty", "is not read without a strategy and must be left out")
		}
		unique(faults, "approvers[%d].id", p.Approvers, func(a Approver) string { return a.ID })
		for i := 1; i < len(p.Approvers); i++ {
			if low := p.Approvers[i-1].Limit.Decimal; !p.Approvers[i].Limit.Decimal.GreaterThan(low) {
				faults.Addf(fmt.Sprintf("approvers[%d].limit", i), "increasing", "must be above %s, got %s", low, p.Approvers[i].Limit.Decimal)
			}
		}
	})
}

// asOf adds the faults of the program, and that of a day that is missing.
func (p *Program) asOf(faults *partnermath.ValidationError, asOf partnermath.Date) {
	faults.Merge("program", p.Validate())
	if asOf.IsZero() {
		faults.Add("asOf", "required", "must be given")
	}
}

func (d Deadline) isZero() bool { return d.By.IsZero() && !d.Days.Valid }

// day returns the last day, counted from another, or the zero Date when there is none.
func (d Deadline) day(from partnermath.Date) partnermath.Date {
	if !d.Days.Valid {
		return d.By
	}
	counted := from.AddDays(int(d.Days.Decimal.IntPart()))
	if d.By.IsZero() || !counted.IsZero() && counted.Before(d.By) {
		return counted
	}
	return d.By
}

// activity returns the activity of an id, or nil.
func (p *Program) activity(id string) *Activity {
	for i := range p.Activities {
		if p.Activities[i].ID == id {
			return &p.Activities[i]
		}
	}
	return nil
}

// matches adds a fault for a currency that is given and is not that of the program.
func (p *Program) matches(faults *partnermath.ValidationError, path, currency string) {
	if currency != "" && currency != p.Currency {
		faults.Addf(path, "match", "must be %s like the program, got %.40q", p.Currency, currency)
	}
}

// orZero is an amount that is 0 where it is left out. What an absent number holds beside that is not looked at.
func orZero(d decimal.NullDecimal) decimal.Decimal {
	if !d.Valid {
		return decimal.Decimal{}
	}
	return d.Decimal
}

// minorUnits adds a fault for an amount with more decimals than its currency.
func minorUnits(faults *partnermath.ValidationError, path, currency string, amount decimal.NullDecimal) {
	places, _ := partnermath.MinorUnits(currency)
	if amount.Valid && !exact.Fits(amount.Decimal, partnermath.MaxDigits, places) {
		faults.Addf(path, "digits", "must have at most %d decimals, got %s", places, amount.Decimal)
	}
}

// unique adds a fault for each id that stands in a list a second time, at a path with its index.
func unique[T any](faults *partnermath.ValidationError, path string, all []T, id func(T) string) {
	seen := make(map[string]bool, len(all))
	for i, one := range all {
		if seen[id(one)] {
			faults.Addf(fmt.Sprintf(path, i), "unique", "must not be given twice, got %.40q again", id(one))
		}
		seen[id(one)] = true
	}
}
