package workbook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/partnermath/partnermath/mdf"
)

// event is an entry, or what the ledger works out itself.
type event struct {
	mdf.Entry
	class int
	lead  string
}

// classes are the order of a day.
var classes = map[string]int{
	kindExpiry: 0, kindLapse: 1, string(mdf.EntryRelease): 2, string(mdf.EntryReservation): 4,
	string(mdf.EntryPayment): 5, string(mdf.EntryConversion): 5, string(mdf.EntryForfeiture): 6,
}

const classCredit = 3

// arrange puts the entries into the order of the ledger, with the lots that expire and the
// reservations that lapse.
func (x *keeping) arrange() {
	x.lots = slices.Clone(x.Position.Lots)
	slices.SortStableFunc(x.lots, func(a, b mdf.Lot) int {
		if a.Expires != b.Expires {
			switch {
			case a.Expires.IsZero():
				return 1
			case b.Expires.IsZero():
				return -1
			}
			return a.Expires.Compare(b.Expires)
		}
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.ID, b.ID))
	})
	x.credits = map[string]int{}
	x.plain, x.holds = len(x.lots) <= mostLots, map[string][]hold{}
	byID := map[string]mdf.Entry{}
	add := func(e mdf.Entry, class int) {
		if !e.Date.After(x.AsOf) {
			x.events = append(x.events, event{e, class, e.ID})
		}
	}
	for _, e := range x.Entries {
		if _, twice := byID[e.ID]; twice || e.Date.After(x.AsOf) {
			continue
		}
		byID[e.ID] = e
		class, known := classes[string(e.Kind)]
		if !known {
			class = classCredit
			x.plain = x.plain && e.Kind != mdf.EntryVoid && e.Kind != mdf.EntryReversal && !e.Amount.Decimal.IsNegative()
		}
		add(e, class)
		if e.Kind == mdf.EntryReservation && !e.Until.IsZero() {
			add(mdf.Entry{ID: e.ID, Date: e.Until, Kind: kindLapse, Of: e.ID}, classes[kindLapse])
		}
	}
	for _, l := range x.lots {
		if !l.Expires.IsZero() {
			add(mdf.Entry{ID: l.ID, Date: l.Expires, Kind: kindExpiry, Of: l.ID}, classes[kindExpiry])
		}
	}
	for i := range x.events {
		if e := &x.events[i]; e.Kind == mdf.EntryRelease && byID[e.Of].Date == e.Date {
			e.class, e.lead = classes[string(mdf.EntryReservation)], e.Of+"\x00"
		}
	}
	slices.SortStableFunc(x.events, func(a, b event) int {
		return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.class, b.class), cmp.Compare(a.lead, b.lead), cmp.Compare(a.ID, b.ID))
	})
}

// ledger writes the entries, and what each does to the lots.
func (x *keeping) ledger() {
	x.title("Ledger")
	heads := []string{"Entry", "Date", "<Kind", "<Of", "Amount", "Free ±", "Held ±", "Available after it", "Reserved after it", "Balance after it"}
	for _, l := range x.lots {
		heads = append(heads, clean("Free of "+l.ID))
	}
	for _, l := range x.lots {
		heads = append(heads, clean("Held of "+l.ID))
	}
	x.heads(heads...)
	n := len(x.lots)
	x.hide(entryLots+n, entryLots+2*n-1)
	x.mark("first")
	first := x.row
	for i := range x.events {
		x.event(&x.events[i], first)
		x.row++
	}
	x.row--
	x.mark("last")
	x.row++
	x.define("amounts", entryAmount, first, x.row-1)
	x.note("Money is drawn from the lot that expires first. “%s”: what was free of a lot is lost on that day. “%s”: what was held is free again.", kindExpiry, kindLapse)
}

