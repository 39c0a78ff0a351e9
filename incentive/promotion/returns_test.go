package promotion

import (
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

// sold reads sales, one a line: id, partner, quarter, amount ("-" is none), programs.
func sold(text string) []ReturnSale {
	var all []ReturnSale
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		q, err := partnermath.ParseQuarter(f[2])
		if err != nil {
			panic(err)
		}
		s := ReturnSale{ID: f[0], Partner: f[1], Quarter: q, Programs: f[4:]}
		if f[3] != "-" {
			s.Amount = num(f[3])
		}
		all = append(all, s)
	}
	return all
}

// p and q took part in growth, q in attach too; r could have, s in growth only.
func returnPartners() []ReturnPartner {
	return []ReturnPartner{
		{ID: "p", Programs: []string{"growth"}, Eligible: []string{"attach"}},
		{ID: "q", Programs: []string{"growth", "attach"}},
		{ID: "r", Eligible: []string{"growth", "attach"}},
		{ID: "s", Eligible: []string{"growth"}},
	}
}

const someSales = `
	a p 2026-Q3 60000 growth
	b q 2026-Q3 50000 growth attach
	c q 2026-Q3 10000 attach
	d p 2026-Q2 40000 growth
	e q 2026-Q2 30000 growth attach
	f q 2026-Q2 5000 attach
	g r 2026-Q3 11000 growth attach
	h r 2026-Q2 9000 growth attach
	i s 2026-Q3 1000 growth
	j s 2026-Q2 2000 growth
	k p 2026-Q4 30000 growth
	l q 2026-Q4 31000 growth attach
	m p 2025-Q3 50000 growth
	n q 2025-Q4 45000 growth
	o p 2026-Q3 999 attach`

func TestMeasureReturn(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*ReturnPolicy)
		want   string // for growth, attach and the portfolio
	}{
		// 110,000 − 70,000 × 1.05 = 36,500; × 0.3 = 10,950 for 1,000. 60,000 − 35,000 × 1.05 = 23,250,
		// 6,975 for 500. Together 120,000 − 75,000 × 1.05 = 41,250, 12,375 for 1,500: c and f count once.
		{"stated", func(*ReturnPolicy) {}, `
			2 2 110000 70000 0.05 73500 0 36500 10950 9.95 10.95 35.5 36.5
			1 2 60000 35000 0.05 36750 0 23250 6975 12.95 13.95 45.5 46.5
			2 2 120000 75000 0.05 78750 0 41250 12375 7.25 8.25 26.5 27.5`},
		// Of growth, r and s went from 11,000 to 12,000: 70,000 × 12 ÷ 11 = 76,363.64. Of attach, r from
		// 9,000 to 11,000, and p, which took no part in it, from 0 to 999: 35,000 × 11,999 ÷ 9,000 =
		// 46,662.78. In the portfolio only r and s took part in none: 75,000 × 12 ÷ 11 = 81,818.18.
		{"of others", func(p *ReturnPolicy) { p.Growth, p.GrowthRate = GrowthOthers, num("") }, `
			2 2 110000 70000 0.09090909 76363.64 0 33636.36 10090.91 9.0909 10.0909 32.6364 33.6364
			1 2 60000 35000 0.33322222 46662.78 0 13337.22 4001.17 7.0023 8.0023 25.6744 26.6744
			2 2 120000 75000 0.09090909 81818.18 0 38181.82 11454.55 6.6364 7.6364 24.4545 25.4545`},
		// 73,500 − 61,000 = 12,500 and 36,750 − 31,000 = 5,750; 78,750 − 61,000 = 17,750.
		{"a measured dip", func(p *ReturnPolicy) { p.MeasureDip = true }, `
			2 2 110000 70000 0.05 73500 12500 24000 7200 6.2 7.2 23 24
			1 2 60000 35000 0.05 36750 5750 17500 5250 9.5 10.5 34 35
			2 2 120000 75000 0.05 78750 17750 23500 7050 3.7 4.7 14.6667 15.6667`},
		// 50,000 × 1.05; the quarter after had 45,000 × 1.05 = 47,250 the year before, less than 61,000.
		{"last year", func(p *ReturnPolicy) { p.Against, p.MeasureDip = AgainstLastYear, true }, `
			2 2 110000 50000 0.05 52500 0 57500 17250 16.25 17.25 56.5 57.5
			1 2 60000 0 0.05 0 0 60000 18000 35 36 119 120
			2 2 120000 50000 0.05 52500 0 67500 20250 12.5 13.5 44 45`},
		{"a stated dip", func(p *ReturnPolicy) { p.Programs[1].Dip, p.PortfolioDip = num("1000"), num("1250") }, `
			2 2 110000 70000 0.05 73500 0 36500 10950 9.95 10.95 35.5 36.5
			1 2 60000 35000 0.05 36750 1000 22250 6675 12.35 13.35 43.5 44.5
			2 2 120000 75000 0.05 78750 1250 40000 12000 7 8 25.6667 26.6667`},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := returnPolicy()
			tt.change(&p)
			r, err := MeasureReturn(p, returnPartners(), sold(someSales))
			if err != nil {
				t.Fatal(err)
			}
			f := strings.Fields(tt.want)
			for i, l := range []ReturnLine{r.Programs[0], r.Programs[1], r.Portfolio} {
				w := f[13*i : 13*i+13]
				exactly(t, l.Program+" partners", w[0], partnermath.Int(int64(l.Partners)).Decimal)
				exactly(t, l.Program+" others", w[1], partnermath.Int(int64(l.Others)).Decimal)
				exactly(t, l.Program+" measure", w[2], l.Measure)
				exactly(t, l.Program+" baseline", w[3], l.Baseline)
				same(t, l.Program+" growth", w[4], l.Growth)
				same(t, l.Program+" expected", w[5], l.Expected)
				same(t, l.Program+" dip", w[6], l.Dip)
				same(t, l.Program+" increment", w[7], l.Increment)
				same(t, l.Program+" return", w[8], l.Return)
				same(t, l.Program+" margin ROI", w[9], l.MarginROI)
				same(t, l.Program+" margin multiple", w[10], l.MarginMultiple)
				same(t, l.Program+" revenue ROI", w[11], l.RevenueROI)
				same(t, l.Program+" revenue multiple", w[12], l.RevenueMultiple)
			}
		})
	}
}

