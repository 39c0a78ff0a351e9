package main

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/reward"
)

// exported is the day on which the deals and the leads are taken from the CRM.
var exported = partnermath.NewDate(2026, 9, 30)

// business is what a partner sells, with its leads.
type business struct {
	partner *partner
	index   int
	random  *rand.Rand
	deals   [][]string
	leads   [][]string
}

// volumes are what a partner of a tier has in a quarter: deals of its own finding and
// their size, and leads.
var volumes = map[string]struct{ deals, size, leads int }{
	"Gold":     {7, 90_000, 21},
	"Silver":   {6, 40_000, 12},
	registered: {4, 17_000, 4},
}

var (
	customerNames = []string{
		"Calder", "Brightwater", "Ostrava", "Pinehurst", "Marlowe", "Vantage", "Ellery", "Rosendal", "Tarnwick", "Holloway",
		"Kestrel", "Aldous", "Bexley", "Corran", "Dunmore", "Evesham", "Farrow", "Greville", "Hadley", "Inverness",
	}
	customerTrades = []string{
		"Foods", "Clinics", "Logistics", "Textiles", "Insurance", "Packaging", "Motors", "Schools", "Energy", "Print",
		"Timber", "Dental", "Freight", "Dairies", "Optics", "Ceramics", "Tools", "Hotels", "Farms", "Labs",
	}
	customerTowns = []string{
		"Astley", "Borrin", "Cressing", "Delmont", "Easby", "Fenwick", "Gorham", "Halden", "Irvine", "Jessup",
		"Kelso", "Lanark", "Morven", "Norwell", "Oakham", "Penrith", "Quorn", "Ripley", "Selby", "Tarland",
	}
	products = []string{"core", "cloud", "edge", "care"}
	stages   = []struct{ id, category string }{{"qualify", ""}, {"develop", ""}, {"propose", "best-case"}, {"negotiate", "commit"}}
	// sources of leads, with who delivers them; those with a campaign have one each quarter.
	sources = []struct {
		id, vendor string
		campaign   bool
	}{{"email", "", true}, {"webinar", "", true}, {"calls", "Brill Desk", true}, {"search", "Clickmere", false}, {"web", "", false}}
)

var (
	dealHeader = []string{
		"id", "partner", "customer", "product", "campaign", "currency", "amount", "stage", "category", "created", "last_activity",
		"expected_close", "outcome", "closed", "submitted", "decision", "decided", "expires",
	}
	leadHeader = []string{"id", "partner", "source", "vendor", "campaign", "created", "followed_up", "stage", "rejected"}
)

// writeBusiness writes the deals and the leads of all partners, and what is recorded of the
// first ones.
func writeBusiness(out string, channel []partner, quarters, recorded int) error {
	var tables [6]table
	for i, file := range []struct {
		name   string
		header []string
	}{
		{"deals.csv", dealHeader},
		{"leads.csv", leadHeader},
		{"sales.csv", []string{"partner", "year", "month", "product", "plan", "sourced", "influenced", "attached"}},
		{"incentive-sales.csv", []string{"id", "partner", "kind", "of", "date", "recorded", "product", "category", "units", "amount", "margin"}},
		{"activities.csv", []string{"partner", "part", "done"}},
		{"forecasts.csv", []string{"partner", "quarter", "committed", "landed"}},
	} {
		var err error
		if tables[i], err = newTable(filepath.Join(out, file.name), file.header...); err != nil {
			return err
		}
	}
	var k book
	var rewards []reward.Deal
	for i := range channel {
		b := business{partner: &channel[i], index: i, random: rand.New(rand.NewPCG(seed+2, uint64(i)))}
		b.run(quarters)
		_, _ = tables[0].rows.WriteAll(b.deals), tables[1].rows.WriteAll(b.leads)
		if i < recorded {
			b.record(tables[2], tables[3], tables[4], tables[5])
			k.add(&b)
		}
		if i < rewarded {
			rewards = append(rewards, b.rewards()...)
		}
	}
	for _, t := range tables {
		if err := finish(t.file, t.rows); err != nil {
			return err
		}
	}
	return errors.Join(
		k.write(filepath.Join(out, "channel.json")),
		writeRewards(filepath.Join(out, "rewards.json"), rewards),
		writePromotions(filepath.Join(out, "promotions.json"), channel[0].id),
		writeCampaigns(filepath.Join(out, "campaigns.json"), channel),
		writeNext(filepath.Join(out, "next.json"), channel),
	)
}

// run makes the business of a number of quarters.
func (b *business) run(quarters int) {
	volume := volumes[b.partner.tier]
	if b.index == 0 { // it has a plan of its own
		volume.deals, volume.leads = 8, 76
	}
	last := partnermath.Calendar{}.Find(exported)
	for back := quarters - 1; back >= 0; back-- {
		number := 4*last.Year + last.Quarter - 1 - back
		quarter := partnermath.Quarter{Year: number / 4, Number: number%4 + 1}
		start := partnermath.Calendar{}.Quarter(quarter.Year, quarter.Number).Start
		for range volume.deals + b.random.IntN(3) - 1 {
			b.deal("", volume.size, start.AddDays(b.random.IntN(88)), false)
		}
		if back == 0 {
			b.contest(start)
		}
		for range volume.leads*(85+b.random.IntN(25))/100 - 2*back*volume.leads/40 {
			b.lead(quarter, start.AddDays(b.random.IntN(89)), 3-back)
		}
	}
}

