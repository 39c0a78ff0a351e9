// Package pipeline measures what is there: open and closed deals, deal registrations,
// leads, and what accounts could still buy.
//
//   - to set deals against the plan of a period → [MeasureDeals]
//   - to do so for more deals than can be held → [NewDealTally], Add, Merge, Result
//   - to know how deals are registered and decided on, and which collide → [MeasureRegistrations]
//   - to know how good leads are and how they are followed up → [MeasureLeads]
//   - to rank what accounts do not own yet → [MeasureWhiteSpace], and enter it into the
//     pipeline → [CrossSale.Deal]
//
// Each measures as of a day that the caller gives, or of the input as it is, and returns
// a report. Package [github.com/partnermath/partnermath/waterfall] plans, and tells what
// became of a plan.
//
// # Deals
//
// Each open deal is weighted with its probability and the partner's reliability,
// rounded to the minor unit, and then added, so that a report of single deals adds up
// to its total. The figures are of the deals expected to close in the period, from asOf
// on. Those with an expected day that is past, outside of the period, or missing are
// set apart, with the reason. A coverage always names its basis: raw or weighted, of
// the target or of what remains of it.
//
// # Registrations
//
// A registration asks the vendor to protect a deal. An approved one protects from the
// day it is decided until it expires or the deal is closed; two that protect the same
// customer and product on the same day are in conflict. What is dated after asOf has
// not happened yet.
//
// # Leads
//
// A lead counts at its furthest stage and at every one before it. Whether leads are
// followed up in time is told of those that were, and of those whose days are over: a
// pending one still can be.
//
// # White space
//
// An account and a product it does not own are a candidate when the product fits and a
// potential is known. Candidates are ranked by potential × fit × win rate and taken for
// the list from the best on, within the caps of accounts and reps. Every cell that is
// left out says why.
//
// # Repeated records
//
// A deal, a registration or a lead that is given again with the same content counts
// once, and with other content is a fault. A [DealTally] does not look for repeated ids.
//
// # Limits
//
// A list has at most [MaxDeals] deals, [MaxRegistrations] registrations or [MaxLeads]
// leads, a white space [MaxAccounts] accounts and [MaxProducts] products. An amount is
// at most 10^14, a potential at most 10^15 minor units.
package pipeline
