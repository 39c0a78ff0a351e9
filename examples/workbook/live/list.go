package live

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Given writes a line of a list: an input that has a name, which its row is marked with too.
func (s *Sheet) Given(name, words string, u Unit, d decimal.NullDecimal) string {
	s.Text(1, words)
	cell := s.Input(s.GivenAt, u, d)
	return s.named(name, cell)
}

// Dated is given for a day.
func (s *Sheet) Dated(name, words string, d partnermath.Date) string {
	s.Text(1, words)
	return s.named(name, s.Day(s.GivenAt, d))
}

// Chosen is given for words.
func (s *Sheet) Chosen(name, words, choice string) string {
	s.Text(1, words)
	return s.named(name, s.Choice(s.GivenAt, choice))
}

func (s *Sheet) named(name, cell string) string {
	s.define(name, s.GivenAt, s.Row, s.Row)
	s.Mark(name)
	s.Row++
	return cell
}

// Value writes a line of a list: a figure. Its row is marked with a key, unless that is "".
func (s *Sheet) Value(key, words string, u Unit, formula string, want decimal.NullDecimal) string {
	s.Text(1, words)
	return s.line(key, s.Figure(s.ValueAt, u, formula, want))
}

// Sum is a value that a list leads up to.
func (s *Sheet) Sum(key, words string, u Unit, formula string, want decimal.NullDecimal) string {
	s.TotalName(words)
	return s.line(key, s.Total(s.ValueAt, u, formula, want))
}

// Decided is a value of words.
func (s *Sheet) Decided(key, words, formula, want string) string {
	s.Text(1, words)
	return s.line(key, s.Verdict(s.ValueAt, formula, want))
}

// ComputedValue is a value that no formula comes to.
func (s *Sheet) ComputedValue(key, words string, u Unit, d decimal.NullDecimal) string {
	s.Text(1, words)
	return s.line(key, s.Library(s.ValueAt, u, d))
}

// StepValue is a value on the way.
func (s *Sheet) StepValue(key, words string, u Unit, formula string) string {
	s.Text(1, words)
	return s.line(key, s.Step(s.ValueAt, u, formula))
}

func (s *Sheet) line(key, cell string) string {
	if key != "" {
		s.Mark(key)
	}
	s.Row++
	return cell
}

// Rounded rounds a formula as money is.
func (b *Book) Rounded(formula string) string { return fmt.Sprintf("ROUND(%s,%d)", formula, b.Places) }

// OrElse is the formula of an input that may be left empty.
func OrElse(cell, otherwise string) string {
	return fmt.Sprintf(`IF(%s="",%s,%s)`, cell, otherwise, cell)
}

// Ratio is the formula of a part ÷ a whole with some decimals: nothing for a whole of 0.
func Ratio(part, whole string, places int) string {
	return fmt.Sprintf(`IF(N(%s)=0,"",ROUND((%s)/(%s),%d))`, whole, part, whole, places)
}

// Known is a number that is known.
func Known(d decimal.Decimal) decimal.NullDecimal { return decimal.NewNullDecimal(d) }

// Whole is a whole number.
func Whole(n int) decimal.NullDecimal { return partnermath.Int(int64(n)) }
