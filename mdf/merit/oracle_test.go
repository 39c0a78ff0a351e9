package merit_test

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
	"github.com/partnermath/partnermath/mdf/merit"
)

// The oracle funds small competitions by trying everything: every set of whole requests, and in
// part every number of units, of which amounts, budget and minimums are multiples, and so a best
// way. It counts them in integers, and merit in ten-thousandths, and calls nothing of the package.

// runner is a contender, with what it has, in units of the race.
type runner struct {
	merit.Contender
	worth             int64 // merit in ten-thousandths
	asks              int64
	funded, ofMinimum int64
	reasons           []partnermath.Reason
}

// race is a competition in units of 10^-places, of which there are few: runners are in the
// order of merit.
type race struct {
	places   int32
	budget   int64
	runners  []*runner
	minimums []int64 // the last is what the shares leave
	floors   []int64 // what the groups can use of them
}

func placesOf(currency string) int32 { return map[string]int32{"USD": 2, "JPY": 0, "KWD": 3}[currency] }

func known(n decimal.NullDecimal) *big.Rat {
	if !n.Valid {
		return new(big.Rat)
	}
	return testkit.Rat(n.Decimal)
}

// units is a number in units of 10^-places.
func units(r *big.Rat, places int32) int64 {
	return testkit.RoundHalfAway(r, places).Shift(places).IntPart()
}

// worthOf is the merit of a contender, and which figures it lacks; with a weight of 0 none is needed.
func worthOf(c merit.Competition, x merit.Contender) (worth int64, lacks []partnermath.Reason) {
	w, one := known(c.ROIWeight), big.NewRat(1, 1)
	if !x.ROI.Valid && (c.Merit == merit.ROI || w.Sign() > 0) {
		lacks = append(lacks, merit.ReasonNoROI)
	}
	if !x.Alignment.Valid && c.Merit != merit.ROI && w.Cmp(one) < 0 {
		lacks = append(lacks, merit.ReasonNoAlignment)
	}
	m := known(x.Alignment)
	switch c.Merit {
	case merit.ROI:
		m = known(x.ROI)
	case merit.Mixed:
		reached := new(big.Rat).Quo(known(x.ROI), known(c.ROICap))
		if reached.Sign() < 0 {
			reached = new(big.Rat)
		}
		if reached.Cmp(one) > 0 {
			reached = one
		}
		part := new(big.Rat).Mul(w, reached)
		m = part.Add(part, new(big.Rat).Mul(new(big.Rat).Sub(one, w), m))
	}
	return units(m, 4), lacks
}

func raceOf(c merit.Competition, all []merit.Contender, places int32) race {
	r := race{places: places, floors: make([]int64, len(c.Minimums))}
	r.budget = units(known(c.Budget), r.places)
	for _, x := range all {
		one := &runner{Contender: x, asks: units(known(x.Amount), r.places)}
		one.worth, one.reasons = worthOf(c, x)
		r.runners = append(r.runners, one)
	}
	slices.SortFunc(r.runners, func(a, b *runner) int {
		return cmp.Or(cmp.Compare(b.worth, a.worth), a.Submitted.Compare(b.Submitted), cmp.Compare(a.Request, b.Request))
	})
	if len(c.Minimums) == 0 {
		return r
	}
	rest := big.NewRat(1, 1)
	var shares []*big.Rat
	for _, m := range c.Minimums {
		shares = append(shares, known(m.Share))
		rest.Sub(rest, known(m.Share))
	}
	for _, part := range testkit.LargestRemainder(known(c.Budget), slices.Concat(shares, []*big.Rat{rest}), r.places) {
		r.minimums = append(r.minimums, units(part, r.places))
	}
	return r
}

// fill sets the floors of the groups and funds those, then goes on with the rest of the budget.
func (r race) fill(c merit.Competition) {
	left := r.budget
	fund := func(x *runner, most int64) int64 {
		part := min(x.asks-x.funded, most)
		if x.worth <= 0 || c.Whole && part < x.asks {
			return 0
		}
		x.funded, left = x.funded+part, left-part
		return part
	}
	for i, m := range c.Minimums {
		for _, x := range r.runners {
			if x.Group == m.Group {
				r.floors[i] += fund(x, r.minimums[i]-r.floors[i])
			}
		}
	}
	for _, x := range r.runners {
		fund(x, left)
	}
}

