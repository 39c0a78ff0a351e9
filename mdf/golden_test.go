package mdf

import (
	"encoding/json"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

// vectors are figures that others published, or that were worked out by hand.
type vectors struct {
	Accrual []struct {
		Source, Purchases, Whole, Stepped, PerUnit, Units, Want string
	}
	Balance       struct{ Source, Balance, Available string }
	SharedExpense []struct{ Source, Vendor, Partner, Released string }
	Expiry        struct{ Source, JanuaryLeft, FebruaryLeft, Forfeited string }
	Split         struct {
		Source, Earned, Rebate, Coop, Threshold string
		AfterThreshold                          struct{ Rebate, Coop string }
	}
	Utilisation struct{ Source, Utilisation, RevenueROI, RevenueMultiple string }
	Attribution json.RawMessage // of mdf/loop
}

func golden(t *testing.T) vectors {
	t.Helper()
	var v vectors
	testkit.ReadJSON(t, "testdata/mdf.json", &v)
	return v
}

func same(t *testing.T, what, want string, got decimal.Decimal) {
	t.Helper()
	if !got.Equal(decimal.RequireFromString(want)) {
		t.Errorf("%s: got %s, want %s", what, got, want)
	}
}

func TestGoldenBalance(t *testing.T) {
	want := golden(t).Balance
	got := balance(t, posted(`
		01-01 accrual a 10000
		01-02 adjustment b 500
		01-03 payment c 3000
		01-04 forfeiture d 1000
		01-05 reservation e 2000`), "01-31")
	same(t, "balance", want.Balance, got.Balance)
	same(t, "available", want.Available, got.Available)
}

func TestGoldenExpiry(t *testing.T) {
	want := golden(t).Expiry
	entries := posted(`
		01-31 accrual january 1000 expires=04-01
		02-28 accrual february 600 expires=05-01
		03-15 payment claims 700`)
	before, after := balance(t, entries, "03-31"), balance(t, entries, "04-01")
	same(t, "January left", want.JanuaryLeft, before.Lots[0].Free)
	same(t, "February left", want.FebruaryLeft, before.Lots[1].Free)
	same(t, "forfeited", want.Forfeited, after.Forfeited)
}

func TestGoldenSharedExpense(t *testing.T) {
	for i, want := range golden(t).SharedExpense {
		claims := []string{"c 04-01 final hall:8400:1 food:600:2:ineligible=600", "c 04-01 final hall:12000:1"}
		settlements, err := SettleClaims(half(), []Approval{approved("a", "5000")}, claimed(claims[i]), date("04-01"))
		if err != nil {
			t.Fatal(err)
		}
		same(t, "vendor", want.Vendor, settlements[0].Vendor)
		same(t, "partner", want.Partner, settlements[0].PartnerShare)
		same(t, "released", want.Released, settlements[0].Released)
	}
}

// The scale is 3 % below 7,500, 4 % below 25,000 and 5 % above: 20,000 × 4 %, or 7,500 × 3 % +
// 12,500 × 4 %.
func TestGoldenAccrual(t *testing.T) {
	scale := []partnermath.Step{
		{From: num("0"), Rate: num("0.03")}, {From: num("7500"), Rate: num("0.04")}, {From: num("25000"), Rate: num("0.05")},
	}
	v := golden(t).Accrual
	for method, want := range map[partnermath.Method]string{
		partnermath.MethodWhole: v[0].Whole, partnermath.MethodStepped: v[0].Stepped,
	} {
		got := accrue(t, earning(partnermath.Tiers{Method: method, Steps: scale}), []Purchase{bought("1", "02-01", v[0].Purchases)}, nil, "03-31")
		same(t, string(method), want, got.Earned)
	}
	units := bought("1", "02-01", "1")
	units.Units = num(v[1].Units)
	perUnit := partnermath.Tiers{Method: partnermath.MethodStepped, Steps: []partnermath.Step{{From: num("0"), PerUnit: num(v[1].PerUnit)}}}
	same(t, "per unit", v[1].Want, accrue(t, earning(perUnit), []Purchase{units}, nil, "03-31").Accrued)
}

// 20,000 are earned at 10 % of 200,000; 60 % are the rebate. The co-op money is below the
// threshold when the earning ends with March.
func TestGoldenSplit(t *testing.T) {
	want := golden(t).Split
	p := earning(rate("0.1"))
	p.Earning.RebateShare, p.Earning.Threshold = num("0.6"), num(want.Threshold)
	purchases := []Purchase{bought("1", "02-01", "200000")}
	before, after := accrue(t, p, purchases, nil, "03-31"), accrue(t, p, purchases, nil, "04-01")
	same(t, "earned", want.Earned, before.Earned)
	same(t, "rebate", want.Rebate, before.Rebate)
	same(t, "co-op", want.Coop, before.CoOp)
	same(t, "rebate after the threshold", want.AfterThreshold.Rebate, after.Rebate)
	same(t, "co-op after the threshold", want.AfterThreshold.Coop, after.CoOp)
	same(t, "converted", want.Coop, after.Converted)
}
