package exact

// DivInt returns num ÷ den, rounded half away from zero to an integer. It
// expects den > 0, is right for every num, and returns 0 for any other den.
func DivInt(num, den int64) int64 {
	if den <= 0 {
		return 0
	}
	quotient, remainder := num/den, num%den
	switch {
	case remainder > 0 && remainder >= den-remainder:
		return quotient + 1
	case remainder < 0 && -remainder >= den+remainder:
		return quotient - 1
	}
	return quotient
}
