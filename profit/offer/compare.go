package offer

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// Compare sets two programs side by side for the same partner: what each nets over the
// horizon, which is better and by how much, and what each single assumption would have to
// be for the two to net the same. The comment of the package has the formula.
//
// The error is a [*partnermath.ValidationError] with paths below "terms", "incumbent" and
// "challenger": the faults of each, and amounts finer than the minor unit.
func Compare(terms Terms, incumbent, challenger Program) (Comparison, error) {
	var faults partnermath.ValidationError
	faults.Merge("terms", terms.Validate())
	faults.Merge("incumbent", incumbent.Validate())
	faults.Merge("challenger", challenger.Validate())
	if len(faults.Fields) == 0 {
		incumbent.checkAmounts(&faults, "incumbent", terms.Currency)
		challenger.checkAmounts(&faults, "challenger", terms.Currency)
	}
	if err := faults.Err(); err != nil {
		return Comparison{}, err
	}
	disloyalty := decimal.Decimal{}
	for _, l := range terms.Losses {
		disloyalty = disloyalty.Add(l.Amount.Decimal)
	}
	from := lettersOf(&incumbent, terms.Months.Decimal, decimal.Decimal{}, decimal.Decimal{})
	to := lettersOf(&challenger, terms.Months.Decimal, terms.Switching.Decimal, disloyalty)
	places, _ := partnermath.MinorUnits(terms.Currency)
	c := Comparison{
		Currency: terms.Currency, Months: terms.Months.Decimal,
		Incumbent: from.net(&incumbent, places), Challenger: to.net(&challenger, places),
		Reversals: reversals(&from, &to),
	}
	c.Difference = c.Challenger.Profit.Sub(c.Incumbent.Profit)
	switch c.Better = SideBoth; c.Difference.Sign() {
	case -1:
		c.Better = SideIncumbent
	case 1:
		c.Better = SideChallenger
	}
	return c, nil
}

// program is a program in the letters of its formula:
//
//	profit = n × m × (p × r − c ÷ w − s) − k,  m = max(0, h − f),  k = i + x + d
type program struct {
	n, f, p, r, c, w, s, i, x, d, h decimal.Decimal
}

func lettersOf(p *Program, horizon, switching, disloyalty decimal.Decimal) program {
	return program{
		n: p.DealsAMonth.Decimal, f: p.FirstDeal.Decimal, p: p.Price.Decimal, r: p.MarginRate.Decimal, c: p.PursuitCost.Decimal,
		w: p.WinRate.Decimal, s: p.Support.Decimal, i: p.Investment.Decimal, x: switching, d: disloyalty, h: horizon,
	}
}

// months is m.
func (p *program) months() decimal.Decimal { return decimal.Max(p.h.Sub(p.f), decimal.Decimal{}) }

// deals is n × m.
func (p *program) deals() decimal.Decimal { return p.n.Mul(p.months()) }

// fixed is k.
func (p *program) fixed() decimal.Decimal { return p.i.Add(p.x).Add(p.d) }

// aDeal is w × (p × r − c ÷ w − s), which is no fraction.
func (p *program) aDeal() decimal.Decimal {
	return p.p.Mul(p.r).Sub(p.s).Mul(p.w).Sub(p.c)
}

// profit is the profit × w.
func (p *program) profit() decimal.Decimal {
	return p.deals().Mul(p.aDeal()).Sub(p.fixed().Mul(p.w))
}

// net publishes what a program nets, its parts as differences of rounded running totals.
func (p *program) net(of *Program, places int32) Net {
	deals := p.deals()
	n := Net{
		ID: of.ID, Name: of.Name, Deals: exact.Round(deals, 4), Revenue: exact.Round(deals.Mul(p.p), places),
		ADeal: exact.NewFraction(p.aDeal(), p.w).Round(places),
	}
	running, published := decimal.Decimal{}, decimal.Decimal{} // running is × w
	less := func(part decimal.Decimal) decimal.Decimal {
		running = running.Sub(part)
		before := published
		published = exact.NewFraction(running, p.w).Round(places)
		return before.Sub(published)
	}
	n.Margin = less(deals.Mul(p.p).Mul(p.r).Mul(p.w).Neg()).Neg()
	n.Pursuit = less(deals.Mul(p.c))
	n.Support = less(deals.Mul(p.s).Mul(p.w))
	n.Investment, n.Switching, n.Disloyalty = less(p.i.Mul(p.w)), less(p.x.Mul(p.w)), less(p.d.Mul(p.w))
	n.Profit = published
	return n
}
