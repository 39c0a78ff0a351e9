// Package tally counts the members of a group by their scores, in hundredths, and works out the
// figures of the group from the counts: its memory does not depend on how many members there are.
package tally

import "github.com/partnermath/partnermath/scorecard/internal/scale"

// Counts counts members by score: the first is of those with the lowest.
type Counts [scale.Values]uint32

// Add counts a member with a score, and none without one.
func (c *Counts) Add(score int64) {
	if score != 0 {
		c[score-scale.Lowest]++
	}
}

// Merge adds the counts of other members.
func (c *Counts) Merge(other *Counts) {
	for v, n := range other {
		c[v] += n
	}
}

// Pairs lists the scores that members have, each with their number.
func (c *Counts) Pairs() [][2]uint32 {
	list := [][2]uint32{}
	for v, n := range c {
		if n > 0 {
			list = append(list, [2]uint32{uint32(v) + uint32(scale.Lowest), n})
		}
	}
	return list
}

// Fill makes the counts those of pairs that Members takes.
func (c *Counts) Fill(pairs [][2]uint32) {
	for _, pair := range pairs {
		c[pair[0]-uint32(scale.Lowest)] = pair[1]
	}
}

// Members returns how many members pairs are of. It is not ok for what Pairs cannot have listed.
func Members(pairs [][2]uint32) (members uint64, ok bool) {
	last := uint32(scale.Lowest) - 1
	for _, pair := range pairs {
		score, n := pair[0], pair[1]
		if score <= last || score > uint32(scale.Highest) || n == 0 {
			return 0, false
		}
		last = score
		members += uint64(n)
	}
	return members, true
}
