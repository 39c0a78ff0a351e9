package channel_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/channel"
)

// sample has every field.
func sample() (channel.Policy, []channel.Record) {
	p := one()
	p.Calendar.YearStart.Month = 2
	p.Kinds[0].Name, p.Counts, p.Top = "Market development", []channel.Role{channel.Sourced, channel.Attached}, 1
	p.Bands, p.ConvertTo, p.Faulty = []decimal.NullDecimal{number("0.8"), number("1")}, "EUR", partnermath.FaultyRefuse
	p.Rates = []channel.Rate{
		{From: "USD", To: "EUR", Rate: number("0.9"), Date: day("2024-02-01"), Label: "ECB"},
		{From: "GBP", To: "EUR", Rate: number("1.1"), Date: day("2024-02-01")},
	}
	p.Plans = []channel.GroupPlan{{Currency: "USD", Amount: number("1500")}, {Tier: "gold", Amount: number("900.5")}}
	return p, records(`
		acme 2026-Q3 USD tier=gold region=emea mdf=100 rebates=30.5 direct=200 plan=1200 sourced=700 influenced=200 attached=100 | 1000 600 800 mdf:0.5 rebates:0.25 | 500 300 450
		bolt 2026-Q3 USD tier=gold region=emea deal=d1:700:sourced deal=d2:9:influenced:1 deal=d3:50:overlay:0.5
		acme 2025-Q3 USD tier=silver region=emea direct=1 | 900 500 -`)
}

