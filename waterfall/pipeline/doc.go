// Package pipeline measures what is there: open and closed deals, deal registrations and
// leads.
//
//	to set deals against the plan of a period                                   MeasureDeals
//	to do so for more deals than can be held                                    NewDealTally, Add, Merge, Result
//	to know whether deal registrations are decided in time, and which collide   MeasureRegistrations
//	to know how good leads are and how they are followed up                     MeasureLeads
//	to know how far what partners commit holds                                  VerifyForecasts
//
// Each measures as of a day that the caller gives, or of the input as it is, and returns
// a report. Package [github.com/partnermath/partnermath/waterfall] plans, and tells what
// became of a plan. Package [github.com/partnermath/partnermath/waterfall/whitespace] tells
// what accounts could still buy, and how that enters the pipeline.
//
// # Deals
//
// Each open deal is weighted with its probability and the partner's reliability,
// rounded to the minor unit, and then added, so that a report of single deals adds up
// to its total. The figures are of the deals expected to close in the period, from asOf
// on. Those with an expected day that is past, outside of the period, or missing, and
// those that are omitted from the forecast, are set apart, with the reason. A coverage always names its basis: raw or weighted, of
// the target or of what remains of it.
//
// # Registrations
//
// A registration asks the vendor to protect a deal. An approved one protects from the
// day it is decided until it expires or the deal is closed; two that protect the same
// customer and product on the same day are in conflict, which has ended when one of them does not
// protect any more. What is dated after asOf has not happened yet.
//
// # Leads
//
// A lead counts at its furthest stage and at every one before it. Whether leads are
// followed up in time is told of those that were, and of those whose days are over: a
// pending one still can be.
//
// # Facts that contradict each other
//
// Records come as they are. What is not known of one, or contradicts itself, is a finding
// of the report: its reason, how many records have it, and the ids of the first. What
// depends on it is unknown, and in no sum, median or mean; the rest counts.
//
//	of       contradiction                    reason                    what is unknown
//	any      a day after asOf                 after-as-of               it has not happened: a deal closed later is open
//	any      no amount                        amount-unknown            the amount, in the sums that it would be in
//	deal     no creation                      created-unknown           age, cycle, stale unless there was activity
//	deal     closed before created            closed-before-created     the same
//	deal     activity before created          activity-before-created   the same
//	deal     expected close before created    expected-before-created   the same
//	deal     an open one without a stage      stage-unknown             its stage, its weight without a probability of its own
//	deal     won, lost on no day              outcome-without-day       cycle, whether it was in the period; win rates count it
//	deal     a day without an outcome         day-without-outcome       how it ended: it is in no figure
//	lead     no creation                      created-unknown           days to follow up, how long it waits
//	lead     followed up before created       follow-up-before-created  days to follow up
//	regist.  no customer                      customer-unknown          conflicts
//	regist.  decided before submitted         decided-before-submitted  days to the decision
//	regist.  decided, on no day               decision-without-day      when it protects, all that became of it
//	regist.  a day without a decision         day-without-decision      the same
//	regist.  closed before decided            closed-before-decided     conflicts
//	regist.  closed while it waits            closed-undecided          the decision; it waits no longer
//	regist.  expires no day after decided     expires-before-decided    when it protects, how it ended
//	regist.  won, lost on no day              outcome-without-day       how long it protects, whether it expired before
//	regist.  a day without an outcome         day-without-outcome       how it ended
//
// Refused is what has no meaning: a probability of 2, two currencies, an unknown stage of
// an open deal, an id that names nothing. The message names the record. A policy may say
// that faulty records are set apart instead: they are findings then, faulty, and in no
// figure.
//
// # Repeated records
//
// A record that is given again with the same content counts once. Copies that differ are
// a fault, or all of them are set apart, as copies-differ, so that their order never
// decides. A [DealTally] does not look for repeated ids, and its Add refuses a faulty
// deal whatever the policy says.
//
// # Limits
//
// A list has at most [MaxDeals] deals, [MaxRegistrations] registrations or [MaxLeads]
// leads. An amount is at most 10^14.
package pipeline
