package pipeline_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

func TestDealPolicyFaults(t *testing.T) {
	many := func(p *pipeline.DealPolicy, stages, indexes int) {
		p.Stages, p.CoverageTargets = nil, nil
		for i := range stages {
			p.Stages = append(p.Stages, pipeline.DealStage{ID: fmt.Sprint(i), Probability: null("0.5")})
		}
		for i := range indexes {
			p.CoverageTargets = append(p.CoverageTargets, pipeline.CoverageTarget{Name: fmt.Sprint(i), Basis: "raw", Times: null("1")})
		}
	}
	stage := func(probability string) func(*pipeline.DealPolicy) {
		return func(p *pipeline.DealPolicy) { p.Stages[1].Probability = null(probability) }
	}
	times := func(times string) func(*pipeline.DealPolicy) {
		return func(p *pipeline.DealPolicy) { p.CoverageTargets[1].Times = null(times) }
	}
	for _, c := range []struct {
		name  string
		spoil func(*pipeline.DealPolicy)
		want  []string
	}{
		{"sound", func(*pipeline.DealPolicy) {}, nil},
		{"zero", func(p *pipeline.DealPolicy) { *p = pipeline.DealPolicy{} }, []string{"currency currency", "stages required"}},
		{"no target", func(p *pipeline.DealPolicy) { p.Target = decimal.NullDecimal{} }, nil},
		{"an absent target with a number left in it", func(p *pipeline.DealPolicy) { p.Target = decimal.NullDecimal{Decimal: number("1.234")} }, nil},
		{"target of 0", func(p *pipeline.DealPolicy) { p.Target = null("0") }, nil},
		{"negative target", func(p *pipeline.DealPolicy) { p.Target = null("-0.01") }, []string{"target min"}},
		{"target in tenths of cents", func(p *pipeline.DealPolicy) { p.Target = null("0.001") }, []string{"target digits"}},
		{"target out of bounds", func(p *pipeline.DealPolicy) { p.Target = null("1e19") }, []string{"target bounds"}},
		{"yen in sen", func(p *pipeline.DealPolicy) { p.Currency, p.Target = "JPY", null("0.5") }, []string{"target digits"}},
		{"fils", func(p *pipeline.DealPolicy) { p.Currency, p.Target = "KWD", null("0.005") }, nil},
		{"small currency", func(p *pipeline.DealPolicy) { p.Currency = "usd" }, []string{"currency currency"}},
		{"gold", func(p *pipeline.DealPolicy) { p.Currency = "XAU" }, []string{"currency currency"}},
		{"no period", func(p *pipeline.DealPolicy) { p.Period = partnermath.Period{} }, []string{"period.start required", "period.end required"}},
		{"empty period", func(p *pipeline.DealPolicy) { p.Period.End = p.Period.Start }, []string{"period.end order"}},
		{"no stages", func(p *pipeline.DealPolicy) { p.Stages = nil }, []string{"stages required"}},
		{"empty stages", func(p *pipeline.DealPolicy) { p.Stages = []pipeline.DealStage{} }, []string{"stages length"}},
		{"50 stages and 20 targets", func(p *pipeline.DealPolicy) { many(p, 50, 20) }, nil},
		{"51 stages and 21 targets", func(p *pipeline.DealPolicy) { many(p, 51, 21) }, []string{"stages length", "coverageTargets length"}},
		{"no id", func(p *pipeline.DealPolicy) { p.Stages[1].ID = "" }, []string{"stages[1].id id"}},
		{"twice", func(p *pipeline.DealPolicy) { p.Stages[2].ID, p.CoverageTargets[1].Name = "qualified", "total" }, []string{"stages[2].id unique", "coverageTargets[1].name unique"}},
		{"name too long", func(p *pipeline.DealPolicy) { p.Stages[0].Name = strings.Repeat("x", 1001) }, []string{"stages[0].name text"}},
		{"name not UTF-8", func(p *pipeline.DealPolicy) { p.Stages[0].Name = "\xff" }, []string{"stages[0].name text"}},
		{"certain", stage("1.000000"), nil},
		{"more than certain", stage("1.000001"), []string{"stages[1].probability max"}},
		{"less than impossible", stage("-0.000001"), []string{"stages[1].probability min"}},
		{"too fine", stage("0.0000001"), []string{"stages[1].probability digits"}},
		{"never stale and always", func(p *pipeline.DealPolicy) { p.StaleAfter = 36_500 }, nil},
		{"stale before", func(p *pipeline.DealPolicy) { p.StaleAfter = -1 }, []string{"staleAfter min"}},
		{"stale late", func(p *pipeline.DealPolicy) { p.StaleAfter = 36_501 }, []string{"staleAfter max"}},
		{"no index name", func(p *pipeline.DealPolicy) { p.CoverageTargets[0].Name = " " }, []string{"coverageTargets[0].name id"}},
		{"no basis", func(p *pipeline.DealPolicy) { p.CoverageTargets[0].Basis = "" }, []string{"coverageTargets[0].basis one-of"}},
		{"another base", func(p *pipeline.DealPolicy) { p.CoverageTargets[0].Of = "plan" }, []string{"coverageTargets[0].of one-of"}},
		{"least times", times("0.0001"), nil},
		{"times of 0", times("0"), []string{"coverageTargets[1].times above"}},
		{"no times", func(p *pipeline.DealPolicy) { p.CoverageTargets[1].Times = decimal.NullDecimal{} }, []string{"coverageTargets[1].times required"}},
		{"no probability", func(p *pipeline.DealPolicy) { p.Stages[1].Probability = decimal.NullDecimal{} }, []string{"stages[1].probability required"}},
		{"call", func(p *pipeline.DealPolicy) { p.Call = null("-1") }, []string{"call min"}},
		{"call in tenths of cents", func(p *pipeline.DealPolicy) { p.Call = null("0.001") }, []string{"call digits"}},
		{"days", func(p *pipeline.DealPolicy) { p.Days, p.Faulty = "bank", "drop" }, []string{"days one-of", "faulty one-of"}},
		{"holidays unread", func(p *pipeline.DealPolicy) { p.WorkingDays.Holidays = []partnermath.Date{dealDay()} }, []string{"workingDays empty"}},
		{"finer times", times("0.00001"), []string{"coverageTargets[1].times digits"}},
		{"longer times", times("123456.7891"), []string{"coverageTargets[1].times digits"}},
		{"all at once", func(p *pipeline.DealPolicy) {
			p.Currency, p.Target, p.StaleAfter = "", null("-1"), -1
			p.Stages[0], p.Stages[2].Probability = pipeline.DealStage{ID: "\n", Name: "\xff", Probability: null("2")}, null("1e999")
			p.CoverageTargets[1] = pipeline.CoverageTarget{Basis: "gross", Of: "x"}
		}, []string{
			"currency currency", "target min", "stages[0].id id", "stages[0].name text", "stages[0].probability max", "stages[2].probability bounds",
			"staleAfter min", "coverageTargets[1].name id", "coverageTargets[1].basis one-of", "coverageTargets[1].of one-of", "coverageTargets[1].times required",
		}},
	} {
		policy := quarterPolicy()
		c.spoil(&policy)
		if diff := cmp.Diff(c.want, testkit.BrokenRules(t, policy.Validate())); diff != "" {
			t.Errorf("%s: -want +got:\n%s", c.name, diff)
		}
		below := []string{}
		for _, fault := range c.want {
			below = append(below, "policy."+fault)
		}
		_, err := pipeline.NewDealTally(policy, partnermath.Date{})
		if diff := cmp.Diff(append(below, "asOf required"), testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("tally, %s: -want +got:\n%s", c.name, diff)
		}
	}
}

