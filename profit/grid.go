package profit

import "github.com/shopspring/decimal"

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
	// FigureAnnualIRR is that of the only root; undefined when there is none or are several.
	FigureAnnualIRR Figure = "annual-irr"
)

// Values returns the figures in order.
func (Figure) Values() []Figure {
	return []Figure{
		FigureRevenue, FigureGrossMargin, FigureOperatingProfit, FigureNetProfit, FigureCash, FigurePeakFunding,
		FigureReturnOnPeakFunding, FigureOperatingBreakEven, FigurePayback, FigureNPV, FigureAnnualIRR,
	}
}

// Axis is a lever and the values it takes: From, From + Step, … up to To. The zero Axis
// is not valid.
type Axis struct {
	Lever Lever  `json:"lever" validate:"enum"`
	ID    string `json:"id" validate:"id"`
	// Multiply tells that the values are what the number is multiplied by, not what it is
	// set to.
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

// Grid tells what a figure is for each pair of values of two levers: the lever of rows is
// changed first, then that of columns. The discount is read for FigureNPV only, and may be
// zero for any other.
//
// The error is a [*partnermath.ValidationError] with paths below "case", "rows",
// "columns", "figure" and "discount": faults of each; an axis whose To is below From or that has more
// than 50 values; a lever or id that the case does not have; the faults of
// the case at the first and the last value of an axis, below "rows.case" and "columns.case", and at
// any crossing, below "case".
func Grid(c Case, of Figure, d Discount, rows, columns Axis) (Surface, error) {
	return Surface{}, errStub
}

// LeverEffect is what one step in one lever does to a figure.
type LeverEffect struct {
	Lever Lever  `json:"lever"`
	ID    string `json:"id"`
	// From and To are the number before and after the step, undefined where the lever has
	// several: the months of a table, hires.
	From decimal.NullDecimal `json:"from"`
	To   decimal.NullDecimal `json:"to"`
	// Limited tells that the step ends where the number may not go on: a rate at 1.
	Limited bool `json:"limited,omitempty"`
	// Figure is that after the step, and Change Figure − the figure before it.
	Figure decimal.NullDecimal `json:"figure"`
	Change decimal.NullDecimal `json:"change"`
}

// RankLevers changes every number of a case that is not 0, one at a time, by the same
// relative step: number × (1 + step), rounded to its decimals. The effects are ranked by the size of
// their Change, the largest first and the undefined last, equal ones in the order of
// [Lever] and, of a lever, of the case. The step is above −1, at most 10, and not 0; the
// discount is as for [Grid].
//
// The error is a [*partnermath.ValidationError] with paths below "case", "figure", "discount" and
// "step": faults of each, and a number that with the step makes more than the bounds of a case.
func RankLevers(c Case, of Figure, d Discount, step decimal.NullDecimal) ([]LeverEffect, error) {
	return nil, errStub
}
