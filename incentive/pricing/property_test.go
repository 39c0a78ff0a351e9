package pricing_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/pricing"
	"github.com/partnermath/partnermath/internal/testkit"
)

func drawn(t *rapid.T, what string, low, high int64, places int32) decimal.NullDecimal {
	return decimal.NewNullDecimal(testkit.Decimal(low, high, places).Draw(t, what))
}

// drawStacking draws up to six programs, of rates on the amount only if so asked.
func drawStacking(t *rapid.T, ratesOnly bool) pricing.Stacking {
	s := stacking(rapid.SampledFrom(pricing.StackMethod("").Values()).Draw(t, "method"))
	s.BestOfGroup = s.Method != pricing.StackBestOf && rapid.Bool().Draw(t, "best of group")
	for i := range rapid.IntRange(1, 6).Draw(t, "programs") {
		p := pricing.StackProgram{ID: string(rune('a' + i)), Priority: rapid.IntRange(0, 2).Draw(t, "priority")}
		kind := 0
		if !ratesOnly {
			kind = rapid.IntRange(0, 4).Draw(t, "kind")
		}
		switch kind {
		case 0, 1:
			p.Rate = drawn(t, "rate", 0, 1, 3)
		case 2:
			p.Rate, p.OnMargin = drawn(t, "rate", 0, 1, 12), true
		case 3:
			p.PerUnit = drawn(t, "per unit", 0, 20, 3)
		case 4:
			p.Amount = drawn(t, "amount", 0, 50, 2)
		}
		if s.Method == pricing.StackByProgram {
			p.ApplyReduction, p.ExcludeFromReduction = p.Rate.Valid && rapid.Bool().Draw(t, "apply"), rapid.Bool().Draw(t, "exclude")
		}
		if s.Method != pricing.StackBestOf {
			p.Group = rapid.SampledFrom([]string{"", "", "g", "h"}).Draw(t, "group")
		}
		if rapid.IntRange(0, 3).Draw(t, "has a minimum") == 0 {
			p.Minimum = drawn(t, "minimum", 0, 100, 2)
		}
		if rapid.IntRange(0, 3).Draw(t, "has a cap") == 0 {
			p.Cap = drawn(t, "cap", 0, 30, 2)
		}
		s.Programs = append(s.Programs, p)
	}
	return s
}

func drawSale(t *rapid.T) pricing.Sale {
	return pricing.Sale{ID: "inv", Amount: drawn(t, "amount", 0, 100, 2), Margin: drawn(t, "margin", -50, 50, 2), Units: drawn(t, "units", 0, 9, 4)}
}

func stack(t rapid.TB, s pricing.Stacking, of pricing.Sale) pricing.Stacked {
	t.Helper()
	got, err := pricing.Stack(s, of)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// Programs never pay more than the sale; their lines add up; a group pays once; nobody is
// paid more than alone; and an input is not changed.
func TestStackProperty(t *testing.T) { rapid.Check(t, stacksSoundly) }

func FuzzStack(f *testing.F) { f.Fuzz(rapid.MakeFuzz(stacksSoundly)) }

func stacksSoundly(t *rapid.T) {
	s, of := drawStacking(t, false), drawSale(t)
	before := testkit.JSON(t, s) + testkit.JSON(t, of)
	got := stack(t, s, of)
	testkit.RoundTrip(t, got)
	left, groups := of.Amount.Decimal, map[string]bool{}
	for _, l := range got.Lines {
		left = left.Sub(l.Amount)
		if !l.Left.Equal(left) || l.Amount.IsNegative() || l.Amount.GreaterThan(l.Alone) {
			t.Fatalf("%s pays %s, alone %s, and leaves %s of %s", l.Program, l.Amount, l.Alone, l.Left, left)
		}
		i := slices.IndexFunc(s.Programs, func(p pricing.StackProgram) bool { return p.ID == l.Program })
		group := s.Programs[i].Group
		if s.Method == pricing.StackBestOf {
			group = "all"
		}
		if group != "" && l.Amount.IsPositive() {
			if groups[group] {
				t.Fatalf("group %s pays twice", group)
			}
			groups[group] = true
		}
	}
	if left.IsNegative() || !got.Left.Equal(left) || !got.Total.Add(left).Equal(of.Amount.Decimal) || len(got.Lines) != len(s.Programs) {
		t.Fatalf("%s of %s is paid, %s left", got.Total, of.Amount.Decimal, got.Left)
	}
	if diff := cmp.Diff(before, testkit.JSON(t, s)+testkit.JSON(t, of)); diff != "" {
		t.Fatalf("the input changed:\n%s", diff)
	}
}

// The least and the most are those of all orders that priorities can make, and the first of
// equal ones.
func TestOrdersProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, of := drawStacking(t, true), drawSale(t)
		if len(s.Programs) > 4 {
			s.Programs = s.Programs[:4]
		}
		got, err := pricing.CompareOrders(s, of)
		if err != nil {
			t.Fatal(err)
		}
		var least, most pricing.Stacked
		for i, order := range permutations(len(s.Programs)) {
			ordered := s
			ordered.Programs = slices.Clone(s.Programs)
			for at, program := range order {
				ordered.Programs[program].Priority = at
			}
			one := stack(t, ordered, of)
			if i == 0 || one.Total.LessThan(least.Total) {
				least = one
			}
			if i == 0 || one.Total.GreaterThan(most.Total) {
				most = one
			}
		}
		want := pricing.OrderComparison{Given: stack(t, s, of), Least: least, Most: most, Spread: most.Total.Sub(least.Total)}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
	})
}

