package profit_test

import (
	"slices"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/profit"
)

// dial is a lever on a part of a case, as the comments of the levers have it.
type dial struct {
	lever profit.Lever
	id    string
	// numbers are what it changes, with so many decimals.
	numbers []*decimal.NullDecimal
	places  int32
	// low and high are what it is set to in hundredths when it is drawn; a rate may not leave them.
	low, high int64
	rate      bool
}

// dialsOf are all levers that a case has, in the order of Lever and, of a lever, of the case.
func dialsOf(c *profit.Case) []dial {
	var dials []dial
	for i := range c.Products {
		dials = append(dials, productDials(&c.Products[i])...)
	}
	for i := range c.Recurring {
		dials = append(dials, recurringDials(&c.Recurring[i])...)
	}
	for i := range c.Services {
		dials = append(dials, serviceDials(&c.Services[i])...)
	}
	for i := range c.Roles {
		dials = append(dials, roleDials(&c.Roles[i])...)
	}
	minor, _ := partnermath.MinorUnits(c.Currency)
	for i := range c.VendorMoney {
		v := &c.VendorMoney[i]
		money := dial{profit.LeverVendorMoney, v.ID, []*decimal.NullDecimal{&v.Amount}, minor, 0, 90000, false}
		if v.Rate.Valid {
			money = rateDial(profit.LeverVendorMoney, v.ID, &v.Rate, 0)
		}
		dials = append(dials, money)
	}
	for i := range c.Costs {
		k := &c.Costs[i]
		cost := dial{profit.LeverCost, k.ID, []*decimal.NullDecimal{&k.Amount}, minor, 0, 90000, false}
		if !k.Amount.Valid {
			cost = rateDial(profit.LeverCost, k.ID, &k.Rate, 0)
		}
		dials = append(dials, cost)
	}
	order := profit.Lever("").Values()
	slices.SortStableFunc(dials, func(a, b dial) int {
		return slices.Index(order, a.lever) - slices.Index(order, b.lever)
	})
	return dials
}

func rateDial(lever profit.Lever, id string, n *decimal.NullDecimal, low int64) dial {
	return dial{lever, id, []*decimal.NullDecimal{n}, 8, low, 100, true}
}

func priceDial(id string, n *decimal.NullDecimal) dial {
	return dial{profit.LeverPrice, id, []*decimal.NullDecimal{n}, 6, 0, 90000, false}
}

func productDials(p *profit.Product) []dial {
	dials := append(rampDials(p.ID, &p.Units), priceDial(p.ID, &p.Price))
	switch {
	case p.Discount.Valid:
		dials = append(dials, rateDial(profit.LeverMargin, p.ID, &p.Discount, 0))
	case p.Kind == profit.ProductResale:
		dials = append(dials, rateDial(profit.LeverMargin, p.ID, &p.Margin, -100))
	case p.Kind == profit.ProductAgency:
		dials = append(dials, rateDial(profit.LeverMargin, p.ID, &p.Margin, 0))
	}
	return dials
}

func recurringDials(r *profit.Recurring) []dial {
	return append(
		rampDials(r.ID, &r.New), priceDial(r.ID, &r.Price),
		rateDial(profit.LeverMargin, r.ID, &r.FirstMargin, -100),
		rateDial(profit.LeverRenewalMargin, r.ID, &r.RenewalMargin, -100),
		rateDial(profit.LeverChurn, r.ID, &r.AnnualChurn, 0),
		dial{profit.LeverExpansion, r.ID, []*decimal.NullDecimal{&r.MonthlyExpansion}, 8, 0, 10, false},
		rateDial(profit.LeverRenewalRate, r.ID, &r.RenewalRate, 0),
		dial{profit.LeverBase, r.ID, []*decimal.NullDecimal{&r.Base}, 4, 0, 5000, false},
	)
}

func rampDials(id string, r *profit.Ramp) []dial {
	volume := dial{profit.LeverVolume, id, nil, 4, 0, 2000, false}
	for i := range r.Table {
		volume.numbers = append(volume.numbers, &r.Table[i])
	}
	for i := range r.Outcomes {
		volume.numbers = append(volume.numbers, &r.Outcomes[i].Won)
	}
	if r.Kind != profit.RampGrowth {
		return []dial{volume}
	}
	volume.numbers, volume.places = []*decimal.NullDecimal{&r.Start}, 8
	return []dial{volume, {profit.LeverGrowth, id, []*decimal.NullDecimal{&r.Growth}, 8, -30, 30, false}}
}

