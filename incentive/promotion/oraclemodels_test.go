package promotion_test

import (
	"fmt"
	"math/big"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/promotion"
	"github.com/partnermath/partnermath/internal/testkit"
)

func oracleModel(m promotion.Models, partners []promotion.ModelPartner, places int32, of func(promotion.ModelPartner) promotion.Participation) (r promotion.ModelReport) {
	row := func(tier string) (r promotion.ModelRow) {
		r.Tier = tier
		for _, p := range partners {
			if p.Tier != tier {
				continue
			}
			r.Partners++
			if w := of(p); w.Revenue.Valid {
				r.Taking++
				r.Revenue, r.Payout = r.Revenue.Add(w.Revenue.Decimal), r.Payout.Add(w.Payout.Decimal)
				r.Increment = r.Increment.Add(w.Revenue.Decimal).Sub(p.Baseline.Decimal)
				r.Cost = r.Cost.Add(w.Payout.Decimal).Add(w.FixedCost.Decimal)
			}
		}
		r.Return = oracleRound(oracleDo(testkit.Rat(r.Increment), '*', oracleKnown(m.MarginRate)), places).Decimal
		return r
	}
	ratios := func(r *promotion.ModelRow) {
		r.Participation = oracleRound(oracleDo(big.NewRat(int64(r.Taking), 1), '/', big.NewRat(int64(r.Partners), 1)), 4)
		cost := decimal.NewNullDecimal(r.Cost)
		r.MarginROI, r.MarginMultiple = oracleRatios(decimal.NewNullDecimal(r.Return), cost)
		r.RevenueROI, r.RevenueMultiple = oracleRatios(decimal.NewNullDecimal(r.Increment), cost)
	}
	for _, tier := range m.Tiers {
		t := row(tier)
		ratios(&t)
		r.Tiers = append(r.Tiers, t)
		r.Total.Partners, r.Total.Taking = r.Total.Partners+t.Partners, r.Total.Taking+t.Taking
		r.Total.Revenue, r.Total.Increment = r.Total.Revenue.Add(t.Revenue), r.Total.Increment.Add(t.Increment)
		r.Total.Return, r.Total.Payout, r.Total.Cost = r.Total.Return.Add(t.Return), r.Total.Payout.Add(t.Payout), r.Total.Cost.Add(t.Cost)
	}
	ratios(&r.Total)
	return r
}

func oracleModels(m promotion.Models, partners []promotion.ModelPartner) promotion.ModelComparison {
	places, _ := partnermath.MinorUnits(m.Currency)
	c := promotion.ModelComparison{
		Rigid: oracleModel(m, partners, places, func(p promotion.ModelPartner) promotion.Participation { return p.Rigid }),
		Own:   oracleModel(m, partners, places, func(p promotion.ModelPartner) promotion.Participation { return p.Own }),
	}
	for _, y := range m.Transition {
		own := oracleKnown(y.OwnShare)
		blend := func(rigid, theirs decimal.Decimal) *big.Rat {
			return oracleDo(oracleDo(oracleDo(oracleOne, '-', own), '*', testkit.Rat(rigid)), '+', oracleDo(own, '*', testkit.Rat(theirs)))
		}
		r, o := c.Rigid.Total, c.Own.Total
		back, cost := blend(r.Return, o.Return), blend(r.Cost, o.Cost)
		multiple := oracleDo(back, '/', cost)
		c.Transition = append(c.Transition, promotion.BlendedYear{
			Year: y.Year, OwnShare: y.OwnShare.Decimal, Revenue: oracleRound(blend(r.Revenue, o.Revenue), places).Decimal,
			Return: oracleRound(back, places).Decimal, Payout: oracleRound(blend(r.Payout, o.Payout), places).Decimal, Cost: oracleRound(cost, places).Decimal,
			MarginROI: oracleRound(oracleDo(multiple, '-', oracleOne), 4), MarginMultiple: oracleRound(multiple, 4),
		})
	}
	return c
}

func TestCompareModelsAgainstTheOracle(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		t := oracleDraw{rt, rapid.SampledFrom([]int32{2, 0, 3}).Draw(rt, "places")}
		m := promotion.Models{Currency: oracleCurrency[t.places], MarginRate: t.number("margin", 0, 1, 3), Tiers: []string{"gold", "silver", "none"}}
		for i := range rapid.IntRange(0, 3).Draw(rt, "years") {
			m.Transition = append(m.Transition, promotion.TransitionYear{Year: 2026 + i, OwnShare: t.number("own", 0, 1, 3)})
		}
		participation := func(name string) (p promotion.Participation) {
			if p.Revenue = t.maybe(3, name, 0, 1000, t.places); p.Revenue.Valid {
				p.Payout, p.FixedCost = t.number(name+" payout", 0, 90, t.places), t.number(name+" fixed", 0, 20, t.places)
			}
			return p
		}
		var partners []promotion.ModelPartner
		for i := range rapid.IntRange(0, 6).Draw(rt, "partners") {
			partners = append(partners, promotion.ModelPartner{
				ID: fmt.Sprint("p", i), Tier: rapid.SampledFrom(m.Tiers[:2]).Draw(rt, "tier"), Baseline: t.number("baseline", 0, 800, t.places),
				Rigid: participation("rigid"), Own: participation("own"),
			})
		}
		got, err := promotion.CompareModels(m, partners)
		if err != nil {
			t.Fatal(err)
		}
		if diff := testkit.Diff(oracleModels(m, partners), got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("%s\n(-oracle +got):\n%s", testkit.JSON(t, []any{m, partners}), diff)
		}
		testkit.LeftOutIsNotRead(t, func() (any, error) { return promotion.CompareModels(m, partners) }, &m, &partners)
	})
}