// permutations are those of 0 to n-1 in the order of a dictionary.
func permutations(n int) [][]int {
	all := [][]int{nil}
	for range n {
		var longer [][]int
		for _, start := range all {
			for i := range n {
				if !slices.Contains(start, i) {
					longer = append(longer, append(slices.Clone(start), i))
				}
			}
		}
		all = longer
	}
	return all
}

func drawClaims(t *rapid.T) []pricing.PriceClaim {
	var all []pricing.PriceClaim
	for i := range rapid.IntRange(0, 12).Draw(t, "claims") {
		c := pricing.PriceClaim{
			ID: fmt.Sprintf("c%02d", i), Agreement: rapid.SampledFrom([]string{"deal", "open", "fall", "rise", "nope"}).Draw(t, "agreement"),
			Partner: rapid.SampledFrom([]string{"p", "p", "q"}).Draw(t, "partner"), Product: rapid.SampledFrom([]string{"x", "x", "x", "y"}).Draw(t, "product"),
			Submitted: on("06-25").AddDays(rapid.IntRange(0, 60).Draw(t, "submitted")),
		}
		switch c.Agreement {
		case "fall", "rise":
			c.OnHand, c.Received = drawn(t, "on hand", 0, 9, 4), drawn(t, "received", 0, 9, 4)
		default:
			c.Sale, c.Customer, c.Date = rapid.SampledFrom([]string{"i", "j"}).Draw(t, "sale"), "k", on("05-28").AddDays(rapid.IntRange(0, 40).Draw(t, "sold"))
			c.Quantity = drawn(t, "quantity", 0, 5, 2)
		}
		all = append(all, c)
	}
	return all
}

// Claims use no more than their agreement, whatever the order in which they are listed;
// later ones change no earlier line, and what is used stands in for claims that are left out.
func TestClaimsProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, all := terms(), drawClaims(t)
		p.NetRises = rapid.Bool().Draw(t, "net")
		if rapid.Bool().Draw(t, "deadline") {
			p.ClaimDays = null("30")
		}
		got := settle(t, p, all)
		testkit.RoundTrip(t, got)
		if diff := cmp.Diff(testkit.JSON(t, got), testkit.JSON(t, settle(t, p, rapid.Permutation(all).Draw(t, "shuffled")))); diff != "" {
			t.Fatalf("shuffled (-want +got):\n%s", diff)
		}
		if use := got.Agreements[0]; use.Used.GreaterThan(number("10")) || !use.Used.Add(use.Left.Decimal).Equal(number("10")) {
			t.Fatalf("%s used, %s left", use.Used, use.Left.Decimal)
		}
		units, total := decimal.Decimal{}, decimal.Decimal{}
		for _, l := range got.Lines {
			units, total = units.Add(l.Units), total.Add(l.Amount)
			if l.Amount.IsNegative() && !p.NetRises || l.Units.GreaterThan(l.Claimed.Decimal) || l.Limit.Valid && l.Units.GreaterThan(l.Limit.Decimal) {
				t.Fatalf("%+v", l)
			}
		}
		for _, u := range got.Claimed {
			units = units.Sub(u.Units)
		}
		if !units.IsZero() || !total.Equal(got.Total) {
			t.Fatalf("%s units are not published; %s is %s", units, total, got.Total)
		}

		cut := on("07-10")
		early := settle(t, p, slices.DeleteFunc(slices.Clone(all), func(c pricing.PriceClaim) bool { return c.Submitted.After(cut) }))
		if diff := cmp.Diff(testkit.JSON(t, early.Lines), testkit.JSON(t, got.Lines[:len(early.Lines)])); diff != "" {
			t.Fatalf("later claims change earlier lines (-want +got):\n%s", diff)
		}
		p.Agreements[0].Used, p.Agreements[1].Used = decimal.NewNullDecimal(early.Agreements[0].Used), decimal.NewNullDecimal(early.Agreements[1].Used)
		late := settle(t, p, slices.DeleteFunc(slices.Clone(all), func(c pricing.PriceClaim) bool {
			return !c.Submitted.After(cut) && (c.Agreement == "deal" || c.Agreement == "open")
		}))
		if both := late.Agreements[0]; !both.Used.Equal(got.Agreements[0].Used) || !both.Amount.Add(early.Agreements[0].Amount).Equal(got.Agreements[0].Amount) {
			t.Fatalf("in two batches %+v, in one %+v", both, got.Agreements[0])
		}
	})
}

