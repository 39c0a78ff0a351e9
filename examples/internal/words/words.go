// Package words writes counts and errors of files for people.
package words

import (
	"errors"
	"io/fs"
	"os"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
)

// Grouped writes a count with a separator between thousands.
func Grouped(n int64) string { return document.UnitCount.Format(partnermath.Int(n), "") }

// Counted writes a count with what is counted.
func Counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return Grouped(int64(n)) + " " + many
}

// MaxNamed is how many of a long list Named names.
const MaxNamed = 10

// Named lists the first names and counts the others.
func Named(names []string) string {
	text := strings.Join(names[:min(len(names), MaxNamed)], ", ")
	if more := len(names) - MaxNamed; more > 0 {
		text += " and " + Grouped(int64(more)) + " more"
	}
	return text
}

// Reason is an error of a file without the path, for where that is printed anyway.
func Reason(err error) error {
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
