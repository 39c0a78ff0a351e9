package main

import (
	"bytes"
	"encoding/json"
	"os"
	"strconv"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/promotion"
	"github.com/partnermath/partnermath/incentive/reward"
	"github.com/partnermath/partnermath/mdf/loop"
	"github.com/partnermath/partnermath/waterfall"
)

// rewarded is how many partners have rewards for registered deals.
const rewarded = 3

// commit writes what the partner committed and what landed in the quarters of 2026 that are over.
func (b *business) commit(forecasts table, months map[string]*[12]sold) {
	for quarter := range 3 {
		landed := 0
		for _, product := range months {
			for _, s := range product[3*quarter : 3*quarter+3] {
				landed += s.sourced + s.influenced
			}
		}
		committed := landed * (85 + (7*b.index+13*quarter)%45) / 100 / 100 * 100
		_ = forecasts.rows.Write([]string{b.partner.id, "2026-Q" + strconv.Itoa(quarter+1), strconv.Itoa(committed), strconv.Itoa(landed)})
	}
}

// rewards returns the approved deals of the partner with what became of them.
func (b *business) rewards() []reward.Deal {
	var deals []reward.Deal
	for _, deal := range b.deals {
		decided, err := partnermath.ParseDate(deal[16])
		if deal[15] != "approved" || err != nil || decided.Before(partnermath.NewDate(2026, 4, 1)) {
			continue
		}
		amount, _ := strconv.ParseInt(deal[6], 10, 64)
		one := reward.Deal{ID: deal[0], Partner: b.partner.id, Margin: partnermath.Int(amount * 4 / 100), Base: partnermath.Int(amount)}
		one.Expires, _ = partnermath.ParseDate(deal[17])
		one.Reached = []reward.Reached{{Milestone: "approved", Date: decided}}
		switch closed, _ := partnermath.ParseDate(deal[13]); deal[12] {
		case "won":
			one.Reached = append(one.Reached, reward.Reached{Milestone: "won", Date: closed, Margin: one.Margin})
		case "lost", "no-decision":
			one.End, one.Ended = reward.EndLost, closed
		}
		deals = append(deals, one)
	}
	return deals
}

// document is a file with lists of which each entry stands on a line of its own.
type document struct {
	text bytes.Buffer
	file string
}

func newDocument(file, schema string) *document {
	d := &document{file: file}
	d.text.WriteString("{\n  \"$schema\": \"../../schemas/quarter/" + schema + "\"")
	return d
}

func (d *document) field(name string, value any) {
	one, _ := json.Marshal(value)
	d.text.WriteString(",\n  \"" + name + "\": " + string(one))
}

func (d *document) finish() error {
	d.text.WriteString("\n}\n")
	return os.WriteFile(d.file, d.text.Bytes(), 0o644)
}

func writeRewards(file string, deals []reward.Deal) error {
	d := newDocument(file, "rewards.json")
	d.field("program", reward.Program{
		ID: "registration-2026", Name: "Reward for registered deals 2026", Currency: currency,
		Milestones: []reward.Milestone{{ID: "approved", Share: optional("0.25")}, {ID: "demo", Share: optional("0.5")}, {ID: "won", Share: optional("1")}},
		CapRate:    optional("0.05"), RepShare: optional("0.3"),
		Lost: reward.PaidStands, Expired: reward.TakenBack, Cancelled: reward.TakenBack,
	})
	lines(&d.text, "deals", deals)
	return d.finish()
}

