package dashboard

import (
	"cmp"
	"fmt"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/words"
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
	wordy   = document.ColumnWords
	numeric = document.ColumnNumber
)

// Document sets the dashboard for people. That of nil is empty.
func (d *Dashboard) Document() document.Document {
	if d == nil {
		return document.Document{}
	}
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
		{Head: "Plans of"},
		{Head: "Not planned", Unit: money, Spare: 1},
		{Head: "Actual", Unit: money, Charted: true},
		{Head: "Actual of"},
		{Head: "Of goal", Unit: share},
		{Head: "To go", Unit: money, Spare: 2},
	}}
	for _, g := range []*Goal{&d.Goal, &d.YearGoal} {
		cells := append([]document.Cell{{Text: g.Name}, document.Number(g.Goal, money)}, sumCells(&g.Sums, g.Partners, document.Number(g.Gap, money))...)
		row(&t, "", append(cells, document.Number(g.Attainment, share), document.Number(g.Missing, money))...)
		for _, unknown := range []struct {
			what string
			n    int
		}{{"plan", g.Planless}, {"actual", g.Unreported}} {
			if unknown.n > 0 {
				s.Notes = append(s.Notes, fmt.Sprintf("%s: the %s of %d of %d partners is not known.", g.Name, unknown.what, unknown.n, len(d.Rows)))
			}
		}
	}
	s.Tables = []document.Table{t.WithoutEmpty()}
	return s
}

// sumCells are the plans and the actual of some partners, each with of how many it is where it
// is not of all, and what stands between the two.
func sumCells(s *Sums, partners int, between ...document.Cell) []document.Cell {
	sum := func(n decimal.NullDecimal, unknown int) []document.Cell {
		switch {
		case partners == 0:
			return []document.Cell{{}, {}}
		case unknown == 0:
			return []document.Cell{document.Number(n, money), {}}
		}
		return []document.Cell{document.Number(n, money), {Text: fmt.Sprintf("%d of %d", partners-unknown, partners)}}
	}
	return slices.Concat(sum(s.Planned, s.Planless), between, sum(s.Actual, s.Unreported))
}

func (d *Dashboard) attentionPage() document.Section {
	s := document.Section{Title: "Who needs attention"}
	t := document.Table{Currency: d.Currency, Chart: document.ChartBars, Columns: []document.Column{
		{Head: "Partner, and why", Kind: wordy}, {Head: "Is", Kind: numeric}, {Head: "Wanted"}, {Head: "Limit", Kind: numeric}, {Head: "Weight", Unit: count}, {Head: "Short of plan", Unit: money, Charted: true},
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
	if floors := floorsOf(d.Attention[:shown]); len(floors) > 0 {
		notes = append(notes, "The limit is the floor of a target, beyond which a review calls the figure red: "+listed(floors)+".")
	}
	if rest := d.Attention[shown:]; len(rest) > 0 {
		notes = append(notes, d.furtherNote(rest))
	}
	if len(d.Silent) > 0 {
		notes = append(notes, "Rules with nothing to go by, since of no partner the figure is known, or what is wanted of it: "+strings.ReplaceAll(listed(d.Silent), "-", " ")+".")
	}
	return notes
}

// floorsOf are the reasons whose limit is the floor of a target.
func floorsOf(list []Attention) []string {
	var texts []string
	for i := range list {
		for j := range list[i].Reasons {
			if r := &list[i].Reasons[j]; r.Floor && !slices.Contains(texts, r.Text) {
				texts = append(texts, r.Text)
			}
		}
	}
	return texts
}

// furtherNote tells of partners that need attention and are not listed.
func (d *Dashboard) furtherNote(rest []Attention) string {
	var short decimal.NullDecimal
	unknown := 0
	for i := range rest {
		short, unknown = plus(short, unknown, rest[i].Missing)
	}
	text := words.Many(len(rest), "further partner")
	switch {
	case !short.Valid:
		return text + "; how short of plan is not known."
	case unknown > 0:
		return fmt.Sprintf("%s; the %d of which it is known are %s %s short of plan.", text, len(rest)-unknown, money.Format(short, d.Currency), d.Currency)
	}
	return fmt.Sprintf("%s, %s %s short of plan.", text, money.Format(short, d.Currency), d.Currency)
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
		{Head: "Partner", Kind: wordy},
		{Head: "Plan", Unit: money, Spare: 1},
		{Head: "Actual", Unit: money, Spare: 2},
		{Head: "Attainment", Unit: share},
		{Head: "Score", Unit: document.UnitScore},
		{Head: "Pipeline " + d.Quarter.String(), Unit: document.UnitTimes},
		{Head: "Pipeline " + d.Quarter.Add(1).String(), Unit: document.UnitTimes},
		{Head: "Marketing", Kind: numeric},
		{Head: "Quadrant", Kind: wordy, Spare: 4},
		{Head: "Decide", Unit: count, Spare: 5},
		{Head: "Year done", Unit: share, Spare: 3},
		{Head: "Status"},
	}}
	names := map[string]string{"": ""}
	for i := range d.Quadrants {
		names[d.Quadrants[i].ID] = d.Quadrants[i].Name
	}
	marketing, running := "", false
	for i := range d.Rows {
		r := &d.Rows[i]
		marketing = cmp.Or(marketing, r.Marketing.Name)
		running = running || r.Revenue.Due.Valid
		if i >= mostRows {
			continue
		}
		row(&t, "", document.Cell{Text: cmp.Or(r.Partner.Name, r.Partner.ID)}, document.Number(r.Revenue.Target, money), document.Number(r.Revenue.Value, money),
			document.Number(r.Attainment, share), document.Number(r.Score.Value, document.UnitScore), where(!r.coversNext(), r.Coverage.Value), where(r.coversNext(), r.Coverage.Value),
			document.Number(r.Marketing.Value, r.Marketing.Unit), document.Cell{Text: names[r.Quadrant]}, counted(r.Decisions),
			document.Cell{Number: r.Steps.Share}, document.Cell{Text: statusWord(r.Status)})
	}
	if len(d.Rows) > 0 {
		row(&t, document.RowTotal, document.Cell{Text: d.Goal.totalName()}, document.Number(d.Goal.Planned, money), document.Number(d.Goal.Actual, money))
	}
	t = t.WithoutEmpty()
	s.Tables = []document.Table{t}
	if more := len(d.Rows) - mostRows; more > 0 {
		s.Notes = append(s.Notes, fmt.Sprintf("%d further partners, with smaller plans.", more))
	}
	if len(d.Rows) == 0 {
		s.Notes = append(s.Notes, "There are no reviews.")
		return s
	}
	s.Notes = append(append(s.Notes, d.statusNotes()...), headsNote(&t))
	if running {
		s.Notes = append(s.Notes, "Attainment: of what is due by now. The plan is of the whole quarter.")
	}
	if marketing != "" {
		s.Notes = append(s.Notes, "Marketing: "+marketing+".")
	}
	return s
}

