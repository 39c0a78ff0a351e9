package profit_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/profit"
)

func TestJSON(t *testing.T) {
	c := usualCase()
	c.Months = 13
	s, err := profit.Forecast(c)
	if err != nil {
		t.Fatal(err)
	}
	d := profit.Discount{Annual: partnermath.Num(1, 1), Compounding: profit.Nominal, FirstFlow: profit.FirstAtEnd, Finance: partnermath.Num(8, 2), Reinvest: partnermath.Num(5, 2)}
	for name, text := range map[string][]byte{
		"case": testkit.RoundTrip(t, c), "statement": testkit.RoundTrip(t, s), "discount": testkit.RoundTrip(t, d), "report": testkit.RoundTrip(t, measure(t, s, d)),
	} {
		testkit.Golden(t, "json/"+name+".json", text)
	}
	testkit.RoundTrip(t, profit.Case{})
	testkit.RoundTrip(t, profit.Statement{})
	testkit.RoundTrip(t, profit.Report{})
	testkit.RoundTrip(t, profit.Flow{Date: partnermath.NewDate(2026, 1, 1), Amount: partnermath.Int(0)})
}

// Every kind of line has a formula and is in a statement.
func TestFormulas(t *testing.T) {
	s, err := profit.Forecast(usualCase())
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range append(s.Lines, s.Quantities...) {
		if l.Formula == "" {
			t.Errorf("line %s has no formula", l.Kind)
		}
	}
}

// Break-even of five shapes; flows are one-off costs and deals of a referral.
func TestBreakEven(t *testing.T) {
	for _, tt := range []struct {
		name      string
		costs     []profit.Cost
		want      profit.BreakEven
		peak      string
		operating string
	}{
		// +10 a month.
		{"already", nil, profit.BreakEven{Status: profit.BreakEvenAlready}, "0", "1"},
		// −25, then +10 a month: 0 in the middle of month 3.
		{"once", []profit.Cost{once("a", 0, 25)}, profit.BreakEven{Status: profit.BreakEvenOnce, Crossings: []profit.Crossing{{Month: 3, At: number("2.5")}}}, "25", "1"},
		// −10 at the end of month 4's +10: −5, 5, 15, 25, −15 (−50 in 4), −5, 5.
		{"several", []profit.Cost{once("a", 0, 5), once("b", 4, 50)}, profit.BreakEven{Status: profit.BreakEvenSeveral, Crossings: []profit.Crossing{{Month: 1, At: number("0.5")}, {Month: 6, At: number("5.5")}}}, "15", "5"},
		{"lost again", []profit.Cost{once("a", 0, 5), once("b", 6, 100)}, profit.BreakEven{Status: profit.BreakEvenLostAgain, Crossings: []profit.Crossing{{Month: 1, At: number("0.5")}}}, "45", ""},
		{"never", []profit.Cost{once("a", 0, 100)}, profit.BreakEven{Status: profit.BreakEvenNever}, "100", "1"},
	} {
		c := profit.Case{ID: "c", Currency: "USD", Start: partnermath.NewDate(2027, 1, 1), Months: 6, Costs: tt.costs, Products: []profit.Product{{
			ID: "p", Kind: profit.ProductReferral, Price: partnermath.Int(10), Units: profit.Ramp{Kind: profit.RampGrowth, Start: partnermath.Int(1)},
		}}}
		s, err := profit.Forecast(c)
		if err != nil {
			t.Fatal(err)
		}
		r := measure(t, s, profit.Discount{Annual: partnermath.Int(0), Compounding: profit.Effective, FirstFlow: profit.FirstNow})
		if diff := cmp.Diff(tt.want, r.Payback); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if diff := cmp.Diff(tt.want, r.DiscountedPayback); diff != "" {
			t.Errorf("%s at a rate of 0 (-want +got):\n%s", tt.name, diff)
		}
		operating := ""
		if r.OperatingBreakEven.Valid {
			operating = r.OperatingBreakEven.Decimal.String()
		}
		if r.PeakFunding.String() != tt.peak || operating != tt.operating || !r.NPV.Equal(line(t, s, profit.LineNetProfit).Total) {
			t.Errorf("%s: peak %s, operating %q, NPV %s", tt.name, r.PeakFunding, operating, r.NPV)
		}
	}
}

func once(id string, month int, amount int64) profit.Cost {
	return profit.Cost{ID: id, Kind: profit.CostOnce, First: month, Amount: partnermath.Int(amount)}
}
