package workbook

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/workbook/live"
	"github.com/partnermath/partnermath/waterfall"
)

// The further columns of the funnel of a tactic.
const (
	stageWithinShare = stageCount + 1
	stageWithin      = stageCount + 2
)

// What tactics bring beside the counts of stages.
const (
	bringsPipeline partnermath.Stage = "pipeline"
	bringsRevenue  partnermath.Stage = "revenue"
	bringsMargin   partnermath.Stage = "margin"
)

// marketing writes what each tactic costs and brings, and the sum.
func (in *Input) marketing(b *live.Book) {
	f := &in.Marketing.Forecast
	if f.Currency == "" {
		return
	}
	s := b.Open("Marketing", "Tactics"+in.of(), "What each tactic costs and brings: units × reach go through its funnel. "+in.amounts())
	x := tactics{Sheet: s, Mix: &in.Marketing.Mix, forecast: f, hidesMargin: in.hidesMargin(in.Marketing.Mix.Owner)}
	for _, stage := range partnermath.Stages() {
		if slices.ContainsFunc(f.Tactics, func(t waterfall.TacticForecast) bool { return t.Return.Outcome.At(stage).Valid }) {
			x.brings = append(x.brings, stage)
		}
	}
	x.brings = append(x.brings, bringsPipeline, bringsRevenue)
	if !x.hidesMargin {
		x.brings = append(x.brings, bringsMargin)
	}
	x.costs()
	x.sums("What they bring", "all", stageCount, func(r *waterfall.MarketingReturn) *partnermath.Outcome { return &r.Outcome })
	if !x.Within.IsZero() {
		x.sums(fmt.Sprintf("Of this, from %s to %s", x.Within.Start, x.Within.End.AddDays(-1)), "within", stageWithin,
			func(r *waterfall.MarketingReturn) *partnermath.Outcome { return &r.Within })
	}
	for i := range f.Tactics {
		x.tactic(i)
	}
}

type tactics struct {
	*live.Sheet
	*waterfall.Mix
	forecast    *waterfall.MixForecast
	brings      []partnermath.Stage // in the tables of what tactics bring
	hidesMargin bool
}

// The columns of the table of costs.
const (
	costName = iota + 1
	costUnits
	costUnit
	costFixed
	costSum
	costPerLead
	costPerMGO
	costMultiple
	costROI
)

// costs writes costs, and the returns on them.
func (x *tactics) costs() {
	x.Heads("", "Units", "Cost of a unit", "Fixed cost", "Cost", "Cost per lead", "Cost per MGO", "Revenue ÷ cost", "Margin ROI")
	x.Names("", "", "unit_cost", "fixed_cost")
	first, brings := x.Row, x.RowOf("all")
	for i := range x.Tactics {
		t, f := &x.Tactics[i], &x.forecast.Tactics[i]
		x.Text(costName, named(t.Name, t.ID))
		exact := x.At(stageExact, x.RowOf("units "+t.ID))
		x.Figure(costUnits, live.Count, fmt.Sprintf("ROUND(%s,4)", exact), live.Known(f.Units))
		unitCost, fixed := x.Input(costUnit, live.Price, t.UnitCost), x.Input(costFixed, live.Money, t.FixedCost)
		cost := x.Figure(costSum, live.Money, fmt.Sprintf("IF(%s=0,0,%s+N(%s))", exact, x.Rounded(fmt.Sprintf("%s*N(%s)", exact, unitCost)), fixed),
			live.Known(f.Return.Cost))
		x.ratios(cost, brings+i, &f.Return)
		x.Row++
	}
	last := x.Row - 1
	x.TotalName("In all")
	cost := x.Total(costSum, live.Money, fmt.Sprintf("SUM(%s)", x.Span(costSum, first, last)), live.Known(x.forecast.Total.Cost))
	x.ratios(cost, brings+len(x.Tactics), &x.forecast.Total)
	x.Row++
	if x.Target.Valid {
		x.Given("target", "Target that the tactics share: "+stageWords(x.Stage), live.Count, x.Target)
	}
	x.Chart(live.Columns, "Cost and revenue by tactic", live.Money,
		x.Series(costSum, costName, first, last), x.Series(x.columnOf(bringsRevenue), costName, brings, brings+last-first))
}

