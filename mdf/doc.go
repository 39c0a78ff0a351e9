// Package mdf keeps market development funds: what a vendor sets aside for the marketing
// of its partners, which requests for it deserve money, and which claims are owed.
//
// What to call:
//
//	to tell what each partner has, owes, and loses when          Balance
//	to credit what purchases earn, convert it or roll it over    Accrue
//	to tell how well a marketing plan fits the strategy          Align
//	to approve, return or deny requests                          Decide
//	to settle claims, line by line                               SettleClaims
//	to measure how a fund is used, and what it owes              Measure
//
// Package loop tells what the money has brought.
//
// A [Program] is the policy. Money is in the minor units of its currency. What happens to a partner's money
// is a list of entries ([Entry]), from which [Balance] works out a [Ledger]; nothing else is stored. The way
// of a request: [Decide] approves an amount, the caller posts a reservation of it, [SettleClaims] says what
// is payable and released, and the caller posts a payment and a release.
//
// In a program of Merit a partner has nothing before it is approved: the caller posts a grant of the amount with the
// reservation, and with a release a reversal of the grant, so that the money goes back to the budget. Where requests are
// also Competing, they are decided together: package merit awards what the budget has left to those that are [Qualified],
// and what a request is awarded is granted, reserved and the Amount of its [Approval].
//
// # The order of a ledger
//
// Entries count by date, however they are listed, and once however often. A day goes:
//
//  1. lots expire, by expiry, date and id; then reservations lapse, by id
//  2. releases and voids of entries of earlier days, by id
//  3. credits: accruals, adjustments and grants not below 0, reinstatements, recoveries, by id
//  4. accruals, adjustments and grants below 0, and reversals, by id
//  5. reservations, by id
//  6. payments and conversions, by id
//  7. forfeitures, by id
//
// A release or void of an entry of the same day stands straight after that entry, several by id. Each credit that is
// not below 0 is a lot. Debits draw free lots by expiry, then date, then id; lots without expiry come last.
//
//	entry          what it does
//	credit ≥ 0     makes a lot, all of it free
//	credit < 0     draws free lots; what finds none is owed
//	reversal       draws what is free of the lot it names, then takes what is forfeited of it
//	               back, then makes the rest owed
//	reservation    draws free lots and holds what it drew
//	payment        draws what its reservation holds, or free lots where it names none
//	conversion     draws free lots
//	forfeiture     draws the lot it names, or free lots where it names none
//	release        gives back what the reservation holds, the last lot first
//	void           gives back what the payment drew, the last lot first: to its reservation,
//	               unless that has lapsed, else to the lots
//
// What comes back to a lot that has expired is forfeited; to another it is free. On the day it expires, what is free
// of a lot is forfeited; what is reserved stays held until the reservation is paid, released or lapses. After each of
// these steps what is owed takes what is free, in the order of drawing. So free and owed are never both above 0, and
//
//	accrued + granted + adjusted + reinstated + recovered
//	    = paid + converted + forfeited + reserved + available
//
// where available = Σ free − owed, a credit counts less its reversals, and paid less its voids.
//
// # What is looked at when
//
// Entries, purchases and claims dated after asOf have not happened, and count nothing. They
// are checked all the same: each for itself, for an id with other contents, and an entry
// also for what it names. Whether there is cover for an entry is looked at on its day.
package mdf
