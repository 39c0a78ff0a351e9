package exact

import (
	"math/big"
	"slices"

	"github.com/shopspring/decimal"
)

// PositiveRoot is a root of a polynomial, above 0: Low ≤ root ≤ High, the two so close
// that they agree in 24 digits. The zero PositiveRoot is none.
type PositiveRoot struct {
	Low, High *big.Float
	p         polynomial
}

// PositiveRoots returns the distinct real roots above 0 of the polynomial whose
// coefficients these are, the constant first, in rising order.
//
// It is certain that there are no others: roots are counted by Descartes' rule of signs
// in ever smaller intervals (the method of Vincent, Collins and Akritas), on the
// polynomial freed of multiple roots. It reports false when that takes more than some
// seconds, and then the roots are those found so far.
func PositiveRoots(coefficients []*big.Int) (roots []PositiveRoot, certain bool) {
	p := polynomial(coefficients).trim().primitive()
	switch p.variations() {
	case 0:
		return nil, true
	case 1:
		return p.onlyRoot(), true
	}
	p = p.squareFree()
	search := search{left: maxWork}
	below, above := p, p.reversed()
	search.run(below)
	for _, at := range search.found {
		roots = append(roots, below.refine(at).root(p))
	}
	if p.atOne() == 0 {
		one := big.NewFloat(1)
		roots = append(roots, PositiveRoot{Low: one, High: one, p: p})
	}
	search.found = nil
	search.run(above)
	for _, at := range search.found {
		roots = append(roots, above.refine(at).inverse(p))
	}
	slices.SortStableFunc(roots, func(a, b PositiveRoot) int { return a.Low.Cmp(b.Low) })
	return roots, search.left >= 0
}

// onlyRoot returns the root of a polynomial with one change of sign.
func (p polynomial) onlyRoot() []PositiveRoot {
	unit := interval{low: dyadic{new(big.Int), 0}, high: dyadic{big.NewInt(1), 0}}
	switch p.atOne() {
	case 0:
		one := big.NewFloat(1)
		return []PositiveRoot{{Low: one, High: one, p: p}}
	case p[len(p)-1].Sign():
		return []PositiveRoot{p.refine(unit).root(p)}
	}
	return []PositiveRoot{p.reversed().refine(unit).inverse(p)}
}

func (p polynomial) atOne() int {
	var sum big.Int
	for i := range p {
		sum.Add(&sum, p[i])
	}
	return sum.Sign()
}

// An interval holds one root, which is low where the two are equal, and else inside.
type interval struct{ low, high dyadic }

func (at interval) root(p polynomial) PositiveRoot {
	return PositiveRoot{Low: at.low.float(), High: at.high.float(), p: p}
}

// inverse returns the root of p whose inverse the interval holds.
func (at interval) inverse(p polynomial) PositiveRoot {
	one := big.NewFloat(1)
	prec := 64 + at.low.q
	return PositiveRoot{
		Low:  new(big.Float).SetPrec(prec).SetMode(big.ToNegativeInf).Quo(one, at.high.float()),
		High: new(big.Float).SetPrec(prec).SetMode(big.ToPositiveInf).Quo(one, at.low.float()),
		p:    p,
	}
}

// maxWork bounds the search, in steps of about a nanosecond.
const maxWork = 2_000_000_000

// A search collects the intervals between 0 and 1 that hold one root each.
type search struct {
	found []interval
	left  int
}

func (s *search) run(p polynomial) { s.split(p.clone(), new(big.Int), 0) }

// split searches p on (0, 1), which stands for (c, c+1) ÷ 2^k of the whole. A root at the
// low end is one too, but for 0 itself. It changes p.
func (s *search) split(p polynomial, c *big.Int, k uint) {
	if len(p) > 0 && p[0].Sign() == 0 {
		at := dyadic{new(big.Int).Set(c), k}
		s.found = append(s.found, interval{at, at})
		p = p[1:]
	}
	q := p.reversed().clone()
	if s.left < 0 || !s.shift(q) {
		return
	}
	switch q.variations() {
	case 0:
		return
	case 1:
		s.found = append(s.found, interval{dyadic{new(big.Int).Set(c), k}, dyadic{new(big.Int).Add(c, big.NewInt(1)), k}})
		return
	}
	p.halve()
	c = new(big.Int).Lsh(c, 1)
	s.split(p.clone(), c, k+1)
	if !s.shift(p) {
		return
	}
	s.split(p, c.Add(c, big.NewInt(1)), k+1)
}

// shift replaces p(x) by p(x + 1). It reports false when that is too much work.
func (s *search) shift(p polynomial) bool {
	words := 0
	for i := range p {
		words = max(words, p[i].BitLen()/64)
	}
	if s.left -= len(p) * len(p) / 2 * (words + len(p)/64 + 16); s.left < 0 {
		return false
	}
	for i := range p {
		for j := len(p) - 2; j >= i; j-- {
			p[j].Add(p[j], p[j+1])
		}
	}
	return true
}

