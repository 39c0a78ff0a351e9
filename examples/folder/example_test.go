package folder_test

import (
	"fmt"
	"strings"
	"testing/fstest"

	"github.com/partnermath/partnermath/examples/folder"
)

// reading is a row of readings.csv.
type reading struct {
	Station string `csv:"station"`
	Day     string `csv:"day"`
	Degrees string `csv:"degrees"`
}

// The files are named in a layout. What is wrong with a row is told where it stands, and the flags
// that would read it.
func Example() {
	layout := folder.Layout{Files: []folder.File{{Name: "readings.csv", Keys: map[string]string{"station": "station"}, Parts: []folder.Part{
		{Name: "station", What: "where it was read"},
		{Name: "day", What: "when it was read", Kind: folder.KindDay},
		{Name: "degrees", What: "what was read", Kind: folder.KindNumber},
	}}}}
	files := fstest.MapFS{"export/readings.csv": {Data: []byte("Day;Station;Degrees\n2026-03-30;Pier;7,5\n2026-03-31;Pier;8,25\n31 March;Mast;9\n")}}
	read := func(in folder.Folder, found *folder.Faults) {
		rows, ok := folder.OpenSheet[reading](in, "readings.csv", found)
		if !ok {
			return
		}
		for row := range rows.All() {
			cells := folder.Cells[reading]{Rows: rows}
			day, degrees := cells.Date("day", row.Day), cells.Number("degrees", row.Degrees)
			if cells.Faulty == nil && !found.Refused() {
				fmt.Println(row.Station, day, degrees.Decimal)
			}
		}
	}
	in := folder.OpenFS(layout, files, "export")
	found := in.NewFaults(false)
	read(in, found)
	fmt.Println(strings.Join(found.Lines(in), "\n"))
	fmt.Println("With what is advised:")
	fmt.Println(strings.Join(in.Advise(found, read), "\n"))
	// Output:
	// export/readings.csv:2:17: degrees: must be a number like 0.75, of at most 15 digits, got "7,5"; -numbers 1.234,56 reads it
	// export/readings.csv:3:17: degrees: must be a number like 0.75, of at most 15 digits, got "8,25"; -numbers 1.234,56 reads it
	// export/readings.csv:4:1: day: must be a day like 2026-03-31, got "31 March"
	// With what is advised:
	// Pier 2026-03-30 7.5
	// Pier 2026-03-31 8.25
	// Try: -numbers 1.234,56 (with it, 1 fault is left)
	// export/readings.csv:4:1: day: must be a day like 2026-03-31, got "31 March"
	// Without it:
	// export/readings.csv:2:17: degrees: must be a number like 0.75, of at most 15 digits, got "7,5"; -numbers 1.234,56 reads it
	// and 1 more
}
