package tabular

import (
	"cmp"
	"errors"
	"fmt"
	"slices"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/partnermath/partnermath"
)

// NumberForm is how numbers are written. The zero NumberForm is that of numbers like
// 1234.56, and refuses 12.500, which elsewhere is twelve thousand; stated as 1234.56,
// the form has no such doubt.
type NumberForm struct {
	text     string // an example
	point    rune
	group    rune   // between thousands, 0 for none
	currency string // a sign or a code that may stand before or behind a number
}

const formNumber = "1234.56" // of the zero NumberForm

// NumberForms are examples of the forms that UnmarshalText takes.
var NumberForms = []string{"1234.56", "1,234.56", "1 234.56", "1'234.56", "1234,56", "1.234,56", "1 234,56", "1'234,56"}

// UnmarshalText takes one thousand two hundred thirty-four and 56 hundredths as the form
// writes it, also with the sign or code of a currency that numbers may have, before or behind
// them. The signs of euro, dollar and pound stand for EUR, USD and GBP, and these for them.
func (f *NumberForm) UnmarshalText(text []byte) error {
	example := unify(string(text))
	if quoted, ok := strings.CutPrefix(example, "'"); ok { // by a shell that does not take them off
		example = strings.TrimSuffix(quoted, "'")
	}
	currency, digits, ok := cutCurrency(example)
	if !ok || !slices.Contains(NumberForms, digits) {
		return fmt.Errorf("must be like one of %s, with the sign of a currency if numbers have one, got %.40q", quoted(NumberForms), text)
	}
	*f = NumberForm{text: example, point: rune(digits[len(digits)-3]), currency: currency}
	if len(digits) == len("1,234.56") {
		f.group = rune(digits[1])
	}
	return nil
}

// cutCurrency takes the sign or the code of a currency off a number; ok is false when
// something else is before or behind it.
func cutCurrency(text string) (currency, digits string, ok bool) {
	from, to := strings.IndexAny(text, "0123456789"), strings.LastIndexAny(text, "0123456789")
	if from < 0 {
		return "", "", false
	}
	before, behind := text[:from], text[to+1:]
	sign := ""
	if at := strings.IndexAny(before, "+-"); at >= 0 {
		before, sign = before[:at]+before[at+1:], before[at:at+1]
	}
	before, behind = strings.TrimSpace(before), strings.TrimSpace(behind)
	if before != "" && behind != "" || !isCurrency(before) || !isCurrency(behind) {
		return "", "", false
	}
	return before + behind, sign + text[from:to+1], true
}

// isCurrency reports whether a text is short and of letters and currency signs.
func isCurrency(text string) bool {
	isOther := func(r rune) bool { return !unicode.IsLetter(r) && !isCurrencySign(r) && r != '.' }
	return utf8.RuneCountInString(text) <= 5 && strings.IndexFunc(text, isOther) < 0
}

func isCurrencySign(r rune) bool { return unicode.Is(unicode.Sc, r) }

// codes are those of currencies by their signs.
var codes = map[string]string{"€": "EUR", "$": "USD", "£": "GBP"}

