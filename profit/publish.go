package profit

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/ledger"
)

// publish makes a statement of a ledger, in the lists of the one that is there.
func (c *Case) publish(l *ledger.Ledger, s *Statement) {
	s.Case, s.Currency, s.Timed = c.ID, c.Currency, l.Timed
	c.columns(s)
	p := &publisher{Ledger: l, quarters: spans(s.Quarters), years: spans(s.Years)}
	lines := l.Totals.Cumulative + 1
	s.Lines, s.Quantities = resize(s.Lines, lines), resize(s.Quantities, len(l.Rows)-lines)
	for i := range l.Rows {
		if i < lines {
			p.line(i, l.Places, &s.Lines[i])
		} else {
			p.line(i, ledger.QuantityPlaces, &s.Quantities[i-lines])
		}
	}
	s.Utilisation = nil
	for i := range l.Roles {
		if r := &l.Roles[i]; c.Roles[i].Kind != RoleOther {
			s.Utilisation = append(s.Utilisation, p.rates(c.Roles[i].ID, r.UsedRow, r.AvailableRow))
		}
	}
	money := func(units int64) decimal.Decimal { return exact.Fixed(units, l.Places) }
	closing := l.Closing()
	s.Opening = Balances{Cash: money(l.OpeningCash), DeferredRevenue: money(l.Deferred)}
	s.Closing = Balances{
		Cash: money(closing.Cash), Receivables: money(closing.Receivables), VendorReceivables: money(closing.VendorReceivables),
		Payables: money(closing.Payables), TaxPayable: money(closing.TaxPayable), DeferredRevenue: money(closing.DeferredRevenue),
	}
}

// resize returns a list of n elements, those that it has among them.
func resize[T any](list []T, n int) []T {
	if cap(list) < n {
		return make([]T, n)
	}
	return list[:n]
}

// columns names the months, quarters and years.
func (c *Case) columns(s *Statement) {
	place := c.Calendar.Find(c.Start)
	s.Months, s.Quarters, s.Years = resize(s.Months, c.horizon()), s.Quarters[:0], s.Years[:0]
	for i := range s.Months {
		at := place.Month - 1 + i
		year, month := place.Year+at/ledger.MonthsPerYear, at%ledger.MonthsPerYear
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
		s.Years[i].Partial = s.Years[i].Last-s.Years[i].First != ledger.MonthsPerYear-1
	}
}

// extend adds the month after the last to a column.
func (c *Column) extend(month Column) {
	c.Last = month.Last
	c.Days = partnermath.Period{Start: c.Days.Start, End: month.Days.End}
}

func spans(columns []Column) []ledger.Span {
	all := make([]ledger.Span, len(columns))
	for i, c := range columns {
		all[i] = ledger.Span{First: c.First, Last: c.Last}
	}
	return all
}

type publisher struct {
	*ledger.Ledger
	quarters, years []ledger.Span
}

// line publishes a row.
func (p *publisher) line(i int, places int32, line *Line) {
	from, values := &p.Lines[i], p.Rows[i]
	kind := LineKind(from.Kind)
	rule := lineRules[kind]
	line.ID, line.Kind, line.Name, line.Formula, line.Stock = from.ID, kind, from.Name, rule.formula, rule.stock
	line.Start = exact.Fixed(values[0], places)
	line.Months = resize(line.Months, p.Months)
	line.Quarters, line.Years = resize(line.Quarters, len(p.quarters)), resize(line.Years, len(p.years))
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
		line.Quarters[q] = show(ledger.Over(values, within, rule.stock))
	}
	for y, within := range p.years {
		line.Years[y] = show(ledger.Over(values, within, rule.stock))
	}
	line.Total = show(ledger.Over(values, ledger.Span{First: 0, Last: p.Months}, rule.stock))
}

// rates publishes the ratio of two rows.
func (p *publisher) rates(id string, num, den int) Rates {
	r := Rates{
		ID: id, Months: make([]decimal.NullDecimal, 0, p.Months),
		Quarters: make([]decimal.NullDecimal, 0, len(p.quarters)), Years: make([]decimal.NullDecimal, 0, len(p.years)),
	}
	ratio := func(within ledger.Span) decimal.NullDecimal {
		return exact.RatioInt(ledger.Over(p.Rows[num], within, false), ledger.Over(p.Rows[den], within, false), ratioPlaces)
	}
	for month := 1; month <= p.Months; month++ {
		r.Months = append(r.Months, ratio(ledger.Span{First: month, Last: month}))
	}
	for _, within := range p.quarters {
		r.Quarters = append(r.Quarters, ratio(within))
	}
	for _, within := range p.years {
		r.Years = append(r.Years, ratio(within))
	}
	r.Total = ratio(ledger.Span{First: 0, Last: p.Months})
	return r
}

const ratioPlaces = 4
