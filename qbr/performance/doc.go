// Package performance tells how a partner stands to its plan in a quarter, and how much it
// does of what is expected.
//
//	to set sales beside the plan, by product, quarter and year   Measure
//	to tell how much of what is expected a partner does          MeasureEngagement
//
// [SalesMonth] has the plan of a product in a month and what was sold, by the partner's
// [Involvement]; the [Policy] says which of it counts. A month that is not reported makes
// the quarter unknown. A period is judged when it is over: its actual beside its plan. A
// running one is judged beside what is due of its plan by then, which a [Pacing] says. So
// the third week of a quarter is not red because the quarter is not over.
package performance
