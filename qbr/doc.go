// Package qbr writes what a channel review says so that people can read it.
//
//	to state what a report says                  Document, its Section, Table, Row
//	to write it for a terminal or a mail         Document.AppendText
//	to write it for a page of Markdown           Document.AppendMarkdown
//
// A [Document] holds texts that are ready to be read, numbers as they are published, and
// no layout: the same document becomes text of any width and Markdown. Names of partners,
// deals and products come from outside, so whatever a terminal or a Markdown page would
// obey is made harmless where it is written.
package qbr
