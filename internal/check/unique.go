package check

import (
	"fmt"

	"github.com/partnermath/partnermath"
)

// Unique refuses an entry of a list whose key, that of a field, another one has before it.
func Unique[T any, K comparable](faults *partnermath.ValidationError, list, field string, all []T, key func(*T) K) {
	first := make(map[K]int, len(all))
	for i := range all {
		k := key(&all[i])
		if before, again := first[k]; again {
			faults.Addf(fmt.Sprintf("%s[%d].%s", list, i, field), "unique", "%.40q stands at %s[%d]", fmt.Sprint(k), list, before)
			continue
		}
		first[k] = i
	}
}

// Once refuses a value of a list that stands in it before.
func Once[T ~string](faults *partnermath.ValidationError, path string, all []T) {
	OnceOf(faults, path, all, make(map[T]bool, len(all)))
}

// OnceOf refuses a value of a list that was seen before, in it or in another one.
func OnceOf[T ~string](faults *partnermath.ValidationError, path string, all []T, seen map[T]bool) {
	for i, one := range all {
		if seen[one] {
			faults.Addf(fmt.Sprintf("%s[%d]", path, i), "unique", "%.40q stands before", one)
		}
		seen[one] = true
	}
}
