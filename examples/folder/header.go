package folder

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/jszwec/csvutil"

	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/examples/tabular"
)

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
		s.reader.Gather(gathered, s.Column(wide.columns.Key), s.Column(wide.columns.Value))
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
	key, value := s.Column(wide.columns.Key), s.Column(wide.columns.Value)
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
		hint += fmt.Sprintf("; or a column for each %s takes their place, named %s", wide.columns.Key, words.Named(wide.Names))
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