// Without others that had a baseline the growth is not known, and nor is what depends on it.
func TestGrowthUnknown(t *testing.T) {
	p := returnPolicy()
	p.Growth, p.GrowthRate = GrowthOthers, num("")
	r, err := MeasureReturn(p, returnPartners()[:2], sold("a p 2026-Q3 60000 growth"))
	if err != nil {
		t.Fatal(err)
	}
	l := r.Programs[0]
	same(t, "growth", "", l.Growth)
	same(t, "increment", "", l.Increment)
	same(t, "ROI", "", l.MarginROI)
	exactly(t, "measure", "60000", l.Measure)
}

// A quarter without any sale is not known: the measured one, its baseline, or the one after, whose
// dip is. A sale of 0, whosoever it is, tells that there were none.
func TestQuartersWithoutSales(t *testing.T) {
	for _, tt := range []struct {
		sales, expected, dip, increment string
		missing                         []string
	}{
		{"", "", "", "", []string{"2026-Q2", "2026-Q3", "2026-Q4"}},
		{"a p 2026-Q3 100 growth", "", "", "", []string{"2026-Q2", "2026-Q4"}},
		{"a p 2026-Q3 100 growth\nb p 2026-Q2 40 growth", "42", "", "", []string{"2026-Q4"}},
		{"a p 2026-Q4 30 growth\nb p 2026-Q2 40 growth", "42", "12", "", []string{"2026-Q3"}},
		{"a p 2026-Q3 100 growth\nb p 2026-Q2 40 growth\nc s 2026-Q4 0", "42", "42", "16", nil},
		{"a p 2026-Q3 100 growth\nb s 2026-Q2 0\nc s 2026-Q4 0", "0", "0", "100", nil},
	} {
		p := returnPolicy()
		p.MeasureDip = true
		r, err := MeasureReturn(p, returnPartners(), sold(tt.sales))
		if err != nil {
			t.Fatal(err)
		}
		l := r.Programs[0]
		same(t, tt.sales+": expected", tt.expected, l.Expected)
		same(t, tt.sales+": dip", tt.dip, l.Dip)
		same(t, tt.sales+": increment", tt.increment, l.Increment)
		var missing []string
		for _, f := range r.Findings {
			missing = append(missing, f.IDs...)
		}
		if diff := testkit.Diff(tt.missing, missing); diff != "" {
			t.Errorf("%s: -want +got:\n%s", tt.sales, diff)
		}
	}
}

