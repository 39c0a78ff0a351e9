package workbook

import (
	"fmt"
	"io"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/workbook/earnings"
	"github.com/partnermath/partnermath/examples/workbook/live"
	"github.com/partnermath/partnermath/qbr"
)

// Write writes the workbook of a partner. It returns an error for a part that is of another
// partner or in another currency than the review, for a result that is not of the inputs beside
// it, and for a number that a spreadsheet cannot hold to the cent.
func Write(w io.Writer, in Input) error {
	b, err := build(in)
	if err != nil {
		return fmt.Errorf("workbook: %w", err)
	}
	return b.Write(w)
}

func build(in Input) (*live.Book, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	places, _ := partnermath.MinorUnits(in.Review.Currency)
	return live.Lay(places, in.lay)
}

// lay writes the sheets of what there is.
func (in *Input) lay(b *live.Book) {
	for _, sheet := range []func(*live.Book){
		in.review, in.scorecard, in.plan, in.marketing, in.pipeline, in.payouts, in.fund, in.claims, in.profit,
	} {
		sheet(b)
	}
}

// profit writes the business case.
func (in *Input) profit(b *live.Book) {
	if in.Profit.Statement.Currency != "" {
		earnings.Write(b, in.of(), in.Profit.Case, in.Profit.Discount)
	}
}

// link tells the review where a figure of it stands.
func link(s *live.Sheet, id qbr.MetricID, cell string, value decimal.NullDecimal) {
	s.Link(string(id), cell, value)
}

func named(name, id string) string {
	if name == "" {
		return id
	}
	return name
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

func orZero(d decimal.NullDecimal) decimal.Decimal {
	if !d.Valid {
		return decimal.Decimal{}
	}
	return d.Decimal
}