func serviceDials(s *profit.Service) []dial {
	price := &s.Price
	if s.BillRate.Valid {
		price = &s.BillRate
	}
	return []dial{
		priceDial(s.ID, price),
		{profit.LeverAttach, s.ID, []*decimal.NullDecimal{&s.Attach}, 8, 0, 200, false},
		{profit.LeverHours, s.ID, []*decimal.NullDecimal{&s.Hours}, 4, 0, 3000, false},
	}
}

func roleDials(r *profit.Role) []dial {
	dials := []dial{{profit.LeverSalary, r.ID, []*decimal.NullDecimal{&r.Salary}, 6, 0, 9000000, false}}
	if len(r.Hires) > 0 {
		heads := dial{profit.LeverHeads, r.ID, nil, 4, 0, 400, false}
		for i := range r.Hires {
			heads.numbers = append(heads.numbers, &r.Hires[i].Heads)
		}
		dials = append(dials, heads)
	}
	switch r.Kind {
	case profit.RoleDelivery:
		dials = append(dials, dial{profit.LeverUtilisation, r.ID, []*decimal.NullDecimal{&r.Utilisation}, 4, 1, 100, true})
	case profit.RoleSales:
		dials = append(dials, rateDial(profit.LeverCommission, r.ID, &r.Commission, 0))
	}
	return dials
}

// drawValue draws what a dial is set to, or multiplied by.
func (d dial) drawValue(t *rapid.T, multiply bool) decimal.Decimal {
	if multiply {
		return testkit.Decimal(0, 200, 4).Draw(t, "factor").Shift(-2)
	}
	return testkit.Decimal(d.low, d.high, max(0, d.places-2)).Draw(t, "set").Shift(-2).Truncate(d.places)
}

// turn changes the case that the dial is of.
func (d dial) turn(c *profit.Case, change profit.Change) {
	if d.lever == profit.LeverHeads && change.Set.Valid {
		d.setHeads(c, change.Set)
		return
	}
	for _, n := range d.numbers {
		if change.Set.Valid {
			*n = change.Set
			continue
		}
		r := testkit.Rat(n.Decimal)
		*n = decimal.NewNullDecimal(testkit.RoundHalfAway(r.Mul(r, testkit.Rat(change.Multiply.Decimal)), d.places))
	}
	d.withoutEmptyHires(c)
}

// setHeads makes one hire of all, of the first month of any of them.
func (d dial) setHeads(c *profit.Case, heads decimal.NullDecimal) {
	for i := range c.Roles {
		if r := &c.Roles[i]; r.ID == d.id {
			first := slices.MinFunc(r.Hires, func(a, b profit.Hire) int { return a.Month - b.Month })
			r.Hires = []profit.Hire{{Month: first.Month, Heads: heads}}
		}
	}
	d.withoutEmptyHires(c)
}

func (d dial) withoutEmptyHires(c *profit.Case) {
	for i := range c.Roles {
		if r := &c.Roles[i]; d.lever == profit.LeverHeads && r.ID == d.id {
			r.Hires = slices.DeleteFunc(r.Hires, func(h profit.Hire) bool { return h.Heads.Decimal.IsZero() })
		}
	}
}

// changed is a case after changes made one after another.
func changed(t rapid.TB, c profit.Case, changes ...profit.Change) profit.Case {
	made := testkit.Copy(t, c)
	for _, change := range changes {
		for _, d := range dialsOf(&made) {
			if d.lever == change.Lever && d.id == change.ID {
				d.turn(&made, change)
			}
		}
	}
	return made
}

// drawChange draws a change of a case, mostly one that leaves it sound.
func drawChange(t *rapid.T, c profit.Case) profit.Change {
	d := rapid.SampledFrom(dialsOf(&c)).Draw(t, "dial")
	change := profit.Change{Lever: d.lever, ID: d.id}
	if rapid.Bool().Draw(t, "multiply") {
		change.Multiply = decimal.NewNullDecimal(d.drawValue(t, true))
	} else {
		change.Set = decimal.NewNullDecimal(d.drawValue(t, false))
	}
	return change
}
