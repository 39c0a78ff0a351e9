package qbr

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/scorecard"
)

// capability is the section of the partner's scores: where they stand, beside whom, where
// they are going, and what to do first.
func (b *builder) capability() Section {
	s := Section{Title: "Capability"}
	if b.missing(SectionCapability, SourceScore, "the partner's scores of the quarter") {
		return s
	}
	r := &b.sources.Score.Value
	s.Metrics = b.scoreMetrics(r)
	s.Tables = append(s.Tables, b.scoreTable(r))
	s.Notes = append(s.Notes, scoreNotes(r)...)
	b.gates(r, &s)
	b.peers(&s)
	b.scoreTrend(&s)
	b.scoreGoals(&s)
	b.actions(&s)
	return s
}

// scoreOf is a score as a number, undefined where there is none.
func scoreOf(s scorecard.Score) decimal.NullDecimal {
	return decimal.NullDecimal{Decimal: s.Decimal(), Valid: s != 0}
}

func scoreCell(s scorecard.Score) document.Cell {
	return document.Number(scoreOf(s), document.UnitScore)
}

func pointsCell(p scorecard.NullPoints) document.Cell {
	return document.Number(p.Decimal(), document.UnitPoints)
}

// nodeName is what a node of the questionnaire is called.
func nodeName(node scorecard.NodeKind, id, name string) string {
	if node == scorecard.NodeOverall {
		return "Overall"
	}
	return cmp.Or(name, id)
}

// scoreMetrics are the score beside the goal for it, or else the best practice, the gates
// that failed, and what the next action lifts.
func (b *builder) scoreMetrics(r *scorecard.Result) []Metric {
	score := Metric{ID: MetricScore, Name: "Overall score", Unit: document.UnitScore, Value: scoreOf(r.Overall), Source: SourceScore}
	if len(r.Lines) > 0 {
		score.Target = scoreOf(r.Lines[0].BestPractice)
	}
	for i := range b.sources.ScoreGoals.Value {
		if g := &b.sources.ScoreGoals.Value[i].Goal; g.Node == scorecard.NodeOverall {
			score.Target = scoreOf(g.Target)
			break
		}
	}
	failed := 0
	for i := range r.Gates {
		if r.Gates[i].Outcome == scorecard.GateFailed {
			failed++
		}
	}
	metrics := []Metric{b.metric(score)}
	if len(r.Gates) > 0 {
		metrics = append(metrics, b.metric(Metric{
			ID: MetricFailedGates, Name: "Gates failed", Unit: document.UnitCount, Value: counted(failed),
			Target: counted(0), Polarity: lowerIsBetter, Source: SourceScore,
		}))
	}
	if steps := b.sources.Roadmap.Value.Steps; len(steps) > 0 {
		name := "Next action: " + cmp.Or(steps[0].Name, steps[0].Action)
		metrics = append(metrics, b.figure(MetricNextLift, name, document.UnitPoints, steps[0].Lift.Decimal(), SourceRoadmap))
	}
	return metrics
}

// scoreTable has the scores of categories and topics, and what caps take.
func (b *builder) scoreTable(r *scorecard.Result) document.Table {
	t := document.Table{Columns: []document.Column{
		{Head: "Scores", Kind: document.ColumnWords},
		{Head: "Score", Unit: document.UnitScore},
		{Head: "Best practice", Unit: document.UnitScore},
		{Head: "Gap to best practice", Unit: document.UnitPoints},
		{Head: "Weight", Unit: document.UnitShare, Spare: 2},
		{Head: "Contribution", Unit: document.UnitScore, Spare: 1},
		{Head: "Change", Unit: document.UnitPoints},
	}}
	row := func(kind document.RowKind, l *scorecard.ResultLine) {
		t.Rows = append(t.Rows, document.Row{Kind: kind, Cells: []document.Cell{
			{Text: nodeName(l.Node, l.ID, l.Name)},
			scoreCell(l.Score), scoreCell(l.BestPractice), pointsCell(l.Gap),
			{Number: known(l.EffectiveWeight.Decimal())},
			{Number: known(l.Contribution.Decimal())},
		}})
		if l.Node != scorecard.NodeOverall || r.Overall == l.Score { // that of the overall score is after caps
			cells := &t.Rows[len(t.Rows)-1].Cells
			*cells = append(*cells, pointsCell(b.scoreChange(l.Node, l.ID)))
		}
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
		return t
	}
	row(document.RowTotal, &r.Lines[0])
	if r.Overall == r.Lines[0].Score {
		return t
	}
	for i := range r.Gates {
		if g := &r.Gates[i]; g.Contribution != 0 {
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
				{Text: "Cap for " + nodeName(g.Node, g.ID, g.Name)}, {}, {}, {}, {}, {Number: known(g.Contribution.Decimal())},
			}})
		}
	}
	t.Rows = append(t.Rows, document.Row{Kind: document.RowTotal, Cells: []document.Cell{
		{Text: "Overall after caps"},
		scoreCell(r.Overall), scoreCell(r.Lines[0].BestPractice), pointsCell(r.Overall.Minus(r.Lines[0].BestPractice)),
		{},
		{Number: scoreOf(r.Overall)},
		pointsCell(b.scoreChange(scorecard.NodeOverall, "")),
	}})
	return t
}

