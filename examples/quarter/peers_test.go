package main

import (
	"encoding/json"
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/scorecard"
)

// tiny is a channel of A1 and n others, all Gold in EMEA, with rates of their own.
func tiny(n int, rate func(i int) string) map[string]string {
	partners := "id,name,tier,type,region,manager\nA1,Alder,Gold,Reseller,EMEA,Kim\n"
	rows := header + "A1,2026-03-31,rate,0.5\n"
	for i := range n {
		partners += fmt.Sprintf("X%d,Other %d,Gold,Reseller,EMEA,Lee\n", i, i)
		rows += fmt.Sprintf("X%d,2026-03-31,rate,%s\n", i, rate(i))
	}
	return map[string]string{partnersFile: partners, assessmentsFile: rows}
}

// squeezed has one space for many, so that a test does not depend on widths.
func squeezed(text string) string { return strings.Join(strings.Fields(text), " ") }

func TestSmallGroups(t *testing.T) {
	ascending := func(i int) string { return fmt.Sprintf("0.%d", i%10) }
	for _, tt := range []struct {
		others       int
		row          string
		notes, notIn string
	}{
		{0, "All partners     50.50            –      –         –       –  –", "All partners: withheld: fewer than 5 peers.", ""},
		{4, "All partners     50.50            –      –         –       –  –", "All partners: withheld: fewer than 5 peers.", ""},
		{5, "All partners     50.50        25.50 +25.00         –       –  top quarter", "All partners: top performers withheld: fewer than 5 of them.", "fewer than 5 peers"},
		{40, "All partners     50.50        45.50  +5.00     80.00  -29.50  second quarter", "", "withheld"},
	} {
		sections := sectionsOf(t, tiny(tt.others, ascending), "-audience", "partner")
		got := sections["OVERALL BESIDE PEERS"] + sections["BESIDE PEERS: ALL PARTNERS"]
		if !strings.Contains(squeezed(got), squeezed(tt.row)) || !strings.Contains(got, tt.notes) {
			t.Errorf("%d others: prints\n%swant %q and %q", tt.others, got, tt.row, tt.notes)
		}
		if tt.notIn != "" && strings.Contains(got, tt.notIn) {
			t.Errorf("%d others: %q is not to be in\n%s", tt.others, tt.notIn, got)
		}
	}
	got := sectionsOf(t, tiny(4, ascending), "-audience", "vendor")["OVERALL BESIDE PEERS"]
	if want := "Tier Gold 50.50 22.78 +27.72 40.60 +9.90 90.00 1 of 5"; !strings.Contains(squeezed(got), want) {
		t.Errorf("the vendor sees\n%swant %q in it", got, want)
	}
}

// Whatever the members of a small group answer, the partner sees the same.
func TestSmallGroupTellsNothing(t *testing.T) {
	low := data(t, tiny(minimumPeers-1, func(int) string { return "0.1" }))
	high := data(t, tiny(minimumPeers-1, func(i int) string { return fmt.Sprintf("0.9%d", i) }))
	for format := range formats {
		args := []string{"-audience", "partner", "-format", format}
		if diff := cmp.Diff(runs(t, append(args, "-data", low)...), runs(t, append(args, "-data", high)...)); diff != "" {
			t.Errorf("%s depends on the others:\n%s", format, diff)
		}
	}
}

// Of groups that differ by few the larger one is shown: the one Silver partner would be 7 × 44 − 6 × 40.
// So is a group whose members have changed by few since the quarter before.
func TestGroupsTooClose(t *testing.T) {
	channel := tiny(9, func(i int) string { return fmt.Sprintf("0.%d", i) })
	channel[partnersFile] += "Y1,Silver one,Silver,Reseller,EMEA,Lee\n"
	channel[assessmentsFile] += "Y1,2026-03-31,rate,0.9\n"
	same := channel[assessmentsFile]
	again := func(rows string) string {
		return strings.ReplaceAll(strings.TrimPrefix(rows, header), "2026-03-31", "2026-06-30")
	}
	for _, tt := range []struct {
		name, more   string
		notes, shown []string
		quarter      string
	}{
		{"one Silver", "", []string{"Tier Gold: withheld: too close to other groups that are shown."}, []string{"All partners 50.50 4", "Region EMEA 50.50 4"}, "2026-Q1"},
		{"nobody has changed", again(same), []string{"Tier Gold: withheld"}, []string{"All partners 50.50 4", "Region EMEA 50.50 4"}, "2026-Q2"},
		{"one has changed", again(strings.Replace(same, "Y1,2026-03-31,rate,0.9", "Y1,2026-03-31,rate,0.2", 1)), []string{
			"All partners: withheld: too close", "Tier Gold: withheld: too close", "Region EMEA: withheld: too close",
		}, nil, "2026-Q2"},
	} {
		channel[assessmentsFile] = same + tt.more
		got := squeezed(sectionsOf(t, channel, "-audience", "partner", "-quarter", tt.quarter)["OVERALL BESIDE PEERS"])
		for _, want := range append(tt.notes, tt.shown...) {
			if !strings.Contains(got, want) {
				t.Errorf("%s: prints\n%swant %q", tt.name, got, want)
			}
		}
	}
}

