package workbook

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// open begins a sheet: what it answers, and how inputs are told from formulas.
func (b *book) open(name, title, question string) *sheet {
	s := &sheet{book: b, name: name, row: 1, wraps: map[int][]wrapped{}, givenAt: 2, valueAt: 2, titles: [2]int{1, 2}}
	b.sheets = append(b.sheets, s)
	s.put(1, look{role: roleTitle}, clean(title), "")
	s.row++
	s.put(1, look{role: roleNote}, clean(question), "")
	s.row++
	s.put(1, look{role: roleNote}, "Blue on yellow: an input. On grey: computed by the library. All else: a formula.", "")
	s.row++
	return s
}

const chartRows = 17

// chart draws below the table that stands above, and goes on below it.
func (s *sheet) chart(kind excelize.ChartType, title string, u unit, series ...excelize.ChartSeries) {
	s.row++
	colors := []string{dark, "D97706", "0F766E", "9CA3AF"}
	for i := range series {
		series[i].Fill = excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{colors[i%len(colors)]}}
		if kind == excelize.Line {
			series[i].Line = excelize.LineOptions{Width: 2.25, Fill: series[i].Fill}
			series[i].Marker = excelize.ChartMarker{Symbol: "none"}
		}
	}
	c := &excelize.Chart{
		Type: kind, Series: series, Dimension: excelize.ChartDimension{Width: 760, Height: (chartRows - 1) * 20},
		Title:  excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: title, Font: &excelize.Font{Family: font, Size: 11, Bold: true, Color: dark}}}},
		Legend: excelize.ChartLegend{Position: "bottom", Font: &excelize.Font{Family: font, Size: 9, Color: ink}},
		Format: excelize.GraphicOptions{AltText: title, Positioning: "oneCell"},
		XAxis:  excelize.ChartAxis{Font: excelize.Font{Family: font, Size: 9, Color: ink}, TickLabelPosition: excelize.ChartTickLabelLow},
		YAxis: excelize.ChartAxis{
			MajorGridLines: true, Font: excelize.Font{Family: font, Size: 9, Color: ink},
			NumFmt: excelize.ChartNumFmt{CustomNumFmt: map[unit]string{unitShare: "0%", unitScore: "0"}[u]},
		},
		VaryColors: new(bool),
	}
	if c.YAxis.NumFmt.CustomNumFmt == "" {
		c.YAxis.NumFmt.CustomNumFmt = "#,##0"
	}
	if len(series) == 1 {
		c.Legend.Position = "none"
	}
	if kind == excelize.Bar {
		c.XAxis.ReverseOrder = true
	}
	s.charts = append(s.charts, drawn{s.name, s.here(1), c})
	s.parts = append(s.parts, part{s.row - 1, s.row})
	s.row += chartRows
}

// drawn is a chart and where it stands.
type drawn struct {
	sheet, cell string
	chart       *excelize.Chart
}

// finish writes the sheets.
func (b *book) finish() error {
	for i, s := range b.sheets {
		var err error
		if i == 0 {
			err = b.file.SetSheetName("Sheet1", s.name)
		} else {
			_, err = b.file.NewSheet(s.name)
		}
		if err != nil {
			return err
		}
	}
	for i := range b.names {
		if err := b.file.SetDefinedName(&b.names[i]); err != nil {
			return err
		}
	}
	for _, d := range b.charts {
		if err := b.file.AddChart(d.sheet, d.cell, d.chart); err != nil {
			return fmt.Errorf("chart of %s: %w", d.sheet, err)
		}
	}
	for _, s := range b.sheets {
		if err := s.setUp(); err != nil {
			return err
		}
		if err := s.breaks(); err != nil {
			return err
		}
		if err := s.stream(); err != nil {
			return err
		}
	}
	full := true
	return b.file.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &full})
}

