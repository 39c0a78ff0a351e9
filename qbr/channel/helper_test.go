package channel_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/channel"
)

func null(d decimal.Decimal) decimal.NullDecimal { return decimal.NewNullDecimal(d) }

// show writes a number, "-" when it is not known.
func show(d decimal.NullDecimal) string {
	if !d.Valid {
		return "-"
	}
	return d.Decimal.String()
}

// number reads a number, "-" for one that is not known.
func number(text string) decimal.NullDecimal {
	if text == "-" {
		return decimal.NullDecimal{}
	}
	return testkit.Null(text)
}

func quarter(text string) partnermath.Quarter {
	q, err := partnermath.ParseQuarter(text)
	if err != nil {
		panic(err)
	}
	return q
}

func day(text string) partnermath.Date {
	d, err := partnermath.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

// one is the third quarter of 2026 beside the one a year before, with a kind of each
// treatment.
func one() channel.Policy {
	return channel.Policy{
		Period: channel.Span{From: quarter("2026-Q3"), Through: quarter("2026-Q3")},
		Before: channel.Span{From: quarter("2025-Q3"), Through: quarter("2025-Q3")},
		Kinds: []channel.Kind{
			{ID: "mdf", Treatment: channel.TreatedAsCost}, {ID: "rebates", Treatment: channel.TreatedAsContra}, {ID: "people", Treatment: channel.TreatedAsCost},
		},
	}
}

// records reads one a line: partner, quarter and currency, words like tier=gold and mdf=100
// (any other word is a kind of spend), and outcomes behind bars: revenue, cost of goods and
// baseline, "-" for what is not known, then tags like mdf:0.5.
//
//	acme 2026-Q3 USD tier=gold mdf=100 | 1000 600 800 mdf:0.5 | 50 - -
func records(text string) []channel.Record {
	var all []channel.Record
	for line := range strings.Lines(text) {
		parts := strings.Split(strings.TrimSpace(line), "|")
		words := strings.Fields(parts[0])
		if len(words) == 0 {
			continue
		}
		r := channel.Record{Partner: words[0], Quarter: quarter(words[1]), Currency: words[2]}
		for _, word := range words[3:] {
			name, value, _ := strings.Cut(word, "=")
			switch name {
			case "tier":
				r.Tier = value
			case "region":
				r.Region = value
			case "direct":
				r.DirectCost = number(value)
			case "plan":
				r.Plan = number(value)
			case "sourced":
				r.Sourced = number(value)
			case "influenced":
				r.Influenced = number(value)
			case "attached":
				r.Attached = number(value)
			case "overlay":
				r.Overlay = number(value)
			case "deal": // id:amount:role, id:amount:role:weight or id:amount:overlay:share
				f := strings.Split(value+":", ":")
				if f[2] == "overlay" {
					r.Deals = append(r.Deals, channel.Deal{ID: f[0], Amount: number(f[1]), Overlay: number(f[3])})
					continue
				}
				r.Deals = append(r.Deals, channel.Deal{ID: f[0], Amount: number(f[1]), Role: channel.Role(f[2]), Weight: testkit.Null(f[3])})
			default:
				r.Spend = append(r.Spend, channel.Spend{Kind: name, Amount: number(value)})
			}
		}
		for _, part := range parts[1:] {
			f := strings.Fields(part)
			o := channel.Outcome{Revenue: number(f[0]), CostOfGoods: number(f[1]), Baseline: number(f[2])}
			for _, word := range f[3:] {
				kind, share, _ := strings.Cut(word, ":")
				o.Tags = append(o.Tags, channel.Tag{Kind: kind, Share: number(share)})
			}
			r.Outcomes = append(r.Outcomes, o)
		}
		all = append(all, r)
	}
	return all
}

func rollUp(t rapid.TB, p channel.Policy, all []channel.Record) channel.Report {
	t.Helper()
	r, err := channel.RollUp(p, all)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func newTally(t rapid.TB, p channel.Policy) *channel.Tally {
	t.Helper()
	tally, err := channel.NewTally(p)
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

func add(t rapid.TB, tally *channel.Tally, all ...channel.Record) {
	t.Helper()
	for _, r := range all {
		if err := tally.Add(r); err != nil {
			t.Fatal(err)
		}
	}
}

func result(t rapid.TB, tally *channel.Tally) channel.Report {
	t.Helper()
	r, err := tally.Result()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func showYield(y channel.Yield) string {
	return fmt.Sprintf("%s unknown %d: multiple %s ROI %s", show(y.Amount), y.Unknown, show(y.Multiple), show(y.ROI))
}

// showLine writes the yields of a line.
func showLine(l channel.Line) []string {
	return []string{
		fmt.Sprintf("%s spend %s of %d partners, participation %s, %d outcomes", l.Kind, l.Spend, l.Partners, show(l.Participation), l.Outcomes),
		showYield(l.Revenue), showYield(l.Margin), showYield(l.IncrementalRevenue), showYield(l.IncrementalMargin),
	}
}

func showCost(c channel.Cost) string {
	return fmt.Sprintf("%s %d partners %d records: revenue %s cost %s contra %s rate %s; direct %s unknown %d rate %s",
		c.ID, c.Partners, c.Records, c.Revenue, c.Cost, c.Contra, show(c.CostRate), show(c.DirectCost), c.DirectUnknown, show(c.DirectRate))
}

func showGroup(a channel.GroupAttainment) string {
	return fmt.Sprintf("own %s, members %s unknown %d, difference %s: %s of %s is %s",
		show(a.Own), show(a.Members), a.MembersUnknown, show(a.Difference), show(a.Actual), show(a.Plan), show(a.Attainment))
}

func showCredit(c channel.Credit) string {
	return fmt.Sprintf("%s %s unknown %d: %s deals of %s, overlap %s", c.Role, c.Credited, c.Unknown, show(c.Deals), show(c.Distinct), show(c.Overlap))
}

func differ(t testing.TB, want, got any) {
	t.Helper()
	if diff := testkit.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
