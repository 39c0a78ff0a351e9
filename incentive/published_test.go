package incentive_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/incentive/dispute"
	"github.com/partnermath/partnermath/incentive/liability"
	"github.com/partnermath/partnermath/internal/testkit"
)

// extreme makes a program pay the most that its fields can say.
func extreme(t *rapid.T, p *incentive.Program) {
	largest, least := null("999999999999999999999999999999e18"), null("0.000000000001")
	p.Limits, p.MeasureCap = incentive.Limits{}, decimal.NullDecimal{}
	switch rapid.IntRange(0, 4).Draw(t, "extreme") {
	case 0:
		p.Formula = incentive.Formula{Kind: incentive.FormulaEvery, Step: least, Reward: largest}
	case 1:
		p.Formula = incentive.Formula{Kind: incentive.FormulaTiers, Tiers: partnermath.Tiers{Method: partnermath.MethodStepped, Steps: []partnermath.Step{{From: null("0"), Flat: largest}, {From: least, Flat: largest}}}}
	case 2:
		p.Formula = incentive.Formula{Kind: incentive.FormulaGoal, Target: least, Amount: largest}
	case 3:
		if p.Qualifies == incentive.MeasureUnits {
			p.Formula = incentive.Formula{Kind: incentive.FormulaPerUnit, Amount: largest}
		}
	}
	if rapid.Bool().Draw(t, "guaranteed") {
		p.Limits = incentive.Limits{Guarantee: incentive.Guarantee{Kind: incentive.GuaranteeCumulative, Amount: largest}, Budget: null("99999999e18")}
	}
	factor := rapid.SampledFrom([]string{"1.0125", "1.05", "999.999999", "1000", "0.000001"}).Draw(t, "factor")
	for i := range rapid.IntRange(0, incentive.MaxMultipliers).Draw(t, "multipliers") {
		p.Multipliers = append(p.Multipliers, incentive.Multiplier{ID: fmt.Sprint("m", i), Factor: null(factor)})
	}
}

// Whatever Settle, Accrue and Roll publish is taken by whoever reads it next, however large
// it is.
func TestWhatIsPublishedIsTakenBackProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, b := drawProgram(t), drawBook(t)
		if rapid.Bool().Draw(t, "units") {
			p.Qualifies, p.Formula = incentive.MeasureUnits, incentive.Formula{Kind: incentive.FormulaPerUnit, Amount: null("1")}
			for i := range b.Sales {
				b.Sales[i].Units = null("10000000000")
			}
		}
		if rapid.Bool().Draw(t, "large sales") {
			for i := range b.Sales {
				b.Sales[i].Amount = null("1000000000000")
			}
		}
		extreme(t, &p)
		must := func(err error) {
			if err != nil {
				t.Fatalf("%s\n%v", testkit.JSON(t, p), err)
			}
		}
		var before incentive.Settlement
		for n := 1; n <= 3; n++ {
			b.Period, b.Final, b.Settled = quarter(n), true, before.Settled
			s := settle(t, p, b, lastDay(n))
			for i, st := range testkit.Copy(t, s).Statements {
				c, err := dispute.Compare(s.Statements[i], st)
				must(err)
				if len(c.Lines)+len(c.Figures) > 0 {
					t.Fatalf("a statement differs from itself: %v", c)
				}
			}
			e := expectation("1000", forecast("999999999999999999999999999999e16", ""))
			e.Period, e.AsOf, e.Partner, e.Settled = quarter(n), lastDay(n), b.Partners[0], before.Settled
			first, err := liability.Accrue(p, e)
			must(err)
			e.Before = decimal.NewNullDecimal(first.Accrued)
			second, err := liability.Accrue(p, e)
			must(err)
			o := liability.Obligation{Program: p, Opening: before.Settled, Closing: s.Settled, Accruals: []liability.Accrual{first, second}}
			must(o.Validate())
			_, err = liability.Roll(quarter(n+1), []liability.Obligation{o})
			must(err)
			before = testkit.Copy(t, s)
		}
	})
}

