package live

import (
	"errors"
	"fmt"
	"io"
	"maps"
	"slices"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"
)

// Book is a workbook on its way. [Lay] makes one; the zero Book is of no use.
type Book struct {
	// Places are the decimals of money.
	Places int32
	// Notice tells who may read the workbook. It stands at the foot of each printed page.
	Notice string

	sheets   []*Sheet
	figures  []Figure
	steps    int
	computed int
	names    []excelize.DefinedName
	charts   []drawn
	fault    error
	// Rows by their keys, and cells by theirs: of this pass, and of the one before.
	rows, rowsBefore   map[string]int
	links, linksBefore map[string][]link
	// Of the file that is written.
	file   *excelize.File
	styles map[look]int
}

// Figure is a cell with a formula, and what that has to come to: a number, else a text.
type Figure struct {
	Sheet, Cell, Formula string
	Number               decimal.NullDecimal
	Text                 string
}

// Agrees tells whether a spreadsheet program comes to the same: to the same words, or to the same
// number as far as the 15 digits go that files have of it. That is to the cent, as Lay takes no larger amounts.
func (f Figure) Agrees(value string) bool {
	if !f.Number.Valid {
		return value == f.Text
	}
	d, err := decimal.NewFromString(value)
	most := decimal.Max(decimal.New(1, -9), f.Number.Decimal.Abs().Shift(-14))
	return err == nil && d.Sub(f.Number.Decimal).Abs().LessThan(most)
}

// link is a cell with a number of which other sheets know.
type link struct {
	cell  string
	value decimal.NullDecimal
}

// mostPasses is more than it takes until everything stands where it stood before.
const mostPasses = 5

// Lay lays out a workbook whose money has so many decimals. It calls lay again until no row moves,
// so lay must do the same each time. It returns the first error that lay reports with
// [Book.Fail], or that a cell has.
func Lay(places int32, lay func(*Book)) (*Book, error) {
	last := &Book{}
	for range mostPasses {
		b := &Book{
			Places: places, rows: map[string]int{}, rowsBefore: last.rows, links: map[string][]link{}, linksBefore: last.links,
		}
		lay(b)
		for _, s := range b.sheets {
			s.endTable()
		}
		switch {
		case b.fault != nil:
			return nil, b.fault
		case len(b.sheets) == 0:
			return nil, errors.New("a workbook needs a sheet")
		case maps.Equal(b.rows, b.rowsBefore) && maps.EqualFunc(b.links, b.linksBefore, sameCells):
			return b, nil
		}
		last = b
	}
	return nil, errors.New("the layout does not settle")
}

func sameCells(a, b []link) bool {
	return slices.EqualFunc(a, b, func(a, b link) bool { return a.cell == b.cell })
}

// Fail makes [Lay] return an error. The first one counts.
func (b *Book) Fail(err error) {
	if b.fault == nil {
		b.fault = err
	}
}

// Figures returns all figures, in the order in which they were written.
func (b *Book) Figures() []Figure { return slices.Clone(b.figures) }

// Steps counts the formulas that are none of the figures.
func (b *Book) Steps() int { return b.steps }

// Computed counts the cells of [Sheet.Library].
func (b *Book) Computed() int { return b.computed }

// Write writes the file.
func (b *Book) Write(w io.Writer) error {
	b.file, b.styles = excelize.NewFile(), map[look]int{}
	defer func() { _ = b.file.Close() }()
	if err := b.fill(); err != nil {
		return err
	}
	return b.file.Write(w)
}

func (b *Book) fill() error {
	if err := b.file.SetDefaultFont(font); err != nil {
		return err
	}
	for i, s := range b.sheets {
		var err error
		if i == 0 {
			err = b.file.SetSheetName("Sheet1", s.Name)
		} else {
			_, err = b.file.NewSheet(s.Name)
		}
		if err != nil {
			return err
		}
	}
	for i := range b.names {
		if err := b.file.SetDefinedName(&b.names[i]); err != nil {
			return err
		}
	}
	for _, d := range b.charts {
		if err := b.file.AddChart(d.sheet, d.cell, d.chart); err != nil {
			return fmt.Errorf("chart of %s: %w", d.sheet, err)
		}
	}
	for _, s := range b.sheets {
		for _, step := range []func() error{s.setUp, s.breaks, s.light, s.stream} {
			if err := step(); err != nil {
				return fmt.Errorf("sheet %s: %w", s.Name, err)
			}
		}
	}
	full := true
	return b.file.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &full})
}
