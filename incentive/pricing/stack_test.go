package pricing_test

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/incentive/pricing"
	"github.com/partnermath/partnermath/internal/testkit"
)

var number, null = testkit.Number, testkit.Null

// stacking reads programs that are written as "id rate", then what else they have.
func stacking(method pricing.StackMethod, programs ...string) pricing.Stacking {
	s := pricing.Stacking{ID: "s", Currency: "USD", Method: method}
	for _, text := range programs {
		words := strings.Fields(text)
		p := pricing.StackProgram{ID: words[0]}
		for _, word := range words[1:] {
			name, value, _ := strings.Cut(word, "=")
			switch name {
			case "priority":
				p.Priority, _ = strconv.Atoi(value)
			case "group":
				p.Group = value
			case "margin":
				p.OnMargin = true
			case "unit":
				p.PerUnit = null(value)
			case "amount":
				p.Amount = null(value)
			case "min":
				p.Minimum = null(value)
			case "cap":
				p.Cap = null(value)
			case "apply":
				p.ApplyReduction = true
			case "exclude":
				p.ExcludeFromReduction = true
			default:
				p.Rate = null(word)
			}
		}
		s.Programs = append(s.Programs, p)
	}
	return s
}

func sale(amount string) pricing.Sale { return pricing.Sale{ID: "inv", Amount: null(amount)} }

// lines writes what a sale was paid as "program base amount left reason".
func lines(s pricing.Stacked) []string {
	var all []string
	for _, l := range s.Lines {
		base := "-"
		if l.Base.Valid {
			base = l.Base.Decimal.String()
		}
		all = append(all, strings.TrimSpace(fmt.Sprint(l.Program, " ", base, " ", l.Amount, " ", l.Left, " ", l.Reason)))
	}
	return all
}

