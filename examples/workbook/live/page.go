package live

import (
	"fmt"
	"strings"
	"unicode/utf8"

	"github.com/xuri/excelize/v2"
)

// setUp makes a sheet that prints: as wide as the page, with its titles on each.
func (s *Sheet) setUp() error {
	yes, no, one, any, a4, way := true, false, 1, 0, 9, "portrait"
	if s.isLandscape() {
		way = "landscape"
	}
	margin := 0.5
	footer := "&L&8" + "&A" + "&R&8" + "&P / &N"
	for _, err := range []error{
		s.file.SetSheetProps(s.Name, &excelize.SheetPropsOptions{FitToPage: &yes}),
		s.file.SetPageLayout(s.Name, &excelize.PageLayoutOptions{Size: &a4, Orientation: &way, FitToWidth: &one, FitToHeight: &any}),
		s.file.SetPageMargins(s.Name, &excelize.PageLayoutMarginsOptions{Left: &margin, Right: &margin, Top: &margin, Bottom: &margin}),
		s.file.SetHeaderFooter(s.Name, &excelize.HeaderFooterOptions{OddFooter: footer}),
		s.file.SetSheetView(s.Name, 0, &excelize.ViewOptions{ShowGridLines: &no}),
		s.file.SetDefinedName(&excelize.DefinedName{
			Name: "_xlnm.Print_Titles", Scope: s.Name, RefersTo: fmt.Sprintf("%s!$%d:$%d", s.Name, s.titles[0], s.titles[1]),
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

func (s *Sheet) isHidden(col int) bool {
	return s.hideFirst > 0 && s.hideFirst <= col && col <= s.hideLast
}

// printed is how wide the sheet is in points.
func (s *Sheet) printed() (points float64) {
	for i := range s.wide {
		if !s.isHidden(i + 1) {
			points += (s.width(i+1)*7 + 5) * 0.75
		}
	}
	return points
}

func (s *Sheet) isLandscape() bool { return s.printed() > mostTall }

// breaks begins a new page before each part that this one has no room for.
func (s *Sheet) breaks() error {
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
	used := height(1, len(s.cells))
	if len(s.parts) > 0 {
		used = height(1, s.parts[0].first-1)
	}
	for i, p := range s.parts {
		if p.last = len(s.cells); i+1 < len(s.parts) {
			p.last = s.parts[i+1].first - 1
		}
		for used > room { // pages that are full before it
			used -= full
		}
		tall := height(p.first, p.last)
		if needed := min(tall, height(p.first, p.first+5)); used+tall > room && tall <= full || used+needed > room {
			if err := s.file.InsertPageBreak(s.Name, s.At(1, p.first)); err != nil {
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

func (s *Sheet) stream() error {
	w, err := s.file.NewStreamWriter(s.Name)
	if err != nil {
		return err
	}
	for i := range s.wide {
		if err := w.SetColWidth(i+1, i+1, s.width(i+1)); err != nil {
			return err
		}
	}
	if s.hideFirst > 0 {
		if err := w.SetColVisible(s.hideFirst, s.hideLast, false); err != nil {
			return err
		}
	}
	if err := w.SetPanes(&excelize.Panes{
		Freeze: true, XSplit: 1, YSplit: frozen, TopLeftCell: s.At(2, frozen+1), ActivePane: "bottomRight",
	}); err != nil {
		return err
	}
	for i := range s.cells {
		row, err := s.styled(i)
		if err != nil {
			return err
		}
		if err := w.SetRow(s.At(1, i+1), row, excelize.RowOpts{Height: s.height(i + 1)}); err != nil {
			return err
		}
	}
	return w.Flush()
}

// styled is a row as the file has it.
func (s *Sheet) styled(i int) ([]any, error) {
	row := make([]any, len(s.cells[i]))
	for k, c := range s.cells[i] {
		if c == (cell{}) {
			continue
		}
		id, err := s.style(c.look)
		if err != nil {
			return nil, err
		}
		row[k] = excelize.Cell{StyleID: id, Value: c.value, Formula: c.formula}
	}
	return row, nil
}

// width is that of a column in characters.
func (s *Sheet) width(col int) float64 { return float64(max(s.wide[col-1], 8)) + 2.4 }

// narrow is how many letters there are, on average, to a digit of the default font.
const narrow = 1.2

const lineHeight = 15.0

// height is that of a row, whose texts may take several lines.
func (s *Sheet) height(row int) float64 {
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
