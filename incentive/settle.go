package incentive

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/award"
	"github.com/partnermath/partnermath/internal/check"
)

// Settle settles a period of a program for every partner of the book, as of a day: what is
// recorded, or happens, after asOf is not known yet. The earlier periods are settled again with all
// that is known, and what they differ by from what was settled is an adjustment of each.
//
// A sale earns payout × m ÷ Σm × factors, where m is its measure and the sum is over the
// sales with m > 0, down to its caps; sums are exact and rounded once for each partner,
// half away from zero to the minor unit, and its lines share that by largest remainder.
// [Statement] says how the figures follow from each other.
//
// The error is a [*partnermath.ValidationError] with paths below "program", "book" and "asOf": the
// faults of each, an id that the book does not know, sales in another currency, what was settled
// after the period or after asOf, and a final settlement before the last day of its period.
func Settle(program Program, book Book, asOf partnermath.Date) (Settlement, error) {
	return settle(&program, program.Validate(), book, asOf)
}

func settle(program *Program, invalid error, book Book, asOf partnermath.Date) (Settlement, error) {
	s, err := begin(program, invalid, &book, asOf)
	if err != nil {
		return Settlement{}, err
	}
	return s.settle(), nil
}

// begin checks everything and takes the book in.
func begin(program *Program, invalid error, book *Book, asOf partnermath.Date) (*settling, error) {
	var faults partnermath.ValidationError
	faults.Merge("program", invalid)
	at := check.Record{ValidationError: &faults}
	at.Required(asOf.IsZero(), "asOf")
	if len(faults.Fields) > 0 {
		if book.Period.Validate() == nil {
			faults.Merge("book", book.check(program.Currency))
		}
		return nil, faults.Err()
	}
	s := newSettling(program, book, asOf)
	if s.read(&faults, "book."); len(faults.Fields) == 0 {
		s.known(&faults)
	}
	if book.Period.Validate() == nil {
		last := book.Period.End.AddDays(-1)
		at.FaultIf(asOf.Before(book.Period.Start), "asOf", "order", "must not be before the start of the period, %s, got %s", book.Period.Start, asOf)
		at.FaultIf(book.Final && asOf.Before(last) && !asOf.Before(book.Period.Start),
			"asOf", "order", "must not be before the last day of a period that is final, %s, got %s", last, asOf)
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	s.cutOff()
	return s, nil
}

// known checks that the book has the products that the program names.
func (s *settling) known(faults *partnermath.ValidationError) {
	s.Sales.known(faults, "program.sales", &s.index)
	s.Formula.Category.known(faults, "program.formula.category", &s.index)
	for i := range s.Multipliers {
		s.Multipliers[i].Sales.known(faults, placeOf("program.multipliers", i)+".sales", &s.index)
	}
	if len(s.Multipliers) > MaxMultipliers {
		s.fewMultipliers(faults)
	}
	for i := range s.Gates {
		s.Gates[i].Sales.known(faults, placeOf("program.gates", i)+".sales", &s.index)
	}
}

// settle settles the periods in order, each with all that is known.
func (s *settling) settle() Settlement {
	histories := make([]award.History, len(s.book.Partners))
	all := make([][][]*line, len(s.book.Partners))
	for i := range all {
		all[i] = s.net(i, s.asOf, nowhere)
	}
	if s.cells == nil {
		s.noteUnknown(all)
	}
	rounds := make([]*round, s.now+1)
	var base *round
	for k := range rounds {
		r := s.newRound(k, histories)
		if k == s.now {
			base = s.base(r, all)
			r.Settled = base.Standings()
		}
		for i := range r.works {
			if r.works[i] == nil {
				r.works[i] = s.newWork(i, k, all[i][k])
				r.works[i].earn()
			}
		}
		r.settle()
		rounds[k] = r
		for i := range histories {
			histories[i] = r.Partners[i].Follow()
		}
	}
	return s.publish(base, rounds, all)
}

// base settles the period itself, with what is part of its settlement, and shares its
// budget anew. Where it was final before, what was settled then stands.
func (s *settling) base(now *round, all [][][]*line) *round {
	base := *now
	base.works, base.Partners, base.Settled = make([]*work, len(all)), slices.Clone(now.Partners), nil
	for i := range all {
		lines, late := all[i][s.now], s.late(i)
		if late {
			lines = s.net(i, s.cut, nowhere)[s.now]
		}
		base.works[i] = s.newWork(i, s.now, lines)
		base.works[i].earn()
		if !late {
			now.works[i] = base.works[i]
		}
	}
	if !s.stands {
		base.settle()
		return &base
	}
	for i, standing := range now.Settled {
		base.Partners[i].Standing = standing
	}
	return &base
}

// cutOff finds the day up to which records are part of the settlement.
func (s *settling) cutOff() {
	s.cut = s.Periods[s.now].End.AddDays(s.GraceDays - 1)
	for _, e := range s.settled[s.now] {
		if e != nil && e.Final {
			s.cut, s.stands = e.AsOf, true
		}
	}
	if s.cut.After(s.asOf) {
		s.cut = s.asOf
	}
}

// late reports whether a partner has records that are not part of the settlement.
func (s *settling) late(partner int) bool {
	isLate := func(r *record) bool { return r.known.After(s.cut) && !r.known.After(s.asOf) }
	return slices.ContainsFunc(s.sales[partner], func(r *record) bool {
		return isLate(r) || slices.ContainsFunc(r.linked, isLate)
	})
}

// noteUnknown notes the records whose measures are not known, and those of no period.
func (s *settling) noteUnknown(all [][][]*line) {
	for _, periods := range all {
		for _, lines := range periods {
			for _, l := range lines {
				s.noteLine(l)
			}
		}
	}
	for _, r := range s.records {
		if r.period < 0 && !r.known.After(s.asOf) && (r.sale == nil || r.Kind == KindPayment || r.Kind == KindReturn && s.outside(r.sale, r)) {
			s.found(ReasonOutside, r)
		}
	}
}

// noteLine notes why a line does not count for a measure or a gate.
func (s *settling) noteLine(l *line) {
	if l.reason == ReasonChain || l.of.reason == "" && l.of.selected && l.reason != "" {
		s.found(l.reason, l.record)
	}
	for i := range s.Gates {
		if reason := l.unknown(measureAt[s.Gates[i].Measure]); reason != "" && l.of.reason == "" && s.reads(&s.Gates[i], l.of) {
			s.found(reason, l.record)
		}
	}
}

// publish writes the settlement.
func (s *settling) publish(base *round, rounds []*round, all [][][]*line) Settlement {
	out := Settlement{
		Program: s.ID, Currency: s.Currency, Period: s.book.Period, AsOf: s.asOf, Final: s.book.Final,
		Statements: make([]Statement, len(base.works)), Settled: []Settled{},
	}
	var drawn decimal.Decimal
	current := make([]Settled, len(base.works))
	for i, w := range base.works {
		s.publishOne(w, base.Partners[i].Standing, rounds, all[i], &current[i])
		out.Statements[i] = w.st
		out.add(&w.st)
		drawn = drawn.Add(rounds[s.now].Partners[i].Awarded)
	}
	if out.Budget = s.Limits.Budget; out.Budget.Valid {
		out.Drawn = null(drawn)
		out.Left = null(out.Budget.Decimal.Sub(drawn))
	}
	out.Findings = s.log.Findings()
	for k, r := range rounds[:s.now] {
		for i, t := range r.Standings() {
			e := s.settled[k][i]
			if e == nil && t.IsZero() {
				continue
			}
			none := null(decimal.Decimal{})
			kept := Settled{Partner: s.book.Partners[i].ID, Period: s.Periods[k], Adjusted: none, Paid: none, Lapsed: none, CarriedOut: none}
			if e != nil {
				kept = *e
			}
			kept.keep(t, s.asOf, r.Final, s.takesPart(k, i))
			out.Settled = append(out.Settled, kept)
		}
	}
	out.Settled = append(out.Settled, current...)
	return out
}

// add adds a statement to the sums.
func (out *Settlement) add(st *Statement) {
	for _, a := range []struct{ to, of *decimal.Decimal }{
		{&out.Earned, &st.Earned},
		{&out.TopUp, &st.TopUp},
		{&out.Awarded, &st.Awarded},
		{&out.Repaid, &st.Repaid},
		{&out.Owed, &st.Owed},
		{&out.CarriedIn, &st.CarriedIn},
		{&out.Payable, &st.Payable},
		{&out.CarriedOut, &st.CarriedOut},
		{&out.Lapsed, &st.Lapsed},
	} {
		*a.to = a.to.Add(*a.of)
	}
	for _, a := range st.Adjustments {
		out.Adjusted = out.Adjusted.Add(a.Amount)
	}
}

// publishOne completes the statement of a partner and fills in what to keep of it.
func (s *settling) publishOne(w *work, t award.Standing, rounds []*round, lines [][]*line, kept *Settled) {
	st, i := &w.st, w.at
	st.TopUp, st.Awarded, st.Repaid, st.Owed = t.TopUp, t.Awarded, t.Repaid, t.Owed
	w.publishLines()
	if w.Limits.Budget.Valid && t.Awarded.LessThan(t.Earned.Add(t.TopUp)) {
		due := t.Earned.Add(t.TopUp)
		st.Caps = append(st.Caps, CapLine{Cap: CapBudget, Limit: w.Limits.Budget.Decimal, Before: due, After: t.Awarded, Cost: due.Sub(t.Awarded)})
	}
	balance, adjusted := t.Net(), decimal.Decimal{}
	for k, r := range rounds {
		before, since := r.Settled[i], s.cut
		if k < s.now {
			since = partnermath.Date{}
			if e := s.settled[k][i]; e != nil {
				since, st.CarriedIn = e.AsOf, e.CarriedOut.Decimal
			}
		}
		a := Adjustment{Period: s.Periods[k], Records: newRecords(lines[k], since), Before: before.Net(), After: r.Partners[i].Net()}
		a.Amount = a.After.Sub(a.Before)
		if a.Amount.IsZero() && len(a.Records) == 0 {
			continue
		}
		st.Adjustments = append(st.Adjustments, a)
		balance = balance.Add(a.Amount)
		if k < s.now {
			adjusted = adjusted.Add(a.Amount)
		}
	}
	if e := s.settled[s.now][i]; e != nil {
		st.AdjustedBefore, st.PaidBefore, st.LapsedBefore = e.Adjusted.Decimal, e.Paid.Decimal, e.Lapsed.Decimal
	}
	s.payOut(st, balance.Add(st.CarriedIn).Add(st.AdjustedBefore).Sub(st.PaidBefore).Sub(st.LapsedBefore))
	st.Outside = s.outsideWindow(i, rounds, lines)
	*kept = Settled{
		Partner: st.Partner, Period: st.Period, Adjusted: null(st.AdjustedBefore.Add(adjusted)),
		Paid: null(st.PaidBefore.Add(st.Payable)), Lapsed: null(st.LapsedBefore.Add(st.Lapsed)), CarriedOut: null(st.CarriedOut),
	}
	now := rounds[s.now]
	kept.keep(now.Partners[i].Standing, s.asOf, now.Final, s.takesPart(s.now, i))
}

// payOut pays a balance of at least 0 and the minimum payout, and carries any other.
func (s *settling) payOut(st *Statement, balance decimal.Decimal) {
	ends := s.now == len(s.Periods)-1 && s.book.Final
	switch below := balance.LessThan(given(s.Limits.MinimumPayout)); {
	case balance.IsNegative() || below && !ends:
		st.CarriedOut = balance
	case below && s.Limits.AtEnd == AtEndLapses:
		st.Lapsed = balance
	default:
		st.Payable = balance
	}
}

// newRecords returns the records of lines that were not known on a day.
func newRecords(lines []*line, since partnermath.Date) []string {
	var found []*record
	for _, l := range lines {
		if l.known.After(since) {
			found = append(found, l.record)
		}
		for _, r := range l.netted {
			if r.known.After(since) {
				found = append(found, r)
			}
		}
	}
	return ids(found)
}

// ids returns the ids of records by day and id.
func ids(records []*record) []string {
	records = slices.Clone(records)
	slices.SortFunc(records, byDay)
	list := []string{}
	for _, r := range slices.Compact(records) {
		if r.ID != "" {
			list = append(list, r.ID)
		}
	}
	return list
}

// outsideWindow finds what the returns outside the window that came back in the period
// would have cost the periods of their sales.
func (s *settling) outsideWindow(partner int, rounds []*round, lines [][]*line) []Adjustment {
	list := []Adjustment{}
	periods := map[int][]*record{}
	for _, l := range lines[s.now] {
		if l.outside && l.of.period >= 0 && l.reason == "" {
			periods[l.of.period] = append(periods[l.of.period], l.record)
		}
	}
	if len(periods) == 0 {
		return list
	}
	inside := s.net(partner, s.asOf, s.now)
	for k, r := range rounds {
		if periods[k] == nil {
			continue
		}
		w := s.newWork(partner, k, inside[k])
		w.earn()
		a := Adjustment{Period: s.Periods[k], Records: ids(periods[k]), Before: r.works[partner].st.Earned, After: w.st.Earned}
		a.Amount = a.After.Sub(a.Before)
		list = append(list, a)
	}
	return list
}
