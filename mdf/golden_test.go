package mdf

import (
	"encoding/json"
	"testing"

	"github.com/shopspring/decimal"

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
	Utilisation, Attribution json.RawMessage // of what this package does not do yet
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
