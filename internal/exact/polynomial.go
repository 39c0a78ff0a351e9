package exact

import (
	"math"
	"math/big"
)

// A polynomial has its coefficients in rising order: the constant first.
type polynomial []*big.Int

// trim drops zeros at both ends, which are roots at 0 and no terms.
func (p polynomial) trim() polynomial {
	for len(p) > 0 && p[len(p)-1].Sign() == 0 {
		p = p[:len(p)-1]
	}
	for len(p) > 0 && p[0].Sign() == 0 {
		p = p[1:]
	}
	return p
}

func (p polynomial) clone() polynomial {
	q := make(polynomial, len(p))
	for i := range p {
		q[i] = new(big.Int).Set(p[i])
	}
	return q
}

func (p polynomial) reversed() polynomial {
	q := make(polynomial, len(p))
	for i := range p {
		q[len(p)-1-i] = p[i]
	}
	return q
}

func (p polynomial) derivative() polynomial {
	d := make(polynomial, max(len(p)-1, 0))
	for i := range d {
		d[i] = new(big.Int).Mul(p[i+1], big.NewInt(int64(i+1)))
	}
	return d
}

// primitive divides by what all coefficients have in common.
func (p polynomial) primitive() polynomial {
	common := new(big.Int)
	for i := range p {
		common.GCD(nil, nil, common, new(big.Int).Abs(p[i]))
	}
	q := make(polynomial, len(p))
	for i := range p {
		q[i] = new(big.Int).Set(p[i])
		if common.Sign() > 0 {
			q[i].Quo(q[i], common)
		}
	}
	return q
}

// variations counts the changes of sign among the coefficients, zeros aside: as many
// positive roots as that, or fewer by an even number (Descartes).
func (p polynomial) variations() int {
	count, before := 0, 0
	for i := range p {
		if s := p[i].Sign(); s != 0 {
			if s == -before {
				count++
			}
			before = s
		}
	}
	return count
}

// A dyadic is m ÷ 2^q.
type dyadic struct {
	m *big.Int
	q uint
}

func (x dyadic) at(q uint) *big.Int { return new(big.Int).Lsh(x.m, q-x.q) }

func (x dyadic) float() *big.Float {
	f := new(big.Float).SetPrec(max(64, uint(x.m.BitLen()))).SetInt(x.m)
	return f.SetMantExp(f, -int(x.q))
}

// valueAt returns p(x), and with slope p'(x), for 0 ≤ x ≤ 1, in units of 2^-bits, by
// Horner's method. Each step drops less than a unit, and a later one shrinks it, so the
// value is off by less than a unit for each coefficient; none where all bits are kept.
func (p polynomial) valueAt(x dyadic, bits uint, slope bool) (value, rise *big.Int) {
	value, rise = new(big.Int), new(big.Int)
	var product, term big.Int
	for i := len(p) - 1; i >= 0; i-- {
		if slope {
			product.Mul(rise, x.m)
			rise.Add(rise.Rsh(&product, x.q), value)
		}
		product.Mul(value, x.m)
		value.Rsh(&product, x.q)
		value.Add(value, term.Lsh(p[i], bits))
	}
	return value, rise
}

// signAt returns the sign of p(x) for 0 ≤ x ≤ 1.
func (p polynomial) signAt(x dyadic) int {
	exactBits := x.q * uint(len(p))
	for bits := uint(128); ; bits *= 4 {
		bits = min(bits, exactBits)
		value, _ := p.valueAt(x, bits, false)
		if bits == exactBits || value.CmpAbs(big.NewInt(int64(len(p)))) > 0 {
			return value.Sign()
		}
	}
}

// signAtRatio returns the sign of p(num ÷ den), for den above 0, in integers.
func (p polynomial) signAtRatio(num, den *big.Int) int {
	value, power := new(big.Int), big.NewInt(1)
	var term big.Int
	for i := len(p) - 1; i >= 0; i-- {
		value.Mul(value, num)
		value.Add(value, term.Mul(p[i], power))
		power.Mul(power, den)
	}
	return value.Sign()
}

// floats returns the coefficients as floats, all scaled by the same power of 2.
func (p polynomial) floats() []float64 {
	size := 0
	for i := range p {
		size = max(size, p[i].BitLen())
	}
	all := make([]float64, len(p))
	for i := range p {
		f, _ := new(big.Float).SetInt(p[i]).Float64()
		if size > 900 {
			f, _ = new(big.Float).SetMantExp(new(big.Float).SetInt(p[i]), 900-size).Float64()
		}
		all[i] = f
	}
	return all
}

// estimate looks for a root between low and high in floats: halving a few times and
// then by Newton's method. It may miss it.
func (p polynomial) estimate(low, high float64, rising bool) float64 {
	f := p.floats()
	x := (low + high) / 2
	for step := range 60 {
		value, slope := 0.0, 0.0
		for i := len(f) - 1; i >= 0; i-- {
			slope = slope*x + value
			value = value*x + f[i]
		}
		if value == 0 {
			return x
		}
		if (value > 0) == rising {
			high = x
		} else {
			low = x
		}
		next := x - value/slope
		switch {
		case step < 4 || !(next > low && next < high):
			next = (low + high) / 2
		case math.Abs(next-x) <= 1e-15*x:
			return next
		}
		x = next
	}
	return x
}
