package pipeline_test

import (
	"math/big"
	"slices"
	"sort"
	"strings"
	"time"

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
	unknown                    pipeline.DealUnknown
	ends                       map[pipeline.DealOutcome]int64
}

func newOracleMoney() *oracleMoney {
	return &oracleMoney{open: new(big.Rat), weighted: new(big.Rat), won: new(big.Rat), apart: new(big.Rat), ends: map[pipeline.DealOutcome]int64{}}
}

type oraclePipeline struct {
	policy pipeline.DealPolicy
	asOf   partnermath.Date
	places int32

	all                *oracleMoney
	stages, categories map[string]*oracleMoney
	groups             [4]map[string]*oracleMoney
	apart              map[pipeline.DealApartReason][]pipeline.Deal
	stale, inPeriod    []pipeline.Deal
	ages, cycles       []int64
	found              map[string][]string // ids by reason
}

func oracleMeasure(policy pipeline.DealPolicy, asOf partnermath.Date, deals []pipeline.Deal) pipeline.DealReport {
	o := &oraclePipeline{
		policy: policy, asOf: asOf, places: map[string]int32{"JPY": 0, "USD": 2, "KWD": 3}[policy.Currency], all: newOracleMoney(),
		stages: map[string]*oracleMoney{}, categories: map[string]*oracleMoney{}, apart: map[pipeline.DealApartReason][]pipeline.Deal{},
		groups: [4]map[string]*oracleMoney{{}, {}, {}, {}}, found: map[string][]string{},
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

// finds writes down what the table of the package calls a finding.
func (o *oraclePipeline) finds(d pipeline.Deal) {
	none := partnermath.Date{}
	beforeCreated := func(day partnermath.Date) bool { return day != none && d.Created != none && day.Before(d.Created) }
	there := !d.Created.After(o.asOf)
	past := func(day partnermath.Date) bool { return day != none && !day.After(o.asOf) }
	known := false
	for _, s := range o.policy.Stages {
		known = known || s.ID == d.Stage
	}
	for reason, is := range map[string]bool{
		"amount-unknown": !d.Amount.Valid,
		"after-as-of":    d.Created.After(o.asOf) || d.LastActivity.After(o.asOf) || d.Closed.After(o.asOf),

		"created-unknown":         d.Created == none,
		"closed-before-created":   there && beforeCreated(d.Closed),
		"activity-before-created": there && beforeCreated(d.LastActivity),
		"expected-before-created": there && beforeCreated(d.ExpectedClose),
		"outcome-without-day":     there && d.Outcome != "" && d.Closed == none,
		"day-without-outcome":     there && d.Outcome == "" && past(d.Closed),
		"stage-unknown":           there && !known && (d.Closed.After(o.asOf) || d.Outcome == "" && d.Closed == none),
	} {
		if is {
			o.found[reason] = append(o.found[reason], d.ID)
		}
	}
}

func (o *oraclePipeline) count(d pipeline.Deal) {
	o.finds(d)
	none := partnermath.Date{}
	if d.Created.After(o.asOf) {
		return
	}
	// What anything is told to have come before is no creation.
	created := d.Created
	for _, day := range []partnermath.Date{d.Closed, d.LastActivity, d.ExpectedClose} {
		if day != none && day.Before(d.Created) {
			created = none
		}
	}
	outcome, closed := d.Outcome, d.Closed
	if closed.After(o.asOf) {
		outcome, closed = "", none
	}
	add := func(sum *big.Rat, unknown *int, amount decimal.NullDecimal) {
		if !amount.Valid {
			*unknown++
			return
		}
		sum.Add(sum, testkit.Rat(amount.Decimal))
	}
	var parts []*oracleMoney
	part := func(of map[string]*oracleMoney, id string) {
		if of[id] == nil {
			of[id] = newOracleMoney()
		}
		parts = append(parts, of[id])
	}
	for i, id := range []string{d.Partner, d.Rep, d.Region, d.Product} {
		part(o.groups[i], id)
	}
	parts = append(parts, o.all)
	if outcome != "" {
		for _, p := range parts {
			p.ends[outcome]++
			if outcome == pipeline.DealWon && closed == none {
				p.unknown.Won++
			}
			if outcome == pipeline.DealWon && closed != none && !closed.Before(o.policy.Period.Start) && closed.Before(o.policy.Period.End) {
				add(p.won, &p.unknown.Won, d.Amount)
			}
		}
		if outcome == pipeline.DealWon && created != none && closed != none {
			o.cycles = append(o.cycles, int64(closed.DaysSince(created)))
		}
		return
	}
	if closed != none {
		return // nobody knows how
	}
	if reason := o.reason(d); reason != "" {
		o.apart[reason] = append(o.apart[reason], d)
		for _, p := range parts {
			add(p.apart, &p.unknown.Apart, d.Amount)
		}
		return
	}
	o.inPeriod = append(o.inPeriod, d)
	category := d.Category
	if category == "" {
		category = pipeline.CategoryOpen
	}
	chance, stage := o.chance(d)
	part(o.stages, stage)
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
	var worth decimal.NullDecimal
	if d.Amount.Valid && chance != nil {
		worth = decimal.NewNullDecimal(testkit.RoundHalfAway(new(big.Rat).Mul(testkit.Rat(d.Amount.Decimal), chance), o.places))
	}
	for _, p := range parts {
		p.deals++
		add(p.open, &p.unknown.Open, d.Amount)
		add(p.weighted, &p.unknown.Weighted, worth)
	}
	if created != none {
		o.ages = append(o.ages, int64(o.asOf.DaysSince(created)))
	}
	last := d.LastActivity
	if last.IsZero() {
		last = created
	}
	if o.policy.StaleAfter > 0 && last != none && !last.After(o.asOf) && o.daysTo(last) > o.policy.StaleAfter {
		o.stale = append(o.stale, d)
	}
}

// daysTo counts the days after a day up to asOf one by one.
func (o *oraclePipeline) daysTo(day partnermath.Date) int {
	days := 0
	for ; day.Before(o.asOf); day = day.AddDays(1) {
		next := day.AddDays(1)
		weekend := next.Weekday() == time.Saturday || next.Weekday() == time.Sunday
		if o.policy.Days != pipeline.DaysWorking || !weekend && !slices.Contains(o.policy.WorkingDays.Holidays, next) {
			days++
		}
	}
	return days
}

func (o *oraclePipeline) reason(d pipeline.Deal) pipeline.DealApartReason {
	switch {
	case d.Category == pipeline.CategoryOmitted:
		return pipeline.ApartOmitted
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

// chance is the probability × the reliability, nil when nobody knows, with the stage as far as the policy has it.
func (o *oraclePipeline) chance(d pipeline.Deal) (chance *big.Rat, stage string) {
	for _, s := range o.policy.Stages {
		if s.ID == d.Stage {
			chance, stage = testkit.Rat(s.Probability.Decimal), s.ID
		}
	}
	if d.Probability.Valid {
		chance = testkit.Rat(d.Probability.Decimal)
	}
	if d.Reliability.Valid && chance != nil {
		chance.Mul(chance, testkit.Rat(d.Reliability.Decimal))
	}
	return chance, stage
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
		Partners: o.roll(o.groups[0]), Reps: o.roll(o.groups[1]), Regions: o.roll(o.groups[2]), Products: o.roll(o.groups[3]),
		Stale: o.list("", o.stale), StaleAfter: o.policy.StaleAfter, Days: o.policy.Days, Unknown: o.all.unknown, WinRates: oracleRates(o.all), Largest: o.largest(), Findings: o.findings(),
	}
	if p.Days == "" {
		p.Days = pipeline.DaysCalendar
	}
	commit := o.categories["commit"]
	if commit == nil {
		commit = newOracleMoney()
	}
	committed := new(big.Rat).Add(o.all.won, commit.open)
	p.Call = pipeline.ManagerCall{Call: o.policy.Call, Committed: o.money(committed)}
	if o.policy.Call.Valid {
		call := testkit.Rat(o.policy.Call.Decimal)
		p.Call.Variance = decimal.NewNullDecimal(o.money(new(big.Rat).Sub(call, landing)))
		p.Call.BelowCommitted = call.Cmp(committed) < 0
	}
	for _, s := range append(slices.Clone(o.policy.Stages), pipeline.DealStage{}) {
		at := o.stages[s.ID]
		if at == nil && s.ID == "" {
			continue
		}
		if at == nil {
			at = newOracleMoney()
		}
		p.Stages = append(p.Stages, pipeline.DealStageRow{
			ID: s.ID, Name: s.Name, Deals: at.deals, Open: o.money(at.open), Weighted: o.money(at.weighted), Unknown: at.unknown,
		})
	}
	for _, c := range []pipeline.ForecastCategory{pipeline.CategoryCommit, pipeline.CategoryBestCase, pipeline.CategoryOpen} {
		at := o.categories[string(c)]
		if at == nil {
			at = newOracleMoney()
		}
		p.Categories = append(p.Categories, pipeline.DealCategoryRow{Category: c, Deals: at.deals, Open: o.money(at.open), Weighted: o.money(at.weighted), Unknown: at.unknown})
	}
	for _, reason := range []pipeline.DealApartReason{pipeline.ApartSlipped, pipeline.ApartUndated, pipeline.ApartEarlier, pipeline.ApartLater, pipeline.ApartOmitted} {
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
	for _, target := range o.policy.CoverageTargets {
		if target.Of == "" {
			target.Of = pipeline.TargetRemaining
		}
		value := values[target.Basis]
		reached := pipeline.CoverageTargetResult{Name: target.Name, Basis: target.Basis, Of: target.Of, Times: target.Times.Decimal, Pipeline: o.money(value)}
		if plan := plans[target.Of]; plan != nil {
			if plan.Sign() < 0 {
				plan = new(big.Rat)
			}
			// Reached follows from what is published as required.
			required := testkit.RoundHalfAway(new(big.Rat).Mul(testkit.Rat(target.Times.Decimal), plan), o.places)
			reached.Required = decimal.NewNullDecimal(required)
			reached.Reached = oracleRatio(value, testkit.Rat(required), 4)
			reached.Met = value.Cmp(testkit.Rat(required)) >= 0
		}
		p.CoverageTargets = append(p.CoverageTargets, reached)
	}
}

func oracleRates(m *oracleMoney) pipeline.DealWinRates {
	wins, losses, none := m.ends["won"], m.ends["lost"], m.ends["no-decision"]
	won, narrow, broad := big.NewRat(wins, 1), big.NewRat(wins+losses, 1), big.NewRat(wins+losses+none, 1)
	return pipeline.DealWinRates{
		Won: int(wins), Lost: int(losses), NoDecision: int(none),
		Narrow: oracleRatio(won, narrow, 4), Broad: oracleRatio(won, broad, 4),
		RequiredNarrow: oracleRatio(narrow, won, 4), RequiredBroad: oracleRatio(broad, won, 4),
	}
}

// oracleMean is the mean of days, nil without any.
func oracleMean(days []int64) *big.Rat {
	if len(days) == 0 {
		return nil
	}
	sum := new(big.Rat)
	for _, n := range days {
		sum.Add(sum, big.NewRat(n, 1))
	}
	return sum.Quo(sum, big.NewRat(int64(len(days)), 1))
}

func (o *oraclePipeline) rates(p *pipeline.DealReport) {
	one := big.NewRat(1, 1)
	p.Pace.Aged, p.Pace.Cycles = len(o.ages), len(o.cycles)
	if age := oracleMean(o.ages); age != nil {
		p.Pace.AverageAge = oracleRatio(age, one, 1)
	}
	cycle := oracleMean(o.cycles)
	if cycle == nil {
		return
	}
	p.Pace.AverageCycle = oracleRatio(cycle, one, 1)
	if cycle.Sign() > 0 {
		rate := big.NewRat(o.all.ends["won"], o.all.ends["won"]+o.all.ends["lost"])
		p.Pace.Velocity = oracleRatio(rate.Mul(rate, o.all.open), cycle, o.places)
	}
}

// largest are the ten largest deals of the period of which the amount is known.
func (o *oraclePipeline) largest() (listed []pipeline.ListedDeal) {
	deals := slices.DeleteFunc(slices.Clone(o.inPeriod), func(d pipeline.Deal) bool { return !d.Amount.Valid })
	sort.Slice(deals, func(i, j int) bool {
		if c := deals[i].Amount.Decimal.Cmp(deals[j].Amount.Decimal); c != 0 {
			return c > 0
		}
		return deals[i].ID < deals[j].ID
	})
	for _, d := range deals[:min(len(deals), 10)] {
		listed = append(listed, oracleListed(d))
	}
	return listed
}

func oracleListed(d pipeline.Deal) pipeline.ListedDeal {
	return pipeline.ListedDeal{
		ID: d.ID, Partner: d.Partner, Rep: d.Rep, Amount: d.Amount, ExpectedClose: d.ExpectedClose, LastActivity: d.LastActivity,
	}
}

func (o *oraclePipeline) findings() []partnermath.Finding {
	all := []partnermath.Finding{}
	for reason, ids := range o.found {
		slices.Sort(ids)
		f := partnermath.Finding{Reason: partnermath.Reason(reason), Records: len(ids), IDs: ids}
		if len(ids) > 100 {
			f.IDs, f.More = ids[:100], len(ids)-100
		}
		all = append(all, f)
	}
	slices.SortFunc(all, func(a, b partnermath.Finding) int { return strings.Compare(string(a.Reason), string(b.Reason)) })
	return all
}

func (o *oraclePipeline) roll(groups map[string]*oracleMoney) []pipeline.DealRow {
	rows := []pipeline.DealRow{}
	for id, g := range groups {
		rows = append(rows, pipeline.DealRow{
			ID: id, Deals: g.deals, Open: o.money(g.open), Weighted: o.money(g.weighted), Won: o.money(g.won),
			Landing: o.money(new(big.Rat).Add(g.won, g.weighted)), Apart: o.money(g.apart), Unknown: g.unknown, WinRates: oracleRates(g),
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
		if d.Amount.Valid {
			sum.Add(sum, testkit.Rat(d.Amount.Decimal))
		} else {
			s.Unknown++
		}
		if i < 100 {
			s.Listed = append(s.Listed, oracleListed(d))
		} else {
			s.More++
		}
	}
	s.Amount = o.money(sum)
	return s
}
