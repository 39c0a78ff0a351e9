package pages

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/partnermath/partnermath/qbr/coverage"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/words"
)

// Coverage shows where the hours of channel managers go: planned, worked, and left undone.
func Coverage(c coverage.Coverage) document.Document {
	d := document.Document{
		Title: "Where the hours of channel managers go", Subtitle: "Hours planned and worked", Notice: confidential,
		Sections: []document.Section{
			{Title: "In all", Tables: filled(workTable(&c), hoursByStage(&c), managerTable(&c)), Notes: hourNotes(&c)},
			undonePage(&c),
		},
	}
	if !c.Quarter.IsZero() {
		d.Subtitle += " in " + c.Quarter.String()
	}
	if s := accountPage(&c); len(s.Tables) > 0 {
		d.Sections = append(d.Sections, s)
	}
	return d
}

// hourColumns are what is told of hours, behind some columns.
func hourColumns(before ...document.Column) []document.Column {
	return append(
		before, charted(document.Column{Head: "Planned", Unit: hours}), document.Column{Head: "Undone", Unit: hours}, charted(document.Column{Head: "Worked", Unit: hours}),
		signed(document.Column{Head: "Worked − planned", Unit: hours}),
	)
}

func hourCells(h *coverage.Hours, before ...document.Cell) []document.Cell {
	return append(before, knownCell(h.Planned), knownCell(h.Undone), document.Number(h.Actual, hours), document.Number(h.Variance, hours))
}

func workTable(c *coverage.Coverage) document.Table {
	t := document.Table{Title: "By kind of work", Chart: document.ChartBars, Columns: hourColumns(
		document.Column{Head: "Work", Kind: document.ColumnWords}, document.Column{Head: "Available", Unit: hours}, document.Column{Head: "Unassigned", Unit: hours, Spare: 1},
	)}
	line := func(kind document.RowKind, name string, l *coverage.WorkLine) {
		addRow(&t, kind, hourCells(&l.Hours, document.Cell{Text: name}, knownCell(l.Available), knownCell(l.Unassigned))...)
	}
	for i := range c.Work {
		line("", spelled(c.Work[i].Work), &c.Work[i])
	}
	line(document.RowTotal, "In all", &c.Total)
	return t
}

func hoursByStage(c *coverage.Coverage) document.Table {
	t := document.Table{Title: "By life stage of the partners", Chart: document.ChartBars, Columns: hourColumns(
		document.Column{Head: "Stage", Kind: document.ColumnWords}, document.Column{Head: "Accounts", Unit: count},
	)}
	accounts := 0
	for i := range c.Stages {
		s := &c.Stages[i]
		accounts += s.Accounts
		addRow(&t, "", hourCells(&s.Hours, document.Cell{Text: spelled(s.Stage)}, intCell(s.Accounts))...)
	}
	addRow(&t, document.RowTotal, hourCells(&c.Total.Hours, document.Cell{Text: "In all"}, intCell(accounts))...)
	return t
}

func managerTable(c *coverage.Coverage) document.Table {
	t := document.Table{Title: "By manager", Chart: document.ChartBars, Columns: hourColumns(
		document.Column{Head: "Manager", Kind: document.ColumnWords}, document.Column{Head: "Accounts", Unit: count}, document.Column{Head: "Available", Unit: hours},
		document.Column{Head: "Unassigned", Unit: hours, Spare: 1},
	)}
	accounts := 0
	line := func(kind document.RowKind, name string, accounts int, l *coverage.WorkLine) {
		addRow(&t, kind, hourCells(&l.Hours, document.Cell{Text: name}, intCell(accounts), knownCell(l.Available), knownCell(l.Unassigned))...)
	}
	for i := range c.Managers {
		m := &c.Managers[i]
		accounts += len(m.Accounts)
		line("", m.Manager, len(m.Accounts), &m.Total)
	}
	line(document.RowTotal, "In all", accounts, &c.Total)
	return t
}

func hourNotes(c *coverage.Coverage) []string {
	notes := []string{
		"Available = planned + unassigned. Unassigned is above the maximums of all accounts; undone is what planned lacks of their minimums.",
	}
	if n := c.Total.Hours.Unreported; n > 0 {
		notes = append(notes, fmt.Sprintf("Worked is what was reported. It is not for %s and kind of work; a sum with one of them has no worked − planned.", words.Many(n, "account")))
	}
	return notes
}

