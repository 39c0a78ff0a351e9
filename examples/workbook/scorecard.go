package workbook

import (
	"fmt"

	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
)

// The columns of a table of scores.
const (
	scoreName = iota + 1
	scorePart
	scoreWeight
	scoreScore
	scoreBest
	scoreGap
	scoreEffective
	scorePoints
	scoreSteps // the first of those that are hidden
)

// The hidden columns of a node, counted from the first: its weight if it has a score, that ×
// the score, and the steps of the split of weights and of points.
const (
	stepCounts = iota
	stepProduct
	stepWeight
	stepShare = iota + 1
	stepPoints
	stepsCount = iota + 2
)

// scorecard writes the scores of topics and categories, from those of the questions.
func (in *Input) scorecard(b *book) {
	if len(in.Scorecard.Result.Lines) == 0 {
		return
	}
	x := &scoring{Scorecard: in.Scorecard}
	x.s = b.open("Scorecard", "Scorecard"+in.of(), "A score is the mean of those below it by their weights. Contributions share out the overall score.")
	x.s.hide(scoreSteps, scoreSteps+stepsCount-1)
	x.questions = b.open("Questions", "Questions"+in.of(), "An answer gives a score from 1 to 100. Change an answer, and all that follows from it changes.")
	x.questions.hide(questionSteps, questionSteps+stepsCount+1)
	x.summary()
	x.categories()
	x.topics()
	x.gates()
	x.levels()
	x.writeQuestions()
}

// scoring writes a scorecard.
type scoring struct {
	Scorecard
	s, questions *sheet
}

// table is where nodes stand that have one parent.
type table struct {
	s           *sheet
	first, last int
	steps       int // the first hidden column
}

// span names a column of a table as another sheet does.
func (t *table) span(from *sheet, step int) string {
	cells := t.s.span(t.steps+step, t.first, t.last)
	if t.s != from {
		return t.s.far(cells)
	}
	return cells
}

// mean is the formula of the score of their parent.
func (t *table) mean(from *sheet) string {
	counts := t.span(from, stepCounts)
	return fmt.Sprintf(`IF(SUM(%s)=0,"",ROUND(SUM(%s)/SUM(%s),2))`, counts, t.span(from, stepProduct), counts)
}

func (x *scoring) tableOf(s *sheet, steps int, kind scorecard.NodeKind, first, last string) *table {
	return &table{s: s, steps: steps, first: s.rowOf(key(kind, first)), last: s.rowOf(key(kind, last))}
}

func key(kind scorecard.NodeKind, id string) string { return string(kind) + " " + id }

func (x *scoring) allCategories() *table {
	all := x.Questionnaire.Categories
	return x.tableOf(x.s, scoreSteps, scorecard.NodeCategory, all[0].ID, all[len(all)-1].ID)
}

func (x *scoring) topicsOf(c *scorecard.QuestionCategory) *table {
	return x.tableOf(x.s, scoreSteps, scorecard.NodeTopic, c.Topics[0].ID, c.Topics[len(c.Topics)-1].ID)
}

func (x *scoring) questionsOf(t *scorecard.Topic) *table {
	return x.tableOf(x.questions, questionSteps, scorecard.NodeQuestion, t.Questions[0].ID, t.Questions[len(t.Questions)-1].ID)
}

func (x *scoring) line(kind scorecard.NodeKind, id string) scorecard.ResultLine {
	line, ok := x.Result.Line(kind, id)
	if !ok && x.s.fault == nil {
		x.s.fault = fmt.Errorf("workbook: the result has no %s %.40q of the questionnaire", kind, id)
	}
	return line
}

func (x *scoring) heads() {
	x.s.heads("", "<Part of", "Weight", "Score", "Best practice", "Gap", "Effective weight", "Contribution")
}

func (x *scoring) categories() {
	x.s.title("Categories")
	x.heads()
	first, all := x.s.row, x.allCategories()
	for i := range x.Questionnaire.Categories {
		c := &x.Questionnaire.Categories[i]
		x.node(x.line(scorecard.NodeCategory, c.ID), "", x.topicsOf(c), all, x.s.rowOf("overall"))
	}
	x.define("category", first)
	name := x.s.fixed(scoreName, first, x.s.row-1)
	series := func(col int) excelize.ChartSeries {
		return excelize.ChartSeries{Name: x.s.fixed(col, first-1, first-1), Categories: name, Values: x.s.fixed(col, first, all.last)}
	}
	x.s.chart(excelize.Col, "Score by category, beside best practice", unitScore, series(scoreScore), series(scoreBest))
}

func (x *scoring) topics() {
	x.s.title("Topics")
	x.heads()
	first := x.s.row
	for i := range x.Questionnaire.Categories {
		c := &x.Questionnaire.Categories[i]
		for j := range c.Topics {
			t := &c.Topics[j]
			x.node(x.line(scorecard.NodeTopic, t.ID), named(c.Name, c.ID), x.questionsOf(t), x.topicsOf(c), x.s.rowOf(key(scorecard.NodeCategory, c.ID)))
		}
	}
	x.define("topic", first)
}

