package main

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/qbr/channel"
	"github.com/partnermath/partnermath/qbr/dashboard"
)

const someChannel = `{
  "dashboard": {"goal": 60000, "attention": [{"code": "short", "figure": "revenue", "reachedBelow": "0.5"}]},
  "steps": [{"partner": "A1", "workflow": "review", "month": 1, "due": "2026-01-31", "done": "2026-02-03"},
    {"partner": "A1", "workflow": "mdf", "month": 3, "due": "2026-03-10", "done": "2026-04-02"}],
  "channel": {"kinds": [{"id": "mdf", "treatment": "cost"}], "bands": ["0.5"], "top": 1},
  "costOfGoodsRate": "0.5",
  "records": [{"partner": "A1", "quarter": "2026-Q1", "spend": [{"kind": "mdf", "amount": 1000}], "directCost": 3000,
    "outcomes": [{"revenue": 6000, "tags": [{"kind": "mdf", "share": "0.5"}]}]}]
}`

// Worked out by hand: 21,000 sourced, 500 influenced and 70 attached are 21,570, of which 6,000
// are tagged by half with the 1,000 that were spent; half of it is the cost of goods. Sourced
// revenue counts towards the 50,000 that are planned.
func TestChannelReport(t *testing.T) {
	files := recorded(t)
	files[intake.ChannelFile] = someChannel
	folder := data(t, files)
	var r channel.Report
	if err := json.Unmarshal([]byte(runs(t, "-data", folder, "-report", "channel", "-quarter", "2026-Q1", "-format", "json")), &r); err != nil {
		t.Fatal(err)
	}
	a := r.Accounts[0]
	got := map[string]string{
		"revenue": a.Cost.Revenue.String(), "cost rate": a.Cost.CostRate.Decimal.String(), "direct rate": a.Cost.DirectRate.Decimal.String(),
		"mdf": a.Kinds[0].Revenue.Multiple.Decimal.String(), "mdf margin": a.Kinds[0].Margin.Multiple.Decimal.String(),
		"untagged": a.Untagged.Revenue.Amount.Decimal.String(), "attainment": a.Attainment.Attainment.Decimal.String(), "tier": a.Tiers[0].ID,
	}
	want := map[string]string{
		"revenue": "21570", "cost rate": "0.0464", "direct rate": "0.1391", "mdf": "3", "mdf margin": "1.5",
		"untagged": "18570", "attainment": "0.42", "tier": "Gold",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if r.Before != (channel.Span{}) {
		t.Errorf("compares with %v, of which nothing is known", r.Before)
	}
}

// A partner that has not reported March is in no sum, and named.
func TestChannelReportLeavesOut(t *testing.T) {
	for name, march := range map[string]string{"no row": "", "no number": "B2,2026,3,core,100,,,\n"} {
		files := recorded(t)
		files[intake.ChannelFile] = someChannel
		files[intake.SalesFile] += "B2,2026,1,core,100,90,0,0\nB2,2026,2,core,100,80,0,0\n" + march
		var r returned
		folder := data(t, files)
		if err := json.Unmarshal([]byte(runs(t, "-data", folder, "-report", "channel", "-quarter", "2026-Q1", "-format", "json")), &r); err != nil {
			t.Fatal(err)
		}
		if got := r.Accounts[0].Cost.Revenue.String(); got != "21570" {
			t.Errorf("%s: revenue is %s", name, got)
		}
		if got := runs(t, "-data", folder, "-report", "channel", "-quarter", "2026-Q1"); !strings.Contains(strings.Join(strings.Fields(got), " "), "Left out of 2026-Q1, with what was spent on them, as a month of their sales is not known: B2.") {
			t.Errorf("%s: who is left out is not told:\n%s", name, got)
		}
	}
}

// The second step was done after the quarter.
func TestDashboardReport(t *testing.T) {
	files := recorded(t)
	files[intake.ChannelFile] = someChannel
	folder := data(t, files)
	var d dashboard.Dashboard
	if err := json.Unmarshal([]byte(runs(t, "-data", folder, "-report", "dashboard", "-quarter", "2026-Q1", "-format", "json")), &d); err != nil {
		t.Fatal(err)
	}
	if d.Goal.Gap.Decimal.String() != "10000" || d.Goal.Attainment.Decimal.String() != "0.35" || d.Year.Total.Done != 1 || d.Year.Total.Overdue != 1 {
		t.Errorf("goal %+v, year %+v", d.Goal, d.Year.Total)
	}
	if len(d.Attention) != 1 || d.Attention[0].Partner != "A1" {
		t.Errorf("attention %+v", d.Attention)
	}
	alone := reviewed(t, "-data", folder, "-quarter", "2026-Q1")
	for _, row := range d.Rows {
		if row.Partner.ID == "A1" && row.Status != alone.Status {
			t.Errorf("is %s, alone %s", row.Status, alone.Status)
		}
	}
}

func TestFaultyChannel(t *testing.T) {
	for _, tt := range []struct{ old, new, want string }{
		{`"goal": 60000`, `"goal": -1`, "channel.json:2:25: dashboard.goal: must not be below 0, got -1"},
		{`"goal": 60000`, `"currency": "EUR"`, "channel.json:2:29: dashboard.currency: must be left out, since it is that of the reviews"},
		{`"A1", "workflow"`, `"A9", "workflow"`, `channel.json:3:25: steps[0].partner: must be in partners.csv, got "A9"`},
		{`"month": 1,`, `"month": 13,`, "channel.json:3:62: steps[0].month: must be from 1 to 12, got 13"},
		{`"channel": {`, `"channel": {"counts": ["sourced"], `, "channel.json:5:25: channel.counts: must be left out, since the policy in review.json tells it"},
		{`"treatment": "cost"`, `"treatment": "gift"`, `channel.json:5:52: channel.kinds[0].treatment: must be one of cost, contra-revenue; got "gift"`},
		{`"0.5",`, `"5",`, "channel.json:6:22: costOfGoodsRate: must be a share of at most 12 decimals, from 0 to 1"},
		{`"A1", "quarter"`, `"A9", "quarter"`, `channel.json:7:27: records[0].partner: must be in partners.csv, got "A9"`},
		{`"quarter": "2026-Q1"`, `"quarter": "2026-Q1", "tier": "Gold"`, "channel.json:7:15: records[0]: must have neither a tier nor a region, since partners.csv has them"},
		{`"kind": "mdf", "amount"`, `"kind": "gifts", "amount"`, `channel.json:7:74: records[0].spend[0].kind: must be one of channel.kinds, got "gifts"`},
		{`"directCost"`, `"plan"`, "channel.json:7:15: records[0]: must have neither a plan nor what was sold, since sales.csv has them"},
		{`"amount": 1000`, `"amount": "1e99"`, "channel.json:7:91: records[0].spend[0].amount: must have at most 30 digits and an exponent from -12 to 18"},
	} {
		files := recorded(t)
		files[intake.ChannelFile] = changed(t, someChannel, tt.old, tt.new)
		got, _, _ := strings.Cut(faultsOf(t, files), "\n")
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.new, diff)
		}
	}
	if got, want := fails(t, exitInput, "-data", data(t, nil), "-report", "channel"), "quarter: -report channel takes the kinds of spend (channel.kinds) in channel.json\n"; got != want {
		t.Errorf("%q, want %q", got, want)
	}
}
