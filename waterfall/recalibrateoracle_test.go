package waterfall_test

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// oracleRecalibrated is the new conversion, and the weight of what was observed.
func oracleRecalibrated(kind waterfall.WorksheetLineKind, old, volume, converted, k decimal.Decimal) (conversion, weight string) {
	if volume.IsZero() {
		return old.String(), "0"
	}
	all := plus(testkit.Rat(volume), testkit.Rat(k))
	weight = rounded(over(testkit.Rat(volume), all), 4)
	if kind == waterfall.LinePer {
		return rounded(over(all, plus(over(testkit.Rat(k), testkit.Rat(old)), testkit.Rat(converted))), 8), weight
	}
	return rounded(over(plus(times(testkit.Rat(k), testkit.Rat(old)), testkit.Rat(converted)), all), 8), weight
}
