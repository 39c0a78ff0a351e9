package main

import (
	"fmt"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/qbr"
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
	return map[string]string{intake.PartnersFile: partners, intake.AssessmentsFile: rows}
}

// squeezed has one space for many, so that a test does not depend on widths.
func squeezed(text string) string { return strings.Join(strings.Fields(text), " ") }

func TestSmallGroups(t *testing.T) {
	ascending := func(i int) string { return fmt.Sprintf("0.%d", i%10) }
	for _, tt := range []struct {
		others     int
		row, notes string
		notIn      string
	}{
		{0, "", "All partners: withheld, there are too few peers.", ""},
		{4, "", "All partners: withheld, there are too few peers.", ""},
		{5, "All partners|50.50|25.50|+25.00|top quartile\n", "", "withheld"},
		{40, "All partners|50.50|45.50|+5.00|80.00|-29.50|second quartile\n", "", "withheld"},
	} {
		r := reviewed(t, "-data", data(t, tiny(tt.others, ascending)), "-audience", "partner")
		got, notes := cellsOf(r, "Overall score beside peers"), notesOf(r, qbr.SectionCapability)
		if !strings.Contains(got, tt.row) || !strings.Contains(notes, tt.notes) {
			t.Errorf("%d others: prints\n%s%swant %q and %q", tt.others, got, notes, tt.row, tt.notes)
		}
		if tt.notIn != "" && strings.Contains(got+notes, tt.notIn) {
			t.Errorf("%d others: %q is not to be in\n%s", tt.others, tt.notIn, got)
		}
	}
	got := cellsOf(reviewed(t, "-data", data(t, tiny(4, ascending)), "-audience", "vendor"), "Overall score beside peers")
	if want := "Tier Gold|50.50|22.78|+27.72|40.60|+9.90|90.00|1|5\n"; !strings.Contains(got, want) {
		t.Errorf("the vendor sees\n%swant %q in it", got, want)
	}
}

// Whatever the members of a small group answer, the partner sees the same.
func TestSmallGroupTellsNothing(t *testing.T) {
	low := data(t, tiny(minimumPeers-1, func(int) string { return "0.1" }))
	high := data(t, tiny(minimumPeers-1, func(i int) string { return fmt.Sprintf("0.9%d", i) }))
	for format := range formats {
		low, high := runsAs(t, format, "-audience", "partner", "-data", low), runsAs(t, format, "-audience", "partner", "-data", high)
		if diff := cmp.Diff(low, high); diff != "" {
			t.Errorf("%s depends on the others:\n%s", format, diff)
		}
	}
}

