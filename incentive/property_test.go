package incentive_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/internal/testkit"
)

// drawAmount draws an amount of up to 1,000 with cents.
func drawAmount(t *rapid.T, what string) decimal.NullDecimal {
	return decimal.NewNullDecimal(testkit.Decimal(0, 1000, 2).Draw(t, what))
}

func drawMaybe(t *rapid.T, what string) decimal.NullDecimal {
	if rapid.IntRange(0, 2).Draw(t, what+" given") > 0 {
		return decimal.NullDecimal{}
	}
	return drawAmount(t, what)
}

// drawProgram draws a program of tiers without rules of a transaction or a window.
func drawProgram(t *rapid.T) incentive.Program {
	p := program()
	method := rapid.SampledFrom([]partnermath.Method{
		partnermath.MethodStepped, partnermath.MethodWhole, partnermath.MethodRolling, partnermath.MethodTotal,
	}).Draw(t, "method")
	boundary := rapid.SampledFrom([]partnermath.Boundary{partnermath.BoundaryLower, partnermath.BoundaryUpper}).Draw(t, "boundary")
	p.Formula.Tiers = partnermath.Tiers{Method: method, Boundary: boundary}
	from := decimal.Decimal{}
	for range rapid.IntRange(1, 4).Draw(t, "steps") {
		step := partnermath.Step{From: decimal.NewNullDecimal(from), Rate: decimal.NewNullDecimal(testkit.Decimal(0, 1, 3).Draw(t, "rate"))}
		if rapid.Bool().Draw(t, "flat given") {
			step.Flat = drawAmount(t, "flat")
		}
		p.Formula.Tiers.Steps = append(p.Formula.Tiers.Steps, step)
		from = from.Add(testkit.Decimal(1, 1000, 2).Draw(t, "to the next"))
	}
	p.Limits.PartnerCap = drawMaybe(t, "partner cap")
	p.Limits.Budget = drawMaybe(t, "budget")
	if p.MeasureCap = drawMaybe(t, "measure cap"); p.MeasureCap.Decimal.IsZero() {
		p.MeasureCap = decimal.NullDecimal{}
	}
	return p
}

// drawRules adds the rules that drawProgram leaves out.
func drawRules(t *rapid.T, p *incentive.Program) {
	p.Limits.TransactionCap, p.Limits.RepCap = drawMaybe(t, "transaction cap"), drawMaybe(t, "rep cap")
	p.Limits.MinimumPayout = drawMaybe(t, "minimum")
	p.GraceDays = rapid.IntRange(0, 40).Draw(t, "grace")
	if rapid.Bool().Draw(t, "window given") {
		p.ReturnDays = partnermath.Int(rapid.Int64Range(0, 120).Draw(t, "window"))
	}
	if rapid.Bool().Draw(t, "multiplied") {
		p.Multipliers = []incentive.Multiplier{{
			ID: "m", Sales: incentive.Selection{Products: []string{"x"}}, Factor: decimal.NewNullDecimal(testkit.Decimal(0, 3, 2).Draw(t, "factor")),
		}}
	}
	kinds := []incentive.GuaranteeKind{"", incentive.GuaranteePerPeriod, incentive.GuaranteeCumulative, incentive.GuaranteeRecoverable}
	if kind := rapid.SampledFrom(kinds).Draw(t, "guarantee"); kind != "" {
		amount := decimal.New(rapid.Int64Range(1, 20_000).Draw(t, "guaranteed"), -2)
		if limit := p.Limits.PartnerCap; limit.Valid && amount.GreaterThan(limit.Decimal) {
			amount = limit.Decimal
		}
		if amount.IsPositive() {
			p.Limits.Guarantee = incentive.Guarantee{Kind: kind, Amount: decimal.NewNullDecimal(amount)}
		}
	}
}

