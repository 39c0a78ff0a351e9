package waterfall_test

import (
	"math/big"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// The oracle works a mix out in fractions from what the documentation of the
// types says. It takes valid input.

func oracleMix(m waterfall.Mix) waterfall.MixForecast {
	p := waterfall.MixForecast{Currency: m.Currency}
	var lines []waterfall.MarketingReturn
	for _, t := range m.Tactics {
		planned := oracleTactic(m, t, oracleUnits(m, t))
		p.Tactics = append(p.Tactics, planned)
		lines = append(lines, planned.Return)
	}
	p.Total = oracleTotal(m, lines)
	p.Rates = oracleRates(p.Total.Outcome)
	return p
}

func oracleReach(t waterfall.Tactic) *big.Rat {
	if t.Reach.Valid {
		return testkit.Rat(t.Reach.Decimal)
	}
	return one()
}

// oracleUnits are stated, or target × share ÷ (conversions × reach).
func oracleUnits(m waterfall.Mix, t waterfall.Tactic) *big.Rat {
	if !m.Target.Valid {
		return testkit.Rat(t.Units.Decimal)
	}
	units := times(testkit.Rat(m.Target.Decimal), testkit.Rat(t.Share.Decimal))
	if units.Sign() == 0 {
		return units
	}
	each := oracleReach(t)
	for _, s := range t.Funnel.Stages {
		each = times(each, conversionRat(s))
		if s.CountsAs == m.Stage {
			break
		}
	}
	return over(units, each)
}

func oracleTactic(m waterfall.Mix, t waterfall.Tactic, units *big.Rat) waterfall.TacticForecast {
	p := waterfall.TacticForecast{
		ID: t.ID, Name: t.Name, Period: t.Period, Units: testkit.RoundHalfAway(units, 4),
		OverCapacity: t.Capacity.Valid && units.Cmp(testkit.Rat(t.Capacity.Decimal)) > 0,
	}
	if m.Target.Valid {
		p.Share = t.Share
	}
	places := minorPlaces(m.Currency)
	count := times(units, oracleReach(t))
	o := partnermath.Outcome{Currency: m.Currency}
	for _, s := range t.Funnel.Stages {
		count = times(count, conversionRat(s))
		shown := testkit.RoundHalfAway(count, 4)
		p.Stages = append(p.Stages, waterfall.TacticStage{ID: s.ID, Name: s.Name, CountsAs: s.CountsAs, Count: shown})
		oracleSet(&o, s.CountsAs, decimal.NewNullDecimal(shown))
		value := roundedNull(times(count, testkit.Rat(t.Funnel.DealSize.Decimal)), places)
		if t.Funnel.DealSize.Valid && (s.CountsAs == partnermath.StageOpportunity || s.CountsAs == partnermath.StageMGO) {
			o.Pipeline = value // that of the opportunities, which come after the MGOs
		}
	}
	if t.Funnel.DealSize.Valid {
		o.Revenue = roundedNull(times(count, testkit.Rat(t.Funnel.DealSize.Decimal)), places)
		if t.Funnel.MarginRate.Valid {
			o.Margin = roundedNull(times(testkit.Rat(o.Revenue.Decimal), testkit.Rat(t.Funnel.MarginRate.Decimal)), places)
		}
	}
	cost := new(big.Rat)
	if units.Sign() > 0 {
		cost = plus(testkit.Rat(orZero(t.FixedCost)), times(units, testkit.Rat(orZero(t.UnitCost))))
	}
	p.Return = waterfall.MarketingReturn{Cost: testkit.RoundHalfAway(cost, places), Outcome: o}
	if !m.Within.IsZero() {
		p.Return.Within = oracleWithin(m, t, o, p.Stages)
	}
	oracleRatios(&p.Return, places)
	return p
}

func oracleSet(o *partnermath.Outcome, stage partnermath.Stage, n decimal.NullDecimal) {
	for i, figure := range oracleFigures(o)[:9] {
		if partnermath.Stages()[i] == stage {
			*figure = n
		}
	}
}

// oracleFigures are the counts in the order of the stages, then the amounts.
func oracleFigures(o *partnermath.Outcome) []*decimal.NullDecimal {
	return []*decimal.NullDecimal{
		&o.Recipients, &o.Inquiries, &o.Leads, &o.MQLs, &o.SALs, &o.SQLs, &o.MGOs, &o.Opportunities, &o.Won,
		&o.Pipeline, &o.Revenue, &o.Margin,
	}
}

func oracleRatios(r *waterfall.MarketingReturn, places int32) {
	ratio := func(num, den decimal.NullDecimal, places int32) decimal.NullDecimal {
		if !num.Valid || !den.Valid || den.Decimal.IsZero() {
			return decimal.NullDecimal{}
		}
		return roundedNull(over(testkit.Rat(num.Decimal), testkit.Rat(den.Decimal)), places)
	}
	cost := decimal.NewNullDecimal(r.Cost)
	r.CostPerLead = ratio(cost, r.Outcome.Leads, places)
	r.CostPerMGO = ratio(cost, r.Outcome.MGOs, places)
	r.RevenueMultiple = ratio(r.Outcome.Revenue, cost, 4)
	gain := decimal.NullDecimal{Decimal: r.Outcome.Margin.Decimal.Sub(r.Cost), Valid: r.Outcome.Margin.Valid}
	r.MarginROI = ratio(gain, cost, 4)
}

func oracleTotal(m waterfall.Mix, lines []waterfall.MarketingReturn) waterfall.MarketingReturn {
	var total waterfall.MarketingReturn
	var outcomes, within []partnermath.Outcome
	for _, r := range lines {
		total.Cost = total.Cost.Add(r.Cost)
		outcomes, within = append(outcomes, r.Outcome), append(within, r.Within)
	}
	total.Outcome = oracleSum(outcomes)
	if !m.Within.IsZero() {
		total.Within = oracleSum(within)
	}
	oracleRatios(&total, minorPlaces(m.Currency))
	return total
}

func oracleSum(outcomes []partnermath.Outcome) partnermath.Outcome {
	sum := partnermath.Outcome{}
	for i, figure := range oracleFigures(&sum) {
		all := decimal.NewNullDecimal(decimal.Decimal{})
		for j := range outcomes {
			part := *oracleFigures(&outcomes[j])[i]
			all.Valid = all.Valid && part.Valid
			all.Decimal = all.Decimal.Add(part.Decimal)
			if outcomes[j].Currency != "" {
				sum.Currency = outcomes[j].Currency
			}
		}
		if all.Valid {
			*figure = all
		}
	}
	return sum
}

// oracleRates are those from each known stage to the next known one.
func oracleRates(o partnermath.Outcome) []partnermath.Conversion {
	var rates []partnermath.Conversion
	last := -1
	figures := oracleFigures(&o)
	for i, stage := range partnermath.Stages() {
		if !figures[i].Valid {
			continue
		}
		if last >= 0 {
			rate := partnermath.Conversion{From: partnermath.Stages()[last], To: stage}
			if !figures[last].Decimal.IsZero() {
				rate.Rate = roundedNull(over(testkit.Rat(figures[i].Decimal), testkit.Rat(figures[last].Decimal)), 4)
			}
			rates = append(rates, rate)
		}
		last = i
	}
	return rates
}

// oracleWithin walks the days of the tactic: each is an equal part of what enters,
// in the unit of the calendar that it lies in, and lags move it to later units.
func oracleWithin(m waterfall.Mix, t waterfall.Tactic, o partnermath.Outcome, shown []waterfall.TacticStage) partnermath.Outcome {
	in := partnermath.Outcome{Currency: m.Currency}
	at := make(map[partnermath.Date]*big.Rat) // the parts, by the first day of the unit
	move := func(to map[partnermath.Date]*big.Rat, unit partnermath.Date, part *big.Rat) {
		if to[unit] == nil {
			to[unit] = new(big.Rat)
		}
		to[unit] = plus(to[unit], part)
	}
	days := make(map[partnermath.Date]int64)
	for d := t.Period.Start; d.Before(t.Period.End); d = d.AddDays(1) {
		days[oracleUnit(m.Calendar, t.Funnel.Unit, d).Start]++
	}
	for unit, n := range days {
		move(at, unit, big.NewRat(n, int64(t.Period.Days())))
	}
	var share decimal.Decimal // of the stage at hand
	part := func(published decimal.NullDecimal, places int32) decimal.NullDecimal {
		if !published.Valid {
			return published
		}
		return roundedNull(times(testkit.Rat(published.Decimal), testkit.Rat(share)), places)
	}
	places := minorPlaces(m.Currency)
	for i, s := range t.Funnel.Stages {
		if i > 0 && len(s.Lag) > 0 {
			later := make(map[partnermath.Date]*big.Rat)
			for unit, mass := range at {
				for _, share := range s.Lag {
					move(later, unit, times(mass, testkit.Rat(share)))
					unit = oracleUnit(m.Calendar, t.Funnel.Unit, unit).End
				}
			}
			at = later
		}
		inside := new(big.Rat)
		for unit, part := range at {
			if m.Within.Contains(unit) {
				inside = plus(inside, part)
			}
		}
		share = testkit.RoundHalfAway(inside, 12)
		shown[i].WithinShare = decimal.NewNullDecimal(share)
		for k, stage := range partnermath.Stages() {
			if stage == s.CountsAs {
				oracleSet(&in, stage, part(*oracleFigures(&o)[k], 4))
			}
		}
		if s.CountsAs == partnermath.StageOpportunity || s.CountsAs == partnermath.StageMGO {
			in.Pipeline = part(o.Pipeline, places)
		}
	}
	in.Revenue, in.Margin = part(o.Revenue, places), part(o.Margin, places)
	return in
}

// oracleUnit is the week, month or quarter of a day.
func oracleUnit(c partnermath.Calendar, unit partnermath.CalendarUnit, d partnermath.Date) partnermath.Period {
	place := c.Find(d)
	switch unit {
	case partnermath.UnitWeek:
		return c.Week(place.Year, place.Week)
	case partnermath.UnitQuarter:
		return c.Quarter(place.Year, place.Quarter)
	}
	return c.Month(place.Year, place.Month)
}

func roundedNull(r *big.Rat, places int32) decimal.NullDecimal {
	return decimal.NewNullDecimal(testkit.RoundHalfAway(r, places))
}
