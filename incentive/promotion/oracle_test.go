package promotion_test

import (
	"fmt"
	"math/big"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/promotion"
	"github.com/partnermath/partnermath/internal/testkit"
)

// The oracle works out every figure from the formula of the package comment, in fractions.
// One that is not known is nil, and so is what is made of it.

var oracleOne = big.NewRat(1, 1)

func oracleKnown(n decimal.NullDecimal) *big.Rat {
	if !n.Valid {
		return nil
	}
	return testkit.Rat(n.Decimal)
}

func oracleOr(n decimal.NullDecimal, fallback *big.Rat) *big.Rat {
	if n.Valid {
		return testkit.Rat(n.Decimal)
	}
	return fallback
}

// oracleDo is a op b. A quotient has no divisor of 0.
func oracleDo(a *big.Rat, op rune, b *big.Rat) *big.Rat {
	if a == nil || b == nil || op == '/' && b.Sign() == 0 {
		return nil
	}
	z := new(big.Rat)
	switch op {
	case '+':
		return z.Add(a, b)
	case '-':
		return z.Sub(a, b)
	case '*':
		return z.Mul(a, b)
	}
	return z.Quo(a, b)
}

func oracleAtLeast(a, b *big.Rat) bool { return a != nil && b != nil && a.Cmp(b) >= 0 }

