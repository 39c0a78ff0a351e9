package qbr

import (
	"cmp"
	"fmt"
	"slices"
	"strconv"
	"strings"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/redact"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/scorecard"
)

// Document sets the review for people: the first page, and the sections behind it. That of a nil
// review is empty.
func (r *Review) Document() document.Document {
	if r == nil {
		return document.Document{}
	}
	d := document.Document{
		Title:    cmp.Or(r.Partner.Name, r.Partner.ID),
		Subtitle: fmt.Sprintf("Quarterly review %s, %s, as of %s", r.Quarter, r.Period, r.AsOf),
	}
	if r.Audience == scorecard.AudienceVendor {
		d.Notice = "Confidential: for the vendor only."
	}
	d.Sections = append(d.Sections, r.factPage(), r.firstPage())
	d.Sections = append(d.Sections, filled(r.decisionPage(), r.gapPage(), r.discrepancyPage())...)
	for i := range r.Sections {
		s := &r.Sections[i]
		if s.isEmpty() { // what is not known names it
			continue
		}
		page := document.Section{Title: s.Title, Notes: s.Notes}
		if len(s.Metrics) > 0 {
			page.Tables = append(page.Tables, r.metricTable(s.Metrics))
		}
		page.Tables = append(page.Tables, s.Tables...)
		d.Sections = append(d.Sections, page)
	}
	d.Sections = append(d.Sections, filled(r.nextPage(), r.agendaPage())...)
	return d
}

func (r *Review) factPage() document.Section {
	t := document.Table{Columns: []document.Column{{}, {Kind: document.ColumnWords}}}
	fact := func(name, text string) {
		if text != "" {
			t.Rows = append(t.Rows, document.Row{Cells: document.Texts(name, text)})
		}
	}
	of := redact.Without([]string{r.Partner.ID, r.Partner.Tier, r.Partner.Type, r.Partner.Region}, func(text *string) bool { return *text == "" })
	fact("Partner", strings.Join(of, ", "))
	fact("Channel manager", r.Partner.Manager)
	fact("Life stage", r.Partner.LifeStage)
	fact("Attention", r.Partner.Attention)
	status := words.Status(r.Status)
	if len(r.Summary) > 0 {
		status += ": " + strings.Join(r.Summary, "; ")
	}
	fact("Status", status)
	return document.Section{Tables: []document.Table{t}}
}

func (r *Review) firstPage() document.Section {
	t, count := r.emptyMetricTable(), 0
	t.Columns = slices.Insert(t.Columns, 0, setting.TextColumn("No."))
	t.Columns[1] = setting.TextColumn("Figure") // of names that are short
	s := document.Section{Title: "At a glance"}
	for i := range r.FirstPage {
		count += len(r.FirstPage[i].Metrics)
	}
	cells := newCells(count, len(t.Columns))
	for i := range r.FirstPage {
		h := &r.FirstPage[i]
		for j := range h.Metrics {
			number := ""
			if j == 0 {
				number = strconv.Itoa(h.Line)
			}
			cells.add(setting.Text(number))
			r.metricCells(&cells, &h.Metrics[j], false)
			t.Rows = append(t.Rows, document.Row{Cells: cells.row()})
		}
		s.Notes = append(s.Notes, h.Notes...)
	}
	s.Tables = []document.Table{t.WithoutEmpty()}
	if len(t.Rows) == 0 {
		s.Notes = []string{"None of its figures is known."}
	}
	if slices.ContainsFunc(s.Tables[0].Columns, func(c document.Column) bool { return c.Head == changeHead }) {
		s.Notes = append(s.Notes, "Change: since "+r.Quarter.Add(-1).String()+".")
	}
	return s
}

// changeHead is that of what changed since the quarter before.
const changeHead = "Change"

// metricTable sets figures out with the floor that a status is beside, which has no room on the
// first page.
func (r *Review) metricTable(metrics []Metric) document.Table {
	const afterDue = 4
	t, head := r.emptyMetricTable(), "Floor"
	if r.isRunning() {
		head = "Floor by now"
	}
	t.Columns = slices.Insert(t.Columns, afterDue, setting.Spare(5, setting.Mixed(head)))
	t.Rows = make([]document.Row, len(metrics))
	cells := newCells(len(metrics), len(t.Columns))
	for i := range metrics {
		r.metricCells(&cells, &metrics[i], true)
		t.Rows[i].Cells = cells.row()
	}
	return t.WithoutEmpty()
}

// rowCells makes the cells of rows out of one list.
type rowCells struct{ cells []document.Cell }

func newCells(rows, columns int) rowCells { return rowCells{make([]document.Cell, 0, rows*columns)} }

func (c *rowCells) add(cells ...document.Cell) { c.cells = append(c.cells, cells...) }

// row returns what was added since the row before.
func (c *rowCells) row() []document.Cell {
	row := slices.Clip(c.cells)
	c.cells = c.cells[len(c.cells):]
	return row
}

func (r *Review) emptyMetricTable() document.Table {
	change, slope := setting.Mixed(changeHead), setting.Mixed("Slope a quarter")
	change.Signed, slope.Signed = true, true
	return document.Table{Currency: r.Currency, Columns: []document.Column{
		setting.WordColumn("Figure"), setting.Mixed("Value"), setting.Mixed("Target"), setting.Spare(2, setting.Mixed("Due by now")), setting.Mixed("Reached"), setting.Spare(1, change), setting.Spare(3, slope),
		setting.TextColumn("Status"), setting.Spare(4, setting.TextColumn("As of")),
	}}
}

// metricCells adds the cells of a figure, with its floor if there is a column for it.
func (r *Review) metricCells(to *rowCells, m *Metric, withFloor bool) {
	name := words.InUnit(m.Name, m.Unit, r.Currency)
	if m.VendorOnly {
		name += " (vendor only)"
	}
	change := m.Unit.Change()
	day := ""
	if m.AsOf != r.AsOf { // that of the review goes without saying
		day = words.Day(m.AsOf)
	}
	to.add(setting.Text(name), document.Number(m.Value, m.Unit), setting.SomeNumber(m.Target, m.Unit), setting.SomeNumber(m.Due, m.Unit))
	if withFloor {
		floor := m.Floor
		if m.Due.Valid {
			floor = m.FloorDue
		}
		to.add(setting.SomeNumber(floor, m.Unit))
	}
	to.add(
		setting.SomeNumber(m.Reached, document.UnitShare), setting.SomeNumber(m.Change, change), setting.SomeNumber(m.Slope, change),
		setting.Text(words.Status(m.Status)), setting.Text(day),
	)
}
