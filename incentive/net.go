package incentive

import (
	"cmp"
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
	netted  []*record
	// outside is whether it is a return outside the window.
	outside bool
	reason  partnermath.Reason
	share   int64 // of the measure that is paid on
	entitlement
}

// known by a day, and treating the returns of one period as inside the window: what a view
// of the records takes in. The zero outsideOf is that of period 0, so none is -1.
type view struct {
	until     partnermath.Date
	forced    bool
	outsideOf int
}

// net returns the lines of a partner in a view, by period, each period by day and id.
func (s *settler) net(partner int, v view) [][]*line {
	periods := make([][]*line, len(s.Periods))
	for _, r := range s.sales[partner] {
		if r.known.After(v.until) {
			continue
		}
		for _, l := range s.netOne(r, v) {
			if l.period = s.periodOf(l.day); l.period < 0 {
				continue
			}
			l.reason = s.lineReason(l)
			periods[l.period] = append(periods[l.period], l)
		}
	}
	for _, lines := range periods {
		slices.SortFunc(lines, func(a, b *line) int { return cmp.Or(a.day.Compare(b.day), cmp.Compare(a.ID, b.ID)) })
	}
	if s.counting(MeasureNewCustomers) {
		countCustomers(periods)
	}
	return periods
}

// counting reports whether the program reads a measure.
func (s *settler) counting(m Measure) bool {
	return s.Qualifies == m || s.paid() == m || slices.ContainsFunc(s.Gates, func(g Gate) bool { return g.Measure == m })
}

