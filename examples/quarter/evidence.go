package main

import (
	"fmt"
	"io"
	"maps"
	"slices"
	"strings"

	"github.com/partnermath/partnermath/examples/tabular"
)

// evidence is what was found in tables that tells how they are written, while nobody has
// stated it. A nil evidence takes none.
type evidence struct {
	dates, numbers map[string]bool // texts that could not be read; nil where their form is stated
	notUTF8        map[string]bool // files
}

// maxEvidence bounds the texts that are kept.
const maxEvidence = 10_000

func newEvidence() *evidence {
	return &evidence{dates: make(map[string]bool), numbers: make(map[string]bool), notUTF8: make(map[string]bool)}
}

func (e *evidence) date(text string) {
	if e != nil && e.dates != nil && len(e.dates) < maxEvidence {
		e.dates[strings.Clone(text)] = true
	}
}

func (e *evidence) number(text string) {
	if e != nil && e.numbers != nil && len(text) <= maxNumber && len(e.numbers) < maxEvidence {
		e.numbers[strings.Clone(text)] = true
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
// form reads, and all of which read the same.
func (e *evidence) advise() advice {
	var a advice
	if len(e.notUTF8) > 0 {
		a.encoding = tabular.CP1252
	}
	a.dates = tabular.DateFormOf(slices.Collect(maps.Keys(e.dates)))
	a.numbers = tabular.NumberFormOf(slices.Collect(maps.Keys(e.numbers)))
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
func (t tables) with(a advice, seen *evidence) tables {
	add := func(f forms) forms {
		taken := *seen
		if f.dates != (tabular.DateForm{}) {
			taken.dates = nil
		}
		if f.numbers != (tabular.NumberForm{}) {
			taken.numbers = nil
		}
		if f.encoding == "" {
			f.encoding = a.encoding
		}
		if f.dates == (tabular.DateForm{}) {
			f.dates = a.dates
		}
		if f.numbers == (tabular.NumberForm{}) {
			f.numbers = a.numbers
		}
		f.seen = &taken
		return f
	}
	t.forms = add(t.forms)
	of := make(map[string]forms)
	for file, one := range t.of {
		of[file] = add(one)
	}
	t.of = of
	return t
}

// maxTries is how often a folder is read again. With the encoding known, more texts are read.
const maxTries = 4

// retry finds the flags that would read what could not be read, and what is wrong then that
// could not be seen before.
func (in folder) retry(o options, seen *evidence, found *faults) (advice, []fault) {
	a := seen.advise()
	for range maxTries {
		if a.isEmpty() {
			break
		}
		more, left := newEvidence(), faults{apart: found.apart}
		again := in
		again.tables, again.watch = in.with(a, more), nil
		ch := readChannel(again, o, &left, newProgress(io.Discard))
		_, _ = ch.reporter(o, &left)
		seen = seen.and(more)
		if sure := seen.advise(); sure != a {
			a = sure
			continue
		}
		return a, left.without(found)
	}
	return advice{}, nil
}

// without returns the faults that are not among others.
func (f *faults) without(others *faults) []fault {
	f.cut()
	place := func(one fault) fault { // the bytes before it differ with the encoding
		if (one.kind == kindOfFault{}) {
			return one
		}
		return fault{file: one.file, line: one.line, kind: one.kind}
	}
	known := make(map[fault]bool)
	for _, one := range others.list {
		known[place(one)] = true
	}
	return slices.DeleteFunc(slices.Clone(f.list), func(one fault) bool { return known[place(one)] })
}

// text tells of the flags to give, for a message.
func (a advice) text(left []fault) string {
	text := "Try: " + a.String()
	if len(left) > 0 {
		text += fmt.Sprintf(" (with it, %s not seen yet)", counted(len(left), "fault shows that was", "faults show that were"))
	}
	return text
}
