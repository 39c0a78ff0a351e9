package merit

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

func date(text string) partnermath.Date {
	if len(text) == len("03-01") {
		text = "2026-" + text
	}
	d, err := partnermath.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func num(text string) decimal.NullDecimal {
	return decimal.NewNullDecimal(decimal.RequireFromString(text))
}

// contending reads contenders, one a line: id, amount, alignment, group, and the day of
// submission where it is not January 1.
func contending(text string) []Contender {
	var all []Contender
	for line := range strings.Lines(text) {
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		c := Contender{Request: f[0], Amount: num(f[1]), Alignment: num(f[2]), Submitted: date("01-01")}
		if len(f) > 3 && f[3] != "-" {
			c.Group = f[3]
		}
		if len(f) > 4 {
			c.Submitted = date(f[4])
		}
		all = append(all, c)
	}
	return all
}

// awarded writes awards: value, bound, then what each has, and of the minimum.
func awarded(a Awards) string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s of %s %t", a.Value, a.Bound, a.Proven)
	for _, l := range a.Lines {
		fmt.Fprintf(&b, "; %s %s", l.Request, l.Funded)
		if l.OfMinimum.IsPositive() {
			fmt.Fprintf(&b, " (%s)", l.OfMinimum)
		}
		for _, reason := range l.Reasons {
			b.WriteString(" " + string(reason))
		}
	}
	return b.String()
}