// halve replaces p(x) by 2^n × p(x ÷ 2), less the powers of 2 that all terms have.
func (p polynomial) halve() {
	for i := range p {
		p[i].Lsh(p[i], uint(len(p)-1-i))
	}
	zeros := ^uint(0)
	for i := range p {
		if p[i].Sign() != 0 {
			zeros = min(zeros, p[i].TrailingZeroBits())
		}
	}
	for i := range p {
		p[i].Rsh(p[i], zeros)
	}
}

// The bits of a refined root, and of the arithmetic that finds it.
const (
	rootBits   = 80
	newtonBits = 224
)

// refine narrows an interval that holds one simple root down to rootBits significant
// bits: by an estimate, Newton's method and a look at the signs on both sides; where
// that fails, by halving.
func (p polynomial) refine(at interval) interval {
	if at.low.q == at.high.q && at.low.m.Cmp(at.high.m) == 0 {
		return at
	}
	sign := p.signAt(at.low)
	if sign == 0 {
		sign = p.derivative().signAt(at.low)
	}
	low, _ := at.low.float().Float64()
	high, _ := at.high.float().Float64()
	x := new(big.Float).SetFloat64(p.estimate(low, high, sign < 0))
	m, _ := x.SetMantExp(x, newtonBits).Int(nil)
	for range 3 {
		value, slope := p.valueAt(dyadic{m, newtonBits}, newtonBits, true)
		if slope.Sign() == 0 || m.Sign() <= 0 || m.BitLen() > newtonBits {
			break
		}
		m.Sub(m, value.Quo(value.Lsh(value, newtonBits), slope))
		if near, ok := p.around(m, at, sign); ok {
			return near
		}
	}
	return p.bisect(at, sign)
}

// around returns the bracket of rootBits around m, if the root lies in it.
func (p polynomial) around(m *big.Int, at interval, sign int) (interval, bool) {
	drop := m.BitLen() - rootBits - 4
	if m.Sign() <= 0 || drop < 0 {
		return interval{}, false
	}
	q := newtonBits - uint(drop)
	low := new(big.Int).Rsh(m, uint(drop))
	high := new(big.Int).Add(low, big.NewInt(2))
	low.Sub(low, big.NewInt(1))
	near := interval{dyadic{low, q}, dyadic{high, q}}
	if q < at.low.q || low.Cmp(at.low.at(q)) < 0 || high.Cmp(at.high.at(q)) > 0 {
		return interval{}, false
	}
	return near, p.signAt(near.low) == sign && p.signAt(near.high) == -sign
}

// bisect narrows an interval whose left side has the given sign.
func (p polynomial) bisect(at interval, sign int) interval {
	for {
		q := max(at.low.q, at.high.q) + 1
		low, high := at.low.at(q), at.high.at(q)
		width := new(big.Int).Sub(high, low)
		if width.BitLen()+rootBits < low.BitLen() {
			return at
		}
		middle := dyadic{new(big.Int).Rsh(low.Add(low, high), 1), q}
		switch p.signAt(middle) {
		case 0:
			return interval{middle, middle}
		case sign:
			at.low = middle
		default:
			at.high = middle
		}
	}
}

// Excess returns the root less 1, rounded half away from zero to places decimals.
func (r PositiveRoot) Excess(places int32) decimal.Decimal {
	if r.Low == nil || r.High == nil || places < 0 || places > maxRaw {
		return decimal.Decimal{}
	}
	unit := new(big.Int).Exp(big.NewInt(10), big.NewInt(int64(places)), nil)
	round := func(f *big.Float) *big.Int {
		ratio, _ := f.Rat(nil)
		num := new(big.Int).Sub(ratio.Num(), ratio.Denom())
		return QuoBig(num.Mul(num, unit), ratio.Denom())
	}
	low, high := round(r.Low), round(r.High)
	if low.Cmp(high) < 0 {
		ratio, _ := r.Low.Rat(nil)
		sign := r.p.signAtRatio(ratio.Num(), ratio.Denom())
		unit.Lsh(unit, 1)
		for low.Cmp(high) < 0 {
			middle := new(big.Int).Add(low, high)
			middle.Rsh(middle, 1)
			tie := new(big.Int).Lsh(middle, 1)
			tie.Add(tie, big.NewInt(1)).Add(tie, unit)
			above := r.p.signAtRatio(tie, unit)
			switch {
			case above == 0 && middle.Sign() < 0:
				return decimal.NewFromBigInt(middle, -places)
			case above == 0:
				return decimal.NewFromBigInt(middle.Add(middle, big.NewInt(1)), -places)
			case above == sign:
				low = middle.Add(middle, big.NewInt(1))
			default:
				high = middle
			}
		}
	}
	return decimal.NewFromBigInt(low, -places)
}
