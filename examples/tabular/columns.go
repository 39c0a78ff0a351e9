package tabular

import (
	"cmp"
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
)

// Column is a column that is wanted of a table.
type Column struct {
	Name string
	// From is what the header calls it; left out, Name in any case.
	From string
	// None says that the table has no such column: its cells are empty.
	None bool
	// Values are what cells stand for, by their text as FoldText takes it. Other cells stand
	// for what Other tells, or for themselves.
	Values map[string]string
	Other  *string
	// When names another column that is wanted: where that is empty, this one is.
	When string
	// Key is the same for columns of which each row has at least one cell: a total below the
	// table lacks some. "" stands for none.
	Key string
}

// Selection reads the wanted columns of a table, in their order.
type Selection struct {
	*Reader
	columns []selected
	raw     []string
	row     []string
	// With spread, each row of the table is one for each of its columns: key and value are
	// where their name and their cell go, next is the one that comes.
	spread     []Spread
	key, value int
	next       int
	convert    func(column int, text string) string
	undecoded  func(err error)
}

// Undecoded makes Read report cells of another encoding, and go on with U+FFFD for what
// cannot be read.
func (s *Selection) Undecoded(report func(err error)) { s.undecoded = report }

// Convert makes Read return another text for each cell of the table, before any value
// stands for another. Cells of the wanted columns before it are those of its row.
func (s *Selection) Convert(convert func(column int, text string) string) { s.convert = convert }

// cell returns a cell of the row last read.
func (s *Selection) cell(i int) string {
	column := &s.columns[i]
	text := tidy(s.raw[column.at])
	if s.convert != nil {
		text = s.convert(i, text)
	}
	if column.seen != nil {
		text = column.stand(text)
	}
	return text
}

// Spread is a column of a table that has one for each thing, such as for each question,
// with the name of the thing.
type Spread struct {
	At   int // in the header
	Name string
}

// Gather makes a row of each cell in the columns of a spread: its name goes to the column
// key, which stands for no column of the table, and the cell to the column value.
func (s *Selection) Gather(spread []Spread, key, value int) {
	s.spread, s.key, s.value, s.next = spread, key, value, len(spread)
}

// selected is a wanted column in its place.
type selected struct {
	Column
	at   int               // in the header, -1 for None
	when int               // in the selection, -1 for none
	seen map[string]string // what cells stand for, of those seen before
}

// maxSeen bounds selected.seen.
const maxSeen = 10_000

// Select finds the wanted columns in the header. The errors, of which each is an
// *Error, tell what is missing or stands twice.
func (t *Reader) Select(wanted []Column) (*Selection, []error) {
	s := &Selection{Reader: t, row: make([]string, len(wanted))}
	var wrong []error
	var missing []Column
	for _, column := range wanted {
		one := selected{Column: column, at: -1, when: -1}
		if !column.None {
			var err error
			if one.at, err = t.Find(cmp.Or(column.From, column.Name)); err != nil {
				wrong = append(wrong, err)
			}
			if one.at < 0 {
				missing = append(missing, column)
			}
		}
		if column.When != "" {
			one.when = slices.IndexFunc(wanted, func(c Column) bool { return c.Name == column.When })
		}
		if column.Values != nil || column.Other != nil {
			if from, other := Alike(column.Values); from != other {
				line, at := t.Place(0)
				wrong = append(wrong, &Error{line, at, fmt.Errorf("values %.40q and %.40q of %s differ in case or spaces only, and do not stand for the same", from, other, column.Name)})
			}
			one.Values, one.seen = make(map[string]string), make(map[string]string)
			for from, to := range column.Values {
				one.Values[FoldText(from)] = to
			}
		}
		s.columns = append(s.columns, one)
	}
	s.keys = s.keysOf()
	if len(missing) > 0 {
		wrong = append([]error{t.Missing(missing)}, wrong...)
	}
	return s, wrong
}

// keysOf returns the columns of each key.
func (s *Selection) keysOf() [][]int {
	var names []string
	var keys [][]int
	for _, column := range s.columns {
		if column.Key == "" || column.at < 0 {
			continue
		}
		at := slices.Index(names, column.Key)
		if at < 0 {
			at = len(names)
			names, keys = append(names, column.Key), append(keys, nil)
		}
		keys[at] = append(keys[at], column.at)
	}
	return keys
}

// Find returns where a column stands: the one that is named exactly so, or the only one
// that is named so in another case; -1 for none.
func (t *Reader) Find(name string) (int, error) {
	var exact, near []int
	for i, other := range t.header {
		if other == name {
			exact = append(exact, i)
		}
		if Fold(other) == Fold(name) {
			near = append(near, i)
		}
	}
	if len(exact) == 0 {
		exact = near
	}
	switch len(exact) {
	case 0:
		return -1, nil
	case 1:
		return exact[0], nil
	}
	line, at := t.Place(exact[1])
	return exact[0], &Error{line, at, fmt.Errorf("column %.40q is given twice", t.header[exact[1]])}
}

// maxNamed is how many columns of a header a message names; the others are counted.
const maxNamed = 40

