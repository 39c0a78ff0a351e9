package waterfall

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// Lever names what a scenario changes.
type Lever string

// The levers. The first four are of the funnel of a tactic, the others of the
// tactic itself.
const (
	// LeverConversion is how well a stage converts. Set gives its Rate, Per or
	// Multiplier, whichever it has; Multiply acts on the conversion itself, so that 0.8
	// is a fifth fewer whichever way it is stated: Rate × 0.8, Per ÷ 0.8.
	LeverConversion Lever = "conversion"
	// LeverLag is the lag of a stage: set to Lag, or every share multiplied.
	LeverLag        Lever = "lag"
	LeverDealSize   Lever = "deal-size"
	LeverMarginRate Lever = "margin-rate"
	LeverUnits      Lever = "units"
	LeverReach      Lever = "reach"
	LeverUnitCost   Lever = "unit-cost"
	LeverFixedCost  Lever = "fixed-cost"
)

// Values returns the levers.
func (Lever) Values() []Lever {
	return []Lever{
		LeverConversion, LeverLag, LeverDealSize, LeverMarginRate, LeverUnits, LeverReach, LeverUnitCost, LeverFixedCost,
	}
}

// ScenarioChange is one change of a scenario: a lever, where it acts, and either what it is
// set to or what it is multiplied by.
type ScenarioChange struct {
	Lever Lever `json:"lever" validate:"oneof=conversion lag deal-size margin-rate units reach unit-cost fixed-cost"`
	// Tactic is the id of the tactic; left out, all tactics, of which those without the
	// stage stay as they are.
	Tactic string `json:"tactic,omitempty" validate:"omitempty,id"`
	// Stage is the id of a stage, for LeverConversion and LeverLag.
	Stage string `json:"stage,omitempty" validate:"omitempty,id"`
	// Set and Multiply exclude each other. What comes of Multiply is rounded to the
	// decimals that the number may have; a Per cannot be multiplied by 0.
	Set      decimal.NullDecimal `json:"set,omitzero" validate:"omitempty,bounds"`
	Multiply decimal.NullDecimal `json:"multiply,omitzero" validate:"omitempty,bounds,atleast=0,digits=12 6"`
	// Lag is what LeverLag sets; a lag of 1 is none.
	Lag []decimal.Decimal `json:"lag,omitempty" validate:"max=60,dive,bounds,atleast=0,atmost=1,digits=9 8"`
}

// Validate returns a [*partnermath.ValidationError] for a change that misses a
// field of its lever or has one of another.
func (c ScenarioChange) Validate() error {
	return check.Model(c, func(faults *partnermath.ValidationError) {
		ofStage := c.Lever == LeverConversion || c.Lever == LeverLag
		switch {
		case ofStage && c.Stage == "":
			faults.Addf("stage", "required", "must be given with lever %s", c.Lever)
		case !ofStage && c.Stage != "":
			faults.Addf("stage", "empty", "is not read with lever %s and must be left out", c.Lever)
		}
		if c.Lever != LeverLag && len(c.Lag) > 0 {
			faults.Addf("lag", "empty", "is not read with lever %s and must be left out", c.Lever)
		}
		if c.Lever == LeverLag && c.Set.Valid {
			faults.Add("set", "empty", "is not read with lever lag, which lag sets, and must be left out")
		}
		if sets := c.Set.Valid || (c.Lever == LeverLag && len(c.Lag) > 0); sets == c.Multiply.Valid {
			faults.Add("multiply", "one-of", "must be given, or what the lever is set to, and not both")
		}
	})
}

// change returns the mix with the changes made one after the other. The mix is
// sound, and so are the changes each for itself; what is wrong with the two
// together goes into faults.
func (m *Mix) change(changes []ScenarioChange, faults *partnermath.ValidationError, path string) Mix {
	changed := *m
	changed.Tactics = make([]Tactic, len(m.Tactics))
	for i, t := range m.Tactics {
		t.Funnel.Stages = append([]FunnelStage(nil), t.Funnel.Stages...)
		changed.Tactics[i] = t
	}
	for i := range changes {
		c, at := &changes[i], fmt.Sprintf("%s.changes[%d]", path, i)
		switch acted, sound := changed.apply(c); {
		case !sound:
			faults.Add(at+".multiply", "above", "must be above 0 on a stage that states how many of the one before it takes")
		case !acted:
			faults.Add(at, "known", "must act on something of the mix, but there is no such tactic, stage or number")
		}
	}
	return changed
}

