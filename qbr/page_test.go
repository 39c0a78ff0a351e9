package qbr_test

import (
	"strings"
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/scorecard/trend"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// firstPage are the figures of each line.
func firstPage(r qbr.Review) []string {
	var all []string
	for _, h := range r.FirstPage {
		for i := range h.Metrics {
			all = append(all, h.Title+": "+string(h.Metrics[i].ID))
		}
	}
	return all
}

func TestFirstPageOfEverything(t *testing.T) {
	r := prepared(t, fullReview(t, scorecard.AudienceVendor))
	same(t, "lines", []string{
		"Revenue: revenue", "Revenue: revenue-year-to-date",
		"Landing: landing", "Landing: coverage-total", "Landing: coverage-weighted",
		"Partner's forecast: forecast-bias", "Partner's forecast: forecast-wape",
		"Demand: mqls", "Demand: sqls", "Demand: sql-rate", "Demand: pipeline-created",
		"Deal registration: registered", "Deal registration: decided-in-time",
		"Incentives: incentive-earned", "Incentives: next-tier-missing", "Incentives: next-tier-gain",
		"Funds: fund-available", "Funds: fund-expiring", "Funds: claims-accepted", "Funds: claims-denied",
		"Partnership: partner-profit", "Partnership: payback-month", "Partnership: vendor-margin-multiple",
		"Capability: score", "Capability: failed-gates", "Capability: next-action-lift",
		"Commitments: commitments-kept-by-partner", "Commitments: commitments-kept-by-vendor",
	}, firstPage(r))
	r = prepared(t, fullReview(t, scorecard.AudiencePartner))
	for _, line := range firstPage(r) {
		if strings.HasSuffix(line, "vendor-margin-multiple") {
			t.Error("the partner is told what the vendor makes of it")
		}
	}
}

// A line of which nothing is known or wanted is left out.
func TestFirstPageOfLittle(t *testing.T) {
	in := quarterOnly(func(in *inputs) {
		in.Sources.Leads = source[pipeline.LeadReport](t, `{"all": {"leads": 3}}`)
		in.Sources.Score = source[scorecard.Result](t, `{"lines": [{"node": "overall", "bestPractice": "80.00"}]}`)
	})
	r := prepared(t, in)
	same(t, "lines", []string{"Capability: score"}, firstPage(r)) // it is wanted, and not known
	if r.Status != "no-data" || len(r.Summary) > 0 {
		t.Errorf("a review of which nothing is known is %s: %q", r.Status, r.Summary)
	}
	same(t, "facts", []string{"Status|no data"}, sheet(pageOf(t, r, "").Tables[0])[3:])
	in.Policy.Metrics = []qbr.MetricRule{{Metric: qbr.MetricMQLs, Target: num("5")}}
	same(t, "lines with a target", []string{"Demand: mqls", "Capability: score"}, firstPage(prepared(t, in)))
}

// Where nothing is known or wanted at all, the first page says so; and a review that is none has
// no page.
func TestFirstPageOfNothing(t *testing.T) {
	r := prepared(t, quarterOnly(func(*inputs) {}))
	same(t, "notes", []string{"None of its figures is known."}, pageOf(t, r, "At a glance").Notes)
	if r.Status != "no-target" {
		t.Errorf("a review of nothing is %s", r.Status)
	}
	var none *qbr.Review
	if d := none.Document(); len(d.Sections) > 0 || d.Title != "" {
		t.Errorf("no review has the page %+v", d)
	}
}

// The status is the gravest on the first page, and the summary says which figures have it.
func TestStatusAndSummary(t *testing.T) {
	in := quarterOnly(func(in *inputs) {
		in.Sources.Deals = source[pipeline.DealReport](t, `{"target": "100000", "won": "85000", "remaining": "15000", "landing": "85000", "open": "0", "weighted": "0"}`)
		in.Sources.Score = source[scorecard.Result](t, `{"overall": "81.00", "lines": [{"node": "overall", "score": "81.00", "bestPractice": "80.00"}], "gates": [{"node": "overall", "minimum": "60.00", "outcome": "passed"}]}`)
	})
	r := prepared(t, in)
	if r.Status != "amber" {
		t.Errorf("one amber figure makes it %s", r.Status)
	}
	same(t, "summary of amber", []string{"Won deals 2026-Q3: 85,000 USD, target 100,000 USD", "Landing 2026-Q3: 85,000 USD, target 100,000 USD"}, r.Summary)

	in.Sources.ScoreGoals = source[[]trend.Progress](t, `[{"goal": {"node": "overall", "target": "95.00", "by": "2026-12-31"}, "start": "82.00", "current": "81.00", "expected": "90.00", "quartersLeft": 1}]`)
	r = prepared(t, in)
	if r.Status != "red" { // it fell below where it started
		t.Errorf("one red figure makes it %s", r.Status)
	}
	same(t, "summary of red", []string{"Overall score: 81.00, due by now 90.00"}, r.Summary)

	in.Sources.ScoreGoals, in.Sources.Deals = qbr.Source[[]trend.Progress]{}, qbr.Source[pipeline.DealReport]{}
	if r = prepared(t, in); r.Status != "green" || len(r.Summary) > 0 {
		t.Errorf("a green review is %s: %q", r.Status, r.Summary)
	}
}

// glance is the first page as a document.
func glance(t *testing.T, r qbr.Review) document.Section {
	t.Helper()
	return pageOf(t, r, "At a glance")
}

// pageOf is a page of the review by its title.
func pageOf(t *testing.T, r qbr.Review, title string) document.Section {
	t.Helper()
	d := r.Document()
	for i := range d.Sections {
		if d.Sections[i].Title == title {
			return d.Sections[i]
		}
	}
	t.Fatalf("there is no page %q", title)
	return document.Section{}
}

func TestPageOfFigures(t *testing.T) {
	in := quarterOnly(func(in *inputs) {
		in.Records.Partner.Name = "Varnholt Systems"
		in.Sources.FundPosition = source[mdf.Position](t, `{"available": "20600"}`)
		in.Sources.Score = source[scorecard.Result](t, `{"overall": "60.00", "lines": [{"node": "overall", "score": "60.00", "bestPractice": "80.00"}], "gates": [{"node": "overall", "minimum": "70.00", "outcome": "failed"}]}`)
		in.Sources.Score.AsOf = day(9, 28)
		in.Records.History = []qbr.PastMetric{
			{Metric: qbr.MetricScore, Quarter: partnermath.Quarter{Year: 2026, Number: 2}, Value: num("57.5")},
			{Metric: qbr.MetricScore, Quarter: partnermath.Quarter{Year: 2026, Number: 1}, Value: num("56")},
		}
	})
	r := prepared(t, in)
	// A score changes by points. The day is told where it is not that of the review, and columns
	// in which nothing stands are left out. Slope: (60 − 56) ÷ 2.
	same(t, "first page", []string{
		"No.|Figure|Value|Target|Reached|Change|Slope a quarter|Status|As of",
		"7|Funds free, USD|20,600||||||",
		"9|Overall score|60.00|80.00|75%|+2.50|+2.00|red|2026-09-28",
		"|Gates failed|1|0||||red|2026-09-28",
	}, pad(sheet(glance(t, r).Tables[0]), 9))
	d := r.Document()
	same(t, "title", []string{"Varnholt Systems", "Quarterly review 2026-Q3, 2026-07-01 to 2026-09-30, as of 2026-10-14", "Confidential: for the vendor only."}, []string{d.Title, d.Subtitle, d.Notice})
	same(t, "facts", []string{
		"Partner|varnholt", "Channel manager|Ruth Okonjo", "Status|red: Overall score: 60.00, target 80.00; Gates failed: 1, target 0",
	}, rows(d.Sections[0].Tables[0]))

	in.Policy.Audience = scorecard.AudiencePartner
	in.Records.Partner.Name, in.Records.Partner.LifeStage, in.Records.Partner.Attention = "", "sunsetting", "nurse them"
	r = prepared(t, in)
	if d = r.Document(); d.Title != "varnholt" || d.Notice != "" {
		t.Errorf("the partner's copy is %q: %q", d.Title, d.Notice)
	}
	hides(t, r, "sunsetting", "nurse", "Life stage", "Confidential")
}

// pad ends rows that have fewer cells than there are columns.
func pad(sheet []string, columns int) []string {
	for i, row := range sheet {
		sheet[i] = row + strings.Repeat("|", columns-1-strings.Count(row, "|"))
	}
	return sheet
}