// Peers are the latest assessments of the quarter, and no others.
func TestWhoIsPeer(t *testing.T) {
	channel := tiny(3, func(int) string { return "0.5" })
	channel[partnersFile] += "Y1,Elsewhere,Gold,Reseller,APAC,Lee\nY2,Lower,Silver,Reseller,EMEA,Lee\n"
	channel[assessmentsFile] += "X0,2026-01-01,rate,0.1\nX1,2025-12-31,rate,0.1\nX1,2026-04-01,rate,0.1\nY1,2026-01-31,rate,1\nY2,2026-02-28,rate,0\n"
	got := sectionsOf(t, channel, "-quarter", "2026-Q1")["OVERALL BESIDE PEERS"]
	for _, want := range []string{
		"All partners 50.50 50.50 0.00 60.40 -9.90 50.00 2 of 6",
		"Tier Gold 50.50 60.40 -9.90 60.40 -9.90 40.00 2 of 5",
		"Region EMEA 50.50 40.60 +9.90 50.50 0.00 60.00 1 of 5",
	} {
		if !strings.Contains(squeezed(got), want) {
			t.Errorf("the peers are\n%swant %q in it", got, want)
		}
	}
}

func TestGroupTitle(t *testing.T) {
	for _, tt := range []struct {
		dimension   scorecard.Dimension
		value, want string
	}{
		{scorecard.DimensionAll, "", "All partners"},
		{scorecard.DimensionTier, "Gold", "Tier Gold"},
		{scorecard.DimensionRegion, "", "No region"},
	} {
		if got := groupTitle(tt.dimension, tt.value); got != tt.want {
			t.Errorf("groupTitle(%s, %q) = %q, want %q", tt.dimension, tt.value, got, tt.want)
		}
	}
}

// object decodes the JSON of a run.
func object(t *testing.T, args ...string) map[string]any {
	t.Helper()
	var o map[string]any
	if err := json.Unmarshal([]byte(runs(t, append(args, "-format", "json")...)), &o); err != nil {
		t.Fatal(err)
	}
	return o
}

// figures collects the texts of numbers below a JSON value by field.
func figures(v any, field string, into map[string][]string) {
	switch v := v.(type) {
	case map[string]any:
		for name, below := range v {
			figures(below, name, into)
		}
	case []any:
		for _, below := range v {
			figures(below, field, into)
		}
	case string:
		into[field] = append(into[field], v)
	case float64:
		into[field] = append(into[field], fmt.Sprint(v))
	case nil:
		into[field] = append(into[field], "null")
	}
}

// The partner's view has of the vendor's only what the disclosure lets through.
func TestPartnerView(t *testing.T) {
	for _, args := range [][]string{nil, {"-partner", "P1015", "-quarter", "2025-Q4"}} {
		vendor := object(t, args...)
		partner := object(t, append(args, "-audience", "partner")...)
		ofVendor, ofPartner := make(map[string][]string), make(map[string][]string)
		figures(vendor["peers"], "peers", ofVendor)
		figures(partner["peers"], "peers", ofPartner)
		for _, o := range []map[string]any{vendor, partner} {
			delete(o, "peers")
			delete(o, "audience")
		}
		checkConflicts(t, args, vendor, partner)
		if diff := cmp.Diff(vendor, partner); diff != "" {
			t.Errorf("%q: what is the partner's own differs:\n%s", args, diff)
		}
		fields := []string{
			"audience", "bestPractice", "bestPracticeGap", "date", "dimension", "effectiveWeight", "id", "improvements", "name", "node",
			"partner", "peerGap", "peerMean", "peers", "percentileRank", "questionnaire", "rankBand", "rankWithheld", "score",
			"strengths", "topGap", "topMean", "topWithheld", "value", "version", "weightedGap",
		}
		for field := range ofPartner {
			if !slices.Contains(fields, field) {
				t.Errorf("%q: field %q of the vendor", args, field)
			}
		}
		for field, pattern := range map[string]string{
			"peers": `^\d*[05]$`, "peerMean": `^(\d+\.[05]0|null)$`, "topMean": `^(\d+\.[05]0|null)$`, "percentileRank": `^null$`,
			"rankWithheld": `^vendor-only$`,
		} {
			for _, figure := range ofPartner[field] {
				if !regexp.MustCompile(pattern).MatchString(figure) {
					t.Errorf("%q: %s is %q, want %s", args, field, figure, pattern)
				}
			}
		}
		checkNoFigures(t, args, ofVendor, ofPartner, partner)
	}
}

