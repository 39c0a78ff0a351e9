package workbook

import (
	"fmt"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall"
)

// The further columns of the funnel of a tactic.
const (
	stageWithinShare = stageCount + 1
	stageWithin      = stageCount + 2
)

// marketing writes what each tactic costs and brings, and the sum.
func (in *Input) marketing(b *book) {
	f := &in.Marketing.Forecast
	if f.Currency == "" {
		return
	}
	s := b.open("Marketing", "Tactics"+in.of(), "What each tactic costs and brings: units × reach go through its funnel. Amounts in "+f.Currency+".")
	x := tactics{sheet: s, Mix: &in.Marketing.Mix, forecast: f, hidesMargin: in.hidesMargin(in.Marketing.Mix.Owner)}
	for _, stage := range partnermath.Stages() {
		for i := range f.Tactics {
			if f.Tactics[i].Return.Outcome.At(stage).Valid {
				x.stages = append(x.stages, stage)
				break
			}
		}
	}
	x.costs()
	x.sums("What they bring", stageCount, func(r *waterfall.MarketingReturn) *partnermath.Outcome { return &r.Outcome })
	if !x.Within.IsZero() {
		x.sums(fmt.Sprintf("Of this, from %s to %s", x.Within.Start, x.Within.End.AddDays(-1)), stageWithin,
			func(r *waterfall.MarketingReturn) *partnermath.Outcome { return &r.Within })
	}
	for i := range f.Tactics {
		x.tactic(i)
	}
}

type tactics struct {
	*sheet
	*waterfall.Mix
	forecast    *waterfall.MixForecast
	stages      []partnermath.Stage
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
	s := x.sheet
	s.heads("", "Units", "Cost of a unit", "Fixed cost", "Cost", "Cost per lead", "Cost per MGO", "Revenue ÷ cost", "Margin ROI")
	first := s.row
	for i := range x.Tactics {
		t, f := &x.Tactics[i], &x.forecast.Tactics[i]
		s.mark("cost " + t.ID)
		s.text(costName, named(t.Name, t.ID))
		exact := s.at(stageExact, s.rowOf("units "+t.ID))
		s.figure(costUnits, unitCount, fmt.Sprintf("ROUND(%s,4)", exact), known(f.Units))
		unitCost, fixed := s.input(costUnit, unitRaw, t.UnitCost), s.input(costFixed, unitMoney, t.FixedCost)
		cost := s.figure(costSum, unitMoney, fmt.Sprintf("IF(%s=0,0,%s+N(%s))", exact, s.rounded(fmt.Sprintf("%s*N(%s)", exact, unitCost)), fixed),
			known(f.Return.Cost))
		x.ratios(cost, "brings "+t.ID, &f.Return)
		s.row++
	}
	last := s.row - 1
	s.define("unit_cost", costUnit, first, last)
	s.define("fixed_cost", costFixed, first, last)
	s.words(costName, look{role: roleTotal}, "In all")
	cost := s.total(costSum, look{role: roleTotal, unit: unitMoney}, fmt.Sprintf("SUM(%s)", s.span(costSum, first, last)), known(x.forecast.Total.Cost))
	x.ratios(cost, "all", &x.forecast.Total)
	s.row++
	if x.Target.Valid {
		s.mark("target")
		s.text(costName, "Target that the tactics share: "+stageWords(x.Stage))
		s.input(costUnits, unitCount, x.Target)
		s.define("target", costUnits, s.row, s.row)
		s.row++
	}
	name, at := s.fixed(costName, first, last), s.rowOf("brings first")
	s.chart(excelize.Col, "Cost and revenue by tactic", unitMoney,
		excelize.ChartSeries{Name: s.fixed(costSum, first-1, first-1), Categories: name, Values: s.fixed(costSum, first, last)},
		excelize.ChartSeries{Name: s.fixed(x.columnOf("revenue"), at-1, at-1), Categories: name, Values: s.fixed(x.columnOf("revenue"), at, at+last-first)})
}

// columnOf is where a figure stands in the tables of what tactics bring.
func (x *tactics) columnOf(what partnermath.Stage) int {
	for i, stage := range x.stages {
		if stage == what {
			return i + 2
		}
	}
	at := map[partnermath.Stage]int{"pipeline": 2, "revenue": 3, "margin": 4}[what]
	if at == 0 {
		return 0
	}
	return len(x.stages) + at
}

