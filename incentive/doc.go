// Package incentive settles rebate and reward programs to the cent, and explains every cent.
//
//	state what a program pays, and to whom     [Program], its Validate
//	say what was sold and what came back       [Book], [Sale]
//	settle a period, interim or final          [Settle] → [Settlement], a [Statement] for each partner
//	settle the next one                        [Settled], handed from one to the other
//	settle a dispute, try an amendment         package dispute, below this one
//	settle many books, or a million sales      [Compile] → [Settler]; [NewTally] → [Tally]
//	say what a measure would pay               [Forecast] → [Expectations]
//	accrue it, and roll what is owed forward   package liability, below this one
//
// # A program
//
// A [Program] has one currency and a list of periods. It says who takes part ([Eligibility]), which
// sales count ([Selection]), what of them is measured and what is paid on ([Measure]), and pays by
// one [Formula]. [Multiplier], [Gate] and [Limits] are what stands around it.
//
// # A settlement
//
// The steps are done in this order: eligibility, returns, measure, baseline, target, gates, tier,
// share of each sale, multipliers, caps of a transaction, a rep and the partner, rounding, guarantee,
// budget, repayment. Nothing is rounded before the partner's sum is. Its lines share that sum by
// largest remainder in the order of their days and ids, so neither the order of the book nor that
// of its sales matters.
//
// A record belongs to the period of its day. A return, if linked to a sale in the return window,
// belongs to the period of that sale. What was recorded up to the grace days is part of the settlement of
// the period. Whatever is known later makes an [Adjustment] in the settlement that finds
// it: the period is settled again with all that is known, and only the difference to what
// was settled counts. So every settlement needs the records of all periods so far, and
// Settlement.Settled of the one before.
//
//	balance = earned, after guarantee, budget and repayment + carried in + adjustments - paid before
//
// A balance at or above the minimum payout is paid, any other carried to the next period.
//
// # Interim settlements
//
// An interim settlement pays what is earned to date, within the budget, which it shares
// among what is known so far; the guarantee is tested in the final one. What all of them
// pay adds up to what the final one alone would pay. An interim payment can be more than
// what the final one leaves, and is then carried as a negative balance.
//
// # Reasons
//
// Every record that earns nothing says why, and so does every partner: a [partnermath.Reason]
// out of the constants of this package. What is wrong or contradicts itself is counted
// in Settlement.Findings; what depends on it is left out, the rest counts. A figure that
// is not known is not 0: its record is set apart.
//
// # Numbers
//
// Money is in whole units of the program's currency, dollars and not cents, with no more decimals
// than the currency has. Rates and shares are fractions, 0.05 for 5 %. A step of a tier table has
// a Rate where money is paid on, and an amount PerUnit where a count is.
//
// # Limits
//
// A program has at most [MaxPeriods] periods and [MaxList] entries in any other list, of which
// [MaxMultipliers] multipliers apply to one sale. A book has at most [MaxSales] sales,
// [MaxLinked] records linked to one of them, as many entries of what was settled as sales, and
// [MaxPartners] partners and products. An amount of a sale is at most 10^14 minor units, units at
// most 10^10 with 4 decimals. What is made of numbers within bounds can be beyond them; what
// was published is taken back with up to 200 digits. Dates are civil days.
package incentive
