package workbook

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/workbook/live"
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
func (in *Input) plan(b *live.Book) {
	p := &in.Plan
	if p.Requirement.Currency == "" {
		return
	}
	s := b.Open("Plan", "Marketing plan"+in.of(), "How many at each stage a revenue goal takes, worked backward in exact numbers; what is shown is rounded. "+in.amounts())
	s.GivenAt, s.ValueAt = stageConversion, stageCount
	x := planning{Sheet: s, Plan: p}
	x.cover()
	x.stages()
	x.outcome(in.hidesMargin(p.Requirement.Outcome.Owner))
}

// hidesMargin tells whether a margin is the vendor's alone.
func (in *Input) hidesMargin(owner partnermath.MoneyOwner) bool {
	return in.Review.Audience == scorecard.AudiencePartner && owner == partnermath.OwnerVendor
}

type planning struct {
	*live.Sheet
	*Plan
}

func (x *planning) cover() {
	g, r := &x.Goal, &x.Requirement
	x.Heads("From the goal to what marketing must source", "", "", "Given", "", "Figure")
	revenue := x.Given("goal", "Revenue goal", live.Money, g.Revenue)
	won := x.Given("won", "Won already", live.Money, g.Won)
	recurring := x.Given("recurring", "Recurring, without new deals", live.Money, g.Recurring)
	open := x.Given("open", "Open pipeline", live.Money, g.Open)
	rate := x.Given("open_rate", "Part of it that is won", live.Share, g.OpenRate)
	money := func(key, words, formula string, want decimal.Decimal) string {
		return x.Value(key, words, live.Money, x.Rounded(formula), live.Known(want))
	}
	expected := money("", "Expected of the open pipeline", fmt.Sprintf("N(%s)*%s", open, live.OrElse(rate, "1")), r.Expected)
	covered := money("", "Covered", fmt.Sprintf("N(%s)+N(%s)+%s", won, recurring, expected), r.Covered)
	remaining := money("", "Remaining", fmt.Sprintf("MAX(0,%s-%s)", revenue, covered), r.Remaining)
	share := x.Given("marketing_share", "Part that marketing must source", live.Share, g.MarketingShare)
	money("sourced", "To be sourced by marketing", remaining+"*"+live.OrElse(share, "1"), r.Sourced)
	x.Given("deal_size", "Average deal size", live.Price, x.Funnel.DealSize)
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
	r := x.Requirement.Stages
	x.Title("Stage by stage")
	x.Heads("", "<Counts as", "<Reached by", "Conversion", "Exact need", "Needed", "Exact plan", "Planned")
	x.Names("", "", "", "conversions")
	first, last := x.Row, x.Row+len(r)-1
	for i := range r {
		st := &x.Funnel.Stages[i]
		x.Texts(named(st.Name, st.ID), string(st.CountsAs))
		if i > 0 {
			way, number := how(st)
			x.Text(stageHow, way)
			x.Input(stageConversion, live.Plain, number)
		}
		formula := fmt.Sprintf("%s/%s", x.ValueOf("sourced"), x.GivenOf("deal_size"))
		if x.Row < last {
			formula = x.below(i, stageExact)
		}
		exact := x.Step(stageExact, live.Count, formula)
		x.Figure(stageCount, live.Count, fmt.Sprintf("ROUND(%s,4)", exact), live.Known(r[i].Needed))
		planned := x.Step(stagePlannedExact, live.Count, x.planned(i, exact))
		x.Figure(stagePlanned, live.Count, fmt.Sprintf("ROUND(%s,4)", planned), live.Known(r[i].Planned))
		x.Row++
	}
	x.MarkRows("stages", first)
	x.Note("“rate”: the fraction of the stage before. “takes”: so many of the stage before for one. “brings”: so many for one of the stage before.")
	x.Chart(live.Bars, "Planned at each stage", live.Count, x.Series(stagePlanned, stageName, first, last))
}

// below is what a stage needs for the one below it.
func (x *planning) below(i, col int) string {
	return back(&x.Funnel.Stages[i+1], x.At(col, x.Row+1), x.At(stageConversion, x.Row+1))
}

// planned is what a stage is planned with: rounded up itself, or by a stage that is.
func (x *planning) planned(i int, exact string) string {
	lot := x.lotStage()
	switch {
	case x.Goal.Rounding == waterfall.RoundingEveryStage:
		return fmt.Sprintf("ROUNDUP(ROUND(%s,9),0)", exact)
	case x.Goal.Rounding != waterfall.RoundingStage:
		return exact
	case i < lot:
		return x.below(i, stagePlannedExact)
	case i > lot:
		return through(&x.Funnel.Stages[i], x.At(stagePlannedExact, x.Row-1), x.Here(stageConversion))
	}
	size := live.OrElse(x.GivenOf("lot"), "1")
	return fmt.Sprintf("ROUNDUP(ROUND(%s/%s,9),0)*%s", exact, size, size)
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
	r := &x.Requirement
	first, last := x.Rows("stages")
	x.Title("What the plan brings")
	x.Heads("", "", "", "Given", "", "Figure")
	if x.Goal.Rounding == waterfall.RoundingStage {
		lot := x.Given("lot", "Lot", live.Plain, x.Goal.Rounded.Lot)
		exact := x.At(stageExact, first+x.lotStage())
		x.Value("", "Lots", live.Number, fmt.Sprintf("ROUNDUP(ROUND(%s/%s,9),0)", exact, live.OrElse(lot, "1")), r.Lots)
	}
	worth := func(words string, row int, want decimal.NullDecimal) string {
		return x.Value("", words, live.Money, x.Rounded(x.At(stagePlannedExact, row)+"*"+x.GivenOf("deal_size")), want)
	}
	if at := pipelineStage(&x.Funnel); at >= 0 {
		worth("Pipeline", first+at, r.Outcome.Pipeline)
	}
	revenue := worth("Revenue", last, r.Outcome.Revenue)
	if hidesMargin || !x.Funnel.MarginRate.Valid {
		return
	}
	rate := x.Given("margin_rate", "Margin rate", live.Share, x.Funnel.MarginRate)
	x.Value("", "Margin", live.Money, x.Rounded(revenue+"*"+rate), r.Outcome.Margin)
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