// isSameCurrency reports whether two signs or codes may stand for the same currency.
func isSameCurrency(one, other string) bool {
	return one == other || one != "" && cmp.Or(codes[one], one) == cmp.Or(codes[other], other)
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

// HasOther reports whether a text has another currency than the one that is stated.
func (f NumberForm) HasOther(text string) bool {
	currency, _, ok := cutCurrency(unify(signFirst(strings.TrimSpace(text))))
	return ok && currency != "" && f.currency != "" && !isSameCurrency(currency, f.currency)
}

// HasPoint reports whether decimals stand behind a point, not a comma.
func (f NumberForm) HasPoint() bool { return f.point != ',' }

// ErrNumber is that of a text that is no number of the form.
var ErrNumber = errors.New("is no number of the form")

// AmbiguousError is that of a text with two readings.
type AmbiguousError struct{ One, Other Reading }

func (e *AmbiguousError) Error() string { return "can be " + e.One.Value + " or " + e.Other.Value }

// Plain returns a number as 1234.56 is written. The form of the digits is checked, not
// how many there are. With a currency, a dash is 0, as the accounting format of spreadsheets
// shows it.
func (f NumberForm) Plain(text string) (string, error) {
	if f.currency != "" && !strings.ContainsAny(text, "0123456789") && f.isDash(text) {
		return "0", nil
	}
	text = signFirst(strings.TrimSpace(text))
	if f.text == "" {
		return text, doubt(text)
	}
	if f.currency != "" {
		if currency, digits, ok := cutCurrency(unify(text)); ok && isSameCurrency(currency, f.currency) {
			text = digits
		}
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
	if whole == "" && hasFraction { // as .5 is written
		whole = "0"
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

// isDash reports whether a text is what the accounting format of a spreadsheet shows of 0: a
// dash, with the currency or without.
func (f NumberForm) isDash(text string) bool {
	text = strings.TrimSpace(unify(text))
	for _, dash := range []string{"-", "–"} {
		if before, behind, ok := strings.Cut(text, dash); ok {
			currency := strings.TrimSpace(before) + strings.TrimSpace(behind)
			return currency == "" || isSameCurrency(currency, f.currency)
		}
	}
	return false
}

// signFirst writes a minus before a number that stands behind it, or the parentheses of a
// ledger in its place.
func signFirst(text string) string {
	if strings.HasPrefix(text, "\u2212") {
		text = "-" + strings.TrimPrefix(text, "\u2212")
	}
	if len(text) < 2 || strings.ContainsAny(text[:1], "+-") {
		return text
	}
	switch last := text[len(text)-1]; {
	case last == '-':
		return "-" + strings.TrimSpace(text[:len(text)-1])
	case last == ')' && text[0] == '(':
		return "-" + strings.TrimSpace(text[1:len(text)-1])
	}
	return text
}

// Reading is what a text can mean, written like 1234.56 or 2026-12-31, and a form that
// reads it so.
type Reading struct{ Value, Form string }

// likely are the forms that read most, the more usual first.
var likely = []string{"1,234.56", "1.234,56", "1 234.56", "1 234,56", "1'234.56", "1'234,56", "1234.56"}

// Readings returns what a text can mean: each number with one form that reads it, and a
// whole number with one of each decimal sign. There are none for what is no number, nor
// for one with letters that are no code of a currency.
func Readings(text string) []Reading {
	text = unify(signFirst(strings.TrimSpace(text)))
	currency, digits, ok := cutCurrency(text)
	if _, isCode := partnermath.MinorUnits(currency); !ok || currency != "" && !isCode && strings.IndexFunc(currency, isCurrencySign) < 0 {
		return nil
	}
	unsigned := strings.NewReplacer("+", "", "-", "").Replace
	var all []Reading
	seen := make(map[string]bool)
	for _, example := range likely {
		var form NumberForm
		_ = form.UnmarshalText([]byte(example)) // it is one of them
		number, err := form.Plain(digits)
		reading := number
		if isDigits(unsigned(digits)) {
			reading += string(form.point)
		}
		if err != nil || !plainly(number) || seen[reading] {
			continue
		}
		seen[reading] = true
		all = append(all, Reading{number, strings.Replace(unsigned(text), unsigned(digits), example, 1)})
	}
	return all
}

// plainly reports whether a number is like 1234.56.
func plainly(text string) bool {
	whole, fraction, hasFraction := strings.Cut(strings.TrimLeft(text, "+-"), ".")
	return isDigits(whole) && (!hasFraction || isDigits(fraction))
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

// doubt is the error of a number with two readings.
func doubt(text string) error {
	whole, thousands, ok := doubtful(text)
	if !ok {
		return nil
	}
	decimals, groups := Reading{whole + "." + thousands, "1,234.56"}, Reading{whole + thousands, "1.234,56"}
	if strings.Contains(text, ",") {
		decimals.Form, groups.Form = groups.Form, decimals.Form
	}
	return &AmbiguousError{decimals, groups}
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
	return strings.ReplaceAll(plainSpaces.Replace(text), "’", "'")
}

func isASCII(text string) bool {
	for i := range len(text) {
		if text[i] >= utf8.RuneSelf {
			return false
		}
	}
	return true
}
