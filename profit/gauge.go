package profit

import (
	"fmt"
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/cashflow"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/ledger"
)

// A gauge reads a figure of cases without their statements.
type gauge struct {
	figure  Figure
	factors []*big.Int
}

// newGauge checks a case, the figure if it has a path, and its discount.
func newGauge(c *Case, of Figure, d Discount, faults *partnermath.ValidationError, path string) *gauge {
	faults.Merge("case", c.Validate())
	g := &gauge{figure: of}
	if path != "" && !slices.Contains(of.Values(), of) {
		faults.Addf(path, "one-of", "must be one of %s; got %.40q", fmt.Sprint(of.Values()), string(of))
	}
	if of == FigureNPV || d != (Discount{}) {
		faults.Merge("discount", check.Model(d, nil))
	}
	if of == FigureNPV && len(faults.Fields) == 0 {
		g.factors = d.factors(c.horizon() + 1)
	}
	return g
}

// under reads the figure of a case under changes that it is known to have, unless one takes the hires
// away that the next is of.
func (g *gauge) under(c *Case, faults *partnermath.ValidationError, changes ...Change) decimal.NullDecimal {
	changed := c.clone()
	for i := range changes {
		if !changed.change(&changes[i], faults, "columns.id") {
			return decimal.NullDecimal{}
		}
	}
	if len(changes) == 2 && changes[0].Lever == changes[1].Lever && changes[0].ID == changes[1].ID {
		// What each makes of the number is known to be sound, and what both make is not.
		if err := changed.Validate(); err != nil {
			faults.Merge("case", err)
			return decimal.NullDecimal{}
		}
	}
	return g.of(&changed, faults)
}

// of reads the figure of a case whose fields and rules are sound.
func (g *gauge) of(c *Case, faults *partnermath.ValidationError) decimal.NullDecimal {
	var own partnermath.ValidationError
	l := c.run(&own)
	if len(own.Fields) > 0 {
		faults.Merge("case", own.Err())
		return decimal.NullDecimal{}
	}
	return g.read(l)
}

func (g *gauge) read(l *ledger.Ledger) decimal.NullDecimal {
	t, r := &l.Totals, reader{places: l.Places}
	basis := t.NetProfit
	if l.Timed {
		basis = t.Cash
	}
	row, ok := map[Figure]int{
		FigureRevenue: t.Revenue, FigureGrossMargin: t.GrossMargin, FigureOperatingProfit: t.OperatingProfit,
		FigureNetProfit: t.NetProfit, FigureCash: t.Cash,
	}[g.figure]
	if ok {
		return decimal.NewNullDecimal(exact.Fixed(l.Total(row), l.Places))
	}
	var report Report
	switch g.figure {
	case FigureOperatingBreakEven:
		return operatingBreakEven(ledger.Flows(l.Rows[t.OperatingProfit]))
	case FigureNPV:
		value, _ := cashflow.PresentBy(ledger.Flows(l.Rows[basis]), g.factors, l.Places)
		return decimal.NewNullDecimal(value)
	case FigureAnnualIRR:
		roots := cashflow.Internal(ledger.Flows(l.Rows[basis]))
		if published(roots).Status != RootsOne {
			return decimal.NullDecimal{}
		}
		return decimal.NewNullDecimal(roots.Annualised()[0])
	}
	r.fund(&report, ledger.Flows(l.Rows[basis]))
	switch g.figure {
	case FigurePeakFunding:
		return decimal.NewNullDecimal(report.PeakFunding)
	case FigureReturnOnPeakFunding:
		return report.ReturnOnPeakFunding
	}
	return report.Payback.month()
}

// month is that in which flows are back for good: 0 where they are never below 0.
func (b *BreakEven) month() decimal.NullDecimal {
	switch b.Status {
	case BreakEvenAlready:
		return partnermath.Int(0)
	case BreakEvenOnce, BreakEvenSeveral:
		return partnermath.Int(int64(b.Crossings[len(b.Crossings)-1].Month))
	}
	return decimal.NullDecimal{}
}
