// Package document states what a report says, and writes it so that people can read it.
//
//	to state what a report says     Document, Section, Table, Cell
//	to write it as text             Document.AppendText
//	to write it as Markdown         Document.AppendMarkdown
//	to write a number in a text     Unit.Format
//	to make a page of another kind  Table.Written, Table.Drawing, Plain
//
// A [Document] holds texts and numbers and no layout: the same document becomes text of any
// width and Markdown, and a number is written in one way everywhere. Names of partners,
// deals and products come from outside, so whatever a terminal or a Markdown page would
// obey is made harmless where it is written, and by [Plain] where another page is.
package document
