package ledger

import (
	"math/big"
	"slices"
	"testing"

	"github.com/partnermath/partnermath"
)

// run works out a book of dollars that starts in the first month of a fiscal year. Rows have been
// given when link is called.
func run(months int, fill func(*Book), link ...func(*Book)) *Ledger {
	b := &Book{Months: months, Places: 2, PerPrice: 100_000_000, PerRate: 100_000_000 * OneRate, Tax: Tax{Share: OneRate}}
	b.Fiscal(1)
	fill(b)
	b.Layout()
	for i := range b.Services {
		b.Services[i].From = b.Products[0].UnitsRow
	}
	for _, f := range link {
		f(b)
	}
	return b.Run(&partnermath.ValidationError{})
}

// product sells as many units every month, at a price with 6 decimals and a part of it as cost.
func product(b *Book, units, price, cost int64) Product {
	all := slices.Repeat([]int64{units}, b.Months+1)
	all[0] = 0
	prices := b.Prices(price, 0)
	return Product{Costs: true, Units: all, RevenueRate: OneRate, CostRate: cost, Price: prices, CostPrice: prices}
}

// everyPart gives a book one part of each kind, and those of each kind of vendor money.
func everyPart(b *Book) {
	b.Products = append(b.Products, product(b, 3*OneQuantity, 1_000_000_000, OneRate/2))
	for _, yearly := range []bool{false, true} {
		b.Recurring = append(b.Recurring, Recurring{
			Joining: product(b, OneQuantity, 0, 0).Units, Base: 7 * OneQuantity, Churn: OneRate / 50, Renewal: OneRate / 2,
			Price: b.Prices(10_000_000, 0), FirstCost: OneRate / 3, RenewalCost: OneRate / 4, Yearly: yearly,
		})
	}
	b.Services = append(b.Services,
		Service{Attach: OneRate, Hours: 2 * OneQuantity, Price: 50_000_000, ByHour: true, Hourly: true, HourCost: 20_000_000},
		Service{Attach: OneRate, Hours: 3 * OneQuantity, Price: 90_000_000})
	hired := []Hire{{Month: 1, Leave: b.Months + 1, Heads: OneQuantity}}
	b.Roles = append(b.Roles,
		Role{Hires: hired, Ramp: 1, Hours: 5 * OneQuantity, Utilisation: OneQuantity, Subcontract: 30_000_000, Services: []int{1}, Pay: b.PayOf(1_000_000_000, 0, 0)},
		Role{Hires: hired, Ramp: 1, Deals: OneQuantity, Commission: OneRate / 10, Pay: b.PayOf(1_000_000_000, 0, 0)},
		Role{Hires: hired, Ramp: 1, Pay: b.PayOf(1_000_000_000, 0, 0)})
	for kind := Rebate; kind <= MDF; kind++ {
		b.Vendor = append(b.Vendor, VendorMoney{Kind: kind, Amount: 700, First: 1, Last: b.Months, Lag: 2})
	}
	b.Costs = append(b.Costs, Cost{Amount: 900, First: 1, Last: b.Months, Marketing: true}, Cost{Rate: OneRate / 20, First: 1, Last: b.Months})
}

// Halves go away from zero: of revenue and cost up, of vendor money, which stands below 0, down.
func TestHalvesGoAwayFromZero(t *testing.T) {
	for _, tt := range []struct{ units, want int64 }{{4999, 0}, {5000, 1}, {15000, 2}, {24999, 2}, {25000, 3}} {
		l := run(1, func(b *Book) {
			// A unit at a cent, all of it as a cost, and all of that as a rebate.
			b.Products = append(b.Products, product(b, tt.units, 10_000, OneRate))
			b.Vendor = append(b.Vendor, VendorMoney{Kind: Rebate, Rate: OneRate, First: 1, Last: 1})
		}, func(b *Book) { b.Vendor[0].On = []int{b.Products[0].CostRow} })
		p := l.Products[0]
		if revenue, cost, rebate := l.Rows[p.RevenueRow][1], l.Rows[p.CostRow][1], l.Rows[l.Vendor[0].Row][1]; revenue != tt.want || cost != tt.want || rebate != -tt.want {
			t.Errorf("%d units: revenue %d, cost %d, rebate %d, want %d", tt.units, revenue, cost, rebate, tt.want)
		}
	}
	for _, tt := range []struct{ base, want int64 }{{1, -1}, {2, -1}, {3, -2}, {5, -3}} {
		l := run(1, func(b *Book) {
			b.Products = append(b.Products, product(b, tt.base*OneQuantity, 10_000, OneRate))
			b.Vendor = append(b.Vendor, VendorMoney{Kind: Rebate, Rate: OneRate / 2, First: 1, Last: 1})
		}, func(b *Book) { b.Vendor[0].On = []int{b.Products[0].CostRow} })
		if got := l.Rows[l.Vendor[0].Row][1]; got != tt.want {
			t.Errorf("half of %d is a rebate of %d, want %d", tt.base, got, tt.want)
		}
	}
}

