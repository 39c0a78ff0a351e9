package profit_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/profit"
)

func number(text string) decimal.Decimal { return decimal.RequireFromString(text) }

func numbers(texts []string) []decimal.Decimal {
	all := make([]decimal.Decimal, len(texts))
	for i, text := range texts {
		all[i] = number(text)
	}
	return all
}

// goldenFigures are published by others, or computed from the stated inputs, as their source says.
type goldenFigures struct {
	NPV struct {
		Source, Note string
		Cases        []struct {
			Rate         string
			Flows        []string
			Timing, Want string
		}
	}
	IRR struct {
		Source, Note string
		Cases        []struct{ Flows, Roots []string }
	}
	MIRR struct {
		Source string
		Cases  []struct {
			Flows                   []string
			Finance, Reinvest, Want string
		}
	}
	XIRR struct {
		Source string
		Cases  []struct {
			Flows      [][2]string
			Want       string
			XNPVAt9Pct string `json:"xnpvAt9pc"`
		}
	}
	PartnerPlan struct {
		Source        string
		MonthlyProfit map[string]string
		Total         string
		Trough        struct {
			Month      int
			Cumulative string
		}
		OperatingBreakEvenMonth         int
		CumulativeBreakEvenMonth        int
		CumulativeBreakEvenInterpolated string
		NPVEffective                    string `json:"npv10pcEffectiveMonthly"`
		NPVNominal                      string `json:"npv10pcNominalOver12"`
		IRRMonthly, IRRAnnualised       string
		DiscountedPaybackMonth          int
		DiscountedPaybackInterpolated   string
		DeliveryFTE                     struct {
			HoursPerFTE, Utilisation, HoursAt4Deals string
			FTE                                     int
		}
	}
}

func golden(t testing.TB) (g goldenFigures) {
	t.Helper()
	testkit.ReadJSON(t, "testdata/golden.json", &g)
	return g
}

func TestNPVGolden(t *testing.T) {
	for _, tt := range golden(t).NPV.Cases {
		first := profit.FirstNow
		if tt.Timing != "" {
			first = profit.FirstAtEnd
		}
		for currency, places := range map[string]int32{"USD": 2, "JPY": 0, "KWD": 3} {
			got, err := profit.NPV(currency, number(tt.Rate), numbers(tt.Flows), first)
			if err != nil {
				t.Fatal(err)
			}
			if want := number(tt.Want).Round(places); !got.Equal(want) {
				t.Errorf("%s of %v: got %s, want %s", currency, tt.Flows, got, want)
			}
		}
	}
}

func TestIRRGolden(t *testing.T) {
	for _, tt := range golden(t).IRR.Cases {
		got, err := profit.IRR(numbers(tt.Flows))
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Rates) != len(tt.Roots) {
			t.Errorf("%v: got %v, want %v", tt.Flows, got, tt.Roots)
			continue
		}
		for i, want := range tt.Roots {
			w := number(want)
			if places := min(10, -w.Exponent()); !got.Rates[i].Round(places).Equal(w.Round(places)) {
				t.Errorf("%v: got %s, want %s", tt.Flows, got.Rates[i], want)
			}
		}
	}
}

func TestMIRRGolden(t *testing.T) {
	for _, tt := range golden(t).MIRR.Cases {
		got, err := profit.MIRR(numbers(tt.Flows), number(tt.Finance), number(tt.Reinvest))
		if err != nil || !got.Decimal.Equal(number(tt.Want).Round(10)) {
			t.Errorf("got %v %v, want %s", got, err, tt.Want)
		}
	}
}

func TestXIRRGolden(t *testing.T) {
	for _, tt := range golden(t).XIRR.Cases {
		var flows []profit.Flow
		for _, f := range tt.Flows {
			date, err := partnermath.ParseDate(f[0])
			if err != nil {
				t.Fatal(err)
			}
			flows = append(flows, profit.Flow{Date: date, Amount: decimal.NewNullDecimal(number(f[1]))})
		}
		got, err := profit.XIRR(flows)
		if err != nil || got.Status != profit.RootsOne || !got.Rates[0].Equal(number(tt.Want)) {
			t.Errorf("got %v %v, want %s", got, err, tt.Want)
		}
		value, err := profit.XNPV("USD", number("0.09"), flows)
		if want := number(tt.XNPVAt9Pct).Round(2); err != nil || !value.Equal(want) {
			t.Errorf("got %v %v, want %s", value, err, want)
		}
	}
}

