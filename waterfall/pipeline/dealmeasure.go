package pipeline

import (
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// MaxDeals is the largest number of deals in a list; more are for [DealTally].
const MaxDeals = 1_000_000

// MeasureDeals sets deals against the plan of a period, as of a day. A deal that
// is listed again with the same content counts once. Deals whose facts contradict each
// other count as far as they are known, and are findings of the report.
//
// The error is a [*partnermath.ValidationError] with paths below "policy", "asOf" and
// "deals": the faults of each, an unknown stage of an open deal, another currency, and an
// id that is given again with other content. Where the policy sets faulty deals apart,
// the report lists them instead.
func MeasureDeals(p DealPolicy, asOf partnermath.Date, deals []Deal) (DealReport, error) {
	var faults partnermath.ValidationError
	t, err := NewDealTally(p, asOf)
	faults.Merge("", err)
	if len(deals) > MaxDeals {
		faults.Addf("deals", "length", "must have a length of at most %d, got %d", MaxDeals, len(deals))
		return DealReport{}, faults.Err()
	}
	b := batch{
		noun: "deal", path: "deals", len: len(deals),
		id:    func(i int) string { return deals[i].ID },
		check: func(i int, own *partnermath.ValidationError) { t.check(&deals[i], false, own) },
		same:  func(i, j int) bool { return deals[i].same(&deals[j]) },
	}
	if t == nil { // without a policy, deals are checked for themselves
		t, b.same = new(DealTally), func(int, int) bool { return true }
		b.check = func(i int, own *partnermath.ValidationError) {
			if !deals[i].sound() {
				deals[i].report(own)
			}
		}
	}
	kept, _ := b.sift(&faults, &t.findings, t.policy.Faulty)
	if err := faults.Err(); err != nil {
		return DealReport{}, err
	}
	for _, i := range kept {
		t.add(&deals[i])
	}
	return t.publish(), nil
}

// Result returns the pipeline of the deals collected so far. The error is a
// [*partnermath.ValidationError] for a tally that [NewDealTally] did not make.
func (t *DealTally) Result() (DealReport, error) {
	if err := t.usable("tally"); err != nil {
		return DealReport{}, err
	}
	return t.publish(), nil
}

func (t *DealTally) publish() DealReport {
	all := t.row("", &t.all)
	p := DealReport{
		Currency: t.policy.Currency, Period: t.policy.Period, AsOf: t.asOf, Target: t.policy.Target,
		Won: all.Won, Deals: all.Deals, Open: all.Open, Weighted: all.Weighted, Landing: all.Landing, Unknown: all.Unknown,
		WinRates: all.WinRates, Stale: t.stale.publish("", t.places), StaleAfter: t.policy.StaleAfter, Days: t.policy.Days, Largest: t.largest.publish("", t.places).Listed,
		Findings: t.findings.Findings(),
	}
	if p.Target.Valid {
		p.Remaining = decimal.NewNullDecimal(p.Target.Decimal.Sub(p.Won))
		p.Met = !p.Remaining.Decimal.IsPositive()
	}
	stages := append(slices.Clone(t.policy.Stages), DealStage{})
	for i, s := range stages {
		if row := t.row(s.ID, &t.byStage[i]); s.ID != "" || row.Deals > 0 {
			p.Stages = append(p.Stages, DealStageRow{
				ID: s.ID, Name: s.Name, Deals: row.Deals, Open: row.Open, Weighted: row.Weighted, Unknown: row.Unknown,
			})
		}
	}
	var sofar sums
	for i, category := range ranks {
		sofar.merge(t.byRank[i])
		row := t.row("", &sofar)
		p.Categories = append(p.Categories, DealCategoryRow{
			Category: category, Deals: row.Deals, Open: row.Open, Weighted: row.Weighted, Unknown: row.Unknown,
		})
	}
	for i, reason := range apartReasons {
		p.Apart = append(p.Apart, t.apart[i].publish(reason, t.places))
	}
	p.cover(t.policy.CoverageTargets, t.places)
	p.compare(t.policy.Call)
	p.Pace = t.pace(p.Open)
	p.Partners, p.Reps, p.Regions, p.Products = t.rows(0), t.rows(1), t.rows(2), t.rows(3)
	return p
}

// rows returns the groups by id.
func (t *DealTally) rows(grouping int) []DealRow {
	rows := []DealRow{}
	for _, id := range slices.Sorted(maps.Keys(t.groups[grouping])) {
		rows = append(rows, t.row(id, t.groups[grouping][id]))
	}
	return rows
}

func (t *DealTally) row(id string, s *sums) DealRow {
	money := func(total exact.Total) decimal.Decimal { return total.Decimal(t.places) }
	row := DealRow{
		ID: id, Deals: s.deals, Open: money(s.open), Weighted: money(s.weighted), Won: money(s.won), Apart: money(s.apart),
		Unknown: s.unknown, WinRates: s.winRates(),
	}
	row.Landing = row.Won.Add(row.Weighted)
	return row
}

// compare sets what the manager calls beside the figures.
func (p *DealReport) compare(called decimal.NullDecimal) {
	p.Call = ManagerCall{Call: called, Committed: p.Won.Add(p.Categories[0].Open)}
	if called.Valid {
		p.Call.Variance = decimal.NewNullDecimal(called.Decimal.Sub(p.Landing))
		p.Call.BelowCommitted = called.Decimal.LessThan(p.Call.Committed)
	}
}

// cover sets the pipeline against the plan.
func (p *DealReport) cover(targets []CoverageTarget, places int32) {
	for _, basis := range []ValueBasis{ValueRaw, ValueWeighted} {
		for _, of := range []TargetBasis{TargetRemaining, TargetFull} {
			c := Coverage{Basis: basis, Of: of}
			if base := p.base(of); base.Valid && base.Decimal.IsPositive() {
				c.Value = exact.Ratio(p.value(basis), base.Decimal, exact.RatioPlaces)
			}
			p.Coverages = append(p.Coverages, c)
		}
	}
	for _, target := range targets {
		r := CoverageTargetResult{Name: target.Name, Basis: target.Basis, Of: target.Of, Times: target.Times.Decimal, Pipeline: p.value(target.Basis)}
		if base := p.base(r.Of); base.Valid {
			required := exact.Round(decimal.Max(base.Decimal, decimal.Decimal{}).Mul(target.Times.Decimal), places)
			r.Required = decimal.NewNullDecimal(required)
			r.Reached = exact.Ratio(r.Pipeline, required, exact.RatioPlaces)
			r.Met = r.Pipeline.GreaterThanOrEqual(required)
		}
		p.CoverageTargets = append(p.CoverageTargets, r)
	}
}

func (p *DealReport) base(of TargetBasis) decimal.NullDecimal {
	if of == TargetFull {
		return p.Target
	}
	return p.Remaining
}

func (p *DealReport) value(basis ValueBasis) decimal.Decimal {
	if basis == ValueRaw {
		return p.Open
	}
	return p.Weighted
}

func (s *sums) winRates() DealWinRates {
	w := DealWinRates{Won: s.ended[0], Lost: s.ended[1], NoDecision: s.ended[2]}
	won, narrow := int64(w.Won), int64(w.Won+w.Lost)
	broad := narrow + int64(w.NoDecision)
	w.Narrow, w.Broad = exact.RatioInt(won, narrow, exact.RatioPlaces), exact.RatioInt(won, broad, exact.RatioPlaces)
	w.RequiredNarrow, w.RequiredBroad = exact.RatioInt(narrow, won, exact.RatioPlaces), exact.RatioInt(broad, won, exact.RatioPlaces)
	return w
}

// dayPlaces are the decimals of averages of days.
const dayPlaces = 1

func (t *DealTally) pace(open decimal.Decimal) DealPace {
	p := DealPace{
		Aged: t.age.deals, AverageAge: exact.RatioInt(t.age.days, int64(t.age.deals), dayPlaces),
		Cycles: t.cycle.deals, AverageCycle: exact.RatioInt(t.cycle.days, int64(t.cycle.deals), dayPlaces),
	}
	// Open × won ÷ (won + lost) ÷ (days ÷ cycles)
	ended := &t.all.ended
	part := decimal.NewFromInt(int64(ended[0])).Mul(decimal.NewFromInt(int64(t.cycle.deals)))
	days := decimal.NewFromInt(t.cycle.days).Mul(decimal.NewFromInt(int64(ended[0] + ended[1])))
	p.Velocity = exact.Ratio(open.Mul(part), days, t.places)
	return p
}