func TestPart(t *testing.T) {
	for _, tt := range []struct{ customers, rate, want int64 }{
		{1, OneRate / 2, 1}, {1, OneRate/2 - 1, 0}, {3, OneRate / 2, 2}, {MaxQuantity, OneRate, MaxQuantity}, {MaxQuantity, 1, 100}, {0, OneRate, 0},
	} {
		if got := part(tt.customers, tt.rate); got != tt.want {
			t.Errorf("%d of %d: got %d, want %d", tt.rate, tt.customers, got, tt.want)
		}
	}
}

// Of x with days = 30a + b, round(x × (30 − b) ÷ 30) moves a months later, the rest one more; of
// amounts below 0 as of those above.
func TestLater(t *testing.T) {
	for _, tt := range []struct {
		from int64
		days int
		want []int64
	}{
		{100, 0, []int64{100, 0, 0}},
		{100, 30, []int64{0, 100, 0}},
		{100, 40, []int64{0, 67, 33}}, // 66.67
		{1, 15, []int64{1, 0, 0}},     // a half stays
		{-1, 15, []int64{-1, 0, 0}},
		{-3, 15, []int64{-2, -1, 0}},
		{100, 80, []int64{0, 0, 33}}, // and 67 after the end
		{100, 90, []int64{0, 0, 0}},
	} {
		got := make([]int64, 3)
		later(got, []int64{tt.from}, tt.days)
		if !slices.Equal(got, tt.want) {
			t.Errorf("%d after %d days: got %d, want %d", tt.from, tt.days, got, tt.want)
		}
	}
}

// 1000 customers join in month 1; a tenth of what is there leaves each month, half of the rest renews
// in month 13. By hand: 1000, 900, 810, 729, … of which 10^-4 are kept.
func TestCohortByTheMonth(t *testing.T) {
	l := run(14, func(b *Book) {
		joining := make([]int64, 15)
		joining[1] = 1000
		b.Recurring = append(b.Recurring, Recurring{
			Joining: joining, Churn: OneRate / 10, Renewal: OneRate / 2,
			Price: b.Prices(10_000_000_000, 0), FirstCost: OneRate / 2, RenewalCost: OneRate / 4,
		})
	})
	r := l.Recurring[0]
	// round(o ÷ 10) leaves of o = 1000, 900, 810, 729, 656, 590, 531, 478, 430, 387, 348, 313, 282.
	want := []int64{0, 1000, 900, 810, 729, 656, 590, 531, 478, 430, 387, 348, 313, 141, 127}
	if got := l.Rows[r.BaseRow]; !slices.Equal(got, want) {
		t.Errorf("the base is %d, want %d", got, want)
	}
	// In month 13: of 313, 31 leave; of 282 half renew.
	if churned, lost := l.Rows[r.ChurnedRow][13], l.Rows[r.NotRenewedRow][13]; churned != 31 || lost != 141 {
		t.Errorf("%d leave and %d do not renew", churned, lost)
	}
	// 10,000 a customer: 0.0313 and 0.0141 of one, half and a quarter of it as cost.
	for month, want := range map[int][2]int64{12: {31300, 15650}, 13: {14100, 3525}} {
		if got := [2]int64{l.Rows[r.RevenueRow][month], l.Rows[r.CostRow][month]}; got != want {
			t.Errorf("month %d: got %d, want %d", month, got, want)
		}
	}
}

