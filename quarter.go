package partnermath

import "fmt"

// Quarter is a quarter of a fiscal year, 2026-Q3 in text. Its year is the number of
// the fiscal year, which under [NamedByEnd] can be ahead of the civil one. The zero Quarter means
// "absent": its text is empty.
type Quarter struct {
	Year   int
	Number int // 1 to 4
}

// QuarterOf returns the quarter of a day; the zero Quarter when the calendar does
// not cover it.
func (c Calendar) QuarterOf(d Date) Quarter {
	day := c.Find(d)
	return Quarter{Year: day.Year, Number: day.Quarter}
}

// ParseQuarter reads a quarter of the form 2026-Q3. The error is a
// [*ValidationError].
func ParseQuarter(s string) (Quarter, error) {
	var q Quarter
	if _, err := fmt.Sscanf(s, "%4d-Q%1d", &q.Year, &q.Number); err != nil || q.String() != s || !q.valid() {
		var faults ValidationError
		faults.Addf("", "date", "must be a quarter like 2026-Q3, got %.40q", s)
		return Quarter{}, faults.Err()
	}
	return q, nil
}

func (q Quarter) valid() bool {
	return q.Year >= 1 && q.Year <= 9999 && q.Number >= 1 && q.Number <= 4
}

// IsZero reports whether q is absent.
func (q Quarter) IsZero() bool { return q == Quarter{} }

// Add returns the quarter n quarters after q, or before it when n is negative. It
// is the zero Quarter when q is, or when the sum leaves the years 1 to 9999.
func (q Quarter) Add(n int) Quarter {
	const quarters = 4 * 10_000
	if !q.valid() || n < -quarters || n > quarters {
		return Quarter{}
	}
	ordinal := 4*q.Year + q.Number - 1 + n
	if sum := (Quarter{Year: ordinal / 4, Number: ordinal%4 + 1}); ordinal > 0 && sum.valid() {
		return sum
	}
	return Quarter{}
}

// Since returns the number of quarters from p to q, negative when q is the earlier
// one; 0 when either is the zero Quarter.
func (q Quarter) Since(p Quarter) int {
	if !q.valid() || !p.valid() {
		return 0
	}
	return 4*(q.Year-p.Year) + q.Number - p.Number
}

// String returns q as 2026-Q3, or "" for the zero Quarter.
func (q Quarter) String() string {
	if q.IsZero() {
		return ""
	}
	return fmt.Sprintf("%04d-Q%d", q.Year, q.Number)
}

// MarshalText writes q as String does. The error is a [*ValidationError] when q is
// not a quarter that UnmarshalText would read.
func (q Quarter) MarshalText() ([]byte, error) {
	if !q.IsZero() && !q.valid() {
		_, err := ParseQuarter(q.String())
		return nil, err
	}
	return []byte(q.String()), nil
}

// UnmarshalText reads what MarshalText writes; no text is the zero Quarter.
func (q *Quarter) UnmarshalText(text []byte) error {
	if q == nil {
		return missingReceiver()
	}
	if len(text) == 0 {
		*q = Quarter{}
		return nil
	}
	parsed, err := ParseQuarter(string(text))
	if err != nil {
		return err
	}
	*q = parsed
	return nil
}
