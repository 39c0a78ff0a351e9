package coverage_test

import (
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/coverage"
)

func frac(n decimal.NullDecimal) *big.Rat {
	if !n.Valid {
		return nil
	}
	return testkit.Rat(n.Decimal)
}

// claim is what one partner can have of a kind of work; a nil high is no limit.
type claim struct{ weight, low, high *big.Rat }

// at is clamp(λ × weight, low, high).
func (c claim) at(rate *big.Rat) *big.Rat {
	hours := new(big.Rat).Mul(rate, c.weight)
	if hours.Cmp(c.low) < 0 {
		hours.Set(c.low)
	}
	if c.high != nil && hours.Cmp(c.high) > 0 {
		hours.Set(c.high)
	}
	return hours
}

func total(claims []claim, of func(claim) *big.Rat) *big.Rat {
	sum := new(big.Rat)
	for _, c := range claims {
		sum.Add(sum, of(c))
	}
	return sum
}

// level returns the highest λ at which claims come to no more than the hours, nil where every
// λ does.
func level(hours *big.Rat, claims []claim) *big.Rat {
	bends := []*big.Rat{new(big.Rat)}
	for _, c := range claims {
		for _, bound := range []*big.Rat{c.low, c.high} {
			if bound != nil && c.weight.Sign() > 0 {
				bends = append(bends, new(big.Rat).Quo(bound, c.weight))
			}
		}
	}
	best := new(big.Rat)
	for _, bend := range bends {
		used := total(claims, func(c claim) *big.Rat { return c.at(bend) })
		if used.Cmp(hours) <= 0 && bend.Cmp(best) > 0 {
			best = bend
		}
	}
	slope := new(big.Rat) // of what the claims come to, just above best
	for _, c := range claims {
		here := new(big.Rat).Mul(best, c.weight)
		if here.Cmp(c.low) >= 0 && (c.high == nil || here.Cmp(c.high) < 0) {
			slope.Add(slope, c.weight)
		}
	}
	if slope.Sign() == 0 {
		return nil
	}
	rest := new(big.Rat).Sub(hours, total(claims, func(c claim) *big.Rat { return c.at(best) }))
	return rest.Add(rest.Quo(rest, slope), best)
}

// share returns what each claim gets in quarter hours, and λ.
func share(hours *big.Rat, claims []claim) (planned []*big.Rat, rate *big.Rat) {
	exact := make([]*big.Rat, len(claims))
	if total(claims, func(c claim) *big.Rat { return c.low }).Cmp(hours) <= 0 {
		if rate = level(hours, claims); rate != nil {
			for i, c := range claims {
				exact[i] = c.at(rate)
			}
			return quarters(hours, exact), rate
		}
		for i, c := range claims {
			exact[i] = c.low
			if c.weight.Sign() > 0 {
				exact[i] = c.high
			}
		}
		return exact, nil
	}
	weighted := make([]claim, len(claims)) // the minimums by weight
	unweighted := new(big.Rat)
	for i, c := range claims {
		weighted[i] = claim{c.weight, new(big.Rat), c.low}
		if c.weight.Sign() == 0 {
			weighted[i].high = new(big.Rat)
			unweighted.Add(unweighted, c.low)
		}
	}
	if rate = level(hours, weighted); rate != nil {
		for i, c := range weighted {
			exact[i] = c.at(rate)
		}
		return quarters(hours, exact), rate
	}
	rest := new(big.Rat).Sub(hours, total(weighted, func(c claim) *big.Rat { return c.high }))
	for i, c := range claims {
		exact[i] = c.low
		if c.weight.Sign() == 0 {
			exact[i] = new(big.Rat).Quo(new(big.Rat).Mul(rest, c.low), unweighted)
		}
	}
	return quarters(hours, exact), nil
}

// quarters rounds shares that add up to hours, by largest remainder, the first of equal ones.
func quarters(hours *big.Rat, exact []*big.Rat) []*big.Rat {
	quarter := big.NewRat(1, 4)
	planned, remainders := make([]*big.Rat, len(exact)), make([]*big.Rat, len(exact))
	left := new(big.Rat).Set(hours)
	order := make([]int, len(exact))
	for i, hours := range exact {
		units := new(big.Rat).Quo(hours, quarter)
		full := new(big.Rat).SetInt(new(big.Int).Quo(units.Num(), units.Denom()))
		remainders[i], planned[i], order[i] = new(big.Rat).Sub(units, full), full.Mul(full, quarter), i
		left.Sub(left, planned[i])
	}
	slices.SortStableFunc(order, func(a, b int) int { return remainders[b].Cmp(remainders[a]) })
	for i := 0; left.Sign() > 0; i++ {
		planned[order[i]].Add(planned[order[i]], quarter)
		left.Sub(left, quarter)
	}
	return planned
}

