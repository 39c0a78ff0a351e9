package ledger

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// AccountKind tells what an account is of.
type AccountKind int

// The kinds.
const (
	Sold AccountKind = iota
	Vendor
	Other
)

// Amounts are what a line comes to.
type Amounts struct{ Quantity, Revenue, Cost int64 }

func (a *Amounts) add(b Amounts) {
	a.Quantity += b.Quantity
	a.Revenue += b.Revenue
	a.Cost += b.Cost
}

// Profit is what the revenue is more than the cost.
func (a Amounts) Profit() int64 { return a.Revenue - a.Cost }

// An Account is a line of which months are closed: the rows that it stands in, None for one that it
// does not have, and what was planned and came in the months that are reported. The quantity of a stock in
// month 0 is what it opens with, and part of neither.
type Account struct {
	ID                             string
	Kind                           AccountKind
	Fresh, Stock                   bool
	Quantity, Revenue, Cost, Extra int
	Plan, Actual                   Amounts
	reported                       [MaxMonths + 1]bool
}

// Accounts opens an account for each line, the new ones last: those of products, vendor money and
// costs beyond so many.
func (b *Book) Accounts(products, vendor, costs int) []Account {
	var old, fresh []Account
	open := func(kind AccountKind, isNew bool, id string, quantity, revenue, cost, extra int) {
		a := Account{ID: id, Kind: kind, Fresh: isNew, Quantity: quantity, Revenue: revenue, Cost: cost, Extra: extra}
		if isNew {
			fresh = append(fresh, a)
		} else {
			old = append(old, a)
		}
	}
	for i, p := range b.Products {
		open(Sold, i >= products, p.ID, p.UnitsRow, p.RevenueRow, p.CostRow, None)
	}
	for _, r := range b.Recurring {
		open(Sold, false, r.ID, r.BaseRow, r.RevenueRow, r.CostRow, None)
		old[len(old)-1].Stock = true
	}
	for _, s := range b.Services {
		row := s.ServicesRow
		if s.ByHour {
			row = s.HoursRow
		}
		open(Sold, false, s.ID, row, s.RevenueRow, s.CostRow, None)
	}
	for _, r := range b.Roles {
		open(Other, false, r.ID, None, None, r.PayRow, r.CommissionRow)
	}
	for i, v := range b.Vendor {
		open(Vendor, i >= vendor, v.ID, None, None, v.Row, v.ExcessRow)
	}
	for i, k := range b.Costs {
		open(Other, i >= costs, k.ID, None, None, k.Row, None)
	}
	return append(old, fresh...)
}

// planned is what a line was planned to be in a month.
func (l *Ledger) planned(a *Account, month int) Amounts {
	at := func(row int) int64 {
		if row == None {
			return 0
		}
		return l.Rows[row][month]
	}
	return a.counted(Amounts{at(a.Quantity), at(a.Revenue), at(a.Cost) + at(a.Extra)}, month)
}

// counted are the amounts of a month without what a stock opens with.
func (a *Account) counted(of Amounts, month int) Amounts {
	if a.Stock && month == 0 {
		of.Quantity = 0
	}
	return of
}

// Report puts what came in a month in the place of what was planned; Finish follows.
func (l *Ledger) Report(a *Account, month int, came Amounts) {
	a.reported[month] = true
	a.Plan.add(l.planned(a, month))
	a.Actual.add(a.counted(came, month))
	for _, cell := range []struct {
		row   int
		value int64
	}{{a.Quantity, came.Quantity}, {a.Revenue, came.Revenue}, {a.Cost, came.Cost}, {a.Extra, 0}} {
		if cell.row != None {
			l.Rows[cell.row][month] = cell.value
		}
	}
}

// Reported tells whether a month of the account is.
func (a *Account) Reported() bool { return a.reported != [MaxMonths + 1]bool{} }

// Unreported lists the months up to one that are not, and were planned to be other than 0.
func (l *Ledger) Unreported(a *Account, through int) (months []int) {
	for month := range through + 1 {
		if !a.reported[month] && l.planned(a, month) != (Amounts{}) {
			months = append(months, month)
		}
	}
	return months
}

// Split tells by what the actual profit is other than the planned one: volume, mix, price,
// cost, new lines, vendor money, other cost; nothing when no volume was planned.
func Split(accounts []Account, byUnits bool) (parts []decimal.Decimal) {
	var plan, actual Amounts
	var profit, fresh, vendor, other int64
	var revenue, cost exact.Fraction // of actual quantities, as planned for one
	for i := range accounts {
		of := &accounts[i]
		profit += of.Plan.Profit()
		variance := of.Actual.Profit() - of.Plan.Profit()
		switch {
		case of.Kind == Vendor:
			vendor += variance
		case of.Kind == Other:
			other += variance
		case of.Plan.Quantity <= 0:
			fresh += variance
		default:
			plan.add(of.Plan)
			actual.add(of.Actual)
			quantity := whole(of.Actual.Quantity).Div(decimal.NewFromInt(of.Plan.Quantity))
			revenue = revenue.Add(quantity.Mul(decimal.NewFromInt(of.Plan.Revenue)))
			cost = cost.Add(quantity.Mul(decimal.NewFromInt(of.Plan.Cost)))
		}
	}
	size, base := revenue, plan.Revenue
	if byUnits {
		size, base = whole(actual.Quantity), plan.Quantity
	}
	if base <= 0 {
		return nil
	}
	before := decimal.NewFromInt(profit)
	less := cost.Mul(decimal.NewFromInt(-1))
	rest := whole(profit - plan.Profit())
	for _, sum := range []exact.Fraction{
		rest.Add(size.Mul(decimal.NewFromInt(plan.Profit())).Div(decimal.NewFromInt(base))),
		rest.Add(revenue).Add(less),
		rest.Add(whole(actual.Revenue)).Add(less),
		rest.Add(whole(actual.Profit())),
		rest.Add(whole(actual.Profit() + fresh)),
		rest.Add(whole(actual.Profit() + fresh + vendor)),
		rest.Add(whole(actual.Profit() + fresh + vendor + other)),
	} {
		rounded := sum.Round(0)
		parts = append(parts, rounded.Sub(before))
		before = rounded
	}
	return parts
}

func whole(units int64) exact.Fraction {
	return exact.NewFraction(decimal.NewFromInt(units), decimal.NewFromInt(1))
}
