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
	// Stages are all of the policy, with the partners in each, and None has those without a
	// stage. Together their Partners, and their Before, add up to the length of Partners, and
	// their Came to their Left.
	Stages []StageCount `json:"stages"`
	None   StageCount   `json:"none"`
	// Partners are all that have facts, by id.
	Partners []Placement `json:"partners"`
}

// StageCount is how many partners are in a stage: Partners = Before + Came − Left.
type StageCount struct {
	// Stage is empty where it is none.
	Stage string `json:"stage,omitempty"`
	// Before counts those in it in the quarter before, Came those of another stage or none
	// then, and Left those that were in it then and are not any more.
	Before   int `json:"before"`
	Came     int `json:"came"`
	Left     int `json:"left"`
	Partners int `json:"partners"`
}

// Placement is the life stage of a partner, and how it came there.
type Placement struct {
	Partner string `json:"partner"`
	// Stage is that of the first rule whose conditions all hold, and Rule the id of it. Both are
	// empty where none does, or where there are no facts of the quarter.
	Stage string `json:"stage,omitempty"`
	Rule  string `json:"rule,omitempty"`
	// Before is the stage in the quarter before, empty where no rule held or there are no facts
	// of it.
	Before string `json:"before,omitempty"`
	// Since is the quarter of the last move, into Stage.
	Since partnermath.Quarter `json:"since,omitzero"`
	// Unknown are the figures that Tested reads and that are not known, in its order.
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
	stages := orElse(policy.Stages, lifeStages)
	ordered := make([]*Facts, len(facts))
	for i := range facts {
		ordered[i] = &facts[i]
	}
	slices.SortFunc(ordered, func(f, g *Facts) int {
		return cmp.Or(strings.Compare(f.Partner, g.Partner), f.Quarter.Since(g.Quarter))
	})
	all := Placements{Quarter: policy.Quarter, Stages: make([]StageCount, len(stages)), Partners: []Placement{}}
	for i, stage := range stages {
		all.Stages[i].Stage = stage
	}
	for len(ordered) > 0 {
		partner, n := ordered[0].Partner, 1
		for n < len(ordered) && ordered[n].Partner == partner {
			n++
		}
		p := policy.place(partner, ordered[:n])
		all.count(&p)
		all.Partners, ordered = append(all.Partners, p), ordered[n:]
	}
	return all, nil
}

// count counts a partner in the stage where it is, and in the one where it was.
func (all *Placements) count(p *Placement) {
	now, before := all.of(p.Stage), all.of(p.Before)
	now.Partners++
	before.Before++
	if now != before {
		now.Came++
		before.Left++
	}
}

func (all *Placements) of(stage string) *StageCount {
	for i := range all.Stages {
		if all.Stages[i].Stage == stage {
			return &all.Stages[i]
		}
	}
	return &all.None
}

// place follows a partner through its quarters, of which there is at least one.
func (p *StagePolicy) place(partner string, quarters []*Facts) Placement {
	line := Placement{Partner: partner, Unknown: []string{}, Tested: []ConditionLine{}, Moves: []Move{}, Unplaced: []partnermath.Quarter{}}
	var stage string
	var last partnermath.Quarter // in stage
	for _, f := range quarters {
		rule, tested := p.judge(f)
		if f.Quarter == p.Quarter {
			line.Unknown, line.Tested = unknown(tested), tested
		}
		if rule == nil {
			line.Unplaced = append(line.Unplaced, f.Quarter)
			continue
		}
		if rule.Stage != stage {
			line.Moves = append(line.Moves, Move{From: stage, After: last, To: rule.Stage, Quarter: f.Quarter, Unknown: unknown(tested)})
		}
		stage, last = rule.Stage, f.Quarter
		if last == p.Quarter.Add(-1) {
			line.Before = stage
		}
		if last == p.Quarter {
			line.Stage, line.Rule, line.Since = stage, rule.ID, line.Moves[len(line.Moves)-1].Quarter
		}
	}
	if quarters[len(quarters)-1].Quarter != p.Quarter {
		line.Unplaced = append(line.Unplaced, p.Quarter)
	}
	return line
}

// judge returns the rule that holds, nil where none does, and the conditions up to it.
func (p *StagePolicy) judge(f *Facts) (*Rule, []ConditionLine) {
	figures, lines := make(map[string]decimal.NullDecimal, len(f.Figures)), []ConditionLine{}
	for _, figure := range f.Figures {
		figures[figure.Name] = figure.Value
	}
	for i := range p.Rules {
		rule, all := &p.Rules[i], true
		for _, c := range rule.Conditions {
			actual := figures[c.Figure]
			holds := c.holds(actual)
			all = all && holds
			lines = append(lines, ConditionLine{rule.ID, c.Figure, c.Is, c.Value.Decimal, actual, holds})
		}
		if all {
			return rule, lines
		}
	}
	return nil, lines
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

func unknown(tested []ConditionLine) []string {
	names := []string{}
	for i := range tested {
		if name := tested[i].Figure; !tested[i].Actual.Valid && !slices.Contains(names, name) {
			names = append(names, name)
		}
	}
	return names
}
