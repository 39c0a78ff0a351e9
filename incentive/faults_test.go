package incentive_test

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/internal/testkit"
)

func TestProgramFaults(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*incentive.Program)
		want   []string
	}{
		{"nothing", func(p *incentive.Program) { *p = incentive.Program{} }, []string{
			"id id", "currency currency", "periods required", "qualifies one-of", "formula.kind one-of",
		}},
		{"periods", func(p *incentive.Program) { p.Periods[1], p.Periods[2].End = quarter(1), on("07-01") }, []string{"periods[1].start order", "periods[2].end order"}},
		{"words", func(p *incentive.Program) { p.Basis, p.Stage, p.Pays, p.Faulty = "x", "x", "x", "x" }, []string{
			"basis one-of", "stage one-of", "pays one-of", "faulty one-of",
		}},
		{"numbers", func(p *incentive.Program) {
			p.MeasureCap, p.GraceDays, p.ReturnDays = null("0"), -1, null("1.5")
		}, []string{"measureCap above", "graceDays min", "returnDays digits"}},
		{"thresholds", func(p *incentive.Program) {
			p.Formula.Tiers.Steps[1].From, p.Formula.Tiers.Steps[0].Rate = null("0"), null("-0.1")
		}, []string{"formula.tiers.steps[0].rate min", "formula.tiers.steps[1].from increasing"}},
		{"a rate of a count", func(p *incentive.Program) { p.Qualifies = incentive.MeasureUnits }, []string{
			"formula.tiers.steps[0].rate empty", "formula.tiers.steps[1].rate empty",
		}},
		{"an amount per unit of money", func(p *incentive.Program) { p.Formula.Tiers = tiers(partnermath.MethodWhole, "0 - 5") }, []string{"formula.tiers.steps[0].perUnit empty"}},
		{"two measures stepped", func(p *incentive.Program) {
			p.Pays, p.Formula.Tiers.Method = incentive.MeasureMargin, partnermath.MethodStepped
		}, []string{"pays match"}},
		{"fields of other kinds", func(p *incentive.Program) {
			f := &p.Formula
			f.Baseline.Kind, f.Points, f.Target, f.Minimum = incentive.BaselineAgreed, []partnermath.Step{}, null("1"), null("1")
			f.Step, f.Reward, f.Category.Products, f.Share, f.Rate, f.Amount, f.Places = null("1"), null("1"), []string{"x"}, null("1"), null("1"), null("1"), 1
		}, []string{
			"formula.baseline empty", "formula.points empty", "formula.target empty", "formula.minimum empty", "formula.step empty",
			"formula.reward empty", "formula.category empty", "formula.share empty", "formula.rate empty", "formula.amount empty", "formula.places empty",
		}},
		{"growth without anything", func(p *incentive.Program) { p.Formula = incentive.Formula{Kind: incentive.FormulaGrowth} }, []string{
			"formula.tiers required", "formula.baseline required", "formula.tiers.method required", "formula.tiers.steps length", "formula.baseline.kind required",
		}},
		{"baselines", func(p *incentive.Program) {
			p.Formula.Kind, p.Formula.Tiers.Method = incentive.FormulaGrowth, partnermath.MethodTotal
			p.Formula.Baseline = incentive.Baseline{Kind: incentive.BaselinePrevious, Agreed: null("1"), Missing: incentive.MissingZero, Periods: 1}
		}, []string{
			"formula.tiers.method one-of", "formula.baseline.missing match", "formula.baseline.agreed empty", "formula.baseline.periods empty",
		}},
		{"baselines that lack", func(p *incentive.Program) {
			p.Formula.Kind, p.Formula.Tiers.Method = incentive.FormulaGrowth, partnermath.MethodStepped
			p.Formula.Baseline = incentive.Baseline{Kind: incentive.BaselineAverage, Missing: incentive.MissingAgreed, Whole: true}
			p.MeasureCap = null("1")
		}, []string{
			"measureCap empty", "formula.baseline.whole empty", "formula.baseline.agreed required", "formula.baseline.periods required",
		}},
		{"an agreed baseline below the minor unit", func(p *incentive.Program) {
			p.Formula.Kind = incentive.FormulaGrowth
			p.Formula.Baseline = incentive.Baseline{Kind: incentive.BaselineAgreed, Agreed: null("1.005")}
		}, []string{"formula.baseline.agreed digits"}},
		{"an agreed baseline that steps in, below the last decimal of units", func(p *incentive.Program) {
			p.Qualifies, p.Formula.Kind, p.Formula.Tiers = incentive.MeasureUnits, incentive.FormulaGrowth, tiers(partnermath.MethodWhole, "0 - 5")
			p.Formula.Baseline = incentive.Baseline{Kind: incentive.BaselinePrevious, Missing: incentive.MissingAgreed, Agreed: null("1.00005")}
		}, []string{"formula.baseline.agreed digits"}},
		{"absolute growth has no ratio to round", func(p *incentive.Program) {
			p.Formula.Kind, p.Formula.Places = incentive.FormulaGrowth, 2
			p.Formula.Baseline = incentive.Baseline{Kind: incentive.BaselinePrevious, Absolute: true}
		}, []string{"formula.places empty"}},
		{"points", func(p *incentive.Program) {
			p.Formula = incentive.Formula{Kind: incentive.FormulaTarget, Points: []partnermath.Step{{From: null("1"), Flat: null("1")}, {From: null("1"), Rate: null("2"), PerUnit: null("1")}}}
		}, []string{
			"formula.points[1].from increasing", "formula.points[1].rate max", "formula.points[0].rate required", "formula.points[0].flat empty", "formula.points[1].perUnit empty",
		}},
		{"a point of nothing", func(p *incentive.Program) {
			p.Formula = incentive.Formula{Kind: incentive.FormulaTarget, Points: []partnermath.Step{{From: null("1"), Rate: null("0.1")}, {From: null("2")}}}
		}, []string{"formula.points[1].rate required"}},
		{"one point", func(p *incentive.Program) {
			p.Formula = incentive.Formula{Kind: incentive.FormulaTarget, Points: []partnermath.Step{{From: null("1"), Rate: null("1")}}}
		}, []string{"formula.points length"}},
		{"every without step", func(p *incentive.Program) { p.Formula = incentive.Formula{Kind: incentive.FormulaEvery} }, []string{"formula.step required", "formula.reward required"}},
		{"attach of units", func(p *incentive.Program) {
			p.Qualifies, p.Formula = incentive.MeasureUnits, incentive.Formula{Kind: incentive.FormulaAttach}
		}, []string{"formula.category required", "formula.share required", "formula.rate required", "formula.kind match"}},
		{"per unit of money", func(p *incentive.Program) { p.Formula = incentive.Formula{Kind: incentive.FormulaPerUnit} }, []string{"formula.amount required", "formula.kind match"}},
		{"zero pays flat", func(p *incentive.Program) { p.ZeroPaysFlat = true }, []string{"zeroPaysFlat empty"}},
		{"multipliers", func(p *incentive.Program) {
			p.Multipliers = []incentive.Multiplier{{ID: "m", Factor: null("-1")}, {ID: "m"}}
		}, []string{"multipliers[0].factor min", "multipliers[1].factor required"}},
		{"ids twice", func(p *incentive.Program) {
			p.Multipliers = []incentive.Multiplier{{ID: "m", Factor: null("1")}, {ID: "m", Factor: null("1")}}
			p.Gates = []incentive.Gate{
				{ID: "g", Measure: incentive.MeasureUnits, Minimum: null("1"), Places: 2},
				{ID: "g", Measure: incentive.MeasureUnits, Minimum: null("1"), MinimumShare: null("1")},
			}
		}, []string{"multipliers[1].id unique", "gates[1].id unique", "gates[0].places empty", "gates[1].minimum required"}},
		{"a guarantee above its cap", func(p *incentive.Program) {
			p.Limits.PartnerCap, p.Limits.Guarantee = null("10"), incentive.Guarantee{Kind: incentive.GuaranteePerPeriod, Amount: null("11"), AtEnd: incentive.AtEndCarried}
			p.Limits.Budget, p.Limits.AtEnd = null("0.001"), incentive.AtEndPaid
		}, []string{"limits.budget digits", "limits.guarantee.amount max", "limits.guarantee.atEnd empty", "limits.atEnd empty"}},
		{"half a guarantee", func(p *incentive.Program) { p.Limits.Guarantee.Amount = null("11") }, []string{"limits.guarantee.kind required"}},
		{"the other half", func(p *incentive.Program) { p.Limits.Guarantee.Kind = incentive.GuaranteeCumulative }, []string{"limits.guarantee.amount required"}},
		{"enrolment", func(p *incentive.Program) {
			p.Eligibility.EnrolledFrom, p.Eligibility.EnrolledBy = on("02-01"), on("01-01")
		}, []string{"eligibility.enrolledBy order"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := program()
			tt.change(&p)
			if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, p.Validate())); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			_, err := incentive.Settle(p, book(1), lastDay(1))
			for i, got := range testkit.BrokenRules(t, err) {
				if i < len(tt.want) && got != "program."+tt.want[i] {
					t.Errorf("settled: got %s, want program.%s", got, tt.want[i])
				}
			}
		})
	}
}

