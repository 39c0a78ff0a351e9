package channel

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Report is what the channel cost and returned in a period.
type Report struct {
	Period Span `json:"period"`
	Before Span `json:"before,omitzero"`
	// Accounts are of each currency by itself, by its code: also of one that has only records
	// of the period before, or a plan of the policy.
	Accounts []Account `json:"accounts"`
	// Converted is of all records in the currency that the policy converts to, nil without one
	// and where Missing has an entry. It is the account of those records with each of their
	// amounts converted at the last rate on or before the last day of its quarter, and rounded;
	// a deal's before it is split.
	Converted *Account `json:"converted,omitempty"`
	// Used are the rates that were used, in the order of the policy, and Missing what has no
	// rate, by currency and quarter. What has a rate counts in Used also where Converted is nil.
	Used    []UsedRate    `json:"used"`
	Missing []MissingRate `json:"missing"`
	// Findings tell of records that are left out, each as partner, quarter and currency with a
	// space between, like "acme 2026-Q3 USD", and of deals that are, by id.
	Findings []partnermath.Finding `json:"findings"`
}

// Why a record or a deal is among the findings.
const (
	// ReasonOutside is of a record that is neither of the period nor of the one before.
	ReasonOutside partnermath.Reason = "outside-periods"
	// ReasonFaulty is of a record that breaks a rule, ReasonCopiesDiffer of one that stands
	// again with other content, all of its copies counted, and ReasonDealsDiffer of a deal of which records tell
	// different things: what these are credited with in the roles that they have in it is not
	// known. Only a policy that sets faulty records apart has them.
	ReasonFaulty       partnermath.Reason = "faulty"
	ReasonCopiesDiffer partnermath.Reason = "copies-differ"
	ReasonDealsDiffer  partnermath.Reason = "deals-differ"
)

// UsedRate is a rate and how many records were converted with it.
type UsedRate struct {
	Rate
	Records int `json:"records"`
	// Constant tells that growth at constant rates is at it.
	Constant bool `json:"constant"`
}

// MissingRate counts the records of a quarter in a currency that no rate converts.
type MissingRate struct {
	Currency string              `json:"currency"`
	Quarter  partnermath.Quarter `json:"quarter"`
	Records  int                 `json:"records"`
}

// Account is what the channel cost and returned in one currency, in the period.
type Account struct {
	Currency string `json:"currency"`
	// Partners counts those that have a record, and Active those whose revenue is above 0.
	Partners int `json:"partners"`
	Active   int `json:"active"`
	// Kinds are in the order of the policy. Tagged is of all spend and of what outcomes are
	// tagged with, Untagged of the rest of them, and Total of all spend and all outcomes:
	// its multiples are all that was sold ÷ all that was spent, whatever led to it. In each
	// amount Tagged = Σ Kinds and Total = Tagged + Untagged, one that is undefined counting
	// as 0.
	Total    Line   `json:"total"`
	Kinds    []Line `json:"kinds"`
	Tagged   Line   `json:"tagged"`
	Untagged Line   `json:"untagged"`
	// Retagged tells of partners whose sales changed from the tag of one kind to that of
	// another since the period before, in the order of the policy; nil without one.
	Retagged []Retag `json:"retagged"`
	// Cost is what the whole channel costs; Tiers and Regions are its parts, by id, the
	// first without one where it is not known, those that have only a plan among them. Cost =
	// Σ Tiers = Σ Regions, partners aside, one that changed being in two, and own plans.
	Cost    Cost   `json:"cost"`
	Tiers   []Cost `json:"tiers"`
	Regions []Cost `json:"regions"`
	Growth  Growth `json:"growth"`
	// Roles are what partners are credited with of deals, by role, and Deals that of all.
	Roles []Credit `json:"roles"`
	Deals Credit   `json:"deals"`
	// Overlay is Σ of what partners are credited with beside their roles, in the records that
	// tell it, undefined where none does, and OverlayUnknown counts the others. Of a deal it
	// is amount × share, rounded. It is in no other figure: neither in a total, nor in what
	// counts towards plans.
	Overlay        decimal.NullDecimal `json:"overlay"`
	OverlayUnknown int                 `json:"overlayUnknown"`
	Concentration  Concentration       `json:"concentration"`
	Attainment     Attainment          `json:"attainment"`
}

// Retag counts the partners with outcomes that are tagged with From in the period before and
// none in the period, and with To the other way round. The returns of both kinds then change
// with the tags, whatever was sold.
type Retag struct {
	From     string `json:"from"`
	To       string `json:"to"`
	Partners int    `json:"partners"`
}

