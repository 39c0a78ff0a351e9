package incentive_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
)

func number(s string) decimal.Decimal { d, _ := decimal.NewFromString(s); return d }

func null(s string) decimal.NullDecimal {
	if s == "" || s == "-" {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(number(s))
}

// on returns a day of 2026, none for no text.
func on(s string) partnermath.Date {
	if s == "" || s == "-" {
		return partnermath.Date{}
	}
	d, err := partnermath.ParseDate("2026-" + s)
	if err != nil {
		panic(err)
	}
	return d
}

// quarter returns a quarter of 2026.
func quarter(n int) partnermath.Period { return partnermath.Calendar{}.Quarter(2026, n) }

// tiers reads "whole: 0 0.02 100000 0.05", a third number after + being the flat amount.
func tiers(method partnermath.Method, steps ...string) partnermath.Tiers {
	t := partnermath.Tiers{Method: method}
	for _, s := range steps {
		f := strings.Fields(s)
		step := partnermath.Step{From: null(f[0])}
		for i, to := range []*decimal.NullDecimal{&step.Rate, &step.PerUnit, &step.Flat} {
			if i+1 < len(f) {
				*to = null(f[i+1])
			}
		}
		t.Steps = append(t.Steps, step)
	}
	return t
}

// program is a rebate of a whole year by quarters: 2 % of all revenue, 5 % from 100,000.
func program() incentive.Program {
	return incentive.Program{
		ID: "rebate", Currency: "USD",
		Periods:   []partnermath.Period{quarter(1), quarter(2), quarter(3), quarter(4)},
		Qualifies: incentive.MeasureRevenue,
		Formula:   incentive.Formula{Kind: incentive.FormulaTiers, Tiers: tiers(partnermath.MethodWhole, "0 0.02", "100000 0.05")},
	}
}

// sale reads "id partner date amount", and what follows as field=value.
func sale(line string) incentive.Sale {
	f := strings.Fields(line)
	s := incentive.Sale{ID: f[0], Partner: f[1], Date: on(f[2]), Amount: null(f[3])}
	for _, pair := range f[4:] {
		name, value, _ := strings.Cut(pair, "=")
		switch name {
		case "kind":
			s.Kind = incentive.SaleKind(value)
		case "of":
			s.Of = value
		case "rep":
			s.Rep = value
		case "role":
			s.Role = value
		case "chain":
			s.Chain = value
		case "product":
			s.Product = value
		case "customer":
			s.Customer, s.NewCustomer = value, true
		case "units":
			s.Units = null(value)
		case "margin":
			s.Margin = null(value)
		case "recorded":
			s.Recorded = on(value)
		case "invoiced":
			s.Invoiced = on(value)
		case "stage":
			s.Stage = incentive.TransactionStage(value)
		case "basis":
			s.Basis = incentive.SalesBasis(value)
		default:
			panic(line)
		}
	}
	return s
}

func book(q int, lines ...string) incentive.Book {
	b := incentive.Book{Period: quarter(q), Final: true, Products: []incentive.Product{{ID: "x", Category: "c"}, {ID: "y", Category: "d"}}}
	seen := map[string]bool{}
	for _, line := range lines {
		s := sale(line)
		b.Sales = append(b.Sales, s)
		if !seen[s.Partner] {
			seen[s.Partner] = true
			b.Partners = append(b.Partners, incentive.Partner{ID: s.Partner})
		}
	}
	if b.Partners == nil {
		b.Partners = []incentive.Partner{{ID: "p"}}
	}
	return b
}

// lastDay is the day after a quarter, by which all of it is recorded.
func lastDay(q int) partnermath.Date { return quarter(q).End }

func settle(t rapid.TB, p incentive.Program, b incentive.Book, asOf partnermath.Date) incentive.Settlement {
	t.Helper()
	s, err := incentive.Settle(p, b, asOf)
	if err != nil {
		t.Fatal(err)
	}
	foots(t, &p, &s)
	return s
}

// foots checks that the figures of a settlement follow from each other.
func foots(t rapid.TB, p *incentive.Program, s *incentive.Settlement) {
	t.Helper()
	same := func(what string, got, want decimal.Decimal) {
		t.Helper()
		if !got.Equal(want) {
			t.Fatalf("%s: %s, want %s", what, got, want)
		}
	}
	var earned, awarded, adjusted, payable decimal.Decimal
	for i := range s.Statements {
		st := &s.Statements[i]
		var slices, lines, qualifying, paidOn, caps, adjustments decimal.Decimal
		for _, slice := range st.Slices {
			slices = slices.Add(slice.Amount)
		}
		same("slices", slices, st.Payout)
		for _, l := range st.Lines {
			lines, qualifying, paidOn = lines.Add(l.Earned), qualifying.Add(l.Qualifying.Decimal), paidOn.Add(l.PaidOn.Decimal)
			if l.Earned.IsNegative() {
				t.Fatalf("line %s earns %s", l.Sale, l.Earned)
			}
		}
		same("lines", lines, st.Earned)
		same("qualifying", qualifying, st.Qualifying)
		same("paid on", paidOn, st.PaidOn)
		running := st.Multiplied
		for _, c := range st.Caps {
			same("cap", c.Before.Sub(c.After), c.Cost)
			if c.Cap == incentive.CapMeasure || c.Cap == incentive.CapBudget {
				continue
			}
			same("running", c.Before, running)
			running, caps = c.After, caps.Add(c.Cost)
		}
		same("caps", st.Multiplied.Sub(caps), st.Earned)
		for _, a := range st.Adjustments {
			same("adjustment", a.After.Sub(a.Before), a.Amount)
			adjustments = adjustments.Add(a.Amount)
		}
		balance := st.Awarded.Sub(st.Repaid).Add(st.CarriedIn).Add(st.AdjustedBefore).Add(adjustments).Sub(st.PaidBefore).Sub(st.LapsedBefore)
		same("balance", st.Payable.Add(st.CarriedOut).Add(st.Lapsed), balance)
		if limit := p.Limits.PartnerCap; limit.Valid && st.Earned.GreaterThan(limit.Decimal) {
			t.Fatalf("%s is above the cap of the partner", st.Earned)
		}
		earned, awarded, adjusted, payable = earned.Add(st.Earned), awarded.Add(st.Awarded), adjusted.Add(adjustments), payable.Add(st.Payable)
	}
	same("earned", s.Earned, earned)
	same("awarded", s.Awarded, awarded)
	same("adjusted", s.Adjusted, adjusted)
	same("payable", s.Payable, payable)
	if s.Budget.Valid && (s.Awarded.GreaterThan(s.Budget.Decimal) || s.Left.Decimal.IsNegative()) {
		t.Fatalf("%s is above the budget, %s are left", s.Awarded, s.Left.Decimal)
	}
}

// The clawback of golden/incentive.json: 104,000 sold and 5,200 paid; 5,000 come back and
// 99,000 × 2 % = 1,980 are left, an adjustment of 1,980 - 5,200 = -3,220. In the second
// quarter 200,000 × 5 % = 10,000 are earned: 10,000 - 3,220 = 6,780.
func TestClawback(t *testing.T) {
	b := book(1, "a p 01-15 104000")
	first := settle(t, program(), b, lastDay(1))
	second := book(2, "a p 01-15 104000", "r p 05-04 5000 kind=return of=a", "b p 06-01 200000")
	second.Settled = first.Settled
	got := settle(t, program(), second, lastDay(2)).Statements[0]
	want := []incentive.Adjustment{{Period: quarter(1), Records: []string{"r"}, Before: number("5200"), After: number("1980"), Amount: number("-3220")}}
	if diff := cmp.Diff(want, got.Adjustments); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got := first.Statements[0].Payable.String() + " " + got.Earned.String() + " " + got.Payable.String(); got != "5200 10000 6780" {
		t.Error(got)
	}
}
