package dashboard

import (
	"fmt"
	"strings"

	"github.com/partnermath/partnermath/qbr/document"
)

// head is what the workflow is called: "Business plan".
func (w Workflow) head() string {
	text := strings.ReplaceAll(string(w), "-", " ")
	if w == MDF {
		return strings.ToUpper(text)
	}
	first := min(len(text), 1)
	return strings.ToUpper(text[:first]) + text[first:]
}

func (d *Dashboard) yearPage() document.Section {
	s := document.Section{Title: "The work of the year"}
	if d.Year.Total.Steps == 0 {
		s.Notes = []string{"No steps are recorded."}
		return s
	}
	months := document.Table{Title: "Done of the steps of a month", Chart: document.ChartColumns, Columns: []document.Column{{Head: "Month"}}}
	flows := document.Table{Title: "By workflow", Chart: document.ChartBars, Columns: []document.Column{
		{Head: "Workflow"}, {Head: "Steps", Unit: count}, {Head: "Done", Unit: count}, {Head: "Of steps", Unit: share, Charted: true}, {Head: "Due by now", Unit: count}, {Head: "Overdue", Unit: count},
	}}
	flow := func(kind document.RowKind, name string, p *Progress) {
		row(&flows, kind, document.Cell{Text: name}, counted(p.Steps), counted(p.Done), document.Cell{Number: p.Share}, counted(p.Due), counted(p.Overdue))
	}
	month := func(kind document.RowKind, name string, l *MonthLine) {
		cells := []document.Cell{{Text: name}}
		for i := range l.Workflows {
			cells = append(cells, document.Cell{Number: l.Workflows[i].Share})
		}
		if cells = append(cells, document.Cell{Number: l.Total.Share}); l.Total.Steps > 0 {
			cells = append(cells, counted(l.Total.Overdue))
		}
		row(&months, kind, cells...)
	}
	for i := range d.Year.Workflows {
		w := d.Year.Workflows[i].Workflow
		months.Columns = append(months.Columns, document.Column{Head: w.head(), Unit: share})
		flow("", w.head(), &d.Year.Workflows[i])
	}
	months.Columns = append(months.Columns, document.Column{Head: "All", Unit: share, Charted: true, Spare: 1}, document.Column{Head: "Overdue", Unit: count})
	for i := range d.Months {
		month("", monthName(&d.Months[i]), &d.Months[i])
	}
	month(document.RowTotal, "Year", &d.Year)
	flow(document.RowTotal, "In all", &d.Year.Total)
	s.Tables = []document.Table{months, flows}
	return s
}

// monthName is a calendar month, or the first day of one of weeks.
func monthName(l *MonthLine) string {
	if year, month, day := l.Period.Start.Civil(); day == 1 && !l.Period.IsZero() {
		return fmt.Sprintf("%d-%02d", year, int(month))
	}
	return l.Period.Start.String()
}
