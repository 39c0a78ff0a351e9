package coverage

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// MaxRecords is the largest number of [Facts] and of accounts.
const MaxRecords = 100_000

// maxFigures is the largest number of figures that rules can read.
const maxFigures = 100

// lifeStages are the stages of a policy that lists none.
func lifeStages() []string {
	return []string{"recruit", "onboard", "activate", "grow", "mature", "at-risk"}
}

// StagePolicy tells in which life stage a partner is. The zero StagePolicy is not valid: it
// lacks Quarter, Figures and Rules.
type StagePolicy struct {
	// Quarter is the one that partners are placed in. Facts of quarters before it are their
	// history.
	Quarter partnermath.Quarter `json:"quarter,omitzero"`
	// Stages are the ids of the stages in the order of a partner's life. Left out, they are
	// recruit, onboard, activate, grow, mature and at-risk.
	Stages []string `json:"stages,omitempty" validate:"max=50,dive,id"`
	// Figures are the names of the figures that facts may have.
	Figures []string `json:"figures" validate:"min=1,max=100,dive,id"`
	// Rules are tried in order: the first whose conditions all hold tells the stage. Several
	// may lead to one stage. One without conditions always holds, and can only be the last.
	Rules []Rule `json:"rules" validate:"min=1,max=100,dive"`
}

// Rule leads to a stage where all its conditions hold. The zero Rule is not valid.
type Rule struct {
	ID         string      `json:"id" validate:"id"`
	Stage      string      `json:"stage" validate:"id"`
	Conditions []Condition `json:"conditions,omitempty" validate:"max=20,dive"`
}

// Condition compares a figure with a value, exactly. It does not hold where the figure is not
// known. The zero Condition is not valid.
type Condition struct {
	Figure string              `json:"figure" validate:"id"`
	Is     Comparison          `json:"is" validate:"enum"`
	Value  decimal.NullDecimal `json:"value,omitzero" validate:"required,bounds"`
}

// Comparison tells how a figure must lie to a value.
type Comparison string

// The comparisons. A figure that must equal a value has two conditions.
const (
	AtLeast Comparison = "at-least" // figure ≥ value
	Above   Comparison = "above"    // figure > value
	AtMost  Comparison = "at-most"  // figure ≤ value
	Below   Comparison = "below"    // figure < value
)

// Values returns the comparisons in order.
func (Comparison) Values() []Comparison { return []Comparison{AtLeast, Above, AtMost, Below} }

// Facts are the figures of a partner in a quarter, as they are published. The zero Facts are
// not valid.
type Facts struct {
	Partner string              `json:"partner"`
	Quarter partnermath.Quarter `json:"quarter,omitzero"`
	// Figures are those that are known. One that is left out, or has no value, is not.
	Figures []Figure `json:"figures"`
}

// Figure is a number with its name in the policy. Without a Value it is not known.
type Figure struct {
	Name  string              `json:"name"`
	Value decimal.NullDecimal `json:"value,omitzero"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the policy breaks:
// those of the tags, a quarter that is none, ids that are not unique, a stage or a figure
// that the policy does not list, and a rule without conditions before another.
func (p StagePolicy) Validate() error {
	return check.Model(p, func(faults *partnermath.ValidationError) {
		check.Record{ValidationError: faults}.Required(p.Quarter.Add(0).IsZero(), "quarter")
		unique(faults, "stages[%d]", p.Stages, itself)
		unique(faults, "figures[%d]", p.Figures, itself)
		unique(faults, "rules[%d].id", p.Rules, func(r Rule) string { return r.ID })
		stages := orElse(p.Stages, lifeStages)
		for i, rule := range p.Rules {
			known(faults, fmt.Sprintf("rules[%d].stage", i), "stage", rule.Stage, stages)
			for j, c := range rule.Conditions {
				known(faults, fmt.Sprintf("rules[%d].conditions[%d].figure", i, j), "figure", c.Figure, p.Figures)
			}
			if len(rule.Conditions) == 0 && i < len(p.Rules)-1 {
				faults.Addf(fmt.Sprintf("rules[%d].conditions", i), "required", "must be given before the last rule, since none after it is tried")
			}
		}
	})
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the facts break for
// themselves.
func (f Facts) Validate() error {
	var faults partnermath.ValidationError
	f.check(check.Record{ValidationError: &faults}, nil)
	return faults.Err()
}

// check adds the rules that the facts break, for themselves or beside a sound policy.
func (f *Facts) check(r check.Record, policy *StagePolicy) {
	check.IDAt(r.ValidationError, r.At("partner"), f.Partner)
	r.Required(f.Quarter.Add(0).IsZero(), "quarter")
	if policy != nil && f.Quarter.Since(policy.Quarter) > 0 {
		r.Fault("quarter", "max", "must not be after %s, in which partners are placed, got %s", policy.Quarter, f.Quarter)
	}
	if len(f.Figures) > maxFigures {
		r.Fault("figures", "length", "must have a length of at most %d, got %d", maxFigures, len(f.Figures))
		return
	}
	var number check.Number
	for j := range f.Figures {
		name, value := f.Figures[j].Name, f.Figures[j].Value
		again := slices.ContainsFunc(f.Figures[:j], func(other Figure) bool { return other.Name == name })
		sound := check.ID(name)
		stranger := sound && policy != nil && !slices.Contains(policy.Figures, name)
		if again || stranger || !sound || value.Valid && !number.Holds(value.Decimal) {
			below := r.Below(fmt.Sprintf("figures[%d].", j))
			below.ID("name", name, again)
			below.FaultIf(stranger, "name", "known", "must be a figure of the policy, got %.40q", name)
			number.CheckNull(r.ValidationError, below.At("value"), value)
		}
	}
}

func checkPlace(policy *StagePolicy, facts []Facts) error {
	var faults partnermath.ValidationError
	faults.Merge("policy", policy.Validate())
	if len(faults.Fields) > 0 {
		policy = nil
	}
	if len(facts) > MaxRecords {
		faults.Addf("facts", "length", "must have a length of at most %d, got %d", MaxRecords, len(facts))
		facts = nil
	}
	seen := make(map[[2]string]bool, len(facts))
	for i := 0; i < len(facts) && !faults.Truncated; i++ {
		f, r := &facts[i], check.Record{ValidationError: &faults, List: "facts", Index: i}
		f.check(r, policy)
		key := [2]string{f.Partner, f.Quarter.String()}
		r.FaultIf(seen[key], "partner", "unique", "must have one record a quarter, got %.40q in %s again", f.Partner, key[1])
		seen[key] = true
	}
	return faults.Err()
}

// orElse is a list, or another where it is left out.
func orElse(list []string, other func() []string) []string {
	if len(list) == 0 {
		return other()
	}
	return list
}

// known adds a fault unless an id is one of a list of the policy.
func known(faults *partnermath.ValidationError, path, what, id string, list []string) {
	if !slices.Contains(list, id) {
		faults.Addf(path, "known", "must be a %s of the policy, got %.40q", what, id)
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

func itself(id string) string { return id }
