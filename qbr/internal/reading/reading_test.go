package reading_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/mdf/loop"
	"github.com/partnermath/partnermath/profit"
	"github.com/partnermath/partnermath/qbr/internal/reading"
	"github.com/partnermath/partnermath/qbr/tables"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/scorecard/trend"
	"github.com/partnermath/partnermath/waterfall"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

func text(n decimal.NullDecimal) string {
	if !n.Valid {
		return "–"
	}
	return n.Decimal.String()
}

func num(n int64) decimal.NullDecimal { return partnermath.Int(n) }

func TestRowsOfThePartner(t *testing.T) {
	forecasts := pipeline.ForecastReport{Partners: []pipeline.PartnerForecastRow{{Partner: "a"}, {Partner: "b"}}}
	if row := reading.Forecasts(&forecasts, "b"); row != &forecasts.Partners[1] || reading.Forecasts(&forecasts, "c") != nil {
		t.Error("the forecasts are not those of the partner")
	}
	registrations := pipeline.RegistrationReport{Partners: []pipeline.RegistrationRow{{ID: "a"}, {ID: "b"}}}
	if row := reading.Registrations(&registrations, "b"); row != &registrations.Partners[1].RegistrationFigures || reading.Registrations(&registrations, "c") != nil {
		t.Error("the registrations are not those of the partner")
	}
	for _, tt := range []struct {
		partners []string
		own      int
		others   bool
	}{{nil, 0, false}, {[]string{"b"}, 1, false}, {[]string{"a", "b"}, 1, true}, {[]string{"a"}, 0, true}} {
		l := loop.Loop{Groups: []loop.Group{{By: loop.ByTactic, Rows: []loop.Row{{Value: "b", Channel: loop.Figures{Campaigns: 9}}}}}}
		if tt.partners != nil {
			l.Groups = append(l.Groups, loop.Group{By: loop.ByPartner})
		}
		for _, p := range tt.partners {
			l.Groups[1].Rows = append(l.Groups[1].Rows, loop.Row{Value: p, Channel: loop.Figures{Campaigns: 1}})
		}
		if own, others := reading.Loop(&l, "b"); own.Campaigns != tt.own || others != tt.others {
			t.Errorf("of %q %d are its own, and others are there: %t", tt.partners, own.Campaigns, others)
		}
	}
}

// Of the bases and targets, those of what remains count.
func TestCoverage(t *testing.T) {
	r := pipeline.DealReport{
		Coverages: []pipeline.Coverage{
			{Basis: pipeline.ValueRaw, Of: pipeline.TargetFull, Value: num(1)},
			{Basis: pipeline.ValueWeighted, Of: pipeline.TargetRemaining, Value: num(2)},
			{Basis: pipeline.ValueRaw, Of: pipeline.TargetRemaining, Value: num(3)},
		},
		CoverageTargets: []pipeline.CoverageTargetResult{
			{Basis: pipeline.ValueRaw, Of: pipeline.TargetFull}, {Basis: pipeline.ValueRaw, Of: pipeline.TargetRemaining},
		},
	}
	if value, target := reading.Coverage(&r, pipeline.ValueRaw); text(value) != "3" || target != &r.CoverageTargets[1] {
		t.Errorf("raw: %s, %v", text(value), target)
	}
	if value, target := reading.Coverage(&r, pipeline.ValueWeighted); text(value) != "2" || target != nil {
		t.Errorf("weighted: %s, %v", text(value), target)
	}
	if value, target := reading.Coverage(&pipeline.DealReport{}, pipeline.ValueRaw); value.Valid || target != nil {
		t.Errorf("of nothing: %s, %v", text(value), target)
	}
}

func TestCounts(t *testing.T) {
	c := reading.Campaigns([]waterfall.Verification{
		{Mature: true, Pipeline: waterfall.PlanActual{Actual: num(5)}}, {Pipeline: waterfall.PlanActual{Actual: num(7)}}, {},
	})
	if text(c.Created) != "12" || c.Silent != 1 || c.Young != 2 {
		t.Errorf("campaigns: %+v", c)
	}
	if c := reading.Campaigns(make([]waterfall.Verification, 2)); c.Created.Valid || c.Silent != 2 {
		t.Errorf("of campaigns nobody knows of: %+v", c)
	}
	claim := func(vendor int64, lines ...mdf.LineStatus) mdf.Settlement {
		s := mdf.Settlement{Vendor: num(vendor).Decimal}
		for _, status := range lines {
			s.Lines = append(s.Lines, mdf.Line{Status: status})
		}
		return s
	}
	claims := reading.Claims([]mdf.Settlement{
		claim(3, mdf.LineAccepted), claim(4, mdf.LineDenied, mdf.LineChanged), claim(90, mdf.LinePending, mdf.LineDenied), claim(900, mdf.LineDenied), claim(9000),
	})
	if claims.Accepted != 2 || claims.Pending != 1 || claims.Denied != 2 || claims.Amount.String() != "7" {
		t.Errorf("claims: %+v", claims)
	}
}

