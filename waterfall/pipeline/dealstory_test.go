package pipeline_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// quarterDeals are those of a third quarter that is small enough to work out by
// hand, as of August 1.
func quarterDeals() []pipeline.Deal {
	end := day(2026, 9, 30)
	return []pipeline.Deal{
		{ID: "won", Partner: "acme", Amount: null("400000"), Created: day(2026, 6, 1), Outcome: "won", Closed: day(2026, 7, 11)},
		{ID: "won before", Partner: "acme", Amount: null("100000"), Created: day(2026, 6, 10), Outcome: "won", Closed: day(2026, 6, 30)},
		{ID: "lost", Partner: "zen", Amount: null("50000"), Probability: null("0.9"), Stage: "verbal", Created: day(2026, 7, 1), Outcome: "lost", Closed: day(2026, 7, 2)},
		{ID: "gone", Amount: null("70000"), Created: day(2026, 7, 1), Outcome: "no-decision", Closed: day(2026, 7, 2)},
		{
			ID: "doubted", Partner: "acme", Amount: null("300000"), Stage: "proposal", Category: "commit", Probability: null("0.8"), Reliability: null("0.5"),
			Created: day(2026, 7, 2), ExpectedClose: end,
		},
		{ID: "near", Partner: "best", Amount: null("200000.05"), Stage: "verbal", Category: "best-case", Created: day(2026, 7, 22), ExpectedClose: day(2026, 8, 1)},
		{ID: "quiet", Amount: null("100000"), Stage: "qualified", Created: day(2026, 6, 12), ExpectedClose: end},
		{ID: "slipped", Partner: "best", Amount: null("10000"), Stage: "verbal", Created: day(2026, 6, 1), ExpectedClose: day(2026, 7, 31)},
		{ID: "undated", Partner: "best", Amount: null("20000"), Stage: "verbal", Created: day(2026, 6, 1)},
		{ID: "later", Partner: "best", Amount: null("30000"), Stage: "verbal", Created: day(2026, 6, 1), ExpectedClose: end.AddDays(1)},
	}
}

// toldReport lists the figures of a pipeline, one on a line.
func toldReport(p *pipeline.DealReport) string {
	var b strings.Builder
	opt := func(d decimal.NullDecimal) string {
		if !d.Valid {
			return "undefined"
		}
		return d.Decimal.String()
	}
	fmt.Fprintf(&b, "target %s won %s remaining %s met %t\n", opt(p.Target), p.Won, opt(p.Remaining), p.Met)
	fmt.Fprintf(&b, "%d deals open %s weighted %s landing %s\n", p.Deals, p.Open, p.Weighted, p.Landing)
	for _, s := range p.Stages {
		fmt.Fprintf(&b, "at %s: %d %s %s\n", s.ID, s.Deals, s.Open, s.Weighted)
	}
	for _, c := range p.Categories {
		fmt.Fprintf(&b, "up to %s: %d %s %s\n", c.Category, c.Deals, c.Open, c.Weighted)
	}
	for _, c := range p.Coverages {
		fmt.Fprintf(&b, "%s of %s: %s\n", c.Basis, c.Of, opt(c.Value))
	}
	for _, i := range p.CoverageTargets {
		fmt.Fprintf(&b, "%s %sx %s of %s: %s of %s is %s met %t\n", i.Name, i.Times, i.Basis, i.Of, i.Pipeline, opt(i.Required), opt(i.Reached), i.Met)
	}
	w := p.WinRates
	fmt.Fprintf(&b, "%d/%d/%d narrow %s needs %s broad %s needs %s\n", w.Won, w.Lost, w.NoDecision, opt(w.Narrow), opt(w.RequiredNarrow), opt(w.Broad), opt(w.RequiredBroad))
	fmt.Fprintf(&b, "age %s cycle %s velocity %s\n", opt(p.Pace.AverageAge), opt(p.Pace.AverageCycle), opt(p.Pace.Velocity))
	for _, s := range append(append([]pipeline.DealExceptions(nil), p.Apart...), p.Stale) {
		fmt.Fprintf(&b, "apart %q: %d %s", s.Reason, s.Deals, s.Amount)
		for _, l := range s.Listed {
			fmt.Fprintf(&b, " %s", l.ID)
		}
		b.WriteString("\n")
	}
	for _, g := range p.Partners {
		fmt.Fprintf(&b, "partner %q: %d %s %s won %s landing %s apart %s\n", g.ID, g.Deals, g.Open, g.Weighted, g.Won, g.Landing, g.Apart)
	}
	return b.String()
}

