// Package promotion decides promotions that partners design themselves from a vendor's
// menu, and tells what incentive programs return.
//
//	state what partners can choose from             [Menu], its Validate
//	write a promotion down, or save one ready-made  [Proposal]
//	approve it, or counter it, on ROI               [Decide] → [Decision]
//	try levels of payout                            [Simulate] → [Grid]
//	look back on it                                 [Verify] → [Verification]
//	set one target for all beside build-your-own    [CompareModels] → [ModelComparison]
//	tell what rebates brought                       [MeasureReturn] → [ReturnReport]
//
// # What a promotion is judged by
//
// The [Baseline] is the vendor's, never the partner's own. With revenue as in the forecast,
// of the quarters that the partner chose,
//
//	increment = revenue − baseline
//	return    = increment × margin rate
//	F         = fixed cost + rep reward
//	cost      = F + payout
//	ROI       = (return − cost) ÷ cost, multiple = return ÷ cost; on revenue, the increment is the return
//
// where the payout is level × increment, level × revenue or the level itself: see [Basis].
// What the partner invests is shown, not counted. Money is published to the minor unit, half
// away from zero, and a ratio, of the money that is published, to 4 decimals. Published money is
// what is paid, and so what is judged: a point meets the minimum ROI R when
//
//	return ≥ (1 + R) × cost, which is payout ≤ largest payout
//
// of the figures beside each other, compared exactly. The ROI beside them is rounded: one that
// reads like R, or differs from an R of more than 4 decimals, can lie on either side of it, and
// the largest payout says on which.
//
// It must be met twice: at full attainment, 1, and at the lowest that pays, a. There
//
//	increment = a × increment at 1                of a goal of an increment
//	revenue   = a × revenue at 1                  of a goal of revenue
//
// and F is spent in full.
//
//	largest payout   = return ÷ (1 + R) − F       at each of the two, rounded down
//	needed(q)        = q × F ÷ (margin rate − q × level)                       on the increment
//	                   q × (F + level × baseline) ÷ (margin rate − q × level)  on the revenue
//	                   q × (F + level) ÷ margin rate                           fixed
//	smallest revenue = the larger, rounded up, of baseline + X and
//	                   baseline + X ÷ a of a goal of an increment, (baseline + X) ÷ a of one of revenue,
//	                   where X = needed(1 + R)
//	break-even       = needed(1), an increment
//	payback          = cost × months ÷ return, where a quarter has 3 months
//
// None of needed exists with a divisor of 0 or less. Because payout and return are rounded, the
// level may not be carried at that revenue, or not at a forecast above it. Then X allows for half a
// minor unit, h, of each, and every revenue from there on carries the level:
//
//	X = (q × (F + h) + h) ÷ (margin rate − q × level), and so on, with q = 1 + R; a fixed level is not rounded
//
// The smallest revenue is never above a forecast that carries the level.
//
// # A decision
//
//	outside the menu, or a revenue is not known        returned
//	else, the ROI is met at both attainments           approved
//	else, a lower level on the menu meets it at both   approved with changes: the highest of them
//	else                                               returned
//
// What does not take the figure that is not known is there all the same, and is checked: the
// smallest revenue without a forecast, a payout of a rate on revenue without a baseline, a fixed one
// without both. At full attainment the figures do not take a goal either.
//
// The levels of a [Payout] are Least, Least + Step, and so on up to Most.
//
// # What rebates return
//
//	expected  = baseline × (1 + growth without the program)
//	dip       = as stated, or max(0, expected of the period after − measure of it)
//	increment = measure − expected − dip
//
// The growth is used exactly, and each of the terms rounded. A quarter of which there is no sale at
// all is not known, which is not 0: what depends on it is undefined, and a finding names it. In a portfolio a sale that
// qualifies in several programs stands once.
//
// # Limits
//
// A menu has at most [MaxList] quarters, goals, products and payouts, and a proposal quarters,
// goals, products and quarters of a forecast; a grid has [MaxAxis] levels and as many attainments.
// A comparison has [MaxPartners] partners, MaxList tiers and 100 years of transition, a report
// MaxPartners partners, [MaxSales] sales and MaxList programs, of which a partner or a sale can
// name all.
//
// A payout, reward or cost of a promotion is at most 10^12, a revenue or a cost of a program 10^15.
// Money is in whole units of its currency, dollars and not cents, with no more decimals than the
// currency has; a money figure that is the partner's is refused. Rates and shares are fractions,
// 0.15 for 15 %, with at most 8 decimals.
package promotion
