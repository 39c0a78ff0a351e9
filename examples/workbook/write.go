package workbook

import (
	"errors"
	"io"
	"maps"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr"
)

// Write writes the workbook of a partner. It returns an error for a part that is of another
// partner or in another currency than the review, for a result that is not of the inputs beside
// it, and for a number that a spreadsheet cannot hold to the cent.
func Write(w io.Writer, in Input) error {
	b, err := build(in)
	if err != nil {
		return err
	}
	defer func() { _ = b.file.Close() }()
	return b.file.Write(w)
}

// book is a workbook on its way, and what its figures must come to.
type book struct {
	file     *excelize.File
	places   int32 // of the currency
	styles   map[look]int
	sheets   []*sheet
	figures  []figure
	helpers  int
	computed int // cells that the library computed, and no formula does
	names    []excelize.DefinedName
	charts   []drawn
	// Rows by their keys: of this pass, and of the one before.
	now, before map[string]int
	// Where figures of the review stand: in this pass, and in the one before.
	links, found map[qbr.MetricID][]link
	fault        error
}

// link is a cell that a figure of the review stands in.
type link struct {
	cell  string
	value decimal.NullDecimal
}

// mostPasses is more than it takes until everything stands where it stood before.
const mostPasses = 5

// build lays a workbook out, again and again until it knows where everything stands.
func build(in Input) (*book, error) {
	if err := in.check(); err != nil {
		return nil, err
	}
	var before map[string]int
	var links map[qbr.MetricID][]link
	for range mostPasses {
		b := &book{file: excelize.NewFile(), styles: map[look]int{}, before: before, now: map[string]int{}, found: links, links: map[qbr.MetricID][]link{}}
		if err := b.file.SetDefaultFont(font); err != nil {
			return nil, err
		}
		b.places, _ = partnermath.MinorUnits(in.currency())
		b.lay(in)
		switch {
		case b.fault != nil:
			return nil, b.fault
		case maps.Equal(before, b.now):
			return b, b.finish()
		}
		before, links = b.now, b.links
	}
	return nil, errors.New("workbook: the layout does not settle")
}

// lay writes the sheets of what there is.
func (b *book) lay(in Input) {
	in.review(b)
	in.scorecard(b)
	in.plan(b)
	in.marketing(b)
	in.pipeline(b)
	in.payouts(b)
	in.fund(b)
	in.claims(b)
	in.profit(b)
}

// link tells where a figure of the review stands.
func (s *sheet) link(id qbr.MetricID, cell string, value decimal.NullDecimal) {
	s.links[id] = append(s.links[id], link{s.far(cell), value})
}
