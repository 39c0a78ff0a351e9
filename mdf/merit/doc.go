// Package merit lets requests for market development funds compete for one budget.
//
// What to call:
//
//	to fund the requests of most merit, and prove how good that is    Compete
//
// A [Competition] says what merit is, how large the budget is, whether requests are funded in
// part, and which groups have a share before others. A [Contender] is a request with the
// figures that a decision on it has. Money is in the minor units of the currency. A figure
// that is not known counts as 0 and is named.
package merit
