package scorecard

// fewSiblings is the number of siblings up to which a family has its numbers at hand.
const fewSiblings = 5

// inverseBits is the scale of an inverse, which is cut off.
const inverseBits = 49

// inverseOf returns the inverse of a sum of parts. A float holds both exactly, and is never
// rounded up to the next whole number, from which it is at least 1 ÷ parts away. Without
// parts it can be any number: there is nothing to multiply by it.
func inverseOf(parts int32) int64 { return int64((1 << inverseBits) / float64(parts)) }

// splitFour splits points among four siblings by largest remainder, in proportion to share ×
// score, of which the inverse of the sum is given: without memory and without a branch.
//
// Parts are at most 10^8 and points at most 10^4, so that x, their product, is below 2^40,
// and x × inverse below 2^63. A quotient is estimated too low by less than x ÷ 2^49 < 2^-9,
// so that it is cut off to one less than it should be only at a whole number or just above.
// Its remainder is then the sum or more, goes before all others and gives the unit back. It is
// due no other: of what all remainders make up, a whole number of sums, those before it
// would have less than a sum each, and those after it, like itself, next to nothing.
//
// Less than four siblings have shares of 0 for the rest, whose cells belong to another
// family. Their points are 0 until that is split, which comes later.
func splitFour(k *[4]cell, shares *[fewSiblings]int64, points Points, inverse int64) {
	p := int64(points)
	w0, w1 := shares[0]*int64(k[0].score), shares[1]*int64(k[1].score)
	w2, w3 := shares[2]*int64(k[2].score), shares[3]*int64(k[3].score)
	sum := w0 + w1 + w2 + w3
	x0, x1, x2, x3 := p*w0, p*w1, p*w2, p*w3
	q0, q1, q2, q3 := x0*inverse>>inverseBits, x1*inverse>>inverseBits, x2*inverse>>inverseBits, x3*inverse>>inverseBits
	left := p - q0 - q1 - q2 - q3
	r0, r1, r2, r3 := x0-q0*sum, x1-q1*sum, x2-q2*sum, x3-q3*sum
	// The remainders are ranked by comparing all pairs. The top bit of r0-r1 tells that 1
	// goes before 0. If not, 0 goes before 1: ties are in order.
	l01, l02, l03 := int64(uint64(r0-r1)>>63), int64(uint64(r0-r2)>>63), int64(uint64(r0-r3)>>63)
	l12, l13, l23 := int64(uint64(r1-r2)>>63), int64(uint64(r1-r3)>>63), int64(uint64(r2-r3)>>63)
	// Those whose rank is below what is left get a unit.
	k[0].points = Points(q0 + int64(uint64(l01+l02+l03-left)>>63))
	k[1].points = Points(q1 + int64(uint64(1-l01+l12+l13-left)>>63))
	k[2].points = Points(q2 + int64(uint64(2-l02-l12+l23-left)>>63))
	k[3].points = Points(q3 + int64(uint64(3-l03-l13-l23-left)>>63))
}

// splitFive is splitFour for five siblings.
func splitFive(k *[5]cell, shares *[fewSiblings]int64, points Points, inverse int64) {
	p := int64(points)
	w0, w1, w2 := shares[0]*int64(k[0].score), shares[1]*int64(k[1].score), shares[2]*int64(k[2].score)
	w3, w4 := shares[3]*int64(k[3].score), shares[4]*int64(k[4].score)
	sum := w0 + w1 + w2 + w3 + w4
	x0, x1, x2, x3, x4 := p*w0, p*w1, p*w2, p*w3, p*w4
	q0, q1, q2 := x0*inverse>>inverseBits, x1*inverse>>inverseBits, x2*inverse>>inverseBits
	q3, q4 := x3*inverse>>inverseBits, x4*inverse>>inverseBits
	left := p - q0 - q1 - q2 - q3 - q4
	r0, r1, r2, r3, r4 := x0-q0*sum, x1-q1*sum, x2-q2*sum, x3-q3*sum, x4-q4*sum
	l01, l02, l03, l04 := int64(uint64(r0-r1)>>63), int64(uint64(r0-r2)>>63), int64(uint64(r0-r3)>>63), int64(uint64(r0-r4)>>63)
	l12, l13, l14 := int64(uint64(r1-r2)>>63), int64(uint64(r1-r3)>>63), int64(uint64(r1-r4)>>63)
	l23, l24, l34 := int64(uint64(r2-r3)>>63), int64(uint64(r2-r4)>>63), int64(uint64(r3-r4)>>63)
	k[0].points = Points(q0 + int64(uint64(l01+l02+l03+l04-left)>>63))
	k[1].points = Points(q1 + int64(uint64(1-l01+l12+l13+l14-left)>>63))
	k[2].points = Points(q2 + int64(uint64(2-l02-l12+l23+l24-left)>>63))
	k[3].points = Points(q3 + int64(uint64(3-l03-l13-l23+l34-left)>>63))
	k[4].points = Points(q4 + int64(uint64(4-l04-l14-l24-l34-left)>>63))
}
