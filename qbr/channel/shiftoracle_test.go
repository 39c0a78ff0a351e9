package channel_test

import (
	"math/big"
	"slices"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/channel"
)

// shiftOracle estimates a move between kinds as the documentation of Estimate has it.
type shiftOracle struct {
	ask           channel.Ask
	places        int32
	before, after channel.Account
}

// lines are some kinds, or without any the whole account.
func lines(a channel.Account, kinds []string) (list []channel.Line) {
	if kinds == nil {
		return []channel.Line{a.Total}
	}
	for _, line := range a.Kinds {
		if slices.Contains(kinds, line.Kind) {
			list = append(list, line)
		}
	}
	return list
}

// side is some kinds together in the two periods.
type side struct {
	marginal     channel.Marginal
	spent, exact *big.Rat // the change of spend, and the return; nil is not known
}

func (s shiftOracle) side(name string, kinds []string) side {
	m := channel.Marginal{Kind: name}
	spendBefore, marginBefore := s.sum(s.before, kinds, &m.PartnersBefore, &m.OutcomesBefore)
	spendAfter, marginAfter := s.sum(s.after, kinds, &m.PartnersAfter, &m.OutcomesAfter)
	m.SpendBefore, m.SpendAfter = testkit.RoundHalfAway(spendBefore, s.places), testkit.RoundHalfAway(spendAfter, s.places)
	m.MarginBefore, m.MarginAfter = published(marginBefore, s.places), published(marginAfter, s.places)
	if marginBefore != nil && marginAfter != nil {
		m.MarginChange = published(minus(marginAfter, marginBefore), s.places)
	}
	one := side{spent: minus(spendAfter, spendBefore)}
	size := new(big.Rat).Abs(one.spent)
	least := new(big.Rat)
	if s.ask.MinimumChange.Valid {
		least.Abs(times(frac(s.ask.MinimumChange), spendBefore))
	}
	if marginBefore != nil && marginAfter != nil && size.Sign() > 0 && size.Cmp(least) >= 0 {
		gain := minus(marginAfter, marginBefore)
		if s.ask.ControlGrowth.Valid {
			gain = minus(gain, times(frac(s.ask.ControlGrowth), marginBefore))
		}
		one.exact = gain.Quo(gain, one.spent)
		m.Return = published(one.exact, 4)
	}
	one.marginal = m
	return one
}

// sum adds up the spend and the tagged margin of kinds in a period, and the volume behind it.
func (s shiftOracle) sum(a channel.Account, kinds []string, partners, outcomes *int) (spent, margin *big.Rat) {
	spent, margin = new(big.Rat), new(big.Rat)
	for _, line := range lines(a, kinds) {
		spent.Add(spent, testkit.Rat(line.Spend))
		*partners, *outcomes = max(*partners, line.Partners), *outcomes+line.Outcomes
		known := frac(line.Margin.Amount)
		if line.Margin.Unknown > 0 {
			known = nil
		}
		margin = added(margin, known)
	}
	return spent, margin
}

func (s shiftOracle) estimate(before, after channel.Report) channel.Estimate {
	e := channel.Estimate{
		Estimated: true, Currency: s.after.Currency, Before: before.Period, After: after.Period,
		Asked: s.ask.Amount.Decimal, Kinds: []channel.Marginal{},
	}
	if s.ask.MinimumChange.Valid {
		e.MinimumChange = s.ask.MinimumChange.Decimal
	}
	if s.ask.ControlGrowth.Valid {
		e.ControlGrowth = s.ask.ControlGrowth.Decimal
	}
	for _, line := range s.after.Kinds {
		one := s.side(line.Kind, []string{line.Kind}).marginal
		one.Name = line.Name
		e.Kinds = append(e.Kinds, one)
	}
	from, to := s.side("", s.ask.From), s.side("", s.ask.To)
	e.From, e.To = from.marginal, to.marginal
	e.From.Kinds, e.To.Kinds = s.ask.From, s.ask.To
	e.All = s.side("", nil).marginal
	if after.Before == before.Period {
		e.Retagged = s.after.Retagged
	}
	e.Partners = min(e.From.PartnersBefore, e.From.PartnersAfter, e.To.PartnersBefore, e.To.PartnersAfter)
	e.Outcomes = min(e.From.OutcomesBefore, e.From.OutcomesAfter, e.To.OutcomesBefore, e.To.OutcomesAfter)
	moved := frac(s.ask.Amount)
	for _, change := range []*big.Rat{from.spent, to.spent} {
		if size := new(big.Rat).Abs(change); size.Cmp(moved) < 0 {
			moved = size
		}
	}
	e.Moved = testkit.RoundHalfAway(moved, s.places)
	e.Rest = testkit.RoundHalfAway(minus(frac(s.ask.Amount), moved), s.places)
	if from.exact == nil || to.exact == nil {
		return e
	}
	given := testkit.RoundHalfAway(times(moved, from.exact), s.places)
	gained := testkit.RoundHalfAway(times(moved, to.exact), s.places)
	e.GivenUp, e.Gained, e.Change = null(given), null(gained), null(gained.Sub(given))
	return e
}

