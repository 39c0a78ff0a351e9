package merit

import (
	"cmp"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// Compete funds requests out of one budget, by merit:
//
//	value = Σ merit × funded
//
// Each group with a minimum has at least its floor: of the minimum, what its requests can
// use in the order of merit, then submission, then id; in whole, those of them that still
// fit into what is left of it. What a group cannot use is free. Beyond the floors the
// budget funds all in the same order; in whole, the set with the highest value is searched
// for among all that have the floors, whichever requests of a group make up for its floor.
// Among equals that stands which fills the floors and then goes on in that order, or else
// the one that is found first. A request whose merit is not above 0 is not funded.
//
// In part and without minimums, more budget lowers neither the value nor the bound. With
// minimums it may: they are shares of the budget that are rounded together, so that with
// one unit more two groups of low merit may have one more each, and the others one less;
// and in whole a request of low merit may fit into a minimum that was too small before.
//
// The error is a [*partnermath.ValidationError], for an invalid competition or contender,
// a request that is given twice, and amounts above 10^18 minor units together.
func Compete(c Competition, contenders []Contender) (Awards, error) {
	if err := checkContest(&c, contenders); err != nil {
		return Awards{}, err
	}
	k := newContest(&c, contenders)
	least := k.minimums()
	floors, first := k.floors(least)
	funds := k.fill(floors)
	a := Awards{Currency: c.Currency, Budget: c.Budget.Decimal, Minimums: []MinimumLine{}, Bound: k.value(funds)}
	if c.Whole {
		var ended bool
		if funds, ended = k.search(floors, first, funds); ended {
			a.Bound = k.value(funds)
		}
	}
	a.Value = k.value(funds)
	a.Gap = a.Bound.Sub(a.Value)
	a.Proven = a.Gap.IsZero()
	ofMinimum, used := k.ofMinimums(least, funds)
	for _, m := range c.Minimums {
		a.Minimums = append(a.Minimums, MinimumLine{m.Group, k.money(least[m.Group]), k.money(floors[m.Group]), k.money(used[m.Group])})
	}
	a.Lines = k.lines(funds, ofMinimum)
	for i := range a.Lines {
		a.Funded = a.Funded.Add(a.Lines[i].Funded)
	}
	a.Left = a.Budget.Sub(a.Funded)
	return a, nil
}

// contest is a competition in minor units.
type contest struct {
	*Competition
	places   int32
	budget   int64
	entrants []entrant // by merit, submission and id
	worthy   int       // how many of them have a merit above 0
}

type entrant struct {
	*Contender
	merit  decimal.Decimal
	amount int64
}

func newContest(c *Competition, contenders []Contender) *contest {
	k := &contest{Competition: c, entrants: make([]entrant, len(contenders))}
	k.places, _ = partnermath.MinorUnits(c.Currency)
	k.budget, _ = exact.Int64(c.Budget.Decimal, k.places)
	for i := range contenders {
		x := entrant{Contender: &contenders[i], merit: c.meritOf(&contenders[i])}
		x.amount, _ = exact.Int64(x.Amount.Decimal, k.places)
		k.entrants[i] = x
	}
	slices.SortFunc(k.entrants, func(x, y entrant) int {
		return cmp.Or(y.merit.Cmp(x.merit), x.Submitted.Compare(y.Submitted), strings.Compare(x.Request, y.Request))
	})
	for k.worthy < len(k.entrants) && k.entrants[k.worthy].merit.IsPositive() {
		k.worthy++
	}
	return k
}

// weights are those of the ROI and of the alignment in the merit.
func (c *Competition) weights() (roi, alignment decimal.Decimal) {
	switch c.Merit {
	case ROI:
		return one, decimal.Decimal{}
	case Alignment:
		return decimal.Decimal{}, one
	}
	return c.ROIWeight.Decimal, one.Sub(c.ROIWeight.Decimal)
}

func (c *Competition) meritOf(x *Contender) decimal.Decimal {
	roi, alignment := c.weights()
	counted := exact.NewFraction(known(x.ROI), decimal.Decimal{})
	if c.Merit == Mixed {
		most := c.ROICap.Decimal
		counted = exact.NewFraction(decimal.Min(decimal.Max(decimal.Decimal{}, known(x.ROI)), most), most)
	}
	return counted.Mul(roi).Add(exact.NewFraction(known(x.Alignment).Mul(alignment), decimal.Decimal{})).Round(exact.RatioPlaces)
}

// known is a figure that counts as 0 where it is left out.
func known(d decimal.NullDecimal) decimal.Decimal {
	if !d.Valid {
		return decimal.Decimal{}
	}
	return d.Decimal
}

// minimums are the shares of the groups.
func (k *contest) minimums() map[string]int64 {
	rest, shares := one, make([]decimal.Decimal, 0, len(k.Minimums)+1)
	for _, m := range k.Minimums {
		shares = append(shares, m.Share.Decimal)
		rest = rest.Sub(m.Share.Decimal)
	}
	parts := exact.Allocate(k.Budget.Decimal, append(shares, rest), k.places)
	least := map[string]int64{}
	for i, m := range k.Minimums {
		least[m.Group], _ = exact.Int64(parts[i], k.places)
	}
	return least
}

// floors are what the groups have before others, and in whole the set that has it.
func (k *contest) floors(least map[string]int64) (floors map[string]int64, first []bool) {
	floors, first = map[string]int64{}, make([]bool, len(k.entrants))
	for i, x := range k.entrants[:k.worthy] {
		n := min(x.amount, least[x.Group]-floors[x.Group])
		if first[i] = n == x.amount; first[i] || !k.Whole {
			floors[x.Group] += n
		}
	}
	return floors, first
}

// fill funds the floors of the groups, and then others, in part. No way to fund is better
// that leaves each group its floor.
func (k *contest) fill(floors map[string]int64) []int64 {
	funds, left, open := make([]int64, len(k.entrants)), k.budget, map[string]int64{}
	for i, x := range k.entrants[:k.worthy] {
		funds[i] = min(x.amount, floors[x.Group]-open[x.Group])
		open[x.Group] += funds[i]
		left -= funds[i]
	}
	for i, x := range k.entrants[:k.worthy] {
		n := min(x.amount-funds[i], left)
		funds[i] += n
		left -= n
	}
	return funds
}

// ofMinimums tells what of the funds counts to the minimums, by entrant and by group.
func (k *contest) ofMinimums(least map[string]int64, funds []int64) (of []int64, used map[string]int64) {
	of, used = make([]int64, len(funds)), map[string]int64{}
	for i, x := range k.entrants {
		of[i] = min(funds[i], least[x.Group]-used[x.Group])
		used[x.Group] += of[i]
	}
	return of, used
}

func (k *contest) money(n int64) decimal.Decimal { return exact.Fixed(n, k.places) }

func (k *contest) value(funds []int64) (sum decimal.Decimal) {
	for i := range funds {
		sum = sum.Add(k.entrants[i].merit.Mul(k.money(funds[i])))
	}
	return sum
}

func (k *contest) lines(funds, ofMinimum []int64) []Award {
	lines := make([]Award, len(funds))
	roi, alignment := k.weights()
	last := len(funds) // of those funded of a minimum
	for last > 0 && ofMinimum[last-1] == 0 {
		last--
	}
	for i, x := range k.entrants {
		outbid := i < k.worthy && funds[i] < x.amount
		lines[i] = Award{
			Request: x.Request, Group: x.Group, Merit: x.merit, Amount: x.Amount.Decimal,
			Funded: k.money(funds[i]), OfMinimum: k.money(ofMinimum[i]), Reasons: []partnermath.Reason{},
		}
		for _, r := range []struct {
			reason partnermath.Reason
			holds  bool
		}{
			{ReasonNoROI, !x.ROI.Valid && roi.IsPositive()},
			{ReasonNoAlignment, !x.Alignment.Valid && alignment.IsPositive()},
			{ReasonNoMerit, i >= k.worthy},
			{ReasonOutbid, outbid},
			{ReasonMinimum, outbid && i < last-1},
		} {
			if r.holds {
				lines[i].Reasons = append(lines[i].Reasons, r.reason)
			}
		}
	}
	return lines
}
