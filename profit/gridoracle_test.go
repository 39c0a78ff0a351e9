package profit_test

import (
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/profit"
)

// Each cell of a grid is what Forecast and Measure say of the case that the two values make, rows first.
func TestGridIsForecastAndMeasureInEachCell(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, d, of := sketchCase(t, 8), sketchDiscount(t), drawFigure(t)
		rows, columns := drawAxis(t, c, 1, 4), drawAxis(t, c, 1, 3)
		want := profit.Surface{Figure: of, Rows: valuesOf(rows), Columns: valuesOf(columns)}
		for _, row := range want.Rows {
			if hiresNobody(rows, row) && columns.Lever == profit.LeverHeads && columns.ID == rows.ID {
				t.Skip("there is nobody left for the columns to change")
			}
			var cells []decimal.NullDecimal
			for _, column := range want.Columns {
				made := changed(t, c, changeTo(rows, row), changeTo(columns, column))
				if made.Validate() != nil || changed(t, c, changeTo(rows, row)).Validate() != nil {
					t.Skip("the case of a cell is not sound")
				}
				cells = append(cells, figureOf(t, made, of, d))
			}
			want.Cells = append(want.Cells, cells)
		}
		if of != profit.FigureNPV {
			d = profit.Discount{}
		}
		got, err := profit.Grid(c, of, d, rows, columns)
		if err != nil {
			t.Fatal(err)
		}
		sameJSON(t, "surface", want, got)
		testkit.LeftOutIsNotRead(t, func() (any, error) { return profit.Grid(c, of, d, rows, columns) }, &c, &d, &rows, &columns)
	})
}

func drawFigure(t *rapid.T) profit.Figure {
	return rapid.SampledFrom(profit.Figure("").Values()).Draw(t, "figure")
}

// drawAxis draws an axis of so many values.
func drawAxis(t *rapid.T, c profit.Case, least, most int) profit.Axis {
	d := rapid.SampledFrom(dialsOf(&c)).Draw(t, "axis")
	a := profit.Axis{Lever: d.lever, ID: d.id, Multiply: rapid.Bool().Draw(t, "axis multiplies")}
	from, to, places := d.low, d.high, d.places
	if a.Multiply {
		from, to, places = 0, 200, 6
	}
	steps := int64(rapid.IntRange(least, most).Draw(t, "values"))
	step := testkit.Decimal(1, max(1, (to-from)/steps), max(0, places-2)).Draw(t, "step").Shift(-2)
	if places < 2 {
		step = step.Ceil()
		from -= from % 100
	}
	first := decimal.New(from, -2)
	last := first.Add(step.Mul(decimal.New(steps-1, 0)))
	if rapid.Bool().Draw(t, "to is no value") {
		last = last.Add(step.Mul(decimal.New(5, -1)))
	}
	a.From, a.To, a.Step = decimal.NewNullDecimal(first), decimal.NewNullDecimal(last), decimal.NewNullDecimal(step)
	return a
}

// valuesOf are From, From + Step, … up to To.
func valuesOf(a profit.Axis) []decimal.Decimal {
	var values []decimal.Decimal
	for v := a.From.Decimal; v.Cmp(a.To.Decimal) <= 0; v = v.Add(a.Step.Decimal) {
		values = append(values, v)
	}
	return values
}

func changeTo(a profit.Axis, value decimal.Decimal) profit.Change {
	if a.Multiply {
		return profit.Change{Lever: a.Lever, ID: a.ID, Multiply: decimal.NewNullDecimal(value)}
	}
	return profit.Change{Lever: a.Lever, ID: a.ID, Set: decimal.NewNullDecimal(value)}
}

func hiresNobody(a profit.Axis, value decimal.Decimal) bool {
	return a.Lever == profit.LeverHeads && value.IsZero()
}