func drawMovements(t *rapid.T, from partnermath.Date, days int) []pricing.Movement {
	var all []pricing.Movement
	for i := range rapid.IntRange(0, 20).Draw(t, "movements") {
		m := pricing.Movement{
			ID: fmt.Sprintf("m%02d", i), Partner: rapid.SampledFrom([]string{"p", "q", "r"}).Draw(t, "partner"),
			Product: rapid.SampledFrom([]string{"x", "y"}).Draw(t, "product"), Kind: rapid.SampledFrom(pricing.MovementKind("").Values()).Draw(t, "kind"),
			Date: from.AddDays(rapid.IntRange(0, days-1).Draw(t, "day")), Quantity: drawn(t, "quantity", 0, 50, 4),
		}
		if m.Kind == pricing.MovementOpening {
			m.Date = from
		}
		if rapid.IntRange(0, 9).Draw(t, "unknown") == 0 {
			m.Quantity = decimal.NullDecimal{}
		}
		all = append(all, m)
	}
	return all
}

// Closing is known exactly where all that it comes from is, and follows from that; the
// order of movements does not matter; and what closes a period opens the next.
func TestStockProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := weeks4()
		all := drawMovements(t, p.Period.Start, 28)
		got := measure(t, p, all)
		testkit.RoundTrip(t, got)
		if diff := cmp.Diff(testkit.JSON(t, got), testkit.JSON(t, measure(t, p, rapid.Permutation(all).Draw(t, "shuffled")))); diff != "" {
			t.Fatalf("shuffled (-want +got):\n%s", diff)
		}
		for _, l := range append(slices.Clone(got.Lines), got.Products...) {
			if l.Closing.Valid != (l.Opening.Valid && l.SellIn.Valid && l.Returns.Valid && l.SellThrough.Valid) {
				t.Fatalf("%+v", l)
			}
			if sum := l.Opening.Decimal.Add(l.SellIn.Decimal).Sub(l.Returns.Decimal).Sub(l.SellThrough.Decimal); l.Closing.Valid && !l.Closing.Decimal.Equal(sum) {
				t.Fatalf("%+v closes at %s", l, sum)
			}
		}

		// Measured until a day, and from there on.
		first, second := p, p
		first.Period.End = p.Period.Start.AddDays(rapid.IntRange(1, 27).Draw(t, "until"))
		second.Period.Start = first.Period.End
		var then []pricing.Movement
		closes := map[string]bool{}
		for _, l := range measure(t, first, all).Lines {
			if l.Closing.Valid && !l.Closing.Decimal.IsNegative() {
				closes[l.Partner+l.Product] = true
				then = append(then, pricing.Movement{ID: "o" + l.Partner + l.Product, Partner: l.Partner, Product: l.Product, Kind: pricing.MovementOpening, Date: second.Period.Start, Quantity: l.Closing})
			}
		}
		for _, l := range measure(t, second, append(then, all...)).Lines {
			i := slices.IndexFunc(got.Lines, func(g pricing.StockLine) bool { return g.Partner == l.Partner && g.Product == l.Product })
			if whole := got.Lines[i].Closing; closes[l.Partner+l.Product] && l.Closing.Valid && (!whole.Valid || !whole.Decimal.Equal(l.Closing.Decimal)) {
				t.Fatalf("closes at %v in one period, at %s in two", whole, l.Closing.Decimal)
			}
		}
	})
}

// Whatever is handed in, nothing panics, and every error is a list of faults.
func TestHostileInput(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, of := drawStacking(t, false), drawSale(t)
		p, all := terms(), drawClaims(t)
		policy, moved := weeks4(), drawMovements(t, on("06-01"), 28)
		policy.Faulty = rapid.SampledFrom([]partnermath.Faulty{"", partnermath.FaultySetApart}).Draw(t, "faulty")
		p.Faulty = policy.Faulty
		testkit.Plant(t, &s, &of)
		testkit.Plant(t, &p)
		testkit.Plant(t, &policy)
		for i := range all {
			testkit.Plant(t, &all[i])
		}
		for i := range moved {
			testkit.Plant(t, &moved[i])
		}
		_, err := pricing.Stack(s, of)
		testkit.Faults(t, err)
		_, err = pricing.CompareOrders(s, of)
		testkit.Faults(t, err)
		settled, err := pricing.SettleClaims(p, all)
		testkit.Faults(t, err)
		_, err = pricing.SettleClaims(terms(), all)
		testkit.Faults(t, err)
		report, err := pricing.MeasureStock(policy, moved)
		testkit.Faults(t, err)
		testkit.JSON(t, settled)
		testkit.JSON(t, report)
	})
}
