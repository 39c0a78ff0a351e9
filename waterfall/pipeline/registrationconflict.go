package pipeline

import (
	"cmp"
	"math"
	"slices"

	"github.com/partnermath/partnermath"
)

// protection is when a registration protects its customer and product, in days of the
// calendar, the last one excluded.
type protection struct {
	*registered
	start, end int
}

// endless is the end of a protection that has none.
const endless = math.MaxInt

// conflicts finds the conflicts of registrations with each other and with rivals, and marks the
// registrations that are in one.
//
// The protections of a customer and product are looked at in the order in which they
// begin. One is in conflict with those before it that have not ended when it begins;
// counting them takes no more than their ends in order, however many there are, and the
// pairs are only gone through as far as they are listed.
func (m *registrationMeasure) conflicts(own, rivals []registered) (listed []RegistrationConflict, more int64) {
	listed = []RegistrationConflict{}
	for _, group := range together(m.protections(m.protections(nil, own), rivals)) {
		slices.SortFunc(group, protection.compare)
		more += m.countConflicts(group)
		if len(rivals) > 0 { // of which nobody asks how they stand to each other
			more -= m.countConflicts(slices.DeleteFunc(slices.Clone(group), func(p protection) bool { return !p.isRival }))
		}
		listed = m.listConflicts(listed, group)
	}
	return listed, more - int64(len(listed))
}

// compare orders protections by when they begin, equal ones by id.
func (p protection) compare(other protection) int {
	if p.start != other.start {
		return cmp.Compare(p.start, other.start)
	}
	return cmp.Compare(p.ID, other.ID)
}

// together returns the protections of each customer and product that has several, by
// customer and product.
func together(all []protection) [][]protection {
	type subject struct{ customer, product string }
	numbers := make(map[subject]int, len(all))
	number, sizes := make([]int, len(all)), []int{}
	for i := range all {
		s := subject{all[i].Customer, all[i].Product}
		n, known := numbers[s]
		if !known {
			n = len(sizes)
			numbers[s], sizes = n, append(sizes, 0)
		}
		number[i] = n
		sizes[n]++
	}
	groups := make([][]protection, len(sizes))
	for i, n := range number {
		if sizes[n] > 1 {
			if groups[n] == nil {
				groups[n] = make([]protection, 0, sizes[n])
			}
			groups[n] = append(groups[n], all[i])
		}
	}
	groups = slices.DeleteFunc(groups, func(group []protection) bool { return group == nil })
	slices.SortFunc(groups, func(a, b []protection) int {
		if c := cmp.Compare(a[0].Customer, b[0].Customer); c != 0 {
			return c
		}
		return cmp.Compare(a[0].Product, b[0].Product)
	})
	return groups
}

// protections adds those that touch the period. Two of them that overlap then
// overlap in the period as well.
func (m *registrationMeasure) protections(found []protection, all []registered) []protection {
	found = slices.Grow(found, len(all))
	for i := range all {
		r := &all[i]
		// Without a customer, or an end that has a day, nobody knows what is protected.
		if r.Decision != RegistrationApproved || !m.happened(r.Decided) || r.Customer == "" || (r.Outcome != "" && r.Closed.IsZero()) {
			continue
		}
		end := r.Expires
		if closed := r.Closed; m.happened(closed) && (end.IsZero() || closed.Before(end)) {
			end = closed
		}
		p := protection{registered: r, start: r.Decided.DaysSince(firstMonday), end: endless}
		if !end.IsZero() {
			p.end = end.DaysSince(firstMonday)
		}
		period := m.policy.Period
		touches := period.IsZero() || (r.Decided.Before(period.End) && (end.IsZero() || end.After(period.Start)))
		if touches && p.start < p.end {
			found = append(found, p)
		}
	}
	return found
}

// countConflicts marks the protections of a customer and product that overlap with another, or
// did so until one of them ended, and returns the number of pairs.
func (m *registrationMeasure) countConflicts(group []protection) int64 {
	ends := make([]int, len(group))
	for i := range group {
		ends[i] = group[i].end
	}
	slices.Sort(ends)
	over, _ := slices.BinarySearch(ends, m.today()+1)
	var pairs int64
	ended := 0
	for i := range group {
		p := &group[i]
		for ends[ended] <= p.start {
			ended++
		}
		pairs += int64(i - ended)
		p.colliding = p.end > m.today() && len(group)-over > 1 // nothing begins after today
		p.collided = !p.colliding && (i > ended || (i+1 < len(group) && group[i+1].start < p.end))
	}
	return pairs
}

// listConflicts appends the conflicts of a customer and product as long as there is room. Rivals
// that still protect are only looked through for a registration, and then listed or gone.
func (m *registrationMeasure) listConflicts(listed []RegistrationConflict, group []protection) []RegistrationConflict {
	var others, rivals []*protection // that protect when the later one begins
	for i := range group {
		later := &group[i]
		isGone := func(p *protection) bool { return p.end <= later.start }
		others = slices.DeleteFunc(others, isGone)
		before := others
		if !later.isRival && len(rivals) > 0 {
			rivals = slices.DeleteFunc(rivals, isGone)
			before = slices.Concat(others, rivals)
			slices.SortFunc(before, func(a, b *protection) int { return a.compare(*b) })
		}
		for _, earlier := range before {
			if len(listed) == MaxListedRegistrations {
				return listed
			}
			listed = append(listed, RegistrationConflict{
				Customer: later.Customer, Product: later.Product,
				Earlier: earlier.ID, EarlierPartner: earlier.Partner, Later: later.ID, LaterPartner: later.Partner,
				Overlap: partnermath.Period{Start: later.Decided, End: dayOf(min(earlier.end, later.end))},
				Ended:   min(earlier.end, later.end) <= m.today(),
			})
		}
		if later.isRival {
			rivals = append(rivals, later)
		} else {
			others = append(others, later)
		}
	}
	return listed
}

func (m *registrationMeasure) today() int { return m.asOf.DaysSince(firstMonday) }

func dayOf(days int) partnermath.Date {
	if days == endless {
		return partnermath.Date{}
	}
	return firstMonday.AddDays(days)
}