// figureOf reads a figure off the statement and the report of a case.
func figureOf(t rapid.TB, c profit.Case, of profit.Figure, d profit.Discount) decimal.NullDecimal {
	s := forecastOf(t, c)
	r := reportOf(t, s, d)
	switch of {
	case profit.FigurePeakFunding:
		return decimal.NewNullDecimal(r.PeakFunding)
	case profit.FigureReturnOnPeakFunding:
		return r.ReturnOnPeakFunding
	case profit.FigureOperatingBreakEven:
		return r.OperatingBreakEven
	case profit.FigurePayback:
		return paybackMonth(r.Payback)
	case profit.FigureNPV:
		return decimal.NewNullDecimal(r.NPV)
	case profit.FigureAnnualIRR:
		if r.IRR.Status != profit.RootsOne {
			return decimal.NullDecimal{}
		}
		return decimal.NewNullDecimal(r.AnnualIRR[0])
	default:
		return decimal.NewNullDecimal(totalOf(s, profit.LineKind(of)))
	}
}

func paybackMonth(b profit.BreakEven) decimal.NullDecimal {
	switch b.Status {
	case profit.BreakEvenAlready:
		return partnermath.Int(0)
	case profit.BreakEvenOnce, profit.BreakEvenSeveral:
		return partnermath.Int(int64(b.Crossings[len(b.Crossings)-1].Month))
	default:
		return decimal.NullDecimal{}
	}
}

// An effect is the figure of the case with one number changed, less that of the case, and the largest effects come first.
func TestRankIsTwoForecasts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, d, of := sketchCase(t, 8), sketchDiscount(t), drawFigure(t)
		step := decimal.New(rapid.SampledFrom([]int64{-90, -50, -10, 1, 10, 50, 150}).Draw(t, "step"), -2)
		var want []profit.LeverEffect
		before := figureOf(t, c, of, d)
		for i, dial := range dialsOf(&c) {
			if !slices.ContainsFunc(dial.numbers, func(n *decimal.NullDecimal) bool { return !n.Decimal.IsZero() }) {
				continue
			}
			made := testkit.Copy(t, c)
			effect := dialsOf(&made)[i].step(t, step)
			effect.Figure = figureOf(t, made, of, d)
			if before.Valid && effect.Figure.Valid {
				effect.Change = decimal.NewNullDecimal(effect.Figure.Decimal.Sub(before.Decimal))
			}
			want = append(want, effect)
		}
		slices.SortStableFunc(want, func(a, b profit.LeverEffect) int {
			if !a.Change.Valid || !b.Change.Valid {
				return map[bool]int{true: 0, false: 1}[a.Change.Valid] - map[bool]int{true: 0, false: 1}[b.Change.Valid]
			}
			return b.Change.Decimal.Abs().Cmp(a.Change.Decimal.Abs())
		})
		got, err := profit.RankLevers(c, of, d, decimal.NewNullDecimal(step))
		if err != nil {
			t.Fatal(err)
		}
		sameJSON(t, "effects", want, got)
	})
}

// step makes each number (1 + step) times what it is. One that would be 0 is the least above or below it, and a rate
// ends where it may not go on.
func (d dial) step(t rapid.TB, step decimal.Decimal) profit.LeverEffect {
	effect := profit.LeverEffect{Lever: d.lever, ID: d.id}
	if len(d.numbers) == 1 {
		effect.From = *d.numbers[0]
	}
	for _, n := range d.numbers {
		r := testkit.Rat(n.Decimal)
		to := testkit.RoundHalfAway(r.Mul(r, testkit.Rat(step.Add(decimal.New(1, 0)))), d.places)
		if to.IsZero() && !n.Decimal.IsZero() {
			to = decimal.New(int64(n.Decimal.Sign()), -d.places)
		}
		low, high := decimal.New(min(0, d.low), -2), decimal.New(d.high, -2)
		if d.rate && (to.Cmp(low) < 0 || to.Cmp(high) > 0) {
			effect.Limited = true
			to = decimal.Max(low, decimal.Min(high, to))
		}
		*n = decimal.NewNullDecimal(to)
	}
	if len(d.numbers) == 1 {
		effect.To = *d.numbers[0]
	}
	return effect
}
