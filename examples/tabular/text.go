package tabular

import (
	"bufio"
	"errors"
	"fmt"
	"io"
)

// text is a table of separated values.
type text struct {
	rows    *records
	in      *lines
	skipped int  // lines before the header
	above   int  // of these, those that are not to state the separator
	line    int  // where the last cell began that could be read
	end     int  // the last line of the last row
	apart   bool // a blank line stands before the row last read
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
	t.rows = &records{in: buffered, comma: comma}
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
	before := t.rows.offset
	row, err := t.rows.read()
	length := t.rows.offset - before
	if err == nil && length <= MaxRow {
		t.line = t.rows.at[len(row)-1].line
		t.lookBefore()
		return row, nil
	}
	var malformed *quoteError
	switch {
	case errors.Is(err, ErrLong) || err == nil && length > MaxRow:
		return nil, &Error{t.line + t.skipped + 1, 1, ErrLong}
	case errors.Is(err, errWidth):
		t.lookBefore()
		line, column := t.place(0)
		return row, &Error{line, column, fieldCount(len(row), t.rows.width)}
	case errors.As(err, &malformed):
		err = errQuote
		if malformed.start < malformed.line { // a quote that is never closed swallows the rest of the file
			err = fmt.Errorf("%w, in the row that starts in line %d%w", err, malformed.start+t.skipped, silent{ErrOpenQuote})
		}
		t.end = malformed.line
		return nil, &Error{malformed.line + t.skipped, malformed.column, err}
	}
	return nil, err
}

// lookBefore notes whether a blank line stands before the row last read.
func (t *text) lookBefore() {
	t.apart = t.rows.at[0].line > t.end+1
	t.end = t.rows.line
}

func (t *text) isBehindBlank() bool { return t.apart }

func (t *text) place(column int) (line, at int) {
	where := t.rows.at[column]
	return where.line + t.skipped, where.column
}