// apply makes one change, and reports whether there was anything to change, and
// whether it can be changed so.
func (m *Mix) apply(c *ScenarioChange) (acted, sound bool) {
	sound = true
	minor, _ := partnermath.MinorUnits(m.Currency)
	for i := range m.Tactics {
		t := &m.Tactics[i]
		switch {
		case c.Tactic != "" && c.Tactic != t.ID:
		case c.stopsAt(&t.Funnel):
			sound = false
		default:
			acted = t.apply(c, minor) || acted
		}
	}
	return acted, sound
}

// stopsAt reports whether the change asks that nothing is converted of a stage that
// states Per, which no Per says.
func (c *ScenarioChange) stopsAt(f *Funnel) bool {
	at := f.find(c.Stage)
	return c.Lever == LeverConversion && c.Multiply.Valid && c.Multiply.Decimal.IsZero() && at >= 1 && f.Stages[at].Per.Valid
}

// apply makes one change to a tactic, of a currency with so many decimals.
func (t *Tactic) apply(c *ScenarioChange, minor int32) bool {
	switch c.Lever {
	case LeverConversion:
		at := t.Funnel.find(c.Stage)
		if at < 1 {
			return false
		}
		kind, now := t.Funnel.Stages[at].conversion()
		switch to := &t.Funnel.Stages[at]; {
		case kind == LinePer && c.Multiply.Valid:
			to.Per = exact.Ratio(now, c.Multiply.Decimal, numberPlaces)
		case kind == LineRate:
			to.setConversion(c.of(now, sharePlaces))
		default:
			to.setConversion(c.of(now, numberPlaces))
		}
		return true
	case LeverLag:
		at := t.Funnel.find(c.Stage)
		if at < 1 || c.Multiply.Valid && len(t.Funnel.Stages[at].Lag) == 0 {
			return false
		}
		t.Funnel.Stages[at].Lag = c.lag(t.Funnel.Stages[at].Lag)
		return true
	case LeverReach:
		t.Reach = decimal.NewNullDecimal(c.of(t.reach(), numberPlaces))
		return true
	}
	number, places := t.optional(c.Lever, minor)
	if !number.Valid && !c.Set.Valid {
		return false
	}
	*number = decimal.NewNullDecimal(c.of(number.Decimal, places))
	return true
}

// The decimals that a multiplied number is rounded to, those that it may have.
const (
	sharePlaces  = 12
	numberPlaces = 8
)

// optional returns a number that a tactic may not have, and its decimals.
func (t *Tactic) optional(l Lever, minor int32) (number *decimal.NullDecimal, places int32) {
	switch l {
	case LeverDealSize:
		return &t.Funnel.DealSize, numberPlaces
	case LeverMarginRate:
		return &t.Funnel.MarginRate, sharePlaces
	case LeverUnitCost:
		return &t.UnitCost, numberPlaces
	case LeverFixedCost:
		return &t.FixedCost, minor
	}
	return &t.Units, numberPlaces
}

// of returns the number that the lever has after the change.
func (c *ScenarioChange) of(now decimal.Decimal, places int32) decimal.Decimal {
	if c.Set.Valid {
		return c.Set.Decimal
	}
	return exact.Round(now.Mul(c.Multiply.Decimal), places)
}

func (c *ScenarioChange) lag(now []decimal.Decimal) []decimal.Decimal {
	if len(c.Lag) > 0 {
		return append([]decimal.Decimal(nil), c.Lag...)
	}
	later := make([]decimal.Decimal, len(now))
	for i, part := range now {
		later[i] = c.of(part, numberPlaces)
	}
	return later
}