// undone is an account whose minimum for a kind of work is not planned in full.
type undone struct {
	manager string
	account *coverage.AccountLine
	need    *coverage.NeedLine
}

// undonePage lists what is left undone, the most hours first.
func undonePage(c *coverage.Coverage) document.Section {
	s := document.Section{Title: "Left undone"}
	var all []undone
	for i := range c.Managers {
		m := &c.Managers[i]
		for j := range m.Accounts {
			a := &m.Accounts[j]
			for k := range a.Work {
				if a.Work[k].Hours.Undone.IsPositive() {
					all = append(all, undone{m.Manager, a, &a.Work[k]})
				}
			}
		}
	}
	if len(all) == 0 {
		s.Notes = []string{"Nothing: the minimums of all accounts are planned."}
		return s
	}
	slices.SortStableFunc(all, func(x, y undone) int {
		return cmp.Or(bounded(y.need.Hours.Undone).Cmp(bounded(x.need.Hours.Undone)), cmp.Compare(x.account.Partner, y.account.Partner))
	})
	t := document.Table{Columns: []document.Column{
		{Head: "Partner", Kind: document.ColumnWords},
		{Head: "Stage"},
		{Head: "Manager", Kind: document.ColumnWords},
		{Head: "Work"},
		{Head: "Minimum", Unit: hours},
		{Head: "Planned", Unit: hours},
		{Head: "Undone", Unit: hours},
	}}
	for _, u := range all[:min(len(all), mostRows)] {
		addRow(&t, "", document.Cell{Text: u.account.Partner}, document.Cell{Text: spelled(u.account.Stage)}, document.Cell{Text: u.manager}, document.Cell{Text: spelled(u.need.Work)},
			knownCell(u.need.Minimum), knownCell(u.need.Hours.Planned), knownCell(u.need.Hours.Undone))
	}
	s.Tables = []document.Table{t}
	if more := len(all) - mostRows; more > 0 {
		s.Notes = []string{fmt.Sprintf("%d further ones, with fewer hours undone.", more)}
	}
	return s
}

// workCells are the hours that are planned of each kind of work.
func workCells(c *coverage.Coverage, a *coverage.AccountLine) []document.Cell {
	cells := make([]document.Cell, len(c.Work))
	for i := range c.Work {
		for j := range a.Work {
			if a.Work[j].Work == c.Work[i].Work {
				cells[i] = knownCell(a.Work[j].Hours.Planned)
			}
		}
	}
	return cells
}

// accountPage lists what each partner gets of its managers.
func accountPage(c *coverage.Coverage) document.Section {
	s := document.Section{Title: "What partners get"}
	t := document.Table{Columns: hourColumns(
		document.Column{Head: "Manager, and partner", Kind: document.ColumnWords}, document.Column{Head: "Stage"}, document.Column{Head: "Potential", Unit: count, Spare: 1},
	)}
	for i := range t.Columns {
		t.Columns[i].Charted = false
	}
	for i := range c.Work {
		t.Columns = append(t.Columns, document.Column{Head: spelled(c.Work[i].Work) + " planned", Unit: hours, Spare: 2 + i})
	}
	accounts, assumed := 0, 0
	for i := range c.Managers {
		m := &c.Managers[i]
		if len(m.Accounts) > 0 && accounts < mostRows {
			addRow(&t, document.RowGroup, document.Cell{Text: m.Manager})
		}
		for j := range m.Accounts {
			a := &m.Accounts[j]
			if accounts++; accounts > mostRows {
				continue
			}
			name := a.Partner
			if !a.PotentialKnown {
				assumed++
				name += " *"
			}
			cells := hourCells(&a.Hours, document.Cell{Text: name}, document.Cell{Text: spelled(a.Stage)}, knownCell(a.Potential))
			addRow(&t, document.RowPart, append(cells, workCells(c, a)...)...)
		}
	}
	s.Tables = filled(t)
	s.Notes = []string{"Hours go by the weight that the stage gives to a kind of work × the potential, between minimum and maximum."}
	if assumed > 0 {
		s.Notes = append(s.Notes, "* The potential is not known, and assumed as the policy says.")
	}
	if more := accounts - mostRows; more > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("%d further accounts, in the order of managers and partners.", more))
	}
	return s
}
