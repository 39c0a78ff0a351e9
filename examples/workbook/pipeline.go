package workbook

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/examples/workbook/live"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// pipeline sets the deals against the plan of a period.
func (in *Input) pipeline(b *live.Book) {
	p := &in.Pipeline
	if p.Report.Currency == "" || len(p.Deals) == 0 {
		return
	}
	x := measuring{Pipeline: p, stageOf: p.stageNames()}
	x.s = b.Open("Pipeline", "Pipeline"+in.of(), "Where open deals stand against the plan of the period: those expected to close in it, from the day on. "+in.amounts())
	x.list = b.Open("Deals", "Deals"+in.of(), "Every deal, where it stands as of the day, and what it is worth.")
	x.list.Hide(dealStageKnown, dealCycle)
	x.s.Heads("The plan", "")
	x.s.Dated("as_of", "As of", x.Report.AsOf)
	x.s.Dated("first_day", "First day of the period", x.Policy.Period.Start)
	x.s.Dated("day_after", "First day after it", x.Policy.Period.End)
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
	stageOf map[string]string
	s, list *live.Sheet
}

// all names a column of the list of deals.
func (x *measuring) all(col int) string {
	first, last := x.list.Rows("deals")
	return x.list.Far(x.list.Span(col, first, last))
}

// where adds up a column of the deals of which conditions hold.
func (x *measuring) where(col int, conditions ...string) string {
	return live.SumWhere(x.all(col), conditions...)
}

func (x *measuring) is(col int, words string) string {
	return live.IsWord(x.all(col), words)
}

func (x *measuring) isOpen() string { return x.is(dealState, stateOpen) }

func (x *measuring) landing(hidesCall bool) {
	s, r := x.s, &x.Report
	s.Title("Landing")
	s.Heads("", "Amount")
	first := s.Row
	target := s.Given("target", "Target", live.Money, r.Target)
	link(s, targetOf(qbr.MetricLanding), target, r.Target)
	won := s.Value("", "Won", live.Money, x.where(dealAmount, x.is(dealState, stateWon)), live.Known(r.Won))
	remaining := s.Value("remaining", "Remaining", live.Money, fmt.Sprintf(`IF(%s="","",%s)`, target, s.Rounded(target+"-"+won)), r.Remaining)
	s.Value("open", "Open", live.Money, x.where(dealAmount, x.isOpen()), live.Known(r.Open))
	weighted := s.Value("weighted", "Weighted by the chance to win", live.Money, x.where(dealWeighted, x.isOpen()), live.Known(r.Weighted))
	landing := s.Sum("", "Landing: won and weighted", live.Money, s.Rounded(won+"+"+weighted), live.Known(r.Landing))
	link(s, qbr.MetricLanding, landing, live.Known(r.Landing))
	last := s.Row - 1
	s.Value("", "Open deals", live.Number, live.CountWhere(x.isOpen()), live.Whole(r.Deals))
	s.Decided("", "Target met", fmt.Sprintf(`IF(AND(%s<>"",N(%s)<=0),"yes","no")`, remaining, remaining), yesNo(r.Met))
	committed := s.Value("", "Committed: won, and open deals in commit", live.Money,
		s.Rounded(won+"+"+x.where(dealAmount, x.isOpen(), x.is(dealCategory, inWords(pipeline.CategoryCommit)))), live.Known(r.Call.Committed))
	if !hidesCall && r.Call.Call.Valid {
		call := s.Given("call", "The manager's call", live.Money, r.Call.Call)
		s.Value("", "Call − landing", live.Money, s.Rounded(call+"-"+landing), r.Call.Variance)
		s.Decided("", "Call below what is committed", fmt.Sprintf(`IF(%s<%s,"yes","no")`, call, committed), yesNo(r.Call.BelowCommitted))
	}
	s.Chart(live.Bars, "Target, open deals and landing", live.Money, s.Series(2, 1, first, last))
}

