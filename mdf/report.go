package mdf

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// FundPeriod is what is measured beside the entries of a fund: the requests and claims that came in a period,
// and what was received for payments. The zero FundPeriod is not valid: it lacks Period.
type FundPeriod struct {
	Period partnermath.Period `json:"period"`
	// Requests and Claims are those that count by the day they were submitted: in Period,
	// at most on the day that is measured. Ids are unique in each.
	Requests []Case `json:"requests,omitempty"`
	Claims   []Case `json:"claims,omitempty"`
	// Services are what the vendor received for payments, one for a payment at most.
	Services []Service `json:"services,omitempty"`
}

// Case is a request or a claim, and what became of it: accepted when Accepted is above 0, denied when it is
// 0, open while it is not decided, as after a request was returned or while a proof is pending.
type Case struct {
	ID        string           `json:"id"`
	Submitted partnermath.Date `json:"submitted"`
	Decided   partnermath.Date `json:"decided,omitzero"`
	// Approver decided it; left out, nobody is named.
	Approver string `json:"approver,omitempty"`
	// Asked is the amount asked for, of a claim the vendor's share that it asks for, as Σ asked over the lines
	// of its [Settlement] has it, and not what was spent. Accepted is what was approved of it, in full or in
	// part (of a claim Settlement.Vendor); it is given with Decided, and only then.
	Asked    decimal.NullDecimal `json:"asked,omitzero"`
	Accepted decimal.NullDecimal `json:"accepted,omitzero"`
}

// Service is something distinct that the vendor received for a payment, at its fair value.
// What the value is, the caller says.
type Service struct {
	Partner string `json:"partner"`
	// Payment is the id of an entry of the partner.
	Payment   string              `json:"payment"`
	FairValue decimal.NullDecimal `json:"fairValue,omitzero"`
}

// Report is how a fund stands at the end of AsOf, and what its period has brought until then.
type Report struct {
	Currency string             `json:"currency"`
	Period   partnermath.Period `json:"period"`
	AsOf     partnermath.Date   `json:"asOf"`
	// Liability rolls forward from the start of the period to AsOf.
	Liability Liability `json:"liability"`
	// Owed is what partners owe at AsOf, an asset that the liability is not lowered by.
	Owed decimal.Decimal `json:"owed"`
	// Funded is what there was to use: the balance at the start, and the credits since. It
	// is paid + converted + forfeited of the period, and what is reserved and available.
	Funded    decimal.Decimal `json:"funded"`
	Reserved  decimal.Decimal `json:"reserved"`
	Available decimal.Decimal `json:"available"`
	// Utilisation is paid ÷ funded, Commitment (paid + reserved) ÷ funded and BreakageRate breakage ÷ funded,
	// with paid and breakage those of Liability; undefined unless Funded is above 0.
	Utilisation  decimal.NullDecimal `json:"utilisation"`
	Commitment   decimal.NullDecimal `json:"commitment"`
	BreakageRate decimal.NullDecimal `json:"breakageRate"`
	// Requests and Claims tell what became of them. ClaimRate is what claims ask for ÷ what was approved of requests.
	Requests  Handling            `json:"requests"`
	Claims    Handling            `json:"claims"`
	ClaimRate decimal.NullDecimal `json:"claimRate"`
	// DaysLeft are the days of the program's Usage after AsOf, all of them before it begins, and Weekly what has
	// to be spent a week of them: max(0, available) × 7 ÷ days left. Undefined when no day is left.
	DaysLeft decimal.NullDecimal `json:"daysLeft"`
	Weekly   decimal.NullDecimal `json:"weekly"`
	// Expiring is what is free in lots that expire, by day.
	Expiring []Expiring `json:"expiring"`
	// ContraRevenue is Σ max(0, paid − fair value) over the payments, less what was voided,
	// and MarketingExpense the rest of what was paid in the period. A void of what an earlier
	// period paid can bring it below 0.
	ContraRevenue    decimal.Decimal `json:"contraRevenue"`
	MarketingExpense decimal.Decimal `json:"marketingExpense"`
	// Findings tell of the entries that were set apart, as in [Ledger], and of cases that were decided before
	// they were submitted.
	Findings []partnermath.Finding `json:"findings"`
}

// Liability is what the fund owes to partners, available or reserved:
//
//	closing = opening + accrued + granted + adjusted + reinstated + recovered + owedChange
//	          − paid − converted − breakage
type Liability struct {
	Opening    decimal.Decimal `json:"opening"`
	Accrued    decimal.Decimal `json:"accrued"`
	Granted    decimal.Decimal `json:"granted"`
	Adjusted   decimal.Decimal `json:"adjusted"`
	Reinstated decimal.Decimal `json:"reinstated"`
	Recovered  decimal.Decimal `json:"recovered"`
	// OwedChange is by how much what partners owe has grown.
	OwedChange decimal.Decimal `json:"owedChange"`
	Paid       decimal.Decimal `json:"paid"`
	Converted  decimal.Decimal `json:"converted"`
	// Breakage is what was forfeited, less what reversals took back of it.
	Breakage decimal.Decimal `json:"breakage"`
	Closing  decimal.Decimal `json:"closing"`
}

