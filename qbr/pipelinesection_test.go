package qbr_test

import (
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

func dealsOf(t *testing.T, s *qbr.Sources) {
	t.Helper()
	s.Deals = source[pipeline.DealReport](t, fixture(t, "ended"))
	s.NextDeals = source[pipeline.DealReport](t, fixture(t, "ahead"))
	s.NextDeals.Period = partnermath.Calendar{}.Quarter(2026, 4)
}

func TestPipelineSection(t *testing.T) {
	s, r := sectionOf(t, qbr.SectionPipeline, scorecard.AudienceVendor, func(s *qbr.Sources) { dealsOf(t, s) })
	// 306,000 × 0.8 = 244,800 keeps the landing from being red, 2 × 0.8 the coverage. Nothing
	// is asked of weighted deals.
	same(t, "figures", []string{"landing 271735 306000 amber –", "coverage-total 1.8156 2 amber –", "coverage-weighted 0.8858 – no-target –"}, figures(s.Metrics))
	same(t, "floors", []string{"landing 244,800 – –", "coverage-total 1.6 – –"}, floors(s.Metrics))
	same(t, "tables", []string{"Deals and the plan", "Open deals to close in 2026-Q4", "Open deals to look at", "Deals to put right"}, titles(s))
	same(t, "notes", []string{
		"2026-Q4 lacks 55,320 USD in open deals to cover what remains of the plan 2.00× (twice).",
		"Open in all: 12 deals of 642,680 USD, 4 of an unknown amount; 5 in the figures.",
		"Win rate: 75% of the 4 deals won or lost by 2026-10-14, in earlier quarters too; without the 2 that closed without a decision.",
		"At that rate, a plan is reached with open deals of 1.33× its amount.",
		"A won deal took 61.5 days on average, of the 2 whose days are known.",
		"The channel manager's call for 2026-Q4 is 281,317 USD (vendor only).",
	}, s.Notes)
	same(t, "gaps", []string{
		"what 1 won deal of 2026-Q3 came to", "what 2 open deals of 2026-Q4 would come to", "what the partner committed before, and what landed",
	}, gapsOf(r, qbr.SectionPipeline))
	same(t, "remarks", []string{"2026-Q4 lacks 55,320 USD in open deals to cover what remains of the plan 2.00× (twice)."}, remarksOf(r, 2))
}

// A coverage of 63,000 ÷ 181,000 is 0.3481, and half of it 17.4%, not the 17.41% of 0.3481 ÷ 2.
func TestCoverageIsRoundedOnce(t *testing.T) {
	for want, target := range map[string]string{"0.174": "", "0.0696": "5"} {
		in := quarterOnly(func(in *inputs) {
			dealsOf(t, &in.Sources)
			ahead := &in.Sources.NextDeals.Value
			ahead.Coverages = []pipeline.Coverage{{Basis: pipeline.ValueRaw, Of: pipeline.TargetRemaining, Value: num("0.3481")}}
			ahead.CoverageTargets = []pipeline.CoverageTargetResult{{Basis: pipeline.ValueRaw, Of: pipeline.TargetRemaining, Times: testkit.Number("2"), Reached: num("0.174")}}
			if target != "" { // what the policy wants goes before it
				in.Policy.Metrics = []qbr.MetricRule{{Metric: qbr.MetricCoverageTotal, Target: num(target)}}
			}
		})
		m := section(t, prepared(t, in), qbr.SectionPipeline).Metrics[1]
		if got := m.Reached.Decimal.String(); m.ID != qbr.MetricCoverageTotal || got != want {
			t.Errorf("%s reaches %s of its target, want %s", m.ID, got, want)
		}
	}
}

func TestPipelineForThePartner(t *testing.T) {
	_, r := sectionOf(t, qbr.SectionPipeline, scorecard.AudiencePartner, func(s *qbr.Sources) { dealsOf(t, s) })
	hides(t, r, "281,317", "281317", "manager's call")
}

// Of one quarter, the section tells what is there; a win rate of 0 takes no coverage.
func TestPipelineOfOneQuarter(t *testing.T) {
	s, r := sectionOf(t, qbr.SectionPipeline, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Deals = source[pipeline.DealReport](t, fixture(t, "ended"))
		s.Deals.Value.WinRates = pipeline.DealWinRates{Lost: 2, Narrow: num("0")}
	})
	same(t, "figures", []string{"landing 148000 234600 red –"}, figures(s.Metrics))
	same(t, "tables", []string{"Deals and the plan"}, titles(s))
	same(t, "notes", []string{"Win rate: 0% of the 2 deals won or lost by 2026-10-14, in earlier quarters too."}, s.Notes)
	same(t, "gaps", []string{"the partner's deals of 2026-Q4", "what 1 won deal of 2026-Q3 came to", "what the partner committed before, and what landed"}, gapsOf(r, qbr.SectionPipeline))

	s, r = sectionOf(t, qbr.SectionPipeline, scorecard.AudienceVendor, func(*qbr.Sources) {})
	same(t, "notes on nothing", nil, s.Notes)
	same(t, "gaps of nothing", []string{"the partner's deals", "the partner's deals of 2026-Q4", "what the partner committed before, and what landed"}, gapsOf(r, qbr.SectionPipeline))
}