func (x *keeping) event(e *event, first int) {
	n := len(x.lots)
	x.text(entryID, e.ID)
	date := x.day(entryDate, e.Date)
	x.text(entryKind, string(e.Kind))
	x.text(entryOf, e.Of)
	amount := ""
	if e.Kind != kindExpiry && e.Kind != kindLapse {
		amount = x.input(entryAmount, unitMoney, e.Amount)
	}
	key := e.Of
	if e.Kind == mdf.EntryReservation {
		key = e.ID
	}
	for j := range x.lots {
		free, held := x.move(e, j, amount, date, key)
		x.helper(entryLots+j, unitMoney, free)
		x.helper(entryLots+n+j, unitMoney, held)
	}
	if e.Kind == mdf.EntryReservation || x.drawsHold(e) {
		x.holds[key] = append(x.holds[key], hold{x.row, e.Kind})
	}
	x.helper(entryFree, unitMoney, x.rounded("SUM("+x.rowOfLots(0)+")"))
	x.helper(entryHeld, unitMoney, x.rounded("SUM("+x.rowOfLots(n)+")"))
	x.helper(entryAvailable, unitMoney, "SUM("+x.span(entryFree, first, x.row)+")")
	x.helper(entryReserved, unitMoney, "SUM("+x.span(entryHeld, first, x.row)+")")
	x.helper(entryBalance, unitMoney, x.rounded(x.here(entryAvailable)+"+"+x.here(entryReserved)))
}

func (x *keeping) rowOfLots(from int) string {
	return x.here(entryLots+from) + ":" + x.here(entryLots+from+len(x.lots)-1)
}

func (x *keeping) drawsHold(e *event) bool {
	return e.Kind == kindLapse || e.Kind == mdf.EntryRelease || e.Kind == mdf.EntryPayment && e.Of != ""
}

// move is what an event does to what is free and what is held of a lot.
func (x *keeping) move(e *event, j int, amount, date, key string) (free, held string) {
	n, lot := len(x.lots), &x.lots[j]
	col, holdCol := entryLots+j, entryLots+n+j
	above := "0"
	if first := x.rowOf("first"); x.row > first {
		above = fmt.Sprintf("SUM(%s)", x.span(col, first, x.row-1))
	}
	switch e.Kind {
	case kindExpiry:
		if lot.ID == e.Of {
			return "-" + above, "0"
		}
		return "0", "0"
	case mdf.EntryReservation, mdf.EntryPayment, mdf.EntryConversion, mdf.EntryForfeiture, mdf.EntryRelease, kindLapse:
	default:
		if lot.ID == e.ID {
			x.credits[e.ID] = x.row
			return amount, "0"
		}
		return "0", "0"
	}
	if x.drawsHold(e) {
		return x.fromHold(e, j, holdCol, amount, date, key)
	}
	if e.Kind == mdf.EntryForfeiture && e.Of != "" {
		if lot.ID == e.Of {
			return "-" + amount, "0"
		}
		return "0", "0"
	}
	need := amount
	if j > 0 {
		need = fmt.Sprintf("%s+SUM(%s:%s)", amount, x.here(entryLots), x.here(col-1))
	}
	free = fmt.Sprintf("-MIN(%s,%s)", x.rounded(need), x.rounded(above))
	if e.Kind == mdf.EntryReservation {
		return free, "-" + x.here(col)
	}
	return free, "0"
}

// fromHold takes from what a reservation holds of a lot: payments in the order of the lots,
// releases the last lot first. What comes back to a lot that has expired is lost.
func (x *keeping) fromHold(e *event, j, holdCol int, amount, date, key string) (free, held string) {
	n := len(x.lots)
	var cells []string
	for _, h := range x.holds[key] {
		cells = append(cells, x.at(holdCol, h.row))
	}
	holds := x.rounded("SUM(" + cmp.Or(strings.Join(cells, ","), "0") + ")")
	need := amount
	switch {
	case e.Kind == kindLapse:
		need = holds
	case e.Kind == mdf.EntryPayment && j > 0:
		need = x.rounded(fmt.Sprintf("%s+SUM(%s:%s)", amount, x.here(entryLots+n), x.here(holdCol-1)))
	case e.Kind == mdf.EntryRelease && j < n-1:
		need = x.rounded(fmt.Sprintf("%s+SUM(%s:%s)", amount, x.here(holdCol+1), x.here(entryLots+2*n-1)))
	}
	held = fmt.Sprintf("-MIN(%s,%s)", need, holds)
	if e.Kind == mdf.EntryPayment {
		return "0", held
	}
	expires := x.at(3, x.rowOf("lot "+x.lots[j].ID))
	return fmt.Sprintf(`IF(AND(%s<>"",%s<=%s),0,-%s)`, expires, expires, date, x.here(holdCol)), held
}
