package tables

import (
	"cmp"
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/scorecard/trend"
)

// scoreOf is a score as a number, undefined where there is none.
func scoreOf(s scorecard.Score) decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: s.Decimal(), Valid: s != 0}
}

func scoreCell(s scorecard.Score) document.Cell { return document.Number(scoreOf(s), score) }

func pointsCell(p scorecard.NullPoints) document.Cell { return document.Number(p.Decimal(), points) }

// nodeName is what a node of the questionnaire is called.
func nodeName(node scorecard.NodeKind, id, name string) string {
	if node == scorecard.NodeOverall {
		return "Overall"
	}
	return cmp.Or(name, id)
}

// Scores shows the scores of an assessment by category and topic beside best practice, their
// weights and contributions, and what caps take off the overall score. The last quarter of
// the trend is that of the result: it tells what changed since the quarter before. A zero
// trend tells of no change. Questions are left out, and columns of which nothing is known. The
// notes tell the level, and which questions are not answered.
func Scores(r scorecard.Result, scores trend.Scores) (t document.Table, notes []string) {
	t = table(
		"", "", setting.WordColumn("Scores"), setting.Charted(setting.Column(score, "Score")), setting.Charted(setting.Column(score, "Best practice")),
		setting.Column(points, "Gap to best"),
		setting.Spare(2, setting.Column(share, "Weight")), setting.Spare(1, setting.Column(score, "Contribution")), setting.Column(points, "Change"),
	)
	t.Chart = document.ChartBars
	row := func(kind document.RowKind, l *scorecard.ResultLine) {
		cells := []document.Cell{
			setting.Text(nodeName(l.Node, l.ID, l.Name)), scoreCell(l.Score), scoreCell(l.BestPractice), pointsCell(l.Gap),
			knownCell(l.EffectiveWeight.Decimal()), knownCell(l.Contribution.Decimal()),
		}
		if l.Node != scorecard.NodeOverall || r.Overall == l.Score { // that of the overall score is after caps
			cells = append(cells, pointsCell(scoreChange(&scores, l.Node, l.ID)))
		}
		if kind == document.RowGroup || l.Node == scorecard.NodeOverall && r.Overall == l.Score {
			addCharted(&t, kind, cells...)
			return
		}
		addRow(&t, kind, cells...)
	}
	for i := range r.Lines {
		switch l := &r.Lines[i]; l.Node {
		case scorecard.NodeCategory:
			row(document.RowGroup, l)
		case scorecard.NodeTopic:
			row(document.RowPart, l)
		case scorecard.NodeOverall, scorecard.NodeQuestion:
		}
	}
	if len(r.Lines) == 0 {
		return t, scoreNotes(&r)
	}
	row(document.RowTotal, &r.Lines[0])
	if r.Overall != r.Lines[0].Score {
		capRows(&t, &r, scoreChange(&scores, scorecard.NodeOverall, ""))
	}
	return t.WithoutUnknown(), scoreNotes(&r)
}

// capRows are what each cap takes, and the overall score after them.
func capRows(t *document.Table, r *scorecard.Result, change scorecard.NullPoints) {
	var none document.Cell
	for i := range r.Gates {
		if g := &r.Gates[i]; g.Contribution != 0 {
			addRow(t, "", setting.Text("Cap for "+nodeName(g.Node, g.ID, g.Name)), none, none, none, none, knownCell(g.Contribution.Decimal()))
		}
	}
	best := r.Lines[0].BestPractice
	addCharted(
		t, document.RowTotal, setting.Text("Overall after caps"), scoreCell(r.Overall), scoreCell(best), pointsCell(r.Overall.Minus(best)), none,
		document.Cell{Number: scoreOf(r.Overall)}, pointsCell(change),
	)
}

// scoreChange is what the score of a node gained from the quarter before the last to the
// last; undefined where that before was not assessed.
func scoreChange(scores *trend.Scores, node scorecard.NodeKind, id string) scorecard.NullPoints {
	last := len(scores.Quarters) - 1
	if last < 1 || scores.Quarters[last-1] != scores.Quarters[last].Add(-1) {
		return scorecard.NullPoints{}
	}
	for i := range scores.Lines {
		if l := &scores.Lines[i]; l.Node == node && l.ID == id && len(l.Scores) > last {
			return l.Scores[last].Minus(l.Scores[last-1])
		}
	}
	return scorecard.NullPoints{}
}

// scoreNotes say what the result is worth, and what was not answered.
func scoreNotes(r *scorecard.Result) []string {
	var notes []string
	if r.Level != "" {
		notes = append(notes, "Maturity level: "+r.Level+".")
	}
	if r.Status == scorecard.StatusIncomplete {
		notes = append(notes, "The assessment is incomplete: too few questions are answered.")
	}
	if !r.Completeness.Valid {
		return notes
	}
	var open []string
	for i := range r.Lines {
		if l := &r.Lines[i]; l.Node == scorecard.NodeQuestion && l.State == scorecard.StateUnanswered && !l.Advisory {
			open = append(open, cmp.Or(l.Name, l.ID))
		}
	}
	text := fmt.Sprintf("%d of %d questions that apply are answered.", r.Answered, r.Applicable)
	if len(open) > 0 {
		text += " Not answered: " + firstOf(open)
	}
	return append(append(notes, text), uncounted(r)...)
}

