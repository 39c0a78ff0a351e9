package pricing

import (
	"fmt"
	"slices"

	"github.com/partnermath/partnermath"
)

// CompareOrders pays the programs on a sale in every order, and tells which pays least and
// which most. It is for rates on one base: the error, a [*partnermath.ValidationError] as
// that of [Stack], is also for a program of the sale that has no Rate or is not on the base
// of the first one, and for more than MaxOrdered programs.
func CompareOrders(s Stacking, sale Sale) (OrderComparison, error) {
	m, err := meet(&s, &sale)
	if err != nil {
		return OrderComparison{}, err
	}
	if err := m.comparable(); err != nil {
		return OrderComparison{}, err
	}
	every := search{meeting: m}
	every.walk(soFar{})
	c := OrderComparison{Given: m.stack(m.byPriority()), Least: m.stack(every.least), Most: m.stack(every.most)}
	c.Spread = c.Most.Total.Sub(c.Least.Total)
	return c, nil
}

// comparable checks that the programs are rates on one base, and not too many.
func (m *meeting) comparable() error {
	var faults partnermath.ValidationError
	if n := len(m.programs); n > MaxOrdered {
		faults.Addf("stacking.programs", "length", "must be at most %d on a sale to try their orders, got %d", MaxOrdered, n)
		return faults.Err()
	}
	for _, c := range m.programs {
		path := fmt.Sprintf("stacking.programs[%d]", c.listed)
		if !c.Rate.Valid {
			faults.Add(path+".rate", "required", "must be given to try orders, which is for rates on one base")
		} else if c.OnMargin != m.programs[0].OnMargin {
			faults.Add(path+".onMargin", "match", "must be that of the first program of the sale, since orders are for rates on one base")
		}
	}
	return faults.Err()
}

// search tries every order of programs, in the order of a dictionary whose alphabet is the
// list of programs, so that the first of equal ones is found first.
type search struct {
	*meeting
	order       []int
	least, most []int
	low, high   int64
}

func (s *search) walk(before soFar) {
	if len(s.order) == len(s.programs) {
		if s.least == nil || before.paid < s.low {
			s.least, s.low = slices.Clone(s.order), before.paid
		}
		if s.most == nil || before.paid > s.high {
			s.most, s.high = slices.Clone(s.order), before.paid
		}
		return
	}
	for i := range s.programs {
		if slices.Contains(s.order, i) {
			continue
		}
		_, after := s.next(i, s.order, before)
		s.order = append(s.order, i)
		s.walk(after)
		s.order = s.order[:len(s.order)-1]
	}
}
