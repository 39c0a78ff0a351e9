package profit

import "github.com/shopspring/decimal"

// Compounding tells what an annual rate is by the month.
type Compounding string

// The two ways.
const (
	// Effective: the monthly rate is (1 + annual)^(1/12) − 1.
	Effective Compounding = "effective"
	// Nominal: the monthly rate is annual ÷ 12.
	Nominal Compounding = "nominal"
)

// Values returns the ways in order.
func (Compounding) Values() []Compounding { return []Compounding{Effective, Nominal} }

// FirstFlow tells when the first of periodic flows moves.
type FirstFlow string

// The two conventions.
const (
	// FirstNow: the first flow is not discounted.
	FirstNow FirstFlow = "now"
	// FirstAtEnd: the first flow moves at the end of the first period, as the NPV of spreadsheets has it.
	FirstAtEnd FirstFlow = "end-of-period"
)

// Values returns the conventions in order.
func (FirstFlow) Values() []FirstFlow { return []FirstFlow{FirstNow, FirstAtEnd} }

// Discount tells at which rate [Measure] values flows. The zero Discount is not valid.
type Discount struct {
	Annual      decimal.NullDecimal `json:"annual,omitzero" validate:"required,bounds,atleast=0,atmost=10,digits=10 8"`
	Compounding Compounding         `json:"compounding" validate:"oneof=effective nominal"`
	FirstFlow   FirstFlow           `json:"firstFlow" validate:"oneof=now end-of-period"`
	// Finance and Reinvest are the annual rates of [MIRR]; left out, Annual.
	Finance  decimal.NullDecimal `json:"finance,omitzero" validate:"omitempty,bounds,atleast=0,atmost=10,digits=10 8"`
	Reinvest decimal.NullDecimal `json:"reinvest,omitzero" validate:"omitempty,bounds,atleast=0,atmost=10,digits=10 8"`
}

// Report is what a [Statement] comes to.
type Report struct {
	Case     string `json:"case"`
	Currency string `json:"currency"`
	// Basis is the line that is valued: LineCash of a statement with a timing, else
	// LineNetProfit. It is the line that Payback, DiscountedPayback, PeakFunding, NPV, IRR
	// and MIRR are of. None of them has what is still owed at the end, the Closing of the statement.
	Basis LineKind `json:"basis"`
	// OperatingBreakEven is the first month, month 0 aside, from which the operating profit of no
	// month is below 0; undefined when the last is.
	OperatingBreakEven decimal.NullDecimal `json:"operatingBreakEven"`
	Payback            BreakEven           `json:"payback"`
	// DiscountedPayback is that of the flows discounted as for NPV, not rounded.
	DiscountedPayback BreakEven `json:"discountedPayback"`
	// PeakFunding is max(0, −the lowest cumulative flow), PeakMonth the first month in which it
	// is that low, undefined when there is none. ReturnOnPeakFunding is total flow ÷ peak
	// funding with 4 decimals.
	PeakFunding         decimal.Decimal     `json:"peakFunding"`
	PeakMonth           decimal.NullDecimal `json:"peakMonth"`
	ReturnOnPeakFunding decimal.NullDecimal `json:"returnOnPeakFunding"`
	NPV                 decimal.Decimal     `json:"npv"`
	// IRR is by the month, and AnnualIRR (1 + r)^12 − 1 of each exact root r, with 10 decimals,
	// in the same order. MIRR is by the month.
	IRR       Roots               `json:"irr"`
	AnnualIRR []decimal.Decimal   `json:"annualIRR"`
	MIRR      decimal.NullDecimal `json:"mirr"`
	// Streams are the gross margin by what it comes from: products, recurring lines,
	// services, vendor money, in this order.
	Streams []Stream `json:"streams"`
	// MRR is the recurring revenue of the last month, RecurringShare recurring revenue ÷
	// revenue in total.
	MRR            decimal.Decimal     `json:"mrr"`
	RecurringShare decimal.NullDecimal `json:"recurringShare"`
	// ServicesPerWages is service revenue ÷ (delivery pay + service cost) in total.
	ServicesPerWages decimal.NullDecimal `json:"servicesPerWages"`
	// CACPayback is in how many months the margin of a new customer pays for winning it, with 4
	// decimals: (sales pay + commission + marketing + MDF) ÷ new customers, ÷ (recurring
	// margin ÷ Σ closing bases of the months). Undefined without new customers, or a margin
	// above 0.
	CACPayback decimal.NullDecimal `json:"cacPayback"`
	// RevenuePerHead is by the year: revenue × 12 ÷ Σ heads of the months, of all roles, an amount.
	RevenuePerHead decimal.NullDecimal `json:"revenuePerHead"`
}

// Stream is the gross margin of one source of it. The streams add up to the gross margin.
type Stream struct {
	// ID is "products", "recurring", "services" or "vendor-money".
	ID      string          `json:"id"`
	Revenue decimal.Decimal `json:"revenue"`
	Margin  decimal.Decimal `json:"margin"`
	// MarginRate is margin ÷ revenue.
	MarginRate decimal.NullDecimal `json:"marginRate"`
}

// BreakEvenStatus tells whether cumulative flows get to 0, and stay there.
type BreakEvenStatus string

// The status of a break-even.
const (
	// BreakEvenAlready: they are never below 0.
	BreakEvenAlready BreakEvenStatus = "already"
	// BreakEvenOnce: they rise to 0 or above once, and stay.
	BreakEvenOnce BreakEvenStatus = "once"
	// BreakEvenSeveral: they do so several times, and end at 0 or above.
	BreakEvenSeveral BreakEvenStatus = "several"
	// BreakEvenLostAgain: they do so, and end below 0.
	BreakEvenLostAgain BreakEvenStatus = "lost-again"
	// BreakEvenNever: they do not.
	BreakEvenNever BreakEvenStatus = "never"
)

// Values returns the status in order.
func (BreakEvenStatus) Values() []BreakEvenStatus {
	return []BreakEvenStatus{BreakEvenAlready, BreakEvenOnce, BreakEvenSeveral, BreakEvenLostAgain, BreakEvenNever}
}

// BreakEven is when cumulative flows get to 0.
type BreakEven struct {
	Status BreakEvenStatus `json:"status"`
	// Crossings are the months m with the flows up to m − 1 below 0 and those up to m
	// not.
	Crossings []Crossing `json:"crossings,omitempty"`
}

// Crossing is a month in which cumulative flows rise to 0 or above.
type Crossing struct {
	Month int `json:"month"`
	// At is where in it: month − 1 + shortfall before ÷ flow of the month, with 4 decimals.
	At decimal.Decimal `json:"at"`
}
