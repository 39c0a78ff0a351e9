package tabular

import (
	"bufio"
	"bytes"
	"slices"
	"strings"
	"unicode"
)

var commaNames = map[byte]string{',': "commas", ';': "semicolons", '\t': "tabs", '|': "bars"}

// commas are what may separate cells; of two that do as well, the first is taken.
var commas = []byte{',', ';', '\t', '|'}

// findHeader returns the separator of a header, where it starts and how many lines stand
// above it. It is the first line, unless a later one knows more columns, and two at least. Where
// none does, and the first has half as many cells with text as another at most, as a title has,
// it is the first of those that have the most.
func findHeader(start []byte, known func(column string) bool) (comma byte, offset, above int) {
	comma, most, first := findComma(bytes.TrimLeft(start, "\r\n"), known)
	most = max(most, 1)
	isKnown, filled := most > 1, 2*first-1
	rest := start
	for line := range maxAbove {
		other, n, cells := findComma(rest, known)
		switch {
		case n > most:
			isKnown = true
			comma, most, offset, above = other, n, len(start)-len(rest), line
		case !isKnown && cells > filled:
			filled = cells
			comma, offset, above = other, len(start)-len(rest), line
		}
		_, next, more := bytes.Cut(rest, []byte("\n"))
		if !more {
			break
		}
		rest = next
	}
	return comma, offset, above
}

// maxAbove is how many lines are looked at for a header.
const maxAbove = 20

// findComma returns the separator of a row, how many columns it knows with it, and how many
// cells have a text.
func findComma(start []byte, known func(column string) bool) (best byte, count, filled int) {
	best, most := commas[0], [2]int{-1, -1}
	line, _, _ := bytes.Cut(start, []byte("\n"))
	if len(bytes.TrimSpace(line)) == 0 { // the row of a later line
		return best, 0, 0
	}
	for _, comma := range commas {
		r := records{in: bufio.NewReader(bytes.NewReader(start)), comma: comma}
		header, err := r.read()
		if err != nil {
			continue
		}
		score := [2]int{countKnown(header, known), len(header)}
		if score[0] > most[0] || score[0] == most[0] && score[1] > most[1] {
			best, most, filled = comma, score, countFilled(header)
		}
	}
	return best, max(most[0], 0), filled
}

func countKnown(row []string, known func(column string) bool) int {
	n := 0
	for _, column := range row {
		if known(column) {
			n++
		}
	}
	return n
}

func countFilled(row []string) int {
	n := 0
	for _, cell := range row {
		if strings.TrimSpace(cell) != "" {
			n++
		}
	}
	return n
}

// statedComma returns the separator that a line "sep=;" before the header states, as
// spreadsheets understand and write it, with the length of the line; 0 without one.
func statedComma(start []byte) (length int, comma byte) {
	line, _, ended := bytes.Cut(start, []byte("\n"))
	text := strings.TrimRight(strings.ToLower(string(line[:min(len(line), 8)])), "\r")
	if !ended || len(text) != len("sep=;") || !strings.HasPrefix(text, "sep=") {
		return 0, 0
	}
	comma = text[len("sep=")]
	if commaNames[comma] == "" {
		return 0, 0
	}
	return len(line) + 1, comma
}

// Fold returns what two names of a column have in common that differ in case, or in
// the spaces, underscores and hyphens between their words.
func Fold(name string) string {
	return strings.Join(strings.FieldsFunc(strings.ToLower(name), func(r rune) bool {
		return r == ' ' || r == '_' || r == '-' || r == '\n' || r == '\t' || r == '\u00a0'
	}), "_")
}

// Nearest returns the name that a misspelt one most likely stands for, "" for none.
func Nearest(name string, among []string) string {
	folded := []rune(Fold(name))
	if len(folded) < 3 {
		return ""
	}
	best, least := "", max(1, len(folded)/4)+1
	for _, other := range among {
		if d := distance(folded, []rune(Fold(other)), least); d < least {
			best, least = other, d
		}
	}
	return best
}

// longer returns the only name that starts with all words of another one, or with all of whose words that
// one starts; "" for none.
func longer(name string, among []string) string {
	found := ""
	for _, other := range among {
		short, long := []rune(Fold(name)), []rune(Fold(other))
		if len(short) > len(long) {
			short, long = long, short
		}
		isStart := len(short) > 3 && len(short) < len(long) && slices.Equal(short, long[:len(short)]) && !unicode.IsLetter(long[len(short)])
		switch {
		case isStart && found != "":
			return ""
		case isStart:
			found = other
		}
	}
	return found
}

// distance is the number of letters to insert, delete, replace or swap with the next
// that make b of a; most when there are more.
func distance(a, b []rune, most int) int {
	if len(a)-len(b) >= most || len(b)-len(a) >= most {
		return most
	}
	before, last, row := make([]int, len(b)+1), make([]int, len(b)+1), make([]int, len(b)+1)
	for j := range row {
		last[j] = j
	}
	for i := range a {
		row[0] = i + 1
		for j := range b {
			cost := 1
			if a[i] == b[j] {
				cost = 0
			}
			row[j+1] = min(last[j+1]+1, row[j]+1, last[j]+cost)
			if i > 0 && j > 0 && a[i] == b[j-1] && a[i-1] == b[j] {
				row[j+1] = min(row[j+1], before[j-1]+1)
			}
		}
		before, last, row = last, row, before
	}
	return min(last[len(b)], most)
}
