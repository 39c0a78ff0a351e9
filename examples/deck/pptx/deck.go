package pptx

import "github.com/shopspring/decimal"

// The size of a slide.
const (
	Width  = 960
	Height = 540
)

// Deck is a presentation. The zero Deck has no slides.
type Deck struct {
	// Title is that of the file.
	Title  string
	Slides []Slide
}

// Slide is a page. The zero Slide is an empty one.
type Slide struct {
	// Title stands in the placeholder that outlines and screen readers look for.
	Title string
	// TitleSize is that of its letters, 0 that of the layout.
	TitleSize int
	// Subtitle makes it the first slide of a deck.
	Subtitle string
	Footer   string
	Shapes   []Shape
	// Notes are for who speaks, a paragraph each.
	Notes []string
}

// Shape is a [Text], a [Table] or a [Chart].
type Shape interface {
	// draw writes the shape, whose place among those of the slide is its id.
	draw(to *page, id int)
}

// Box is where a shape stands.
type Box struct{ X, Y, W, H int }

// Text is paragraphs. The zero Text is empty.
type Text struct {
	Box
	Name       string
	Paragraphs []Paragraph
}

// Paragraph is a text of one look. The zero Paragraph is an empty line.
type Paragraph struct {
	Text string
	Size int
	Look
	Bullet bool
}

// Look is how letters look. The zero Look is that of the theme.
type Look struct {
	Bold bool
	// Color is red, green and blue in hexadecimal digits, "" that of the theme.
	Color string
}

// Table is rows of cells, its first row the heads of its columns where Head is set. The zero
// Table is empty.
type Table struct {
	Box
	Name string
	// Alt tells what it shows to who does not see it.
	Alt    string
	Size   int
	Head   bool
	Widths []int
	Rows   []Row
}

// Row is a line of a table, with a cell for each of its widths.
type Row struct {
	Cells []Cell
	// Ruled sets it off from the row above.
	Ruled bool
}

// Cell is a text in a table. The zero Cell is empty.
type Cell struct {
	Text string
	Look
	Right  bool
	Indent int
}

// ChartKind is how a chart looks.
type ChartKind int

// The kinds.
const (
	// Columns stand, Bars lie.
	Columns ChartKind = iota
	Bars
	// Bridge is of one series: steps from 0 to the last number, which is their sum.
	Bridge
)

// Chart is numbers drawn, with a workbook in which they are edited. The zero Chart draws nothing.
type Chart struct {
	Box
	Name string
	// Alt tells what it shows to who does not see it.
	Alt  string
	Kind ChartKind
	// Format is how a spreadsheet writes the numbers, such as #,##0.
	Format string
	// Places are the names on the axis; each series has a number for each of them.
	Places []string
	Series []Series
}

// Series is numbers that are drawn alike. One that is not known is a gap.
type Series struct {
	Name    string
	Numbers []decimal.NullDecimal
}