// Missing is the error of columns that the header lacks, with those that it has.
func (t *Reader) Missing(columns []Column) *Error {
	var lacks []string
	for _, column := range columns {
		name := cmp.Or(column.From, column.Name)
		text := fmt.Sprintf("%.40q", name)
		if Fold(name) != Fold(column.Name) {
			text += " for " + column.Name
		}
		if nearest := cmp.Or(Nearest(name, t.header), longer(name, t.header)); nearest != "" {
			text += fmt.Sprintf(" (the nearest is %.40q)", nearest)
		}
		lacks = append(lacks, text)
	}
	what := "column " + lacks[0] + " is missing"
	if len(lacks) > 1 {
		what = "columns " + list(lacks) + " are missing"
	}
	line, at := t.Place(0)
	return &Error{line, at, fmt.Errorf("%s; the header has %s%w", what, quoted(t.header), silent{ErrMissing})}
}

// quoted lists names in quotes.
func quoted(names []string) string {
	all := make([]string, len(names))
	for i, name := range names {
		all[i] = fmt.Sprintf("%.40q", name)
	}
	return list(all)
}

func list(names []string) string {
	text := strings.Join(names[:min(len(names), maxNamed)], ", ")
	if more := len(names) - maxNamed; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// Read returns the wanted cells of the next row that has any text; they hold until the
// next Read. Its errors are those of the method of Reader.
func (s *Selection) Read() ([]string, error) {
	if s.next < len(s.spread) {
		return s.gather(), nil
	}
	raw, err := s.Reader.Read()
	if s.undecoded != nil && errors.Is(err, ErrNotUTF8) {
		s.undecoded(err)
		for i, cell := range raw {
			raw[i] = strings.ToValidUTF8(cell, "\uFFFD")
		}
		err = nil
	}
	if err != nil {
		return nil, err
	}
	s.raw = raw
	for i := range s.columns {
		column := &s.columns[i]
		if column.at < 0 {
			s.row[i] = ""
			continue
		}
		s.row[i] = s.cell(i)
	}
	for i := range s.columns {
		if when := s.columns[i].when; when >= 0 && s.row[when] == "" {
			s.row[i] = ""
		}
	}
	if s.spread != nil {
		s.next = 0
		return s.gather(), nil
	}
	return s.row, nil
}

// gather returns the row of the next column of the spread.
func (s *Selection) gather() []string {
	one := s.spread[s.next]
	s.next++
	s.columns[s.key].at, s.columns[s.value].at = one.At, one.At
	s.row[s.key] = one.Name
	s.row[s.value] = s.cell(s.value)
	return s.row
}

// stand returns what a cell stands for.
func (c *selected) stand(text string) string {
	if to, known := c.seen[text]; known {
		return to
	}
	to, known := c.Values[FoldText(text)]
	switch {
	case known:
	case c.Other != nil:
		to = *c.Other
	default:
		to = text
	}
	if len(c.seen) < maxSeen {
		c.seen[strings.Clone(text)] = strings.Clone(to)
	}
	return to
}

// FoldText returns what two texts have in common that differ in case or in the spaces around
// and between their words.
func FoldText(text string) string { return strings.ToLower(strings.Join(strings.Fields(text), " ")) }

// Alike returns the first two texts that are the same to FoldText and do not stand for the
// same, and nothing when there are none.
func Alike(values map[string]string) (one, other string) {
	first := make(map[string]string)
	for _, text := range slices.Sorted(maps.Keys(values)) {
		before, known := first[FoldText(text)]
		switch {
		case !known:
			first[FoldText(text)] = text
		case values[before] != values[text]:
			return before, text
		}
	}
	return "", ""
}

// tidy returns a text without the spaces around it, and with plain ones in place of those at
// which no line breaks.
func tidy(text string) string {
	text = strings.TrimSpace(text)
	if isASCII(text) {
		return text
	}
	return plainSpaces.Replace(text)
}

var plainSpaces = strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ")

// Place returns where a wanted cell of the row last read begins; where there is none,
// the row.
func (s *Selection) Place(column int) (line, at int) {
	return s.Reader.Place(max(s.columns[column].at, 0))
}

// Raw returns a wanted cell of the row last read as it stands in the table, without the
// spaces around it.
func (s *Selection) Raw(column int) string {
	if s.spread != nil && column == s.key {
		return s.row[column]
	}
	if at := s.columns[column].at; at >= 0 && at < len(s.raw) {
		return tidy(s.raw[at])
	}
	return ""
}

// Text returns a wanted cell of the row last read as it was returned.
func (s *Selection) Text(column int) string { return s.row[column] }

// Title returns what the header calls a wanted column, "" when there is none.
func (s *Selection) Title(column int) string {
	if at := s.columns[column].at; at >= 0 {
		return s.header[at]
	}
	return ""
}

// Unread returns the columns that are not wanted.
func (s *Selection) Unread() []string {
	var names []string
	for i, name := range s.header {
		if !slices.ContainsFunc(s.columns, func(c selected) bool { return c.at == i }) &&
			!slices.ContainsFunc(s.spread, func(c Spread) bool { return c.At == i }) {
			names = append(names, name)
		}
	}
	return names
}
