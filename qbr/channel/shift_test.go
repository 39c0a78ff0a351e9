package channel_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/channel"
)

// quarters are two reports: people went from 1,000 to 900 and its margin from 2,000 to 1,950,
// mdf from 500 to 790 and from 1,200 to 3,000.
func quarters(t rapid.TB) (before, after channel.Report) {
	p := channel.Policy{
		Period: channel.Span{From: quarter("2026-Q1"), Through: quarter("2026-Q1")},
		Kinds: []channel.Kind{
			{ID: "people", Treatment: channel.TreatedAsCost},
			{ID: "mdf", Treatment: channel.TreatedAsCost},
			{ID: "events", Treatment: channel.TreatedAsCost},
			{ID: "gifts", Treatment: channel.TreatedAsCost},
		},
	}
	before = rollUp(t, p, records(`
		acme 2026-Q1 USD people=600 mdf=500 events=10 gifts=100 | 3000 1000 - people:1 | 1500 300 - mdf:1 | 300 0 - events:1
		bolt 2026-Q1 USD people=400`))
	p.Period = channel.Span{From: quarter("2026-Q2"), Through: quarter("2026-Q2")}
	after = rollUp(t, p, records(`
		acme 2026-Q2 USD people=900 mdf=600 events=10 gifts=50 | 3000 1050 - people:1 | 2500 700 - mdf:1 | 300 0 - events:1 | 300 0 - gifts:1
		bolt 2026-Q2 USD mdf=190 | 1500 300 - mdf:1`))
	return before, after
}

func showMarginal(m channel.Marginal) string {
	return fmt.Sprintf("%s spend %s to %s, margin %s to %s: %s; %d to %d partners, %d to %d outcomes", m.Kind, m.SpendBefore, m.SpendAfter, show(m.MarginBefore), show(m.MarginAfter),
		show(m.Return), m.PartnersBefore, m.PartnersAfter, m.OutcomesBefore, m.OutcomesAfter)
}

func showEstimate(e channel.Estimate) []string {
	var got []string
	for _, m := range append(e.Kinds, e.From, e.To) {
		got = append(got, showMarginal(m))
	}
	got = append(got, fmt.Sprintf("estimated %t, of %d partners and %d outcomes at least", e.Estimated, e.Partners, e.Outcomes))
	return append(got, fmt.Sprintf("moved %s of %s, %s left: %s for %s, %s", e.Moved, e.Asked, e.Rest, show(e.Gained), show(e.GivenUp), show(e.Change)))
}

