package folder

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"

	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/examples/tabular"
)

// maxWorkbook is how long a workbook may be.
const maxWorkbook = 256 << 20

// IsWorkbook reports whether a file is a workbook, by its name.
func IsWorkbook(file string) bool { return strings.EqualFold(filepath.Ext(file), ".xlsx") }

// Open returns a folder of files, or a workbook (.xlsx) whose sheets stand for the tables,
// with the other files beside it.
func Open(l Layout, data string, how Tables) (Folder, error) {
	seen := newEvidence()
	how = how.with(advice{}, seen)
	in, err := open(l, data, how)
	in.seen = seen
	return in, err
}

// OpenFS returns a folder of a file system, such as one that is built into a program.
func OpenFS(l Layout, files fs.FS, directory string) Folder {
	seen := newEvidence()
	return list(Folder{layout: l, files: files, below: directory, name: directory, seen: seen, Tables: Tables{}.with(advice{}, seen)})
}

// Close closes the workbook, if there is one.
func (in Folder) Close() error {
	if in.workbook == nil {
		return nil
	}
	return in.workbook.Close()
}

func open(l Layout, data string, how Tables) (Folder, error) {
	if IsWorkbook(data) {
		return openWorkbook(l, data, how)
	}
	if at, err := os.Stat(data); err == nil && !at.IsDir() {
		return Folder{}, errors.New("must be a folder or a workbook (.xlsx)")
	}
	return openFolder(l, data, how), nil
}

// openWorkbook returns the folder of a workbook, whose sheets stand for the tables.
func openWorkbook(l Layout, file string, how Tables) (Folder, error) {
	in := openFolder(l, filepath.Dir(file), how)
	in.name = file
	at, err := os.Stat(file)
	switch {
	case err != nil:
		return in, words.Reason(err)
	case !at.Mode().IsRegular():
		return in, errors.New("must be a regular file")
	case at.Size() > maxWorkbook:
		return in, fmt.Errorf("must have at most %s bytes, has %s", words.Grouped(maxWorkbook), words.Grouped(at.Size()))
	}
	opened, err := os.Open(file)
	if err != nil {
		return in, words.Reason(err)
	}
	defer func() { _ = opened.Close() }()
	in.workbook, err = tabular.NewWorkbook(opened)
	return in, err
}

// sheetOf is the sheet that stands for a table.
func sheetOf(file string) string { return strings.TrimSuffix(file, ".csv") }

// plain returns what makes texts of the numbers and days of a workbook, in the columns
// that have some.
func (s *Sheet[T]) plain(w *tabular.Workbook) func(column int, text string) string {
	return func(column int, text string) string {
		kind := s.kinds[column]
		if kind == KindText {
			return text
		}
		digits, ok := tabular.Digits(text)
		if !ok {
			return text
		}
		if kind == KindDay {
			if day, ok := w.Day(digits); ok {
				return day.String()
			}
			return text
		}
		written := s.Forms.Numbers.Write(digits)
		if written != text { // a text is of the form that is stated
			if line, at := s.reader.Place(column); w.IsText(sheetOf(s.file), line, at) {
				return text
			}
		}
		return written
	}
}