// ratios writes the returns on a cost, of the figures in a row of what tactics bring.
func (x *tactics) ratios(cost, row string, r *waterfall.MarketingReturn) {
	s := x.sheet
	per := func(col int, what partnermath.Stage, u unit, want decimal.NullDecimal) {
		if of := x.columnOf(what); of > 0 {
			base := s.at(of, s.rowOf(row))
			s.figure(col, u, fmt.Sprintf(`IF(N(%s)=0,"",%s)`, base, s.rounded(cost+"/"+base)), want)
		}
	}
	per(costPerLead, partnermath.StageLead, unitMoney, r.CostPerLead)
	per(costPerMGO, partnermath.StageMGO, unitMoney, r.CostPerMGO)
	on := func(col int, what partnermath.Stage, u unit, less string, want decimal.NullDecimal) {
		of := s.at(x.columnOf(what), s.rowOf(row))
		s.figure(col, u, fmt.Sprintf(`IF(OR(%s="",%s=0),"",ROUND((%s%s)/%s,4))`, of, cost, of, less, cost), want)
	}
	on(costMultiple, "revenue", unitTimes, "", r.RevenueMultiple)
	if !x.hidesMargin {
		on(costROI, "margin", unitShare, "-"+cost, r.MarginROI)
	}
}

// sums writes what tactics bring, of a column of their funnels, and the sum. A sum of which
// a part is unknown is unknown.
func (x *tactics) sums(title string, col int, of func(*waterfall.MarketingReturn) *partnermath.Outcome) {
	s := x.sheet
	heads := []string{""}
	for _, stage := range x.stages {
		heads = append(heads, stageWords(stage))
	}
	heads = append(heads, "Pipeline", "Revenue")
	if !x.hidesMargin {
		heads = append(heads, "Margin")
	}
	s.title(title)
	s.heads(heads...)
	first := s.row
	if col == stageCount {
		s.mark("brings first")
	}
	cells := func(o *partnermath.Outcome, k look, formula func(col int, what partnermath.Stage) string) {
		write := func(what partnermath.Stage, u unit, want decimal.NullDecimal) {
			k.unit = u
			to := x.columnOf(what)
			if f := formula(to, what); f != "" {
				s.total(to, k, f, want)
			}
		}
		for _, stage := range x.stages {
			write(stage, unitCount, o.At(stage))
		}
		write("pipeline", unitMoney, o.Pipeline)
		write("revenue", unitMoney, o.Revenue)
		if !x.hidesMargin {
			write("margin", unitMoney, o.Margin)
		}
	}
	for i := range x.Tactics {
		t := &x.Tactics[i]
		if col == stageCount {
			s.mark("brings " + t.ID)
		}
		s.text(costName, named(t.Name, t.ID))
		cells(of(&x.forecast.Tactics[i].Return), look{role: roleFigure}, func(_ int, what partnermath.Stage) string {
			if row, ok := s.before[s.name+" "+string(what)+" of "+t.ID]; ok {
				return s.at(col, row)
			}
			return ""
		})
		s.row++
	}
	if col == stageCount {
		s.mark("all")
	}
	s.words(costName, look{role: roleTotal}, "In all")
	n := len(x.Tactics)
	cells(of(&x.forecast.Total), look{role: roleTotal}, func(col int, _ partnermath.Stage) string {
		all := s.span(col, first, first+n-1)
		return fmt.Sprintf(`IF(COUNT(%s)=%d,SUM(%s),"")`, all, n, all)
	})
	s.row++
}

// stageWords are the head of a column.
func stageWords(stage partnermath.Stage) string {
	return map[partnermath.Stage]string{
		partnermath.StageRecipient: "Recipients", partnermath.StageInquiry: "Inquiries", partnermath.StageLead: "Leads",
		partnermath.StageMQL: "MQLs", partnermath.StageSAL: "SALs", partnermath.StageSQL: "SQLs", partnermath.StageMGO: "MGOs",
		partnermath.StageOpportunity: "Opportu- nities", partnermath.StageWon: "Won deals",
	}[stage]
}

