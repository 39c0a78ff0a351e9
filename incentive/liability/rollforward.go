package liability

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
)

// RollForward is how a liability came from one end of a quarter to the other.
type RollForward struct {
	Quarter  partnermath.Period `json:"quarter"`
	Currency string             `json:"currency"`
	// Programs are in their order, and Total is their sum.
	Programs []Line `json:"programs"`
	Total    Line   `json:"total"`
}

// Line is the liability of a program, or of all of them:
//
//	Opening + Accrued - Paid + TrueUp - Breakage = Closing
type Line struct {
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
	// Most is the most that could become due: Closing + Σ max(0, what the highest forecast
	// pays, or else the cap of the partner - what is accrued), which is at most what the
	// budget of its period has left. So it is never below Closing, though a table that falls
	// may pay less at the highest forecast than is accrued. Undefined when Unbounded:
	// without forecast, cap and budget.
	Most      decimal.NullDecimal `json:"most"`
	Unbounded bool                `json:"unbounded,omitempty"`
}

// Due is an amount, and the first day after a period and its grace days, from which it can be
// settled with all that was recorded in them. What a final period carried out is due with the next that is not final, at the end of
// the program with the last.
type Due struct {
	Date   partnermath.Date `json:"date"`
	Amount decimal.Decimal  `json:"amount"`
}