func TestRollUpFaults(t *testing.T) {
	huge := decimal.NewNullDecimal(decimal.New(1, 1_000_000_000))
	for _, tt := range []struct {
		change func(*channel.Policy, []channel.Record)
		want   string
	}{
		{func(p *channel.Policy, _ []channel.Record) { p.Calendar.YearStart.Month = 13 }, "policy.calendar.yearStart.month range"},
		{func(p *channel.Policy, _ []channel.Record) { p.Period.From = partnermath.Quarter{} }, "policy.period.from required"},
		{func(p *channel.Policy, _ []channel.Record) { p.Period.Through.Number = 5 }, "policy.period.through required"},
		{func(p *channel.Policy, _ []channel.Record) { p.Period.Through = quarter("2026-Q2") }, "policy.period.through order"},
		{func(p *channel.Policy, _ []channel.Record) { p.Before.Through = quarter("2026-Q3") }, "policy.before.through order"},
		{func(p *channel.Policy, _ []channel.Record) { p.Before.From = quarter("2025-Q4") }, "policy.before.through order"},
		{func(p *channel.Policy, _ []channel.Record) { p.Before.From = partnermath.Quarter{} }, "policy.before.from required"},
		{func(p *channel.Policy, _ []channel.Record) { p.Kinds = nil }, "policy.kinds length"},
		{func(p *channel.Policy, _ []channel.Record) { p.Kinds = make([]channel.Kind, channel.MaxKinds+1) }, "policy.kinds length"},
		{func(p *channel.Policy, _ []channel.Record) { p.Kinds[1].ID = "mdf" }, "policy.kinds[1].id unique"},
		{func(p *channel.Policy, _ []channel.Record) { p.Kinds[1].ID = "" }, "policy.kinds[1].id id"},
		{func(p *channel.Policy, _ []channel.Record) { p.Kinds[1].Name = strings.Repeat("x", 201) }, "policy.kinds[1].name text"},
		{func(p *channel.Policy, _ []channel.Record) { p.Kinds[1].Name = "\x00" }, "policy.kinds[1].name text"},
		{func(p *channel.Policy, _ []channel.Record) { p.Kinds[1].Treatment = "" }, "policy.kinds[1].treatment required"},
		{func(p *channel.Policy, _ []channel.Record) { p.Kinds[1].Treatment = "both" }, "policy.kinds[1].treatment one-of"},
		{func(p *channel.Policy, _ []channel.Record) { p.Counts[1] = channel.Sourced }, "policy.counts[1] unique"},
		{func(p *channel.Policy, _ []channel.Record) { p.Counts[1] = "seen" }, "policy.counts[1] one-of"},
		{func(p *channel.Policy, _ []channel.Record) { p.Bands[1] = number("0.8") }, "policy.bands[1] increasing"},
		{func(p *channel.Policy, _ []channel.Record) { p.Bands[0] = number("0") }, "policy.bands[0] above"},
		{func(p *channel.Policy, _ []channel.Record) { p.Bands[0] = number("-") }, "policy.bands[0] required"},
		{func(p *channel.Policy, _ []channel.Record) { p.Top = 101 }, "policy.top max"},
		{func(p *channel.Policy, _ []channel.Record) { p.ConvertTo = "eur" }, "policy.convertTo currency"},
		{func(p *channel.Policy, _ []channel.Record) { p.ConvertTo, p.Plans = "", nil }, "policy.convertTo required"},
		{func(p *channel.Policy, _ []channel.Record) { p.Rates[1].To = "JPY" }, "policy.rates[1].to match"},
		{func(p *channel.Policy, _ []channel.Record) { p.Rates[1].From = "EUR" }, "policy.rates[1].from match"},
		{func(p *channel.Policy, _ []channel.Record) { p.Rates[1].From = "USD" }, "policy.rates[1].date unique"},
		{func(p *channel.Policy, _ []channel.Record) { p.Rates[1].Date = partnermath.Date{} }, "policy.rates[1].date required"},
		{func(p *channel.Policy, _ []channel.Record) { p.Rates[1].Rate = number("0") }, "policy.rates[1].rate above"},
		{func(p *channel.Policy, _ []channel.Record) { p.Rates[1].Rate = number("0.0000000000001") }, "policy.rates[1].rate bounds"},
		{func(p *channel.Policy, _ []channel.Record) { p.Rates[1].Rate = number("1000000.1") }, "policy.rates[1].rate max"},
		{func(p *channel.Policy, _ []channel.Record) { p.Plans = make([]channel.GroupPlan, channel.MaxPlans+1) }, "policy.plans length"},
		{func(p *channel.Policy, _ []channel.Record) { p.Plans[1].Tier = " " }, "policy.plans[1].tier id"},
		{func(p *channel.Policy, _ []channel.Record) { p.Plans[1].Region = "emea" }, "policy.plans[1].region empty"},
		{func(p *channel.Policy, _ []channel.Record) { p.Plans[1].Currency = "USX" }, "policy.plans[1].currency currency"},
		{func(p *channel.Policy, _ []channel.Record) { p.ConvertTo, p.Rates = "", nil }, "policy.plans[1].currency required"},
		{func(p *channel.Policy, _ []channel.Record) { p.Plans[1].Amount = number("-") }, "policy.plans[1].amount required"},
		{func(p *channel.Policy, _ []channel.Record) { p.Plans[1].Amount = number("-1") }, "policy.plans[1].amount min"},
		{func(p *channel.Policy, _ []channel.Record) { p.Plans[1].Amount = number("0.001") }, "policy.plans[1].amount digits"},
		{func(p *channel.Policy, _ []channel.Record) { p.Plans[1].Tier, p.Plans[1].Currency = "", "USD" }, "policy.plans[1].amount unique"},
		{func(p *channel.Policy, _ []channel.Record) { p.Faulty = "drop" }, "policy.faulty one-of"},

		{func(_ *channel.Policy, r []channel.Record) { r[0].Partner = "" }, "records[0].partner id"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Tier = " " }, "records[0].tier id"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Region = "\xff" }, "records[0].region id"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Quarter.Number = 5 }, "records[0].quarter required"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Currency = "USX" }, "records[0].currency currency"},
		{func(_ *channel.Policy, r []channel.Record) { r[1].Partner, r[1].Deals = "acme", nil }, "records[1].partner unique"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Spend = make([]channel.Spend, 31) }, "records[0].spend length"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Spend[1].Kind = "mdf" }, "records[0].spend[1].kind unique"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Spend[1].Kind = "ads" }, "records[0].spend[1].kind known"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Spend[1].Amount = number("-") }, "records[0].spend[1].amount required"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Spend[1].Amount = number("0.001") }, "records[0].spend[1].amount digits"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Spend[1].Amount = number("-100000000000.01") }, "records[0].spend[1].amount min"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Spend[1].Amount = huge }, "records[0].spend[1].amount bounds"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Outcomes = make([]channel.Outcome, 1001) }, "records[0].outcomes length"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Outcomes[1].Revenue = number("-") }, "records[0].outcomes[1].revenue required"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Outcomes[1].Revenue = number("1e12") }, "records[0].outcomes[1].revenue max"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Outcomes[1].CostOfGoods = number("1e12") }, "records[0].outcomes[1].costOfGoods max"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Outcomes[1].Baseline = number("-1") }, "records[0].outcomes[1].baseline min"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Outcomes[0].Tags = make([]channel.Tag, 31) }, "records[0].outcomes[0].tags length"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Outcomes[0].Tags[1].Kind = "mdf" }, "records[0].outcomes[0].tags[1].kind unique"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Outcomes[0].Tags[1].Kind = "ads" }, "records[0].outcomes[0].tags[1].kind known"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Outcomes[0].Tags[1].Share = number("-") }, "records[0].outcomes[0].tags[1].share required"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Outcomes[0].Tags[1].Share = number("0") }, "records[0].outcomes[0].tags[1].share above"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Outcomes[0].Tags[1].Share = number("0.000000001") }, "records[0].outcomes[0].tags[1].share digits"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Outcomes[0].Tags[1].Share = number("1.1") }, "records[0].outcomes[0].tags[1].share max"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Outcomes[0].Tags[1].Share = number("0.50000001") }, "records[0].outcomes[0].tags sum"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].DirectCost = number("-1") }, "records[0].directCost min"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Plan = number("-1") }, "records[0].plan min"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Sourced = number("-1") }, "records[0].sourced min"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Influenced = number("1e12") }, "records[0].influenced max"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Attached = huge }, "records[0].attached bounds"},
		{func(_ *channel.Policy, r []channel.Record) { r[1].Attached = number("0") }, "records[1].attached empty"},
		{func(_ *channel.Policy, r []channel.Record) { r[1].Deals = make([]channel.Deal, channel.MaxDeals+1) }, "records[1].deals length"},
		{func(_ *channel.Policy, r []channel.Record) { r[1].Deals[1].ID = "" }, "records[1].deals[1].id id"},
		{func(_ *channel.Policy, r []channel.Record) { r[1].Deals[1].ID = "d1" }, "records[1].deals[1].id unique"},
		{func(_ *channel.Policy, r []channel.Record) { r[1].Deals[1].Amount = number("-") }, "records[1].deals[1].amount required"},
		{func(_ *channel.Policy, r []channel.Record) { r[1].Deals[1].Amount = number("-1") }, "records[1].deals[1].amount min"},
		{func(_ *channel.Policy, r []channel.Record) { r[1].Deals[1].Role = "" }, "records[1].deals[1].role one-of"},
		{func(_ *channel.Policy, r []channel.Record) { r[1].Deals[1].Weight = number("-1") }, "records[1].deals[1].weight min"},
		{func(_ *channel.Policy, r []channel.Record) { r[1].Deals[1].Weight = number("0") }, "records[1].deals[1].weight sum"},
		{func(_ *channel.Policy, r []channel.Record) { r[0].Overlay = number("-1") }, "records[0].overlay min"},
		{func(_ *channel.Policy, r []channel.Record) { r[1].Overlay = number("0") }, "records[1].overlay empty"},
		{func(_ *channel.Policy, r []channel.Record) { r[1].Deals[2].Overlay = number("0") }, "records[1].deals[2].overlay above"},
		{func(_ *channel.Policy, r []channel.Record) { r[1].Deals[2].Overlay = number("1.1") }, "records[1].deals[2].overlay max"},
		{func(_ *channel.Policy, r []channel.Record) { r[1].Deals[2].Role = channel.Sourced }, "records[1].deals[2].role empty"},
		{func(_ *channel.Policy, r []channel.Record) { r[1].Deals[2].Weight = number("1") }, "records[1].deals[2].weight empty"},
		{func(p *channel.Policy, r []channel.Record) {
			p.Rates[0].Rate, r[0].Plan = number("1000000"), number("10000000000")
		}, "records[0].currency range"},
		{func(p *channel.Policy, r []channel.Record) {
			p.Rates[0].Rate, r[1].Deals[0].Amount = number("1000000"), number("10000000000")
		}, "records[1].currency range"},
		{func(p *channel.Policy, r []channel.Record) { // at the constant rate only
			p.Rates[1] = channel.Rate{From: "USD", To: "EUR", Rate: number("1000000"), Date: day("2025-08-01")}
			r[2].Outcomes[0].Revenue = number("10000000000")
		}, "records[2].currency range"},
	} {
		p, r := sample()
		tt.change(&p, r)
		report, err := channel.RollUp(p, r)
		differ(t, []string{tt.want}, testkit.BrokenRules(t, err))
		differ(t, channel.Report{}, report)
	}
}

