package pipeline

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// maxRegistrationAmount keeps an amount within 10^18 minor units of any currency, and
// so the sum of a few within an int64.
var maxRegistrationAmount = decimal.New(1, 14)

// registered is a sound registration, with its amounts in minor units.
type registered struct {
	*Registration
	amount, revenue int64
	colliding       bool
}

// registrationReader checks registrations one by one.
type registrationReader struct {
	faults *partnermath.ValidationError
	list   string // the path of the registrations
	places int32
	amount check.Number
	most   int64 // minor units that an amount can have
}

// read checks the book and returns its registrations, each once, and how many repeat
// another one. What it returns is of use only when there are no faults.
func (b *RegistrationBook) read(faults *partnermath.ValidationError, prefix string, places int32) (all []registered, repeated int) {
	r := registrationReader{faults: faults, list: prefix + "registrations", places: places, amount: registrationMoney(places)}
	r.amount.AtMost = decimal.NewNullDecimal(maxRegistrationAmount)
	r.most, _ = exact.Int64(maxRegistrationAmount, places)
	long := false
	for _, list := range []struct {
		name      string
		len, most int
	}{
		{"registrations", len(b.Registrations), MaxRegistrations},
		{"partners", len(b.Partners), MaxRegistrationParties},
		{"reps", len(b.Reps), MaxRegistrationParties},
	} {
		if list.len > list.most {
			faults.Addf(prefix+list.name, "length", "must have a length of at most %d, got %d", list.most, list.len)
			long = true
		}
	}
	if long {
		return nil, 0
	}
	all = make([]registered, 0, len(b.Registrations))
	first := make(map[string]int, len(b.Registrations))
	for i := range b.Registrations {
		if faults.Truncated {
			return nil, 0
		}
		one, ok := r.read(i, &b.Registrations[i])
		if !ok {
			continue
		}
		before, known := first[one.ID]
		switch {
		case !known:
			first[one.ID] = len(all)
			all = append(all, one)
		case all[before].same(&one):
			repeated++
		default:
			faults.Addf(r.at(i, "id").String(), "unique", "must not be given twice with different content, got %.40q again", one.ID)
		}
	}
	sum := registrationMoney(places)
	if b.Revenue.Valid && !sum.Holds(b.Revenue.Decimal) {
		sum.Fault(faults, prefix+"revenue", b.Revenue.Decimal)
	}
	readParties(faults, prefix+"partners", b.Partners, &sum)
	readParties(faults, prefix+"reps", b.Reps, &sum)
	return all, repeated
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
	}
}

func (c *registrationReader) at(i int, field string) check.Place {
	return check.Place{List: c.list, Index: i, Field: field}
}

// read checks one registration, whether the others are sound or not.
func (c *registrationReader) read(i int, r *Registration) (registered, bool) {
	faults := len(c.faults.Fields)
	check.IDAt(c.faults, c.at(i, "id"), r.ID)
	check.IDAt(c.faults, c.at(i, "partner"), r.Partner)
	if r.Rep != "" {
		check.IDAt(c.faults, c.at(i, "rep"), r.Rep)
	}
	check.IDAt(c.faults, c.at(i, "customer"), r.Customer)
	if r.Product != "" {
		check.IDAt(c.faults, c.at(i, "product"), r.Product)
	}
	one := registered{Registration: r, amount: c.units(i, "amount", r.Amount)}
	one.revenue = one.amount
	c.states(i, r)
	if r.Revenue.Valid {
		one.revenue = c.units(i, "revenue", r.Revenue.Decimal)
	}
	return one, len(c.faults.Fields) == faults && !c.faults.Truncated
}

// units returns an amount in minor units. One above 0 that has units within the limit
// keeps to all rules.
func (c *registrationReader) units(i int, field string, d decimal.Decimal) int64 {
	units, ok := exact.Int64(d, c.places)
	if !ok || units <= 0 || units > c.most {
		c.amount.Check(c.faults, c.at(i, field), d)
	}
	return units
}

// states checks what a registration says of its decision and of its end.
func (c *registrationReader) states(i int, r *Registration) {
	c.required(i, "submitted", r.Submitted)
	switch r.Decision {
	case "":
		c.empty(i, "decided", !r.Decided.IsZero(), "decided")
	case RegistrationApproved, RegistrationRejected:
		c.required(i, "decided", r.Decided)
	default:
		c.faults.Addf(c.at(i, "decision").String(), "one-of", "must be one of approved, rejected; got %.40q", string(r.Decision))
	}
	c.order(i, "decided", "submission", r.Submitted, r.Decided)
	if r.Decision != "" && r.Decision != RegistrationRejected {
		c.end(i, r)
		return
	}
	c.empty(i, "expires", !r.Expires.IsZero(), "approved")
	c.empty(i, "outcome", r.Outcome != "", "approved")
	c.empty(i, "closed", !r.Closed.IsZero(), "approved")
	c.empty(i, "revenue", r.Revenue.Valid, "won")
}

// end is states for what only approved registrations have.
func (c *registrationReader) end(i int, r *Registration) {
	earlier, word := r.Decided, "decision"
	if earlier.IsZero() {
		earlier, word = r.Submitted, "submission"
	}
	if !r.Expires.IsZero() && !r.Expires.After(earlier) {
		c.faults.Addf(c.at(i, "expires").String(), "order", "must be after the %s %s, got %s", word, earlier, r.Expires)
	}
	switch r.Outcome {
	case "":
		c.empty(i, "closed", !r.Closed.IsZero(), "won and lost")
	case DealWon, DealLost:
		c.required(i, "closed", r.Closed)
	default:
		c.faults.Addf(c.at(i, "outcome").String(), "one-of", "must be one of won, lost; got %.40q", string(r.Outcome))
	}
	c.order(i, "closed", word, earlier, r.Closed)
	c.empty(i, "revenue", r.Revenue.Valid && (r.Outcome == "" || r.Outcome == DealLost), "won")
}

func (c *registrationReader) required(i int, field string, day partnermath.Date) {
	if day.IsZero() {
		c.faults.Add(c.at(i, field).String(), "required", "must be given")
	}
}

func (c *registrationReader) empty(i int, field string, given bool, readers string) {
	if given {
		c.faults.Addf(c.at(i, field).String(), "empty", "is read for %s registrations only and must be left out", readers)
	}
}

// order checks that a day, if there is one, is not before another.
func (c *registrationReader) order(i int, field, word string, earlier, day partnermath.Date) {
	if !day.IsZero() && day.Before(earlier) {
		c.faults.Addf(c.at(i, field).String(), "order", "must not be before the %s %s, got %s", word, earlier, day)
	}
}

// same reports whether two sound registrations say the same.
func (r *registered) same(other *registered) bool {
	a, b := *r.Registration, *other.Registration
	equal := r.amount == other.amount && r.revenue == other.revenue && a.Revenue.Valid == b.Revenue.Valid
	a.Amount, a.Revenue, b.Amount, b.Revenue = decimal.Decimal{}, decimal.NullDecimal{}, decimal.Decimal{}, decimal.NullDecimal{}
	return equal && a == b
}
