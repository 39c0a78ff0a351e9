package qbr_test

import (
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// ended are the deals of a quarter of which 148,000 of 234,600 was won.
const ended = `{"target": "234600", "won": "148000", "remaining": "86600", "deals": 0, "open": "0", "weighted": "0", "landing": "148000",
	"unknown": {"won": 1}, "stages": [], "categories": [], "coverages": [], "partners": [], "reps": [], "regions": [], "products": [], "findings": []}`

// ahead are the deals of a quarter in which 306,000 is wanted. 2 × 300,000 − 544,680 =
// 55,320 lacks.
const ahead = `{"target": "306000", "won": "6000", "remaining": "300000", "deals": 5, "open": "544680", "weighted": "265735", "landing": "271735", "unknown": {"open": 2},
	"call": {"call": "281317", "committed": "90000"},
	"stages": [{"id": "offer", "name": "Offer", "deals": 3, "open": "344680", "weighted": "165735"}, {"id": "", "deals": 2, "open": "200000", "weighted": "100000"}],
	"categories": [{"category": "commit", "deals": 1, "open": "90000", "weighted": "80000"}, {"category": "best-case", "deals": 2, "open": "200000", "weighted": "150000"}, {"category": "open", "deals": 5, "open": "544680", "weighted": "265735"}],
	"coverages": [{"basis": "raw", "of": "target", "value": "1.78"}, {"basis": "raw", "of": "remaining", "value": "1.8156"}, {"basis": "weighted", "of": "remaining", "value": "0.8858"}],
	"coverageTargets": [{"name": "twice", "basis": "raw", "of": "remaining", "times": "2", "required": "600000", "pipeline": "544680", "reached": "0.9078"}, {"name": "third", "basis": "raw", "of": "target", "times": "1.5", "required": "459000", "pipeline": "544680", "met": true}],
	"winRates": {"won": 3, "lost": 1, "narrow": "0.75", "requiredNarrow": "1.3333"}, "pace": {"averageCycle": "61.5", "cycles": 2},
	"apart": [{"reason": "slipped", "deals": 6, "amount": "98000", "unknown": 1, "listed": [{"id": "d-1"}, {"id": "d-2"}, {"id": "d-3"}, {"id": "d-4"}, {"id": "d-5"}]}, {"reason": "undated", "deals": 1, "unknown": 1, "amount": "0", "listed": [{"id": "d-9"}]}, {"reason": "omitted", "deals": 0, "amount": "0"}],
	"stale": {"deals": 1, "amount": "210000", "listed": [{"id": "d-22"}]},
	"partners": [], "reps": [], "regions": [], "products": [], "findings": [{"reason": "amount-unknown", "records": 2, "ids": ["d-30", "d-31"]}]}`

func dealsOf(t *testing.T, s *qbr.Sources) {
	t.Helper()
	s.Deals = source[pipeline.DealReport](t, ended)
	s.NextDeals = source[pipeline.DealReport](t, ahead)
	s.NextDeals.Period = partnermath.Calendar{}.Quarter(2026, 4)
}

func TestPipelineSection(t *testing.T) {
	s, r := sectionOf(t, qbr.SectionPipeline, scorecard.AudienceVendor, func(s *qbr.Sources) { dealsOf(t, s) })
	// 306,000 × 0.8 = 244,800 keeps the landing from being red, 2 × 0.8 the coverage. Nothing
	// is asked of weighted deals.
	same(t, "figures", []string{"landing 271735 306000 amber –", "coverage-total 1.8156 2 amber –", "coverage-weighted 0.8858 – no-target –"}, figures(s.Metrics))
	same(t, "floors", []string{"landing 244,800 – –", "coverage-total 1.6 – –"}, floors(s.Metrics))
	same(t, "tables", []string{"Deals and the plan", "Open deals to close in 2026-Q4", "Open deals to look at", "Deals to put right"}, titles(s))
	same(t, "plan", []string{
		"Deals|2026-Q3|2026-Q4", "Target|234,600|306,000", "Won|148,000|6,000", "Remaining|86,600|300,000",
		"Open, expected to close in the quarter|0|544,680", "Weighted by the chance to win|0|265,735", "Landing: won and weighted|148,000|271,735",
	}, sheet(s.Tables[0]))
	same(t, "open", []string{
		"Deals by|Deals|Open|Weighted", "Stage", "Offer|3|344,680|165,735", "Stage not known|2|200,000|100,000",
		"Forecast category, with the surer ones", "Commit|1|90,000|80,000", "Commit and best case|2|200,000|150,000", "All open deals|5|544,680|265,735",
	}, sheet(s.Tables[1]))
	same(t, "apart", []string{
		"Open deals|Deals|Amount|Which",
		"Not in the figures: should have closed already|6|98,000|d-1, d-2, d-3, d-4 and 2 more",
		"Not in the figures: without an expected close|1|–|d-9",
		"In the figures: without activity for long|1|210,000|d-22",
	}, sheet(s.Tables[2]))
	same(t, "findings", []string{"What is wrong|Deals|Which", "amount unknown|2|d-30, d-31"}, sheet(s.Tables[3]))
	same(t, "notes", []string{
		"2026-Q4 lacks 55,320 USD in open deals to cover what remains of the plan 2.00× (twice).",
		"Win rate: 75% of the 4 deals won or lost.",
		"At that rate a plan takes 1.33× of it in open deals.",
		"A won deal took 61.5 days on average, of the 2 whose days are known.",
		"The channel manager's call for 2026-Q4 is 281,317 USD.",
	}, s.Notes)
	same(t, "gaps", []string{
		"what 1 won deal of 2026-Q3 came to", "what 2 open deals of 2026-Q4 would come to", "what the partner committed before, and what landed",
	}, gapsOf(r, qbr.SectionPipeline))
	same(t, "remarks", []string{"2026-Q4 lacks 55,320 USD in open deals to cover what remains of the plan 2.00× (twice)."}, remarksOf(r, 2))
}

func TestPipelineForThePartner(t *testing.T) {
	_, r := sectionOf(t, qbr.SectionPipeline, scorecard.AudiencePartner, func(s *qbr.Sources) { dealsOf(t, s) })
	hides(t, r, "281,317", "281317", "manager's call")
}

// Of one quarter, the section tells what is there; a win rate of 0 takes no coverage.
func TestPipelineOfOneQuarter(t *testing.T) {
	s, r := sectionOf(t, qbr.SectionPipeline, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Deals = source[pipeline.DealReport](t, ended)
		s.Deals.Value.WinRates = pipeline.DealWinRates{Lost: 2, Narrow: num("0")}
	})
	same(t, "figures", []string{"landing 148000 234600 red –"}, figures(s.Metrics))
	same(t, "tables", []string{"Deals and the plan"}, titles(s))
	same(t, "notes", []string{"Win rate: 0% of the 2 deals won or lost."}, s.Notes)
	same(t, "gaps", []string{"the partner's deals of 2026-Q4", "what 1 won deal of 2026-Q3 came to", "what the partner committed before, and what landed"}, gapsOf(r, qbr.SectionPipeline))

	s, r = sectionOf(t, qbr.SectionPipeline, scorecard.AudienceVendor, func(*qbr.Sources) {})
	same(t, "notes on nothing", []string{"Nothing is recorded."}, s.Notes)
	same(t, "gaps of nothing", []string{"the partner's deals", "the partner's deals of 2026-Q4", "what the partner committed before, and what landed"}, gapsOf(r, qbr.SectionPipeline))
}

// Where the plan is won already, a coverage of nothing is neither wanted nor told.
func TestCoverageOfAPlanThatIsMet(t *testing.T) {
	s, _ := sectionOf(t, qbr.SectionPipeline, scorecard.AudienceVendor, func(s *qbr.Sources) {
		s.Deals = source[pipeline.DealReport](t, ended)
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