// drawBook draws sales of the first two quarters, with what came back of them.
func drawBook(t *rapid.T) incentive.Book {
	b := book(2)
	b.Partners = []incentive.Partner{{ID: "p"}, {ID: "q"}, {ID: "r"}}
	day := func(what string) partnermath.Date {
		return quarter(1).Start.AddDays(rapid.IntRange(0, 180).Draw(t, what))
	}
	for i := range rapid.IntRange(0, 12).Draw(t, "sales") {
		s := incentive.Sale{
			ID: fmt.Sprintf("s%02d", i), Partner: rapid.SampledFrom([]string{"p", "q", "r"}).Draw(t, "partner"),
			Rep:     rapid.SampledFrom([]string{"", "a", "b"}).Draw(t, "rep"),
			Product: rapid.SampledFrom([]string{"", "x", "y"}).Draw(t, "product"),
			Amount:  drawAmount(t, "amount"), Date: day("day"),
		}
		if rapid.IntRange(0, 3).Draw(t, "on time") == 0 {
			s.Recorded = s.Date.AddDays(rapid.IntRange(0, 90).Draw(t, "late by"))
		}
		if n := len(b.Sales); n > 0 {
			switch of := b.Sales[rapid.IntRange(0, n-1).Draw(t, "of")]; rapid.IntRange(0, 4).Draw(t, "kind") {
			case 0:
				s.Kind, s.Of, s.Partner = incentive.KindReturn, of.ID, of.Partner
			case 1:
				s.Kind = incentive.KindReturn
			case 2:
				s.Kind, s.Of, s.Partner = incentive.KindCorrection, of.ID, of.Partner
				s.Amount.Decimal = s.Amount.Decimal.Sub(decimal.New(500, 0))
			}
		}
		b.Sales = append(b.Sales, s)
	}
	return b
}

// The figures of any settlement follow from each other on every level (see foots), it
// changes nothing that it was given, and its JSON is exact.
func TestSettlementsFoot(t *testing.T) { rapid.Check(t, settlesSoundly) }

func FuzzSettle(f *testing.F) { f.Fuzz(rapid.MakeFuzz(settlesSoundly)) }

func settlesSoundly(t *rapid.T) {
	p, b := drawProgram(t), drawBook(t)
	drawRules(t, &p)
	before := string(testkit.RoundTrip(t, b))
	first := b
	first.Period, first.Final = quarter(1), rapid.Bool().Draw(t, "first is final")
	b.Settled = settle(t, p, first, quarter(1).End.AddDays(rapid.IntRange(0, 60).Draw(t, "days after"))).Settled
	s := settle(t, p, b, on("12-31"))
	testkit.RoundTrip(t, s)
	b.Settled = nil
	if diff := cmp.Diff(before, string(testkit.RoundTrip(t, b))); diff != "" {
		t.Fatalf("the book changed:\n%s", diff)
	}
}

// Whatever the order of the records, the settlement is the same.
func TestOrderNeverMatters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, b := drawProgram(t), drawBook(t)
		drawRules(t, &p)
		want := settle(t, p, b, on("12-31"))
		b.Sales = rapid.Permutation(b.Sales).Draw(t, "permuted")
		if diff := cmp.Diff(want, settle(t, p, b, on("12-31"))); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
	})
}

// plain draws a book of the first quarter of one partner without corrections.
func plain(t *rapid.T) incentive.Book {
	b := book(1)
	for i := range rapid.IntRange(1, 8).Draw(t, "sales") {
		b.Sales = append(b.Sales, incentive.Sale{
			ID: fmt.Sprintf("s%02d", i), Partner: "p", Amount: drawAmount(t, "amount"), Date: quarter(1).Start.AddDays(i),
		})
	}
	return b
}

// Two sales or one of both, as long as no rule is of a transaction.
func TestGroupingNeverMatters(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, b := drawProgram(t), plain(t)
		want := settle(t, p, b, lastDay(1))
		i := rapid.IntRange(0, len(b.Sales)-1).Draw(t, "split")
		first, second := b.Sales[i], b.Sales[i]
		part := testkit.Decimal(0, 1000, 2).Draw(t, "part")
		part = decimal.Min(part, first.Amount.Decimal)
		first.Amount.Decimal, second.Amount.Decimal, second.ID = part, second.Amount.Decimal.Sub(part), "split"
		b.Sales[i] = first
		b.Sales = append(b.Sales, second)
		got := settle(t, p, b, lastDay(1))
		if !got.Earned.Equal(want.Earned) || !got.Payable.Equal(want.Payable) {
			t.Fatalf("earned %s and payable %s, want %s and %s", got.Earned, got.Payable, want.Earned, want.Payable)
		}
	})
}

// Inside the first tier the whole and the stepped method agree.
func TestMethodsAgreeInTheFirstTier(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, b := drawProgram(t), plain(t)
		p.Formula.Tiers.Steps = append(p.Formula.Tiers.Steps[:1:1], partnermath.Step{From: partnermath.Int(1_000_000), Rate: partnermath.Int(1)})
		p.Formula.Tiers.Method = partnermath.MethodWhole
		want := settle(t, p, b, lastDay(1))
		p.Formula.Tiers.Method = partnermath.MethodStepped
		if got := settle(t, p, b, lastDay(1)); !got.Earned.Equal(want.Earned) {
			t.Fatalf("stepped %s, whole %s", got.Earned, want.Earned)
		}
	})
}

