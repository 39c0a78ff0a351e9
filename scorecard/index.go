package scorecard

import "math/bits"

// index finds questions by id, as a map does, but without a call into the runtime
// for each id. It is an open hash table of sketches, at least half of it free.
type index struct {
	slots []slot
	shift int // from the hash of a sketch to its slot
}

type slot struct {
	sketch   uint64
	id       string
	question int // position + 1; 0 in a free slot
}

func newIndex(questions []question) index {
	size := bits.Len(uint(len(questions))) + 1
	x := index{slots: make([]slot, 1<<size), shift: 64 - size}
	for i := range questions {
		s := sketch(questions[i].id)
		at := x.home(s)
		for x.slots[at].question != 0 {
			at = x.next(at)
		}
		x.slots[at] = slot{sketch: s, id: questions[i].id, question: i + 1}
	}
	return x
}

// home is where to look for a sketch first. The factor, 2^64 ÷ the golden ratio,
// spreads sketches that differ in few bits.
func (x *index) home(sketch uint64) int { return int(sketch * 0x9e3779b97f4a7c15 >> x.shift) }

func (x *index) next(at int) int { return (at + 1) & (len(x.slots) - 1) }

// find returns the position of the question with an id, or -1.
func (x *index) find(id string) int {
	s := sketch(id)
	for at := x.home(s); ; at = x.next(at) {
		slot := &x.slots[at]
		if slot.question == 0 || slot.sketch == s && (s < longID || slot.id == id) {
			return slot.question - 1
		}
	}
}
