package page

import (
	"strings"

	"github.com/partnermath/partnermath/qbr/document"
)

const (
	barHeight = 11
	barPitch  = 14
)

// bars draws a bar for each number, below the name of its place, and the number behind it.
func (c *chart) bars(d *document.Drawing) {
	s := scale{to: fullWidth}
	widest := 0.0
	for i := range d.Series {
		for j, n := range d.Series[i].Numbers {
			if n.Valid {
				s.reach(position(n.Decimal))
			}
			widest = max(widest, width(d.Series[i].Texts[j]))
		}
	}
	s.to -= min(widest, mostText) + 2*spare
	zero, top := s.at(0), c.Height
	for place, name := range d.Places {
		c.write(0, c.Height+ascent, "", cut(name, fullWidth))
		c.Height += lineHeight
		for i := range d.Series {
			n, end := d.Series[i].Numbers[place], zero
			if n.Valid {
				end = s.at(position(n.Decimal))
				c.box(min(zero, end), c.Height, max(end, zero)-min(zero, end), barHeight, seriesClass(i))
			}
			c.write(max(zero, end)+spare, c.Height+barHeight-1, quietIf(!n.Valid), d.Series[i].Texts[place])
			c.Height += barPitch
		}
		c.Height += spare
	}
	c.zeroLine(s, top)
}

// zeroLine marks 0 where bars go both ways.
func (c *chart) zeroLine(s scale, top float64) {
	if s.least < 0 {
		c.line(s.at(0), top, s.at(0), c.Height, "axis")
	}
}

func quietIf(unknown bool) string {
	if unknown {
		return "quiet"
	}
	return ""
}

// bridge draws each step from where the one before it ends, and the total from 0.
func (c *chart) bridge(d *document.Drawing) {
	steps, last := d.Series[0], len(d.Places)-1
	s := scale{to: fullWidth}
	ends, widest := make([]float64, last+1), 0.0
	for i, n := range steps.Numbers {
		ends[i] = position(n.Decimal)
		if i > 0 && i < last {
			ends[i] += ends[i-1]
		}
		s.reach(ends[i])
		widest = max(widest, width(steps.Texts[i])+letter)
	}
	s.to -= min(widest, mostText) + 2*spare
	zero, top := s.at(0), c.Height
	for i, name := range d.Places {
		start, end, class, label := zero, s.at(ends[i]), "first", steps.Texts[i]
		if i > 0 && i < last {
			start, class = s.at(ends[i-1]), "second"
			if steps.Numbers[i].Decimal.IsPositive() {
				class, label = "third", "+"+strings.TrimPrefix(label, "+")
			}
		}
		if i > 0 {
			c.line(s.at(ends[i-1]), c.Height-barPitch+barHeight-spare, s.at(ends[i-1]), c.Height+lineHeight, "link")
		}
		c.write(0, c.Height+ascent, "", cut(name, fullWidth))
		c.Height += lineHeight
		c.box(min(start, end), c.Height, max(start, end)-min(start, end), barHeight, class)
		c.write(max(start, end)+spare, c.Height+barHeight-1, "", label)
		c.Height += barPitch + spare
	}
	c.zeroLine(s, top)
}