// All faults are told at once, of records also without a sound policy, and records by name.
func TestAllFaultsAtOnce(t *testing.T) {
	p, r := sample()
	p.Kinds, r[0].Partner, r[1].Tier, r[2].Spend = nil, "", " ", []channel.Spend{{Kind: ""}}
	_, err := channel.RollUp(p, r)
	differ(t, []string{
		"policy.kinds length", "records[0].partner id", "records[1].tier id", "records[2].spend[0].kind id", "records[2].spend[0].amount required",
	}, testkit.BrokenRules(t, err))
	if !strings.Contains(err.Error(), `("bolt", 2026-Q3)`) {
		t.Errorf("%v does not name the record", err)
	}
	_, err = channel.RollUp(p, make([]channel.Record, channel.MaxRecords+1))
	differ(t, []string{"policy.kinds length", "records length"}, testkit.BrokenRules(t, err))
	for i := range r {
		p, r := sample()
		differ(t, nil, r[i].Validate())
		r[i].Partner, r[i].Currency = "", "X"
		differ(t, []string{"partner id", "currency currency"}, testkit.BrokenRules(t, r[i].Validate()))
		differ(t, nil, p.Validate())
	}
}

// Records must agree on a deal.
func TestDealFaults(t *testing.T) {
	for _, tt := range []struct{ deal, want string }{
		{"acme 2026-Q3 USD deal=d:101:sourced", "records[1].deals[0].amount match"},
		{"acme 2026-Q3 EUR deal=d:100:sourced", "records[1].deals[0].id match"},
		{"acme 2025-Q3 USD deal=d:100:sourced", "records[1].deals[0].id match"},
		{"acme 2026-Q3 USD deal=d:100:influenced:1", "records[1].deals[0].weight match"},
		{"acme 2026-Q2 USD deal=d:101:influenced", ""}, // outside
		{"acme 2026-Q3 USD deal=d:100:attached:1", ""},
	} {
		all := records("bolt 2026-Q3 USD deal=d:100:influenced\n" + tt.deal)
		_, err := channel.RollUp(one(), all)
		var want []string
		if tt.want != "" {
			want = []string{tt.want}
		}
		differ(t, want, testkit.BrokenRules(t, err))
	}
}

