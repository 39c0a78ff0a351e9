package workbook

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/examples/workbook/live"
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
func (in *Input) scorecard(b *live.Book) {
	if len(in.Scorecard.Result.Lines) == 0 {
		return
	}
	x := &scoring{Scorecard: in.Scorecard}
	x.s = b.Open("Scorecard", "Scorecard"+in.of(), "A score is the mean of those below it by their weights. Contributions share out the overall score.")
	x.s.Hide(scoreSteps, scoreSteps+stepsCount-1)
	x.s.GivenAt, x.s.ValueAt = scoreScore, scoreScore
	x.questions = b.Open("Questions", "Questions"+in.of(), "An answer gives a score from 1 to 100. Change an answer, and all that follows from it changes.")
	x.questions.Hide(questionSteps, questionSteps+stepsCount+1)
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
	s, questions *live.Sheet
}

// table is where nodes stand that have one parent.
type table struct {
	s           *live.Sheet
	first, last int
	steps       int // the first hidden column
}

// span names a column of a table as another sheet does.
func (t *table) span(from *live.Sheet, step int) string {
	cells := t.s.Span(t.steps+step, t.first, t.last)
	if t.s != from {
		return t.s.Far(cells)
	}
	return cells
}

// mean is the formula of the score of their parent.
func (t *table) mean(from *live.Sheet) string {
	counts := t.span(from, stepCounts)
	return fmt.Sprintf(`IF(SUM(%s)=0,"",ROUND(SUM(%s)/SUM(%s),2))`, counts, t.span(from, stepProduct), counts)
}

func key(kind scorecard.NodeKind, id string) string { return string(kind) + " " + id }

func (x *scoring) allCategories() *table {
	all := x.Questionnaire.Categories
	return &table{x.s, x.s.RowOf(key(scorecard.NodeCategory, all[0].ID)), x.s.RowOf(key(scorecard.NodeCategory, all[len(all)-1].ID)), scoreSteps}
}

func (x *scoring) topicsOf(c *scorecard.QuestionCategory) *table {
	return &table{x.s, x.s.RowOf(key(scorecard.NodeTopic, c.Topics[0].ID)), x.s.RowOf(key(scorecard.NodeTopic, c.Topics[len(c.Topics)-1].ID)), scoreSteps}
}

func (x *scoring) questionsOf(t *scorecard.Topic) *table {
	s, last := x.questions, len(t.Questions)-1
	return &table{s, s.RowOf(key(scorecard.NodeQuestion, t.Questions[0].ID)), s.RowOf(key(scorecard.NodeQuestion, t.Questions[last].ID)), questionSteps}
}

func (x *scoring) line(kind scorecard.NodeKind, id string) scorecard.ResultLine {
	line, ok := x.Result.Line(kind, id)
	if !ok {
		x.s.Fail(fmt.Errorf("the result has no %s %.40q of the questionnaire", kind, id))
	}
	return line
}

func (x *scoring) heads(what string) {
	x.s.Heads("", "<Part of", "Weight", "Score", "Best practice", "Gap", "Effective weight", "Contribution")
	x.s.Names("", "", what+"_weight", "", what+"_best_practice")
}

func (x *scoring) categories() {
	s, all := x.s, x.allCategories()
	s.Title("Categories")
	x.heads("category")
	first := s.Row
	for i := range x.Questionnaire.Categories {
		c := &x.Questionnaire.Categories[i]
		x.node(x.line(scorecard.NodeCategory, c.ID), "", x.topicsOf(c), all, s.RowOf("overall"))
	}
	s.Chart(live.Columns, "Score by category, beside best practice", live.Score,
		s.Series(scoreScore, scoreName, first, s.Row-1), s.Series(scoreBest, scoreName, first, s.Row-1))
}

func (x *scoring) topics() {
	s := x.s
	s.Title("Topics")
	x.heads("topic")
	first := s.Row
	for i := range x.Questionnaire.Categories {
		c := &x.Questionnaire.Categories[i]
		for j := range c.Topics {
			t := &c.Topics[j]
			x.node(x.line(scorecard.NodeTopic, t.ID), named(c.Name, c.ID), x.questionsOf(t), x.topicsOf(c), s.RowOf(key(scorecard.NodeCategory, c.ID)))
		}
	}
	s.MarkRows("topics", first)
}