func TestNextTier(t *testing.T) {
	rebate := func(program string, end partnermath.Date, missing, gain decimal.NullDecimal) tables.Rebate {
		return tables.Rebate{Program: program, Statement: incentive.Statement{Period: partnermath.Period{End: end}, Gap: incentive.Gap{Missing: missing, Gain: gain}}}
	}
	asOf := partnermath.NewDate(2026, 9, 30)
	over, ahead, none := asOf.AddDays(1), asOf.AddDays(2), decimal.NullDecimal{}
	next, missed := reading.NextTier([]tables.Rebate{
		rebate("a", ahead, num(1), num(5)), rebate("b", ahead, num(1), num(7)), rebate("c", ahead, num(1), num(7)), rebate("d", ahead, none, num(9)),
		rebate("e", over, num(1), num(50)), rebate("f", over, num(1), num(40)), rebate("g", over, num(1), none),
	}, asOf)
	if next == nil || missed == nil || next.Program != "b" || missed.Program != "e" {
		t.Errorf("got %v and %v", next, missed)
	}
	if next, missed = reading.NextTier([]tables.Rebate{rebate("a", ahead, num(1), num(0)), rebate("b", over, num(1), num(-5))}, asOf); next != nil || missed != nil {
		t.Errorf("of tiers that pay no more: %v and %v", next, missed)
	}
}

func TestQualifying(t *testing.T) {
	q3, q4 := partnermath.Calendar{}.Quarter(2026, 3), partnermath.Calendar{}.Quarter(2026, 4)
	all := []tables.Rebate{
		{Measure: incentive.MeasureRevenue, Statement: incentive.Statement{Period: q3, Qualifying: num(50).Decimal}},
		{Measure: incentive.MeasureRevenue, Statement: incentive.Statement{Period: q3, Qualifying: num(130).Decimal}},
		{Measure: incentive.MeasureMargin, Statement: incentive.Statement{Period: q3, Qualifying: num(100).Decimal}},
		{Measure: incentive.MeasureRevenue, Statement: incentive.Statement{Period: q4, Qualifying: num(100).Decimal}},
	}
	if got := reading.Qualifying(all, q3, num(100).Decimal); text(got) != "130" {
		t.Errorf("the nearest is %s", text(got))
	}
	if got := reading.Qualifying(all[2:], q3, num(100).Decimal); got.Valid {
		t.Errorf("of none it is %s", text(got))
	}
}

func TestBusinessCase(t *testing.T) {
	crossing := func(months ...int) profit.Report {
		r := profit.Report{}
		for _, m := range months {
			r.Payback.Crossings = append(r.Payback.Crossings, profit.Crossing{Month: m})
		}
		return r
	}
	already, never := crossing(), crossing(4)
	already.Payback.Status, never.Payback.Status = profit.BreakEvenAlready, profit.BreakEvenNever
	for _, tt := range []struct {
		report profit.Report
		month  string
		first  int
	}{{crossing(8), "8", 0}, {crossing(8, 14), "14", 8}, {already, "0", 0}, {never, "–", 0}, {crossing(), "–", 0}} {
		if month, first := reading.Payback(&tt.report); text(month) != tt.month || first != tt.first {
			t.Errorf("%+v: month %s, first %d", tt.report.Payback, text(month), first)
		}
	}
	days := partnermath.Calendar{}.Year(2026)
	st := profit.Statement{
		Months: []profit.Column{{First: 0}, {First: 8, Days: days}}, Years: []profit.Column{{Year: 2025}, {Year: 2026, Days: days}},
		Lines: []profit.Line{{Kind: profit.LineRevenue}, {Kind: profit.LineOperatingProfit, Years: []decimal.Decimal{num(1).Decimal, num(2).Decimal}}},
	}
	if of, ok := reading.MonthDays(&st, num(8)); !ok || of != days {
		t.Errorf("month 8 is %s", of)
	}
	if _, ok := reading.MonthDays(&st, decimal.NullDecimal{}); ok {
		t.Error("an unknown month has days")
	}
	if year, amount := reading.OperatingProfit(&st, days.Start); year == nil || year.Year != 2026 || amount.String() != "2" {
		t.Errorf("got %v, %s", year, amount)
	}
	for _, day := range []partnermath.Date{days.End, {}} {
		if year, _ := reading.OperatingProfit(&st, day); year != nil {
			t.Errorf("on %s there is one of %d", day, year.Year)
		}
	}
}

