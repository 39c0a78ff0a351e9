package tabular

import (
	"bufio"
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strings"
)

// text is a table of separated values.
type text struct {
	csv     *csv.Reader
	in      *lines
	skipped int // lines before the header
	above   int // of these, those that are not to state the separator
	offset  int64
	line    int  // where the last cell began that could be read
	end     int  // the last line of the last row that could be read
	apart   bool // a blank line stands before the row last read, of another length than the header
	written string
}

func newText(r io.Reader, e Encoding, known func(column string) bool) (*text, error) {
	decoded, form, err := e.decode(bufio.NewReaderSize(r, MaxHeader))
	if err != nil {
		return nil, err
	}
	t := &text{in: &lines{r: decoded, left: MaxHeader}}
	buffered := bufio.NewReaderSize(t.in, MaxHeader)
	start, err := buffered.Peek(MaxHeader)
	if err != nil && !errors.Is(err, io.EOF) && !errors.Is(err, bufio.ErrBufferFull) {
		return nil, err
	}
	length, comma := statedComma(start)
	if comma != 0 {
		t.skipped = 1
		_, _ = buffered.Discard(length)
	} else {
		comma, length, t.skipped = findHeader(start, known)
		t.above = t.skipped
		_, _ = buffered.Discard(length)
	}
	t.csv = csv.NewReader(buffered)
	t.csv.Comma, t.csv.ReuseRecord = comma, true
	t.written = form + ", " + commaNames[comma]
	return t, nil
}

func (t *text) form() string {
	return t.written + ", " + t.in.ends() + counted(t.above, "above the table")
}

// counted tells how many lines stand somewhere, nothing for none.
func counted(lines int, where string) string {
	switch lines {
	case 0:
		return ""
	case 1:
		return ", 1 line " + where
	}
	return fmt.Sprintf(", %d lines %s", lines, where)
}

func (t *text) read() ([]string, error) {
	t.in.left = MaxRow + MaxHeader // the latter is what is buffered beyond a row
	row, err := t.csv.Read()
	length := t.csv.InputOffset() - t.offset
	t.offset += length
	var malformed *csv.ParseError
	switch {
	case errors.Is(err, ErrLong) || err == nil && length > MaxRow:
		return nil, &Error{t.line + t.skipped + 1, 1, ErrLong}
	case errors.Is(err, csv.ErrFieldCount):
		line, column := t.place(0)
		t.apart = line > t.end+t.skipped+1
		t.end = t.lastLine(row)
		return row, &Error{line, column, fieldCount(len(row), t.csv.FieldsPerRecord)}
	case errors.As(err, &malformed):
		err = t.explained(malformed.Err)
		if malformed.StartLine < malformed.Line { // a quote that is never closed swallows the rest of the file
			err = fmt.Errorf("%w, in the row that starts in line %d%w", err, malformed.StartLine+t.skipped, silent{ErrOpenQuote})
		}
		t.end = malformed.Line
		return nil, &Error{malformed.Line + t.skipped, malformed.Column, err}
	}
	if err == nil {
		t.line, _ = t.csv.FieldPos(len(row) - 1)
		t.end = t.lastLine(row)
	}
	return row, err
}

// lastLine returns where the row last read ends.
func (t *text) lastLine(row []string) int {
	line, _ := t.csv.FieldPos(len(row) - 1)
	return line + strings.Count(row[len(row)-1], "\n")
}

// explained tells of a quote what would be right.
func (t *text) explained(err error) error {
	switch {
	case errors.Is(err, csv.ErrBareQuote) && t.csv.Comma == '\t':
		return fmt.Errorf("%w, as spreadsheets do that write commas", errBareQuote)
	case errors.Is(err, csv.ErrBareQuote):
		return errBareQuote
	case errors.Is(err, csv.ErrQuote):
		return errQuote
	}
	return err
}

func (t *text) place(column int) (line, at int) {
	line, at = t.csv.FieldPos(column)
	return line + t.skipped, at
}
