package dashboard

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/performance"
)

// What a page lists at most: partners, those that need attention, and names in a line.
const (
	mostRows      = 500
	mostAttention = 30
	mostNames     = 12
)

const (
	count   = document.UnitCount
	money   = document.UnitMoney
	share   = document.UnitShare
	words   = document.ColumnWords
	numeric = document.ColumnNumber
)

// Document sets the dashboard for people.
func (d *Dashboard) Document() document.Document {
	return document.Document{
		Title:    d.Title,
		Subtitle: fmt.Sprintf("Dashboard %s, %s, as of %s", d.Quarter, d.Period, d.AsOf),
		Notice:   "Confidential: for the vendor only.",
		Sections: []document.Section{d.goalPage(), d.attentionPage(), d.partnerPage(), d.quadrantPage(), d.yearPage()},
	}
}

func (d *Dashboard) goalPage() document.Section {
	s := document.Section{Title: "Plans and the channel's goal"}
	t := document.Table{Currency: d.Currency, Chart: document.ChartBars, Columns: []document.Column{
		{Head: "Period"},
		{Head: "Goal", Unit: money, Charted: true},
		{Head: "Plans", Unit: money, Charted: true},
		{Head: "Not planned", Unit: money},
		{Head: "Actual", Unit: money, Charted: true},
		{Head: "Of goal", Unit: share},
		{Head: "To go", Unit: money, Spare: 1},
	}}
	for _, g := range []*Goal{&d.Goal, &d.YearGoal} {
		row(&t, "", document.Cell{Text: g.Name}, document.Number(g.Goal, money), number(g.Planned), document.Number(g.Gap, money),
			number(g.Actual), document.Number(g.Attainment, share), document.Number(g.Missing, money))
		for _, unknown := range []struct {
			what string
			n    int
		}{{"plan", g.Planless}, {"actual", g.Unreported}} {
			if unknown.n > 0 {
				s.Notes = append(s.Notes, fmt.Sprintf("%s: the %s of %d of %d partners is not known.", g.Name, unknown.what, unknown.n, len(d.Rows)))
			}
		}
	}
	s.Tables = []document.Table{t}
	return s
}

func (d *Dashboard) attentionPage() document.Section {
	s := document.Section{Title: "Who needs attention"}
	t := document.Table{Currency: d.Currency, Chart: document.ChartBars, Columns: []document.Column{
		{Head: "Partner, and why", Kind: words}, {Head: "Is", Kind: numeric}, {Head: "Wanted"}, {Head: "Limit", Kind: numeric}, {Head: "Weight", Unit: count}, {Head: "Short of plan", Unit: money, Charted: true},
	}}
	shown := d.Attention[:min(len(d.Attention), mostAttention)]
	for i := range shown {
		a := &shown[i]
		row(&t, document.RowGroup, document.Cell{Text: cmp.Or(a.Name, a.Partner)}, document.Cell{}, document.Cell{}, document.Cell{}, number(a.Weight), document.Number(a.Missing, money))
		t.Rows[len(t.Rows)-1].Charted = true
		for j := range a.Reasons {
			t.Rows = append(t.Rows, d.reasonRow(&a.Reasons[j]))
		}
	}
	s.Tables = []document.Table{t}
	s.Notes = d.attentionNotes(len(shown))
	return s
}

func (d *Dashboard) attentionNotes(shown int) []string {
	notes := []string{"Nobody, by the rules."}
	if n := len(d.Attention); n > 0 {
		notes = []string{fmt.Sprintf("%d of %d partners: the greatest weight first, then the most short of plan. At its limit a figure is fine.", n, len(d.Rows))}
		if slices.ContainsFunc(d.Rows, func(r Row) bool { return r.Revenue.Due.Valid }) {
			notes[0] += " What is short of plan, and what is reached of a target, is of what is due by now."
		}
	}
	if rest := d.Attention[shown:]; len(rest) > 0 {
		var short decimal.Decimal
		unknown := ""
		for i := range rest {
			if short = short.Add(known(rest[i].Missing)); !rest[i].Missing.Valid {
				unknown = ", as far as it is known"
			}
		}
		notes = append(notes, fmt.Sprintf("%d further partners, %s %s short of plan%s.", len(rest), money.Format(decimal.NewNullDecimal(short), d.Currency), d.Currency, unknown))
	}
	if len(d.Silent) > 0 {
		notes = append(notes, "Rules whose figure is known of no partner: "+strings.ReplaceAll(listed(d.Silent), "-", " ")+".")
	}
	return notes
}

func (d *Dashboard) reasonRow(r *Reason) document.Row {
	cells := []document.Cell{{Text: r.Text}, {}, {}, {}, number(r.Weight)}
	if r.Limit.Valid && !r.Value.Valid {
		cells[0].Text += ": not known"
	}
	if r.Limit.Valid {
		cells[1], cells[2].Text, cells[3] = document.Number(r.Value, r.Unit), "at least", document.Cell{Number: r.Limit, Unit: r.Unit}
		if r.Above {
			cells[2].Text = "at most"
		}
	}
	return document.Row{Kind: document.RowPart, Cells: cells}
}

