package intake

import (
	"strconv"
	"strings"

	"github.com/partnermath/partnermath"
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
func readSales(in Folder, ch *Channel, found *Faults) {
	if !in.has(SalesFile) {
		return
	}
	if !ch.statesCurrency() {
		found.add(SalesFile, 0, 0, "takes a currency in %s, or in the policy of %s", PlanFile, ReviewFile)
		return
	}
	rows, ok := openSheet[salesRow](in, SalesFile, found)
	if !ok {
		return
	}
	c := salesChecker{channel: ch, batch: batch[salesRow]{rows: rows}, seen: newIDs()}
	for row := range rows.all() {
		c.read(row)
	}
	c.check()
}

// salesChecker reads sales row by row. The library checks those of a partner at once, which
// mostly stand together.
type salesChecker struct {
	channel *Channel
	batch   batch[salesRow]
	seen    ids
	partner int // of the batch
	months  []performance.SalesMonth
}

func (c *salesChecker) read(row *salesRow) {
	ch, rows := c.channel, c.batch.rows
	cells := cells[salesRow]{rows: rows}
	partner := partnerOf(&cells, ch, row.Partner)
	if partner != c.partner || len(c.months) == performance.MaxSalesMonths {
		c.check()
		c.partner = partner
	}
	month := performance.SalesMonth{
		Year: cells.whole("year", row.Year), Month: cells.whole("month", row.Month), Product: strings.Clone(row.Product),
		Plan: cells.number("plan", row.Plan), Sourced: cells.number("sourced", row.Sourced),
		Influenced: cells.number("influenced", row.Influenced), Attached: cells.number("attached", row.Attached),
	}
	if cells.faulty == nil && ch.Calendar.Quarter(month.Year, 4).IsZero() {
		cells.fault("year", "must be a fiscal year of the calendar, got %d", month.Year)
	}
	if cells.faulty == nil {
		key := strings.Join([]string{row.Partner, row.Product, strconv.Itoa(100*month.Year + month.Month)}, "\x00")
		if before := c.seen.add(key, rows.line()); before > 0 {
			cells.fault("product", "the month of the product stands in line %d already", before)
		}
	}
	if cells.faulty == nil {
		c.months = append(c.months, month)
		c.batch.keep(nil)
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
		c.batch.report("sales", err, nil)
		for i := range c.months {
			if c.batch.isSound(i) && c.channel.keeps(c.partner) {
				c.channel.reviews.sales.add(c.partner, soldMonth{c.months[i]})
			}
		}
	}
	c.months = c.months[:0]
	c.batch.clear()
}

// soldMonth is a month of sales, of which there are many.
type soldMonth struct{ performance.SalesMonth }

func (m *soldMonth) cells() []string {
	return []string{
		strconv.Itoa(m.Year), strconv.Itoa(m.Month), m.Product,
		numberCell(m.Plan), numberCell(m.Sourced), numberCell(m.Influenced), numberCell(m.Attached),
	}
}

func (m *soldMonth) take(cells []string) {
	m.Year, _ = strconv.Atoi(cells[0])
	m.Month, _ = strconv.Atoi(cells[1])
	m.Product = cells[2]
	m.Plan, m.Sourced, m.Influenced, m.Attached = numberOf(cells[3]), numberOf(cells[4]), numberOf(cells[5]), numberOf(cells[6])
}

// activityRow is a row of activities.csv: how much of what is expected of its engagement a
// partner did in the quarter of review.json.
type activityRow struct {
	Partner string `csv:"partner"`
	Part    string `csv:"part"`
	Done    string `csv:"done"`
}

// readActivities checks all activities and keeps those of the subject. There need be no file.
func readActivities(in Folder, ch *Channel, found *Faults) {
	if !in.has(ActivitiesFile) {
		return
	}
	parts := make(map[string]bool)
	var names []string
	for _, part := range ch.reviews.policy.Engagement.Parts {
		parts[part.ID] = true
		names = append(names, part.ID)
	}
	if names == nil || ch.reviews.Quarter.IsZero() {
		found.add(ActivitiesFile, 0, 0, "takes a quarter in %s, and in its policy an engagement of parts", ReviewFile)
		return
	}
	rows, ok := openSheet[activityRow](in, ActivitiesFile, found)
	if !ok {
		return
	}
	seen := newIDs()
	for row := range rows.all() {
		cells := cells[activityRow]{rows: rows}
		partner := partnerOf(&cells, ch, row.Partner)
		if !parts[row.Part] {
			cells.fault("part", "must be one of %s, got %.40q", words.Named(names), row.Part)
		} else if before := seen.add(row.Partner+"\x00"+row.Part, rows.line()); before > 0 {
			cells.fault("part", "part %.40q of the partner stands in line %d already", row.Part, before)
		}
		activity := performance.Activity{Part: strings.Clone(row.Part), Done: cells.number("done", row.Done)}
		if cells.faulty == nil {
			b := batch[activityRow]{rows: rows}
			b.keep(nil)
			_, err := performance.MeasureEngagement(ch.reviews.policy.Engagement, []performance.Activity{activity})
			if b.report("activities", err, nil); b.isSound(0) && ch.keeps(partner) {
				ch.reviews.activities[partner] = append(ch.reviews.activities[partner], activity)
			}
		}
	}
}

// Sales returns the months of a partner that is kept, as they stand in sales.csv.
func (ch *Channel) Sales(at int) []performance.SalesMonth {
	var months []performance.SalesMonth
	for _, m := range ch.reviews.sales.of(at) {
		months = append(months, m.SalesMonth)
	}
	return months
}
