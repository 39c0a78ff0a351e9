package folder

import (
	"maps"
	"strings"

	"github.com/partnermath/partnermath/examples/tabular"
)

const (
	// Separator stands between the ids of several choices, of which none contains it.
	Separator = ";"
	// separators may stand between several choices, as forms and spreadsheets write them.
	separators = Separator + ",\n"
)

// Wording tells what the cells of a column, or the answers to a question, stand for.
type Wording struct {
	exact  map[string]string // by text
	folded map[string]string // by text as tabular.FoldText takes it
	other  *string           // what all other texts stand for; nil for themselves
	// most is how many choices a cell may have, with one more that is refused, and inside how
	// many separators a text may have that stands for one.
	most, inside int
	seen         map[string]string
}

// NewWording returns one in which each cell stands for itself, or, with other, for that. A cell has
// as many choices at most.
func NewWording(most int, other *string) *Wording {
	return &Wording{exact: make(map[string]string), folded: make(map[string]string), seen: make(map[string]string), most: most, other: other}
}

// NewEnumWording takes the values of a closed list in any case, and with spaces for hyphens.
func NewEnumWording[T ~string](values []T) *Wording {
	w := NewWording(1, nil)
	for _, value := range values {
		w.exact[string(value)] = string(value)
		w.folded[tabular.FoldText(string(value))] = string(value)
		w.folded[tabular.FoldText(strings.ReplaceAll(string(value), "-", " "))] = string(value)
	}
	return w
}

// Add takes words as they are written, and in any case. They come before those it has.
func (w *Wording) Add(words map[string]string) {
	maps.Copy(w.exact, words)
	w.AddFolded(words)
}

// AddFolded takes words in any case, that come before those it has. Of two that are the same in another
// case, such as the ids of choices, each stands for itself.
func (w *Wording) AddFolded(words map[string]string) {
	twice := make(map[string]bool)
	folded := make(map[string]string)
	for text, to := range words {
		text = tabular.FoldText(text)
		before, known := folded[text]
		twice[text] = twice[text] || known && before != to
		folded[text] = to
		w.inside = max(w.inside, strings.Count(text, ",")+strings.Count(text, Separator))
	}
	maps.DeleteFunc(folded, func(text, _ string) bool { return twice[text] })
	maps.Copy(w.folded, folded)
}

// Stand returns what a cell stands for.
func (w *Wording) Stand(text string) string {
	if to, known := w.seen[text]; known {
		return to
	}
	to, known := w.one(text)
	if !known && w.most > 1 {
		to = w.each(text)
	}
	if len(w.seen) < maxWords {
		w.seen[strings.Clone(text)] = strings.Clone(to)
	}
	return to
}

// maxWords bounds Wording.seen.
const maxWords = 10_000

// one returns what a text stands for as a whole, and whether somebody has said so.
func (w *Wording) one(text string) (to string, known bool) {
	if to, known = w.exact[text]; known {
		return to, true
	}
	if to, known = w.folded[tabular.FoldText(text)]; known || w.other == nil {
		if !known {
			to = text
		}
		return to, known
	}
	return *w.other, false
}

// each returns what the parts of a cell stand for, those for nothing left out.
func (w *Wording) each(text string) string {
	var all []string
	for more := true; more && len(all) < w.most; {
		var part string
		part, text, more = w.cut(text)
		if to, _ := w.one(part); to != "" || part == "" {
			all = append(all, to)
		}
	}
	return strings.Join(all, Separator)
}

// cut takes the first part off a cell: the longest one that stands for something, or what is
// before the first separator.
func (w *Wording) cut(text string) (part, rest string, more bool) {
	part, more = text, false
	for end, n := 0, 0; n <= w.inside && end < len(text); n++ {
		at := strings.IndexAny(text[end:], separators)
		isLast := at < 0
		if isLast {
			at = len(text) - end
		}
		end += at
		if _, known := w.one(strings.TrimSpace(text[:end])); known || n == 0 {
			part, rest, more = text[:end], text[min(end+1, len(text)):], !isLast
		}
		end++
	}
	return strings.TrimSpace(part), rest, more
}
