package workbook

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/examples/workbook/live"
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
func (in *Input) review(b *live.Book) {
	r := &in.Review
	s := b.Open("Review", named(r.Partner.Name, r.Partner.ID),
		fmt.Sprintf("Quarterly review %s, %s to %s, as of %s. %s", r.Quarter, r.Period.Start, r.Period.End.AddDays(-1), r.AsOf, in.amounts()))
	if b.Notice != "" {
		s.Stress(b.Notice)
	}
	x := &reviewing{Sheet: s, Review: r}
	for i := range r.FirstPage {
		for k := range r.FirstPage[i].Metrics {
			x.metrics = append(x.metrics, &r.FirstPage[i].Metrics[k])
		}
	}
	x.partner()
	x.atAGlance()
	x.reached()
	x.decisions()
	x.commitments()
	x.gaps()
}

type reviewing struct {
	*live.Sheet
	*qbr.Review
	metrics []*qbr.Metric
}

func (x *reviewing) partner() {
	p := &x.Partner
	facts := []string{p.ID}
	for _, fact := range []string{p.Tier, p.Type, p.Region} {
		if fact != "" {
			facts = append(facts, fact)
		}
	}
	x.Text(1, "Partner")
	x.Over(2, strings.Join(facts, ", "))
	x.Row++
	if p.Manager != "" {
		x.Text(1, "Channel manager")
		x.Over(2, p.Manager)
		x.Row++
	}
	first, last := x.Rows("metrics")
	formula := `"` + inWords(performance.StatusNoTarget) + `"`
	for _, s := range []performance.Status{performance.StatusGreen, performance.StatusAmber, performance.StatusRed} {
		formula = fmt.Sprintf(`IF(COUNTIF(%s,"%s")>0,"%s",%s)`, x.Span(metricStatus, first, last), s, s, formula)
	}
	x.Light(x.Decided("", "Status", formula, inWords(x.Status)))
	for i, why := range x.Summary {
		if i == 0 {
			x.Text(1, "Why")
		}
		x.Over(2, why)
		x.Row++
	}
}

// unitIn is the unit of a figure: there are no halves of things that were counted.
func unitIn(u document.Unit, d decimal.NullDecimal) live.Unit {
	switch u {
	case document.UnitMoney:
		return live.Money
	case document.UnitCount:
		if d.Decimal.IsInteger() {
			return live.Number
		}
		return live.Count
	case document.UnitShare, document.UnitSharePoints:
		return live.Share
	case document.UnitTimes:
		return live.Times
	case document.UnitScore, document.UnitPoints:
		return live.Score
	}
	return live.Plain
}

func (x *reviewing) atAGlance() {
	x.Title("At a glance")
	x.Heads("", "Value", "Target", "Floor", "Due by now", "Floor by now", "Reached", "<Status", "<Worked out in")
	x.Names("", "", "targets")
	first, isRunning := x.Row, false
	for _, m := range x.metrics {
		isRunning = isRunning || m.Due.Valid
		x.metric(m)
		x.Row++
	}
	if x.Row > first {
		x.Light(x.Span(metricStatus, first, x.Row-1))
	}
	if !isRunning { // nothing is due before the end
		x.Hide(metricDue, metricFloorDue)
	}
	x.MarkRows("metrics", first)
	x.Note("Green: at the target or better, or at what is due of it by now. Amber: short of it, and not of the floor. Red: short of both.")
	for i := range x.FirstPage {
		for _, note := range x.FirstPage[i].Notes {
			x.said(note)
		}
	}
}

