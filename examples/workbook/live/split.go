package live

import (
	"fmt"

	"github.com/shopspring/decimal"
)

// Split divides a total among neighbours in proportion to their weights by largest remainder: each
// part is rounded down, and what is left over goes, one unit each, to the parts that lost most, the
// earlier of two equal ones first.
type Split struct {
	First, Last int    // the rows
	Total       string // the cell
	Places      int32  // the decimals of the total
	Weights     int    // the column
	Steps       int    // the first of two columns for the exact parts and what they lose
	Col         int    // the column of the parts
	Unit        Unit
}

// Share writes the part of this row.
func (s *Sheet) Share(p Split, want decimal.Decimal) string {
	units, weights, lost := decimal.New(1, p.Places), s.Span(p.Weights, p.First, p.Last), s.Span(p.Steps+1, p.First, p.Last)
	exact := s.Step(p.Steps, Plain, fmt.Sprintf("IF(SUM(%s)=0,0,ROUND(%s*%s*%s/SUM(%s),9))", weights, p.Total, units, s.Here(p.Weights), weights))
	own := s.Step(p.Steps+1, Plain, fmt.Sprintf("ROUND(%s-INT(%s),9)", exact, exact))
	before := fmt.Sprintf("SUMPRODUCT(--(%s>%s))", lost, own)
	if s.Row > p.First {
		before += fmt.Sprintf("+SUMPRODUCT(--(%s=%s))", s.Span(p.Steps+1, p.First, s.Row-1), own)
	}
	left := fmt.Sprintf("ROUND(%s*%s-SUMPRODUCT(INT(%s)),0)", p.Total, units, s.Span(p.Steps, p.First, p.Last))
	return s.Figure(p.Col, p.Unit, fmt.Sprintf("IF(SUM(%s)=0,0,(INT(%s)+IF(%s<%s,1,0))/%s)", weights, exact, before, left, units), Known(want))
}