// Line is what was spent on a kind, and what came of it.
type Line struct {
	// Kind is empty where it is not of one, and so is Name, which is that of the policy.
	Kind      string          `json:"kind,omitempty"`
	Name      string          `json:"name,omitempty"`
	Treatment Treatment       `json:"treatment,omitempty"`
	Spend     decimal.Decimal `json:"spend"`
	// Partners counts those with a spend above 0, in total and tagged of all kinds together, and
	// Participation is Partners ÷ those of the account.
	Partners      int                 `json:"partners"`
	Participation decimal.NullDecimal `json:"participation"`
	// Outcomes counts those of which a part is in the line.
	Outcomes int `json:"outcomes"`
	// Of an outcome, with contra the spend of its record on kinds that are contra-revenue,
	//
	//	margin before spend = revenue + its part of contra − cost of goods
	//	incremental revenue = revenue − baseline
	//	incremental margin  = margin before spend × (revenue − baseline) ÷ revenue
	//
	// Each of the four is rounded, and then split by the shares of the tags and of the rest, by
	// largest remainder, in the order of the policy, the rest last. Contra is split over the
	// outcomes of the record by their revenue, where that is above 0, by largest remainder, in
	// their order; without such an outcome it is untagged margin.
	//
	// A margin is not known without a cost of goods, an increment not without a baseline, and
	// the incremental margin not without both, also where revenue = baseline. With both, it is
	// 0 there, and otherwise not known where revenue is 0, nor where it is beyond 10^18 minor
	// units.
	Revenue            Yield `json:"revenue"`
	Margin             Yield `json:"margin"`
	IncrementalRevenue Yield `json:"incrementalRevenue"`
	IncrementalMargin  Yield `json:"incrementalMargin"`
	// Comparison tells the increment of a kind without a baseline, nil without a period before.
	Comparison *Comparison `json:"comparison,omitempty"`
}

// Yield is a return on the spend of a line.
type Yield struct {
	// Amount is the sum over the outcomes whose figure is known, undefined where none is.
	// Unknown counts the others.
	Amount  decimal.NullDecimal `json:"amount"`
	Unknown int                 `json:"unknown"`
	// Multiple is Amount ÷ spend, and ROI (Amount − spend) ÷ spend, both with 4 decimals, and
	// undefined where Unknown is above 0, and unless the spend is.
	Multiple decimal.NullDecimal `json:"multiple"`
	ROI      decimal.NullDecimal `json:"roi"`
}

// Comparison is the difference in differences between partners on which a kind was spent and
// those on which it was not. Both have records in the period and in the one before, and what
// they sold is that of all these records.
type Comparison struct {
	// Participants are the partners with a spend above 0 in the period and none before, and
	// Comparables those with none in either: no record with an amount but 0. Spend is that of
	// the participants in the period.
	Participants int             `json:"participants"`
	Comparables  int             `json:"comparables"`
	Spend        decimal.Decimal `json:"spend"`
	// Revenue and Margin, which is before spend, are compared each by itself.
	Revenue Difference `json:"revenue"`
	Margin  Difference `json:"margin"`
}

// Difference compares what participants sold with what they would have sold if they had
// grown like the comparable partners.
type Difference struct {
	// Before and With are the participants' sums before and in the period, and the other two
	// those of the comparable partners. One is undefined where a figure in it is not known.
	Before         decimal.NullDecimal `json:"before"`
	With           decimal.NullDecimal `json:"with"`
	ComparedBefore decimal.NullDecimal `json:"comparedBefore"`
	Compared       decimal.NullDecimal `json:"compared"`
	// Increment is (With − Before) − Before × (Compared − ComparedBefore) ÷ ComparedBefore,
	// undefined without participants, and unless ComparedBefore is above 0. Multiple and ROI
	// are (Increment ÷ spend) and ((Increment − spend) ÷ spend) of the participants' spend.
	Increment decimal.NullDecimal `json:"increment"`
	Multiple  decimal.NullDecimal `json:"multiple"`
	ROI       decimal.NullDecimal `json:"roi"`
}

// Cost is what selling through a group of partners costs, beside selling without them, and how
// the group stands to its plan.
type Cost struct {
	// ID is that of the tier or the region.
	ID string `json:"id,omitempty"`
	// Partners and Records count those of the period.
	Partners int `json:"partners"`
	Records  int `json:"records"`
	// Revenue is net channel revenue, which is after Contra, the spend on kinds that are
	// contra-revenue. Cost is the spend on those that are a cost. So each kind is in one of
	// the two.
	Revenue decimal.Decimal `json:"revenue"`
	Cost    decimal.Decimal `json:"cost"`
	Contra  decimal.Decimal `json:"contra"`
	// CostRate is Cost ÷ Revenue, and undefined unless Revenue is above 0.
	CostRate decimal.NullDecimal `json:"costRate"`
	// DirectCost is Σ of the records' that tell it, undefined where none does, and
	// DirectUnknown counts the others. DirectRate is DirectCost ÷ Revenue, and undefined as
	// CostRate is, and where DirectUnknown is above 0.
	DirectCost    decimal.NullDecimal `json:"directCost"`
	DirectUnknown int                 `json:"directUnknown"`
	DirectRate    decimal.NullDecimal `json:"directRate"`
	// Attainment is of the group, beside that of its partners one by one in the [Account].
	Attainment GroupAttainment `json:"attainment"`
}

