package trend_test

import (
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/scorecard/trend"
)

// follow follows results by the quarters of calendar years.
func follow(t rapid.TB, results ...scorecard.Result) trend.Scores {
	t.Helper()
	followed, err := trend.Follow(partnermath.Calendar{}, results)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return followed
}

// track tells how one goal stands.
func track(t rapid.TB, goal trend.Goal, results ...scorecard.Result) trend.Progress {
	t.Helper()
	progress, err := trend.FollowGoals(partnermath.Calendar{}, []trend.Goal{goal}, results)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return progress[0]
}

// oracleSlope is the least-squares slope by the means.
func oracleSlope(x []int, y []scorecard.Score) decimal.NullDecimal {
	var xs, ys []*big.Rat
	meanX, meanY := new(big.Rat), new(big.Rat)
	for i := range y {
		if y[i] != 0 {
			xs, ys = append(xs, big.NewRat(int64(x[i]), 1)), append(ys, oracleRat(y[i]))
			meanX.Add(meanX, xs[len(xs)-1])
			meanY.Add(meanY, ys[len(ys)-1])
		}
	}
	if len(xs) < 3 {
		return decimal.NullDecimal{}
	}
	n := big.NewRat(int64(len(xs)), 1)
	meanX.Quo(meanX, n)
	meanY.Quo(meanY, n)
	above, below := new(big.Rat), new(big.Rat)
	for i := range xs {
		dx, dy := new(big.Rat).Sub(xs[i], meanX), new(big.Rat).Sub(ys[i], meanY)
		above.Add(above, dy.Mul(dy, dx))
		below.Add(below, dx.Mul(dx, dx))
	}
	return decimal.NewNullDecimal(testkit.RoundHalfAway(above.Quo(above, below), 4))
}

// Every figure of the trend and of goals is that of the oracle, with quarters
// left out, several results in one, and nodes without a score.
func TestHistoryProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var results, kept []scorecard.Result
		var x []int
		quarter := rapid.IntRange(0, 3).Draw(t, "first quarter")
		for i := range rapid.IntRange(2, 6).Draw(t, "quarters") {
			if i > 0 {
				quarter += rapid.IntRange(1, 3).Draw(t, "gap")
			}
			x = append(x, quarter)
			for back := rapid.IntRange(0, 2).Draw(t, "before"); back >= 0; back-- {
				results = append(results, dated(quarterEnd(quarter).AddDays(-back), rapid.SliceOfN(scores(6), nodes, nodes).Draw(t, "scores")...))
			}
			kept = append(kept, results[len(results)-1])
		}
		followed := follow(t, results...)
		if len(followed.Lines) != nodes || followed.Basis != trend.BasisQuestionnaire || len(followed.Quarters) != len(x) || followed.Partner != "acme" || followed.Questionnaire != "capability" {
			t.Fatalf("%+v", followed)
		}
		for i, got := range followed.Lines {
			first, _ := kept[0].Line(got.Node, got.ID)
			want := trend.Line{Node: got.Node, ID: got.ID, Name: first.Name}
			for j, r := range kept {
				line, ok := r.Line(got.Node, got.ID)
				if i == 0 {
					line.Score = r.Overall
				}
				want.Scores = append(want.Scores, line.Score)
				if q := (partnermath.Quarter{Year: 2025, Number: 1}).Add(x[j]); !ok || followed.Quarters[j] != q {
					t.Fatalf("quarter %d is %s, want %s", j, followed.Quarters[j], q)
				}
			}
			want.Slope = oracleSlope(x, want.Scores)
			var there []int
			for j, s := range want.Scores {
				if s != 0 {
					there = append(there, j)
				}
			}
			if n := len(there); n >= 2 {
				want.Change = nullPoints(want.Scores[there[n-1]].Decimal().Sub(want.Scores[there[0]].Decimal()))
			}
			if diff := testkit.Diff(want, got); diff != "" {
				t.Fatalf("(-oracle +got):\n%s", diff)
			}
			goal := trend.Goal{Node: got.Node, ID: got.ID, Target: scores(1_000_000).Filter(func(s scorecard.Score) bool { return s != 0 }).Draw(t, "target")}
			due := x[len(x)-1] + rapid.IntRange(-1, 6).Draw(t, "due")
			goal.By = quarterEnd(max(due, x[0]+1))
			due = max(due, x[0]+1)
			progress := trend.Progress{Goal: goal, Basis: trend.BasisQuestionnaire, Status: trend.GoalUnknown}
			if n := len(there); n >= 2 {
				oracleProgress(&progress, want.Scores[there[0]], want.Scores[there[n-1]], x[there[0]], x[there[n-1]], due)
			}
			if diff := testkit.Diff(progress, track(t, goal, results...)); diff != "" {
				t.Fatalf("due %d of %v (-oracle +got):\n%s", due, x, diff)
			}
		}
	})
}

