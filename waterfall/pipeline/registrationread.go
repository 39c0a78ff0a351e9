package pipeline

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/finding"
)

// maxRegistrationAmount keeps an amount within 10^18 minor units of any currency, and
// so the sum of a few within an int64.
var maxRegistrationAmount = decimal.New(1, 14)

// registered is a sound registration, with its amounts in minor units, -1 for one that
// is not known.
type registered struct {
	*Registration
	amount, revenue int64
	// colliding is in a conflict, collided in none but such as have ended.
	colliding, collided bool
	isRival             bool
}

// registrationReader checks registrations one by one.
type registrationReader struct {
	places int32
	amount check.Number
	most   int64 // minor units that an amount can have
}

// read checks the book and returns its registrations and their rivals, each once, and how many
// registrations repeat another one. What it returns is of use only when there are no faults.
func (b *RegistrationBook) read(faults *partnermath.ValidationError, log *finding.Log, p *RegistrationPolicy, prefix string) (own, rivals []registered, repeated int) {
	places := minorUnits(p.Currency)
	r := registrationReader{places: places, amount: registrationMoney(places)}
	r.amount.AtMost = decimal.NewNullDecimal(maxRegistrationAmount)
	r.most, _ = exact.Int64(maxRegistrationAmount, places)
	long := false
	for _, list := range []struct {
		name      string
		len, most int
	}{
		{"registrations", len(b.Registrations), MaxRegistrations},
		{"rivals", len(b.Rivals), MaxRegistrations},
		{"partners", len(b.Partners), MaxRegistrationParties},
		{"reps", len(b.Reps), MaxRegistrationParties},
	} {
		if list.len > list.most {
			faults.Addf(prefix+list.name, "length", "must have a length of at most %d, got %d", list.most, list.len)
			long = true
		}
	}
	if long {
		return nil, nil, 0
	}
	own, repeated = r.sift(faults, log, p.Faulty, prefix+"registrations", b.Registrations)
	if len(b.Rivals) > 0 {
		rivals, _ = r.sift(faults, new(finding.Log), p.Faulty, prefix+"rivals", b.Rivals)
		rivals = b.others(faults, p.Faulty, prefix, rivals)
	}
	sum := registrationMoney(places)
	if b.Revenue.Valid && !sum.Holds(b.Revenue.Decimal) {
		sum.Fault(faults, prefix+"revenue", b.Revenue.Decimal)
	}
	readParties(faults, prefix+"partners", b.Partners, &sum)
	readParties(faults, prefix+"reps", b.Reps, &sum)
	return own, rivals, repeated
}

// sift returns the registrations of a list that count, and how many repeat another one.
func (c *registrationReader) sift(faults *partnermath.ValidationError, log *finding.Log, faulty partnermath.Faulty, path string, list []Registration) (all []registered, repeated int) {
	records := batch{
		noun: "registration", path: path, len: len(list),
		id:    func(i int) string { return list[i].ID },
		check: func(i int, faults *partnermath.ValidationError) { c.check(faults, &list[i]) },
		same:  func(i, j int) bool { return list[i].same(&list[j]) },
	}
	kept, repeated := records.sift(faults, log, faulty)
	all = make([]registered, len(kept))
	for at, i := range kept {
		all[at] = c.units(&list[i])
	}
	return all, repeated
}

// others returns the rivals whose ids are not those of registrations. One that says something
// else of the same id is a fault, unless it is set apart.
func (b *RegistrationBook) others(faults *partnermath.ValidationError, faulty partnermath.Faulty, prefix string, rivals []registered) []registered {
	known := make(map[string]int, len(b.Registrations))
	for i := range b.Registrations {
		known[b.Registrations[i].ID] = i
	}
	var all []registered
	var positions map[string]int // of rivals, for the first fault
	for _, rival := range rivals {
		at, again := known[rival.ID]
		switch {
		case faults.Truncated:
			return nil
		case !again:
			rival.isRival = true
			all = append(all, rival)
		case faulty != partnermath.FaultySetApart && !b.Registrations[at].same(rival.Registration):
			if positions == nil {
				positions = make(map[string]int, len(b.Rivals))
				for i := range b.Rivals {
					positions[b.Rivals[i].ID] = i
				}
			}
			faults.Addf(fmt.Sprintf("%srivals[%d].id", prefix, positions[rival.ID]), "unique", "registration %.40q stands at %sregistrations[%d] with other content", rival.ID, prefix, at)
		}
	}
	return all
}

