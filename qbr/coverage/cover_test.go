package coverage

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

// oneManager reads the needs of accounts, one a line: partner, weight, minimum, maximum. Each
// has a stage of its own, and all are looked after by one manager with one kind of work.
func oneManager(hours, needs string) (Policy, []Account) {
	p := Policy{Work: []string{"work"}, Managers: []Manager{{"ana", []WorkHours{{"work", testkit.Null(hours)}}}}}
	var accounts []Account
	for line := range strings.Lines(needs) {
		f := strings.Fields(line)
		if len(f) == 0 {
			continue
		}
		p.Stages = append(p.Stages, f[0])
		p.Needs = append(p.Needs, Need{f[0], "work", testkit.Null(f[1]), testkit.Null(strings.Trim(f[2], "-")), testkit.Null(strings.Trim(f[3], "-"))})
		accounts = append(accounts, Account{Partner: f[0], Manager: "ana", Stage: f[0], Potential: partnermath.Int(1)})
	}
	return p, accounts
}

// covered writes what accounts get, with what is undone of it, then what is unassigned and λ.
func covered(c Coverage) string {
	var b strings.Builder
	work := c.Managers[0].Work[0]
	for _, a := range c.Managers[0].Accounts {
		fmt.Fprintf(&b, "%s %s", a.Partner, a.Hours.Planned)
		if a.Hours.Undone.IsPositive() {
			fmt.Fprintf(&b, " lacks %s", a.Hours.Undone)
		}
		b.WriteString("; ")
	}
	fmt.Fprintf(&b, "left %s", work.Unassigned)
	if work.PerWeight.Valid {
		fmt.Fprintf(&b, "; λ %s", work.PerWeight.Decimal)
	}
	return b.String()
}

