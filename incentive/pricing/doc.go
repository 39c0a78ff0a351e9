// Package pricing tells what several programs do to the price of one sale, which special
// prices a vendor owes back to a partner, and which stock they are claimed on.
//
// What to call:
//
//	to pay several programs on one sale                       [Stack] → [Stacked]
//	to tell what the order of programs is worth               [CompareOrders] → [OrderComparison]
//	to settle ship and debit and price protection             [SettleClaims] → [PriceSettlement]
//	to leave claimed units out of the base of a rebate        PriceSettlement.Claimed
//	to tell what partners hold, and where they hold too much  [MeasureStock] → [StockReport]
//
// # Programs on one sale
//
// A [Stacking] lists programs ([StackProgram]) that each pay a rate of the sale's amount or
// margin, an amount per unit or a fixed amount. They are paid one after the other, by
// priority, then as listed. Each amount is rounded, and what follows is worked out with it:
//
//	base   = the sale's amount or margin − Σ earlier amounts that reduce it, at least 0
//	amount = min(round(rate × base), cap, the sale's amount − Σ all earlier amounts)
//
// What reduces a base, [StackMethod] says. A reduction lowers what is paid on, never what
// qualifies: a minimum is set against the sale's own amount or margin. So all programs
// together never pay more than the sale's amount.
//
// # Special prices
//
// Under ship and debit a partner sells to a named customer at a contract price below what
// it paid, and debits the difference. Under price protection the vendor's price falls, and
// pays the difference on stock that came in lately:
//
//	ship and debit    amount = round((reference − contract price) × min(quantity, left on the agreement))
//	price protection  amount = round((old − new price) × min(on hand, received in the window))
//
// Both are at least 0 unless the terms net rises. Claims are settled in the order of their
// submission, so that a late one never takes from one that is settled.
//
// # Stock
//
//	closing = opening + sell-in − returns − sell-through
//	weeks   = closing × days of the period ÷ (7 × sell-through)
//
// Sell-in and returns are in the vendor's own records: none is 0. Opening and sell-through are what
// partners report: a partner that reports none of a kind is unknown, and so is what depends
// on it; one that reports some reports all, so that a product without a record has 0.
//
// # Reasons
//
// Each line that pays less than it could names a [partnermath.Reason] out of the constants
// of this package. Records that are set apart or contradict each other are findings.
//
// # Limits
//
// A stacking has at most [MaxPrograms] programs, of which [CompareOrders] takes at most
// [MaxOrdered]; price terms have at most [MaxAgreements] agreements, a batch at most
// [MaxRecords] claims or movements. An amount of a sale is at most 10^14 minor units of its
// currency, a price at most 10^10 with 8 decimals, units at most 10^10 with 4 decimals.
package pricing
