package whitespace_test

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/whitespace"
)

func repeatProducts(n int) []whitespace.Product {
	products := make([]whitespace.Product, n)
	for i := range products {
		products[i] = whitespace.Product{ID: fmt.Sprint(i), WinRate: null("1")}
	}
	return products
}

func TestMeasureFaults(t *testing.T) {
	long := strings.Repeat("x", 1001)
	for _, tt := range []struct {
		name  string
		spoil func(*whitespace.Policy, []whitespace.Account)
		want  []string
	}{
		{"no currency", func(w *whitespace.Policy, _ []whitespace.Account) { w.Currency = "" }, []string{"policy.currency required"}},
		{"unknown currency", func(w *whitespace.Policy, _ []whitespace.Account) { w.Currency = "usd" }, []string{"policy.currency currency"}},
		{"no products", func(w *whitespace.Policy, _ []whitespace.Account) { w.Products = nil }, []string{"policy.products required"}},
		{"too many products", func(w *whitespace.Policy, _ []whitespace.Account) {
			w.Products = repeatProducts(whitespace.MaxProducts + 1)
		}, []string{"policy.products length"}},
		{"minimum below 0", func(w *whitespace.Policy, _ []whitespace.Account) { w.MinimumFit = null("-0.1") }, []string{"policy.minimumFit min"}},
		{"minimum above 1", func(w *whitespace.Policy, _ []whitespace.Account) { w.MinimumFit = null("1.000001") }, []string{"policy.minimumFit max"}},
		{"minimum of 7 decimals", func(w *whitespace.Policy, _ []whitespace.Account) { w.MinimumFit = null("0.1234567") }, []string{"policy.minimumFit digits"}},
		{"huge minimum", func(w *whitespace.Policy, _ []whitespace.Account) { w.MinimumFit = null("1e99") }, []string{"policy.minimumFit bounds"}},
		{"caps below 0", func(w *whitespace.Policy, _ []whitespace.Account) {
			w.PerAccount, w.PerRep, w.Targets = -1, -1, -1
		}, []string{
			"policy.perAccount min", "policy.perRep min", "policy.targets min",
		}},
		{"too many targets", func(w *whitespace.Policy, _ []whitespace.Account) { w.Targets = whitespace.MaxCrossSales + 1 }, []string{"policy.targets max"}},
		{"product", func(w *whitespace.Policy, _ []whitespace.Account) {
			w.Products[1] = whitespace.Product{Name: long, DealSize: null("0")}
		}, []string{
			"policy.products[1].id required", "policy.products[1].name text", "policy.products[1].winRate required", "policy.products[1].dealSize above",
		}},
		{"product bounds", func(w *whitespace.Policy, _ []whitespace.Account) {
			w.Products[1] = whitespace.Product{ID: " ", WinRate: null("1e99"), DealSize: null("1e99")}
		}, []string{
			"policy.products[1].id id", "policy.products[1].winRate bounds", "policy.products[1].dealSize bounds",
		}},
		{"win rates", func(w *whitespace.Policy, _ []whitespace.Account) {
			w.Products[0].WinRate, w.Products[1].WinRate = null("1.1"), null("0.0000001")
		}, []string{"policy.products[0].winRate max", "policy.products[1].winRate digits"}},
		{"deal sizes", func(w *whitespace.Policy, _ []whitespace.Account) {
			w.Products[0].DealSize, w.Products[1].DealSize = null("10000000000000.001"), null("0.001")
		}, []string{
			"policy.products[0].dealSize max", "policy.products[0].dealSize digits", "policy.products[1].dealSize digits",
		}},
		{"product twice", func(w *whitespace.Policy, _ []whitespace.Account) { w.Products[2].ID = "firewall" }, []string{"policy.products[2].id unique"}},
		{"account", func(_ *whitespace.Policy, a []whitespace.Account) {
			a[1].ID, a[1].Name, a[1].Partner, a[1].Rep, a[1].Region = "", long, " a", "b ", "\xff"
		}, []string{"accounts[1].id id", "accounts[1].name text", "accounts[1].partner id", "accounts[1].rep id", "accounts[1].region id"}},
		{"too many cells", func(_ *whitespace.Policy, a []whitespace.Account) {
			a[0].Cells = make([]whitespace.Cell, 1001)
		}, []string{"accounts[0].cells length"}},
		{"cell", func(_ *whitespace.Policy, a []whitespace.Account) {
			a[0].Cells[1] = whitespace.Cell{Fit: null("-0.01"), Potential: null("-1")}
			a[1].Cells[0].Fit, a[1].Cells[1].Fit, a[1].Cells[2].Fit = null("1.01"), null("0.0000001"), null("1e99")
			a[1].Cells[0].Potential, a[1].Cells[1].Potential = null("1e99"), null("-0.01")
		}, []string{
			"accounts[0].cells[1].product id", "accounts[0].cells[1].fit min", "accounts[0].cells[1].potential min",
			"accounts[1].cells[0].fit max", "accounts[1].cells[0].potential bounds",
			"accounts[1].cells[1].fit digits", "accounts[1].cells[1].potential min", "accounts[1].cells[2].fit bounds",
		}},
		{"account twice", func(_ *whitespace.Policy, a []whitespace.Account) { a[4].ID = "acme" }, []string{"accounts[4].id unique"}},
		{"unknown product", func(_ *whitespace.Policy, a []whitespace.Account) { a[1].Cells[1].Product = "cables" }, []string{"accounts[1].cells[1].product known"}},
		{"product twice in an account", func(_ *whitespace.Policy, a []whitespace.Account) { a[1].Cells[2].Product = "firewall" }, []string{"accounts[1].cells[2].product unique"}},
		{"potentials", func(_ *whitespace.Policy, a []whitespace.Account) {
			a[1].Cells[0].Potential, a[1].Cells[1].Potential, a[3].Cells[0].Potential = null("10000000000000.01"), null("0.001"), null("1e18")
		}, []string{
			"accounts[1].cells[0].potential max", "accounts[1].cells[1].potential digits", "accounts[3].cells[0].potential max",
		}},
		{"both documents", func(w *whitespace.Policy, a []whitespace.Account) { w.Targets, a[5].ID = -1, "" }, []string{
			"policy.targets min", "accounts[5].id id",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			w, accounts := suite(), customers()
			tt.spoil(&w, accounts)
			got, err := whitespace.Measure(w, accounts)
			if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if diff := cmp.Diff(whitespace.Report{}, got); diff != "" {
				t.Errorf("a result beside faults:\n%s", diff)
			}
		})
	}
}