func TestCover(t *testing.T) {
	for _, tt := range []struct{ name, hours, needs, want string }{
		{"by weight", "12", "a 1 - -\nb 2 - -", "a 4; b 8; left 0; λ 4"},
		// 40 quarter hours of weight 3: 13.33 each, the one left to the first.
		{"to the quarter hour", "10", "a 1 - -\nb 1 - -\nc 1 - -", "a 3.5; b 3.25; c 3.25; left 0; λ 3.33333333"},
		{"the largest remainder", "10", "a 1 - -\nb 2 - -", "a 3.25; b 6.75; left 0; λ 3.33333333"},
		// a has its minimum of 6, b and c 6 ÷ 3 a weight.
		{"a minimum", "12", "a 1 6 -\nb 1 - -\nc 2 - -", "a 6; b 2; c 4; left 0; λ 2"},
		// c has its maximum of 3, a and b (12 − 3) ÷ 2.
		{"a maximum", "12", "a 1 - -\nb 1 - -\nc 2 - 3", "a 4.5; b 4.5; c 3; left 0; λ 4.5"},
		// d is at its minimum of 5 while λ ≤ 5, b at its maximum of 2: 10 − 7 for weight 2.
		{"both", "10", "a 2 - -\nb 4 - 2\nd 1 5 9", "a 3; b 2; d 5; left 0; λ 1.5"},
		{"above the maximums", "20", "a 1 - 4\nb 2 - 8", "a 4; b 8; left 8"},
		{"at the maximums", "12", "a 1 - 4\nb 2 - 8", "a 4; b 8; left 0"},
		{"at the minimums", "5", "a 1 2 4\nb 2 3 8", "a 2; b 3; left 0; λ 1.5"},
		{"bounds that are equal", "9", "a 1 2 2\nb 2 - -", "a 2; b 7; left 0; λ 3.5"},
		{"without a weight", "9", "a 0 2 4\nb 0 - 4\nc 1 - 4", "a 2; b 0; c 4; left 3"},
		{"nobody has a weight", "9", "a 0 2 -\nb 0 - -", "a 2; b 0; left 7"},
		{"nobody", "9", "", "left 9"},
		{"all for one", "8", "a 8 - -", "a 8; left 0; λ 1"},
		{"all for the minimum of one", "6", "a 4 6 -", "a 6; left 0; λ 1.5"},
		// b has what is most for it, at any λ from 0.5 on.
		{"all for one beside a maximum", "9", "a 4 - -\nb 2 - 1", "a 8; b 1; left 0; λ 2"},
		{"no hours for one", "0", "a 2 - -", "a 0; left 0; λ 0"},
		{"no hours, and none to be had", "0", "a 2 - 0", "a 0; left 0"},
		{"no hours", "0", "a 1 - -\nb 1 - 5", "a 0; b 0; left 0; λ 0"},
		// 6 for minimums of 12 by weight: b and c 1 and 3 of what a, filled with its 2, leaves.
		{"too few", "6", "a 4 2 -\nb 1 4 -\nc 3 6 -", "a 2; b 1 lacks 3; c 3 lacks 3; left 0; λ 1"},
		// a has its 2 in full, and the 4 left are shared as 2 to 6.
		{"too few, without a weight", "6", "a 1 2 -\nb 0 2 -\nc 0 6 -", "a 2; b 1 lacks 1; c 3 lacks 3; left 0"},
		{"nothing for minimums", "0", "a 1 2 -\nb 0 1.25 -", "a 0 lacks 2; b 0 lacks 1.25; left 0; λ 0"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p, accounts := oneManager(tt.hours, tt.needs)
			if len(accounts) == 0 {
				p.Needs = []Need{{Stage: "grow", Work: "work", Weight: partnermath.Int(1)}}
			}
			c, err := Cover(p, accounts)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(tt.want, covered(c)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// teamPolicy has two managers and three kinds of work.
func teamPolicy() (Policy, []Account) {
	p := Policy{
		Needs: []Need{
			{"onboard", "enablement", partnermath.Int(3), partnermath.Int(4), partnermath.Int(20)},
			{"grow", "enablement", partnermath.Int(1), decimal.NullDecimal{}, decimal.NullDecimal{}},
			{"grow", "sales-assist", partnermath.Int(2), partnermath.Int(2), partnermath.Int(30)},
			{"onboard", "administration", partnermath.Int(1), partnermath.Int(1), partnermath.Int(1)},
			{"grow", "administration", partnermath.Int(1), partnermath.Int(1), partnermath.Int(1)},
		},
		UnknownPotential: partnermath.Num(5, 1),
		Managers: []Manager{
			{"zoe", []WorkHours{{"enablement", partnermath.Int(30)}, {"sales-assist", partnermath.Int(10)}, {"administration", partnermath.Int(3)}}},
			{"ana", []WorkHours{{"administration", partnermath.Int(0)}, {"enablement", partnermath.Int(10)}, {"sales-assist", partnermath.Int(8)}}},
		},
	}
	worked := func(hours ...string) (actual []WorkHours) {
		for i, work := range kindsOfWork() {
			if hours[i] != "-" {
				actual = append(actual, WorkHours{work, testkit.Null(hours[i])})
			}
		}
		return actual
	}
	return p, []Account{
		{"north", "zoe", "grow", partnermath.Int(2), worked("9", "7.3333", "1")},
		{"south", "zoe", "onboard", decimal.NullDecimal{}, worked("16.5", "0", "-")},
		{"east", "ana", "grow", partnermath.Int(1), nil},
		{"north", "ana", "grow", partnermath.Int(3), worked("6", "6", "0")},
	}
}

func TestCoverLines(t *testing.T) {
	p, accounts := teamPolicy()
	c, err := Cover(p, accounts)
	if err != nil {
		t.Fatal(err)
	}
	text := func(d decimal.NullDecimal) string {
		if !d.Valid {
			return "?"
		}
		return d.Decimal.String()
	}
	hours := func(h Hours) string {
		return fmt.Sprintf("%s lacks %s worked %s %s ?%d", h.Planned, h.Undone, text(h.Actual), text(h.Variance), h.Unreported)
	}
	var got []string
	add := func(what string, l WorkLine) {
		got = append(got, fmt.Sprintf("%s: of %s left %s λ %s, %s", what, l.Available, l.Unassigned, text(l.PerWeight), hours(l.Hours)))
	}
	add("all", c.Total)
	for _, l := range c.Work {
		add(l.Work, l)
	}
	for _, l := range c.Stages {
		got = append(got, fmt.Sprintf("%s: %d, %s", l.Stage, l.Accounts, hours(l.Hours)))
	}
	for _, m := range c.Managers {
		add(m.Manager, m.Total)
		for _, l := range m.Work {
			add("  "+l.Work, l)
		}
		for _, a := range m.Accounts {
			got = append(got, fmt.Sprintf("  %s %s %s %t: %s", a.Partner, a.Stage, a.Potential, a.PotentialKnown, hours(a.Hours)))
			for _, l := range a.Work {
				got = append(got, fmt.Sprintf("    %s %s, %s to %s: %s", l.Work, l.Weight, l.Minimum, text(l.Maximum), hours(l.Hours)))
			}
		}
	}
	// Zoe's enablement: weights 1 × 2 and 3 × 0.5 under a maximum of 20: 30 ÷ 3.5 = 8.57142857, so 17.14 and 12.86. Her
	// 10 of sales assist go to north, under its maximum of 30, λ 10 ÷ 4. Of administration 1 is left.
	// Ana's 10 of enablement go as 1 to 3, her 8 of sales assist as 2 to 6, both at λ 2.5 and 1; she has none for the 2 of
	// administration that are the least.
	want := []string{
		"all: of 61 left 1 λ ?, 60 lacks 2 worked 45.8333 ? ?4",
		"enablement: of 40 left 0 λ ?, 40 lacks 0 worked 31.5 ? ?1",
		"sales-assist: of 18 left 0 λ ?, 18 lacks 0 worked 13.3333 ? ?1",
		"administration: of 3 left 1 λ ?, 2 lacks 2 worked 1 ? ?2",
		"recruit: 0, 0 lacks 0 worked ? ? ?0",
		"onboard: 1, 13.75 lacks 0 worked 16.5 ? ?1",
		"activate: 0, 0 lacks 0 worked ? ? ?0",
		"grow: 3, 46.25 lacks 2 worked 29.3333 ? ?3",
		"mature: 0, 0 lacks 0 worked ? ? ?0",
		"at-risk: 0, 0 lacks 0 worked ? ? ?0",
		"zoe: of 43 left 1 λ ?, 42 lacks 0 worked 33.8333 ? ?1",
		"  enablement: of 30 left 0 λ 8.57142857, 30 lacks 0 worked 25.5 -4.5 ?0",
		"  sales-assist: of 10 left 0 λ 2.5, 10 lacks 0 worked 7.3333 -2.6667 ?0",
		"  administration: of 3 left 1 λ ?, 2 lacks 0 worked 1 ? ?1",
		"  north grow 2 true: 28.25 lacks 0 worked 17.3333 -10.9167 ?0",
		"    enablement 2, 0 to ?: 17.25 lacks 0 worked 9 -8.25 ?0",
		"    sales-assist 4, 2 to 30: 10 lacks 0 worked 7.3333 -2.6667 ?0",
		"    administration 2, 1 to 1: 1 lacks 0 worked 1 0 ?0",
		"  south onboard 0.5 false: 13.75 lacks 0 worked 16.5 ? ?1",
		"    enablement 1.5, 4 to 20: 12.75 lacks 0 worked 16.5 3.75 ?0",
		"    sales-assist 0, 0 to ?: 0 lacks 0 worked 0 0 ?0",
		"    administration 0.5, 1 to 1: 1 lacks 0 worked ? ? ?1",
		"ana: of 18 left 0 λ ?, 18 lacks 2 worked 12 ? ?3",
		"  enablement: of 10 left 0 λ 2.5, 10 lacks 0 worked 6 ? ?1",
		"  sales-assist: of 8 left 0 λ 1, 8 lacks 0 worked 6 ? ?1",
		"  administration: of 0 left 0 λ 0, 0 lacks 2 worked 0 ? ?1",
		"  east grow 1 true: 4.5 lacks 1 worked ? ? ?3",
		"    enablement 1, 0 to ?: 2.5 lacks 0 worked ? ? ?1",
		"    sales-assist 2, 2 to 30: 2 lacks 0 worked ? ? ?1",
		"    administration 1, 1 to 1: 0 lacks 1 worked ? ? ?1",
		"  north grow 3 true: 13.5 lacks 1 worked 12 -1.5 ?0",
		"    enablement 3, 0 to ?: 7.5 lacks 0 worked 6 -1.5 ?0",
		"    sales-assist 6, 2 to 30: 6 lacks 0 worked 6 0 ?0",
		"    administration 3, 1 to 1: 0 lacks 1 worked 0 0 ?0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// drawClaims draws few accounts of one manager.
func drawClaims(t *rapid.T) (hours int64, claims []claim) {
	// The largest are those of inputs within bounds.
	unit := rapid.SampledFrom([]int64{1, 7, 100_000_000_000_000_000}).Draw(t, "unit of weight")
	scale := rapid.SampledFrom([]int64{1, 200_001}).Draw(t, "scale")
	for range rapid.IntRange(0, 5).Draw(t, "claims") {
		c := claim{
			weight:  unit * rapid.Int64Range(0, 6).Draw(t, "weight"),
			minimum: scale * rapid.Int64Range(0, 8).Draw(t, "minimum"),
		}
		c.maximum = c.minimum + scale*rapid.Int64Range(0, 12).Draw(t, "range")
		claims = append(claims, c)
	}
	return scale*rapid.Int64Range(0, 60).Draw(t, "hours") + rapid.Int64Range(0, 3).Draw(t, "more"), claims
}

// levelOracle tries every way in which claims can lie at their bounds or between them, until
// the λ of those between fits them all. At least one must lie between.
func levelOracle(hours int64, low, high []int64, weights []*big.Rat) []*big.Rat {
	n := len(weights)
	ways := 1
	for range n {
		ways *= 3
	}
	for way := range ways {
		// Each claim is at its minimum, between, or at its maximum.
		left, weight, state := big.NewRat(hours, 1), new(big.Rat), make([]int, n)
		for i, rest := 0, way; i < n; i, rest = i+1, rest/3 {
			switch state[i] = rest % 3; state[i] {
			case 0:
				left.Sub(left, big.NewRat(low[i], 1))
			case 1:
				weight.Add(weight, weights[i])
			default:
				left.Sub(left, big.NewRat(high[i], 1))
			}
		}
		if weight.Sign() == 0 {
			continue
		}
		lambda := new(big.Rat).Quo(left, weight)
		if lambda.Sign() < 0 {
			continue
		}
		parts, sound := make([]*big.Rat, n), true
		for i := range parts {
			at, least, most := new(big.Rat).Mul(lambda, weights[i]), big.NewRat(low[i], 1), big.NewRat(high[i], 1)
			parts[i] = [3]*big.Rat{least, at, most}[state[i]]
			sound = sound && (state[i] != 0 || at.Cmp(least) <= 0) && (state[i] != 1 || at.Cmp(least) >= 0 && at.Cmp(most) <= 0) &&
				(state[i] != 2 || at.Cmp(most) >= 0)
		}
		if sound {
			return parts
		}
	}
	return nil
}

// wholeOracle rounds exact parts by largest remainder, one after the other.
func wholeOracle(hours int64, parts []*big.Rat) []int64 {
	whole, rest := make([]int64, len(parts)), make([]*big.Rat, len(parts))
	for i, p := range parts {
		whole[i] = new(big.Int).Quo(p.Num(), p.Denom()).Int64()
		rest[i] = new(big.Rat).Sub(p, big.NewRat(whole[i], 1))
		hours -= whole[i]
	}
	for ; hours > 0; hours-- {
		best := 0
		for i := range rest {
			if rest[i].Cmp(rest[best]) > 0 {
				best = i
			}
		}
		whole[best]++
		rest[best] = big.NewRat(-1, 1)
	}
	return whole
}

// splitOracle is split, from its definition.
func splitOracle(hours int64, claims []claim) []int64 {
	var low, high, none []int64
	var weights []*big.Rat
	var least, most, weighted int64
	for _, c := range claims {
		top := c.maximum
		if c.weight == 0 {
			top = c.minimum
		} else {
			weighted += c.minimum
		}
		low, high, none = append(low, c.minimum), append(high, top), append(none, 0)
		weights = append(weights, big.NewRat(c.weight, 10_000))
		least, most = least+c.minimum, most+top
	}
	switch {
	case hours >= most:
		return high
	case hours == least:
		return low
	case hours > least:
		return wholeOracle(hours, levelOracle(hours, low, high, weights))
	case hours == 0:
		return none
	case hours < weighted:
		for i := range low {
			if weights[i].Sign() == 0 {
				low[i] = 0
			}
		}
		return wholeOracle(hours, levelOracle(hours, none, low, weights))
	}
	parts := make([]*big.Rat, len(low))
	for i := range low {
		parts[i] = big.NewRat(low[i], 1)
		if weights[i].Sign() == 0 {
			parts[i].Mul(parts[i], big.NewRat(hours-weighted, least-weighted))
		}
	}
	return wholeOracle(hours, parts)
}

func checkSplit(t *rapid.T) {
	hours, claims := drawClaims(t)
	got, lambda, highest := split(hours, claims)
	want := splitOracle(hours, claims)
	if diff := cmp.Diff(append([]int64{}, want...), got); diff != "" {
		t.Fatalf("%d among %+v (-want +got):\n%s", hours, claims, diff)
	}
	least := sum(claims, func(c claim) int64 { return c.minimum })
	used, above := new(big.Rat), new(big.Rat) // by λ, and by one that is a little higher
	at := new(big.Rat).Quo(testkit.Rat(lambda.Num()), testkit.Rat(lambda.Den()))
	higher := new(big.Rat).Mul(new(big.Rat).Add(at, big.NewRat(1, 1_000_000_000_000_000_000)), big.NewRat(1_000_001, 1_000_000))
	for i, c := range claims {
		low, high := c.minimum, c.maximum
		if hours < least {
			low, high = 0, c.minimum
		}
		if got[i] < low || got[i] > high {
			t.Fatalf("%d is not from %d to %d", got[i], low, high)
		}
		part := func(lambda *big.Rat) *big.Rat {
			return clamp(new(big.Rat).Mul(lambda, big.NewRat(c.weight, 10_000)), big.NewRat(low, 1), big.NewRat(high, 1))
		}
		used.Add(used, part(at))
		above.Add(above, part(higher))
		off := new(big.Rat).Sub(part(at), big.NewRat(got[i], 1))
		if highest && off.Abs(off).Cmp(big.NewRat(1, 1)) >= 0 {
			t.Fatalf("%d is %s off", got[i], off)
		}
	}
	if all := big.NewRat(hours, 1); highest && (used.Cmp(all) != 0 || above.Cmp(all) <= 0) {
		t.Fatalf("%s uses %s of %s, and one above it %s", at, used, all, above)
	}
}

func sum[T any](all []T, of func(T) int64) (n int64) {
	for _, one := range all {
		n += of(one)
	}
	return n
}

func clamp(r, low, high *big.Rat) *big.Rat {
	if r.Cmp(low) < 0 {
		return low
	}
	if r.Cmp(high) > 0 {
		return high
	}
	return r
}

// c is at its maximum from λ = 1.5 ÷ 10^12, and the 3 million left go to a and b as 5 to 1, below their maximums. With a
// million more, a is at its maximum of 3 million, and b has what is left.
func TestSplitLargest(t *testing.T) {
	claims := []claim{
		{weight: 500_000_000_000_000_000, maximum: 3_000_000},
		{weight: 100_000_000_000_000_000, maximum: 4_000_000},
		{weight: 1_000_000_000_000_000_000, minimum: 1_000_000, maximum: 1_500_000},
	}
	for hours, want := range map[int64][]int64{4_500_000: {2_500_000, 500_000, 1_500_000}, 5_500_000: {3_000_000, 1_000_000, 1_500_000}} {
		got, _, _ := split(hours, claims)
		if diff := cmp.Diff(want, got); diff != "" {
			t.Errorf("%d (-want +got):\n%s", hours, diff)
		}
	}
}

func TestSplitProperty(t *testing.T) { rapid.Check(t, checkSplit) }

func FuzzSplit(f *testing.F) { f.Fuzz(rapid.MakeFuzz(checkSplit)) }

// drawTeam draws managers and accounts with needs of all sizes.
func drawTeam(t *rapid.T) (Policy, []Account) {
	optional := func(low, high int64, name string) decimal.NullDecimal {
		d := partnermath.Num(25*rapid.Int64Range(low, high).Draw(t, name), 2)
		d.Valid = rapid.Bool().Draw(t, name+" given")
		return d
	}
	p := Policy{Stages: []string{"new", "old"}, Work: []string{"x", "y"}, UnknownPotential: partnermath.Num(7, 1)}
	for _, stage := range p.Stages {
		for _, work := range p.Work {
			p.Needs = append(p.Needs, Need{
				stage, work, partnermath.Num(rapid.Int64Range(0, 50).Draw(t, "weight"), 1), optional(0, 20, "minimum"), optional(20, 60, "maximum"),
			})
		}
	}
	var accounts []Account
	for _, id := range []string{"m", "k"} {
		m := Manager{ID: id}
		for _, work := range p.Work {
			m.Hours = append(m.Hours, WorkHours{work, partnermath.Num(25*rapid.Int64Range(0, 400).Draw(t, "hours"), 2)})
		}
		p.Managers = append(p.Managers, m)
		for i := range rapid.IntRange(0, 6).Draw(t, "accounts") {
			a := Account{Partner: fmt.Sprint(i), Manager: id, Stage: rapid.SampledFrom(p.Stages).Draw(t, "stage"), Potential: optional(0, 40, "potential")}
			for _, work := range p.Work {
				if rapid.Bool().Draw(t, "reported") {
					a.Actual = append(a.Actual, WorkHours{work, partnermath.Num(rapid.Int64Range(0, 400_000).Draw(t, "worked"), 4)})
				}
			}
			accounts = append(accounts, a)
		}
	}
	return p, accounts
}

// Hours conserve on every line, the order of accounts, of needs and of hours never matters, and
// each number is the sum of those below it.
func TestCoverProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, accounts := drawTeam(t)
		c, err := Cover(p, accounts)
		if err != nil {
			t.Fatal(err)
		}
		other, shuffled := testkit.Copy(t, p), testkit.Copy(t, accounts)
		rng := rand.New(rand.NewPCG(rapid.Uint64().Draw(t, "seed"), 0))
		shuffle(rng, other.Needs)
		shuffle(rng, shuffled)
		for i := range other.Managers {
			shuffle(rng, other.Managers[i].Hours)
		}
		for i := range shuffled {
			shuffle(rng, shuffled[i].Actual)
		}
		again, err := Cover(other, shuffled)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(testkit.JSON(t, c), testkit.JSON(t, again)); diff != "" {
			t.Fatalf("the order matters:\n%s", diff)
		}
		checkSums(t, c)
	})
}

func checkSums(t *rapid.T, c Coverage) {
	var all, stages []Hours
	for _, s := range c.Stages {
		stages = append(stages, s.Hours)
	}
	for _, m := range c.Managers {
		var ofManager []Hours
		for w, l := range m.Work {
			var ofWork []Hours
			for _, a := range m.Accounts {
				ofWork = append(ofWork, a.Work[w].Hours)
			}
			checkLine(t, l, ofWork)
			ofManager = append(ofManager, ofWork...)
		}
		for _, a := range m.Accounts {
			var ofAccount []Hours
			for _, n := range a.Work {
				ofAccount = append(ofAccount, n.Hours)
				lacks := n.Minimum.Sub(n.Hours.Planned)
				if !n.Hours.Undone.Equal(decimal.Max(lacks, decimal.Zero)) || n.Maximum.Valid && n.Hours.Planned.GreaterThan(n.Maximum.Decimal) {
					t.Fatalf("%+v is off its bounds", n)
				}
			}
			checkHours(t, a.Hours, ofAccount)
		}
		checkLine(t, m.Total, ofManager)
		all = append(all, ofManager...)
	}
	checkLine(t, c.Total, all)
	checkHours(t, c.Total.Hours, stages)
}

func checkLine(t *rapid.T, l WorkLine, parts []Hours) {
	if !l.Available.Equal(l.Hours.Planned.Add(l.Unassigned)) || l.Unassigned.IsNegative() {
		t.Fatalf("%+v does not conserve", l)
	}
	if l.PerWeight.Valid && !l.Unassigned.IsZero() {
		t.Fatalf("%+v leaves hours", l)
	}
	checkHours(t, l.Hours, parts)
}

func checkHours(t *rapid.T, h Hours, parts []Hours) {
	var planned, undone, actual decimal.Decimal
	unreported, reported := 0, false
	for _, p := range parts {
		planned, undone, unreported = planned.Add(p.Planned), undone.Add(p.Undone), unreported+p.Unreported
		actual, reported = actual.Add(p.Actual.Decimal), reported || p.Actual.Valid
	}
	if !h.Planned.Equal(planned) || !h.Undone.Equal(undone) || h.Unreported != unreported {
		t.Fatalf("%+v is not the sum of %+v", h, parts)
	}
	if h.Actual.Valid != reported || reported && !h.Actual.Decimal.Equal(actual) {
		t.Fatalf("%+v is not the sum of %+v", h, parts)
	}
	if h.Variance.Valid != (reported && unreported == 0) || h.Variance.Valid && !h.Variance.Decimal.Equal(actual.Sub(planned)) {
		t.Fatalf("%+v has another variance than %+v", h, parts)
	}
}

// Weights in another unit share out the same hours.
func TestCoverScaleProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, accounts := drawTeam(t)
		c, err := Cover(p, accounts)
		if err != nil {
			t.Fatal(err)
		}
		for i := range p.Needs {
			p.Needs[i].Weight.Decimal = p.Needs[i].Weight.Decimal.Mul(decimal.NewFromInt(13))
		}
		scaled, err := Cover(p, accounts)
		if err != nil {
			t.Fatal(err)
		}
		for i, m := range c.Managers {
			for j, a := range m.Accounts {
				if diff := testkit.Diff(a.Hours, scaled.Managers[i].Accounts[j].Hours); diff != "" {
					t.Fatal(diff)
				}
			}
		}
	})
}

func TestCoverKeepsInputs(t *testing.T) {
	p, accounts := teamPolicy()
	before := testkit.JSON(t, []any{p, accounts})
	if _, err := Cover(p, accounts); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(before, testkit.JSON(t, []any{p, accounts})); diff != "" {
		t.Errorf("the input changed:\n%s", diff)
	}
	if !slices.IsSortedFunc(accounts[:2], func(a, b Account) int { return strings.Compare(a.Partner, b.Partner) }) {
		t.Error("the accounts were moved")
	}
}
