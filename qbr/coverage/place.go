package coverage

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Placements are the life stages of partners in a quarter.
type Placements struct {
	Quarter partnermath.Quarter `json:"quarter"`
	// Stages are all of the policy, with the count of partners in each; these and Unplaced, the
	// partners without a stage in Quarter, add up to the length of Partners.
	Stages   []StageCount `json:"stages"`
	Unplaced int          `json:"unplaced"`
	// Partners are all that have facts, by id.
	Partners []Placement `json:"partners"`
}

// StageCount is how many partners are in a stage.
type StageCount struct {
	Stage    string `json:"stage"`
	Partners int    `json:"partners"`
}

// Placement is the life stage of a partner, and how it came there.
type Placement struct {
	Partner string `json:"partner"`
	// Stage is that of the first rule whose conditions all hold, and Rule the id of it. Both are
	// empty where none does, or where there are no facts of the quarter.
	Stage string `json:"stage,omitempty"`
	Rule  string `json:"rule,omitempty"`
	// Since is the quarter of the last move, into Stage.
	Since partnermath.Quarter `json:"since,omitzero"`
	// Unknown are the figures that a tested condition reads and that are not known, in the order
	// of the policy.
	Unknown []string `json:"unknown"`
	// Tested are the conditions of all rules up to the one that holds.
	Tested []ConditionLine `json:"tested"`
	// Moves are those from quarter to quarter, the first into a stage included.
	Moves []Move `json:"moves"`
	// Unplaced are the quarters without a stage, of those with facts and the one of the policy.
	Unplaced []partnermath.Quarter `json:"unplaced"`
}

// ConditionLine is what a condition came to.
type ConditionLine struct {
	Rule   string          `json:"rule"`
	Figure string          `json:"figure"`
	Is     Comparison      `json:"is"`
	Value  decimal.Decimal `json:"value"`
	// Actual is the figure of the partner; undefined where it is not known.
	Actual decimal.NullDecimal `json:"actual"`
	Holds  bool                `json:"holds"`
}

// Move is a change of the stage.
type Move struct {
	// From is empty in the first move, and After is the last quarter in it. That is the quarter
	// before Quarter unless there are none of facts, or no stage, in between.
	From  string              `json:"from,omitempty"`
	After partnermath.Quarter `json:"after,omitzero"`
	// To is the stage in Quarter.
	To      string              `json:"to"`
	Quarter partnermath.Quarter `json:"quarter"`
	// Unknown are the figures that were not known for it, as in [Placement].
	Unknown []string `json:"unknown"`
}

// Place tells in which life stage each partner is in the quarter of the policy, and how it
// moved through stages in the quarters before, by the same rules:
//
//	stage = that of the first rule of which all conditions hold
//
// A condition compares exactly. It does not hold where its figure is not known, and then the
// figure is named.
//
// The error is a [*partnermath.ValidationError] with paths below "policy" and "facts": faults
// of each for itself, facts of a quarter after that of the policy, two of one partner and
// quarter, and a figure that the policy does not list.
func Place(policy StagePolicy, facts []Facts) (Placements, error) {
	if err := checkPlace(&policy, facts); err != nil {
		return Placements{}, err
	}
	b := newStageBook(&policy)
	ordered := make([]*Facts, len(facts))
	for i := range facts {
		ordered[i] = &facts[i]
	}
	slices.SortFunc(ordered, func(f, g *Facts) int {
		return cmp.Or(strings.Compare(f.Partner, g.Partner), f.Quarter.Since(g.Quarter))
	})
	all := Placements{Quarter: policy.Quarter, Stages: make([]StageCount, len(b.stages)), Partners: []Placement{}}
	for i, stage := range b.stages {
		all.Stages[i].Stage = stage
	}
	for len(ordered) > 0 {
		partner, n := ordered[0].Partner, 1
		for n < len(ordered) && ordered[n].Partner == partner {
			n++
		}
		p := b.place(partner, ordered[:n])
		if p.Stage == "" {
			all.Unplaced++
		} else {
			all.Stages[slices.Index(b.stages, p.Stage)].Partners++
		}
		all.Partners, ordered = append(all.Partners, p), ordered[n:]
	}
	return all, nil
}

