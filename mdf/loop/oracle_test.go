package loop_test

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp/cmpopts"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/mdf/loop"
)

// The oracle works out every figure from its formula, campaign by campaign, in fractions.

func oracleSum(numbers []decimal.NullDecimal) (sum decimal.NullDecimal, known int) {
	total := new(big.Rat)
	for _, n := range numbers {
		if n.Valid {
			total.Add(total, testkit.Rat(n.Decimal))
			known++
		}
	}
	if known > 0 {
		sum = decimal.NewNullDecimal(testkit.RoundHalfAway(total, 12))
	}
	return sum, known
}

func oracleQuotient(num, den *big.Rat, places int32) decimal.NullDecimal {
	if den.Sign() == 0 {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(testkit.RoundHalfAway(new(big.Rat).Quo(num, den), places))
}

// pick returns a figure of each campaign.
func pick(campaigns []loop.Campaign, of func(loop.Campaign) decimal.NullDecimal) []decimal.NullDecimal {
	var all []decimal.NullDecimal
	for _, c := range campaigns {
		all = append(all, of(c))
	}
	return all
}

// both returns the figures that are known together.
func both(a, b []decimal.NullDecimal) (left, right []decimal.NullDecimal) {
	for i := range a {
		if a[i].Valid && b[i].Valid {
			left, right = append(left, a[i]), append(right, b[i])
		}
	}
	return left, right
}

type side func(loop.Campaign) loop.Return

func forecastOf(c loop.Campaign) loop.Return { return c.Forecast }
func actualOf(c loop.Campaign) loop.Return   { return c.Actual }

func oracleFigure(campaigns []loop.Campaign, of func(loop.Return) decimal.NullDecimal) loop.Figure {
	forecast := pick(campaigns, func(c loop.Campaign) decimal.NullDecimal { return of(c.Forecast) })
	actual := pick(campaigns, func(c loop.Campaign) decimal.NullDecimal { return of(c.Actual) })
	var f loop.Figure
	f.Forecast, f.Forecasts = oracleSum(forecast)
	f.Actual, f.Actuals = oracleSum(actual)
	a, b := both(forecast, actual)
	base, n := oracleSum(a)
	landed, _ := oracleSum(b)
	if f.Both = n; n == 0 {
		return f
	}
	f.Base = base
	f.Variance = decimal.NewNullDecimal(landed.Decimal.Sub(base.Decimal))
	if base.Decimal.IsPositive() {
		f.Attainment = oracleQuotient(testkit.Rat(landed.Decimal), testkit.Rat(base.Decimal), 4)
	}
	return f
}

func oracleYield(campaigns []loop.Campaign, s side, back, in func(loop.Return) decimal.NullDecimal) loop.Yield {
	r, m := both(
		pick(campaigns, func(c loop.Campaign) decimal.NullDecimal { return back(s(c)) }),
		pick(campaigns, func(c loop.Campaign) decimal.NullDecimal { return in(s(c)) }))
	var y loop.Yield
	y.Return, y.Campaigns = oracleSum(r)
	y.Money, _ = oracleSum(m)
	if y.Campaigns > 0 {
		num, den := testkit.Rat(y.Return.Decimal), testkit.Rat(y.Money.Decimal)
		y.Multiple = oracleQuotient(num, den, 4)
		y.ROI = oracleQuotient(new(big.Rat).Sub(num, den), den, 4)
	}
	return y
}

func oracleOf(campaigns []loop.Campaign, s side, of, by func(loop.Return) decimal.NullDecimal, places int32) loop.Quotient {
	a, b := both(
		pick(campaigns, func(c loop.Campaign) decimal.NullDecimal { return of(s(c)) }),
		pick(campaigns, func(c loop.Campaign) decimal.NullDecimal { return by(s(c)) }))
	var q loop.Quotient
	q.Of, q.Campaigns = oracleSum(a)
	q.By, _ = oracleSum(b)
	if q.Campaigns > 0 {
		q.Value = oracleQuotient(testkit.Rat(q.Of.Decimal), testkit.Rat(q.By.Decimal), places)
	}
	return q
}

func vendorMoney(r loop.Return) decimal.NullDecimal { return r.VendorMoney }
func totalCost(r loop.Return) decimal.NullDecimal   { return r.TotalCost }
func margin(r loop.Return) decimal.NullDecimal      { return r.Margin }
func revenue(r loop.Return) decimal.NullDecimal     { return r.Revenue }
func leads(r loop.Return) decimal.NullDecimal       { return r.Leads }

func oracleRatios(campaigns []loop.Campaign, s side, places int32) loop.Ratios {
	return loop.Ratios{
		MarginByVendorMoney:  oracleYield(campaigns, s, margin, vendorMoney),
		MarginByTotalCost:    oracleYield(campaigns, s, margin, totalCost),
		RevenueByVendorMoney: oracleYield(campaigns, s, revenue, vendorMoney),
		RevenueByTotalCost:   oracleYield(campaigns, s, revenue, totalCost),
		Leverage:             oracleOf(campaigns, s, totalCost, vendorMoney, 4),
		CostPerLead:          oracleOf(campaigns, s, totalCost, leads, places),
	}
}

func oracleFigures(campaigns []loop.Campaign, places int32) loop.Figures {
	return loop.Figures{
		Campaigns:   len(campaigns),
		Leads:       oracleFigure(campaigns, leads),
		MQLs:        oracleFigure(campaigns, func(r loop.Return) decimal.NullDecimal { return r.MQLs }),
		SQLs:        oracleFigure(campaigns, func(r loop.Return) decimal.NullDecimal { return r.SQLs }),
		Pipeline:    oracleFigure(campaigns, func(r loop.Return) decimal.NullDecimal { return r.Pipeline }),
		Revenue:     oracleFigure(campaigns, revenue),
		Margin:      oracleFigure(campaigns, margin),
		VendorMoney: oracleFigure(campaigns, vendorMoney),
		TotalCost:   oracleFigure(campaigns, totalCost),
		Forecast:    oracleRatios(campaigns, forecastOf, places),
		Actual:      oracleRatios(campaigns, actualOf, places),
	}
}

func valueOf(c loop.Campaign, by loop.Dimension) string {
	switch by {
	case loop.ByTactic:
		return c.Tactic
	case loop.ByPartner:
		return c.Partner
	case loop.ByAgency:
		return c.Agency
	case loop.ByRegion:
		return c.Region
	}
	return c.Quarter.String()
}

func with(campaigns []loop.Campaign, keep func(loop.Campaign) bool) []loop.Campaign {
	var kept []loop.Campaign
	for _, c := range campaigns {
		if keep(c) {
			kept = append(kept, c)
		}
	}
	return kept
}

// rankedYield is the yield that rows are ranked by.
func rankedYield(f loop.Figures, m loop.Measure) loop.Yield {
	switch m {
	case loop.MarginByTotalCost:
		return f.Actual.MarginByTotalCost
	case loop.RevenueByVendorMoney:
		return f.Actual.RevenueByVendorMoney
	case loop.RevenueByTotalCost:
		return f.Actual.RevenueByTotalCost
	}
	return f.Actual.MarginByVendorMoney
}

func oracleGroup(p loop.Policy, by loop.Dimension, campaigns, direct []loop.Campaign, places int32) loop.Group {
	g := loop.Group{By: by}
	values := map[string]bool{}
	for _, c := range append(slices.Clone(campaigns), direct...) {
		if by != loop.ByPartner || c.Partner != "" || slices.ContainsFunc(campaigns, func(d loop.Campaign) bool { return d.ID == c.ID }) {
			values[valueOf(c, by)] = true
		}
	}
	var ranked, others []loop.Row
	for v := range values {
		same := func(c loop.Campaign) bool { return valueOf(c, by) == v }
		r := loop.Row{Value: v, Channel: oracleFigures(with(campaigns, same), places)}
		if by != loop.ByPartner {
			r.Direct = oracleFigures(with(direct, same), places)
		}
		y := rankedYield(r.Channel, p.RankBy)
		switch {
		case v == "":
			r.Reason = loop.ReasonNoValue
		case y.Campaigns < max(p.MinimumVolume, 1):
			r.Reason = loop.ReasonTooFew
		case y.Money.Decimal.IsZero():
			r.Reason = loop.ReasonNoMoney
		default:
			least := new(big.Rat).Add(big.NewRat(1, 1), testkit.Rat(p.MinimumROI.Decimal))
			r.Worked = new(big.Rat).Quo(testkit.Rat(y.Return.Decimal), testkit.Rat(y.Money.Decimal)).Cmp(least) >= 0
			ranked = append(ranked, r)
			continue
		}
		others = append(others, r)
	}
	multiple := func(r loop.Row) *big.Rat {
		y := rankedYield(r.Channel, p.RankBy)
		return new(big.Rat).Quo(testkit.Rat(y.Return.Decimal), testkit.Rat(y.Money.Decimal))
	}
	money := func(r loop.Row) decimal.Decimal { return rankedYield(r.Channel, p.RankBy).Money.Decimal }
	slices.SortFunc(ranked, func(a, b loop.Row) int {
		return cmp.Or(multiple(b).Cmp(multiple(a)), money(b).Cmp(money(a)), cmp.Compare(a.Value, b.Value))
	})
	for i := range ranked {
		if ranked[i].Rank = i + 1; i > 0 && multiple(ranked[i]).Cmp(multiple(ranked[i-1])) == 0 {
			ranked[i].Rank = ranked[i-1].Rank
		}
	}
	slices.SortFunc(others, func(a, b loop.Row) int { return cmp.Compare(a.Value, b.Value) })
	g.Rows = slices.Concat(ranked, others)
	return g
}

// oracleAlike are the campaigns of a with one of b that has the same values.
func oracleAlike(p loop.Policy, a, b []loop.Campaign) []loop.Campaign {
	return with(a, func(c loop.Campaign) bool {
		return slices.ContainsFunc(b, func(d loop.Campaign) bool {
			for _, by := range p.Alike {
				if v := valueOf(c, by); v == "" || v != valueOf(d, by) {
					return false
				}
			}
			return true
		})
	})
}

func oracleLoop(p loop.Policy, campaigns, direct []loop.Campaign) loop.Loop {
	places, _ := partnermath.MinorUnits(p.Currency)
	l := loop.Loop{Currency: p.Currency}
	lines := func(of []loop.Campaign) (all []loop.Line) {
		for _, c := range of {
			all = append(all, loop.Line{ID: c.ID, Figures: oracleFigures([]loop.Campaign{c}, places)})
		}
		return all
	}
	l.Campaigns, l.Direct = lines(campaigns), lines(direct)
	l.Total = loop.Row{Channel: oracleFigures(campaigns, places), Direct: oracleFigures(direct, places)}
	l.Alike = loop.Row{Channel: oracleFigures(oracleAlike(p, campaigns, direct), places), Direct: oracleFigures(oracleAlike(p, direct, campaigns), places)}
	for _, by := range p.GroupBy {
		l.Groups = append(l.Groups, oracleGroup(p, by, campaigns, direct, places))
	}
	return l
}

func oracleDrawSide(t *rapid.T, name string, isDirect bool, currency string) loop.Return {
	places, _ := partnermath.MinorUnits(currency)
	maybe := func(what string, low, high int64, places int32) decimal.NullDecimal {
		if rapid.IntRange(0, 4).Draw(t, name+what+" unknown") == 0 {
			return decimal.NullDecimal{}
		}
		return decimal.NewNullDecimal(testkit.Decimal(low, high, places).Draw(t, name+what))
	}
	var r loop.Return
	r.Currency = currency
	r.Leads, r.MQLs, r.SQLs = maybe("leads", 0, 3, 4), maybe("mqls", 0, 3, 0), maybe("sqls", 0, 2, 4)
	r.Pipeline, r.Revenue, r.Margin = maybe("pipeline", 0, 500, places), maybe("revenue", 0, 100, 0), maybe("margin", -20, 40, 0)
	r.VendorMoney = maybe("vendor", 0, 20, 0)
	if r.TotalCost = maybe("cost", 0, 60, 0); r.TotalCost.Valid && r.VendorMoney.Valid && r.TotalCost.Decimal.LessThan(r.VendorMoney.Decimal) {
		r.TotalCost.Decimal = r.VendorMoney.Decimal // the rest is a finding
	}
	if isDirect {
		r.TotalCost = r.VendorMoney
	}
	return r
}

func TestVerifyAgainstTheOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := loop.Policy{
			Currency: rapid.SampledFrom([]string{"USD", "JPY", "KWD"}).Draw(t, "currency"),
			GroupBy:  rapid.SliceOfNDistinct(rapid.SampledFrom(loop.ByTactic.Values()), 0, 5, rapid.ID[loop.Dimension]).Draw(t, "groups"),
			Alike:    rapid.SliceOfNDistinct(rapid.SampledFrom([]loop.Dimension{loop.ByTactic, loop.ByAgency, loop.ByRegion, loop.ByQuarter}), 0, 2, rapid.ID[loop.Dimension]).Draw(t, "alike"),
			RankBy:   rapid.SampledFrom(append(loop.MarginByVendorMoney.Values(), "")).Draw(t, "rank"), MinimumVolume: rapid.IntRange(0, 3).Draw(t, "volume"),
		}
		if rapid.Bool().Draw(t, "has a minimum") {
			p.MinimumROI = decimal.NewNullDecimal(testkit.Decimal(0, 3, 1).Draw(t, "minimum"))
		}
		draw := func(kind string, isDirect bool) (all []loop.Campaign) {
			word := func(name string) string { return rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, kind+name) }
			for i := range rapid.IntRange(0, 6).Draw(t, kind) {
				c := loop.Campaign{ID: fmt.Sprint(kind, i), Tactic: word("tactic"), Agency: word("agency"), Region: word("region")}
				if !isDirect {
					c.Partner = word("partner")
				}
				if n := rapid.IntRange(0, 2).Draw(t, kind+"quarter"); n > 0 {
					c.Quarter = partnermath.Quarter{Year: 2026, Number: n}
				}
				c.Forecast, c.Actual = oracleDrawSide(t, kind+"forecast", isDirect, p.Currency), oracleDrawSide(t, kind+"actual", isDirect, p.Currency)
				all = append(all, c)
			}
			return all
		}
		campaigns, direct := draw("c", false), draw("d", true)
		got, err := loop.Verify(p, campaigns, direct)
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Findings) > 0 {
			t.Fatalf("finds %v", got.Findings)
		}
		got.Findings = nil
		if diff := testkit.Diff(oracleLoop(p, campaigns, direct), got, cmpopts.EquateEmpty()); diff != "" {
			t.Fatalf("(-oracle +got):\n%s", diff)
		}
		testkit.LeftOutIsNotRead(t, func() (any, error) { return loop.Verify(p, campaigns, direct) }, &p, &campaigns, &direct)
	})
}
