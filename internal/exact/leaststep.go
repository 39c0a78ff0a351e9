package exact

import "github.com/shopspring/decimal"

// LeastStep returns the first of steps 0 to last that is not short, at which short is known and at
// most 0, with the step before it one that is, if there is one. It looks at all of up to 33
// steps; of more, at 33 that are evenly spread, and halves between the first that is not short and
// the one before it. Where all are short, it looks at 9 between the neighbours of the one that is
// so by the least, and so on; and then it returns that one, −1 where short is known nowhere. A
// step can be asked for more than once.
func LeastStep(last int64, short func(step int64) decimal.NullDecimal) (step int64, found bool) {
	s := seeker{short: short, best: -1}
	low, high, looks := int64(0), last, int64(firstLooks)
	for {
		// Around the closest are the last step before it and the first after it.
		before, after, failed := low, high, low-1
		parts := min(high-low, looks)
		at := func(k int64) int64 {
			return low + (high-low)/max(parts, 1)*k + (high-low)%max(parts, 1)*k/max(parts, 1)
		}
		for k := range parts + 1 {
			if s.reaches(at(k)) {
				return s.halve(failed, at(k)), true
			}
			failed = at(k)
		}
		if high-low <= looks || s.best < 0 {
			return s.best, false
		}
		for k := range parts + 1 {
			switch {
			case at(k) < s.best:
				before = at(k)
			case at(k) > s.best:
				after = min(after, at(k))
			}
		}
		low, high, looks = before, after, laterLooks
	}
}

// The steps are looked at in so many parts at first, and in so many around the closest one.
const (
	firstLooks = 32
	laterLooks = 8
)

type seeker struct {
	short func(step int64) decimal.NullDecimal
	// best is the step that is short by the least, −1 before there is one.
	best  int64
	least decimal.Decimal
}

func (s *seeker) reaches(step int64) bool {
	short := s.short(step)
	if short.Valid && (s.best < 0 || short.Decimal.LessThan(s.least)) {
		s.best, s.least = step, short.Decimal
	}
	return short.Valid && !short.Decimal.IsPositive()
}

// halve returns the first step that is not short after one that is, up to one that is not.
func (s *seeker) halve(failed, reached int64) int64 {
	for reached-failed > 1 {
		if middle := failed + (reached-failed)/2; s.reaches(middle) {
			reached = middle
		} else {
			failed = middle
		}
	}
	return reached
}
