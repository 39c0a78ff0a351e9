package scorecard

import "math/bits"

// A sketch of an id tells most ids apart without a call and a look at each byte.
// Up to 7 bytes it holds them all and their number, so that ids are the same when
// their sketches are. Above, it is at least longID, and made of the number, the
// first 8 bytes and the last 8.
const longID = 8 << 56

func sketch(id string) uint64 {
	n := uint64(len(id))
	switch {
	case n >= 8:
		return ((first8(id) ^ bits.RotateLeft64(first8(id[n-8:]), 21)) + n) | longID
	case n >= 4:
		return first4(id) | first4(id[n-4:])<<((8*n-32)&63) | n<<56
	case n > 0:
		return uint64(id[0]) | uint64(id[n/2])<<8 | uint64(id[n-1])<<16 | n<<56
	}
	return 0
}

// The compiler makes one load of each.

func first4(s string) uint64 {
	return uint64(s[0]) | uint64(s[1])<<8 | uint64(s[2])<<16 | uint64(s[3])<<24
}

func first8(s string) uint64 {
	return first4(s) | uint64(s[4])<<32 | uint64(s[5])<<40 | uint64(s[6])<<48 | uint64(s[7])<<56
}
