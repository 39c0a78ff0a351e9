package folder

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/examples/tabular"
)

// holdsError reports the cells of the row last read in which a spreadsheet has written why there
// is no result.
func (s *Sheet[T]) holdsError() (any bool) {
	for i := range s.header {
		if text := s.reader.Text(i); isSpreadsheetError(text) {
			line, at := s.Position(i)
			any = true
			one := fault{file: s.header[i], line: line, column: at, what: text}
			if one == s.last { // as in the method Fault
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
		f.Message += s.wordHint(name, f)
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

// maxQuoted is how many characters of a text messages quote.
const maxQuoted = 40

// wordHint tells how a word that is none of a closed list is read, unless it is what the file of -columns
// makes of another one.
func (s *Sheet[T]) wordHint(column string, f partnermath.FieldError) string {
	if f.Rule != "one-of" || s.Column(column) < 0 {
		return ""
	}
	word, err := strconv.Unquote(value(f.Message))
	made := slices.Collect(maps.Values(s.Forms.Columns.Values[column]))
	isCut := utf8.RuneCountInString(word) >= maxQuoted
	if err != nil || word == "" || isCut || slices.Contains(append(made, s.Forms.Columns.Other[column]), word) {
		return ""
	}
	return ValueHint(s.file, column, word)
}

// message returns what a library error says about a single value.
func message(err error) string {
	var invalid *partnermath.ValidationError
	if errors.As(err, &invalid) {
		return invalid.Fields[0].Message
	}
	return err.Error()
}

// report reports an error of the reader, and whether reading can go on.
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
