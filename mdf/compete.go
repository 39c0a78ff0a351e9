package mdf

import "errors"

// Compete funds requests out of one budget, by merit:
//
//	value = Σ merit × funded
//
// The minimums of the groups are filled first, in a group in the order of merit, then
// submission, then id: in whole, with each request that fits into what is left of the
// minimum. What a group cannot use is free, and the rest of the budget funds the others in
// the same order; in whole, the set with the highest value, and the first in that order
// among equals, is searched for beside the requests of the minimums. A request
// whose merit is not above 0 is not funded.
//
// Bound is the value of the best way to fund in part when each group has at least its
// minimum; in whole, at least what its requests have used of it.
//
// The error is a [*partnermath.ValidationError], for an invalid competition or contender,
// a request that is given twice, and amounts above 10^18 minor units together.
func Compete(c Competition, contenders []Contender) (Awards, error) {
	if err := checkContest(&c, contenders); err != nil {
		return Awards{}, err
	}
	return Awards{}, errors.ErrUnsupported
}
