package pricing_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/pricing"
)

// movement reads "partner product kind day quantity", with o, i, r and s for the kinds and -
// for a quantity that is not known. Its id is what it says unless it is followed by one.
func movement(text string) pricing.Movement {
	words := strings.Fields(text)
	m := pricing.Movement{ID: strings.Join(words, "-"), Partner: words[0], Product: words[1], Date: on(words[3])}
	m.Kind = map[string]pricing.MovementKind{
		"o": pricing.MovementOpening, "i": pricing.MovementSellIn, "r": pricing.MovementReturn, "s": pricing.MovementSellThrough,
	}[words[2]]
	if words[4] != "-" {
		m.Quantity = null(words[4])
	}
	if len(words) > 5 {
		m.ID = words[5]
	}
	return m
}

func movements(texts ...string) []pricing.Movement {
	var all []pricing.Movement
	for _, text := range texts {
		all = append(all, movement(text))
	}
	return all
}

// weeks4 is a period of 28 days, of which more than 8 weeks of stock is too much.
func weeks4() pricing.StockPolicy {
	return pricing.StockPolicy{Period: days("06-01", "06-29"), MaxWeeks: null("8")}
}

// stockLines writes "partner product opening sellIn returns sellThrough = closing weeks".
func stockLines(lines []pricing.StockLine) []string {
	show := func(n decimal.NullDecimal) string {
		if !n.Valid {
			return "?"
		}
		return n.Decimal.String()
	}
	var all []string
	for _, l := range lines {
		text := fmt.Sprint(l.Partner, " ", l.Product, " ", show(l.Opening), " ", show(l.SellIn), " ", show(l.Returns), " ", show(l.SellThrough), " = ", show(l.Closing), " ", show(l.Weeks))
		if l.Stuffed {
			text += " stuffed"
		}
		if l.Known+l.Unknown > 0 {
			text += fmt.Sprint(" of ", l.Known, "/", l.Unknown)
		}
		all = append(all, text)
	}
	return all
}

