package incentive_test

import (
	"cmp"
	"encoding/json"
	"errors"
	"fmt"
	"slices"
	"testing"

	gocmp "github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/internal/testkit"
)

// streamed makes a program one that a tally takes.
func streamed(p incentive.Program) incentive.Program {
	sold := func(m incentive.Measure) incentive.Measure {
		if m == incentive.MeasureNewCustomers {
			return incentive.MeasureDeals
		}
		return m
	}
	p.Role, p.Stage, p.Qualifies, p.Pays = "", "", sold(p.Qualifies), sold(p.Pays)
	p.Limits.TransactionCap = decimal.NullDecimal{}
	for i := range p.Multipliers {
		p.Multipliers[i].NewCustomer = false
	}
	return p
}

func countsDeals(p incentive.Program) bool {
	return p.Qualifies == incentive.MeasureDeals || p.Pays == incentive.MeasureDeals ||
		slices.ContainsFunc(p.Gates, func(g incentive.Gate) bool { return g.Measure == incentive.MeasureDeals })
}

// selfContained makes each record say what its sale has. Sales have a price, at which they are
// returned; what comes back is no more than was sold, and no sale is both returned and corrected. A
// margin below 0 is not corrected: a tally does not know on which side of its shares it belongs.
func selfContained(p incentive.Program, sales []incentive.Sale) []incentive.Sale {
	by := map[string]incentive.Sale{}
	var all []incentive.Sale
	priced := func(s, of incentive.Sale) incentive.Sale {
		s.Amount.Decimal, s.Margin = of.Amount.Decimal.Mul(s.Units.Decimal), decimal.NewNullDecimal(of.Margin.Decimal.Mul(s.Units.Decimal))
		s.Amount.Valid = true
		return s
	}
	for _, s := range sales {
		if _, again := by[s.ID]; s.Of == "" && !again {
			by[s.ID] = s
			if s.Kind == "" {
				s = priced(s, s)
			}
			all = append(all, s)
		}
	}
	corrected, back, seen := map[string]bool{}, map[string]decimal.Decimal{}, map[string]bool{}
	for _, s := range sales {
		of := by[s.Of]
		if s.Of == "" || countsDeals(p) || seen[s.ID] {
			continue
		}
		seen[s.ID] = true
		s.Sold, s.Invoiced, s.Product, s.Rep, s.Basis = of.Date, of.Date, of.Product, of.Rep, of.Basis
		if s.Kind == incentive.KindCorrection {
			if _, returned := back[s.Of]; !returned && !of.Margin.Decimal.IsNegative() {
				corrected[s.Of] = true
				all = append(all, s)
			}
			continue
		}
		s.Units = decimal.NewNullDecimal(decimal.Max(decimal.Min(s.Units.Decimal, of.Units.Decimal), decimal.New(1, 0)))
		if sum := back[s.Of].Add(s.Units.Decimal); !corrected[s.Of] && sum.LessThanOrEqual(of.Units.Decimal) {
			back[s.Of] = sum
			all = append(all, priced(s, of))
		}
	}
	return all
}

// bare is what a settlement has in common with that of a tally.
func bare(s incentive.Settlement) incentive.Settlement {
	s.Statements = slices.Clone(s.Statements)
	for i := range s.Statements {
		st := &s.Statements[i]
		st.Adjustments, st.Outside = nameless(st.Adjustments), nameless(st.Outside)
		// The caps of reps stand in another order, which shifts their running totals.
		st.Caps = slices.Clone(st.Caps)
		for j := range st.Caps {
			if c := &st.Caps[j]; c.Cap == incentive.CapRep {
				c.Before, c.After, c.Cost = number("0"), number("0"), number("0")
			}
		}
		slices.SortStableFunc(st.Caps, func(a, b incentive.CapLine) int { return cmp.Or(cmp.Compare(b.Cap, a.Cap), cmp.Compare(a.ID, b.ID)) })
		sums := map[string]incentive.SaleLine{}
		for _, l := range st.Lines {
			of := sums[l.Product+" "+l.Rep]
			of.Qualifying.Decimal = of.Qualifying.Decimal.Add(l.Qualifying.Decimal)
			of.PaidOn.Decimal = of.PaidOn.Decimal.Add(l.PaidOn.Decimal)
			sums[l.Product+" "+l.Rep] = of
		}
		st.Lines = nil
		for product, l := range sums {
			if l.Sale = product; !l.Qualifying.Decimal.IsZero() || !l.PaidOn.Decimal.IsZero() {
				st.Lines = append(st.Lines, l)
			}
		}
		slices.SortFunc(st.Lines, func(a, b incentive.SaleLine) int { return cmp.Compare(a.Sale, b.Sale) })
	}
	return s
}

