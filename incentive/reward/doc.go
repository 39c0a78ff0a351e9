// Package reward pays registered deals at their milestones, from the approval of the
// registration to the close, and the places of a contest.
//
//	state what a deal pays at which milestone, and to whom      [Program], its Validate
//	tell a partner what a deal would pay, step by step          [Schedule] → [Timetable]
//	state what became of deals, and what was paid on them       [Book], [Deal]
//	make the statements of organisations and reps as of a day   [Settle] → [Settlement], [Statement]
//	follow every cent of a deal                                 Settlement.Deals, [Step]
//	award the prizes of a contest                               [Contest], [Rank] → [Standings]
//
// # A deal
//
// The margin of a deal is money: what it pays the partner and its rep when it is won, such as
// the extra margin of a registration. A [Program] has milestones with cumulative shares. The first is the approval of the
// registration, the last the close of a deal that is won. Each milestone pays up to its
// share of the margin that is known then, so a milestone that is passed over is paid with
// the next, and one that finds a smaller margin takes back what is too much:
//
//	cap     = round(cap rate × base)
//	counted = min(margin, cap)
//	earned  = round(share × counted)            all that is earned so far
//	amount  = earned − earned at the step before
//	rep     = round(rep share × earned) − rep's so far
//	organisation = amount − rep
//
// The last share is 1 and its margin the actual one, so what a won deal pays adds up to
// its margin, and never to more than the cap. Everything is rounded to the minor unit, the
// cap as well, since it is published.
//
// # How a deal ends
//
// An approved registration expires on the first day on which it does not protect any more,
// unless the deal was won before. A deal can be lost, and it can be cancelled, also once it
// is won. For each of the three the program says what becomes of what is earned: see
// [Consequence]. What could have been earned yet is forfeited.
//
// # Facts that contradict each other
//
// Deals come as they are. What is not known of one, or contradicts itself, is a finding of
// the settlement, and the reason stands with the [Step] that it keeps from being paid. A
// day after asOf has not happened yet, and is no finding.
//
//	contradiction                            reason                   what becomes of it
//	reached, on no day                       day-unknown              it pays nothing
//	won, on no day                           day-unknown              the same; what is pending is unknown
//	no margin yet, or none at the close      margin-unknown           it pays nothing; what is pending is unknown
//	no base, with a cap rate                 base-unknown             the same
//	reached before the approval, or without  before-approval          it pays nothing; its share comes with the next
//	reached after a later milestone          out-of-order             it pays nothing
//	reached on or after the expiry           after-expiry             the same
//	reached after the end                    after-end                the same
//	expires by the day of the approval       expires-before-approved  it does not expire; what is pending is unknown
//	lost on or after the day it is won       lost-after-won           it is won
//	an end on no day                         end-without-day          what is earned stands; what is pending is unknown
//	a day without an end                     day-without-end          the same
//
// A deal that was approved and is won on no day, or has an end on no day or a day without an end,
// is unclear. It is cancelled if it was cancelled on a day before it expired, whenever it was won.
// Where both an expiry and an end came before a milestone, the earlier is its reason, on the same
// day the expiry.
//
// What a milestone tells that lies before the approval, out of order, or after the expiry
// or the end is not taken over: its margin and its base do not count.
//
// # Repeated records
//
// A deal that is given again with the same content counts once. Copies that differ are a
// fault, or all of them are set apart as copies-differ. The order of a book does not matter.
//
// # Limits
//
// A program has at most [MaxMilestones] milestones, a book [MaxDeals] deals, a deal
// [MaxPayments] payments, a contest [MaxPrizes] prizes and [MaxEntries] entries. An amount
// of a deal is at most 10^13, a prize 10^12. Money is in whole units of its currency, dollars
// and not cents, with no more decimals than the currency has; shares and rates are fractions,
// 0.25 for 25 %.
package reward
