package scorecard

import (
	"math/big"
	"sort"

	"github.com/partnermath/partnermath/internal/exact"
)

// distribution is the scores of a node, in hundredths: below[v] counts those below
// lowest + v. It has one more entry than there are scores.
type distribution struct {
	below []uint32
	n     int64
	sum   int64
}

func newDistribution(below, counts []uint32) distribution {
	d := distribution{below: below}
	var n uint32
	for v, count := range counts {
		below[v] = n
		n += count
		d.sum += int64(count) * int64(v+int(lowest))
	}
	below[len(counts)] = n
	d.n = int64(n)
	return d
}

// mean is rounded to a multiple of unit hundredths. There is at least one score.
func (d *distribution) mean(unit int64) Score { return Score(exact.DivInt(d.sum, d.n*unit) * unit) }

// belowAndEqual counts the scores below s and those equal to it.
func (d *distribution) belowAndEqual(s Score) (below, equal int64) {
	v := s - lowest
	below = int64(d.below[v])
	return below, int64(d.below[v+1]) - below
}

// at returns the k-th lowest score, from 1 to n.
func (d *distribution) at(k int64) int64 {
	k = min(max(k, 1), d.n)
	v := sort.Search(scoreValues, func(v int) bool { return int64(d.below[v+1]) >= k })
	return int64(v) + int64(lowest)
}

// quantile returns the quantile of p ten-thousandths, rounded to a multiple of
// unit hundredths. The numbers stay below 2^32 × 1e4 and 1e4 × 1e4.
func (d *distribution) quantile(p int64, kind QuantileType, unit int64) Score {
	h := (d.n-1)*p + wholeShare
	if kind == QuantileType6 {
		h = min(max((d.n+1)*p, wholeShare), d.n*wholeShare)
	}
	k, f := h/wholeShare, h%wholeShare
	low := d.at(k)
	return Score(exact.DivInt(low*wholeShare+f*(d.at(k+1)-low), wholeShare*unit) * unit)
}

// from returns the number and the sum of the scores at or above s.
func (d *distribution) from(s Score) (n, sum int64) {
	for v := int64(max(s, lowest) - lowest); v < int64(scoreValues); v++ {
		count := int64(d.below[v+1]) - int64(d.below[v])
		n += count
		sum += count * (v + int64(lowest))
	}
	return n, sum
}

// deviation returns the standard deviation in ten-thousandths of a point, rounded;
// it is not ok when it is undefined.
//
// With scores in hundredths it is √((n Σx² − (Σx)²) ÷ (n × m)) × 100, with m = n or
// n − 1, and round(√q) = ⌊(⌊√(4q)⌋ + 1) ÷ 2⌋.
func (d *distribution) deviation(kind DeviationKind) (tenThousandths int64, ok bool) {
	m := d.n
	if kind == DeviationSample {
		m--
	}
	if m <= 0 {
		return 0, false
	}
	squares := new(big.Int)
	for v := range scoreValues {
		if count := int64(d.below[v+1]) - int64(d.below[v]); count > 0 {
			x := int64(v) + int64(lowest)
			squares.Add(squares, new(big.Int).Mul(big.NewInt(count), big.NewInt(x*x)))
		}
	}
	q := new(big.Int).Mul(big.NewInt(d.n), squares)
	q.Sub(q, new(big.Int).Mul(big.NewInt(d.sum), big.NewInt(d.sum)))
	q.Mul(q, big.NewInt(4*100*100))
	q.Quo(q, new(big.Int).Mul(big.NewInt(d.n), big.NewInt(m)))
	return (q.Sqrt(q).Int64() + 1) / 2, true
}