// Of groups that differ by few the larger one is shown: the one Silver partner would be 7 × 44 − 6 × 40.
// So is a group whose members have changed by few since the quarter before.
func TestGroupsTooClose(t *testing.T) {
	channel := tiny(9, func(i int) string { return fmt.Sprintf("0.%d", i) })
	channel[intake.PartnersFile] += "Y1,Silver one,Silver,Reseller,EMEA,Lee\n"
	channel[intake.AssessmentsFile] += "Y1,2026-03-31,rate,0.9\n"
	same := channel[intake.AssessmentsFile]
	again := func(rows string) string {
		return strings.ReplaceAll(strings.TrimPrefix(rows, header), "2026-03-31", "2026-06-30")
	}
	for _, tt := range []struct {
		name, more   string
		notes, shown []string
		quarter      string
	}{
		{"one Silver", "", []string{"Tier Gold: withheld, it is too close to another group that is shown."}, []string{"All partners|50.50|4", "Region EMEA|50.50|4"}, "2026-Q1"},
		{"nobody has changed", again(same), []string{"Tier Gold: withheld"}, []string{"All partners|50.50|4", "Region EMEA|50.50|4"}, "2026-Q2"},
		{"one has changed", again(strings.Replace(same, "Y1,2026-03-31,rate,0.9", "Y1,2026-03-31,rate,0.2", 1)), []string{
			"All partners: withheld, it is too close", "Tier Gold: withheld, it is too close", "Region EMEA: withheld, it is too close",
		}, nil, "2026-Q2"},
	} {
		channel[intake.AssessmentsFile] = same + tt.more
		r := reviewed(t, "-data", data(t, channel), "-audience", "partner", "-quarter", tt.quarter)
		got := cellsOf(r, "Overall score beside peers") + notesOf(r, qbr.SectionCapability)
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
	channel[intake.PartnersFile] += "Y1,Elsewhere,Gold,Reseller,APAC,Lee\nY2,Lower,Silver,Reseller,EMEA,Lee\n"
	channel[intake.AssessmentsFile] += "X0,2026-01-01,rate,0.1\nX1,2025-12-31,rate,0.1\nX1,2026-04-01,rate,0.1\nY1,2026-01-31,rate,1\nY2,2026-02-28,rate,0\n"
	got := cellsOf(reviewed(t, "-data", data(t, channel), "-quarter", "2026-Q1"), "Overall score beside peers")
	for _, want := range []string{
		"All partners|50.50|50.50|0.00|60.40|-9.90|50.00|2|6\n",
		"Tier Gold|50.50|60.40|-9.90|60.40|-9.90|40.00|2|5\n",
		"Region EMEA|50.50|40.60|+9.90|50.50|0.00|60.00|1|5\n",
	} {
		if !strings.Contains(got, want) {
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
		if got := (peerKey{tt.dimension, tt.value}).String(); got != tt.want {
			t.Errorf("%s %q is %q, want %q", tt.dimension, tt.value, got, tt.want)
		}
	}
}

// The partner's view has of the vendor's only what the disclosure lets through: peers' means
// in steps of half a point, a band in place of a rank, and nothing of another partner.
func TestPartnerView(t *testing.T) {
	for _, args := range [][]string{nil, {"-partner", "P1015", "-quarter", "2025-Q4"}} {
		vendor, partner := reviewed(t, args...), reviewed(t, append(args, "-audience", "partner")...)
		groups := cellsOf(partner, "Overall score beside peers")
		if groups == "" {
			t.Errorf("%q: no peers", args)
		}
		for _, row := range strings.Split(strings.TrimSpace(groups), "\n") {
			if !regexp.MustCompile(`^[^|]+\|\d+\.\d\d\|\d+\.[05]0\|[^|]+\|(\d+\.[05]0|–)\|[^|]+\|(top|second|third|bottom|lowest|last) quartile$`).MatchString(row) {
				t.Errorf("%q: tells %s", args, row)
			}
		}
		checkConflicts(t, args, vendor, partner)
		if a, b := withoutPeers(t, vendor), withoutPeers(t, partner); cmp.Diff(a, b) != "" {
			t.Errorf("%q: what is the partner's own differs:\n%s", args, cmp.Diff(a, b))
		}
		checkNoFigures(t, args, vendor)
	}
}

// isOfPeers tells the tables, and those of the vendor alone, of which a partner sees less.
func isOfPeers(title string) bool {
	ofVendor := []string{"What the vendor gets", "Promotions proposed", "What funded campaigns brought", "What worked"}
	return strings.Contains(title, "beside peers") || title == "Registrations in conflict" ||
		slices.ContainsFunc(ofVendor, func(start string) bool { return strings.HasPrefix(title, start) })
}

// withoutPeers returns the tables of a review that are no secret.
func withoutPeers(t *testing.T, r qbr.Review) []string {
	t.Helper()
	var own []string
	for _, s := range r.Sections {
		for _, table := range s.Tables {
			if !isOfPeers(table.Title) {
				own = append(own, string(s.ID)+": "+table.Title, cellsOf(r, table.Title))
			}
		}
	}
	return own
}

// checkConflicts looks for what is another partner's in the conflicts of a partner's
// registrations.
func checkConflicts(t *testing.T, args []string, vendor, partner qbr.Review) {
	t.Helper()
	const title = "Registrations in conflict"
	all, own := strings.Split(cellsOf(vendor, title), "\n"), strings.Split(cellsOf(partner, title), "\n")
	if len(all) != len(own) || args == nil && len(all) < 2 {
		t.Fatalf("%q: %d conflicts, the vendor sees %d", args, len(own), len(all))
	}
	text := runs(t, append(args, "-audience", "partner")...)
	for i := range all[:len(all)-1] {
		if !strings.Contains(all[i], "|") { // a heading
			continue
		}
		cells, shown := strings.Split(all[i], "|"), strings.Split(own[i], "|")
		if len(shown) != 4 || !strings.HasPrefix(shown[3], "ask ") {
			t.Errorf("%q: conflict %q", args, own[i])
		}
		for _, other := range append(strings.Split(cells[4], ", "), strings.Split(cells[5], " to ")[0]) {
			if strings.Contains(text, other) {
				t.Errorf("%q: names %s", args, other)
			}
		}
	}
}

// checkNoFigures looks in all forms for what only the vendor sees of peers.
func checkNoFigures(t *testing.T, args []string, vendor qbr.Review) {
	t.Helper()
	var exact []string
	for _, s := range vendor.Sections {
		for _, table := range s.Tables {
			if !strings.Contains(table.Title, "beside peers") {
				continue
			}
			for _, row := range table.Rows {
				for i, cell := range row.Cells {
					if strings.HasPrefix(table.Columns[i].Head, "Peers' mean") || strings.HasPrefix(table.Columns[i].Head, "Top") || strings.HasPrefix(table.Columns[i].Head, "Percentile") {
						exact = append(exact, cell.Number.Decimal.StringFixed(2))
					}
				}
			}
		}
	}
	secret := 0
	number := regexp.MustCompile(`\d+\.\d+`)
	for format := range formats {
		text := runsAs(t, format, append(args, "-audience", "partner")...)
		own := make(map[string]bool) // what is the same to both
		for _, table := range withoutPeers(t, vendor) {
			for _, n := range number.FindAllString(table, -1) {
				own[n] = true
			}
		}
		for _, figure := range exact {
			if last := figure[len(figure)-2:]; own[figure] || last == "00" || last == "50" {
				continue
			}
			secret++
			if regexp.MustCompile(`(^|[^\d.])` + strings.ReplaceAll(strings.TrimRight(figure, "0"), ".", `\.`) + `0?([^\d]|$)`).MatchString(text) {
				t.Errorf("%q, %s: has %s of the vendor", args, format, figure)
			}
		}
		for _, word := range []string{"onfidential", "Percentile", "percentile rank", "notAssessed", `"ties"`, "deviation", "quantiles"} {
			if strings.Contains(text, word) {
				t.Errorf("%q, %s: has %q of the vendor", args, format, word)
			}
		}
		checkNoOthers(t, args, format, text)
	}
	if secret < 80 {
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