// covering are the cells of a coverage: what there is, and what it is to cover.
func (x *measuring) covering(basis pipeline.ValueBasis, of pipeline.TargetBasis) (words, value, base string) {
	words, value = "Weighted ÷ ", x.s.ValueOf("weighted")
	if basis == pipeline.ValueRaw {
		words, value = "Open ÷ ", x.s.ValueOf("open")
	}
	if of == pipeline.TargetFull {
		return words + "target", value, x.s.GivenOf("target")
	}
	return words + "what remains of it", value, x.s.ValueOf("remaining")
}

// coverage writes pipeline ÷ plan, on every basis, and the targets for it.
func (x *measuring) coverage() {
	s, r := x.s, &x.Report
	metrics := map[pipeline.ValueBasis]qbr.MetricID{pipeline.ValueRaw: qbr.MetricCoverageTotal, pipeline.ValueWeighted: qbr.MetricCoverageWeighted}
	s.Title("Coverage")
	s.Heads("", "Coverage")
	for _, c := range r.Coverages {
		words, value, base := x.covering(c.Basis, c.Of)
		cell := s.Value("", words, live.Times, fmt.Sprintf(`IF(N(%s)>0,ROUND(%s/%s,4),"")`, base, value, base), c.Value)
		if c.Of == pipeline.TargetRemaining {
			link(s, metrics[c.Basis], cell, c.Value)
		}
	}
	if len(r.CoverageTargets) == 0 {
		return
	}
	s.Title("Coverage that is wanted")
	s.Heads("", "Times", "Required", "Pipeline", "Reached", "<Met")
	s.Names("", "coverage_times")
	for _, c := range r.CoverageTargets {
		words, value, base := x.covering(c.Basis, c.Of)
		s.Text(1, c.Name+": "+words)
		times := s.Input(2, live.Times, live.Known(c.Times))
		if c.Of == pipeline.TargetRemaining {
			link(s, targetOf(metrics[c.Basis]), times, live.Known(c.Times))
		}
		required := s.Figure(3, live.Money, fmt.Sprintf(`IF(%s="","",%s)`, base, s.Rounded(fmt.Sprintf("MAX(0,%s)*%s", base, times))), c.Required)
		there := s.Figure(4, live.Money, value, live.Known(c.Pipeline))
		reached := s.Figure(5, live.Share, live.Ratio(there, required, 4), c.Reached)
		if c.Of == pipeline.TargetRemaining {
			link(s, reachedOf(metrics[c.Basis]), reached, c.Reached)
		}
		s.Verdict(6, fmt.Sprintf(`IF(%s="","no",IF(%s>=%s,"yes","no"))`, required, there, required), yesNo(c.Met))
		s.Row++
	}
}

// stages writes the open deals by stage, with what the policy says of each.
func (x *measuring) stages() {
	s := x.s
	s.Title("Open deals by stage")
	s.Heads("Stage", "Deals", "Open", "Weighted", "Probability")
	s.Names("", "", "", "", "stage_probability")
	first := s.Row
	for i, r := range x.Report.Stages {
		s.Text(1, named(named(x.stageOf[r.ID], r.ID), "(unknown)"))
		at := live.IsSame(x.all(dealStage), s.Here(1))
		if r.ID == "" {
			at = x.all(dealStageKnown) + "=0"
		}
		x.row(r.Deals, r.Open, r.Weighted, x.isOpen(), at)
		if i < len(x.Policy.Stages) {
			s.Input(5, live.Share, x.Policy.Stages[i].Probability)
		}
		s.Row++
	}
	s.MarkRows("stages", first)
}

// row writes what there is of deals of which conditions hold.
func (x *measuring) row(deals int, open, weighted decimal.Decimal, conditions ...string) {
	x.s.Figure(2, live.Number, live.CountWhere(conditions...), live.Whole(deals))
	x.s.Figure(3, live.Money, x.where(dealAmount, conditions...), live.Known(open))
	x.s.Figure(4, live.Money, x.where(dealWeighted, conditions...), live.Known(weighted))
}