// The last 100 of people brought 50, the last 290 of mdf 1,800: 1,800 ÷ 290 × 100 = 620.69. Only 100 were
// observed to move.
func TestShift(t *testing.T) {
	before, after := quarters(t)
	estimate := func(ask channel.Ask) channel.Estimate {
		e, err := channel.Shift(before, after, ask)
		if err != nil {
			t.Fatal(err)
		}
		return e
	}
	kinds := []string{
		"people spend 1000 to 900, margin 2000 to 1950: 0.5; 2 to 1 partners, 1 to 1 outcomes",
		"mdf spend 500 to 790, margin 1200 to 3000: 6.2069; 1 to 2 partners, 1 to 2 outcomes",
		"events spend 10 to 10, margin 300 to 300: -; 1 to 1 partners, 1 to 1 outcomes",
		"gifts spend 100 to 50, margin - to 300: -; 1 to 1 partners, 0 to 1 outcomes",
	}
	ask := channel.Ask{Currency: "USD", From: []string{"people"}, To: []string{"mdf"}, Amount: number("250")}
	differ(t, append(kinds[:4:4],
		" spend 1000 to 900, margin 2000 to 1950: 0.5; 2 to 1 partners, 1 to 1 outcomes",
		" spend 500 to 790, margin 1200 to 3000: 6.2069; 1 to 2 partners, 1 to 2 outcomes",
		"estimated true, of 1 partners and 1 outcomes at least",
		"moved 100 of 250, 150 left: 620.69 for 50, 570.69",
	), showEstimate(estimate(ask)))
	// Events and mdf together: 510 to 800, and 1,500 to 3,300.
	ask.To, ask.Amount = []string{"events", "mdf"}, number("29")
	e := estimate(ask)
	differ(t, []string{
		" spend 510 to 800, margin 1500 to 3300: 6.2069; 1 to 2 partners, 2 to 3 outcomes",
		"estimated true, of 1 partners and 1 outcomes at least", "moved 29 of 29, 0 left: 180 for 14.5, 165.5",
	}, showEstimate(e)[5:])
	// No outcome of gifts tells anything of the period before.
	ask.From, ask.To = []string{"mdf", "events"}, []string{"gifts"}
	e = estimate(ask)
	differ(t, "1 partners, 0 outcomes", fmt.Sprintf("%d partners, %d outcomes", e.Partners, e.Outcomes))
	ask.From = []string{"people"}
	// What grew by 10 % of itself was not bought: people −50 − 200 over −100, mdf 1,800 − 120 over 290.
	ask.To, ask.ControlGrowth = []string{"mdf"}, number("0.1")
	differ(t, []string{"2.5", "5.7931", "168 for 72.5, 95.5"}, func() []string {
		e := estimate(ask)
		return []string{show(e.From.Return), show(e.To.Return), fmt.Sprintf("%s for %s, %s", show(e.Gained), show(e.GivenUp), show(e.Change))}
	}())
	// What is left out is not looked at.
	beyond := decimal.NullDecimal{Decimal: decimal.New(1, -1<<31)}
	ask.ControlGrowth, ask.MinimumChange = beyond, beyond
	differ(t, "0.5", show(estimate(ask).From.Return))
	// 100 is a tenth of 1,000, and enough; a little more is not.
	ask.MinimumChange = number("0.1")
	differ(t, true, estimate(ask).From.Return.Valid)
	ask.MinimumChange = number("0.100001")
	differ(t, false, estimate(ask).From.Return.Valid)
	differ(t, "29 - -", func() string {
		e := estimate(ask)
		return e.Moved.String() + " " + show(e.Change) + " " + show(e.Gained)
	}())
}

// 1,000 of mdf's sales were tagged with people: both returns are of tags, and all margin did
// not change.
func TestShiftOfTags(t *testing.T) {
	p := channel.Policy{
		Period: channel.Span{From: quarter("2026-Q1"), Through: quarter("2026-Q1")},
		Kinds:  []channel.Kind{{ID: "mdf", Treatment: channel.TreatedAsCost}, {ID: "people", Treatment: channel.TreatedAsCost}},
	}
	all := records(`
		acme 2026-Q1 USD mdf=100 people=100 | 1000 400 - mdf:1 | 500 200 - people:1
		bolt 2026-Q1 USD | 1000 400 - mdf:1
		acme 2026-Q2 USD mdf=150 people=90 | 1000 400 - mdf:1 | 500 200 - people:1
		bolt 2026-Q2 USD | 1000 400 - people:1`)
	before := rollUp(t, p, all)
	p.Before, p.Period = p.Period, channel.Span{From: quarter("2026-Q2"), Through: quarter("2026-Q2")}
	after := rollUp(t, p, all)
	ask := channel.Ask{Currency: "USD", From: []string{"mdf"}, To: []string{"people"}, Amount: number("10")}
	e, err := channel.Shift(before, after, ask)
	if err != nil {
		t.Fatal(err)
	}
	differ(t, []string{
		"mdf spend 100 to 150, margin 1200 to 600: -12; 1 to 1 partners, 2 to 1 outcomes", "-600",
		" spend 200 to 240, margin 1500 to 1500: 0; 1 to 1 partners, 3 to 3 outcomes", "0", "[{mdf people 1}]",
	}, []string{showMarginal(e.Kinds[0]), show(e.Kinds[0].MarginChange), showMarginal(e.All), show(e.All.MarginChange), fmt.Sprint(e.Retagged)})
	after.Before.From = quarter("2025-Q4")
	if e, err = channel.Shift(before, after, ask); err != nil || e.Retagged != nil {
		t.Errorf("since another period %v changed, %v", e.Retagged, err)
	}
}

