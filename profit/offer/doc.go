// Package offer tells a partner which of two vendors' programs nets it more, by how much,
// and which single assumption would have to change, to what, to turn that round.
//
// Partners sell what nets them most: not what has the highest margin, but what is left of
// it once customers are found and won, supported, and the program is paid for.
//
//	to set two programs side by side, like for like   Compare
//
// # What a program nets
//
// Over a horizon of months, the same for both,
//
//	months  = max(0, horizon − months to the first deal)
//	deals   = deals a month × months
//	profit  = deals × (price × margin rate − pursuit cost ÷ win rate − support)
//	          − investment − switching − disloyalty
//
// The pursuit cost is that of one opportunity, won or lost, so a won deal bears that of all
// it takes to win one. Switching is what the move costs, and disloyalty what is lost with
// the incumbent: its tier, its rebate, its protection of deals. Both are borne by the
// program to be moved to.
//
// The profit is worked out exactly and rounded once. Its parts, from margin to disloyalty,
// are the differences of the rounded running totals, so they add up to it.
//
// # What would reverse it
//
// For each number of the two programs, and for the horizon, a [Reversal] has the value at
// which the two net the same while all others stay. There is none where the number has no
// part in the profit, or where the value would lie outside what it may be. The list starts
// with what has to change least: what a partner should look at twice.
package offer