// Four multipliers of 1.0125 have a product of 16 decimals: 1.0509453369140625, published and
// used as 1.050945336914. 5 % of 1,000,000,000 is 50,000,000, times that 52,547,266.8457.
func TestAFactorHasTwelveDecimals(t *testing.T) {
	p := program()
	for i := range 4 {
		p.Multipliers = append(p.Multipliers, incentive.Multiplier{ID: fmt.Sprint("m", i), Factor: null("1.0125")})
	}
	l := settle(t, p, book(1, "a p 01-10 1000000000"), lastDay(1)).Statements[0].Lines[0]
	if !l.Factor.Decimal.Equal(number("1.050945336914")) || !l.Earned.Equal(number("52547266.85")) {
		t.Errorf("%s earns %s", l.Factor.Decimal, l.Earned)
	}
}

func TestMultipliersOfASaleAreLimited(t *testing.T) {
	p := program()
	for i := range 30 {
		product := "x"
		if i >= incentive.MaxMultipliers {
			product = "y"
		}
		p.Multipliers = append(p.Multipliers, incentive.Multiplier{ID: fmt.Sprint("m", i), Factor: null("1"), Sales: incentive.Selection{Products: []string{product}}})
	}
	b := book(1, "a p 01-10 100 product=x")
	if got := settle(t, p, b, lastDay(1)).Statements[0].Lines[0].Multipliers; len(got) != incentive.MaxMultipliers {
		t.Errorf("got %v", got)
	}
	p.Multipliers[29].Sales = incentive.Selection{}
	_, err := incentive.Settle(p, b, lastDay(1))
	if diff := cmp.Diff([]string{"program.multipliers length"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// lastYears are the last two quarters that there are.
func lastYears() []partnermath.Period {
	day := partnermath.NewDate
	return []partnermath.Period{{Start: day(9999, 7, 1), End: day(9999, 10, 1)}, {Start: day(9999, 10, 1), End: day(9999, 12, 31)}}
}

// A return window that runs past the last day that there is holds for all returns up to it.
func TestAWindowPastTheLastDay(t *testing.T) {
	p := program()
	p.Periods, p.ReturnDays = lastYears(), partnermath.Int(3660)
	b := incentive.Book{Period: p.Periods[1], Final: true, Partners: []incentive.Partner{{ID: "p"}}}
	sale := incentive.Sale{ID: "a", Partner: "p", Date: partnermath.NewDate(9999, 10, 2), Amount: null("500")}
	back := incentive.Sale{ID: "r", Partner: "p", Kind: incentive.KindReturn, Of: "a", Date: partnermath.NewDate(9999, 12, 30), Amount: null("500")}
	b.Sales = []incentive.Sale{sale, back}
	if s := settle(t, p, b, partnermath.NewDate(9999, 12, 31)); !s.Earned.IsZero() || len(s.Findings) > 0 {
		t.Errorf("earned %s, found %v", s.Earned, s.Findings)
	}
}

func TestGraceDaysPastTheLastDay(t *testing.T) {
	p := program()
	p.Periods = lastYears()
	p.GraceDays = 1
	if got := strings.Join(testkit.BrokenRules(t, p.Validate()), " "); got != "graceDays max" {
		t.Errorf("got %s", got)
	}
	p.Periods[1].End = partnermath.NewDate(9999, 12, 30)
	if err := p.Validate(); err != nil {
		t.Error(err)
	}
}

// 1,000 multipliers, each of its product, of which each sale has one.
func BenchmarkMultipliers(b *testing.B) {
	p, all := program(), incentive.Book{Period: quarter(1), Partners: []incentive.Partner{{ID: "p"}}}
	for i := range incentive.MaxList {
		id := fmt.Sprint("product-", i)
		all.Products = append(all.Products, incentive.Product{ID: id})
		p.Multipliers = append(p.Multipliers, incentive.Multiplier{ID: id, Factor: null("1.25"), Sales: incentive.Selection{Products: []string{id}}})
	}
	for i := range 2000 {
		all.Sales = append(all.Sales, incentive.Sale{ID: fmt.Sprint("s", i), Partner: "p", Product: fmt.Sprint("product-", i%1000), Date: on("01-10"), Amount: null("100")})
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := incentive.Settle(p, all, lastDay(1)); err != nil {
			b.Fatal(err)
		}
	}
}
