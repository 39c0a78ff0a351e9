// Package whitespace ranks what accounts do not own yet: whom to call first, with which
// product, and what that is worth.
//
//	state the products, what fits, and how long the list may be    [Policy], its Validate
//	state what is known of accounts and products                   [Account], [Cell]
//	rank what they could still buy                                 [Measure] → [Report], [CrossSale]
//	know why cells are not on the list                             [LeftOut]
//
// An account and a product it does not own are a candidate when the product fits and a
// potential is known. Candidates are ranked by potential × fit × win rate and taken for
// the list from the best on, within the caps of accounts and reps. Cells that are left out
// are counted by why. A product that an account has no cell for is unknown: neither owned
// nor open.
//
// # Into the pipeline
//
// An entry of the list becomes an open deal of package pipeline, which weights it with
// probability × reliability, that is with Expected:
//
//	Deal.Partner, Rep, Region, Product, Customer    those of the CrossSale
//	Deal.Currency                                   Report.Currency
//	Deal.Amount                                     Amount
//	Deal.Probability                                WinRate
//	Deal.Reliability                                Fit
//
// Its id, stage and days are the caller's. A deal takes amounts of up to 14 digits, a
// potential may have more.
//
// # Limits
//
// A white space has at most [MaxAccounts] accounts and [MaxProducts] products, and a list
// at most [MaxCrossSales] entries. A potential is at most 10^15 minor units.
package whitespace
