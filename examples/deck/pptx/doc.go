// Package pptx writes presentations in the Office Open XML format, of as much as a report takes:
// slides with a title, texts, tables, charts that can be edited, and speaker notes.
//
//	what a presentation is      Deck, Slide
//	what stands on a slide      Text, Table, Chart
//	how much room a text takes  Lines, Clip, OneLine, Table.Height
//	to write it                 Deck.Write
//
// Measures are in points: a slide is 960 wide and 540 high. The same deck becomes the same bytes.
// Texts are shown as they are: nothing in them is markup, a formula or a direction.
package pptx
