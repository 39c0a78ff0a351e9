package scorecard_test

import (
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/scorecard"
)

// quarterEnd is the last day of the i-th calendar quarter from 2025-Q1.
func quarterEnd(i int) partnermath.Date {
	q := partnermath.Quarter{Year: 2025, Number: 1}.Add(i)
	return partnermath.Calendar{}.Quarter(q.Year, q.Number).End.AddDays(-1)
}

// dated dates a result of one score, or of one for each node.
func dated(t rapid.TB, date partnermath.Date, scores ...scorecard.Score) scorecard.Result {
	r := resultOf(t, scores...)
	r.Date = date
	return r
}

func trendOf(t rapid.TB, results ...scorecard.Result) scorecard.Trend {
	t.Helper()
	trend, err := scorecard.Follow(partnermath.Calendar{}, results)
	if err != nil {
		t.Fatalf("%v", err)
	}
	return trend
}

func track(t rapid.TB, goal scorecard.ScoreGoal, results ...scorecard.Result) scorecard.ScoreGoalProgress {
	t.Helper()
	progress, err := scorecard.FollowGoals(partnermath.Calendar{}, []scorecard.ScoreGoal{goal}, results)
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
				results = append(results, dated(t, quarterEnd(quarter).AddDays(-back), rapid.SliceOfN(scores(6), peerNodes, peerNodes).Draw(t, "scores")...))
			}
			kept = append(kept, results[len(results)-1])
		}
		trend := trendOf(t, results...)
		if len(trend.Lines) != peerNodes || trend.Basis != scorecard.TrendBasisQuestionnaire || len(trend.Quarters) != len(x) || trend.Partner != "acme" || trend.Questionnaire != "capability" {
			t.Fatalf("%+v", trend)
		}
		for i, got := range trend.Lines {
			first, _ := kept[0].Line(got.Node, got.ID)
			want := scorecard.TrendLine{Node: got.Node, ID: got.ID, Name: first.Name}
			for j, r := range kept {
				line, ok := r.Line(got.Node, got.ID)
				if i == 0 {
					line.Score = r.Overall
				}
				want.Scores = append(want.Scores, line.Score)
				if q := (partnermath.Quarter{Year: 2025, Number: 1}).Add(x[j]); !ok || trend.Quarters[j] != q {
					t.Fatalf("quarter %d is %s, want %s", j, trend.Quarters[j], q)
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
			if diff := diffOf(want, got); diff != "" {
				t.Fatalf("(-oracle +got):\n%s", diff)
			}
			goal := scorecard.ScoreGoal{Node: got.Node, ID: got.ID, Target: scores(1_000_000).Filter(func(s scorecard.Score) bool { return s != 0 }).Draw(t, "target")}
			due := x[len(x)-1] + rapid.IntRange(-1, 6).Draw(t, "due")
			goal.By = quarterEnd(max(due, x[0]+1))
			due = max(due, x[0]+1)
			progress := scorecard.ScoreGoalProgress{Goal: goal, Basis: scorecard.TrendBasisQuestionnaire, Status: scorecard.GoalUnknown}
			if n := len(there); n >= 2 {
				oracleProgress(&progress, want.Scores[there[0]], want.Scores[there[n-1]], x[there[0]], x[there[n-1]], due)
			}
			if diff := diffOf(progress, track(t, goal, results...)); diff != "" {
				t.Fatalf("due %d of %v (-oracle +got):\n%s", due, x, diff)
			}
		}
	})
}