// columnOf is where a figure stands in the tables of what tactics bring, 0 for one that does not.
func (x *tactics) columnOf(what partnermath.Stage) int {
	if at := slices.Index(x.brings, what); at >= 0 {
		return at + 2
	}
	return 0
}

// ratios writes the returns on a cost, of the figures in a row of what tactics bring.
func (x *tactics) ratios(cost string, row int, r *waterfall.MarketingReturn) {
	write := func(col int, what partnermath.Stage, u live.Unit, formula string, want decimal.NullDecimal) {
		if of := x.columnOf(what); of > 0 {
			x.Figure(col, u, fmt.Sprintf(formula, x.At(of, row), cost), want)
		}
	}
	per := `IF(N(%[1]s)=0,"",` + x.Rounded("%[2]s/%[1]s") + ")"
	write(costPerLead, partnermath.StageLead, live.Money, per, r.CostPerLead)
	write(costPerMGO, partnermath.StageMGO, live.Money, per, r.CostPerMGO)
	write(costMultiple, bringsRevenue, live.Times, `IF(OR(%[1]s="",%[2]s=0),"",ROUND(%[1]s/%[2]s,4))`, r.RevenueMultiple)
	write(costROI, bringsMargin, live.Share, `IF(OR(%[1]s="",%[2]s=0),"",ROUND((%[1]s-%[2]s)/%[2]s,4))`, r.MarginROI)
}

// broughtBy is a figure of an outcome.
func broughtBy(o *partnermath.Outcome, what partnermath.Stage) (live.Unit, decimal.NullDecimal) {
	switch what {
	case bringsPipeline:
		return live.Money, o.Pipeline
	case bringsRevenue:
		return live.Money, o.Revenue
	case bringsMargin:
		return live.Money, o.Margin
	}
	return live.Count, o.At(what)
}

// sums writes what tactics bring, of a column of their funnels, and the sum. A sum of which
// a part is unknown is unknown.
func (x *tactics) sums(title, key string, col int, of func(*waterfall.MarketingReturn) *partnermath.Outcome) {
	x.Title(title)
	heads := []string{""}
	for _, what := range x.brings {
		heads = append(heads, stageWords(what))
	}
	x.Heads(heads...)
	first, n := x.Row, len(x.Tactics)
	x.Mark(key)
	for i := range x.Tactics {
		t := &x.Tactics[i]
		x.Text(costName, named(t.Name, t.ID))
		for k, what := range x.brings {
			if row := string(what) + " of " + t.ID; x.Has(row) {
				u, want := broughtBy(of(&x.forecast.Tactics[i].Return), what)
				x.Figure(k+2, u, x.At(col, x.RowOf(row)), want)
			}
		}
		x.Row++
	}
	x.TotalName("In all")
	for k, what := range x.brings {
		u, want := broughtBy(of(&x.forecast.Total), what)
		all := x.Span(k+2, first, first+n-1)
		x.Total(k+2, u, fmt.Sprintf(`IF(COUNT(%s)=%d,SUM(%s),"")`, all, n, all), want)
	}
	x.Row++
}

// stageWords are the head of a column.
func stageWords(stage partnermath.Stage) string {
	return map[partnermath.Stage]string{
		partnermath.StageRecipient: "Recipients", partnermath.StageInquiry: "Inquiries", partnermath.StageLead: "Leads",
		partnermath.StageMQL: "MQLs", partnermath.StageSAL: "SALs", partnermath.StageSQL: "SQLs", partnermath.StageMGO: "MGOs",
		partnermath.StageOpportunity: "Opportu- nities", partnermath.StageWon: "Won deals",
		bringsPipeline: "Pipeline", bringsRevenue: "Revenue", bringsMargin: "Margin",
	}[stage]
}

