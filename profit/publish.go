package profit

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// publish makes a statement of a ledger.
func (m *sheet) publish(c *Case, l *ledger) Statement {
	s := Statement{Case: c.ID, Currency: c.Currency, Timed: l.timed}
	c.columns(&s)
	p := &publisher{ledger: l, lines: m.rows, quarters: spans(s.Quarters), years: spans(s.Years)}
	s.Lines = make([]Line, 0, l.totals.cumulative+1)
	s.Quantities = make([]Line, 0, len(m.rows)-cap(s.Lines))
	for i := range m.rows {
		if i <= l.totals.cumulative {
			s.Lines = append(s.Lines, p.line(i, l.places))
		} else {
			s.Quantities = append(s.Quantities, p.line(i, quantityPlaces))
		}
	}
	for i := range l.roles {
		if r := &l.roles[i]; c.Roles[i].Kind != RoleOther {
			s.Utilisation = append(s.Utilisation, p.rates(c.Roles[i].ID, r.usedRow, r.availableRow))
		}
	}
	s.Opening = Balances{Cash: p.money(l.openingCash), DeferredRevenue: p.money(l.deferred)}
	s.Closing = p.closing()
	return s
}

func (l *publisher) money(units int64) decimal.Decimal { return exact.Fixed(units, l.places) }

func (l *publisher) total(row int) (sum int64) {
	for _, value := range l.rows[row] {
		sum += value
	}
	return sum
}

// closing works out what is there and what is owed at the end.
func (l *publisher) closing() Balances {
	t := &l.totals
	var vendor, purchases, spent int64
	for i := range l.vendor {
		vendor -= l.total(l.vendor[i].row)
		if row := l.vendor[i].excessRow; row != none {
			vendor -= l.total(row)
		}
	}
	for row := t.revenue + 1; row < t.costOfSales; row++ {
		switch l.lines[row].kind {
		case LineProductCost, LineRecurringCost, LineServiceCost, LineSubcontract:
			purchases += l.total(row)
		}
	}
	for i := range l.costs {
		spent += l.total(l.costs[i].row)
	}
	return Balances{
		Cash:              l.money(l.openingCash + l.total(t.cash)),
		Receivables:       l.money(l.total(t.billed) - l.total(t.receipts)),
		VendorReceivables: l.money(vendor - l.total(t.vendorReceipts)),
		Payables:          l.money(purchases - l.total(t.suppliers) + spent - l.total(t.costs)),
		TaxPayable:        l.money(l.total(t.tax) - l.total(t.taxPaid)),
		DeferredRevenue:   l.money(l.deferred + l.total(t.billed) - l.total(t.revenue)),
	}
}

// columns names the months, quarters and years.
func (c *Case) columns(s *Statement) {
	place := c.Calendar.Find(c.Start)
	s.Months = make([]Column, c.horizon())
	for i := range s.Months {
		at := place.Month - 1 + i
		year, month := place.Year+at/monthsPerYear, at%monthsPerYear
		s.Months[i] = Column{Year: year, Quarter: month/3 + 1, First: i + 1, Last: i + 1, Days: c.Calendar.Month(year, month+1)}
	}
	for _, month := range s.Months {
		if n := len(s.Quarters); n == 0 || s.Quarters[n-1].Quarter != month.Quarter || s.Quarters[n-1].Year != month.Year {
			s.Quarters = append(s.Quarters, month)
		} else {
			s.Quarters[n-1].extend(month)
		}
		if n := len(s.Years); n == 0 || s.Years[n-1].Year != month.Year {
			month.Quarter = 0
			s.Years = append(s.Years, month)
		} else {
			s.Years[n-1].extend(month)
		}
	}
	for i := range s.Quarters {
		s.Quarters[i].Partial = s.Quarters[i].Last-s.Quarters[i].First != 2
	}
	for i := range s.Years {
		s.Years[i].Partial = s.Years[i].Last-s.Years[i].First != monthsPerYear-1
	}
}

// extend adds the month after the last to a column.
func (c *Column) extend(month Column) {
	c.Last = month.Last
	c.Days = partnermath.Period{Start: c.Days.Start, End: month.Days.End}
}

func spans(columns []Column) []span {
	all := make([]span, len(columns))
	for i, c := range columns {
		all[i] = span{c.First, c.Last}
	}
	return all
}

type publisher struct {
	*ledger
	lines           []row
	quarters, years []span
}

// line publishes a row.
func (p *publisher) line(i int, places int32) Line {
	from, values := &p.lines[i], p.rows[i]
	rule := ruleOf(from.kind)
	line := Line{
		ID: from.id, Kind: from.kind, Name: from.name, Formula: rule.formula, Stock: rule.stock,
		Start: exact.Fixed(values[0], places),
	}
	cells := make([]decimal.Decimal, p.months+len(p.quarters)+len(p.years))
	line.Months, cells = cells[:p.months:p.months], cells[p.months:]
	line.Quarters, line.Years = cells[:len(p.quarters):len(p.quarters)], cells[len(p.quarters):]
	// Many months are like the one before: a decimal cannot be changed, and is shared.
	last, shown := values[0], line.Start
	show := func(value int64) decimal.Decimal {
		if value != last {
			last, shown = value, exact.Fixed(value, places)
		}
		return shown
	}
	for month, value := range values[1:] {
		line.Months[month] = show(value)
	}
	for q, within := range p.quarters {
		line.Quarters[q] = show(over(values, within, rule.stock))
	}
	for y, within := range p.years {
		line.Years[y] = show(over(values, within, rule.stock))
	}
	line.Total = show(over(values, span{0, p.months}, rule.stock))
	return line
}

// over returns what a column shows of a row.
func over(values []int64, within span, stock bool) (sum int64) {
	if stock {
		return values[within.last]
	}
	for _, value := range values[within.first : within.last+1] {
		sum += value
	}
	return sum
}

// rates publishes the ratio of two rows.
func (p *publisher) rates(id string, num, den int) Rates {
	r := Rates{
		ID: id, Months: make([]decimal.NullDecimal, 0, p.months),
		Quarters: make([]decimal.NullDecimal, 0, len(p.quarters)), Years: make([]decimal.NullDecimal, 0, len(p.years)),
	}
	ratio := func(within span) decimal.NullDecimal {
		return exact.RatioInt(over(p.rows[num], within, false), over(p.rows[den], within, false), ratioPlaces)
	}
	for month := 1; month <= p.months; month++ {
		r.Months = append(r.Months, ratio(span{month, month}))
	}
	for _, within := range p.quarters {
		r.Quarters = append(r.Quarters, ratio(within))
	}
	for _, within := range p.years {
		r.Years = append(r.Years, ratio(within))
	}
	r.Total = ratio(span{0, p.months})
	return r
}

const ratioPlaces = 4
