// Package tabular reads tables of text as spreadsheets and CRMs write them: rows of
// cells below a header, separated by commas, semicolons or tabs, in UTF-8, UTF-16 or
// a code page, with the line ends of any system. It finds out what the file tells
// (the mark of an encoding, the separator of the header, the line ends) and guesses
// nothing else: how days and numbers are written, and which code page, is stated.
package tabular

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"
	"unicode/utf8"
)

const (
	// MaxRow is how many bytes of UTF-8 a row may have, with its line breaks.
	MaxRow = 1 << 20
	// MaxHeader is how many the header may have.
	MaxHeader = 1 << 16
)

// Error is what is wrong at a place of a file. Lines and columns count from 1, a
// column in characters (code points), whatever the encoding of the file.
type Error struct {
	Line, Column int
	Err          error
}

func (e *Error) Error() string { return fmt.Sprintf("%d:%d: %v", e.Line, e.Column, e.Err) }

func (e *Error) Unwrap() error { return e.Err }

var (
	// ErrEmpty is that of a file without a header.
	ErrEmpty = errors.New("is empty, must start with a line that names the columns")
	// ErrNotUTF8 is that of a cell in another encoding than the one stated.
	ErrNotUTF8 = errors.New("is not UTF-8")
	// ErrZero is that of UTF-16 without a mark, whose encoding must be stated.
	ErrZero = errors.New("holds a zero byte, as UTF-16 without a mark does")
	// ErrOpenQuote is that of a quote over several lines, which may have swallowed rows.
	ErrOpenQuote = errors.New("quote over several lines")
	// ErrMissing is that of columns that a header lacks.
	ErrMissing = errors.New("a column is missing")
	// ErrLong is that of a row or a header beyond the limits. Nothing behind it can be read.
	ErrLong = fmt.Errorf("row is longer than %d bytes", MaxRow)
)

// source is rows of cells, the header first.
type source interface {
	// read returns the next row, which holds until the next read. Its errors are those of
	// the method Read of Reader.
	read() ([]string, error)
	// place returns where a cell of the row last read begins.
	place(column int) (line, at int)
	// form tells in words how the rows are written.
	form() string
	// isBehindBlank reports whether a blank line stands before the row last read, which read
	// has passed over.
	isBehindBlank() bool
}

// Reader reads a table row by row. It passes over rows without any text, and over up to 20
// lines below the table: totals, remarks of reports, and lines of one cell behind a blank line.
type Reader struct {
	*footed
	header []string
}

// NewReader reads the header of a table. Of the separators that are possible it takes
// the one by which known finds the most columns, and the most columns at all. Of the first
// lines the header is the one of which known finds the most columns, where these are two
// at least, and else the very first.
func NewReader(r io.Reader, e Encoding, known func(column string) bool) (*Reader, error) {
	t, err := newText(r, e, known)
	if err != nil {
		return nil, &Error{1, 1, err}
	}
	return newReader(t)
}

func newReader(s source) (*Reader, error) {
	t := &Reader{footed: &footed{source: s}}
	header, err := s.read()
	switch {
	case errors.Is(err, io.EOF):
		return nil, &Error{1, 1, ErrEmpty}
	case err != nil:
		return nil, err
	}
	t.header = slices.Clone(header)
	t.width = len(header)
	for i, name := range t.header {
		line, column := t.Place(i)
		switch at := strings.IndexAny(name, "\u0085\u2028\u2029\v\f\x00"); {
		case !utf8.ValidString(name):
			return nil, &Error{line, column, ErrNotUTF8}
		case at >= 0 && name[at] == 0:
			return nil, &Error{line, column, ErrZero}
		case at >= 0:
			end, _ := utf8.DecodeRuneInString(name[at:])
			return nil, &Error{line, column, fmt.Errorf("the header holds a line end %U; lines must end with LF, CRLF or CR", end)}
		}
		t.header[i] = strings.Join(strings.Fields(name), " ")
	}
	return t, nil
}

// Header returns the columns as the file names them, with single spaces.
func (t *Reader) Header() []string { return t.header }

// Form tells in words how the file is written.
func (t *Reader) Form() string { return t.form() }

// Below returns the lines below the table, when all of it is read.
func (t *Reader) Below() []Below { return t.below }

// Place returns where a cell of the row last read begins.
func (t *Reader) Place(column int) (line, at int) { return t.place(column) }

// Read returns the next row that has any text; it holds until the next Read. An *Error
// tells what is wrong with a row; unless it is ErrLong, reading can go on. A row of
// another length than the header is csv.ErrFieldCount, and is returned, too.
func (t *Reader) Read() ([]string, error) {
	for {
		row, err := t.read()
		if (err == nil || errors.Is(err, csv.ErrFieldCount)) && isBlank(row) {
			continue
		}
		if err != nil {
			return row, err
		}
		for i, cell := range row {
			if !utf8.ValidString(cell) {
				line, column := t.Place(i)
				return row, &Error{line, column, fmt.Errorf("%s: %w, got %.40q", t.header[i], ErrNotUTF8, cell)}
			}
		}
		return row, nil
	}
}

func isBlank(row []string) bool {
	for _, cell := range row {
		if strings.TrimSpace(cell) != "" {
			return false
		}
	}
	return true
}

var errQuote = errors.New(`has text behind the " that ends a cell, or no " that ends it; a " that is a part of the cell must be written twice ("")`)

// fieldCount is the error of a row of another length than the header.
func fieldCount(row, header int) error {
	cells := "cells"
	if row == 1 {
		cells = "cell"
	}
	return fmt.Errorf("row has %d %s, the header has %d%w", row, cells, header, silent{csv.ErrFieldCount})
}

// silent is an error to compare with that adds no text.
type silent struct{ error }

func (silent) Error() string { return "" }

func (s silent) Unwrap() error { return s.error }
