package mdf

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/tiering"
)

// Accrual is what a partner's purchases earn, and the entries that bring its ledger up to that.
type Accrual struct {
	Partner string `json:"partner"`
	// Purchases are those to date in the earning period, in money or units.
	Purchases decimal.Decimal `json:"purchases"`
	// Earned is what the tiers pay on them, in money: Earned = Rebate + CoOp, both at least 0.
	// After the earning period, Rebate includes what is converted. What returns lower below
	// that was converted too much: it is in Accrued, and owed.
	Earned decimal.Decimal `json:"earned"`
	Rebate decimal.Decimal `json:"rebate"`
	CoOp   decimal.Decimal `json:"coOp"`
	// Accrued is the entry that is due: the co-op money before conversion, less what was
	// accrued before. It may be below 0.
	Accrued decimal.Decimal `json:"accrued"`
	// Converted and RolledOver are the other entries that are due. Missed is what was due to
	// roll over and was not posted before RolloverExpires, when it would have expired again.
	Converted  decimal.Decimal `json:"converted"`
	RolledOver decimal.Decimal `json:"rolledOver"`
	Missed     decimal.Decimal `json:"missed"`
	// Entries are to be posted: an accrual, a conversion, a reinstatement, in this order,
	// those that are not 0. Their ids are the kind and asOf, as in "accrual:2026-03-31",
	// and a number from 2 on where that is taken. One above 10^12 has to be posted as several.
	Entries []Entry `json:"entries"`
}

