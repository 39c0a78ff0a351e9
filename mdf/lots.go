package mdf

import (
	"github.com/partnermath/partnermath"
)

// lot is a Lot in minor units.
type lot struct {
	*post
	free, reserved, paid, converted, forfeited, returned int64
	expired                                              int64 // what was free when it expired and is still forfeited
	reversed                                             int64
	queued                                               bool
}

// before tells whether l is drawn before m.
func (l *lot) before(m *lot) bool {
	if l.Expires != m.Expires {
		return m.Expires.IsZero() || !l.Expires.IsZero() && l.Expires.Before(m.Expires)
	}
	if l.Date != m.Date {
		return l.Date.Before(m.Date)
	}
	return l.ID < m.ID
}

// part is what a reservation or a payment drew from a lot, less what it gave back.
type part struct {
	lot    int32
	hold   int32 // where a payment drew it from: a part of its reservation; -1 without
	amount int64
}

// debit is a run of parts, of which those before first and from last on are empty.
type debit struct {
	*post
	first, last int32
	left        int64 // Σ of the parts
}

// reservation is a Reservation in minor units; left is held.
type reservation struct {
	debit
	paid, released int64
}

// payment knows its reservation, -1 without.
type payment struct {
	debit
	reservation int32
}

func (a *account) credit(x *post) {
	a.credits[x.Kind] += x.amount
	if x.amount < 0 {
		a.sums.owed -= x.amount
		return
	}
	x.slot = int32(len(a.lots))
	a.lots = append(a.lots, lot{post: x})
	a.free(x.slot, x.amount)
}

// free adds to what is free of a lot.
func (a *account) free(index int32, amount int64) {
	l := &a.lots[index]
	l.free += amount
	a.sums.free += amount
	if !l.queued && l.free > 0 {
		l.queued = true
		a.queue.push(index, a.lots)
	}
}

// giveBack returns money to a lot: it is free, or forfeited once the lot has expired.
func (a *account) giveBack(index int32, amount int64) {
	if l := &a.lots[index]; !l.Expires.IsZero() && !l.Expires.After(a.today) {
		l.forfeited += amount
		a.sums.forfeited += amount
		return
	}
	a.free(index, amount)
}

// next returns the lot that is drawn first, -1 when nothing is free.
func (a *account) next() int32 {
	for len(a.queue) > 0 {
		index := a.queue[0]
		if a.lots[index].free > 0 {
			return index
		}
		a.lots[index].queued = false
		a.queue.pop(a.lots)
	}
	return -1
}

// draw takes an amount that is free from the lots in their order.
func (a *account) draw(amount int64, take func(l *lot, amount int64, index int32)) {
	a.sums.free -= amount
	for amount > 0 {
		index := a.next()
		l := &a.lots[index]
		n := min(amount, l.free)
		l.free -= n
		amount -= n
		take(l, n, index)
	}
}

// repay lets what is owed take what is free.
func (a *account) repay() {
	if n := min(a.sums.owed, a.sums.free); n > 0 {
		a.sums.owed -= n
		a.draw(n, func(l *lot, n int64, _ int32) { l.returned += n })
	}
}

// expire brings the days up to and with day for the lots. The queue begins with those that expire first.
func (a *account) expire(day partnermath.Date) {
	a.today = day
	for index := a.next(); index >= 0; index = a.next() {
		l := &a.lots[index]
		if l.Expires.IsZero() || l.Expires.After(day) {
			return
		}
		a.sums.free -= l.free
		a.sums.forfeited += l.free
		l.forfeited += l.free
		l.expired, l.free = l.free, 0
	}
}

func (a *account) reverse(x *post) {
	credit := &a.posts[x.named]
	a.credits[credit.Kind] -= x.amount
	l := &a.lots[credit.slot]
	l.reversed += x.amount
	free := min(x.amount, l.free)
	forfeited := min(x.amount-free, l.forfeited)
	l.free, l.forfeited, l.returned = l.free-free, l.forfeited-forfeited, l.returned+free+forfeited
	l.expired = min(l.expired, l.forfeited)
	a.sums.free -= free
	a.sums.forfeited -= forfeited
	a.sums.owed += x.amount - free - forfeited
}