// What is faulty is set apart where the policy says so, and the rest counts.
func TestFaultyApart(t *testing.T) {
	p := one()
	p.Faulty = partnermath.FaultySetApart
	all := records(`
		acme 2026-Q3 USD mdf=1 deal=d:100:influenced:1 | 10 5 -
		acme 2026-Q3 USD mdf=1 deal=d:100:influenced:1 | 10 5 -
		bolt 2026-Q3 USD mdf=1 | 20 5 -
		bolt 2026-Q3 USD mdf=2 | 20 5 -
		coop 2026-Q3 USD ads=2 | 40 5 -
		dash 2026-Q3 USD deal=d:99:influenced:1 deal=e:7:sourced:0 | 80 5 -`)
	all[4].Region = strings.Repeat("x", 200)
	r := rollUp(t, p, all)
	differ(t, []string{
		"copies-differ 2 [bolt 2026-Q3 USD]", "deals-differ 2 [d e]", "faulty 1 [coop 2026-Q3 USD]",
	}, func() []string {
		list := showFindings(r)
		list[0] = strings.Replace(list[0], "[bolt 2026-Q3 USD bolt 2026-Q3 USD]", "[bolt 2026-Q3 USD]", 1)
		return list
	}())
	differ(t, "90", show(r.Accounts[0].Total.Revenue.Amount))
	differ(t, " 0 unknown 2: - deals of -, overlap -", showCredit(r.Accounts[0].Deals))
}