// Accrue works out what purchases earn to date, for each partner that has purchases or entries, by partner:
//
//	earned = tiers(purchases to date)
//	rebate = round(share × earned), co-op = earned − rebate
//	accrued = co-op − what the entries have accrued before
//
// From the day after the earning period on, co-op money below the threshold is converted, as far
// as it is available, and from the day after the usage on, what was free of the lots that
// expired on that day, and is still forfeited, is rolled over, until RolloverExpires. What the entries have of either is not due again: conversions,
// and reinstatements that expire on RolloverExpires.
//
// Entries are dated asOf. Accruals below 0 and conversions would stand before debits of that day, whose cover
// they could take: where the partner has any, they are dated the day after, and found there by their ids when
// asOf is accrued again. So they leave a sound ledger sound, unless it has entries of later days already.
//
// A program without tiers has no purchases and only rolls over. An accrual can be used on
// the day of its entry at least, even past its deadline.
//
// The error is a [*partnermath.ValidationError], as for [Balance], and for an invalid
// purchase, one that lacks what the tiers pay on, and purchases of a program without tiers.
func Accrue(p Program, purchases []Purchase, entries []Entry, asOf partnermath.Date) ([]Accrual, error) {
	var faults partnermath.ValidationError
	p.asOf(&faults, asOf)
	if len(purchases) > 0 && !p.Earning.earns() {
		faults.Add("program.earning.tiers", "required", "must be given with purchases")
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	sums := purchased(&faults, &p, purchases, asOf)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	run := accrualRun{program: &p, asOf: asOf}
	accruals := []Accrual{}
	_, err := keepBooks(&p, entries, asOf, func(a *account) {
		accruals = append(accruals, run.accrue(a, sums[a.partner]))
		delete(sums, a.partner)
	})
	if err != nil {
		return nil, err
	}
	places, _ := partnermath.MinorUnits(p.Currency)
	for partner, sum := range sums {
		accruals = append(accruals, run.accrue(&account{books: &books{places: places}, partner: partner}, sum))
	}
	slices.SortFunc(accruals, func(a, b Accrual) int { return strings.Compare(a.Partner, b.Partner) })
	return accruals, nil
}

// accrualRun is what the accruals of all partners have in common.
type accrualRun struct {
	program *Program
	asOf    partnermath.Date
}

// accrue sets what a partner's purchases earn against its account.
func (r *accrualRun) accrue(a *account, purchases decimal.Decimal) Accrual {
	e := &r.program.Earning
	money := func(n int64) decimal.Decimal { return exact.Fixed(n, a.places) }
	x := Accrual{Partner: a.partner, Purchases: purchases, Entries: []Entry{}}
	later := a.nextDay(r.asOf)
	if e.earns() {
		x.Earned = exact.Round(earned(e.Tiers, purchases), a.places)
		x.Rebate = exact.Round(x.Earned.Mul(orZero(e.RebateShare)), a.places)
		x.CoOp = x.Earned.Sub(x.Rebate)
		x.Accrued = x.CoOp.Sub(money(a.credits[EntryAccrual]))
		if !r.asOf.Before(e.Period.End) && x.CoOp.LessThan(orZero(e.Threshold)) {
			available := money(a.sums.free - a.sums.owed)
			if expires := r.expires(x.Accrued); later.IsZero() || expires.IsZero() || expires.After(later) {
				available = available.Add(x.Accrued)
			}
			x.Converted = due(decimal.Min(x.CoOp.Sub(money(a.sums.converted)), available))
			x.CoOp = due(x.CoOp.Sub(money(a.sums.converted)).Sub(x.Converted))
			x.Rebate = x.Earned.Sub(x.CoOp)
		}
	}
	if e.RolloverShare.Valid && !r.asOf.Before(r.program.Usage.End) {
		expired, rolled := a.rolled(r.program.Usage.End, e.RolloverExpires)
		rest := exact.Round(money(expired).Mul(e.RolloverShare.Decimal), a.places)
		if e.RolloverCap.Valid {
			rest = decimal.Min(rest, e.RolloverCap.Decimal)
		}
		x.RolledOver = due(rest.Sub(money(rolled)))
		if !r.asOf.Before(e.RolloverExpires) {
			x.Missed, x.RolledOver = x.RolledOver, decimal.Decimal{}
		}
	}
	x.Entries = r.entries(a, &x, later)
	return x
}

// earned is what a tier table pays on a measure.
func earned(tiers partnermath.Tiers, measure decimal.Decimal) decimal.Decimal {
	table := tiering.New(tiers)
	return tiering.Sum(table.Pay(table.Reached(measure), measure))
}

// due is an amount that is not below 0.
func due(amount decimal.Decimal) decimal.Decimal { return decimal.Max(decimal.Decimal{}, amount) }

// rolled tells what the lots that expired on a day have lost by it, and what was reinstated until another.
func (a *account) rolled(day, until partnermath.Date) (expired, rolled int64) {
	for i := range a.lots {
		l := &a.lots[i]
		if l.Expires == day {
			expired += l.expired
		}
		if l.Kind == EntryReinstatement && l.Expires == until {
			rolled += l.amount - l.reversed
		}
	}
	return expired, rolled
}

// nextDay goes on to the day after asOf and returns it, if debits of asOf or what was accrued
// for asOf make it the day of what is taken; else the zero Date.
func (a *account) nextDay(asOf partnermath.Date) (next partnermath.Date) {
	day, own := asOf.AddDays(1), []*post{}
	for i := range a.posts {
		x := &a.posts[i]
		mine := x.Date == day && (x.Kind == EntryAccrual || x.Kind == EntryConversion) &&
			strings.HasPrefix(x.ID, idOf(x.Kind, asOf))
		if mine {
			own = append(own, x)
		}
		if mine || x.Date == asOf && x.class >= classReservation {
			next = day
		}
	}
	if next.IsZero() {
		return next
	}
	a.advance(next)
	for _, x := range own {
		a.book(x)
		a.repay()
	}
	return next
}

// entries are those that bring the ledger of a partner up to its accrual. Those that take
// stand on a later day, if there is one.
func (r *accrualRun) entries(a *account, x *Accrual, later partnermath.Date) []Entry {
	all := []Entry{}
	post := func(kind EntryKind, amount decimal.Decimal, expires partnermath.Date) {
		if !amount.IsZero() {
			day := r.asOf
			if !later.IsZero() && (kind == EntryConversion || amount.IsNegative()) {
				day = later
			}
			all = append(all, Entry{
				ID: a.newID(kind, r.asOf), Partner: a.partner, Date: day, Kind: kind,
				Amount: decimal.NewNullDecimal(amount), Expires: expires,
			})
		}
	}
	post(EntryAccrual, x.Accrued, r.expires(x.Accrued))
	post(EntryConversion, x.Converted, partnermath.Date{})
	post(EntryReinstatement, x.RolledOver, r.program.Earning.RolloverExpires)
	return all
}

// expires is the first day on which an accrual cannot be used; there is none below 0.
func (r *accrualRun) expires(accrued decimal.Decimal) partnermath.Date {
	last := r.program.Earning.Expiry.day(r.asOf)
	switch {
	case last.IsZero() || !accrued.IsPositive():
		return partnermath.Date{}
	case last.Before(r.asOf):
		return r.asOf.AddDays(1)
	}
	return last.AddDays(1)
}

// idOf is how the ids of the entries of a day begin.
func idOf(kind EntryKind, asOf partnermath.Date) string { return fmt.Sprintf("%s:%s", kind, asOf) }

// newID returns an id that no entry of the partner has.
func (a *account) newID(kind EntryKind, asOf partnermath.Date) string {
	id := idOf(kind, asOf)
	for n := 2; slices.ContainsFunc(a.posts, func(x post) bool { return x.ID == id }); n++ {
		id = fmt.Sprintf("%s:%d", idOf(kind, asOf), n)
	}
	return id
}