func TestScores(t *testing.T) {
	r := scorecard.Result{Gates: []scorecard.GateLine{{Outcome: scorecard.GateFailed}, {Outcome: scorecard.GatePassed}, {Outcome: scorecard.GateFailed}}}
	if got := reading.FailedGates(&r); got != 2 {
		t.Errorf("%d gates failed", got)
	}
	q := partnermath.Quarter{Year: 2026, Number: 3}
	followed := trend.Scores{Partner: "p", Quarters: []partnermath.Quarter{q.Add(-1), q}}
	if reading.TrendTo(&followed, q).Partner != "p" || reading.TrendTo(&followed, q.Add(1)).Partner != "" || reading.TrendTo(&trend.Scores{}, q).Partner != "" {
		t.Error("the trend leads elsewhere")
	}
	day := partnermath.NewDate(2026, 7, 1)
	goal := func(node scorecard.NodeKind, by partnermath.Date) trend.Progress {
		return trend.Progress{Goal: trend.Goal{Node: node, By: by}}
	}
	goals := []trend.Progress{
		goal(scorecard.NodeOverall, day.AddDays(-1)), goal(scorecard.NodeTopic, day), goal(scorecard.NodeOverall, day), goal(scorecard.NodeOverall, day.AddDays(9)),
	}
	if got := reading.OverallGoal(goals, day); got != &goals[2] {
		t.Errorf("got %v", got)
	}
	if got := reading.OverallGoal(goals[:2], day); got != &goals[0] {
		t.Errorf("the last one: got %v", got)
	}
	if got := reading.OverallGoal(goals[1:2], day); got != nil {
		t.Errorf("without one: got %v", got)
	}
}

func TestOverallScores(t *testing.T) {
	q := partnermath.Quarter{Year: 2026, Number: 3}
	followed := trend.Scores{Quarters: []partnermath.Quarter{q.Add(-1), q}, Lines: []trend.Line{
		{Node: scorecard.NodeCategory, Scores: []scorecard.Score{1, 6000}}, {Node: scorecard.NodeOverall, Scores: []scorecard.Score{5000, 6000}},
	}}
	if got := reading.OverallScores(&followed, 6000); len(got) != 2 || got[0] != 5000 {
		t.Errorf("got %v", got)
	}
	if got := reading.OverallScores(&followed, 6001); got != nil {
		t.Errorf("of another score: %v", got)
	}
	followed.Lines[1].Scores = followed.Lines[1].Scores[1:]
	if got := reading.OverallScores(&followed, 6000); got != nil {
		t.Errorf("of a trend that is short: %v", got)
	}
	if got := reading.OverallScores(&trend.Scores{}, 0); got != nil {
		t.Errorf("of none: %v", got)
	}
}

func TestAgree(t *testing.T) {
	for _, tt := range []struct {
		a, b      int64
		tolerance decimal.NullDecimal
		agree     bool
		apart     string
	}{
		{100, 90, partnermath.Num(1, 1), true, "0.1"},
		{90, 100, partnermath.Num(9, 2), false, "0.1"},
		{-100, -90, partnermath.Num(1, 1), true, "0.1"},
		{7, 7, decimal.NullDecimal{}, true, "0"},
		{7, 8, decimal.NullDecimal{Decimal: num(1).Decimal}, false, "0.125"},
		{0, 0, num(1), true, "–"},
	} {
		a, b := num(tt.a).Decimal, num(tt.b).Decimal
		if agree, apart := reading.Agree(a, b, tt.tolerance), text(reading.Apart(a, b)); agree != tt.agree || apart != tt.apart {
			t.Errorf("%d and %d agree %t, %s apart", tt.a, tt.b, agree, apart)
		}
	}
}

// An amount of open deals is that of those that are known, and of none of them not known.
func TestOpen(t *testing.T) {
	r := pipeline.DealReport{Open: num(5).Decimal, Unknown: pipeline.DealUnknown{Open: 1, Weighted: 2}, Coverages: []pipeline.Coverage{
		{Basis: pipeline.ValueWeighted, Of: pipeline.TargetRemaining, Value: num(0)}, {Basis: pipeline.ValueRaw, Of: pipeline.TargetRemaining, Value: num(2)},
	}}
	for _, tt := range []struct {
		basis          pipeline.ValueBasis
		open, coverage string
		unknown        int
	}{{pipeline.ValueRaw, "5", "2", 1}, {pipeline.ValueWeighted, "–", "–", 2}} {
		open, unknown := reading.Open(&r, tt.basis)
		coverage, _ := reading.Coverage(&r, tt.basis)
		if text(open) != tt.open || unknown != tt.unknown || text(coverage) != tt.coverage {
			t.Errorf("%s: %s without %d, covers %s", tt.basis, text(open), unknown, text(coverage))
		}
	}
}
