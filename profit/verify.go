package profit

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/ledger"
)

// Actuals are what the months up to Through have brought. The zero Actuals is not valid.
type Actuals struct {
	// Through is the last closed month.
	Through int `json:"through" validate:"min=1,max=120"`
	// ByUnits tells that the volume is measured in units, because they are alike, and not
	// in value at planned prices.
	ByUnits bool `json:"byUnits,omitempty"`
	// Lines are at most 10,000, one for each line and month.
	Lines []Actual `json:"lines,omitempty"`
}

// Actual is what one line of a case brought in a closed month. Its ID is of something of the
// case, or new. Either the first three numbers are given, or VendorMoney, or Cost alone:
//
//	a product, a recurring line, a service     Quantity, Revenue, Cost
//	vendor money                               VendorMoney
//	a role, a cost                             Cost
//
// What is new is what its numbers say. The quantity of a recurring line is its closing base,
// of a service its hours where it has a bill rate, else how many were done. The cost of
// a service is what is paid by the hour or to subcontractors; of an agency or a referral it is
// 0; of a sales role pay and commission together. Amounts are in minor units, at most
// 10^14 of them, and may be below 0. A number that is not known is a line that is left out. The
// zero Actual is not valid.
type Actual struct {
	// Month is 0 to Through.
	Month       int                 `json:"month"`
	ID          string              `json:"id"`
	Quantity    decimal.NullDecimal `json:"quantity,omitzero"`
	Revenue     decimal.NullDecimal `json:"revenue,omitzero"`
	Cost        decimal.NullDecimal `json:"cost,omitzero"`
	VendorMoney decimal.NullDecimal `json:"vendorMoney,omitzero"`
}

// PlanActual is a number planned and actual, over the closed months that were reported.
type PlanActual struct {
	Plan   decimal.NullDecimal `json:"plan"`
	Actual decimal.NullDecimal `json:"actual"`
	// Variance is Actual − Plan.
	Variance decimal.NullDecimal `json:"variance"`
}

// VerifiedLine is one line of a case, or a new one.
type VerifiedLine struct {
	ID string `json:"id"`
	// New tells that the case does not have it.
	New bool `json:"new,omitempty"`
	// Unreported are the closed months in which it was planned to be other than 0 and is not reported.
	Unreported []int `json:"unreported,omitempty"`
	// Quantity and Revenue are undefined where the line has none, and all four where nothing of it was
	// reported. Cost is below 0 for vendor money.
	Quantity PlanActual `json:"quantity"`
	Revenue  PlanActual `json:"revenue"`
	Cost     PlanActual `json:"cost"`
	// Profit is revenue − cost.
	Profit PlanActual `json:"profit"`
}

// Verification sets what months have brought beside their plan. All of it but the
// reforecast is over what was reported: what was not has no variance.
type Verification struct {
	Case     string `json:"case"`
	Currency string `json:"currency"`
	Through  int    `json:"through"`
	// Lines are those of the case (products, recurring lines, services, roles, vendor money, costs), then
	// the new ones, by the order in which they are reported.
	Lines []VerifiedLine `json:"lines"`
	// Profit is the sum of the lines: an operating profit.
	Profit PlanActual `json:"profit"`
	// ByUnits is that of the actuals. Volume to OtherCost add up to the variance of Profit. With Q, P and C the quantities,
	// prices and unit costs of lines that were planned to sell, Σ over them, M the margin that they planned, ΣQp(Pp − Cp), and
	// k = ΣQa·Pp ÷ ΣQp·Pp or, by units, ΣQa ÷ ΣQp:
	//
	//	Volume       (k − 1) × M
	//	Mix          ΣQa(Pp − Cp) − k × M
	//	Price        ΣQa(Pa − Pp)
	//	CostOfLines  −ΣQa(Ca − Cp)
	//	NewLines     the margin of lines that were not planned to sell any
	//	VendorMoney  of all of it
	//	OtherCost    roles and costs
	//
	// The planned profit and the parts are added up in this order, each sum rounded to the minor unit; a part is the
	// difference of two. All are undefined when k is: when nothing was planned to sell.
	ByUnits     bool                `json:"byUnits,omitempty"`
	Volume      decimal.NullDecimal `json:"volume"`
	Mix         decimal.NullDecimal `json:"mix"`
	Price       decimal.NullDecimal `json:"price"`
	CostOfLines decimal.NullDecimal `json:"costOfLines"`
	NewLines    decimal.NullDecimal `json:"newLines"`
	VendorMoney decimal.NullDecimal `json:"vendorMoney"`
	OtherCost   decimal.NullDecimal `json:"otherCost"`
	// Unreported are the closed months in which a line is unreported.
	Unreported []int `json:"unreported,omitempty"`
	// Reforecast is the forecast with every reported number in its place, new lines among the others of
	// their kind (as resales, rebates and running costs). The pay of a sales role is its
	// actual cost, and its commission of the month 0. Totals, marketing funds, tax and cash follow;
	// quantities that are not reported, and all that is not, stay as they were planned.
	Reforecast Statement `json:"reforecast"`
}