func TestShiftFaults(t *testing.T) {
	for _, tt := range []struct {
		change func(before, after *channel.Report, ask *channel.Ask)
		want   string
	}{
		{func(_, _ *channel.Report, a *channel.Ask) { a.From = nil }, "ask.from length"},
		{func(_, _ *channel.Report, a *channel.Ask) { a.To[0] = "people" }, "ask.to[0] unique"},
		{func(_, _ *channel.Report, a *channel.Ask) { a.To[0] = "ads" }, "ask.to[0] known"},
		{func(_, _ *channel.Report, a *channel.Ask) { a.Amount = number("0") }, "ask.amount above"},
		{func(_, _ *channel.Report, a *channel.Ask) { a.Amount = number("-") }, "ask.amount required"},
		{func(_, _ *channel.Report, a *channel.Ask) { a.Amount = number("0.001") }, "ask.amount digits"},
		{func(_, _ *channel.Report, a *channel.Ask) { a.MinimumChange = number("-1") }, "ask.minimumChange min"},
		{func(_, _ *channel.Report, a *channel.Ask) { a.ControlGrowth = number("-1.1") }, "ask.controlGrowth min"},
		{func(_, _ *channel.Report, a *channel.Ask) { a.Currency = "X" }, "ask.currency currency"},
		{func(_, b *channel.Report, _ *channel.Ask) { b.Accounts = nil }, "after.accounts known"},
		{func(b, _ *channel.Report, _ *channel.Ask) { b.Accounts[0].Kinds[1].Kind = "other" }, "after match"},
		{func(b, _ *channel.Report, _ *channel.Ask) { b.Accounts[0].Kinds[3].Treatment = channel.TreatedAsContra }, "after match"},
		{func(b, _ *channel.Report, _ *channel.Ask) { b.Accounts[0].Kinds = b.Accounts[0].Kinds[:3] }, "before match"},
		{func(b, _ *channel.Report, _ *channel.Ask) { b.Accounts[0].Kinds[1].Kind = "people" }, "before.accounts[0].kinds[1].kind unique"},
		{func(b, _ *channel.Report, _ *channel.Ask) { b.Accounts[0].Kinds[1].Spend = testkit.Number("1e30") }, "before.accounts[0].kinds[1].spend bounds"},
		{func(b, _ *channel.Report, _ *channel.Ask) { b.Accounts[0].Kinds[1].Margin.Amount = number("1e30") }, "before.accounts[0].kinds[1].margin.amount bounds"},
		{func(b, _ *channel.Report, _ *channel.Ask) { b.Accounts[0].Kinds = make([]channel.Line, 31) }, "before.accounts[0].kinds length"},
		{func(b, _ *channel.Report, _ *channel.Ask) { b.Accounts[0].Kinds[1].Spend = testkit.Number("20.005") }, "before.accounts[0].kinds[1].spend digits"},
		{func(_, a *channel.Report, _ *channel.Ask) { a.Accounts[0].Kinds[1].Margin.Amount = number("1e-12") }, "after.accounts[0].kinds[1].margin.amount digits"},
		{func(_, a *channel.Report, _ *channel.Ask) { a.Accounts[0].Kinds[0].Partners = -1 }, "after.accounts[0].kinds[0].partners min"},
		{func(_, a *channel.Report, _ *channel.Ask) { a.Accounts[0].Kinds[0].Outcomes = -7 }, "after.accounts[0].kinds[0].outcomes min"},
		{func(b, _ *channel.Report, _ *channel.Ask) { b.Accounts[0].Kinds[2].Margin.Unknown = -1 }, "before.accounts[0].kinds[2].margin.unknown min"},
		{func(b, _ *channel.Report, _ *channel.Ask) { b.Accounts[0].Kinds[2].Margin.Unknown = 2 }, "before.accounts[0].kinds[2].margin.unknown max"},
		{func(b, _ *channel.Report, _ *channel.Ask) { b.Accounts[0].Kinds[2].Margin.Unknown = 1 }, "before.accounts[0].kinds[2].margin.amount empty"},
		{func(b, _ *channel.Report, _ *channel.Ask) { b.Accounts[0].Total.Spend = testkit.Number("1e30") }, "before.accounts[0].total.spend bounds"},
		{func(b, _ *channel.Report, _ *channel.Ask) { b.Accounts[0].Total.Margin.Unknown = 99 }, "before.accounts[0].total.margin.unknown max"},
		{func(_, a *channel.Report, _ *channel.Ask) {
			a.Accounts[0].Retagged = []channel.Retag{{From: "mdf", To: "ads", Partners: -1}}
		}, "after.accounts[0].retagged[0].to known"},
		{func(_, a *channel.Report, _ *channel.Ask) { a.Accounts[0].Retagged = make([]channel.Retag, 17) }, "after.accounts[0].retagged length"},
		{func(b, a *channel.Report, _ *channel.Ask) { b.Period, a.Period = a.Period, b.Period }, "after.period.from order"},
		{func(b, a *channel.Report, _ *channel.Ask) { b.Period = a.Period }, "after.period.from order"},
		{func(b, a *channel.Report, _ *channel.Ask) { b.Period.Through = a.Period.From }, "after.period.from order"},
		{func(b, _ *channel.Report, _ *channel.Ask) { b.Period.From = quarter("2026-Q2") }, "before.period.through order"},
		{func(_, a *channel.Report, _ *channel.Ask) {
			a.Period.Through = partnermath.Quarter{Year: 2026, Number: 5}
		}, "after.period required"},
		{func(b, _ *channel.Report, _ *channel.Ask) { b.Period = channel.Span{} }, "before.period required"},
		{func(b, a *channel.Report, k *channel.Ask) {
			k.Currency, b.Converted, a.Converted = "", &b.Accounts[0], nil
		}, "after.converted required"},
		{func(b, a *channel.Report, k *channel.Ask) {
			k.Currency, b.Converted, a.Converted = "", &b.Accounts[0], &a.Accounts[0]
			b.Converted.Currency = "EUR"
		}, "after match"},
	} {
		before, after := quarters(t)
		ask := channel.Ask{Currency: "USD", From: []string{"people"}, To: []string{"mdf"}, Amount: number("250")}
		tt.change(&before, &after, &ask)
		e, err := channel.Shift(before, after, ask)
		if got := testkit.BrokenRules(t, err); len(got) == 0 || got[0] != tt.want {
			t.Errorf("want %s, got %v", tt.want, got)
		}
		differ(t, channel.Estimate{}, e)
	}
}

