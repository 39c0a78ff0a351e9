package main

import (
	"embed"
	"errors"
	"io/fs"
	"os"
	"path"
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

// folder is where the input files are.
type folder struct {
	files fs.FS
	below string // the path within files
	name  string // what the user calls it
}

// openFolder returns a directory, or the sample when none is named.
func openFolder(directory string) folder {
	if directory == "" {
		return folder{files: sample, below: "sample", name: "sample"}
	}
	return folder{files: os.DirFS(directory), below: ".", name: directory}
}

func (f folder) open(file string) (fs.File, error) { return f.files.Open(path.Join(f.below, file)) }

func (f folder) has(file string) bool {
	_, err := fs.Stat(f.files, path.Join(f.below, file))
	return err == nil
}

func (f folder) read(file string) ([]byte, error) {
	return fs.ReadFile(f.files, path.Join(f.below, file))
}

// reason is an error of a file without the path, which is printed anyway.
func reason(err error) error {
	var inPath *fs.PathError
	if errors.As(err, &inPath) {
		return inPath.Err
	}
	return err
}
