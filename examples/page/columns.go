package page

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
)

const (
	plotHeight  = 130
	widestBar   = 48
	bandPadding = 0.2 // of the room of a place, left free
)

// columns draws a column for each number, one place after the other, beside a scale; the
// numbers stand on the columns where there is room for all.
func (c *chart) columns(d *document.Drawing, currency string) {
	s := scale{from: c.Height + lineHeight + plotHeight, to: c.Height + lineHeight}
	low, high, label := decimal.Decimal{}, decimal.Decimal{}, 0.0
	for i := range d.Series {
		for j, n := range d.Series[i].Numbers {
			if n.Valid {
				low, high = decimal.Min(low, n.Decimal), decimal.Max(high, n.Decimal)
			}
			label = max(label, width(d.Series[i].Texts[j]))
		}
	}
	marks, gutter := marksOf(low, high), 0.0
	for _, mark := range marks {
		s.reach(position(mark))
		gutter = max(gutter, width(d.Unit.Format(decimal.NewNullDecimal(mark), currency)))
	}
	gutter = min(gutter, mostText)
	for _, mark := range marks {
		y := s.at(position(mark))
		c.line(gutter+spare, y, fullWidth, y, "grid")
		c.write(gutter, y+spare, "quiet end", d.Unit.Format(decimal.NewNullDecimal(mark), currency))
	}
	left := gutter + 2*spare
	band := (fullWidth - left) / float64(len(d.Places))
	column := min(band*(1-bandPadding)/float64(len(d.Series)), widestBar)
	for place := range d.Places {
		x := left + band*float64(place) + (band-column*float64(len(d.Series)))/2
		for i := range d.Series {
			c.column(s, x+column*float64(i), column, &d.Series[i], place, seriesClass(i), label <= column)
		}
	}
	c.line(left-spare, s.at(0), fullWidth, s.at(0), "axis")
	c.Height = s.from + lineHeight + spare
	c.placeNames(d.Places, left, band)
}

// column draws one number: nothing where it is not known.
func (c *chart) column(s scale, x, room float64, of *document.Series, place int, class string, labelled bool) {
	n, zero := of.Numbers[place], s.at(0)
	top := zero
	if n.Valid {
		end := s.at(position(n.Decimal))
		top = min(zero, end)
		width := max(room-2, room/2)
		c.box(x+room/2-width/2, top, width, max(zero, end)-top, class)
	}
	if labelled || !n.Valid {
		c.write(x+room/2, top-spare, "middle "+quietIf(!n.Valid), of.Texts[place])
	}
}

// placeNames writes the names below the columns, as many as there is room for.
func (c *chart) placeNames(places []string, left, band float64) {
	longest := 0.0
	for _, name := range places {
		longest = max(longest, width(cut(name, fullWidth/4)))
	}
	each := 1
	for band*float64(each) < longest+spare && each < len(places) {
		each++
	}
	for i := 0; i < len(places); i += each {
		x, name := left+band*(float64(i)+0.5), cut(places[i], max(band*float64(each)-spare, longest))
		if i == 0 || x+width(name)/2 <= fullWidth {
			c.write(x, c.Height-spare, "middle", name)
		}
	}
	c.Height += spare
}

// mostMarks is how many steps a scale has at most on either side of 0.
const mostMarks = 4

// marksOf returns the marks of a scale from low to high, which are 0 or beside it: multiples
// of 1, 2 or 5 with zeros behind, or before.
func marksOf(low, high decimal.Decimal) []decimal.Decimal {
	reach := decimal.Max(high, low.Neg())
	if reach.IsZero() {
		return []decimal.Decimal{{}}
	}
	exponent := int32(reach.NumDigits()) + reach.Exponent() - 2
	step := decimal.New(1, exponent)
	for _, times := range []int64{2, 5, 10, 20, 50} {
		if !step.Mul(decimal.NewFromInt(mostMarks)).LessThan(reach) {
			break
		}
		step = decimal.New(times, exponent)
	}
	var marks []decimal.Decimal
	for at := step.Neg().Mul(decimal.NewFromInt(mostMarks)); len(marks) == 0 || marks[len(marks)-1].LessThan(high); at = at.Add(step) {
		if at.Add(step).GreaterThan(low) || at.Equal(low) {
			marks = append(marks, at)
		}
	}
	return marks
}
