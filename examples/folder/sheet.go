package folder

import (
	"errors"
	"io"
	"iter"
	"slices"
	"strings"

	"github.com/jszwec/csvutil"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/tabular"
)

// Sheet reads a table row by row into structs of type T, whose fields are strings with
// a csv tag. Columns stand in any order, beside others that T does not have. What it
// cannot read, it reports. A column is named by a tag of T. The zero Sheet cannot be read; see
// [OpenSheet].
type Sheet[T any] struct {
	// Found takes the faults, and Forms tell how the table is written.
	Found *Faults
	Forms *Forms
	// Titles are those of the columns of a spread, by the question; nil without one.
	Titles map[string]string

	file    string
	about   File     // what is known of the table
	header  []string // the columns of T
	kinds   []Kind   // of the columns
	opened  io.Closer
	reader  *tabular.Selection
	decoder *csvutil.Decoder
	told    Progress
	watch   *watched                    // nil unless it is shown what is read
	last    fault                       // that was reported
	rows    int                         // that were read, faulty or not
	days    map[string]partnermath.Date // that were read
	missing map[string]bool             // columns that are, whose cells have no faults
}

// OpenSheet reads the header of a file. ok is false when it has reported that
// the file cannot be used.
func OpenSheet[T any](in Folder, file string, found *Faults) (s *Sheet[T], ok bool) {
	return OpenSpread[T](in, file, found, Spread{})
}

// OpenSpread reads the header of a file that may have a column for each of many things.
func OpenSpread[T any](in Folder, file string, found *Faults, wide Spread) (s *Sheet[T], ok bool) {
	wide.columns = in.layout.file(file).Wide
	s = &Sheet[T]{file: file, about: in.layout.file(file), Found: found, Forms: in.Form(file), watch: in.watch.open(), told: in.Progress, days: make(map[string]partnermath.Date)}
	if ok = s.readHeader(in, wide); !ok {
		s.close()
	}
	return s, ok
}

func (s *Sheet[T]) close() {
	if s.opened != nil {
		_ = s.opened.Close()
	}
}

// Has reports whether the table has a column, be it under another name.
func (s *Sheet[T]) Has(column string) bool { return s.reader.Title(s.Column(column)) != "" }

// Column returns the number of a column, for the method Position.
func (s *Sheet[T]) Column(name string) int { return slices.Index(s.header, name) }

// next reads the next row that can be read; false means that there is none.
func (s *Sheet[T]) next(row *T) bool {
	defer func() { s.watch.count(s.rows) }()
	for {
		err := s.decoder.Decode(row)
		switch {
		case errors.Is(err, io.EOF):
			if s.rows == 0 {
				s.Found.Add(s.file, 1, 1, "has no row below its header")
			}
			s.Found.haveRead(s.file, s.rows)
			s.Found.leaveOutBelow(s.file, s.reader.Below())
			return false
		case err == nil:
			if s.rows++; s.told != nil && s.rows%rowsBetweenLooks == 0 {
				s.told(s.file, s.rows)
			}
			s.watch.row(s.reader, s.Forms)
			if s.holdsError() && s.Found.apart {
				continue
			}
			return true
		}
		s.rows++
		if !s.report(err) {
			return false
		}
	}
}

// All reads all rows, each into the same struct, and closes the table.
func (s *Sheet[T]) All() iter.Seq[*T] {
	return func(yield func(*T) bool) {
		defer s.close()
		var row T
		for s.next(&row) && yield(&row) {
		}
	}
}

// Position returns where a cell of the row last read begins.
func (s *Sheet[T]) Position(column int) (line, at int) { return s.reader.Place(column) }

// Raw returns what stands in a cell of the row last read, before it is taken for what it stands for.
func (s *Sheet[T]) Raw(column string) string { return s.reader.Raw(s.Column(column)) }

// Line returns that of the row last read.
func (s *Sheet[T]) Line() int {
	line, _ := s.Position(0)
	return line
}

// Date reads a cell with a day, of which there are few in many rows; an empty
// one is none.
func (s *Sheet[T]) Date(column, text string, faulty map[string]bool) partnermath.Date {
	if text == "" {
		return partnermath.Date{}
	}
	day := tabular.Day(text)
	if date, known := s.days[day]; known {
		return s.Forms.end(column, date)
	}
	date, err := s.Forms.Date(text)
	if err != nil {
		s.Fault(column, "%s", message(err))
		faulty[column] = true
		return date
	}
	s.days[strings.Clone(day)] = date
	return s.Forms.end(column, date)
}
