package folder

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"maps"
	"os"
	"path"
	"path/filepath"
	"slices"
	"strings"
	"unicode"

	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/examples/tabular"
)

// Folder is where the input files are, and how they are written. The zero Folder has none; see
// [Open].
type Folder struct {
	layout Layout
	files  fs.FS
	below  string                       // the path within files
	name   string                       // what the user calls it
	names  []string                     // of the files in it
	inputs map[string]bool              // those names of input files, in any case
	near   map[string]string            // what may be meant for an input file, by its name
	ids    map[string]map[string]string // by column, those by name, for the tables that have names
	Tables
	seen     *evidence
	workbook *tabular.Workbook // in place of the tables; nil for none
	watch    *watch            // nil unless it is shown what is read
	Progress Progress          // nil for nobody who looks
}

// Progress is told how many rows of a file are read so far.
type Progress func(file string, rows int)

// rowsBetweenLooks keeps whoever looks, who is slower than a row, out of the way.
const rowsBetweenLooks = 1 << 12

func openFolder(l Layout, directory string, how Tables) Folder {
	return list(Folder{layout: l, files: os.DirFS(directory), below: ".", name: directory, Tables: how})
}

// list takes the names of the files.
func list(in Folder) Folder {
	entries, _ := fs.ReadDir(in.files, in.below) // without one, each file is missing
	for _, entry := range entries {
		in.names = append(in.names, entry.Name())
	}
	in.inputs, in.near = make(map[string]bool), make(map[string]string)
	for _, file := range in.layout.Files {
		for _, name := range in.inAnyCase(file.Name) {
			in.inputs[name] = true
		}
	}
	for _, file := range in.layout.Files {
		in.near[file.Name] = in.nearest(file.Name)
	}
	return in
}

// WithIDs lets the cells of a column have names in place of ids, in every table. The ids are by
// the names as tabular.FoldText writes them.
func (f Folder) WithIDs(column string, ids map[string]string) Folder {
	f.ids = maps.Clone(f.ids)
	if f.ids == nil {
		f.ids = make(map[string]map[string]string)
	}
	f.ids[column] = ids
	return f
}

// called returns what an input file is called: in another case, with another ending of a
// table, or by a name that it must not have, which is reported elsewhere.
func (f Folder) called(file string) string {
	all := f.inAnyCase(file)
	switch other := f.misnamed(file); {
	case len(all) == 1:
		return all[0]
	case len(all) == 0 && other != "" && !IsWorkbook(other):
		return other
	}
	return file
}

// inAnyCase returns the names of an input file that differ in case or, for a table, in the
// ending only; the one that it should have, if there is one.
func (f Folder) inAnyCase(file string) []string {
	var all []string
	for _, name := range f.names {
		if name == file {
			return []string{name}
		}
		stem, extension := cutExtension(name)
		if strings.EqualFold(name, file) || strings.EqualFold(stem, sheetOf(file)) && isTable(file) && isText(extension) {
			all = append(all, name)
		}
	}
	return all
}

// misnamed returns what most likely is meant to be an input file that is not there, ""
// for nothing: what has its name among other words, as in "Stations - readings.tsv" and
// "readings (1).csv", or is named nearly so.
func (f Folder) misnamed(file string) string {
	if f.isSheet(file) {
		return tabular.Nearest(sheetOf(file), f.workbook.Sheets())
	}
	if near, known := f.near[file]; known {
		return near
	}
	return f.nearest(file)
}

// nearest is misnamed for the files of the folder, which may be very many.
func (f Folder) nearest(file string) string {
	wanted, _ := cutExtension(file)
	near := ""
	for _, name := range f.names {
		stem, extension := cutExtension(name)
		isTemporary := strings.HasPrefix(name, ".") || strings.HasPrefix(name, "~") // of an open spreadsheet
		if isTemporary || f.inputs[name] || !mayStandFor(file, extension) {
			continue
		}
		parts := strings.FieldsFunc(strings.ToLower(stem), func(r rune) bool { return !unicode.IsLetter(r) })
		if slices.Contains(parts, wanted) {
			return name
		}
		if near == "" && tabular.Nearest(wanted, []string{stem}) != "" {
			near = name
		}
	}
	return near
}

func cutExtension(name string) (stem, extension string) {
	extension = path.Ext(name)
	return strings.TrimSuffix(name, extension), strings.ToLower(extension)
}

func isTable(file string) bool { return path.Ext(file) == ".csv" }

// isText reports whether a table may be in a file with an ending.
func isText(extension string) bool {
	return slices.Contains([]string{".csv", ".tsv", ".tab", ".txt"}, extension)
}

