package pages

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/coverage"
	"github.com/partnermath/partnermath/qbr/document"
)

// Placements shows how many partners are in each life stage, who moved in the quarter, and
// each partner with what put it where it is and where it came from.
func Placements(p coverage.Placements) document.Document {
	return document.Document{
		Title: "Where partners stand", Subtitle: "Life stages in " + p.Quarter.String(), Notice: confidential,
		Sections: []document.Section{
			{Title: "Stages", Tables: []document.Table{stageTable(&p)}},
			movePage(&p),
			placementPage(&p),
		},
	}
}

func stageTable(p *coverage.Placements) document.Table {
	t := document.Table{Chart: document.ChartBars, Columns: []document.Column{
		{Head: "Stage", Kind: document.ColumnWords}, charted(document.Column{Head: "Partners", Unit: count}), {Head: "Came in the quarter", Unit: count}, {Head: "Left it in the quarter", Unit: count},
	}}
	came, left := map[string]int{}, map[string]int{}
	for i := range p.Partners {
		if m := movedIn(&p.Partners[i], p.Quarter); m != nil {
			came[m.To]++
			left[m.From]++
		}
	}
	for _, s := range p.Stages {
		addRow(&t, "", document.Cell{Text: spelled(s.Stage)}, intCell(s.Partners), intCell(came[s.Stage]), intCell(left[s.Stage]))
	}
	if p.Unplaced > 0 {
		addRow(&t, "", document.Cell{Text: "None"}, intCell(p.Unplaced))
	}
	addRow(&t, document.RowTotal, document.Cell{Text: "In all"}, intCell(len(p.Partners)))
	return t
}

// movedIn is the move of a partner in a quarter, nil without one.
func movedIn(p *coverage.Placement, q partnermath.Quarter) *coverage.Move {
	if n := len(p.Moves); n > 0 && p.Moves[n-1].Quarter == q {
		return &p.Moves[n-1]
	}
	return nil
}

func movePage(p *coverage.Placements) document.Section {
	s := document.Section{Title: "Who moved in " + p.Quarter.String()}
	t := document.Table{Columns: []document.Column{
		{Head: "Partner", Kind: document.ColumnWords}, {Head: "From"}, {Head: "To"}, {Head: "Why", Kind: document.ColumnWords}, {Head: "Not known", Kind: document.ColumnWords, Spare: 1},
	}}
	moved := 0
	for i := range p.Partners {
		of := &p.Partners[i]
		m := movedIn(of, p.Quarter)
		if m == nil {
			continue
		}
		if moved++; moved > mostRows {
			continue
		}
		from := "new"
		if m.From != "" {
			from = spelled(m.From)
		}
		addRow(&t, "", document.Cell{Text: of.Partner}, document.Cell{Text: from}, document.Cell{Text: spelled(m.To)}, document.Cell{Text: whyPlaced(of)}, document.Cell{Text: listed(m.Unknown)})
	}
	s.Tables = filled(t.WithoutEmpty())
	if moved == 0 {
		s.Notes = []string{"Nobody."}
	}
	return withRest(s, moved)
}

func placementPage(p *coverage.Placements) document.Section {
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
			document.Cell{Text: whyPlaced(of)}, document.Cell{Text: history(of)}, document.Cell{Text: listed(of.Unknown)})
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
func whyPlaced(p *coverage.Placement) string {
	var conditions []string
	for _, c := range p.Tested {
		if c.Rule == p.Rule {
			conditions = append(conditions, fmt.Sprintf("%s %s is %s %s", c.Figure, exactly(c.Actual), strings.ReplaceAll(string(c.Is), "-", " "), exactly(decimal.NewNullDecimal(c.Value))))
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
