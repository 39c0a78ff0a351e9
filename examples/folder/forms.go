package folder

import (
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/tabular"
)

// Forms tell how a table is written, as far as it does not tell that itself.
type Forms struct {
	Encoding tabular.Encoding
	Dates    tabular.DateForm
	Numbers  tabular.NumberForm
	// Columns are what [Tables.ReadColumns] reads of the table.
	Columns ColumnMapping
	seen    *evidence // takes what cannot be read
}

// Date reads a day.
func (f *Forms) Date(text string) (partnermath.Date, error) {
	date, err := f.Dates.Parse(text)
	if err == nil {
		return date, nil
	}
	f.seen.date(text)
	var ambiguous *tabular.AmbiguousError
	var unstated *tabular.UnstatedError
	example := f.Dates.String()
	if example == isoDay {
		example = "2026-03-31"
	}
	switch {
	case errors.As(err, &ambiguous):
		return date, fmt.Errorf("%w, got %.40q; %s", err, text, whichReads("-dates", ambiguous))
	case errors.As(err, &unstated):
		return date, fmt.Errorf("must be a day like %s, got %.40q; -dates %s reads it", example, text, strings.Join(unstated.Forms, " or "))
	}
	return date, fmt.Errorf("must be a day like %s, got %.40q%s", example, text, asSerial(text))
}

// end returns the first day that does not count, of a column that has the last one that does.
func (f *Forms) end(column string, day partnermath.Date) partnermath.Date {
	if len(f.Columns.LastDays) > 0 && slices.Contains(f.Columns.LastDays, column) {
		return day.AddDays(1)
	}
	return day
}

// asSerial tells of a number which day it is to a spreadsheet.
func asSerial(text string) string {
	days, err := strconv.Atoi(text)
	if err != nil || days < firstSerial || days > lastSerial {
		return ""
	}
	day := partnermath.NewDate(1899, 12, 30).AddDays(days)
	return fmt.Sprintf("; to a spreadsheet this is the day %s: format the column as a date and export it again", day)
}

// The numbers that a spreadsheet has for days from 1990 to 2099.
const firstSerial, lastSerial = 32874, 73050

const isoDay = "2026-12-31"

// whichReads tells the flags that decide between two readings.
func whichReads(name string, e *tabular.AmbiguousError) string {
	return fmt.Sprintf("%s %s reads the first, %s %s the second", name, e.One.Form, name, e.Other.Form)
}

// Number reads a decimal. One with a huge exponent is short to write, so its
// bounds are looked at before anything is done with it.
func (f *Forms) Number(text string) (decimal.NullDecimal, error) {
	number, err := f.readNumber(text)
	if err != nil {
		f.seen.number(text)
	}
	return number, err
}

func (f *Forms) readNumber(text string) (decimal.NullDecimal, error) {
	if len(text) > maxNumber {
		return decimal.NullDecimal{}, f.numberFault(text)
	}
	plain, err := f.Numbers.Plain(text)
	if err != nil {
		var ambiguous *tabular.AmbiguousError
		if errors.As(err, &ambiguous) {
			return decimal.NullDecimal{}, fmt.Errorf("%w, got %.40q; %s", err, text, whichReads("-numbers", ambiguous))
		}
		return decimal.NullDecimal{}, f.numberFault(text)
	}
	number, err := decimal.NewFromString(plain)
	if err != nil || !partnermath.InBounds(number) {
		return decimal.NullDecimal{}, f.numberFault(text)
	}
	return decimal.NewNullDecimal(number), nil
}

// numberFault tells the form of numbers, and those that explain a text.
func (f *Forms) numberFault(text string) error {
	example := "0.75"
	if form := f.Numbers.String(); form != plainNumber {
		example = form
	}
	return fmt.Errorf("must be a number like %s, of at most 15 digits, got %.40q%s", example, text, f.OtherForms(text))
}

// OtherForms tells those that read a text which the stated one does not, of its decimal
// sign. None is told for a number that is too long, whatever its form.
func (f *Forms) OtherForms(text string) string {
	if len(text) > maxNumber {
		return ""
	}
	if f.Numbers.HasOther(text) {
		return fmt.Sprintf("; its currency is another one than that of %s", f.Numbers)
	}
	var others []string
	for _, reading := range tabular.Readings(text) {
		number, err := decimal.NewFromString(reading.Value)
		var form tabular.NumberForm
		if reading.Value == text || err != nil || !partnermath.InBounds(number) || form.UnmarshalText([]byte(reading.Form)) != nil {
			continue
		}
		if f.Numbers == (tabular.NumberForm{}) || form.HasPoint() == f.Numbers.HasPoint() {
			others = append(others, inShell(reading.Form))
		}
	}
	if len(others) == 0 {
		return ""
	}
	return "; -numbers " + strings.Join(others, " or ") + " reads it"
}

// inShell quotes an argument where a shell would take it for more than itself.
func inShell(argument string) string {
	switch {
	case strings.Contains(argument, "'"):
		return `"` + argument + `"`
	case strings.ContainsFunc(argument, func(r rune) bool { return !strings.ContainsRune("0123456789,.", r) }):
		return "'" + argument + "'"
	}
	return argument
}

const plainNumber = "1234.56"

// maxNumber bounds the text of a number, which for the library has at most 15
// digits, before any work is spent on it.
const maxNumber = 50