func writePromotions(file, partner string) error {
	d := newDocument(file, "promotions.json")
	d.field("menu", promotion.Menu{
		ID: "menu-2026", Name: "Promotions of your own 2026", Currency: currency,
		MarginRate: optional("0.35"), MinimumROI: optional("2"), MinimumAttainment: optional("0.8"), FixedCost: optional("500"),
		Goals: []promotion.GoalType{
			{ID: "growth", Name: "More revenue", Measure: promotion.MeasureIncrement, Least: optional("20000")},
			{ID: "leads", Name: "Leads", Measure: promotion.MeasureCount, Stage: partnermath.StageLead, Least: optional("20")},
		},
		Products: []string{"core", "cloud", "edge"},
		Payouts:  []promotion.Payout{{ID: "share", Name: "Share of the growth", Basis: promotion.BasisIncrement, Least: optional("0.04"), Most: optional("0.12"), Step: optional("0.01")}},
	})
	fourth := partnermath.Quarter{Year: 2026, Number: 4}
	proposal := func(id, name, level, revenue string) any {
		return struct {
			Proposal promotion.Proposal `json:"proposal"`
			Baseline promotion.Baseline `json:"baseline"`
		}{
			promotion.Proposal{
				ID: id, Name: name, Partner: partner, Quarters: []partnermath.Quarter{fourth}, Products: []string{"edge"}, Payout: "share", Level: optional(level),
				Goals:    []promotion.Goal{{Type: "growth", By: partnermath.NewDate(2026, 12, 31)}, {Type: "leads", Quantity: optional("30"), By: partnermath.NewDate(2026, 12, 15)}},
				Forecast: []promotion.QuarterOutcome{{Quarter: fourth, Outcome: partnermath.Outcome{Currency: currency, Leads: optional("30"), Revenue: optional(revenue)}}},
			},
			promotion.Baseline{Quarters: []promotion.QuarterRevenue{{Quarter: fourth, Revenue: optional("61000")}}},
		}
	}
	lines(&d.text, "proposals", []any{
		proposal("edge-autumn", "Edge in the autumn", "0.08", "118000"),
		proposal("edge-small", "Edge for small sites", "0.12", "84000"),
	})
	return d.finish()
}

func writeCampaigns(file string, partners []partner) error {
	d := newDocument(file, "campaigns.json")
	d.field("policy", loop.Policy{Currency: currency, GroupBy: []loop.Dimension{loop.ByTactic, loop.ByPartner}, MinimumVolume: 1})
	second, third := partnermath.Quarter{Year: 2026, Number: 2}, partnermath.Quarter{Year: 2026, Number: 3}
	campaign := func(id, tactic, partner string, q partnermath.Quarter, cost, forecastLeads, forecastMargin, leads, margin string) loop.Campaign {
		return loop.Campaign{
			ID: id, Tactic: tactic, Partner: partner, Quarter: q,
			Forecast: returned(cost, cost, forecastLeads, forecastMargin), Actual: returned(cost, cost, leads, margin),
		}
	}
	first := partners[0].id
	all := []loop.Campaign{
		campaign("R-101", "email", first, second, "900", "30", "3400", "34", "2900"),
		campaign("R-104", "webinar", first, second, "2100", "32", "6800", "27", "4100"),
		campaign("R-110", "webinar", first, third, "2160", "36", "7400", "41", ""),
		campaign("R-112", "calls", first, third, "2000", "30", "7400", "22", ""),
	}
	if len(partners) > 4 {
		all = append(all, campaign("R-102", "webinar", partners[4].id, second, "1800", "24", "5200", "30", "7700"))
	}
	lines(&d.text, "campaigns", all)
	lines(&d.text, "direct", []loop.Campaign{
		campaign("D-21", "webinar", "", second, "5200", "90", "15000", "74", "11900"),
		campaign("D-22", "email", "", second, "1400", "60", "4000", "52", "3100"),
	})
	return d.finish()
}

// returned is what a campaign cost the vendor and in all, and what it brought.
func returned(money, cost, leads, margin string) loop.Return {
	return loop.Return{
		Outcome:     partnermath.Outcome{Currency: currency, Leads: optional(leads), Margin: optional(margin)},
		VendorMoney: optional(money), TotalCost: optional(cost),
	}
}

func writeNext(file string, channel []partner) error {
	fourth := func(t waterfall.Tactic) waterfall.Tactic {
		t.ID += "-2026-q4"
		t.Period = dates(10, 5, 12, 12)
		return t
	}
	d := newDocument(file, "next.json")
	d.field("funnel", funnel())
	d.field("goal", goal(52_000, 22_000, 12_000))
	d.field("tactics", []waterfall.Tactic{fourth(emails("4")), fourth(webinar("1"))})
	lines(&d.text, "plans", []map[string]any{
		{"tier": tiers[0].name, "goal": goal(700_000, 270_000, 190_000), "tactics": []waterfall.Tactic{fourth(emails("10")), fourth(webinar("4")), fourth(calls("12"))}},
		{"tier": tiers[1].name, "goal": goal(260_000, 96_000, 70_000)},
		{"partner": channel[0].id, "goal": goal(306_000, 0, 1_089_000), "tactics": []waterfall.Tactic{fourth(emails("1")), fourth(webinar("0.5"))}},
	})
	return d.finish()
}
