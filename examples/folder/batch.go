package folder

import (
	"errors"
	"fmt"
	"strings"
	"unicode"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/internal/paths"
	"github.com/partnermath/partnermath/examples/tabular"
)

// Position is where a cell begins.
type Position struct{ Line, Column uint32 }

// Batch is rows of a table of type R that the library checks as a list, as far as they are
// sound for themselves. It takes Rows; without more it has none.
type Batch[R any] struct {
	Rows *Sheet[R]
	// cells are where the cells of the rows begin, each row with as many as the file has columns.
	cells  []Position
	faulty []map[string]bool // columns of the rows
}

// Keep keeps where the cells of the row last read are, some of which are faulty.
func (b *Batch[R]) Keep(faulty map[string]bool) {
	for i := range b.Rows.header {
		line, at := b.Rows.Position(i)
		b.cells = append(b.cells, Position{uint32(line), uint32(at)})
	}
	b.faulty = append(b.faulty, faulty)
}

// Report reports the rules of the library that the entries of a list break. columns has
// those that are not named like their field.
func (b *Batch[R]) Report(list string, err error, columns map[string]string) {
	for _, f := range paths.Fields(err) {
		var i int
		if _, err := fmt.Sscanf(f.Path, list+"[%d].", &i); err != nil || i >= len(b.faulty) {
			continue
		}
		cells := b.cells[i*len(b.Rows.header):]
		if b.faulty[i] == nil {
			b.faulty[i] = make(map[string]bool)
		}
		b.Rows.Rules([]partnermath.FieldError{f}, columns, b.faulty[i], func(column int) (line, at int) {
			return int(cells[column].Line), int(cells[column].Column)
		})
	}
}

// IsSound reports whether nothing was found in a row.
func (b *Batch[R]) IsSound(i int) bool { return len(b.faulty[i]) == 0 }

// Clear makes room for other rows.
func (b *Batch[R]) Clear() { b.cells, b.faulty = b.cells[:0], b.faulty[:0] }

// Cells reads the cells of a row and notes the columns that are faulty. It takes Rows.
type Cells[R any] struct {
	Rows   *Sheet[R]
	Faulty map[string]bool // nil while none is
}

// Fault reports what is wrong with a cell.
func (c *Cells[R]) Fault(column, format string, args ...any) {
	c.Rows.Fault(column, format, args...)
	c.note(column)
}

func (c *Cells[R]) note(column string) {
	if c.Faulty == nil {
		c.Faulty = make(map[string]bool)
	}
	c.Faulty[column] = true
}

// Date reads a day, of which an empty cell has none.
func (c *Cells[R]) Date(column, text string) partnermath.Date {
	faulty := make(map[string]bool)
	date := c.Rows.Date(column, text, faulty)
	if len(faulty) > 0 {
		c.note(column)
	}
	return date
}

// Number reads a number, which in an empty cell is not known.
func (c *Cells[R]) Number(column, text string) decimal.NullDecimal {
	text = strings.TrimSpace(text)
	if text == "" {
		return decimal.NullDecimal{}
	}
	number, err := c.Rows.Forms.Number(text)
	if err != nil {
		c.Fault(column, "%v", err)
	}
	return number
}

// Whole reads a whole number within bounds, which what says in words.
func (c *Cells[R]) Whole(column, text, what string, least, most int64) int {
	text = strings.TrimSpace(text)
	number, err := c.Rows.Forms.Number(text)
	n := number.Decimal
	switch {
	case err == nil && number.Valid && n.IsInteger() && n.Cmp(decimal.NewFromInt(least)) >= 0 && n.Cmp(decimal.NewFromInt(most)) <= 0:
		return int(n.IntPart())
	case errors.As(err, new(*tabular.AmbiguousError)):
		c.Fault(column, "%v", err)
	default:
		hint := ""
		if strings.ContainsFunc(text, unicode.IsLetter) {
			hint = gapHint(c.Rows.file, column, text)
		}
		c.Fault(column, "must be %s, got %.40q%s%s", what, text, c.Rows.Forms.OtherForms(text), hint)
	}
	return 0
}

// Yes reads yes or no, of which an empty cell is the latter.
func (c *Cells[R]) Yes(column, text string) bool {
	yes, err := parseYesNo(text)
	if err != nil {
		c.Fault(column, "%v, got %.40q%s", err, text, YesNoHint(c.Rows.file, column, text))
	}
	return yes
}
