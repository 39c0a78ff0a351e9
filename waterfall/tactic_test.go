package waterfall_test

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

func TestForecastMixProperty(t *testing.T) {
	for name, kind := range map[string]mixKind{
		"units": {}, "target": {target: true}, "units within": {within: true}, "target within": {target: true, within: true},
	} {
		t.Run(name, func(t *testing.T) {
			rapid.Check(t, func(t *rapid.T) {
				m := drawMix(t, kind)
				before := testkit.Copy(t, m)
				got, err := waterfall.ForecastMix(m)
				if err != nil {
					t.Fatal(err)
				}
				if diff := testkit.Diff(oracleMix(m), got); diff != "" {
					t.Fatalf("(-oracle +got):\n%s", diff)
				}
				if diff := testkit.Diff(before, m); diff != "" {
					t.Fatalf("the mix was changed (-before +after):\n%s", diff)
				}
			})
		})
	}
}
