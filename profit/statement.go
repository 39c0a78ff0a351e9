package profit

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Statement is the forecast of a [Case]. Of every line but those of stocks, month 0 and
// the months, month 0 and the quarters, and month 0 and the years add up to the total.
// Measure reads it. The zero Statement is empty.
type Statement struct {
	Case     string `json:"case"`
	Currency string `json:"currency"`
	// Timed tells that the case gives a timing.
	Timed bool `json:"timed"`
	// The columns of the lines.
	Months   []Column `json:"months"`
	Quarters []Column `json:"quarters"`
	Years    []Column `json:"years"`
	// Lines are amounts, Quantities units, customers, hours and heads, in the order of
	// [LineKind] and, of a kind, of the case.
	Lines      []Line `json:"lines"`
	Quantities []Line `json:"quantities"`
	// Utilisation of each role with a capacity is what was used ÷ what was available.
	Utilisation []Rates `json:"utilisation,omitempty"`
	// Opening is before month 0, Closing at the end of the last month.
	Opening Balances `json:"opening"`
	Closing Balances `json:"closing"`
}

// Column is a month, a quarter or a year of a statement.
type Column struct {
	// Year and Quarter are fiscal; a year has no quarter.
	Year    int `json:"year"`
	Quarter int `json:"quarter,omitempty"`
	// First and Last are months of the case.
	First int `json:"first"`
	Last  int `json:"last"`
	// Days are those of its months.
	Days partnermath.Period `json:"days"`
	// Partial tells that the case starts after it has begun, or ends before it does.
	Partial bool `json:"partial,omitempty"`
}

// Line is one line of a statement.
type Line struct {
	// ID is that of the product, service, role, … or the kind where there is one line of it.
	ID   string   `json:"id"`
	Kind LineKind `json:"kind"`
	Name string   `json:"name,omitempty"`
	// Formula says how the amount of a month is computed.
	Formula string `json:"formula"`
	// Stock tells that the line says how many there are, not how many come and go: a
	// quarter, a year and the total are those of their last month.
	Stock bool `json:"stock,omitempty"`
	// Start is month 0.
	Start    decimal.Decimal   `json:"start"`
	Months   []decimal.Decimal `json:"months"`
	Quarters []decimal.Decimal `json:"quarters"`
	Years    []decimal.Decimal `json:"years"`
	Total    decimal.Decimal   `json:"total"`
}

// Rates are a ratio by column, with 4 decimals, of the sums of the column. One without a
// base is undefined.
type Rates struct {
	ID       string                `json:"id"`
	Months   []decimal.NullDecimal `json:"months"`
	Quarters []decimal.NullDecimal `json:"quarters"`
	Years    []decimal.NullDecimal `json:"years"`
	Total    decimal.NullDecimal   `json:"total"`
}

// Balances are what is there and what is owed, such that over a statement
//
//	net profit = change of (cash + receivables + vendor receivables
//	             − payables − tax payable − deferred revenue)
type Balances struct {
	Cash              decimal.Decimal `json:"cash"`
	Receivables       decimal.Decimal `json:"receivables"`
	VendorReceivables decimal.Decimal `json:"vendorReceivables"`
	Payables          decimal.Decimal `json:"payables"`
	TaxPayable        decimal.Decimal `json:"taxPayable"`
	DeferredRevenue   decimal.Decimal `json:"deferredRevenue"`
}

// LineKind tells what a line is. Costs are positive, and vendor money that reduces them is
// negative.
type LineKind string