func (d *Dashboard) partnerPage() document.Section {
	s := document.Section{Title: "Partners"}
	t := document.Table{Currency: d.Currency, Columns: []document.Column{
		{Head: "Partner", Kind: words},
		{Head: "Plan", Unit: money, Spare: 1},
		{Head: "Actual", Unit: money, Spare: 2},
		{Head: "Attainment", Unit: share},
		{Head: "Score", Unit: document.UnitScore},
		{Head: "Pipeline", Unit: document.UnitTimes},
		{Head: "Marketing", Kind: numeric},
		{Head: "Quadrant", Kind: words, Spare: 4},
		{Head: "Decide", Unit: count, Spare: 5},
		{Head: "Year done", Unit: share, Spare: 3},
		{Head: "Status"},
	}}
	names := map[string]string{"": ""}
	for i := range d.Quadrants {
		names[d.Quadrants[i].ID] = d.Quadrants[i].Name
	}
	statuses := map[performance.Status]int{}
	marketing, running := "", false
	for i := range d.Rows {
		r := &d.Rows[i]
		statuses[r.Status]++
		marketing = cmp.Or(marketing, r.Marketing.Name)
		running = running || r.Revenue.Due.Valid
		if i >= mostRows {
			continue
		}
		row(&t, "", document.Cell{Text: cmp.Or(r.Partner.Name, r.Partner.ID)}, document.Number(r.Revenue.Target, money), document.Number(r.Revenue.Value, money),
			document.Number(r.Attainment, share), document.Number(r.Score.Value, document.UnitScore), document.Number(r.Coverage.Value, document.UnitTimes),
			document.Number(r.Marketing.Value, r.Marketing.Unit), document.Cell{Text: names[r.Quadrant]}, counted(r.Decisions),
			document.Cell{Number: r.Steps.Share}, document.Cell{Text: statusWord(r.Status)})
	}
	row(&t, document.RowTotal, document.Cell{Text: "In all"}, number(d.Goal.Planned), number(d.Goal.Actual))
	s.Tables = []document.Table{t}
	if more := len(d.Rows) - mostRows; more > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("%d further partners, with smaller plans.", more))
	}
	var of []string
	for _, status := range performance.Status("").Values() {
		if n := statuses[status]; n > 0 {
			of = append(of, fmt.Sprintf("%d %s", n, statusWord(status)))
		}
	}
	s.Notes = append(s.Notes, fmt.Sprintf("Status of %d partners: %s.", len(d.Rows), strings.Join(of, ", ")),
		"Pipeline: how many times the open deals cover what remains of the plan. Decide: decisions that wait for us. Year done: of the steps of the year.")
	if running {
		s.Notes = append(s.Notes, "Attainment: of what is due by now. The plan is of the whole quarter.")
	}
	if marketing != "" {
		s.Notes = append(s.Notes, "Marketing: "+marketing+".")
	}
	return s
}

func (d *Dashboard) quadrantPage() document.Section {
	s := document.Section{Title: "Capability and attainment"}
	t := document.Table{Currency: d.Currency, Chart: document.ChartBars, Columns: []document.Column{
		{Head: "Quadrant", Kind: words}, {Head: "Partners", Unit: count, Charted: true}, {Head: "Plan", Unit: money}, {Head: "Actual", Unit: money, Spare: 1}, {Head: "Who", Kind: words},
	}}
	names := map[string]string{}
	for i := range d.Rows {
		names[d.Rows[i].Partner.ID] = cmp.Or(d.Rows[i].Partner.Name, d.Rows[i].Partner.ID)
	}
	who := func(ids []string) document.Cell {
		var list []string
		for _, id := range ids {
			list = append(list, names[id])
		}
		return document.Cell{Text: listed(list)}
	}
	unplaced := d.Unplaced
	unplaced.Name = "Score or attainment not known"
	for _, q := range append(slices.Clone(d.Quadrants), unplaced) {
		row(&t, "", document.Cell{Text: q.Name}, counted(len(q.Partners)), number(q.Plan), number(q.Actual), who(q.Partners))
	}
	row(&t, document.RowTotal, document.Cell{Text: "In all"}, counted(len(d.Rows)), number(d.Goal.Planned), number(d.Goal.Actual))
	s.Tables = []document.Table{t}
	s.Notes = []string{fmt.Sprintf("Capable is a score of %s or more, on plan an attainment of %s or more.",
		document.UnitScore.Format(d.Lines.Score, ""), share.Format(d.Lines.Attainment, ""))}
	return s
}

func row(t *document.Table, kind document.RowKind, cells ...document.Cell) {
	t.Rows = append(t.Rows, document.Row{Kind: kind, Cells: cells})
}

func number(n decimal.Decimal) document.Cell {
	return document.Cell{Number: decimal.NewNullDecimal(n)}
}

func counted(n int) document.Cell { return document.Cell{Number: partnermath.Int(int64(n))} }

// listed joins names, and counts those after the first.
func listed(names []string) string {
	text := strings.Join(names[:min(len(names), mostNames)], ", ")
	if more := len(names) - mostNames; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}

// statusWord writes a status.
func statusWord(s performance.Status) string {
	return strings.ReplaceAll(string(s), "-", " ")
}
