package intake

import (
	"cmp"
	"errors"
	"fmt"
	"hash/maphash"
	"io"
	"iter"
	"maps"
	"slices"
	"strings"

	"github.com/jszwec/csvutil"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/examples/tabular"
)

// sheet reads a table row by row into structs of type T, whose fields are strings with
// a csv tag. Columns stand in any order, beside others that T does not have. What it
// cannot read, it reports.
type sheet[T any] struct {
	file    string
	about   File     // what is known of the table
	header  []string // the columns of T
	kinds   []Kind   // of the columns
	opened  io.Closer
	reader  *tabular.Selection
	decoder *csvutil.Decoder
	found   *Faults
	forms   *Forms
	told    Progress
	watch   *watched                    // nil unless it is shown what is read
	last    fault                       // that was reported
	rows    int                         // that were read, faulty or not
	days    map[string]partnermath.Date // that were read
	missing map[string]bool             // columns that are, whose cells have no faults
	titles  map[string]string           // of the columns of a spread, by the thing; nil without one
}

// openSheet reads the header of a file. ok is false when it has reported that
// the file cannot be used.
func openSheet[T any](in Folder, file string, found *Faults) (s *sheet[T], ok bool) {
	return openSpread[T](in, file, found, spread{})
}

// openSpread reads the header of a file that may have a column for each of many things.
func openSpread[T any](in Folder, file string, found *Faults, wide spread) (s *sheet[T], ok bool) {
	wide.Wide = in.layout.file(file).Wide
	s = &sheet[T]{file: file, about: in.layout.file(file), found: found, forms: in.form(file), watch: in.watch.open(), told: in.Progress, days: make(map[string]partnermath.Date)}
	if ok = s.readHeader(in, wide); !ok {
		s.close()
	}
	return s, ok
}

func (s *sheet[T]) close() {
	if s.opened != nil {
		_ = s.opened.Close()
	}
}

func (s *sheet[T]) readHeader(in Folder, wide spread) (ok bool) {
	var row T
	var err error
	if s.header, err = csvutil.Header(row, "csv"); err != nil {
		s.report(err)
		return false
	}
	s.kinds = s.about.kinds(s.header)
	columns := s.forms.Columns.wanted(s.about, s.header)
	for i, name := range s.header {
		if ids := in.ids[name]; len(ids) > 0 {
			columns[i] = byID(columns[i], ids)
		}
	}
	reader, err := s.open(in, columns, wide)
	if err != nil {
		s.report(err)
		return false
	}
	gathered, wrong := wide.in(reader, columns)
	var missing []error
	s.reader, missing = reader.Select(columns)
	wrong = append(wrong, missing...)
	for _, err := range wrong {
		s.report(s.hinted(err, reader, columns, wide))
	}
	if !s.canGoOn(wrong, columns) {
		return false
	}
	if len(gathered) > 0 {
		s.titles = make(map[string]string)
		for _, one := range gathered {
			s.titles[one.Name] = reader.Header()[one.At]
		}
		s.reader.Gather(gathered, s.column(wide.Key), s.column(wide.Value))
	}
	if !s.found.apart { // a row with a cell that cannot be read is left out
		s.reader.Undecoded(func(err error) { s.report(err) })
	}
	s.convert(in, wide)
	if s.decoder, err = csvutil.NewDecoder(s.reader, s.header...); err != nil {
		s.report(err)
		return false
	}
	s.watch.header(s.about, s.header, s.kinds, s.reader)
	s.watch.spread(wide, s.titles)
	return true
}

// byID returns a column of ids whose cells, and what is made of them, may have their names.
func byID(column tabular.Column, ids map[string]string) tabular.Column {
	idOf := func(text string) string { return cmp.Or(ids[tabular.FoldText(text)], text) }
	values := folded(column.Values)
	for text, to := range values {
		values[text] = idOf(to)
	}
	if column.Values = values; column.Other != nil {
		other := idOf(*column.Other)
		column.Other = &other
		return column
	}
	column.Values = maps.Clone(ids)
	maps.Copy(column.Values, values)
	return column
}

// folded returns values by texts as names are compared.
func folded(values map[string]string) map[string]string {
	all := make(map[string]string, len(values))
	for text, to := range values {
		all[tabular.FoldText(text)] = to
	}
	return all
}

// convert lets cells be read as what they stand for, where that depends on more than their
// column.
func (s *sheet[T]) convert(in Folder, wide spread) {
	plain := func(_ int, text string) string { return text }
	if in.workbook != nil {
		plain = s.plain(in.workbook)
	}
	key, value := s.column(wide.Key), s.column(wide.Value)
	switch {
	case wide.Stand != nil:
		s.reader.Convert(func(column int, text string) string {
			text = plain(column, text)
			if column == value {
				return wide.Stand(s.reader.Text(key), text)
			}
			return text
		})
	case in.workbook != nil:
		s.reader.Convert(plain)
	}
}

