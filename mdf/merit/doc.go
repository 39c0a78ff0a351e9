// Package merit lets requests for market development funds compete for one budget.
//
// What to call:
//
//	to fund the requests of most merit, and prove how good that is    Compete
//
// A [Competition] says what merit is, how large the budget is, whether requests are funded in
// part, and which groups have a share before others. A [Contender] is a request with the
// figures that a decision on it has. Money is in the minor units of the currency. A figure
// that is not known counts as 0 and is named.
//
// # From a request to a claim
//
// In an mdf Program with Merit and Competing, requests that come in a round go this way:
//
//	mdf.Decide          tells which requests are Qualified, what each is Allowed after all caps
//	                    but the budget, its ROI on that, and the BudgetLeft they compete for
//	Compete             awards it: each Qualified request is a Contender with the Request,
//	                    Allowed as the Amount, ROI and Alignment.Alignment of its decision, and
//	                    the Submitted of the request; BudgetLeft is the Budget
//	mdf.Entry           what an Award has Funded is posted as a grant to the partner and as a
//	                    reservation of the same day
//	mdf.SettleClaims    takes it as the Amount of the Approval of the request, and tells what
//	                    of a claim is payable and released
//	mdf.Entry           that is posted as a payment and a release of the reservation, with a
//	                    reversal of the grant for what is released
//
// So the money of the budget is what is paid and reserved, and the next round competes for
// the rest. A request that has nothing Funded is not approved; it may compete again. What is
// funded needs the approver whose limit it does not pass. The program examples/award does
// all of this.
package merit
