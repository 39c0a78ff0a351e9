package mdf

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// Entry is something that happened to a partner's money. The package comment says what
// each kind does and in which order.
type Entry struct {
	// ID is unique among the entries of the partner. An entry that is listed twice counts
	// once; one that is listed twice with different contents is a fault.
	ID      string           `json:"id"`
	Partner string           `json:"partner"`
	Date    partnermath.Date `json:"date"`
	Kind    EntryKind        `json:"kind"`
	// Currency is that of the program; it may be left out.
	Currency string `json:"currency,omitempty"`
	// Amount must be given, at most 10^12 and with the decimals of the currency. Only an
	// accrual, an adjustment or a grant may be below 0.
	Amount decimal.NullDecimal `json:"amount,omitzero"`
	// Of names another entry of the partner, of the same or an earlier day: the reservation of a payment or a
	// release, the payment of a void, the credit of a reversal or, if it is to draw one lot only, of a
	// forfeiture. A payment may leave it out where the program asks no PreApproval.
	Of string `json:"of,omitempty"`
	// Expires is the first day on which the lot of a credit cannot be used; left out, there
	// is none. A credit below 0 has no lot. It is after Date.
	Expires partnermath.Date `json:"expires,omitzero"`
	// Until is the first day on which a reservation no longer holds its lots; left out,
	// there is none. It is after Date.
	Until partnermath.Date `json:"until,omitzero"`
}

// EntryKind tells what an entry does.
type EntryKind string

// The kinds of entry.
const (
	// EntryAccrual credits what purchases earn; below 0 it takes back.
	EntryAccrual EntryKind = "accrual"
	// EntryAdjustment corrects, up or down.
	EntryAdjustment EntryKind = "adjustment"
	// EntryGrant credits what the vendor gives; below 0 it takes back.
	EntryGrant EntryKind = "grant"
	// EntryReinstatement credits what was forfeited.
	EntryReinstatement EntryKind = "reinstatement"
	// EntryRecovery credits what a partner paid back.
	EntryRecovery EntryKind = "recovery"
	// EntryReversal takes back a credit, in whole or in part.
	EntryReversal EntryKind = "reversal"
	// EntryReservation sets money aside for an approved request.
	EntryReservation EntryKind = "reservation"
	// EntryPayment pays a claim or an advance.
	EntryPayment EntryKind = "payment"
	// EntryConversion pays out as a rebate.
	EntryConversion EntryKind = "conversion"
	// EntryForfeiture takes money away. Expiry is worked out and is no entry.
	EntryForfeiture EntryKind = "forfeiture"
	// EntryRelease frees what a reservation holds, in whole or in part.
	EntryRelease EntryKind = "release"
	// EntryVoid undoes a payment, in whole or in part.
	EntryVoid EntryKind = "void"
)

// Values returns the kinds in order.
func (EntryKind) Values() []EntryKind {
	return []EntryKind{
		EntryAccrual, EntryAdjustment, EntryGrant, EntryReinstatement, EntryRecovery, EntryReversal,
		EntryReservation, EntryPayment, EntryConversion, EntryForfeiture, EntryRelease, EntryVoid,
	}
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the entry breaks for itself. That
// its currency and decimals are those of the program and what it names is there, is checked with the program.
func (e Entry) Validate() error {
	var faults partnermath.ValidationError
	e.check(&faults, check.Place{}, &entryRules{amount: amountNumber(maxPlaces)})
	return faults.Err()
}

// maxPlaces is the most decimals that a currency has.
const maxPlaces = 4

// amountNumber is what an amount must keep to in a currency with so many decimals.
func amountNumber(places int32) check.Number {
	limit := decimal.New(1, 12)
	return check.Number{
		AtLeast: decimal.NewNullDecimal(limit.Neg()), AtMost: decimal.NewNullDecimal(limit),
		Digits: 13 + places, Places: places,
	}
}

// entryRules are what a program adds to the rules of an entry.
type entryRules struct {
	amount      check.Number
	currency    string // empty: any
	preApproval bool
}

// check adds the rules that the entry breaks for itself.
func (e *Entry) check(faults *partnermath.ValidationError, at check.Place, rules *entryRules) {
	field := func(name string) check.Place { at.Field = name; return at }
	add := func(name, rule, format string, args ...any) {
		faults.Addf(field(name).String(), rule, format+" (entry %.100q)", append(args, e.ID)...)
	}
	check.IDAt(faults, field("id"), e.ID)
	check.IDAt(faults, field("partner"), e.Partner)
	if e.Date.IsZero() {
		add("date", "required", "must be given")
	}
	kind, known := traitsOf(e.Kind)
	if !known {
		add("kind", "one-of", "must be a kind of entry, got %.40q", string(e.Kind))
		return
	}
	if e.Currency != "" && e.Currency != rules.currency && (rules.currency != "" || !isCurrency(e.Currency)) {
		add("currency", "match", "must be that of the program, got %.40q", e.Currency)
	}
	rules.amount.Require(faults, field("amount"), e.Amount)
	below := e.Amount.Valid && e.Amount.Decimal.IsNegative()
	if below && !kind.signed {
		add("amount", "min", "must not be below 0 in a %s", string(e.Kind))
	}
	needsOf := kind.of == ofRequired || e.Kind == EntryPayment && rules.preApproval
	switch {
	case e.Of == "" && needsOf:
		add("of", "required", "must name an entry")
	case e.Of != "" && kind.of == ofNone:
		add("of", "empty", "is not read in a %s and must be left out", string(e.Kind))
	}
	e.checkDay(add, "expires", e.Expires, kind.credit && !below)
	e.checkDay(add, "until", e.Until, e.Kind == EntryReservation)
}

func (e *Entry) checkDay(add func(name, rule, format string, args ...any), name string, day partnermath.Date, read bool) {
	switch {
	case day.IsZero():
	case !read:
		add(name, "empty", "is not read here and must be left out")
	case !day.After(e.Date):
		add(name, "order", "must be after the date %s, got %s", e.Date, day)
	}
}

func isCurrency(code string) bool {
	_, ok := partnermath.MinorUnits(code)
	return ok
}

// traits tell kinds of entry apart.
type traits struct {
	credit bool
	signed bool  // it may be below 0
	class  uint8 // where it stands in a day
	of     ofRule
	names  EntryKind // the kind that Of must name; a credit where it is empty
}

type ofRule uint8

const (
	ofNone ofRule = iota
	ofOptional
	ofRequired
)

// The classes of a day, in the order of the package comment.
const (
	classEarlier uint8 = iota // a release or a void of an earlier day
	classCredit
	classTakeBack
	classReservation
	classPayment
	classForfeiture
)

func traitsOf(kind EntryKind) (t traits, known bool) {
	switch kind {
	case EntryAccrual, EntryAdjustment, EntryGrant:
		return traits{credit: true, signed: true, class: classCredit}, true
	case EntryReinstatement, EntryRecovery:
		return traits{credit: true, class: classCredit}, true
	case EntryReversal:
		return traits{class: classTakeBack, of: ofRequired}, true
	case EntryReservation:
		return traits{class: classReservation}, true
	case EntryPayment:
		return traits{class: classPayment, of: ofOptional, names: EntryReservation}, true
	case EntryConversion:
		return traits{class: classPayment}, true
	case EntryForfeiture:
		return traits{class: classForfeiture, of: ofOptional}, true
	case EntryRelease:
		return traits{class: classEarlier, of: ofRequired, names: EntryReservation}, true
	case EntryVoid:
		return traits{class: classEarlier, of: ofRequired, names: EntryPayment}, true
	}
	return traits{}, false
}
