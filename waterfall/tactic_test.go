package waterfall_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/waterfall"
)

func TestForecastMixProperty(t *testing.T) {
	for name, kind := range map[string]mixKind{
		"units": {}, "target": {target: true}, "units within": {within: true}, "target within": {target: true, within: true},
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				m := drawMix(t, kind)
				before := cloneOf(t, m)
				got, err := waterfall.ForecastMix(m)
				if err != nil {
					t.Fatal(err)
				}
				if diff := diffText(t, oracleMix(m), got); diff != "" {
					t.Fatalf("(-oracle +got):\n%s", diff)
				}
				if diff := diffText(t, before, m); diff != "" {
					t.Fatalf("the mix was changed (-before +after):\n%s", diff)
				}
			})
		})
	}
}
