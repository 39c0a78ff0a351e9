package sharing_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/sharing"
	"github.com/partnermath/partnermath/internal/testkit"
)

func whole(text string) exact.Fraction {
	return exact.NewFraction(testkit.Number(text), decimal.Decimal{})
}

// 20 for measures of 600, 300 and 100: 12, 6 and 2. Groups at most 8: 12 → 8, running 20 → 16. The
// union of the first two has 8 + 6 = 14, at most 10: running 16 → 12. All at most 9. The parts share 9 by
// 5.714 : 4.286 : 2, which is 4.2857, 3.2143 and 1.5: the cent left goes to the largest remainder.
func TestCapsByHand(t *testing.T) {
	p := sharing.New(whole("20"), []int64{600, 300, 100}, 2)
	p.CapGroups([]int{0, 1, 2}, 3, testkit.Null("8"))
	p.CapUnions([]int{0, 0, -1}, 1, testkit.Null("10"))
	p.CapAll(testkit.Null("9"))
	var got []string
	for _, c := range p.Cuts {
		got = append(got, fmt.Sprint(c.Of, " ", c.Number, " ", c.Limit, ": ", c.Before, " ", c.After))
	}
	for _, part := range p.Divide() {
		got = append(got, part.String())
	}
	want := []string{"0 0 8: 20 16", "1 0 10: 16 12", "2 0 9: 12 9", "4.29", "3.21", "1.5"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// 20 for 600 and 400: 12 and 8; 12 × 1.5 = 18, and 26 in all.
func TestMultiply(t *testing.T) {
	p := sharing.New(whole("20"), []int64{600, 400}, 2)
	p.Multiply([]decimal.NullDecimal{testkit.Null("1.5"), {}})
	if got := p.Rounded(); !got.Equal(testkit.Number("26")) {
		t.Errorf("got %s", got)
	}
	p.CapAll(decimal.NullDecimal{})
	if got := p.Divide(); !got[0].Equal(testkit.Number("18")) || !got[1].Equal(testkit.Number("8")) {
		t.Errorf("got %v", got)
	}
}

// Without shares the payout is what it is.
func TestNobody(t *testing.T) {
	p := sharing.New(whole("7.005"), nil, 2)
	p.Multiply(nil)
	p.CapGroups(nil, 0, testkit.Null("1"))
	p.CapAll(decimal.NullDecimal{})
	if got := p.Rounded(); !got.Equal(testkit.Number("7.01")) || len(p.Divide()) > 0 {
		t.Errorf("got %s", got)
	}
}

// The parts add up to what is left, which no cap leaves more of than it allows, and what the
// caps took adds up to the rest.
func TestProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 8).Draw(t, "shares")
		amount := testkit.Decimal(0, 1_000_000, 2).Draw(t, "amount")
		measures, factors := make([]int64, n), make([]decimal.NullDecimal, n)
		groups, unions := make([]int, n), make([]int, n)
		for i := range measures {
			measures[i] = rapid.Int64Range(1, 1000).Draw(t, "measure")
			factors[i] = decimal.NullDecimal{Decimal: testkit.Decimal(0, 300, 2).Draw(t, "factor"), Valid: rapid.Bool().Draw(t, "multiplied")}
			groups[i], unions[i] = rapid.IntRange(0, n-1).Draw(t, "group"), rapid.IntRange(-1, n-1).Draw(t, "union")
		}
		limit := func(what string) decimal.NullDecimal {
			return decimal.NullDecimal{Decimal: testkit.Decimal(0, 500_000, 2).Draw(t, what), Valid: rapid.Bool().Draw(t, what+" given")}
		}
		ofGroup, ofUnion, ofAll := limit("of a group"), limit("of a union"), limit("of all")
		p := sharing.New(exact.NewFraction(amount, decimal.Decimal{}), measures, 2)
		p.Multiply(factors)
		left := p.Rounded()
		p.CapGroups(groups, n, ofGroup)
		p.CapUnions(unions, n, ofUnion)
		p.CapAll(ofAll)
		for _, c := range p.Cuts {
			if !c.Before.Equal(left) || c.After.GreaterThan(c.Before) {
				t.Fatalf("%v after %s", c, left)
			}
			left = c.After
		}
		byGroup, all := make([]decimal.Decimal, n), decimal.Decimal{}
		for i, part := range p.Divide() {
			all, byGroup[groups[i]] = all.Add(part), byGroup[groups[i]].Add(part)
		}
		if !all.Equal(left) || !left.Equal(p.Rounded()) {
			t.Fatalf("%s of %s", all, left)
		}
		if ofAll.Valid && all.GreaterThan(ofAll.Decimal) {
			t.Fatalf("%s above %s", all, ofAll.Decimal)
		}
		// Each part is rounded: a cent more for each share is possible.
		slack := decimal.New(int64(n), -2)
		for g, of := range byGroup {
			if ofGroup.Valid && of.GreaterThan(ofGroup.Decimal.Add(slack)) {
				t.Fatalf("group %d has %s above %s", g, of, ofGroup.Decimal)
			}
		}
	})
}

func TestNumber(t *testing.T) {
	numbers, distinct := sharing.Number([]string{"b", "", "a", "b"}, func(s string) bool { return s == "" })
	if diff := cmp.Diff([]int{0, -1, 1, 0}, numbers) + cmp.Diff([]string{"b", "a"}, distinct); diff != "" {
		t.Error(diff)
	}
}
