package waterfall_test

import (
	"fmt"
	"math/big"
	"strings"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// evaluate works a worksheet out as a spreadsheet does: what has no formula is
// what it shows, what has one follows from the exact values of the lines that it
// names. It knows a chain of products with a divisor, in brackets if need be.
// known tells in advance what single lines are.
func evaluate(t rapid.TB, lines []waterfall.WorksheetLine, known map[string]*big.Rat) map[string]*big.Rat {
	t.Helper()
	byRef := make(map[string]waterfall.WorksheetLine)
	for _, l := range lines {
		if _, twice := byRef[l.Ref]; twice {
			t.Fatalf("two lines are %s", l.Ref)
		}
		byRef[l.Ref] = l
	}
	values := make(map[string]*big.Rat)
	var value func(ref string, depth int) *big.Rat
	product := func(text string, depth int) *big.Rat {
		all := one()
		for ref := range strings.SplitSeq(text, "*") {
			all = times(all, value(ref, depth+1))
		}
		return all
	}
	value = func(ref string, depth int) *big.Rat {
		l, found := byRef[ref]
		if !found || depth > len(lines) {
			t.Fatalf("line %q is not there, or follows from itself", ref)
		}
		if values[ref] == nil {
			times, divisor, divided := strings.Cut(l.Formula, "/")
			switch {
			case known[ref] != nil:
				values[ref] = known[ref]
			case l.Formula == "":
				values[ref] = testkit.Rat(l.Value)
			case divided:
				if inner, bracket := strings.CutPrefix(divisor, "("); bracket {
					divisor = strings.TrimSuffix(inner, ")")
				} else if strings.Contains(divisor, "*") {
					t.Fatalf("a spreadsheet divides by the first of %s only", l.Formula)
				}
				values[ref] = over(product(times, depth), product(divisor, depth))
			default:
				values[ref] = product(times, depth)
			}
		}
		return values[ref]
	}
	for _, l := range lines {
		value(l.Ref, 0)
	}
	return values
}

// sheetText tells what the lines show besides their formulas.
func sheetText(lines []waterfall.WorksheetLine) []string {
	var all []string
	for _, l := range lines {
		all = append(all, strings.Join([]string{l.Ref, l.Name, string(l.Kind), l.Stage, l.Value.String(), fmt.Sprint(l.Places)}, "|"))
	}
	return all
}

// oracleSheet writes the lines of a funnel, by the comment on Worksheet.
func oracleSheet(f waterfall.Funnel, counts []*big.Rat, revenue string) []string {
	var all []string
	// A number that is given shows its own decimals.
	own := func(value string) int {
		_, behind, _ := strings.Cut(value, ".")
		return len(behind)
	}
	add := func(name, kind, stage, value string, places int) {
		n, ref := len(all), ""
		if n >= 26 {
			ref = string(rune('A' + n/26 - 1))
		}
		all = append(all, strings.Join([]string{ref + string(rune('A'+n%26)), name, kind, stage, value, fmt.Sprint(places)}, "|"))
	}
	for i, s := range f.Stages {
		switch {
		case s.Rate.Valid:
			add(f.Stages[i-1].ID+" to "+s.ID+" rate", "rate", s.ID, s.Rate.Decimal.String(), own(s.Rate.Decimal.String()))
		case s.Per.Valid:
			add(f.Stages[i-1].ID+" per "+s.ID, "per", s.ID, s.Per.Decimal.String(), own(s.Per.Decimal.String()))
		case s.Multiplier.Valid:
			add(s.ID+" per "+f.Stages[i-1].ID, "multiplier", s.ID, s.Multiplier.Decimal.String(), own(s.Multiplier.Decimal.String()))
		}
		if !s.Folded {
			add(s.ID, "count", s.ID, rounded(counts[i], 4), 4)
		}
	}
	add("average deal size", "amount", "", f.DealSize.Decimal.String(), max(int(minorPlaces(f.Currency)), own(f.DealSize.Decimal.String())))
	add("revenue", "amount", "", revenue, int(minorPlaces(f.Currency)))
	return all
}

// follows compares every line that has a formula with what it evaluates to.
func follows(t rapid.TB, f waterfall.Funnel, lines []waterfall.WorksheetLine, values map[string]*big.Rat) {
	t.Helper()
	for _, l := range lines {
		places := int32(4)
		if l.Kind == waterfall.LineAmount {
			places = minorPlaces(f.Currency)
		}
		if l.Formula == "" {
			continue
		}
		if diff := cmp.Diff(rounded(values[l.Ref], places), l.Value.String()); diff != "" {
			t.Fatalf("%s = %s (-evaluated +shown):\n%s", l.Ref, l.Formula, diff)
		}
	}
}
