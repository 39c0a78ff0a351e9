package main

import (
	"errors"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/tabular"
)

// forms tell how a table is written, as far as it does not tell that itself.
type forms struct {
	encoding tabular.Encoding
	dates    tabular.DateForm
	numbers  tabular.NumberForm
	columns  columnForms
}

// date reads a day.
func (f *forms) date(text string) (partnermath.Date, error) {
	date, err := f.dates.Parse(text)
	if err == nil {
		return date, nil
	}
	var ambiguous *tabular.AmbiguousError
	var unstated *tabular.UnstatedError
	example := f.dates.String()
	if example == isoDay {
		example = "2026-03-31"
	}
	switch {
	case errors.As(err, &ambiguous):
		return date, fmt.Errorf("%w; -dates tells which, like -dates 31/12/2026; got %.40q", err, text)
	case errors.As(err, &unstated):
		return date, fmt.Errorf("must be a day like %s, got %.40q; -dates %s reads it", example, text, unstated.Form)
	}
	return date, fmt.Errorf("must be a day like %s, got %.40q", example, text)
}

const isoDay = "2026-12-31"

// number reads a decimal. One with a huge exponent is short to write, so its
// bounds are looked at before anything is done with it.
func (f *forms) number(text string) (decimal.NullDecimal, error) {
	if len(text) > maxNumber {
		return decimal.NullDecimal{}, f.numberFault("")
	}
	plain, err := f.numbers.Plain(text)
	var ambiguous *tabular.AmbiguousError
	switch {
	case errors.As(err, &ambiguous):
		return decimal.NullDecimal{}, fmt.Errorf("%w; -numbers tells which, like -numbers 1,234.56", err)
	case err != nil:
		return decimal.NullDecimal{}, f.numberFault(text)
	}
	number, err := decimal.NewFromString(plain)
	if err != nil || !partnermath.InBounds(number) {
		return decimal.NullDecimal{}, f.numberFault(text)
	}
	return decimal.NewNullDecimal(number), nil
}

// numberFault tells the form of numbers, and another one that explains a text.
func (f *forms) numberFault(text string) error {
	example := "0.75"
	if form := f.numbers.String(); form != plainNumber {
		example = form
	}
	err := fmt.Errorf("must be a number like %s, of at most 15 digits", example)
	if f.numbers != (tabular.NumberForm{}) || !strings.ContainsAny(text, ",' ") {
		return err
	}
	for _, known := range tabular.NumberForms {
		var other tabular.NumberForm
		if other.UnmarshalText([]byte(known)) != nil {
			continue
		}
		if plain, err := other.Plain(text); err == nil && plain != text {
			return fmt.Errorf("must be a number like %s, or -numbers %q tell the form", example, known)
		}
	}
	return err
}

const plainNumber = "1234.56"
