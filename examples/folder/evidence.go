package folder

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"sync"

	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/examples/tabular"
)

// evidence is what was found in tables that tells how they are written, while nobody has
// stated it. A nil evidence takes none.
type evidence struct {
	*sync.Mutex                    // tables are read beside each other
	dates, numbers map[string]bool // texts that could not be read; nil where their form is stated
	notUTF8        map[string]bool // files
}

// maxEvidence bounds the texts that are kept.
const maxEvidence = 10_000

func newEvidence() *evidence {
	return &evidence{Mutex: new(sync.Mutex), dates: make(map[string]bool), numbers: make(map[string]bool), notUTF8: make(map[string]bool)}
}

func (e *evidence) date(text string) {
	if e != nil {
		e.take(e.dates, text)
	}
}

func (e *evidence) number(text string) {
	if e != nil && len(text) <= maxNumber {
		e.take(e.numbers, text)
	}
}

// take takes a text or a name, where there is room for it.
func (e *evidence) take(into map[string]bool, text string) {
	e.Lock()
	defer e.Unlock()
	if into != nil && len(into) < maxEvidence {
		into[strings.Clone(text)] = true
	}
}

// advice is the flags that read what could not be read.
type advice struct {
	encoding tabular.Encoding
	dates    tabular.DateForm
	numbers  tabular.NumberForm
}

func (a advice) isEmpty() bool { return a.String() == "" }

// String returns the flags as they are typed.
func (a advice) String() string {
	var flags []string
	if a.encoding != "" {
		flags = append(flags, "-encoding "+string(a.encoding))
	}
	if a.dates != (tabular.DateForm{}) {
		flags = append(flags, "-dates "+a.dates.String())
	}
	if a.numbers != (tabular.NumberForm{}) {
		flags = append(flags, "-numbers "+inShell(a.numbers.String()))
	}
	return strings.Join(flags, " ")
}

// advise returns what the texts leave no doubt of: the forms that read each of them that any
// Form reads, and all of which read the same.
func (e *evidence) advise() advice {
	var a advice
	if len(e.notUTF8) > 0 {
		a.encoding = tabular.CP1252
	}
	a.dates = tabular.DateFormOf(slices.Sorted(maps.Keys(e.dates)))
	a.numbers = tabular.NumberFormOf(slices.Sorted(maps.Keys(e.numbers)))
	return a
}

// and returns what two have found.
func (e *evidence) and(other *evidence) *evidence {
	all := newEvidence()
	for _, one := range []*evidence{e, other} {
		maps.Copy(all.dates, one.dates)
		maps.Copy(all.numbers, one.numbers)
		maps.Copy(all.notUTF8, one.notUTF8)
	}
	return all
}

// with returns the tables written by the advice where nothing else is stated, and takes
// evidence there.
func (t Tables) with(a advice, seen *evidence) Tables {
	add := func(f Forms) Forms {
		taken := *seen
		if f.Dates != (tabular.DateForm{}) {
			taken.dates = nil
		}
		if f.Numbers != (tabular.NumberForm{}) {
			taken.numbers = nil
		}
		if f.Encoding == "" {
			f.Encoding = a.encoding
		}
		if f.Dates == (tabular.DateForm{}) {
			f.Dates = a.dates
		}
		if f.Numbers == (tabular.NumberForm{}) {
			f.Numbers = a.numbers
		}
		f.seen = &taken
		return f
	}
	t.Forms = add(t.Forms)
	of := make(map[string]Forms)
	for file, one := range t.of {
		of[file] = add(one)
	}
	t.of = of
	return t
}

// maxTries is how often a folder is read again. With the encoding known, more texts are read.
const maxTries = 4

// retry finds the flags that would read what could not be read, and all that is wrong then, by
// reading and checking all.
func (in Folder) retry(found *Faults, readAll func(Folder, *Faults)) (advice, *Faults) {
	seen := in.seen
	a := seen.advise()
	for range maxTries {
		if a.isEmpty() {
			break
		}
		more, left := newEvidence(), in.NewFaults(found.apart)
		again := in
		again.Tables, again.seen, again.watch = in.with(a, more), more, nil
		again.Progress = nil
		readAll(again, left)
		seen = seen.and(more)
		if sure := seen.advise(); sure != a {
			a = sure
			continue
		}
		left.cut()
		return a, left
	}
	return advice{}, new(Faults)
}

// text tells of the flags to give.
func (a advice) text(left *Faults) string {
	if left.count == 0 {
		return "Try: " + a.String() + " (with it, nothing is refused)"
	}
	return fmt.Sprintf("Try: %s (with it, %s left)", a, words.Counted(left.count, "fault is", "faults are"))
}

// Advise has lines for all that is wrong. Where there are flags that would read what cannot be read, these
// come first, and all that is wrong once they are given; what they cure is last, and cut short. Where that is
// in doubt, it is the lines of the faults. What reads the folder and checks all is called again.
func (in Folder) Advise(found *Faults, readAll func(Folder, *Faults)) []string {
	advised, left := in.retry(found, readAll)
	if advised.isEmpty() {
		return found.Lines(in)
	}
	lines := append([]string{advised.text(left)}, left.Lines(in)...)
	return append(append(lines, "Without it:"), found.cured(in, left)...)
}
