package partnermath_test

import (
	"bytes"
	"encoding/csv"
	"os"
	"strconv"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

func TestMinorUnits(t *testing.T) {
	type answer struct {
		places int32
		known  bool
	}
	for _, tt := range []struct {
		want  answer
		codes []string
	}{
		{answer{0, true}, []string{"CLP", "ISK", "JPY", "KRW", "UYI", "VND", "XAF", "XOF", "XPF"}},
		{answer{2, true}, []string{"USD", "EUR", "GBP", "CHF", "XCD", "XCG", "XAD", "MGA", "MRU", "HUF", "CHE", "USN"}},
		// Those for which CLDR says 0 by the use of cash.
		{answer{2, true}, []string{"AFN", "COP", "IDR", "IRR", "LAK", "LBP", "MMK", "PKR", "RSD", "TZS", "UZS", "YER"}},
		{answer{3, true}, []string{"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"}},
		{answer{4, true}, []string{"CLF", "UYW"}},
		// Withdrawn not long ago, and long ago.
		{answer{2, true}, []string{"HRK", "BGN", "ANG", "ZWL"}},
		{answer{0, true}, []string{"BYR"}},
		{answer{0, false}, []string{"DEM", "FRF", "ITL", "LTL"}},
		{answer{0, false}, []string{"ZZZ", "UDS", "EUS", "AAA"}},
		{answer{0, false}, []string{"XAU", "XAG", "XDR", "XBA", "XTS", "XXX"}},
		{answer{0, false}, []string{"", "usd", "Usd", "US", "USDT", "US$", "ÜS", "U D", "USD "}},
	} {
		for _, code := range tt.codes {
			places, known := partnermath.MinorUnits(code)
			if diff := cmp.Diff(tt.want, answer{places, known}, cmp.AllowUnexported(answer{})); diff != "" {
				t.Errorf("%q (-want +got):\n%s", code, diff)
			}
		}
	}
}

// iso4217 returns the minor units by code, "" for none, and the codes that are withdrawn.
func iso4217(t *testing.T) (units map[string]string, withdrawn map[string]bool) {
	t.Helper()
	text, err := os.ReadFile("testdata/iso4217.csv")
	if err != nil {
		t.Fatal(err)
	}
	rows, err := csv.NewReader(bytes.NewReader(text)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	units, withdrawn = map[string]string{}, map[string]bool{}
	for _, row := range rows[1:] {
		units[row[0]] = row[1]
		withdrawn[row[0]] = row[2] != ""
	}
	return units, withdrawn
}

// The table is that of the file, for every code there could be.
func TestMinorUnitsAreThoseOfTheList(t *testing.T) {
	units, withdrawn := iso4217(t)
	counts := map[string]int{}
	for code, n := range units {
		if !withdrawn[code] {
			counts[n]++
		}
	}
	// The published list has this many of each.
	if diff := cmp.Diff(map[string]int{"": 13, "0": 17, "2": 139, "3": 7, "4": 2}, counts); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			for c := 'A'; c <= 'Z'; c++ {
				code, got := string([]rune{a, b, c}), ""
				if places, known := partnermath.MinorUnits(code); known {
					got = strconv.Itoa(int(places))
				}
				if got != units[code] {
					t.Errorf("%s has %q minor units, want %q", code, got, units[code])
				}
			}
		}
	}
}

func TestMinorUnitsOfAnyText(t *testing.T) {
	units, _ := iso4217(t)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(testkit.HostileString(), rapid.StringMatching(`[A-Za-z]{2,4}`)).Draw(t, "text")
		if _, known := partnermath.MinorUnits(text); known && units[text] == "" {
			t.Fatalf("%.20q passes for a currency", text)
		}
	})
}