// ask moves money between some of the kinds of a policy.
func (c cases) ask(p channel.Policy, currency string) channel.Ask {
	order := c.Perm(len(p.Kinds))
	cut := 1 + c.IntN(len(order)-1)
	a := channel.Ask{Currency: currency}
	for i, at := range order {
		switch id := p.Kinds[at].ID; {
		case i == 0 || (i < cut && c.chance(60)):
			a.From = append(a.From, id)
		case i == cut || (i > cut && c.chance(60)):
			a.To = append(a.To, id)
		}
	}
	places := minorUnits(currency)
	if currency == "" {
		places = minorUnits(p.ConvertTo)
	}
	a.Amount = partnermath.Num(1+c.Int64N(12), places)
	a.MinimumChange = c.maybe(50, partnermath.Num(c.Int64N(12), 1))
	a.ControlGrowth = c.maybe(50, partnermath.Num(c.Int64N(25)-10, 1))
	return a
}

func accountOf(r channel.Report, currency string) *channel.Account {
	if currency == "" {
		return r.Converted
	}
	for i, a := range r.Accounts {
		if a.Currency == currency {
			return &r.Accounts[i]
		}
	}
	return nil
}

func TestShiftOracle(t *testing.T) {
	asked, moved, retagged := 0, 0, 0
	for seed := range uint64(2500) {
		c := newCases(seed)
		p := c.policy()
		if len(p.Kinds) < 2 {
			continue
		}
		if c.chance(70) { // so few that each has outcomes in both periods
			p.Kinds = p.Kinds[:2]
		}
		all := c.records(p, 0)
		if c.chance(80) { // every margin is known
			for i := range all {
				for j := range all[i].Outcomes {
					all[i].Outcomes[j].CostOfGoods = decimal.NullDecimal{Valid: true}
				}
			}
		}
		earlier := p
		earlier.Period, earlier.Before = channel.Span{From: quarter("2026-Q1"), Through: quarter("2026-Q2")}, channel.Span{}
		if p.Before != (channel.Span{}) && c.chance(50) {
			earlier.Period = p.Before
		}
		earlier.Kinds = slices.Clone(p.Kinds)
		slices.Reverse(earlier.Kinds)
		before, after := rollUp(t, earlier, all), rollUp(t, p, all)
		for _, currency := range []string{"", "USD", "JPY", "KWD"} {
			a, b := accountOf(before, currency), accountOf(after, currency)
			if a == nil || b == nil {
				continue
			}
			ask := c.ask(p, currency)
			got, err := channel.Shift(before, after, ask)
			if err != nil {
				t.Fatalf("seed %d: %v", seed, err)
			}
			want := shiftOracle{ask, minorUnits(b.Currency), *a, *b}.estimate(before, after)
			same(t, p, all, want, got)
			if seed < 200 {
				earlier, later := testkit.Copy(t, before), testkit.Copy(t, after)
				testkit.LeftOutIsNotRead(t, func() (any, error) { return channel.Shift(earlier, later, ask) }, &earlier, &later, &ask)
			}
			asked++
			if len(got.Retagged) > 0 {
				retagged++
			}
			if got.Change.Valid && got.Moved.IsPositive() {
				moved++
			}
		}
	}
	if retagged < asked/100 {
		t.Errorf("tags changed in only %d of %d asks", retagged, asked)
	}
	if moved < asked/10 {
		t.Errorf("only %d of %d asks moved anything: the cases are too poor", moved, asked)
	}
}
