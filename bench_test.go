package partnermath_test

import (
	"encoding/json"
	"strings"
	"testing"

	"github.com/partnermath/partnermath"
)

// BenchmarkDecode reads a tier table of 100 steps, and beside it encoding/json does.
func BenchmarkDecode(b *testing.B) {
	text := []byte(`{"method": "stepped", "steps": [{"from": "0", "rate": "0.10"}` +
		strings.Repeat(`, {"from": "1000.50", "rate": "0.15", "flat": 12}`, partnermath.MaxSteps-1) + `]}`)
	for name, read := range map[string]func([]byte, any) error{"decode": partnermath.Decode, "encoding-json": json.Unmarshal} {
		b.Run(name, func(b *testing.B) {
			b.SetBytes(int64(len(text)))
			b.ReportAllocs()
			for b.Loop() {
				var tiers partnermath.Tiers
				if err := read(text, &tiers); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
