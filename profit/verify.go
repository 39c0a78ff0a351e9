package profit

import (
	"fmt"
	"maps"
	"slices"

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
// What is new is what its numbers say. The quantity of a recurring line is its closing base (that of month 0,
// the opening base, adds nothing to what is planned or actual), of a service
// its hours where it has a bill rate, else how many were done. The cost of a service is what is paid by the
// hour or to subcontractors; of an agency or a referral it is 0; of a sales role pay and commission
// together. Amounts are in minor units, at most 10^14 of them, and may be below 0. A number that is not
// known is a line that is left out. The zero Actual is not valid.
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
	// Unreported are the closed months, month 0 among them, without a report of it, in which its quantity, revenue
	// or cost was planned to be other than 0. An opening base is none of month 0.
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
	// the new ones, by the order in which each stands first in the actuals.
	Lines []VerifiedLine `json:"lines"`
	// Profit is the sum of the lines: an operating profit.
	Profit PlanActual `json:"profit"`
	// ByUnits is that of the actuals. Volume to OtherCost add up to the variance of Profit. Of each product, recurring line and
	// service that was planned to sell in the months that are reported of it, Q is the quantity of all these months, P their
	// revenue ÷ Q and C their cost ÷ Q, planned (p) or actual (a). With Σ over these lines, M the margin that they
	// planned, ΣQp(Pp − Cp), and k = ΣQa·Pp ÷ ΣQp·Pp or, by units, ΣQa ÷ ΣQp:
	//
	//	Volume       (k − 1) × M
	//	Mix          ΣQa(Pp − Cp) − k × M
	//	Price        ΣQa(Pa − Pp)
	//	CostOfLines  −ΣQa(Ca − Cp)
	//	NewLines     the whole variance of the products, recurring lines and services with Qp = 0, the new ones among them
	//	VendorMoney  of all of it
	//	OtherCost    roles and costs
	//
	// The planned profit and the parts are added up in this order, each sum rounded to the minor unit; a part is the
	// difference of two. All are undefined when k is: when nothing was planned to sell or, in value, all of it for nothing.
	ByUnits     bool                `json:"byUnits,omitempty"`
	Volume      decimal.NullDecimal `json:"volume"`
	Mix         decimal.NullDecimal `json:"mix"`
	Price       decimal.NullDecimal `json:"price"`
	CostOfLines decimal.NullDecimal `json:"costOfLines"`
	NewLines    decimal.NullDecimal `json:"newLines"`
	VendorMoney decimal.NullDecimal `json:"vendorMoney"`
	OtherCost   decimal.NullDecimal `json:"otherCost"`
	// Unreported are the closed months in which at least one line is unreported.
	Unreported []int `json:"unreported,omitempty"`
	// Reforecast is the forecast with every reported number in its place, new lines among the others of
	// their kind (as resales, rebates and running costs). The pay of a sales role is its
	// actual cost, and its commission of the month 0. Totals, marketing funds, tax and cash follow;
	// quantities that are not reported, and all that is not, stay as they were planned. So do the bills of a
	// line billed by the year: what its reported revenue differs from the planned is billed in the same month, so
	// that cash moves with it, customer days later, and deferred revenue stays as it was planned.
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
	l, err := whole.ledger()
	if err != nil {
		faults.Add("actuals.lines", "length", "must not make more lines than a case may have")
		return Verification{}, faults.Err()
	}
	accounts := l.Accounts(len(c.Products), len(c.VendorMoney), len(c.Costs))
	a.report(l, accounts)
	v := Verification{Case: c.ID, Currency: c.Currency, Through: a.Through, ByUnits: a.ByUnits}
	v.publish(l, accounts)
	l.Finish()
	whole.publish(l, &v.Reforecast)
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
	r := &ruler{Case: c, faults: &faults, kinds: kinds}
	r.places, _ = partnermath.MinorUnits(c.Currency)
	r.name()
	zero := partnermath.Int(0)
	for i := range a.Lines {
		of, path := &a.Lines[i], fmt.Sprintf("lines[%d]", i)
		r.minor(path+".revenue", of.ID, of.Revenue)
		r.minor(path+".cost", of.ID, of.Cost)
		r.minor(path+".vendorMoney", of.ID, of.VendorMoney)
		costless := func(p Product) bool { return p.ID == of.ID && p.Kind != ProductResale }
		if !of.Cost.Decimal.IsZero() && slices.ContainsFunc(c.Products, costless) {
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

// report puts what came in the place of what was planned, and new lines in the order in which they come.
func (a *Actuals) report(l *ledger.Ledger, accounts []ledger.Account) {
	first := make(map[string]int, len(accounts))
	for i, of := range slices.Backward(a.Lines) {
		first[of.ID] = i
	}
	place := func(of ledger.Account) int {
		if of.Fresh {
			return first[of.ID]
		}
		return -1
	}
	slices.SortStableFunc(accounts, func(a, b ledger.Account) int { return place(a) - place(b) })
	ids := make(map[string]*ledger.Account, len(accounts))
	for i := range accounts {
		ids[accounts[i].ID] = &accounts[i]
	}
	for i := range a.Lines {
		of := &a.Lines[i]
		l.Report(ids[of.ID], of.Month, ledger.Amounts{
			Quantity: integer(of.Quantity, ledger.QuantityPlaces),
			Revenue:  integer(of.Revenue, l.Places),
			Cost:     integer(of.Cost, l.Places) - integer(of.VendorMoney, l.Places),
		})
	}
}

// publish writes what the lines come to, and where the difference comes from.
func (v *Verification) publish(l *ledger.Ledger, accounts []ledger.Account) {
	var plan, actual int64
	missing := map[int]bool{}
	for i := range accounts {
		of := &accounts[i]
		line := VerifiedLine{ID: of.ID, New: of.Fresh, Unreported: l.Unreported(of, v.Through)}
		if of.Reported() {
			if of.Kind == ledger.Sold {
				line.Quantity = planActual(of.Plan.Quantity, of.Actual.Quantity, ledger.QuantityPlaces)
				line.Revenue = planActual(of.Plan.Revenue, of.Actual.Revenue, l.Places)
			}
			line.Cost = planActual(of.Plan.Cost, of.Actual.Cost, l.Places)
			line.Profit = planActual(of.Plan.Profit(), of.Actual.Profit(), l.Places)
		}
		plan += of.Plan.Profit()
		actual += of.Actual.Profit()
		for _, month := range line.Unreported {
			missing[month] = true
		}
		v.Lines = append(v.Lines, line)
	}
	v.Profit = planActual(plan, actual, l.Places)
	v.Unreported = slices.Sorted(maps.Keys(missing))
	parts := []*decimal.NullDecimal{&v.Volume, &v.Mix, &v.Price, &v.CostOfLines, &v.NewLines, &v.VendorMoney, &v.OtherCost}
	for i, units := range ledger.Split(accounts, v.ByUnits) {
		*parts[i] = decimal.NewNullDecimal(units.Shift(-l.Places))
	}
}

func planActual(plan, actual int64, places int32) PlanActual {
	show := func(units int64) decimal.NullDecimal { return decimal.NewNullDecimal(exact.Fixed(units, places)) }
	return PlanActual{Plan: show(plan), Actual: show(actual), Variance: show(actual - plan)}
}
