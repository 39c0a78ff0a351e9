// Package live writes workbooks of live formulas, and remembers what each formula has to come to, so
// that a test can hold a spreadsheet program to it.
//
//	to lay a workbook out            [Lay], [Book.Open]
//	to write a cell                  [Sheet.Text], [Sheet.Input], [Sheet.Choice], [Sheet.Day]; [Sheet.Figure], [Sheet.Verdict], [Sheet.Step]; [Sheet.Library]
//	to write a line of a list        [Sheet.Given], [Sheet.Dated]; [Sheet.Value], [Sheet.Sum], [Sheet.Decided]
//	to set heads, titles and notes   [Sheet.Heads], [Sheet.Title], [Sheet.Note]
//	to name cells in formulas        [Sheet.Here], [Sheet.At], [Sheet.Span], [Sheet.Far]; [Sheet.Mark], [Sheet.RowOf]
//	to draw                          [Sheet.Chart]
//	to share out a total             [Sheet.Share]
//	to save, and to prove            [Book.Write], [Book.Figures], [Figure.Agrees]
//
// There are four kinds of cells with numbers, told apart by their looks: an input (blue on yellow),
// which has a name; a figure, a formula of which it is known what it comes to, and which holds that
// for those who open the file without calculating; a step, a formula on the way to a figure; and a
// number that the library computed and no formula does (on grey).
//
// A sheet is written from the top, row by row. A formula names a row further down, or one of a sheet
// to come, by a key that the row is marked with: the workbook is laid out again until every
// row stands where it stood before.
//
// A spreadsheet calculates with some 15 digits. A number that it cannot hold to the last place is
// refused: money from 10^11 on, with 2 decimals.
package live