// Verify sets what closed months have brought beside the plan, tells where the difference
// comes from, and forecasts anew.
//
// The error is a [*partnermath.ValidationError] with paths below "case" and "actuals":
// faults of each; a month after Through, or a Through after the last; a line that stands twice in a
// month; numbers that are not those of its line; and more lines with the new ones than a case may have.
func Verify(c Case, a Actuals) (Verification, error) {
	var faults partnermath.ValidationError
	faults.Merge("case", c.Validate())
	faults.Merge("actuals", a.Validate())
	if err := faults.Err(); err != nil {
		return Verification{}, err
	}
	whole, err := c.with(&a)
	if err != nil {
		faults.Merge("actuals", err)
		return Verification{}, faults.Err()
	}
	m, l, err := whole.ledger()
	if err != nil {
		faults.Add("actuals.lines", "length", "must not make more lines than a case may have")
		return Verification{}, faults.Err()
	}
	k := newCloser(m, l, &c, &whole)
	k.book(&a)
	v := Verification{Case: c.ID, Currency: c.Currency, Through: a.Through, ByUnits: a.ByUnits}
	k.publish(&v)
	l.Finish()
	m.publish(&whole, l, &v.Reforecast)
	return v, nil
}

// maxActuals bounds the records of closed months.
const maxActuals = 10_000

// Validate returns a [*partnermath.ValidationError] that lists every rule that the actuals
// break by themselves.
func (a Actuals) Validate() error {
	return check.Model(a, func(faults *partnermath.ValidationError) {
		if len(a.Lines) > maxActuals {
			faults.Addf("lines", "length", "must have a length of at most %d, got %d", maxActuals, len(a.Lines))
			return
		}
		type cell struct {
			id    string
			month int
		}
		seen := make(map[cell]bool, len(a.Lines))
		for i := range a.Lines {
			of := &a.Lines[i]
			path := fmt.Sprintf("lines[%d]", i)
			check.IDAt(faults, check.Place{Field: path + ".id"}, of.ID)
			if of.Month < 0 || of.Month > a.Through {
				faults.Addf(path+".month", "range", "must be from 0 to %d, the last closed month, got %d (%.40q)", a.Through, of.Month, of.ID)
			}
			if seen[cell{of.ID, of.Month}] {
				faults.Addf(path+".id", "unique", "%.40q stands before in month %d", of.ID, of.Month)
			}
			seen[cell{of.ID, of.Month}] = true
			of.check(faults, path)
		}
	})
}

// The limits of what was reported.
var (
	actualQuantity = check.Number{AtLeast: partnermath.Int(0), AtMost: partnermath.Int(1_000_000), Digits: 11, Places: 4}
	actualAmount   = check.Number{AtLeast: partnermath.Int(-ledger.MaxAmount), AtMost: partnermath.Int(ledger.MaxAmount)}
)

