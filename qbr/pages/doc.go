// Package pages writes for people what the channel as a whole cost and returned, and where
// its partners and the hours of its managers are: a document each.
//
//	what was spent, what it returned, and who brings the revenue   Channel
//	what moving money between kinds of spend would have returned   Shift
//	partners with a plan or a review beside those without          Cohorts
//	partners in their life stages, and how they moved              Placements
//	where the hours of channel managers go                         Coverage
//
// What is not known is written as [document.Unknown], and below the table it is said why;
// where there is nothing to know, the cell is empty. A page computes nothing. It is for the
// vendor only, and shows partners by their ids, as the results do.
package pages
