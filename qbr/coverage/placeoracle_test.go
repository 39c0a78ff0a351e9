package coverage_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/coverage"
)

// stageOracle is the first rule of which all conditions hold, and what was tested up to it.
func stageOracle(p coverage.StagePolicy, f *coverage.Facts) (one coverage.Placement) {
	one.Unknown, one.Tested = []string{}, []coverage.ConditionLine{}
	if f == nil {
		return one
	}
	for _, rule := range p.Rules {
		all := true
		for _, c := range rule.Conditions {
			line := coverage.ConditionLine{Rule: rule.ID, Figure: c.Figure, Is: c.Is, Value: c.Value.Decimal}
			for _, figure := range f.Figures {
				if figure.Name == c.Figure && figure.Value.Valid {
					line.Actual = figure.Value
				}
			}
			if line.Actual.Valid {
				order := testkit.Rat(line.Actual.Decimal).Cmp(testkit.Rat(line.Value))
				line.Holds = map[coverage.Comparison]bool{
					coverage.AtLeast: order >= 0, coverage.Above: order > 0, coverage.AtMost: order <= 0, coverage.Below: order < 0,
				}[c.Is]
			} else if !slices.Contains(one.Unknown, c.Figure) {
				one.Unknown = append(one.Unknown, c.Figure)
			}
			all = all && line.Holds
			one.Tested = append(one.Tested, line)
		}
		if all {
			one.Stage, one.Rule = rule.Stage, rule.ID
			return one
		}
	}
	return one
}

// placeOracle places partners as the documentation of Place has it.
func placeOracle(p coverage.StagePolicy, facts []coverage.Facts) coverage.Placements {
	all := coverage.Placements{Quarter: p.Quarter, Partners: []coverage.Placement{}}
	partners := map[string][]coverage.Facts{}
	for _, f := range facts {
		partners[f.Partner] = append(partners[f.Partner], f)
	}
	var ids []string
	for id := range partners {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	var nowAndBefore [][2]string
	for _, id := range ids {
		one := historyOracle(p, partners[id])
		one.Partner = id
		before := ""
		for i, f := range partners[id] {
			if p.Quarter.Since(f.Quarter) == 1 {
				before = stageOracle(p, &partners[id][i]).Stage
			}
		}
		one.Before = before
		nowAndBefore = append(nowAndBefore, [2]string{one.Stage, before})
		all.Partners = append(all.Partners, one)
	}
	count := func(stage string) coverage.StageCount {
		c := coverage.StageCount{Stage: stage}
		for _, at := range nowAndBefore {
			for _, of := range []struct {
				holds bool
				n     *int
			}{
				{at[0] == stage, &c.Partners}, {at[1] == stage, &c.Before}, {at[0] == stage && at[1] != stage, &c.Came}, {at[1] == stage && at[0] != stage, &c.Left},
			} {
				if of.holds {
					*of.n++
				}
			}
		}
		return c
	}
	for _, stage := range p.Stages {
		all.Stages = append(all.Stages, count(stage))
	}
	all.None = count("")
	return all
}

func historyOracle(p coverage.StagePolicy, facts []coverage.Facts) coverage.Placement {
	slices.SortFunc(facts, func(a, b coverage.Facts) int { return a.Quarter.Since(b.Quarter) })
	one := stageOracle(p, nil)
	last, after := "", partnermath.Quarter{}
	moves, unplaced := []coverage.Move{}, []partnermath.Quarter{}
	for i, f := range facts {
		then := stageOracle(p, &facts[i])
		if f.Quarter == p.Quarter {
			one = then
		}
		if then.Stage == "" {
			unplaced = append(unplaced, f.Quarter)
			continue
		}
		if then.Stage != last {
			moves = append(moves, coverage.Move{From: last, After: after, To: then.Stage, Quarter: f.Quarter, Unknown: then.Unknown})
		}
		last, after = then.Stage, f.Quarter
	}
	if facts[len(facts)-1].Quarter != p.Quarter {
		unplaced = append(unplaced, p.Quarter)
	}
	if one.Stage != "" {
		one.Since = moves[len(moves)-1].Quarter
	}
	one.Moves, one.Unplaced = moves, unplaced
	return one
}

func (s small) stages() (coverage.StagePolicy, []coverage.Facts) {
	p := coverage.StagePolicy{
		Quarter: partnermath.Quarter{Year: 2026, Number: 2}, Stages: []string{"one", "two", "three"}, Figures: []string{"sales", "idle", "score"},
	}
	comparisons := coverage.AtLeast.Values()
	for i := range 1 + s.IntN(5) {
		rule := coverage.Rule{ID: string('a' + rune(i)), Stage: p.Stages[s.IntN(3)]}
		for range 1 + s.IntN(3) {
			rule.Conditions = append(rule.Conditions, coverage.Condition{Figure: p.Figures[s.IntN(3)], Is: comparisons[s.IntN(4)], Value: s.units(-1, 3, int32(s.IntN(2)))})
		}
		p.Rules = append(p.Rules, rule)
	}
	if s.IntN(4) == 0 {
		p.Rules[len(p.Rules)-1].Conditions = nil
	}
	var facts []coverage.Facts
	for _, partner := range []string{"c", "a", "d", "b"}[:s.IntN(5)] {
		for back := range 7 {
			if s.IntN(10) < 4 {
				continue
			}
			f := coverage.Facts{Partner: partner, Quarter: p.Quarter.Add(-back)}
			for _, at := range s.Perm(3)[:s.IntN(4)] {
				value := s.maybe(85, s.units(-1, 3, int32(s.IntN(2))))
				if value.Valid && s.IntN(6) == 0 { // just off a value of a condition
					value.Decimal = value.Decimal.Add(decimal.New(1, -12))
				}
				f.Figures = append(f.Figures, coverage.Figure{Name: p.Figures[at], Value: value})
			}
			facts = append(facts, f)
		}
	}
	s.Shuffle(len(facts), func(i, j int) { facts[i], facts[j] = facts[j], facts[i] })
	return p, facts
}

func TestPlaceOracle(t *testing.T) {
	for seed := range uint64(3000) {
		p, facts := small{rand.New(rand.NewPCG(seed, 23))}.stages()
		got, err := coverage.Place(p, facts)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		want := placeOracle(p, facts)
		if diff := testkit.Diff(want, got); diff != "" || testkit.JSON(t, want) != testkit.JSON(t, got) {
			t.Fatalf("seed %d: -want +got:\n%s\npolicy %s\nfacts %s", seed, diff, testkit.JSON(t, p), testkit.JSON(t, facts))
		}
		testkit.LeftOutIsNotRead(t, func() (any, error) { return coverage.Place(p, facts) }, &p, &facts)
	}
}
