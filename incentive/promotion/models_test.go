package promotion

import (
	"testing"

	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/internal/testkit"
)

func models() Models {
	return Models{
		Currency: "USD", MarginRate: num("0.25"), Tiers: []string{"gold", "silver"},
		Transition: []TransitionYear{{2026, num("0")}, {2027, num("0.5")}, {2028, num("1")}},
	}
}

func took(revenue, payout, fixed string) Participation {
	return Participation{Revenue: num(revenue), Payout: num(payout), FixedCost: num(fixed)}
}

// Gold: 0.25 × 20,000 = 5,000 for 2,000 in the rigid program, 0.25 × 30,000.02 = 7,500.005 for
// 2,500 in the other. Silver: only the other, 0.25 × (10,000 − 2,000) = 2,000 for 1,000.
func TestCompareModels(t *testing.T) {
	c, err := CompareModels(models(), []ModelPartner{
		{"a", "silver", num("50000"), Participation{}, took("60000", "400", "100")},
		{"b", "gold", num("100000"), took("120000", "1500", "500"), took("130000.02", "2000", "500")},
		{"c", "silver", num("40000"), Participation{}, took("38000", "400", "100")},
		{"d", "silver", num("40000"), Participation{}, Participation{}},
	})
	if err != nil {
		t.Fatal(err)
	}
	for _, tt := range []struct {
		row                                                    ModelRow
		partners, taking                                       int
		participation, revenue, increment, gain, payout, cost  string
		marginROI, marginMultiple, revenueROI, revenueMultiple string
	}{
		{c.Rigid.Tiers[0], 1, 1, "1", "120000", "20000", "5000", "1500", "2000", "1.5", "2.5", "9", "10"},
		{c.Rigid.Tiers[1], 3, 0, "0", "0", "0", "0", "0", "0", "", "", "", ""},
		{c.Rigid.Total, 4, 1, "0.25", "120000", "20000", "5000", "1500", "2000", "1.5", "2.5", "9", "10"},
		{c.Own.Tiers[0], 1, 1, "1", "130000.02", "30000.02", "7500.01", "2000", "2500", "2", "3", "11", "12"},
		{c.Own.Tiers[1], 3, 2, "0.6667", "98000", "8000", "2000", "800", "1000", "1", "2", "7", "8"},
		{c.Own.Total, 4, 3, "0.75", "228000.02", "38000.02", "9500.01", "2800", "3500", "1.7143", "2.7143", "9.8571", "10.8571"},
	} {
		if tt.row.Partners != tt.partners || tt.row.Taking != tt.taking {
			t.Errorf("%d of %d take part", tt.row.Taking, tt.row.Partners)
		}
		same(t, "participation", tt.participation, tt.row.Participation)
		exactly(t, "revenue", tt.revenue, tt.row.Revenue)
		exactly(t, "increment", tt.increment, tt.row.Increment)
		exactly(t, "return", tt.gain, tt.row.Return)
		exactly(t, "payout", tt.payout, tt.row.Payout)
		exactly(t, "cost", tt.cost, tt.row.Cost)
		same(t, "margin ROI", tt.marginROI, tt.row.MarginROI)
		same(t, "margin multiple", tt.marginMultiple, tt.row.MarginMultiple)
		same(t, "revenue ROI", tt.revenueROI, tt.row.RevenueROI)
		same(t, "revenue multiple", tt.revenueMultiple, tt.row.RevenueMultiple)
	}
	// 0.5 × 5,000 + 0.5 × 9,500.01 = 7,250.005 for 2,750, which is neither the mean of 1.5 and
	// 1.7143 nor that of the tiers.
	year := c.Transition[1]
	exactly(t, "blended return", "7250.01", year.Return)
	exactly(t, "blended cost", "2750", year.Cost)
	exactly(t, "blended payout", "2150", year.Payout)
	exactly(t, "blended revenue", "174000.01", year.Revenue)
	same(t, "blended ROI", "1.6364", year.MarginROI)
	same(t, "blended multiple", "2.6364", year.MarginMultiple)
}

// 0.5 × 0.01 + 0.5 × 0.02 is returned for 0.01, 1.5 times as much; 0.02 is what is published.
func TestBlendedIsNotRoundedTwice(t *testing.T) {
	m := models()
	m.MarginRate = num("1")
	c, err := CompareModels(m, []ModelPartner{{"a", "gold", num("0"), took("0.01", "0.01", "0"), took("0.02", "0.01", "0")}})
	if err != nil {
		t.Fatal(err)
	}
	exactly(t, "return", "0.02", c.Transition[1].Return)
	same(t, "ROI", "0.5", c.Transition[1].MarginROI)
}

