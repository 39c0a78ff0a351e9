package main

import (
	"io"
	"os"
	"time"

	"golang.org/x/term"
)

// progress rewrites a line on a terminal to show how far the reading is. The
// zero progress shows nothing.
type progress struct {
	terminal io.Writer
	file     string // that is read
	before   int    // the rows of the files before it
	now      func() time.Time
	rows     int
	shown    time.Time
}

const (
	progressInterval = 200 * time.Millisecond
	// rowsBetweenLooks keeps the clock, which is slower than a row, out of the way.
	rowsBetweenLooks = 1 << 12
	eraseLine        = "\r\x1b[K"
)

// newProgress shows progress on w if that is a terminal.
func newProgress(w io.Writer) *progress {
	if file, ok := w.(*os.File); ok && term.IsTerminal(int(file.Fd())) {
		return &progress{terminal: file, now: time.Now, shown: time.Now()}
	}
	return &progress{}
}

// open starts to count the rows of a file.
func (p *progress) open(file string) { p.file, p.before = file, p.rows }

// row counts a row.
func (p *progress) row() {
	p.rows++
	if p.terminal == nil || p.rows%rowsBetweenLooks != 0 {
		return
	}
	if now := p.now(); now.Sub(p.shown) >= progressInterval {
		p.shown = now
		say(p.terminal, "%s%s: %s rows", eraseLine, p.file, grouped(int64(p.rows-p.before)))
	}
}

// step shows that so many of all are done.
func (p *progress) step(what string, done, of int) {
	if p.terminal == nil {
		return
	}
	if now := p.now(); now.Sub(p.shown) >= progressInterval {
		p.shown = now
		say(p.terminal, "%s%s: %s of %s", eraseLine, what, grouped(int64(done)), grouped(int64(of)))
	}
}

// done erases the line.
func (p *progress) done() {
	if p.terminal != nil {
		say(p.terminal, eraseLine)
	}
}
