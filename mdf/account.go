package mdf

import (
	"cmp"
	"slices"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// maxTurnover is the most that the amounts of a partner add up to, in minor units, so that
// no sum of them leaves an int64.
const maxTurnover = 1_000_000_000_000_000_000

// account is the ledger of a partner while it is worked out. It is used for one partner after another.
type account struct {
	*books
	partner string
	posts   []post
	ids     map[string]int32 // the post of an id, before they are sorted
	moved   []int32          // where a post is after that
	today   partnermath.Date

	lots     []lot
	queue    lotQueue
	held     []reservation // in the order of posts; lapses in that of their deadlines
	lapses   []int32
	lapsed   int // how many of lapses have come
	payments []payment
	parts    []part

	turnover int64
	credits  map[EntryKind]int64
	sums     struct{ paid, converted, forfeited, reserved, free, owed int64 }
}

// open begins the account of a partner, whose entries have these indices.
func (a *account) open(partner string, indices []int32) {
	a.partner, a.posts, a.today = partner, a.posts[:0], partnermath.Date{}
	for _, index := range indices {
		e := &a.entries[index]
		kind, _ := traitsOf(e.Kind)
		amount, _ := exact.Int64(e.Amount.Decimal, a.places)
		a.posts = append(a.posts, post{Entry: e, index: int(index), kind: kind, amount: amount, named: -1, slot: -1})
	}
	clear(a.ids)
	a.lots, a.queue, a.held, a.lapses, a.lapsed = a.lots[:0], a.queue[:0], a.held[:0], a.lapses[:0], 0
	a.payments, a.parts, a.turnover = a.payments[:0], a.parts[:0], 0
	a.credits = map[EntryKind]int64{}
	a.sums = struct{ paid, converted, forfeited, reserved, free, owed int64 }{}
}

// run books the entries up to and with asOf, and what the days bring by themselves.
func (a *account) run(asOf partnermath.Date) {
	a.once()
	a.resolve()
	a.sort()
	a.deadlines()
	for i := range a.posts {
		if a.posts[i].Date.After(asOf) {
			break
		}
		a.advance(a.posts[i].Date)
		a.book(&a.posts[i])
		a.repay()
	}
	a.advance(asOf)
}

// once drops the second of two entries that are the same, and all of those that have one id and differ.
func (a *account) once() {
	kept, differ := a.posts[:0], false
	for i := range a.posts {
		first, seen := a.ids[a.posts[i].ID]
		switch {
		case !seen:
			a.ids[a.posts[i].ID] = int32(len(kept))
			kept = append(kept, a.posts[i])
		case !a.posts[i].same(&kept[first]):
			kept[first].slot, differ = slotFaulty, true
		}
	}
	a.posts = kept
	if differ {
		a.drop(func(x *post) { a.fault(x, "id", "unique", "is also that of an entry with other contents") })
	}
}

// slotFaulty marks a post that is to be dropped.
const slotFaulty = -2

func (x *post) same(y *post) bool {
	return x.Kind == y.Kind && x.Date == y.Date && x.amount == y.amount && x.Of == y.Of &&
		x.Expires == y.Expires && x.Until == y.Until
}

// drop leaves out the posts that are marked, and reports each.
func (a *account) drop(report func(*post)) {
	kept := a.posts[:0]
	clear(a.ids)
	for i := range a.posts {
		if a.posts[i].slot == slotFaulty {
			report(&a.posts[i])
			continue
		}
		a.ids[a.posts[i].ID] = int32(len(kept))
		kept = append(kept, a.posts[i])
	}
	a.posts = kept
}

// resolve finds what the posts name, and where they stand in their day. What names
// nothing is left out, and so is what names that.
func (a *account) resolve() {
	for again := true; again; {
		again = false
		for i := range a.posts {
			x := &a.posts[i]
			x.class, x.lead, x.slot = x.kind.class, x.ID, -1
			if x.kind.credit && x.amount < 0 {
				x.class = classTakeBack
			}
			if x.Of == "" {
				continue
			}
			if rule, message := a.link(x); rule != "" {
				a.fault(x, "of", rule, message)
				x.slot, again = slotFaulty, true
			}
		}
		if again {
			a.drop(func(*post) {})
		}
	}
}

// link checks what x names and returns the rule that it breaks.
func (a *account) link(x *post) (rule, message string) {
	index, found := a.ids[x.Of]
	if !found {
		return "known", "must name an entry of the partner"
	}
	named := &a.posts[index]
	switch {
	case x.kind.names != "" && named.Kind != x.kind.names:
		return "known", "must name a " + string(x.kind.names)
	case x.kind.names == "" && (!named.kind.credit || named.amount < 0):
		return "known", "must name a credit that is not below 0"
	case named.Date.After(x.Date):
		return "order", "must name an entry of the same or an earlier day"
	case x.kind.class == classEarlier && named.Date == x.Date:
		x.class, x.lead = named.kind.class, named.ID
	}
	x.named = index
	return "", ""
}

// sort puts the posts in the order in which they are booked.
func (a *account) sort() {
	for i := range a.posts {
		a.posts[i].at = int32(i)
	}
	slices.SortFunc(a.posts, func(x, y post) int { return x.compare(&y) })
	a.moved = slices.Grow(a.moved[:0], len(a.posts))[:len(a.posts)]
	for i := range a.posts {
		a.moved[a.posts[i].at] = int32(i)
	}
	for i := range a.posts {
		if a.posts[i].named >= 0 {
			a.posts[i].named = a.moved[a.posts[i].named]
		}
	}
}

// compare orders posts as they are booked.
func (x *post) compare(y *post) int {
	if c := x.Date.Compare(y.Date); c != 0 {
		return c
	}
	if x.class != y.class {
		return cmp.Compare(x.class, y.class)
	}
	if c := strings.Compare(x.lead, y.lead); c != 0 {
		return c
	}
	switch x.lead { // the entry itself, or one that both of them follow
	case x.ID:
		return -1
	case y.ID:
		return 1
	}
	return strings.Compare(x.ID, y.ID)
}

// advance brings the days up to and with day: deadlines of lots and reservations.
func (a *account) advance(day partnermath.Date) {
	for ; a.lapsed < len(a.lapses); a.lapsed++ {
		x := &a.posts[a.lapses[a.lapsed]]
		if x.Until.After(day) {
			break
		}
		a.expire(x.Until)
		if x.slot >= 0 {
			r := &a.held[x.slot]
			a.release(r, r.left)
			a.repay()
		}
	}
	a.expire(day)
}

// deadlines lists the reservations by their deadlines.
func (a *account) deadlines() {
	for i := range a.posts {
		if !a.posts[i].Until.IsZero() {
			a.lapses = append(a.lapses, int32(i))
		}
	}
	slices.SortFunc(a.lapses, func(i, j int32) int {
		x, y := &a.posts[i], &a.posts[j]
		return cmp.Or(x.Until.Compare(y.Until), strings.Compare(x.ID, y.ID))
	})
}
