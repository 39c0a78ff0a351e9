package workbook

import (
	"fmt"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall"
)

// The columns of a funnel.
const (
	stageName = iota + 1
	stageCountsAs
	stageHow
	stageConversion
	stageExact
	stageCount
	stagePlannedExact
	stagePlanned
)

// plan writes what a revenue goal takes at each stage of the funnel.
func (in *Input) plan(b *book) {
	p := &in.Plan
	if p.Requirement.Currency == "" {
		return
	}
	s := b.open("Plan", "Marketing plan"+in.of(), "How many at each stage a revenue goal takes, worked backward in exact numbers; what is shown is rounded. Amounts in "+p.Requirement.Currency+".")
	s.givenAt, s.valueAt = stageConversion, stageCount
	x := planning{sheet: s, Plan: p}
	x.cover()
	x.stages()
	x.outcome(in.hidesMargin(p.Requirement.Outcome.Owner))
}

// hidesMargin tells whether a margin is the vendor's alone.
func (in *Input) hidesMargin(owner partnermath.MoneyOwner) bool {
	return in.Review.Audience == scorecard.AudiencePartner && owner == partnermath.OwnerVendor
}

type planning struct {
	*sheet
	*Plan
}

func (x *planning) cover() {
	s, g, r := x.sheet, &x.Goal, &x.Requirement
	s.heads("From the goal to what marketing must source", "", "", "Given", "", "Figure")
	revenue := s.given("goal", "Revenue goal", unitMoney, g.Revenue)
	won := s.given("won", "Won already", unitMoney, g.Won)
	recurring := s.given("recurring", "Recurring, without new deals", unitMoney, g.Recurring)
	open := s.given("open", "Open pipeline", unitMoney, g.Open)
	rate := s.given("open_rate", "Part of it that is won", unitShare, g.OpenRate)
	expected := s.value("Expected of the open pipeline", unitMoney, s.rounded(fmt.Sprintf("N(%s)*%s", open, defaulted(rate, "1"))), known(r.Expected))
	covered := s.value("Covered", unitMoney, s.rounded(fmt.Sprintf("N(%s)+N(%s)+%s", won, recurring, expected)), known(r.Covered))
	remaining := s.value("Remaining", unitMoney, s.rounded(fmt.Sprintf("MAX(0,%s-%s)", revenue, covered)), known(r.Remaining))
	share := s.given("marketing_share", "Part that marketing must source", unitShare, g.MarketingShare)
	s.mark("sourced")
	s.value("To be sourced by marketing", unitMoney, s.rounded(remaining+"*"+defaulted(share, "1")), known(r.Sourced))
	s.mark("deal size")
	s.given("deal_size", "Average deal size", unitRaw, x.Funnel.DealSize)
}

// how tells how a stage is reached, and by what number.
func how(st *waterfall.FunnelStage) (string, decimal.NullDecimal) {
	switch {
	case st.Rate.Valid:
		return "rate", st.Rate
	case st.Per.Valid:
		return "takes", st.Per
	}
	return "brings", st.Multiplier
}

// through is the formula of the count that a stage has of the one before, and back of the one
// before that it takes.
func through(st *waterfall.FunnelStage, before, conversion string) string {
	if st.Per.Valid {
		return before + "/" + conversion
	}
	return before + "*" + conversion
}

func back(st *waterfall.FunnelStage, after, conversion string) string {
	if st.Per.Valid {
		return after + "*" + conversion
	}
	return fmt.Sprintf("IF(%s=0,0,%s/%s)", after, after, conversion)
}