// units returns a sound registration with what is known of its amounts.
func (c *registrationReader) units(r *Registration) registered {
	one := registered{Registration: r, amount: -1}
	if r.Amount.Valid {
		one.amount, _ = exact.Int64(r.Amount.Decimal, c.places)
	}
	one.revenue = one.amount
	if r.Revenue.Valid {
		one.revenue, _ = exact.Int64(r.Revenue.Decimal, c.places)
	}
	return one
}

// registrationMoney is what an amount of money must keep to.
func registrationMoney(places int32) check.Number {
	return check.Number{AtLeast: null(0), Digits: partnermath.MaxDigits, Places: places}
}

func readParties(faults *partnermath.ValidationError, list string, parties []RegistrationParty, amount *check.Number) {
	seen := make(map[string]bool, len(parties))
	for i, party := range parties {
		if faults.Truncated {
			return
		}
		at := check.Place{List: list, Index: i, Field: "id"}
		check.IDAt(faults, at, party.ID)
		if seen[party.ID] {
			faults.Addf(at.String(), "unique", "must not be given twice, got %.40q again", party.ID)
		}
		seen[party.ID] = true
		amount.CheckNull(faults, check.Place{List: list, Index: i, Field: "goal"}, party.Goal)
		amount.CheckNull(faults, check.Place{List: list, Index: i, Field: "revenue"}, party.Revenue)
		if party.Goals != nil {
			checkGoals(faults, check.Place{List: list, Index: i, Field: "goals"}.String(), party.Goals, party.Goal)
		}
	}
}

func at(field string) check.Place { return check.Place{Field: field} }

// check checks one registration, whether the others are sound or not.
func (c *registrationReader) check(own *partnermath.ValidationError, r *Registration) {
	check.IDAt(own, at("id"), r.ID)
	check.IDAt(own, at("partner"), r.Partner)
	for _, optional := range [...]struct{ field, id string }{{"rep", r.Rep}, {"customer", r.Customer}, {"product", r.Product}} {
		if optional.id != "" {
			check.IDAt(own, at(optional.field), optional.id)
		}
	}
	c.money(own, "amount", r.Amount)
	if r.Submitted.IsZero() {
		own.Add("submitted", "required", "must be given")
	}
	if r.Decision != "" && r.Decision != RegistrationApproved && r.Decision != RegistrationRejected {
		own.Addf("decision", "one-of", "must be one of approved, rejected; got %.40q", string(r.Decision))
	}
	if r.Outcome != "" && r.Outcome != DealWon && r.Outcome != DealLost {
		own.Addf("outcome", "one-of", "must be one of won, lost; got %.40q", string(r.Outcome))
	}
	rejected := r.Decision == RegistrationRejected
	unprotected := rejected || (r.Decision == "" && r.Decided.IsZero())
	leftOut(own, "expires", !r.Expires.IsZero() && unprotected, "approved")
	leftOut(own, "outcome", r.Outcome != "" && rejected, "approved and waiting")
	leftOut(own, "closed", !r.Closed.IsZero() && rejected, "approved and waiting")
	c.money(own, "revenue", r.Revenue)
	unsold := unprotected || r.Outcome == DealLost || (r.Outcome == "" && r.Closed.IsZero())
	leftOut(own, "revenue", r.Revenue.Valid && unsold, "won")
}

// money checks an amount. One above 0 that has units within the limit keeps to all
// rules.
func (c *registrationReader) money(own *partnermath.ValidationError, field string, d decimal.NullDecimal) {
	if units, ok := exact.Int64(d.Decimal, c.places); d.Valid && (!ok || units <= 0 || units > c.most) {
		c.amount.Check(own, at(field), d.Decimal)
	}
}

func leftOut(own *partnermath.ValidationError, field string, given bool, readers string) {
	if given {
		own.Addf(field, "empty", "is read for %s registrations only and must be left out", readers)
	}
}

// same reports whether two sound registrations say the same.
func (r *Registration) same(other *Registration) bool {
	a, b := *r, *other
	equal := sameNull(a.Amount, b.Amount) && sameNull(a.Revenue, b.Revenue)
	a.Amount, a.Revenue, b.Amount, b.Revenue = decimal.NullDecimal{}, decimal.NullDecimal{}, decimal.NullDecimal{}, decimal.NullDecimal{}
	return equal && a == b
}
