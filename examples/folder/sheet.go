package folder

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

// Sheet reads a table row by row into structs of type T, whose fields are strings with
// a csv tag. Columns stand in any order, beside others that T does not have. What it
// cannot read, it reports.
type Sheet[T any] struct {
	file    string
	about   File     // what is known of the table
	header  []string // the columns of T
	kinds   []Kind   // of the columns
	opened  io.Closer
	reader  *tabular.Selection
	decoder *csvutil.Decoder
	Found   *Faults
	Forms   *Forms
	told    Progress
	watch   *watched                    // nil unless it is shown what is read
	last    fault                       // that was reported
	rows    int                         // that were read, faulty or not
	days    map[string]partnermath.Date // that were read
	missing map[string]bool             // columns that are, whose cells have no faults
	Titles  map[string]string           // of the columns of a spread, by the thing; nil without one
}

// OpenSheet reads the header of a file. ok is false when it has reported that
// the file cannot be used.
func OpenSheet[T any](in Folder, file string, found *Faults) (s *Sheet[T], ok bool) {
	return OpenSpread[T](in, file, found, Spread{})
}

// OpenSpread reads the header of a file that may have a column for each of many things.
func OpenSpread[T any](in Folder, file string, found *Faults, wide Spread) (s *Sheet[T], ok bool) {
	wide.Wide = in.layout.file(file).Wide
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

func (s *Sheet[T]) readHeader(in Folder, wide Spread) (ok bool) {
	var row T
	var err error
	if s.header, err = csvutil.Header(row, "csv"); err != nil {
		s.report(err)
		return false
	}
	s.kinds = s.about.kinds(s.header)
	columns := s.Forms.Columns.wanted(s.about, s.header)
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
		s.Titles = make(map[string]string)
		for _, one := range gathered {
			s.Titles[one.Name] = reader.Header()[one.At]
		}
		s.reader.Gather(gathered, s.Column(wide.Key), s.Column(wide.Value))
	}
	if !s.Found.apart { // a row with a cell that cannot be read is left out
		s.reader.Undecoded(func(err error) { s.report(err) })
	}
	s.convert(in, wide)
	if s.decoder, err = csvutil.NewDecoder(s.reader, s.header...); err != nil {
		s.report(err)
		return false
	}
	s.watch.header(s.about, s.header, s.kinds, s.reader)
	s.watch.spread(wide, s.Titles)
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
func (s *Sheet[T]) convert(in Folder, wide Spread) {
	plain := func(_ int, text string) string { return text }
	if in.workbook != nil {
		plain = s.plain(in.workbook)
	}
	key, value := s.Column(wide.Key), s.Column(wide.Value)
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
func (s *Sheet[T]) canGoOn(wrong []error, columns []tabular.Column) bool {
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
func (s *Sheet[T]) hinted(err error, reader *tabular.Reader, columns []tabular.Column, wide Spread) error {
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
func (s *Sheet[T]) open(in Folder, columns []tabular.Column, wide Spread) (*tabular.Reader, error) {
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
	return tabular.NewReader(opened, s.Forms.Encoding, known)
}

// Has reports whether the table has a column, be it under another name.
func (s *Sheet[T]) Has(column string) bool { return s.reader.Title(s.Column(column)) != "" }

// Column returns the number of a column, for the method position.
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

// holdsError reports the cells of the row last read in which a spreadsheet has written why there
// is no result.
func (s *Sheet[T]) holdsError() (any bool) {
	for i := range s.header {
		if text := s.reader.Text(i); isSpreadsheetError(text) {
			line, at := s.Position(i)
			any = true
			one := fault{file: s.header[i], line: line, column: at, what: text}
			if one == s.last { // as in the method fault
				continue
			}
			s.last = one
			s.Found.AddRow(s.file, line, at, "%s: holds the error %.40q of a spreadsheet; put its formula right, or empty the cell", s.label(i), text)
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

// Fault reports what is wrong with a cell of the row last read, unless its column is missing.
func (s *Sheet[T]) Fault(column, format string, args ...any) {
	i := s.Column(column)
	if s.missing[column] || isSpreadsheetError(s.reader.Text(i)) || strings.Contains(s.reader.Raw(i), "\uFFFD") { // what cannot be read has a fault
		return
	}
	line, at := s.Position(i)
	text := fmt.Sprintf(format, args...)
	if raw := s.reader.Raw(i); raw != s.reader.Text(i) {
		text += fmt.Sprintf(", for which %.40q stands", raw)
	}
	one := fault{file: column, line: line, column: at, what: text}
	if one == s.last { // a row with a column for each of many things is read many times
		return
	}
	s.last = one
	s.Found.AddRow(s.file, line, at, "%s: %s", s.label(i), text)
}

// label returns the name of a column, with that of the table where it has another one.
func (s *Sheet[T]) label(column int) string {
	return Titled(s.header[column], s.reader.Title(column))
}

// Titled returns a name with what a table calls it where that is another one.
func Titled(name, title string) string {
	if title == "" || tabular.Fold(title) == tabular.Fold(name) {
		return name
	}
	return fmt.Sprintf("%s (%.40s)", name, title)
}

// Rules reports the faults that the library found in a row, each in the column of its
// field. columns has those that are not named like their field, and at tells where they
// begin; nil stands for the row last read. A cell that is in faulty has one fault already.
func (s *Sheet[T]) Rules(fields []partnermath.FieldError, columns map[string]string, faulty map[string]bool, at func(column int) (line, at int)) {
	for _, f := range fields {
		name := f.Path[strings.LastIndex(f.Path, ".")+1:]
		if column, renamed := columns[name]; renamed {
			name = column
		}
		if faulty[name] || s.missing[name] {
			continue
		}
		faulty[name] = true
		column := s.Column(name)
		switch {
		case at == nil && column >= 0:
			s.Fault(name, "%s", f.Message)
			continue
		case at == nil:
			at = s.Position
		}
		line, position := at(max(column, 0))
		if column >= 0 {
			name = s.label(column)
		}
		s.Found.AddRow(s.file, line, position, "%s: %s", name, f.Message)
	}
}

// FieldsOf returns the faults that an error of the library lists.
func FieldsOf(err error) []partnermath.FieldError {
	var invalid *partnermath.ValidationError
	if !errors.As(err, &invalid) {
		return nil
	}
	return invalid.Fields
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

// IDs are the lines that ids stand in. They take a few bytes for each, however long it
// is: 128 bits of its hashes.
type IDs struct {
	seeds [2]maphash.Seed
	lines map[[2]uint64]uint32
}

// NewIDs returns no ids.
func NewIDs() IDs {
	return IDs{[2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}, make(map[[2]uint64]uint32)}
}

// Add adds an id with its line, and returns the line in which it stands already, 0 for
// none.
func (s *IDs) Add(id string, line int) (before int) {
	key := [2]uint64{maphash.String(s.seeds[0], id), maphash.String(s.seeds[1], id)}
	if before, known := s.lines[key]; known {
		return int(before)
	}
	s.lines[key] = uint32(line)
	return 0
}

// Report reports an error of the reader, and whether reading can go on.
func (s *Sheet[T]) report(err error) (goOn bool) {
	var at *tabular.Error
	if !errors.As(err, &at) {
		s.Found.Add(s.file, 0, 0, "%v", words.Reason(err))
		return false
	}
	text := at.Err.Error()
	if errors.Is(err, tabular.ErrNotUTF8) && s.Forms.Encoding == "" {
		text += "; -encoding cp1252 reads what programs write on Windows"
		if s.Forms.seen != nil {
			s.Forms.seen.take(s.Forms.seen.notUTF8, s.file)
		}
	}
	if errors.Is(err, tabular.ErrZero) {
		text += "; -encoding utf-16le or utf-16be reads it"
	}
	if s.decoder == nil || errors.Is(err, tabular.ErrLong) || errors.Is(err, tabular.ErrOpenQuote) { // more than a row
		s.Found.Add(s.file, at.Line, at.Column, "%s", text)
	} else {
		s.Found.AddRow(s.file, at.Line, at.Column, "%s", text)
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
