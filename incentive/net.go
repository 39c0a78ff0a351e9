package incentive

import (
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// line is a record of a period with what was netted with it.
type line struct {
	*record
	of      *record // the sale whose product, rep and customer it has
	figures [measures]int64
	has     [units + 1]bool
	// missing is why a return is not known by what its sale is netted by.
	missing partnermath.Reason
	netted  []*record
	outside bool // a return outside the window
	reason  partnermath.Reason
	share   int64 // of the measure that is paid on
	entitlement
}

// nowhere is the period whose returns outside the window are netted as if inside: none.
const nowhere = -2

// net returns the lines of a partner that are known by a day, by period, each period by
// day and id. The returns of the period inside are in the window, whatever their day.
func (s *settling) net(partner int, until partnermath.Date, inside int) [][]*line {
	periods := make([][]*line, len(s.Periods))
	if s.cells != nil {
		return s.netCells(periods, s.cells[partner], until, inside)
	}
	var found []*line
	for _, r := range s.sales[partner] {
		if r.known.After(until) {
			continue
		}
		found = s.netOne(found[:0], r, until, inside)
		for _, l := range found {
			if l.period >= 0 {
				l.reason = s.lineReason(l)
				periods[l.period] = append(periods[l.period], l)
			}
		}
	}
	for _, lines := range periods {
		slices.SortFunc(lines, func(a, b *line) int { return byDay(a.record, b.record) })
	}
	countCustomers(periods)
	return periods
}

// lineReason returns why a line does not count.
func (s *settling) lineReason(l *line) partnermath.Reason {
	if l.of.reason != "" {
		return l.of.reason
	}
	if !l.of.selected {
		return ReasonProduct
	}
	for _, m := range [...]int{s.qual, s.pays} {
		if reason := l.unknown(m); reason != "" {
			return reason
		}
	}
	return ""
}

var unknownReasons = [...]partnermath.Reason{revenue: ReasonUnknownAmount, margin: ReasonUnknownMargin, units: ReasonUnknownUnits}

// unknown returns why a measure of a line is not known.
func (l *line) unknown(m int) partnermath.Reason {
	switch {
	case l.missing != "":
		return l.missing
	case m <= units && !l.has[m]:
		return unknownReasons[m]
	case m == customers && l.of.NewCustomer && l.of.Customer == "":
		return ReasonUnknownCustomer
	}
	return ""
}

// countCustomers counts each new customer with its first deal.
func countCustomers(periods [][]*line) {
	seen := map[string]bool{}
	for _, lines := range periods {
		for _, l := range lines {
			if c := l.of.Customer; l.of.NewCustomer && c != "" && l.reason == "" && l.figures[deals] > 0 && !seen[c] {
				seen[c], l.figures[customers] = true, 1
			}
		}
	}
}

// netOne appends the lines of a record and of those that are linked to it.
func (s *settling) netOne(lines []*line, r *record, until partnermath.Date, inside int) []*line {
	l := s.newLine(r, r)
	switch {
	case r.Kind == KindReturn:
		for m := range l.figures {
			l.figures[m] = -l.figures[m]
		}
		return append(lines, l)
	case !r.isSale():
		return append(lines, l)
	}
	l.figures[deals] = 1
	paid := s.stage() == StagePaid
	var returns, payments []*record
	for _, b := range r.linked {
		switch {
		case b.known.After(until):
		case b.Kind == KindReturn:
			returns = append(returns, b)
		case b.Kind == KindPayment:
			payments = append(payments, b)
		case paid || b.period == r.period:
			for m, n := range b.figures {
				l.figures[m] += n
			}
			l.netted = append(l.netted, b)
		default:
			lines = append(lines, s.newLine(b, r))
		}
	}
	sale, entries := l.figures, []*line{l}
	if paid {
		entries = s.paidEntries(r, sale, payments)
	}
	lines = append(append(lines, entries...), s.takeBack(r, sale, entries, returns, inside)...)
	netted, left := false, !r.has[revenue] && !r.has[units]
	for _, e := range entries {
		netted, left = netted || e.netted != nil, left || e.figures[revenue] > 0 || e.figures[units] > 0
	}
	for _, e := range entries {
		if netted && !left {
			e.figures[deals] = 0
		}
	}
	return lines
}

func (s *settling) newLine(r, of *record) *line {
	if len(s.free) == 0 {
		s.free = make([]line, 128)
	}
	l := &s.free[0]
	s.free = s.free[1:]
	l.record, l.of, l.has = r, of, of.has
	copy(l.figures[:], r.figures[:])
	return l
}

// paidEntries returns a line for each payment: the sale's figures × paid ÷ amount, as
// differences of cumulative sums. The one that completes it is its deal.
func (s *settling) paidEntries(r *record, sale [measures]int64, payments []*record) []*line {
	var entries []*line
	parts := exact.NewParts(sale[:len(r.has)], revenue)
	for _, p := range payments {
		e := &line{record: p, of: r, has: r.has}
		entries = append(entries, e)
		if !r.has[revenue] || sale[revenue] <= 0 {
			e.has = [units + 1]bool{}
			continue
		}
		if !parts.Next(e.figures[:len(r.has)], p.figures[revenue]) {
			s.found(FoundExcess, p)
		}
		if parts.Done() && e.figures[revenue] > 0 {
			e.figures[deals] = 1
		}
	}
	return entries
}

// takeBack nets returns with the entries of their sale, at its price and at most what they
// put in, the last first. It returns the lines of those that stand alone: outside the
// window, or not known by what the others are netted by.
func (s *settling) takeBack(r *record, sale [measures]int64, entries []*line, returns []*record, inside int) []*line {
	if len(returns) == 0 || len(entries) == 0 {
		return nil
	}
	base := units
	if !r.has[units] || r.figures[units] == 0 || r.has[revenue] && slices.ContainsFunc(returns, func(b *record) bool { return !b.has[units] }) {
		base = revenue
	}
	left := make([][measures]int64, len(entries))
	for i, e := range entries {
		left[i] = e.figures
	}
	var lines []*line
	parts := exact.NewParts(sale[:len(r.has)], base)
	for _, b := range returns {
		own := &line{record: b, of: r, has: r.has}
		if s.outside(r, b) {
			s.found(FoundWindow, b)
			own.outside = b.period != inside
		}
		if !r.has[base] || !b.has[base] {
			own.missing = unknownReasons[base]
		}
		if own.outside || own.missing != "" {
			lines = append(lines, own)
		}
		if own.missing != "" {
			continue
		}
		var part [units + 1]int64
		if !parts.Next(part[:], b.figures[base]) {
			s.found(FoundExcess, b)
		}
		for m, takes := range part {
			own.take(m, takes, entries, left)
		}
	}
	return lines
}

// take takes so much of a measure from the entries of a sale for a return, the last first,
// or for the return itself where that is outside the window.
func (l *line) take(m int, takes int64, entries []*line, left [][measures]int64) {
	for i := len(entries) - 1; i >= 0 && takes != 0; i-- {
		// What is taken has the sign of what is left: a margin can be below 0.
		take := min(takes, max(left[i][m], 0))
		if takes < 0 {
			take = max(takes, min(left[i][m], 0))
		}
		takes, left[i][m] = takes-take, left[i][m]-take
		switch e := entries[i]; {
		case l.outside:
			l.figures[m] -= take
		case take != 0:
			e.figures[m] -= take
			if !slices.Contains(e.netted, l.record) {
				e.netted = append(e.netted, l.record)
			}
		}
	}
}

func (s *settling) outside(r, b *record) bool {
	if !s.ReturnDays.Valid {
		return false
	}
	invoiced := r.Invoiced
	if invoiced.IsZero() {
		invoiced = r.Date
	}
	return b.day.DaysSince(invoiced) > int(s.ReturnDays.Decimal.IntPart())
}

// found notes something about a record once, however many views it is in. A tally sees
// each record once.
func (s *settling) found(reason partnermath.Reason, r *record) {
	if of := [2]string{string(reason), r.ID}; s.cells == nil && s.noted[of] {
		return
	} else if s.cells == nil {
		s.noted[of] = true
	}
	s.log.Add(reason, r.ID)
}