// The status of roots, worked by hand.
func TestRootsStatus(t *testing.T) {
	for _, tt := range []struct {
		flows []string
		want  profit.Roots
	}{
		{[]string{"0", "0"}, profit.Roots{Status: profit.RootsIndeterminate}},
		{[]string{"5"}, profit.Roots{Status: profit.RootsNone}},
		{[]string{"-1", "2"}, profit.Roots{Status: profit.RootsOne, Rates: numbers([]string{"1"}), SignChanges: 1}},
		// (y − 2)² = 0: a double root, listed once.
		{[]string{"1", "-4", "4"}, profit.Roots{Status: profit.RootsOne, Rates: numbers([]string{"1"}), SignChanges: 2}},
		// (y − 2)(y − 3) = 0
		{[]string{"0", "1", "-5", "6", "0"}, profit.Roots{Status: profit.RootsSeveral, Rates: numbers([]string{"1", "2"}), SignChanges: 2}},
		// y = 10^-12 is above 0, and 10^-12 − 1 is −1 with 10 decimals.
		{[]string{"-1", "0.000000000001"}, profit.Roots{Status: profit.RootsOne, Rates: numbers([]string{"-1"}), AtMinusOne: 1, SignChanges: 1}},
		{[]string{"-1", "10000000000000"}, profit.Roots{Status: profit.RootsOne, Rates: numbers([]string{"9999999999999"}), SignChanges: 1}},
		// y² − 3y + 2.5 has no real root.
		{[]string{"100", "-300", "250"}, profit.Roots{Status: profit.RootsNone, SignChanges: 2}},
	} {
		got, err := profit.IRR(numbers(tt.flows))
		if err != nil {
			t.Fatal(err)
		}
		if tt.want.Rates == nil {
			tt.want.Rates = []decimal.Decimal{}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", tt.flows, diff)
		}
	}
}

func dated(pairs ...string) (flows []profit.Flow) {
	for i := 0; i < len(pairs); i += 2 {
		date, _ := partnermath.ParseDate(pairs[i])
		flows = append(flows, profit.Flow{Date: date, Amount: decimal.NewNullDecimal(number(pairs[i+1]))})
	}
	return flows
}

func TestXIRRStatus(t *testing.T) {
	for _, tt := range []struct {
		flows []profit.Flow
		want  profit.Roots
	}{
		{dated("2026-01-01", "-1", "2026-01-01", "1"), profit.Roots{Status: profit.RootsIndeterminate}},
		{dated("2026-01-01", "-1", "2026-05-01", "-1"), profit.Roots{Status: profit.RootsNone}},
		// 365 days later the double: 100 %, whatever the order. The two of the last day are one.
		{dated("2027-01-01", "3", "2026-01-01", "-1", "2027-01-01", "-1"), profit.Roots{Status: profit.RootsOne, Rates: numbers([]string{"1"}), SignChanges: 1}},
		// In a day the double: 2^365 − 1 is about 10^110.
		{dated("2026-01-01", "-1", "2026-01-02", "2"), profit.Roots{Status: profit.RootsBeyond, Beyond: 1, SignChanges: 1}},
		{dated("2026-01-01", "-1", "2027-01-01", "1000001"), profit.Roots{Status: profit.RootsOne, Rates: numbers([]string{"1000000"}), SignChanges: 1}},
		{dated("2026-01-01", "-1", "2027-01-01", "1000002"), profit.Roots{Status: profit.RootsBeyond, Beyond: 1, SignChanges: 1}},
		{dated("2026-01-01", "-1", "2027-01-01", "0.00000000004"), profit.Roots{Status: profit.RootsOne, Rates: numbers([]string{"-1"}), AtMinusOne: 1, SignChanges: 1}},
		{dated("2026-01-01", "-1", "2027-01-01", "0.5"), profit.Roots{Status: profit.RootsOne, Rates: numbers([]string{"-0.5"}), SignChanges: 1}},
		// 1 + r = y: −100 + 230 ÷ y − 132 ÷ y² = 0 for y = 1.1 and 1.2.
		{dated("2026-01-01", "-100", "2027-01-01", "230", "2028-01-01", "-132"), profit.Roots{Status: profit.RootsUncertified, Rates: numbers([]string{"0.1", "0.2"}), SignChanges: 2}},
		// An exact half of a unit, either way of 0.
		{dated("2026-01-01", "-1", "2027-01-01", "1.00000000005"), profit.Roots{Status: profit.RootsOne, Rates: numbers([]string{"0.0000000001"}), SignChanges: 1}},
		{dated("2026-01-01", "-1", "2027-01-01", "0.99999999995"), profit.Roots{Status: profit.RootsOne, Rates: numbers([]string{"-0.0000000001"}), SignChanges: 1}},
	} {
		got, err := profit.XIRR(tt.flows)
		if err != nil {
			t.Fatal(err)
		}
		if tt.want.Rates == nil {
			tt.want.Rates = []decimal.Decimal{}
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%v (-want +got):\n%s", tt.flows, diff)
		}
	}
}

