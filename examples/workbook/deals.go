package workbook

import (
	"cmp"
	"fmt"

	"github.com/partnermath/partnermath/examples/workbook/live"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// The columns of the list of deals.
const (
	dealID = iota + 1
	_      // the customer
	dealProduct
	dealStage
	dealCategory
	dealAmount
	dealChanceGiven
	dealReliability
	dealCreated
	dealActivity
	dealExpected
	dealOutcome
	dealClosed
	dealEnded
	dealState
	dealChance
	dealWeighted
	dealStageKnown // the first of those that are hidden
	dealAge
	dealCycle
)

// The states of open deals that are none of [pipeline.DealApartReason].
const (
	stateOpen  = "open"
	stateWon   = "won in the period"
	stateEnded = "ended"
	stateNone  = "not there yet"
)

// deals lists the deals, and works out where each stands as of the day of the report.
func (x *measuring) deals() {
	s := x.list
	s.Heads("Deal", "<Customer", "<Product", "<Stage", "<Forecast category", "Amount", "Own proba- bility", "Relia- bility", "Created", "Last activity",
		"Expected close", "<Outcome", "Closed", "<Ended as of the day", "<State", "Probability", "Weighted", "Stage known", "Days open", "Days to win")
	s.Names("", "", "", "", "", "amount", "own_probability", "reliability")
	s.RepeatHeads()
	first := s.Row
	listed := map[string]bool{}
	for i := range x.Deals {
		if id := x.Deals[i].ID; !listed[id] { // what is given again counts once
			listed[id] = true
			x.deal(&x.Deals[i])
			s.Row++
		}
	}
	s.MarkRows("deals", first)
	s.Note("Weighted: amount × probability × reliability, rounded for each deal. A deal without a probability of its own has that of its stage.")
	if at, end := x.s.Rows("stages"); len(x.Report.Stages) > 0 {
		s.Chart(live.Columns, "Open and weighted by stage", live.Money, x.s.Series(3, 1, at, end), x.s.Series(4, 1, at, end))
	}
}

func (x *measuring) deal(d *pipeline.Deal) {
	s := x.list
	s.Texts(d.ID, d.Customer, d.Product)
	stage := s.Choice(dealStage, d.Stage)
	category := s.Choice(dealCategory, string(cmp.Or(d.Category, pipeline.CategoryOpen)))
	amount := s.Input(dealAmount, live.Money, d.Amount)
	own, reliability := s.Input(dealChanceGiven, live.Share, d.Probability), s.Input(dealReliability, live.Share, d.Reliability)
	created, activity, expected := s.Day(dealCreated, d.Created), s.Day(dealActivity, d.LastActivity), s.Day(dealExpected, d.ExpectedClose)
	outcome, closed := s.Choice(dealOutcome, string(d.Outcome)), s.Day(dealClosed, d.Closed)
	asOf, start, end := x.s.Far(x.s.GivenOf("as_of")), x.s.Far(x.s.GivenOf("first_day")), x.s.Far(x.s.GivenOf("day_after"))

	later := fmt.Sprintf(`AND(%s<>"",%s>%s)`, closed, closed, asOf)
	ended := s.Step(dealEnded, live.Words, fmt.Sprintf(`IF(%s,"",IF(%s="","",%s))`, later, outcome, outcome))
	apart := fmt.Sprintf(`IF(%s="%s","%s",IF(%s="","%s",IF(%s<%s,"%s",IF(%s<%s,"%s",IF(%s>=%s,"%s","%s")))))`,
		category, pipeline.CategoryOmitted, pipeline.ApartOmitted, expected, pipeline.ApartUndated,
		expected, asOf, pipeline.ApartSlipped, expected, start, pipeline.ApartEarlier, expected, end, pipeline.ApartLater, stateOpen)
	over := fmt.Sprintf(`IF(AND(%s="%s",%s<>"",%s>=%s,%s<%s),"%s","%s")`, ended, pipeline.DealWon, closed, closed, start, closed, end, stateWon, stateEnded)
	state := s.Step(dealState, live.Words, fmt.Sprintf(`IF(AND(%s<>"",%s>%s),"%s",IF(%s<>"",%s,IF(AND(%s<>"",%s<=%s),"%s",%s)))`,
		created, created, asOf, stateNone, ended, over, closed, closed, asOf, stateEnded, apart))

	stages := x.s.RowOf("stages")
	last := stages + len(x.Policy.Stages) - 1
	ids, chances := x.s.Far(x.s.Span(1, stages, last)), x.s.Far(x.s.Span(5, stages, last))
	known := s.Step(dealStageKnown, live.Number, fmt.Sprintf("SUMPRODUCT(--EXACT(%s,%s))", ids, stage))
	chance := s.Step(dealChance, live.Share, fmt.Sprintf(`IF(%s<>"",%s,IF(%s=0,"",SUMPRODUCT(--EXACT(%s,%s),%s)))`, own, own, known, ids, stage, chances))
	s.Step(dealWeighted, live.Money, fmt.Sprintf(`IF(OR(%s="",%s=""),"",%s)`, amount, chance,
		s.Rounded(fmt.Sprintf("%s*%s*%s", amount, chance, live.OrElse(reliability, "1")))))
	contradicts := fmt.Sprintf(`OR(%[1]s="",AND(%[2]s<>"",%[2]s<%[1]s),AND(%[3]s<>"",%[3]s<%[1]s),AND(%[4]s<>"",%[4]s<%[1]s))`, created, closed, activity, expected)
	s.Step(dealAge, live.Number, fmt.Sprintf(`IF(OR(%s<>"%s",%s),"",%s-%s)`, state, stateOpen, contradicts, asOf, created))
	s.Step(dealCycle, live.Number, fmt.Sprintf(`IF(OR(%s="%s",%s<>"%s",%s="",%s),"",%s-%s)`, state, stateNone, ended, pipeline.DealWon, closed, contradicts, closed, created))
}
