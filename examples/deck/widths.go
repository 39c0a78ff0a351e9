package deck

import (
	"strings"

	"github.com/partnermath/partnermath/examples/deck/pptx"
	"github.com/partnermath/partnermath/qbr/document"
)

// extent is how wide a column has to be, and would be for all of its texts on one line.
type extent struct {
	least, wanted int
	words         bool
	// rest is given what is left.
	rest bool
}

// sides is the room beside the text of a cell.
const sides = 8 + 3

// widthsOf returns how wide the columns of a written table are to be. Numbers are never broken,
// heads and texts are between words.
func widthsOf(t document.Table, size int) []extent {
	const longest, sentence = 100, 90 // what a name may force upon a table, and what a sentence has
	all := make([]extent, len(t.Columns))
	for i, c := range t.Columns {
		e := &all[i]
		e.words = c.Kind != document.ColumnNumber
		for _, word := range strings.Fields(c.Head) {
			e.least = max(e.least, pointsOf(word, size, true))
		}
		e.wanted = max(e.least, min(longest, pointsOf(c.Head, size, true)))
		for _, row := range t.Rows {
			text, bold := row.Cells[i].Text, row.Kind != "" && row.Kind != document.RowPart || i == 0 && !hasHeads(t)
			in := 0
			if i == 0 && row.Kind == document.RowPart {
				in = 10
			}
			width := pointsOf(text, size, bold) + in
			e.wanted = max(e.wanted, width)
			if !e.words {
				e.least = max(e.least, width)
				continue
			}
			for _, word := range strings.Fields(text) {
				e.least = max(e.least, min(longest, pointsOf(word, size, bold)+in))
			}
		}
		if e.words && e.wanted > 2*sentence {
			e.least = max(e.least, sentence)
		}
	}
	if last := len(all) - 1; last > 0 && !hasHeads(t) {
		all[last].rest = true
	}
	return all
}

// pointsOf is how wide a cell with a text on one line is.
func pointsOf(text string, size int, bold bool) int {
	return pptx.OneLine(document.Plain(text), size, bold) + sides
}

// share divides a width among columns: what each needs, then what its texts would like, then the
// heads of its numbers, and what is left to the longest text.
func share(columns []extent, width int) []int {
	widths := make([]int, len(columns))
	left, longest := width, 0
	for i, c := range columns {
		widths[i] = c.least
		left -= c.least
		if c.rest || c.words && (!columns[longest].words || c.wanted > columns[longest].wanted) {
			longest = i
		}
	}
	if left <= 0 {
		return squeezed(widths, width)
	}
	for _, words := range []bool{true, false} {
		left -= grant(columns, widths, words, left)
	}
	if len(widths) > 0 {
		widths[longest] += left
	}
	return widths
}

// grant gives columns of words, or of numbers, what they would like, or each its part of what
// there is, and returns what it gave.
func grant(columns []extent, widths []int, words bool, left int) (given int) {
	wish := 0
	for _, c := range columns {
		if c.words == words {
			wish += c.wanted - c.least
		}
	}
	for i, c := range columns {
		if c.words != words {
			continue
		}
		more := c.wanted - c.least
		if wish > left {
			more = more * left / wish
		}
		widths[i] += more
		given += more
	}
	return given
}

// squeezed makes columns that are too wide together narrower, each by its part.
func squeezed(widths []int, width int) []int {
	all := 0
	for _, w := range widths {
		all += w
	}
	for i := range widths {
		widths[i] = max(1, widths[i]*width/max(all, 1))
	}
	return widths
}
