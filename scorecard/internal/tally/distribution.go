package tally

import (
	"math/big"
	"sort"

	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/scorecard/internal/scale"
)

// Distribution is the counts of a node added up, for its figures.
type Distribution struct {
	// N is the number of scores.
	N     int64
	below []uint32 // below[v] counts the scores below Lowest + v, one more than there are values
	sum   int64
}

// Room is how much memory a distribution takes.
const Room = scale.Values + 1

// Distribution adds the counts up into memory of the size of Room.
func (c *Counts) Distribution(memory []uint32) Distribution {
	d := Distribution{below: memory}
	var n uint32
	for v, count := range c {
		d.below[v] = n
		n += count
		d.sum += int64(count) * (int64(v) + scale.Lowest)
	}
	d.below[len(c)] = n
	d.N = int64(n)
	return d
}

// Mean is rounded to a multiple of unit hundredths. There is at least one score.
func (d *Distribution) Mean(unit int64) int64 { return exact.DivInt(d.sum, d.N*unit) * unit }

// BelowAndEqual counts the scores below s and those equal to it.
func (d *Distribution) BelowAndEqual(s int64) (below, equal int64) {
	v := s - scale.Lowest
	below = int64(d.below[v])
	return below, int64(d.below[v+1]) - below
}

// at returns the k-th lowest score, from 1 to n.
func (d *Distribution) at(k int64) int64 {
	k = min(max(k, 1), d.N)
	v := sort.Search(scale.Values, func(v int) bool { return int64(d.below[v+1]) >= k })
	return int64(v) + scale.Lowest
}

// Quantile returns the quantile of p ten-thousandths, rounded to a multiple of unit hundredths: of
// type 7 of Hyndman and Fan, or of type 6, which excludes the ends. The numbers stay below
// 2^32 × 1e4 and 1e4 × 1e4.
func (d *Distribution) Quantile(p int64, exclusive bool, unit int64) int64 {
	const whole = 10_000
	h := (d.N-1)*p + whole
	if exclusive {
		h = min(max((d.N+1)*p, whole), d.N*whole)
	}
	k, f := h/whole, h%whole
	low := d.at(k)
	return exact.DivInt(low*whole+f*(d.at(k+1)-low), whole*unit) * unit
}

// From returns the number and the sum of the scores at or above s.
func (d *Distribution) From(s int64) (n, sum int64) {
	for v := max(s, scale.Lowest) - scale.Lowest; v < int64(scale.Values); v++ {
		count := int64(d.below[v+1]) - int64(d.below[v])
		n += count
		sum += count * (v + scale.Lowest)
	}
	return n, sum
}

// Deviation returns the standard deviation in ten-thousandths of a point, rounded;
// it is not ok when it is undefined.
//
// With scores in hundredths it is √((n Σx² − (Σx)²) ÷ (n × m)) × 100, with m = n, or
// n − 1 for that of a sample, and round(√q) = ⌊(⌊√(4q)⌋ + 1) ÷ 2⌋.
func (d *Distribution) Deviation(sample bool) (tenThousandths int64, ok bool) {
	m := d.N
	if sample {
		m--
	}
	if m <= 0 {
		return 0, false
	}
	squares := new(big.Int)
	for v := range scale.Values {
		if count := int64(d.below[v+1]) - int64(d.below[v]); count > 0 {
			x := int64(v) + scale.Lowest
			squares.Add(squares, new(big.Int).Mul(big.NewInt(count), big.NewInt(x*x)))
		}
	}
	q := new(big.Int).Mul(big.NewInt(d.N), squares)
	q.Sub(q, new(big.Int).Mul(big.NewInt(d.sum), big.NewInt(d.sum)))
	q.Mul(q, big.NewInt(4*100*100))
	q.Quo(q, new(big.Int).Mul(big.NewInt(d.N), big.NewInt(m)))
	return (q.Sqrt(q).Int64() + 1) / 2, true
}
