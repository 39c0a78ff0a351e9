package promotion

import (
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

// draw draws a menu of three payouts, a proposal and a baseline, in a currency of any
// number of decimals.
func draw(t *rapid.T) (Menu, Proposal, Baseline) {
	m, b := menu(), baseline("")
	m.Currency = rapid.SampledFrom([]string{"USD", "JPY", "KWD"}).Draw(t, "currency")
	places, _ := partnermath.MinorUnits(m.Currency)
	amount := func(name string, most int64) decimal.NullDecimal {
		return nullOf(testkit.Decimal(0, most, places).Draw(t, name))
	}
	m.MarginRate = nullOf(testkit.Decimal(0, 1, 3).Draw(t, "margin"))
	m.MinimumROI = nullOf(decimal.New(rapid.Int64Range(-99, 500).Draw(t, "roi"), -2))
	m.MinimumAttainment = nullOf(decimal.New(rapid.Int64Range(1, 100).Draw(t, "attainment"), -2))
	// With little money a minor unit tells.
	most := rapid.SampledFrom([]int64{30, 300_000}).Draw(t, "most")
	m.FixedCost, m.MaxRepReward = amount("fixed", most/60), num("")
	m.Goals[0].Least, m.Goals[0].Most = num("0"), num("")
	m.Payouts[0].MaxPayout = num("")
	payout := rapid.SampledFrom(m.Payouts).Draw(t, "payout")
	steps := payout.Most.Decimal.Sub(payout.Least.Decimal).Mul(decimal.New(1, 8)).IntPart() / payout.Step.Decimal.Mul(decimal.New(1, 8)).IntPart()
	level := payout.Least.Decimal.Add(payout.Step.Decimal.Mul(decimal.New(rapid.Int64Range(0, steps).Draw(t, "level"), 0)))
	p := proposal("0")
	p.Payout, p.Level, p.RepReward = payout.ID, nullOf(level), amount("reward", most/300)
	p.Goals[0].Type = rapid.SampledFrom([]string{"growth", "volume"}).Draw(t, "goal")
	b.Quarters[0].Revenue = amount("baseline", most)
	p.Forecast[0].Outcome.Currency = m.Currency
	p.Forecast[0].Outcome.Revenue = nullOf(b.Quarters[0].Revenue.Decimal.Add(testkit.Decimal(0, most, places).Draw(t, "increment")))
	return m, p, b
}

func TestDecideProperty(t *testing.T) { rapid.Check(t, decideProperty) }

func decideProperty(t *rapid.T) {
	m, p, b := draw(t)
	before := testkit.JSON(t, []any{m, p, b})
	d, err := Decide(m, p, b)
	if err != nil {
		t.Fatal(err)
	}
	if again, err := Decide(m, p, b); err != nil || testkit.JSON(t, d) != testkit.JSON(t, again) || before != testkit.JSON(t, []any{m, p, b}) {
		t.Fatal("not pure")
	}
	if len(d.Misses) > 0 {
		t.Fatalf("misses %v", d.Misses)
	}
	places, _ := partnermath.MinorUnits(m.Currency)
	unit, times := decimal.New(1, -places), m.MinimumROI.Decimal.Add(one)
	fixed := m.FixedCost.Decimal.Add(p.RepReward.Decimal)
	for _, point := range []Point{d.Full, d.Lowest} {
		gain, payout, roi := point.Return.Decimal, point.Payout.Decimal, point.MarginROI
		meets := func(payout decimal.Decimal) bool {
			return gain.GreaterThanOrEqual(times.Mul(fixed.Add(payout)))
		}
		largest := point.LargestPayout
		if largest.Valid && (!meets(largest.Decimal) || meets(largest.Decimal.Add(unit))) || !largest.Valid && meets(decimal.Decimal{}) {
			t.Errorf("largest payout %v at %s", largest, point.Attainment.Decimal)
		}
		if point.Meets != meets(payout) || point.Meets != (largest.Valid && payout.LessThanOrEqual(largest.Decimal)) {
			t.Errorf("%s of %v meets: %t", payout, largest, point.Meets)
		}
		if least := m.MinimumROI.Decimal; roi.Valid && (point.Meets && roi.Decimal.LessThan(least) || !point.Meets && roi.Decimal.GreaterThan(least)) {
			t.Errorf("ROI %s of %s meets: %t", roi.Decimal, least, point.Meets)
		}
		if cost := fixed.Add(payout); !cost.Equal(point.Cost.Decimal) {
			t.Errorf("cost %s", point.Cost.Decimal)
		}
	}
	if approved := d.Full.Meets && d.Lowest.Meets; approved != (d.Status == Approved) || approved != (len(d.Reasons) == 0) {
		t.Errorf("%s %v", d.Status, d.Reasons)
	}
	counterProperty(t, m, p, b, &d)
	revenueProperty(t, m, p, b, &d)
}

// A counter-offer is approved, and the level above it is not. Without one, the lowest is not.
func counterProperty(t *rapid.T, m Menu, p Proposal, b Baseline, d *Decision) {
	payout := m.payout(p.Payout)
	at := func(level decimal.Decimal) Decision {
		p.Level = nullOf(level)
		d, err := Decide(m, p, b)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	switch d.Status {
	case ApprovedWithChanges:
		if got := at(d.Counter.Level.Decimal); got.Status != Approved || testkit.JSON(t, got.Lowest) != testkit.JSON(t, d.Counter.Lowest) {
			t.Errorf("the counter-offer %s is %s", d.Counter.Level.Decimal, got.Status)
		}
		if got := at(d.Counter.Level.Decimal.Add(payout.Step.Decimal)); got.Status == Approved {
			t.Errorf("the level above the counter-offer %s is approved too", d.Counter.Level.Decimal)
		}
	case Returned:
		if got := at(payout.Least.Decimal); got.Status != Returned {
			t.Errorf("returned, but the lowest level is %s", got.Status)
		}
	}
}

// The smallest revenue is approved, and what is approved is not below it, nor what is not above.
func revenueProperty(t *rapid.T, m Menu, p Proposal, b Baseline, d *Decision) {
	smallest := d.SmallestRevenue
	if approved := d.Status == Approved; approved != (smallest.Valid && smallest.Decimal.LessThanOrEqual(d.Full.Revenue.Decimal)) {
		t.Errorf("%s is %s, beside a smallest revenue of %v", d.Full.Revenue.Decimal, d.Status, smallest)
	}
	if !smallest.Valid || smallest.Decimal.GreaterThan(maxRevenue.Decimal) {
		return
	}
	p.Forecast = []QuarterOutcome{{q3, partnermath.Outcome{Currency: m.Currency, Revenue: smallest}}}
	again, err := Decide(m, p, b)
	if err != nil {
		t.Fatal(err)
	}
	if again.Status != Approved || again.SmallestRevenue.Decimal.GreaterThan(smallest.Decimal) {
		t.Errorf("%s is %s, beside a smallest revenue of %s", smallest.Decimal, again.Status, again.SmallestRevenue.Decimal)
	}
}

// With a return above 0, the ROI falls as the payout rises.
func TestROIFallsProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, p, b := draw(t)
		payout := m.payout(p.Payout)
		axes := Axes{Attainments: []decimal.NullDecimal{num("0.5"), num("1"), num("1.5")}}
		for i := range int64(10) {
			axes.Levels = append(axes.Levels, nullOf(payout.Least.Decimal.Add(payout.Step.Decimal.Mul(decimal.New(i, 0)))))
		}
		grid, err := Simulate(m, p, b, axes)
		if err != nil {
			t.Fatal(err)
		}
		for i := 1; i < len(grid.Rows); i++ {
			for j, low := range grid.Rows[i-1] {
				high := grid.Rows[i][j]
				if high.Point.Payout.Decimal.LessThan(low.Point.Payout.Decimal) {
					t.Errorf("%s pays less than %s", high.Level, low.Level)
				}
				if low.Point.MarginROI.Valid && !low.Point.Return.Decimal.IsNegative() && high.Point.MarginROI.Decimal.GreaterThan(low.Point.MarginROI.Decimal) {
					t.Errorf("ROI %s for %s, %s for %s", low.Point.MarginROI.Decimal, low.Level, high.Point.MarginROI.Decimal, high.Level)
				}
			}
		}
	})
}
