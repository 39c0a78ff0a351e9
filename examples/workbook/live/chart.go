package live

import "github.com/xuri/excelize/v2"

// ChartKind tells how a chart draws.
type ChartKind int

// The kinds of charts.
const (
	Columns ChartKind = iota
	Stacked           // columns upon each other
	Bars              // from the top
	Lines
)

// Series is drawn by a chart. Make one with [Sheet.Series].
type Series struct{ name, categories, values string }

// Series is a column of a table: its head stands above the first row, and the categories in another
// column.
func (s *Sheet) Series(col, categories, first, last int) Series {
	return Series{s.fixed(col, first-1, first-1), s.fixed(categories, first, last), s.fixed(col, first, last)}
}

const chartRows = 17

// drawn is a chart and where it stands.
type drawn struct {
	sheet, cell string
	chart       *excelize.Chart
}

// Chart draws below the table that stands above, and goes on below it.
func (s *Sheet) Chart(kind ChartKind, title string, u Unit, series ...Series) {
	s.Row++
	text := func(size float64) *excelize.Font { return &excelize.Font{Family: font, Size: size, Color: ink} }
	format := map[Unit]string{Share: "0%", Score: "0"}[u]
	if format == "" {
		format = "#,##0"
	}
	c := &excelize.Chart{
		Type:       map[ChartKind]excelize.ChartType{Columns: excelize.Col, Stacked: excelize.ColStacked, Bars: excelize.Bar, Lines: excelize.Line}[kind],
		Dimension:  excelize.ChartDimension{Width: 760, Height: (chartRows - 1) * 20},
		Title:      excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: title, Font: &excelize.Font{Family: font, Size: 11, Bold: true, Color: dark}}}},
		Legend:     excelize.ChartLegend{Position: "bottom", Font: text(9)},
		Format:     excelize.GraphicOptions{AltText: title, Positioning: "oneCell"},
		XAxis:      excelize.ChartAxis{Font: *text(9), TickLabelPosition: excelize.ChartTickLabelLow, ReverseOrder: kind == Bars},
		YAxis:      excelize.ChartAxis{Font: *text(9), MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: format}},
		VaryColors: new(bool),
	}
	if len(series) == 1 {
		c.Legend.Position = "none"
	}
	for i, one := range series {
		fill := excelize.Fill{Type: "pattern", Pattern: 1, Color: []string{chartColors[i%len(chartColors)]}}
		drawn := excelize.ChartSeries{Name: one.name, Categories: one.categories, Values: one.values, Fill: fill}
		if kind == Lines {
			drawn.Line, drawn.Marker = excelize.LineOptions{Width: 2.25, Fill: fill}, excelize.ChartMarker{Symbol: "none"}
		}
		c.Series = append(c.Series, drawn)
	}
	s.charts = append(s.charts, drawn{s.Name, s.Here(1), c})
	s.parts = append(s.parts, part{s.Row - 1, s.Row})
	s.Row += chartRows
}