// A deal that is set apart leaves unknown what it would have been credited to, and nothing else:
// acme's sourcing, although e is known, bolt's influence, and what coop has beside its roles.
func TestDealApart(t *testing.T) {
	p := one()
	p.Faulty, p.Counts, p.ConvertTo = partnermath.FaultySetApart, []channel.Role{channel.Sourced}, "USD"
	p.Bands = []decimal.NullDecimal{number("1")}
	r := rollUp(t, p, records(`
		acme 2026-Q3 USD plan=100 tier=gold deal=d:100:sourced deal=e:70:sourced:1 deal=f:8:attached
		bolt 2026-Q3 USD plan=20 tier=tin deal=d:99:influenced deal=e:70:sourced:1 deal=f:8:attached
		coop 2026-Q3 USD plan=5 tier=tin deal=d:100:overlay:0.5 deal=g:10:attached
		dash 2026-Q3 USD plan=5 tier=tin deal=g:10:overlay:0.5 deal=h:3:influenced`))
	differ(t, []string{"deals-differ 1 [d]"}, showFindings(r))
	for _, a := range []channel.Account{r.Accounts[0], *r.Converted} {
		got := []string{showCredit(a.Deals), show(a.Overlay), fmt.Sprint(a.OverlayUnknown)}
		for _, role := range a.Roles {
			got = append(got, showCredit(role))
		}
		for _, tier := range a.Tiers {
			got = append(got, showGroup(tier.Attainment))
		}
		differ(t, []string{
			" 64 unknown 2: - deals of -, overlap -", "5", "1",
			"sourced 35 unknown 1: - deals of -, overlap -", "influenced 3 unknown 1: - deals of -, overlap -", "attached 26 unknown 0: 2 deals of 18, overlap 8",
			"own -, members 100 unknown 0, difference -: - of 100 is -", "own -, members 30 unknown 0, difference -: 35 of 30 is 1.1667",
		}, got)
		differ(t, 1, a.Attainment.Unknown)
		differ(t, "35", a.Attainment.Actual.String())
	}
}

// All copies of a record that stands with other content are set apart, in whatever order they come.
func TestCopiesApart(t *testing.T) {
	p := one()
	p.Faulty = partnermath.FaultySetApart
	for _, order := range [][]string{{"1", "2", "1"}, {"2", "1", "1"}, {"1", "1", "2"}} {
		var text strings.Builder
		for _, mdf := range order {
			text.WriteString("acme 2026-Q3 USD mdf=" + mdf + "\n")
		}
		r := rollUp(t, p, records(text.String()+"bolt 2026-Q3 USD mdf=4\nbolt 2026-Q3 USD mdf=4"))
		differ(t, []string{"copies-differ 3 [acme 2026-Q3 USD acme 2026-Q3 USD acme 2026-Q3 USD]"}, showFindings(r))
		differ(t, "4", r.Accounts[0].Total.Spend.String())
	}
}

func TestTallyMisused(t *testing.T) {
	var none *channel.Tally
	_, all := sample()
	for name, tally := range map[string]*channel.Tally{"zero": {}, "nil": none} {
		_, err := tally.Result()
		good := newTally(t, one())
		got := [][]string{
			testkit.BrokenRules(t, tally.Add(all[0])), testkit.BrokenRules(t, err), testkit.BrokenRules(t, tally.Merge(good)), testkit.BrokenRules(t, good.Merge(tally)),
		}
		of := []string{"tally required"}
		if diff := testkit.Diff([][]string{of, of, of, {"other required"}}, got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", name, diff)
		}
	}
	tally := newTally(t, one())
	add(t, tally, all[0])
	before := testkit.JSON(t, result(t, tally))
	differ(t, []string{"other unique"}, testkit.BrokenRules(t, tally.Merge(tally)))
	for _, change := range []func(*channel.Policy){
		func(p *channel.Policy) { p.Top = 1 },
		func(p *channel.Policy) { p.Kinds[0].Treatment = channel.TreatedAsContra },
		func(p *channel.Policy) { p.Kinds[0], p.Kinds[1] = p.Kinds[1], p.Kinds[0] },
		func(p *channel.Policy) { p.Before = channel.Span{} },
		func(p *channel.Policy) { p.ConvertTo = "EUR" },
	} {
		p := one()
		change(&p)
		differ(t, []string{"other match"}, testkit.BrokenRules(t, tally.Merge(newTally(t, p))))
	}
	differ(t, []string{"records[1].spend[0].kind known", "records[1].spend[0].amount required"}, testkit.BrokenRules(t, tally.Add(channel.Record{
		Partner: "acme", Quarter: quarter("2026-Q3"), Currency: "USD", Spend: []channel.Spend{{Kind: "ads"}},
	})))
	differ(t, []string{"records[2].deals empty"}, testkit.BrokenRules(t, tally.Add(all[1])))
	if after := testkit.JSON(t, result(t, tally)); after != before {
		t.Errorf("what was refused left something:\n%s", after)
	}
	// A policy of the same numbers written another way is the same.
	p, q := one(), one()
	p.Bands, q.Bands = []decimal.NullDecimal{number("0.80")}, []decimal.NullDecimal{number("0.8")}
	if err := newTally(t, p).Merge(newTally(t, q)); err != nil {
		t.Error(err)
	}
}