func TestReturnFindings(t *testing.T) {
	p, sales := returnPolicy(), sold(`
		a p 2026-Q3 100 growth
		a p 2026-Q3 100 growth
		b p 2026-Q3 - growth
		c p 2020-Q3 - growth
		d p 2026-Q3 100 growth
		d p 2026-Q3 101 growth
		e x 2026-Q3 100 growth
		f p 2026-Q3 100.001 other
		g p 2026-Q3 0 growth
		g p 2026-Q3 - growth
		e p 2026-Q3 100 growth
		h p 2026-Q3 1 other`)
	_, err := MeasureReturn(p, returnPartners(), sales)
	want := []string{"sales[5].id unique", "sales[6].partner known", "sales[7].amount digits", "sales[9].id unique", "sales[11].programs[0] known"}
	if diff := testkit.Diff(want, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if err == nil || !strings.Contains(err.Error(), `(sale "e")`) {
		t.Errorf("the error does not name the sale: %v", err)
	}
	p.Faulty = partnermath.FaultySetApart
	r, err := MeasureReturn(p, returnPartners(), sales)
	if err != nil {
		t.Fatal(err)
	}
	exactly(t, "measure", "100", r.Portfolio.Measure)
	if diff := testkit.Diff([]partnermath.Finding{
		{Reason: FoundNoAmount, Records: 1, IDs: []string{"b"}},
		{Reason: FoundCopiesDiffer, Records: 5, IDs: []string{"d", "d", "e", "g", "g"}},
		{Reason: FoundFaulty, Records: 3, IDs: []string{"e", "f", "h"}},
		{Reason: FoundNoSales, Records: 1, IDs: []string{"2026-Q2"}},
	}, r.Findings); diff != "" || r.Repeated != 1 {
		t.Errorf("%d repeated, -want +got:\n%s", r.Repeated, diff)
	}
}

// The order of sales does not matter; a portfolio of one program is that program.
func TestReturnProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := returnPolicy()
		p.Programs, p.MeasureDip = p.Programs[:1], rapid.Bool().Draw(t, "dip")
		p.Against, p.Faulty = rapid.SampledFrom(Against("").Values()).Draw(t, "against"), partnermath.FaultySetApart
		if rapid.Bool().Draw(t, "of others") {
			p.Growth, p.GrowthRate = GrowthOthers, num("")
		}
		partners := []ReturnPartner{{ID: "p", Programs: []string{"growth"}}, {ID: "r", Eligible: []string{"growth"}}}
		var sales []ReturnSale
		for range rapid.IntRange(0, 30).Draw(t, "sales") {
			sales = append(sales, ReturnSale{
				ID: rapid.StringMatching("[a-o]").Draw(t, "id"), Partner: rapid.SampledFrom([]string{"p", "r", "x"}).Draw(t, "partner"),
				Quarter: q3.Add(rapid.IntRange(-5, 2).Draw(t, "quarter")), Programs: []string{"growth"},
				Amount: nullOf(testkit.Decimal(-10, 100, 2).Draw(t, "amount")),
			})
		}
		first, err := MeasureReturn(p, partners, sales)
		if err != nil {
			t.Fatal(err)
		}
		first.Programs[0].Program = ""
		if diff := testkit.Diff(first.Programs[0], first.Portfolio); diff != "" {
			t.Errorf("-program +portfolio:\n%s", diff)
		}
		rng := rand.New(rand.NewPCG(1, rapid.Uint64().Draw(t, "seed")))
		shuffled := slices.Clone(sales)
		rng.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		second, err := MeasureReturn(p, partners, shuffled)
		if err != nil {
			t.Fatal(err)
		}
		second.Programs[0].Program = ""
		if testkit.JSON(t, first) != testkit.JSON(t, second) {
			t.Errorf("%s\n%s", testkit.JSON(t, first), testkit.JSON(t, second))
		}
	})
}