// canGoOn reports whether the rows are read to find what is wrong with them, too: when there
// is a third of the columns, with the one by which other tables are checked.
func (s *sheet[T]) canGoOn(wrong []error, columns []tabular.Column) bool {
	if slices.ContainsFunc(wrong, func(err error) bool { return !errors.Is(err, tabular.ErrMissing) }) {
		return false
	}
	s.missing = make(map[string]bool)
	for i, column := range columns {
		if !column.None && s.reader.Title(i) == "" {
			s.missing[column.Name] = true
		}
	}
	return 3*len(s.missing) <= 2*len(columns) && !s.missing[s.about.Index]
}

// hinted adds to the error of columns that are missing how the file of -columns tells what
// they are called.
func (s *sheet[T]) hinted(err error, reader *tabular.Reader, columns []tabular.Column, wide spread) error {
	var at *tabular.Error
	if !errors.As(err, &at) || !errors.Is(err, tabular.ErrMissing) {
		return err
	}
	var unnamed []string
	for _, column := range columns {
		if found, _ := reader.Find(column.Name); found < 0 && !column.None && column.From == "" {
			unnamed = append(unnamed, fmt.Sprintf(`"%s": ""`, column.Name))
		}
	}
	hint := `; "" in place of its name in the file of -columns tells that there is none`
	if len(unnamed) > 0 {
		hint = fmt.Sprintf(`; -columns FILE with {"%s": {"columns": {%s}}} tells their names here, "" for none`, sheetOf(s.file), strings.Join(unnamed, ", "))
	}
	if len(unnamed) > 0 && wide.Names != nil {
		hint += fmt.Sprintf("; or a column for each %s takes their place, named %s", wide.Key, words.Named(wide.Names))
	}
	return &tabular.Error{Line: at.Line, Column: at.Column, Err: fmt.Errorf("%w%s", at.Err, hint)}
}

// open opens a table.
func (s *sheet[T]) open(in Folder, columns []tabular.Column, wide spread) (*tabular.Reader, error) {
	names := make(map[string]bool)
	for _, column := range columns {
		names[tabular.Fold(cmp.Or(column.From, column.Name))] = true
	}
	for _, title := range wide.Titles {
		names[tabular.Fold(title)] = true
	}
	delete(names, "") // what there is no column for
	known := func(column string) bool { return names[tabular.Fold(column)] }
	if in.workbook != nil {
		return in.workbook.Table(sheetOf(s.file), known)
	}
	opened, err := in.open(s.file)
	if err != nil {
		return nil, err
	}
	s.opened = opened
	return tabular.NewReader(opened, s.forms.Encoding, known)
}

// has reports whether the table has a column, be it under another name.
func (s *sheet[T]) has(column string) bool { return s.reader.Title(s.column(column)) != "" }

// column returns the number of a column, for the method position.
func (s *sheet[T]) column(name string) int { return slices.Index(s.header, name) }