func oracleProgress(p *scorecard.ScoreGoalProgress, start, current scorecard.Score, from, now, due int) {
	target := p.Goal.Target
	p.Start, p.Current = start, current
	apart := func(a, b scorecard.Score) *big.Rat { return new(big.Rat).Sub(oracleRat(a), oracleRat(b)) }
	p.Gap = nullPoints(testkit.RoundHalfAway(apart(current, target), 2))
	if target != start {
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
		p.Status, p.NeededPerQuarter = scorecard.GoalMet, nullPoints(number("0"))
		return
	case now > due:
		p.Status = scorecard.GoalMissed
		return
	case current >= p.Expected:
		p.Status = scorecard.GoalOnTrack
	default:
		p.Status = scorecard.GoalBehind
	}
	if p.QuartersLeft == 0 {
		return
	}
	p.NeededPerQuarter = nullPoints(testkit.RoundHalfAway(new(big.Rat).Quo(apart(target, current), big.NewRat(int64(p.QuartersLeft), 1)), 2))
}

// By hand: half way from 40 to 60 in four quarters, 50 is expected.
func TestFollowGoalsByHand(t *testing.T) {
	goal := scorecard.ScoreGoal{Node: scorecard.NodeOverall, Target: 60 * pt, By: quarterEnd(4)}
	for _, tt := range []struct {
		current                    scorecard.Score
		quarter                    int
		status                     scorecard.ScoreGoalStatus
		expected                   scorecard.Score
		attained, needed, gapToAim string
	}{
		{50 * pt, 2, scorecard.GoalOnTrack, 50 * pt, "0.5", "5", "-10"},
		{49*pt + 99, 2, scorecard.GoalBehind, 50 * pt, "0.4995", "5.01", "-10.01"},
		{60 * pt, 2, scorecard.GoalMet, 50 * pt, "1", "0", "0"},
		{70 * pt, 6, scorecard.GoalMet, 60 * pt, "1.5", "0", "10"},
		{59 * pt, 5, scorecard.GoalMissed, 60 * pt, "0.95", "", "-1"},
		{59 * pt, 4, scorecard.GoalBehind, 60 * pt, "0.95", "", "-1"},
		{30 * pt, 1, scorecard.GoalBehind, 45 * pt, "-0.5", "10", "-30"},
	} {
		p := track(t, goal, dated(t, quarterEnd(0), 40*pt), dated(t, quarterEnd(tt.quarter), tt.current))
		if p.Status != tt.status || p.Expected != tt.expected || p.Start != 40*pt || p.Current != tt.current {
			t.Errorf("%s in quarter %d: %+v", tt.current, tt.quarter, p)
		}
		if diff := diffOf([]decimal.NullDecimal{null(tt.attained), null(tt.needed), null(tt.gapToAim)}, []decimal.NullDecimal{p.Attained, p.NeededPerQuarter.Decimal(), p.Gap.Decimal()}); diff != "" {
			t.Errorf("%s in quarter %d (-want +got):\n%s", tt.current, tt.quarter, diff)
		}
	}
}

// Expected is rounded once, half away from zero, also where the target is below
// the start: half way from 80 to 79.99 is 79.995.
func TestExpectedBelowStart(t *testing.T) {
	goal := scorecard.ScoreGoal{Node: scorecard.NodeOverall, Target: 80*pt - 1, By: quarterEnd(2)}
	if p := track(t, goal, dated(t, quarterEnd(0), 80*pt), dated(t, quarterEnd(1), 70*pt)); p.Expected != 80*pt {
		t.Errorf("79.995 is published as %s", p.Expected)
	}
}

// Two results of one version with other lines, parted by a result of another
// version that the same quarter outdates.
func TestHistoryOfOtherLines(t *testing.T) {
	first, middle, last := dated(t, quarterEnd(0), 50*pt), dated(t, quarterEnd(1).AddDays(-1), 50*pt), dated(t, quarterEnd(1), 50*pt)
	first.Lines = first.Lines[:2]
	middle.Version = "else"
	if _, err := scorecard.Follow(partnermath.Calendar{}, []scorecard.Result{first, middle, last}); err != nil {
		faultsOf(t, err)
	}
}