func oracleShare(a, b []string) bool {
	return slices.ContainsFunc(a, func(x string) bool { return slices.Contains(b, x) })
}

// oracleBefore are the quarters that the program's and the one after it are held to.
func oracleBefore(p promotion.ReturnPolicy) (before, beforeNext partnermath.Quarter) {
	if p.Against == promotion.AgainstLastYear {
		return p.Quarter.Add(-4), p.Quarter.Add(-3)
	}
	return p.Quarter.Add(-1), p.Quarter.Add(-1)
}

// oracleLine is the line of some programs together.
func oracleLine(p promotion.ReturnPolicy, partners []promotion.ReturnPartner, sales []promotion.ReturnSale, ids []string, dip decimal.NullDecimal) (l promotion.ReturnLine) {
	places, _ := partnermath.MinorUnits(p.Currency)
	took := func(r promotion.ReturnPartner) []string {
		return slices.DeleteFunc(slices.Clone(r.Programs), func(x string) bool { return !slices.Contains(ids, x) })
	}
	could := func(r promotion.ReturnPartner) []string {
		if len(took(r)) > 0 {
			return nil
		}
		return slices.DeleteFunc(slices.Clone(r.Eligible), func(x string) bool { return !slices.Contains(ids, x) })
	}
	sum := func(whose func(promotion.ReturnPartner) []string, q partnermath.Quarter) *big.Rat {
		if !slices.ContainsFunc(sales, func(s promotion.ReturnSale) bool { return s.Quarter == q }) {
			return nil
		}
		total := new(big.Rat)
		for _, r := range partners {
			for _, s := range sales {
				if s.Partner == r.ID && s.Quarter == q && s.Amount.Valid && oracleShare(whose(r), s.Programs) {
					total.Add(total, testkit.Rat(s.Amount.Decimal))
				}
			}
		}
		return total
	}
	for _, r := range partners {
		if len(took(r)) > 0 {
			l.Partners++
		} else if len(could(r)) > 0 {
			l.Others++
		}
	}
	before, beforeNext := oracleBefore(p)
	measure, baseline := sum(took, p.Quarter), sum(took, before)
	l.Measure, l.Baseline = oracleRound(measure, places).Decimal, oracleRound(baseline, places).Decimal // 0 when not known
	growth := oracleKnown(p.GrowthRate)
	if p.Growth == promotion.GrowthOthers {
		if growth = nil; sum(could, before) != nil && sum(could, before).Sign() > 0 {
			growth = oracleDo(oracleDo(sum(could, p.Quarter), '/', sum(could, before)), '-', oracleOne)
		}
	}
	factor := oracleDo(oracleOne, '+', growth)
	l.Growth, l.Expected = oracleRound(growth, 8), oracleRound(oracleDo(baseline, '*', factor), places)
	l.Dip = oracleRound(oracleOr(dip, new(big.Rat)), places)
	if p.MeasureDip {
		fall := oracleDo(oracleDo(sum(took, beforeNext), '*', factor), '-', sum(took, p.Quarter.Add(1)))
		if fall != nil && fall.Sign() < 0 {
			fall = new(big.Rat)
		}
		l.Dip = oracleRound(fall, places)
	}
	l.Increment = oracleRound(oracleDo(oracleDo(measure, '-', oracleKnown(l.Expected)), '-', oracleKnown(l.Dip)), places)
	l.Return = oracleRound(oracleDo(oracleKnown(l.Increment), '*', oracleKnown(p.MarginRate)), places)
	for _, g := range p.Programs {
		if slices.Contains(ids, g.ID) {
			l.Cost = l.Cost.Add(g.Cost.Decimal)
		}
	}
	l.MarginROI, l.MarginMultiple = oracleRatios(l.Return, decimal.NewNullDecimal(l.Cost))
	l.RevenueROI, l.RevenueMultiple = oracleRatios(l.Increment, decimal.NewNullDecimal(l.Cost))
	return l
}

