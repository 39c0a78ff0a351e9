package whitespace_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/whitespace"
)

var number, null = testkit.Number, testkit.Null

// suite is a vendor of three products, one of them without a deal size.
func suite() whitespace.Policy {
	return whitespace.Policy{
		Currency: "USD", MinimumFit: null("0.25"), PerAccount: 2, PerRep: 3, Targets: 5,
		Products: []whitespace.Product{
			{ID: "firewall", Name: "Firewall", WinRate: null("0.25"), DealSize: null("40000")},
			{ID: "backup", Name: "Cloud backup", WinRate: null("0.5"), DealSize: null("12000.5")},
			{ID: "mail", Name: "Mail security", WinRate: null("0.333333")},
		},
	}
}

// customers are accounts of two partners, with a cell of every kind.
func customers() []whitespace.Account {
	return []whitespace.Account{
		{ID: "acme", Name: "Acme", Partner: "north", Rep: "kim", Region: "emea", Cells: []whitespace.Cell{
			{Product: "mail", Fit: null("0.9"), Potential: null("9000.01")},   // × 0.2999997 = 2700.0003...
			{Product: "firewall", Owned: true, Fit: null("1")},                // owned
			{Product: "backup", Fit: null("0.8"), Potential: null("15000.5")}, // × 0.4 = 6000.20
		}},
		{ID: "bolt", Name: "Bolt", Partner: "south", Rep: "lee", Cells: []whitespace.Cell{
			{Product: "firewall", Fit: null("0.6")},                          // 40000 × 0.15 = 6000
			{Product: "backup", Fit: null("0.75"), Potential: null("16000")}, // × 0.375 = 6000, after the firewall
			{Product: "mail", Fit: null("0.5"), Potential: null("100")},      // over the cap of the account
		}},
		{ID: "crux", Partner: "north", Rep: "kim", Cells: []whitespace.Cell{
			{Product: "firewall"},                 // no fit
			{Product: "backup", Fit: null("0.2")}, // below the minimum
			{Product: "mail", Fit: null("0.5")},   // no potential
		}},
		{ID: "dune", Partner: "north", Rep: "kim", Cells: []whitespace.Cell{
			{Product: "backup", Fit: null("0.3"), Potential: null("400")}, // 60
			{Product: "mail", Fit: null("0.3"), Potential: null("300")},   // over the cap of the rep
		}},
		{ID: "echo", Cells: []whitespace.Cell{{Product: "backup", Fit: null("0.25"), Potential: null("80")}}}, // beyond the list
		{ID: "fern"},
	}
}

