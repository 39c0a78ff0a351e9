// Package channel tells what a dollar put into the channel returned: by kind of spend, beside
// what selling without partners costs, and at the margin.
//
//	to add partners up: returns by kind of spend, costs, credits, concentration   [RollUp]
//	to do so where records are too many to hold                                   [NewTally], [Tally.Add], [Tally.Merge]
//	to keep what was collected, and go on later or elsewhere                      [Tally.MarshalJSON], [Tally.UnmarshalJSON]
//	to hold a tier, a region or the whole channel to a plan of its own            [GroupPlan], [GroupAttainment]
//	to tell what moving money between kinds would have returned                   [Shift]
//	to set partners with a plan or a review beside those without                  [Cohorts]
//
// A [Record] is a partner in a quarter and a currency: what the vendor spent on it, by the kinds
// of the [Policy], and the [Outcome]s, each with tags that say what led to it. The [Report]
// has an [Account] for each currency, and a converted one where the policy has rates.
//
// # What counts once
//
// A kind of spend is a cost, and revenue is before it, or it is contra-revenue, and revenue is
// after it. Either way it is added back to the margin that its return is of:
//
//	margin before spend = revenue + contra-revenue spend − cost of goods
//
// With discounts as a cost that is revenue at list − cost of goods. And in cost ÷ net revenue a
// kind is above the line or below it, never both.
//
// The shares of an outcome's tags and its untagged rest add up to 1, so the kinds never add
// up to more than there is. A kind that no outcome is tagged with has no return, which is
// not one of 0: say 0 with an outcome of no revenue that has its tag. What is tagged with any
// kind stands apart from all that was sold, which sets beside all spend also what none of it
// is known to have led to.
//
// Of a deal each role credits its amount once, where it is split. Overlay credit, such as a
// specialist's for helping in the deals of others, stands beside: in no total, and not in what
// counts towards plans.
//
// # What would have been anyway
//
// The return on all that was sold flatters. Two figures beside it take off what would have come
// anyhow: the increment over the baseline of an outcome, where somebody knows one, and the
// [Comparison] of partners on which a kind was newly spent with those on which it was not.
// [Shift] needs neither: it looks at what changed.
//
// # Rounding
//
// Money is rounded to the minor unit, half away from zero, where a formula says so; ratios and
// shares, of the amounts beside them, to 4 decimals. Sums are of rounded amounts, so that no
// grouping changes them.
//
// # Limits
//
// An amount is at most 10^13 minor units, and when it is converted 10^17. A policy has at most
// MaxKinds kinds, MaxRates rates and MaxPlans plans; a batch MaxRecords records, each with
// MaxOutcomes outcomes and MaxDeals deals; a comparison of cohorts MaxPartners partners.
package channel
