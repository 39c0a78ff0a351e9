// Package earnings writes the business case of a partner as two sheets of live formulas: what it
// earns by month, when it breaks even and what that is worth.
//
//	Profit   what the months come to; the terms, which are inputs
//	Months   each line of each month, from the terms
//
// On grey, computed by the library: internal rates of return, of which it finds all there are; cohorts
// of customers, shared hours, tax and the timing of money.
package earnings
