package waterfall_test

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall"
)

// A channel manager asks for leads week by week. The first month of the fiscal
// year has 4 weeks; the holidays make two of them short.
func ExampleSchedule() {
	cadence := waterfall.Cadence{
		Calendar: partnermath.Calendar{
			Pattern:   partnermath.Pattern445,
			YearStart: partnermath.YearStart{Weekday: partnermath.Monday},
		},
		Spread: waterfall.SpreadWorkingDays,
		WorkingDays: partnermath.WorkingDays{Holidays: []partnermath.Date{
			partnermath.NewDate(2026, 1, 1), partnermath.NewDate(2026, 1, 19), partnermath.NewDate(2026, 12, 25),
		}},
	}
	table, err := waterfall.Schedule(cadence, waterfall.YearTarget{Year: 2026, Total: decimal.NewFromInt(12600)})
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println("year", table.Total, "quarter", table.Quarters[0].Amount, "month", table.Months[0].Amount)
	for _, week := range table.Weeks[:4] {
		fmt.Println(week.Period, week.WorkingDays, "days", week.Amount)
	}
	// Output:
	// year 12600 quarter 3029 month 865
	// 2025-12-29 to 2026-01-04 4 days 192
	// 2026-01-05 to 2026-01-11 5 days 240
	// 2026-01-12 to 2026-01-18 5 days 241
	// 2026-01-19 to 2026-01-25 4 days 192
}
