package main

import (
	"encoding/csv"
	"fmt"
	"math/rand/v2"
	"os"
	"strconv"

	"github.com/partnermath/partnermath"
)

// table is a file of rows.
type table struct {
	file *os.File
	rows *csv.Writer
}

func newTable(file string, header ...string) (table, error) {
	out, err := os.Create(file)
	if err != nil {
		return table{}, err
	}
	t := table{out, csv.NewWriter(out)}
	_ = t.rows.Write(header)
	return t, nil
}

// sold is what was sold of a product in a month of 2026.
type sold struct{ sourced, influenced int }

// year is what a partner of a tier is to sell in 2026, beside what recurs.
func (p *partner) year(index int) int {
	switch {
	case index == 0:
		return 1_020_000
	case p.tier == "Gold":
		return 1_500_000
	case p.tier == "Silver":
		return 580_000
	}
	return 150_000
}

// shares are what the products have of the plan, and seasons what the quarters have, in percent.
var (
	shares  = map[string]int{"core": 40, "cloud": 30, "edge": 20, "care": 10}
	seasons = []int{22, 25, 23, 30}
)

// categories are those of the products.
var categories = map[string]string{"core": "platform", "cloud": "platform", "edge": "hardware", "care": "service"}

// record writes the sales of a partner beside the plan, what counts for its rebates and what it
// did, all from the deals that it has won.
func (b *business) record(sales, rebates, activities, forecasts table) {
	random := rand.New(rand.NewPCG(seed+5, uint64(b.index)))
	months := make(map[string]*[12]sold)
	for _, product := range products {
		months[product] = new([12]sold)
	}
	for _, deal := range b.deals {
		closed, err := partnermath.ParseDate(deal[13])
		if deal[12] != "won" || err != nil || closed.Before(partnermath.NewDate(2026, 1, 1)) {
			continue
		}
		_, month, _ := closed.Civil()
		amount, _ := strconv.Atoi(deal[6])
		if into := &months[deal[3]][month-1]; deal[15] == "approved" {
			into.sourced += amount
		} else {
			into.influenced += amount
		}
		_ = rebates.rows.Write([]string{"INV-" + deal[0], b.partner.id, "", "", closed.String(), "", deal[3], categories[deal[3]], "", deal[6], ""})
		if deal[0] == credited {
			_ = rebates.rows.Write([]string{"CR-" + deal[0], b.partner.id, "return", "INV-" + deal[0], "2026-09-22", "", "", "", "", strconv.Itoa(credit), ""})
			months[deal[3]][8].influenced -= credit
		}
	}
	b.commit(forecasts, months)
	for _, product := range products {
		for year := 2025; year <= 2026; year++ {
			for month := range 12 {
				b.month(sales, year, month, product, months[product][month], random)
			}
		}
	}
	for i, part := range []struct {
		id   string
		most int
	}{{"training-days", 5}, {"joint-calls", 9}, {"plan-review", 1}, {"portal-logins", 30}} {
		done := strconv.Itoa(random.IntN(part.most + 1))
		if b.index == 0 {
			done = []string{"3", "7", "1", ""}[i] // nobody has counted the last
		}
		_ = activities.rows.Write([]string{b.partner.id, part.id, done})
	}
}

// The first partner's invoice of which a part came back.
const (
	credited = "D1001-38"
	credit   = 8_400
)

// month writes a month. Nobody knows any more what was planned for 2025.
func (b *business) month(sales table, year, month int, product string, s sold, random *rand.Rand) {
	plan := b.partner.year(b.index) * seasons[month/3] / 100 / 3 * shares[product] / 100
	row := []string{b.partner.id, strconv.Itoa(year), strconv.Itoa(month + 1), product, strconv.Itoa(plan), "", "", ""}
	switch {
	case year == 2025:
		s.sourced = plan * (35 + random.IntN(30)) / 100 / 100 * 100
		s.influenced = plan * (10 + random.IntN(25)) / 100 / 100 * 100
		row[4] = ""
		fallthrough
	case month < 9:
		row[5], row[6], row[7] = strconv.Itoa(s.sourced), strconv.Itoa(s.influenced), "0"
		if product == "care" {
			row[7] = fmt.Sprint(b.partner.year(b.index) / 1000)
		}
	}
	_ = sales.rows.Write(row)
}
