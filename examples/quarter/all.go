package main

import (
	"bytes"
	"errors"
	"fmt"
	"hash/fnv"
	"os"
	"os/signal"
	"path/filepath"
	"runtime"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"syscall"

	"github.com/partnermath/partnermath/examples/internal/words"
)

// writeAll writes the review of each partner into a file of the directory -out, as finished
// says. It returns the exit status beside what went wrong; what was written until then stays.
func (m *reviewer) writeAll(o options, finished func(report) report, shown *progress) (status int, err error) {
	if err := m.closeGroups(); err != nil {
		return exitInput, err
	}
	if err := os.MkdirAll(o.out, 0o777); err != nil {
		return exitOutput, fmt.Errorf("-out %s: %w", o.out, words.Reason(err))
	}
	interrupts := make(chan os.Signal, 1)
	signal.Notify(interrupts, os.Interrupt, syscall.SIGTERM)
	defer signal.Stop(interrupts)
	ids := make([]string, len(m.subjects))
	for i, at := range m.subjects {
		ids[i] = m.channel.Partners()[at].ID
	}
	names := fileNames(ids)
	texts := sync.Pool{New: func() any { return new(bytes.Buffer) }}
	err = m.each(func(i int) error {
		r, err := m.review(m.subjects[i])
		if err != nil {
			return err
		}
		text := texts.Get().(*bytes.Buffer)
		defer texts.Put(text)
		text.Reset()
		err = formats[o.format](text, finished(r), o.width)
		file := filepath.Join(o.out, names[i]+extensions[o.format])
		if err == nil {
			err = put(file, text.Bytes(), interrupts)
		}
		if err != nil {
			return unwritten{fmt.Errorf("-out %s: %w", file, words.Reason(err))}
		}
		m.channel.Forget(m.subjects[i])
		return nil
	}, shown)
	switch {
	case errors.As(err, new(unwritten)):
		return exitOutput, err
	case err != nil:
		return exitInput, err
	}
	return exitDone, nil
}

// unwritten is the error of a file that cannot be written.
type unwritten struct{ error }

// each does something with each partner under review, by its position in subjects, on all
// processors. After an error it does no more, and returns it.
func (m *reviewer) each(do func(i int) error, shown *progress) (first error) {
	var next, stopped atomic.Int64
	var workers sync.WaitGroup
	outcomes := make(chan error)
	for range runtime.GOMAXPROCS(0) {
		workers.Go(func() {
			for i := next.Add(1) - 1; i < int64(len(m.subjects)) && stopped.Load() == 0; i = next.Add(1) - 1 {
				outcomes <- do(int(i))
			}
		})
	}
	go func() {
		workers.Wait()
		close(outcomes)
	}()
	defer shown.done()
	count := 0
	for err := range outcomes {
		if err != nil && first == nil {
			first = err
			stopped.Store(1)
		}
		count++
		shown.step("reviews", count, len(m.subjects))
	}
	return first
}

// The reviews of all partners may take this much memory, if what is known of them leaves room
// for it, and are to use it before any is looked for that can be let go.
const (
	allMemory = 890 << 20
	allGrowth = 400
)

// extensions are those of the files of a format.
var extensions = map[string]string{"text": ".txt", "markdown": ".md", "json": ".json", "html": ".html", formatWorkbook: ".xlsx", formatDeck: ".pptx"}

// reservedNames are those that Windows has for devices.
var reservedNames = strings.Fields("con prn aux nul com1 com2 com3 com4 com5 com6 com7 com8 com9 lpt1 lpt2 lpt3 lpt4 lpt5 lpt6 lpt7 lpt8 lpt9")

// fileNames returns a name for the file of each id, which no other one has in whatever case.
// An id that is no name, or not the only one of its letters, has a number behind it, which
// depends on the id alone.
func fileNames(ids []string) []string {
	names := make([]string, len(ids))
	taken := make(map[string]int)
	for i, id := range ids {
		names[i] = strings.Map(safeRune, id)
		taken[strings.ToLower(names[i])]++
	}
	for i, id := range ids {
		lower := strings.ToLower(names[i])
		stem, _, _ := strings.Cut(lower, ".")
		if names[i] == id && taken[lower] == 1 && stem != "" && !strings.HasSuffix(id, ".") && !slices.Contains(reservedNames, stem) {
			continue
		}
		name := names[i]
		for round := 0; taken[strings.ToLower(names[i])] > 0; round++ {
			sum := fnv.New32a()
			_, _ = fmt.Fprintf(sum, "%s\x00%d", id, round)
			names[i] = fmt.Sprintf("%s-%08x", strings.Trim(name, "."), sum.Sum32())
		}
		taken[strings.ToLower(names[i])]++
	}
	return names
}

func safeRune(r rune) rune {
	switch {
	case r >= 'a' && r <= 'z', r >= 'A' && r <= 'Z', r >= '0' && r <= '9', r == '-', r == '_', r == '.':
		return r
	}
	return '_'
}