func TestMeasureLimits(t *testing.T) {
	w := suite()
	w.Products, w.Targets = repeatProducts(whitespace.MaxProducts), whitespace.MaxCrossSales
	accounts := make([]whitespace.Account, whitespace.MaxAccounts)
	for i := range accounts {
		accounts[i].ID = fmt.Sprint(i)
	}
	for i := range w.Products {
		accounts[0].Cells = append(accounts[0].Cells, whitespace.Cell{Product: w.Products[i].ID, Fit: null("1"), Potential: null("10000000000000")})
	}
	got := measure(t, w, accounts)
	if want := number("10000000000000000"); !got.Total.Candidates.Expected.Equal(want) {
		t.Errorf("got %s, want %s", got.Total.Candidates.Expected, want)
	}
	_, err := whitespace.Measure(w, append(accounts, whitespace.Account{ID: "more"}))
	if diff := cmp.Diff([]string{"accounts length"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// A search for faults ends soon after the last one that is listed.
func TestMeasureStopsAtManyFaults(t *testing.T) {
	for name, cell := range map[string]whitespace.Cell{
		"fields": {Product: "mail", Fit: null("2")},
		"rules":  {Product: "cables"},
	} {
		accounts := make([]whitespace.Account, 50_000)
		for i := range accounts {
			accounts[i] = whitespace.Account{ID: fmt.Sprint(i), Cells: []whitespace.Cell{cell}}
		}
		_, err := whitespace.Measure(suite(), accounts)
		var invalid *partnermath.ValidationError
		if !errors.As(err, &invalid) || len(invalid.Fields) != partnermath.MaxFaults || !invalid.Truncated {
			t.Errorf("%s: got %v", name, err)
		}
	}
}

func TestAccountValidate(t *testing.T) {
	a := customers()[1]
	if err := a.Validate(); err != nil {
		t.Error(err)
	}
	a.Cells[2].Product = "firewall"
	if diff := cmp.Diff([]string{"cells[2].product unique"}, testkit.BrokenRules(t, a.Validate())); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	a.ID, a.Cells[0].Fit = "", null("2")
	if diff := cmp.Diff([]string{"id id", "cells[0].fit max"}, testkit.BrokenRules(t, a.Validate())); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestZeroIsNotValid(t *testing.T) {
	want := []string{"currency required", "products required"}
	if diff := cmp.Diff(want, testkit.BrokenRules(t, whitespace.Policy{}.Validate())); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff([]string{"id id"}, testkit.BrokenRules(t, whitespace.Account{}.Validate())); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// The number of a NullDecimal that is not valid is not looked at.
func TestMeasureIgnoresNumbersThatAreNotThere(t *testing.T) {
	for _, stray := range []decimal.Decimal{number("7"), number("-1"), decimal.New(1, 1_000_000_000)} {
		none := decimal.NullDecimal{Decimal: stray}
		w, accounts := suite(), customers()
		w.Products[2].DealSize, accounts[1].Cells[0].Potential, accounts[2].Cells[0].Fit, accounts[2].Cells[2].Potential = none, none, none, none
		got := measure(t, w, accounts)
		want := measure(t, suite(), customers())
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("1e%d (-want +got):\n%s", stray.Exponent(), diff)
		}
	}
}

// Whatever comes in, what comes out is a result or faults with bounded messages.
func TestMeasureSurvivesHostileInput(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		w, accounts := suite(), customers()
		for range rapid.IntRange(1, 3).Draw(t, "faults") {
			testkit.Plant(t, &w, &accounts)
		}
		_, err := whitespace.Measure(w, accounts)
		testkit.BrokenRules(t, err)
	})
}
