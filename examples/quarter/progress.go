package main

import (
	"io"
	"os"
	"sync"
	"time"

	"golang.org/x/term"

	"github.com/partnermath/partnermath/examples/internal/words"
)

// progress rewrites a line on a terminal to show how far the reading is. The
// zero progress shows nothing.
type progress struct {
	terminal io.Writer
	now      func() time.Time
	shown    time.Time
	lock     sync.Mutex // files are read beside each other
}

const (
	progressInterval = 200 * time.Millisecond
	eraseLine        = "\r\x1b[K"
)

// newProgress shows progress on w if that is a terminal.
func newProgress(w io.Writer) *progress {
	if file, ok := w.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		return &progress{terminal: file, now: time.Now, shown: time.Now()}
	}
	return &progress{}
}

// read shows how many rows of a file are read.
func (p *progress) read(file string, rows int) {
	p.show("%s%s: %s rows", eraseLine, file, words.Grouped(int64(rows)))
}

// step shows that so many of all are done.
func (p *progress) step(what string, done, of int) {
	p.show("%s%s: %s of %s", eraseLine, what, words.Grouped(int64(done)), words.Grouped(int64(of)))
}

// show writes what is to be seen, if it is time.
func (p *progress) show(format string, args ...any) {
	if p.terminal == nil {
		return
	}
	p.lock.Lock()
	defer p.lock.Unlock()
	if now := p.now(); now.Sub(p.shown) >= progressInterval {
		p.shown = now
		say(p.terminal, format, args...)
	}
}

// done erases the line.
func (p *progress) done() {
	if p.terminal != nil {
		say(p.terminal, eraseLine)
	}
}
