package live

import (
	"slices"

	"github.com/xuri/excelize/v2"
)

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
type Series struct {
	name, categories, values string
	places                   int
	isNegative               bool // somewhere
}

// Series is a column of a table: its head stands above the first row, and the categories in another
// column.
func (s *Sheet) Series(col, categories, first, last int) Series {
	one := Series{
		name: s.fixed(col, first-1, first-1), categories: s.fixed(categories, first, last), values: s.fixed(col, first, last),
		places: last - first + 1,
	}
	for row := first; row <= min(last, len(s.cells)); row++ {
		if of := s.cells[row-1]; col <= len(of) {
			n, _ := of[col-1].value.(float64)
			one.isNegative = one.isNegative || n < 0
		}
	}
	return one
}

// The rows that a chart takes, at least, and how many pixels each of them has. A bar has room for a
// name of two lines beside it, of which the title and the axis leave nothing.
const (
	chartRows = 17
	rowPixels = 20
	barPixels = 32
	beside    = 80
)

// rowsOf is how many rows the chart of a kind takes.
func rowsOf(kind ChartKind, series []Series) int {
	pixels := 0
	if kind == Bars && len(series) > 0 {
		pixels = beside + barPixels*series[0].places
	}
	return max(chartRows, 1+(pixels+rowPixels-1)/rowPixels)
}

// axis is that of the numbers. Columns and bars begin at 0, since their length is what is read,
// and scores end at 100.
func axis(kind ChartKind, u Unit, series []Series) excelize.ChartAxis {
	format := map[Unit]string{Share: "0%", Score: "0"}[u]
	if format == "" {
		format = "#,##0"
	}
	a := excelize.ChartAxis{MajorGridLines: true, NumFmt: excelize.ChartNumFmt{CustomNumFmt: format}}
	if zero := 0.0; kind != Lines && !slices.ContainsFunc(series, func(one Series) bool { return one.isNegative }) {
		a.Minimum = &zero
	}
	if most := 100.0; u == Score {
		a.Maximum = &most
	}
	return a
}

// drawn is a chart and where it stands.
type drawn struct {
	sheet, cell string
	chart       *excelize.Chart
}

// Chart draws below the table that stands above, and goes on below it.
func (s *Sheet) Chart(kind ChartKind, title string, u Unit, series ...Series) {
	s.Row++
	text := func(size float64) *excelize.Font { return &excelize.Font{Family: font, Size: size, Color: ink} }
	numbers := axis(kind, u, series)
	numbers.Font = *text(9)
	rows := rowsOf(kind, series)
	c := &excelize.Chart{
		Type:       map[ChartKind]excelize.ChartType{Columns: excelize.Col, Stacked: excelize.ColStacked, Bars: excelize.Bar, Lines: excelize.Line}[kind],
		Dimension:  excelize.ChartDimension{Width: 760, Height: uint((rows - 1) * rowPixels)},
		Title:      excelize.ChartTitle{Paragraph: []excelize.RichTextRun{{Text: title, Font: &excelize.Font{Family: font, Size: 11, Bold: true, Color: dark}}}},
		Legend:     excelize.ChartLegend{Position: "bottom", Font: text(9)},
		Format:     excelize.GraphicOptions{AltText: title, Positioning: "oneCell"},
		XAxis:      excelize.ChartAxis{Font: *text(9), TickLabelPosition: excelize.ChartTickLabelLow, ReverseOrder: kind == Bars},
		YAxis:      numbers,
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
	s.Row += rows
}