func (x *planning) stages() {
	s, r := x.sheet, &x.Requirement
	s.title("Stage by stage")
	s.heads("", "<Counts as", "<Reached by", "Conversion", "Exact need", "Needed", "Exact plan", "Planned")
	first := s.row
	last, lot := first+len(r.Stages)-1, x.lotStage()
	for i := range r.Stages {
		st := &x.Funnel.Stages[i]
		s.text(stageName, named(st.Name, st.ID))
		s.text(stageCountsAs, string(st.CountsAs))
		if i > 0 {
			way, number := how(st)
			s.text(stageHow, way)
			s.input(stageConversion, unitPlain, number)
		}
		below := func(col int) string {
			return back(&x.Funnel.Stages[min(i+1, len(r.Stages)-1)], s.at(col, s.row+1), s.at(stageConversion, s.row+1))
		}
		formula := below(stageExact)
		if s.row == last {
			formula = fmt.Sprintf("%s/%s", s.at(stageCount, s.rowOf("sourced")), s.at(stageConversion, s.rowOf("deal size")))
		}
		exact := s.helper(stageExact, unitCount, formula)
		s.figure(stageCount, unitCount, fmt.Sprintf("ROUND(%s,4)", exact), known(r.Stages[i].Needed))
		planned := exact
		switch {
		case x.Goal.Rounding == waterfall.RoundingEveryStage:
			planned = fmt.Sprintf("ROUNDUP(ROUND(%s,9),0)", exact)
		case x.Goal.Rounding == waterfall.RoundingStage && i < lot:
			planned = below(stagePlannedExact)
		case x.Goal.Rounding == waterfall.RoundingStage && i > lot:
			planned = through(st, s.at(stagePlannedExact, s.row-1), s.here(stageConversion))
		case x.Goal.Rounding == waterfall.RoundingStage:
			size := defaulted(s.at(stageConversion, s.rowOf("lot")), "1")
			planned = fmt.Sprintf("ROUNDUP(ROUND(%s/%s,9),0)*%s", exact, size, size)
		}
		planned = s.helper(stagePlannedExact, unitCount, planned)
		s.figure(stagePlanned, unitCount, fmt.Sprintf("ROUND(%s,4)", planned), known(r.Stages[i].Planned))
		s.row++
	}
	s.define("conversions", stageConversion, first, last)
	s.mark("stages")
	s.note("“rate”: the fraction of the stage before. “takes”: so many of the stage before for one. “brings”: so many for one of the stage before.")
	s.chart(excelize.Bar, "Planned at each stage", unitCount, excelize.ChartSeries{
		Name: s.fixed(stagePlanned, first-1, first-1), Categories: s.fixed(stageName, first, last), Values: s.fixed(stagePlanned, first, last),
	})
}

// lotStage is the position of the stage that is made whole.
func (x *planning) lotStage() int {
	for i := range x.Funnel.Stages {
		if x.Funnel.Stages[i].ID == x.Goal.Rounded.Stage {
			return i
		}
	}
	return 0
}

// outcome writes what the plan brings.
func (x *planning) outcome(hidesMargin bool) {
	s, r := x.sheet, &x.Requirement
	s.title("What the plan brings")
	s.heads("", "", "", "Given", "", "Figure")
	if x.Goal.Rounding == waterfall.RoundingStage {
		s.mark("lot")
		lot := s.given("lot", "Lot", unitPlain, x.Goal.Rounded.Lot)
		exact := s.at(stageExact, s.rowOf("stages")-len(r.Stages)+x.lotStage())
		s.value("Lots", unitWhole, fmt.Sprintf("ROUNDUP(ROUND(%s/%s,9),0)", exact, defaulted(lot, "1")), r.Lots)
	}
	size := s.at(stageConversion, s.rowOf("deal size"))
	count := func(i int) string { return s.at(stagePlannedExact, s.rowOf("stages")-len(r.Stages)+i) }
	if at := pipelineStage(&x.Funnel); at >= 0 {
		s.value("Pipeline", unitMoney, s.rounded(count(at)+"*"+size), r.Outcome.Pipeline)
	}
	revenue := s.value("Revenue", unitMoney, s.rounded(count(len(r.Stages)-1)+"*"+size), r.Outcome.Revenue)
	if hidesMargin || !x.Funnel.MarginRate.Valid {
		return
	}
	rate := s.given("margin_rate", "Margin rate", unitShare, x.Funnel.MarginRate)
	s.value("Margin", unitMoney, s.rounded(revenue+"*"+rate), r.Outcome.Margin)
}

// pipelineStage is the position of the stage that the pipeline is the value of, or -1.
func pipelineStage(f *waterfall.Funnel) int {
	at := -1
	for i := range f.Stages {
		switch f.Stages[i].CountsAs {
		case partnermath.StageOpportunity:
			return i
		case partnermath.StageMGO:
			at = i
		}
	}
	return at
}