// What interim settlements and the final one pay adds up to what the final one alone
// pays, and the final one hands on the same balance.
func TestInterimSettlementsTelescope(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, b := drawProgram(t), drawBook(t)
		drawRules(t, &p)
		b.Period = quarter(1)
		asOf := quarter(1).End.AddDays(rapid.IntRange(0, 60).Draw(t, "days after"))
		want := settle(t, p, b, asOf)
		paid := make([]decimal.Decimal, len(b.Partners))
		days := rapid.SliceOfN(rapid.IntRange(0, 150), 0, 3).Draw(t, "days")
		days = append(days, asOf.DaysSince(quarter(1).Start))
		last := 0
		var got incentive.Settlement
		for i, day := range days {
			day = min(max(day, last), asOf.DaysSince(quarter(1).Start))
			last, b.Final = day, i == len(days)-1
			got = settle(t, p, b, quarter(1).Start.AddDays(day))
			for j, st := range got.Statements {
				paid[j] = paid[j].Add(st.Payable)
			}
			b.Settled = got.Settled
		}
		for j, st := range got.Statements {
			total := paid[j].Add(st.CarriedOut)
			if direct := want.Statements[j].Payable.Add(want.Statements[j].CarriedOut); !total.Equal(direct) {
				t.Fatalf("%s was paid %s with %s carried, %s in all, want %s", st.Partner, paid[j], st.CarriedOut, total, direct)
			}
		}
	})
}

// A program without a rule of a transaction or a window pays the same for sales and
// returns as for what is left.
func TestReturnsAreNetted(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, b := drawProgram(t), plain(t)
		net := b
		net.Sales = nil
		for i, s := range b.Sales {
			back := decimal.Min(s.Amount.Decimal, testkit.Decimal(0, 1000, 2).Draw(t, "back"))
			b.Sales = append(b.Sales, incentive.Sale{
				ID: fmt.Sprintf("r%02d", i), Partner: "p", Kind: incentive.KindReturn, Of: s.ID,
				Amount: decimal.NewNullDecimal(back), Date: s.Date.AddDays(20),
			})
			s.Amount.Decimal = s.Amount.Decimal.Sub(back)
			net.Sales = append(net.Sales, s)
		}
		got, want := settle(t, p, b, on("12-31")), settle(t, p, net, on("12-31"))
		if !got.Earned.Equal(want.Earned) || !got.Payable.Equal(want.Payable) {
			t.Fatalf("earned %s, want %s", got.Earned, want.Earned)
		}
	})
}

// With a rule of a transaction it is not so. Two sales of 100 less 100 that came back,
// nobody knows of which, earn 10 % of 100, each its half of 5, which the cap of 5 lets
// pass. Net there is one sale of 100, and it earns 5.
func TestReturnsUnderATransactionCap(t *testing.T) {
	p := program()
	p.Formula = flatRate("0.1")
	p.Limits.TransactionCap = null("5")
	lump := settle(t, p, book(1, "a p 01-10 100", "b p 01-11 100", "r p 01-12 100 kind=return"), lastDay(1))
	net := settle(t, p, book(1, "b p 01-11 100"), lastDay(1))
	if !lump.Earned.Equal(number("10")) || !net.Earned.Equal(number("5")) {
		t.Errorf("earned %s and %s, want 10 and 5", lump.Earned, net.Earned)
	}
}

// A late sale of one partner takes nothing from another.
func TestLateSalesTakeNothingFromOthers(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, b := drawProgram(t), drawBook(t)
		drawRules(t, &p)
		for i := range b.Sales {
			b.Sales[i].Recorded = quarter(1).Start
			b.Sales[i].Date = quarter(1).Start
		}
		first := b
		first.Period = quarter(1)
		b.Settled = settle(t, p, first, quarter(1).End).Settled
		late := incentive.Sale{ID: "late", Partner: "p", Amount: drawAmount(t, "late"), Date: quarter(1).Start, Recorded: on("07-31")}
		b.Sales = append(b.Sales, late)
		for _, e := range settle(t, p, b, on("12-31")).Settled {
			for _, before := range b.Settled {
				if e.Partner == before.Partner && e.Partner != "p" && e.Period == before.Period && !e.Awarded.Decimal.Equal(before.Awarded.Decimal) {
					t.Fatalf("%s had %s and has %s", e.Partner, before.Awarded.Decimal, e.Awarded.Decimal)
				}
			}
		}
	})
}