// Where the plan is won already, a coverage of nothing is neither wanted nor told.
func TestCoverageOfAPlanThatIsMet(t *testing.T) {
	s, _ := sectionOf(t, qbr.SectionPipeline, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Deals = source[pipeline.DealReport](t, fixture(t, "ended"))
		d := &s.Deals.Value
		d.Target, d.Remaining, d.Met = num("148000"), num("0"), true
		d.CoverageTargets = []pipeline.CoverageTargetResult{{Name: "twice", Basis: pipeline.ValueRaw, Of: pipeline.TargetRemaining, Times: num("2").Decimal, Required: num("0"), Met: true}}
	})
	same(t, "figures", []string{"landing 148000 148000 green –"}, figures(s.Metrics))
	if len(s.Notes) > 0 {
		t.Errorf("nothing lacks, and the notes say %q", s.Notes)
	}
}

func TestForecastsOfThePartner(t *testing.T) {
	const text = `{"periods": {"committed": "700000", "landed": "580000", "bias": "-0.1714", "wape": "0.2"}, "partners": [
		{"partner": "grelling", "periods": {"bias": "0.0555", "wape": "0.0555"}, "lines": [{"period": {"start": "2026-07-01", "end": "2026-10-01"}, "committed": "90000", "landed": "95000", "error": "5000"}]},
		{"partner": "varnholt", "periods": {"forecasts": 2, "committed": "400000", "landed": "370000", "error": "-30000", "bias": "-0.075", "wape": "0.175"}, "lines": [
			{"period": {"start": "2026-04-01", "end": "2026-07-01"}, "committed": "200000", "landed": "220000", "error": "20000"},
			{"period": {"start": "2026-07-01", "end": "2026-09-16"}, "committed": "200000", "landed": "150000", "error": "-50000"}
		]}
	]}`
	s, r := sectionOf(t, qbr.SectionPipeline, scorecard.AudienceVendor, func(s *qbr.Sources) { s.Forecasts = source[pipeline.ForecastReport](t, text) })
	same(t, "figures", []string{"forecast-bias -0.075 – no-target –", "forecast-wape 0.175 – no-target –"}, figures(s.Metrics))
	if s.Metrics[1].Polarity != "lower" {
		t.Errorf("an error is better when it is %s", s.Metrics[1].Polarity)
	}
	same(t, "forecasts", []string{
		"Period|Committed|Landed|Landed less committed", "2026-Q2|200,000|220,000|20,000", "2026-07-01 to 2026-09-15|200,000|150,000|-50,000", "In all|400,000|370,000|-30,000",
	}, sheet(tableOf(t, s, "Forecasts of the partner")))
	same(t, "remarks", []string{"Over 2 forecasts, 7.5% less landed than the partner committed."}, remarksOf(r, 3))

	// Where a period is not known there is no sum below it, but a gap.
	s, r = sectionOf(t, qbr.SectionPipeline, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Forecasts = source[pipeline.ForecastReport](t, `{"partners": [{"partner": "varnholt", "periods": {"forecasts": 1, "unknown": 1, "committed": "100", "landed": "110", "error": "10", "bias": "0.1", "wape": "0.1"}, "lines": [
			{"period": {"start": "2026-04-01", "end": "2026-07-01"}, "committed": "100", "landed": "110", "error": "10"}, {"period": {"start": "2026-07-01", "end": "2026-10-01"}, "committed": "200"}
		]}]}`)
	})
	same(t, "forecasts in part", []string{"Period|Committed|Landed|Landed less committed", "2026-Q2|100|110|10", "2026-Q3|200|–|–"}, sheet(s.Tables[0]))
	same(t, "remarks in part", []string{"Over 1 forecast, 10% more landed than the partner committed."}, remarksOf(r, 3))
	same(t, "gaps in part", []string{"the partner's deals", "the partner's deals of 2026-Q4", "what was committed or landed in 1 period"}, gapsOf(r, qbr.SectionPipeline))

	// Forecasts of others say nothing.
	s, r = sectionOf(t, qbr.SectionPipeline, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Forecasts = source[pipeline.ForecastReport](t, `{"partners": [{"partner": "grelling", "periods": {"bias": "0.0555"}}]}`)
	})
	same(t, "figures of others", []string{}, figures(s.Metrics))
	same(t, "gaps of others", []string{"the partner's deals", "the partner's deals of 2026-Q4", "what the partner committed before, and what landed"}, gapsOf(r, qbr.SectionPipeline))
}