// next reads the next row that can be read; false means that there is none.
func (s *sheet[T]) next(row *T) bool {
	defer func() { s.watch.count(s.rows) }()
	for {
		err := s.decoder.Decode(row)
		switch {
		case errors.Is(err, io.EOF):
			if s.rows == 0 {
				s.found.add(s.file, 1, 1, "has no row below its header")
			}
			s.found.haveRead(s.file, s.rows)
			s.found.leaveOutBelow(s.file, s.reader.Below())
			return false
		case err == nil:
			if s.rows++; s.told != nil && s.rows%rowsBetweenLooks == 0 {
				s.told(s.file, s.rows)
			}
			s.watch.row(s.reader, s.forms)
			if s.holdsError() && s.found.apart {
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

// holdsError reports the cells of the row last read in which a spreadsheet has written why there
// is no result.
func (s *sheet[T]) holdsError() (any bool) {
	for i := range s.header {
		if text := s.reader.Text(i); isSpreadsheetError(text) {
			line, at := s.position(i)
			any = true
			one := fault{file: s.header[i], line: line, column: at, what: text}
			if one == s.last { // as in the method fault
				continue
			}
			s.last = one
			s.found.addRow(s.file, line, at, "%s: holds the error %.40q of a spreadsheet; put its formula right, or empty the cell", s.label(i), text)
		}
	}
	return any
}

// isSpreadsheetError reports whether a cell has what a spreadsheet writes in place of a result.
func isSpreadsheetError(text string) bool {
	return strings.HasPrefix(text, "#") && slices.Contains(spreadsheetErrors, strings.ToUpper(strings.TrimSpace(text)))
}

var spreadsheetErrors = []string{
	"#N/A", "#REF!", "#VALUE!", "#DIV/0!", "#NAME?", "#NUM!", "#NULL!", "#SPILL!", "#CALC!", "#ERROR!",
	"#NV", "#BEZUG!", "#WERT!", "#ZAHL!", "#ÜBERLAUF!",
}

// all reads all rows, each into the same struct, and closes the table.
func (s *sheet[T]) all() iter.Seq[*T] {
	return func(yield func(*T) bool) {
		defer s.close()
		var row T
		for s.next(&row) && yield(&row) {
		}
	}
}

// position returns where a cell of the row last read begins.
func (s *sheet[T]) position(column int) (line, at int) { return s.reader.Place(column) }

// line returns that of the row last read.
func (s *sheet[T]) line() int {
	line, _ := s.position(0)
	return line
}

// fault reports what is wrong with a cell of the row last read, unless its column is missing.
func (s *sheet[T]) fault(column, format string, args ...any) {
	i := s.column(column)
	if s.missing[column] || isSpreadsheetError(s.reader.Text(i)) || strings.Contains(s.reader.Raw(i), "\uFFFD") { // what cannot be read has a fault
		return
	}
	line, at := s.position(i)
	text := fmt.Sprintf(format, args...)
	if raw := s.reader.Raw(i); raw != s.reader.Text(i) {
		text += fmt.Sprintf(", for which %.40q stands", raw)
	}
	one := fault{file: column, line: line, column: at, what: text}
	if one == s.last { // a row with a column for each of many things is read many times
		return
	}
	s.last = one
	s.found.addRow(s.file, line, at, "%s: %s", s.label(i), text)
}

// label returns the name of a column, with that of the table where it has another one.
func (s *sheet[T]) label(column int) string {
	return titled(s.header[column], s.reader.Title(column))
}

// titled returns a name with what a table calls it where that is another one.
func titled(name, title string) string {
	if title == "" || tabular.Fold(title) == tabular.Fold(name) {
		return name
	}
	return fmt.Sprintf("%s (%.40s)", name, title)
}

// rules reports the faults that the library found in a row, each in the column of its
// field. columns has those that are not named like their field, and at tells where they
// begin; nil stands for the row last read. A cell that is in faulty has one fault already.
func (s *sheet[T]) rules(fields []partnermath.FieldError, columns map[string]string, faulty map[string]bool, at func(column int) (line, at int)) {
	for _, f := range fields {
		name := f.Path[strings.LastIndex(f.Path, ".")+1:]
		if column, renamed := columns[name]; renamed {
			name = column
		}
		if faulty[name] || s.missing[name] {
			continue
		}
		faulty[name] = true
		column := s.column(name)
		switch {
		case at == nil && column >= 0:
			s.fault(name, "%s", f.Message)
			continue
		case at == nil:
			at = s.position
		}
		line, position := at(max(column, 0))
		if column >= 0 {
			name = s.label(column)
		}
		s.found.addRow(s.file, line, position, "%s: %s", name, f.Message)
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
	day := tabular.Day(text)
	if date, known := s.days[day]; known {
		return s.forms.end(column, date)
	}
	date, err := s.forms.date(text)
	if err != nil {
		s.fault(column, "%s", message(err))
		faulty[column] = true
		return date
	}
	s.days[strings.Clone(day)] = date
	return s.forms.end(column, date)
}

// ids are the lines that ids stand in. They take a few bytes for each, however long it
// is: 128 bits of its hashes.
type ids struct {
	seeds [2]maphash.Seed
	lines map[[2]uint64]uint32
}

func newIDs() ids {
	return ids{[2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}, make(map[[2]uint64]uint32)}
}

// add adds an id with its line, and returns the line in which it stands already, 0 for
// none.
func (s *ids) add(id string, line int) (before int) {
	key := [2]uint64{maphash.String(s.seeds[0], id), maphash.String(s.seeds[1], id)}
	if before, known := s.lines[key]; known {
		return int(before)
	}
	s.lines[key] = uint32(line)
	return 0
}

// report reports an error of the reader, and whether reading can go on.
func (s *sheet[T]) report(err error) (goOn bool) {
	var at *tabular.Error
	if !errors.As(err, &at) {
		s.found.add(s.file, 0, 0, "%v", words.Reason(err))
		return false
	}
	text := at.Err.Error()
	if errors.Is(err, tabular.ErrNotUTF8) && s.forms.Encoding == "" {
		text += "; -encoding cp1252 reads what programs write on Windows"
		if s.forms.seen != nil {
			s.forms.seen.take(s.forms.seen.notUTF8, s.file)
		}
	}
	if errors.Is(err, tabular.ErrZero) {
		text += "; -encoding utf-16le or utf-16be reads it"
	}
	if s.decoder == nil || errors.Is(err, tabular.ErrLong) || errors.Is(err, tabular.ErrOpenQuote) { // more than a row
		s.found.add(s.file, at.Line, at.Column, "%s", text)
	} else {
		s.found.addRow(s.file, at.Line, at.Column, "%s", text)
	}
	return !errors.Is(err, tabular.ErrLong)
}

// message returns what a library error says about a single value.
func message(err error) string {
	var invalid *partnermath.ValidationError
	if errors.As(err, &invalid) {
		return invalid.Fields[0].Message
	}
	return err.Error()
}