// Handling is what became of requests or claims: submitted = accepted + denied + open.
type Handling struct {
	Submitted int `json:"submitted"`
	Accepted  int `json:"accepted"`
	Denied    int `json:"denied"`
	Open      int `json:"open"`
	// Asked is asked for by all of them, AcceptedAmount approved, and DeniedAmount asked for
	// by those that were denied. PerAccepted and PerDenied are those of one.
	Asked          decimal.Decimal     `json:"asked"`
	AcceptedAmount decimal.Decimal     `json:"acceptedAmount"`
	PerAccepted    decimal.NullDecimal `json:"perAccepted"`
	DeniedAmount   decimal.Decimal     `json:"deniedAmount"`
	PerDenied      decimal.NullDecimal `json:"perDenied"`
	// OnDecided is accepted ÷ (accepted + denied), OnSubmitted accepted ÷ submitted.
	OnDecided   decimal.NullDecimal `json:"onDecided"`
	OnSubmitted decimal.NullDecimal `json:"onSubmitted"`
	// Cycles are those of the decided, by approver.
	Cycles []Cycle `json:"cycles"`
}

// Cycle is how many days an approver has taken, from Submitted to Decided, with 4 decimals.
type Cycle struct {
	Approver string          `json:"approver,omitempty"`
	Cases    int             `json:"cases"`
	Mean     decimal.Decimal `json:"mean"`
	Median   decimal.Decimal `json:"median"`
}

// Expiring is what is lost after LastDay, and what has to be spent of it a week until then: amount × 7 ÷ the
// days after AsOf, from the first of the program's Usage on, through LastDay; undefined when no day is left.
type Expiring struct {
	LastDay partnermath.Date    `json:"lastDay"`
	Amount  decimal.Decimal     `json:"amount"`
	Weekly  decimal.NullDecimal `json:"weekly"`
}

// Found of a request or a claim that was decided before it was submitted. Its days are unknown; it counts otherwise.
const (
	ReasonRequestDays partnermath.Reason = "request-decided-before-submitted"
	ReasonClaimDays   partnermath.Reason = "claim-decided-before-submitted"
)

// Validate returns a [*partnermath.ValidationError] that lists every rule the period breaks for itself.
func (f FundPeriod) Validate() error { return f.check(maxPlaces) }

// check returns the rules that the period breaks, in a currency with so many decimals.
func (f *FundPeriod) check(places int32) error {
	faults := new(partnermath.ValidationError)
	faults.Merge("period", f.Period.Validate())
	number := costNumber(places)
	for i := range f.Requests {
		f.Requests[i].check(faults, check.Place{List: "requests", Index: i}, &number)
	}
	for i := range f.Claims {
		f.Claims[i].check(faults, check.Place{List: "claims", Index: i}, &number)
	}
	for i, s := range f.Services {
		field := func(name string) check.Place { return check.Place{List: "services", Index: i, Field: name} }
		check.IDAt(faults, field("partner"), s.Partner)
		check.IDAt(faults, field("payment"), s.Payment)
		number.Require(faults, field("fairValue"), s.FairValue)
	}
	if len(faults.Fields) == 0 {
		unique(faults, "requests[%d].id", f.Requests, func(c Case) string { return c.ID })
		unique(faults, "claims[%d].id", f.Claims, func(c Case) string { return c.ID })
		unique(faults, "services[%d].payment", f.Services, func(s Service) string { return s.Partner + "\x00" + s.Payment })
	}
	return faults.Err()
}

// check adds the rules that the case breaks.
func (c *Case) check(faults *partnermath.ValidationError, at check.Place, number *check.Number) {
	field := func(name string) check.Place { at.Field = name; return at }
	check.IDAt(faults, field("id"), c.ID)
	if c.Approver != "" {
		check.IDAt(faults, field("approver"), c.Approver)
	}
	if c.Submitted.IsZero() {
		faults.Addf(field("submitted").String(), "required", "must be given (case %.100q)", c.ID)
	}
	before := len(faults.Fields)
	number.Require(faults, field("asked"), c.Asked)
	number.CheckNull(faults, field("accepted"), c.Accepted)
	switch decided := !c.Decided.IsZero(); {
	case decided && !c.Accepted.Valid:
		faults.Addf(field("accepted").String(), "required", "must be given with the day of the decision (case %.100q)", c.ID)
	case !decided && c.Accepted.Valid:
		faults.Addf(field("decided").String(), "required", "must be given with what was accepted (case %.100q)", c.ID)
	case len(faults.Fields) == before && c.Accepted.Valid && c.Accepted.Decimal.GreaterThan(c.Asked.Decimal):
		faults.Addf(field("accepted").String(), "max", "must not be above what was asked, got %s", c.Accepted.Decimal)
	}
}
