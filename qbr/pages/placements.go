package pages

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/coverage"
	"github.com/partnermath/partnermath/qbr/document"
)

// FigureUnit is the unit in which a figure of [coverage.StagePolicy] is written. The zero
// FigureUnit is of none.
type FigureUnit struct {
	Figure string        `json:"figure"`
	Unit   document.Unit `json:"unit"`
}

// Placements shows how many partners are in each life stage, who moved in the quarter, and
// each partner with what put it where it is and where it came from. A figure whose unit is
// not told is written as the number that it is.
func Placements(p coverage.Placements, units ...FigureUnit) document.Document {
	return document.Document{
		Title: "Where partners stand", Subtitle: "Life stages in " + p.Quarter.String(), Notice: confidential,
		Sections: []document.Section{
			{Title: "Stages", Tables: []document.Table{stageTable(&p)}},
			movePage(&p, units),
			placementPage(&p, units),
		},
	}
}

func stageTable(p *coverage.Placements) document.Table {
	t := document.Table{Chart: document.ChartBars, Columns: []document.Column{
		{Head: "Stage", Kind: document.ColumnWords},
		{Head: "In " + p.Quarter.Add(-1).String(), Unit: count},
		{Head: "Came", Unit: count},
		{Head: "Left", Unit: count},
		charted(document.Column{Head: "In " + p.Quarter.String(), Unit: count}),
	}}
	line := func(kind document.RowKind, name string, s *coverage.StageCount) {
		addRow(&t, kind, document.Cell{Text: name}, intCell(s.Before), intCell(s.Came), intCell(s.Left), intCell(s.Partners))
	}
	all := p.None
	for i := range p.Stages {
		s := &p.Stages[i]
		line("", spelled(s.Stage), s)
		all = coverage.StageCount{Before: all.Before + s.Before, Came: all.Came + s.Came, Left: all.Left + s.Left, Partners: all.Partners + s.Partners}
	}
	if p.None != (coverage.StageCount{}) {
		line("", "None", &p.None)
	}
	line(document.RowTotal, "In all", &all)
	return t
}

// stageName spells a stage, and says that it is none.
func stageName(stage string) string {
	if stage == "" {
		return "none"
	}
	return spelled(stage)
}

// cameFrom is where a partner was in the quarter before: nowhere if it was in no stage yet.
func cameFrom(p *coverage.Placement, q partnermath.Quarter) string {
	if p.Before == "" && len(p.Moves) == 1 && p.Moves[0].Quarter == q {
		return "new"
	}
	return stageName(p.Before)
}

func movePage(p *coverage.Placements, units []FigureUnit) document.Section {
	s := document.Section{Title: "Who moved in " + p.Quarter.String()}
	t := document.Table{Columns: []document.Column{
		{Head: "Partner", Kind: document.ColumnWords}, {Head: "From"}, {Head: "To"}, {Head: "Why", Kind: document.ColumnWords}, {Head: "Not known", Kind: document.ColumnWords, Spare: 1},
	}}
	moved := 0
	for i := range p.Partners {
		of := &p.Partners[i]
		if of.Stage == of.Before {
			continue
		}
		if moved++; moved > mostRows {
			continue
		}
		addRow(&t, "", document.Cell{Text: of.Partner}, document.Cell{Text: cameFrom(of, p.Quarter)}, document.Cell{Text: stageName(of.Stage)},
			document.Cell{Text: whyPlaced(of, units)}, document.Cell{Text: listed(of.Unknown)})
	}
	s.Tables = filled(t.WithoutEmpty())
	if moved == 0 {
		s.Notes = []string{"Nobody."}
	}
	return withRest(s, moved)
}

func placementPage(p *coverage.Placements, units []FigureUnit) document.Section {
	s := document.Section{Title: "Partners"}
	t := document.Table{Columns: []document.Column{
		{Head: "Partner", Kind: document.ColumnWords},
		{Head: "Stage"},
		{Head: "Since"},
		{Head: "Why", Kind: document.ColumnWords},
		{Head: "Before", Kind: document.ColumnWords},
		{Head: "Not known", Kind: document.ColumnWords, Spare: 1},
	}}
	shown := p.Partners[:min(len(p.Partners), mostRows)]
	for i := range shown {
		of, since := &shown[i], ""
		if of.Stage != "" {
			since = of.Since.String()
		}
		addRow(&t, "", document.Cell{Text: of.Partner}, document.Cell{Text: spelled(of.Stage)}, document.Cell{Text: since},
			document.Cell{Text: whyPlaced(of, units)}, document.Cell{Text: history(of)}, document.Cell{Text: listed(of.Unknown)})
	}
	s.Tables = filled(t.WithoutEmpty())
	s.Notes = []string{"A condition on a figure that is not known does not hold."}
	return withRest(s, len(p.Partners))
}

// withRest tells how many rows are left out.
func withRest(s document.Section, rows int) document.Section {
	if more := rows - mostRows; more > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("%d further partners, in the order of their ids.", more))
	}
	return s
}

// whyPlaced are the conditions of the rule that holds.
func whyPlaced(p *coverage.Placement, units []FigureUnit) string {
	var conditions []string
	for _, c := range p.Tested {
		if c.Rule == p.Rule {
			conditions = append(conditions, fmt.Sprintf("%s %s is %s %s", c.Figure, inUnit(c.Actual, c.Figure, units), strings.ReplaceAll(string(c.Is), "-", " "), inUnit(decimal.NewNullDecimal(c.Value), c.Figure, units)))
		}
	}
	switch {
	case len(conditions) > 0:
		return listed(conditions)
	case p.Rule != "":
		return "no rule before the last holds"
	case len(p.Tested) == 0:
		return "no facts of the quarter"
	}
	return "no rule holds"
}

// inUnit writes a figure in its unit where that shows all its decimals, so that it is written on
// the side of a value on which it is.
func inUnit(n decimal.NullDecimal, figure string, units []FigureUnit) string {
	for _, u := range units {
		if u.Figure == figure && isShown(n, u.Unit) {
			return u.Unit.Format(n, "")
		}
	}
	return exactly(n)
}

func isShown(n decimal.NullDecimal, u document.Unit) bool {
	return !n.Valid || partnermath.InBounds(n.Decimal) && n.Decimal.Equal(n.Decimal.Truncate(places(u)))
}

// places are the decimals that a unit shows of any number.
func places(u document.Unit) int32 {
	switch u {
	case document.UnitShare, document.UnitSharePoints, document.UnitCount:
		return 4
	case document.UnitMoney, document.UnitTimes, document.UnitScore, document.UnitPoints, document.UnitDays, document.UnitHours, document.UnitMonths:
	}
	return 2
}

// history are the stages before the one that a partner is in, the latest first.
func history(p *coverage.Placement) string {
	var stages []string
	for i := len(p.Moves) - 1; i >= 0; i-- {
		m := &p.Moves[i]
		if i == len(p.Moves)-1 && p.Stage != "" {
			continue
		}
		stages = append(stages, fmt.Sprintf("%s from %s", spelled(m.To), m.Quarter))
	}
	return listed(stages)
}
