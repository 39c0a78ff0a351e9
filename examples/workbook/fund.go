package workbook

import (
	"cmp"
	"fmt"
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
