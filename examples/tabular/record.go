package tabular

import (
	"bufio"
	"bytes"
	"errors"
	"io"
	"unicode/utf8"
)

// records reads rows of separated cells. A cell that starts with a quote ends with one, and a
// quote within is written twice; in a cell that does not, a quote is a letter like others, as
// programs write it that set none around their cells.
type records struct {
	in     *bufio.Reader
	comma  byte
	width  int   // of the first row, which all rows must have
	offset int64 // of what was read
	line   int   // last read

	long  []byte // a line beyond what is buffered
	cells []byte // of the row, one after the other
	ends  []int
	at    []position
	row   []string
}

// position is a place of a file, its column in characters.
type position struct{ line, column int }

// quoteError is that of a cell whose quotes do not end with it. The row starts in the line start.
type quoteError struct {
	position
	start int
}

func (*quoteError) Error() string { return errQuote.Error() }

// errWidth is that of a row of another length than the first.
var errWidth = errors.New("row of another length")

// read returns the next row that is no blank line; it holds until the next read.
func (r *records) read() ([]string, error) {
	line, err := r.readLine()
	for err == nil && len(line) == 1 && line[0] == '\n' {
		line, err = r.readLine()
	}
	if err != nil {
		return nil, err
	}
	r.cells, r.ends, r.at = r.cells[:0], r.ends[:0], r.at[:0]
	if err := r.split(line); err != nil {
		return nil, err
	}
	r.row = r.row[:0]
	all, from := string(r.cells), 0
	for _, end := range r.ends {
		r.row = append(r.row, all[from:end])
		from = end
	}
	if r.width == 0 {
		r.width = len(r.row)
	}
	if len(r.row) != r.width {
		return r.row, errWidth
	}
	return r.row, nil
}

// split takes the cells of a line, and of the next ones where a quote is open.
func (r *records) split(line []byte) error {
	start, column := r.line, 1
	for {
		r.at = append(r.at, position{r.line, column})
		if len(line) > 0 && line[0] == '"' {
			rest, err := r.quoted(line[1:], start, column+1)
			if err != nil {
				return err
			}
			if line = rest.line; rest.last {
				return nil
			}
			column = rest.column
			continue
		}
		end := bytes.IndexByte(line, r.comma)
		if end < 0 {
			r.cells = append(r.cells, bytes.TrimSuffix(line, []byte("\n"))...)
			r.ends = append(r.ends, len(r.cells))
			return nil
		}
		r.cells = append(r.cells, line[:end]...)
		r.ends = append(r.ends, len(r.cells))
		line, column = line[end+1:], column+utf8.RuneCount(line[:end])+1
	}
}

// remainder is what follows a cell, unless that is the last of its row.
type remainder struct {
	line   []byte
	column int
	last   bool
}

// quoted takes a cell behind the quote that starts it.
func (r *records) quoted(line []byte, start, column int) (remainder, error) {
	for {
		end := bytes.IndexByte(line, '"')
		if end < 0 {
			r.cells = append(r.cells, line...)
			end := column + utf8.RuneCount(line)
			next, err := r.readLine()
			switch {
			case errors.Is(err, io.EOF):
				return remainder{}, &quoteError{position{r.line, end}, start}
			case err != nil:
				return remainder{}, err
			}
			line, column = next, 1
			continue
		}
		r.cells = append(r.cells, line[:end]...)
		behind, quote := line[end+1:], column+utf8.RuneCount(line[:end])
		switch {
		case len(behind) > 0 && behind[0] == '"':
			r.cells = append(r.cells, '"')
			line, column = behind[1:], quote+2
		case len(behind) == 0 || behind[0] == '\n':
			r.ends = append(r.ends, len(r.cells))
			return remainder{last: true}, nil
		case behind[0] == r.comma:
			r.ends = append(r.ends, len(r.cells))
			return remainder{line: behind[1:], column: quote + 2}, nil
		default:
			return remainder{}, &quoteError{position{r.line, quote}, start}
		}
	}
}

// readLine returns the next line, which ends with LF unless it is the last.
func (r *records) readLine() ([]byte, error) {
	line, err := r.in.ReadSlice('\n')
	if errors.Is(err, bufio.ErrBufferFull) {
		r.long = append(r.long[:0], line...)
		for errors.Is(err, bufio.ErrBufferFull) {
			line, err = r.in.ReadSlice('\n')
			r.long = append(r.long, line...)
		}
		line = r.long
	}
	r.offset += int64(len(line))
	if len(line) > 0 && errors.Is(err, io.EOF) {
		err = nil
		line = bytes.TrimSuffix(line, []byte("\r"))
	}
	if err != nil {
		return nil, err
	}
	r.line++
	if end := len(line) - 2; end >= 0 && line[end] == '\r' && line[end+1] == '\n' {
		line[end] = '\n'
		line = line[:end+1]
	}
	return line, nil
}