// Of two versions only the common topics are compared.
func TestHistoryOfTwoVersions(t *testing.T) {
	first := dated(t, quarterEnd(0), 10*pt, 20*pt, 30*pt, 40*pt, 50*pt, 60*pt)
	last := dated(t, quarterEnd(1), 15*pt, 25*pt, 35*pt, 45*pt, 55*pt, 0)
	first.Version = "2025"
	for i := range first.Lines {
		if first.Lines[i].ID == "people" {
			first.Lines[i].ID = "staff"
		}
	}
	for i := range last.Lines {
		last.Lines[i].EffectiveWeight = map[string]scorecard.Share{"pipeline": 3000, "support": 1000}[last.Lines[i].ID]
	}
	trend := trendOf(t, first, last)
	want := []scorecard.TrendLine{
		// (0.3 × 30 + 0.1 × 60) ÷ 0.4 = 37.5; support has no score in the last.
		{Node: scorecard.NodeOverall, Name: trend.Lines[0].Name, Scores: []scorecard.Score{37*pt + 50, 35 * pt}, Change: nullPoints(number("-2.5"))},
		{Node: scorecard.NodeTopic, ID: "pipeline", Name: "Pipeline management", Scores: []scorecard.Score{30 * pt, 35 * pt}, Change: nullPoints(number("5"))},
		{Node: scorecard.NodeTopic, ID: "support", Name: "Support", Scores: []scorecard.Score{60 * pt, 0}},
	}
	if diff := diffOf(want, trend.Lines); diff != "" || trend.Basis != scorecard.TrendBasisCommonTopics {
		t.Errorf("%s (-want +got):\n%s", trend.Basis, diff)
	}
	// A category and a topic that are not common cannot be told.
	for _, goal := range []scorecard.ScoreGoal{{Node: scorecard.NodeCategory, ID: "sales"}, {Node: scorecard.NodeTopic, ID: "people"}, {Node: scorecard.NodeTopic, ID: "support"}} {
		goal.Target, goal.By = 90*pt, quarterEnd(3)
		want := scorecard.ScoreGoalProgress{Goal: goal, Basis: scorecard.TrendBasisCommonTopics, Status: scorecard.GoalUnknown}
		if diff := diffOf(want, track(t, goal, first, last)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", goal.ID, diff)
		}
	}
}

