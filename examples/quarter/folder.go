package main

import (
	"embed"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"

	"github.com/partnermath/partnermath/examples/tabular"
)

//go:generate go run ./gensample -out sample

//go:embed sample/*.json sample/*.csv
var sample embed.FS

// The input files, in the order in which they are read.
const (
	questionnaireFile = "questionnaire.json"
	calendarFile      = "calendar.json"
	partnersFile      = "partners.csv"
	assessmentsFile   = "assessments.csv"
	goalsFile         = "goals.csv"
	planFile          = "plan.json"
	dealsFile         = "deals.csv"
	leadsFile         = "leads.csv"
)

var inputFiles = []string{questionnaireFile, calendarFile, partnersFile, assessmentsFile, goalsFile, planFile, dealsFile, leadsFile}

// folder is where the input files are, and how they are written.
type folder struct {
	files fs.FS
	below string // the path within files
	name  string // what the user calls it
	tables
	workbook *tabular.Workbook // in place of the tables; nil for none
	watch    *watch            // nil unless it is shown what is read
}

// openFolder returns a directory, or the sample when none is named.
func openFolder(directory string, how tables) folder {
	if directory == "" {
		return folder{files: sample, below: "sample", name: "sample"}
	}
	return folder{files: os.DirFS(directory), below: ".", name: directory, tables: how}
}

const (
	// maxTable and maxDocument are how long a CSV file and a JSON file may be.
	maxTable    = 4 << 30
	maxDocument = 64 << 20
)

// open opens a file that is one: reading a pipe might never end.
func (f folder) open(file string) (fs.File, error) {
	at, err := fs.Stat(f.files, path.Join(f.below, file))
	limit := int64(maxTable)
	if path.Ext(file) == ".json" {
		limit = maxDocument
	}
	switch {
	case errors.Is(err, fs.ErrNotExist) && f.has(file):
		return nil, errors.New("is a link to a file that is not there")
	case err != nil:
		return nil, err
	case !at.Mode().IsRegular():
		return nil, errors.New("must be a regular file")
	case at.Size() > limit:
		return nil, fmt.Errorf("must have at most %s bytes, has %s", grouped(limit), grouped(at.Size()))
	}
	return f.files.Open(path.Join(f.below, file))
}

// has reports whether there is a file, be it one that cannot be read.
func (f folder) has(file string) bool {
	if f.workbook != nil && path.Ext(file) == ".csv" {
		return f.workbook.Sheet(sheetOf(file)) != ""
	}
	_, err := fs.Lstat(f.files, path.Join(f.below, file))
	return !errors.Is(err, fs.ErrNotExist)
}

func (f folder) read(file string) ([]byte, error) {
	opened, err := f.open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = opened.Close() }()
	return io.ReadAll(io.LimitReader(opened, maxDocument+1))
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