// lineReason returns why a line does not count.
func (s *settler) lineReason(l *line) partnermath.Reason {
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

// unknown returns why a measure of a line is not known.
func (l *line) unknown(m int) partnermath.Reason {
	switch {
	case m <= units && !l.has[m]:
		return [...]partnermath.Reason{ReasonUnknownAmount, ReasonUnknownMargin, ReasonUnknownUnits}[m]
	case m == customers && l.of.NewCustomer && l.of.Customer == "":
		return ReasonUnknownCustomer
	}
	return ""
}

// countCustomers counts each new customer with its first deal, and takes it back with
// the return of all of it.
func countCustomers(periods [][]*line) {
	seen, counted := map[string]bool{}, map[*record]bool{}
	for _, lines := range periods {
		for _, l := range lines {
			switch c := l.of.Customer; {
			case !l.of.NewCustomer || c == "" || l.reason != "":
			case l.figures[deals] < 0 && counted[l.of]:
				l.figures[customers] = -1
			case l.figures[deals] > 0 && !seen[c]:
				seen[c], counted[l.of], l.figures[customers] = true, true, 1
			}
		}
	}
}

// entry is what a sale, or a payment of one, put in, and how much of it came back.
type entry struct {
	*line
	in          [units + 1]int64
	base, taken int64
}

// netOne returns the lines of a record and of those that are linked to it.
func (s *settler) netOne(r *record, v view) []*line {
	if r.Kind != "" && r.Kind != KindSale {
		return []*line{s.alone(r)}
	}
	var returns, corrections, payments []*record
	for _, l := range r.linked {
		switch {
		case l.known.After(v.until):
		case l.Kind == KindReturn:
			returns = append(returns, l)
		case l.Kind == KindCorrection:
			corrections = append(corrections, l)
		default:
			payments = append(payments, l)
		}
	}
	var entries []*entry
	var lines []*line
	if s.stage() == StagePaid {
		entries = s.paidEntries(r, corrections, payments)
	} else {
		entries = []*entry{{line: &line{record: r, of: r, has: r.has}, in: r.figures}}
		entries[0].figures[deals] = 1
		for _, c := range corrections {
			if c.period != r.period {
				lines = append(lines, &line{record: c, of: r, figures: widen(c.figures), has: r.has})
				continue
			}
			e := entries[0]
			for m := range e.in {
				e.in[m] += c.figures[m]
			}
			e.netted = append(e.netted, c)
		}
	}
	for _, e := range entries {
		copy(e.figures[:], e.in[:])
		lines = append(lines, e.line)
	}
	return append(lines, s.takeBack(r, entries, returns, v)...)
}

func widen(in [units + 1]int64) (out [measures]int64) {
	copy(out[:], in[:])
	return out
}

// alone is the line of a return or a correction without a sale.
func (s *settler) alone(r *record) *line {
	l := &line{record: r, of: r, figures: widen(r.figures), has: r.has}
	if r.Kind == KindReturn {
		for m := range l.figures {
			l.figures[m] = -l.figures[m]
		}
	}
	return l
}

// paidEntries returns an entry for each payment: the sale's figures × paid ÷ amount, as
// differences of cumulative sums.
func (s *settler) paidEntries(r *record, corrections, payments []*record) []*entry {
	invoice := r.figures
	for _, c := range corrections {
		for m := range invoice {
			invoice[m] += c.figures[m]
		}
	}
	var entries []*entry
	var paid int64
	var before [units + 1]int64
	for _, p := range payments {
		e := &entry{line: &line{record: p, of: r, has: r.has}}
		entries = append(entries, e)
		if !r.has[revenue] || invoice[revenue] <= 0 {
			e.has = [units + 1]bool{}
			continue
		}
		was := paid
		if paid += p.figures[revenue]; paid > invoice[revenue] {
			s.found(FoundExcess, p)
			paid = invoice[revenue]
		}
		for m := range invoice {
			sum := proportion(invoice[m], paid, invoice[revenue])
			e.in[m], before[m] = sum-before[m], sum
		}
		if was < paid && paid == invoice[revenue] {
			e.line.figures[deals] = 1
		}
	}
	return entries
}

// proportion returns n × share ÷ whole, rounded half away from zero, for 0 ≤ share ≤ whole.
func proportion(n, share, whole int64) int64 {
	if n < 0 {
		return -proportion(-n, share, whole)
	}
	return exact.MulRound(n, share, whole)
}

// takeBack nets returns with the entries of their sale, the last first, and returns the
// lines of those outside the window.
func (s *settler) takeBack(r *record, entries []*entry, returns []*record, v view) []*line {
	if len(returns) == 0 || len(entries) == 0 {
		return nil
	}
	base := revenue
	if r.has[units] && r.figures[units] > 0 && !slices.ContainsFunc(returns, func(b *record) bool { return !b.has[units] }) {
		base = units
	}
	var left int64
	for _, e := range entries {
		e.base = max(e.in[base], 0)
		left += e.base
	}
	var lines []*line
	for _, b := range returns {
		outside := s.outside(r, b) && (!v.forced || v.outsideOf != b.period)
		own := &line{record: b, of: r, has: r.has, outside: outside}
		if s.outside(r, b) {
			s.found(FoundWindow, b)
		}
		want, known := s.wanted(r, b, base)
		if !known {
			own.has = [units + 1]bool{}
			lines = append(lines, own)
			continue
		}
		for i := len(entries) - 1; i >= 0 && want > 0; i-- {
			e := entries[i]
			take := min(want, e.base-e.taken)
			if take <= 0 {
				continue
			}
			want, left = want-take, left-take
			for m := range e.in {
				delta := proportion(e.in[m], e.taken+take, e.base) - proportion(e.in[m], e.taken, e.base)
				e.lower(own, m, delta)
			}
			e.taken += take
			if !outside {
				e.netted = append(e.netted, b)
			}
		}
		if want > 0 {
			s.found(FoundExcess, b)
		}
		if left == 0 {
			for _, e := range entries {
				e.lower(own, deals, e.line.figures[deals])
			}
		}
		if outside {
			lines = append(lines, own)
		}
	}
	return lines
}

// lower takes back from an entry, or outside the window on the return's own line.
func (e *entry) lower(own *line, m int, by int64) {
	if own.outside {
		own.figures[m] -= by
		return
	}
	e.line.figures[m] -= by
}

// wanted returns how much of the base a return takes back.
func (s *settler) wanted(r, b *record, base int) (int64, bool) {
	switch {
	case base == units:
		return b.figures[units], true
	case !r.has[revenue]:
		return 0, false
	case b.has[revenue]:
		return b.figures[revenue], true
	case b.has[units] && r.has[units] && r.figures[units] > 0:
		return proportion(r.figures[revenue], min(b.figures[units], r.figures[units]), r.figures[units]), true
	}
	return 0, false
}

func (s *settler) outside(r, b *record) bool {
	if !s.ReturnDays.Valid {
		return false
	}
	invoiced := r.Invoiced
	if invoiced.IsZero() {
		invoiced = r.Date
	}
	return b.day.After(invoiced.AddDays(int(s.ReturnDays.Decimal.IntPart())))
}

// found notes something about a record once, however many views it is in.
func (s *settler) found(reason partnermath.Reason, r *record) {
	if of := (note{reason, r.ID}); !s.noted[of] {
		s.noted[of] = true
		s.log.Add(reason, r.ID)
	}
}

type note struct {
	reason partnermath.Reason
	id     string
}