// sets calls visit with every set of whole requests that the budget pays, that have merit and
// with which the groups have their floors, and with its value.
func (r race) sets(c merit.Competition, visit func(set int, value int64)) {
	for set := range 1 << len(r.runners) {
		sum, value, allowed, short := int64(0), int64(0), true, slices.Clone(r.floors)
		for i, x := range r.runners {
			if set>>i&1 == 1 {
				sum, value, allowed = sum+x.asks, value+x.asks*x.worth, allowed && x.worth > 0
				if in := groupOf(c, x); in >= 0 {
					short[in] -= x.asks
				}
			}
		}
		if allowed && sum <= r.budget && !slices.ContainsFunc(short, func(lacks int64) bool { return lacks > 0 }) {
			visit(set, value)
		}
	}
}

// groupOf is which minimum a contender counts to, -1 for none.
func groupOf(c merit.Competition, x *runner) int {
	return slices.IndexFunc(c.Minimums, func(m merit.Minimum) bool { return m.Group == x.Group })
}

// run funds as Compete says. Among whole sets of the highest value that of fill stands, or else
// that which came, if it is one.
func (r race) run(c merit.Competition, came merit.Awards) {
	r.fill(c)
	if c.Whole {
		filled, got, best, most := int64(0), 0, 0, int64(-1)
		for i, x := range r.runners {
			filled += x.funded * x.worth
			if came.Lines[i].Funded.IsPositive() {
				got |= 1 << i
			}
		}
		r.sets(c, func(set int, value int64) {
			if value > most || value == most && set == got {
				best, most = set, value
			}
		})
		for i, x := range r.runners {
			if most > filled {
				x.funded = x.asks * int64(best>>i&1)
			}
		}
	}
	used := make([]int64, len(c.Minimums))
	for _, x := range r.runners {
		if in := groupOf(c, x); in >= 0 {
			x.ofMinimum = min(x.funded, r.minimums[in]-used[in])
			used[in] += x.ofMinimum
		}
	}
	for i, x := range r.runners {
		switch later := r.runners[i+1:]; {
		case x.worth <= 0:
			x.reasons = append(x.reasons, merit.ReasonNoMerit)
		case x.funded < x.asks:
			x.reasons = append(x.reasons, merit.ReasonOutbid)
			if slices.ContainsFunc(later, func(y *runner) bool { return y.ofMinimum > 0 }) {
				x.reasons = append(x.reasons, merit.ReasonMinimum)
			}
		}
	}
}

// inPart is the highest value of all ways to fund by the unit with which the groups have their
// floors: by group, then over the groups, for each number of units that is spent.
func (r race) inPart(c merit.Competition) int64 {
	none := slices.Repeat([]int64{-1}, int(r.budget)+1)
	total := slices.Clone(none)
	total[0] = 0
	for _, m := range slices.Concat(c.Minimums, []merit.Minimum{{}}) {
		minimum := slices.IndexFunc(c.Minimums, func(o merit.Minimum) bool { return o.Group == m.Group })
		group := slices.Clone(none)
		group[0] = 0
		for _, x := range r.runners {
			if groupOf(c, x) == minimum && x.worth > 0 {
				group = join(group, none, func(give int64) (int64, bool) { return give * x.worth, give <= x.asks })
			}
		}
		total = join(total, none, func(give int64) (int64, bool) {
			return group[give], group[give] >= 0 && (minimum < 0 || give >= r.floors[minimum])
		})
	}
	return slices.Max(total)
}

// join adds, to the best values by amount, what each further amount brings, if it is allowed.
func join(best, none []int64, further func(int64) (int64, bool)) []int64 {
	next := slices.Clone(none)
	for give := range int64(len(best)) {
		brings, allowed := further(give)
		if !allowed {
			continue
		}
		for spent, value := range best[:int64(len(best))-give] {
			if value >= 0 {
				next[int64(spent)+give] = max(next[int64(spent)+give], value+brings)
			}
		}
	}
	return next
}

func (r race) money(n int64) decimal.Decimal { return decimal.New(n, -r.places) }

func (r race) value(n int64) decimal.Decimal { return decimal.New(n, -r.places-4) }