// A customer joins in month 1 and is billed 12 × 0.0833 = 1.00 for the year: earned by rounding what
// is earned so far, 8 cents (8.33), 9 (16.67), 8 (25), …
func TestCohortByTheYear(t *testing.T) {
	l := run(13, func(b *Book) {
		joining := make([]int64, 14)
		joining[1] = OneQuantity
		b.Recurring = append(b.Recurring, Recurring{Joining: joining, Churn: OneRate / 2, Renewal: OneRate, Price: b.Prices(83_333, 0), Yearly: true})
	})
	r := l.Recurring[0]
	want := []int64{0, 8, 9, 8, 8, 9, 8, 8, 9, 8, 8, 9, 8, 4} // of half a customer 50 cents from month 13 on: 4.17
	if got := l.Rows[r.RevenueRow]; !slices.Equal(got, want) {
		t.Errorf("earned %d, want %d", got, want)
	}
	billed := make([]int64, 14)
	billed[1], billed[13] = 100, 50
	if got := l.Rows[l.Totals.Billed]; !slices.Equal(got, billed) {
		t.Errorf("billed %d, want %d", got, billed)
	}
	if got := l.Closing().DeferredRevenue; got != 46 {
		t.Errorf("%d is deferred", got)
	}
}

// A base of 12 customers billed by the year, one with an anniversary in each month. Of its last bill the
// one of month 1 has nothing left, the one of month 2 a month, … the one of month 12 eleven: 66 in all.
func TestOpeningBaseIsDeferred(t *testing.T) {
	l := run(12, func(b *Book) {
		b.Recurring = append(b.Recurring, Recurring{Joining: make([]int64, 13), Base: 12 * OneQuantity, Renewal: OneRate, Price: b.Prices(1_000_000, 0), Yearly: true})
	})
	if l.Deferred != 6600 {
		t.Errorf("%d is deferred", l.Deferred)
	}
	for month := 1; month <= 12; month++ {
		if got := l.Rows[l.Totals.Revenue][month]; got != 1200 {
			t.Errorf("month %d earns %d", month, got)
		}
	}
}

// A pool of 10 hours for services of 9 and 6: 6 and 4 of their own, the rest at 30 an hour.
func TestPool(t *testing.T) {
	l := run(2, func(b *Book) {
		b.Products = append(b.Products, product(b, OneQuantity, 0, 0))
		b.Services = append(b.Services, Service{Attach: OneRate, Hours: 9 * OneQuantity}, Service{Attach: OneRate, Hours: 6 * OneQuantity})
		b.Roles = append(b.Roles, Role{
			Hires: []Hire{{Month: 1, Leave: 3, Heads: OneQuantity}}, Ramp: 2, Hours: 20 * OneQuantity, Utilisation: OneQuantity / 2,
			Subcontract: 30_000_000, Services: []int{0, 1}, Pay: b.PayOf(1_200_000_000, OneRate/4, 0),
		})
	})
	role := l.Roles[0]
	for _, tt := range []struct {
		name             string
		row, first, full int64
	}{
		// A head of 20 hours, half of them to be used, half of that in the first of two months.
		{"capacity", int64(role.CapacityRow), 5 * OneQuantity, 10 * OneQuantity},
		{"available", int64(role.AvailableRow), 20 * OneQuantity, 20 * OneQuantity},
		{"own hours of the first", int64(l.Services[0].OwnRow), 3 * OneQuantity, 6 * OneQuantity},
		{"own hours of the second", int64(l.Services[1].OwnRow), 2 * OneQuantity, 4 * OneQuantity},
		{"subcontracted", int64(l.Services[0].CostRow), 180_00, 90_00},
		{"needed", int64(role.NeededRow), OneQuantity * 3 / 2, OneQuantity * 3 / 2},
		{"shortfall", int64(role.ShortRow), 10 * OneQuantity, 5 * OneQuantity},
		{"pay", int64(role.PayRow), 125_00, 125_00}, // 1200 × 1.25 ÷ 12
	} {
		if got := l.Rows[tt.row]; got[1] != tt.first || got[2] != tt.full {
			t.Errorf("%s is %d, want %d and %d", tt.name, got[1:], tt.first, tt.full)
		}
	}
}

// Marketing funds pay for marketing, entry after entry, and what is too much reduces cost of sales: all of
// it in month 2, which has no marketing.
func TestFunds(t *testing.T) {
	l := run(2, func(b *Book) {
		b.Costs = append(b.Costs, Cost{Amount: 1000, First: 1, Last: 1, Marketing: true})
		b.Vendor = append(b.Vendor, VendorMoney{Kind: MDF, Amount: 700, First: 1, Last: 2}, VendorMoney{Kind: MDF, Amount: 500, First: 1, Last: 2})
	})
	for month, want := range map[int][6]int64{1: {-700, 0, -300, -200, 200, 200}, 2: {0, -700, 0, -500, 1200, 1200}} {
		var got [6]int64
		for i, row := range []int{l.Vendor[0].Row, l.Vendor[0].ExcessRow, l.Vendor[1].Row, l.Vendor[1].ExcessRow, l.Totals.GrossMargin, l.Totals.OperatingProfit} {
			got[i] = l.Rows[row][month]
		}
		if got != want {
			t.Errorf("month %d: got %d, want %d", month, got, want)
		}
	}
}

