// Package qbr reviews a partner's quarter, and sets what a review says so that people
// can read it.
//
//	to set sales beside the plan, by product, quarter and year   MeasurePerformance
//	to tell how much of what is expected a partner does          MeasureEngagement
//	to state what a report says                                  Document
//	to write it as text of any width                             Document.AppendText
//	to write it as Markdown                                      Document.AppendMarkdown
//
// # Performance
//
// [SalesMonth] has the plan of a product in a month and what was sold, by the partner's
// [Involvement]; the [PerformancePolicy] says which of it counts. A month that is not
// reported makes the quarter unknown. A period is judged when it is over: its actual beside
// its plan. A running one is judged beside what is due of its plan by then, which a
// [Pacing] says. So the third week of a quarter is not red because the quarter is not over.
//
// # Documents
//
// A [Document] holds texts that are ready to be read, numbers as they are published, and
// no layout: the same document becomes text of any width and Markdown. Names of partners,
// deals and products come from outside, so whatever a terminal or a Markdown page would
// obey is made harmless where it is written.
package qbr