// Roll rolls the liability of programs forward over a quarter. For a partner and a
// period it is Awarded - Repaid once that is final, before that what is accrued, or without
// an accrual what was settled so far; less what was paid and what lapsed.
//
// The error is a [*partnermath.ValidationError] with paths below "quarter" and
// "obligations", which are 1 to MaxObligations of one currency.
func Roll(quarter partnermath.Period, obligations []Obligation) (RollForward, error) {
	var faults partnermath.ValidationError
	faults.Merge("quarter", quarter.Validate())
	switch n := len(obligations); {
	case n == 0:
		faults.Add("obligations", "required", "must be given")
	case n > MaxObligations:
		faults.Addf("obligations", "length", "must have a length of at most %d, got %d", MaxObligations, n)
	}
	if err := faults.Err(); err != nil {
		return RollForward{}, err
	}
	currency, all := obligations[0].Program.Currency, make([][]*account, len(obligations))
	for i := range obligations {
		path := fmt.Sprintf("obligations[%d]", i)
		accounts, err := obligations[i].accounts(quarter)
		faults.Merge(path, err)
		if own := obligations[i].Program.Currency; own != currency {
			faults.Addf(path+".program.currency", "match", "must be that of the others, %.40q, got %.40q", currency, own)
		}
		all[i] = accounts
	}
	if err := faults.Err(); err != nil {
		return RollForward{}, err
	}
	r := RollForward{Quarter: quarter, Currency: currency, Total: Line{Dues: []Due{}, Most: null(decimal.Decimal{})}}
	for i, accounts := range all {
		line := obligations[i].roll(accounts, quarter)
		r.Programs = append(r.Programs, line)
		r.Total.add(&line)
	}
	return r, nil
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
func worth(e *incentive.Settled, accrued decimal.NullDecimal) (due, paid, lapsed decimal.Decimal) {
	if e == nil {
		return given(accrued), paid, lapsed
	}
	if due = e.Awarded.Decimal.Sub(e.Repaid.Decimal); accrued.Valid && !e.Final {
		due = accrued.Decimal
	}
	return due, e.Paid.Decimal, e.Lapsed.Decimal
}

// open is what could still become due for a period.
type open struct {
	final, unbounded bool
	accrued, more    decimal.Decimal
}

// could adds what could become due to some partners, each with so much accrued.
func (o *open) could(partners int64, limit decimal.NullDecimal, accrued decimal.Decimal) {
	more := decimal.Max(given(limit).Sub(accrued), decimal.Decimal{})
	o.accrued, o.more = o.accrued.Add(accrued), o.more.Add(more.Mul(decimal.NewFromInt(partners)))
	o.unbounded = o.unbounded || !limit.Valid
}

// roll adds up the accounts, which stand in the order of their periods.
func (o *Obligation) roll(accounts []*account, quarter partnermath.Period) Line {
	line := Line{Program: o.Program.ID, Dues: []Due{}}
	periods := make([]open, len(o.Program.Periods))
	for _, a := range accounts {
		periods[a.period].final = periods[a.period].final || a.closing != nil && a.closing.Final
	}
	for _, a := range accounts {
		start, paidBefore, lapsedBefore := worth(a.opening, a.before)
		end, paid, lapsed := worth(a.closing, a.accrued)
		balance := end.Sub(paid).Sub(lapsed)
		line.add(&Line{
			Opening: start.Sub(paidBefore).Sub(lapsedBefore), Accrued: a.entries, Paid: paid.Sub(paidBefore),
			TrueUp: end.Sub(start).Sub(a.entries), Breakage: lapsed.Sub(lapsedBefore), Closing: balance,
		})
		due := a.period
		for due < len(periods)-1 && periods[due].final {
			due++
		}
		line.due(Due{o.Program.Periods[due].End.AddDays(o.Program.GraceDays), balance})
		if limit := a.limit; o.runs(periods, a.period, quarter) {
			if !limit.Valid {
				limit = o.Program.Limits.PartnerCap
			}
			periods[a.period].could(1, limit, end)
		}
	}
	for k, others := range o.others(accounts) {
		if others > 0 && o.runs(periods, k, quarter) {
			periods[k].could(others, o.Program.Limits.PartnerCap, decimal.Decimal{})
		}
	}
	most, budget := line.Closing, o.Program.Limits.Budget
	for _, p := range periods {
		left := decimal.Max(given(budget).Sub(p.accrued), decimal.Decimal{})
		if budget.Valid && !p.final && (p.unbounded || p.more.GreaterThan(left)) {
			p.more, p.unbounded = left, false
		}
		most, line.Unbounded = most.Add(p.more), line.Unbounded || p.unbounded
	}
	if line.Most = null(most); line.Unbounded {
		line.Most = decimal.NullDecimal{}
	}
	return line
}

// runs reports whether a period has begun by the end of the quarter and is not final.
func (o *Obligation) runs(periods []open, k int, quarter partnermath.Period) bool {
	return !periods[k].final && o.Program.Periods[k].Start.Before(quarter.End)
}

// others counts the Partners that have no account, by period.
func (o *Obligation) others(accounts []*account) []int64 {
	takesPart := make(map[string]bool, len(o.Partners))
	for _, id := range o.Partners {
		takesPart[id] = true
	}
	others := slices.Repeat([]int64{int64(len(takesPart))}, len(o.Program.Periods))
	for _, a := range accounts {
		if takesPart[a.partner] {
			others[a.period]--
		}
	}
	return others
}

// due adds an amount to that of its day.
func (l *Line) due(d Due) {
	i, found := slices.BinarySearchFunc(l.Dues, d.Date, func(d Due, day partnermath.Date) int { return d.Date.Compare(day) })
	if !found {
		l.Dues = slices.Insert(l.Dues, i, Due{Date: d.Date})
	}
	if l.Dues[i].Amount = l.Dues[i].Amount.Add(d.Amount); l.Dues[i].Amount.IsZero() {
		l.Dues = slices.Delete(l.Dues, i, i+1)
	}
}

// add adds another line.
func (l *Line) add(m *Line) {
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

func null(d decimal.Decimal) decimal.NullDecimal { return decimal.NewNullDecimal(d) }

// given returns a number, 0 where there is none: one that is left out can hold anything.
func given(d decimal.NullDecimal) decimal.Decimal {
	if !d.Valid {
		return decimal.Decimal{}
	}
	return d.Decimal
}
