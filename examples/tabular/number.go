package tabular

import (
	"errors"
	"fmt"
	"strings"
	"unicode/utf8"
)

// NumberForm is how numbers are written. The zero NumberForm is that of numbers like
// 1234.56, and refuses 12.500, which elsewhere is twelve thousand; stated as 1234.56,
// the form has no such doubt.
type NumberForm struct {
	text  string // an example
	point rune
	group rune // between thousands, 0 for none
}

const formNumber = "1234.56" // of the zero NumberForm

// NumberForms are examples of the forms that UnmarshalText takes.
var NumberForms = []string{"1234.56", "1,234.56", "1 234.56", "1'234.56", "1234,56", "1.234,56", "1 234,56", "1'234,56"}

// UnmarshalText takes one thousand two hundred thirty-four and 56 hundredths as the form
// writes it.
func (f *NumberForm) UnmarshalText(text []byte) error {
	example := unify(string(text))
	for _, known := range NumberForms {
		if example != known {
			continue
		}
		*f = NumberForm{text: known, point: rune(known[len(known)-3])}
		if len(known) == len("1,234.56") {
			f.group = rune(known[1])
		}
		return nil
	}
	return fmt.Errorf("must be like %q, got %.40q", NumberForms, text)
}

// MarshalText returns the example.
func (f NumberForm) MarshalText() ([]byte, error) { return []byte(f.text), nil }

// String returns an example.
func (f NumberForm) String() string {
	if f.text == "" {
		return formNumber
	}
	return f.text
}

// ErrNumber is that of a text that is no number of the form.
var ErrNumber = errors.New("is no number of the form")

// AmbiguousError is that of a text with two readings.
type AmbiguousError struct{ One, Other string }

func (e *AmbiguousError) Error() string { return "can be " + e.One + " or " + e.Other }

// Plain returns a number as 1234.56 is written. The form of the digits is checked, not
// how many there are.
func (f NumberForm) Plain(text string) (string, error) {
	text = strings.TrimSpace(text)
	if f.text == "" {
		if whole, thousands, ok := doubtful(text); ok {
			return "", &AmbiguousError{whole + "." + thousands, whole + thousands}
		}
		return text, nil
	}
	if f.point == '.' && f.group == 0 {
		return text, nil
	}
	sign := ""
	if text != "" && (text[0] == '-' || text[0] == '+') {
		sign, text = text[:1], text[1:]
	}
	whole, fraction, hasFraction := strings.Cut(unify(text), string(f.point))
	whole, ok := f.ungroup(whole)
	fraction, exponent, hasExponent := cutExponent(fraction)
	if !hasFraction {
		whole, exponent, hasExponent = cutExponent(whole)
	}
	if !ok || !isDigits(whole) || hasFraction && !isDigits(fraction) {
		return "", ErrNumber
	}
	if hasFraction {
		whole += "." + fraction
	}
	if hasExponent {
		whole += "e" + exponent
	}
	return sign + whole, nil
}

// Write returns a number like 1234.56 as the form writes it.
func (f NumberForm) Write(plain string) string {
	if _, _, ok := doubtful(plain); ok && f.text == "" {
		return plain + "0"
	}
	if f.point != 0 {
		return strings.Replace(plain, ".", string(f.point), 1)
	}
	return plain
}

// ungroup takes the separators out of a whole number, which has all or none of them.
func (f NumberForm) ungroup(whole string) (string, bool) {
	if f.group == 0 || !strings.ContainsRune(whole, f.group) {
		return whole, true
	}
	groups := strings.Split(whole, string(f.group))
	for i, group := range groups {
		if len(group) > 3 || i > 0 && len(group) != 3 || group == "" {
			return "", false
		}
	}
	return strings.Join(groups, ""), true
}

// doubtful tells numbers whose only separator may stand before decimals or thousands.
func doubtful(text string) (whole, thousands string, ok bool) {
	digits := strings.TrimLeft(text, "+-")
	at := strings.IndexAny(digits, ".,")
	if at < 1 || at > 3 || len(digits) != at+4 || digits[0] == '0' {
		return "", "", false
	}
	if whole, thousands = digits[:at], digits[at+1:]; !isDigits(whole) || !isDigits(thousands) {
		return "", "", false
	}
	return text[:len(text)-len(digits)] + whole, thousands, true
}

func cutExponent(text string) (digits, exponent string, ok bool) {
	if at := strings.IndexAny(text, "eE"); at >= 0 {
		return text[:at], text[at+1:], true
	}
	return text, "", false
}

func isDigits(text string) bool {
	for i := range len(text) {
		if text[i] < '0' || text[i] > '9' {
			return false
		}
	}
	return text != ""
}

// unify writes each kind of space and of apostrophe as the plain one.
func unify(text string) string {
	if isASCII(text) {
		return text
	}
	return strings.NewReplacer("\u00a0", " ", "\u202f", " ", "\u2009", " ", "’", "'").Replace(text)
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