// stageBook is a policy with the places of its figures.
type stageBook struct {
	*StagePolicy
	stages []string
	at     map[string]int
}

func newStageBook(p *StagePolicy) *stageBook {
	return &stageBook{StagePolicy: p, stages: orElse(p.Stages, lifeStages), at: places(p.Figures)}
}

// place follows a partner through its quarters, of which there is at least one.
func (b *stageBook) place(partner string, quarters []*Facts) Placement {
	p := Placement{Partner: partner, Unknown: []string{}, Tested: []ConditionLine{}, Moves: []Move{}, Unplaced: []partnermath.Quarter{}}
	var stage string
	var last partnermath.Quarter // in stage
	for _, f := range quarters {
		values := b.values(f)
		rule := b.first(values)
		if f.Quarter == b.Quarter {
			p.Unknown, p.Tested = b.unknown(values, rule), b.tested(values, rule)
		}
		if rule == len(b.Rules) {
			p.Unplaced = append(p.Unplaced, f.Quarter)
			continue
		}
		if to := b.Rules[rule].Stage; to != stage {
			p.Moves = append(p.Moves, Move{From: stage, After: last, To: to, Quarter: f.Quarter, Unknown: b.unknown(values, rule)})
			stage = to
		}
		if last = f.Quarter; last == b.Quarter {
			p.Stage, p.Rule, p.Since = stage, b.Rules[rule].ID, p.Moves[len(p.Moves)-1].Quarter
		}
	}
	if quarters[len(quarters)-1].Quarter != b.Quarter {
		p.Unplaced = append(p.Unplaced, b.Quarter)
	}
	return p
}

// values are the figures of facts in the order of the policy.
func (b *stageBook) values(f *Facts) []decimal.NullDecimal {
	values := make([]decimal.NullDecimal, len(b.Figures))
	for _, figure := range f.Figures {
		values[b.at[figure.Name]] = figure.Value
	}
	return values
}

// first is the index of the rule that holds, or the number of rules.
func (b *stageBook) first(values []decimal.NullDecimal) int {
	for i, rule := range b.Rules {
		fails := func(c Condition) bool { return !c.holds(values[b.at[c.Figure]]) }
		if !slices.ContainsFunc(rule.Conditions, fails) {
			return i
		}
	}
	return len(b.Rules)
}

func (c *Condition) holds(actual decimal.NullDecimal) bool {
	if !actual.Valid {
		return false
	}
	order := actual.Decimal.Cmp(c.Value.Decimal)
	switch c.Is {
	case AtLeast:
		return order >= 0
	case Above:
		return order > 0
	case AtMost:
		return order <= 0
	}
	return order < 0
}

// tried are the rules up to one, with it.
func (b *stageBook) tried(rule int) []Rule { return b.Rules[:min(rule+1, len(b.Rules))] }

func (b *stageBook) unknown(values []decimal.NullDecimal, rule int) []string {
	unknown := []string{}
	for i, name := range b.Figures {
		reads := func(r Rule) bool {
			return slices.ContainsFunc(r.Conditions, func(c Condition) bool { return c.Figure == name })
		}
		if !values[i].Valid && slices.ContainsFunc(b.tried(rule), reads) {
			unknown = append(unknown, name)
		}
	}
	return unknown
}

func (b *stageBook) tested(values []decimal.NullDecimal, rule int) []ConditionLine {
	lines := []ConditionLine{}
	for _, r := range b.tried(rule) {
		for _, c := range r.Conditions {
			actual := values[b.at[c.Figure]]
			lines = append(lines, ConditionLine{r.ID, c.Figure, c.Is, c.Value.Decimal, actual, c.holds(actual)})
		}
	}
	return lines
}
