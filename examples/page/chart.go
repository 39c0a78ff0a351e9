package page

import (
	"math"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
)

// chart is a picture as the layout reads it, drawn for a phone: wider ones enlarge it.
type chart struct {
	ID, Title, Sentence string
	Width, Height       float64
	Lines               []line
	Boxes               []box
	Texts               []text
}

type line struct {
	X1, Y1, X2, Y2 float64
	Class          string
}

type box struct {
	X, Y, Width, Height float64
	Class               string
}

// text stands at its middle, its end or, where no class says so, its start.
type text struct {
	X, Y        float64
	Class, Text string
}

// The measures of a picture.
const (
	fullWidth  = 340
	letter     = 7 // the width of a digit in the wider of the usual typefaces, and of most letters
	lineHeight = 15
	ascent     = 11
	spare      = 4
	mostText   = fullWidth * 0.65 // the room that a number gets at most, enough for 30 digits
)

// newChart draws a table; nil where it is not to be drawn, or nothing is known.
func newChart(of *document.Table, title, id string) *chart {
	d := of.Drawing()
	if d.Kind == "" {
		return nil
	}
	plain(&d)
	c := &chart{ID: id, Title: "Chart: " + title, Width: fullWidth}
	unit := unitName(d.Unit, of.Currency)
	c.Sentence = describe(&d, unit)
	left := shorten(&d)
	c.legend(&d, unit)
	switch d.Kind {
	case document.ChartColumns:
		c.columns(&d, of.Currency)
	case document.ChartBridge:
		c.bridge(&d)
	case document.ChartBars, document.ChartAcross:
		c.bars(&d)
	}
	if left != "" {
		c.Height += lineHeight
		c.write(0, c.Height-spare, "quiet", left)
	}
	return c
}

// plain takes out of the names what a page must not show.
func plain(d *document.Drawing) {
	for i := range d.Places {
		d.Places[i] = document.Plain(d.Places[i])
	}
	for i := range d.Series {
		d.Series[i].Name = document.Plain(d.Series[i].Name)
	}
}

// unitName says what numbers are of that do not say it themselves.
func unitName(u document.Unit, currency string) string {
	switch u {
	case document.UnitMoney:
		return document.Plain(currency)
	case document.UnitDays, document.UnitHours, document.UnitMonths:
		return string(u)
	}
	return ""
}

// legend names the series, and says what their numbers are of.
func (c *chart) legend(d *document.Drawing, unit string) {
	x, y := 0.0, 0.0
	if d.Kind != document.ChartBridge {
		for i := range d.Series {
			name := cut(d.Series[i].Name, fullWidth-lineHeight)
			if taken := lineHeight + width(name); x > 0 && x+taken > fullWidth {
				x, y = 0, y+lineHeight
			}
			c.Boxes = append(c.Boxes, box{x + 1, y + 2, 9, 9, seriesClass(i)})
			c.write(x+lineHeight, y+ascent, "", name)
			x += lineHeight + width(name) + 3*spare
		}
	}
	if unit != "" {
		if x+width(unit) > fullWidth {
			y += lineHeight
		}
		c.write(fullWidth, y+ascent, "quiet end", unit)
	}
	c.Height = y + lineHeight + 2*spare
}

// seriesClass is the look of a series; there are three.
func seriesClass(i int) string { return []string{"first", "second", "third"}[i%3] }

func (c *chart) write(x, y float64, class, of string) {
	c.Texts = append(c.Texts, text{round(x), round(y), class, of})
}

func (c *chart) box(x, y, width, height float64, class string) {
	c.Boxes = append(c.Boxes, box{round(x), round(y), round(width), round(height), class})
}

func (c *chart) line(x1, y1, x2, y2 float64, class string) {
	c.Lines = append(c.Lines, line{round(x1), round(y1), round(x2), round(y2), class})
}

// round keeps the last bits of an arithmetic, which are not the same on all machines, out of
// the page.
func round(x float64) float64 { return math.Round(x*10) / 10 }

// width is how much room a text takes at most in usual typefaces.
func width(of string) float64 {
	w := 0.0
	for _, r := range of {
		w += letterWidth(r)
	}
	return w
}

func letterWidth(r rune) float64 {
	switch {
	case r >= 0x1100: // letters of East Asia, and all that may be as wide
		return 2 * letter
	case strings.ContainsRune("%‰@×…MWmw", r):
		return 1.5 * letter
	}
	return letter
}

// cut ends a text that is too long for the room there is with an ellipsis.
func cut(of string, room float64) string {
	if width(of) <= room {
		return of
	}
	w := letterWidth('…')
	for at, r := range of {
		if w += letterWidth(r); w > room {
			of = of[:at]
			break
		}
	}
	return strings.TrimSpace(of) + "…"
}

// scale sets numbers on a stretch of the picture.
type scale struct{ least, most, from, to float64 }

func (s scale) at(n float64) float64 {
	if s.most == s.least {
		return s.from
	}
	return s.from + (n-s.least)/(s.most-s.least)*(s.to-s.from)
}

// reach widens the scale so that a number has its place on it.
func (s *scale) reach(n float64) { s.least, s.most = min(s.least, n), max(s.most, n) }

// position is a number as a place in a picture needs it; nothing is reckoned with it.
func position(n decimal.Decimal) float64 { return n.InexactFloat64() }
