package exact

import (
	"fmt"
	"math/big"
	"testing"

	"github.com/shopspring/decimal"
)

// BenchmarkAllocate splits 100.00 among different weights at every turn, the way
// a score is split among the questions of a topic.
func BenchmarkAllocate(b *testing.B) {
	for _, n := range []int{3, 4, 6, 10, 40, 1000} {
		turns := max(10_000/n, 1)
		weights := spread(turns * n)
		shares := make([]int64, n)
		b.Run(fmt.Sprintf("ints/n=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			turn := 0
			for b.Loop() {
				AllocateInto(shares, 10_000, weights[turn*n:][:n])
				turn = (turn + 1) % turns
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/weight")
		})
		decimals := make([]decimal.Decimal, turns*n)
		for i, weight := range weights {
			decimals[i] = decimal.New(weight, -4)
		}
		b.Run(fmt.Sprintf("decimals/n=%d", n), func(b *testing.B) {
			b.ReportAllocs()
			turn := 0
			for b.Loop() {
				Allocate(decimal.New(100, 0), decimals[turn*n:][:n], 2)
				turn = (turn + 1) % turns
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(n), "ns/weight")
		})
	}
}

func BenchmarkInt64(b *testing.B) {
	for _, tt := range []struct{ name, number string }{
		{"usual", "1234.56"},
		{"trailing-zeros", "1.1000000"},
	} {
		d := decimal.RequireFromString(tt.number)
		b.Run(tt.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				Int64(d, 2)
			}
		})
		b.Run(tt.name+"/decimal", func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if scaled := d.Shift(2); scaled.IsInteger() {
					_ = scaled.IntPart()
				}
			}
		})
	}
}

func BenchmarkFits(b *testing.B) {
	d := decimal.RequireFromString("1234.56")
	b.ReportAllocs()
	for b.Loop() {
		Fits(d, 15, 6)
	}
}

// BenchmarkFixed fills a column of a result: ns/op is the time of 1,000.
func BenchmarkFixed(b *testing.B) {
	column := make([]decimal.Decimal, 1000)
	for _, tt := range []struct {
		name string
		fill func(i int) decimal.Decimal
	}{
		{"shared", func(i int) decimal.Decimal { return Fixed(int64(7*i), 2) }},
		{"decimal", func(i int) decimal.Decimal { return decimal.New(int64(7*i), -2) }},
	} {
		b.Run(tt.name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				for i := range column {
					column[i] = tt.fill(i)
				}
			}
			b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(b.N)/float64(len(column)), "ns/number")
		})
	}
}

func BenchmarkRatioInt(b *testing.B) {
	b.ReportAllocs()
	for b.Loop() {
		RatioInt(617, 1234, 4)
	}
}

// BenchmarkPositiveRoots finds the roots of flows: of one change of sign, of many, and
// of many with double roots.
func BenchmarkPositiveRoots(b *testing.B) {
	flows := func(n int, draw func(i int) int64) polynomial {
		p := make(polynomial, n)
		for i := range p {
			p[n-1-i] = big.NewInt(draw(i))
		}
		return p
	}
	loan := flows(480, func(i int) int64 {
		if i == 0 {
			return -10_000_000_00
		}
		return int64(5_000_000 + 7919*i%100_000)
	})
	signs := func(n int) polynomial {
		state := uint64(7)
		return flows(n, func(int) int64 {
			state = state*6364136223846793005 + 1442695040888963407
			return int64(state>>33)%2_000_000_00 - 1_000_000_00
		})
	}
	for name, p := range map[string]polynomial{
		"flows=480/changes=1": loan, "flows=120/any": signs(120), "flows=480/any": signs(480),
		"flows=120/double": signs(118).times(poly(1, -2, 1)),
	} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if roots, certain := PositiveRoots(p); !certain || len(roots) == 0 {
					b.Fatal(roots, certain)
				}
			}
		})
	}
}