func TestBookFaults(t *testing.T) {
	entry := func(partner string, q int, asOf string) incentive.Settled {
		zero := null("0")
		return incentive.Settled{
			Partner: partner, Period: quarter(q), AsOf: on(asOf), Earned: zero, TopUp: zero, Awarded: zero, Repaid: zero, Owed: zero,
			Adjusted: zero, Paid: zero, Lapsed: zero, CarriedOut: zero,
		}
	}
	for _, tt := range []struct {
		name   string
		change func(*incentive.Program, *incentive.Book)
		want   []string
	}{
		{"no period", func(_ *incentive.Program, b *incentive.Book) { b.Period = partnermath.Period{} }, []string{"book.period.start required", "book.period.end required"}},
		{"another period", func(_ *incentive.Program, b *incentive.Book) { b.Period.End = on("04-02") }, []string{"book.period known"}},
		{"no partners", func(_ *incentive.Program, b *incentive.Book) { b.Partners, b.Sales = nil, nil }, []string{"book.partners required"}},
		{"products", func(_ *incentive.Program, b *incentive.Book) {
			b.Products = append(b.Products, incentive.Product{ID: "x", Category: " "})
		}, []string{"book.products[2].id unique", "book.products[2].category id"}},
		{"partners", func(_ *incentive.Program, b *incentive.Book) {
			b.Partners = append(b.Partners, incentive.Partner{
				ID: "p", Name: "\xff", Type: " ", Certifications: []string{""}, SalesLevel: decimal.NewNullDecimal(decimal.New(1, 1_000_000_000)),
				Enrolled: on("02-01"), Left: on("01-01"), Targets: []incentive.PeriodFigure{{Period: quarter(1), Value: null("0")}},
				History:             []incentive.PeriodFigure{{Period: quarter(1)}, {Period: quarter(1), Value: null("1")}},
				BaselineAdjustments: []incentive.PeriodFigure{{Value: null("1")}},
			})
		}, []string{
			"book.partners[1].id unique", "book.partners[1].name text", "book.partners[1].type id", "book.partners[1].certifications[0] id",
			"book.partners[1].salesLevel bounds", "book.partners[1].left order", "book.partners[1].history[0].value required",
			"book.partners[1].history[1].period unique", "book.partners[1].baselineAdjustments[0].period.start required",
			"book.partners[1].baselineAdjustments[0].period.end required", "book.partners[1].baselineAdjustments[0].reason required",
			"book.partners[1].targets[0].value above",
		}},
		{"settled", func(_ *incentive.Program, b *incentive.Book) {
			last := entry("p", 1, "01-01")
			last.Period, last.Earned = partnermath.Period{}, null("0.001")
			b.Settled = []incentive.Settled{
				entry("z", 1, "03-01"), entry("p", 2, "03-01"), entry("p", 1, ""), entry("p", 1, "12-31"),
				last,
			}
		}, []string{
			"book.settled[0].partner known", "book.settled[1].period order", "book.settled[2].asOf required", "book.settled[3].partner unique",
			"book.settled[3].asOf order", "book.settled[3].asOf match", "book.settled[4].period known", "book.settled[4].earned digits",
		}},
		{"settled without figures", func(_ *incentive.Program, b *incentive.Book) {
			b.Settled = []incentive.Settled{{Partner: "p", Period: quarter(1), AsOf: on("04-01")}}
		}, []string{
			"book.settled[0].earned required", "book.settled[0].topUp required", "book.settled[0].awarded required",
			"book.settled[0].repaid required", "book.settled[0].owed required", "book.settled[0].adjusted required",
			"book.settled[0].paid required", "book.settled[0].lapsed required", "book.settled[0].carriedOut required",
		}},
		{"final again as interim", func(_ *incentive.Program, b *incentive.Book) {
			b.Final, b.Settled = false, []incentive.Settled{entry("p", 1, "04-01")}
			b.Settled[0].Final = true
		}, []string{"book.settled[0].final match"}},
		{"sales", func(_ *incentive.Program, b *incentive.Book) {
			b.Sales = []incentive.Sale{
				{},
				sale("a z 01-10 -1 product=z"),
				{ID: "b", Partner: "p", Kind: "x", Basis: "x", Stage: "x", Currency: "EUR", Date: on("01-10"), Of: "a", Units: null("0.00001"), Amount: null("1e13")},
				sale("c p 01-10 0.001 kind=correction"),
				sale("d p 01-10 - kind=payment of=a"),
				sale("e p - 1 kind=correction of=a"),
				sale("f p 01-10 1"), sale("f p 01-10 2"),
			}
		}, []string{
			"book.sales[0].id id", "book.sales[0].partner known", "book.sales[0].date required",
			"book.sales[1].partner known", "book.sales[1].product known", "book.sales[1].amount min",
			"book.sales[2].currency match", "book.sales[2].kind one-of", "book.sales[2].basis one-of", "book.sales[2].stage one-of",
			"book.sales[2].units digits", "book.sales[2].amount max", "book.sales[2].of empty",
			"book.sales[3].amount digits", "book.sales[3].of required", "book.sales[4].amount required", "book.sales[5].recorded required",
			"book.sales[7].id unique",
		}},
		{"products that the program names", func(p *incentive.Program, _ *incentive.Book) {
			p.Sales.Products, p.Sales.ExceptCategories = []string{"x", "nope"}, []string{"c", "never"}
			p.Multipliers = []incentive.Multiplier{{ID: "m", Factor: null("1"), Sales: incentive.Selection{Categories: []string{"e"}}}}
			p.Gates = []incentive.Gate{{ID: "g", Measure: incentive.MeasureUnits, Minimum: null("1"), Sales: incentive.Selection{ExceptProducts: []string{"w"}}}}
		}, []string{
			"program.sales.products[1] known", "program.sales.exceptCategories[1] known", "program.multipliers[0].sales.categories[0] known",
			"program.gates[0].sales.exceptProducts[0] known",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, b := program(), book(1, "a p 01-10 100")
			tt.change(&p, &b)
			_, err := incentive.Settle(p, b, lastDay(1))
			if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// By itself a book is of the currency that its sales name.
func TestBookOfAnyCurrency(t *testing.T) {
	for _, tt := range []struct {
		currencies [2]string
		want       []string
	}{
		{[2]string{"", ""}, []string{"sales[0].amount digits"}},
		{[2]string{"USD", "USD"}, []string{"sales[0].amount digits"}},
		{[2]string{"", "KWD"}, nil},
		{[2]string{"KWD", ""}, nil},
		{[2]string{"JPY", "JPY"}, []string{"sales[0].amount digits"}},
		{[2]string{"KWD", "EUR"}, []string{"sales[1].currency match"}},
		{[2]string{"XXX", "KWD"}, []string{"sales[0].currency match"}},
	} {
		b := book(1, "a p 01-10 1.001", "b p 01-10 1")
		b.Sales[0].Currency, b.Sales[1].Currency = tt.currencies[0], tt.currencies[1]
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, b.Validate())); diff != "" {
			t.Errorf("%v (-want +got):\n%s", tt.currencies, diff)
		}
	}
}

// A currency that is none is a fault of the program, and not of every sale as well.
func TestCurrencyOfProgram(t *testing.T) {
	p, b := program(), book(1, "a p 01-10 1")
	p.Currency, b.Sales[0].Currency = "XXX", "USD"
	_, err := incentive.Settle(p, b, lastDay(1))
	if diff := cmp.Diff([]string{"program.currency currency"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestAsOfFaults(t *testing.T) {
	for _, tt := range []struct {
		asOf string
		want []string
	}{{"", []string{"asOf required"}}, {"03-30", []string{"asOf order"}}, {"03-31", nil}} {
		_, err := incentive.Settle(program(), book(1), on(tt.asOf))
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.asOf, diff)
		}
	}
	b := book(2)
	b.Final = false
	if _, err := incentive.Settle(program(), b, on("03-31")); strings.Join(testkit.BrokenRules(t, err), " ") != "asOf order" {
		t.Errorf("got %v", err)
	}
}

// What is faulty or contradicts itself is set apart where the program says so, and named.
func TestFindings(t *testing.T) {
	p := program()
	p.Faulty, p.ReturnDays = partnermath.FaultySetApart, partnermath.Int(60)
	b := book(1,
		"a p 01-10 100", "a p 01-10 100.00", // counted once
		"b p 01-10 100", "b p 01-10 200", // neither
		"c p 01-10 -1",                               // faulty
		"d p 01-11 50 kind=return of=nope",           // stands alone
		"e p 01-05 10 kind=return of=a",              // before its sale, counts
		"f p 01-12 10 recorded=01-11",                // counts
		"g p 01-13 10 invoiced=01-12",                // counts
		"h p 01-14 -",                                // unknown
		"i p 06-01 10",                               // not known yet
		"j p 01-15 500 kind=return of=f",             // more than sold
		"k p 01-16 1 chain=s", "l p 01-17 1 chain=s", // the second does not earn
		"m q 01-10 1", "n q 01-11 1 kind=return of=a", // another partner's
		"o p 01-18 1 kind=payment of=nope",
	)
	s := settle(t, p, b, lastDay(1))
	want := []partnermath.Finding{
		{Reason: incentive.FoundBeforeSale, Records: 1, IDs: []string{"e"}},
		{Reason: incentive.ReasonChain, Records: 1, IDs: []string{"l"}},
		{Reason: incentive.ReasonConflict, Records: 1, IDs: []string{"b"}},
		{Reason: incentive.FoundDuplicate, Records: 1, IDs: []string{"a"}},
		{Reason: incentive.ReasonFaulty, Records: 1, IDs: []string{"c"}},
		{Reason: incentive.FoundInvoiced, Records: 1, IDs: []string{"g"}},
		{Reason: incentive.FoundExcess, Records: 1, IDs: []string{"j"}},
		{Reason: incentive.ReasonNotKnown, Records: 1, IDs: []string{"i"}},
		{Reason: incentive.FoundRecordedEarly, Records: 1, IDs: []string{"f"}},
		{Reason: incentive.FoundOtherPartner, Records: 1, IDs: []string{"n"}},
		{Reason: incentive.ReasonUnknownAmount, Records: 1, IDs: []string{"h"}},
		{Reason: incentive.ReasonUnknownSale, Records: 2, IDs: []string{"d", "o"}},
	}
	if diff := cmp.Diff(want, s.Findings); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	// 100 - 10 - 50 + (10 - 10) + 10 + 1 = 51
	if got := s.Statements[0].Qualifying; !got.Equal(number("51")) {
		t.Errorf("%s qualify", got)
	}
}

// Whatever is handed in, nothing panics.
func TestHostileInput(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		hostile := func(what string) decimal.NullDecimal {
			return decimal.NewNullDecimal(testkit.HostileDecimal().Draw(t, what))
		}
		p, b := drawProgram(t), drawBook(t)
		drawRules(t, &p)
		switch rapid.IntRange(0, 7).Draw(t, "where") {
		case 0:
			p.Formula.Tiers.Steps[0].From = hostile("from")
		case 1:
			p.Limits.Budget = hostile("budget")
		case 2:
			p.MeasureCap, p.ReturnDays = hostile("cap"), hostile("days")
		case 3:
			b.Sales = append(b.Sales, incentive.Sale{ID: testkit.HostileString().Draw(t, "id"), Amount: hostile("amount"), Units: hostile("units")})
		case 4:
			b.Settled = []incentive.Settled{{Partner: "p", Period: quarter(1), AsOf: on("04-01"), Paid: hostile("paid"), Earned: decimal.NullDecimal{Decimal: hostile("no figure").Decimal}}}
		case 5:
			b.Partners[0].History = []incentive.PeriodFigure{{Period: quarter(1), Value: hostile("value")}}
		case 6:
			p.Formula.Kind = incentive.FormulaGrowth
			p.Formula.Baseline = incentive.Baseline{Kind: incentive.BaselineAgreed, Agreed: hostile("agreed")}
		case 7:
			p.Currency, b.Period.Start = testkit.HostileString().Draw(t, "currency"), partnermath.Date{}
		}
		_, err := incentive.Settle(p, b, on("12-31"))
		testkit.BrokenRules(t, err)
		testkit.BrokenRules(t, b.Validate())
	})
}
