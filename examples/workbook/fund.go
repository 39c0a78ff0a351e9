package workbook

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/qbr"
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

// mostLots is how many lots the ledger has columns for.
const mostLots = 12

// fund writes what a partner has of a marketing fund, entry by entry.
func (in *Input) fund(b *book) {
	f := &in.Fund
	if f.Position.Partner == "" {
		return
	}
	s := b.open("Fund", "Fund"+in.of(), "What the partner has of "+named(f.Program.Name, f.Program.ID)+" at the end of "+f.AsOf.String()+". Amounts in "+f.Program.Currency+".")
	x := &keeping{sheet: s, Fund: f}
	x.arrange()
	x.position()
	if x.plain {
		x.ledger()
		x.lotTable()
	} else {
		x.entryList()
	}
}

// keeping writes a ledger.
type keeping struct {
	*sheet
	*Fund
	events  []event
	lots    []mdf.Lot      // in the order in which they are drawn
	credits map[string]int // their rows
	// plain tells that all entries are of kinds whose draws the sheet can follow.
	plain bool
	holds map[string][]hold // of a reservation, by its id: its row and those that draw on it
}

type hold struct {
	row  int
	kind mdf.EntryKind
}

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

// cells names a column of the ledger.
func (x *keeping) cells(col int) string {
	return x.span(col, x.rowOf("first"), max(x.rowOf("first"), x.rowOf("last")))
}

func (x *keeping) ofKind(kind mdf.EntryKind, col int) string {
	return fmt.Sprintf(`SUMIF(%s,"%s",%s)`, x.cells(entryKind), kind, x.cells(col))
}

