package intake

import (
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/qbr/performance"
)

// salesRow is a row of sales.csv: what was planned and sold of a product in a fiscal month.
type salesRow struct {
	Partner    string `csv:"partner"`
	Year       string `csv:"year"`
	Month      string `csv:"month"`
	Product    string `csv:"product"`
	Plan       string `csv:"plan"`
	Sourced    string `csv:"sourced"`
	Influenced string `csv:"influenced"`
	Attached   string `csv:"attached"`
}

// readSales checks all sales and keeps those of the subject. There need be no file.
func readSales(in folder.Folder, ch *Channel, found *folder.Faults) {
	if !in.Has(SalesFile) {
		return
	}
	if !ch.statesCurrency() {
		found.Add(SalesFile, 0, 0, "takes a currency in %s, or in the policy of %s", PlanFile, ReviewFile)
		return
	}
	rows, ok := folder.OpenSheet[salesRow](in, SalesFile, found)
	if !ok {
		return
	}
	c := salesChecker{channel: ch, batch: folder.Batch[salesRow]{Rows: rows}, seen: folder.NewIDs()}
	for row := range rows.All() {
		c.read(row)
	}
	c.check()
}

// salesChecker reads sales row by row. The library checks those of a partner at once, which
// mostly stand together.
type salesChecker struct {
	channel *Channel
	batch   folder.Batch[salesRow]
	seen    folder.IDs
	partner int // of the batch
	months  []performance.SalesMonth
}

func (c *salesChecker) read(row *salesRow) {
	ch, rows := c.channel, c.batch.Rows
	cells := folder.Cells[salesRow]{Rows: rows}
	partner := partnerOf(&cells, ch, row.Partner)
	if partner != c.partner || len(c.months) == performance.MaxSalesMonths {
		c.check()
		c.partner = partner
	}
	month := performance.SalesMonth{
		Year:    cells.Whole("year", row.Year, "a year of four digits, like 2026", 1000, 9999),
		Month:   cells.Whole("month", row.Month, "the month of the fiscal year, from 1 to 12", 1, 12),
		Product: strings.Clone(row.Product),
		Plan:    cells.Number("plan", row.Plan), Sourced: cells.Number("sourced", row.Sourced),
		Influenced: cells.Number("influenced", row.Influenced), Attached: cells.Number("attached", row.Attached),
	}
	if cells.Faulty == nil && ch.Calendar.Quarter(month.Year, 4).IsZero() {
		cells.Fault("year", "must be a fiscal year of the calendar, got %d", month.Year)
	}
	if cells.Faulty == nil {
		key := strings.Join([]string{row.Partner, row.Product, strconv.Itoa(100*month.Year + month.Month)}, "\x00")
		if before := c.seen.Add(key, rows.Line()); before > 0 {
			cells.Fault("product", "the month of the product stands in line %d already", before)
		}
	}
	if cells.Faulty == nil {
		c.months = append(c.months, month)
		c.batch.Keep(nil)
	}
}

// check reports the rules of the library that the sales of the batch break, and keeps the
// sound ones.
func (c *salesChecker) check() {
	if len(c.months) > 0 {
		last := c.months[0].Year
		for _, m := range c.months {
			last = max(last, m.Year)
		}
		policy := c.channel.reviews.policy.Performance
		policy.Quarter = partnermath.Quarter{Year: last, Number: 4}
		_, err := performance.Measure(policy, c.months, partnermath.Date{}) // without a day it checks, and works nothing out
		c.batch.Report("sales", err, nil)
		for i := range c.months {
			if c.batch.IsSound(i) && c.channel.keeps(c.partner) {
				c.channel.reviews.sales.add(c.partner, soldMonth{c.months[i]})
			}
		}
	}
	c.months = c.months[:0]
	c.batch.Clear()
}

// soldMonth is a month of sales, of which there are many.
type soldMonth struct{ performance.SalesMonth }

func (m *soldMonth) pack(p *packer) {
	p.whole(&m.Year)
	p.whole(&m.Month)
	packText(p, &m.Product)
	for _, amount := range []*decimal.NullDecimal{&m.Plan, &m.Sourced, &m.Influenced, &m.Attached} {
		p.number(amount)
	}
}

// activityRow is a row of activities.csv: how much of what is expected of its engagement a
// partner did in the quarter of review.json.
type activityRow struct {
	Partner string `csv:"partner"`
	Part    string `csv:"part"`
	Done    string `csv:"done"`
}

// readActivities checks all activities and keeps those of the subject. There need be no file.
func readActivities(in folder.Folder, ch *Channel, found *folder.Faults) {
	if !in.Has(ActivitiesFile) {
		return
	}
	parts := make(map[string]bool)
	var names []string
	for _, part := range ch.reviews.policy.Engagement.Parts {
		parts[part.ID] = true
		names = append(names, part.ID)
	}
	if names == nil || ch.reviews.Quarter.IsZero() {
		found.Add(ActivitiesFile, 0, 0, "takes a quarter in %s, and in its policy an engagement of parts", ReviewFile)
		return
	}
	rows, ok := folder.OpenSheet[activityRow](in, ActivitiesFile, found)
	if !ok {
		return
	}
	seen, b, partner := folder.NewIDs(), folder.Batch[activityRow]{Rows: rows}, -1
	var activities []performance.Activity
	check := func() { // those of a partner at once, which mostly stand together
		_, err := performance.MeasureEngagement(ch.reviews.policy.Engagement, activities)
		b.Report("activities", err, nil)
		for i, activity := range activities {
			if b.IsSound(i) && ch.keeps(partner) {
				ch.reviews.activities.add(partner, activity)
			}
		}
		activities = activities[:0]
		b.Clear()
	}
	for row := range rows.All() {
		cells := folder.Cells[activityRow]{Rows: rows}
		of := partnerOf(&cells, ch, row.Partner)
		if of != partner {
			check()
			partner = of
		}
		if !parts[row.Part] {
			cells.Fault("part", "must be one of %s, got %.40q", words.Named(names), row.Part)
		} else if before := seen.Add(row.Partner+"\x00"+row.Part, rows.Line()); before > 0 {
			cells.Fault("part", "part %.40q of the partner stands in line %d already", row.Part, before)
		}
		activity := performance.Activity{Part: strings.Clone(row.Part), Done: cells.Number("done", row.Done)}
		if cells.Faulty == nil {
			activities = append(activities, activity)
			b.Keep(nil)
		}
	}
	check()
}

// Sales returns the months of a partner that is kept, as they stand in sales.csv.
func (ch *Channel) Sales(at int) []performance.SalesMonth {
	sold := ch.reviews.sales.of(at)
	months := make([]performance.SalesMonth, len(sold))
	for i := range sold {
		months[i] = sold[i].SalesMonth
	}
	return months
}