func (x *scoring) define(what string, first int) {
	x.s.define(what+"_weight", scoreWeight, first, x.s.row-1)
	x.s.define(what+"_best_practice", scoreBest, first, x.s.row-1)
}

// node writes a category or a topic: its score from the nodes below, its shares beside the
// others of its parent.
func (x *scoring) node(line scorecard.ResultLine, part string, below, beside *table, parent int) {
	s := x.s
	s.mark(key(line.Node, line.ID))
	s.text(scoreName, named(line.Name, line.ID))
	s.text(scorePart, part)
	weight := s.input(scoreWeight, unitPlain, line.Weight)
	score := s.figure(scoreScore, unitScore, below.mean(s), scoreOf(line.Score))
	best := s.input(scoreBest, unitScore, scoreOf(line.BestPractice))
	s.figure(scoreGap, unitScore, gapOf(score, best), line.Gap.Decimal())
	beside.shares(line, score, weight, s.at(scoreEffective, parent), s.at(scorePoints, parent), scoreEffective)
	s.row++
}

// shares writes the parts of a node in the weight and in the points of its parent.
func (t *table) shares(line scorecard.ResultLine, score, weight, ofWeight, ofPoints string, col int) {
	s := t.s
	counts := s.helper(t.steps+stepCounts, unitPlain, fmt.Sprintf(`IF(%s="",0,N(%s))`, score, weight))
	s.helper(t.steps+stepProduct, unitPlain, fmt.Sprintf(`N(%s)*%s`, score, counts))
	p := split{
		first: t.first, last: t.last, total: ofWeight, units: 10_000, unit: unitShare,
		weights: t.steps + stepCounts, steps: t.steps + stepWeight, col: col,
	}
	effective := s.part(p, line.EffectiveWeight.Decimal())
	s.helper(t.steps+stepShare, unitPlain, fmt.Sprintf(`N(%s)*%s`, score, effective))
	p.total, p.units, p.unit = ofPoints, 100, unitScore
	p.weights, p.steps, p.col = t.steps+stepShare, t.steps+stepPoints, col+1
	s.part(p, line.Contribution.Decimal())
}

func named(name, id string) string {
	if name == "" {
		return id
	}
	return name
}

func scoreOf(score scorecard.Score) decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: score.Decimal(), Valid: score != 0}
}

func gapOf(score, best string) string {
	return fmt.Sprintf(`IF(OR(%s="",%s=""),"",ROUND(%s-%s,2))`, score, best, score, best)
}

// summary writes the overall line and what is said of the whole.
func (x *scoring) summary() {
	s, r, line := x.s, &x.Result, x.Result.Lines[0]
	x.heads()
	s.mark("overall")
	s.text(scoreName, "Overall score before gates")
	score := s.figure(scoreScore, unitScore, x.allCategories().mean(s), scoreOf(line.Score))
	best := s.input(scoreBest, unitScore, scoreOf(line.BestPractice))
	s.figure(scoreGap, unitScore, gapOf(score, best), line.Gap.Decimal())
	s.figure(scoreEffective, unitShare, fmt.Sprintf(`IF(%s="",0,1)`, score), known(line.EffectiveWeight.Decimal()))
	s.figure(scorePoints, unitScore, fmt.Sprintf("N(%s)", score), known(line.Contribution.Decimal()))
	s.row++
	s.link(targetOf(qbr.MetricScore), best, scoreOf(line.BestPractice))
	overall, gates := x.afterGates(score)
	row := func(name string) { s.row++; s.text(scoreName, name) }
	row("Maturity level")
	s.verdict(scoreScore, x.level(overall), r.Level)
	count := func(step int) string {
		return fmt.Sprintf("SUM(%s)", x.questions.far(x.questions.span(questionSteps+step, x.questions.rowOf("first"), x.questions.rowOf("last"))))
	}
	row("Questions that apply")
	applies := s.figure(scoreScore, unitWhole, count(stepsCount), partnermath.Int(int64(r.Applicable)))
	row("Questions answered")
	answered := s.figure(scoreScore, unitWhole, count(stepsCount+1), partnermath.Int(int64(r.Answered)))
	row("Completeness")
	complete := s.figure(scoreScore, unitShare, fmt.Sprintf(`IF(%s=0,"",ROUND(%s/%s,4))`, applies, answered, applies), r.Completeness)
	row("Completeness that it takes")
	least := s.input(scoreScore, unitShare, r.MinimumCompleteness)
	s.define("minimum_completeness", scoreScore, s.row, s.row)
	row("Status")
	s.verdict(scoreScore, fmt.Sprintf(`IF(OR(%s="",N(%s)<N(%s)),"%s",IF(%s>0,"%s","%s"))`, overall, complete, least,
		scorecard.StatusIncomplete, gates, scorecard.StatusGateFailed, scorecard.StatusScored), string(r.Status))
	s.row++
}

