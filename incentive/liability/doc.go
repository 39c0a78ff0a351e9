// Package liability accrues what is expected to be paid to partners, and rolls what is owed
// forward over a quarter: what a CFO asks at its end.
//
//	say what is expected of a partner      [Expectation], its Validate
//	accrue the part that is earned so far  [Accrue] → [Accrual]
//	say what is known of a program         [Obligation], its Validate
//	roll a quarter forward                 [Roll] → [RollForward], a [Line] for each program
//
// It takes what package incentive publishes: Settlement.Settled at both ends of the quarter.
// Of a partner and a period both packages tell the same:
//
//	sum of entries + true-up = awarded - repaid
//
// # Limits
//
// A quarter has at most [MaxObligations] programs. Each has at most incentive.MaxSales entries
// of what was settled and as many accruals, and incentive.MaxPartners partners. An expectation
// has at most incentive.MaxList forecasts.
package liability