func oracleProgress(p *trend.Progress, start, current scorecard.Score, from, now, due int) {
	target := p.Goal.Target
	p.Start, p.Current = start, current
	apart := func(a, b scorecard.Score) *big.Rat { return new(big.Rat).Sub(oracleRat(a), oracleRat(b)) }
	p.Gap = nullPoints(testkit.RoundHalfAway(apart(current, target), 2))
	if target > start {
		p.Attained = decimal.NewNullDecimal(testkit.RoundHalfAway(new(big.Rat).Quo(apart(current, start), apart(target, start)), 4))
	}
	p.Expected = target
	if now < due {
		way := new(big.Rat).Mul(apart(target, start), big.NewRat(int64(now-from), int64(due-from)))
		p.Expected = oracleRound(way.Add(way, oracleRat(start)))
		p.QuartersLeft = due - now
	}
	switch {
	case current >= target:
		p.Status, p.NeededPerQuarter = trend.GoalMet, nullPoints(number("0"))
		return
	case now > due:
		p.Status = trend.GoalMissed
		return
	case current >= p.Expected:
		p.Status = trend.GoalOnTrack
	default:
		p.Status = trend.GoalBehind
	}
	if p.QuartersLeft == 0 {
		return
	}
	p.NeededPerQuarter = nullPoints(testkit.RoundHalfAway(new(big.Rat).Quo(apart(target, current), big.NewRat(int64(p.QuartersLeft), 1)), 2))
}

// By hand: half way from 40 to 60 in four quarters, 50 is expected.
func TestFollowGoalsByHand(t *testing.T) {
	goal := trend.Goal{Node: scorecard.NodeOverall, Target: 60 * pt, By: quarterEnd(4)}
	for _, tt := range []struct {
		current                    scorecard.Score
		quarter                    int
		status                     trend.GoalStatus
		expected                   scorecard.Score
		attained, needed, gapToAim string
	}{
		{50 * pt, 2, trend.GoalOnTrack, 50 * pt, "0.5", "5", "-10"},
		{49*pt + 99, 2, trend.GoalBehind, 50 * pt, "0.4995", "5.01", "-10.01"},
		{60 * pt, 2, trend.GoalMet, 50 * pt, "1", "0", "0"},
		{70 * pt, 6, trend.GoalMet, 60 * pt, "1.5", "0", "10"},
		{59 * pt, 5, trend.GoalMissed, 60 * pt, "0.95", "", "-1"},
		{59 * pt, 4, trend.GoalBehind, 60 * pt, "0.95", "", "-1"},
		{30 * pt, 1, trend.GoalBehind, 45 * pt, "-0.5", "10", "-30"},
	} {
		p := track(t, goal, dated(quarterEnd(0), 40*pt), dated(quarterEnd(tt.quarter), tt.current))
		if p.Status != tt.status || p.Expected != tt.expected || p.Start != 40*pt || p.Current != tt.current {
			t.Errorf("%s in quarter %d: %+v", tt.current, tt.quarter, p)
		}
		if diff := testkit.Diff([]decimal.NullDecimal{null(tt.attained), null(tt.needed), null(tt.gapToAim)}, []decimal.NullDecimal{p.Attained, p.NeededPerQuarter.Decimal(), p.Gap.Decimal()}); diff != "" {
			t.Errorf("%s in quarter %d (-want +got):\n%s", tt.current, tt.quarter, diff)
		}
	}
}

// A start at or above the target leaves nothing to attain, whether it is missed or met: a
// partner that fell from 60 is to get back to 50.
func TestGoalBelowStart(t *testing.T) {
	goal := trend.Goal{Node: scorecard.NodeOverall, Target: 50 * pt, By: quarterEnd(4)}
	for _, tt := range []struct {
		start, current scorecard.Score
		status         trend.GoalStatus
		attained       string
	}{
		{60 * pt, 45 * pt, trend.GoalBehind, ""},
		{60 * pt, 59 * pt, trend.GoalMet, ""},
		{50 * pt, 45 * pt, trend.GoalBehind, ""},
		{40 * pt, 40 * pt, trend.GoalBehind, "0"},
		{50*pt - 1, 50 * pt, trend.GoalMet, "1"},
	} {
		p := track(t, goal, dated(quarterEnd(0), tt.start), dated(quarterEnd(1), tt.current))
		if diff := testkit.Diff(null(tt.attained), p.Attained); diff != "" || p.Status != tt.status {
			t.Errorf("from %s to %s: %s (-want +got):\n%s", tt.start, tt.current, p.Status, diff)
		}
	}
}

