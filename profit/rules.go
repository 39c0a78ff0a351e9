package profit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/ledger"
)

// Validate returns a [*partnermath.ValidationError] that lists every rule the case breaks,
// those of its parts included. Rule "range" is that of a quantity of a month above 10^6 and
// of an amount of a line above 10^14 minor units, at the ramp or the number that makes it
// so. The case may have at most [MaxLines] lines of money: two for each product, recurring
// line, service, role and vendor money, one for each cost, one for tax and one for the
// opening cash. More are rule "length" of the list with which they get too many.
func (c Case) Validate() error {
	_, err := c.ledger()
	return err
}

// ledger checks a case and works it out.
func (c *Case) ledger() (l *ledger.Ledger, err error) {
	err = check.Model(c, func(faults *partnermath.ValidationError) {
		if c.rules(faults); len(faults.Fields) > 0 {
			c.outgrown(faults)
			return
		}
		l = c.run(faults)
	})
	return l, err
}

// run works out a case whose fields and rules are sound.
func (c *Case) run(faults *partnermath.ValidationError) *ledger.Ledger {
	return compile(c, faults).Run(faults)
}

// outgrown checks that ramps stay within bounds, those that have no other faults.
func (c *Case) outgrown(faults *partnermath.ValidationError) {
	var own partnermath.ValidationError
	if c.timeRules(&own) {
		return
	}
	m := &sheet{ledger.Book{Months: c.horizon()}}
	m.Fiscal(c.Calendar.Find(c.Start).Month)
	one := func(of *Ramp, path string, i int) {
		own.Fields = nil
		if (&ruler{Case: c, faults: &own, months: m.Months}).ramp(path, of); len(own.Fields) == 0 {
			m.ramp(of, faults, path, i)
		}
	}
	for i := range c.Products {
		one(&c.Products[i].Units, "products[%d].units", i)
	}
	for i := range c.Recurring {
		one(&c.Recurring[i].New, "recurring[%d].new", i)
	}
}

// rules checks what takes more than one field; the fields are sound.
func (c *Case) rules(faults *partnermath.ValidationError) {
	c.timeRules(faults)
	r := &ruler{Case: c, faults: faults, months: c.horizon(), kinds: map[string]string{}}
	r.places, _ = partnermath.MinorUnits(c.Currency)
	r.name()
	r.minor("openingCash", c.ID, c.OpeningCash)
	lines := 2
	for _, list := range r.lists() {
		before := lines
		if lines += list.n * list.lines; lines > MaxLines && before <= MaxLines {
			r.add(list.name, "length", "must make at most %d lines of money with the lists before, got %d", MaxLines, lines)
		}
		for i := range list.n {
			list.check(i)
		}
	}
	if !c.Tax.Rate.Valid && c.Tax != (Tax{}) {
		r.add("tax.rate", "required", "must be given with other numbers of a tax")
	}
}

// timeRules checks when a case starts, and reports whether that is wrong.
func (c *Case) timeRules(faults *partnermath.ValidationError) bool {
	err := c.Calendar.Validate()
	switch {
	case err != nil:
		faults.Merge("calendar", err)
	case c.Start.IsZero():
		faults.Add("start", "required", "must be given")
	case c.Calendar.Find(c.Start) == (partnermath.FiscalDay{}), c.Calendar.Find(c.Start.AddDays(31*c.horizon()+31)) == (partnermath.FiscalDay{}):
		faults.Add("start", "range", "must be in a year that the calendar covers, up to the last month")
	default:
		return false
	}
	return true
}

// A ruler checks the parts of a case against each other.
type ruler struct {
	*Case
	faults *partnermath.ValidationError
	months int
	places int32
	// kinds has the list that each id is of, and named the ids in order.
	kinds map[string]string
	named []string
}

func (r *ruler) add(path, rule, message string, args ...any) {
	r.faults.Addf(path, rule, message, args...)
}

// A list is one of the lists of a case, each element of which makes so many lines of money.
type list struct {
	name     string
	n, lines int
	id       func(int) string
	check    func(int)
}

func (r *ruler) lists() []list {
	return []list{
		{"products", len(r.Products), 2, func(i int) string { return r.Products[i].ID }, r.product},
		{"recurring", len(r.Recurring), 2, func(i int) string { return r.Recurring[i].ID }, r.recurring},
		{"services", len(r.Services), 2, func(i int) string { return r.Services[i].ID }, r.service},
		{"roles", len(r.Roles), 2, func(i int) string { return r.Roles[i].ID }, r.role},
		{"vendorMoney", len(r.VendorMoney), 2, func(i int) string { return r.VendorMoney[i].ID }, r.vendor},
		{"costs", len(r.Costs), 1, func(i int) string { return r.Costs[i].ID }, r.cost},
	}
}

