package qbr_test

import (
	"slices"
	"testing"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/scorecard"
)

// mostSeries is how many series can be told apart in a chart.
const mostSeries = 3

// chartedTables are the tables of a review that say how they are drawn.
func chartedTables(t *testing.T, audience scorecard.Audience) []document.Table {
	t.Helper()
	r := prepared(t, fullReview(t, audience))
	var all []document.Table
	for _, s := range r.Document().Sections {
		for _, table := range s.Tables {
			if table.Chart != "" {
				all = append(all, table)
			}
		}
	}
	return all
}

// What is charted can be drawn: places have names, numbers one unit, and every column that is
// charted is in the drawing, unless nothing of it is known.
func TestChartedTablesAreDrawn(t *testing.T) {
	for _, audience := range scorecard.Audience("").Values() {
		all := chartedTables(t, audience)
		if len(all) < 15 {
			t.Errorf("only %d tables of the review for the %s are charted", len(all), audience)
		}
		for _, table := range all {
			name, d := table.Title+" of "+table.Columns[0].Head, table.Drawing()
			if !slices.Contains(table.Chart.Values(), table.Chart) || d.Kind == "" {
				t.Errorf("%s: nothing is drawn as %q", name, table.Chart)
			}
			if table.Columns[0].Unit != "" || table.Columns[0].Charted || slices.Contains(d.Places, "") {
				t.Errorf("%s: the places are %q", name, d.Places)
			}
			if len(d.Series) > mostSeries || len(d.Series) == 0 {
				t.Errorf("%s has %d series", name, len(d.Series))
			}
			for i, c := range table.Columns {
				if c.Charted && c.Unit != d.Unit {
					t.Errorf("%s: %s is %s beside %s", name, table.Columns[i].Head, c.Unit, d.Unit)
				}
			}
			for _, s := range d.Series {
				if s.Name == "" || len(s.Numbers) != len(d.Places) {
					t.Errorf("%s: the series %q has %d numbers for %d places", name, s.Name, len(s.Numbers), len(d.Places))
				}
			}
		}
	}
}

// The charts of the review for the vendor, with the numbers of a few as its tables have them.
func TestChartsOfTheReview(t *testing.T) {
	var got []string
	for _, table := range chartedTables(t, scorecard.AudienceVendor) {
		d := table.Drawing()
		text := string(d.Kind) + " " + table.Title + ":"
		for _, s := range d.Series {
			text += " " + s.Name + " ("
			for i, n := range s.Numbers {
				text += d.Places[i] + " " + d.Unit.Format(n, table.Currency) + ", "
			}
			text = text[:len(text)-2] + ")"
		}
		got = append(got, text)
	}
	for _, want := range []string{
		"bars : Plan (licences 234,600) Actual (licences 166,600)",
		"columns Deals and the plan: Target (2026-Q3 234,600, 2026-Q4 306,000) Won (2026-Q3 146,000, 2026-Q4 0) Landing: won and weighted (2026-Q3 146,000, 2026-Q4 256,000)",
		"bars Open deals to close in 2026-Q4: Open (Qualified 120,000, Offer 320,000, Verbal 90,000) Weighted (Qualified 24,000, Offer 160,000, Verbal 72,000)",
		"bridge What the goal takes, 2026-Q3: Amount (Revenue goal 984,600, Less won already -612,000, Less expected of open deals, as the goal was set -152,500, Still to win 220,100)",
		"bridge The fund: Amount (Granted 28,000, Paid -4,200, Reserved for approved requests -2,400, Free 21,400)",
		"columns Business case by year: Revenue (2026 342,000, 2027 912,000, 2028 912,000) Gross margin (2026 117,000, 2027 312,000, 2028 312,000) Operating profit (2026 -15,000, 2027 180,000, 2028 180,000)",
		"bridge Why operating profit is not as planned, months 1 to 9: Profit (Planned, of what was reported -7,000, Volume 2,000, Price -500, Other cost -500, Actual -6,000)",
		"bars : Score (Sales 52.98, Marketing 65.11, Overall after caps 55.00) Best practice (Sales 75.00, Marketing 75.00, Overall after caps 75.00)",
		"bars : Counts as (Joint calls 100%, Trainings 75%, Joint campaigns –)",
	} {
		if !slices.Contains(got, want) {
			t.Errorf("there is no chart\n%s\namong\n%q", want, got)
		}
	}
}
