// Package ledger works out a partner's business in machine integers, month by month.
package ledger

import "math/big"

// MaxMonths is for how long a business can be worked out, MaxLines how many lines of money it
// may have.
const (
	MaxMonths = 120
	MaxLines  = 80
)

// A case is worked out in machine integers: quantities in units of 10^-4, prices of
// 10^-6, rates of 10^-8, amounts in minor units. Its inputs are bounded so that
//
//	quantity              ≤ 10^6               10^10 units
//	price                 ≤ 10^12              10^18
//	1 − margin            ≤ 2                  2 × 10^8
//	quantity × (1 − margin)                    2 × 10^18 < 2^63
//	× price                                    2 × 10^36 < 2^126
//	heads × ramp × hours  ≤ 10^6 × 60 × 10^3   6 × 10^18 < 2^63
//	a month of all lines × 30                  2.4 × 10^17 < 2^63
//
// and what comes out is bounded where it does: an amount of a line of a month by 10^14
// minor units. Lines are at most 80 and columns, with month 0, at most 121. So the sum of
// the sizes of all amounts is at most
//
//	80 × 121 × 10^14 = 9.68 × 10^17 < 10^18 < 2^63,
//
// and every total, margin, profit and balance is a sum of some of them with some signs. Cash
// moves these amounts to other months (bills of a year instead of what is earned of
// them, bounded as the revenue is), and a tax is at most the profit of its year.
const (
	QuantityPlaces = 4
	PricePlaces    = 6
	PercentPlaces  = 8

	OneQuantity = 10_000
	OneRate     = 100_000_000

	MaxQuantity = 1_000_000 * OneQuantity
	MaxTrend    = 1_000_000 * OneRate
	MaxAmount   = 100_000_000_000_000

	MonthsPerYear = 12
)

// A Book is a business in integers.
type Book struct {
	Months int
	Places int32
	// PerPrice is what quantity × price is divided by to make an amount, PerRate what
	// quantity × rate × price is.
	PerPrice, PerRate int64
	// Season is the fiscal month of each month, from 0.
	Season []int
	Years  []Span

	Products  []Product
	Recurring []Recurring
	Services  []Service
	Roles     []Role
	Vendor    []VendorMoney
	Costs     []Cost
	Tax       Tax

	Timed                                bool
	CustomerDays, SupplierDays, CostDays int
	OpeningCash                          int64

	// Lines are what the rows are of; the last of money is Totals.Cumulative.
	Lines  []Row
	Totals Totals
}

// Span is the months of a fiscal year or quarter.
type Span struct{ First, Last int }

// Product is what is sold once for each unit.
type Product struct {
	Label
	// Costs tells that the partner pays for it.
	Costs bool
	Units []int64
	// revenue = units × RevenueRate × price, cost = units × CostRate × CostPrice.
	RevenueRate, CostRate         int64
	Price, CostPrice              []int64
	UnitsRow, RevenueRow, CostRow int
}

// Recurring is what is billed for as long as a customer stays.
type Recurring struct {
	Label
	Joining                                        []int64
	Base, Churn, Expansion, Renewal                int64
	Price                                          []int64
	FirstCost, RenewalCost                         int64
	Yearly                                         bool
	NewRow, ExpandedRow, ChurnedRow, NotRenewedRow int
	BaseRow, FirstRow, RevenueRow, CostRow         int
}

// Service is what is done for customers.
type Service struct {
	Label
	// From is the row that it is attached to. Before month 1 it is 0, or that of month 0.
	From                   int
	ToBase, Hourly         bool
	Attach                 int64
	Lag                    int
	Hours, Price, HourCost int64
	ByHour                 bool
	ServicesRow, HoursRow  int
	OwnRow, SubRow         int
	RevenueRow, CostRow    int
}

// Role is a kind of people: with Hours they deliver, with Deals they sell.
type Role struct {
	Label
	Hires                                  []Hire
	Ramp                                   int64
	Pay                                    []Pay
	Hours, Utilisation, Subcontract, Deals int64
	Services                               []int
	Sells, Closes                          []int
	Commission                             int64
	HeadsRow, AvailableRow, CapacityRow    int
	DemandRow, UsedRow, IdleRow, ShortRow  int
	NeededRow, PayRow, CommissionRow       int
}

// Hire is heads that come in a month, and leave in another.
type Hire struct {
	Month, Leave int
	Heads        int64
}

// Pay is what a head costs in a month of a plan year, as a fraction.
type Pay struct{ Num, Den *big.Int }

// VendorKind tells where vendor money stands.
type VendorKind int

// The kinds.
const (
	Rebate VendorKind = iota
	Registration
	MDF
)

// VendorMoney is what the vendor pays; marketing funds have an ExcessRow, others None.
type VendorMoney struct {
	Label
	Kind             VendorKind
	Rate, Amount     int64
	On               []int
	First, Last, Lag int
	Row, ExcessRow   int
}

// Cost is any other cost.
type Cost struct {
	Label
	Rate, Amount int64
	First, Last  int
	Marketing    bool
	Row          int
}

// Tax is a tax on profit.
type Tax struct {
	Rate, Share int64
	Years, Lag  int
}

// Totals are the rows of which there is one.
type Totals struct {
	Revenue, CostOfSales, GrossMargin, OperatingCost, OperatingProfit, Tax, NetProfit     int
	Billed, Receipts, VendorReceipts, Suppliers, People, Costs, TaxPaid, Cash, Cumulative int
}

// None is the row that a part does not have.
const None = -1

// MaxParts is how many products, services and so on a case may have of each.
const MaxParts = 40
