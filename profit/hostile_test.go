package profit_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/profit"
)

func gridOf(d *documents) error {
	_, err := profit.Grid(d.Case, d.Figure, d.Discount, d.Rows, d.Columns)
	return err
}

func seekOf(d *documents) error {
	_, err := profit.Seek(d.Case, d.Goal, d.Discount, d.Rows)
	return err
}

// What is wrong with an axis is said where it is wrong, between its ends too.
func TestAxisFaults(t *testing.T) {
	n, num := partnermath.Int, partnermath.Num
	axis := func(lever profit.Lever, id string, from, to, step int64, places int32) profit.Axis {
		return profit.Axis{Lever: lever, ID: id, From: num(from, places), To: num(to, places), Step: num(step, places)}
	}
	times := func(a profit.Axis) profit.Axis {
		a.Multiply = true
		return a
	}
	for name, tt := range map[string]struct {
		rows profit.Axis
		want []string
	}{
		"one value":               {axis(profit.LeverPrice, "suite", 1, 1, 1, 0), nil},
		"to between two":          {axis(profit.LeverPrice, "suite", 1000, 1015, 10, 0), nil},
		"heads too fine":          {axis(profit.LeverHeads, "engineers", 100_000, 100_010, 5, 5), []string{"rows.case.roles[0].hires[0].heads digits"}},
		"a price too fine":        {axis(profit.LeverPrice, "suite", 10_000_000, 10_000_010, 5, 7), []string{"rows.case.products[0].price digits"}},
		"cents too fine":          {axis(profit.LeverCost, "events", 1000, 1010, 5, 3), []string{"rows.case.costs[1].amount digits"}},
		"a factor too fine":       {times(axis(profit.LeverPrice, "suite", 10_000_000, 10_000_010, 5, 7)), []string{"rows.multiply digits"}},
		"below":                   {axis(profit.LeverAttach, "rollout", -1, 1, 1, 0), []string{"rows.case.services[0].attach min"}},
		"above":                   {axis(profit.LeverChurn, "care", 5, 15, 5, 1), []string{"rows.case.recurring[0].annualChurn max"}},
		"a ramp outgrown":         {axis(profit.LeverVolume, "suite", 1, 1_000_000, 999_999, 0), []string{"rows.case.products[0].units range"}},
		"to below from":           {axis(profit.LeverPrice, "suite", 2, 1, 1, 0), []string{"rows.to order"}},
		"51 values":               {axis(profit.LeverPrice, "suite", 0, 50, 1, 0), []string{"rows.step length"}},
		"no lever":                {axis("x", "suite", 1, 2, 1, 0), []string{"rows.lever one-of"}},
		"nothing that it changes": {axis(profit.LeverChurn, "suite", 1, 2, 1, 0), []string{"rows.id known"}},
		"nothing":                 {profit.Axis{}, []string{"rows.lever one-of", "rows.id id", "rows.from required", "rows.to required", "rows.step required"}},
	} {
		d := usualDocuments()
		d.Rows = tt.rows
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, gridOf(&d))); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		d.Columns, d.Rows = d.Rows, usualDocuments().Rows
		want := strings.Split(strings.ReplaceAll(strings.Join(tt.want, "|"), "rows.", "columns."), "|")
		if got := testkit.BrokenRules(t, gridOf(&d)); tt.want != nil && cmp.Diff(want, got) != "" {
			t.Errorf("%s in columns: got %q", name, got)
		}
		d.Rows = tt.rows
		want = strings.Split(strings.ReplaceAll(strings.Join(tt.want, "|"), "rows.", "axis."), "|")
		if got := testkit.BrokenRules(t, seekOf(&d)); tt.want != nil && name != "51 values" && cmp.Diff(want, got) != "" {
			t.Errorf("%s sought: got %q", name, got)
		}
	}
	d := usualDocuments()
	d.Rows = axis(profit.LeverHeads, "engineers", 0, 1, 1, 0)
	d.Columns = axis(profit.LeverHeads, "engineers", 2, 3, 1, 0)
	if got := testkit.BrokenRules(t, gridOf(&d)); !cmp.Equal(got, []string{"columns.id known"}) {
		t.Errorf("columns that find no heads: got %q", got)
	}
	d.Rows.From = n(1)
	if err := gridOf(&d); err != nil {
		t.Errorf("columns that set what rows have set: %v", err)
	}
}

// A fault of an id or a name names those that there are.
func TestFaultsNameWhatThereIs(t *testing.T) {
	for name, tt := range map[string]struct {
		ask  func(d *documents) error
		want string
	}{
		"an id that a lever changes": {func(d *documents) error {
			d.Rows.ID = "ghost"
			return gridOf(d)
		}, `rows.id: must be the id of what lever attach changes, one of "rollout", "support"; got "ghost"`},
		"a lever that nothing has": {func(d *documents) error {
			d.Case.VendorMoney = nil
			d.Rows.Lever = profit.LeverVendorMoney
			return seekOf(d)
		}, `axis.id: must be the id of what lever vendor-money changes, and there is none; got "rollout"`},
		"a figure": {func(d *documents) error {
			d.Figure = "ebitda"
			return gridOf(d)
		}, `figure: must be one of [revenue gross-margin operating-profit net-profit cash peak-funding return-on-peak-funding operating-break-even payback npv annual-irr]; got "ebitda"`},
		"what a service is on": {func(d *documents) error {
			d.Case.Services[0].On = "ghost"
			return d.Case.Validate()
		}, `services[0].on: must be the id of something of products, recurring, one of "suite", "device", "lead", "care"; got "ghost"`},
		"a role": {func(d *documents) error {
			d.Case.Services[0].Role = "ghost"
			return d.Case.Validate()
		}, `services[0].role: must be the id of something of roles, one of "engineers", "sellers", "marketer", "manager", "office"; got "ghost"`},
		"a role where there is none": {func(d *documents) error {
			d.Case.Roles = nil
			d.Case.Services = d.Case.Services[:1]
			return d.Case.Validate()
		}, `services[0].role: must be the id of something of roles, and there is none; got "engineers"`},
		"a goal": {func(d *documents) error {
			d.Plan.Strategies[0].Goals[0] = "ghost"
			return d.Plan.Validate()
		}, `strategies[0].goals[0]: must be the id of a goal, one of "g"; got "ghost"`},
		"a line": {func(d *documents) error {
			d.Side.Lines[0].ID = "lead" // a referral costs nothing
			s, _ := profit.Forecast(d.Case)
			_, err := profit.MeasureVendor(s, d.Side)
			return err
		}, `side.lines[0].id: must be the id of a line of kind product-cost or recurring-cost, one of "suite", "device", "care"; got "lead"`},
	} {
		d := usualDocuments()
		if err := tt.ask(&d); err == nil || err.Error() != tt.want {
			t.Errorf("%s: got %v\nwant %s", name, err, tt.want)
		}
	}
}

// A plan that ends before it starts has one fault, not one for each of its days.
func TestPlanEndsBeforeItStarts(t *testing.T) {
	p := usualDocuments().Plan
	p.End = p.Start.AddDays(-1)
	if got := testkit.BrokenRules(t, p.Validate()); !cmp.Equal(got, []string{"end order"}) {
		t.Errorf("got %q", got)
	}
}
