package workbook

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/performance"
)

// The columns of the figures of a review.
const (
	metricName = iota + 1
	metricValue
	metricTarget
	metricFloor
	metricDue
	metricFloorDue
	metricReached
	metricStatus
	metricFrom
)

// review writes the first page: each figure from the sheet that works it out, and where it
// stands.
func (in *Input) review(b *book) {
	r := &in.Review
	s := b.open("Review", named(r.Partner.Name, r.Partner.ID),
		fmt.Sprintf("Quarterly review %s, %s to %s, as of %s. Amounts in %s.", r.Quarter, r.Period.Start, r.Period.End.AddDays(-1), r.AsOf, r.Currency))
	x := &reviewing{sheet: s, Review: r}
	x.partner()
	x.atAGlance()
	x.reached()
	x.decisions()
	x.commitments()
	x.gaps()
}

type reviewing struct {
	*sheet
	*qbr.Review
}

func (x *reviewing) partner() {
	p := &x.Partner
	var kind []string
	for _, part := range []string{p.Tier, p.Type, p.Region} {
		if part != "" {
			kind = append(kind, part)
		}
	}
	x.wordsOver("Partner", strings.Join(append([]string{p.ID}, kind...), ", "))
	if p.Manager != "" {
		x.wordsOver("Channel manager", p.Manager)
	}
	x.text(1, "Status")
	status := x.Status
	cells := x.span(metricStatus, x.rowOf("first"), max(x.rowOf("first"), x.rowOf("last")))
	formula := `"` + string(performance.StatusNoTarget) + `"`
	for _, s := range []performance.Status{performance.StatusGreen, performance.StatusAmber, performance.StatusRed} {
		formula = fmt.Sprintf(`IF(COUNTIF(%s,"%s")>0,"%s",%s)`, cells, s, s, formula)
	}
	x.verdict(2, formula, string(status))
	x.row++
}

// wordsOver writes words that may run over the next cells.
func (x *reviewing) wordsOver(words, fact string) {
	x.text(1, words)
	x.put(2, look{unit: unitText}, clean(fact), "")
	x.row++
}

func unitIn(u document.Unit) unit {
	switch u {
	case document.UnitMoney:
		return unitMoney
	case document.UnitCount:
		return unitCount
	case document.UnitShare, document.UnitSharePoints:
		return unitShare
	case document.UnitTimes:
		return unitTimes
	case document.UnitScore, document.UnitPoints:
		return unitScore
	}
	return unitPlain
}

func (x *reviewing) atAGlance() {
	x.title("At a glance")
	x.heads("", "Value", "Target", "Floor", "Due by now", "Floor by now", "Reached", "<Status", "<Worked out in")
	x.mark("first")
	if !x.isRunning() {
		x.hide(metricDue, metricFloorDue)
	}
	for i := range x.FirstPage {
		for k := range x.FirstPage[i].Metrics {
			x.metric(&x.FirstPage[i].Metrics[k])
			x.row++
		}
	}
	x.row--
	x.mark("last")
	x.row++
	x.define("targets", metricTarget, x.rowOf("first"), max(x.rowOf("first"), x.rowOf("last")))
	x.note("Green: at the target or better, or at what is due of it by now. Amber: short of it, and not of the floor. Red: short of both.")
	for i := range x.FirstPage {
		for _, note := range x.FirstPage[i].Notes {
			x.note("%s", note)
		}
	}
}

// isRunning tells whether the period is, so that a part of the targets is due by now.
func (x *reviewing) isRunning() bool {
	for i := range x.FirstPage {
		for k := range x.FirstPage[i].Metrics {
			if x.FirstPage[i].Metrics[k].Due.Valid {
				return true
			}
		}
	}
	return false
}

