package profit

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// Lever names a number of a [Case] that can be changed.
type Lever string

// The levers, each with what its id is of, and what it changes.
const (
	// LeverVolume is of a product or recurring line: the Start of a growing ramp, each
	// month of a table, the won deals of each month of outcomes, which are multiplied as they are given and then
	// rounded to 4 decimals.
	LeverVolume Lever = "volume"
	// LeverGrowth is of a product or recurring line with a growing ramp.
	LeverGrowth Lever = "growth"
	// LeverPrice is of a product, recurring line or service: its Price, or BillRate where
	// the service states that. List stays as it is.
	LeverPrice Lever = "price"
	// LeverMargin is of a product: its Margin, or Discount where it states that; of a
	// recurring line: FirstMargin.
	LeverMargin Lever = "margin"
	// LeverRenewalMargin, LeverChurn, LeverExpansion, LeverRenewalRate and LeverBase are of a
	// recurring line: RenewalMargin, AnnualChurn, MonthlyExpansion, RenewalRate, Base.
	LeverRenewalMargin Lever = "renewal-margin"
	LeverChurn         Lever = "churn"
	LeverExpansion     Lever = "expansion"
	LeverRenewalRate   Lever = "renewal-rate"
	LeverBase          Lever = "base"
	// LeverAttach and LeverHours are of a service: Attach and Hours.
	LeverAttach Lever = "attach"
	LeverHours  Lever = "hours"
	// LeverHeads is of a role with hires. Multiplied are the heads of each hire. Set is one hire in place
	// of all: so many heads from the first month of any of them, who stay. Of 0 heads there is no hire.
	LeverHeads Lever = "heads"
	// LeverSalary is of a role, LeverUtilisation of a delivery role, LeverCommission of a sales role.
	LeverSalary      Lever = "salary"
	LeverUtilisation Lever = "utilisation"
	LeverCommission  Lever = "commission"
	// LeverVendorMoney is of vendor money: its Rate, or Amount where it states that.
	LeverVendorMoney Lever = "vendor-money"
	// LeverCost is of a cost: its Amount, or Rate where it states that only.
	LeverCost Lever = "cost"
)

// Values returns the levers in order.
func (Lever) Values() []Lever {
	return []Lever{
		LeverVolume, LeverGrowth, LeverPrice, LeverMargin, LeverRenewalMargin, LeverChurn, LeverExpansion, LeverRenewalRate, LeverBase,
		LeverAttach, LeverHours, LeverHeads, LeverSalary, LeverUtilisation, LeverCommission, LeverVendorMoney, LeverCost,
	}
}

// Change is one change to a case. The zero Change is not valid.
type Change struct {
	Lever Lever `json:"lever" validate:"enum"`
	// ID is that of the part of the case.
	ID string `json:"id" validate:"id"`
	// Set is what the number becomes, Multiply what it is multiplied by; one of the two is
	// given. A product is rounded to the decimals that the number may have. A number that is left out counts
	// as 0, which it is then.
	Set      decimal.NullDecimal `json:"set,omitzero" validate:"omitempty,bounds"`
	Multiply decimal.NullDecimal `json:"multiply,omitzero" validate:"omitempty,bounds,atleast=0,digits=12 6"`
}