// check checks the numbers of a record by themselves: that it has those of one kind of line.
func (a *Actual) check(faults *partnermath.ValidationError, path string) {
	sold := a.Quantity.Valid || a.Revenue.Valid
	actualQuantity.CheckNull(faults, check.Place{Field: path + ".quantity"}, a.Quantity)
	for _, amount := range []struct {
		field string
		needs bool
		value decimal.NullDecimal
	}{{".revenue", sold, a.Revenue}, {".cost", sold || !a.VendorMoney.Valid, a.Cost}, {".vendorMoney", false, a.VendorMoney}} {
		if amount.needs {
			actualAmount.Require(faults, check.Place{Field: path + amount.field}, amount.value)
		} else {
			actualAmount.CheckNull(faults, check.Place{Field: path + amount.field}, amount.value)
		}
	}
	if sold && !a.Quantity.Valid {
		faults.Addf(path+".quantity", "required", "must be given with a revenue (%.40q)", a.ID)
	}
	if a.VendorMoney.Valid && (sold || a.Cost.Valid) {
		faults.Addf(path+".vendorMoney", "empty", "must be left out with other numbers (%.40q)", a.ID)
	}
}

// kind tells in which list of a case something with such numbers stands.
func (a *Actual) kind() string {
	switch {
	case a.Quantity.Valid:
		return "products"
	case a.VendorMoney.Valid:
		return "vendorMoney"
	}
	return "costs"
}

// with returns the case with the new lines, planned to be 0.
func (c *Case) with(a *Actuals) (Case, error) {
	var faults partnermath.ValidationError
	whole, kinds, months := c.clone(), map[string]string{}, c.horizon()
	if a.Through > months {
		faults.Addf("through", "max", "must be a month of the case, at most %d, got %d", months, a.Through)
	}
	places, _ := partnermath.MinorUnits(c.Currency)
	(&ruler{Case: c, faults: &faults, kinds: kinds}).name()
	costless := map[string]bool{}
	for _, p := range c.Products {
		costless[p.ID] = p.Kind != ProductResale
	}
	zero := partnermath.Int(0)
	for i := range a.Lines {
		of, path := &a.Lines[i], fmt.Sprintf("lines[%d]", i)
		for _, amount := range []decimal.NullDecimal{of.Revenue, of.Cost, of.VendorMoney} {
			if _, ok := exact.Int64(amount.Decimal, places); !ok || amount.Decimal.Shift(places).Abs().GreaterThan(decimal.NewFromInt(ledger.MaxAmount)) {
				faults.Addf(path, "digits", "must have amounts of at most %d decimals and 10^14 minor units (%.40q)", places, of.ID)
			}
		}
		if costless[of.ID] && !of.Cost.Decimal.IsZero() {
			faults.Addf(path+".cost", "range", "must be 0 for an agency or a referral (%.40q)", of.ID)
		}
		kind, known := of.kind(), map[string]string{"recurring": "products", "services": "products", "roles": "costs"}
		switch list := kinds[of.ID]; {
		case list == "":
			kinds[of.ID] = kind
			switch kind {
			case "products":
				ramp := Ramp{Kind: RampGrowth, Start: zero}
				whole.Products = append(whole.Products, Product{ID: of.ID, Kind: ProductResale, Units: ramp, Price: zero, Margin: zero})
			case "vendorMoney":
				whole.VendorMoney = append(whole.VendorMoney, VendorMoney{ID: of.ID, Kind: VendorRebate, Amount: zero})
			default:
				whole.Costs = append(whole.Costs, Cost{ID: of.ID, Kind: CostRunning, Amount: zero})
			}
		case list != kind && known[list] != kind:
			faults.Addf(path, "match", "must have the numbers of something of %s (%.40q)", list, of.ID)
		}
	}
	return whole, faults.Err()
}

// amounts are what a line comes to: a quantity, a revenue and a cost, in units.
type amounts struct{ quantity, revenue, cost int64 }