// headsNote explains the heads that the table of partners has.
func headsNote(t *document.Table) string {
	var said []string
	for _, head := range []struct{ begins, means string }{
		{"Pipeline", "how many times the open deals of a quarter cover what remains of its plan"},
		{"Decide", "decisions that wait for us"},
		{"Year done", "of the steps of the year"},
	} {
		if slices.ContainsFunc(t.Columns, func(c document.Column) bool { return strings.HasPrefix(c.Head, head.begins) }) {
			said = append(said, head.begins+": "+head.means+".")
		}
	}
	return strings.Join(said, " ")
}

// totalName marks the sums that not all partners are in.
func (g *Goal) totalName() string {
	if g.Planless+g.Unreported > 0 {
		return "In all, where known"
	}
	return "In all"
}

// coversNext reports whether the pipeline is that of the quarter after the one reviewed.
func (r *Row) coversNext() bool { return r.Coverage.Source == qbr.SourceNextDeals }

// where is a number where there is something to know, and else an empty cell.
func where(something bool, n decimal.NullDecimal) document.Cell {
	if !something {
		return document.Cell{}
	}
	return document.Number(n, document.UnitTimes)
}

// statusNotes count the partners of each status, and tell which figures make it so.
func (d *Dashboard) statusNotes() []string {
	statuses, figures := map[performance.Status]int{}, map[string]int{}
	for i := range d.Rows {
		r := &d.Rows[i]
		statuses[r.Status]++
		for _, name := range r.StatusFigures {
			figures[name]++
		}
	}
	var of []string
	for _, status := range performance.Status("").Values() {
		if n := statuses[status]; n > 0 {
			of = append(of, fmt.Sprintf("%d %s", n, statusWord(status)))
		}
	}
	notes := []string{fmt.Sprintf("Status of %s: %s. It is that of the gravest figure on the first page of a review.", words.Many(len(d.Rows), "partner"), strings.Join(of, ", "))}
	names := slices.SortedFunc(maps.Keys(figures), func(a, b string) int { return cmp.Or(figures[b]-figures[a], cmp.Compare(a, b)) })
	for i, name := range names {
		names[i] = fmt.Sprintf("%s (%d)", name, figures[name])
	}
	if len(names) > 0 {
		notes = append(notes, "Red or amber by: "+listed(names)+".")
	}
	return notes
}

func (d *Dashboard) quadrantPage() document.Section {
	s := document.Section{Title: "Capability and attainment"}
	t := document.Table{Currency: d.Currency, Chart: document.ChartBars, Columns: []document.Column{
		{Head: "Quadrant", Kind: wordy},
		{Head: "Partners", Unit: count, Charted: true},
		{Head: "Plan", Unit: money},
		{Head: "Plan of", Spare: 3},
		{Head: "Actual", Unit: money, Spare: 1},
		{Head: "Actual of", Spare: 2},
		{Head: "Who", Kind: wordy},
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
		cells := append([]document.Cell{{Text: q.Name}, counted(len(q.Partners))}, sumCells(&q.Sums, len(q.Partners))...)
		row(&t, "", append(cells, who(q.Partners))...)
	}
	row(&t, document.RowTotal, append([]document.Cell{{Text: "In all"}, counted(len(d.Rows))}, sumCells(&d.Goal.Sums, len(d.Rows))...)...)
	s.Tables = []document.Table{t.WithoutEmpty()}
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