func nameless(all []incentive.Adjustment) []incentive.Adjustment {
	var named []incentive.Adjustment
	for _, a := range all {
		if a.Records = nil; !a.Amount.IsZero() {
			named = append(named, a)
		}
	}
	return named
}

// A tally settles as a book of the same records does, and all ways to share them among
// tallies give the same bytes.
func TestTallyIsSettleProperty(t *testing.T) { rapid.Check(t, tallyIsSettle) }

func FuzzTallyIsSettle(f *testing.F) { f.Fuzz(rapid.MakeFuzz(tallyIsSettle)) }

func tallyIsSettle(t *rapid.T) {
	w := world{T: t}
	p := streamed(w.program())
	settler, err := incentive.Compile(p)
	if err != nil {
		t.Skip("measures that do not fit together")
	}
	book := incentive.Book{Products: products(), Partners: w.partners(p)}
	sales := selfContained(p, w.sales(p, book.Partners))
	for _, s := range w.settlements(p) {
		book.Period, book.Final = s.period, s.final
		batch := book
		batch.Sales = sales
		want, err := settler.Settle(batch, s.asOf)
		if err != nil {
			t.Fatalf("Settle refuses %s\n%v", document(p, batch), err)
		}
		tallies := make([]*incentive.Tally, rapid.IntRange(1, 3).Draw(t, "workers"))
		for i := range tallies {
			if tallies[i], err = incentive.NewTally(settler, book, s.asOf); err != nil {
				t.Fatal(err)
			}
		}
		for _, sale := range rapid.Permutation(sales).Draw(t, "streamed") {
			if err := rapid.SampledFrom(tallies).Draw(t, "worker").Add(sale); err != nil {
				t.Fatalf("%+v: %v", sale, err)
			}
		}
		tallies = rapid.Permutation(tallies).Draw(t, "merged")
		for _, other := range tallies[1:] {
			if err := tallies[0].Merge(other); err != nil {
				t.Fatal(err)
			}
		}
		got := result(t, tallies[0])
		if diff := gocmp.Diff(bare(want), bare(got)); diff != "" {
			t.Fatalf("settlement of %s as of %s, final %v (-Settle +Tally):\n%s\n%s", s.period, s.asOf, s.final, diff, document(p, batch))
		}
		one, _ := incentive.NewTally(settler, book, s.asOf)
		for _, sale := range sales {
			_ = one.Add(sale)
		}
		if a, b := text(t, got), text(t, result(t, one)); a != b {
			t.Fatalf("a partition gives\n%s\none tally\n%s", a, b)
		}
		book.Settled = want.Settled
	}
}