// node writes a category or a topic: its score from the nodes below, its shares beside the
// others of its parent.
func (x *scoring) node(line scorecard.ResultLine, part string, below, beside *table, parent int) {
	s := x.s
	s.Mark(key(line.Node, line.ID))
	s.Texts(named(line.Name, line.ID), part)
	weight := s.Input(scoreWeight, live.Plain, line.Weight)
	score := s.Figure(scoreScore, live.Score, below.mean(s), scoreOf(line.Score))
	x.beside(score, line)
	beside.shares(line, score, weight, s.At(scoreEffective, parent), s.At(scorePoints, parent), scoreEffective)
	s.Row++
}

// beside writes best practice, and the gap to it.
func (x *scoring) beside(score string, line scorecard.ResultLine) (best string) {
	best = x.s.Input(scoreBest, live.Score, scoreOf(line.BestPractice))
	x.s.Figure(scoreGap, live.Score, fmt.Sprintf(`IF(OR(%[1]s="",%[2]s=""),"",ROUND(%[1]s-%[2]s,2))`, score, best), line.Gap.Decimal())
	return best
}

// shares writes the parts of a node in the weight and in the points of its parent.
func (t *table) shares(line scorecard.ResultLine, score, weight, ofWeight, ofPoints string, col int) {
	s := t.s
	counts := s.Step(t.steps+stepCounts, live.Plain, fmt.Sprintf(`IF(%s="",0,N(%s))`, score, weight))
	s.Step(t.steps+stepProduct, live.Plain, fmt.Sprintf(`N(%s)*%s`, score, counts))
	p := live.Split{
		First: t.first, Last: t.last, Total: ofWeight, Places: 4, Unit: live.Share,
		Weights: t.steps + stepCounts, Steps: t.steps + stepWeight, Col: col,
	}
	effective := s.Share(p, line.EffectiveWeight.Decimal())
	s.Step(t.steps+stepShare, live.Plain, fmt.Sprintf(`N(%s)*%s`, score, effective))
	p.Total, p.Places, p.Unit = ofPoints, 2, live.Score
	p.Weights, p.Steps, p.Col = t.steps+stepShare, t.steps+stepPoints, col+1
	s.Share(p, line.Contribution.Decimal())
}

func scoreOf(score scorecard.Score) decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: score.Decimal(), Valid: score != 0}
}

// summary writes the overall line and what is said of the whole.
func (x *scoring) summary() {
	s, r, line := x.s, &x.Result, x.Result.Lines[0]
	x.heads("overall")
	s.Mark("overall")
	s.Text(scoreName, "Overall score before gates")
	score := s.Figure(scoreScore, live.Score, x.allCategories().mean(s), scoreOf(line.Score))
	link(s, targetOf(qbr.MetricScore), x.beside(score, line), scoreOf(line.BestPractice))
	s.Figure(scoreEffective, live.Share, fmt.Sprintf(`IF(%s="",0,1)`, score), live.Known(line.EffectiveWeight.Decimal()))
	s.Figure(scorePoints, live.Score, fmt.Sprintf("N(%s)", score), live.Known(line.Contribution.Decimal()))
	s.Row++
	overall, gates := x.afterGates(score)
	s.Decided("", "Maturity level", x.level(overall), r.Level)
	count := func(words string, step, want int) string {
		first, last := x.questions.Rows("questions")
		return s.Value("", words, live.Number, fmt.Sprintf("SUM(%s)", x.questions.Far(x.questions.Span(questionSteps+step, first, last))), live.Whole(want))
	}
	applies := count("Questions that apply", stepsCount, r.Applicable)
	answered := count("Questions answered", stepsCount+1, r.Answered)
	complete := s.Value("", "Completeness", live.Share, live.Ratio(answered, applies, 4), r.Completeness)
	least := s.Given("minimum_completeness", "Completeness that it takes", live.Share, r.MinimumCompleteness)
	s.Decided("", "Status", fmt.Sprintf(`IF(OR(%s="",N(%s)<N(%s)),"%s",IF(%s>0,"%s","%s"))`, overall, complete, least,
		scorecard.StatusIncomplete, gates, scorecard.StatusGateFailed, scorecard.StatusScored), string(r.Status))
}

