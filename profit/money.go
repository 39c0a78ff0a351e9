package profit

import "github.com/shopspring/decimal"

// VendorMoneyKind tells where vendor money stands in the statement.
type VendorMoneyKind string

// The kinds of vendor money.
const (
	// VendorRebate reduces cost of sales. Its base is what the lines cost.
	VendorRebate VendorMoneyKind = "rebate"
	// VendorRegistration is the margin on registered deals. It reduces cost of sales. Its base is
	// the revenue of the lines.
	VendorRegistration VendorMoneyKind = "registration"
	// VendorMDF is marketing funds. They reduce marketing by at most what marketing costs
	// that month, and cost of sales by the rest. Their base is what the lines cost.
	VendorMDF VendorMoneyKind = "mdf"
)

// Values returns the kinds in order.
func (VendorMoneyKind) Values() []VendorMoneyKind {
	return []VendorMoneyKind{VendorRebate, VendorRegistration, VendorMDF}
}

// VendorMoney is what the vendor pays the partner. The zero VendorMoney is not valid.
type VendorMoney struct {
	ID   string          `json:"id" validate:"id"`
	Name string          `json:"name,omitempty" validate:"text=1000"`
	Kind VendorMoneyKind `json:"kind" validate:"oneof=rebate registration mdf"`
	// Rate is of the published base of the lines named On, products and recurring ones:
	// round(rate × Σ base). Amount is paid each month instead; one of the two is given.
	Rate   decimal.NullDecimal `json:"rate,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1,digits=9 8"`
	On     []string            `json:"on,omitempty" validate:"max=80,dive,id"`
	Amount decimal.NullDecimal `json:"amount,omitzero" validate:"omitempty,bounds,atleast=0,atmost=100000000000000"`
	// First and Last are the months in which it is earned; left out, the first and the
	// last of the case.
	First int `json:"first,omitempty" validate:"min=0,max=120"`
	Last  int `json:"last,omitempty" validate:"min=0,max=120"`
	// Lag is how many months later it is paid.
	Lag int `json:"lag,omitempty" validate:"min=0,max=120"`
}

// CostKind tells when a cost is incurred.
type CostKind string

// The kinds of cost.
const (
	// CostOnce is incurred in month First, which may be 0.
	CostOnce CostKind = "once"
	// CostRunning is incurred each month from First to Last: round(rate × total revenue of
	// the month) + amount.
	CostRunning CostKind = "running"
)

// Values returns the kinds in order.
func (CostKind) Values() []CostKind { return []CostKind{CostOnce, CostRunning} }

// Cost is an operating cost other than people. The zero Cost is not valid.
type Cost struct {
	ID   string   `json:"id" validate:"id"`
	Name string   `json:"name,omitempty" validate:"text=1000"`
	Kind CostKind `json:"kind" validate:"oneof=once running"`
	// Amount is in minor units at most; a running cost states it, Rate, or both.
	Amount decimal.NullDecimal `json:"amount,omitzero" validate:"omitempty,bounds,atleast=0,atmost=100000000000000"`
	// Rate is of the published revenue of all lines.
	Rate decimal.NullDecimal `json:"rate,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1,digits=9 8"`
	// First and Last bound a running cost; left out, the first and the last month of the
	// case. A one-off cost is incurred in First and has no Last.
	First int `json:"first,omitempty" validate:"min=0,max=120"`
	Last  int `json:"last,omitempty" validate:"min=0,max=120"`
	// Marketing tells that marketing funds can pay for it.
	Marketing bool `json:"marketing,omitempty"`
}

// Tax is on the profit of each fiscal year, month 0 being in the first, and a part of a
// year counting as a year:
//
//	used = min(losses brought forward, round(loss share × max(0, profit)))
//	tax  = round(rate × max(0, profit − used))
//
// booked in the last month of the year. The oldest losses are used first. The zero Tax is
// none.
type Tax struct {
	Rate decimal.NullDecimal `json:"rate,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1,digits=9 8"`
	// LossShare is the part of a year's profit that losses can offset; left out, all.
	LossShare decimal.NullDecimal `json:"lossShare,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1,digits=9 8"`
	// LossYears is for how many years after its own a loss can be used; left out, for ever.
	LossYears int `json:"lossYears,omitempty" validate:"min=0,max=120"`
	// Lag is how many months after it is booked the tax is paid.
	Lag int `json:"lag,omitempty" validate:"min=0,max=120"`
}

// Timing tells when money moves. Of an amount x with days = 30a + b, round(x × (30 − b) ÷ 30)
// moves a months later and the rest a month after that. People are paid in the month,
// vendor money and tax with their own lags. The zero Timing is none: everything else moves in the
// month, and [Measure] goes by net profit; a number of 0 days is a timing.
type Timing struct {
	// CustomerDays is how long customers take to pay what they are billed.
	CustomerDays decimal.NullDecimal `json:"customerDays,omitzero" validate:"omitempty,bounds,atleast=0,atmost=720,digits=3 0"`
	// SupplierDays is how long the partner takes to pay for products, recurring lines,
	// subcontracted hours and hours paid as worked.
	SupplierDays decimal.NullDecimal `json:"supplierDays,omitzero" validate:"omitempty,bounds,atleast=0,atmost=720,digits=3 0"`
	// CostDays is how long it takes to pay a Cost.
	CostDays decimal.NullDecimal `json:"costDays,omitzero" validate:"omitempty,bounds,atleast=0,atmost=720,digits=3 0"`
}
