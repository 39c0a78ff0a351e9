package mdf

import (
	"github.com/partnermath/partnermath/internal/exact"
)

// book does what an entry says, or finds it faulty.
func (a *account) book(x *post) {
	size := max(x.amount, -x.amount)
	if size > maxTurnover-a.turnover {
		a.fault(x, "amount", "max", "the amounts of a partner must add up to at most 10^18 minor units")
		return
	}
	if x.named >= 0 && a.posts[x.named].slot < 0 {
		a.fault(x, "of", "known", "must name an entry that counts")
		return
	}
	if limit, what := a.cover(x); size > limit {
		a.fault(x, "amount", "max", "must be at most "+exact.Fixed(limit, a.places).StringFixed(a.places)+", "+what)
		return
	}
	a.turnover += size
	switch x.Kind {
	case EntryReversal:
		a.reverse(x)
	case EntryReservation:
		a.reserve(x)
	case EntryPayment:
		a.pay(x)
	case EntryConversion:
		a.sums.converted += x.amount
		a.draw(x.amount, func(l *lot, n int64, _ int32) { l.converted += n })
	case EntryForfeiture:
		a.forfeit(x)
	case EntryRelease:
		a.release(&a.held[a.posts[x.named].slot], x.amount)
	case EntryVoid:
		a.void(&a.payments[a.posts[x.named].slot], x.amount)
	default:
		a.credit(x)
	}
}

// cover returns the most that an entry can be of, and what that is.
func (a *account) cover(x *post) (limit int64, what string) {
	named := &post{slot: -1}
	if x.named >= 0 {
		named = &a.posts[x.named]
	}
	switch x.Kind {
	case EntryReversal:
		l := &a.lots[named.slot]
		return l.amount - l.reversed, "what is left to take back of " + x.Of
	case EntryRelease:
		return a.held[named.slot].left, "what is held by " + x.Of
	case EntryVoid:
		return a.payments[named.slot].left, "what is left to void of " + x.Of
	case EntryPayment:
		if named.slot >= 0 {
			return a.held[named.slot].left, "what is held by " + x.Of
		}
	case EntryForfeiture:
		if named.slot >= 0 {
			return a.lots[named.slot].free, "what is free of " + x.Of
		}
	case EntryReservation, EntryConversion:
	default:
		return maxTurnover, ""
	}
	return a.sums.free, "what is free"
}
