package exact

import (
	"regexp"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
)

func TestMinorUnits(t *testing.T) {
	type answer struct {
		places int32
		ok     bool
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
		{answer{2, true}, []string{"ZZZ"}},
		{answer{0, false}, []string{"XAU", "XAG", "XDR", "XBA", "XTS", "XXX"}},
		{answer{0, false}, []string{"", "usd", "Usd", "US", "USDT", "US$", "ÜS", "U D", "USD "}},
	} {
		for _, code := range tt.codes {
			places, ok := MinorUnits(code)
			if diff := cmp.Diff(tt.want, answer{places, ok}, cmp.AllowUnexported(answer{})); diff != "" {
				t.Errorf("%q (-want +got):\n%s", code, diff)
			}
		}
	}
}

// The published list has this many codes of each kind that is not 2.
func TestMinorUnitsCounts(t *testing.T) {
	got := map[string]int{}
	for a := 'A'; a <= 'Z'; a++ {
		for b := 'A'; b <= 'Z'; b++ {
			for c := 'A'; c <= 'Z'; c++ {
				switch places, ok := MinorUnits(string([]rune{a, b, c})); {
				case !ok:
					got["N.A."]++
				case places != 2:
					got[string('0'+places)]++
				}
			}
		}
	}
	if diff := cmp.Diff(map[string]int{"0": 17, "3": 7, "4": 2, "N.A.": 13}, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestMinorUnitsOfAnyText(t *testing.T) {
	letters := regexp.MustCompile(`\A[A-Z]{3}\z`)
	rapid.Check(t, func(t *rapid.T) {
		text := rapid.OneOf(testkit.HostileString(), rapid.StringMatching(`[A-Za-z]{2,4}`)).Draw(t, "text")
		if _, ok := MinorUnits(text); ok && !letters.MatchString(text) {
			t.Fatalf("%.20q passes for a currency", text)
		}
	})
}
