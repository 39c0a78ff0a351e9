// Package loop closes the loop of market development funds: what each funded campaign was
// to bring, what it has brought, and what the vendor got for its money.
//
// What to call:
//
//	to set forecast beside actual, by tactic or partner, and rank them    Verify
//	to credit pipeline and revenue to what touched a deal                 Attribute
//
// A [Campaign] is a request that was funded: whose it is, what it cost, its forecast and
// its actual outcome. A figure that nobody reported is unknown, and not 0: sums are of the
// campaigns that know the figure, ratios of those that know both its numbers, each with
// the count of them. Revenue and margin are the vendor's; the partner's are refused.
//
// What the CRM knows of deals becomes the actual pipeline and revenue of a campaign by
// [Attribute], whose [Credit] has them. A campaign that is not among Credits.Campaigns was
// credited with nothing: its figures are 0 where the CRM knows all its touches, else unknown.
//
// Of a request that was funded, package mdf has the rest:
//
//	Campaign                ID, Partner, Activity as the Tactic, Agency and Region of the mdf.Request
//	Forecast.Outcome        the Forecast of the request
//	Forecast.VendorMoney    the Amount of its mdf.Approval
//	Forecast.TotalCost      Σ Amount over its Costs
//	Actual.VendorMoney      Σ Vendor over its mdf.Settlements
//	Actual.TotalCost        Σ Actual over them
//
// Its actual leads and margin are whoever's who counted them. A direct program gives its cost as
// both VendorMoney and TotalCost.
package loop