// setUp makes a sheet that prints: as wide as the page, with its titles on each.
func (s *sheet) setUp() error {
	yes, no, one, any, a4, way := true, false, 1, 0, 9, "portrait"
	if s.isLandscape() {
		way = "landscape"
	}
	margin := 0.5
	footer := "&L&8" + "&A" + "&R&8" + "&P / &N"
	for _, err := range []error{
		s.file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &yes}),
		s.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &way, FitToWidth: &one, FitToHeight: &any}),
		s.file.SetPageMargins(s.name, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &margin, Bottom: &margin}),
		s.file.SetHeaderFooter(s.name, &excelize.HeaderFooterOptions{OddFooter: footer}),
		s.file.SetSheetView(s.name, 0, &excelize.ViewOptions{ShowGridLines: &no}),
		s.file.SetDefinedName(&excelize.DefinedName{
			Name: "_xlnm.Print_Titles", Scope: s.name, RefersTo: fmt.Sprintf("%s!$%d:$%d", s.name, s.titles[0], s.titles[1]),
		}),
	} {
		if err != nil {
			return err
		}
	}
	return nil
}

// part is what a page should not cut: a table with its title, or a chart. It ends where the
// next begins.
type part struct{ first, last int }

// The sides of a page in points, less the margins and the footer.
const (
	longSide  = 750.0
	shortSide = 505.0
	mostTall  = 880.0 // what is wider is printed across
)

func (s *sheet) isHidden(col int) bool { return s.first > 0 && s.first <= col && col <= s.last }

// printed is how wide the sheet is in points.
func (s *sheet) printed() (points float64) {
	for i := range s.wide {
		if !s.isHidden(i + 1) {
			points += (s.width(i+1)*7 + 5) * 0.75
		}
	}
	return points
}

func (s *sheet) isLandscape() bool { return s.printed() > mostTall }

// breaks begins a new page before each part that this one has no room for.
func (s *sheet) breaks() error {
	room := longSide * max(1, s.printed()/shortSide)
	if s.isLandscape() {
		room = shortSide * max(1, s.printed()/longSide)
	}
	height := func(first, last int) (points float64) {
		for row := first; row <= last; row++ {
			points += s.height(row)
		}
		return points
	}
	repeated := height(s.titles[0], s.titles[1])
	full := room - repeated // of the pages after the first
	used := height(1, len(s.rows))
	if len(s.parts) > 0 {
		used = height(1, s.parts[0].first-1)
	}
	for i, p := range s.parts {
		if p.last = len(s.rows); i+1 < len(s.parts) {
			p.last = s.parts[i+1].first - 1
		}
		for used > room { // pages that are full before it
			used -= full
		}
		tall := height(p.first, p.last)
		if needed := min(tall, height(p.first, p.first+5)); used+tall > room && tall <= full || used+needed > room {
			if err := s.file.InsertPageBreak(s.name, s.at(1, p.first)); err != nil {
				return err
			}
			used = repeated
		}
		used += tall
	}
	return nil
}

// frozen are the rows that stay: the title, and how cells are marked.
const frozen = 3

func (s *sheet) stream() error {
	w, err := s.file.NewStreamWriter(s.name)
	if err != nil {
		return err
	}
	for i := range s.wide {
		if err := w.SetColWidth(i+1, i+1, s.width(i+1)); err != nil {
			return err
		}
	}
	if s.first > 0 {
		if err := w.SetColVisible(s.first, s.last, false); err != nil {
			return err
		}
	}
	if err := w.SetPanes(&excelize.Panes{
		Freeze: true, XSplit: 1, YSplit: frozen, TopLeftCell: s.at(2, frozen+1), ActivePane: "bottomRight",
	}); err != nil {
		return err
	}
	for i, row := range s.rows {
		if err := w.SetRow(s.at(1, i+1), row, excelize.RowOpts{Height: s.height(i + 1)}); err != nil {
			return err
		}
	}
	return w.Flush()
}

// width is that of a column in characters.
func (s *sheet) width(col int) float64 { return float64(max(s.wide[col-1], 8)) + 1.2 }

// narrow is how many letters there are, on average, to a digit of the default font.
const narrow = 1.2

// height is that of a row, whose texts may take several lines.
func (s *sheet) height(row int) float64 {
	if row == 1 {
		return 24
	}
	lines := 1
	for _, w := range s.wraps[row] {
		if s.isHidden(w.col) {
			continue
		}
		n, room := 1, (s.width(w.col)-1)*narrow
		left := room
		for _, word := range strings.Fields(w.text) {
			length := float64(utf8.RuneCountInString(word)) + 1
			if left < length && left < room {
				n, left = n+1, room
			}
			left -= length
		}
		lines = max(lines, n)
	}
	return float64(lines) * lineHeight
}