// An account is a line with the rows that it stands in; one that it does not have is None.
type account struct {
	id                             string
	kind                           string
	fresh                          bool
	quantity, revenue, cost, extra int
	reported                       [ledger.MaxMonths + 1]bool
	unreported                     []int
	some                           bool
	plan, actual                   amounts
}

// A closer sets what was reported in the place of what was planned.
type closer struct {
	l        *ledger.Ledger
	accounts []account
	missing  [ledger.MaxMonths + 1]bool
}

// newCloser opens an account for each line, the new ones last.
func newCloser(m *sheet, l *ledger.Ledger, c, whole *Case) *closer {
	k := &closer{l: l}
	var fresh []account
	open := func(kind string, isNew bool, id string, quantity, revenue, cost, extra int) {
		a := account{id: id, kind: kind, fresh: isNew, quantity: quantity, revenue: revenue, cost: cost, extra: extra}
		if isNew {
			fresh = append(fresh, a)
		} else {
			k.accounts = append(k.accounts, a)
		}
	}
	for i, p := range m.Products {
		open("products", i >= len(c.Products), whole.Products[i].ID, p.UnitsRow, p.RevenueRow, p.CostRow, ledger.None)
	}
	for i, r := range m.Recurring {
		open("products", false, c.Recurring[i].ID, r.BaseRow, r.RevenueRow, r.CostRow, ledger.None)
	}
	for i, s := range m.Services {
		row := s.ServicesRow
		if s.ByHour {
			row = s.HoursRow
		}
		open("products", false, c.Services[i].ID, row, s.RevenueRow, s.CostRow, ledger.None)
	}
	for i, r := range m.Roles {
		open("costs", false, c.Roles[i].ID, ledger.None, ledger.None, r.PayRow, r.CommissionRow)
	}
	for i, v := range m.Vendor {
		open("vendorMoney", i >= len(c.VendorMoney), whole.VendorMoney[i].ID, ledger.None, ledger.None, v.Row, v.ExcessRow)
	}
	for i, o := range m.Costs {
		open("costs", i >= len(c.Costs), whole.Costs[i].ID, ledger.None, ledger.None, o.Row, ledger.None)
	}
	k.accounts = append(k.accounts, fresh...)
	return k
}

// planned is what a line was planned to be in a month.
func (k *closer) planned(a *account, month int) amounts {
	at := func(row int) int64 {
		if row == ledger.None {
			return 0
		}
		return k.l.Rows[row][month]
	}
	return amounts{at(a.quantity), at(a.revenue), at(a.cost) + at(a.extra)}
}

// add adds up what a line comes to.
func (a *amounts) add(b amounts) {
	a.quantity += b.quantity
	a.revenue += b.revenue
	a.cost += b.cost
}

// book adds up what was reported and what was planned for it, and puts the one in the place of the
// other.
func (k *closer) book(a *Actuals) {
	ids := make(map[string]*account, len(k.accounts))
	for i := range k.accounts {
		ids[k.accounts[i].id] = &k.accounts[i]
	}
	for i := range a.Lines {
		of := &a.Lines[i]
		to := ids[of.ID]
		came := amounts{integer(of.Quantity, ledger.QuantityPlaces), integer(of.Revenue, k.l.Places), integer(of.Cost, k.l.Places) - integer(of.VendorMoney, k.l.Places)}
		to.some, to.reported[of.Month] = true, true
		to.plan.add(k.planned(to, of.Month))
		to.actual.add(came)
		k.l.Replace(to.quantity, of.Month, came.quantity)
		k.l.Replace(to.revenue, of.Month, came.revenue)
		k.l.Replace(to.cost, of.Month, came.cost)
		k.l.Replace(to.extra, of.Month, 0)
	}
	for i := range k.accounts {
		of := &k.accounts[i]
		for month := 0; month <= a.Through; month++ {
			if !of.reported[month] && k.planned(of, month) != (amounts{}) {
				of.unreported = append(of.unreported, month)
				k.missing[month] = true
			}
		}
	}
}