func measure(t rapid.TB, policy whitespace.Policy, accounts []whitespace.Account) whitespace.Report {
	t.Helper()
	r, err := whitespace.Measure(policy, accounts)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestMeasure(t *testing.T) {
	got := measure(t, suite(), customers())
	var ranks []string
	for _, s := range got.Targets {
		ranks = append(ranks, fmt.Sprintf("%d %s %s %s × %s × %s = %s", s.Rank, s.Customer, s.Product, s.Amount, s.Fit, s.WinRate, s.Expected))
	}
	want := []string{
		"1 acme backup 15000.5 × 0.8 × 0.5 = 6000.2",
		"2 bolt firewall 40000 × 0.6 × 0.25 = 6000",
		"3 bolt backup 16000 × 0.75 × 0.5 = 6000",
		"4 acme mail 9000.01 × 0.9 × 0.333333 = 2700",
		"5 dune backup 400 × 0.3 × 0.5 = 60",
	}
	if diff := cmp.Diff(want, ranks); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	wantTotal := whitespace.Figures{
		Unknown: 6, Owned: 1, Open: 11, Penetration: null("0.0833"), FitPenetration: null("0.1"),
		LeftOut:    whitespace.LeftOut{NoFit: 1, BelowFit: 1, NoPotential: 1, OverAccount: 1, OverRep: 1, BeyondList: 1},
		Candidates: whitespace.Value{Cells: 8, Potential: number("80880.51"), Expected: number("20816.87")},
		Targets:    whitespace.Value{Cells: 5, Potential: number("80400.51"), Expected: number("20760.2")},
	}
	if diff := cmp.Diff(wantTotal, got.Total); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Expected values are right on either side of where 64 bits end, at 92,233.72 in
// cents × 10^12, and halves are rounded away from zero.
func TestMeasureExpectedValue(t *testing.T) {
	for _, tt := range []struct{ currency, potential, fit, winRate, want string }{
		{"USD", "0.01", "0.5", "1", "0.01"},
		{"USD", "0.01", "0.999999", "0.5", "0"},
		{"USD", "92233.72", "1", "1", "92233.72"},
		{"USD", "92233.73", "1", "1", "92233.73"},
		{"USD", "150000", "1", "1", "150000"},
		{"USD", "184467.44", "1", "1", "184467.44"},
		{"USD", "184467.45", "1", "1", "184467.45"},
		{"USD", "10000000000000", "0.999999", "0.999999", "9999980000010"},
		{"USD", "9999999999999.99", "0.000001", "0.000001", "10"},
		{"USD", "5000000000", "0.000001", "0.000001", "0.01"},
		{"USD", "4999999999.99", "0.000001", "0.000001", "0"},
		{"JPY", "999", "0.5", "0.5", "250"},
		{"JPY", "998", "0.5", "0.5", "250"},
		{"JPY", "997", "0.5", "0.5", "249"},
		{"KWD", "0.001", "0.7", "0.7", "0"},
		{"KWD", "1.001", "0.75", "0.5", "0.375"},
	} {
		w := whitespace.Policy{Currency: tt.currency, Products: []whitespace.Product{{ID: "p", WinRate: null(tt.winRate)}}}
		got, err := whitespace.Measure(w, []whitespace.Account{
			{ID: "a", Cells: []whitespace.Cell{{Product: "p", Fit: null(tt.fit), Potential: null(tt.potential)}}},
		})
		if err != nil {
			t.Fatal(err)
		}
		if expected := got.Targets[0].Expected.String(); expected != tt.want {
			t.Errorf("%s %s × %s × %s: got %s, want %s", tt.currency, tt.potential, tt.fit, tt.winRate, expected, tt.want)
		}
	}
}

func TestMeasureWithoutCapsListsEveryCandidate(t *testing.T) {
	w := suite()
	w.PerAccount, w.PerRep, w.Targets = 0, 0, 0
	got := measure(t, w, customers())
	if len(got.Targets) != 8 || got.Total.Targets.Cells != 8 {
		t.Errorf("got %d targets", len(got.Targets))
	}
}

// The list ends at MaxCrossSales when the policy names no number.
func TestMeasureListsAtMostMaxCrossSales(t *testing.T) {
	w, accounts := manyAccounts(2000)
	w.PerAccount, w.PerRep, w.Targets = 0, 0, 0
	got := measure(t, w, accounts)
	if len(got.Targets) != whitespace.MaxCrossSales || got.Total.LeftOut.BeyondList != got.Total.Candidates.Cells-whitespace.MaxCrossSales {
		t.Errorf("got %d targets, %d beyond", len(got.Targets), got.Total.LeftOut.BeyondList)
	}
}

// A rep without an id is none, and has no cap.
func TestMeasureDoesNotCapNobody(t *testing.T) {
	w, accounts := suite(), customers()
	w.PerRep = 1
	for i := range accounts {
		accounts[i].Rep = ""
	}
	got := measure(t, w, accounts)
	if got.Total.LeftOut.OverRep != 0 {
		t.Errorf("%d cells are over the cap of no rep", got.Total.LeftOut.OverRep)
	}
}

func TestMeasureToNobody(t *testing.T) {
	got := measure(t, suite(), nil)
	if got.Total.Penetration.Valid || len(got.Products) != 3 || strings.Contains(testkit.JSON(t, got), `"targets": null`) {
		t.Errorf("got %v", got)
	}
}

// Sums go on exactly where 64 bits of minor units end.
func TestMeasureAddsUpTheLargestAmounts(t *testing.T) {
	w := suite()
	w.Products[0].WinRate = null("1")
	largest := number("10000000000000") // 10^15 cents
	accounts := make([]whitespace.Account, 20_000)
	for i := range accounts {
		accounts[i] = whitespace.Account{
			ID: fmt.Sprint(i), Partner: "north", Cells: []whitespace.Cell{{Product: "firewall", Fit: null("1"), Potential: decimal.NewNullDecimal(largest)}},
		}
	}
	got := measure(t, w, accounts)
	want := largest.Mul(number("20000"))
	for name, worth := range map[string]whitespace.Value{
		"total": got.Total.Candidates, "product": got.Products[0].Candidates, "partner": got.Partners[0].Candidates,
	} {
		if !worth.Potential.Equal(want) || !worth.Expected.Equal(want) {
			t.Errorf("%s: got %s and %s, want %s", name, worth.Potential, worth.Expected, want)
		}
	}
}

// The golden file is the form of the policy, the input and the result.
func TestJSON(t *testing.T) {
	type document struct {
		Policy   whitespace.Policy    `json:"policy"`
		Accounts []whitespace.Account `json:"accounts"`
		Report   whitespace.Report    `json:"report"`
	}
	testkit.Golden(t, "json/whitespace.json", testkit.RoundTrip(t, document{suite(), customers(), measure(t, suite(), customers())}))
}
