package main

import (
	"bytes"
	"encoding/json"
	"math/rand/v2"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/channel"
	"github.com/partnermath/partnermath/qbr/dashboard"
)

// book is channel.json: the channel's goal, the year's work, and what was spent on the first
// partners, with what that led to.
type book struct {
	steps   []dashboard.Step
	records []channel.Record
}

// quarters are those that spend is recorded of.
var spendQuarters = []partnermath.Quarter{{Year: 2026, Number: 2}, {Year: 2026, Number: 3}}

// spend is what a partner costs in a quarter, in thousandths of its plan for it.
var spend = []struct {
	kind         string
	from, spread int
}{{"discounts", 24, 16}, {"rebates", 15, 10}, {"mdf", 12, 14}, {"people", 22, 12}, {"enablement", 4, 6}}

// add adds a partner. What its campaigns have won, the fund and the people have led to.
func (k *book) add(b *business) {
	random := rand.New(rand.NewPCG(seed+6, uint64(b.index)))
	for _, q := range spendQuarters {
		plan := b.partner.year(b.index) * seasons[q.Number-1] / 100
		r := channel.Record{Partner: b.partner.id, Quarter: q, DirectCost: partnermath.Int(int64(plan * (11 + random.IntN(6)) / 100))}
		for _, one := range spend {
			amount := plan * (one.from + random.IntN(one.spread)) / 1000 / 10 * 10
			if one.kind == "mdf" && (b.partner.tier == registered || q.Number == 2 && b.index%3 == 1) {
				continue // no campaign of the fund's
			}
			r.Spend = append(r.Spend, channel.Spend{Kind: one.kind, Amount: partnermath.Int(int64(amount))})
		}
		if won := b.won(q); won > 0 {
			r.Outcomes = []channel.Outcome{{
				Revenue: partnermath.Int(int64(won)), Baseline: partnermath.Int(int64(won * 2 / 10)),
				Tags: []channel.Tag{{Kind: "mdf", Share: optional("0.7")}, {Kind: "people", Share: optional("0.2")}},
			}}
		}
		k.records = append(k.records, r)
	}
	k.work(b.partner.id, random)
}

// won is what the deals of campaigns brought in a quarter.
func (b *business) won(q partnermath.Quarter) int {
	total := 0
	for _, deal := range b.deals {
		closed, err := partnermath.ParseDate(deal[13])
		if deal[12] == "won" && deal[4] != "" && err == nil && (partnermath.Calendar{}).QuarterOf(closed) == q {
			amount, _ := strconv.Atoi(deal[6])
			total += amount
		}
	}
	return total
}

// work adds the steps of a partner's year.
func (k *book) work(partner string, random *rand.Rand) {
	for _, step := range []struct {
		workflow dashboard.Workflow
		month    int
	}{
		{dashboard.BusinessPlan, 1},
		{dashboard.Scorecard, 2},
		{dashboard.Review, 4},
		{dashboard.MarketingPlan, 6},
		{dashboard.MDF, 7},
		{dashboard.Execution, 8},
		{dashboard.Scorecard, 8},
		{dashboard.Review, 10},
		{dashboard.MarketingPlan, 12},
	} {
		due := partnermath.Calendar{}.Month(2026, step.month).End.AddDays(-1)
		one := dashboard.Step{Partner: partner, Workflow: step.workflow, Month: step.month, Due: due}
		if late := random.IntN(40) - 30; late < 6 && !due.AddDays(late).After(exported) {
			one.Done = due.AddDays(late)
		}
		k.steps = append(k.steps, one)
	}
}

// write writes the file, each step and each record on a line of its own.
func (k *book) write(file string) error {
	d := newDocument(file, "channel.json")
	d.field("dashboard", policy{
		Goal: partnermath.Int(1_150_000), YearGoal: partnermath.Int(4_800_000),
		Attention: []dashboard.Rule{
			{Code: "off-plan", Name: "Revenue is off plan", Figure: qbr.MetricRevenue, ReachedBelow: optional("0.7"), Weight: optional("3")},
			{Code: "pipeline-thin", Name: "Open deals do not cover the plan", Figure: qbr.MetricCoverageTotal, Below: optional("1"), Weight: optional("2")},
			{Code: "capability-low", Name: "Capability is low", Figure: qbr.MetricScore, Below: optional("35"), Weight: optional("2")},
			{Code: "capability-falls", Name: "Capability falls", Figure: qbr.MetricScore, ChangeBelow: optional("-5"), Weight: optional("1")},
			{Code: "steps-overdue", Name: "Steps of the year are overdue", Figure: dashboard.FigureOverdue, Above: optional("1"), Weight: optional("1")},
		},
	})
	d.field("channel", returns{
		Kinds: []channel.Kind{
			{ID: "discounts", Name: "Discounts", Treatment: channel.TreatedAsContra},
			{ID: "rebates", Name: "Rebates", Treatment: channel.TreatedAsContra},
			{ID: "mdf", Name: "Marketing funds", Treatment: channel.TreatedAsCost},
			{ID: "people", Name: "Channel managers", Treatment: channel.TreatedAsCost},
			{ID: "enablement", Name: "Enablement", Treatment: channel.TreatedAsCost},
		},
		Bands: nullable("0.5", "0.8", "1"), Top: 5,
	})
	d.field("costOfGoodsRate", "0.62")
	lines(&d.text, "steps", k.steps)
	lines(&d.text, "records", k.records)
	return d.finish()
}

// policy and returns are those of the library without what the program adds.
type policy struct {
	Goal      decimal.NullDecimal `json:"goal"`
	YearGoal  decimal.NullDecimal `json:"yearGoal"`
	Attention []dashboard.Rule    `json:"attention"`
}

type returns struct {
	Kinds []channel.Kind        `json:"kinds"`
	Bands []decimal.NullDecimal `json:"bands"`
	Top   int                   `json:"top"`
}

func lines[T any](text *bytes.Buffer, name string, all []T) {
	text.WriteString(",\n  \"" + name + "\": [")
	for i := range all {
		one, _ := json.Marshal(all[i])
		if i > 0 {
			text.WriteByte(',')
		}
		text.WriteString("\n    " + string(one))
	}
	text.WriteString("\n  ]")
}

func nullable(texts ...string) []decimal.NullDecimal {
	all := make([]decimal.NullDecimal, len(texts))
	for i, text := range texts {
		all[i] = optional(text)
	}
	return all
}