// publish writes what the lines come to, and where the difference comes from.
func (k *closer) publish(v *Verification) {
	money := func(plan, actual int64) PlanActual { return planActual(plan, actual, k.l.Places) }
	var plan, actual int64
	for i := range k.accounts {
		of := &k.accounts[i]
		line := VerifiedLine{ID: of.id, New: of.fresh, Unreported: of.unreported}
		if of.some {
			if of.kind == "products" {
				line.Quantity = planActual(of.plan.quantity, of.actual.quantity, ledger.QuantityPlaces)
				line.Revenue = money(of.plan.revenue, of.actual.revenue)
			}
			line.Cost = money(of.plan.cost, of.actual.cost)
			line.Profit = money(of.plan.revenue-of.plan.cost, of.actual.revenue-of.actual.cost)
		}
		plan += of.plan.revenue - of.plan.cost
		actual += of.actual.revenue - of.actual.cost
		v.Lines = append(v.Lines, line)
	}
	v.Profit = money(plan, actual)
	for month, missing := range k.missing {
		if missing {
			v.Unreported = append(v.Unreported, month)
		}
	}
	k.split(v, plan)
}

func planActual(plan, actual int64, places int32) PlanActual {
	show := func(units int64) decimal.NullDecimal { return decimal.NewNullDecimal(exact.Fixed(units, places)) }
	return PlanActual{Plan: show(plan), Actual: show(actual), Variance: show(actual - plan)}
}

// split tells where the difference of a planned profit comes from.
func (k *closer) split(v *Verification, profit int64) {
	var plan, actual amounts
	var fresh, vendor, other int64
	var revenue, cost exact.Fraction // of actual quantities, as planned for one
	for i := range k.accounts {
		of := &k.accounts[i]
		variance := of.actual.revenue - of.actual.cost - of.plan.revenue + of.plan.cost
		switch {
		case of.kind == "vendorMoney":
			vendor += variance
		case of.kind == "costs":
			other += variance
		case of.plan.quantity <= 0:
			fresh += variance
		default:
			plan.add(of.plan)
			actual.add(of.actual)
			sold, of1 := decimal.NewFromInt(of.actual.quantity), decimal.NewFromInt(of.plan.quantity)
			revenue = revenue.Add(exact.NewFraction(sold.Mul(decimal.NewFromInt(of.plan.revenue)), of1))
			cost = cost.Add(exact.NewFraction(sold.Mul(decimal.NewFromInt(of.plan.cost)), of1))
		}
	}
	size, base := revenue, plan.revenue
	if v.ByUnits {
		size, base = exact.NewFraction(decimal.NewFromInt(actual.quantity), decimal.NewFromInt(1)), plan.quantity
	}
	if base <= 0 {
		return
	}
	whole := func(units int64) exact.Fraction {
		return exact.NewFraction(decimal.NewFromInt(units), decimal.NewFromInt(1))
	}
	rest := whole(profit - plan.revenue + plan.cost)
	less := func(f exact.Fraction) exact.Fraction { return f.Mul(decimal.NewFromInt(-1)) }
	before := decimal.NewFromInt(profit)
	part := func(sum exact.Fraction) decimal.NullDecimal {
		rounded := sum.Round(0)
		amount := rounded.Sub(before).Shift(-k.l.Places)
		before = rounded
		return decimal.NewNullDecimal(amount)
	}
	v.Volume = part(rest.Add(size.Mul(decimal.NewFromInt(plan.revenue - plan.cost)).Div(decimal.NewFromInt(base))))
	v.Mix = part(rest.Add(revenue).Add(less(cost)))
	v.Price = part(rest.Add(whole(actual.revenue)).Add(less(cost)))
	sum := rest.Add(whole(actual.revenue - actual.cost))
	v.CostOfLines = part(sum)
	sum = sum.Add(whole(fresh))
	v.NewLines = part(sum)
	sum = sum.Add(whole(vendor))
	v.VendorMoney = part(sum)
	v.OtherCost = part(sum.Add(whole(other)))
}