func TestCompete(t *testing.T) {
	for _, tt := range []struct {
		name, budget, contenders, want string
		whole                          bool
		minimums                       []Minimum
	}{
		{"in part", "100", `
			b 60 0.8
			a 70 0.5
			c 10 0`, "68 of 68 true; b 60; a 40 outbid; c 0 no-merit", false, nil},
		{"equal merit: the earlier, then the id", "15", `
			c 10 0.5
			b 10 0.5
			d 10 0.5 - 2025-12-31`, "7.5 of 7.5 true; d 10; b 5 outbid; c 0 outbid", false, nil},
		// 60 × 0.8 = 48 in the order of merit, but 50 × 0.7 + 50 × 0.6 = 65; in part
		// 48 + 40 × 0.7 = 76.
		{"in whole", "100", `
			a 60 0.8
			b 50 0.7
			c 50 0.6`, "65 of 65 true; a 0 outbid; b 50; c 50", true, nil},
		{"the first set among equals", "10", `
			a 10 0.5
			b 5 0.5
			c 5 0.5`, "5 of 5 true; a 10; b 0 outbid; c 0 outbid", true, nil},
		// East has 30 first: 20 of e, 10 of f. The 70 left: a, and 10 more of f, of more merit than g.
		{"minimums in part", "100", `
			a 60 0.9
			e 20 0.4 east
			f 30 0.3 east
			g 40 0.2`, "68 of 68 true; a 60; e 20 (20); f 20 (10) outbid; g 0 outbid", false, []Minimum{{"east", num("0.3")}}},
		{"what a group cannot use is free", "100", `
			a 90 0.9
			b 90 0.8
			e 10 0.1 east
			f 10 0 east`, "82 of 82 true; a 90; b 0 outbid minimum-share; e 10 (10); f 0 no-merit", false, []Minimum{{"east", num("0.5")}}},
		// East's 50 hold e (30), not f (30), and g (20), so it has 50 at least. With e and f it has 60,
		// of which 50 count to the minimum, and a has the 40 left: 15 + 12 + 36 = 63.
		{"minimums in whole", "100", `
			a 40 0.9
			e 30 0.5 east
			f 30 0.4 east
			g 20 0.1 east`, "63 of 63 true; a 40; e 30 (30); f 30 (20); g 0 outbid", true, []Minimum{{"east", num("0.5")}}},
		// Of 14, a and then c fit, 13. With b alone x would have 11, less than that, though worth more.
		{"the floor before the value", "14", `
			a 4 0.8 x
			b 11 0.6 x
			c 9 0.2 x`, "5 of 5 true; a 4 (4); b 0 outbid minimum-share; c 9 (9)", true, []Minimum{{"x", num("1")}}},
		{"nothing to fund", "0", "a 1 1", "0 of 0 true; a 0 outbid", true, nil},
		{"nobody", "5", "", "0 of 0 true", false, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := Competition{Currency: "USD", Budget: num(tt.budget), Merit: Alignment, Whole: tt.whole, Minimums: tt.minimums}
			a, err := Compete(c, contending(tt.contenders))
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, awarded(a)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// The mixed merit is 0.6 × min(1, max(0, ROI) ÷ 3) + 0.4 × alignment: 0.6 ÷ 3 + 0.4 × 0.5 = 0.4 of a;
// 0.6 + 0.4 × 0.5 = 0.8 of b, 0.4 × 0.5 = 0.2 of c and d, 0.6 × 2 ÷ 9 = 0.1333 of e.
func TestCompeteMerit(t *testing.T) {
	contenders := contending("a 10 0.5\nb 10 0.5\nc 10 0.5\nd 10 0.5\ne 10 0.5")
	for i, roi := range []string{"1", "4", "-1", "", "0.66666666"} {
		if roi != "" {
			contenders[i].ROI = num(roi)
		}
	}
	contenders[4].Alignment = decimal.NullDecimal{}
	c := Competition{Currency: "USD", Budget: num("25"), Merit: Mixed, ROIWeight: num("0.6"), ROICap: num("3")}
	for _, tt := range []struct {
		kind Kind
		want string
	}{
		{Mixed, "0.8 b, 0.4 a, 0.2 c, 0.2 d roi-unknown outbid, 0.1333 e alignment-unknown outbid"},
		{ROI, "4 b, 1 a, 0.6667 e outbid, 0 d roi-unknown no-merit, -1 c no-merit"},
		{Alignment, "0.5 a, 0.5 b, 0.5 c outbid, 0.5 d outbid, 0 e alignment-unknown no-merit"},
	} {
		if c.Merit = tt.kind; c.Merit != Mixed {
			c.ROIWeight, c.ROICap = decimal.NullDecimal{}, decimal.NullDecimal{}
		}
		a, err := Compete(c, contenders)
		if err != nil {
			t.Fatal(err)
		}
		var got []string
		for _, l := range a.Lines {
			got = append(got, strings.TrimSpace(fmt.Sprintf("%s %s %s", l.Merit, l.Request, strings.Trim(fmt.Sprint(l.Reasons), "[]"))))
		}
		want := tt.want
		if tt.kind == Mixed {
			want = strings.Replace(want, "0.2 c", "0.2 c outbid", 1)
		}
		if diff := cmp.Diff(want, strings.Join(got, ", ")); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.kind, diff)
		}
	}
}

// drawContest draws a competition of few contenders by alignment.
func drawContest(t *rapid.T) (Competition, []Contender) {
	c := Competition{Currency: "USD", Budget: partnermath.Num(rapid.Int64Range(0, 400).Draw(t, "budget"), 2), Merit: Alignment}
	var all []Contender
	for i := range rapid.IntRange(0, 9).Draw(t, "contenders") {
		all = append(all, Contender{
			Request: fmt.Sprint(i), Submitted: date("01-01"), Group: rapid.SampledFrom([]string{"", "e", "w"}).Draw(t, "group"),
			Amount:    partnermath.Num(rapid.Int64Range(1, 150).Draw(t, "amount"), 2),
			Alignment: partnermath.Num(rapid.Int64Range(0, 20).Draw(t, "merit"), 1+rapid.Int32Range(1, 2).Draw(t, "places")),
		})
	}
	return c, all
}

func compete(t *rapid.T, c Competition, all []Contender) Awards {
	a, err := Compete(c, all)
	if err != nil {
		t.Fatal(err)
	}
	sum, value := decimal.Decimal{}, decimal.Decimal{}
	for _, l := range a.Lines {
		if l.Funded.GreaterThan(l.Amount) || l.Funded.IsNegative() || l.OfMinimum.GreaterThan(l.Funded) {
			t.Fatalf("%+v", l)
		}
		sum, value = sum.Add(l.Funded), value.Add(l.Funded.Mul(l.Merit))
	}
	if !sum.Equal(a.Funded) || !value.Equal(a.Value) || a.Left.IsNegative() || a.Gap.IsNegative() || !a.Funded.Add(a.Left).Equal(a.Budget) {
		t.Fatalf("%+v does not add up", a)
	}
	return a
}

// Without minimums: more budget never funds less value in part, nor lowers the bound, and in
// whole no set that the budget pays has more value than a proven one.
func checkCompete(t *rapid.T) {
	c, all := drawContest(t)
	more := c
	more.Budget.Decimal = c.Budget.Decimal.Add(num("0.37").Decimal)
	a, b := compete(t, c, all), compete(t, more, all)
	if b.Value.LessThan(a.Value) || b.Bound.LessThan(a.Bound) || !a.Value.Equal(a.Bound) {
		t.Fatalf("%s of %s, then %s of %s", a.Value, a.Bound, b.Value, b.Bound)
	}
	c.Whole, more.Whole = true, true
	whole := compete(t, c, all)
	if next := compete(t, more, all); next.Bound.LessThan(whole.Bound) || next.Value.LessThan(whole.Value) {
		t.Fatalf("%+v, then %+v", whole, next)
	}
	if best := bruteForce(c, all, nil); !whole.Value.Equal(best) || !whole.Proven || whole.Value.GreaterThan(a.Value) {
		t.Fatalf("%s of %s", whole.Value, best)
	}
}

func TestCompeteProperty(t *testing.T) { rapid.Check(t, checkCompete) }

func FuzzCompete(f *testing.F) { f.Fuzz(rapid.MakeFuzz(checkCompete)) }

// With minimums: the set is the best of those in which the groups have their floors, and
// within the bound; in part, no group has less than its minimum while it could use it.
func TestCompeteMinimumsProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, all := drawContest(t)
		c.Minimums = []Minimum{
			{"w", partnermath.Num(rapid.Int64Range(0, 60).Draw(t, "w"), 2)},
			{"e", partnermath.Num(rapid.Int64Range(0, 40).Draw(t, "e"), 2)},
		}
		a := compete(t, c, all)
		for _, m := range a.Minimums {
			have, could := decimal.Decimal{}, decimal.Decimal{}
			for _, l := range a.Lines {
				if l.Group == m.Group && l.Merit.IsPositive() {
					have, could = have.Add(l.Funded), could.Add(l.Amount)
				}
			}
			if have.LessThan(decimal.Min(could, m.Amount)) {
				t.Fatalf("%+v has %s", m, have)
			}
		}
		c.Whole = true
		a = compete(t, c, all)
		floors, used := map[string]decimal.Decimal{}, map[string]decimal.Decimal{}
		for _, l := range a.Lines {
			if l.Funded.IsPositive() && !l.Funded.Equal(l.Amount) {
				t.Fatalf("%+v in part", l)
			}
			used[l.Group] = used[l.Group].Add(l.OfMinimum)
			for _, m := range a.Minimums {
				sum := floors[l.Group].Add(l.Amount)
				if m.Group == l.Group && l.Merit.IsPositive() && sum.LessThanOrEqual(m.Amount) {
					floors[l.Group] = sum
				}
			}
		}
		for _, m := range a.Minimums {
			if !m.Floor.Equal(floors[m.Group]) || m.Floor.GreaterThan(m.Used) || m.Used.GreaterThan(m.Amount) || !m.Used.Equal(used[m.Group]) {
				t.Fatalf("%+v, want a floor of %s", m, floors[m.Group])
			}
		}
		best := bruteForce(c, all, floors)
		if !a.Value.Equal(best) || !a.Proven || !a.Bound.Equal(best) {
			t.Fatalf("%s of %s, want %s", a.Value, a.Bound, best)
		}
		c.Nodes = 1
		if a = compete(t, c, all); a.Bound.LessThan(best) || a.Proven != a.Value.Equal(a.Bound) {
			t.Fatalf("%s of %s, the best is %s", a.Value, a.Bound, best)
		}
	})
}

