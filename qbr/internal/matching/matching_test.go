package matching_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/qbr/internal/matching"
	"github.com/partnermath/partnermath/waterfall"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

var (
	quarter = partnermath.Calendar{}.Quarter(2026, 3)
	before  = partnermath.Calendar{}.Quarter(2026, 2)
	today   = partnermath.NewDate(2026, 10, 14)
)

// broken are the rules that a source breaks, which is said to be of an origin.
func broken(t *testing.T, change func(*matching.Origin), hold func(*matching.Check)) []string {
	t.Helper()
	var faults partnermath.ValidationError
	review := matching.Origin{Partner: "p", Currency: "USD", Period: quarter, AsOf: today}
	c := matching.Check{Faults: &faults, Review: review, Of: review, At: "s"}
	if change != nil {
		change(&c.Of)
	}
	hold(&c)
	return testkit.BrokenRules(t, faults.Err())
}

func TestOrigin(t *testing.T) {
	for _, tt := range []struct {
		name    string
		change  func(*matching.Origin)
		amounts bool
		want    []string
	}{
		{"of the review", nil, true, nil},
		{"of another partner", func(o *matching.Origin) { o.Partner = "q" }, true, []string{"s.partner match"}},
		{"of another currency", func(o *matching.Origin) { o.Currency = "EUR" }, false, []string{"s.currency match"}},
		{"of no currency", func(o *matching.Origin) { o.Currency = "" }, true, []string{"s.currency match"}},
		{"of no currency, without amounts", func(o *matching.Origin) { o.Currency = "" }, false, nil},
		{"of no day", func(o *matching.Origin) { o.AsOf = partnermath.Date{} }, true, []string{"s.asOf required"}},
		{"of tomorrow", func(o *matching.Origin) { o.AsOf = today.AddDays(1) }, true, []string{"s.asOf order"}},
	} {
		got := broken(t, tt.change, func(c *matching.Check) { c.Origin(tt.amounts) })
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestPeriods(t *testing.T) {
	year, touching := partnermath.Calendar{}.Year(2026), partnermath.Period{Start: before.Start, End: quarter.Start}
	across := partnermath.Period{Start: before.Start, End: quarter.Start.AddDays(1)}
	for name, tt := range map[string]struct {
		p                     partnermath.Period
		same, holds, overlaps bool
	}{
		"the quarter": {quarter, true, true, true}, "the year": {year, false, true, true}, "the quarter before": {before, false, false, false},
		"up to its first day": {touching, false, false, false}, "over its first day": {across, false, false, true},
	} {
		for what, of := range map[string]struct {
			holds bool
			hold  func(*matching.Check)
		}{
			"the same": {tt.same, func(c *matching.Check) { c.Period("period", tt.p, quarter) }},
			"holds":    {tt.holds, func(c *matching.Check) { c.Holds("period", tt.p) }},
			"overlaps": {tt.overlaps, func(c *matching.Check) { c.Overlaps(tt.p, "lines[%d].period", 2) }},
		} {
			if got := broken(t, nil, of.hold); (len(got) == 0) != of.holds {
				t.Errorf("%s, %s: %v", name, what, got)
			}
		}
	}
}

// What a result says of itself is held against its origin; what it does not say is not.
func TestResults(t *testing.T) {
	late, none := today.AddDays(1), []string(nil)
	deals := pipeline.DealReport{Currency: "EUR", Period: before, AsOf: late, Partners: []pipeline.DealRow{{ID: "p"}, {}, {ID: "q"}}}
	leads := pipeline.LeadReport{AsOf: late, Waiting: []pipeline.WaitingLead{{Partner: "q"}, {Partner: "p"}}}
	// Free is 600 and 100 that is owed: 700 in lots.
	position := &mdf.Position{Funds: mdf.Funds{Available: testkit.Number("600"), Owed: testkit.Number("100"), Reserved: testkit.Number("900")}}
	fund := func(free, reserved string) *mdf.Report {
		return &mdf.Report{AsOf: today, Reserved: testkit.Number(reserved), Expiring: []mdf.Expiring{{Amount: testkit.Number("200")}, {Amount: testkit.Number(free).Sub(testkit.Number("200"))}}}
	}
	for _, tt := range []struct {
		name string
		hold func(*matching.Check)
		want []string
	}{
		{"deals", func(c *matching.Check) { c.Deals(&deals) }, []string{"s.value.currency match", "s.value.period match", "s.value.asOf order", "s.value.partners[2].id match"}},
		{"leads", func(c *matching.Check) { c.Leads(&leads) }, []string{"s.value.asOf order", "s.value.waiting[0].partner match"}},
		{
			"registrations", func(c *matching.Check) {
				c.Registrations(&pipeline.RegistrationReport{Currency: "EUR", Period: before, AsOf: late})
			},
			[]string{"s.value.currency match", "s.value.period match", "s.value.asOf order"},
		},
		{
			"a fund", func(c *matching.Check) {
				c.Fund(&mdf.Report{Currency: "EUR", Period: before, AsOf: late}, &mdf.Position{}, today)
			},
			[]string{"s.value.currency match", "s.value.period match", "s.value.asOf order"},
		},
		{"a fund of the partner", func(c *matching.Check) { c.Fund(fund("700", "900"), position, today) }, none},
		{"a fund of several", func(c *matching.Check) { c.Fund(fund("700.01", "900.01"), position, today) }, []string{"s.value.expiring match", "s.value.reserved match"}},
		{"a fund of several, with a position of another day", func(c *matching.Check) { c.Fund(fund("700.01", "900.01"), position, late) }, none},
		{"a fund without a position", func(c *matching.Check) { c.Fund(fund("700.01", "900.01"), &mdf.Position{}, partnermath.Date{}) }, none},
		{
			"a campaign", func(c *matching.Check) { c.Campaign(3, &waterfall.Verification{Currency: "EUR", AsOf: late}) },
			[]string{"s.value[3].currency match", "s.value[3].asOf order"},
		},
		{"nothing", func(c *matching.Check) {
			c.Deals(&pipeline.DealReport{})
			c.Leads(&pipeline.LeadReport{})
			c.Fund(&mdf.Report{}, &mdf.Position{}, partnermath.Date{})
			c.Campaign(0, &waterfall.Verification{})
			c.Partner("", "partner")
			c.Day(today, "asOf")
		}, none},
	} {
		if diff := cmp.Diff(tt.want, broken(t, nil, tt.hold)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