func (x *reviewing) metric(m *qbr.Metric) {
	u := unitIn(m.Unit, m.Value)
	x.Text(metricName, m.Name)
	value, target := x.Here(metricValue), x.Here(metricTarget)
	if from := x.Find(string(m.ID), m.Value); from != "" {
		x.Figure(metricValue, u, fmt.Sprintf(`IF(%[1]s="","",%[1]s)`, from), m.Value)
		x.Text(metricFrom, from[:strings.IndexByte(from, '!')])
	} else {
		x.Input(metricValue, u, m.Value)
		x.Text(metricFrom, "given")
	}
	reached := fmt.Sprintf(`IF(OR(%s="",N(%s)<=0),"",ROUND(%s/%s,4))`, value, target, value, target)
	if from := x.Find(string(targetOf(m.ID)), m.Target); from != "" {
		x.Figure(metricTarget, u, from, m.Target)
		if from := x.Find(string(reachedOf(m.ID)), m.Reached); from != "" { // of what is not rounded
			reached = fmt.Sprintf(`IF(%[1]s="","",%[1]s)`, from)
		}
	} else {
		x.Input(metricTarget, u, m.Target)
	}
	floor, due, floorDue := x.Input(metricFloor, u, m.Floor), x.Input(metricDue, u, m.Due), x.Input(metricFloorDue, u, m.FloorDue)
	compare := ">="
	if m.Polarity == performance.LowerIsBetter {
		compare = "<="
	} else {
		x.Figure(metricReached, live.Share, reached, m.Reached)
	}
	wanted, least := fmt.Sprintf(`IF(%s<>"",%s,%s)`, due, due, target), fmt.Sprintf(`IF(%s<>"",%s,%s)`, due, floorDue, floor)
	formula := fmt.Sprintf(`IF(%[1]s="","no target",IF(%[2]s="","no data",IF(%[2]s%[3]s%[4]s,"green",IF(AND(%[5]s<>"",%[2]s%[3]s%[5]s),"amber","red"))))`,
		target, value, compare, wanted, least)
	x.Verdict(metricStatus, formula, inWords(m.Status))
}

// targetOf is where the target of a figure is linked, reachedOf what of it is reached.
func targetOf(id qbr.MetricID) qbr.MetricID  { return id + " target" }
func reachedOf(id qbr.MetricID) qbr.MetricID { return id + " reached" }

// reached draws how much of the targets is reached.
func (x *reviewing) reached() {
	at, first := x.RowOf("metrics"), 0
	for i, m := range x.metrics {
		if !m.Reached.Valid {
			continue
		}
		if first == 0 {
			x.Title("Reached of targets")
			x.Heads("", "Reached")
			first = x.Row
		}
		x.Value("", m.Name, live.Share, x.At(metricReached, at+i), m.Reached)
	}
	if first > 0 {
		x.Chart(live.Bars, "Reached of targets", live.Share, x.Series(2, 1, first, x.Row-1))
	}
}

func (x *reviewing) decisions() {
	if len(x.Decisions) == 0 {
		return
	}
	x.Title("Decide today")
	x.Heads("", "Amount", "<By")
	for _, d := range x.Decisions {
		x.Text(1, d.Text)
		x.Input(2, live.Money, d.Amount)
		x.Text(3, string(d.Party))
		x.Row++
	}
}

func (x *reviewing) commitments() {
	if len(x.Commitments) == 0 {
		return
	}
	x.Title("Commitments of the last review")
	x.Heads("", "Amount", "Came", "Due", "", "", "<By", "<Status")
	for _, c := range x.Commitments {
		x.Text(1, c.Text)
		x.Input(2, unitIn(c.Unit, c.Amount), c.Amount)
		x.Input(3, unitIn(c.Unit, c.Actual), c.Actual)
		x.Day(4, c.Due)
		x.Text(7, string(c.Party))
		x.Text(8, inWords(c.Status))
		x.Row++
	}
}

const gapTitle = "Not known"

func (x *reviewing) gaps() {
	for _, page := range x.Document().Sections {
		if page.Title != gapTitle {
			continue
		}
		x.Title(gapTitle)
		for _, g := range x.Gaps {
			x.said(fmt.Sprintf("%s: %s", inWords(g.Section), g.Text))
		}
		for _, note := range page.Notes { // on sections that are left out
			x.said(note)
		}
	}
}

// said are notes of a text that are no longer than the page is wide.
func (x *reviewing) said(text string) {
	const most = 110
	line := ""
	for word := range strings.FieldsSeq(text) {
		if line != "" && utf8.RuneCountInString(line+" "+word) > most {
			x.Note("%s", line)
			line = "  "
		}
		line = strings.TrimPrefix(line+" "+word, " ")
	}
	x.Note("%s", line)
}
