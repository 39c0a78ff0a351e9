package intake

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// position is where a cell begins.
type position struct{ line, column uint32 }

// batch is rows of a table of type R that the library checks as a list, as far as they are
// sound for themselves.
type batch[R any] struct {
	rows *sheet[R]
	// cells are where the cells of the rows begin, each row with as many as the file has columns.
	cells  []position
	faulty []map[string]bool // columns of the rows
}

// keep keeps where the cells of the row last read are, some of which are faulty.
func (b *batch[R]) keep(faulty map[string]bool) {
	for i := range b.rows.header {
		line, at := b.rows.position(i)
		b.cells = append(b.cells, position{uint32(line), uint32(at)})
	}
	b.faulty = append(b.faulty, faulty)
}

// report reports the rules of the library that the entries of a list break. columns has
// those that are not named like their field.
func (b *batch[R]) report(list string, err error, columns map[string]string) {
	for _, f := range fieldsOf(err) {
		var i int
		if _, err := fmt.Sscanf(f.Path, list+"[%d].", &i); err != nil || i >= len(b.faulty) {
			continue
		}
		cells := b.cells[i*len(b.rows.header):]
		if b.faulty[i] == nil {
			b.faulty[i] = make(map[string]bool)
		}
		b.rows.rules([]partnermath.FieldError{f}, columns, b.faulty[i], func(column int) (line, at int) {
			return int(cells[column].line), int(cells[column].column)
		})
	}
}

// isSound reports whether nothing was found in a row.
func (b *batch[R]) isSound(i int) bool { return len(b.faulty[i]) == 0 }

// clear makes room for other rows.
func (b *batch[R]) clear() { b.cells, b.faulty = b.cells[:0], b.faulty[:0] }

// cells reads the cells of a row and notes the columns that are faulty.
type cells[R any] struct {
	rows   *sheet[R]
	faulty map[string]bool // nil while none is
}

func (c *cells[R]) fault(column, format string, args ...any) {
	c.rows.fault(column, format, args...)
	c.note(column)
}

func (c *cells[R]) note(column string) {
	if c.faulty == nil {
		c.faulty = make(map[string]bool)
	}
	c.faulty[column] = true
}

// date reads a day, of which an empty cell has none.
func (c *cells[R]) date(column, text string) partnermath.Date {
	faulty := make(map[string]bool)
	date := c.rows.optionalDate(column, text, faulty)
	if len(faulty) > 0 {
		c.note(column)
	}
	return date
}

// number reads a number, which in an empty cell is not known.
func (c *cells[R]) number(column, text string) decimal.NullDecimal {
	text = strings.TrimSpace(text)
	if text == "" {
		return decimal.NullDecimal{}
	}
	number, err := c.rows.forms.number(text)
	if err != nil {
		c.fault(column, "%v", err)
	}
	return number
}

// whole reads a whole number.
func (c *cells[R]) whole(column, text string) int {
	number := c.number(column, text)
	if _, faulty := c.faulty[column]; !faulty && (!number.Valid || !number.Decimal.IsInteger() || number.Decimal.Abs().GreaterThan(decimal.New(1, 9))) {
		c.fault(column, "must be a whole number, got %.40q", text)
	}
	return int(number.Decimal.IntPart())
}

// yes reads yes or no, of which an empty cell is the latter.
func (c *cells[R]) yes(column, text string) bool {
	yes, err := parseYesNo(text)
	if err != nil {
		c.fault(column, "%v, got %.40q%s", err, text, yesNoHint(c.rows.file, column, text))
	}
	return yes
}