// oracleReturns leaves out the findings but for the ids of the sales that are set apart.
func oracleReturns(p promotion.ReturnPolicy, partners []promotion.ReturnPartner, sales []promotion.ReturnSale) (r promotion.ReturnReport, found map[partnermath.Reason][]string) {
	found = map[partnermath.Reason][]string{}
	find := func(reason partnermath.Reason, id string) {
		found[reason] = append(found[reason], id)
		slices.Sort(found[reason])
	}
	r.Quarter = p.Quarter
	before, beforeNext := oracleBefore(p)
	looked := []partnermath.Quarter{p.Quarter, before}
	if p.MeasureDip {
		looked = append(looked, p.Quarter.Add(1), beforeNext)
	}
	var counted []promotion.ReturnSale
	for i, s := range sales {
		same, other := false, false
		for j, c := range sales {
			if c.ID == s.ID && j != i {
				is := testkit.Diff(s, c) == ""
				same, other = same || is && j < i, other || !is
			}
		}
		switch {
		case !slices.ContainsFunc(partners, func(w promotion.ReturnPartner) bool { return w.ID == s.Partner }):
			find(promotion.FoundFaulty, s.ID)
		case other:
			find(promotion.FoundCopiesDiffer, s.ID)
		case same:
			r.Repeated++
		default:
			if !s.Amount.Valid && slices.Contains(looked, s.Quarter) {
				find(promotion.FoundNoAmount, s.ID)
			}
			counted = append(counted, s)
		}
	}
	var ids []string
	for _, g := range p.Programs {
		ids = append(ids, g.ID)
		l := oracleLine(p, partners, counted, []string{g.ID}, g.Dip)
		l.Program = g.ID
		r.Programs = append(r.Programs, l)
	}
	r.Portfolio = oracleLine(p, partners, counted, ids, p.PortfolioDip)
	slices.SortFunc(looked, func(a, b partnermath.Quarter) int { return a.Since(b) })
	for _, q := range slices.Compact(looked) {
		if !slices.ContainsFunc(counted, func(s promotion.ReturnSale) bool { return s.Quarter == q }) {
			find(promotion.FoundNoSales, q.String())
		}
	}
	return r, found
}

func TestMeasureReturnAgainstTheOracle(t *testing.T) {
	rapid.Check(t, func(rt *rapid.T) {
		t := oracleDraw{rt, rapid.SampledFrom([]int32{2, 0, 3}).Draw(rt, "places")}
		p := promotion.ReturnPolicy{
			Currency: oracleCurrency[t.places], MarginRate: t.number("margin", 0, 1, 3), Quarter: oracleQuarter(0), Faulty: partnermath.FaultySetApart,
			Against: rapid.SampledFrom(promotion.AgainstPrevious.Values()).Draw(rt, "against"), Growth: rapid.SampledFrom(promotion.GrowthStated.Values()).Draw(rt, "growth"),
			MeasureDip: rapid.Bool().Draw(rt, "dip"),
		}
		if p.Growth == promotion.GrowthStated {
			p.GrowthRate = t.number("rate", -1, 1, 4)
		}
		for _, id := range []string{"a", "b"} {
			g := promotion.ReturnProgram{ID: id, Cost: t.number("cost", 0, 30, t.places)}
			if !p.MeasureDip && t.once(3, "dips") {
				g.Dip, p.PortfolioDip = t.number("dip", 0, 20, t.places), t.number("dip of all", 0, 30, t.places)
			}
			p.Programs = append(p.Programs, g)
		}
		lists := [][]string{{"a"}, nil, {"b"}, {"a", "b"}}
		var partners []promotion.ReturnPartner
		for i := range rapid.IntRange(1, 5).Draw(rt, "partners") {
			w := promotion.ReturnPartner{ID: fmt.Sprint("p", i), Programs: rapid.SampledFrom(lists).Draw(rt, "takes")}
			for _, id := range rapid.SampledFrom(lists).Draw(rt, "eligible") {
				if !slices.Contains(w.Programs, id) {
					w.Eligible = append(w.Eligible, id)
				}
			}
			partners = append(partners, w)
		}
		var sales []promotion.ReturnSale
		for i := range rapid.IntRange(2, 25).Draw(rt, "sales") {
			s := promotion.ReturnSale{
				ID: fmt.Sprint("s", i), Partner: partners[rapid.IntRange(0, len(partners)-1).Draw(rt, "partner")].ID, Programs: rapid.SampledFrom(lists).Draw(rt, "programs"),
				Quarter: oracleQuarter(rapid.SampledFrom([]int{0, -1, -4, 1, -3}).Draw(rt, "quarter")), Amount: t.maybe(15, "amount", -20, 100, t.places),
			}
			if t.once(30, "stranger") {
				s.Partner = "stranger"
			}
			sales = append(sales, s)
			if t.once(20, "copied") {
				if t.once(2, "changed") {
					s.Amount = t.number("changed amount", 0, 9, t.places)
				}
				sales = append(sales, s)
			}
		}
		got, err := promotion.MeasureReturn(p, partners, sales)
		if err != nil {
			t.Fatal(err)
		}
		want, found := oracleReturns(p, partners, sales)
		listed := map[partnermath.Reason][]string{}
		for _, f := range got.Findings {
			listed[f.Reason] = f.IDs
		}
		got.Findings = nil
		if diff := testkit.Diff(want, got, cmpopts.EquateEmpty()) + testkit.Diff(found, listed); diff != "" {
			t.Fatalf("%s\n(-oracle +got):\n%s", testkit.JSON(t, []any{p, partners, sales}), diff)
		}
		testkit.LeftOutIsNotRead(t, func() (any, error) { return promotion.MeasureReturn(p, partners, sales) }, &p, &partners, &sales)
	})
}