// firstOf names the first questions, counts the others and ends the sentence.
func firstOf(questions []string) string {
	text := words.Listed(questions[:min(len(questions), words.MostNamed)], len(questions)-words.MostNamed)
	if strings.HasSuffix(text, "?") {
		return text
	}
	return text + "."
}

// uncounted name the questions that have no part in the score.
func uncounted(r *scorecard.Result) []string {
	var apart, advisory []string
	for i := range r.Lines {
		l := &r.Lines[i]
		switch {
		case l.Node != scorecard.NodeQuestion:
		case l.State == scorecard.StateNotApplicable && l.Score == 0:
			apart = append(apart, cmp.Or(l.Name, l.ID))
		case l.Advisory:
			advisory = append(advisory, cmp.Or(l.Name, l.ID))
		}
	}
	var notes []string
	for _, of := range []struct {
		what  string
		names []string
	}{{"Do not apply to the partner", apart}, {"Asked for information, and not counted", advisory}} {
		if len(of.names) > 0 {
			notes = append(notes, of.what+": "+firstOf(of.names))
		}
	}
	return notes
}

// Gates shows the gates that failed, and what that costs. Those that passed are left out.
func Gates(r scorecard.Result) document.Table {
	t := table(
		"Gates that failed", "", setting.WordColumn("Gate"), setting.Column(score, "Score"), setting.Column(score, "Least score"),
		setting.Column(score, "Caps the overall score at"), setting.Column(points, "Change by the cap"),
	)
	for i := range r.Gates {
		if g := &r.Gates[i]; g.Outcome == scorecard.GateFailed {
			limit := document.Cell{Number: scoreOf(g.Cap)}
			addRow(&t, "", setting.Text(nodeName(g.Node, g.ID, g.Name)), scoreCell(g.Score), scoreCell(g.Minimum), limit, knownCell(g.Contribution.Decimal()))
		}
	}
	return t.WithoutEmpty()
}

// mostQuarters is how many quarters of scores are shown, and mostCharted how many of them are
// drawn.
const (
	mostQuarters = 4
	mostCharted  = 3
)

// ScoreTrend shows the overall score and those of the categories in the last four quarters
// that have one, the change since the first of all quarters and the slope through all. The
// note, "" where no quarter is left out, tells of how many there are. Topics are left out, and
// so is a trend of one quarter.
func ScoreTrend(scores trend.Scores) (t document.Table, note string) {
	if len(scores.Quarters) < 2 {
		return document.Table{}, ""
	}
	t = table("Scores by quarter", "", setting.WordColumn("Scores"))
	t.Chart = document.ChartBars
	first, charted := max(len(scores.Quarters)-mostQuarters, 0), len(scores.Quarters)-mostCharted
	for i, q := range scores.Quarters[first:] {
		column := setting.Column(score, q.String())
		column.Charted = first+i >= charted
		t.Columns = append(t.Columns, column)
	}
	t.Columns = append(t.Columns, setting.Spare(1, setting.Column(points, "Change since the first")), setting.Spare(2, setting.Column(points, "Slope a quarter")))
	for i := range scores.Lines {
		l := &scores.Lines[i]
		if l.Node != scorecard.NodeOverall && l.Node != scorecard.NodeCategory {
			continue
		}
		cells := []document.Cell{setting.Text(nodeName(l.Node, l.ID, l.Name))}
		for _, score := range l.Scores[min(first, len(l.Scores)):] {
			cells = append(cells, scoreCell(score))
		}
		addRow(&t, "", append(cells, pointsCell(l.Change), document.Number(l.Slope, points))...)
	}
	if first > 0 {
		note = fmt.Sprintf("The first of the %d quarters with scores is %s.", len(scores.Quarters), scores.Quarters[0])
	}
	return t.WithoutUnknown(), note
}

// ScoreGoals shows how far a partner has come towards its goals for scores. The result
// names what the goals are for.
func ScoreGoals(goals []trend.Progress, r scorecard.Result) document.Table {
	t := table(
		"Goals", "", setting.WordColumn("Goal"), setting.TextColumn("Due"), setting.Spare(1, setting.Column(score, "Start")), setting.Charted(setting.Column(score, "Now")), setting.Charted(setting.Column(score, "Expected by now")),
		setting.Charted(setting.Column(score, "Target")), setting.Spare(2, setting.Column(share, "Attained")), setting.Spare(3, setting.Column(points, "Needed a quarter")), setting.TextColumn("Status"),
	)
	t.Chart = document.ChartBars
	for i := range goals {
		g := &goals[i]
		line, _ := r.Line(g.Goal.Node, g.Goal.ID)
		addRow(
			&t, "", setting.Text(nodeName(g.Goal.Node, g.Goal.ID, line.Name)), dayCell(g.Goal.By), scoreCell(g.Start), scoreCell(g.Current),
			scoreCell(g.Expected), scoreCell(g.Goal.Target), shareCell(g.Attained), pointsCell(g.NeededPerQuarter), setting.Text(strings.ReplaceAll(string(g.Status), "-", " ")),
		)
	}
	return t
}
