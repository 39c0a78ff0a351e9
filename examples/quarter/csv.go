package main

import (
	"bufio"
	"encoding/csv"
	"errors"
	"hash/maphash"
	"io"
	"slices"
	"strings"

	"github.com/jszwec/csvutil"

	"github.com/partnermath/partnermath"
)

// sheet reads a CSV file row by row into structs of type T, whose fields are
// strings with a csv tag. It takes a UTF-8 byte order mark, quoted fields, CRLF,
// columns in any order and columns that T does not have. What it cannot read, it
// reports.
type sheet[T any] struct {
	file    string
	header  []string
	reader  *csv.Reader
	decoder *csvutil.Decoder
	found   *faults
	days    map[string]partnermath.Date // that were read
}

// openSheet reads the header of a file. ok is false when it has reported that
// the file cannot be used.
func openSheet[T any](file string, r io.Reader, found *faults) (s *sheet[T], ok bool) {
	s = &sheet[T]{file: file, found: found, days: make(map[string]partnermath.Date)}
	buffered := bufio.NewReaderSize(r, 1<<16)
	start, _ := buffered.Peek(len(byteOrderMark))
	switch {
	case strings.HasPrefix(string(start), "\xff\xfe"), strings.HasPrefix(string(start), "\xfe\xff"):
		found.add(file, 1, 1, "is UTF-16, must be UTF-8")
		return s, false
	case string(start) == byteOrderMark:
		_, _ = buffered.Discard(len(byteOrderMark))
	}
	s.reader = csv.NewReader(buffered)
	s.reader.ReuseRecord = true
	header, err := s.reader.Read()
	switch {
	case errors.Is(err, io.EOF):
		found.add(file, 1, 1, "is empty, must start with a line that names the columns")
		return s, false
	case err != nil:
		s.report(err)
		return s, false
	}
	s.header = slices.Clone(header)
	if !s.checkHeader() {
		return s, false
	}
	s.decoder, err = csvutil.NewDecoder(s.reader, s.header...)
	if err != nil {
		s.report(err)
		return s, false
	}
	return s, true
}

// byteOrderMark is what some programs, such as spreadsheets, put before UTF-8. A
// CSV reader would take it for a part of the first column's name.
const byteOrderMark = "\uFEFF"

// checkHeader reports the columns that are missing or given twice.
func (s *sheet[T]) checkHeader() bool {
	before := s.found.count
	var row T
	wanted, err := csvutil.Header(row, "csv")
	if err != nil {
		s.report(err)
		return false
	}
	for _, name := range wanted {
		first := slices.Index(s.header, name)
		if first < 0 {
			s.found.add(s.file, 1, 1, "column %q is missing%s", name, s.hint())
			continue
		}
		for i := first + 1; i < len(s.header); i++ {
			if s.header[i] == name {
				line, column := s.reader.FieldPos(i)
				s.found.add(s.file, line, column, "column %q is given twice", name)
			}
		}
	}
	return s.found.count == before
}

// hint explains a header that looks as if it were separated by something else.
func (s *sheet[T]) hint() string {
	if len(s.header) == 1 && strings.ContainsAny(s.header[0], ";\t|") {
		return "; columns must be separated by commas"
	}
	return ""
}

// column returns the number of a column, for the method position.
func (s *sheet[T]) column(name string) int { return slices.Index(s.header, name) }

// next reads the next row that can be read; false means that there is none.
func (s *sheet[T]) next(row *T) bool {
	for {
		err := s.decoder.Decode(row)
		if err == nil {
			return true
		}
		if errors.Is(err, io.EOF) || !s.report(err) {
			return false
		}
	}
}

// position returns where a cell of the row last read begins.
func (s *sheet[T]) position(column int) (line, at int) { return s.reader.FieldPos(column) }

// fault reports what is wrong with a cell of the row last read.
func (s *sheet[T]) fault(column, format string, args ...any) {
	line, at := s.position(s.column(column))
	s.found.add(s.file, line, at, column+": "+format, args...)
}

// rules reports the faults that the library found in a row, each in the column of its
// field. columns has those that are not named like their field, and at tells where they
// begin. A cell that is in faulty has one fault already.
func (s *sheet[T]) rules(fields []partnermath.FieldError, columns map[string]string, faulty map[string]bool, at func(column int) (line, at int)) {
	for _, f := range fields {
		name := f.Path[strings.LastIndex(f.Path, ".")+1:]
		if column, renamed := columns[name]; renamed {
			name = column
		}
		if faulty[name] {
			continue
		}
		faulty[name] = true
		line, position := at(max(s.column(name), 0))
		s.found.add(s.file, line, position, "%s: %s", name, f.Message)
	}
}

// fieldsOf returns the faults that an error of the library lists.
func fieldsOf(err error) []partnermath.FieldError {
	var invalid *partnermath.ValidationError
	if !errors.As(err, &invalid) {
		return nil
	}
	return invalid.Fields
}

// optionalDate reads a cell with a day, of which there are few in many rows; an empty
// one is none.
func (s *sheet[T]) optionalDate(column, text string, faulty map[string]bool) partnermath.Date {
	if text == "" {
		return partnermath.Date{}
	}
	if date, known := s.days[text]; known {
		return date
	}
	date, err := partnermath.ParseDate(text)
	if err != nil {
		s.fault(column, "%s", message(err))
		faulty[column] = true
		return date
	}
	s.days[strings.Clone(text)] = date
	return date
}

// ids is a set of ids that takes a few bytes for each, however long they are: it holds
// 128 bits of their hashes.
type ids struct {
	seeds [2]maphash.Seed
	seen  map[[2]uint64]struct{}
}

func newIDs() ids {
	return ids{[2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}, make(map[[2]uint64]struct{})}
}

// add reports whether an id is new to the set.
func (s *ids) add(id string) bool {
	key := [2]uint64{maphash.String(s.seeds[0], id), maphash.String(s.seeds[1], id)}
	_, known := s.seen[key]
	s.seen[key] = struct{}{}
	return !known
}

// report reports an error of the reader, and whether reading can go on.
func (s *sheet[T]) report(err error) (goOn bool) {
	var malformed *csv.ParseError
	switch {
	case !errors.As(err, &malformed):
		s.found.add(s.file, 0, 0, "%v", reason(err))
		return false
	case errors.Is(err, csv.ErrFieldCount):
		s.found.add(s.file, malformed.Line, malformed.Column, "row has %d columns, the header has %d",
			len(s.decoder.Record()), len(s.header))
	case malformed.StartLine < malformed.Line: // a quote that is never closed swallows the rest of the file
		s.found.add(s.file, malformed.Line, malformed.Column, "%v, in the row that starts in line %d", malformed.Err, malformed.StartLine)
	default:
		s.found.add(s.file, malformed.Line, malformed.Column, "%v", malformed.Err)
	}
	return true
}