func (x *reviewing) metric(m *qbr.Metric) {
	u := unitIn(m.Unit)
	if u == unitCount && m.Value.Decimal.IsInteger() {
		u = unitWhole
	}
	x.mark("metric " + string(m.ID))
	x.text(metricName, m.Name)
	value := x.here(metricValue)
	if from := x.find(m.ID, m.Value); from != "" {
		x.figure(metricValue, u, fmt.Sprintf(`IF(%[1]s="","",%[1]s)`, from), m.Value)
		x.text(metricFrom, from[:strings.IndexByte(from, '!')])
	} else {
		x.input(metricValue, u, m.Value)
		x.text(metricFrom, "given")
	}
	target, floor := x.here(metricTarget), x.input(metricFloor, u, m.Floor)
	if from := x.find(targetOf(m.ID), m.Target); from != "" {
		x.figure(metricTarget, u, from, m.Target)
	} else {
		x.input(metricTarget, u, m.Target)
	}
	due, floorDue := x.input(metricDue, u, m.Due), x.input(metricFloorDue, u, m.FloorDue)
	compare := ">="
	if m.Polarity == performance.LowerIsBetter {
		compare = "<="
	} else {
		x.figure(metricReached, unitShare, fmt.Sprintf(`IF(OR(%s="",N(%s)<=0),"",ROUND(%s/%s,4))`, value, target, value, target), m.Reached)
	}
	wanted, least := fmt.Sprintf(`IF(%s<>"",%s,%s)`, due, due, target), fmt.Sprintf(`IF(%s<>"",%s,%s)`, due, floorDue, floor)
	formula := fmt.Sprintf(`IF(%[1]s="","no-target",IF(%[2]s="","no-data",IF(%[2]s%[3]s%[4]s,"green",IF(AND(%[5]s<>"",%[2]s%[3]s%[5]s),"amber","red"))))`,
		target, value, compare, wanted, least)
	x.verdict(metricStatus, formula, string(m.Status))
}

// targetOf is where the target of a figure is linked.
func targetOf(id qbr.MetricID) qbr.MetricID { return id + " target" }

// find returns the cell of another sheet that a figure of the review stands in, if it is the
// same there: a review may be of other sources.
func (x *reviewing) find(id qbr.MetricID, value decimal.NullDecimal) string {
	for _, l := range x.found[id] {
		if value.Valid && l.value.Valid && value.Decimal.Equal(l.value.Decimal) {
			return l.cell
		}
	}
	return ""
}

// reached draws how much of the targets is reached.
func (x *reviewing) reached() {
	var all []*qbr.Metric
	for i := range x.FirstPage {
		for k := range x.FirstPage[i].Metrics {
			if m := &x.FirstPage[i].Metrics[k]; m.Reached.Valid {
				all = append(all, m)
			}
		}
	}
	if len(all) == 0 {
		return
	}
	x.title("Reached of targets")
	x.heads("", "Reached")
	first := x.row
	for _, m := range all {
		row := x.rowOf("metric " + string(m.ID))
		x.text(1, m.Name)
		x.figure(2, unitShare, x.at(metricReached, row), m.Reached)
		x.row++
	}
	x.chart(excelize.Bar, "Reached of targets", unitShare, excelize.ChartSeries{
		Name: x.fixed(2, first-1, first-1), Categories: x.fixed(1, first, x.row-1), Values: x.fixed(2, first, x.row-1),
	})
}

func (x *reviewing) decisions() {
	if len(x.Decisions) == 0 {
		return
	}
	x.title("Decide today")
	x.heads("", "Amount", "<By")
	for _, d := range x.Decisions {
		x.text(1, d.Text)
		x.input(2, unitMoney, d.Amount)
		x.text(3, string(d.Party))
		x.row++
	}
}

func (x *reviewing) commitments() {
	if len(x.Commitments) == 0 {
		return
	}
	x.title("Commitments of the last review")
	x.heads("", "Amount", "Came", "Due", "", "", "<By", "<Status")
	for _, c := range x.Commitments {
		x.text(1, c.Text)
		x.input(2, unitIn(c.Unit), c.Amount)
		x.input(3, unitIn(c.Unit), c.Actual)
		x.day(4, c.Due)
		x.text(7, string(c.Party))
		x.text(8, string(c.Status))
		x.row++
	}
}

func (x *reviewing) gaps() {
	if len(x.Gaps) == 0 {
		return
	}
	x.title("Not known")
	for _, g := range x.Gaps {
		x.note("%s: %s", g.Section, g.Text)
	}
}
