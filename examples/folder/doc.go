// Package folder reads a folder of tables (CSV) and documents (JSON), or a workbook whose sheets
// stand for the tables, as other programs export them, and tells all that is wrong with them in
// one run. It knows nothing of what is in the files: a [Layout] tells which there are, what
// their columns are and how a document is mended.
//
//	to tell which files there are                   [Layout], [File], [Part]
//	to tell how tables are written                  [Tables], [Forms], [Tables.ReadColumns]
//	to open a folder, a workbook or an fs.FS        [Open], [OpenFS], [Folder.WithIDs]
//	to read a table row by row                      [OpenSheet], [Sheet.All], [Cells]
//	to read one with a column for each question     [OpenSpread]
//	to check rows many at a time                    [Batch]
//	to read a document                              [ReadDocument], [Document.Check], [Document.Rules]
//	to take the words of a cell for those known     [NewWording], [NewEnumWording]
//	to take note of faults                          [Faults.Add], [Faults.AddRow], [Sheet.Fault]
//	to learn what is wrong                          [Faults.Refused], [Faults.Lines], [Folder.Advise]
//	to leave faulty rows out                        [Folder.NewFaults], [Faults.CheckApart], [Faults.LeftOut]
//	to show what is read as what                    [Folder.Watch], [Folder.Check]
//
// # What is wrong
//
// Reading goes on behind a fault, as far as something can be read without what is faulty, so
// that one run tells everything. Nothing is guessed: a text that can be read in two ways is a
// fault, and Advise tells the flags that would read it when the others leave no doubt. The flags
// that faults name, -data, -columns, -dates, -numbers and -encoding, are those of a command that
// takes them for what Open, ReadColumns and Forms take. When [Faults.Refused] reports that there is
// something wrong, what was read must not be used; with NewFaults(true), faulty rows are left
// out in place.
//
// # In this order
//
//	type reading struct {
//		Station string `csv:"station"`
//		Degrees string `csv:"degrees"`
//	}
//	in, err := folder.Open(layout, "export", folder.Tables{})
//	found := in.NewFaults(false)
//	if rows, ok := folder.OpenSheet[reading](in, "readings.csv", found); ok {
//		for row := range rows.All() {
//			cells := folder.Cells[reading]{Rows: rows}
//			degrees := cells.Number("degrees", row.Degrees)
//		}
//	}
//	if found.Refused() {
//		fmt.Println(strings.Join(found.Lines(in), "\n"))
//	}
package folder
