package ledger

import (
	"math/big"
	"testing"

	"pgregory.net/rapid"
)

// The widest products of the inputs fit where they are worked out: in 63 bits what is multiplied
// before exact.MulDiv is called, in 126 what it multiplies.
func TestProductsFit(t *testing.T) {
	const (
		price = 1_000_000_000_000_000_000 // 10^12 with 6 decimals
		cost  = 2 * OneRate               // 1 − margin, of a margin of −1
		hours = 1000 * OneQuantity
		ramp  = 60
	)
	for _, tt := range []struct {
		name  string
		bits  int
		parts []int64
	}{
		{"units × (1 − margin)", 63, []int64{MaxQuantity, cost}},
		{"units × (1 − margin) × price", 126, []int64{MaxQuantity, cost, price}},
		{"a bill of a year", 63, []int64{MaxQuantity, MonthsPerYear}},
		{"customers × churn", 63, []int64{MaxQuantity, OneRate}},
		{"heads × ramp × hours", 63, []int64{MaxQuantity, ramp, hours}},
		{"heads × ramp × hours × utilisation", 126, []int64{MaxQuantity, ramp, hours, OneQuantity}},
		{"ramp as a divisor", 63, []int64{ramp, OneQuantity, OneQuantity}},
		{"attached × units", 126, []int64{1000 * OneRate, MaxQuantity}},
		{"trend × (1 + growth)", 126, []int64{MaxTrend, 11 * OneRate}},
		{"a month of all lines × 30 days", 63, []int64{MaxLines, MaxAmount, daysPerMonth}},
	} {
		product := big.NewInt(1)
		for _, part := range tt.parts {
			product.Mul(product, big.NewInt(part))
		}
		if product.BitLen() > tt.bits {
			t.Errorf("%s takes %d bits, not %d", tt.name, product.BitLen(), tt.bits)
		}
	}
}

// Lines × columns × the largest amount is below 10^18, and that below 2^63.
func TestTotalsFit(t *testing.T) {
	all := big.NewInt(MaxLines)
	all.Mul(all, big.NewInt(MaxMonths+1)).Mul(all, big.NewInt(MaxAmount))
	most := new(big.Int).Exp(big.NewInt(10), big.NewInt(18), nil)
	if all.Cmp(most) >= 0 || !most.IsInt64() {
		t.Errorf("all amounts add up to %s", all)
	}
}

// What is worked out above a bound is a fault at the place that makes it so, said once, and counts as
// the bound.
func TestOverTheBound(t *testing.T) {
	const most = MaxAmount // in cents, and so 10^12 at a price of 6 decimals
	for _, tt := range []struct {
		units, price int64
		want         string
	}{
		{1 * OneQuantity, most * 10_000, ""},
		{1 * OneQuantity, most*10_000 + 5_000, "products[0].price range"}, // half a minor unit more
		{1 * OneQuantity, most*10_000 + 4_999, ""},
		{MaxQuantity, 1_000_000_000_000_000_000, "products[0].price range"}, // beyond 2^63
	} {
		l := run(3, func(b *Book) { b.Products = append(b.Products, product(b, tt.units, tt.price, OneRate)) })
		got := ""
		for _, f := range l.Faults.Fields {
			got += f.Path + " " + f.Rule
		}
		if got != tt.want {
			t.Errorf("%d at %d: got %q, want %q", tt.units, tt.price, got, tt.want)
		}
		if got := l.Rows[l.Totals.Revenue][2]; got != most {
			t.Errorf("%d at %d: the revenue is %d", tt.units, tt.price, got)
		}
	}
}

// As many lines as there may be, each as large as it may be, every month: nothing wraps.
func TestLargestBook(t *testing.T) {
	l := run(MaxMonths, func(b *Book) {
		for range MaxLines - 2 { // one is the tax, one the opening cash
			b.Costs = append(b.Costs, Cost{Amount: MaxAmount, First: 0, Last: MaxMonths})
		}
		b.OpeningCash = -MaxAmount
	})
	const want = -(MaxLines - 2) * (MaxMonths + 1) * MaxAmount
	for _, row := range []int{l.Totals.NetProfit, l.Totals.Cash} {
		if got := l.Total(row); got != want {
			t.Errorf("got %d, want %d", got, int64(want))
		}
	}
	if got := l.Closing().Cash; got != want-MaxAmount || got < -1_000_000_000_000_000_000 {
		t.Errorf("the closing cash is %d", got)
	}
}