// afterGates writes what gates leave of the overall score, and how many failed.
func (x *scoring) afterGates(score string) (overall, failed string) {
	s, r := x.s, &x.Result
	taken, missed := "0", "0"
	if n := len(r.Gates); n > 0 {
		first := s.rowOf("gates")
		taken = fmt.Sprintf("SUM(%s)", s.span(scorePoints, first, first+n-1))
		missed = fmt.Sprintf(`COUNTIF(%s,"%s")`, s.span(scorePart, first, first+n-1), scorecard.GateFailed)
	}
	var cut decimal.Decimal
	count := int64(0)
	for _, g := range r.Gates {
		cut = cut.Add(g.Contribution.Decimal())
		if g.Outcome == scorecard.GateFailed {
			count++
		}
	}
	s.text(scoreName, "What failed gates take")
	cost := s.figure(scoreScore, unitScore, taken, known(cut))
	s.row++
	s.words(scoreName, look{role: roleTotal}, "Overall score")
	overall = s.total(scoreScore, look{role: roleTotal, unit: unitScore}, fmt.Sprintf(`IF(%s="","",ROUND(%s+%s,2))`, score, score, cost), scoreOf(r.Overall))
	s.link(qbr.MetricScore, overall, scoreOf(r.Overall))
	s.row++
	s.text(scoreName, "Gates failed")
	failed = s.figure(scoreScore, unitWhole, missed, partnermath.Int(count))
	s.link(qbr.MetricFailedGates, failed, partnermath.Int(count))
	return overall, failed
}

// gates lets each gate act on the overall score after those before it.
func (x *scoring) gates() {
	s := x.s
	if len(x.Result.Gates) == 0 {
		return
	}
	s.title("Gates")
	s.heads("", "<Outcome", "Minimum", "Score", "Cap", "", "Score so far", "Contribution")
	first := s.row
	s.mark("gates")
	for _, g := range x.Result.Gates {
		s.text(scoreName, named(g.Name, named(g.ID, string(g.Node))))
		least := s.input(scoreWeight, unitScore, scoreOf(g.Minimum))
		score := s.figure(scoreScore, unitScore, fmt.Sprintf(`IF(%[1]s="","",%[1]s)`, x.scoreAt(g)), scoreOf(g.Score))
		most := s.input(scoreBest, unitScore, scoreOf(g.Cap))
		outcome := s.verdict(scorePart, fmt.Sprintf(`IF(%s="","%s",IF(%s<%s,"%s","%s"))`, score,
			scorecard.GateNotApplicable, score, least, scorecard.GateFailed, scorecard.GatePassed), string(g.Outcome))
		before := fmt.Sprintf("N(%s)", s.at(scoreScore, s.rowOf("overall")))
		if s.row > first {
			before = fmt.Sprintf("ROUND(%s+%s,2)", s.at(scoreEffective, s.row-1), s.at(scorePoints, s.row-1))
		}
		sofar := s.helper(scoreEffective, unitScore, before)
		s.figure(scorePoints, unitScore, fmt.Sprintf(`IF(AND(%s="%s",%s<>""),ROUND(MIN(%s,%s)-%s,2),0)`, outcome,
			scorecard.GateFailed, most, sofar, most, sofar), known(g.Contribution.Decimal()))
		s.row++
	}
	s.define("gate_minimum", scoreWeight, first, s.row-1)
	s.define("gate_cap", scoreBest, first, s.row-1)
}

// scoreAt names the cell of the score that a gate is of.
func (x *scoring) scoreAt(g scorecard.GateLine) string {
	switch g.Node {
	case scorecard.NodeOverall:
		return x.s.at(scoreScore, x.s.rowOf("overall"))
	case scorecard.NodeQuestion:
		return x.questions.far(x.questions.at(questionScore, x.questions.rowOf(key(g.Node, g.ID))))
	}
	return x.s.at(scoreScore, x.s.rowOf(key(g.Node, g.ID)))
}

func (x *scoring) levels() {
	s := x.s
	if len(x.Questionnaire.Levels) == 0 {
		return
	}
	s.title("Maturity levels")
	s.heads("", "", "From")
	s.mark("levels")
	first := s.row
	for _, l := range x.Questionnaire.Levels {
		s.text(scoreName, l.Name)
		s.input(scoreWeight, unitScore, scoreOf(l.From))
		s.row++
	}
	s.define("level_from", scoreWeight, first, s.row-1)
}

// level is the formula of the maturity level.
func (x *scoring) level(overall string) string {
	n, s := len(x.Questionnaire.Levels), x.s
	if n == 0 {
		return `""`
	}
	first := s.rowOf("levels")
	return fmt.Sprintf(`IF(N(%s)<%s,"",INDEX(%s,MATCH(%s,%s,1)))`, overall, s.at(scoreWeight, first),
		s.span(scoreName, first, first+n-1), overall, s.span(scoreWeight, first, first+n-1))
}