// mayStandFor reports whether a file with an ending may be meant for an input file.
func mayStandFor(file, extension string) bool {
	if isTable(file) {
		return isText(extension) || extension == ".xls" || extension == ".xlsx"
	}
	return extension == ".json" || extension == ".txt"
}

// CheckNames reports the input files whose names are wrong. They are read all the same, to
// find what else is wrong.
func (f Folder) CheckNames(found *Faults) {
	for _, one := range f.layout.Files {
		file := one.Name
		if f.isSheet(file) || len(f.inAnyCase(file)) > 0 {
			continue
		}
		if other := f.misnamed(file); other != "" && !IsWorkbook(other) {
			found.Add(file, 0, 0, "must be named %s, is named %.80q", file, other)
		}
	}
}

// unread returns the files, or the sheets, that are none of the input, nor the file of -columns.
func (f Folder) unread() []string {
	var names []string
	if f.workbook != nil {
		for _, sheet := range f.workbook.Sheets() {
			if !slices.ContainsFunc(f.layout.Files, func(file File) bool { return f.isSheet(file.Name) && f.workbook.Sheet(sheetOf(file.Name)) == sheet }) {
				names = append(names, "sheet "+sheet)
			}
		}
		return names
	}
	known := make(map[string]bool)
	for _, file := range f.layout.Files {
		known[f.called(file.Name)] = true
	}
	for _, name := range f.names {
		if !known[name] && !isSame(filepath.Join(f.name, name), f.from) {
			names = append(names, name)
		}
	}
	return names
}

// isSheet reports whether a sheet of a workbook stands for a file.
func (f Folder) isSheet(file string) bool { return f.workbook != nil && isTable(file) }

const (
	// MaxTable is how many bytes a CSV file may have.
	MaxTable = 4 << 30
	// MaxDocument is how many bytes a JSON file may have.
	MaxDocument = 64 << 20
)

// open opens a file that is one: reading a pipe might never end.
func (f Folder) open(file string) (fs.File, error) {
	at, err := fs.Stat(f.files, path.Join(f.below, f.called(file)))
	limit := int64(MaxTable)
	if path.Ext(file) == ".json" {
		limit = MaxDocument
	}
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, f.missing(file, err)
	case err != nil:
		return nil, err
	case !at.Mode().IsRegular():
		return nil, errors.New("must be a regular file")
	case at.Size() > limit:
		return nil, fmt.Errorf("must have at most %s bytes, has %s", words.Grouped(limit), words.Grouped(at.Size()))
	}
	return f.files.Open(path.Join(f.below, f.called(file)))
}

// missing returns the error of a file that is not there, with what may be meant for it.
func (f Folder) missing(file string, err error) error {
	all := f.inAnyCase(file)
	switch {
	case len(all) > 1:
		return fmt.Errorf("can be %s; one must be named %s", words.Named(all), file)
	case len(all) == 1:
		return errors.New("is a link to a file that is not there")
	}
	if other := f.misnamed(file); other != "" {
		return fmt.Errorf("is not there, but %.80q is; a workbook is read alone, with -data", other)
	}
	return err
}

// Has reports whether there is a file, be it one that cannot be read or that is named
// nearly so.
func (f Folder) Has(file string) bool {
	if f.isSheet(file) && f.workbook.Sheet(sheetOf(file)) != "" {
		return true
	}
	return !f.isSheet(file) && len(f.inAnyCase(file)) > 0 || f.misnamed(file) != ""
}

// ReadFile reads a document, or another file that is not large, as it is.
func (f Folder) ReadFile(file string) ([]byte, error) {
	opened, err := f.open(file)
	if err != nil {
		return nil, err
	}
	defer func() { _ = opened.Close() }()
	return io.ReadAll(io.LimitReader(opened, MaxDocument+1))
}

// IsInput reports whether a file is an input file of a directory, or would become
// one.
func (l Layout) IsInput(file, directory string) bool {
	if file == "" || directory == "" {
		return false
	}
	named := func(input File) bool { return strings.EqualFold(input.Name, filepath.Base(file)) }
	if slices.ContainsFunc(l.Files, named) && isSame(filepath.Dir(file), directory) {
		return true
	}
	in := openFolder(l, directory, Tables{})
	return slices.ContainsFunc(l.Files, func(input File) bool { return isSame(file, filepath.Join(directory, in.called(input.Name))) })
}

func isSame(a, b string) bool {
	atA, errA := os.Stat(a)
	atB, errB := os.Stat(b)
	return errA == nil && errB == nil && os.SameFile(atA, atB)
}
