package workbook

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/examples/workbook/live"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/qbr"
)

// mostLots is how many lots the ledger has columns for.
const mostLots = 12

// fund writes what a partner has of a marketing fund, entry by entry.
func (in *Input) fund(b *live.Book) {
	f := &in.Fund
	if f.Position.Partner == "" {
		return
	}
	s := b.Open("Fund", "Fund"+in.of(), "What the partner has of "+named(f.Program.Name, f.Program.ID)+" at the end of "+f.AsOf.String()+". "+in.amounts())
	x := &keeping{Sheet: s, Fund: f}
	x.arrange()
	x.position()
	x.ledger()
	x.lotTable()
	x.reservations()
}

// keeping writes a ledger.
type keeping struct {
	*live.Sheet
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

// amount writes a figure, which is of the library in a ledger that the sheet cannot follow.
func (x *keeping) amount(col int, formula string, want decimal.Decimal) string {
	if !x.plain {
		return x.Library(col, live.Money, live.Known(want))
	}
	return x.Figure(col, live.Money, x.Rounded(formula), live.Known(want))
}

// cells names a column of the ledger.
func (x *keeping) cells(col int) string {
	first, last := x.Rows("ledger")
	return x.Span(col, first, last)
}

func (x *keeping) ofKind(kind mdf.EntryKind, col int) string {
	return fmt.Sprintf(`SUMIF(%s,"%s",%s)`, x.cells(entryKind), kind, x.cells(col))
}

// position writes the sums of the ledger.
func (x *keeping) position() {
	p := &x.Position
	x.Heads("", "Amount")
	write := func(words, formula string, want decimal.Decimal) string {
		x.Text(1, words)
		cell := x.amount(2, formula, want)
		x.Row++
		return cell
	}
	lost := fmt.Sprintf("-%s-%s", x.ofKind(kindExpiry, entryFree), x.ofKind(mdf.EntryForfeiture, entryFree))
	for _, kind := range []mdf.EntryKind{mdf.EntryRelease, kindLapse} { // what came back too late
		lost += fmt.Sprintf("-%s-%s", x.ofKind(kind, entryHeld), x.ofKind(kind, entryFree))
	}
	check := ""
	for _, of := range []struct {
		words, sign, formula string
		always               bool
		want                 decimal.Decimal
	}{
		{"Accrued on purchases", "+", x.ofKind(mdf.EntryAccrual, entryAmount), false, p.Accrued},
		{"Granted", "+", x.ofKind(mdf.EntryGrant, entryAmount), true, p.Granted},
		{"Adjusted", "+", x.ofKind(mdf.EntryAdjustment, entryAmount), false, p.Adjusted},
		{"Reinstated", "+", x.ofKind(mdf.EntryReinstatement, entryAmount), false, p.Reinstated},
		{"Recovered", "+", x.ofKind(mdf.EntryRecovery, entryAmount), false, p.Recovered},
		{"Paid", "-", x.ofKind(mdf.EntryPayment, entryAmount), true, p.Paid},
		{"Converted into a rebate", "-", x.ofKind(mdf.EntryConversion, entryAmount), false, p.Converted},
		{"Forfeited, by expiry or entry", "-", lost, true, p.Forfeited},
	} {
		if of.always || !of.want.IsZero() {
			check += of.sign + write(of.words, of.formula, of.want)
		}
	}
	reserved := write("Reserved for approved requests", "SUM("+x.cells(entryHeld)+")", p.Reserved)
	available := write("Available", "SUM("+x.cells(entryFree)+")", p.Available)
	link(x.Sheet, qbr.MetricFundAvailable, available, live.Known(p.Available))
	x.Sum("", "Balance: available and reserved", live.Money, x.Rounded(available+"+"+reserved), live.Known(p.Balance))
	x.Value("", "Check: all credits less all that became of them", live.Money, x.Rounded(check+"-"+reserved+"-"+available), live.Known(decimal.Decimal{}))
	if first, last := x.Rows("ledger"); x.plain && last > first {
		x.Chart(live.Lines, "Available and balance, entry by entry", live.Money,
			x.Series(entryAvailable, entryID, first, last), x.Series(entryBalance, entryID, first, last))
	}
}

// lotTable writes what became of each credit.
func (x *keeping) lotTable() {
	n := len(x.lots)
	x.Title("Lots: what became of each credit")
	x.Heads("Credit", "Date", "Expires", "Amount", "Free", "Held", "Paid", "Converted", "Forfeited", "Returned")
	for j := range x.lots {
		l := &x.lots[j]
		x.Mark("lot " + l.ID)
		x.Text(1, l.ID)
		x.Day(2, l.Date)
		x.Day(3, l.Expires)
		amount := x.amount(4, x.At(entryAmount, x.credits[l.ID]), l.Amount)
		free := x.amount(5, "SUM("+x.cells(entryLots+j)+")", l.Free)
		held := x.amount(6, "SUM("+x.cells(entryLots+n+j)+")", l.Reserved)
		paid := x.amount(7, fmt.Sprintf("-%s-%s", x.ofKind(mdf.EntryPayment, entryLots+j), x.ofKind(mdf.EntryPayment, entryLots+n+j)), l.Paid)
		converted := x.amount(8, "-"+x.ofKind(mdf.EntryConversion, entryLots+j), l.Converted)
		x.amount(9, strings.Join([]string{amount, free, held, paid, converted}, "-"), l.Forfeited)
		if !x.plain {
			x.amount(10, "", l.Returned)
		}
		x.Row++
	}
}

// reservations writes what became of each reservation.
func (x *keeping) reservations() {
	if len(x.Position.Reservations) == 0 {
		return
	}
	n := len(x.lots)
	x.Title("Reservations")
	x.Heads("Reservation", "Date", "Held until", "Amount", "Held", "Paid", "Released")
	for _, r := range x.Position.Reservations {
		x.Text(1, r.ID)
		x.Day(2, r.Date)
		x.Day(3, r.Until)
		var rows, payments []string
		amount := "0"
		for _, h := range x.holds[r.ID] {
			cells := x.At(entryLots+n, h.row) + ":" + x.At(entryLots+2*n-1, h.row)
			rows = append(rows, cells)
			switch h.kind {
			case mdf.EntryPayment:
				payments = append(payments, cells)
			case mdf.EntryReservation:
				amount = x.At(entryAmount, h.row)
			}
		}
		sum := func(cells []string) string { return "SUM(" + cmp.Or(strings.Join(cells, ","), "0") + ")" }
		amount = x.amount(4, amount, r.Amount)
		held := x.amount(5, sum(rows), r.Held)
		paid := x.amount(6, "-"+sum(payments), r.Paid)
		x.amount(7, amount+"-"+held+"-"+paid, r.Released)
		x.Row++
	}
}
