package main

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strings"
	"unicode"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
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
func grouped(n int64) string { return document.UnitCount.Format(partnermath.Int(n), "") }

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(int64(n)) + " " + many
}

// reason is an error of a file without the path, which is printed anyway.
func reason(err error) error {
	var inPath *fs.PathError
	var inLink *os.LinkError
	switch {
	case errors.As(err, &inPath):
		return inPath.Err
	case errors.As(err, &inLink):
		return inLink.Err
	}
	return err
}

func isSame(a, b string) bool {
	atA, errA := os.Stat(a)
	atB, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(atA, atB)
}