func TestReturnFaults(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*ReturnPolicy, []ReturnPartner)
		want   []string
	}{
		{"nothing", func(p *ReturnPolicy, _ []ReturnPartner) { *p = ReturnPolicy{} }, []string{
			"policy.currency currency", "policy.marginRate required", "policy.against required", "policy.growth required", "policy.programs required",
		}},
		{"quarter", func(p *ReturnPolicy, _ []ReturnPartner) { p.Quarter.Number = 5 }, []string{"policy.quarter date"}},
		{"the first quarter", func(p *ReturnPolicy, _ []ReturnPartner) { p.Quarter = partnermath.Quarter{Year: 1, Number: 1} }, []string{"policy.quarter range"}},
		{"the last quarter", func(p *ReturnPolicy, _ []ReturnPartner) {
			p.Quarter, p.MeasureDip = partnermath.Quarter{Year: 9999, Number: 4}, true
		}, []string{"policy.quarter range"}},
		{"the last quarter without a dip", func(p *ReturnPolicy, _ []ReturnPartner) { p.Quarter = partnermath.Quarter{Year: 9999, Number: 4} }, nil},
		{"the first year", func(p *ReturnPolicy, _ []ReturnPartner) {
			p.Quarter, p.Against = partnermath.Quarter{Year: 1, Number: 4}, AgainstLastYear
		}, []string{"policy.quarter range"}},
		{"growth", func(p *ReturnPolicy, _ []ReturnPartner) { p.GrowthRate = num("") }, []string{"policy.growthRate required"}},
		{"growth of others", func(p *ReturnPolicy, _ []ReturnPartner) { p.Growth = GrowthOthers }, []string{"policy.growthRate empty"}},
		{"a dip of the portfolio", func(p *ReturnPolicy, _ []ReturnPartner) { p.Programs[0].Dip = num("1") }, []string{"policy.portfolioDip required"}},
		{"dips", func(p *ReturnPolicy, _ []ReturnPartner) {
			p.MeasureDip, p.Programs[0].Dip, p.PortfolioDip = true, num("0.001"), num("1")
		}, []string{"policy.portfolioDip empty", "policy.programs[0].dip empty", "policy.programs[0].dip digits"}},
		{"programs", func(p *ReturnPolicy, _ []ReturnPartner) {
			p.Programs[1].ID, p.Programs[0].Cost = "growth", num("0.001")
		}, []string{
			"policy.programs[0].cost digits", "policy.programs[1] unique",
		}},
		{"partners", func(_ *ReturnPolicy, all []ReturnPartner) {
			all[1].ID, all[0].Programs = "p", []string{"x"}
		}, []string{
			"partners[0].programs[0] known", "partners[1] unique",
		}},
		{"ids of partners", func(_ *ReturnPolicy, all []ReturnPartner) {
			all[0] = ReturnPartner{Programs: []string{"", "x", "x"}, Eligible: make([]string, MaxList+1)}
		}, []string{"partners[0].id id", "partners[0].programs[0] id", "partners[0].programs[2] unique", "partners[0].eligible length"}},
	} {
		p, partners := returnPolicy(), returnPartners()
		tt.change(&p, partners)
		_, err := MeasureReturn(p, partners, nil)
		if diff := testkit.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", tt.name, diff)
		}
	}
}

func TestSaleFaults(t *testing.T) {
	broken(t, "sale", ReturnSale{Amount: num("-1e16"), Programs: []string{""}}.Validate(), "id id", "partner id", "quarter required", "amount min", "programs[0] id")
	broken(t, "sound sale", sold("a p 2026-Q3 -0.001 x y")[0].Validate())
	broken(t, "partner", ReturnPartner{}.Validate(), "id id")
	broken(t, "model", ModelPartner{Own: took("", "", "1")}.Validate(), "id id", "tier id", "baseline required", "own.fixedCost empty")
	broken(t, "sound model", ModelPartner{ID: "a", Tier: "x", Baseline: num("0.001")}.Validate())
}

// Programs stand in any order, and one that a partner took part in is not among those that
// it could have.
func TestTaking(t *testing.T) {
	p := returnPolicy()
	p.Programs = append(p.Programs, ReturnProgram{ID: "third", Cost: num("1")})
	partners := []ReturnPartner{{ID: "p", Programs: []string{"third", "attach", "growth"}, Eligible: []string{"growth", "third"}}}
	r, err := MeasureReturn(p, partners, sold("a p 2026-Q3 100 third attach growth"))
	if err != nil {
		t.Fatal(err)
	}
	for _, l := range append(r.Programs, r.Portfolio) {
		if l.Partners != 1 || l.Others != 0 || !l.Measure.Equal(num("100").Decimal) {
			t.Errorf("%+v", l)
		}
	}
}