func publish(r *big.Rat, places int32) decimal.Decimal { return testkit.RoundHalfAway(r, places) }

// gather adds up hours.
func gather(sum *coverage.Hours, parts ...coverage.Hours) {
	for _, h := range parts {
		sum.Planned, sum.Undone = sum.Planned.Add(h.Planned), sum.Undone.Add(h.Undone)
		sum.Unreported += h.Unreported
		if h.Actual.Valid {
			sum.Actual = decimal.NewNullDecimal(sum.Actual.Decimal.Add(h.Actual.Decimal))
		}
	}
	sum.Variance = decimal.NullDecimal{}
	if sum.Actual.Valid && sum.Unreported == 0 {
		sum.Variance = decimal.NewNullDecimal(sum.Actual.Decimal.Sub(sum.Planned))
	}
}

func gatherLine(sum *coverage.WorkLine, l coverage.WorkLine) {
	sum.Available, sum.Unassigned = sum.Available.Add(l.Available), sum.Unassigned.Add(l.Unassigned)
	gather(&sum.Hours, l.Hours)
}

// coverOracle shares hours out as the documentation of Cover has it.
func coverOracle(p coverage.Policy, accounts []coverage.Account) coverage.Coverage {
	all := coverage.Coverage{Managers: []coverage.ManagerLine{}}
	for _, work := range p.Work {
		all.Work = append(all.Work, coverage.WorkLine{Work: work})
	}
	for _, stage := range p.Stages {
		all.Stages = append(all.Stages, coverage.StageLine{Stage: stage})
	}
	for _, m := range p.Managers {
		line := managerOracle(p, m, accounts)
		gatherLine(&all.Total, line.Total)
		for i := range line.Work {
			gatherLine(&all.Work[i], line.Work[i])
		}
		for _, a := range line.Accounts {
			s := &all.Stages[slices.Index(p.Stages, a.Stage)]
			s.Accounts++
			gather(&s.Hours, a.Hours)
		}
		all.Managers = append(all.Managers, line)
	}
	return all
}

func managerOracle(p coverage.Policy, m coverage.Manager, accounts []coverage.Account) coverage.ManagerLine {
	line := coverage.ManagerLine{Manager: m.ID, Accounts: []coverage.AccountLine{}}
	var mine []coverage.Account
	for _, a := range accounts {
		if a.Manager == m.ID {
			mine = append(mine, a)
		}
	}
	slices.SortFunc(mine, func(a, b coverage.Account) int { return strings.Compare(a.Partner, b.Partner) })
	for _, a := range mine {
		one := coverage.AccountLine{Partner: a.Partner, Stage: a.Stage, Potential: a.Potential.Decimal, PotentialKnown: a.Potential.Valid, Work: []coverage.NeedLine{}}
		if !one.PotentialKnown {
			one.Potential = p.UnknownPotential.Decimal
		}
		line.Accounts = append(line.Accounts, one)
	}
	for _, work := range p.Work {
		have := frac(hoursOf(m.Hours, work))
		wl := coverage.WorkLine{Work: work, Available: publish(have, 2)}
		var claims []claim
		for i := range mine {
			claims = append(claims, need(p, line.Accounts[i], work))
		}
		planned, rate := share(have, claims)
		if rate != nil {
			wl.PerWeight = decimal.NewNullDecimal(publish(rate, 8))
		}
		left := new(big.Rat).Set(have)
		for i, c := range claims {
			left.Sub(left, planned[i])
			n := coverage.NeedLine{Work: work, Weight: publish(c.weight, 4), Minimum: publish(c.low, 2)}
			if c.high != nil {
				n.Maximum = decimal.NewNullDecimal(publish(c.high, 2))
			}
			h := coverage.Hours{Planned: publish(planned[i], 2), Actual: hoursOf(mine[i].Actual, work)}
			if lack := new(big.Rat).Sub(c.low, planned[i]); lack.Sign() > 0 {
				h.Undone = publish(lack, 2)
			}
			if !h.Actual.Valid {
				h.Unreported = 1
			}
			gather(&n.Hours, h)
			gather(&wl.Hours, h)
			gather(&line.Accounts[i].Hours, h)
			line.Accounts[i].Work = append(line.Accounts[i].Work, n)
		}
		wl.Unassigned = publish(left, 2)
		gatherLine(&line.Total, wl)
		line.Work = append(line.Work, wl)
	}
	return line
}