// Every rule of a deal, for itself, added one by one and in a list.
func TestDealFaults(t *testing.T) {
	closed := func(d *pipeline.Deal, outcome pipeline.DealOutcome) {
		d.Outcome, d.Closed = outcome, day(2026, 7, 20)
	}
	amount := func(s string) func(*pipeline.Deal) { return func(d *pipeline.Deal) { d.Amount = null(s) } }
	chance := func(s string) func(*pipeline.Deal) {
		return func(d *pipeline.Deal) { d.Probability, d.Reliability = null(s), null(s) }
	}
	for _, c := range []struct {
		name  string
		spoil func(*pipeline.Deal)
		want  []string
		own   bool // Validate sees it
	}{
		{"sound", func(*pipeline.Deal) {}, nil, true},
		{"no id", func(d *pipeline.Deal) { d.ID = "" }, []string{"id id"}, true},
		{"spaced names", func(d *pipeline.Deal) {
			d.Partner, d.Rep, d.Region, d.Product, d.Customer = " a", "a ", "\t", "\x00", strings.Repeat("é", 51)
		}, []string{"partner id", "rep id", "region id", "product id", "customer id"}, true},
		{"negative", amount("-0.01"), []string{"amount min"}, true},
		{"free", amount("0.00"), nil, true},
		{"no amount", func(d *pipeline.Deal) { d.Amount = decimal.NullDecimal{} }, nil, true},
		{"omitted", func(d *pipeline.Deal) { d.Category = pipeline.CategoryOmitted }, nil, true},
		{"in tenths of cents", amount("1.005"), []string{"amount digits"}, false},
		{"5 decimals", amount("1.00005"), []string{"amount digits"}, true},
		{"14 digits", amount("99999999999999"), nil, true},
		{"14 digits, 2 decimals", amount("999999999999.99"), nil, true},
		{"15 digits", amount("9999999999999.99"), []string{"amount digits"}, true},
		{"the largest", amount("100000000000000"), nil, true},
		{"above the largest", amount("1e15"), []string{"amount max"}, true},
		{"14 digits and 18 zeros", amount("12345678901234e18"), []string{"amount max"}, true},
		{"out of bounds", amount("1e19"), []string{"amount bounds"}, true},
		{"certain", chance("1"), nil, true},
		{"impossible", chance("0"), nil, true},
		{"percent", chance("1.000001"), []string{"probability max", "reliability max"}, true},
		{"negative chance", chance("-0.000001"), []string{"probability min", "reliability min"}, true},
		{"too fine a chance", chance("0.1234567"), []string{"probability digits", "reliability digits"}, true},
		{"chance out of bounds", chance("1e-13"), []string{"probability bounds", "reliability bounds"}, true},
		{"another category", func(d *pipeline.Deal) { d.Category = "upside" }, []string{"category one-of"}, true},
		{"another outcome", func(d *pipeline.Deal) { closed(d, "abandoned") }, []string{"outcome one-of"}, true},
		{"never created", func(d *pipeline.Deal) { d.Created = partnermath.Date{} }, nil, true},
		{"only created", func(d *pipeline.Deal) { d.LastActivity, d.ExpectedClose = partnermath.Date{}, partnermath.Date{} }, nil, true},
		{"all before it was created", func(d *pipeline.Deal) {
			closed(d, pipeline.DealWon)
			d.Created, d.ExpectedClose = day(2026, 7, 25), day(2026, 7, 24)
		}, nil, true},
		{"all on one day", func(d *pipeline.Deal) {
			closed(d, pipeline.DealWon)
			d.Created, d.LastActivity, d.ExpectedClose = d.Closed, d.Closed, d.Closed
		}, nil, true},
		{"won on no day", func(d *pipeline.Deal) { d.Outcome = pipeline.DealWon }, nil, true},
		{"closed without an outcome", func(d *pipeline.Deal) { d.Closed = d.Created }, nil, true},
		{"open without a stage", func(d *pipeline.Deal) { d.Stage = "" }, nil, true},
		{"lost without a stage", func(d *pipeline.Deal) { closed(d, pipeline.DealLost); d.Stage = "" }, nil, true},
		{"unknown stage", func(d *pipeline.Deal) { d.Stage = "Proposal" }, []string{"stage known"}, false},
		{"won at an unknown stage", func(d *pipeline.Deal) { closed(d, pipeline.DealWon); d.Stage = "closed-won" }, nil, true},
		{"another currency", func(d *pipeline.Deal) { d.Currency = "EUR" }, []string{"currency match"}, false},
		{"no currency", func(d *pipeline.Deal) { d.Currency = "\x00" }, []string{"currency match"}, false},
		{"today", func(d *pipeline.Deal) { d.Created, d.LastActivity = dealDay(), dealDay() }, nil, true},
		{"tomorrow", func(d *pipeline.Deal) {
			closed(d, pipeline.DealNoDecision)
			d.Created, d.LastActivity, d.Closed = dealDay().AddDays(1), dealDay().AddDays(1), dealDay().AddDays(1)
		}, nil, true},
		{"all of its own", func(d *pipeline.Deal) {
			*d = pipeline.Deal{Partner: "\n", Amount: null("-1"), Probability: null("2"), Reliability: null("-2"), Category: "x", Outcome: "x"}
		}, []string{"id id", "partner id", "amount min", "probability max", "reliability min", "category one-of", "outcome one-of"}, true},
		{"all of the policy's", func(d *pipeline.Deal) {
			d.Currency, d.Amount, d.Stage, d.LastActivity = "EUR", null("0.001"), "x", day(2026, 8, 2)
		}, []string{"currency match", "amount digits", "stage known"}, false},
	} {
		d := openDeal()
		c.spoil(&d)
		own := c.want
		if !c.own {
			own = nil
		}
		if diff := cmp.Diff(own, testkit.BrokenRules(t, d.Validate())); diff != "" {
			t.Errorf("%s: -want +got:\n%s", c.name, diff)
		}
		var listed, added []string
		for _, fault := range c.want {
			listed, added = append(listed, "deals[1]."+fault), append(added, "deals[2]."+fault)
		}
		other := openDeal()
		other.ID = "other"
		_, err := pipeline.MeasureDeals(quarterPolicy(), dealDay(), []pipeline.Deal{other, d})
		if diff := cmp.Diff(listed, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("listed, %s: -want +got:\n%s", c.name, diff)
		}
		tally := newTally(t, quarterPolicy(), dealDay())
		_ = tally.Add(other)
		_ = tally.Add(pipeline.Deal{})
		if diff := cmp.Diff(added, testkit.BrokenRules(t, tally.Add(d))); diff != "" {
			t.Errorf("added, %s: -want +got:\n%s", c.name, diff)
		}
	}
}