// A tally keeps to the policy that it was made with, and inputs stay as they are.
func TestSharesNoMemory(t *testing.T) {
	p, all := sample()
	rollUp(t, p, all)
	again, records := sample()
	differ(t, again, p)
	differ(t, records, all)
	all[1].Deals = nil
	want := testkit.JSON(t, rollUp(t, p, all))
	tally := newTally(t, p)
	p.Kinds[0], p.Counts[0], p.Bands[0], p.Rates[0].Rate = channel.Kind{ID: "x"}, channel.Influenced, number("9"), number("9")
	p.Plans[0].Amount = number("9")
	add(t, tally, all...)
	if got := testkit.JSON(t, result(t, tally)); got != want {
		t.Errorf("want\n%s\ngot\n%s", want, got)
	}
}

// Whatever somebody sends is answered, and by the tally as by the batch.
func TestSurvivesHostileInput(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, all := sample()
		before, after := rollUp(t, p, all), rollUp(t, p, all)
		before.Period = p.Before
		ask := channel.Ask{From: []string{"mdf"}, To: []string{"rebates"}, Amount: number("10"), MinimumChange: number("0.1"), ControlGrowth: number("0.1")}
		cohorts, partners := practised()
		for range rapid.IntRange(1, 3).Draw(t, "faults") {
			testkit.Plant(t, &p, &all)
			testkit.Plant(t, &before, &after, &ask)
			testkit.Plant(t, &cohorts, &partners)
		}
		_, err := channel.RollUp(p, all)
		testkit.BrokenRules(t, err)
		if tally, err := channel.NewTally(p); err == nil {
			for _, r := range all {
				testkit.BrokenRules(t, tally.Add(r))
			}
			result(t, tally)
		}
		for _, r := range all {
			testkit.BrokenRules(t, r.Validate())
		}
		_, err = channel.Shift(before, after, ask)
		testkit.BrokenRules(t, err)
		_, err = channel.Cohorts(cohorts, partners)
		testkit.BrokenRules(t, err)
	})
}

// A fault names its record as far as the record has a name.
func TestFaultsNameTheRecord(t *testing.T) {
	q := quarter("2026-Q3")
	for _, tt := range []struct {
		record channel.Record
		want   string
	}{
		{channel.Record{Partner: "acme", Quarter: q}, `records[0].currency: must be an ISO 4217 code like USD, got "" ("acme", 2026-Q3)`},
		{channel.Record{Partner: "acme", Currency: "USD"}, `records[0].quarter: must be a quarter like 2026-Q3 ("acme")`},
		{channel.Record{Quarter: q, Currency: "USD"}, `records[0].partner: must be 1 to 100 bytes of printable text without spaces around, got "" (2026-Q3)`},
		{channel.Record{}, `records[0].quarter: must be a quarter like 2026-Q3`},
	} {
		_, err := channel.RollUp(one(), []channel.Record{tt.record})
		if err == nil || !slices.Contains(strings.Split(strings.ReplaceAll(err.Error(), "\t", ""), "\n"), tt.want) {
			t.Errorf("got %v\nwant %s", err, tt.want)
		}
	}
}

// What is refused is said with what to do.
func TestMessages(t *testing.T) {
	says := func(err error, want string) {
		t.Helper()
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("it does not say %q: %v", want, err)
		}
	}
	p := one()
	p.Period.From = partnermath.Quarter{}
	says(p.Validate(), "period.from: must be given, such as 2026-Q3")
	p.Period.From = partnermath.Quarter{Year: 2026, Number: 5}
	says(p.Validate(), "period.from: must be a quarter of the calendar")
	_, err := channel.RollUp(one(), records("acme 2026-Q3 USD region=emea | 1 - -\nacme 2026-Q3 USD region=apac | 2 - -"))
	says(err, "at records[0]: join the two, or give each part of the partner, as in a region, an id")
}
