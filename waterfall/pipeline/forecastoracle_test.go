package pipeline_test

import (
	"fmt"
	"math/big"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// oracleAccuracy is what accuracyText says of forecasts, by the definitions.
func oracleAccuracy(all []pipeline.PartnerForecast) string {
	committed, landed, off := new(big.Rat), new(big.Rat), new(big.Rat)
	count := 0
	for _, f := range all {
		if f.Committed.Valid && f.Landed.Valid {
			count++
			c, l := testkit.Rat(f.Committed.Decimal), testkit.Rat(f.Landed.Decimal)
			committed.Add(committed, c)
			landed.Add(landed, l)
			off.Add(off, new(big.Rat).Abs(new(big.Rat).Sub(l, c)))
		}
	}
	bias := new(big.Rat).Sub(landed, committed)
	return fmt.Sprintf("%d+%d committed %s landed %s error %s absolute %s bias %s wape %s", count, len(all)-count,
		cents(committed), cents(landed), cents(bias), cents(off), shownNull(oracleRatio(bias, committed, 4)), shownNull(oracleRatio(off, committed, 4)))
}
