package intake

import (
	"bytes"
	"encoding/json"
)

// packed holds what is known as text, mostly of partners by their position in partners.list.
// There is so much of it that the structs would fill the memory, and take long to look through.
type packed[K comparable, T any] map[K][]byte

// add adds to what is known of a partner.
func (p packed[K, T]) add(at K, one T) {
	text, _ := json.Marshal(one) // it was read as such
	p[at] = append(append(p[at], text...), '\n')
}

// stow adds what is of partners that are kept.
func stow[T any](p packed[int, T], ch *Channel, all []T, partner func(*T) string) {
	for i := range all {
		if at, known := ch.partners.index[partner(&all[i])]; known && ch.keeps(at) {
			p.add(at, all[i])
		}
	}
}

// of returns all that is known of a partner.
func (p packed[K, T]) of(at K) []T {
	var all []T
	for line := range bytes.Lines(p[at]) {
		var one T
		_ = json.Unmarshal(line, &one)
		all = append(all, one)
	}
	return all
}