func (x *measuring) categories() {
	x.s.Title("By forecast category, with the surer ones")
	x.s.Heads("", "Deals", "Open", "Weighted")
	surer := "0"
	for i, r := range x.Report.Categories {
		x.s.Text(1, inWords(r.Category))
		surer += fmt.Sprintf(`+(%s)`, x.is(dealCategory, inWords(r.Category)))
		conditions := []string{x.isOpen(), surer + ">0"}
		if i == len(x.Report.Categories)-1 {
			conditions = conditions[:1]
		}
		x.row(r.Deals, r.Open, r.Weighted, conditions...)
		x.s.Row++
	}
}

func (x *measuring) apart() {
	x.s.Title("Open deals that are not in these figures")
	x.s.Heads("", "Deals", "Amount")
	for _, r := range x.Report.Apart {
		x.s.Text(1, apartWords(r.Reason))
		at := x.is(dealState, apartWords(r.Reason))
		x.s.Figure(2, live.Number, live.CountWhere(at), live.Whole(r.Deals))
		x.s.Figure(3, live.Money, x.where(dealAmount, at), live.Known(r.Amount))
		x.s.Row++
	}
}

func (x *measuring) products() {
	s, all := x.s, x.Report.Products
	if len(all) == 1 && all[0].ID == "" { // nothing but the total
		return
	}
	s.Title("By product")
	s.Heads("Product", "Deals", "Open", "Weighted", "Won", "Landing")
	for _, r := range all {
		s.Text(1, named(r.ID, "(none)"))
		of := live.IsSame(x.all(dealProduct), s.Here(1))
		if r.ID == "" {
			of = x.is(dealProduct, "")
		}
		x.row(r.Deals, r.Open, r.Weighted, x.isOpen(), of)
		won := s.Figure(5, live.Money, x.where(dealAmount, x.is(dealState, stateWon), of), live.Known(r.Won))
		s.Figure(6, live.Money, s.Rounded(s.Here(4)+"+"+won), live.Known(r.Landing))
		s.Row++
	}
}

// winRates counts all deals that ended, and tells how fast they moved.
func (x *measuring) winRates() {
	s, w, p := x.s, &x.Report.WinRates, &x.Report.Pace
	s.Title("Win rates and pace, of all deals that ended")
	s.Heads("", "Figure")
	ended := func(words string, outcome pipeline.DealOutcome, n int) string {
		return s.Value("", words, live.Number, live.CountWhere(x.is(dealEnded, inWords(outcome)), fmt.Sprintf(`%s<>"%s"`, x.all(dealState), stateNone)), live.Whole(n))
	}
	won, lost, none := ended("Won", pipeline.DealWon, w.Won), ended("Lost", pipeline.DealLost, w.Lost), ended("No decision", pipeline.DealNoDecision, w.NoDecision)
	narrow, broad := won+"+"+lost, won+"+"+lost+"+"+none
	s.Value("", "Won ÷ (won + lost)", live.Share, live.Ratio(won, narrow, 4), w.Narrow)
	s.Value("", "Won ÷ all that ended", live.Share, live.Ratio(won, broad, 4), w.Broad)
	s.Value("", "Coverage that takes, of won and lost", live.Times, live.Ratio(narrow, won, 4), w.RequiredNarrow)
	s.Value("", "Coverage that takes, of all that ended", live.Times, live.Ratio(broad, won, 4), w.RequiredBroad)
	ages, cycles := x.all(dealAge), x.all(dealCycle)
	s.Value("", "Days that open deals are old, on average", live.Plain, live.Ratio("SUM("+ages+")", "COUNT("+ages+")", 1), p.AverageAge)
	s.Value("", "Days from creation to winning, on average", live.Plain, live.Ratio("SUM("+cycles+")", "COUNT("+cycles+")", 1), p.AverageCycle)
	s.Value("", "Revenue that the pipeline makes a day", live.Money, fmt.Sprintf(`IF(OR(SUM(%[1]s)=0,%[2]s=0),"",%[3]s)`, cycles, narrow,
		s.Rounded(fmt.Sprintf("%s*%s*COUNT(%s)/(SUM(%s)*(%s))", s.ValueOf("open"), won, cycles, cycles, narrow))), p.Velocity)
}
