package pipeline_test

import (
	"math/big"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// The oracle measures a pipeline with fractions from what the documentation of the
// types says, and calls nothing of the package. It takes valid input.

// oracleMoney is the part of a pipeline at one stage, in one category, of one group.
type oracleMoney struct {
	deals                      int
	open, weighted, won, apart *big.Rat
}

func newOracleMoney() *oracleMoney {
	return &oracleMoney{open: new(big.Rat), weighted: new(big.Rat), won: new(big.Rat), apart: new(big.Rat)}
}

type oraclePipeline struct {
	policy pipeline.DealPolicy
	asOf   partnermath.Date
	places int32

	all                       *oracleMoney
	stages, categories        map[string]*oracleMoney
	groups                    [3]map[string]*oracleMoney
	apart                     map[pipeline.DealApartReason][]pipeline.Deal
	stale                     []pipeline.Deal
	ages, cycles              int64
	wins, losses, noDecisions int64
}

func oracleMeasure(policy pipeline.DealPolicy, asOf partnermath.Date, deals []pipeline.Deal) pipeline.DealReport {
	o := &oraclePipeline{
		policy: policy, asOf: asOf, places: map[string]int32{"JPY": 0, "USD": 2, "KWD": 3}[policy.Currency], all: newOracleMoney(),
		stages: map[string]*oracleMoney{}, categories: map[string]*oracleMoney{}, apart: map[pipeline.DealApartReason][]pipeline.Deal{},
		groups: [3]map[string]*oracleMoney{{}, {}, {}},
	}
	seen := map[string]bool{}
	for _, d := range deals {
		if !seen[d.ID] {
			o.count(d)
		}
		seen[d.ID] = true
	}
	return o.result()
}

func (o *oraclePipeline) count(d pipeline.Deal) {
	amount := testkit.Rat(d.Amount)
	var parts []*oracleMoney
	part := func(of map[string]*oracleMoney, id string) {
		if of[id] == nil {
			of[id] = newOracleMoney()
		}
		parts = append(parts, of[id])
	}
	for i, id := range []string{d.Partner, d.Region, d.Product} {
		part(o.groups[i], id)
	}
	parts = append(parts, o.all)
	switch d.Outcome {
	case pipeline.DealWon:
		o.wins++
		o.cycles += int64(d.Closed.DaysSince(d.Created))
		if !d.Closed.Before(o.policy.Period.Start) && d.Closed.Before(o.policy.Period.End) {
			for _, p := range parts {
				p.won.Add(p.won, amount)
			}
		}
		return
	case pipeline.DealLost:
		o.losses++
		return
	case pipeline.DealNoDecision:
		o.noDecisions++
		return
	}
	if reason := o.reason(d); reason != "" {
		o.apart[reason] = append(o.apart[reason], d)
		for _, p := range parts {
			p.apart.Add(p.apart, amount)
		}
		return
	}
	category := d.Category
	if category == "" {
		category = pipeline.CategoryOpen
	}
	part(o.stages, d.Stage)
	// Commit is a part of best case, which is a part of open.
	switch category {
	case pipeline.CategoryCommit:
		part(o.categories, "commit")
		fallthrough
	case pipeline.CategoryBestCase:
		part(o.categories, "best-case")
		fallthrough
	default:
		part(o.categories, "open")
	}
	worth := testkit.Rat(testkit.RoundHalfAway(new(big.Rat).Mul(amount, o.chance(d)), o.places))
	for _, p := range parts {
		p.deals++
		p.open.Add(p.open, amount)
		p.weighted.Add(p.weighted, worth)
	}
	o.ages += int64(o.asOf.DaysSince(d.Created))
	last := d.LastActivity
	if last.IsZero() {
		last = d.Created
	}
	if o.policy.StaleAfter > 0 && o.asOf.DaysSince(last) > o.policy.StaleAfter {
		o.stale = append(o.stale, d)
	}
}

func (o *oraclePipeline) reason(d pipeline.Deal) pipeline.DealApartReason {
	switch {
	case d.ExpectedClose.IsZero():
		return pipeline.ApartUndated
	case d.ExpectedClose.Before(o.asOf):
		return pipeline.ApartSlipped
	case d.ExpectedClose.Before(o.policy.Period.Start):
		return pipeline.ApartEarlier
	case !d.ExpectedClose.Before(o.policy.Period.End):
		return pipeline.ApartLater
	}
	return ""
}

// chance is the probability × the reliability.
func (o *oraclePipeline) chance(d pipeline.Deal) *big.Rat {
	chance := new(big.Rat)
	for _, s := range o.policy.Stages {
		if s.ID == d.Stage {
			chance = testkit.Rat(s.Probability)
		}
	}
	if d.Probability.Valid {
		chance = testkit.Rat(d.Probability.Decimal)
	}
	if d.Reliability.Valid {
		chance.Mul(chance, testkit.Rat(d.Reliability.Decimal))
	}
	return chance
}

func (o *oraclePipeline) money(r *big.Rat) decimal.Decimal { return testkit.RoundHalfAway(r, o.places) }

// oracleRatio is a ÷ b, undefined unless b is above 0.
func oracleRatio(a, b *big.Rat, places int32) decimal.NullDecimal {
	if b.Sign() <= 0 {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(testkit.RoundHalfAway(new(big.Rat).Quo(a, b), places))
}

func (o *oraclePipeline) result() pipeline.DealReport {
	landing := new(big.Rat).Add(o.all.won, o.all.weighted)
	p := pipeline.DealReport{
		Currency: o.policy.Currency, Period: o.policy.Period, AsOf: o.asOf, Target: o.policy.Target, Won: o.money(o.all.won),
		Deals: o.all.deals, Open: o.money(o.all.open), Weighted: o.money(o.all.weighted), Landing: o.money(landing),
		Partners: o.roll(o.groups[0]), Regions: o.roll(o.groups[1]), Products: o.roll(o.groups[2]),
		Stale: o.list("", o.stale),
	}
	for _, s := range o.policy.Stages {
		at := o.stages[s.ID]
		if at == nil {
			at = newOracleMoney()
		}
		p.Stages = append(p.Stages, pipeline.DealStageRow{ID: s.ID, Name: s.Name, Deals: at.deals, Open: o.money(at.open), Weighted: o.money(at.weighted)})
	}
	for _, c := range []pipeline.ForecastCategory{pipeline.CategoryCommit, pipeline.CategoryBestCase, pipeline.CategoryOpen} {
		at := o.categories[string(c)]
		if at == nil {
			at = newOracleMoney()
		}
		p.Categories = append(p.Categories, pipeline.DealCategoryRow{Category: c, Deals: at.deals, Open: o.money(at.open), Weighted: o.money(at.weighted)})
	}
	for _, reason := range []pipeline.DealApartReason{pipeline.ApartSlipped, pipeline.ApartUndated, pipeline.ApartEarlier, pipeline.ApartLater} {
		p.Apart = append(p.Apart, o.list(reason, o.apart[reason]))
	}
	o.plan(&p)
	o.rates(&p)
	return p
}

// plan sets the pipeline against the plan.
func (o *oraclePipeline) plan(p *pipeline.DealReport) {
	plans := map[pipeline.TargetBasis]*big.Rat{}
	if o.policy.Target.Valid {
		target := testkit.Rat(o.policy.Target.Decimal)
		remaining := new(big.Rat).Sub(target, o.all.won)
		p.Remaining = decimal.NewNullDecimal(o.money(remaining))
		p.Met = remaining.Sign() <= 0
		plans[pipeline.TargetFull], plans[pipeline.TargetRemaining] = target, remaining
	}
	values := map[pipeline.ValueBasis]*big.Rat{pipeline.ValueRaw: o.all.open, pipeline.ValueWeighted: o.all.weighted}
	for _, basis := range []pipeline.ValueBasis{pipeline.ValueRaw, pipeline.ValueWeighted} {
		for _, base := range []pipeline.TargetBasis{pipeline.TargetRemaining, pipeline.TargetFull} {
			c := pipeline.Coverage{Basis: basis, Of: base}
			if plans[base] != nil {
				c.Value = oracleRatio(values[basis], plans[base], 4)
			}
			p.Coverages = append(p.Coverages, c)
		}
	}
	for _, index := range o.policy.Indexes {
		if index.Of == "" {
			index.Of = pipeline.TargetRemaining
		}
		value := values[index.Basis]
		reached := pipeline.CoverageIndexResult{Name: index.Name, Basis: index.Basis, Of: index.Of, Times: index.Times, Pipeline: o.money(value)}
		if plan := plans[index.Of]; plan != nil {
			if plan.Sign() < 0 {
				plan = new(big.Rat)
			}
			// Reached follows from what is published as required.
			required := testkit.RoundHalfAway(new(big.Rat).Mul(testkit.Rat(index.Times), plan), o.places)
			reached.Required = decimal.NewNullDecimal(required)
			reached.Reached = oracleRatio(value, testkit.Rat(required), 4)
			reached.Met = value.Cmp(testkit.Rat(required)) >= 0
		}
		p.Indexes = append(p.Indexes, reached)
	}
}

func (o *oraclePipeline) rates(p *pipeline.DealReport) {
	won, narrow, broad := big.NewRat(o.wins, 1), big.NewRat(o.wins+o.losses, 1), big.NewRat(o.wins+o.losses+o.noDecisions, 1)
	p.WinRates = pipeline.DealWinRates{
		Won: int(o.wins), Lost: int(o.losses), NoDecision: int(o.noDecisions),
		Narrow: oracleRatio(won, narrow, 4), Broad: oracleRatio(won, broad, 4),
		RequiredNarrow: oracleRatio(narrow, won, 4), RequiredBroad: oracleRatio(broad, won, 4),
	}
	p.Pace.AverageAge = oracleRatio(big.NewRat(o.ages, 1), big.NewRat(int64(o.all.deals), 1), 1)
	p.Pace.AverageCycle = oracleRatio(big.NewRat(o.cycles, 1), won, 1)
	if o.wins > 0 && o.cycles > 0 {
		rate := new(big.Rat).Quo(won, narrow)
		cycle := new(big.Rat).Quo(big.NewRat(o.cycles, 1), won)
		p.Pace.Velocity = oracleRatio(rate.Mul(rate, o.all.open), cycle, o.places)
	}
}

func (o *oraclePipeline) roll(groups map[string]*oracleMoney) []pipeline.DealRow {
	rows := []pipeline.DealRow{}
	for id, g := range groups {
		rows = append(rows, pipeline.DealRow{
			ID: id, Deals: g.deals, Open: o.money(g.open), Weighted: o.money(g.weighted), Won: o.money(g.won),
			Landing: o.money(new(big.Rat).Add(g.won, g.weighted)), Apart: o.money(g.apart),
		})
	}
	slices.SortFunc(rows, func(a, b pipeline.DealRow) int { return strings.Compare(a.ID, b.ID) })
	return rows
}

func (o *oraclePipeline) list(reason pipeline.DealApartReason, deals []pipeline.Deal) pipeline.DealExceptions {
	deals = slices.Clone(deals)
	slices.SortFunc(deals, func(a, b pipeline.Deal) int { return strings.Compare(a.ID, b.ID) })
	s := pipeline.DealExceptions{Reason: reason, Deals: len(deals)}
	sum := new(big.Rat)
	for i, d := range deals {
		sum.Add(sum, testkit.Rat(d.Amount))
		if i < 100 {
			s.Listed = append(s.Listed, pipeline.ListedDeal{
				ID: d.ID, Partner: d.Partner, Amount: d.Amount, ExpectedClose: d.ExpectedClose, LastActivity: d.LastActivity,
			})
		} else {
			s.More++
		}
	}
	s.Amount = o.money(sum)
	return s
}
