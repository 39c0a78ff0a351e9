package folder

import "hash/maphash"

// IDs are the lines that ids stand in. They take a few bytes for each, however long it
// is: 128 bits of its hashes.
type IDs struct {
	seeds [2]maphash.Seed
	lines map[[2]uint64]uint32
}

// NewIDs returns no ids.
func NewIDs() IDs {
	return IDs{[2]maphash.Seed{maphash.MakeSeed(), maphash.MakeSeed()}, make(map[[2]uint64]uint32)}
}

// Add adds an id with its line, and returns the line in which it stands already, 0 for
// none.
func (s *IDs) Add(id string, line int) (before int) {
	key := [2]uint64{maphash.String(s.seeds[0], id), maphash.String(s.seeds[1], id)}
	if before, known := s.lines[key]; known {
		return int(before)
	}
	s.lines[key] = uint32(line)
	return 0
}
