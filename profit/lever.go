package profit

import (
	"fmt"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/ledger"
)

// A knob is a number of a case that a lever changes: how many decimals it may have, and what bounds it.
type knob struct {
	number      *decimal.NullDecimal
	places      int32
	least, most int64
}

// A grip is what a lever changes of one part of a case, which is a role where it changes its heads.
type grip struct {
	id    string
	role  *Role
	knobs []knob
}

const maxPrice = 1_000_000_000_000

func price(of *decimal.NullDecimal) []knob { return []knob{{of, ledger.PricePlaces, 0, maxPrice}} }

func rate(of *decimal.NullDecimal, least, most int64) []knob {
	return []knob{{of, ledger.PercentPlaces, least, most}}
}

// grips returns what a lever changes, of each part that has it.
func (c *Case) grips(l Lever) (all []grip) {
	add := func(id string, role *Role, knobs []knob) {
		if len(knobs) > 0 {
			all = append(all, grip{id, role, knobs})
		}
	}
	for i := range c.Products {
		add(c.Products[i].ID, nil, c.Products[i].grip(l))
	}
	for i := range c.Recurring {
		add(c.Recurring[i].ID, nil, c.Recurring[i].grip(l))
	}
	for i := range c.Services {
		add(c.Services[i].ID, nil, c.Services[i].grip(l))
	}
	for i := range c.Roles {
		add(c.Roles[i].ID, &c.Roles[i], c.Roles[i].grip(l))
	}
	for i := range c.VendorMoney {
		v := &c.VendorMoney[i]
		add(v.ID, nil, c.money(l == LeverVendorMoney, &v.Amount, &v.Rate))
	}
	for i := range c.Costs {
		k := &c.Costs[i]
		add(k.ID, nil, c.money(l == LeverCost, &k.Amount, &k.Rate))
	}
	return all
}

// money is an amount or, where that is not stated, a rate.
func (c *Case) money(has bool, amount, share *decimal.NullDecimal) []knob {
	switch places, _ := partnermath.MinorUnits(c.Currency); {
	case !has:
		return nil
	case amount.Valid:
		return []knob{{amount, places, 0, decimal.New(ledger.MaxAmount, -places).IntPart()}}
	}
	return rate(share, 0, 1)
}

func (p *Product) grip(l Lever) []knob {
	switch {
	case l == LeverVolume, l == LeverGrowth:
		return p.Units.grip(l)
	case l == LeverPrice:
		return price(&p.Price)
	case l == LeverMargin && p.Discount.Valid:
		return rate(&p.Discount, 0, 1)
	case l == LeverMargin && p.Kind == ProductAgency:
		return rate(&p.Margin, 0, 1)
	case l == LeverMargin && p.Kind == ProductResale:
		return rate(&p.Margin, -1, 1)
	}
	return nil
}

func (r *Ramp) grip(l Lever) (knobs []knob) {
	switch {
	case l == LeverGrowth && r.Kind == RampGrowth:
		return rate(&r.Growth, -1, 10)
	case l == LeverGrowth:
		return nil
	case r.Kind == RampGrowth:
		return rate(&r.Start, 0, 1_000_000)
	}
	for i := range r.Table {
		knobs = append(knobs, knob{&r.Table[i], ledger.QuantityPlaces, 0, 1_000_000})
	}
	for i := range r.Outcomes {
		knobs = append(knobs, knob{&r.Outcomes[i].Won, ledger.QuantityPlaces, 0, 1_000_000})
	}
	return knobs
}

func (r *Recurring) grip(l Lever) []knob {
	switch l {
	case LeverVolume, LeverGrowth:
		return r.New.grip(l)
	case LeverPrice:
		return price(&r.Price)
	case LeverMargin:
		return rate(&r.FirstMargin, -1, 1)
	case LeverRenewalMargin:
		return rate(&r.RenewalMargin, -1, 1)
	case LeverChurn:
		return rate(&r.AnnualChurn, 0, 1)
	case LeverExpansion:
		return rate(&r.MonthlyExpansion, 0, 1)
	case LeverRenewalRate:
		return rate(&r.RenewalRate, 0, 1)
	case LeverBase:
		return []knob{{&r.Base, ledger.QuantityPlaces, 0, 1_000_000}}
	}
	return nil
}

