package pptx

import (
	"strings"
	"unicode"
	"unicode/utf8"

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

// bolder are the same letters in bold.
var bolder = [...]int{
	278, 333, 474, 556, 556, 889, 722, 238, 333, 333, 389, 584, 278, 333, 278, 278,
	556, 556, 556, 556, 556, 556, 556, 556, 556, 556, 333, 333, 584, 584, 584, 611,
	975, 722, 722, 722, 722, 667, 611, 778, 722, 278, 556, 722, 611, 833, 722, 778,
	667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 333, 278, 333, 584, 556,
	333, 556, 611, 556, 611, 556, 333, 611, 611, 278, 278, 556, 278, 889, 611, 611,
	611, 611, 389, 556, 333, 611, 556, 778, 556, 556, 500, 389, 280, 389, 584,
}

// runeWidth is how wide a letter is, in thousandths of its size; those that are not in the
// tables are taken for wide ones.
func runeWidth(r rune, bold bool) int {
	switch {
	case r >= ' ' && r <= '~' && bold:
		return bolder[r-' ']
	case r >= ' ' && r <= '~':
		return ascii[r-' ']
	case unicode.Is(unicode.Mn, r), unicode.Is(unicode.Me, r):
		return 0
	case r < 0x1100:
		return 760
	}
	return 1000
}

// OneLine is how wide a text is that [Lines] does not break, in points.
func OneLine(text string, size int, bold bool) int { return textWidth(text, size, bold)/spared + 1 }

// spared are the thousandths of a width that a line takes, as programs measure a little differently.
const spared = 970

// textWidth is how wide a text on one line is, in thousandths of a point.
func textWidth(text string, size int, bold bool) int {
	width := 0
	for _, r := range text {
		width += runeWidth(r, bold)
	}
	return width * size
}

// lineHeight is how high a line of letters of a size is, rounded up.
func lineHeight(size int) int { return (size*6 + 4) / 5 }

// Lines breaks a text for a width in points: between words, and words that are longer than a
// line. There is one line at least.
func Lines(text string, width, size int, bold bool) []string {
	var lines []string
	current, room := "", width*spared
	fits := func(text string) bool { return textWidth(text, size, bold) <= room }
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
	kept := letters(all[:lines]...)
	for kept > 0 {
		shown = strings.TrimRight(first(text, kept), " ,;:") + "…"
		if len(Lines(shown, width, size, bold)) <= lines {
			break
		}
		kept--
	}
	return shown, true
}

// letters is how many there are in texts, without spaces.
func letters(texts ...string) int {
	n := 0
	for _, text := range texts {
		n += utf8.RuneCountInString(strings.ReplaceAll(text, " ", ""))
	}
	return n
}

// first returns the text up to so many letters, spaces not counted.
func first(text string, letters int) string {
	for at, r := range text {
		if r == ' ' {
			continue
		}
		if letters == 0 {
			return text[:at]
		}
		letters--
	}
	return text
}
