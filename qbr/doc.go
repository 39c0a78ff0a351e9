// Package qbr pulls one partner's quarterly business review together.
//
//	to make the review of a quarter                  Prepare
//	to say what is in it, and for whom               Policy
//	to hand over what the other packages have found  Sources, Source
//	to hand over what only the review knows          Records
//	to set it for people                             Review.Document
//	to set single results in a report of your own    package qbr/tables
//
// A review is made of results, and computes none anew: [Sources] holds what the verbs of the
// other packages returned, each with the partner, currency, period and day that it is of.
// One that is absent is a [Gap], two that disagree are a [Discrepancy] with both figures, and
// one of another partner, currency or quarter is refused. [Records] are what only the review
// knows: sales by month, commitments of the last review, issues, comments, attendees. Of
// these, sales and activities are measured here, by the Performance and the Engagement of
// the [Policy]. Revenue comes of the sales alone: won deals are set beside them, and stand in
// for none that are missing. A landing that the sales contradict is not judged, see [Discrepancy]; one
// that leaves out deals of unknown amount or chance to win is at least so much.
//
// The first page has at most ten lines, each of a few figures with target, status and change;
// then what is to be decided today, what is not known, and where sources disagree. A line
// keeps its number, whichever others there are. The sections behind it explain each line;
// those without content are named among what is not known. A status follows from the published
// value beside its target and floor, and in a running period beside what is due of them by now,
// where it is of something that grows in the course of the period. While the quarter runs, it
// is the one that lands; afterwards the next one is.
//
// A review for the partner holds nothing of the vendor's alone: exact figures of peers, other
// partners' names and deals, the vendor's margin, the manager's call, life stage and
// attention. Of what people write, a [Comment] and an [OwnMetric] can be the vendor's alone;
// commitments, issues, wins, Updates and Other are read by both, word for word. The review
// for the vendor is confidential, and marks what a partner's leaves out of these. No text of a
// review hides anything, in JSON as little as on a page: a space stands for each character
// that is not seen, breaks lines or turns the direction of the text.
package qbr