// A fiscal year from July puts June and July into two years.
func TestFollowFiscalYear(t *testing.T) {
	calendar := partnermath.Calendar{YearStart: partnermath.YearStart{Month: 7}}
	trend, err := scorecard.Follow(calendar, []scorecard.Result{
		dated(t, partnermath.NewDate(2025, 6, 30), 40*pt), dated(t, partnermath.NewDate(2025, 7, 1), 50*pt), dated(t, partnermath.NewDate(2025, 9, 30), 60*pt),
	})
	if err != nil || len(trend.Quarters) != 2 || trend.Quarters[0].Number != 4 || trend.Quarters[1].Since(trend.Quarters[0]) != 1 {
		t.Fatalf("%v, %v", trend.Quarters, err)
	}
	if diff := diffOf([]scorecard.Score{40 * pt, 60 * pt}, trend.Lines[0].Scores); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestHistoryFaults(t *testing.T) {
	goal := scorecard.ScoreGoal{Node: scorecard.NodeTopic, ID: "support", Target: 60 * pt, By: quarterEnd(3)}
	for name, tt := range map[string]struct {
		change func(calendar *partnermath.Calendar, goal *scorecard.ScoreGoal, r *[]scorecard.Result)
		faults []string
	}{
		"fine":       {func(*partnermath.Calendar, *scorecard.ScoreGoal, *[]scorecard.Result) {}, nil},
		"calendar":   {func(c *partnermath.Calendar, _ *scorecard.ScoreGoal, _ *[]scorecard.Result) { c.Pattern = "6-6-6" }, []string{"calendar.pattern one-of"}},
		"one result": {func(_ *partnermath.Calendar, _ *scorecard.ScoreGoal, r *[]scorecard.Result) { *r = (*r)[:1] }, []string{"results length"}},
		"no date": {func(_ *partnermath.Calendar, _ *scorecard.ScoreGoal, r *[]scorecard.Result) {
			(*r)[1].Date = partnermath.Date{}
		}, []string{"results[1].date required"}},
		"out of order": {func(_ *partnermath.Calendar, _ *scorecard.ScoreGoal, r *[]scorecard.Result) {
			(*r)[1].Date = quarterEnd(-1)
		}, []string{"results[1].date order"}},
		"partner": {func(_ *partnermath.Calendar, _ *scorecard.ScoreGoal, r *[]scorecard.Result) { (*r)[1].Partner = "b" }, []string{"results[1].partner match"}},
		"questionnaire": {func(_ *partnermath.Calendar, _ *scorecard.ScoreGoal, r *[]scorecard.Result) {
			(*r)[1].Questionnaire = "b"
		}, []string{"results[1].questionnaire match"}},
		"overall": {func(_ *partnermath.Calendar, _ *scorecard.ScoreGoal, r *[]scorecard.Result) { (*r)[1].Overall = 7 }, []string{"results[1].overall range"}},
		"score": {func(_ *partnermath.Calendar, _ *scorecard.ScoreGoal, r *[]scorecard.Result) {
			(*r)[0].Lines[2].Score = -7
		}, []string{"results[0].lines[2].score range"}},
		"no lines": {func(_ *partnermath.Calendar, _ *scorecard.ScoreGoal, r *[]scorecard.Result) {
			(*r)[0].Lines, (*r)[0].Version = nil, ""
		}, []string{"results[0].lines required"}},
		"out of years": {func(_ *partnermath.Calendar, _ *scorecard.ScoreGoal, r *[]scorecard.Result) {
			(*r)[0].Date = partnermath.NewDate(1, 1, 1)
		}, []string{"results[0].date range"}},
		"goal too early": {func(_ *partnermath.Calendar, g *scorecard.ScoreGoal, _ *[]scorecard.Result) { g.By = quarterEnd(0) }, []string{"goals[0].by order"}},
		"goal unknown":   {func(_ *partnermath.Calendar, g *scorecard.ScoreGoal, _ *[]scorecard.Result) { g.ID = "moon" }, []string{"goals[0].id known"}},
		"goal no id":     {func(_ *partnermath.Calendar, g *scorecard.ScoreGoal, _ *[]scorecard.Result) { g.ID = "" }, []string{"goals[0].id required"}},
		"goal with id": {func(_ *partnermath.Calendar, g *scorecard.ScoreGoal, _ *[]scorecard.Result) {
			g.Node = scorecard.NodeOverall
		}, []string{"goals[0].id empty"}},
		"goal no day": {func(_ *partnermath.Calendar, g *scorecard.ScoreGoal, _ *[]scorecard.Result) {
			g.By = partnermath.Date{}
		}, []string{"goals[0].by required"}},
		"goal no target": {func(_ *partnermath.Calendar, g *scorecard.ScoreGoal, _ *[]scorecard.Result) { g.Target = 0 }, []string{"goals[0].target min"}},
		"goal question": {func(_ *partnermath.Calendar, g *scorecard.ScoreGoal, _ *[]scorecard.Result) {
			g.Node = scorecard.NodeQuestion
		}, []string{"goals[0].node one-of"}},
	} {
		calendar, g, results := partnermath.Calendar{}, goal, []scorecard.Result{dated(t, quarterEnd(0), 40*pt), dated(t, quarterEnd(1), 50*pt)}
		tt.change(&calendar, &g, &results)
		_, err := scorecard.FollowGoals(calendar, []scorecard.ScoreGoal{g}, results)
		if diff := diffOf(tt.faults, faultsOf(t, err)); diff != "" {
			t.Errorf("%s: Track (-want +got):\n%s", name, diff)
		}
		_, err = scorecard.Follow(calendar, results)
		if faults := faultsOf(t, err); g == goal && diffOf(tt.faults, faults) != "" {
			t.Errorf("%s: Follow: %q", name, faults)
		}
	}
}
