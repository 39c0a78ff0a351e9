package main

import (
	"fmt"
	"io"
	"os"
	"strings"
	"unicode"
)

// printable keeps what a terminal would obey, and line breaks, out of a message.
func printable(text string) string {
	return strings.Map(func(r rune) rune {
		if unicode.IsPrint(r) {
			return r
		}
		return ' '
	}, text)
}

// complain says what is wrong other than in a file.
func complain(w io.Writer, err error) { say(w, "quarter: %s\n", printable(err.Error())) }

// sayLines writes lines to standard error.
func sayLines(w io.Writer, lines []string) {
	for _, line := range lines {
		say(w, "%s\n", printable(line))
	}
}

// say writes to standard error. When that fails, there is nobody to tell.
func say(w io.Writer, format string, args ...any) { _, _ = fmt.Fprintf(w, format, args...) }

// grouped writes a count with a separator between thousands.
func isSame(a, b string) bool {
	atA, errA := os.Stat(a)
	atB, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(atA, atB)
}
