// Package qbr pulls one partner's quarterly business review together.
//
//	to make the review of a quarter                  Prepare
//	to say what is in it, and for whom               Policy
//	to hand over what the other packages have found  Sources, Source
//	to hand over what only the review knows          Records
//	to set it for people                             Review.Document
//
// A review is made of results, and computes none anew: [Sources] holds what the verbs of the
// other packages returned, each with the partner, currency, period and day that it is of.
// One that is absent is a [Gap], two that disagree are a [Discrepancy] with both figures, and
// one of another partner, currency or quarter is refused. [Records] are what only the review
// knows: sales by month, commitments of the last review, issues, comments, attendees.
//
// The first page has at most ten lines, each of a few figures with target, status and change;
// then what is to be decided today, what is not known, and where sources disagree. The
// sections behind it explain each line. A status follows from the published value beside
// its target and floor, and in a running period beside what is due of them by now.
//
// A review for the partner holds nothing of the vendor's alone: exact figures of peers, other
// partners' names and deals, the vendor's margin, the manager's call, life stage and
// attention. The review for the vendor is confidential.
package qbr
