package profit

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/ledger"
)

// Forecast makes the statement of a case.
//
// The error is a [*partnermath.ValidationError]: the faults that [Case.Validate] lists.
func Forecast(c Case) (Statement, error) {
	l, err := c.ledger()
	if err != nil {
		return Statement{}, err
	}
	var s Statement
	c.publish(l, &s)
	return s, nil
}

// publish makes a statement of a ledger, in the lists of the one that is there.
func (c *Case) publish(l *ledger.Ledger, s *Statement) {
	s.Case, s.Currency, s.Timed = c.ID, c.Currency, l.Timed
	c.columns(s)
	p := &publisher{Ledger: l, months: s.Months, quarters: s.Quarters, years: s.Years}
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
		s.Quarters = extend(s.Quarters, month, 3)
		month.Quarter = 0
		s.Years = extend(s.Years, month, ledger.MonthsPerYear)
	}
}

// extend adds a month to the last column if that is the one it is in, else to a new one. A column
// with less than so many months is partial.
func extend(columns []Column, month Column, full int) []Column {
	n := len(columns)
	if n == 0 || columns[n-1].Year != month.Year || columns[n-1].Quarter != month.Quarter {
		columns, n = append(columns, month), n+1
	}
	c := &columns[n-1]
	c.Last, c.Days.End = month.Last, month.Days.End
	c.Partial = c.Last-c.First+1 < full
	return columns
}

func (c *Column) span() ledger.Span { return ledger.Span{First: c.First, Last: c.Last} }

type publisher struct {
	*ledger.Ledger
	months, quarters, years []Column
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
	for q := range p.quarters {
		line.Quarters[q] = show(ledger.Over(values, p.quarters[q].span(), rule.stock))
	}
	for y := range p.years {
		line.Years[y] = show(ledger.Over(values, p.years[y].span(), rule.stock))
	}
	line.Total = show(ledger.Over(values, ledger.Span{First: 0, Last: p.Months}, rule.stock))
}

// rates publishes the ratio of two rows.
func (p *publisher) rates(id string, num, den int) Rates {
	ratio := func(within ledger.Span) decimal.NullDecimal {
		return exact.RatioInt(ledger.Over(p.Rows[num], within, false), ledger.Over(p.Rows[den], within, false), ratioPlaces)
	}
	ratios := func(columns []Column) []decimal.NullDecimal {
		all := make([]decimal.NullDecimal, len(columns))
		for i := range columns {
			all[i] = ratio(columns[i].span())
		}
		return all
	}
	return Rates{
		ID: id, Months: ratios(p.months), Quarters: ratios(p.quarters), Years: ratios(p.years),
		Total: ratio(ledger.Span{First: 0, Last: p.Months}),
	}
}

const ratioPlaces = 4