// name checks that ids are unique and keeps what they name.
func (r *ruler) name() {
	for _, list := range r.lists() {
		for i := range list.n {
			id := list.id(i)
			if before, ok := r.kinds[id]; ok {
				r.add(fmt.Sprintf("%s[%d].id", list.name, i), "unique", "id %.40q stands before, in %s", id, before)
				continue
			}
			r.kinds[id], r.named = list.name, append(r.named, id)
		}
	}
}

// known checks that an id names something of one of the lists.
func (r *ruler) known(path, id string, lists ...string) {
	if slices.Contains(lists, r.kinds[id]) {
		return
	}
	ids := slices.DeleteFunc(slices.Clone(r.named), func(id string) bool { return !slices.Contains(lists, r.kinds[id]) })
	r.add(path, "known", "must be the id of something of %s, %s; got %.40q", strings.Join(lists, ", "), among(ids), id)
}

// minor checks that an amount of an id is in minor units at most.
func (r *ruler) minor(path, id string, d decimal.NullDecimal) {
	if d.Valid && !exact.Fits(d.Decimal, partnermath.MaxDigits, r.places) {
		r.add(path, "digits", "must have at most %d decimals, got %s (%.40q)", r.places, d.Decimal, id)
	} else if d.Valid && d.Decimal.Abs().GreaterThan(decimal.New(ledger.MaxAmount, -r.places)) {
		r.add(path, "max", "must be at most 10^14 minor units either way, got %s (%.40q)", d.Decimal, id)
	}
}

// either checks that one of two numbers is given.
func (r *ruler) either(path, a, b string, hasA, hasB bool) {
	switch {
	case !hasA && !hasB:
		r.add(path+"."+a, "required", "must be given, or %s", b)
	case hasA && hasB:
		r.add(path+"."+b, "empty", "must be left out with %s", a)
	}
}

// wants checks that a number is given where it is read, and only there.
func (r *ruler) wants(path, field, why string, needed, given bool) {
	switch {
	case needed && !given:
		r.add(path+field, "required", "must be given %s", why)
	case !needed && given:
		r.add(path+field, "empty", "is not read %s and must be left out", why)
	}
}

// inside checks a month.
func (r *ruler) inside(path, field string, month int) {
	if month > r.months {
		r.add(path+field, "max", "must be a month of the case, at most %d, got %d", r.months, month)
	}
}

func (r *ruler) product(i int) {
	p, path := &r.Products[i], fmt.Sprintf("products[%d]", i)
	r.ramp(path+".units", &p.Units)
	with := "with kind " + string(p.Kind)
	switch p.Kind {
	case ProductResale:
		r.either(path, "margin", "discount", p.Margin.Valid, p.Discount.Valid)
		if p.List.Valid && !p.Discount.Valid {
			r.add(path+".list", "empty", "is not read without a discount and must be left out")
		}
		return
	case ProductAgency:
		r.wants(path, ".margin", with, true, p.Margin.Valid)
		if p.Margin.Valid && p.Margin.Decimal.IsNegative() {
			r.add(path+".margin", "min", "must not be below 0 %s, got %s", with, p.Margin.Decimal)
		}
	default:
		r.wants(path, ".margin", with, false, p.Margin.Valid)
	}
	r.wants(path, ".discount", with, false, p.Discount.Valid)
	r.wants(path, ".list", with, false, p.List.Valid)
}

func (r *ruler) recurring(i int) {
	r.ramp(fmt.Sprintf("recurring[%d].new", i), &r.Recurring[i].New)
}

func (r *ruler) ramp(path string, of *Ramp) {
	with := "with kind " + string(of.Kind)
	grows := of.Kind == RampGrowth
	r.wants(path, ".start", with, grows, of.Start.Valid)
	r.wants(path, ".growth", with, grows && of.Growth.Valid, of.Growth.Valid)
	r.wants(path, ".first", with, grows && of.First > 0, of.First > 0)
	r.wants(path, ".season", with, grows && len(of.Season) > 0, len(of.Season) > 0)
	r.inside(path, ".first", of.First)
	r.monthly(path, ".table", with, of.Kind == RampTable, len(of.Table))
	r.monthly(path, ".outcomes", with, of.Kind == RampOutcomes, len(of.Outcomes))
	for k, o := range of.Outcomes {
		at := fmt.Sprintf("%s.outcomes[%d]", path, k)
		if err := o.Validate(); err != nil {
			r.faults.Merge(at, err)
		} else if !o.Won.Valid {
			r.add(at+".won", "required", "must be known")
		}
	}
}