// awards writes what was run, all of which is proven to be best.
func (r race) awards(c merit.Competition) merit.Awards {
	a := merit.Awards{Currency: c.Currency, Budget: r.money(r.budget), Proven: true}
	funded, value, used := int64(0), int64(0), make([]int64, len(c.Minimums))
	for _, x := range r.runners {
		funded, value = funded+x.funded, value+x.funded*x.worth
		if in := groupOf(c, x); in >= 0 {
			used[in] += x.ofMinimum
		}
		a.Lines = append(a.Lines, merit.Award{
			Request: x.Request, Group: x.Group, Merit: decimal.New(x.worth, -4), Amount: r.money(x.asks),
			Funded: r.money(x.funded), OfMinimum: r.money(x.ofMinimum), Reasons: x.reasons,
		})
	}
	for i, m := range c.Minimums {
		a.Minimums = append(a.Minimums, merit.MinimumLine{
			Group: m.Group, Amount: r.money(r.minimums[i]), Floor: r.money(r.floors[i]), Used: r.money(used[i]),
		})
	}
	a.Funded, a.Left, a.Value, a.Bound = r.money(funded), r.money(r.budget-funded), r.value(value), r.value(value)
	return a
}

// drawRace draws few contenders, and in which units they are counted: without minimums in
// some that are no minor units but many.
func drawRace(t *rapid.T, whole, minimums bool) (merit.Competition, []merit.Contender, int32) {
	n := func(low, high int64) int64 { return rapid.Int64Range(low, high).Draw(t, "n") }
	maybe := func(figure decimal.NullDecimal) decimal.NullDecimal {
		if n(0, 7) == 0 {
			return decimal.NullDecimal{}
		}
		return figure
	}
	c := merit.Competition{
		Currency: rapid.SampledFrom([]string{"USD", "JPY", "KWD"}).Draw(t, "currency"),
		Merit:    rapid.SampledFrom(merit.Kind("").Values()).Draw(t, "merit"), Whole: whole,
	}
	places, roi := placesOf(c.Currency), int32(1)
	if !minimums && n(0, 2) == 0 {
		places, roi = -9, -4
	}
	c.Budget = partnermath.Num(n(0, 50), places)
	if c.Merit == merit.Mixed {
		c.ROIWeight, c.ROICap = partnermath.Num(n(0, 10), 1), partnermath.Num(n(1, 70), 1)
	}
	if minimums {
		c.Minimums = []merit.Minimum{{Group: "w", Share: partnermath.Num(n(0, 60), 2)}, {Group: "e", Share: partnermath.Num(n(0, 40), 2)}}
	}
	var all []merit.Contender
	for i := range n(0, 7) {
		x := merit.Contender{
			Request: fmt.Sprintf("%c%d", 'a'+rune(n(0, 25)), i), Submitted: partnermath.NewDate(2026, 1, int(n(1, 2))),
			Group:  rapid.SampledFrom([]string{"", "e", "w", "w", "other"}).Draw(t, "group"),
			Amount: partnermath.Num(n(1, 25), places), ROI: maybe(partnermath.Num(n(-4, 20), roi)),
			Alignment: maybe(partnermath.Num(n(0, 10), 1)),
		}
		if n(0, 2) == 0 { // to be rounded, on the half now and then
			x.ROI, x.Alignment = maybe(partnermath.Num(5*n(-9999, 99999), 5)), maybe(partnermath.Num(5*n(0, 20000), 5))
		}
		all = append(all, x)
	}
	return c, all, places
}

func compete(t *rapid.T, c merit.Competition, all []merit.Contender) merit.Awards {
	got, err := merit.Compete(c, all)
	if err != nil {
		t.Fatal(err)
	}
	return got
}

// often runs a property for some hundreds of cases more than rapid does.
func often(t *testing.T, property func(*rapid.T)) {
	for range 8 {
		rapid.Check(t, property)
	}
}

// In part, and in whole where there are few requests, the best is found, and so the bound.
func TestOracleCompete(t *testing.T) {
	for _, whole := range []bool{false, true} {
		for _, minimums := range []bool{false, true} {
			often(t, func(t *rapid.T) {
				c, all, places := drawRace(t, whole, minimums)
				r, got := raceOf(c, all, places), compete(t, c, all)
				r.run(c, got)
				want := r.awards(c)
				if diff := testkit.Diff(want, got, cmpopts.EquateEmpty()); diff != "" {
					t.Fatalf("%s\n%s\n(-oracle +got):\n%s", testkit.JSON(t, c), testkit.JSON(t, all), diff)
				}
				if best := r.value(r.inPart(c)); best.LessThan(got.Value) || !whole && !best.Equal(got.Value) {
					t.Fatalf("%s in part, got %s", best, got.Value)
				}
				testkit.LeftOutIsNotRead(t, func() (any, error) { return merit.Compete(c, all) }, &c, &all)
			})
		}
	}
}
