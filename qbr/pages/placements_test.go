package pages_test

import (
	"fmt"
	"testing"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/coverage"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/pages"
)

func placed(t *testing.T) coverage.Placements {
	t.Helper()
	when := func(figure string, is coverage.Comparison, value string) coverage.Condition {
		return coverage.Condition{Figure: figure, Is: is, Value: testkit.Null(value)}
	}
	policy := coverage.StagePolicy{
		Quarter: quarter, Figures: []string{"revenue", "months-idle", "score"},
		Rules: []coverage.Rule{
			{ID: "idle", Stage: "at-risk", Conditions: []coverage.Condition{when("months-idle", coverage.Above, "3")}},
			{ID: "large", Stage: "mature", Conditions: []coverage.Condition{when("revenue", coverage.AtLeast, "100000"), when("score", coverage.AtLeast, "60.00001")}},
			{ID: "sells", Stage: "grow", Conditions: []coverage.Condition{when("revenue", coverage.Above, "0")}},
			{ID: "scored", Stage: "onboard", Conditions: []coverage.Condition{when("score", coverage.Above, "0")}},
		},
	}
	facts := func(partner string, q int, revenue, idle, score string) coverage.Facts {
		f := coverage.Facts{Partner: partner, Quarter: quarter.Add(q)}
		for _, of := range []struct{ name, value string }{{"revenue", revenue}, {"months-idle", idle}, {"score", score}} {
			if of.value != "" {
				f.Figures = append(f.Figures, coverage.Figure{Name: of.name, Value: testkit.Null(of.value)})
			}
		}
		return f
	}
	p, err := coverage.Place(policy, []coverage.Facts{
		facts("Nordwerk", -2, "0", "0", "55"), facts("Nordwerk", -1, "90000", "0", "58"), facts("Nordwerk", 0, "120000", "0", "60.00002"),
		facts("Calder", -1, "40000", "0", ""), facts("Calder", 0, "0", "4", ""),
		facts("Ostsee", 0, "500", "", ""), facts("Brandt", -1, "500", "0", "50"), facts("Brandt", 0, "700", "0", "50"),
		facts("Tamsin", -1, "500", "0", "50"), facts("Aurel", 0, "0", "", ""),
	})
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestPlacements(t *testing.T) {
	page := pages.Placements(placed(t))
	printed(t, "placements", page)
	says(
		t, page,
		"recruit 0 0 0", "grow 2 1 2", "mature 1 1 0", "at risk 1 1 0", "none 2", "in all 6",
		"nordwerk grow mature revenue 120,000 is at least 100,000, score 60.00002 is at least 60.00001",
		"calder grow at risk months-idle 4 is above 3", "ostsee new grow revenue 500 is above 0 months-idle, score",
		"nordwerk mature 2026-q3 revenue 120,000 is at least 100,000, score 60.00002 is at least 60.00001 grow from 2026-q2, onboard from 2026-q1",
		"tamsin no facts of the quarter grow from 2026-q2", "aurel no rule holds months-idle, score", "brandt grow 2026-q2 revenue 700 is above 0",
		"a condition on a figure that is not known does not hold.",
	)
}

// Who came by a last rule without conditions did so for want of another.
func TestPlacementsWithoutMoves(t *testing.T) {
	p, err := coverage.Place(coverage.StagePolicy{
		Quarter: quarter, Figures: []string{"revenue"}, Stages: []string{"Tier-1"}, Rules: []coverage.Rule{{ID: "else", Stage: "Tier-1"}},
	}, []coverage.Facts{{Partner: "Calder", Quarter: quarter.Add(-1)}, {Partner: "Calder", Quarter: quarter}})
	if err != nil {
		t.Fatal(err)
	}
	says(t, pages.Placements(p), "nobody.", "calder tier-1 2026-q2 no rule before the last holds")
}

// A page of many partners says what it leaves out.
func TestPlacementsOfMany(t *testing.T) {
	p := placed(t)
	for i := range 600 {
		p.Partners = append(p.Partners, coverage.Placement{
			Partner: fmt.Sprint("p", i), Stage: "grow", Rule: "sells", Since: quarter, Moves: []coverage.Move{{To: "grow", Quarter: quarter}},
		})
	}
	page := pages.Placements(p)
	// Three of six moved, as did the 600.
	says(t, page, "103 further partners, in the order of their ids.", "106 further partners, in the order of their ids.", "in all 606")
	if rows := rowsOf(page); rows > 1100 {
		t.Errorf("%d rows", rows)
	}
}

func rowsOf(page document.Document) (rows int) {
	for i := range page.Sections {
		for j := range page.Sections[i].Tables {
			rows += len(page.Sections[i].Tables[j].Rows)
		}
	}
	return rows
}