// position writes the sums of the ledger.
func (x *keeping) position() {
	p := &x.Position
	x.heads("", "Amount")
	write := func(words, formula string, want decimal.Decimal) string {
		if !x.plain {
			x.text(1, words)
			cell := x.library(2, unitMoney, known(want))
			x.row++
			return cell
		}
		return x.value(words, unitMoney, formula, known(want))
	}
	var credits, debits []string
	for _, of := range []struct {
		words string
		kind  mdf.EntryKind
		want  decimal.Decimal
	}{
		{"Accrued on purchases", mdf.EntryAccrual, p.Accrued},
		{"Granted", mdf.EntryGrant, p.Granted},
		{"Adjusted", mdf.EntryAdjustment, p.Adjusted},
		{"Reinstated", mdf.EntryReinstatement, p.Reinstated},
		{"Recovered", mdf.EntryRecovery, p.Recovered},
		{"Paid", mdf.EntryPayment, p.Paid},
		{"Converted into a rebate", mdf.EntryConversion, p.Converted},
	} {
		if of.want.IsZero() && of.kind != mdf.EntryGrant && of.kind != mdf.EntryPayment {
			continue
		}
		cell := write(of.words, x.ofKind(of.kind, entryAmount), of.want)
		if of.kind == mdf.EntryPayment || of.kind == mdf.EntryConversion {
			debits = append(debits, cell)
		} else {
			credits = append(credits, cell)
		}
	}
	lost := fmt.Sprintf("-%s-%s", x.ofKind(kindExpiry, entryFree), x.ofKind(mdf.EntryForfeiture, entryFree))
	for _, kind := range []mdf.EntryKind{mdf.EntryRelease, kindLapse} { // what came back too late
		lost += fmt.Sprintf("-%s-%s", x.ofKind(kind, entryHeld), x.ofKind(kind, entryFree))
	}
	debits = append(debits, write("Forfeited, by expiry or entry", x.rounded(lost), p.Forfeited))
	reserved := write("Reserved for approved requests", "SUM("+x.cells(entryHeld)+")", p.Reserved)
	available := write("Available", "SUM("+x.cells(entryFree)+")", p.Available)
	x.link(qbr.MetricFundAvailable, available, known(p.Available))
	x.sum("Balance: available and reserved", unitMoney, x.rounded(available+"+"+reserved), known(p.Balance))
	difference := fmt.Sprintf("%s-(%s)-%s-%s", strings.Join(credits, "+"), strings.Join(debits, "+"), reserved, available)
	x.value("Check: all credits less all that became of them", unitMoney, x.rounded(difference), known(decimal.Decimal{}))
	if first, last := x.rowOf("first"), x.rowOf("last"); x.plain && last > first {
		x.chart(excelize.Line, "Available and balance, entry by entry", unitMoney,
			excelize.ChartSeries{Name: x.fixed(entryAvailable, first-1, first-1), Categories: x.fixed(entryID, first, last), Values: x.fixed(entryAvailable, first, last)},
			excelize.ChartSeries{Name: x.fixed(entryBalance, first-1, first-1), Categories: x.fixed(entryID, first, last), Values: x.fixed(entryBalance, first, last)})
	}
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

// lotTable writes what became of each credit and of each reservation.
func (x *keeping) lotTable() {
	n := len(x.lots)
	x.title("Lots: what became of each credit")
	x.heads("Credit", "Date", "Expires", "Amount", "Free", "Held", "Paid", "Converted", "Forfeited")
	for j := range x.lots {
		l := &x.lots[j]
		x.mark("lot " + l.ID)
		x.text(1, l.ID)
		x.day(2, l.Date)
		x.day(3, l.Expires)
		amount := x.figure(4, unitMoney, x.at(entryAmount, x.credits[l.ID]), known(l.Amount))
		free := x.figure(5, unitMoney, x.rounded("SUM("+x.cells(entryLots+j)+")"), known(l.Free))
		held := x.figure(6, unitMoney, x.rounded("SUM("+x.cells(entryLots+n+j)+")"), known(l.Reserved))
		paid := x.figure(7, unitMoney, x.rounded(fmt.Sprintf("-%s-%s", x.ofKind(mdf.EntryPayment, entryLots+j), x.ofKind(mdf.EntryPayment, entryLots+n+j))), known(l.Paid))
		converted := x.figure(8, unitMoney, x.rounded("-"+x.ofKind(mdf.EntryConversion, entryLots+j)), known(l.Converted))
		x.figure(9, unitMoney, x.rounded(strings.Join([]string{amount, free, held, paid, converted}, "-")), known(l.Forfeited))
		x.row++
	}
	if len(x.Position.Reservations) == 0 {
		return
	}
	x.title("Reservations")
	x.heads("Reservation", "Date", "Held until", "Amount", "Held", "Paid", "Released")
	for _, r := range x.Position.Reservations {
		x.reservation(&r)
		x.row++
	}
}

func (x *keeping) reservation(r *mdf.Reservation) {
	n := len(x.lots)
	x.text(1, r.ID)
	x.day(2, r.Date)
	x.day(3, r.Until)
	var rows, payments []string
	amount, paid := "0", "0"
	for _, h := range x.holds[r.ID] {
		cells := x.at(entryLots+n, h.row) + ":" + x.at(entryLots+2*n-1, h.row)
		rows = append(rows, cells)
		switch h.kind {
		case mdf.EntryPayment:
			payments = append(payments, cells)
		case mdf.EntryReservation:
			amount = x.at(entryAmount, h.row)
		}
	}
	if payments != nil {
		paid = "-SUM(" + strings.Join(payments, ",") + ")"
	}
	cell := x.figure(4, unitMoney, amount, known(r.Amount))
	held := x.figure(5, unitMoney, x.rounded("SUM("+cmp.Or(strings.Join(rows, ","), "0")+")"), known(r.Held))
	paid = x.figure(6, unitMoney, x.rounded(paid), known(r.Paid))
	x.figure(7, unitMoney, x.rounded(cell+"-"+held+"-"+paid), known(r.Released))
}

// entryList writes the entries of a ledger whose draws the sheet cannot follow.
func (x *keeping) entryList() {
	x.title("Ledger")
	x.note("Some entries take back others: which lots they draw is computed by the library.")
	x.heads("Entry", "Date", "<Kind", "<Of", "Amount")
	first := x.row
	for i := range x.events {
		e := &x.events[i]
		if e.Kind == kindExpiry || e.Kind == kindLapse {
			continue
		}
		x.text(entryID, e.ID)
		x.day(entryDate, e.Date)
		x.text(entryKind, string(e.Kind))
		x.text(entryOf, e.Of)
		x.input(entryAmount, unitMoney, e.Amount)
		x.row++
	}
	x.define("amounts", entryAmount, first, max(first, x.row-1))
	x.title("Lots: what became of each credit")
	x.heads("Credit", "Date", "Expires", "Amount", "Free", "Held", "Paid", "Converted", "Forfeited", "Returned")
	for i := range x.lots {
		l := &x.lots[i]
		x.text(1, l.ID)
		x.day(2, l.Date)
		x.day(3, l.Expires)
		for k, amount := range []decimal.Decimal{l.Amount, l.Free, l.Reserved, l.Paid, l.Converted, l.Forfeited, l.Returned} {
			x.library(4+k, unitMoney, known(amount))
		}
		x.row++
	}
}
