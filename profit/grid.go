package profit

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// Figure names a number that a statement comes to.
type Figure string

// The figures. The first five are the totals of their lines, the others what [Measure] says.
const (
	FigureRevenue         Figure = "revenue"
	FigureGrossMargin     Figure = "gross-margin"
	FigureOperatingProfit Figure = "operating-profit"
	FigureNetProfit       Figure = "net-profit"
	FigureCash            Figure = "cash"
	FigurePeakFunding     Figure = "peak-funding"
	// FigureReturnOnPeakFunding is undefined without any.
	FigureReturnOnPeakFunding Figure = "return-on-peak-funding"
	// FigureOperatingBreakEven is a month, undefined when there is none.
	FigureOperatingBreakEven Figure = "operating-break-even"
	// FigurePayback is the month of the last crossing where the status is once or several, 0
	// where it is already, and else undefined.
	FigurePayback Figure = "payback"
	FigureNPV     Figure = "npv"
	// FigureAnnualIRR is that of the only root; undefined when there is none or are several. It can
	// be above 10^48, with flows that return 10,000 times as much in a month, and then no [Goal] can state it.
	FigureAnnualIRR Figure = "annual-irr"
)

// Values returns the figures in order.
func (Figure) Values() []Figure {
	return []Figure{
		FigureRevenue, FigureGrossMargin, FigureOperatingProfit, FigureNetProfit, FigureCash, FigurePeakFunding,
		FigureReturnOnPeakFunding, FigureOperatingBreakEven, FigurePayback, FigureNPV, FigureAnnualIRR,
	}
}

// Axis is a lever and the values it takes: From, From + Step, … up to To. The zero Axis is not valid.
type Axis struct {
	Lever Lever  `json:"lever" validate:"enum"`
	ID    string `json:"id" validate:"id"`
	// Multiply tells that the values are what the number is multiplied by, not what it is set to.
	Multiply bool                `json:"multiply,omitempty"`
	From     decimal.NullDecimal `json:"from,omitzero" validate:"required,bounds"`
	To       decimal.NullDecimal `json:"to,omitzero" validate:"required,bounds"`
	Step     decimal.NullDecimal `json:"step,omitzero" validate:"required,bounds,above=0"`
}

// Surface is one figure at each crossing of two axes.
type Surface struct {
	Figure Figure `json:"figure"`
	// Rows and Columns are the values of the two axes.
	Rows    []decimal.Decimal `json:"rows"`
	Columns []decimal.Decimal `json:"columns"`
	// Cells are by row, and by column in it.
	Cells [][]decimal.NullDecimal `json:"cells"`
}

// Grid tells what a figure is for each pair of values of two levers: the lever of rows is changed first,
// then that of columns. The discount is read for FigureNPV only, and may be zero for any other.
//
// The error is a [*partnermath.ValidationError] with paths below "case", "rows", "columns", "figure" and
// "discount": faults of each; an axis whose To is below From or that has more than 50 values; a lever or id
// that the case does not have, or heads of a role of which a row has left none; the faults of the case at
// the first, the second and the last value of an axis, below "rows.case" and "columns.case", and at any
// crossing, below "case".
func Grid(c Case, of Figure, d Discount, rows, columns Axis) (Surface, error) {
	var faults partnermath.ValidationError
	g := newGauge(&c, of, d, &faults, "figure")
	if len(faults.Fields) == 0 {
		c.checkAxis(&rows, &faults, "rows", maxGridValues)
		c.checkAxis(&columns, &faults, "columns", maxGridValues)
	}
	if err := faults.Err(); err != nil {
		return Surface{}, err
	}
	s := Surface{Figure: of, Rows: rows.values(), Columns: columns.values()}
	for _, down := range s.Rows {
		cells := make([]decimal.NullDecimal, len(s.Columns))
		for k, across := range s.Columns {
			cells[k] = g.under(&c, &faults, rows.change(down), columns.change(across))
			if err := faults.Err(); err != nil {
				return Surface{}, err
			}
		}
		s.Cells = append(s.Cells, cells)
	}
	return s, nil
}

const (
	maxGridValues = 50
	maxSeekValues = 1_000_000_000
)

// checkAxis checks an axis of a sound case, at both its ends and a step from the first: all others have
// no more decimals than these, and lie between.
func (c *Case) checkAxis(a *Axis, faults *partnermath.ValidationError, path string, most int64) {
	before := len(faults.Fields)
	faults.Merge(path, check.Model(a, nil))
	switch {
	case len(faults.Fields) > before:
		return
	case a.To.Decimal.LessThan(a.From.Decimal):
		faults.Addf(path+".to", "order", "must not be below from, %s, got %s", a.From.Decimal, a.To.Decimal)
		return
	case a.From.Decimal.Add(a.Step.Decimal.Mul(decimal.NewFromInt(most))).LessThanOrEqual(a.To.Decimal):
		faults.Addf(path+".step", "length", "must make at most %d values", most)
		return
	}
	steps := a.steps()
	for _, step := range slices.Compact([]int64{0, min(1, steps), steps}) {
		change, changed := a.change(a.at(step)), c.clone()
		faults.Merge(path, check.Model(change, nil))
		if !changed.change(&change, faults, path+".id") || len(faults.Fields) > before {
			return
		}
		faults.Merge(path+".case", changed.Validate())
	}
}