// checkConflicts looks for what is another partner's in the conflicts of a partner's
// registrations, and takes them off.
func checkConflicts(t *testing.T, args []string, vendor, partner map[string]any) {
	t.Helper()
	conflicts := func(o map[string]any) []any {
		registrations := o["registrations"].(map[string]any)
		list := registrations["conflicts"].([]any)
		delete(registrations, "conflicts")
		return list
	}
	all, own := conflicts(vendor), conflicts(partner)
	if len(all) != len(own) || (len(args) == 0 && len(all) == 0) {
		t.Errorf("%q: %d conflicts, the vendor sees %d", args, len(own), len(all))
	}
	for i := range own {
		one := own[i].(map[string]any)
		for field := range one {
			if !slices.Contains([]string{"deal", "customer", "product"}, field) {
				t.Errorf("%q: conflict with %q, %v", args, field, one[field])
			}
		}
		text := runs(t, append(args, "-audience", "partner")...)
		for _, field := range []string{"other", "otherPartner"} {
			if other := all[i].(map[string]any)[field].(string); strings.Contains(text, other) {
				t.Errorf("%q: names %s %s", args, field, other)
			}
		}
	}
}

// checkNoFigures looks in all forms for what only the vendor sees.
func checkNoFigures(t *testing.T, args []string, ofVendor, ofPartner map[string][]string, own any) {
	t.Helper()
	known := make(map[string][]string)
	figures(own, "", known)
	allowed := make(map[string]bool)
	for _, all := range append(slices.Collect(maps.Values(known)), slices.Collect(maps.Values(ofPartner))...) {
		for _, figure := range all {
			allowed[figure] = true
			if d, err := decimal.NewFromString(figure); err == nil {
				allowed[d.StringFixed(scorePlaces)] = true
				allowed[d.Shift(2).StringFixed(scorePlaces)] = true // as a percentage
			}
		}
	}
	secret := 0
	number := regexp.MustCompile(`\d+\.\d+`)
	for format := range formats {
		text := runs(t, append(args, "-audience", "partner", "-format", format)...)
		printed := make(map[string]bool)
		for _, n := range number.FindAllString(text, -1) {
			printed[n] = true
		}
		for _, field := range []string{"peerMean", "topMean", "peerGap", "topGap", "percentileRank"} {
			for _, figure := range ofVendor[field] {
				if allowed[figure] || figure == "null" {
					continue
				}
				secret++
				if digits := strings.TrimPrefix(figure, "-"); printed[digits] && !allowed[digits] && !allowed["-"+digits] {
					t.Errorf("%q, %s: has %s %s of the vendor", args, format, field, figure)
				}
			}
		}
		for _, word := range []string{"onfidential", "Percentile", "percentile rank", "notAssessed", `"ties"`, "deviation", "quantiles"} {
			if strings.Contains(text, word) {
				t.Errorf("%q, %s: has %q of the vendor", args, format, word)
			}
		}
		checkNoOthers(t, args, format, text)
	}
	if secret < 100 {
		t.Errorf("%q: looks for %d figures only", args, secret)
	}
}

// checkNoOthers looks for other partners.
func checkNoOthers(t *testing.T, args []string, format, text string) {
	t.Helper()
	own := "P1001"
	if len(args) > 0 {
		own = args[1]
	}
	if !strings.Contains(text, own) {
		t.Errorf("%q, %s: does not name the partner", args, format)
	}
	for _, id := range regexp.MustCompile(`P\d{4}\b`).FindAllString(text, -1) {
		if id != own {
			t.Errorf("%q, %s: names %s", args, format, id)
		}
	}
}