func (s *Service) grip(l Lever) []knob {
	switch {
	case l == LeverPrice && s.BillRate.Valid:
		return []knob{{&s.BillRate, ledger.PricePlaces, 0, 1_000_000_000}}
	case l == LeverPrice:
		return price(&s.Price)
	case l == LeverAttach:
		return rate(&s.Attach, 0, 1000)
	case l == LeverHours:
		return []knob{{&s.Hours, ledger.QuantityPlaces, 0, 100_000}}
	}
	return nil
}

func (r *Role) grip(l Lever) (knobs []knob) {
	switch {
	case l == LeverSalary:
		return price(&r.Salary)
	case l == LeverUtilisation && r.Kind == RoleDelivery:
		return []knob{{&r.Utilisation, ledger.QuantityPlaces, 0, 1}}
	case l == LeverCommission && r.Kind == RoleSales:
		return rate(&r.Commission, 0, 1)
	case l == LeverHeads:
		for i := range r.Hires {
			knobs = append(knobs, knob{&r.Hires[i].Heads, ledger.QuantityPlaces, 0, 100_000})
		}
	}
	return knobs
}

// turn makes a change to what a lever changes.
func (g *grip) turn(c *Change) {
	for _, k := range g.knobs {
		if c.Set.Valid {
			*k.number = c.Set
		} else {
			*k.number = decimal.NewNullDecimal(exact.Round(k.number.Decimal.Mul(c.Multiply.Decimal), k.places))
		}
	}
	if c.Lever != LeverHeads {
		return
	}
	if c.Set.Valid {
		first := slices.MinFunc(g.role.Hires, func(a, b Hire) int { return a.Month - b.Month })
		g.role.Hires = []Hire{{Month: first.Month, Heads: c.Set}}
	}
	g.role.Hires = slices.DeleteFunc(g.role.Hires, func(h Hire) bool { return h.Heads.Decimal.IsZero() })
}

// under works out a sound case under changes that are sound by themselves. What is wrong with the two
// together goes into faults, and then there is no ledger.
func (c *Case) under(changes []Change, faults *partnermath.ValidationError, path string) (*Case, *ledger.Ledger) {
	changed := c.clone()
	for i := range changes {
		changed.change(&changes[i], faults, fmt.Sprintf("%s.changes[%d].id", path, i))
	}
	l, err := changed.ledger()
	faults.Merge(path+".case", err)
	return &changed, l
}

// change makes a change, and reports whether the case has what it changes.
func (c *Case) change(to *Change, faults *partnermath.ValidationError, path string) bool {
	grips := c.grips(to.Lever)
	known := make([]string, len(grips))
	for i := range grips {
		if known[i] = grips[i].id; known[i] == to.ID {
			grips[i].turn(to)
			return true
		}
	}
	faults.Addf(path, "known", "must be the id of what lever %s changes, %s; got %.40q", to.Lever, among(known), to.ID)
	return false
}

// among says of which ids one has to be.
func among(ids []string) string {
	if len(ids) == 0 {
		return "and there is none"
	}
	return "one of " + strings.ReplaceAll(strings.Trim(fmt.Sprintf("%.40q", ids), "[]"), `" "`, `", "`)
}

// clone copies a case with all its lists.
func (c *Case) clone() Case {
	d := *c
	d.Products, d.Recurring, d.Services = slices.Clone(c.Products), slices.Clone(c.Recurring), slices.Clone(c.Services)
	d.Roles, d.VendorMoney, d.Costs = slices.Clone(c.Roles), slices.Clone(c.VendorMoney), slices.Clone(c.Costs)
	for i := range d.Products {
		d.Products[i].Units.clone()
	}
	for i := range d.Recurring {
		d.Recurring[i].New.clone()
	}
	for i := range d.Roles {
		d.Roles[i].Hires, d.Roles[i].Sells = slices.Clone(d.Roles[i].Hires), slices.Clone(d.Roles[i].Sells)
	}
	for i := range d.VendorMoney {
		d.VendorMoney[i].On = slices.Clone(d.VendorMoney[i].On)
	}
	return d
}

func (r *Ramp) clone() {
	r.Season, r.Table, r.Outcomes = slices.Clone(r.Season), slices.Clone(r.Table), slices.Clone(r.Outcomes)
}