func result(t rapid.TB, tally *incentive.Tally) incentive.Settlement {
	s, err := tally.Result()
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func text(t rapid.TB, v any) string {
	b, err := json.Marshal(v)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func newTally(t testing.TB, p incentive.Program) *incentive.Tally {
	t.Helper()
	settler, err := incentive.Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	tally, err := incentive.NewTally(settler, book(1), lastDay(1))
	if err != nil {
		t.Fatal(err)
	}
	return tally
}

func TestTallyRefusesRulesOfSingleSales(t *testing.T) {
	p := program()
	p.Qualifies, p.Formula.Tiers = incentive.MeasureNewCustomers, tiers(partnermath.MethodWhole, "0 - 5")
	p.Pays = incentive.MeasureNewCustomers
	p.Role, p.Stage, p.Limits.TransactionCap = "reseller", incentive.StagePaid, null("5")
	p.Multipliers = []incentive.Multiplier{{ID: "m", NewCustomer: true, Factor: null("2")}}
	p.Gates = []incentive.Gate{{ID: "g", Measure: incentive.MeasureNewCustomers, Minimum: null("1")}}
	settler, err := incentive.Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	_, err = incentive.NewTally(settler, book(1, "a p 01-10 100"), lastDay(1))
	want := []string{
		"book.sales empty", "program.role empty", "program.stage match", "program.qualifies match", "program.pays match",
		"program.multipliers[0].newCustomer empty", "program.gates[0].measure match", "program.limits.transactionCap empty",
	}
	if diff := gocmp.Diff(want, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestTallyRefusesRecords(t *testing.T) {
	day := on("02-03")
	sale := incentive.Sale{ID: "a", Partner: "p", Amount: null("10"), Date: day}
	ret := incentive.Sale{ID: "r", Partner: "p", Of: "a", Kind: incentive.KindReturn, Amount: null("5"), Date: day}
	for _, tt := range []struct {
		name   string
		change func(*incentive.Program, *incentive.Sale)
		of     incentive.Sale
		want   []string
	}{
		{"as in a book", func(_ *incentive.Program, s *incentive.Sale) { s.Partner, s.Amount = "nobody", null("-1") }, sale, []string{"sales[0].partner known", "sales[0].amount min"}},
		{"a chain", func(_ *incentive.Program, s *incentive.Sale) { s.Chain = "c" }, sale, []string{"sales[0].chain empty"}},
		{"a return without its sale's day", func(*incentive.Program, *incentive.Sale) {}, ret, []string{"sales[0].sold required"}},
		{"a payment", func(_ *incentive.Program, s *incentive.Sale) { s.Kind, s.Sold = incentive.KindPayment, day }, ret, []string{"sales[0].kind match"}},
		{"a return of a deal", func(p *incentive.Program, s *incentive.Sale) {
			p.Gates, s.Sold = []incentive.Gate{{ID: "g", Measure: incentive.MeasureDeals, Minimum: null("1")}}, day
		}, ret, []string{"sales[0].of match"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, s := program(), tt.of
			tt.change(&p, &s)
			tally := newTally(t, p)
			if diff := gocmp.Diff(tt.want, testkit.BrokenRules(t, tally.Add(s))); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			if got := result(t, tally); len(got.Findings) != 0 || !got.Statements[0].Qualifying.IsZero() {
				t.Errorf("a refused record counts: %+v", got)
			}
			p.Faulty = partnermath.FaultySetApart
			tally = newTally(t, p)
			if err := tally.Add(s); err != nil {
				t.Error(err)
			}
			want := []partnermath.Finding{{Reason: incentive.ReasonFaulty, Records: 1, IDs: []string{s.ID}}}
			if diff := gocmp.Diff(want, result(t, tally).Findings); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestTalliesThatDoNotFit(t *testing.T) {
	var zero incentive.Tally
	for _, err := range []error{zero.Add(incentive.Sale{}), zero.Merge(&zero), newTally(t, program()).Merge(nil), func() error { _, err := zero.Result(); return err }()} {
		var faults *partnermath.ValidationError
		if !errors.As(err, &faults) || faults.Fields[0].Rule != "required" {
			t.Errorf("got %v", err)
		}
	}
	var settler *incentive.Settler
	for _, s := range []*incentive.Settler{settler, new(incentive.Settler)} {
		if _, err := s.Settle(book(1), lastDay(1)); err == nil {
			t.Error("a zero Settler settles")
		}
		if _, err := incentive.NewTally(s, book(1), lastDay(1)); err == nil {
			t.Error("a zero Settler tallies")
		}
	}
	other := program()
	other.Name = "other"
	if own := newTally(t, program()); !slices.Equal(testkit.BrokenRules(t, own.Merge(own)), []string{"other match"}) {
		t.Error("a tally takes itself in")
	}
	if got := testkit.BrokenRules(t, newTally(t, program()).Merge(newTally(t, other))); !slices.Equal(got, []string{"other match"}) {
		t.Errorf("got %v", got)
	}
	if _, err := incentive.Compile(incentive.Program{}); err == nil {
		t.Error("a zero program is compiled")
	}
}

// A product can add up to more than 64 bits hold.
func TestTallyOfTooMuch(t *testing.T) {
	tally := newTally(t, program())
	for i := range 20_001 {
		if err := tally.Add(incentive.Sale{ID: fmt.Sprint(i), Partner: "p", Amount: null("1000000000000"), Date: on("02-03")}); err != nil {
			t.Fatal(err)
		}
	}
	_, err := tally.Result()
	if diff := gocmp.Diff([]string{"tally max"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// What is done to the program later does not reach a Settler.
func TestCompileKeepsACopy(t *testing.T) {
	p := program()
	p.Sales.Products = []string{} // chooses all, as the JSON of the program does
	settler, err := incentive.Compile(p)
	if err != nil {
		t.Fatal(err)
	}
	b := book(1, "a p 01-10 100")
	want := settle(t, p, b, lastDay(1))
	p.Formula.Tiers.Steps[0].Rate, p.Periods[0] = null("1"), quarter(2)
	got, err := settler.Settle(b, lastDay(1))
	if diff := gocmp.Diff(want, got); err != nil || diff != "" {
		t.Errorf("%v -want +got:\n%s", err, diff)
	}
}
