package budget_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/internal/budget"
)

func option(fixed, low, high int64, forced bool, rate string) *budget.Option {
	return &budget.Option{
		Fixed: fixed, Low: low, High: high, Forced: forced,
		Rate: exact.NewFraction(testkit.Number(rate), decimal.NewFromInt(1)),
	}
}

func TestSpread(t *testing.T) {
	for _, tt := range []struct {
		name    string
		budget  int64
		options []*budget.Option
		spends  []int64
		// price is of money, and bound what none can bring more than, in whole units of 100.
		price, bound string
	}{
		{
			"the best rate first", 1000,
			[]*budget.Option{option(0, 0, 1000, false, "2"), option(0, 0, 600, false, "3")},
			[]int64{400, 600},
			"2", "26",
		},
		{
			"a minimum", 1000,
			[]*budget.Option{option(0, 300, 1000, true, "1"), option(0, 0, 1000, false, "3")},
			[]int64{300, 700},
			"3", "24",
		},
		{
			// 3 × 800 is less than 2.5 × 1000, which costs nothing to open.
			"opening that does not pay", 1000,
			[]*budget.Option{option(200, 200, 1000, false, "3"), option(0, 0, 1000, false, "2.5")},
			[]int64{0, 1000},
			"2.5", "25",
		},
		{
			"opening that pays", 1000,
			[]*budget.Option{option(100, 100, 1000, false, "3"), option(0, 0, 1000, false, "2.5")},
			[]int64{1000, 0},
			"2.7", "27",
		},
		{
			"more than can be spent", 1000,
			[]*budget.Option{option(0, 0, 400, false, "2")},
			[]int64{400},
			"0", "8",
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			budget.Spread(tt.budget, tt.options)
			var spends []int64
			for _, o := range tt.options {
				spends = append(spends, o.Spend)
			}
			if diff := testkit.Diff(tt.spends, spends); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
			price, bound := budget.Bound(tt.budget, 2, tt.options)
			if price.String() != tt.price || bound.String() != tt.bound {
				t.Errorf("the price is %s and the bound %s, want %s and %s", price, bound, tt.price, tt.bound)
			}
		})
	}
}

// With more options than are tried in all combinations, the search finds what is to be opened, too: of 14
// that take 100 or nothing, the ten with the best rates, which it has to exchange the first ten for.
func TestSearch(t *testing.T) {
	var options []*budget.Option
	for i := range 14 {
		options = append(options, option(10, 100, 100, false, decimal.New(int64(20+i), -1).String()))
	}
	budget.Spread(1000, options)
	for i, o := range options {
		want := int64(100)
		if i < 4 {
			want = 0
		}
		if o.Spend != want {
			t.Errorf("option %d gets %d, want %d", i, o.Spend, want)
		}
	}
}
