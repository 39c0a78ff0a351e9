// Package liability rolls what is owed to partners forward over a quarter: what a CFO asks at
// its end.
//
//	say what is known of a program     [Obligation], its Validate
//	roll a quarter forward             [Roll] → [RollForward], a [Line] for each program
//
// It takes what package incentive publishes: Settlement.Settled at both ends of the quarter,
// and the accruals that were made up to its end.
//
// # Limits
//
// A quarter has at most [MaxObligations] programs. Each has at most incentive.MaxSales entries
// of what was settled and as many accruals, and incentive.MaxPartners partners.
package liability
