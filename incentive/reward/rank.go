package reward

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/finding"
)

// Rank gives every entry its place, the highest result first, and its prize:
//
//	place = 1 + how many are better                   1 2 2 2 5
//	pool  = Σ prizes of the places of equal entries   0 beyond the last prize
//	prize = the part of the pool, in minor units, by largest remainder in the order of ids
//
// The order of entries does not matter. The error is a [*partnermath.ValidationError] that
// lists every rule that contest and entries break, with paths below "contest" and
// "entries". Where the contest sets faulty entries apart, the standings list them
// instead.
func Rank(contest Contest, entries []Entry) (Standings, error) {
	var faults partnermath.ValidationError
	var log finding.Log
	faults.Merge("contest", contest.Validate())
	kept, repeated := readEntries(&faults, &log, &contest, entries)
	if err := faults.Err(); err != nil {
		return Standings{}, err
	}
	places, _ := partnermath.MinorUnits(contest.Currency)
	prizes := contest.prizes(places)
	s := Standings{
		Contest: contest.ID, Currency: contest.Currency, Standings: make([]Standing, len(kept)),
		Budget: contest.Budget, Repeated: repeated,
	}
	for i, prize := range prizes {
		s.Prizes = append(s.Prizes, PrizeLine{Place: i + 1, Stated: contest.Prizes[i].Decimal, Prize: exact.Fixed(prize, places)})
	}
	for at, i := range kept {
		s.Standings[at] = contest.standing(&entries[i], &log)
	}
	slices.SortFunc(s.Standings, func(a, b Standing) int {
		return cmp.Or(contest.compare(&a, &b), cmp.Compare(a.ID, b.ID))
	})
	s.Awarded = exact.Fixed(contest.award(s.Standings, prizes, places), places)
	if s.Budget.Valid {
		s.Left = decimal.NewNullDecimal(s.Budget.Decimal.Sub(s.Awarded))
	}
	s.Findings = log.Findings()
	return s, nil
}

// readEntries checks the entries and returns the positions of those that count.
func readEntries(faults *partnermath.ValidationError, log *finding.Log, c *Contest, entries []Entry) (kept []int, repeated int) {
	if len(entries) > MaxEntries {
		faults.Addf("entries", "length", "must have a length of at most %d, got %d", MaxEntries, len(entries))
		return nil, 0
	}
	records := batch{
		noun: "entry", path: "entries", len: len(entries),
		id: func(i int) string { return entries[i].ID },
		check: func(i int, own *partnermath.ValidationError) {
			check.IDAt(own, check.Place{Field: "id"}, entries[i].ID)
			(&check.Number{}).CheckNull(own, check.Place{Field: "result"}, entries[i].Result)
		},
		same: func(i, j int) bool {
			return sameNull(entries[i].Result, entries[j].Result) && entries[i].Date == entries[j].Date
		},
	}
	return records.sift(faults, log, c.Faulty)
}

// prizes returns the prizes in minor units, what the budget leaves of them.
func (c *Contest) prizes(places int32) []int64 {
	prizes, sum := make([]int64, len(c.Prizes)), decimal.Decimal{}
	for i, prize := range c.Prizes {
		prizes[i], _ = exact.Int64(prize.Decimal, places)
		sum = sum.Add(prize.Decimal)
	}
	if c.Budget.Valid && c.Budget.Decimal.LessThan(sum) {
		for i, prize := range exact.Allocate(c.Budget.Decimal, sizes(c.Prizes), places) {
			prizes[i], _ = exact.Int64(prize, places)
		}
	}
	return prizes
}

func sizes(prizes []decimal.NullDecimal) []decimal.Decimal {
	all := make([]decimal.Decimal, len(prizes))
	for i, prize := range prizes {
		all[i] = prize.Decimal
	}
	return all
}

// standing returns an entry, with the reason why it takes no place.
func (c *Contest) standing(e *Entry, log *finding.Log) Standing {
	s := Standing{ID: e.ID, Result: e.Result, Date: e.Date}
	switch {
	case !e.Result.Valid:
		s.Reason = ReasonResultUnknown
		log.Add(s.Reason, e.ID)
	case c.Minimum.Valid && e.Result.Decimal.LessThan(c.Minimum.Decimal):
		s.Reason = ReasonBelowMinimum
	case c.Ties == TiesEarlier && e.Date.IsZero():
		log.Add(ReasonDayUnknown, e.ID)
	}
	return s
}

// compare orders standings from the best on; 0 are those that pool.
func (c *Contest) compare(a, b *Standing) int {
	switch {
	case a.Reason != "" && b.Reason != "":
		return 0
	case a.Reason != "":
		return 1
	case b.Reason != "":
		return -1
	}
	if order := b.Result.Decimal.Cmp(a.Result.Decimal); order != 0 || c.Ties != TiesEarlier {
		return order
	}
	if a.Date.IsZero() != b.Date.IsZero() {
		return b.Date.Compare(a.Date)
	}
	return a.Date.Compare(b.Date)
}

// award gives places and prizes to standings in their order, and returns the sum of the
// prizes.
func (c *Contest) award(standings []Standing, prizes []int64, places int32) (awarded int64) {
	for first := 0; first < len(standings) && standings[first].Reason == ""; {
		end := first + 1
		for end < len(standings) && c.compare(&standings[first], &standings[end]) == 0 {
			end++
		}
		pool := int64(0)
		for _, prize := range prizes[min(first, len(prizes)):min(end, len(prizes))] {
			pool += prize
		}
		parts := slices.Repeat([]int64{1}, end-first)
		exact.AllocateInto(parts, pool, parts)
		for i, part := range parts {
			s := &standings[first+i]
			s.Place, s.Tied, s.Pool, s.Prize = first+1, end-first, exact.Fixed(pool, places), exact.Fixed(part, places)
		}
		awarded += pool
		first = end
	}
	return awarded
}