// scoreChange is what the score of a node gained since the quarter before; undefined where
// that was not assessed.
func (b *builder) scoreChange(node scorecard.NodeKind, id string) scorecard.NullPoints {
	trend := &b.sources.ScoreTrend.Value
	last := len(trend.Quarters) - 1
	if last < 1 || trend.Quarters[last] != b.review.Quarter || trend.Quarters[last-1] != b.review.Quarter.Add(-1) {
		return scorecard.NullPoints{}
	}
	for i := range trend.Lines {
		if l := &trend.Lines[i]; l.Node == node && l.ID == id && len(l.Scores) > last {
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
		text += " Not answered: " + listed(open, 5) + "."
	}
	return append(notes, text)
}

// listed joins names, and counts those after the first.
func listed(names []string, most int) string {
	text := strings.Join(names[:min(len(names), most)], ", ")
	if more := len(names) - most; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// gates tells which gates failed, and what that costs.
func (b *builder) gates(r *scorecard.Result, s *Section) {
	t := document.Table{Title: "Gates that failed", Columns: []document.Column{
		{Head: "Gate", Kind: document.ColumnWords},
		{Head: "Score", Unit: document.UnitScore},
		{Head: "Least score", Unit: document.UnitScore},
		{Head: "Caps the overall score at", Unit: document.UnitScore},
		{Head: "Points lost", Unit: document.UnitPoints},
	}}
	for i := range r.Gates {
		if g := &r.Gates[i]; g.Outcome == scorecard.GateFailed {
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
				{Text: nodeName(g.Node, g.ID, g.Name)}, scoreCell(g.Score), scoreCell(g.Minimum), scoreCell(g.Cap), {Number: known(g.Contribution.Decimal())},
			}})
		}
	}
	if len(t.Rows) > 0 {
		s.Tables = append(s.Tables, t)
	}
}

// fewPeers is how many peers a group has to have to be worth a table.
const fewPeers = 2

// peers sets the scores beside the groups: the overall score beside each, and all of them
// beside the first group after the one of all partners that has enough.
func (b *builder) peers(s *Section) {
	if b.missing(SectionCapability, SourcePeers, "how peers score") {
		return
	}
	overall := b.peerTable("Overall score beside peers", "Group")
	groups := b.sources.Peers.Value
	detail := -1
	for i := range groups {
		lines := groups[i].Comparison.Lines
		switch {
		case len(lines) == 0:
		case lines[0].PeerWithheld != "":
			s.Notes = append(s.Notes, groups[i].Group+": withheld, "+withheldText(lines[0].PeerWithheld)+".")
		case lines[0].Peers < fewPeers:
			s.Notes = append(s.Notes, groups[i].Group+": there are no peers to compare with.")
		default:
			overall.Rows = append(overall.Rows, b.peerRow("", groups[i].Group, &lines[0]))
			if detail < 1 {
				detail = i
			}
		}
	}
	if detail < 0 {
		return
	}
	s.Tables = append(s.Tables, overall)
	t := b.peerTable("Scores beside peers: "+groups[detail].Group, "Topic")
	lines := groups[detail].Comparison.Lines
	for i := range lines[1:] {
		l := &lines[i+1]
		kind := document.RowGroup
		if l.Node == scorecard.NodeTopic {
			kind = document.RowPart
		}
		t.Rows = append(t.Rows, b.peerRow(kind, nodeName(l.Node, l.ID, l.Name), l))
	}
	s.Tables = append(s.Tables, t)
	s.Tables = append(s.Tables, topicTables(&groups[detail].Comparison)...)
	top := "Top mean: that of the top performers of the group, its best 25%."
	if b.toPartner {
		top += " Peers' figures are rounded."
	}
	s.Notes = append(s.Notes, top)
}