// The golden files are the forms of policies, inputs and results.
func TestJSON(t *testing.T) {
	type document struct {
		Policy  channel.Policy   `json:"policy"`
		Records []channel.Record `json:"records"`
		Report  channel.Report   `json:"report"`
	}
	p, all := sample()
	r := rollUp(t, p, all)
	testkit.Golden(t, "json/report.json", testkit.RoundTrip(t, document{p, all, r}))

	type shift struct {
		Ask      channel.Ask      `json:"ask"`
		Estimate channel.Estimate `json:"estimate"`
	}
	before, after := quarters(t)
	ask := channel.Ask{Currency: "USD", From: []string{"people"}, To: []string{"mdf"}, Amount: number("250"), MinimumChange: partnermath.Num(5, 2), ControlGrowth: partnermath.Num(1, 2)}
	e, err := channel.Shift(before, after, ask)
	if err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "json/shift.json", testkit.RoundTrip(t, shift{ask, e}))

	type cohorts struct {
		Policy   channel.CohortPolicy    `json:"policy"`
		Partners []channel.CohortPartner `json:"partners"`
		Report   channel.CohortReport    `json:"report"`
	}
	policy, of := practised()
	c, err := channel.Cohorts(policy, of)
	if err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "json/cohorts.json", testkit.RoundTrip(t, cohorts{policy, of, c}))
}