func TestPartnerPlanGolden(t *testing.T) {
	want := golden(t).PartnerPlan
	statement, err := profit.Forecast(partnerPlan())
	if err != nil {
		t.Fatal(err)
	}
	net := line(t, statement, profit.LineNetProfit)
	for months, amount := range want.MonthlyProfit {
		var first, last int
		if _, err := fmt.Sscanf(months, "%d-%d", &first, &last); err != nil {
			t.Fatal(err)
		}
		for m := first; m <= last; m++ {
			if !net.Months[m-1].Equal(number(amount)) {
				t.Errorf("month %d: got %s, want %s", m, net.Months[m-1], amount)
			}
		}
	}
	effective := measure(t, statement, profit.Discount{Annual: null("0.1"), Compounding: profit.Effective, FirstFlow: profit.FirstNow})
	nominal := measure(t, statement, profit.Discount{Annual: null("0.1"), Compounding: profit.Nominal, FirstFlow: profit.FirstNow})
	got := []string{
		net.Total.String(), effective.PeakMonth.Decimal.String(), effective.PeakFunding.Neg().String(), effective.OperatingBreakEven.Decimal.String(),
		fmt.Sprint(effective.Payback.Crossings[0].Month), effective.Payback.Crossings[0].At.String(),
		effective.NPV.String(), nominal.NPV.String(), effective.IRR.Rates[0].StringFixed(8), effective.AnnualIRR[0].StringFixed(6),
		fmt.Sprint(effective.DiscountedPayback.Crossings[0].Month), effective.DiscountedPayback.Crossings[0].At.String(),
		string(effective.Payback.Status),
	}
	if diff := cmp.Diff([]string{
		want.Total, fmt.Sprint(want.Trough.Month), want.Trough.Cumulative, fmt.Sprint(want.OperatingBreakEvenMonth),
		fmt.Sprint(want.CumulativeBreakEvenMonth), want.CumulativeBreakEvenInterpolated,
		want.NPVEffective, want.NPVNominal, want.IRRMonthly, want.IRRAnnualised,
		fmt.Sprint(want.DiscountedPaybackMonth), want.DiscountedPaybackInterpolated, "once",
	}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// The same hours out of a pool need so many people.
func TestDeliveryGolden(t *testing.T) {
	want := golden(t).PartnerPlan.DeliveryFTE
	c := partnerPlan()
	c.Services[0].HourCost = decimal.NullDecimal{}
	c.Services[0].Role = "engineers"
	c.Roles = []profit.Role{{
		ID: "engineers", Kind: profit.RoleDelivery, Salary: null("90000"), Burden: null("0.25"),
		Hours: null(want.HoursPerFTE), Utilisation: null(want.Utilisation), Subcontract: null("100"),
	}}
	s, err := profit.Forecast(c)
	if err != nil {
		t.Fatal(err)
	}
	if got := line(t, s, profit.LineDemand).Months[35]; got.String() != want.HoursAt4Deals {
		t.Errorf("got %s hours, want %s", got, want.HoursAt4Deals)
	}
	if got := line(t, s, profit.LineNeeded).Months[35]; got.String() != fmt.Sprint(want.FTE) {
		t.Errorf("got %s heads, want %d", got, want.FTE)
	}
}

func null(text string) decimal.NullDecimal { return decimal.NewNullDecimal(number(text)) }

// line returns the first line of a kind.
func line(t testing.TB, s profit.Statement, kind profit.LineKind) profit.Line {
	t.Helper()
	for _, l := range slices.Concat(s.Lines, s.Quantities) {
		if l.Kind == kind {
			return l
		}
	}
	t.Fatalf("there is no line %s", kind)
	return profit.Line{}
}

func measure(t testing.TB, s profit.Statement, d profit.Discount) profit.Report {
	t.Helper()
	r, err := profit.Measure(s, d)
	if err != nil {
		t.Fatal(err)
	}
	return r
}