// GroupAttainment tells how a group stands to its own plan, or without one to the plans of its
// partners.
type GroupAttainment struct {
	// Own is what the policy plans for the group, undefined where it does not. Members is Σ of
	// the plans of the group's records of the period that tell one, undefined where none does,
	// and MembersUnknown counts the others. Difference is Own − Members, undefined where one
	// of the two is.
	Own            decimal.NullDecimal `json:"own"`
	Members        decimal.NullDecimal `json:"members"`
	MembersUnknown int                 `json:"membersUnknown"`
	Difference     decimal.NullDecimal `json:"difference"`
	// Plan is Own, or without it Members, undefined where MembersUnknown is above 0.
	Plan decimal.NullDecimal `json:"plan"`
	// Actual is Σ of what the policy counts in the records, undefined unless all tell it.
	Actual decimal.NullDecimal `json:"actual"`
	// Attainment is Actual ÷ Plan, undefined where one of them is, and unless Plan is above 0.
	Attainment decimal.NullDecimal `json:"attainment"`
}

// Growth is that of net channel revenue from the period before, of the partners that have
// records in both: what a partner sold in a period of which it has no record is not known,
// and is not 0. A record without outcomes says that nothing was sold.
type Growth struct {
	// Partners counts those that have records in both, and Others those that have them in
	// one only. Both are 0 without a period before.
	Partners int `json:"partners"`
	Others   int `json:"others"`
	// Before and Now are Σ of the revenue of the former, undefined where there is none.
	Before decimal.NullDecimal `json:"before"`
	Now    decimal.NullDecimal `json:"now"`
	// Growth is (Now − Before) ÷ Before, undefined unless Before is above 0.
	Growth decimal.NullDecimal `json:"growth"`
	// The constant figures are of the same records with the revenue of each outcome converted
	// at the last rate on or before the last day of the period. In a currency by itself they
	// are the same as the others.
	ConstantBefore decimal.NullDecimal `json:"constantBefore"`
	ConstantNow    decimal.NullDecimal `json:"constantNow"`
	ConstantGrowth decimal.NullDecimal `json:"constantGrowth"`
}

// Credit is what partners are credited with of deals, in the period. In a role of a deal the
// amount is split by the weights, by largest remainder, in the order of the partners' ids;
// without weights each has all of it.
type Credit struct {
	// Role is empty for all of them.
	Role Role `json:"role,omitempty"`
	// Credited is Σ of what is credited to partners in the records that tell it. Unknown counts
	// the other records, for all roles those that do not tell one of them.
	Credited decimal.Decimal `json:"credited"`
	Unknown  int             `json:"unknown"`
	// Deals counts the deals in which a partner has the role, and Distinct is Σ of their amounts, each deal once. Overlap is
	// Credited − Distinct: what more than one partner is credited with. They are undefined
	// unless every record of the period has its deals, and where Unknown is above 0 because
	// one of these is set apart.
	Deals    decimal.NullDecimal `json:"deals"`
	Distinct decimal.NullDecimal `json:"distinct"`
	Overlap  decimal.NullDecimal `json:"overlap"`
}

// Concentration tells how much of the revenue of the period is of few partners. A partner whose revenue is
// below 0 counts with 0. Shares are of the sum of all, undefined where that is 0.
type Concentration struct {
	// Top are the largest partners, as many as the policy says, equal ones by id, and TopShare
	// is the share of their sum. They are ranked by Revenue as it is, so one below 0 comes after
	// one of 0, and has a Share of 0.
	Top      []PartnerShare      `json:"top"`
	TopShare decimal.NullDecimal `json:"topShare"`
	// Fifth is a fifth of the number of partners, rounded up, and FifthShare the share of the
	// sum of as many of the largest.
	Fifth      int                 `json:"fifth"`
	FifthShare decimal.NullDecimal `json:"fifthShare"`
	// HHI is the Herfindahl-Hirschman index Σ share², with the exact shares, from 0 to 1.
	HHI decimal.NullDecimal `json:"hhi"`
}

// PartnerShare is a partner's part of the revenue.
type PartnerShare struct {
	Partner string              `json:"partner"`
	Revenue decimal.Decimal     `json:"revenue"`
	Share   decimal.NullDecimal `json:"share"`
}

// Attainment tells how partners stand to their plans. A partner's plan is Σ of those of its
// records in the period, its actual Σ of what the policy counts in them, each known if all of
// them tell it. Its attainment is actual ÷ plan.
type Attainment struct {
	// Partners counts those whose actual and plan are known, the plan above 0, and Unknown the
	// others. Plan and Actual are the sums of the former, and Attainment is Actual ÷ Plan.
	Partners   int                 `json:"partners"`
	Unknown    int                 `json:"unknown"`
	Plan       decimal.Decimal     `json:"plan"`
	Actual     decimal.Decimal     `json:"actual"`
	Attainment decimal.NullDecimal `json:"attainment"`
	// Bands add up to that. The first is below all that the policy has.
	Bands []Band `json:"bands"`
}

// Band is the partners whose attainment, used exactly, is at least From and below that of the
// next band.
type Band struct {
	// From is undefined in the first band.
	From     decimal.NullDecimal `json:"from"`
	Partners int                 `json:"partners"`
	// Share is Partners ÷ those of all bands.
	Share  decimal.NullDecimal `json:"share"`
	Plan   decimal.Decimal     `json:"plan"`
	Actual decimal.Decimal     `json:"actual"`
}