// afterGates writes what gates leave of the overall score, and how many failed.
func (x *scoring) afterGates(score string) (overall, failed string) {
	s, r := x.s, &x.Result
	taken, missed := "0", "0"
	if len(r.Gates) > 0 {
		first, last := s.Rows("gates")
		taken = fmt.Sprintf("SUM(%s)", s.Span(scorePoints, first, last))
		missed = fmt.Sprintf(`COUNTIF(%s,"%s")`, s.Span(scorePart, first, last), scorecard.GateFailed)
	}
	var cut decimal.Decimal
	count := live.Whole(0)
	for _, g := range r.Gates {
		cut = cut.Add(g.Contribution.Decimal())
		if g.Outcome == scorecard.GateFailed {
			count.Decimal = count.Decimal.Add(decimal.NewFromInt(1))
		}
	}
	cost := s.Value("", "What failed gates take", live.Score, taken, live.Known(cut))
	overall = s.Sum("", "Overall score", live.Score, fmt.Sprintf(`IF(%s="","",ROUND(%s+%s,2))`, score, score, cost), scoreOf(r.Overall))
	link(s, qbr.MetricScore, overall, scoreOf(r.Overall))
	failed = s.Value("", "Gates failed", live.Number, missed, count)
	link(s, qbr.MetricFailedGates, failed, count)
	return overall, failed
}

// gates lets each gate act on the overall score after those before it.
func (x *scoring) gates() {
	s := x.s
	if len(x.Result.Gates) == 0 {
		return
	}
	s.Title("Gates")
	s.Heads("", "<Outcome", "Minimum", "Score", "Cap", "", "Score so far", "Contribution")
	s.Names("", "", "gate_minimum", "", "gate_cap")
	first := s.Row
	for _, g := range x.Result.Gates {
		s.Text(scoreName, named(g.Name, named(g.ID, string(g.Node))))
		least := s.Input(scoreWeight, live.Score, scoreOf(g.Minimum))
		score := s.Figure(scoreScore, live.Score, fmt.Sprintf(`IF(%[1]s="","",%[1]s)`, x.scoreAt(g)), scoreOf(g.Score))
		most := s.Input(scoreBest, live.Score, scoreOf(g.Cap))
		outcome := s.Verdict(scorePart, fmt.Sprintf(`IF(%s="","%s",IF(%s<%s,"%s","%s"))`, score,
			scorecard.GateNotApplicable, score, least, scorecard.GateFailed, scorecard.GatePassed), string(g.Outcome))
		before := fmt.Sprintf("N(%s)", s.At(scoreScore, s.RowOf("overall")))
		if s.Row > first {
			before = fmt.Sprintf("ROUND(%s+%s,2)", s.At(scoreEffective, s.Row-1), s.At(scorePoints, s.Row-1))
		}
		sofar := s.Step(scoreEffective, live.Score, before)
		s.Figure(scorePoints, live.Score, fmt.Sprintf(`IF(AND(%s="%s",%s<>""),ROUND(MIN(%s,%s)-%s,2),0)`, outcome,
			scorecard.GateFailed, most, sofar, most, sofar), live.Known(g.Contribution.Decimal()))
		s.Row++
	}
	s.MarkRows("gates", first)
}

// scoreAt names the cell of the score that a gate is of.
func (x *scoring) scoreAt(g scorecard.GateLine) string {
	switch g.Node {
	case scorecard.NodeOverall:
		return x.s.At(scoreScore, x.s.RowOf("overall"))
	case scorecard.NodeQuestion:
		return x.questions.Far(x.questions.At(questionScore, x.questions.RowOf(key(g.Node, g.ID))))
	}
	return x.s.At(scoreScore, x.s.RowOf(key(g.Node, g.ID)))
}

func (x *scoring) levels() {
	s := x.s
	if len(x.Questionnaire.Levels) == 0 {
		return
	}
	s.Title("Maturity levels")
	s.Heads("", "", "From")
	s.Names("", "", "level_from")
	first := s.Row
	for _, l := range x.Questionnaire.Levels {
		s.Text(scoreName, l.Name)
		s.Input(scoreWeight, live.Score, scoreOf(l.From))
		s.Row++
	}
	s.MarkRows("levels", first)
}

// level is the formula of the maturity level.
func (x *scoring) level(overall string) string {
	if len(x.Questionnaire.Levels) == 0 {
		return `""`
	}
	s := x.s
	first, last := s.Rows("levels")
	return fmt.Sprintf(`IF(N(%s)<%s,"",INDEX(%s,MATCH(%s,%s,1)))`, overall, s.At(scoreWeight, first),
		s.Span(scoreName, first, last), overall, s.Span(scoreWeight, first, last))
}
