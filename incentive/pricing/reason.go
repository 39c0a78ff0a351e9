package pricing

import "github.com/partnermath/partnermath"

// Why a program pays less on a sale.
const (
	ReasonMinimum     partnermath.Reason = "below-minimum"
	ReasonGroup       partnermath.Reason = "other-of-group" // another program of the exclusive group pays
	ReasonNothingLeft partnermath.Reason = "limited-to-what-is-left"
	ReasonCap         partnermath.Reason = "cap"
)

// Why a claim pays nothing, in the order in which they are looked for.
const (
	ReasonUnknownAgreement partnermath.Reason = "unknown-agreement"
	ReasonPartner          partnermath.Reason = "other-partner"
	ReasonProduct          partnermath.Reason = "other-product"
	ReasonCustomer         partnermath.Reason = "other-customer"
	ReasonOutside          partnermath.Reason = "outside-period"  // sold on a day that the agreement does not hold
	ReasonEarly            partnermath.Reason = "submitted-early" // before the sale, or before the price changed
	ReasonLate             partnermath.Reason = "submitted-late"
	ReasonClaimedBefore    partnermath.Reason = "claimed-before" // the partner's price protection of that change
	ReasonRise             partnermath.Reason = "price-rise"     // and the terms do not net it
)

// What limits the units of a claim, to 0 as well.
const (
	ReasonAgreementLimit partnermath.Reason = "left-on-agreement"
	ReasonWindow         partnermath.Reason = "received-in-window"
)

// What is found of records; those set apart do not count.
const (
	FoundFaulty    partnermath.Reason = "faulty"               // set apart: breaks a rule
	FoundConflict  partnermath.Reason = "conflicting"          // set apart: one id with different contents
	FoundDuplicate partnermath.Reason = "duplicate"            // counted once
	FoundSaleTwice partnermath.Reason = "sale-claimed-twice"   // of a partner and a product, and paid on; it counts; the ids are of the claims that come later
	FoundOutside   partnermath.Reason = "outside-stock-period" // does not count; also an opening on another day than the first
	FoundQuantity  partnermath.Reason = "unknown-quantity"     // leaves its figure unknown
	FoundOpening   partnermath.Reason = "several-openings"     // leave the opening unknown; the ids are partner/product
	FoundNoOpening partnermath.Reason = "no-opening"           // the ids are of partners
	FoundNoSales   partnermath.Reason = "no-sell-through"      // the ids are of partners
	FoundNegative  partnermath.Reason = "negative-closing"     // the ids are partner/product
	FoundStuffed   partnermath.Reason = "stuffed"              // the ids are partner/product
)
