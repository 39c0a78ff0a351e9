// Package profit tells what a partner earns from selling and servicing a product, month
// by month, and when it pays back.
//
// What to call:
//
//	to forecast a partner's business, month by month           Forecast
//	to tell when it pays back and what it returns               Measure
//	to value flows of any origin at a rate                      NPV, XNPV
//	to find the rates at which flows are worth nothing          IRR, XIRR
//	to rate flows that are reinvested at another rate           MIRR
//	to see it under several sets of changes, side by side       Simulate
//	to make statements of very many scenarios                   Compile, Model.ForecastInto
//	to read one figure over the values of two levers            Grid
//	to tell what matters most                                   RankLevers
//	to find what price, volume or staff reaches a goal          Seek
//	to set closed months beside the plan, and forecast anew     Verify
//	to tell what the vendor gets from it                        MeasureVendor
//	to write down what was agreed on                            GrowthPlan.Validate
//
// A [Case] says what is sold ([Product], [Recurring], [Service]), by whom ([Role]), what
// the vendor adds ([VendorMoney]) and what else it costs ([Cost], [Tax], [Timing]).
// [Forecast] makes a [Statement] of it: each line for month 0, the months, the quarters,
// the years, and in total. [Measure] reads a statement and makes a [Report].
//
// # Time
//
// Month 0 is what happens before the first month: one-off costs. It is a column of its
// own, in the total and in the tax of the first fiscal year, and in no quarter or year of
// the statement. Months 1 to n are months of the case's calendar from the one that holds
// Start. Quarters and years are that calendar's; the first and the last may be partial.
// Plan years are something else: months 1 to 12, 13 to 24, and so on, at whose starts
// prices fall and pay rises.
//
// # Quantities and amounts
//
// Quantities (units, customers, hours, heads) have 4 decimals. Each is rounded once and
// follows from published ones. Each amount of a month is rounded once to the minor unit;
// whatever adds up amounts only adds published ones. So the statement adds up both ways:
// month 0 and the months, or the quarters, or the years, make the total of every line,
// and the lines make the margins.
//
// # Cohorts
//
// The customers of a [Recurring] line that join in a month are a cohort. Billed by the
// month, a cohort that opens a month with o customers loses churned = round4(churn × o) in
// each of the next 12 months and gains expanded = round4(expansion × o), the churn of a
// month being round8(1 − (1 − a)^(1/12)) of the annual churn a. In the 12th it closes: of
// left = o + expanded − churned, round4(renewal rate × left) renew and the rest does not.
// The renewed, and the opening base, are one stock, which churns and expands in the same
// way, from the month after they joined it. The base is billed as it is at the end of a
// month, so a cohort pays the first margin for 12 months.
//
// Billed by the year, customers leave only at their anniversary, 12 months after they
// joined and each 12 months after that: churned = round4(a × o) then and 0 else. A cohort
// renews at its first; the renewed of one anniversary are one stock. Expansion is monthly
// as well. The closing of an anniversary is billed round(customers × 12 × price), and
// expanded customers of other months round(expanded × n × price) for the n months before
// their anniversary, from the month of the expansion on. A bill for n months is earned in
// n parts, round(bill × k ÷ n) less what was earned before, at the margin of whom it was
// billed to. An opening base has an anniversary in each of months 1 to 12, of
// round4(base × k ÷ 12) less those before. Their last bills, at the price
// of month 1, were 12 months before; what months from 1 on earn of them is the opening
// deferred revenue.
//
// # Limits
//
// A case has at most [MaxMonths] months and [MaxLines] lines of money, counted as
// [Case.Validate] says. A quantity of a month is at most 10^6 and an amount of a line at
// most 10^14 minor units, so that every total is below 10^18. A price has at most 6
// decimals, a rate at most 8.
package profit
