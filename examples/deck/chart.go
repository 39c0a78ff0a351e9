package deck

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/examples/deck/pptx"
	"github.com/partnermath/partnermath/qbr/document"
)

// mostPlaces is how many places a chart has at most, nameRoom how wide a name beside it is.
const (
	mostPlaces = 12
	nameRoom   = 150
)

// drawn returns the first of the tables that a chart shows best: one with two places, or else
// with two bars. It returns -1 where there is none.
func drawn(tables []document.Table) int {
	best := -1
	for i := range tables {
		d := tables[i].Drawing()
		if len(d.Places) > 1 {
			return i
		}
		if len(d.Places)*len(d.Series) > 1 && best < 0 {
			best = i
		}
	}
	return best
}

// chart puts the chart of a table into a column, with what the table is called above it.
func (s *slide) chart(c *column, t document.Table, called string, height int) {
	d := t.Drawing()
	if len(d.Series) == 0 || height < 80 {
		return
	}
	s.charted = t.Title
	total := len(d.Places)
	if total > mostPlaces && d.Kind != document.ChartBridge {
		called = fmt.Sprintf("%s, the first %d of %d", called, mostPlaces, total)
		d = firstPlaces(d)
	}
	if d.Unit == document.UnitMoney && t.Currency != "" {
		called += ", " + t.Currency
	}
	s.heading(c, called)
	made := pptx.Chart{
		Box: c.take(height - headingHeight), Name: "Chart", Alt: altChart(&d, called, t.Currency),
		Kind: kinds()[d.Kind], Format: format(&d),
	}
	room, lines := nameRoom, 1
	if made.Kind != pptx.Bars { // side by side
		room, lines = min(nameRoom, (c.w-20)/len(d.Places)-6), 2
	}
	for _, place := range d.Places {
		made.Places = append(made.Places, s.clip(place, room, leastSize, lines, false))
	}
	for _, series := range d.Series {
		made.Series = append(made.Series, pptx.Series{Name: s.clip(series.Name, nameRoom, leastSize, 1, false), Numbers: series.Numbers})
	}
	s.Shapes = append(s.Shapes, made)
	c.y += gap
}

func kinds() map[document.ChartKind]pptx.ChartKind {
	return map[document.ChartKind]pptx.ChartKind{document.ChartColumns: pptx.Columns, document.ChartBars: pptx.Bars, document.ChartBridge: pptx.Bridge}
}

func firstPlaces(d document.Drawing) document.Drawing {
	d.Places = d.Places[:mostPlaces]
	series := make([]document.Series, len(d.Series))
	for i, s := range d.Series {
		series[i] = document.Series{Name: s.Name, Numbers: s.Numbers[:mostPlaces]}
	}
	d.Series = series
	return d
}

// format is how a person would write the numbers beside their bars: a table has the exact ones.
func format(d *document.Drawing) string {
	var most decimal.Decimal
	whole := true
	for _, s := range d.Series {
		for _, n := range s.Numbers {
			if n.Valid {
				most, whole = decimal.Max(most, n.Decimal.Abs()), whole && n.Decimal.IsInteger()
			}
		}
	}
	above := func(n int64) bool { return most.GreaterThanOrEqual(decimal.NewFromInt(n)) }
	switch d.Unit {
	case document.UnitShare, document.UnitSharePoints:
		if above(1) || most.GreaterThanOrEqual(decimal.New(1, -1)) {
			return "0%"
		}
		return "0.0%"
	case document.UnitTimes:
		return `0.00"×"`
	case document.UnitScore:
		return "0"
	case document.UnitPoints:
		return "0.0"
	case document.UnitMoney, document.UnitCount, document.UnitDays, document.UnitHours, document.UnitMonths:
	}
	switch {
	case above(10_000_000):
		return `#,##0.0,,"M"`
	case above(1_000_000):
		return `#,##0,"k"`
	case whole || above(100):
		return "#,##0"
	}
	return "#,##0.0"
}

// altChart tells what a chart shows to who does not see it, with the numbers of its first
// places.
func altChart(d *document.Drawing, called, currency string) string {
	const most = 6
	var b strings.Builder
	_, _ = fmt.Fprintf(&b, "Chart: %s.", called)
	for i, place := range d.Places {
		if i == most {
			_, _ = fmt.Fprintf(&b, " And %d more.", len(d.Places)-most)
			break
		}
		_, _ = fmt.Fprintf(&b, " %s:", place)
		for j, s := range d.Series {
			separator := ","
			if j == 0 {
				separator = ""
			}
			_, _ = fmt.Fprintf(&b, "%s %s %s", separator, s.Name, d.Unit.Format(s.Numbers[i], currency))
		}
		_ = b.WriteByte('.')
	}
	return b.String()
}
