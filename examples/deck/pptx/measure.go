package pptx

import (
	"strings"
	"unicode"

	"github.com/partnermath/partnermath/qbr/document"
)

// ascii is how wide the letters from the space to the tilde are, in thousandths of their size:
// those of Arial, and of the typefaces that programs take in its place.
var ascii = [...]int{
	278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 278, 278, 584, 584, 584, 556,
	1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556,
	333, 556, 556, 500, 556, 556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556,
	556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334, 260, 334, 584,
}

// runeWidth is how wide a letter is, in thousandths of its size; those that are not in the
// table are taken for wide ones.
func runeWidth(r rune) int {
	switch {
	case r >= ' ' && r <= '~':
		return ascii[r-' ']
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r):
		return 0
	case r < 0x1100:
		return 760
	}
	return 1000
}

// TextWidth is how wide a text on one line is, in thousandths of a point.
func TextWidth(text string, size int, bold bool) int {
	width := 0
	for _, r := range text {
		width += runeWidth(r)
	}
	if bold {
		width += width / 12
	}
	return width * size
}

// lineHeight is how high a line of letters of a size is, rounded up.
func lineHeight(size int) int { return (size*6 + 4) / 5 }

// Lines breaks a text for a width in points: between words, and words that are longer than a
// line. There is one line at least.
func Lines(text string, width, size int, bold bool) []string {
	var lines []string
	current, room := "", width*1000
	fits := func(text string) bool { return TextWidth(text, size, bold) <= room }
	for _, word := range strings.Fields(document.Plain(text)) {
		if current != "" && fits(current+" "+word) {
			current += " " + word
			continue
		}
		if current != "" {
			lines = append(lines, current)
		}
		for !fits(word) {
			at := fitting(word, fits)
			if at == len(word) { // one letter
				break
			}
			lines, word = append(lines, word[:at]), word[at:]
		}
		current = word
	}
	return append(lines, current)
}

// fitting returns how many bytes of a word fit a line, those of one letter at least.
func fitting(word string, fits func(string) bool) int {
	last := 0
	for at := range word {
		if at > 0 && !fits(word[:at]) && last > 0 {
			return last
		}
		last = at
	}
	if last == 0 {
		return len(word)
	}
	return last
}

// Clip returns as much of a text as so many lines hold, with … where that is not all.
func Clip(text string, width, size, lines int, bold bool) (shown string, cut bool) {
	text = strings.Join(strings.Fields(document.Plain(text)), " ")
	all := Lines(text, width, size, bold)
	if len(all) <= lines {
		return text, false
	}
	last := []rune(all[lines-1])
	for len(last) > 0 && TextWidth(string(last)+"…", size, bold) > width*1000 {
		last = last[:len(last)-1]
	}
	kept := append(all[:lines-1:lines-1], strings.TrimRight(string(last), " ,;:")+"…")
	return strings.Join(kept, " "), true
}