// Losses of 300, 100 and 0, then profits of 200 and 1000, of which losses offset half: 100 of 200 and
// 300 of 1000, the oldest first. Those that may be used for one year only leave the last alone.
func TestTax(t *testing.T) {
	profits := []int64{-300, -100, 0, 200, 1000}
	for _, tt := range []struct {
		years int
		want  []int64
	}{
		{0, []int64{0, 0, 0, 20, 140}},
		{1, []int64{0, 0, 0, 40, 200}},
		{2, []int64{0, 0, 0, 20, 200}}, // 100 of the second year
		{3, []int64{0, 0, 0, 20, 180}}, // 100 of the first year, 100 of the second
	} {
		l := run(60, func(b *Book) { b.Tax = Tax{Rate: OneRate / 5, Share: OneRate / 2, Years: tt.years} })
		var got []int64
		for y, made := range profits {
			l.Rows[l.Totals.OperatingProfit][12*y+5] = made
		}
		l.assess()
		for y := range profits {
			got = append(got, l.Rows[l.Totals.Tax][12*y+12])
		}
		if !slices.Equal(got, tt.want) {
			t.Errorf("for %d years: got %d, want %d", tt.years, got, tt.want)
		}
	}
}

func TestGrow(t *testing.T) {
	b := &Book{Months: 5}
	b.Fiscal(11) // months 11, 12, then 1, 2, 3 of a year
	season := slices.Repeat([]int64{OneRate}, 12)
	season[0] = 2 * OneRate
	for _, tt := range []struct {
		first         int
		trend, growth int64
		want          []int64
		outgrown      int
	}{
		{2, 10 * OneRate, OneRate / 2, []int64{0, 0, 10_0000, 30_0000, 22_5000, 33_7500}, 0},
		{1, 10 * OneRate, -OneRate, []int64{0, 10_0000, 0, 0, 0, 0}, 0},
		{1, MaxTrend / 2, 0, []int64{0, MaxQuantity / 2, MaxQuantity / 2, MaxQuantity, MaxQuantity / 2, MaxQuantity / 2}, 0},
		{1, MaxTrend/2 + OneRate, 0, make([]int64, 6), 3}, // twice that in the first month of a year
		{1, 1 * OneRate, 10 * OneRate, []int64{0, 1_0000, 11_0000, 242_0000, 1331_0000, 14641_0000}, 0},
		{1, 100 * OneRate, 10 * OneRate, make([]int64, 6), 5}, // 1,464,100
	} {
		units := make([]int64, 6)
		outgrown := b.Grow(units, tt.first, tt.trend, tt.growth, season)
		if !slices.Equal(units, tt.want) || outgrown != tt.outgrown {
			t.Errorf("%d growing by %d: got %d and %d, want %d and %d", tt.trend, tt.growth, units, outgrown, tt.want, tt.outgrown)
		}
	}
	if want := []Span{{1, 2}, {3, 5}}; !slices.Equal(b.Years, want) {
		t.Errorf("the fiscal years are %v", b.Years)
	}
}

// Prices fall and pay rises with each plan year: a price is rounded every year, pay is exact.
func TestPlanYears(t *testing.T) {
	b := &Book{Months: 25, PerPrice: 100_000_000}
	if got := b.Prices(1_000_001, OneRate/2); !slices.Equal(got, []int64{1_000_001, 500_001, 250_001}) {
		t.Errorf("got %d", got)
	}
	var got []string
	for _, p := range b.PayOf(120_000_000, OneRate/2, OneRate/10) {
		got = append(got, new(big.Rat).Mul(new(big.Rat).SetFrac(p.Num, p.Den), big.NewRat(OneQuantity, 1)).RatString())
	}
	// 120 × 1.5 ÷ 12 in cents, and a tenth more each year, not rounded.
	if want := []string{"1500", "1650", "1815"}; !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}