func oracleRound(a *big.Rat, places int32) decimal.NullDecimal {
	if a == nil {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(testkit.RoundHalfAway(a, places))
}

// oracleDown rounds down what is at least 0, and oracleUp rounds it up.
func oracleDown(a *big.Rat, places int32) decimal.NullDecimal {
	if a == nil || a.Sign() < 0 {
		return decimal.NullDecimal{}
	}
	n := oracleRound(a, places)
	if testkit.Rat(n.Decimal).Cmp(a) > 0 {
		n.Decimal = n.Decimal.Sub(decimal.New(1, -places))
	}
	return n
}

func oracleUp(a *big.Rat, places int32) decimal.NullDecimal {
	n := oracleRound(a, places)
	if a != nil && testkit.Rat(n.Decimal).Cmp(a) < 0 {
		n.Decimal = n.Decimal.Add(decimal.New(1, -places))
	}
	return n
}

// oracleRatios are ROI and multiple of published money.
func oracleRatios(back, cost decimal.NullDecimal) (roi, multiple decimal.NullDecimal) {
	b, c := oracleKnown(back), oracleKnown(cost)
	return oracleRound(oracleDo(oracleDo(b, '-', c), '/', c), 4), oracleRound(oracleDo(b, '/', c), 4)
}

type oraclePromotion struct {
	places                                            int32
	margin, q, f, level, baseline, revenue, least, in *big.Rat // q is 1 + R, least the lowest attainment, in the investment
	basis                                             promotion.Basis
	goal                                              promotion.GoalMeasure
}

// at returns the revenue and the increment at an attainment, not rounded.
func (o oraclePromotion) at(a *big.Rat) (revenue, increment *big.Rat) {
	switch {
	case a.Cmp(oracleOne) == 0:
		return o.revenue, oracleDo(o.revenue, '-', o.baseline)
	case o.goal == promotion.MeasureIncrement:
		increment = oracleDo(a, '*', oracleDo(o.revenue, '-', o.baseline))
		return oracleDo(o.baseline, '+', increment), increment
	case o.goal == promotion.MeasureRevenue:
		revenue = oracleDo(a, '*', o.revenue)
		return revenue, oracleDo(revenue, '-', o.baseline)
	}
	return nil, nil
}

func (o oraclePromotion) payout(a, revenue, increment *big.Rat) *big.Rat {
	base := map[promotion.Basis]*big.Rat{promotion.BasisIncrement: increment, promotion.BasisRevenue: revenue, promotion.BasisFixed: oracleOne}[o.basis]
	switch {
	case o.basis == "" || o.level == nil:
		return nil
	case a.Cmp(o.least) < 0:
		return new(big.Rat)
	case base == nil:
		return nil
	case base.Sign() < 0:
		return new(big.Rat)
	}
	return oracleDo(o.level, '*', base)
}

func (o oraclePromotion) point(a *big.Rat) promotion.Point {
	revenue, increment := o.at(a)
	back, payout := oracleDo(increment, '*', o.margin), o.payout(a, revenue, increment)
	p := promotion.Point{
		Attainment: oracleRound(a, 12), Revenue: oracleRound(revenue, o.places),
		Return: oracleRound(back, o.places), Payout: oracleRound(payout, o.places),
	}
	p.Increment = oracleRound(oracleDo(oracleKnown(p.Revenue), '-', o.baseline), o.places)
	back, p.Cost = oracleKnown(p.Return), oracleRound(oracleDo(o.f, '+', oracleKnown(p.Payout)), o.places)
	p.LargestPayout = oracleDown(oracleDo(oracleDo(back, '/', o.q), '-', o.f), o.places)
	p.Meets = oracleAtLeast(back, oracleDo(o.q, '*', oracleKnown(p.Cost)))
	p.MarginROI, p.MarginMultiple = oracleRatios(p.Return, p.Cost)
	p.RevenueROI, p.RevenueMultiple = oracleRatios(p.Increment, p.Cost)
	return p
}

// needed is the increment whose return is q × its cost, with so much rounded against it.
func (o oraclePromotion) needed(q, rounding *big.Rat) *big.Rat {
	part, spent := o.level, oracleDo(o.f, '+', rounding)
	switch o.basis {
	case promotion.BasisRevenue:
		spent = oracleDo(spent, '+', oracleDo(o.level, '*', o.baseline))
	case promotion.BasisFixed:
		part, spent = new(big.Rat), oracleDo(o.f, '+', o.level)
	}
	if o.basis == "" {
		return nil
	}
	divisor := oracleDo(o.margin, '-', oracleDo(q, '*', part))
	if divisor == nil || divisor.Sign() <= 0 {
		return nil
	}
	return oracleDo(oracleDo(oracleDo(q, '*', spent), '+', rounding), '/', divisor)
}

// carries tells whether the level is carried at both attainments of a revenue.
func (o oraclePromotion) carries(revenue *big.Rat) bool {
	o.revenue = revenue
	return revenue != nil && o.point(oracleOne).Meets && o.point(o.least).Meets
}

// smallestRevenue is that of the formula, if the level is carried there and not refused above;
// else the one from which no rounding matters, but never more than one that is asked and carries it.
func (o oraclePromotion) smallestRevenue() decimal.NullDecimal {
	of := func(rounding *big.Rat) decimal.NullDecimal {
		x := o.needed(o.q, rounding)
		full, least := oracleDo(o.baseline, '+', x), oracleDo(o.baseline, '+', oracleDo(x, '/', o.least))
		if o.goal == promotion.MeasureRevenue {
			least = oracleDo(full, '/', o.least)
		}
		if oracleAtLeast(full, least) {
			least = full
		}
		if o.goal == "" {
			return decimal.NullDecimal{}
		}
		return oracleUp(least, o.places)
	}
	smallest := of(new(big.Rat))
	asked := o.carries(o.revenue)
	if !o.carries(oracleKnown(smallest)) || !asked && oracleAtLeast(o.revenue, oracleKnown(smallest)) {
		smallest = of(oracleDo(big.NewRat(1, 2), '*', testkit.Rat(decimal.New(1, -o.places))))
	}
	if asked && !oracleAtLeast(o.revenue, oracleKnown(smallest)) {
		return oracleRound(o.revenue, o.places)
	}
	return smallest
}

// oracleRevenue is the revenue of the chosen quarters; unknown where one of them is.
func oracleRevenue(chosen []partnermath.Quarter, of map[partnermath.Quarter]decimal.NullDecimal) *big.Rat {
	sum := new(big.Rat)
	for _, q := range chosen {
		sum = oracleDo(sum, '+', oracleKnown(of[q]))
	}
	return sum
}

func oracleRead(m promotion.Menu, p promotion.Proposal, b promotion.Baseline) oraclePromotion {
	places, _ := partnermath.MinorUnits(m.Currency)
	expected, held := map[partnermath.Quarter]decimal.NullDecimal{}, map[partnermath.Quarter]decimal.NullDecimal{}
	for _, f := range p.Forecast {
		expected[f.Quarter] = f.Outcome.Revenue
	}
	for _, q := range b.Quarters {
		held[q.Quarter] = q.Revenue
	}
	o := oraclePromotion{
		places: places, margin: oracleKnown(m.MarginRate), q: oracleDo(oracleOne, '+', oracleKnown(m.MinimumROI)),
		f: oracleDo(oracleKnown(m.FixedCost), '+', oracleOr(p.RepReward, new(big.Rat))), level: oracleKnown(p.Level),
		baseline: oracleRevenue(p.Quarters, held), revenue: oracleRevenue(p.Quarters, expected),
		least: oracleOr(p.Commitments.MinimumAttainment, oracleKnown(m.MinimumAttainment)),
		in:    oracleOr(p.Commitments.Investment, new(big.Rat)),
	}
	if i := slices.IndexFunc(m.Payouts, func(y promotion.Payout) bool { return y.ID == p.Payout }); i >= 0 {
		o.basis = m.Payouts[i].Basis
	}
	for _, g := range p.Goals {
		t := slices.IndexFunc(m.Goals, func(t promotion.GoalType) bool { return t.ID == g.Type })
		if t < 0 || m.Goals[t].Measure == promotion.MeasureCount {
			continue
		}
		if o.goal != "" { // two of them are as none
			o.goal = ""
			break
		}
		o.goal = m.Goals[t].Measure
	}
	return o
}

func oracleOutside(value, least, most *big.Rat) bool {
	return value != nil && (least != nil && value.Cmp(least) < 0 || most != nil && value.Cmp(most) > 0)
}

// oracleMisses are what lies outside the menu, as "reason path".
func oracleMisses(m promotion.Menu, p promotion.Proposal, o oraclePromotion) (all []string) {
	miss := func(is bool, r partnermath.Reason, path string, index ...any) {
		if is {
			all = append(all, string(r)+" "+fmt.Sprintf(path, index...))
		}
	}
	for i, q := range p.Quarters {
		miss(len(m.Quarters) > 0 && !slices.Contains(m.Quarters, q), promotion.ReasonQuarter, "quarters[%d]", i)
	}
	revenue, increment := o.at(oracleOne)
	for i, g := range p.Goals {
		at := slices.IndexFunc(m.Goals, func(t promotion.GoalType) bool { return t.ID == g.Type })
		if at < 0 {
			miss(true, promotion.ReasonGoal, "goals[%d].type", i)
			continue
		}
		t := m.Goals[at]
		value := map[promotion.GoalMeasure]*big.Rat{promotion.MeasureIncrement: increment, promotion.MeasureRevenue: revenue, promotion.MeasureCount: oracleKnown(g.Quantity)}[t.Measure]
		none := t.Measure == promotion.MeasureCount && value == nil
		miss(none || oracleOutside(value, oracleKnown(t.Least), oracleKnown(t.Most)), promotion.ReasonQuantity, "goals[%d].quantity", i)
		miss(g.By.Before(t.From) || !t.By.IsZero() && t.By.Before(g.By), promotion.ReasonDate, "goals[%d].by", i)
	}
	miss(o.goal == "", promotion.ReasonPayingGoal, "goals")
	for i, s := range p.Products {
		miss(!slices.Contains(m.Products, s), promotion.ReasonProduct, "products[%d]", i)
	}
	if at := slices.IndexFunc(m.Payouts, func(y promotion.Payout) bool { return y.ID == p.Payout }); at < 0 {
		miss(true, promotion.ReasonPayout, "payout")
	} else {
		y := m.Payouts[at]
		miss(!slices.ContainsFunc(oracleLevels(y), func(l *big.Rat) bool { return l.Cmp(o.level) == 0 }), promotion.ReasonLevel, "level")
		miss(oracleOutside(oracleKnown(oracleRound(o.payout(oracleOne, revenue, increment), o.places)), nil, oracleKnown(y.MaxPayout)), promotion.ReasonMaxPayout, "level")
	}
	miss(oracleOutside(oracleKnown(p.RepReward), nil, oracleKnown(m.MaxRepReward)), promotion.ReasonRepReward, "repReward")
	miss(oracleOutside(o.least, oracleKnown(m.MinimumAttainment), nil), promotion.ReasonAttainment, "commitments.minimumAttainment")
	return all
}

// oracleLevels are the levels of a payout, from the lowest up.
func oracleLevels(y promotion.Payout) (all []*big.Rat) {
	for l := oracleKnown(y.Least); l.Cmp(oracleKnown(y.Most)) <= 0; l = oracleDo(l, '+', oracleKnown(y.Step)) {
		all = append(all, l)
	}
	return all
}

func oracleDecide(m promotion.Menu, p promotion.Proposal, b promotion.Baseline) promotion.Decision {
	o := oracleRead(m, p, b)
	d := promotion.Decision{
		Proposal: p.ID, Partner: p.Partner, Status: promotion.Returned, Baseline: oracleRound(o.baseline, o.places), Months: 3 * len(p.Quarters),
		Investment: oracleRound(o.in, o.places).Decimal, Full: o.point(oracleOne), Lowest: o.point(o.least),
		SmallestRevenue: o.smallestRevenue(), BreakEven: oracleRound(o.needed(oracleOne, new(big.Rat)), o.places),
	}
	if back := oracleKnown(d.Full.Return); back != nil && back.Sign() > 0 && d.Full.Cost.Valid {
		d.PaybackMonths = oracleRound(oracleDo(oracleDo(oracleKnown(d.Full.Cost), '*', big.NewRat(int64(d.Months), 1)), '/', back), 4)
	}
	var chosen []partnermath.Outcome
	for _, f := range p.Forecast {
		if slices.Contains(p.Quarters, f.Quarter) {
			chosen = append(chosen, f.Outcome)
		} else {
			d.Outside = append(d.Outside, promotion.QuarterRevenue{Quarter: f.Quarter, Revenue: f.Outcome.Revenue})
		}
	}
	if d.Forecast, _ = partnermath.Sum(chosen...); len(chosen) < len(p.Quarters) {
		d.Forecast = partnermath.Outcome{}
	}
	d.Forecast.Currency, d.Forecast.Owner = m.Currency, partnermath.OwnerVendor
	reasons := map[partnermath.Reason]bool{
		promotion.ReasonNoForecast: o.revenue == nil, promotion.ReasonNoBaseline: o.baseline == nil,
		promotion.ReasonROI: oracleFails(d.Full), promotion.ReasonLowestROI: oracleFails(d.Lowest),
	}
	for _, miss := range oracleMisses(m, p, o) {
		reason, path, _ := strings.Cut(miss, " ")
		d.Misses = append(d.Misses, promotion.Miss{Reason: partnermath.Reason(reason), Path: path})
		reasons[partnermath.Reason(reason)] = true
	}
	for _, r := range oracleReasons {
		if reasons[r] {
			d.Reasons = append(d.Reasons, r)
		}
	}
	switch {
	case len(d.Reasons) == 0:
		d.Status = promotion.Approved
	case len(d.Misses) == 0 && o.revenue != nil && o.baseline != nil:
		y := m.Payouts[slices.IndexFunc(m.Payouts, func(y promotion.Payout) bool { return y.ID == p.Payout })]
		asked := o.level
		for _, l := range oracleLevels(y) {
			if o.level = l; l.Cmp(asked) >= 0 {
				break
			}
			if full, lowest := o.point(oracleOne), o.point(o.least); full.Meets && lowest.Meets {
				d.Status = promotion.ApprovedWithChanges
				d.Counter = promotion.Counter{Level: oracleRound(l, 12), Full: full, Lowest: lowest}
			}
		}
	}
	return d
}

// oracleFails tells that a payout, or even none, is too much for what it returns.
func oracleFails(p promotion.Point) bool {
	nothing := p.Return.Valid && !p.LargestPayout.Valid
	return nothing || p.Return.Valid && p.Payout.Valid && !p.Meets
}

var oracleReasons = []partnermath.Reason{
	promotion.ReasonQuarter, promotion.ReasonGoal, promotion.ReasonPayingGoal, promotion.ReasonQuantity, promotion.ReasonDate, promotion.ReasonProduct,
	promotion.ReasonPayout, promotion.ReasonLevel, promotion.ReasonMaxPayout, promotion.ReasonRepReward, promotion.ReasonAttainment,
	promotion.ReasonNoForecast, promotion.ReasonNoBaseline, promotion.ReasonROI, promotion.ReasonLowestROI,
}

func oracleGrid(m promotion.Menu, p promotion.Proposal, b promotion.Baseline, axes promotion.Axes) promotion.Grid {
	o := oracleRead(m, p, b)
	g := promotion.Grid{Proposal: p.ID}
	for _, level := range axes.Levels {
		var row []promotion.GridCell
		for _, a := range axes.Attainments {
			o.level = oracleKnown(level)
			c := promotion.GridCell{Level: level.Decimal, Point: o.point(oracleKnown(a))}
			vendor, partner := oracleDo(oracleKnown(c.Point.Return), '-', oracleKnown(c.Point.Cost)), oracleDo(oracleKnown(c.Point.Payout), '-', o.in)
			c.Vendor, c.Partner = oracleRound(vendor, o.places), oracleRound(partner, o.places)
			if vendor != nil && partner != nil {
				c.Gains = map[[2]bool]promotion.Gains{
					{true, true}: promotion.GainsBoth, {true, false}: promotion.GainsVendor, {false, true}: promotion.GainsPartner, {false, false}: promotion.GainsNobody,
				}[[2]bool{vendor.Sign() > 0, partner.Sign() > 0}]
			}
			row = append(row, c)
		}
		g.Rows = append(g.Rows, row)
	}
	return g
}

func TestDecideAgainstTheOracle(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		t := oracleDraw{rt, rapid.SampledFrom([]int32{2, 0, 3}).Draw(rt, "places")}
		m := oracleDrawMenu(t)
		p, b := oracleDrawProposal(t, m)
		got, err := promotion.Decide(m, p, b)
		if err != nil {
			t.Fatal(err)
		}
		want := oracleDecide(m, p, b)
		for i, miss := range got.Misses {
			if got.Misses[i].Asked, got.Misses[i].Limit = "", ""; miss.Limit == "" {
				t.Errorf("%v has no limit", miss)
			}
		}
		if diff := testkit.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%s\n(-oracle +got):\n%s", testkit.JSON(t, []any{m, p, b}), diff)
		}
		defer func() {
			testkit.LeftOutIsNotRead(t, func() (any, error) { return promotion.Decide(m, p, b) }, &m, &p, &b)
		}()
		axes := promotion.Axes{Attainments: []decimal.NullDecimal{t.number("attainment", 0, 2, 2), m.MinimumAttainment, t.number("another", 0, 1, 4)}}
		if y := slices.IndexFunc(m.Payouts, func(y promotion.Payout) bool { return y.ID == p.Payout }); y >= 0 && oracleRead(m, p, b).goal != "" {
			for _, l := range oracleLevels(m.Payouts[y]) {
				axes.Levels = append(axes.Levels, oracleRound(l, 12))
			}
			grid, err := promotion.Simulate(m, p, b, axes)
			if err != nil {
				t.Fatal(err)
			}
			if diff := testkit.Diff(oracleGrid(m, p, b, axes), grid); diff != "" {
				t.Fatalf("%s\n(-oracle +got):\n%s", testkit.JSON(t, []any{m, p, b, axes}), diff)
			}
		}
	})
}