func measure(t rapid.TB, p pricing.StockPolicy, all []pricing.Movement) pricing.StockReport {
	t.Helper()
	r, err := pricing.MeasureStock(p, all)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestMeasureStock(t *testing.T) {
	for _, tt := range []struct {
		name      string
		movements []pricing.Movement
		want      []string
	}{
		// 10 + 25 − 2 − 12 = 21; 12 in 4 weeks are 3 a week.
		{"all kinds", movements("p x o 06-01 10", "p x i 06-01 20", "p x i 06-28 5", "p x r 06-10 2", "p x s 06-05 8", "p x s 06-20 4"), []string{"p x 10 25 2 12 = 21 7"}},
		{"8 weeks are not too much", movements("p x o 06-01 12", "p x s 06-20 4"), []string{"p x 12 0 0 4 = 8 8"}},
		{"a little more is", movements("p x o 06-01 12.0001", "p x s 06-20 4"), []string{"p x 12.0001 0 0 4 = 8.0001 8.0001 stuffed"}},
		{"less than is shown is compared", movements("p x o 06-01 90000.0001", "p x s 06-20 30000"), []string{"p x 90000.0001 0 0 30000 = 60000.0001 8 stuffed"}},
		{"nothing is sold", movements("p x o 06-01 1", "p x s 06-20 0"), []string{"p x 1 0 0 0 = 1 ? stuffed"}},
		{"nothing is there", movements("p x o 06-01 0", "p x s 06-20 0", "p y o 06-01 4", "p y s 06-20 4"), []string{"p x 0 0 0 0 = 0 ?", "p y 4 0 0 4 = 0 0"}},
		{"more is sold than there was", movements("p x o 06-01 3", "p x s 06-20 4"), []string{"p x 3 0 0 4 = -1 ?"}},
		{"more is taken back than was sold", movements("p x o 06-01 3", "p x s 06-20 -4"), []string{"p x 3 0 0 -4 = 7 ? stuffed"}},
		{"nothing is left after what is taken back", movements("p x o 06-01 0", "p x s 06-20 -4", "p x r 06-20 4"), []string{"p x 0 0 4 -4 = 0 ?"}},
		{"corrections", movements("p x o 06-01 3", "p x i 06-20 10", "p x i 06-21 -2", "p x s 06-20 8"), []string{"p x 3 8 0 8 = 3 1.5"}},
		{"other days", movements("p x o 06-01 3", "p x o 06-02 9", "p x i 05-31 10", "p x i 06-29 10", "p x s 06-20 4", "p y i 06-29 1"), []string{"p x 3 0 0 4 = -1 ?"}},
		{"nothing is reported", movements("p x i 06-10 3", "p y r 06-10 1"), []string{"p x ? 3 0 ? = ? ?", "p y ? 0 1 ? = ? ?"}},
		{"what is reported is all", movements("p x i 06-10 3", "p y o 06-01 4", "p z s 06-10 1"), []string{"p x 0 3 0 0 = 3 ? stuffed", "p y 4 0 0 0 = 4 ? stuffed", "p z 0 0 0 1 = -1 ?"}},
		{"of one partner, not of another", movements("p x o 06-01 3", "p x s 06-10 1", "q x i 06-10 3"), []string{"p x 3 0 0 1 = 2 8", "q x ? 3 0 ? = ? ?"}},
		{"quantities that are not known", movements("p w o 06-01 -", "p x i 06-10 -", "p x i 06-11 3", "p y r 06-11 -", "p z s 06-11 -"), []string{
			"p w ? 0 0 0 = ? ?", "p x 0 ? 0 0 = ? ?", "p y 0 0 ? 0 = ? ?", "p z 0 0 0 ? = ? ?",
		}},
		{"two openings", movements("p x o 06-01 3", "p x o 06-01 4", "p x s 06-10 1"), []string{"p x ? 0 0 1 = ? ?"}},
		{"nothing at all", nil, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			if diff := cmp.Diff(tt.want, stockLines(measure(t, weeks4(), tt.movements).Lines)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// Without a limit nothing is stuffed.
func TestNoMaxWeeks(t *testing.T) {
	p := weeks4()
	p.MaxWeeks = decimal.NullDecimal{}
	if r := measure(t, p, movements("p x o 06-01 1", "p x s 06-20 0")); r.Lines[0].Stuffed || len(r.Findings) > 0 {
		t.Errorf("%+v", r)
	}
}

// Products add up what is known, and say of how many; findings name the rest.
func TestStockOfChannel(t *testing.T) {
	r := measure(t, weeks4(), movements(
		"p x o 06-01 30", "p x s 06-10 8", "q x o 06-01 5", "q x s 06-10 8", "s x i 06-10 3", "q y i 06-11 -", "p z i 06-02 100", "p z i 06-29 1",
		"p z i 06-02 100", "p v o 06-01 1", "p v o 06-01 2",
	))
	want := []string{" v ? ? ? ? = ? ? of 0/1", " x 35 0 0 16 = 19 4.75 of 2/1", " y ? ? ? ? = ? ? of 0/1", " z 0 100 0 0 = 100 ? stuffed of 1/0"}
	if diff := cmp.Diff(want, stockLines(r.Products)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	findings := []partnermath.Finding{
		{Reason: pricing.FoundDuplicate, Records: 1, IDs: []string{"p-z-i-06-02-100"}},
		{Reason: pricing.FoundNegative, Records: 1, IDs: []string{"q/x"}},
		{Reason: pricing.FoundNoOpening, Records: 1, IDs: []string{"s"}},
		{Reason: pricing.FoundNoSales, Records: 1, IDs: []string{"s"}},
		{Reason: pricing.FoundOutside, Records: 1, IDs: []string{"p-z-i-06-29-1"}},
		{Reason: pricing.FoundOpening, Records: 1, IDs: []string{"p/v"}},
		{Reason: pricing.FoundStuffed, Records: 2, IDs: []string{"p/x", "p/z"}},
		{Reason: pricing.FoundQuantity, Records: 1, IDs: []string{"q-y-i-06-11--"}},
	}
	if diff := cmp.Diff(findings, r.Findings); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestMovementsSetApart(t *testing.T) {
	p := weeks4()
	p.Faulty = partnermath.FaultySetApart
	r := measure(t, p, append(movements("p x i 06-10 1 a", "p x i 06-10 2 a", "p y o 06-01 -1 b", "p z i 06-10 3 c"), pricing.Movement{}))
	if diff := cmp.Diff([]string{"p z ? 3 0 ? = ? ?"}, stockLines(r.Lines)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	want := []partnermath.Finding{
		{Reason: pricing.FoundConflict, Records: 2, IDs: []string{"a", "a"}},
		{Reason: pricing.FoundFaulty, Records: 2, IDs: []string{`""`, "b"}},
	}
	if diff := cmp.Diff(want, r.Findings[:2]); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
