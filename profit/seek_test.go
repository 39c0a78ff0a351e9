package profit_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/profit"
)

// The answer reaches the goal and its neighbour does not; where the axis is short, nothing
// below the answer does.
func TestSeekProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c := anyCase(t)
		var axes []profit.Axis
		for _, p := range c.Products {
			axes = append(axes, profit.Axis{Lever: profit.LeverPrice, ID: p.ID}, profit.Axis{Lever: profit.LeverVolume, ID: p.ID, Multiply: true})
		}
		for _, r := range c.Roles {
			if len(r.Hires) > 0 {
				axes = append(axes, profit.Axis{Lever: profit.LeverHeads, ID: r.ID})
			}
		}
		if len(axes) == 0 {
			t.Skip("nothing to change")
		}
		a := rapid.SampledFrom(axes).Draw(t, "axis")
		steps := rapid.Int64Range(0, 300).Draw(t, "steps")
		a.Step = partnermath.Num(rapid.Int64Range(1, 2000).Draw(t, "step"), 2)
		a.From = decimal.NewNullDecimal(testkit.Decimal(0, 10, 2).Draw(t, "from"))
		a.To = decimal.NewNullDecimal(a.From.Decimal.Add(a.Step.Decimal.Mul(decimal.NewFromInt(steps))))
		g := profit.Goal{Figure: rapid.SampledFrom(profit.Figure("").Values()).Draw(t, "figure")}
		wanted := decimal.NewNullDecimal(testkit.Decimal(-1000, 100_000, 2).Draw(t, "goal"))
		if g.Figure == profit.FigurePayback || g.Figure == profit.FigureOperatingBreakEven || g.Figure == profit.FigurePeakFunding {
			g.AtMost = wanted
		} else {
			g.AtLeast = wanted
		}
		d := usualDiscount()
		got, err := profit.Seek(c, g, d, a)
		if err != nil {
			t.Skip(err)
		}
		reaches := func(value decimal.Decimal) bool {
			change := profit.Change{Lever: a.Lever, ID: a.ID, Set: decimal.NewNullDecimal(value)}
			if a.Multiply {
				change.Set, change.Multiply = change.Multiply, change.Set
			}
			all, err := profit.Simulate(c, d, []profit.Scenario{{Name: "x", Changes: []profit.Change{change}}})
			if err != nil {
				t.Fatal(err)
			}
			f := figure(t, g.Figure, all[1])
			return f.Valid && (g.AtLeast.Valid && f.Decimal.GreaterThanOrEqual(wanted.Decimal) || g.AtMost.Valid && f.Decimal.LessThanOrEqual(wanted.Decimal))
		}
		if got.Reached && (!reaches(got.Value.Decimal) || got.Neighbour.Valid && reaches(got.Neighbour.Decimal)) {
			t.Fatalf("%+v does not reach, or its neighbour does", got)
		}
		if got.Reached && got.Neighbour.Valid && !got.Neighbour.Decimal.Add(a.Step.Decimal).Equal(got.Value.Decimal) || got.Reached && !got.Neighbour.Valid && !got.Value.Decimal.Equal(a.From.Decimal) {
			t.Fatalf("%+v has no neighbour a step below", got)
		}
		for k := int64(0); k <= steps && steps <= 32; k++ {
			value := a.From.Decimal.Add(a.Step.Decimal.Mul(decimal.NewFromInt(k)))
			if got.Reached && value.Equal(got.Value.Decimal) {
				break
			}
			if reaches(value) {
				t.Fatalf("%s reaches the goal, below %+v", value, got)
			}
		}
	})
}

// One deal a month at a margin of 20 % against costs of 100 a month and 600 at the start: to pay back
// in 12 months, it takes 150 a month, and so a price of 750, or 749.98, of which round(599.984) is cost.
func TestSeek(t *testing.T) {
	c := profit.Case{
		ID: "c", Currency: "USD", Start: partnermath.NewDate(2027, 1, 1), Months: 24,
		Products: []profit.Product{{
			ID: "p", Kind: profit.ProductResale, Price: partnermath.Int(500), Margin: partnermath.Num(2, 1),
			Units: profit.Ramp{Kind: profit.RampGrowth, Start: partnermath.Int(1)},
		}},
		Costs: []profit.Cost{once("start", 0, 600), {ID: "run", Kind: profit.CostRunning, Amount: partnermath.Int(100)}},
	}
	a := profit.Axis{Lever: profit.LeverPrice, ID: "p", From: partnermath.Int(0), To: partnermath.Int(10_000), Step: partnermath.Num(1, 2)}
	for _, tt := range []struct {
		name string
		goal profit.Goal
		to   decimal.NullDecimal
		want string
	}{
		{"payback", profit.Goal{Figure: profit.FigurePayback, AtMost: partnermath.Int(12)}, a.To, "true 749.98 12 749.97 13"},
		// 24 × (0.2 × 875 − 100) − 600 = 1200; a cost of round(699.984) and of round(699.976).
		{"profit", profit.Goal{Figure: profit.FigureNetProfit, AtLeast: partnermath.Int(1200)}, a.To, "true 874.98 1200 874.97 1199.76"},
		{"cannot", profit.Goal{Figure: profit.FigureNetProfit, AtLeast: partnermath.Int(1200)}, partnermath.Int(800), "false 800 840  "},
		{"never", profit.Goal{Figure: profit.FigurePayback, AtMost: partnermath.Int(12)}, partnermath.Int(1), "false    "},
		{"at once", profit.Goal{Figure: profit.FigureNetProfit, AtLeast: partnermath.Int(-5000)}, a.To, "true 0 -3000  "},
	} {
		axis := a
		axis.To = tt.to
		got, err := profit.Seek(c, tt.goal, profit.Discount{}, axis)
		if err != nil {
			t.Fatal(err)
		}
		if text := answer(got); text != tt.want {
			t.Errorf("%s: got %q, want %q", tt.name, text, tt.want)
		}
	}
	_, err := profit.Seek(c, profit.Goal{Figure: "x"}, profit.Discount{}, a)
	if diff := cmp.Diff([]string{"goal.figure one-of"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Error(diff)
	}
}

func answer(a profit.Answer) string {
	text := "false"
	if a.Reached {
		text = "true"
	}
	for _, d := range []decimal.NullDecimal{a.Value, a.Figure, a.Neighbour, a.NeighbourFigure} {
		text += " "
		if d.Valid {
			text += d.Decimal.String()
		}
	}
	return text
}

// What is paid back in month 1, lost in 4 and paid back again in 6 is paid back in 6.
func TestLastPayback(t *testing.T) {
	c := profit.Case{
		ID: "c", Currency: "USD", Start: partnermath.NewDate(2027, 1, 1), Months: 6, Costs: []profit.Cost{once("a", 0, 5), once("b", 4, 50)},
		Products: []profit.Product{{ID: "p", Kind: profit.ProductReferral, Price: partnermath.Int(10), Units: profit.Ramp{Kind: profit.RampGrowth, Start: partnermath.Int(1)}}},
	}
	a := profit.Axis{Lever: profit.LeverPrice, ID: "p", From: partnermath.Int(10), To: partnermath.Int(10), Step: partnermath.Int(1)}
	g, err := profit.Grid(c, profit.FigurePayback, profit.Discount{}, a, a)
	if err != nil || g.Cells[0][0].Decimal.String() != "6" {
		t.Error(g, err)
	}
}