// steps is how many steps there are from the first value to the last.
func (a *Axis) steps() int64 {
	width := a.To.Decimal.Sub(a.From.Decimal)
	steps := exact.NewFraction(width, a.Step.Decimal).Round(0)
	if steps.Mul(a.Step.Decimal).GreaterThan(width) {
		steps = steps.Sub(decimal.NewFromInt(1))
	}
	return steps.IntPart()
}

func (a *Axis) at(step int64) decimal.Decimal {
	return a.From.Decimal.Add(a.Step.Decimal.Mul(decimal.NewFromInt(step)))
}

func (a *Axis) values() []decimal.Decimal {
	all := make([]decimal.Decimal, a.steps()+1)
	for i := range all {
		all[i] = a.at(int64(i))
	}
	return all
}

// change is what the axis does at a value.
func (a *Axis) change(value decimal.Decimal) Change {
	c := Change{Lever: a.Lever, ID: a.ID}
	if a.Multiply {
		c.Multiply = decimal.NewNullDecimal(value)
	} else {
		c.Set = decimal.NewNullDecimal(value)
	}
	return c
}

// LeverEffect is what one step in one lever does to a figure.
type LeverEffect struct {
	Lever Lever  `json:"lever"`
	ID    string `json:"id"`
	// From and To are the number before and after the step, undefined where the lever has
	// several: the months of a table, hires.
	From decimal.NullDecimal `json:"from"`
	To   decimal.NullDecimal `json:"to"`
	// Limited tells that the step, or of several numbers one, ends at the least or the most that the number may
	// be: a rate at 1, a margin at −1.
	Limited bool `json:"limited,omitempty"`
	// Figure is that after the step, and Change Figure − the figure before it.
	Figure decimal.NullDecimal `json:"figure"`
	Change decimal.NullDecimal `json:"change"`
}

// RankLevers changes every number of a case that is not 0, one at a time, by the same relative step: number
// × (1 + step), rounded to the decimals that the number may have; what would round to 0 becomes the least number
// of so many decimals with the sign that it had. The effects are ranked by the size of their Change,
// the largest first and the undefined last, equal ones in the order of [Lever] and, of a lever, of the
// case. The step is above −1, at most 10, and not 0; the discount is as for [Grid].
//
// The error is a [*partnermath.ValidationError] with paths below "case", "figure", "discount" and
// "step": faults of each, and a number that with the step makes more than the bounds of a case.
func RankLevers(c Case, of Figure, d Discount, step decimal.NullDecimal) ([]LeverEffect, error) {
	var faults partnermath.ValidationError
	g := newGauge(&c, of, d, &faults, "figure")
	stepNumber.Require(&faults, check.Place{Field: "step"}, step)
	if step.Valid && step.Decimal.IsZero() {
		faults.Add("step", "range", "must not be 0")
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	before := g.under(&c, &faults)
	factor := step.Decimal.Add(decimal.NewFromInt(1))
	var effects []LeverEffect
	for _, lever := range Lever("").Values() {
		for i := range c.grips(lever) {
			changed := c.clone()
			grip := &changed.grips(lever)[i]
			e := LeverEffect{Lever: lever, ID: grip.id}
			if !grip.nudge(factor, &e) {
				continue
			}
			e.Figure = g.of(&changed, &faults)
			e.Change = decimal.NullDecimal{Decimal: e.Figure.Decimal.Sub(before.Decimal), Valid: e.Figure.Valid && before.Valid}
			effects = append(effects, e)
		}
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	slices.SortStableFunc(effects, func(a, b LeverEffect) int { return b.size().Cmp(a.size()) })
	return effects, nil
}

// The limits of a step.
var stepNumber = check.Number{Above: partnermath.Int(-1), AtMost: partnermath.Int(10), Digits: 12, Places: 6}

// size is how much an effect changes; below 0 where that is not known.
func (e *LeverEffect) size() decimal.Decimal {
	if !e.Change.Valid {
		return decimal.NewFromInt(-1)
	}
	return e.Change.Decimal.Abs()
}

// nudge multiplies each number that is not 0, and reports whether there is one.
func (g *grip) nudge(factor decimal.Decimal, e *LeverEffect) (moved bool) {
	for _, k := range g.knobs {
		from := k.number.Decimal
		if !k.number.Valid || from.IsZero() {
			continue
		}
		to := exact.Round(from.Mul(factor), k.places)
		if to.IsZero() {
			to = decimal.New(int64(from.Sign()), -k.places)
		}
		least, most := decimal.NewFromInt(k.least), decimal.NewFromInt(k.most)
		if to.LessThan(least) || to.GreaterThan(most) {
			e.Limited = true
			to = decimal.Max(least, decimal.Min(to, most))
		}
		*k.number = decimal.NewNullDecimal(to)
		moved = true
		if len(g.knobs) == 1 {
			e.From, e.To = decimal.NewNullDecimal(from), *k.number
		}
	}
	return moved
}
