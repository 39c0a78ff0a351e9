package exact

import "github.com/partnermath/partnermath"

// MinorUnits is [partnermath.MinorUnits].
func MinorUnits(currency string) (places int32, ok bool) { return partnermath.MinorUnits(currency) }
