// Package formula writes the formulas of a sheet of lettered lines, in the way of a spreadsheet.
package formula

import "strings"

// Product is what a line is multiplied and divided by, as the refs of other lines. The zero Product is 1.
type Product struct {
	times, over []string
}

// Add adds the ref of a factor, or of a divisor.
func (p *Product) Add(divides bool, ref string) {
	if divides {
		p.over = append(p.over, ref)
	} else {
		p.times = append(p.times, ref)
	}
}

// Of writes base × times ÷ over.
func (p *Product) Of(base string) string { return quotient(base, p.times, p.over) }

// Undone writes what Of leads back from, base × over ÷ times.
func (p *Product) Undone(base string) string { return quotient(base, p.over, p.times) }

func quotient(base string, times, over []string) string {
	var formula strings.Builder
	formula.Grow(64)
	formula.WriteString(base)
	for _, ref := range times {
		formula.WriteByte('*')
		formula.WriteString(ref)
	}
	for i, ref := range over {
		switch {
		case i > 0:
			formula.WriteByte('*')
		case len(over) > 1:
			formula.WriteString("/(")
		default:
			formula.WriteByte('/')
		}
		formula.WriteString(ref)
	}
	if len(over) > 1 {
		formula.WriteByte(')')
	}
	return formula.String()
}

// Ref returns the letters of line i, as a spreadsheet names its columns.
func Ref(i int) string {
	letters := ""
	for ; i >= 0; i = i/26 - 1 {
		letters = string(rune('A'+i%26)) + letters
	}
	return letters
}