func TestStack(t *testing.T) {
	const additive, cascade, byProgram, bestOf = pricing.StackAdditive, pricing.StackCascade, pricing.StackByProgram, pricing.StackBestOf
	full := sale("1000")
	full.Margin, full.Units = null("200"), null("3")
	loss := sale("1000")
	loss.Margin = null("-5")
	some := sale("1000")
	some.Programs = []string{"c", "a"}
	crowd := sale("1")
	crowd.Units = null("10000000000")
	best := func(s pricing.Stacking) pricing.Stacking { s.BestOfGroup = true; return s }
	for _, tt := range []struct {
		name     string
		stacking pricing.Stacking
		sale     pricing.Sale
		want     []string
	}{
		// 0.05 × 0.5 = 0.025 → 0.03; 0.02 × 0.5 = 0.01.
		{"what remains is what is paid, rounded", stacking(cascade, "a 0.5", "b 0.5"), sale("0.05"), []string{"a 0.05 0.03 0.02", "b 0.02 0.01 0.01"}},
		{"more than the sale", stacking(additive, "a 0.7", "b 0.5", "c 0.1"), full, []string{
			"a 1000 700 300", "b 1000 300 0 limited-to-what-is-left", "c 1000 0 0 limited-to-what-is-left",
		}},
		{"exactly the sale", stacking(additive, "a 0.7", "b 0.3"), full, []string{"a 1000 700 300", "b 1000 300 0"}},
		{"a cap leaves more to the next", stacking(cascade, "a 0.1 cap=30", "b 0.1"), full, []string{"a 1000 30 970 cap", "b 970 97 873"}},
		{"a cap just met", stacking(additive, "a 0.1 cap=100"), full, []string{"a 1000 100 900"}},
		{"a cap and what is left are equal", stacking(additive, "a 0.7", "b 0.5 cap=300"), full, []string{"a 1000 700 300", "b 1000 300 0 limited-to-what-is-left"}},
		{"a cap above what is left", stacking(additive, "a 0.7", "b 0.5 cap=301"), full, []string{"a 1000 700 300", "b 1000 300 0 limited-to-what-is-left"}},
		{"a cap below what is left", stacking(additive, "a 0.7", "b 0.5 cap=299"), full, []string{"a 1000 700 300", "b 1000 299 1 cap"}},
		{"priorities, equal ones as listed", stacking(cascade, "a 0.1 priority=2", "b 0.2 priority=1", "c 0.5 priority=1", "d 0"), full, []string{
			"d 1000 0 1000", "b 1000 200 800", "c 800 400 400", "a 400 40 360",
		}},
		{"the first of a group", stacking(additive, "a 0.05 group=g", "b 0.2 group=g", "c 0.1 group=h", "d 0.3"), full, []string{
			"a 1000 50 950", "b - 0 950 other-of-group", "c 1000 100 850", "d 1000 300 550",
		}},
		{"the first of a group by priority", stacking(additive, "a 0.05 group=g priority=1", "b 0.2 group=g"), full, []string{
			"b 1000 200 800", "a - 0 800 other-of-group",
		}},
		{"the first of a group that qualifies", stacking(additive, "a 0.05 group=g min=1000.01", "b 0.2 group=g", "c 0.3 group=g"), full, []string{
			"a - 0 1000 below-minimum", "b 1000 200 800", "c - 0 800 other-of-group",
		}},
		{"the best of a group", best(stacking(additive, "a 0.05 group=g", "b 0.2 group=g", "c 0.2 group=g", "d 0.3", "e 0.9 min=1001 group=g")), full, []string{
			"a - 0 1000 other-of-group", "b 1000 200 800", "c - 0 800 other-of-group", "d 1000 300 500", "e - 0 500 below-minimum",
		}},
		{"the best of a group is best alone, not on what remains", best(stacking(cascade, "d 0.9", "a 0.2 group=g", "b amount=150 group=g")), full, []string{
			"d 1000 900 100", "a 100 20 80", "b - 0 80 other-of-group",
		}},
		{"the best of a group after its cap", best(stacking(additive, "a 0.2 group=g cap=40", "b 0.05 group=g")), full, []string{
			"a - 0 1000 other-of-group", "b 1000 50 950",
		}},
		{"a minimum is met by the sale, not by what remains", stacking(cascade, "a 0.5", "b 0.1 min=1000"), full, []string{"a 1000 500 500", "b 500 50 450"}},
		// 200 × 0.15 = 30; then 200 − 30 = 170 × 0.1 = 17; then the sale less 47.
		{"margins", stacking(cascade, "a 0.15 margin min=200", "b 0.1 margin", "c 0.1", "d 0.1 margin min=200.01"), full, []string{
			"a 200 30 970", "b 170 17 953", "c 953 95.3 857.7", "d - 0 857.7 below-minimum",
		}},
		{"a margin that is used up", stacking(cascade, "a 0.25", "b 0.5 margin"), full, []string{"a 1000 250 750", "b 0 0 750"}},
		{"a margin below 0", stacking(additive, "a 0.5 margin", "b 0.5 margin min=0"), loss, []string{"a 0 0 1000", "b - 0 1000 below-minimum"}},
		// 3 × 2.505 = 7.515 → 7.52.
		{"amounts", stacking(cascade, "a unit=2.505", "b amount=40", "c 0.1", "d unit=1 min=3", "e unit=1 min=3.0001", "f amount=9 min=1000.01"), full, []string{
			"a - 7.52 992.48", "b - 40 952.48", "c 952.48 95.25 857.23", "d - 3 854.23", "e - 0 854.23 below-minimum", "f - 0 854.23 below-minimum",
		}},
		{"an amount above the sale", stacking(additive, "a amount=1000000000000000000"), full, []string{"a - 1000 0 limited-to-what-is-left"}},
		{"an amount per unit beyond all bounds", stacking(additive, "a unit=10000000000"), crowd, []string{"a - 1 0 limited-to-what-is-left"}},
		{"an amount per unit under a cap", stacking(additive, "a unit=10000000000 cap=0.3"), crowd, []string{"a - 0.3 0.7 cap"}},
		{"best of all", stacking(bestOf, "a 0.02", "b 0.05", "c amount=50", "d 0.06 min=1001"), full, []string{
			"a - 0 1000 other-of-group", "b 1000 50 950", "c - 0 950 other-of-group", "d - 0 950 below-minimum",
		}},
		// c: 1,000 − 100 (a); 40 is excluded. d: − 270 more.
		{"flags of amounts", stacking(byProgram, "b amount=40 exclude", "a amount=100", "c 0.3 apply", "d 0.1 apply"), full, []string{
			"b - 40 960", "a - 100 860", "c 900 270 590", "d 630 63 527",
		}},
		{"some programs only", stacking(cascade, "a 0.1", "b 0.5", "c 0.1"), some, []string{"a 1000 100 900", "c 900 90 810"}},
		{"nothing sold", stacking(additive, "a 0.1", "b amount=5"), sale("0"), []string{"a 0 0 0", "b - 0 0 limited-to-what-is-left"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			got, err := pricing.Stack(tt.stacking, tt.sale)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, lines(got)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestStackAlone(t *testing.T) {
	s := sale("1000")
	s.Margin, s.Units = null("-5"), null("3")
	got, err := pricing.Stack(stacking(pricing.StackCascade,
		"a 0.9", "b 0.5", "c 0.5 cap=30", "d 0.5 min=1001", "e 0.5 margin", "f unit=2.505", "g amount=2000", "h 0.3 group=x", "i 0.4 group=x"), s)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []string{"900", "500", "30", "0", "0", "7.52", "1000", "300", "400"} {
		if l := got.Lines[i]; !l.Alone.Equal(number(want)) {
			t.Errorf("%s alone: got %s, want %s", l.Program, l.Alone, want)
		}
	}
}

// A currency without decimals rounds to whole ones: 5 × 0.5 = 2.5 → 3.
func TestStackMinorUnits(t *testing.T) {
	s := stacking(pricing.StackAdditive, "a 0.5")
	s.Currency = "JPY"
	got, err := pricing.Stack(s, sale("5"))
	if err != nil || !got.Total.Equal(number("3")) || !got.Left.Equal(number("2")) {
		t.Errorf("%+v, %v", got, err)
	}
	s.Currency = "KWD"
	got, err = pricing.Stack(s, sale("0.005"))
	if err != nil || !got.Total.Equal(number("0.003")) {
		t.Errorf("%+v, %v", got, err)
	}
}

// published are the figures of others.
type published struct {
	Stacking struct {
		Source, Note string
		Programs     map[string]struct {
			Rate                                 string
			ApplyReduction, ExcludeFromReduction bool
		}
		Orders []struct {
			Order, Each []string
			Want        string
		}
	}
	StackModes struct{ Source, Additive, Cascade string }
}

func TestGolden(t *testing.T) {
	var golden published
	testkit.ReadJSON(t, "testdata/golden.json", &golden)
	for _, order := range golden.Stacking.Orders {
		s := stacking(pricing.StackByProgram)
		for _, id := range order.Order {
			p := golden.Stacking.Programs[id]
			s.Programs = append(s.Programs, pricing.StackProgram{
				ID: id, Rate: null(p.Rate), ApplyReduction: p.ApplyReduction, ExcludeFromReduction: p.ExcludeFromReduction,
			})
		}
		got, err := pricing.Stack(s, sale("1000"))
		if err != nil {
			t.Fatal(err)
		}
		for i, want := range order.Each {
			if !got.Lines[i].Amount.Equal(number(want)) {
				t.Errorf("%v, program %s: got %s, want %s", order.Order, order.Order[i], got.Lines[i].Amount, want)
			}
		}
		if !got.Total.Equal(number(order.Want)) {
			t.Errorf("%v: got %s, want %s", order.Order, got.Total, order.Want)
		}
	}
	for method, want := range map[pricing.StackMethod]string{
		pricing.StackAdditive: golden.StackModes.Additive, pricing.StackCascade: golden.StackModes.Cascade,
	} {
		got, err := pricing.Stack(stacking(method, "a 0.02", "b 0.05"), sale("1000"))
		if err != nil || !got.Total.Equal(number(want)) {
			t.Errorf("%s: got %s, want %s (%v)", method, got.Total, want, err)
		}
	}
	if len(golden.Stacking.Orders) != 2 {
		t.Error("the figures were not read")
	}
}

func ids(s pricing.Stacked) string {
	var all []string
	for _, l := range s.Lines {
		all = append(all, l.Program)
	}
	return strings.Join(all, " ")
}

func TestCompareOrders(t *testing.T) {
	onMargin := sale("1000")
	onMargin.Margin = null("100")
	some := sale("1000")
	some.Programs = []string{"b", "c"}
	for _, tt := range []struct {
		name                      string
		stacking                  pricing.Stacking
		sale                      pricing.Sale
		given, least, most        string
		givenPays, lowest, spread string
	}{
		// The golden figures, 610 and 650. 1 before 4 and 3 is least, of which 2 1 4 3 is the
		// first, since 4 and 3 cannot lead; 1 after both is most.
		{
			"reductions", stacking(pricing.StackByProgram, "4 0.25 apply", "3 0.2 apply", "2 0.15 exclude", "1 0.1"), sale("1000"),
			"4 3 2 1", "2 1 4 3", "4 3 2 1", "650", "610", "40",
		},
		{"nothing to choose", stacking(pricing.StackAdditive, "b 0.1", "a 0.2"), sale("1000"), "b a", "b a", "b a", "300", "300", "0"},
		// 0.05 × 0.1 → 0.01 and 0.04 × 0.4 → 0.02; 0.05 × 0.4 = 0.02 and 0.03 × 0.1 → 0.00.
		{"a cent by rounding", stacking(pricing.StackCascade, "a 0.1", "b 0.4"), sale("0.05"), "a b", "b a", "a b", "0.03", "0.02", "0.01"},
		{"priorities count for the given order only", stacking(pricing.StackCascade, "a 0.1 priority=1", "b 0.4"), sale("0.05"), "b a", "b a", "a b", "0.02", "0.02", "0.01"},
		{"the first of a group depends on the order", stacking(pricing.StackAdditive, "a 0.1 group=g", "b 0.3 group=g", "c 0.2"), sale("1000"), "a b c", "a b c", "b a c", "300", "300", "200"},
		{"margins", stacking(pricing.StackByProgram, "a 0.5 margin", "b 0.5 margin apply"), onMargin, "a b", "a b", "b a", "75", "75", "25"},
		{"some programs only", stacking(pricing.StackByProgram, "a amount=1", "b 0.5", "c 0.5 apply"), some, "b c", "b c", "c b", "750", "750", "250"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c, err := pricing.CompareOrders(tt.stacking, tt.sale)
			if err != nil {
				t.Fatal(err)
			}
			want := []string{tt.given, tt.least, tt.most, tt.givenPays, tt.lowest, tt.spread}
			got := []string{ids(c.Given), ids(c.Least), ids(c.Most), c.Given.Total.String(), c.Least.Total.String(), c.Spread.String()}
			if diff := cmp.Diff(want, got); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}
