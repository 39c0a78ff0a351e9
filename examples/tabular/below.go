package tabular

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
)

// footed is a text without the lines below its table, which some programs write: behind a
// blank line, of one cell each, up to the end. Where a row follows, they are faulty rows.
type footed struct {
	*text
	lines int // below the table
	early []readRow
}

// readRow is what read has returned.
type readRow struct {
	row []string
	err error
}

// isOneCell reports whether a row that the table cannot have is of one cell.
func (r readRow) isOneCell() bool { return len(r.row) == 1 && errors.Is(r.err, csv.ErrFieldCount) }

// maxBelow is how many lines may stand below a table.
const maxBelow = 20

func (f *footed) read() ([]string, error) {
	if len(f.early) == 0 {
		one := f.next()
		if !one.isOneCell() || !f.apart {
			return one.row, one.err
		}
		for ; one.isOneCell() && len(f.early) < maxBelow; one = f.next() {
			f.early = append(f.early, readRow{slices.Clone(one.row), one.err})
		}
		if errors.Is(one.err, io.EOF) {
			f.lines, f.early = len(f.early), nil
			return nil, io.EOF
		}
		f.early = append(f.early, one)
	}
	one := f.early[0]
	f.early = f.early[1:]
	return one.row, one.err
}

func (f *footed) next() readRow {
	row, err := f.text.read()
	return readRow{row, err}
}

func (f *footed) form() string { return f.text.form() + counted(f.lines, "below the table") }
