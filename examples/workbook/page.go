package workbook

import (
	"fmt"

	"github.com/xuri/excelize/v2"
)

// open begins a sheet: what it answers, and how inputs are told from formulas.
func (b *book) open(name, title, question string) *sheet {
	s := &sheet{book: b, name: name, row: 1, tall: map[int]float64{1: 24}, givenAt: 2, valueAt: 2, titles: [2]int{1, 2}}
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
		Title:  excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: title, Font: &excelize.Font{Size: 11, Bold: true, Color: dark}}}},
		Legend: excelize.ChartLegend{Position: "bottom"},
		Format: excelize.GraphicOptions{AltText: title, Positioning: "oneCell"},
		XAxis:  excelize.ChartAxis{Font: excelize.Font{Size: 9, Color: ink}, TickLabelPosition: excelize.ChartTickLabelLow},
		YAxis: excelize.ChartAxis{
			MajorGridLines: true, Font: excelize.Font{Size: 9, Color: ink},
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
		if err := s.stream(); err != nil {
			return err
		}
	}
	full := true
	return b.file.SetCalcProps(&excelize.CalcPropsOptions{FullCalcOnLoad: &full})
}

// setUp makes a sheet that prints: as wide as the page, with its titles on each.
func (s *sheet) setUp() error {
	yes, no, one, any, a4, landscape := true, false, 1, 0, 9, "landscape"
	margin := 0.5
	footer := "&L&8" + "&A" + "&R&8" + "&P / &N"
	for _, err := range []error{
		s.file.SetSheetProps(s.name, &excelize.SheetPropsOptions{FitToPage: &yes}),
		s.file.SetPageLayout(s.name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &landscape, FitToWidth: &one, FitToHeight: &any}),
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

// frozen are the rows that stay: the title, and how cells are marked.
const frozen = 3

func (s *sheet) stream() error {
	w, err := s.file.NewStreamWriter(s.name)
	if err != nil {
		return err
	}
	for i, characters := range s.wide {
		if err := w.SetColWidth(i+1, i+1, float64(max(characters, 8))+1.5); err != nil {
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
		if row == nil {
			continue
		}
		opts := excelize.RowOpts{Height: s.tall[i+1]}
		if err := w.SetRow(s.at(1, i+1), row, opts); err != nil {
			return err
		}
	}
	return w.Flush()
}
