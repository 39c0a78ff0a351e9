package dashboard_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/dashboard"
	"github.com/partnermath/partnermath/scorecard"
)

// inputs are what a dashboard is made of.
type inputs struct {
	Policy  dashboard.Policy `json:"policy"`
	Reviews []qbr.Review     `json:"reviews"`
	Steps   []dashboard.Step `json:"steps"`
	AsOf    partnermath.Date `json:"asOf"`
}

func newInputs() inputs {
	in := inputs{AsOf: asOf}
	in.Policy, in.Reviews, in.Steps = sixPartners()
	return in
}

func (in *inputs) overview() (dashboard.Dashboard, error) {
	return dashboard.Overview(in.Policy, in.Reviews, in.Steps, in.AsOf)
}

func TestFaults(t *testing.T) {
	huge := decimal.NewNullDecimal(decimal.New(1, 1_000_000))
	for _, tt := range []struct {
		name string
		make func(*inputs)
		want []string
	}{
		{"another audience", func(in *inputs) { in.Reviews[1].Audience = scorecard.AudiencePartner }, []string{"reviews[1].audience match"}},
		{"another currency", func(in *inputs) { in.Reviews[5].Currency = "EUR" }, []string{"reviews[5].currency match"}},
		{"another quarter", func(in *inputs) { in.Reviews[0].Quarter = quarter.Add(-1) }, []string{"reviews[0].quarter match"}},
		{"another calendar", func(in *inputs) { in.Reviews[0].Period.End = in.Reviews[0].Period.End.AddDays(1) }, []string{"reviews[0].period match"}},
		{"a later review", func(in *inputs) { in.Reviews[2].AsOf = asOf.AddDays(1) }, []string{"reviews[2].asOf order"}},
		{"two of a partner", func(in *inputs) { in.Reviews[3].Partner.ID = "p1" }, []string{"reviews[3].partner.id unique"}},
		{"no partner", func(in *inputs) { in.Reviews[5].Partner.ID = "" }, []string{"reviews[5].partner.id id"}},
		{"figures out of bounds", func(in *inputs) {
			in.Reviews[0].FirstPage[0].Metrics[1].Value, in.Reviews[0].Sections[0].Metrics[0].Floor = huge, huge
			in.Reviews[0].Next.Targets[0].Plan = huge
		}, []string{"reviews[0].firstPage[0].metrics[1].value bounds", "reviews[0].sections[0].metrics[0].floor bounds", "reviews[0].next.targets[0].plan bounds"}},
		{"steps", func(in *inputs) {
			in.Steps = in.Steps[:4]
			in.Steps[0].Partner, in.Steps[1].Month, in.Steps[2].Workflow, in.Steps[3].Done = "p9", 13, "party", asOf.AddDays(1)
			in.Steps[1].Due = partnermath.Date{}
		}, []string{"steps[0].partner known", "steps[1].month range", "steps[1].due required", "steps[2].workflow one-of", "steps[3].done order"}},
		{"no day", func(in *inputs) { in.AsOf = partnermath.Date{} }, []string{"asOf required"}},
		{"policy", func(in *inputs) {
			in.Policy = dashboard.Policy{Goal: testkit.Null("-1"), Quadrants: dashboard.QuadrantPolicy{Score: testkit.Null("0"), Attainment: testkit.Null("0")}}
		}, []string{"policy.currency currency", "policy.goal min", "policy.quadrants.score min", "policy.quadrants.attainment above"}},
		{"no quarter", func(in *inputs) { in.Policy.Quarter = partnermath.Quarter{} }, []string{"policy.quarter required"}},
		{"rules", func(in *inputs) {
			one := testkit.Null("1")
			in.Policy.Attention = []dashboard.Rule{
				{Code: "a", Figure: "score"},
				{Code: "a", Figure: "score", Below: one, Above: one},
				{Code: "flagged", Figure: dashboard.FigureOverdue, ReachedBelow: one},
				{Code: "b", Figure: dashboard.FigureDecisions, ChangeBelow: one},
			}
		}, []string{
			"policy.attention[0].below required", "policy.attention[1].code unique", "policy.attention[1].below empty",
			"policy.attention[2].code unique", "policy.attention[2].reachedBelow empty", "policy.attention[3].changeBelow empty",
		}},
		{"red beside another limit, and of what no review judges", func(in *inputs) {
			in.Policy.Attention = []dashboard.Rule{
				{Code: "a", Figure: "score", Red: true}, {Code: "b", Figure: "score", Red: true, Below: testkit.Null("1")}, {Code: "c", Figure: dashboard.FigureOverdue, Red: true},
			}
		}, []string{"policy.attention[1].below empty", "policy.attention[2].red empty"}},
		{"too many reviews", func(in *inputs) { in.Reviews = make([]qbr.Review, dashboard.MaxReviews+1) }, []string{"reviews length"}},
		{"too many steps", func(in *inputs) { in.Steps = make([]dashboard.Step, dashboard.MaxSteps+1) }, []string{"steps length"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := newInputs()
			tt.make(&in)
			_, err := in.overview()
			same(t, "faults", tt.want, testkit.BrokenRules(t, err))
		})
	}
}

func TestFaultsEnd(t *testing.T) {
	in := newInputs()
	in.Steps = make([]dashboard.Step, dashboard.MaxSteps)
	_, err := in.overview()
	if n := len(testkit.Faults(t, err)); n != partnermath.MaxFaults {
		t.Errorf("%d faults", n)
	}
}

func TestNobody(t *testing.T) {
	in := newInputs()
	in.Reviews, in.Steps = nil, nil
	d, err := in.overview()
	if err != nil || len(d.Rows)+len(d.Attention)+len(d.Silent) != 0 {
		t.Errorf("%v, %+v", err, d)
	}
	document := d.Document()
	document.AppendText(nil, 80)
}

func TestHostileInputsProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		in := newInputs()
		in.Policy.Attention = []dashboard.Rule{{Code: "a", Figure: "score", Below: testkit.Null("1"), Weight: testkit.Null("1")}}
		testkit.Plant(t, &in)
		d, err := in.overview()
		testkit.Faults(t, err)
		if err == nil {
			page := d.Document()
			page.AppendMarkdown(page.AppendText(nil, 80))
			_ = testkit.JSON(t, d)
		}
	})
}

func TestLeftOutIsNotRead(t *testing.T) {
	in := newInputs()
	in.Policy.Attention = []dashboard.Rule{
		{Code: "a", Figure: "score", Below: testkit.Null("50")},
		{Code: "b", Figure: "score", ChangeBelow: testkit.Null("-5"), Unknown: true},
		{Code: "c", Figure: qbr.MetricRevenue, ReachedBelow: testkit.Null("0.9"), Weight: testkit.Null("2")},
		{Code: "d", Figure: qbr.MetricMQLs, Above: testkit.Null("9")},
	}
	testkit.LeftOutIsNotRead(t, func() (any, error) {
		d, err := in.overview()
		page := d.Document()
		return []any{d, string(page.AppendText(nil, 120))}, err
	}, &in)
}

// A dashboard that comes from anywhere is written without a fault.
func TestHostileDashboardProperty(t *testing.T) {
	of := newInputs()
	made, err := of.overview()
	if err != nil {
		t.Fatal(err)
	}
	rapid.Check(t, func(t *rapid.T) {
		d := testkit.Copy(t, made)
		testkit.Plant(t, &d)
		page := d.Document()
		_ = fmt.Sprint(len(page.AppendText(nil, 80)))
	})
	var zero dashboard.Dashboard
	page := zero.Document()
	page.AppendMarkdown(page.AppendText(nil, 120))
}
