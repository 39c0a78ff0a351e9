package tabular

import (
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/partnermath/partnermath"
)

// DateForm is how days are written. The zero DateForm is that of days like 2026-12-31,
// which every form takes beside its own, since they have one meaning.
type DateForm struct {
	text      string // an example
	order     [3]byte
	separator string
	short     bool // the year has two digits, of this century
	named     bool // the month is a name of three letters
}

const formDate = "2026-12-31" // of the zero DateForm

// DateForms are examples of the forms that UnmarshalText takes.
var DateForms = []string{
	"2026-12-31", "31/12/2026", "12/31/2026", "31.12.2026", "31-12-2026", "12-31-2026", "2026/12/31",
	"31/12/26", "12/31/26", "31.12.26", "31-Dec-2026",
}

// UnmarshalText takes the last day of 2026 as the form writes it. A time of day behind it is left
// out, as Parse leaves it out.
func (f *DateForm) UnmarshalText(text []byte) error {
	day := Day(string(text))
	for _, known := range DateForms {
		if !strings.EqualFold(day, known) {
			continue
		}
		*f = DateForm{text: known, separator: strings.Trim(known, "0123456789")[:1]}
		for i, part := range strings.Split(known, f.separator) {
			switch part {
			case "31":
				f.order[i] = 'd'
			case "12":
				f.order[i] = 'm'
			case "Dec":
				f.order[i], f.named = 'm', true
			default:
				f.order[i], f.short = 'y', part == "26"
			}
		}
		return nil
	}
	return fmt.Errorf("must be like %s, with a time of day behind it or without, got %.40q", strings.Join(DateForms, ", "), text)
}

// MarshalText returns the example.
func (f DateForm) MarshalText() ([]byte, error) { return []byte(f.text), nil }

// String returns an example.
func (f DateForm) String() string {
	if f.text == "" {
		return formDate
	}
	return f.text
}

// ErrDate is that of a text that is no day of the form.
var ErrDate = errors.New("is no day of the form")

// Parse reads a day. A time of day behind it is left out: the day is the one that is
// written. One that no form but the stated one explains is an error, as is one with two
// readings while no form is stated.
func (f DateForm) Parse(text string) (partnermath.Date, error) {
	text = Day(text)
	date, err := partnermath.ParseDate(text)
	switch {
	case err == nil:
		return date, nil
	case f.text == "" || f.text == formDate:
		return date, f.doubt(text)
	}
	parts := strings.Split(text, f.separator)
	if len(parts) != len(f.order) {
		return date, ErrDate
	}
	var year, month, day int
	for i, part := range parts {
		switch f.order[i] {
		case 'y':
			year = f.year(part)
		case 'm':
			month = f.month(part)
		default:
			day = upTo2(part)
		}
	}
	if date = partnermath.NewDate(year, time.Month(month), day); year == 0 || date.IsZero() {
		return date, ErrDate
	}
	return date, nil
}

func (f DateForm) year(text string) int {
	if f.short {
		if len(text) != 2 || !isDigits(text) {
			return 0
		}
		return 2000 + upTo2(text)
	}
	if len(text) != 4 || !isDigits(text) {
		return 0
	}
	year, _ := strconv.Atoi(text)
	return year
}

const months = "janfebmaraprmayjunjulaugsepoctnovdec"

func (f DateForm) month(text string) int {
	if !f.named {
		return upTo2(text)
	}
	at := strings.Index(months, strings.ToLower(text))
	if len(text) != 3 || at < 0 || at%3 != 0 {
		return 0
	}
	return at/3 + 1
}

// upTo2 reads one or two digits; 0 when they are no number.
func upTo2(text string) int {
	if len(text) > 2 || !isDigits(text) {
		return 0
	}
	n, _ := strconv.Atoi(text)
	return n
}

// doubt tells why a day cannot be read, with its readings.
func (f DateForm) doubt(text string) error {
	var first partnermath.Date
	var forms []string
	for _, example := range DateForms[1:] {
		var other DateForm
		if other.UnmarshalText([]byte(example)) != nil {
			continue
		}
		date, err := other.Parse(text)
		if err != nil {
			continue
		}
		if forms == nil {
			first = date
		}
		if date != first {
			return &AmbiguousError{Reading{first.String(), forms[0]}, Reading{date.String(), example}}
		}
		forms = append(forms, example)
	}
	if forms == nil {
		return ErrDate
	}
	return &UnstatedError{forms}
}

// UnstatedError is that of a text which would have a meaning in other forms, and the same
// in each.
type UnstatedError struct{ Forms []string }

func (e *UnstatedError) Error() string {
	return "is of the form " + strings.Join(e.Forms, " or ") + ", which is not stated"
}

// Day returns a text without the time of day behind it: "T10:30:00Z", " 10:30",
// " 3:04 PM".
func Day(text string) string {
	text = strings.TrimSpace(text)
	for i := 1; i < len(text); i++ {
		if (text[i] == ' ' || text[i] == 'T') && isTime(strings.TrimLeft(text[i+1:], " ")) {
			return strings.TrimRight(text[:i], " ,")
		}
	}
	return text
}

// isTime reports whether a text is a time of day, with its zone or without.
func isTime(text string) bool {
	hour, rest, ok := strings.Cut(text, ":")
	if !ok || !isDigits(hour) || len(hour) > 2 || len(rest) < 2 || !isDigits(rest[:2]) {
		return false
	}
	rest = rest[2:]
	if len(rest) >= 3 && rest[0] == ':' && isDigits(rest[1:3]) {
		rest = rest[3:]
		if len(rest) > 1 && rest[0] == '.' {
			rest = strings.TrimLeft(rest[1:], "0123456789")
		}
	}
	switch zone := strings.ToUpper(strings.TrimSpace(rest)); zone {
	case "", "AM", "PM", "A.M.", "P.M.", "Z", "UTC", "GMT":
		return true
	default:
		hours := strings.Replace(zone[1:], ":", "", 1)
		return (zone[0] == '+' || zone[0] == '-') && len(hours) == 4 && isDigits(hours)
	}
}