func hoursOf(list []coverage.WorkHours, work string) decimal.NullDecimal {
	for _, h := range list {
		if h.Work == work {
			return h.Hours
		}
	}
	return decimal.NullDecimal{}
}

func need(p coverage.Policy, a coverage.AccountLine, work string) claim {
	for _, n := range p.Needs {
		if n.Stage == a.Stage && n.Work == work {
			c := claim{new(big.Rat).Mul(frac(n.Weight), testkit.Rat(a.Potential)), new(big.Rat), frac(n.Maximum)}
			if n.Minimum.Valid {
				c.low = frac(n.Minimum)
			}
			return c
		}
	}
	return claim{weight: new(big.Rat), low: new(big.Rat)}
}

// small makes numbers so small that ties, zeros and shortages are common.
type small struct{ *rand.Rand }

func (s small) units(low, high int64, places int32) decimal.NullDecimal {
	return partnermath.Num(low+s.Int64N(high-low+1), places)
}

func (s small) quarterHours(most int64) decimal.NullDecimal {
	return partnermath.Num(25*s.Int64N(most+1), 2)
}

func (s small) maybe(percent int, n decimal.NullDecimal) decimal.NullDecimal {
	n.Valid = s.IntN(100) < percent
	return n
}

func (s small) team() (coverage.Policy, []coverage.Account) {
	p := coverage.Policy{Stages: []string{"new", "old", "idle"}, Work: []string{"y", "x"}, UnknownPotential: s.units(0, 15, 1)}
	for _, stage := range p.Stages {
		for _, work := range p.Work {
			n := coverage.Need{Stage: stage, Work: work, Weight: s.units(0, 4, int32(s.IntN(3))), Minimum: s.maybe(60, s.quarterHours(8))}
			n.Maximum = s.maybe(50, partnermath.Num(25*s.Int64N(12), 2))
			if n.Minimum.Valid && n.Maximum.Decimal.LessThan(n.Minimum.Decimal) {
				n.Maximum.Decimal = n.Minimum.Decimal
			}
			if s.IntN(5) > 0 || len(p.Needs) == 0 {
				p.Needs = append(p.Needs, n)
			}
		}
	}
	var accounts []coverage.Account
	for _, id := range []string{"m", "k", "l"}[:1+s.IntN(3)] {
		most := []int64{0, 8, 40, 120}[s.IntN(4)]
		p.Managers = append(p.Managers, coverage.Manager{ID: id, Hours: []coverage.WorkHours{{Work: "x", Hours: s.quarterHours(most)}, {Work: "y", Hours: s.quarterHours(most)}}})
		for _, partner := range []string{"e", "a", "d", "c", "b", "f"}[:s.IntN(7)] {
			a := coverage.Account{Partner: partner, Manager: id, Stage: p.Stages[s.IntN(3)], Potential: s.maybe(80, s.units(0, 5, int32(s.IntN(3))))}
			for _, work := range p.Work {
				if s.IntN(4) > 0 {
					a.Actual = append(a.Actual, coverage.WorkHours{Work: work, Hours: s.units(0, 30_000, 4)})
				}
			}
			accounts = append(accounts, a)
		}
	}
	s.Shuffle(len(accounts), func(i, j int) { accounts[i], accounts[j] = accounts[j], accounts[i] })
	return p, accounts
}

func TestCoverOracle(t *testing.T) {
	for seed := range uint64(1500) {
		p, accounts := small{rand.New(rand.NewPCG(seed, 23))}.team()
		got, err := coverage.Cover(p, accounts)
		if err != nil {
			t.Fatalf("seed %d: %v", seed, err)
		}
		want := coverOracle(p, accounts)
		if diff := testkit.Diff(want, got); diff != "" || testkit.JSON(t, want) != testkit.JSON(t, got) {
			t.Fatalf("seed %d: -want +got:\n%s\npolicy %s\naccounts %s", seed, diff, testkit.JSON(t, p), testkit.JSON(t, accounts))
		}
		testkit.LeftOutIsNotRead(t, func() (any, error) { return coverage.Cover(p, accounts) }, &p, &accounts)
	}
}