// A deal that is left out leaves no trace but its number.
func TestDealsAddLeavesFaultyDealsOut(t *testing.T) {
	tally, empty := newTally(t, quarterPolicy(), dealDay()), newTally(t, quarterPolicy(), dealDay())
	faulty := openDeal()
	faulty.Partner, faulty.Currency = "acme", ""
	if diff := cmp.Diff([]string{"deals[0].currency required"}, testkit.BrokenRules(t, tally.Add(faulty))); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff(tallied(t, empty), tallied(t, tally)); diff != "" {
		t.Errorf("-empty +got:\n%s", diff)
	}
}

// Whatever is in the fields, nothing panics, messages are short, and Validate
// accepts what both forms accept.
func TestDealHostile(t *testing.T) {
	policy, asOf := quarterPolicy(), dealDay()
	tally := newTally(t, policy, asOf)
	rapid.Check(t, func(t *rapid.T) {
		d := openDeal()
		for range rapid.IntRange(1, 2).Draw(t, "faults") {
			testkit.Plant(t, &d)
		}
		own, added := testkit.BrokenRules(t, d.Validate()), testkit.BrokenRules(t, tally.Add(d))
		p, err := pipeline.MeasureDeals(policy, asOf, []pipeline.Deal{d})
		listed := testkit.BrokenRules(t, err)
		if len(own) > 0 && (len(added) != len(own) || len(listed) != len(own)) {
			t.Fatalf("Validate %v, Add %v, MeasureDeals %v", own, added, listed)
		}
		// What is accepted counts in full.
		sound := openDeal()
		open := d.Outcome == "" && d.Closed.IsZero() && d.Created == sound.Created && d.ExpectedClose == sound.ExpectedClose
		if open && len(listed) == 0 && d.Amount.Valid && !p.Open.Equal(d.Amount.Decimal) {
			t.Fatalf("got %s open of a deal of %s", p.Open, d.Amount.Decimal)
		}
	})
}

func TestDealPolicyHostile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy := fullDealPolicy()
		policy.Faulty = "" // so that faults of deals are told as well
		for range rapid.IntRange(1, 2).Draw(t, "faults") {
			testkit.Plant(t, &policy)
		}
		var own []string
		for _, fault := range testkit.BrokenRules(t, policy.Validate()) {
			own = append(own, "policy."+fault)
		}
		_, err := pipeline.MeasureDeals(policy, dealDay(), manyDeals(3))
		listed := testkit.BrokenRules(t, err)
		ofDeals := func(fault string) bool { return strings.HasPrefix(fault, "deals[") }
		if policy.Currency != "USD" {
			listed = slices.DeleteFunc(listed, ofDeals)
		}
		if !slices.Equal(own, listed) {
			t.Fatalf("Validate %v, MeasureDeals %v", own, listed)
		}
	})
}
