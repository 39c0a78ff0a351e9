package workbook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/partnermath/partnermath/examples/workbook/live"
	"github.com/partnermath/partnermath/mdf"
)

// The columns of the ledger. Two for each lot follow: what becomes of what is free of it, and
// of what is held of it.
const (
	entryID = iota + 1
	entryDate
	entryKind
	entryOf
	entryAmount
	entryFree
	entryHeld
	entryAvailable
	entryReserved
	entryBalance
	entryLots
)

// What the ledger works out itself.
const (
	kindExpiry = "expiry"
	kindLapse  = "lapse"
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
	x.Title("Ledger")
	heads := []string{"Entry", "Date", "<Kind", "<Of", "Amount", "Free ±", "Held ±", "Available after it", "Reserved after it", "Balance after it"}
	for _, what := range []string{"Free of ", "Held of "} {
		for _, l := range x.lots {
			heads = append(heads, what+l.ID)
		}
	}
	if !x.plain {
		heads = heads[:entryAmount]
		x.Note("Some entries take back others, or there are many lots: what becomes of them is computed by the library.")
	}
	x.Heads(heads...)
	x.Names("", "", "", "", "amounts")
	n := len(x.lots)
	x.Hide(entryLots+n, entryLots+2*n-1)
	first := x.Row
	for i := range x.events {
		if e := &x.events[i]; x.plain || e.Kind != kindExpiry && e.Kind != kindLapse {
			x.event(e, first)
			x.Row++
		}
	}
	x.MarkRows("ledger", first)
	x.Note("Money is drawn from the lot that expires first. “%s”: what was free of a lot is lost on that day. “%s”: what was held is free again.", kindExpiry, kindLapse)
}

func (x *keeping) event(e *event, first int) {
	n := len(x.lots)
	x.Text(entryID, e.ID)
	date := x.Day(entryDate, e.Date)
	x.Text(entryKind, string(e.Kind))
	x.Text(entryOf, e.Of)
	amount := ""
	if e.Kind != kindExpiry && e.Kind != kindLapse {
		amount = x.Input(entryAmount, live.Money, e.Amount)
	}
	if !x.plain {
		return
	}
	key := e.Of
	if e.Kind == mdf.EntryReservation {
		key = e.ID
	}
	for j := range x.lots {
		free, held := x.move(e, j, amount, date, key)
		x.Step(entryLots+j, live.Money, free)
		x.Step(entryLots+n+j, live.Money, held)
	}
	if e.Kind == mdf.EntryReservation || x.drawsHold(e) {
		x.holds[key] = append(x.holds[key], hold{x.Row, e.Kind})
	}
	x.Step(entryFree, live.Money, x.Rounded("SUM("+x.ofLots(0)+")"))
	x.Step(entryHeld, live.Money, x.Rounded("SUM("+x.ofLots(n)+")"))
	x.Step(entryAvailable, live.Money, "SUM("+x.Span(entryFree, first, x.Row)+")")
	x.Step(entryReserved, live.Money, "SUM("+x.Span(entryHeld, first, x.Row)+")")
	x.Step(entryBalance, live.Money, x.Rounded(x.Here(entryAvailable)+"+"+x.Here(entryReserved)))
}

func (x *keeping) ofLots(from int) string {
	return x.Here(entryLots+from) + ":" + x.Here(entryLots+from+len(x.lots)-1)
}

func (x *keeping) drawsHold(e *event) bool {
	return e.Kind == kindLapse || e.Kind == mdf.EntryRelease || e.Kind == mdf.EntryPayment && e.Of != ""
}

// move is what an event does to what is free and what is held of a lot.
func (x *keeping) move(e *event, j int, amount, date, key string) (free, held string) {
	n, lot := len(x.lots), &x.lots[j]
	col, holdCol := entryLots+j, entryLots+n+j
	above := "0"
	if first := x.RowOf("ledger"); x.Row > first {
		above = fmt.Sprintf("SUM(%s)", x.Span(col, first, x.Row-1))
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
			x.credits[e.ID] = x.Row
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
		need = fmt.Sprintf("%s+SUM(%s:%s)", amount, x.Here(entryLots), x.Here(col-1))
	}
	free = fmt.Sprintf("-MIN(%s,%s)", x.Rounded(need), x.Rounded(above))
	if e.Kind == mdf.EntryReservation {
		return free, "-" + x.Here(col)
	}
	return free, "0"
}

// fromHold takes from what a reservation holds of a lot: payments in the order of the lots,
// releases the last lot first. What comes back to a lot that has expired is lost.
func (x *keeping) fromHold(e *event, j, holdCol int, amount, date, key string) (free, held string) {
	n := len(x.lots)
	var cells []string
	for _, h := range x.holds[key] {
		cells = append(cells, x.At(holdCol, h.row))
	}
	holds := x.Rounded("SUM(" + cmp.Or(strings.Join(cells, ","), "0") + ")")
	need := amount
	switch {
	case e.Kind == kindLapse:
		need = holds
	case e.Kind == mdf.EntryPayment && j > 0:
		need = x.Rounded(fmt.Sprintf("%s+SUM(%s:%s)", amount, x.Here(entryLots+n), x.Here(holdCol-1)))
	case e.Kind == mdf.EntryRelease && j < n-1:
		need = x.Rounded(fmt.Sprintf("%s+SUM(%s:%s)", amount, x.Here(holdCol+1), x.Here(entryLots+2*n-1)))
	}
	held = fmt.Sprintf("-MIN(%s,%s)", need, holds)
	if e.Kind == mdf.EntryPayment {
		return "0", held
	}
	expires := x.At(3, x.RowOf("lot "+x.lots[j].ID))
	return fmt.Sprintf(`IF(AND(%s<>"",%s<=%s),0,-%s)`, expires, expires, date, x.Here(holdCol)), held
}
