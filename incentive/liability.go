package incentive

import (
	"cmp"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// Obligation is a program around a quarter. The zero Obligation is not valid: its Program is not.
type Obligation struct {
	Program Program `json:"program"`
	// Opening is Settlement.Settled of the last settlement before the quarter, and Closing
	// that of the last one in it; where there was none in it, the same again.
	Opening []Settled `json:"opening,omitempty"`
	Closing []Settled `json:"closing,omitempty"`
	// Accruals are those of periods that were not final before the quarter, in the order in
	// which they were made and up to the end of the quarter. The Before of each is what was
	// Accrued for the partner and the period before it.
	Accruals []Accrual `json:"accruals,omitempty"`
	// Partners are the ids of those that take part. What could become due to one without
	// an accrual for a period that has begun is limited by cap and budget only.
	Partners []string `json:"partners,omitempty"`
}

// RollForward is how a liability came from one end of a quarter to the other.
type RollForward struct {
	Quarter  partnermath.Period `json:"quarter"`
	Currency string             `json:"currency"`
	// Programs are in their order, and Total is their sum.
	Programs []LiabilityLine `json:"programs"`
	Total    LiabilityLine   `json:"total"`
}

// LiabilityLine is the liability of a program, or of all of them:
//
//	Opening + Accrued - Paid + TrueUp - Breakage = Closing
type LiabilityLine struct {
	Program string          `json:"program,omitempty"`
	Opening decimal.Decimal `json:"opening"`
	// Accrued is the sum of the entries of the quarter, before settlement.
	Accrued decimal.Decimal `json:"accrued"`
	Paid    decimal.Decimal `json:"paid"`
	// TrueUp is what settlements of the quarter came to, less what was accrued for it, and
	// the adjustments of earlier periods that they found.
	TrueUp decimal.Decimal `json:"trueUp"`
	// Breakage is what was earned and lapsed.
	Breakage decimal.Decimal `json:"breakage"`
	Closing  decimal.Decimal `json:"closing"`
	// Dues are the parts of Closing, those of 0 left out, in order.
	Dues []Due `json:"dues"`
	// Most is the most that could become due: Closing + Σ (what the highest forecast pays -
	// what is accrued), which is at most what the budget of its period has left. Undefined
	// when Unbounded: without forecast, cap and budget.
	Most      decimal.NullDecimal `json:"most"`
	Unbounded bool                `json:"unbounded,omitempty"`
}

// Due is an amount, and the day from which it can be settled: the end of a period and its
// grace days. What a final period carried out is due with the next that is not final, at the end of
// the program with the last.
type Due struct {
	Date   partnermath.Date `json:"date"`
	Amount decimal.Decimal  `json:"amount"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule broken, except
// those that take the quarter.
func (o Obligation) Validate() error {
	_, err := o.accounts(partnermath.Period{End: partnermath.NewDate(9999, 12, 31)})
	return err
}

// Liability rolls the liability of programs forward over a quarter. For a partner and a
// period it is Awarded - Repaid once that is final, before that what is accrued, or without
// an accrual what was settled so far; less what was paid and what lapsed.
//
// The error is a [*partnermath.ValidationError] with paths below "quarter" and
// "obligations", which have one currency.
func Liability(quarter partnermath.Period, obligations []Obligation) (RollForward, error) {
	var faults partnermath.ValidationError
	faults.Merge("quarter", quarter.Validate())
	if len(obligations) == 0 {
		faults.Add("obligations", "required", "must be given")
	}
	all := make([][]*account, len(obligations))
	for i := range obligations {
		o, path := &obligations[i], placeOf("obligations", i)
		accounts, err := o.accounts(quarter)
		faults.Merge(path, err)
		if first := obligations[0].Program.Currency; o.Program.Currency != first {
			faults.Addf(path+".program.currency", "match", "must be that of the others, %.40q, got %.40q", first, o.Program.Currency)
		}
		all[i] = accounts
	}
	if err := faults.Err(); err != nil {
		return RollForward{}, err
	}
	r := RollForward{Quarter: quarter, Currency: obligations[0].Program.Currency, Total: LiabilityLine{Dues: []Due{}, Most: null(decimal.Decimal{})}}
	for i, accounts := range all {
		line := obligations[i].roll(accounts, quarter)
		r.Programs = append(r.Programs, line)
		r.Total.add(&line)
	}
	return r, nil
}

// account is a partner and a period from one end of the quarter to the other.
type account struct {
	partner          string
	period           int
	opening, closing *Settled
	last             *Accrual
	entries          decimal.Decimal     // of the quarter
	before, accrued  decimal.NullDecimal // what is accrued at its ends
	limit            decimal.NullDecimal // the most that can be earned
}

// accounts checks an obligation and takes it in, by period and partner.
func (o *Obligation) accounts(quarter partnermath.Period) ([]*account, error) {
	var faults partnermath.ValidationError
	faults.Merge("program", o.Program.Validate())
	type key struct {
		period  int
		partner string
	}
	by := map[key]*account{}
	find := func(at check.Record, partner string, period partnermath.Period) *account {
		check.IDAt(&faults, at.At("partner"), partner)
		k := slices.Index(o.Program.Periods, period)
		at.FaultIf(k < 0, "period", "known", "must be a period of the program, got %s", period)
		of := key{k, partner}
		if by[of] == nil {
			by[of] = &account{partner: partner, period: k}
		}
		return by[of]
	}
	places := minor(o.Program.Currency)
	take := func(list string, settled []Settled, of func(*account) **Settled) {
		for i := range settled {
			at := check.Record{ValidationError: &faults, List: list, Index: i}
			e := of(find(at, settled[i].Partner, settled[i].Period))
			at.FaultIf(*e != nil, "partner", "unique", "must not be given twice for a period, got %.40q again", settled[i].Partner)
			settled[i].check(at, places)
			*e = &settled[i]
		}
	}
	take("opening", o.Opening, func(a *account) **Settled { return &a.opening })
	take("closing", o.Closing, func(a *account) **Settled { return &a.closing })
	for i, e := range o.Opening {
		at := check.Record{ValidationError: &faults, List: "opening", Index: i}
		at.FaultIf(find(at, e.Partner, e.Period).closing == nil, "partner", "match", "must be in closing too, got %.40q", e.Partner)
	}
	money := check.Number{Digits: partnermath.MaxDigits, Places: places}
	for i := range o.Accruals {
		e, at := &o.Accruals[i], check.Record{ValidationError: &faults, List: "accruals", Index: i}
		at.FaultIf(e.Program != o.Program.ID, "program", "match", "must be %.40q, got %.40q", o.Program.ID, e.Program)
		at.FaultIf(e.Currency != o.Program.Currency, "currency", "match", "must be that of the program, %.40q, got %.40q", o.Program.Currency, e.Currency)
		for _, f := range []figure{{"accrued", null(e.Accrued)}, {"before", null(e.Before)}, {"entry", null(e.Entry)}, {"highest", null(e.Highest)}} {
			money.CheckNull(&faults, at.At(f.name), f.value)
		}
		a := find(at, e.Partner, e.Period)
		at.FaultIf(!e.AsOf.Before(quarter.End), "asOf", "order", "must be before the end of the quarter, %s, got %s", quarter.End, e.AsOf)
		at.FaultIf(a.opening != nil && a.opening.Final, "period", "order", "was final before the quarter")
		if last := a.last; last != nil && len(faults.Fields) == 0 {
			at.FaultIf(e.AsOf.Before(last.AsOf), "asOf", "order", "must not be before that of the accrual before, %s, got %s", last.AsOf, e.AsOf)
			at.FaultIf(!e.Before.Equal(last.Accrued), "before", "match", "must be what was accrued before, %s, got %s", last.Accrued, e.Before)
		}
		a.accrue(e, !e.AsOf.Before(quarter.Start))
	}
	for i, id := range o.Partners {
		check.IDAt(&faults, check.Place{Field: placeOf("partners", i)}, id)
		for k, period := range o.Program.Periods {
			if of := (key{k, id}); by[of] == nil && period.Start.Before(quarter.End) {
				by[of] = &account{partner: id, period: k, limit: o.Program.Limits.PartnerCap}
			}
		}
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	return slices.SortedFunc(maps.Values(by), func(a, b *account) int {
		return cmp.Or(cmp.Compare(a.period, b.period), cmp.Compare(a.partner, b.partner))
	}), nil
}

// accrue takes an accrual in, made in the quarter or before.
func (a *account) accrue(e *Accrual, inside bool) {
	switch {
	case !inside:
		a.before = null(e.Accrued)
	case a.last == nil && !e.Before.IsZero():
		a.before = null(e.Before)
	}
	if inside {
		a.entries = a.entries.Add(e.Entry)
	}
	a.last, a.accrued, a.limit = e, null(e.Accrued), null(e.Highest)
}

// worth returns what a partner has coming for a period, and what was paid and lapsed of it.
func worth(e *Settled, accrued decimal.NullDecimal) (due, paid, lapsed decimal.Decimal) {
	if e == nil {
		return given(accrued), paid, lapsed
	}
	if due = e.standing().net(); accrued.Valid && !e.Final {
		due = accrued.Decimal
	}
	return due, e.Paid.Decimal, e.Lapsed.Decimal
}

// roll adds up the accounts, which stand in the order of their periods.
func (o *Obligation) roll(accounts []*account, quarter partnermath.Period) LiabilityLine {
	line := LiabilityLine{Program: o.Program.ID, Dues: []Due{}}
	type open struct {
		final, unbounded bool
		accrued, more    decimal.Decimal
	}
	periods := make([]open, len(o.Program.Periods))
	for _, a := range accounts {
		periods[a.period].final = periods[a.period].final || a.closing != nil && a.closing.Final
	}
	for _, a := range accounts {
		start, paidBefore, lapsedBefore := worth(a.opening, a.before)
		end, paid, lapsed := worth(a.closing, a.accrued)
		balance := end.Sub(paid).Sub(lapsed)
		line.add(&LiabilityLine{
			Opening: start.Sub(paidBefore).Sub(lapsedBefore), Accrued: a.entries, Paid: paid.Sub(paidBefore),
			TrueUp: end.Sub(start).Sub(a.entries), Breakage: lapsed.Sub(lapsedBefore), Closing: balance,
		})
		due := a.period
		for due < len(periods)-1 && periods[due].final {
			due++
		}
		line.due(Due{o.Program.Periods[due].End.AddDays(o.Program.GraceDays), balance})
		if p := &periods[a.period]; !p.final && o.Program.Periods[a.period].Start.Before(quarter.End) {
			p.accrued, p.more = p.accrued.Add(end), p.more.Add(given(a.limit).Sub(end))
			p.unbounded = p.unbounded || !a.limit.Valid
		}
	}
	most, budget := line.Closing, o.Program.Limits.Budget
	for _, p := range periods {
		if left := atLeastZero(given(budget).Sub(p.accrued)); budget.Valid && !p.final && (p.unbounded || p.more.GreaterThan(left)) {
			p.more, p.unbounded = left, false
		}
		most, line.Unbounded = most.Add(p.more), line.Unbounded || p.unbounded
	}
	if line.Most = null(most); line.Unbounded {
		line.Most = decimal.NullDecimal{}
	}
	return line
}

// due adds an amount to that of its day.
func (l *LiabilityLine) due(d Due) {
	i, found := slices.BinarySearchFunc(l.Dues, d.Date, func(d Due, day partnermath.Date) int { return d.Date.Compare(day) })
	if !found {
		l.Dues = slices.Insert(l.Dues, i, Due{Date: d.Date})
	}
	if l.Dues[i].Amount = l.Dues[i].Amount.Add(d.Amount); l.Dues[i].Amount.IsZero() {
		l.Dues = slices.Delete(l.Dues, i, i+1)
	}
}

// add adds another line.
func (l *LiabilityLine) add(m *LiabilityLine) {
	l.Opening, l.Accrued, l.Paid = l.Opening.Add(m.Opening), l.Accrued.Add(m.Accrued), l.Paid.Add(m.Paid)
	l.TrueUp, l.Breakage, l.Closing = l.TrueUp.Add(m.TrueUp), l.Breakage.Add(m.Breakage), l.Closing.Add(m.Closing)
	for _, d := range m.Dues {
		l.due(d)
	}
	l.Most.Decimal = l.Most.Decimal.Add(m.Most.Decimal)
	if l.Unbounded = l.Unbounded || m.Unbounded; l.Unbounded {
		l.Most = decimal.NullDecimal{}
	}
}
