package pipeline

import (
	"fmt"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// MaxDeals is the largest number of deals in a list; more are for [DealTally].
const MaxDeals = 1_000_000

// MeasureDeals sets deals against the plan of a period, as of a day. A deal that
// is listed again with the same content counts once.
//
// The error is a [*partnermath.ValidationError] with paths below "policy", "asOf" and
// "deals": the faults of each, an unknown stage, another currency, a day after asOf,
// and an id that is given again with different content.
func MeasureDeals(p DealPolicy, asOf partnermath.Date, deals []Deal) (DealReport, error) {
	var faults partnermath.ValidationError
	t, err := NewDealTally(p, asOf)
	faults.Merge("", err)
	if len(deals) > MaxDeals {
		faults.Addf("deals", "length", "must have a length of at most %d, got %d", MaxDeals, len(deals))
		return DealReport{}, faults.Err()
	}
	if t == nil {
		reportDeals(&faults, deals)
		return DealReport{}, faults.Err()
	}
	first := make(map[string]int, len(deals))
	for i := range deals {
		if faults.Truncated {
			break
		}
		d := &deals[i]
		if err := t.check(d, i, false); err != nil {
			faults.Merge("", err)
			continue
		}
		at, again := first[d.ID]
		switch {
		case !again:
			first[d.ID] = i
			t.add(d)
		case !d.same(&deals[at]):
			faults.Addf(fmt.Sprintf("deals[%d].id", i), "unique", "deal %.40q stands at deals[%d] with different content", d.ID, at)
		}
	}
	if err := faults.Err(); err != nil {
		return DealReport{}, err
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
	money := func(total exact.Total) decimal.Decimal { return total.Decimal(t.places) }
	p := DealReport{
		Currency: t.policy.Currency, Period: t.policy.Period, AsOf: t.asOf, Target: t.policy.Target,
		Won: money(t.won), Deals: t.all.deals, Open: money(t.all.open), Weighted: money(t.all.weighted),
		Stale: t.stale.publish("", t.places),
	}
	p.Landing = p.Won.Add(p.Weighted)
	if p.Target.Valid {
		p.Remaining = decimal.NewNullDecimal(p.Target.Decimal.Sub(p.Won))
		p.Met = !p.Remaining.Decimal.IsPositive()
	}
	for i, s := range t.policy.Stages {
		sums := &t.byStage[i]
		p.Stages = append(p.Stages, DealStageRow{
			ID: s.ID, Name: s.Name, Deals: sums.deals, Open: money(sums.open), Weighted: money(sums.weighted),
		})
	}
	var sofar sums
	for i, category := range ranks {
		sofar.merge(&t.byRank[i])
		p.Categories = append(p.Categories, DealCategoryRow{
			Category: category, Deals: sofar.deals, Open: money(sofar.open), Weighted: money(sofar.weighted),
		})
	}
	for i, reason := range apartReasons {
		p.Apart = append(p.Apart, t.apart[i].publish(reason, t.places))
	}
	p.cover(t.policy.Indexes, t.places)
	p.WinRates, p.Pace = t.winRates(), t.pace(p.Open)
	p.Partners, p.Regions, p.Products = t.rows(0), t.rows(1), t.rows(2)
	return p
}

// rows returns the groups by id.
func (t *DealTally) rows(grouping int) []DealRow {
	money := func(total exact.Total) decimal.Decimal { return total.Decimal(t.places) }
	rows := []DealRow{}
	for _, id := range slices.Sorted(maps.Keys(t.groups[grouping])) {
		g := t.groups[grouping][id]
		row := DealRow{
			ID: id, Deals: g.deals, Open: money(g.open), Weighted: money(g.weighted), Won: money(g.won), Apart: money(g.apart),
		}
		row.Landing = row.Won.Add(row.Weighted)
		rows = append(rows, row)
	}
	return rows
}

// cover sets the pipeline against the plan.
func (p *DealReport) cover(indexes []CoverageIndex, places int32) {
	for _, basis := range []ValueBasis{ValueRaw, ValueWeighted} {
		for _, of := range []TargetBasis{TargetRemaining, TargetFull} {
			c := Coverage{Basis: basis, Of: of}
			if base := p.base(of); base.Valid && base.Decimal.IsPositive() {
				c.Value = exact.Ratio(p.value(basis), base.Decimal, ratioPlaces)
			}
			p.Coverages = append(p.Coverages, c)
		}
	}
	for _, index := range indexes {
		r := CoverageIndexResult{Name: index.Name, Basis: index.Basis, Of: index.Of, Times: index.Times, Pipeline: p.value(index.Basis)}
		if base := p.base(r.Of); base.Valid {
			required := exact.Round(decimal.Max(base.Decimal, decimal.Decimal{}).Mul(index.Times), places)
			r.Required = decimal.NewNullDecimal(required)
			r.Reached = exact.Ratio(r.Pipeline, required, ratioPlaces)
			r.Met = r.Pipeline.GreaterThanOrEqual(required)
		}
		p.Indexes = append(p.Indexes, r)
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

func (t *DealTally) winRates() DealWinRates {
	w := DealWinRates{Won: t.ended[0], Lost: t.ended[1], NoDecision: t.ended[2]}
	won, narrow := int64(w.Won), int64(w.Won+w.Lost)
	broad := narrow + int64(w.NoDecision)
	w.Narrow, w.Broad = exact.RatioInt(won, narrow, ratioPlaces), exact.RatioInt(won, broad, ratioPlaces)
	w.RequiredNarrow, w.RequiredBroad = exact.RatioInt(narrow, won, ratioPlaces), exact.RatioInt(broad, won, ratioPlaces)
	return w
}

const (
	// ratioPlaces are the decimals of a ratio, and dayPlaces those of averages of days.
	ratioPlaces = 4
	dayPlaces   = 1
)

func (t *DealTally) pace(open decimal.Decimal) DealPace {
	p := DealPace{
		AverageAge:   exact.RatioInt(t.ageDays, int64(t.all.deals), dayPlaces),
		AverageCycle: exact.RatioInt(t.wonDays, int64(t.ended[0]), dayPlaces),
	}
	// Open × won ÷ (won + lost) ÷ (days ÷ won)
	won := decimal.NewFromInt(int64(t.ended[0]))
	days := decimal.NewFromInt(t.wonDays).Mul(decimal.NewFromInt(int64(t.ended[0] + t.ended[1])))
	p.Velocity = exact.Ratio(open.Mul(won).Mul(won), days, t.places)
	return p
}
