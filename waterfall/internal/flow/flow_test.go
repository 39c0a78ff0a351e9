package flow_test

import (
	"testing"
	"time"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/internal/flow"
)

var number = testkit.Number

func texts(numbers []decimal.Decimal) (all []string) {
	for _, n := range numbers {
		all = append(all, n.String())
	}
	return all
}

func halved(volume exact.Fraction) exact.Fraction { return volume.Div(number("2")) }

func doubled(volume exact.Fraction) exact.Fraction { return volume.Mul(number("2")) }

func lag(shares ...string) (all []decimal.Decimal) {
	for _, s := range shares {
		all = append(all, number(s))
	}
	return all
}

// 100 enter at first, half of them convert: 25 at once, 15 later, 10 never. Then 8 more enter in
// the second period.
func TestPass(t *testing.T) {
	w := flow.New(2)
	w.Enter(0, number("100"))
	w.Pass(halved, lag("0.5", "0.3"))
	w.Enter(1, number("8"))
	whole := w.Volume().Round(0)
	if diff := testkit.Diff([]string{"25", "23", "10"}, texts(w.Split(whole, 0))); diff != "" || whole.String() != "58" {
		t.Errorf("of %s (-want +got):\n%s", whole, diff)
	}
}

// 40 are wanted in the last period, and 80 % of what converts ever comes, half of that a period later. So 100
// were there before, half of them a period earlier.
func TestBack(t *testing.T) {
	w := flow.New(2)
	w.Enter(0, number("40"))
	w.Back(doubled, lag("0.4", "0.4"))
	whole := w.Volume().Round(0)
	if diff := testkit.Diff([]string{"50", "50", "0"}, texts(w.Split(whole, 0))); diff != "" {
		t.Errorf("of %s (-want +got):\n%s", whole, diff)
	}
}

// Demand enters on the 30 days of April; a quarter of it gets to the second stage a month later, and
// the rest two months later.
func TestArrived(t *testing.T) {
	day := func(month, day int) partnermath.Date { return partnermath.NewDate(2026, time.Month(month), day) }
	units := []partnermath.Period{{Start: day(3, 16), End: day(4, 16)}, {Start: day(4, 16), End: day(5, 16)}, {Start: day(5, 16), End: day(6, 16)}}
	entry := partnermath.Period{Start: day(4, 1), End: day(5, 1)}
	lags := [][]decimal.Decimal{nil, lag("0", "0.25", "0.75"), nil}
	all := flow.Arrived(lags, units, entry, 4, func(partnermath.Period) bool { return true })
	// Of 15 days each: 15 × 0.25 in the second unit, 15 × 0.25 + 15 × 0.75 in the third, of 30.
	if diff := testkit.Diff([]string{"1", "0.625", "0.625"}, texts(all)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	last := flow.Arrived(lags, units, entry, 4, func(u partnermath.Period) bool { return u == units[2] })
	if diff := testkit.Diff([]string{"0", "0.5", "0.5"}, texts(last)); diff != "" {
		t.Errorf("in the last (-want +got):\n%s", diff)
	}
}