// Expected is rounded once, half away from zero, also where the target is below
// the start: half way from 80 to 79.99 is 79.995.
func TestExpectedBelowStart(t *testing.T) {
	goal := trend.Goal{Node: scorecard.NodeOverall, Target: 80*pt - 1, By: quarterEnd(2)}
	if p := track(t, goal, dated(quarterEnd(0), 80*pt), dated(quarterEnd(1), 70*pt)); p.Expected != 80*pt {
		t.Errorf("79.995 is published as %s", p.Expected)
	}
}

// Two results of one version with other lines, parted by a result of another
// version that the same quarter outdates.
func TestHistoryOfOtherLines(t *testing.T) {
	first, middle, last := dated(quarterEnd(0), 50*pt), dated(quarterEnd(1).AddDays(-1), 50*pt), dated(quarterEnd(1), 50*pt)
	first.Lines = first.Lines[:2]
	middle.Version = "else"
	if _, err := trend.Follow(partnermath.Calendar{}, []scorecard.Result{first, middle, last}); err != nil {
		testkit.BrokenRules(t, err)
	}
}

// Of two versions only the common topics are compared.
func TestHistoryOfTwoVersions(t *testing.T) {
	first := dated(quarterEnd(0), 10*pt, 20*pt, 30*pt, 40*pt, 50*pt, 60*pt)
	last := dated(quarterEnd(1), 15*pt, 25*pt, 35*pt, 45*pt, 55*pt, 0)
	first.Version = "2025"
	for i := range first.Lines {
		if first.Lines[i].ID == "people" {
			first.Lines[i].ID = "staff"
		}
	}
	for i := range last.Lines {
		last.Lines[i].EffectiveWeight = map[string]scorecard.Share{"pipeline": 3000, "support": 1000}[last.Lines[i].ID]
	}
	followed := follow(t, first, last)
	want := []trend.Line{
		// (0.3 × 30 + 0.1 × 60) ÷ 0.4 = 37.5; support has no score in the last.
		{Node: scorecard.NodeOverall, Name: followed.Lines[0].Name, Scores: []scorecard.Score{37*pt + 50, 35 * pt}, Change: nullPoints(number("-2.5"))},
		{Node: scorecard.NodeTopic, ID: "pipeline", Name: "Pipeline management", Scores: []scorecard.Score{30 * pt, 35 * pt}, Change: nullPoints(number("5"))},
		{Node: scorecard.NodeTopic, ID: "support", Name: "Support", Scores: []scorecard.Score{60 * pt, 0}},
	}
	if diff := testkit.Diff(want, followed.Lines); diff != "" || followed.Basis != trend.BasisCommonTopics {
		t.Errorf("%s (-want +got):\n%s", followed.Basis, diff)
	}
	// A category and a topic that are not common cannot be told.
	for _, goal := range []trend.Goal{{Node: scorecard.NodeCategory, ID: "sales"}, {Node: scorecard.NodeTopic, ID: "people"}, {Node: scorecard.NodeTopic, ID: "support"}} {
		goal.Target, goal.By = 90*pt, quarterEnd(3)
		want := trend.Progress{Goal: goal, Basis: trend.BasisCommonTopics, Status: trend.GoalUnknown}
		if diff := testkit.Diff(want, track(t, goal, first, last)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", goal.ID, diff)
		}
	}
}