// contest adds a deal that two partners register, one after the other.
func (b *business) contest(start partnermath.Date) {
	shared := rand.New(rand.NewPCG(seed+3, uint64(b.index/2)))
	row := b.deal("", 20_000, start.AddDays(20+9*(b.index%2)), true)
	row[2], row[3] = customer(shared), products[shared.IntN(len(products))]
}

func customer(random *rand.Rand) string {
	pick := func(names []string) string { return names[random.IntN(len(names))] }
	return pick(customerNames) + " " + pick(customerTrades) + " " + pick(customerTowns)
}

// deal adds a deal of about a size and returns its row.
func (b *business) deal(campaign string, size int, created partnermath.Date, contested bool) []string {
	amount := size * (50 + b.random.IntN(101)) / 100 / 100 * 100
	row := []string{
		fmt.Sprintf("D%d-%02d", 1001+b.index, len(b.deals)+1), b.partner.id, customer(b.random), products[b.random.IntN(len(products))],
		campaign, currency, strconv.Itoa(amount), "", "", created.String(), "", "", "", "", "", "", "", "",
	}
	cycle := 35 + b.random.IntN(110)
	expected := created.AddDays(cycle)
	chance, wins := b.random.IntN(100), 36+b.partner.capability/50
	if campaign != "" {
		wins = 22
	}
	closed := expected
	switch {
	case contested || expected.After(exported) || chance < 6: // open, those of the 6 % late
		closed = partnermath.Date{}
		at := min(3, 4*exported.DaysSince(created)/cycle)
		row[7], row[8] = stages[at].id, stages[at].category
		row[10], row[11] = b.active(created).String(), expected.String()
		if b.random.IntN(20) == 0 {
			row[11] = ""
		}
	default:
		row[10], row[11], row[13] = closed.String(), expected.String(), closed.String()
		switch {
		case chance < 6+wins:
			row[12] = "won"
		case chance < 88:
			row[12] = "lost"
		default:
			row[12] = "no-decision"
		}
	}
	if contested || b.random.IntN(100) < 55 {
		b.register(row, created, closed, contested)
	}
	b.deals = append(b.deals, row)
	return row
}

// active is the day of the last activity of an open deal.
func (b *business) active(created partnermath.Date) partnermath.Date {
	days := b.random.IntN(35)
	if b.random.IntN(6) == 0 {
		days += 30
	}
	return exported.AddDays(-min(days, exported.DaysSince(created)))
}

// register adds the registration of a deal.
func (b *business) register(row []string, created, closed partnermath.Date, contested bool) {
	submitted := created.AddDays(b.random.IntN(4))
	decided := submitted.AddDays(1 + b.random.IntN(4) + b.random.IntN(2)*b.random.IntN(12))
	if submitted.After(exported) {
		return
	}
	row[14] = submitted.String()
	switch {
	case decided.After(exported): // waits for a decision
	case !contested && b.random.IntN(10) == 0:
		row[15], row[16] = "rejected", decided.String()
	case closed.IsZero() || !closed.Before(decided):
		row[15], row[16], row[17] = "approved", decided.String(), decided.AddDays(180).String()
	default:
		row[14] = ""
	}
}

// lead adds a lead, and the deal that comes of it. In later quarters leads get
// further.
func (b *business) lead(quarter partnermath.Quarter, created partnermath.Date, later int) {
	source := sources[b.source()]
	campaign := ""
	if source.campaign {
		campaign = source.id + "-" + strings.ToLower(quarter.String())
	}
	row := []string{fmt.Sprintf("L%d-%03d", 1001+b.index, len(b.leads)+1), b.partner.id, source.id, source.vendor, campaign, created.String(), "", "lead", ""}
	b.leads = append(b.leads, row)
	followed := created.AddDays(b.random.IntN(4) + b.random.IntN(2)*b.random.IntN(7))
	depth := b.random.IntN(100)
	switch {
	case followed.After(exported) || b.random.IntN(12) == 0:
		return
	case b.random.IntN(16) == 0:
		row[6], row[8] = followed.String(), "yes"
		return
	}
	row[6] = followed.String()
	switch depth += 3 * later; {
	case depth < 48:
	case depth < 72:
		row[7] = "mql"
	case depth < 80:
		row[7] = "sal"
	case depth < 88:
		row[7] = "sql"
	default:
		found := followed.AddDays(3 + b.random.IntN(20))
		if found.After(exported) {
			row[7] = "sql"
			return
		}
		row[7] = "mgo"
		if deal := b.deal(campaign, 14_500, found, false); deal[12] == "won" {
			row[7] = "won"
		}
	}
}

// source picks a source: a Registered partner has no telemarketing.
func (b *business) source() int {
	switch at := b.random.IntN(100); {
	case at < 46:
		return 0
	case at < 66:
		return 1
	case at < 84 && b.partner.tier != registered:
		return 2
	case at < 92:
		return 3
	}
	return 4
}