func (a *account) reserve(x *post) {
	a.sums.reserved += x.amount
	first := int32(len(a.parts))
	a.draw(x.amount, func(l *lot, n int64, index int32) {
		l.reserved += n
		a.parts = append(a.parts, part{lot: index, hold: -1, amount: n})
	})
	x.slot = int32(len(a.held))
	a.held = append(a.held, reservation{debit: debit{x, first, int32(len(a.parts)), x.amount}})
}

func (a *account) pay(x *post) {
	a.sums.paid += x.amount
	first, from := int32(len(a.parts)), int32(-1)
	if x.named >= 0 {
		from = a.posts[x.named].slot
		a.drawHeld(&a.held[from], x.amount)
	} else {
		a.draw(x.amount, func(l *lot, n int64, index int32) {
			l.paid += n
			a.parts = append(a.parts, part{lot: index, hold: -1, amount: n})
		})
	}
	x.slot = int32(len(a.payments))
	a.payments = append(a.payments, payment{debit{x, first, int32(len(a.parts)), x.amount}, from})
}

// drawHeld pays from what a reservation holds, in the order in which it drew it.
func (a *account) drawHeld(r *reservation, amount int64) {
	r.left, r.paid, a.sums.reserved = r.left-amount, r.paid+amount, a.sums.reserved-amount
	for amount > 0 {
		hold := &a.parts[r.first]
		n := min(amount, hold.amount)
		hold.amount -= n
		amount -= n
		if n > 0 {
			a.lots[hold.lot].reserved -= n
			a.lots[hold.lot].paid += n
			a.parts = append(a.parts, part{lot: hold.lot, hold: r.first, amount: n})
		}
		if a.parts[r.first].amount == 0 {
			r.first++
		}
	}
}

// release gives back what a reservation holds, the last lot first.
func (a *account) release(r *reservation, amount int64) {
	r.left, r.released, a.sums.reserved = r.left-amount, r.released+amount, a.sums.reserved-amount
	a.undo(&r.debit, amount, func(p part, n int64) {
		a.lots[p.lot].reserved -= n
		a.giveBack(p.lot, n)
	})
}

// void gives back what a payment drew, the last lot first: to its reservation while that stands, else to the lots.
func (a *account) void(v *payment, amount int64) {
	v.left, a.sums.paid = v.left-amount, a.sums.paid-amount
	stands := false
	if v.reservation >= 0 {
		r := &a.held[v.reservation]
		stands = r.Until.IsZero() || r.Until.After(a.today)
		r.paid -= amount
		if stands {
			r.left, a.sums.reserved = r.left+amount, a.sums.reserved+amount
		} else {
			r.released += amount
		}
	}
	a.undo(&v.debit, amount, func(p part, n int64) {
		a.lots[p.lot].paid -= n
		if !stands {
			a.giveBack(p.lot, n)
			return
		}
		a.lots[p.lot].reserved += n
		r := &a.held[v.reservation]
		a.parts[p.hold].amount += n
		r.first, r.last = min(r.first, p.hold), max(r.last, p.hold+1)
	})
}

// undo takes an amount from the parts of a debit, the last first.
func (a *account) undo(d *debit, amount int64, take func(p part, amount int64)) {
	for amount > 0 {
		p := &a.parts[d.last-1]
		n := min(amount, p.amount)
		p.amount -= n
		amount -= n
		if n > 0 {
			take(*p, n)
		}
		if p.amount == 0 {
			d.last--
		}
	}
}

func (a *account) forfeit(x *post) {
	a.sums.forfeited += x.amount
	if x.named < 0 {
		a.draw(x.amount, func(l *lot, n int64, _ int32) { l.forfeited += n })
		return
	}
	l := &a.lots[a.posts[x.named].slot]
	l.free, l.forfeited = l.free-x.amount, l.forfeited+x.amount
	a.sums.free -= x.amount
}