// Figures worked out by hand:
//
//	300,000 × 0.8 × 0.5 = 120,000; 200,000.05 × 0.9 = 180,000.045, which is 180,000.05
//	1,000,000 − 400,000 = 600,000 remain; 600,000.05 ÷ 600,000 = 1.00000008
//	310,000.05 ÷ 600,000 = 0.51667; 310,000.05 ÷ 1,000,000 = 0.31000005
//	(40 + 20) ÷ 2 = 30 days a cycle; (30 + 10 + 50) ÷ 3 = 30 days of age
//	600,000.05 × 2/3 ÷ 30 = 13,333.33444 a day
func TestDealsStory(t *testing.T) {
	p := measureDeals(t, quarterPolicy(), dealDay(), quarterDeals())
	want := `target 1000000 won 400000 remaining 600000 met false
3 deals open 600000.05 weighted 310000.05 landing 710000.05
at qualified: 1 100000 10000
at proposal: 1 300000 120000
at verbal: 1 200000.05 180000.05
up to commit: 1 300000 120000
up to best-case: 2 500000.05 300000.05
up to open: 3 600000.05 310000.05
raw of remaining: 1
raw of target: 0.6
weighted of remaining: 0.5167
weighted of target: 0.31
total 2x raw of remaining: 600000.05 of 1200000 is 0.5 met false
risk-adjusted 1x weighted of remaining: 310000.05 of 600000 is 0.5167 met false
2/1/1 narrow 0.6667 needs 1.5 broad 0.5 needs 2
age 30 cycle 30 velocity 13333.33
apart "slipped": 1 10000 slipped
apart "undated": 1 20000 undated
apart "earlier": 0 0
apart "later": 1 30000 later
apart "omitted": 0 0
apart "": 1 100000 quiet
partner "": 1 100000 10000 won 0 landing 10000 apart 0
partner "acme": 1 300000 120000 won 400000 landing 520000 apart 0
partner "best": 1 200000.05 180000.05 won 0 landing 180000.05 apart 60000
partner "zen": 0 0 0 won 0 landing 0 apart 0
`
	if diff := cmp.Diff(want, toldReport(&p)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// What a plan that is met, or that nobody made, and periods that are not now do to
// the story. Each case names the lines that it is about.
func TestDealsStoryOtherwise(t *testing.T) {
	for _, c := range []struct {
		name   string
		change func(*pipeline.DealPolicy)
		want   []string
	}{
		{"met to the cent", func(p *pipeline.DealPolicy) { p.Target = null("400000") }, []string{
			"target 400000 won 400000 remaining 0 met true", "raw of remaining: undefined", "raw of target: 1.5",
			"total 2x raw of remaining: 600000.05 of 0 is undefined met true",
		}},
		{"a cent short", func(p *pipeline.DealPolicy) { p.Target = null("400000.01") }, []string{
			"target 400000.01 won 400000 remaining 0.01 met false", "raw of remaining: 60000005",
		}},
		{"more than met", func(p *pipeline.DealPolicy) { p.Target = null("399999.99") }, []string{
			"target 399999.99 won 400000 remaining -0.01 met true", "weighted of remaining: undefined",
			"risk-adjusted 1x weighted of remaining: 310000.05 of 0 is undefined met true",
		}},
		{"a plan of nothing", func(p *pipeline.DealPolicy) { p.Target = null("0") }, []string{
			"target 0 won 400000 remaining -400000 met true", "raw of target: undefined",
		}},
		{"no plan", func(p *pipeline.DealPolicy) { p.Target = decimal.NullDecimal{} }, []string{
			"target undefined won 400000 remaining undefined met false", "raw of remaining: undefined", "raw of target: undefined",
			"total 2x raw of remaining: 600000.05 of undefined is undefined met false", "age 30 cycle 30 velocity 13333.33",
		}},
		{"an index that is just reached", func(p *pipeline.DealPolicy) {
			p.CoverageTargets[0] = pipeline.CoverageTarget{Name: "i", Basis: "raw", Of: "target", Times: null("0.6")}
		}, []string{"i 0.6x raw of target: 600000.05 of 600000 is 1 met true"}},
		{"an index that is missed by cents", func(p *pipeline.DealPolicy) {
			p.Target = null("1000000.10")
			p.CoverageTargets[0] = pipeline.CoverageTarget{Name: "i", Basis: "raw", Of: "target", Times: null("0.6")}
		}, []string{"i 0.6x raw of target: 600000.05 of 600000.06 is 1 met false"}},
		{"a period that is over", func(p *pipeline.DealPolicy) {
			p.Period = partnermath.Period{Start: day(2026, 4, 1), End: day(2026, 7, 1)}
		}, []string{
			"target 1000000 won 100000 remaining 900000 met false", "0 deals open 0 weighted 0 landing 100000", "raw of remaining: 0",
			`apart "later": 4 630000.05 doubted later near quiet`, "age undefined cycle 30 velocity 0",
		}},
		{"a period to come", func(p *pipeline.DealPolicy) {
			p.Period = partnermath.Period{Start: day(2026, 9, 30), End: day(2026, 12, 31)}
		}, []string{
			"target 1000000 won 0 remaining 1000000 met false", "3 deals open 430000 weighted 157000 landing 157000",
			`apart "slipped": 1 10000 slipped`, `apart "earlier": 1 200000.05 near`, `apart "later": 0 0`, `apart "": 2 130000 later quiet`,
		}},
		{"stale a day before", func(p *pipeline.DealPolicy) { p.StaleAfter = 29 }, []string{`apart "": 2 400000 doubted quiet`}},
		{"not stale on the day", func(p *pipeline.DealPolicy) { p.StaleAfter = 50 }, []string{`apart "": 0 0`}},
		{"never stale", func(p *pipeline.DealPolicy) { p.StaleAfter = 0 }, []string{`apart "": 0 0`, "3 deals open 600000.05 weighted 310000.05 landing 710000.05"}},
	} {
		policy := quarterPolicy()
		c.change(&policy)
		p := measureDeals(t, policy, dealDay(), quarterDeals())
		for _, line := range c.want {
			if !strings.Contains("\n"+toldReport(&p), "\n"+line+"\n") {
				t.Errorf("%s: no line %q in\n%s", c.name, line, toldReport(&p))
			}
		}
	}
}

// In yen and in dinars, each deal is rounded to what the currency has.
func TestDealsMinorUnits(t *testing.T) {
	for _, c := range []struct{ currency, amount, weighted, velocity string }{
		{"JPY", "5", "2", "3"},             // 0.5 each, and 10 ÷ 3 a day
		{"USD", "0.05", "0.02", "0.03"},    // 0.005 each, and 0.10 ÷ 3 a day
		{"KWD", "0.005", "0.002", "0.003"}, // 0.0005 each, and 0.010 ÷ 3 a day
	} {
		policy := quarterPolicy()
		policy.Currency, policy.Target = c.currency, null("7")
		d := openDeal()
		d.Currency, d.Amount, d.Stage = c.currency, null(c.amount), "qualified"
		e, won := d, d
		e.ID, won.ID = "e", "won"
		won.Created, won.LastActivity, won.Outcome, won.Closed = day(2026, 7, 28), day(2026, 7, 28), "won", day(2026, 7, 31)
		p := measureDeals(t, policy, dealDay(), []pipeline.Deal{d, e, won})
		want := []string{c.weighted, c.velocity}
		if diff := cmp.Diff(want, []string{p.Weighted.String(), p.Pace.Velocity.Decimal.String()}); diff != "" {
			t.Errorf("%s: -want +got:\n%s", c.currency, diff)
		}
	}
}
