package waterfall

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// The limits of scenarios.
const (
	MaxScenarios       = 20
	MaxScenarioChanges = 100
)

// Scenario is a named set of changes to a [Mix]: bleak, expected, bright. They are
// made one after the other. The zero Scenario is not valid: it has no name.
type Scenario struct {
	Name    string           `json:"name"`
	Changes []ScenarioChange `json:"changes,omitempty"`
}

// Simulation sets scenarios side by side.
type Simulation struct {
	Currency string `json:"currency"`
	// Sourced is what marketing must source of the goal; see [Requirement].
	Sourced decimal.Decimal `json:"sourced"`
	// Base is the mix as it is, and Scenarios are in the order given.
	Base      SimulatedMix   `json:"base"`
	Scenarios []SimulatedMix `json:"scenarios,omitempty"`
}

// SimulatedMix is a mix under one scenario, forward and backward.
type SimulatedMix struct {
	Name string `json:"name,omitempty"`
	// Return is, forward, what the mix costs and brings, and Change what it brings
	// more than the base.
	Return MarketingReturn     `json:"return"`
	Change partnermath.Outcome `json:"change"`
	// Scale is, backward, what all units must be multiplied by to reach Sourced,
	// Sourced ÷ the exact revenue, published with 4 decimals. (Where the conversions of all
	// tactics have a thousand digits and more between them, ÷ the revenue with 60.) It is undefined for a mix whose
	// revenue is unknown, and for one that brings none, unless nothing is to be sourced.
	Scale decimal.NullDecimal `json:"scale"`
	// Needed is the mix at that scale, not rounded. It is nil when Scale is undefined.
	Needed []NeededTactic `json:"needed,omitempty"`
	// NeededReturn is what it costs and brings.
	NeededReturn MarketingReturn `json:"neededReturn,omitzero"`
}

// NeededTactic is how much of a tactic a goal needs.
type NeededTactic struct {
	ID string `json:"id"`
	// Units have 4 decimals.
	Units decimal.Decimal `json:"units"`
	// OverCapacity tells that it is more than can be done.
	OverCapacity bool `json:"overCapacity,omitempty"`
}

// Simulate runs a mix under every scenario, forward to what it brings and backward
// to what the goal needs of it. Whoever plans on the bleak one is seldom
// disappointed. The goal is read without its rounding; it must be that of the time
// that the mix is for, a quarter's goal for a quarter's mix. In a mix with a target, a
// change of a conversion up to its stage changes the units and the cost, and what the
// mix brings only behind it.
//
// The error is a [*partnermath.ValidationError] with paths below "mix", "goal" and
// "scenarios": faults of each, scenarios of the same name, changes that act on
// nothing, and those that make of the mix one that is not valid.
func Simulate(m Mix, g RevenueGoal, scenarios []Scenario) (Simulation, error) {
	var faults partnermath.ValidationError
	faults.Merge("mix", m.Validate())
	faults.Merge("goal", g.Validate())
	checkScenarios(&faults, scenarios)
	if err := faults.Err(); err != nil {
		return Simulation{}, err
	}
	var ofGoal partnermath.ValidationError
	f := Funnel{Currency: m.Currency}
	g.Rounded = RoundingLot{}
	g.of(&f, &ofGoal)
	faults.Merge("goal", ofGoal.Err())
	changed := make([]Mix, len(scenarios))
	for i := range scenarios {
		path := fmt.Sprintf("scenarios[%d]", i)
		changed[i] = m.change(scenarios[i].Changes, &faults, path)
		faults.Merge(path+".mix", changed[i].Validate())
	}
	if err := faults.Err(); err != nil {
		return Simulation{}, err
	}
	s := Simulation{Currency: m.Currency, Sourced: f.cover(&g).Sourced}
	s.Base = m.simulate(s.Sourced)
	s.Base.Change = beyond(s.Base.Return.Outcome, s.Base.Return.Outcome)
	for i := range changed {
		one := changed[i].simulate(s.Sourced)
		one.Name = scenarios[i].Name
		one.Change = beyond(one.Return.Outcome, s.Base.Return.Outcome)
		s.Scenarios = append(s.Scenarios, one)
	}
	return s, nil
}

func checkScenarios(faults *partnermath.ValidationError, scenarios []Scenario) {
	if len(scenarios) > MaxScenarios {
		faults.Addf("scenarios", "length", "must have a length of at most %d, got %d", MaxScenarios, len(scenarios))
		return
	}
	names := make(map[string]bool, len(scenarios))
	for i, s := range scenarios {
		path := fmt.Sprintf("scenarios[%d]", i)
		faults.Merge(path, s.Validate())
		if names[s.Name] {
			faults.Addf(path+".name", "unique", "scenario %.40q stands before", s.Name)
		}
		names[s.Name] = true
	}
}

// maxScaleDigits bounds the denominator that the revenues of tactics are added up
// with, so that absurd mixes cannot take minutes; beyond it, scalePlaces do.
const (
	maxScaleDigits = 1000
	scalePlaces    = 60
)

// revenueOf adds up what campaigns with a deal size bring.
func revenueOf(campaigns []campaign) exact.Fraction {
	var sum exact.Fraction
	for i := range campaigns {
		if sum = sum.Add(campaigns[i].revenue()); sum.Den().NumDigits() > maxScaleDigits {
			var rounded decimal.Decimal
			for j := range campaigns {
				rounded = rounded.Add(campaigns[j].revenue().Round(scalePlaces))
			}
			return exact.NewFraction(rounded, one)
		}
	}
	return sum
}

// simulate runs a sound mix forward and backward.
func (m *Mix) simulate(sourced decimal.Decimal) SimulatedMix {
	campaigns := m.campaigns()
	s := SimulatedMix{Return: m.forecast(campaigns).Total}
	for i := range campaigns {
		if !campaigns[i].funnel.DealSize.Valid {
			return s
		}
	}
	revenue := revenueOf(campaigns)
	scale := exact.NewFraction(sourced, one)
	if sourced.IsPositive() {
		if revenue.Sign() <= 0 {
			return s
		}
		scale = exact.NewFraction(sourced.Mul(revenue.Den()), revenue.Num())
	}
	s.Scale = decimal.NewNullDecimal(scale.Round(ratioPlaces))
	for i := range campaigns {
		c := &campaigns[i]
		c.units = c.units.Mul(scale.Num()).Div(scale.Den())
		c.run()
	}
	needed := m.forecast(campaigns)
	s.NeededReturn = needed.Total
	for _, t := range needed.Tactics {
		s.Needed = append(s.Needed, NeededTactic{ID: t.ID, Units: t.Units, OverCapacity: t.OverCapacity})
	}
	return s
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the
// scenario breaks.
func (s Scenario) Validate() error {
	var faults partnermath.ValidationError
	check.IDAt(&faults, check.Place{Field: "name"}, s.Name)
	if len(s.Changes) > MaxScenarioChanges {
		faults.Addf("changes", "length", "must have a length of at most %d, got %d", MaxScenarioChanges, len(s.Changes))
		return faults.Err()
	}
	for i, c := range s.Changes {
		faults.Merge(fmt.Sprintf("changes[%d]", i), c.Validate())
	}
	return faults.Err()
}