// The first year is the rigid program, the last the other, and those between lie between.
func TestTransitionProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m, tiers := models(), models().Tiers
		amount := testkit.Decimal(0, 100_000, 2)
		participation := func() Participation {
			if rapid.IntRange(0, 3).Draw(t, "takes part") == 0 {
				return Participation{}
			}
			return Participation{nullOf(amount.Draw(t, "revenue")), nullOf(amount.Draw(t, "payout")), nullOf(amount.Draw(t, "fixed"))}
		}
		var partners []ModelPartner
		for i := range rapid.IntRange(0, 20).Draw(t, "partners") {
			partners = append(partners, ModelPartner{
				string(rune('a' + i)), rapid.SampledFrom(tiers).Draw(t, "tier"), nullOf(amount.Draw(t, "baseline")), participation(), participation(),
			})
		}
		before := testkit.JSON(t, partners)
		c, err := CompareModels(m, partners)
		if err != nil {
			t.Fatal(err)
		}
		if testkit.JSON(t, partners) != before {
			t.Error("the input changed")
		}
		for _, r := range []ModelReport{c.Rigid, c.Own} {
			if total := r.Tiers[0].Return.Add(r.Tiers[1].Return); !total.Equal(r.Total.Return) {
				t.Errorf("the tiers return %s, the total %s", total, r.Total.Return)
			}
		}
		first, middle, last := c.Transition[0], c.Transition[1], c.Transition[2]
		if diff := testkit.Diff(c.Rigid.Total.MarginROI, first.MarginROI) + testkit.Diff(c.Own.Total.MarginROI, last.MarginROI); diff != "" {
			t.Errorf("ends: %s", diff)
		}
		if first.MarginROI.Valid && last.MarginROI.Valid {
			low, high := first.MarginROI.Decimal, last.MarginROI.Decimal
			if low.GreaterThan(high) {
				low, high = high, low
			}
			if roi := middle.MarginROI.Decimal; roi.LessThan(low) || roi.GreaterThan(high) {
				t.Errorf("%s is not between %s and %s", roi, low, high)
			}
		}
	})
}

func TestModelFaults(t *testing.T) {
	sound := ModelPartner{"a", "gold", num("1"), took("1", "1", "1"), Participation{}}
	change := func(f func(*Models, *ModelPartner)) []string {
		m, p := models(), sound
		f(&m, &p)
		_, err := CompareModels(m, []ModelPartner{p})
		return testkit.BrokenRules(t, err)
	}
	for _, tt := range []struct {
		name string
		got  []string
		want []string
	}{
		{"sound", change(func(*Models, *ModelPartner) {}), nil},
		{"no models", change(func(m *Models, _ *ModelPartner) { *m = Models{} }), []string{"models.currency currency", "models.marginRate required", "models.tiers required"}},
		{"no partner", change(func(_ *Models, p *ModelPartner) { *p = ModelPartner{} }), []string{"partners[0].id id", "partners[0].tier id", "partners[0].baseline required"}},
		{"tier", change(func(_ *Models, p *ModelPartner) { p.Tier = "x" }), []string{"partners[0].tier known"}},
		{"models", change(func(m *Models, _ *ModelPartner) {
			m.Tiers, m.Transition[1].Year = []string{"gold", "gold"}, 2026
		}), []string{"models.tiers[1] unique", "models.transition[1].year increasing"}},
		{"shares", change(func(m *Models, _ *ModelPartner) {
			m.Transition[0].OwnShare, m.Transition[1].OwnShare, m.Transition[2].Year = num("1.1"), num(""), 0
		}), []string{"models.transition[0].ownShare max", "models.transition[1].ownShare required", "models.transition[2].year min"}},
		{"amounts", change(func(_ *Models, p *ModelPartner) {
			p.Baseline, p.Rigid.Revenue, p.Rigid.Payout = num("-1"), num("0.001"), num("1e99")
		}), []string{
			"partners[0].baseline min", "partners[0].rigid.revenue digits", "partners[0].rigid.payout bounds",
		}},
		{"cost left out", change(func(_ *Models, p *ModelPartner) { p.Rigid.Payout, p.Rigid.FixedCost = num(""), num("") }), []string{
			"partners[0].rigid.payout required", "partners[0].rigid.fixedCost required",
		}},
		{"cost without part", change(func(_ *Models, p *ModelPartner) { p.Own = took("", "1", "0") }), []string{
			"partners[0].own.payout empty", "partners[0].own.fixedCost empty",
		}},
	} {
		if diff := testkit.Diff(tt.want, tt.got); diff != "" {
			t.Errorf("%s: -want +got:\n%s", tt.name, diff)
		}
	}
	_, err := CompareModels(models(), []ModelPartner{sound, sound})
	if diff := testkit.Diff([]string{"partners[1] unique"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Error(diff)
	}
	if _, err := CompareModels(models(), make([]ModelPartner, MaxPartners+1)); err == nil {
		t.Error("too many partners")
	}
	if c, err := CompareModels(models(), nil); err != nil || c.Own.Total.MarginROI.Valid {
		t.Error(c, err)
	}
}
