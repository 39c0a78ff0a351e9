package channel_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/channel"
)

// partners reads one a line: id, revenue before and now, then new, left and practices with
// the day from which they are done.
//
//	acme 100 150 plan:2025-03-01 left
func partners(text string) []channel.CohortPartner {
	var all []channel.CohortPartner
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		c := channel.CohortPartner{ID: f[0], Before: number(f[1]), Now: number(f[2])}
		for _, word := range f[3:] {
			id, since, done := strings.Cut(word, ":")
			c.New, c.Left = c.New || word == "new", c.Left || word == "left"
			if done {
				c.Practices = append(c.Practices, channel.Practice{ID: id, Since: day(since)})
			}
		}
		all = append(all, c)
	}
	return all
}

func practised() (channel.CohortPolicy, []channel.CohortPartner) {
	p := channel.CohortPolicy{
		Currency: "USD", Base: partnermath.Period{Start: day("2025-01-01"), End: day("2026-01-01")},
		Later: partnermath.Period{Start: day("2026-01-01"), End: day("2027-01-01")}, Practices: []channel.CohortPractice{{ID: "plan", Name: "A plan"}, {ID: "review"}}, MinimumPartners: 2,
	}
	return p, partners(`
		acme 100 150 plan:2025-03-01
		bolt 200 180 plan:2025-12-31 review:2025-06-01
		coop 100 110 plan:2026-01-01
		dash 300 - left
		east 0 50 plan:2024-01-01
		fern - 50 plan:2024-01-01
		gull 40 - plan:2024-01-01
		hawk 10 500 new plan:2024-01-01
		ibex 80 100`)
}

func showCohort(c channel.Cohort) string {
	return fmt.Sprintf("%d partners, %d left: %s to %s, growth %s, median of %d %s", c.Partners, c.Left, show(c.Before), show(c.Now), show(c.Growth), c.Based, show(c.Median))
}

// With a plan: 50 %, -10 % and one from nothing. Without: 10 % (it came a day late), -100 % (it
// left) and 25 %.
func TestCohorts(t *testing.T) {
	p, c := practised()
	c[3].Now.Decimal = decimal.New(1, -1<<31) // of dash, not valid
	r, err := channel.Cohorts(p, c)
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, row := range r.Rows {
		got = append(got, row.Practice, showCohort(row.With), showCohort(row.Without), show(row.Lead))
	}
	for _, f := range r.Findings {
		got = append(got, fmt.Sprint(f.Reason, f.IDs))
	}
	differ(t, []string{
		"plan", "3 partners, 0 left: 300 to 380, growth 0.2667, median of 2 0.2", "3 partners, 1 left: 480 to 210, growth -0.5625, median of 3 0.1", "0.8292",
		"review", "1 partners, 0 left: - to -, growth -, median of 1 -", "5 partners, 1 left: 580 to 410, growth -0.2931, median of 4 0.175", "-",
		"new[hawk]", "unreported[fern gull]",
	}, got)
}

func TestCohortFaults(t *testing.T) {
	for _, tt := range []struct {
		change func(*channel.CohortPolicy, []channel.CohortPartner)
		want   string
	}{
		{func(p *channel.CohortPolicy, _ []channel.CohortPartner) { p.Currency = "" }, "policy.currency required"},
		{func(p *channel.CohortPolicy, _ []channel.CohortPartner) { p.Base.End = p.Base.Start }, "policy.base order"},
		{func(p *channel.CohortPolicy, _ []channel.CohortPartner) { p.Base.Start = partnermath.Date{} }, "policy.base order"},
		{func(p *channel.CohortPolicy, _ []channel.CohortPartner) { p.Later.End = p.Later.Start }, "policy.later order"},
		{func(p *channel.CohortPolicy, _ []channel.CohortPartner) { p.Later = p.Base }, "policy.later order"},
		{func(p *channel.CohortPolicy, _ []channel.CohortPartner) { p.Practices[0].ID = "" }, "policy.practices[0].id id"},
		{func(p *channel.CohortPolicy, _ []channel.CohortPartner) { p.Practices = nil }, "policy.practices length"},
		{func(p *channel.CohortPolicy, _ []channel.CohortPartner) { p.Practices[1].ID = "plan" }, "policy.practices[1].id unique"},
		{func(p *channel.CohortPolicy, _ []channel.CohortPartner) { p.MinimumPartners = -1 }, "policy.minimumPartners min"},
		{func(_ *channel.CohortPolicy, c []channel.CohortPartner) { c[1].ID = "" }, "partners[1].id id"},
		{func(_ *channel.CohortPolicy, c []channel.CohortPartner) { c[1].ID = "acme" }, "partners[1].id unique"},
		{func(_ *channel.CohortPolicy, c []channel.CohortPartner) { c[1].Before = number("-1") }, "partners[1].before min"},
		{func(_ *channel.CohortPolicy, c []channel.CohortPartner) { c[1].Now = number("0.001") }, "partners[1].now digits"},
		{func(_ *channel.CohortPolicy, c []channel.CohortPartner) { c[1].Now = number("1e12") }, "partners[1].now max"},
		{func(_ *channel.CohortPolicy, c []channel.CohortPartner) { c[3].Now = number("1") }, "partners[3].now empty"},
		{func(_ *channel.CohortPolicy, c []channel.CohortPartner) { c[1].Practices[1].ID = "x" }, "partners[1].practices[1].id known"},
		{func(_ *channel.CohortPolicy, c []channel.CohortPartner) { c[1].Practices[1].ID = "plan" }, "partners[1].practices[1].id unique"},
		{func(_ *channel.CohortPolicy, c []channel.CohortPartner) { c[1].Practices[1].Since = partnermath.Date{} }, "partners[1].practices[1].since required"},
		{func(_ *channel.CohortPolicy, c []channel.CohortPartner) {
			c[1].Practices = make([]channel.Practice, 51)
		}, "partners[1].practices length"},
	} {
		p, c := practised()
		tt.change(&p, c)
		r, err := channel.Cohorts(p, c)
		differ(t, []string{tt.want}, testkit.BrokenRules(t, err))
		differ(t, channel.CohortReport{}, r)
	}
	_, err := channel.Cohorts(channel.CohortPolicy{}, make([]channel.CohortPartner, channel.MaxPartners+1))
	differ(t, []string{"policy.currency required", "policy.practices length", "partners length"}, testkit.BrokenRules(t, err))
}