// tactic writes the funnel of a tactic.
func (x *tactics) tactic(i int) {
	s, t, f := x.sheet, &x.Tactics[i], &x.forecast.Tactics[i]
	s.title(named(t.Name, t.ID))
	heads := []string{"", "<Counts as", "<Reached by", "Conversion", "Exact", "Count"}
	if !x.Within.IsZero() {
		heads = append(heads, "Share in the period", "In the period")
	}
	s.heads(heads...)
	x.units(t)
	first := s.row
	for k := range f.Stages {
		st := &t.Funnel.Stages[k]
		s.mark(string(st.CountsAs) + " of " + t.ID)
		s.text(stageName, named(st.Name, st.ID))
		s.text(stageCountsAs, string(st.CountsAs))
		way, number := how(st)
		if k == 0 {
			if way, number = "brings", t.Reach; !number.Valid {
				number = partnermath.Int(1)
			}
		}
		s.text(stageHow, way)
		conversion := s.input(stageConversion, unitPlain, number)
		exact := s.helper(stageExact, unitCount, through(st, s.at(stageExact, s.row-1), conversion))
		count := s.figure(stageCount, unitCount, fmt.Sprintf("ROUND(%s,4)", exact), known(f.Stages[k].Count))
		if share := f.Stages[k].WithinShare; share.Valid {
			part := s.library(stageWithinShare, unitShare, share)
			s.helper(stageWithin, unitCount, fmt.Sprintf("ROUND(%s*%s,4)", count, part))
		}
		s.row++
	}
	s.define(fmt.Sprintf("conversions_%d", i+1), stageConversion, first, s.row-1)
	x.money(t, f, first)
}

// units writes how often a tactic is done: as given, or for its share of a target.
func (x *tactics) units(t *waterfall.Tactic) {
	s := x.sheet
	s.text(stageName, "Units")
	s.mark("units " + t.ID)
	if !x.Target.Valid {
		s.text(stageHow, "given")
		s.helper(stageExact, unitCount, s.input(stageConversion, unitPlain, t.Units))
		s.row++
		return
	}
	s.text(stageHow, "share of the target")
	share, formula := s.input(stageConversion, unitShare, t.Share), ""
	for k := range t.Funnel.Stages {
		number := s.at(stageConversion, s.row+1+k)
		if k > 0 && t.Funnel.Stages[k].Per.Valid {
			formula += "*" + number
		} else {
			formula += "/" + number
		}
		if t.Funnel.Stages[k].CountsAs == x.Stage {
			break
		}
	}
	s.helper(stageExact, unitCount, fmt.Sprintf("%s*%s%s", s.at(costUnits, s.rowOf("target")), share, formula))
	s.row++
}

// money writes what the last stage and the opportunities are worth.
func (x *tactics) money(t *waterfall.Tactic, f *waterfall.TacticForecast, first int) {
	s, o, within := x.sheet, &f.Return.Outcome, &f.Return.Within
	last := s.row - 1
	if !t.Funnel.DealSize.Valid {
		return
	}
	s.text(stageName, "Average deal size")
	size := s.input(stageConversion, unitRaw, t.Funnel.DealSize)
	s.row++
	amount := func(what, words, formula string, share int, whole, part decimal.NullDecimal) string {
		s.mark(what + " of " + t.ID)
		s.text(stageName, words)
		cell := s.figure(stageCount, unitMoney, s.rounded(formula), whole)
		if f.Stages[0].WithinShare.Valid {
			s.figure(stageWithin, unitMoney, s.rounded(cell+"*"+s.at(stageWithinShare, share)), part)
		}
		return cell
	}
	if at := pipelineStage(&t.Funnel); at >= 0 {
		amount("pipeline", "Pipeline", s.at(stageExact, first+at)+"*"+size, first+at, o.Pipeline, within.Pipeline)
		s.row++
	}
	revenue := amount("revenue", "Revenue", s.at(stageExact, last)+"*"+size, last, o.Revenue, within.Revenue)
	s.row++
	if t.Funnel.MarginRate.Valid && !x.hidesMargin {
		rate := s.input(stageConversion, unitShare, t.Funnel.MarginRate)
		amount("margin", "Margin", revenue+"*"+rate, last, o.Margin, within.Margin)
		s.row++
	}
}