// Scenario is a named set of changes, made one after another. The zero Scenario changes
// nothing, and has no name.
type Scenario struct {
	Name    string   `json:"name,omitempty" validate:"omitempty,id"`
	Changes []Change `json:"changes,omitempty" validate:"max=100,dive"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the scenario
// breaks by itself. Whether a case has what it changes, [Simulate] says.
func (s Scenario) Validate() error {
	return check.Model(s, func(faults *partnermath.ValidationError) { oneOfEach(faults, "changes", s.Changes) })
}

// oneOfEach checks that each change either sets or multiplies.
func oneOfEach(faults *partnermath.ValidationError, path string, changes []Change) {
	for i, c := range changes {
		if c.Set.Valid == c.Multiply.Valid {
			faults.Addf(fmt.Sprintf("%s[%d].multiply", path, i), "one-of", "must be given, or set, and not both")
		}
	}
}

// Model is a case that is sound, made ready for many scenarios. It is safe to share between
// goroutines, and stays as it is when the case is changed. The zero Model is not valid.
type Model struct{ base *Case }

// Compile makes a case ready. The error is that of [Case.Validate].
func Compile(c Case) (*Model, error) {
	if err := c.Validate(); err != nil {
		return nil, err
	}
	base := c.clone()
	return &Model{base: &base}, nil
}

// ForecastInto makes the statement of the case under a scenario, and writes it to dst, whose lists it uses
// again. It takes nothing else from dst, and leaves it as it is in case of an error.
//
// The error is a [*partnermath.ValidationError] with paths below "scenario": its own faults, rule "known"
// for an id that is not of what its lever changes, naming those that are; and below "scenario.case" the
// faults of the case that all changes together make, whatever it was between two of them. A zero Model is
// fault "required" of path "model".
func (m *Model) ForecastInto(dst *Statement, s Scenario) error {
	var faults partnermath.ValidationError
	if m == nil || m.base == nil {
		faults.Add("model", "required", "must be one that Compile returned")
		return faults.Err()
	}
	if dst == nil {
		faults.Add("dst", "required", "must be given")
	}
	faults.Merge("scenario", s.Validate())
	if err := faults.Err(); err != nil {
		return err
	}
	c, l := m.base.under(s.Changes, &faults, "scenario")
	if err := faults.Err(); err != nil {
		return err
	}
	c.publish(l, dst)
	return nil
}

// Simulation is a case under one scenario.
type Simulation struct {
	// Name is that of the scenario; the case as it is has none.
	Name      string    `json:"name,omitempty"`
	Statement Statement `json:"statement"`
	Report    Report    `json:"report"`
	// NetProfit and NPV are how much more these are in total than those of the case as it is.
	NetProfit decimal.Decimal `json:"netProfit"`
	NPV       decimal.Decimal `json:"npv"`
}

// Simulate runs a case as it is and under each of at most 20 scenarios, side by side: the
// first is the case as it is, the others are in the order given.
//
// The error is a [*partnermath.ValidationError] with paths below "case", "discount" and
// "scenarios": faults of each, a scenario without a name or with that of one before it, and what
// [Model.ForecastInto] says of a scenario.
func Simulate(c Case, d Discount, scenarios []Scenario) ([]Simulation, error) {
	var faults partnermath.ValidationError
	faults.Merge("case", c.Validate())
	faults.Merge("discount", check.Model(d, nil))
	checkScenarios(&faults, scenarios)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	all := make([]Simulation, len(scenarios)+1)
	for i, s := range slices.Concat([]Scenario{{}}, scenarios) {
		path := fmt.Sprintf("scenarios[%d]", i-1)
		changed, l := c.under(s.Changes, &faults, path)
		if len(faults.Fields) > 0 {
			continue
		}
		all[i].Name = s.Name
		changed.publish(l, &all[i].Statement)
		report, err := Measure(all[i].Statement, d)
		faults.Merge(path, err)
		all[i].Report = report
		all[i].NetProfit = sum(all[i].Statement.Lines, LineNetProfit).Sub(sum(all[0].Statement.Lines, LineNetProfit))
		all[i].NPV = report.NPV.Sub(all[0].Report.NPV)
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return all, nil
}

// maxScenarios bounds what is simulated at once.
const maxScenarios = 20

func checkScenarios(faults *partnermath.ValidationError, scenarios []Scenario) {
	if len(scenarios) > maxScenarios {
		faults.Addf("scenarios", "length", "must have a length of at most %d, got %d", maxScenarios, len(scenarios))
		return
	}
	names := map[string]bool{}
	for i, s := range scenarios {
		path := fmt.Sprintf("scenarios[%d]", i)
		faults.Merge(path, s.Validate())
		switch {
		case s.Name == "":
			faults.Add(path+".name", "required", "must be given")
		case names[s.Name]:
			faults.Addf(path+".name", "unique", "scenario %.40q stands before", s.Name)
		}
		names[s.Name] = true
	}
}
