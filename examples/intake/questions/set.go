package questions

// Set holds small numbers, a bit for each.
type Set []uint64

// Add reports whether i is new to the set.
func (s *Set) Add(i int) bool {
	word, bit := i/64, uint64(1)<<(i%64)
	for len(*s) <= word {
		*s = append(*s, 0)
	}
	isNew := (*s)[word]&bit == 0
	(*s)[word] |= bit
	return isNew
}

// Has reports whether i is in the set.
func (s Set) Has(i int) bool { return i/64 < len(s) && s[i/64]&(1<<(i%64)) != 0 }
