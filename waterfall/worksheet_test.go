package waterfall_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

var number, null = testkit.Number, testkit.Null

func orZero(d decimal.NullDecimal) decimal.Decimal {
	if d.Valid {
		return d.Decimal
	}
	return decimal.Decimal{}
}

// published is a worksheet with published or hand-checked figures.
type published struct {
	Ref, Name, Formula, Value string
}

// article returns the funnel of the article's worksheet.
func article() waterfall.Funnel {
	return waterfall.Funnel{Currency: "USD", DealSize: null("10000"), Stages: []waterfall.FunnelStage{
		{ID: "partners", Name: "partners enrolled"},
		{ID: "engaged", Name: "engaged partners", Rate: null("0.40"), StepName: "engaged rate"},
		{ID: "campaigns", Multiplier: null("4"), StepName: "campaigns per engaged partner a year", Folded: true},
		{ID: "recipients", Multiplier: null("1750"), StepName: "recipients per campaign", Folded: true},
		{ID: "responses", CountsAs: partnermath.StageInquiry, Rate: null("0.02"), StepName: "response rate", Folded: true},
		{ID: "mgos", Name: "MGOs", CountsAs: partnermath.StageMGO, Rate: null("0.15"), StepName: "response to MGO rate"},
		{ID: "won", Name: "won deals", CountsAs: partnermath.StageWon, Per: null("12.6"), StepName: "MGOs per won deal"},
	}}
}

// golden returns the figures of testdata/waterfall.json.
func golden(t testing.TB) (figures struct {
	Worksheet struct {
		Lines     []struct{ Ref, Name, Formula, Value, Note string }
		Backward  map[string]string
		Scenarios []struct {
			Name, ResponseRate, MGOsPerWon, DealSize, MGOs, Won, Revenue string
		}
		WholeCampaigns struct {
			Note, Needed, Delivered, Revenue string
			Waves                            int
		}
		PublishedAverages struct {
			Source, Campaigns, Recipients, ResponseRate, ResponseToMGO, MGOs string
		}
		Source string
	}
	Backward struct {
		Source string
		Cases  []struct {
			Revenue, DealSize string
			Rates, Want       []string
		}
	}
	Lag struct {
		Source, MGOs, PerWon string
		Lag, Wins            []string
	}
	Mix struct {
		Source, MGOs string
		Tactics      []struct{ Share, CostPerMGO, MGOs string }
		Budget       string
	}
	AccountPlanning struct {
		Source, Goal, Base, Open, OpenRate, WinRate, Needed string
	}
	Cadence, Verification any
},
) {
	testkit.ReadJSON(t, "testdata/waterfall.json", &figures)
	return figures
}

func shown(lines []waterfall.WorksheetLine) []published {
	var all []published
	for _, l := range lines {
		all = append(all, published{l.Ref, l.Name, l.Formula, l.Value.String()})
	}
	return all
}

func plain(s string) string { return number(s).String() }

func TestWorksheetOfTheArticle(t *testing.T) {
	want := []published{}
	for _, l := range golden(t).Worksheet.Lines {
		name := map[string]string{"average deal size": "average deal size", "channel revenue": "revenue"}[l.Name]
		if name == "" {
			name = l.Name
		}
		want = append(want, published{l.Ref, name, l.Formula, plain(l.Value)})
	}
	lines, err := waterfall.Worksheet(article(), number("1500"))
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, shown(lines)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Backward, the same lines with the formulas turned round.
func TestWorksheetBackward(t *testing.T) {
	formulas := map[string]string{"A": "C/B", "C": "H/(D*E*F*G)", "H": "J*I", "J": "L/K"}
	want := []published{}
	for _, l := range golden(t).Worksheet.Lines {
		name := l.Name
		if name == "channel revenue" {
			name = "revenue"
		}
		want = append(want, published{l.Ref, name, formulas[l.Ref], plain(l.Value)})
	}
	r, err := waterfall.Plan(article(), waterfall.RevenueGoal{Revenue: null("10000000")})
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, shown(r.Lines)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Refs go on after Z, and several divisors stand in brackets.
func TestWorksheetOfManyLines(t *testing.T) {
	f := waterfall.Funnel{Currency: "USD", DealSize: null("1"), Stages: []waterfall.FunnelStage{{ID: "a"}}}
	for i := range 14 {
		f.Stages = append(f.Stages, waterfall.FunnelStage{ID: string(rune('b' + i)), Per: null("1"), Folded: i == 12})
	}
	lines, err := waterfall.Worksheet(f, number("7"))
	if err != nil {
		t.Fatal(err)
	}
	var got []published
	for _, l := range lines[24:] {
		got = append(got, published{l.Ref, l.Name, l.Formula, l.Value.String()})
	}
	want := []published{
		{"Y", "m", "W/X", "7"},
		{"Z", "m per n", "", "1"},
		{"AA", "n per o", "", "1"},
		{"AB", "o", "Y/(Z*AA)", "7"},
		{"AC", "average deal size", "", "1"},
		{"AD", "revenue", "AB*AC", "7"},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
