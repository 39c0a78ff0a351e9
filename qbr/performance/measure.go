package performance

import (
	"cmp"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// Measure sets what a partner sold beside its plan, as of a day: in the quarter
// that is reviewed and in the year to date, by product and in total, with the pace of a
// running period, growth, trend and what falls to the quarters left.
//
// The error is a [*partnermath.ValidationError] with paths below "policy", "sales" and
// "asOf": faults of the policy, a month that is not one of the reviewed year or of the
// MaxYearsBack before it, a product of a month that is given twice, a plan below 0, an
// amount finer than the currency or beyond 10^14, and an asOf before the quarter.
func Measure(policy Policy, sales []SalesMonth, asOf partnermath.Date) (Report, error) {
	var faults partnermath.ValidationError
	faults.Merge("policy", policy.Validate())
	places, _ := partnermath.MinorUnits(policy.Currency)
	checkSales(&faults, sales, policy.Quarter.Year, places)
	quarter := policy.Calendar.Quarter(policy.Quarter.Year, policy.Quarter.Number)
	switch {
	case asOf.IsZero():
		faults.Add("asOf", "required", "must be given")
	case !quarter.IsZero() && asOf.Before(quarter.Start):
		faults.Addf("asOf", "order", "must not be before the quarter, which starts on %s, got %s", quarter.Start, asOf)
	}
	if err := faults.Err(); err != nil {
		return Report{}, err
	}
	b := salesBook{policy: &policy, asOf: asOf, places: places, months: make(map[string]map[fiscalMonth]soldMonth)}
	for i := range sales {
		m := &sales[i]
		if b.months[m.Product] == nil {
			b.months[m.Product] = make(map[fiscalMonth]soldMonth)
		}
		b.months[m.Product][fiscalMonth{m.Year, m.Month}] = b.sold(m)
	}
	b.products = slices.Sorted(maps.Keys(b.months))
	r := Report{Currency: policy.Currency, Quarter: policy.Quarter, AsOf: asOf, Total: b.line(b.products), Products: make([]Line, 0, len(b.products))}
	for _, product := range b.products {
		line := b.line([]string{product})
		line.Product = product
		r.Products = append(r.Products, line)
	}
	r.Quarters, r.Trend = b.quarters(sales)
	r.Left = b.left(&r.Total)
	return r, nil
}

func checkSales(faults *partnermath.ValidationError, sales []SalesMonth, reviewed int, places int32) {
	if len(sales) > MaxSalesMonths {
		faults.Addf("sales", "length", "must have a length of at most %d, got %d", MaxSalesMonths, len(sales))
		return
	}
	type key struct {
		product     string
		year, month int
	}
	first := make(map[key]int, len(sales))
	money := check.Number{AtLeast: partnermath.Int(-maxAmount), AtMost: partnermath.Int(maxAmount), Digits: partnermath.MaxDigits, Places: places}
	plan := money
	plan.AtLeast = partnermath.Int(0)
	for i := range sales {
		if faults.Truncated {
			return
		}
		m := &sales[i]
		at := func(field string) check.Place { return check.Place{List: "sales", Index: i, Field: field} }
		check.IDAt(faults, at("product"), m.Product)
		if low := max(reviewed-MaxYearsBack, 1); m.Year < low || m.Year > reviewed {
			faults.Addf(at("year").String(), "range", "must be from %d to the reviewed year %d, got %d", low, reviewed, m.Year)
		}
		if m.Month < 1 || m.Month > months {
			faults.Addf(at("month").String(), "range", "must be from 1 to 12, got %d", m.Month)
		}
		k := key{m.Product, m.Year, m.Month}
		if before, again := first[k]; again {
			faults.Addf(at("product").String(), "unique", "%.40q of month %d of %d stands at sales[%d]", m.Product, m.Month, m.Year, before)
		} else {
			first[k] = i
		}
		plan.CheckNull(faults, at("plan"), m.Plan)
		money.CheckNull(faults, at("sourced"), m.Sourced)
		money.CheckNull(faults, at("influenced"), m.Influenced)
		money.CheckNull(faults, at("attached"), m.Attached)
	}
}

// maxAmount bounds an amount of a month, so that no sum of [MaxSalesMonths] leaves the
// bounds of a number.
const maxAmount = 100_000_000_000_000

// fiscalMonth is a month of a fiscal year.
type fiscalMonth struct{ year, month int }

// back returns the month so many years and months before.
func (m fiscalMonth) back(n int) fiscalMonth {
	at := m.year*months + m.month - 1 - n
	return fiscalMonth{at / months, at%months + 1}
}

// salesBook is the sales of a partner, by product and month.
type salesBook struct {
	policy   *Policy
	asOf     partnermath.Date
	places   int32
	products []string
	months   map[string]map[fiscalMonth]soldMonth
}

// soldMonth is a month of a product, with what of it counts towards the plan.
type soldMonth struct{ plan, sourced, influenced, attached, counted units }

// units are an amount in minor units. That of a month fits, even of all involvements together.
type units struct {
	amount  int64
	isKnown bool
}

func (b *salesBook) unitsOf(n decimal.NullDecimal) units {
	amount, _ := exact.Int64(n.Decimal, b.places)
	return units{amount, n.Valid}
}

// sold reads a month. What counts is not known where part of it is not.
func (b *salesBook) sold(m *SalesMonth) soldMonth {
	sum := units{isKnown: true}
	for _, involvement := range b.policy.Counts {
		part := b.unitsOf(m.of(involvement))
		sum.amount += part.amount
		sum.isKnown = sum.isKnown && part.isKnown
	}
	return soldMonth{b.unitsOf(m.Plan), b.unitsOf(m.Sourced), b.unitsOf(m.Influenced), b.unitsOf(m.Attached), sum}
}

// span is months of a fiscal year, both included.
type span struct{ first, last fiscalMonth }

func (s span) each(visit func(fiscalMonth)) {
	for m := s.first; ; m = m.back(-1) {
		visit(m)
		if m == s.last {
			return
		}
	}
}

func (s span) back(n int) span { return span{s.first.back(n), s.last.back(n)} }

func quarterSpan(q partnermath.Quarter) span {
	return span{fiscalMonth{q.Year, q.Number*3 - 2}, fiscalMonth{q.Year, q.Number * 3}}
}

func (b *salesBook) period(s span) partnermath.Period {
	c := &b.policy.Calendar
	return partnermath.Period{Start: c.Month(s.first.year, s.first.month).Start, End: c.Month(s.last.year, s.last.month).End}
}

func (b *salesBook) line(products []string) Line {
	quarter := quarterSpan(b.policy.Quarter)
	year := span{fiscalMonth{b.policy.Quarter.Year, 1}, quarter.last}
	line := Line{Quarter: b.performance(products, quarter), YearToDate: b.performance(products, year)}
	q := &line.Quarter
	q.Before = b.actual(products, quarter.back(3))
	if !q.Running {
		q.Growth = growth(q.Actual, q.Before)
	}
	return line
}

// performance works out what the products bring in some months.
func (b *salesBook) performance(products []string, s span) Figures {
	p := Figures{Period: b.period(s), Plan: b.sum(products, s, planned)}
	p.Running = b.asOf.Before(p.Period.End.AddDays(-1))
	begun := s
	for begun.last != begun.first && b.policy.Calendar.Month(begun.last.year, begun.last.month).Start.After(b.asOf) {
		begun.last = begun.last.back(1)
	}
	p.Actual = b.actual(products, begun)
	p.Sourced = b.sum(products, begun, sourced)
	p.Influenced = b.sum(products, begun, influenced)
	p.Attached = b.sum(products, begun, attached)
	for _, product := range products {
		begun.each(func(m fiscalMonth) {
			if !b.months[product][m].counted.isKnown {
				p.Unreported++
			}
		})
	}
	p.Attainment = exact.RatioNull(p.Actual, p.Plan, exact.RatioPlaces)
	p.Variance = minus(p.Actual, p.Plan)
	if p.YearAgo = b.actual(products, s.back(months)); !p.Running {
		p.YearGrowth = growth(p.Actual, p.YearAgo)
	}
	if floor := b.policy.Floor; floor.Valid && p.Plan.Valid {
		p.Floor = decimal.NewNullDecimal(exact.Round(p.Plan.Decimal.Mul(floor.Decimal), b.places))
	}
	if !p.Running {
		p.Status = HigherIsBetter.Judge(p.Actual, p.Plan, p.Floor)
		return p
	}
	pace := b.policy.Pacing.pace(&b.policy.Calendar, p.Period, b.asOf, p.Plan, p.Floor, p.Actual, b.places)
	p.Pace, p.Status = &pace, HigherIsBetter.Judge(p.Actual, pace.Due, pace.FloorDue)
	return p
}

func planned(m soldMonth) units    { return m.plan }
func sourced(m soldMonth) units    { return m.sourced }
func influenced(m soldMonth) units { return m.influenced }
func attached(m soldMonth) units   { return m.attached }
func counted(m soldMonth) units    { return m.counted }

// actual is what counts of the products in some months.
func (b *salesBook) actual(products []string, s span) decimal.NullDecimal {
	return b.sum(products, s, counted)
}

// sum adds a figure up over products and months, undefined where there is no product, and
// where the figure of one is not known.
func (b *salesBook) sum(products []string, s span, figure func(soldMonth) units) decimal.NullDecimal {
	var sum exact.Sum
	isKnown := len(products) > 0
	for _, product := range products {
		months := b.months[product]
		s.each(func(at fiscalMonth) {
			one := figure(months[at]) // not known of a month that is not there
			sum.Add(one.amount)
			isKnown = isKnown && one.isKnown
		})
	}
	if !isKnown {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(sum.Decimal(b.places))
}

// quarters returns the totals of the quarters through the reviewed one, and their trend.
func (b *salesBook) quarters(sales []SalesMonth) ([]QuarterRevenue, Trend) {
	first := b.policy.Quarter
	for i := range sales {
		of := partnermath.Quarter{Year: sales[i].Year, Number: (sales[i].Month + 2) / 3}
		if of.Since(first) < 0 {
			first = of
		}
	}
	var all []QuarterRevenue
	var known []decimal.NullDecimal
	for i := range b.policy.Quarter.Since(first) + 1 {
		q := first.Add(i)
		one := QuarterRevenue{Quarter: q}
		if span := quarterSpan(q); !b.asOf.Before(b.period(span).End.AddDays(-1)) {
			one.Actual = b.actual(b.products, span)
		}
		all, known = append(all, one), append(known, one.Actual)
	}
	return all, Follow(known, b.places)
}

// left spreads what remains of the year over the quarters that are left. What a running
// quarter is still to bring is its own, and none of theirs.
func (b *salesBook) left(total *Line) []QuarterTarget {
	var left []QuarterTarget
	remaining := minus(total.YearToDate.Plan, plus(total.YearToDate.Actual, total.Quarter.ahead()))
	var plans []decimal.Decimal
	for q := b.policy.Quarter.Add(1); q.Year == b.policy.Quarter.Year; q = q.Add(1) {
		plan := b.sum(b.products, quarterSpan(q), planned)
		left = append(left, QuarterTarget{Quarter: q, Plan: plan})
		plans, remaining = append(plans, plan.Decimal), plus(remaining, plan)
	}
	spread := cmp.Or(b.policy.Spread, SpreadEvenly)
	if spread == SpreadWithoutShortfall {
		for i := range left {
			left[i].Target = left[i].Plan
		}
		return left
	}
	if !remaining.Valid || len(left) == 0 {
		return left
	}
	if spread == SpreadEvenly || decimal.Sum(decimal.Decimal{}, plans...).IsZero() {
		for i := range plans {
			plans[i] = decimal.NewFromInt(1)
		}
	}
	parts := exact.Allocate(decimal.Max(remaining.Decimal, decimal.Decimal{}), plans, b.places)
	for i := range left {
		left[i].Target = decimal.NewNullDecimal(parts[i])
	}
	return left
}

// ahead is what of the plan of a period is not due yet: 0 of one that is over.
func (f *Figures) ahead() decimal.NullDecimal {
	if f.Pace == nil {
		return partnermath.Int(0)
	}
	return minus(f.Plan, f.Pace.Due)
}

func plus(a, b decimal.NullDecimal) decimal.NullDecimal {
	if !a.Valid || !b.Valid {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(a.Decimal.Add(b.Decimal))
}

func minus(a, b decimal.NullDecimal) decimal.NullDecimal {
	if !a.Valid || !b.Valid {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(a.Decimal.Sub(b.Decimal))
}

// growth is (now − before) ÷ before, undefined unless before is above 0.
func growth(now, before decimal.NullDecimal) decimal.NullDecimal {
	if !before.Valid || !before.Decimal.IsPositive() {
		return decimal.NullDecimal{}
	}
	return exact.RatioNull(minus(now, before), before, exact.RatioPlaces)
}