// tactic writes the funnel of a tactic.
func (x *tactics) tactic(i int) {
	t, f := &x.Tactics[i], &x.forecast.Tactics[i]
	x.Title(named(t.Name, t.ID))
	x.Heads("", "<Counts as", "<Reached by", "Conversion", "Exact", "Count", "Share in the period", "In the period")
	x.units(t)
	first := x.Row
	for k := range f.Stages {
		st := &t.Funnel.Stages[k]
		x.Mark(string(st.CountsAs) + " of " + t.ID)
		way, number := how(st)
		if k == 0 {
			if way, number = "brings", t.Reach; !number.Valid {
				number = live.Whole(1)
			}
		}
		x.Texts(named(st.Name, st.ID), string(st.CountsAs), way)
		conversion := x.Input(stageConversion, live.Plain, number)
		exact := x.Step(stageExact, live.Count, through(st, x.At(stageExact, x.Row-1), conversion))
		count := x.Figure(stageCount, live.Count, fmt.Sprintf("ROUND(%s,4)", exact), live.Known(f.Stages[k].Count))
		if share := f.Stages[k].WithinShare; share.Valid {
			part := x.Library(stageWithinShare, live.Share, share)
			x.Step(stageWithin, live.Count, fmt.Sprintf("ROUND(%s*%s,4)", count, part))
		}
		x.Row++
	}
	x.Define(fmt.Sprintf("conversions_%d", i+1), stageConversion, first)
	x.money(t, f, first)
}

// units writes how often a tactic is done: as given, or for its share of a target.
func (x *tactics) units(t *waterfall.Tactic) {
	x.Text(stageName, "Units")
	x.Mark("units " + t.ID)
	if !x.Target.Valid {
		x.Text(stageHow, "given")
		x.Step(stageExact, live.Count, x.Input(stageConversion, live.Plain, t.Units))
		x.Row++
		return
	}
	x.Text(stageHow, "share of the target")
	formula := x.GivenOf("target") + "*" + x.Input(stageConversion, live.Share, t.Share)
	for k := range t.Funnel.Stages {
		sign := "/"
		if k > 0 && t.Funnel.Stages[k].Per.Valid {
			sign = "*"
		}
		formula += sign + x.At(stageConversion, x.Row+1+k)
		if t.Funnel.Stages[k].CountsAs == x.Stage {
			break
		}
	}
	x.Step(stageExact, live.Count, formula)
	x.Row++
}

// money writes what the last stage and the opportunities are worth.
func (x *tactics) money(t *waterfall.Tactic, f *waterfall.TacticForecast, first int) {
	o, within, last := &f.Return.Outcome, &f.Return.Within, x.Row-1
	if !t.Funnel.DealSize.Valid {
		return
	}
	x.Text(stageName, "Average deal size")
	size := x.Input(stageConversion, live.Price, t.Funnel.DealSize)
	x.Row++
	amount := func(what partnermath.Stage, formula string, share int) string {
		x.Mark(string(what) + " of " + t.ID)
		x.Text(stageName, stageWords(what))
		_, whole := broughtBy(o, what)
		cell := x.Figure(stageCount, live.Money, x.Rounded(formula), whole)
		if f.Stages[0].WithinShare.Valid {
			_, part := broughtBy(within, what)
			x.Figure(stageWithin, live.Money, x.Rounded(cell+"*"+x.At(stageWithinShare, share)), part)
		}
		x.Row++
		return cell
	}
	if at := pipelineStage(&t.Funnel); at >= 0 {
		amount(bringsPipeline, x.At(stageExact, first+at)+"*"+size, first+at)
	}
	revenue := amount(bringsRevenue, x.At(stageExact, last)+"*"+size, last)
	if t.Funnel.MarginRate.Valid && !x.hidesMargin {
		rate := x.Input(stageConversion, live.Share, t.Funnel.MarginRate)
		amount(bringsMargin, revenue+"*"+rate, last)
	}
}
