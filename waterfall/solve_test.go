package waterfall_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// The value is the oracle's. Put back it gives the lines, and where rounding took
// nothing off it, the revenue of the terms.
func TestSolveProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		f := anyFunnel().Draw(t, "funnel")
		terms := anyTerms(t, f)
		if terms.Revenue.Valid && oneIn(t, 2, "solvable") {
			// The revenue that the funnel itself makes, so that the solution is near it.
			units := terms.Units
			if !units.Valid {
				units = null("1500.25")
			}
			lines, err := waterfall.Worksheet(f, units.Decimal)
			if err != nil {
				t.Fatal(err)
			}
			if revenue := lines[len(lines)-1].Value; revenue.LessThan(number("1e20")) {
				terms.Revenue.Decimal = revenue
			}
		}
		given := f
		if terms.Unknown == waterfall.UnknownDealSize && oneIn(t, 2, "left out") {
			given.DealSize = decimal.NullDecimal{}
		}
		got, err := waterfall.Solve(given, terms)
		if err != nil {
			t.Fatal(err)
		}
		exact := oracleSolve(f, terms)
		if exact == nil {
			if got.Value.Valid || got.Attainable || got.Lines != nil {
				t.Fatalf("there is no solution, got %s, attainable %t", nullText(got.Value), got.Attainable)
			}
			return
		}
		places := minorPlaces(f.Currency)
		switch terms.Unknown {
		case waterfall.UnknownUnits:
			places = 4
		case waterfall.UnknownConversion:
			places = 8
		}
		if diff := cmp.Diff(rounded(exact, places), nullText(got.Value)); diff != "" {
			t.Fatalf("-oracle +got:\n%s", diff)
		}
		solved, units := put(f, terms, got.Value.Decimal)
		lines, err := waterfall.Worksheet(solved, units)
		if (err == nil) != got.Attainable {
			t.Fatalf("%s is attainable: %t, put back: %v", nullText(got.Value), got.Attainable, err)
		}
		if diff := cmp.Diff(shown(lines), shown(got.Lines)); diff != "" {
			t.Fatalf("-put back +got:\n%s", diff)
		}
		exactly := testkit.Rat(got.Value.Decimal).Cmp(exact) == 0
		if got.Attainable && exactly && terms.Revenue.Valid {
			if diff := cmp.Diff(terms.Revenue.Decimal.String(), lines[len(lines)-1].Value.String()); diff != "" {
				t.Fatalf("-terms +sheet:\n%s", diff)
			}
		}
	})
}

func TestSolve(t *testing.T) {
	with := func(change func(f *waterfall.Funnel)) waterfall.Funnel {
		f := article()
		change(&f)
		return f
	}
	deaf := with(func(f *waterfall.Funnel) { f.Stages[4].Rate = null("0") })
	for _, tt := range []struct {
		name           string
		funnel         waterfall.Funnel
		terms          waterfall.KnownTerms
		value          string
		attainable     bool
		unknown, stage string
	}{
		{"units", article(), waterfall.KnownTerms{Unknown: "units", Revenue: null("10000000")}, "1500", true, "units", ""},
		{"deal size", article(), waterfall.KnownTerms{Unknown: "deal-size", Units: null("1500"), Revenue: null("10000000")}, "10000", true, "deal-size", ""},
		{"revenue", article(), waterfall.KnownTerms{Unknown: "revenue", Units: null("1500")}, "10000000", true, "revenue", ""},
		{"rate", article(), waterfall.KnownTerms{Unknown: "conversion", Stage: "responses", Units: null("1500"), Revenue: null("10000000")}, "0.02", true, "conversion", "responses"},
		{"per", article(), waterfall.KnownTerms{Unknown: "conversion", Stage: "won", Units: null("1500"), Revenue: null("10000000")}, "12.6", true, "conversion", "won"},
		{"multiplier", article(), waterfall.KnownTerms{Unknown: "conversion", Stage: "campaigns", Units: null("1500"), Revenue: null("10000000")}, "4", true, "conversion", "campaigns"},
		{"rate of 1", article(), waterfall.KnownTerms{Unknown: "conversion", Stage: "engaged", Units: null("600"), Revenue: null("10000000")}, "1", true, "conversion", "engaged"},
		{"rate above 1", article(), waterfall.KnownTerms{Unknown: "conversion", Stage: "engaged", Units: null("300"), Revenue: null("10000000")}, "2", false, "conversion", "engaged"},
		{"rate of 0", article(), waterfall.KnownTerms{Unknown: "conversion", Stage: "engaged", Units: null("300"), Revenue: null("0")}, "0", true, "conversion", "engaged"},
		{"per of 1", article(), waterfall.KnownTerms{Unknown: "conversion", Stage: "won", Units: null("1500"), Revenue: null("126000000")}, "1", true, "conversion", "won"},
		{"per below 1", article(), waterfall.KnownTerms{Unknown: "conversion", Stage: "won", Units: null("1500"), Revenue: null("252000000")}, "0.5", false, "conversion", "won"},
		{"multiplier of 1", article(), waterfall.KnownTerms{Unknown: "conversion", Stage: "campaigns", Units: null("1500"), Revenue: null("2500000")}, "1", false, "conversion", "campaigns"},
		{"deal size of 0", article(), waterfall.KnownTerms{Unknown: "deal-size", Units: null("1500"), Revenue: null("0")}, "0", false, "deal-size", ""},
		{"units of 21 digits", article(), waterfall.KnownTerms{Unknown: "units", Revenue: null("99999999999999999999")}, "14999999999999999.9999", false, "units", ""},
		{"no units", article(), waterfall.KnownTerms{Unknown: "deal-size", Units: null("0"), Revenue: null("1")}, "null", false, "deal-size", ""},
		{"every deal size", article(), waterfall.KnownTerms{Unknown: "deal-size", Units: null("0"), Revenue: null("0")}, "null", false, "deal-size", ""},
		{"no way to revenue", deaf, waterfall.KnownTerms{Unknown: "units", Revenue: null("1")}, "null", false, "units", ""},
		{"every number of units", deaf, waterfall.KnownTerms{Unknown: "units", Revenue: null("0")}, "null", false, "units", ""},
		{"the rate of 0 is the unknown", deaf, waterfall.KnownTerms{Unknown: "conversion", Stage: "responses", Units: null("1500"), Revenue: null("10000000")}, "0.02", true, "conversion", "responses"},
		{"no per makes nothing of something", article(), waterfall.KnownTerms{Unknown: "conversion", Stage: "won", Units: null("1500"), Revenue: null("0")}, "null", false, "conversion", "won"},
		{"no per makes something of nothing", article(), waterfall.KnownTerms{Unknown: "conversion", Stage: "won", Units: null("0"), Revenue: null("1")}, "null", false, "conversion", "won"},
	} {
		got, err := waterfall.Solve(tt.funnel, tt.terms)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
			continue
		}
		if diff := cmp.Diff([]any{tt.value, tt.attainable, tt.unknown, tt.stage, tt.attainable}, []any{
			nullText(got.Value), got.Attainable, string(got.Unknown), got.Stage, got.Lines != nil,
		}); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
