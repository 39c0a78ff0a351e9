package intake

import (
	"bytes"
	"encoding/binary"
	"encoding/json"
	"strconv"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// packed holds what is known as text, mostly of partners by their position in partners.list.
// There is so much of it that the structs would fill the memory, and take long to look through.
type packed[K comparable, T any] map[K]*[]byte

// celled is what there is most of, which is packed by its cells. They take less room and time
// than JSON.
type celled interface {
	cells() []string
	// take takes as many cells.
	take(cells []string)
}

// add adds to what is known of a partner.
func (p packed[K, T]) add(at K, one T) {
	if p[at] == nil {
		p[at] = new([]byte)
	}
	into := *p[at]
	if c, ok := any(&one).(celled); ok {
		for _, cell := range c.cells() {
			into = append(binary.AppendUvarint(into, uint64(len(cell))), cell...)
		}
	} else {
		text, _ := json.Marshal(one) // it was read as such
		into = append(append(into, text...), '\n')
	}
	*p[at] = into
}

// forget lets go of what is known of a partner. Others may ask for what is of other partners
// at the same time.
func (p packed[K, T]) forget(at K) {
	if p[at] != nil {
		*p[at] = nil
	}
}

// stow adds what is of partners that are kept.
func stow[T any](p packed[int, T], ch *Channel, all []T, partner func(*T) string) {
	for i := range all {
		if at, known := ch.partners.index[partner(&all[i])]; known && ch.keeps(at) {
			p.add(at, all[i])
		}
	}
}

// of returns all that is known of a partner.
func (p packed[K, T]) of(at K) []T {
	if p[at] == nil {
		return nil
	}
	if c, ok := any(new(T)).(celled); ok {
		return unpackCells[T](*p[at], len(c.cells()))
	}
	var all []T
	for line := range bytes.Lines(*p[at]) {
		var one T
		_ = json.Unmarshal(line, &one)
		all = append(all, one)
	}
	return all
}

// unpackCells returns what is packed with a number of cells each.
func unpackCells[T any](packed []byte, n int) []T {
	count := 0
	for at := 0; at < len(packed); count++ {
		length, size := binary.Uvarint(packed[at:])
		at += size + int(length)
	}
	all := make([]T, 0, count/n)
	texts, cells := string(packed), make([]string, n)
	for at := 0; at < len(packed); {
		for i := range cells {
			length, size := binary.Uvarint(packed[at:])
			at += size
			cells[i] = texts[at:][:length]
			at += int(length)
		}
		all = all[:len(all)+1]
		any(&all[len(all)-1]).(celled).take(cells)
	}
	return all
}

// numberCell writes a number, "" for one that is not known, and numberOf reads it.
func numberCell(n decimal.NullDecimal) string {
	if !n.Valid {
		return ""
	}
	return n.Decimal.String()
}

func numberOf(cell string) decimal.NullDecimal {
	n, err := decimal.NewFromString(cell)
	return decimal.NullDecimal{Decimal: n, Valid: err == nil}
}

// dayCell writes a day by its number, "" for none, and dayOf reads it.
func dayCell(d partnermath.Date) string {
	if d.IsZero() {
		return ""
	}
	return strconv.Itoa(d.DaysSince(firstDay))
}

func dayOf(cell string) partnermath.Date {
	if cell == "" {
		return partnermath.Date{}
	}
	n, _ := strconv.Atoi(cell)
	return firstDay.AddDays(n)
}

var firstDay = partnermath.NewDate(1, 1, 1)

// yesCell writes yes or nothing.
func yesCell(yes bool) string {
	if yes {
		return "yes"
	}
	return ""
}