// Whatever the closed months have brought, up to the bounds on either side, the totals are the
// sums of their lines in any number of bits, and the balances move by the net profit.
func TestReportedProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		amount := rapid.OneOf(rapid.SampledFrom([]int64{-MaxAmount, 0, 1, -1, MaxAmount}), rapid.Int64Range(-MaxAmount, MaxAmount))
		l := run(rapid.IntRange(1, MaxMonths).Draw(t, "months"), func(b *Book) {
			everyPart(b)
			b.Tax.Rate = rapid.Int64Range(0, OneRate).Draw(t, "tax")
			b.Tax.Lag = rapid.IntRange(0, 20).Draw(t, "lag")
			b.CustomerDays = rapid.IntRange(0, 100).Draw(t, "customer days")
			b.SupplierDays = rapid.IntRange(0, 100).Draw(t, "supplier days")
			b.CostDays = rapid.IntRange(0, 100).Draw(t, "cost days")
		})
		accounts := l.Accounts(len(l.Products), len(l.Vendor), len(l.Costs))
		for i := range accounts {
			a := &accounts[i]
			for month := rapid.IntRange(0, l.Months).Draw(t, "month"); month <= l.Months; month += rapid.IntRange(1, 40).Draw(t, "next") {
				came := Amounts{Cost: amount.Draw(t, "cost")}
				if a.Kind == Sold {
					came.Quantity, came.Revenue = rapid.Int64Range(0, MaxQuantity).Draw(t, "quantity"), amount.Draw(t, "revenue")
				}
				l.Report(a, month, came)
			}
		}
		l.Finish()
		profit := big.NewInt(0)
		for i := range accounts {
			a := &accounts[i]
			profit.Add(profit, exactly(l, a.Revenue)).Sub(profit, exactly(l, a.Cost)).Sub(profit, exactly(l, a.Extra))
		}
		if got := exactly(l, l.Totals.OperatingProfit); got.Cmp(profit) != 0 {
			t.Fatalf("the operating profit is %s, and its lines come to %s", got, profit)
		}
		c := l.Closing()
		moved := big.NewInt(c.Cash + c.Receivables + c.VendorReceivables - c.Payables - c.TaxPayable - c.DeferredRevenue)
		moved.Sub(moved, big.NewInt(l.OpeningCash-l.Deferred))
		if net := exactly(l, l.Totals.NetProfit); net.Cmp(moved) != 0 {
			t.Fatalf("the net profit is %s, and the balances move by %s", net, moved)
		}
	})
}

// exactly adds up a row in any number of bits.
func exactly(l *Ledger, row int) *big.Int {
	sum := new(big.Int)
	if row == None {
		return sum
	}
	for _, value := range l.Rows[row] {
		sum.Add(sum, big.NewInt(value))
	}
	return sum
}

// The heads that the largest demand would need of the least hours, 10^6 ÷ (0.0001 × 0.0001), have no bound
// and fit.
func TestNeededFits(t *testing.T) {
	l := run(1, func(b *Book) {
		b.Products = append(b.Products, product(b, 0, 0, OneRate))
		b.Services = append(b.Services, Service{Attach: 0, Hours: 1, Price: 0})
		b.Roles = append(b.Roles, Role{Ramp: 1, Hours: 1, Utilisation: 1, Services: []int{0}, Pay: b.PayOf(0, 0, 0)})
	})
	l.Rows[l.Services[0].HoursRow][1] = MaxQuantity
	l.deliver(0, make([]int64, 2))
	if got := l.Rows[l.Roles[0].NeededRow][1]; got != MaxQuantity*OneQuantity*OneQuantity {
		t.Errorf("got %d", got)
	}
}
