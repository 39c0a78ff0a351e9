// Package workbook writes the quarter of a partner as a workbook that recomputes itself: what a
// partner cannot follow it disputes.
//
// Inputs are blue on yellow and have names. Every other figure is a formula on cells of the
// workbook, and holds what the library says for those who open it without calculating. What
// no formula comes to stands on grey; there is little of it:
//
//   - internal rates of return, of which the library finds all there are
//   - the part of a tactic that comes within a period, by days and lags
//   - what gates of a rebate program measure, and which earlier figures a baseline is of
//   - what a guarantee adds and a budget leaves, which follows from other periods and partners
//   - cohorts of customers, shared hours, tax and the timing of money in a business case
//   - the lots of a fund with entries that take others back, or with more than 12 lots
//
// and single cells whose terms do not fit into one, such as a choice whose id has a ";".
//
//	Review               the first page, from the other sheets where a figure stands there
//	Scorecard, Questions answers → scores → topics, categories and the whole, with shares by largest remainder
//	Plan                 a revenue goal → what each stage takes
//	Marketing            tactics → cost, revenue, return
//	Pipeline, Deals      where each deal stands → weighted pipeline, coverage, landing
//	Payouts              sales → tiers, multipliers, caps → what is payable
//	Fund, Claims         entries → lots and balance; expenses → what the vendor owes
//	Profit, Months       terms → profit by month → break-even, present value
//
// The business case is written by package earnings, and cells, formulas and pages by package live,
// which remembers what each formula has to come to, so that a test holds all of them to the
// library.
//
// # Limits
//
// A spreadsheet calculates with some 15 digits. Amounts must be below 10^11 (below 10^10 with
// 3 decimals, and so on): with larger ones, single figures would be a cent off.
//
// Results that are not of the inputs beside them are refused, since no formula comes to them.
// Of payouts and claims, which depend on other partners, it is their lines that are looked at.
//
// Nothing of the vendor's alone is shown to a partner: no peers, no margin of the vendor, no
// call of a manager, no budget; what the vendor earns is in no workbook.
package workbook
