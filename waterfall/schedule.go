package waterfall

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/waterfall/internal/ruler"
)

// Timetable is the target of a year, spread. Its quarters add up to the total, its months
// to their quarters, and its weeks to the total; under a week pattern also to their
// months. The slots of a [partnermath.FiscalDay] are Quarters[Quarter-1],
// Months[Month-1] and Weeks[Week-1]. The zero Timetable is that of no year.
type Timetable struct {
	Year     int                `json:"year"`
	Period   partnermath.Period `json:"period"`
	Currency string             `json:"currency,omitempty"`
	Total    decimal.Decimal    `json:"total"`
	Spread   CadenceSpread      `json:"spread"`
	// WorkingDays is the number of those in the year, counted for SpreadWorkingDays.
	WorkingDays int `json:"workingDays,omitempty"`

	Quarters []TimetableSlot `json:"quarters"`
	Months   []TimetableSlot `json:"months"`
	Weeks    []TimetableSlot `json:"weeks"`
}

// TimetableSlot is a quarter, a month or a week of a [Timetable], and what falls to it. The
// zero TimetableSlot is none.
type TimetableSlot struct {
	// Number is 1 to 4 for a quarter, 1 to 12 for a month, 1 to 53 for a week.
	Number int                `json:"number"`
	Period partnermath.Period `json:"period"`
	// WorkingDays is the number of those in the period, counted for SpreadWorkingDays
	// and 0 otherwise. JSON leaves a 0 out.
	WorkingDays int             `json:"workingDays,omitempty"`
	Amount      decimal.Decimal `json:"amount"`
}

// Schedule spreads the target of a year over its quarters, months and weeks by rounding
// cumulative sums to the nearest, half away from zero:
//
//	amount = round(total × W(end) ÷ W) − round(total × W(start) ÷ W)
//
// in units, where W(start) and W(end) are the weights that lie before the period and
// before what follows it, and W is that of the year. So what falls before any day is at
// most half a unit away from its exact share, every amount less than a unit, and
// the parts of a period add up to it: 12,600 over 52 weeks is 36 weeks of 242 and 16 of 243,
// and every 13 of them make 3,150. The units are the minor units of the currency.
// Without one they are whole when the total is, and else ten-thousandths.
//
// The weight of a period is
//
//	even           its weeks, under a week pattern; its months, under calendar months
//	working-days   its working days
//	season, of 4   the weights of its quarters; weight ÷ weeks of the quarter for each
//	               week, weight ÷ 3 for each calendar month
//	season, of 12  the weights of its months; weight ÷ weeks of the month for each week
//
// In a year of 53 weeks the leap month of the calendar, and its quarter, have one more
// week.
//
// The weeks of a year of calendar months lie across its months (see
// [partnermath.Calendar]). They are a second division of the year, which adds up to
// the total and not to months. There the weight of a week is
//
//	even           its days
//	working-days   its working days
//	season         for each of its days, weight of the month ÷ days of the month
//
// The error is a [*partnermath.ValidationError] with paths below "cadence" and
// "target". It lists every rule that the two break; a year without a single working
// day breaks one when they are to be spread over.
func Schedule(c Cadence, t YearTarget) (Timetable, error) {
	var faults partnermath.ValidationError
	faults.Merge("cadence", c.Validate())
	faults.Merge("target", t.Validate())
	if err := faults.Err(); err != nil {
		return Timetable{}, err
	}
	year := divide(c.Calendar, t.Year)
	days, weekly := c.rulers(&year)
	if days.Whole() == 0 {
		faults.Addf("cadence.workingDays", "sum", "must leave a working day in the year %d", t.Year)
		return Timetable{}, faults.Err()
	}
	units, places := t.units()
	cut := cutter{ruler.NewCutter(units, places), c.Spread == SpreadWorkingDays}
	whole := cut.slot(days, 1, year.period)
	return Timetable{
		Year: t.Year, Period: year.period, Currency: t.Currency, Total: whole.Amount,
		Spread: cmp.Or(c.Spread, SpreadEven), WorkingDays: whole.WorkingDays,
		Quarters: cut.slots(days, year.quarters),
		Months:   cut.slots(days, year.months),
		Weeks:    cut.slots(weekly, year.weeks),
	}, nil
}

// division is a fiscal year and its parts.
type division struct {
	period                  partnermath.Period
	quarters, months, weeks []partnermath.Period
}

func divide(c partnermath.Calendar, year int) division {
	d := division{
		period:   c.Year(year),
		quarters: make([]partnermath.Period, 0, 4),
		months:   make([]partnermath.Period, 0, 12),
		weeks:    make([]partnermath.Period, 0, 53),
	}
	for month := 1; month <= 12; month++ {
		d.months = append(d.months, c.Month(year, month))
		if month%3 == 0 {
			d.quarters = append(d.quarters, partnermath.Period{Start: d.months[month-3].Start, End: d.months[month-1].End})
		}
	}
	for week := range c.Units(d.period.Start, partnermath.UnitWeek) {
		if !week.Start.Before(d.period.End) {
			break
		}
		d.weeks = append(d.weeks, week)
	}
	return d
}

// rulers returns the ruler for quarters and months, and that for weeks.
func (c Cadence) rulers(year *division) (days, weekly ruler.Ruler) {
	monthly := c.Calendar.Pattern == "" || c.Calendar.Pattern == partnermath.PatternMonths
	switch {
	case c.Spread == SpreadWorkingDays:
		days = ruler.WorkingDays(year.period, c.WorkingDays)
	case c.Spread == SpreadSeason:
		days = seasonRuler(year, c.Season, monthly)
	case monthly:
		return ruler.Spans(year.months, slices.Repeat([]int64{1}, 12)), ruler.Spans([]partnermath.Period{year.period}, []int64{1})
	default:
		days = ruler.Spans([]partnermath.Period{year.period}, []int64{1})
	}
	return days, days
}

// seasonRuler gives each calendar month of a quarter the weight of the quarter, since
// they share it evenly whatever their days; W has it three times, too.
func seasonRuler(year *division, season []decimal.Decimal, monthly bool) ruler.Ruler {
	weights := make([]int64, 0, 12)
	for _, weight := range season {
		scaled, _ := exact.Int64(weight, seasonPlaces)
		weights = append(weights, scaled)
		if monthly && len(season) == 4 {
			weights = append(weights, scaled, scaled)
		}
	}
	if len(weights) == 12 {
		return ruler.Spans(year.months, weights)
	}
	return ruler.Spans(year.quarters, weights)
}

// cutter cuts slots out of the total.
type cutter struct {
	ruler.Cutter
	counts bool // the weights of days count working days
}

func (c *cutter) slots(r ruler.Ruler, periods []partnermath.Period) []TimetableSlot {
	slots := make([]TimetableSlot, len(periods))
	for i, period := range periods {
		slots[i] = c.slot(r, i+1, period)
	}
	return slots
}

func (c *cutter) slot(r ruler.Ruler, number int, p partnermath.Period) TimetableSlot {
	slot := TimetableSlot{Number: number, Period: p, Amount: c.Cut(r, p)}
	if c.counts {
		slot.WorkingDays = int(r.Weight(p))
	}
	return slot
}
