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
		// Tamsin lost its stage, and Ostsee and Aurel had none before: 4 + 1 − 3 = 2, 2 + 1 − 1 = 2.
		"stage in 2026-q2 came left in 2026-q3", "recruit 0 0 0 0", "grow 4 1 3 2", "mature 0 1 0 1", "at risk 0 1 0 1", "none 2 1 1 2", "in all 6 4 4 6",
		"tamsin grow none no facts of the quarter",
		"nordwerk grow mature revenue 120,000 is at least 100,000, score 60.00002 is at least 60.00001",
		"calder grow at risk months-idle 4 is above 3", "ostsee new grow revenue 500 is above 0 months-idle, score",
		"nordwerk mature 2026-q3 revenue 120,000 is at least 100,000, score 60.00002 is at least 60.00001 grow from 2026-q2, onboard from 2026-q1",
		"tamsin no facts of the quarter grow from 2026-q2", "aurel no rule holds months-idle, score", "brandt grow 2026-q2 revenue 700 is above 0",
		"a condition on a figure that is not known does not hold.",
	)
}

// A figure is written in its unit where that shows all of it.
func TestPlacementsInUnits(t *testing.T) {
	p := placed(t)
	units := []pages.FigureUnit{{Figure: "score", Unit: document.UnitScore}, {Figure: "revenue", Unit: document.UnitShare}}
	says(t, pages.Placements(p, units...), "nordwerk grow mature revenue 12,000,000% is at least 10,000,000%, score 60.00002 is at least 60.00001")
	p.Partners[0].Tested[0].Actual = testkit.Null("-0.057")
	for i := range p.Partners {
		for j := range p.Partners[i].Tested {
			p.Partners[i].Tested[j].Actual = testkit.Null("-0.057")
		}
	}
	says(t, pages.Placements(p, units...), "revenue -5.7% is above 0%")
}

// Who lost its stage, and gets one again, did not leave the old one twice.
func TestPlacementsOfComing(t *testing.T) {
	policy := coverage.StagePolicy{Quarter: quarter, Figures: []string{"x"}, Rules: []coverage.Rule{
		{ID: "r", Stage: "grow", Conditions: []coverage.Condition{{Figure: "x", Is: coverage.AtLeast, Value: testkit.Null("1")}}},
	}}
	at := func(q int, x string) coverage.Facts {
		return coverage.Facts{Partner: "a", Quarter: quarter.Add(q), Figures: []coverage.Figure{{Name: "x", Value: testkit.Null(x)}}}
	}
	for _, tt := range []struct {
		facts []coverage.Facts
		want  []string
	}{
		{[]coverage.Facts{at(-1, "2"), at(0, "0")}, []string{"grow 1 0 1 0", "none 0 1 0 1", "a grow none no rule holds"}},
		{[]coverage.Facts{at(-2, "2"), at(-1, "0"), at(0, "3")}, []string{"grow 0 1 0 1", "none 1 0 1 0", "a none grow x 3 is at least 1"}},
		{[]coverage.Facts{at(-1, "0"), at(0, "3")}, []string{"a new grow x 3 is at least 1"}},
	} {
		p, err := coverage.Place(policy, tt.facts)
		if err != nil {
			t.Fatal(err)
		}
		says(t, pages.Placements(p), tt.want...)
	}
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
	p.Stages[3].Partners, p.Stages[3].Came, p.None.Before, p.None.Left = 602, 601, 602, 601
	for i := range 600 {
		p.Partners = append(p.Partners, coverage.Placement{
			Partner: fmt.Sprint("p", i), Stage: "grow", Rule: "sells", Since: quarter, Moves: []coverage.Move{{To: "grow", Quarter: quarter}},
		})
	}
	page := pages.Placements(p)
	// Four of six moved, as did the 600.
	says(t, page, "104 further partners, in the order of their ids.", "106 further partners, in the order of their ids.", "in all 606 604 604 606")
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
