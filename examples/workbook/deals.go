package workbook

import (
	"cmp"
	"fmt"

	"github.com/xuri/excelize/v2"

	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// The columns of the list of deals.
const (
	dealID = iota + 1
	dealCustomer
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
	s.heads("Deal", "<Customer", "<Product", "<Stage", "<Forecast category", "Amount", "Own proba- bility", "Relia- bility", "Created", "Last activity",
		"Expected close", "<Outcome", "Closed", "<Ended as of the day", "<State", "Probability", "Weighted", "Stage known", "Days open", "Days to win")
	s.titles = [2]int{s.row - 1, s.row - 1}
	s.mark("first")
	listed := map[string]bool{}
	for i := range x.Deals {
		if id := x.Deals[i].ID; !listed[id] { // what is given again counts once
			listed[id] = true
			x.deal(&x.Deals[i])
			s.row++
		}
	}
	s.row--
	s.mark("last")
	s.row++
	first, last := s.rowOf("first"), s.rowOf("last")
	s.define("amount", dealAmount, first, last)
	s.define("own_probability", dealChanceGiven, first, last)
	s.define("reliability", dealReliability, first, last)
	s.note("Weighted: amount × probability × reliability, rounded for each deal. A deal without a probability of its own has that of its stage.")
	if at, end := x.s.rowOf("stages"), x.s.rowOf("stages")+len(x.Report.Stages)-1; len(x.Report.Stages) > 0 {
		name := x.s.fixed(1, at, end)
		s.chart(excelize.Col, "Open and weighted by stage", unitMoney,
			excelize.ChartSeries{Name: x.s.fixed(3, at-1, at-1), Categories: name, Values: x.s.fixed(3, at, end)},
			excelize.ChartSeries{Name: x.s.fixed(4, at-1, at-1), Categories: name, Values: x.s.fixed(4, at, end)})
	}
}

func (x *measuring) deal(d *pipeline.Deal) {
	s := x.list
	s.text(dealID, d.ID)
	s.text(dealCustomer, d.Customer)
	s.text(dealProduct, d.Product)
	stage := s.choice(dealStage, d.Stage)
	category := s.choice(dealCategory, string(cmp.Or(d.Category, pipeline.CategoryOpen)))
	amount := s.input(dealAmount, unitMoney, d.Amount)
	own, reliability := s.input(dealChanceGiven, unitShare, d.Probability), s.input(dealReliability, unitShare, d.Reliability)
	created, activity, expected := s.day(dealCreated, d.Created), s.day(dealActivity, d.LastActivity), s.day(dealExpected, d.ExpectedClose)
	outcome, closed := s.choice(dealOutcome, string(d.Outcome)), s.day(dealClosed, d.Closed)
	asOf, start, end := x.day("as of"), x.day("start"), x.day("end")

	later := fmt.Sprintf(`AND(%s<>"",%s>%s)`, closed, closed, asOf)
	ended := s.helper(dealEnded, unitText, fmt.Sprintf(`IF(%s,"",IF(%s="","",%s))`, later, outcome, outcome))
	apart := fmt.Sprintf(`IF(%s="%s","%s",IF(%s="","%s",IF(%s<%s,"%s",IF(%s<%s,"%s",IF(%s>=%s,"%s","%s")))))`,
		category, pipeline.CategoryOmitted, pipeline.ApartOmitted, expected, pipeline.ApartUndated,
		expected, asOf, pipeline.ApartSlipped, expected, start, pipeline.ApartEarlier, expected, end, pipeline.ApartLater, stateOpen)
	over := fmt.Sprintf(`IF(AND(%s="%s",%s<>"",%s>=%s,%s<%s),"%s","%s")`, ended, pipeline.DealWon, closed, closed, start, closed, end, stateWon, stateEnded)
	state := s.helper(dealState, unitText, fmt.Sprintf(`IF(AND(%s<>"",%s>%s),"%s",IF(%s<>"",%s,IF(AND(%s<>"",%s<=%s),"%s",%s)))`,
		created, created, asOf, stateNone, ended, over, closed, closed, asOf, stateEnded, apart))

	stages := x.s.rowOf("stages")
	ids, chances := x.s.far(x.s.span(1, stages, stages+len(x.Policy.Stages)-1)), x.s.far(x.s.span(5, stages, stages+len(x.Policy.Stages)-1))
	known := s.helper(dealStageKnown, unitWhole, fmt.Sprintf("SUMPRODUCT(--EXACT(%s,%s))", ids, stage))
	chance := s.helper(dealChance, unitShare, fmt.Sprintf(`IF(%s<>"",%s,IF(%s=0,"",SUMPRODUCT(--EXACT(%s,%s),%s)))`, own, own, known, ids, stage, chances))
	s.helper(dealWeighted, unitMoney, fmt.Sprintf(`IF(OR(%s="",%s=""),"",%s)`, amount, chance,
		s.rounded(fmt.Sprintf("%s*%s*%s", amount, chance, defaulted(reliability, "1")))))
	contradicts := fmt.Sprintf(`OR(%[1]s="",AND(%[2]s<>"",%[2]s<%[1]s),AND(%[3]s<>"",%[3]s<%[1]s),AND(%[4]s<>"",%[4]s<%[1]s))`, created, closed, activity, expected)
	s.helper(dealAge, unitWhole, fmt.Sprintf(`IF(OR(%s<>"%s",%s),"",%s-%s)`, state, stateOpen, contradicts, asOf, created))
	s.helper(dealCycle, unitWhole, fmt.Sprintf(`IF(OR(%s="%s",%s<>"%s",%s="",%s),"",%s-%s)`, state, stateNone, ended, pipeline.DealWon, closed, contradicts, closed, created))
}
