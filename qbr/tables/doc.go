// Package tables sets the results of the other packages for people, a table each, for reports
// of your own. Those of a quarterly review are made by package qbr of the same tables.
//
//	scores of a partner        Scores, Gates, ScoreTrend, ScoreGoals, Roadmap, NextStep
//	scores beside peers        Comparable, PeerGroups, Peers, Topics
//	scores of all partners     NetworkGroups, NetworkMovers, NetworkPartners
//	sales and engagement       Sales, QuarterTargets, BesidePlan, Engagement, Specialisations, Wins
//	deals                      Deals, DealNotes, Uncovered, OpenDeals, Forecasts
//	registrations              Registrations, PendingRegistrations, RegistrationConflicts
//	leads                      Leads, WaitingLeads, LeadQuarters, Funnel
//	marketing                  Campaigns, Causes, Requirement, Capacity, MarketingPlan, Scenarios, Shared
//	incentives                 Rebates, RebateTiers, NextTiers, MissedTiers, Promotions, Rewards
//	funds                      FundPosition, ExpiringFunds, FundRequests, Claims, ClaimStatus, Loop, Worked
//	business case              Statement, Profit, Variance, VendorReturn
//	records to put right       Findings
//	reasons in words           Reasons
//
// Cells are numbers with a unit, and never written. What is not known is a cell that is
// written as [document.Unknown], and never 0. A table computes nothing but sums of its rows.
// Amounts are in the currency of the result, or in the one that is given where the result
// does not say it.
//
// A table shows what it is given: what a partner must not see has to be taken out of the
// result before. Only a table that says something else to a partner asks for the audience.
// One without rows says nothing, and is to be left out.
package tables
