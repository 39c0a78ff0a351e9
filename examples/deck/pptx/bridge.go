package pptx

import (
	"slices"

	"github.com/shopspring/decimal"
)

// bridge returns the strips that a bridge is stacked of: a clear one that carries the step, and
// a step up, down or the total on it. A step over 0 has a part on either side of it.
func bridge(c *Chart) []strip {
	parts := []string{"Below the step", "Up", "Down", "Total", "Up from below 0", "Down to below 0"}
	colors := []string{"accent1", "accent4", "accent6", "accent1", "accent4", "accent6"}
	strips := make([]strip, len(parts))
	for i := range strips {
		strips[i] = strip{Series: Series{Name: parts[i], Numbers: make([]decimal.NullDecimal, len(c.Places))}, color: colors[i], clear: i == 0, format: signed(c.Format, i)}
	}
	if len(c.Series) == 0 {
		return strips
	}
	var at decimal.Decimal
	for i, n := range c.Series[0].Numbers {
		if !n.Valid || i >= len(c.Places) {
			continue
		}
		from, to, part := at, at.Add(n.Decimal), 1
		switch {
		case i == len(c.Series[0].Numbers)-1:
			from, to, part = decimal.Decimal{}, n.Decimal, 3
		case n.Decimal.IsNegative():
			part = 2
		}
		at = to
		strips[0].step(i, part, from, to, strips)
	}
	return slices.DeleteFunc(strips, func(s strip) bool { return !slices.ContainsFunc(s.Numbers, isKnown) })
}

func isKnown(n decimal.NullDecimal) bool { return n.Valid }

// step sets the parts of a step from one number to another.
func (base *strip) step(at, part int, from, to decimal.Decimal, strips []strip) {
	low, high := decimal.Min(from, to), decimal.Max(from, to)
	set := func(s *strip, n decimal.Decimal) { s.Numbers[at] = decimal.NewNullDecimal(n) }
	switch {
	case low.IsNegative() && high.IsPositive():
		set(&strips[part], high)
		set(&strips[part+3], low)
		strips[part].unlabelled = append(strips[part].unlabelled, at)
		strips[part+3].unlabelled = append(strips[part+3].unlabelled, at)
	case high.IsPositive():
		set(base, low)
		set(&strips[part], high.Sub(low))
	default:
		set(base, high)
		set(&strips[part], low.Sub(high))
	}
}

// signed is the format of a part of a bridge, which is drawn by its size.
func signed(format string, part int) string {
	switch part {
	case 1, 4:
		return "+" + format + ";+" + format
	case 2, 5:
		return "-" + format + ";-" + format
	}
	return format
}
