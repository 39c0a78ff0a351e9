// Package waterfall works from a revenue goal to the leads that it needs, and from
// leads to the revenue that they bring.
//
// A vendor describes a [Funnel]: stages that demand passes through, each reached
// from the one before by a conversion rate, by how many of the one before it takes,
// or by a multiplier. A [Mix] is a marketing plan of several tactics, each with costs
// and a funnel of its own.
//
//	to know what a revenue goal needs at every stage              Plan
//	to know by which day leads must be there for a quarter        Deadlines
//	to know how much must be there when, period by period         Backcast
//	to spread the target of a year over quarters, months, weeks   Schedule
//	to know what demand brings, period by period                  Forecast
//	to see the funnel as a sheet of lettered lines                Worksheet
//	to find the one unknown of such a sheet                       Solve
//	to know what a mix of tactics costs and brings                ForecastMix
//	to try it under scenarios, forward and backward               Simulate
//	to find the number that moves its revenue most                RankLevers
//	to spread a budget over the tactics for the most margin       Invest
//	to add up several sources or segments                         Blend
//	to know why a campaign brought more or less than planned      Verify
//	to learn from it for the next plan                            Recalibrate
//
// Package [github.com/partnermath/partnermath/waterfall/pipeline] measures what is
// there: deals, registrations and leads; package
// [github.com/partnermath/partnermath/waterfall/whitespace] ranks what accounts could still
// buy.
//
// # Conversions
//
// A rate such as 5 ÷ 63 has no end as a decimal. So a stage can state how many of
// the one before it takes: 12.6 opportunities per won deal. Chains of conversions are
// multiplied exactly, divided once and rounded once, so that the plan of a goal,
// worked forward again, brings that goal:
//
//	needed(stage) = goal ÷ deal size ÷ conversions after the stage
//	revenue = count(stage) × conversions after the stage × deal size
//
// What is published is rounded: counts to 4 decimals, amounts to the minor unit of
// the currency. Working forward from a published count c brings the goal to within
// 0.00005 × (what a unit of the stage brings) + half a minor unit.
//
// # Whose money
//
// A customer price of 15,000 at a partner discount of 20 % is 12,000 of the vendor's
// revenue. A [Funnel], a [Mix] and an outcome can say whose their amounts are; where two
// say it and differ, nothing adds, compares or verifies them.
//
// # Rounding to whole things
//
// A [RevenueGoal] may ask for whole counts: at every stage, or at one stage from which the
// others follow, in lots if need be: 4 waves of 600 campaigns. Counts are rounded up
// from their exact values, so a whole plan never falls short of its goal.
//
// # Time
//
// Lags tell in which period demand gets to a stage: the shares of those that take no
// period, one, two. What they lack to 1 falls outside every horizon, and is reported
// as such; so is what comes after the last period. A forecast splits what comes in
// the end among the periods by largest remainder, so that they add up to it exactly.
//
// # Several sources
//
// Sources and segments with funnels of their own are tactics of a mix, or outcomes to
// [Blend]. A blended rate is Σ converted ÷ Σ volume. A mean of rates is never taken.
//
// # Verification
//
// The difference between planned and actual revenue is split by going from the plan to
// what happened one step at a time: the volume first, then each rate in order, the deal
// size last. Each step changes one number and keeps the others, and the steps add up to
// the difference. While the lags of a campaign are not over, it is not mature: part of
// what it brings is still to come.
//
// # Limits
//
// A funnel has at most [MaxStages] stages, a lag at most [MaxLagShares] shares, a
// horizon at most [MaxPeriods] periods, a mix at most [MaxTactics] tactics. Rates and
// shares have at most 12 decimals, other conversions, counts and unit costs at most 18
// digits, of which 8 decimals, shares of lags at most 8 decimals. What a mix brings
// within a period follows from at most [MaxMixLagShares] shares of lags.
package waterfall