// bruteForce is the highest value of the sets that the budget pays and that have the floors.
func bruteForce(c Competition, all []Contender, floors map[string]decimal.Decimal) (best decimal.Decimal) {
	for set := range 1 << len(all) {
		sum, value, groups := decimal.Decimal{}, decimal.Decimal{}, map[string]decimal.Decimal{}
		for i, x := range all {
			if set>>i&1 == 1 && x.Alignment.Decimal.IsPositive() {
				sum, value = sum.Add(x.Amount.Decimal), value.Add(x.Amount.Decimal.Mul(x.Alignment.Decimal))
				groups[x.Group] = groups[x.Group].Add(x.Amount.Decimal)
			}
		}
		holds := sum.LessThanOrEqual(c.Budget.Decimal)
		for group, floor := range floors {
			holds = holds && groups[group].GreaterThanOrEqual(floor)
		}
		if holds {
			best = decimal.Max(best, value)
		}
	}
	return best
}

// A minimum of 9.9 of 11 is 10 in yen, into which only b fits, so that x has 10 at least. With a it has 11
// of it, 11 × 9 = 99, where b alone is 10 × 1.
func TestCompeteFloor(t *testing.T) {
	c := Competition{Currency: "JPY", Budget: num("11"), Merit: ROI, Whole: true, Minimums: []Minimum{{"x", num("0.9")}}}
	all := contending("a 11 0 x\nb 10 0 x")
	all[0].ROI, all[1].ROI = num("9"), num("1")
	a, err := Compete(c, all)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff("99 of 99 true; a 11 (10); b 0 outbid", awarded(a)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	m := a.Minimums[0]
	if diff := cmp.Diff("x 10 10 10", fmt.Sprint(m.Group, " ", m.Amount, " ", m.Floor, " ", m.Used)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Shares of 0.43, 0.43 and the 0.14 left, rounded together, are 4, 4 and 2 of 10, but 5, 5 and 1 of 11: 8 × 0.1 + 2 × 1,
// then 10 × 0.1 + 1 × 1. In whole, 0.5 of 18 holds no request of x and 0.5 of 20 the one of 10, for which a has no room.
func TestCompeteMoreBudget(t *testing.T) {
	even := []Minimum{{"x", num("0.43")}, {"y", num("0.43")}}
	half := []Minimum{{"x", num("0.5")}}
	for _, tt := range []struct {
		budget, contenders, want string
		whole                    bool
		minimums                 []Minimum
	}{
		{"10", "a 99 1\nb 99 0.1 x\nc 99 0.1 y", "2.8 of 2.8 true", false, even},
		{"11", "a 99 1\nb 99 0.1 x\nc 99 0.1 y", "2 of 2 true", false, even},
		{"18", "a 18 1\nb 10 0.1 x", "18 of 18 true", true, half},
		{"20", "a 18 1\nb 10 0.1 x", "1 of 1 true", true, half},
	} {
		c := Competition{Currency: "JPY", Budget: num(tt.budget), Merit: Alignment, Whole: tt.whole, Minimums: tt.minimums}
		a, err := Compete(c, contending(tt.contenders))
		if err != nil {
			t.Fatal(err)
		}
		got, _, _ := strings.Cut(awarded(a), ";")
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.budget, diff)
		}
	}
}

// A search that is stopped has found a set, and says that better ones may be there.
func TestCompeteStops(t *testing.T) {
	c, all := manyContenders(2000)
	c.Nodes = 1
	a, err := Compete(c, all)
	if err != nil {
		t.Fatal(err)
	}
	if a.Proven || !a.Value.IsPositive() || !a.Gap.IsPositive() {
		t.Errorf("%s of %s, %t", a.Value, a.Bound, a.Proven)
	}
	c.Nodes = 0
	if better, err := Compete(c, all); err != nil || better.Value.LessThan(a.Value) {
		t.Errorf("%s is not better than %s: %v", better.Value, a.Value, err)
	}
}

func TestCompeteFaults(t *testing.T) {
	c := Competition{
		Currency: "JPY", Budget: num("0.5"), Merit: Mixed, ROIWeight: num("0.5"), Nodes: 5,
		Minimums: []Minimum{{"a", num("0.6")}, {"a", num("0.6")}},
	}
	contenders := contending("a 1 0.5\na 0 2 b\nb 1.5 1")
	contenders[2].ROI, contenders[2].Submitted = num("1000001"), partnermath.Date{}
	_, err := Compete(c, append(contenders, Contender{Group: "\xff"}))
	want := []string{
		"competition.budget digits", "competition.roiCap required", "competition.nodes empty", "competition.minimums[1].group unique",
		"competition.minimums sum", "contenders[1].amount above", "contenders[1].alignment max", "contenders[2].submitted required",
		"contenders[2].amount digits", "contenders[2].roi max", "contenders[3].request id", "contenders[3].group id",
		"contenders[3].submitted required", "contenders[3].amount required",
	}
	if diff := cmp.Diff(want, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, err = Compete(Competition{ROICap: num("1")}, nil)
	want = []string{"competition.currency currency", "competition.budget required", "competition.merit one-of"}
	if diff := cmp.Diff(want, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	c = Competition{Currency: "USD", Budget: num("1"), Merit: ROI, ROICap: num("1")}
	contenders = slices.Repeat(contending("a 1000000000000 1"), 10_001)
	for i := range contenders {
		contenders[i].Request = fmt.Sprint(i)
	}
	_, err = Compete(c, contenders)
	c.ROICap = decimal.NullDecimal{}
	_, sum := Compete(c, contenders)
	got := append(testkit.BrokenRules(t, err), testkit.BrokenRules(t, sum)...)
	if diff := cmp.Diff([]string{"competition.roiCap empty", "contenders sum", "contenders sum"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	_, err = Compete(c, contending("a 1 0.5\na 1 0.5"))
	_, length := Compete(c, make([]Contender, MaxContenders+1))
	got = append(testkit.BrokenRules(t, err), testkit.BrokenRules(t, length)...)
	if diff := cmp.Diff([]string{"contenders[1].request unique", "contenders length"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	if got := testkit.BrokenRules(t, (Contender{}).Validate()); len(got) != 3 {
		t.Errorf("%v", got)
	}
}

// Nothing from outside makes a competition panic or take its time.
func TestCompeteHostileProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := func() decimal.NullDecimal {
			return decimal.NullDecimal{Decimal: testkit.HostileDecimal().Draw(t, "number"), Valid: rapid.Bool().Draw(t, "valid")}
		}
		text := func() string { return testkit.HostileString().Draw(t, "text") }
		c, all := drawContest(t)
		switch rapid.IntRange(0, 2).Draw(t, "what") {
		case 0:
			c.Currency, c.Budget, c.Merit, c.Nodes = text(), number(), Kind(text()), rapid.Int().Draw(t, "nodes")
		case 1:
			c.ROIWeight, c.ROICap, c.Minimums = number(), number(), []Minimum{{text(), number()}}
		case 2:
			all = append(all, Contender{Request: text(), Group: text(), Amount: number(), ROI: number(), Alignment: number(), Submitted: date("9999-12-31")})
		}
		_, err := Compete(c, all)
		_ = testkit.BrokenRules(t, err)
	})
}

func TestJSON(t *testing.T) {
	competition := Competition{
		Currency: "USD", Budget: num("100"), Merit: Mixed, ROIWeight: num("0.5"), ROICap: num("3"), Whole: true, Nodes: 1000,
		Minimums: []Minimum{{Group: "emea", Share: num("0.25")}},
	}
	contenders := contending("a 60 0.75\nb 20 0.5 emea")
	contenders[0].ROI = num("1.5")
	awards, err := Compete(competition, contenders)
	if err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "json/competition.json", testkit.RoundTrip(t, competition))
	testkit.Golden(t, "json/contenders.json", testkit.RoundTrip(t, contenders))
	testkit.Golden(t, "json/awards.json", testkit.RoundTrip(t, awards))
}