// The kinds of line of money, with the formula of a month; each product is rounded once.
const (
	// Revenue. LineRecurringRevenue is closing base × price, or what was billed by the
	// year and is earned in the month.
	LineProductRevenue   LineKind = "product-revenue"
	LineRecurringRevenue LineKind = "recurring-revenue"
	LineServiceRevenue   LineKind = "service-revenue"
	// LineRevenue is the sum of the lines above.
	LineRevenue LineKind = "revenue"
	// Cost of sales. LineRecurringCost is (first × (1 − first margin) + renewed × (1 − renewal
	// margin)) × price, of the customers in their first 12 months and the renewed ones; billed by the year, of the revenue earned from
	// the two. LineServiceCost is hours × hour cost, LineSubcontract the subcontracted hours
	// of a service × the subcontract rate, LineDeliveryPay the pay of a delivery role.
	LineProductCost   LineKind = "product-cost"
	LineRecurringCost LineKind = "recurring-cost"
	LineServiceCost   LineKind = "service-cost"
	LineSubcontract   LineKind = "subcontract"
	LineDeliveryPay   LineKind = "delivery-pay"
	LineRebate        LineKind = "rebate"
	LineRegistration  LineKind = "registration"
	// LineMDFExcess is what marketing funds exceed marketing by.
	LineMDFExcess LineKind = "mdf-excess"
	// LineCostOfSales is the sum of the lines from LineProductCost on, LineGrossMargin revenue − cost
	// of sales.
	LineCostOfSales LineKind = "cost-of-sales"
	LineGrossMargin LineKind = "gross-margin"
	// Operating costs. LineMDF is the marketing funds that pay for marketing, entry after
	// entry, up to what marketing costs.
	LineSalesPay   LineKind = "sales-pay"
	LineCommission LineKind = "commission"
	LineOtherPay   LineKind = "other-pay"
	LineMarketing  LineKind = "marketing"
	LineMDF        LineKind = "mdf"
	LineCost       LineKind = "cost"
	// LineOperatingCost is the sum of the six, LineOperatingProfit gross margin − operating
	// cost, LineNetProfit operating profit − tax.
	LineOperatingCost   LineKind = "operating-cost"
	LineOperatingProfit LineKind = "operating-profit"
	LineTax             LineKind = "tax"
	LineNetProfit       LineKind = "net-profit"
	// Cash. LineBilled is the revenue and, of what is billed by the year, the bills;
	// LineCash receipts − payments. LineCumulativeCash, a stock, is the sum of LineCash up
	// to the month, without the opening cash.
	LineBilled           LineKind = "billed"
	LineReceipts         LineKind = "receipts"
	LineVendorReceipts   LineKind = "vendor-receipts"
	LineSupplierPayments LineKind = "supplier-payments"
	LinePeoplePayments   LineKind = "people-payments"
	LineCostPayments     LineKind = "cost-payments"
	LineTaxPayments      LineKind = "tax-payments"
	LineCash             LineKind = "cash"
	LineCumulativeCash   LineKind = "cumulative-cash"
)

// The kinds of line of quantities.
const (
	LineUnits LineKind = "units"
	// Of a recurring line: closing base = base of the month before + new + expanded − churned − not
	// renewed. LineBase is a stock, and its month 0 the opening base; LineFirstBase is the part of it in the
	// first 12 months.
	LineNew        LineKind = "new"
	LineExpanded   LineKind = "expanded"
	LineChurned    LineKind = "churned"
	LineNotRenewed LineKind = "not-renewed"
	LineBase       LineKind = "base"
	LineFirstBase  LineKind = "first-base"
	// Of a service. LineOwnHours are those that the pool delivers, shared by largest
	// remainder, LineSubcontractedHours the rest.
	LineServices           LineKind = "services"
	LineHours              LineKind = "hours"
	LineOwnHours           LineKind = "own-hours"
	LineSubcontractedHours LineKind = "subcontracted-hours"
	// Of a role: LineHeads and LineNeeded are stocks. LineAvailable is heads × hours, or × deals.
	// LineDemand is what is asked for, LineUsed min(demand, capacity), LineIdle capacity −
	// used, LineShortfall demand − used, which is subcontracted in a delivery role. LineNeeded is the
	// heads that demand would need: demand ÷ (hours × utilisation), or ÷ deals.
	LineHeads     LineKind = "heads"
	LineAvailable LineKind = "available"
	LineCapacity  LineKind = "capacity"
	LineDemand    LineKind = "demand"
	LineUsed      LineKind = "used"
	LineIdle      LineKind = "idle"
	LineShortfall LineKind = "shortfall"
	LineNeeded    LineKind = "needed"
)
