package partnermath

import (
	"bytes"
	"cmp"
	"encoding/json"
	"time"
)

const (
	secondsPerDay = 24 * 60 * 60
	dateLayout    = "2006-01-02"
)

const (
	unixDayOne = 719163  // the number of the Date 1970-01-01
	lastNumber = 3652059 // that of 9999-12-31
)

// Date is a civil day from 0001-01-01 to 9999-12-31, without a time of day or a
// zone. Dates are comparable with ==. The zero Date means "absent": its text is
// empty, its JSON null.
type Date struct {
	number int32 // 1 is 0001-01-01
}

// NewDate returns the given day, or the zero Date when the calendar has no such
// day (2026-02-30).
func NewDate(year int, month time.Month, day int) Date {
	if year < 1 || year > 9999 {
		return Date{}
	}
	t := time.Date(year, month, day, 0, 0, 0, 0, time.UTC)
	if y, m, d := t.Date(); y != year || m != month || d != day {
		return Date{}
	}
	return Date{number: int32(t.Unix()/secondsPerDay + unixDayOne)}
}

// DateOf returns the day that t's own location shows.
func DateOf(t time.Time) Date { return NewDate(t.Date()) }

// ParseDate reads a day of the form 2026-03-31. The error is a
// [*ValidationError].
func ParseDate(s string) (Date, error) {
	if t, err := time.Parse(dateLayout, s); err == nil {
		if d := DateOf(t); !d.IsZero() {
			return d, nil
		}
	}
	var faults ValidationError
	faults.Addf("", "date", "must be a day like 2026-03-31, got %.40q", s)
	return Date{}, faults.Err()
}

// IsZero reports whether d is absent.
func (d Date) IsZero() bool { return d.number == 0 }

// Civil returns the year, month and day of d; 0, 0, 0 for the zero Date.
func (d Date) Civil() (year int, month time.Month, day int) {
	if d.IsZero() {
		return 0, 0, 0
	}
	return d.time().Date()
}

// Weekday returns the day of the week of d, Sunday for the zero Date.
func (d Date) Weekday() time.Weekday { return time.Weekday(d.number % 7) }

// AddDays returns the day n days after d, or before it when n is negative. It is
// the zero Date when d is, or when the sum leaves the years 1 to 9999.
func (d Date) AddDays(n int) Date {
	if d.IsZero() || n < 1-int(d.number) || n > lastNumber-int(d.number) {
		return Date{}
	}
	return Date{number: d.number + int32(n)}
}

// DaysSince returns the number of days from e to d, negative when d is the
// earlier one; 0 when either is the zero Date.
func (d Date) DaysSince(e Date) int {
	if d.IsZero() || e.IsZero() {
		return 0
	}
	return int(d.number - e.number)
}

// Before reports whether d is earlier than e. The zero Date is before all others.
func (d Date) Before(e Date) bool { return d.number < e.number }

// After reports whether d is later than e.
func (d Date) After(e Date) bool { return d.number > e.number }

// Equal reports whether d and e are the same day, as == does.
func (d Date) Equal(e Date) bool { return d == e }

// Compare returns -1, 0 or +1 as d is earlier than, equal to or later than e.
func (d Date) Compare(e Date) int { return cmp.Compare(d.number, e.number) }

// String returns d as 2026-03-31, or "" for the zero Date.
func (d Date) String() string {
	if d.IsZero() {
		return ""
	}
	return d.time().Format(dateLayout)
}

// MarshalText writes d as String does.
func (d Date) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads what MarshalText writes; no text is the zero Date.
func (d *Date) UnmarshalText(text []byte) error {
	if d == nil {
		return missingReceiver()
	}
	if len(text) == 0 {
		*d = Date{}
		return nil
	}
	parsed, err := ParseDate(string(text))
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

// MarshalJSON writes d as a string, or as null for the zero Date.
func (d Date) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return []byte(`"` + d.String() + `"`), nil
}

// UnmarshalJSON reads what MarshalJSON writes.
func (d *Date) UnmarshalJSON(data []byte) error {
	if d == nil {
		return missingReceiver()
	}
	if bytes.Equal(data, []byte("null")) {
		*d = Date{}
		return nil
	}
	var text string
	if len(data) == len(dateLayout)+2 && data[0] == '"' && !bytes.Contains(data, []byte(`\`)) {
		text = string(data[1 : len(data)-1])
	} else if json.Unmarshal(data, &text) != nil {
		text = string(data)
	}
	parsed, err := ParseDate(text)
	if err != nil {
		return err
	}
	*d = parsed
	return nil
}

func (d Date) time() time.Time {
	return time.Unix((int64(d.number)-unixDayOne)*secondsPerDay, 0).UTC()
}

// Period is the days from Start up to, but without, End. The zero Period is
// empty and means "absent".
type Period struct {
	Start Date `json:"start"`
	End   Date `json:"end"`
}

// IsZero reports whether p is absent.
func (p Period) IsZero() bool { return p == Period{} }

// Days returns the number of days in p, 0 when it has none.
func (p Period) Days() int { return max(p.End.DaysSince(p.Start), 0) }

// Contains reports whether d lies in p.
func (p Period) Contains(d Date) bool {
	return !d.IsZero() && !p.Start.IsZero() && !d.Before(p.Start) && d.Before(p.End)
}

// String returns p with its last day included: "2026-01-01 to 2026-03-31".
func (p Period) String() string {
	if p.Days() == 0 {
		return "no days"
	}
	return p.Start.String() + " to " + p.End.AddDays(-1).String()
}

// Validate returns a [*ValidationError] unless both dates are given and End is
// after Start.
func (p Period) Validate() error {
	var faults ValidationError
	if p.Start.IsZero() {
		faults.Add("start", "required", "must be given")
	}
	if p.End.IsZero() {
		faults.Add("end", "required", "must be given; it is the day after the last")
	}
	if len(faults.Fields) == 0 && !p.End.After(p.Start) {
		faults.Addf("end", "order", "must be after the start %s, got %s", p.Start, p.End)
	}
	return faults.Err()
}
