package exact

import (
	"math/big"
	"math/bits"
)

// squareFree returns p divided by gcd(p, p'), which has the same roots, each once.
//
// The degree of the greatest common divisor modulo a prime is at least the true one, so a
// constant proves that there is none. Else the divisor is put together from its images
// modulo several primes (Chinese remainders), until one divides p and p': having the least
// degree it then is the greatest.
func (p polynomial) squareFree() polynomial {
	d := p.derivative()
	lead := new(big.Int).GCD(nil, nil, new(big.Int).Abs(p[len(p)-1]), new(big.Int).Abs(d[len(d)-1]))
	var divisor polynomial
	product := big.NewInt(1)
	for prime := firstPrime(); ; prime = primeBelow(prime) {
		if mod(d[len(d)-1], prime) == 0 {
			continue
		}
		image := gcdMod(p.mod(prime), d.mod(prime), prime)
		if len(image) == 1 {
			return p
		}
		switch {
		case divisor == nil || len(image) < len(divisor):
			divisor, product = make(polynomial, len(image)), big.NewInt(1)
			for i := range divisor {
				divisor[i] = new(big.Int)
			}
		case len(image) > len(divisor):
			continue
		}
		scale := mod(lead, prime)
		for i := range image {
			image[i] = mulMod(image[i], scale, prime)
		}
		divisor.join(product, image, prime)
		product.Mul(product, new(big.Int).SetUint64(prime))
		whole := divisor.centred(product).primitive()
		if quotient, ok := p.divide(whole); ok {
			if _, ok := d.divide(whole); ok {
				return quotient
			}
		}
	}
}

// join makes of p modulo product what it is modulo product × prime, given its image.
func (p polynomial) join(product *big.Int, image []uint64, prime uint64) {
	inverse := powMod(mod(product, prime), prime-2, prime)
	for i := range p {
		have := mod(p[i], prime)
		step := mulMod((image[i]+prime-have)%prime, inverse, prime)
		p[i].Add(p[i], new(big.Int).Mul(product, new(big.Int).SetUint64(step)))
	}
}

// centred returns coefficients from 0 to modulus − 1 as those from −modulus ÷ 2 to modulus ÷ 2.
func (p polynomial) centred(modulus *big.Int) polynomial {
	half := new(big.Int).Rsh(modulus, 1)
	q := p.clone()
	for i := range q {
		if q[i].Cmp(half) > 0 {
			q[i].Sub(q[i], modulus)
		}
	}
	return q
}

// divide returns p ÷ q when that leaves no remainder.
func (p polynomial) divide(q polynomial) (polynomial, bool) {
	rest := p.clone()
	quotient := make(polynomial, len(p)-len(q)+1)
	lead := q[len(q)-1]
	var product, remainder big.Int
	for i := len(quotient) - 1; i >= 0; i-- {
		quotient[i] = new(big.Int)
		quotient[i].QuoRem(rest[i+len(q)-1], lead, &remainder)
		if remainder.Sign() != 0 {
			return nil, false
		}
		for j := range q {
			rest[i+j].Sub(rest[i+j], product.Mul(q[j], quotient[i]))
		}
	}
	for i := range rest[:len(q)-1] {
		if rest[i].Sign() != 0 {
			return nil, false
		}
	}
	return quotient, true
}

func (p polynomial) mod(prime uint64) []uint64 {
	q := make([]uint64, len(p))
	for i := range p {
		q[i] = mod(p[i], prime)
	}
	return q
}

// gcdMod returns the greatest common divisor of a and b modulo a prime, led by 1. It
// changes both. The lead of b is not 0.
func gcdMod(a, b []uint64, prime uint64) []uint64 {
	for len(b) > 0 {
		inverse := powMod(b[len(b)-1], prime-2, prime)
		for len(a) >= len(b) {
			factor := mulMod(a[len(a)-1], inverse, prime)
			low := a[len(a)-len(b):]
			for i := range b {
				low[i] = (low[i] + prime - mulMod(b[i], factor, prime)) % prime
			}
			a = trimMod(a)
		}
		a, b = b, a
	}
	inverse := powMod(a[len(a)-1], prime-2, prime)
	for i := range a {
		a[i] = mulMod(a[i], inverse, prime)
	}
	return a
}

func trimMod(a []uint64) []uint64 {
	for len(a) > 0 && a[len(a)-1] == 0 {
		a = a[:len(a)-1]
	}
	return a
}

func mod(x *big.Int, prime uint64) uint64 {
	var m big.Int
	return m.Mod(x, new(big.Int).SetUint64(prime)).Uint64()
}

func mulMod(a, b, prime uint64) uint64 {
	high, low := bits.Mul64(a, b)
	_, remainder := bits.Div64(high, low, prime)
	return remainder
}

func powMod(base, exponent, prime uint64) uint64 {
	power := uint64(1)
	for ; exponent > 0; exponent >>= 1 {
		if exponent&1 == 1 {
			power = mulMod(power, base, prime)
		}
		base = mulMod(base, base, prime)
	}
	return power
}

// firstPrime is 2^61 − 1, a Mersenne prime.
func firstPrime() uint64 { return 1<<61 - 1 }

// primeBelow returns the largest prime below an odd number. The test of math/big is
// certain below 2^64.
func primeBelow(n uint64) uint64 {
	for n -= 2; !new(big.Int).SetUint64(n).ProbablyPrime(0); n -= 2 {
	}
	return n
}