// A fiscal year from July puts June and July into two years.
func TestFollowFiscalYear(t *testing.T) {
	calendar := partnermath.Calendar{YearStart: partnermath.YearStart{Month: 7}}
	followed, err := trend.Follow(calendar, []scorecard.Result{
		dated(partnermath.NewDate(2025, 6, 30), 40*pt), dated(partnermath.NewDate(2025, 7, 1), 50*pt), dated(partnermath.NewDate(2025, 9, 30), 60*pt),
	})
	if err != nil || len(followed.Quarters) != 2 || followed.Quarters[0].Number != 4 || followed.Quarters[1].Since(followed.Quarters[0]) != 1 {
		t.Fatalf("%v, %v", followed.Quarters, err)
	}
	if diff := testkit.Diff([]scorecard.Score{40 * pt, 60 * pt}, followed.Lines[0].Scores); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestHistoryFaults(t *testing.T) {
	goal := trend.Goal{Node: scorecard.NodeTopic, ID: "support", Target: 60 * pt, By: quarterEnd(3)}
	for name, tt := range map[string]struct {
		change func(calendar *partnermath.Calendar, goal *trend.Goal, r *[]scorecard.Result)
		faults []string
	}{
		"fine":       {func(*partnermath.Calendar, *trend.Goal, *[]scorecard.Result) {}, nil},
		"calendar":   {func(c *partnermath.Calendar, _ *trend.Goal, _ *[]scorecard.Result) { c.Pattern = "6-6-6" }, []string{"calendar.pattern one-of"}},
		"one result": {func(_ *partnermath.Calendar, _ *trend.Goal, r *[]scorecard.Result) { *r = (*r)[:1] }, []string{"results length"}},
		"no date": {func(_ *partnermath.Calendar, _ *trend.Goal, r *[]scorecard.Result) {
			(*r)[1].Date = partnermath.Date{}
		}, []string{"results[1].date required"}},
		"out of order": {func(_ *partnermath.Calendar, _ *trend.Goal, r *[]scorecard.Result) {
			(*r)[1].Date = quarterEnd(-1)
		}, []string{"results[1].date order"}},
		"partner": {func(_ *partnermath.Calendar, _ *trend.Goal, r *[]scorecard.Result) { (*r)[1].Partner = "b" }, []string{"results[1].partner match"}},
		"questionnaire": {func(_ *partnermath.Calendar, _ *trend.Goal, r *[]scorecard.Result) {
			(*r)[1].Questionnaire = "b"
		}, []string{"results[1].questionnaire match"}},
		"overall": {func(_ *partnermath.Calendar, _ *trend.Goal, r *[]scorecard.Result) { (*r)[1].Overall = 7 }, []string{"results[1].overall range"}},
		"score": {func(_ *partnermath.Calendar, _ *trend.Goal, r *[]scorecard.Result) {
			(*r)[0].Lines[2].Score = -7
		}, []string{"results[0].lines[2].score range"}},
		"effective weight": {func(_ *partnermath.Calendar, _ *trend.Goal, r *[]scorecard.Result) {
			(*r)[1].Lines[2].EffectiveWeight, (*r)[1].Lines[3].EffectiveWeight = -1, 10_001
		}, []string{"results[1].lines[2].effectiveWeight range", "results[1].lines[3].effectiveWeight range"}},
		"lines of no questionnaire": {func(_ *partnermath.Calendar, _ *trend.Goal, r *[]scorecard.Result) {
			(*r)[1].Lines = append((*r)[1].Lines, make([]scorecard.ResultLine, 3001)...)
		}, []string{"results[1].lines length"}},
		"no lines": {func(_ *partnermath.Calendar, _ *trend.Goal, r *[]scorecard.Result) {
			(*r)[0].Lines, (*r)[0].Version = nil, ""
		}, []string{"results[0].lines required"}},
		"out of years": {func(_ *partnermath.Calendar, _ *trend.Goal, r *[]scorecard.Result) {
			(*r)[0].Date = partnermath.NewDate(1, 1, 1)
		}, []string{"results[0].date range"}},
		"goal too early": {func(_ *partnermath.Calendar, g *trend.Goal, _ *[]scorecard.Result) { g.By = quarterEnd(0) }, []string{"goals[0].by order"}},
		"goal unknown":   {func(_ *partnermath.Calendar, g *trend.Goal, _ *[]scorecard.Result) { g.ID = "moon" }, []string{"goals[0].id known"}},
		"goal no id":     {func(_ *partnermath.Calendar, g *trend.Goal, _ *[]scorecard.Result) { g.ID = "" }, []string{"goals[0].id required"}},
		"goal with id": {func(_ *partnermath.Calendar, g *trend.Goal, _ *[]scorecard.Result) {
			g.Node = scorecard.NodeOverall
		}, []string{"goals[0].id empty"}},
		"goal no day": {func(_ *partnermath.Calendar, g *trend.Goal, _ *[]scorecard.Result) {
			g.By = partnermath.Date{}
		}, []string{"goals[0].by required"}},
		"goal no target": {func(_ *partnermath.Calendar, g *trend.Goal, _ *[]scorecard.Result) { g.Target = 0 }, []string{"goals[0].target min"}},
		"goal question": {func(_ *partnermath.Calendar, g *trend.Goal, _ *[]scorecard.Result) {
			g.Node = scorecard.NodeQuestion
		}, []string{"goals[0].node one-of"}},
	} {
		calendar, g, results := partnermath.Calendar{}, goal, []scorecard.Result{dated(quarterEnd(0), 40*pt), dated(quarterEnd(1), 50*pt)}
		tt.change(&calendar, &g, &results)
		_, err := trend.FollowGoals(calendar, []trend.Goal{g}, results)
		if diff := testkit.Diff(tt.faults, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s: FollowGoals (-want +got):\n%s", name, diff)
		}
		_, err = trend.Follow(calendar, results)
		if faults := testkit.BrokenRules(t, err); g == goal && testkit.Diff(tt.faults, faults) != "" {
			t.Errorf("%s: Follow: %q", name, faults)
		}
	}
}
