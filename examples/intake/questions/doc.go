// Package questions reads a questionnaire, and what the cells of a table answer to it.
//
//	to read a questionnaire, and what is wrong      [Read], [Mend]
//	to read a table with a column for each question [Model.Spread]
//	to take what stands in a cell for an answer     [Parse]
//	to tell which cells a mapping makes answers of  [Made]
//
// When the file cannot be used, the [Model] is one of any questions, to find what else is wrong;
// when it is faulty, one in which the faults are mended.
package questions