func withheldText(why scorecard.Withheld) string {
	switch why {
	case scorecard.WithheldFewApart:
		return "it is too close to another group that is shown"
	case scorecard.WithheldFewScores:
		return "it has too few different scores to hide one"
	case scorecard.WithheldSmallGroup, scorecard.WithheldSmallTop:
	}
	return "there are too few peers"
}

func (b *builder) peerTable(title, first string) document.Table {
	t := document.Table{Title: title, Columns: []document.Column{
		{Head: first, Kind: document.ColumnWords},
		{Head: "Score", Unit: document.UnitScore},
		{Head: "Peers' mean", Unit: document.UnitScore},
		{Head: "Gap to peers", Unit: document.UnitPoints},
		{Head: "Top mean", Unit: document.UnitScore},
		{Head: "Gap to top", Unit: document.UnitPoints, Spare: 1},
	}}
	if b.toPartner {
		t.Columns = append(t.Columns, document.Column{Head: "Position"})
		return t
	}
	t.Columns = append(t.Columns, document.Column{Head: "Percentile rank", Unit: document.UnitScore, Spare: 2},
		document.Column{Head: "Rank", Unit: document.UnitCount}, document.Column{Head: "Peers", Unit: document.UnitCount})
	return t
}

func (b *builder) peerRow(kind document.RowKind, name string, l *scorecard.PeerComparisonLine) document.Row {
	cells := []document.Cell{
		{Text: name}, scoreCell(l.Score), scoreCell(l.PeerMean), pointsCell(l.PeerGap), scoreCell(l.TopMean), pointsCell(l.TopGap),
	}
	if b.toPartner {
		position := strings.ReplaceAll(l.RankBand, "-", " ")
		return document.Row{Kind: kind, Cells: append(cells, document.Cell{Text: cmp.Or(position, document.Unknown)})}
	}
	rank := decimal.NullDecimal{Decimal: decimal.NewFromInt(l.Rank), Valid: l.Rank > 0}
	return document.Row{Kind: kind, Cells: append(cells, document.Number(l.PercentileRank.Decimal(), document.UnitScore),
		document.Number(rank, document.UnitCount), document.Cell{Number: known(decimal.NewFromInt(l.Peers))})}
}

// mostTopics is how many strengths and improvement areas are listed.
const mostTopics = 5

// topicTables are the strengths and the improvement areas, those that matter most to the
// overall score first.
func topicTables(c *scorecard.PeerComparison) []document.Table {
	var tables []document.Table
	for _, of := range []struct {
		title string
		ids   []string
	}{{"Strengths", c.Strengths}, {"Improvement areas", c.Improvements}} {
		t := document.Table{Title: of.title, Columns: []document.Column{
			{Head: "Topic", Kind: document.ColumnWords},
			{Head: "Score", Unit: document.UnitScore},
			{Head: "Best practice", Unit: document.UnitScore},
			{Head: "Gap to best practice", Unit: document.UnitPoints},
			{Head: "Gap in the overall score", Unit: document.UnitPoints},
		}}
		for _, id := range of.ids[:min(len(of.ids), mostTopics)] {
			at := slices.IndexFunc(c.Lines, func(l scorecard.PeerComparisonLine) bool { return l.Node == scorecard.NodeTopic && l.ID == id })
			if at < 0 {
				continue
			}
			l := &c.Lines[at]
			t.Rows = append(t.Rows, document.Row{Cells: []document.Cell{
				{Text: cmp.Or(l.Name, l.ID)}, scoreCell(l.Score), scoreCell(l.BestPractice), pointsCell(l.BestPracticeGap), pointsCell(l.WeightedGap),
			}})
		}
		if len(t.Rows) > 0 {
			tables = append(tables, t)
		}
	}
	return tables
}
