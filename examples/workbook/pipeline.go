package workbook

import (
	"fmt"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// pipeline sets the deals against the plan of a period.
func (in *Input) pipeline(b *book) {
	p := &in.Pipeline
	if p.Report.Currency == "" || len(p.Deals) == 0 {
		return
	}
	x := measuring{Pipeline: p}
	x.s = b.open("Pipeline", "Pipeline"+in.of(), "Where open deals stand against the plan of the period: those expected to close in it, from the day on. Amounts in "+p.Report.Currency+".")
	x.list = b.open("Deals", "Deals"+in.of(), "Every deal, where it stands as of the day, and what it is worth.")
	x.list.hide(dealStageKnown, dealCycle)
	x.plan()
	x.landing(in.Review.Audience == scorecard.AudiencePartner)
	x.coverage()
	x.stages()
	x.categories()
	x.apart()
	x.products()
	x.winRates()
	x.deals()
}

// measuring writes a report of deals.
type measuring struct {
	*Pipeline
	s, list *sheet
}

// day names the cell of a day for the list of deals.
func (x *measuring) day(name string) string { return x.s.far(x.s.at(x.s.givenAt, x.s.rowOf(name))) }

// all names a column of the list of deals.
func (x *measuring) all(col int) string {
	return x.list.far(x.list.span(col, x.list.rowOf("first"), x.list.rowOf("last")))
}

// where adds up a column of the deals of which conditions hold, and count counts them.
func (x *measuring) where(col int, conditions ...string) string {
	return "SUMPRODUCT(" + joined(conditions) + "," + x.all(col) + ")"
}

func (x *measuring) count(conditions ...string) string {
	return "SUMPRODUCT(" + joined(conditions) + ")"
}

func joined(conditions []string) string {
	all := ""
	for i, c := range conditions {
		if i > 0 {
			all += ","
		}
		all += "--(" + c + ")"
	}
	return all
}

func (x *measuring) is(col int, words string) string {
	return fmt.Sprintf(`%s="%s"`, x.all(col), words)
}

// same is the condition that a column has the words of a cell, letter by letter.
func (x *measuring) same(col int, cell string) string {
	return fmt.Sprintf("EXACT(%s,%s)", x.all(col), cell)
}

func (x *measuring) isOpen() string { return x.is(dealState, stateOpen) }

func (x *measuring) plan() {
	s := x.s
	s.heads("The plan", "")
	s.mark("as of")
	s.dated("as_of", "As of", x.Report.AsOf)
	s.mark("start")
	s.dated("first_day", "First day of the period", x.Policy.Period.Start)
	s.mark("end")
	s.dated("day_after", "First day after it", x.Policy.Period.End)
}

func (x *measuring) landing(hidesCall bool) {
	s, r := x.s, &x.Report
	s.title("Landing")
	s.heads("", "Amount")
	first := s.row
	target := s.given("target", "Target", unitMoney, r.Target)
	s.link(targetOf(qbr.MetricLanding), target, r.Target)
	won := s.value("Won", unitMoney, x.where(dealAmount, x.is(dealState, stateWon)), known(r.Won))
	s.mark("remaining")
	remaining := s.value("Remaining", unitMoney, fmt.Sprintf(`IF(%s="","",%s)`, target, s.rounded(target+"-"+won)), r.Remaining)
	s.mark("open")
	s.value("Open", unitMoney, x.where(dealAmount, x.isOpen()), known(r.Open))
	s.mark("weighted")
	weighted := s.value("Weighted by the chance to win", unitMoney, x.where(dealWeighted, x.isOpen()), known(r.Weighted))
	landing := s.sum("Landing: won and weighted", unitMoney, s.rounded(won+"+"+weighted), known(r.Landing))
	s.link(qbr.MetricLanding, landing, known(r.Landing))
	last := s.row - 1
	s.value("Open deals", unitWhole, x.count(x.isOpen()), partnermath.Int(int64(r.Deals)))
	s.decided("Target met", fmt.Sprintf(`IF(AND(%s<>"",N(%s)<=0),"yes","no")`, remaining, remaining), yesNo(r.Met))
	committed := s.value("Committed: won, and open deals in commit", unitMoney,
		s.rounded(won+"+"+x.where(dealAmount, x.isOpen(), x.is(dealCategory, string(pipeline.CategoryCommit)))), known(r.Call.Committed))
	if !hidesCall && r.Call.Call.Valid {
		call := s.given("call", "The manager's call", unitMoney, r.Call.Call)
		s.value("Call − landing", unitMoney, s.rounded(call+"-"+landing), r.Call.Variance)
		s.decided("Call below what is committed", fmt.Sprintf(`IF(%s<%s,"yes","no")`, call, committed), yesNo(r.Call.BelowCommitted))
	}
	s.chart(excelize.Bar, "Target, open deals and landing", unitMoney, excelize.ChartSeries{
		Name: s.fixed(2, first-1, first-1), Categories: s.fixed(1, first, last), Values: s.fixed(2, first, last),
	})
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}

// coverage writes pipeline ÷ plan, on every basis, and the targets for it.
func (x *measuring) coverage() {
	s, r := x.s, &x.Report
	amount := func(name string) string { return s.at(s.valueAt, s.rowOf(name)) }
	base := func(of pipeline.TargetBasis) string {
		if of == pipeline.TargetFull {
			return s.at(s.givenAt, s.rowOf("remaining")-2)
		}
		return amount("remaining")
	}
	value := func(basis pipeline.ValueBasis) string {
		if basis == pipeline.ValueRaw {
			return amount("open")
		}
		return amount("weighted")
	}
	words := func(basis pipeline.ValueBasis, of pipeline.TargetBasis) string {
		return map[pipeline.ValueBasis]string{pipeline.ValueRaw: "Open", pipeline.ValueWeighted: "Weighted"}[basis] + " ÷ " +
			map[pipeline.TargetBasis]string{pipeline.TargetFull: "target", pipeline.TargetRemaining: "what remains of it"}[of]
	}
	s.title("Coverage")
	s.heads("", "Coverage")
	for _, c := range r.Coverages {
		cell := s.value(words(c.Basis, c.Of), unitTimes, fmt.Sprintf(`IF(N(%s)>0,ROUND(%s/%s,4),"")`, base(c.Of), value(c.Basis), base(c.Of)), c.Value)
		if c.Of == pipeline.TargetRemaining {
			s.link(coverageMetric(c.Basis), cell, c.Value)
		}
	}
	if len(r.CoverageTargets) == 0 {
		return
	}
	s.title("Coverage that is wanted")
	s.heads("", "Times", "Required", "Pipeline", "Reached", "<Met")
	first := s.row
	for _, c := range r.CoverageTargets {
		s.text(1, c.Name+": "+words(c.Basis, c.Of))
		times := s.input(2, unitTimes, known(c.Times))
		if c.Of == pipeline.TargetRemaining {
			s.link(targetOf(coverageMetric(c.Basis)), times, known(c.Times))
		}
		required := s.figure(3, unitMoney, fmt.Sprintf(`IF(%s="","",%s)`, base(c.Of), s.rounded(fmt.Sprintf("MAX(0,%s)*%s", base(c.Of), times))), c.Required)
		there := s.figure(4, unitMoney, value(c.Basis), known(c.Pipeline))
		s.figure(5, unitShare, fmt.Sprintf(`IF(N(%s)=0,"",ROUND(%s/%s,4))`, required, there, required), c.Reached)
		s.verdict(6, fmt.Sprintf(`IF(%s="","no",IF(%s>=%s,"yes","no"))`, required, there, required), yesNo(c.Met))
		s.row++
	}
	s.define("coverage_times", 2, first, s.row-1)
}

func coverageMetric(basis pipeline.ValueBasis) qbr.MetricID {
	if basis == pipeline.ValueRaw {
		return qbr.MetricCoverageTotal
	}
	return qbr.MetricCoverageWeighted
}

// stages writes the open deals by stage, with what the policy says of each.
func (x *measuring) stages() {
	s := x.s
	s.title("Open deals by stage")
	s.heads("Stage", "Deals", "Open", "Weighted", "Probability")
	s.mark("stages")
	first := s.row
	for i, r := range x.Report.Stages {
		s.text(1, r.ID)
		at := x.same(dealStage, s.here(1))
		if r.ID == "" {
			s.text(1, "(unknown)")
			at = x.all(dealStageKnown) + "=0"
		}
		x.row(2, r.Deals, r.Open, r.Weighted, x.isOpen(), at)
		if i < len(x.Policy.Stages) {
			s.input(5, unitShare, x.Policy.Stages[i].Probability)
		}
		s.row++
	}
	s.define("stage_probability", 5, first, first+len(x.Policy.Stages)-1)
}

func (x *measuring) row(col, deals int, open, weighted decimal.Decimal, conditions ...string) {
	x.s.figure(col, unitWhole, x.count(conditions...), partnermath.Int(int64(deals)))
	x.s.figure(col+1, unitMoney, x.where(dealAmount, conditions...), known(open))
	x.s.figure(col+2, unitMoney, x.where(dealWeighted, conditions...), known(weighted))
}

func (x *measuring) categories() {
	s := x.s
	s.title("By forecast category, with the surer ones")
	s.heads("", "Deals", "Open", "Weighted")
	surer := ""
	for i, r := range x.Report.Categories {
		s.text(1, string(r.Category))
		surer += fmt.Sprintf(`+(%s)`, x.is(dealCategory, string(r.Category)))
		conditions := []string{x.isOpen(), surer[1:] + ">0"}
		if i == len(x.Report.Categories)-1 {
			conditions = conditions[:1]
		}
		x.row(2, r.Deals, r.Open, r.Weighted, conditions...)
		s.row++
	}
}

func (x *measuring) apart() {
	s := x.s
	s.title("Open deals that are not in these figures")
	s.heads("", "Deals", "Amount")
	for _, r := range x.Report.Apart {
		s.text(1, string(r.Reason))
		at := x.is(dealState, string(r.Reason))
		s.figure(2, unitWhole, x.count(at), partnermath.Int(int64(r.Deals)))
		s.figure(3, unitMoney, x.where(dealAmount, at), known(r.Amount))
		s.row++
	}
}

func (x *measuring) products() {
	s := x.s
	s.title("By product")
	s.heads("Product", "Deals", "Open", "Weighted", "Won", "Landing")
	for _, r := range x.Report.Products {
		s.text(1, r.ID)
		of := x.same(dealProduct, s.here(1))
		x.row(2, r.Deals, r.Open, r.Weighted, x.isOpen(), of)
		won := s.figure(5, unitMoney, x.where(dealAmount, x.is(dealState, stateWon), of), known(r.Won))
		s.figure(6, unitMoney, s.rounded(s.here(4)+"+"+won), known(r.Landing))
		s.row++
	}
}

// winRates counts all deals that ended, and tells how fast they moved.
func (x *measuring) winRates() {
	s, w, p := x.s, &x.Report.WinRates, &x.Report.Pace
	s.title("Win rates and pace, of all deals that ended")
	s.heads("", "Figure")
	ended := func(words string, outcome pipeline.DealOutcome, n int) string {
		return s.value(words, unitWhole, x.count(x.is(dealEnded, string(outcome)), fmt.Sprintf(`%s<>"%s"`, x.all(dealState), stateNone)), partnermath.Int(int64(n)))
	}
	won, lost, none := ended("Won", pipeline.DealWon, w.Won), ended("Lost", pipeline.DealLost, w.Lost), ended("No decision", pipeline.DealNoDecision, w.NoDecision)
	ratio := func(words string, u unit, part, whole string, want decimal.NullDecimal) {
		s.value(words, u, fmt.Sprintf(`IF(%s=0,"",ROUND((%s)/(%s),4))`, whole, part, whole), want)
	}
	narrow, broad := won+"+"+lost, won+"+"+lost+"+"+none
	ratio("Won ÷ (won + lost)", unitShare, won, narrow, w.Narrow)
	ratio("Won ÷ all that ended", unitShare, won, broad, w.Broad)
	ratio("Coverage that takes, of won and lost", unitTimes, narrow, won, w.RequiredNarrow)
	ratio("Coverage that takes, of all that ended", unitTimes, broad, won, w.RequiredBroad)
	mean := func(words string, col int, want decimal.NullDecimal) {
		s.value(words, unitPlain, fmt.Sprintf(`IF(COUNT(%[1]s)=0,"",ROUND(SUM(%[1]s)/COUNT(%[1]s),1))`, x.all(col)), want)
	}
	mean("Days that open deals are old, on average", dealAge, p.AverageAge)
	mean("Days from creation to winning, on average", dealCycle, p.AverageCycle)
	cycles := x.all(dealCycle)
	s.value("Revenue that the pipeline makes a day", unitMoney, fmt.Sprintf(`IF(OR(SUM(%[1]s)=0,%[2]s=0),"",%[3]s)`, cycles, narrow,
		s.rounded(fmt.Sprintf("%s*%s*COUNT(%s)/(SUM(%s)*(%s))", s.at(s.valueAt, s.rowOf("open")), won, cycles, cycles, narrow))), p.Velocity)
}