// monthly checks a list that has an element for each month.
func (r *ruler) monthly(path, field, with string, needed bool, n int) {
	r.wants(path, field, with, needed, n > 0)
	if needed && n > 0 && n != r.months {
		r.add(path+field, "length", "must have a length of %d, one for each month, got %d", r.months, n)
	}
}

func (r *ruler) service(i int) {
	s, path := &r.Services[i], fmt.Sprintf("services[%d]", i)
	if s.ToBase {
		r.known(path+".on", s.On, "recurring")
	} else {
		r.known(path+".on", s.On, "products", "recurring")
	}
	r.either(path, "price", "billRate", s.Price.Valid, s.BillRate.Valid)
	r.either(path, "role", "hourCost", s.Role != "", s.HourCost.Valid)
	if s.Role == "" {
		return
	}
	r.known(path+".role", s.Role, "roles")
	for k := range r.Roles {
		if r.Roles[k].ID == s.Role && r.Roles[k].Kind != RoleDelivery {
			r.add(path+".role", "match", "must be a role of kind %s, got %s", RoleDelivery, r.Roles[k].Kind)
		}
	}
}

func (r *ruler) role(i int) {
	of, path := &r.Roles[i], fmt.Sprintf("roles[%d]", i)
	for k, h := range of.Hires {
		at := fmt.Sprintf("%s.hires[%d]", path, k)
		r.inside(at, ".month", h.Month)
		if h.Leave > 0 && h.Leave <= h.Month {
			r.add(at+".leave", "order", "must be after month %d, in which they come, got %d", h.Month, h.Leave)
		}
	}
	with := "with kind " + string(of.Kind)
	delivers, sells := of.Kind == RoleDelivery, of.Kind == RoleSales
	r.wants(path, ".hours", with, delivers, of.Hours.Valid)
	r.wants(path, ".utilisation", with, delivers, of.Utilisation.Valid)
	r.wants(path, ".subcontract", with, delivers, of.Subcontract.Valid)
	r.wants(path, ".deals", with, sells, of.Deals.Valid)
	r.wants(path, ".sells", with, sells, len(of.Sells) > 0)
	r.wants(path, ".commission", with, sells && of.Commission.Valid, of.Commission.Valid)
	r.wants(path, ".ramp", with, of.Kind != RoleOther && of.Ramp > 0, of.Ramp > 0)
	r.ids(path+".sells", of.Sells, "products", "recurring", "services")
}

// ids checks a list of ids of what is sold.
func (r *ruler) ids(path string, ids []string, lists ...string) {
	for k, id := range ids {
		at := fmt.Sprintf("%s[%d]", path, k)
		r.known(at, id, lists...)
		if slices.Contains(ids[:k], id) {
			r.add(at, "unique", "id %.40q stands before", id)
		}
	}
}

func (r *ruler) vendor(i int) {
	v, path := &r.VendorMoney[i], fmt.Sprintf("vendorMoney[%d]", i)
	r.either(path, "rate", "amount", v.Rate.Valid, v.Amount.Valid)
	r.wants(path, ".on", "with a rate, and only then", v.Rate.Valid, len(v.On) > 0)
	r.ids(path+".on", v.On, "products", "recurring")
	r.minor(path+".amount", v.ID, v.Amount)
	r.between(path, v.First, v.Last)
}

func (r *ruler) between(path string, first, last int) {
	r.inside(path, ".first", first)
	r.inside(path, ".last", last)
	if last > 0 && last < first {
		r.add(path+".last", "order", "must not be before month %d, the first, got %d", first, last)
	}
}

func (r *ruler) cost(i int) {
	k, path := &r.Costs[i], fmt.Sprintf("costs[%d]", i)
	with := "with kind " + string(k.Kind)
	if k.Kind == CostOnce {
		r.wants(path, ".amount", with, true, k.Amount.Valid)
		r.wants(path, ".rate", with, false, k.Rate.Valid)
		r.wants(path, ".last", with, false, k.Last > 0)
	} else if !k.Amount.Valid && !k.Rate.Valid {
		r.add(path+".amount", "required", "must be given, or rate")
	}
	r.minor(path+".amount", k.ID, k.Amount)
	r.between(path, k.First, k.Last)
}
