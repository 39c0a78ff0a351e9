package pricing

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/finding"
)

// SettleClaims settles claims of special prices, all that were submitted so far, in the order
// of their submission, then of their ids. So nothing is paid twice, and the claims of later
// days change no line of earlier ones:
//
//	ship and debit    units = min(quantity, left on the agreement)
//	price protection  units = min(on hand, received in the window)
//	amount = round((Reference − Price) × units)
//
// A price that rose pays nothing and uses no units, unless the terms net rises; then its
// amount is below 0. A partner has one claim for each price protection; later ones pay
// nothing. A claim that no agreement covers is no error: its line pays nothing and says why.
//
// The error is a [*partnermath.ValidationError]: for invalid terms, and for claims that are
// not valid, lack or have too much what their agreement reads, or share an id and differ;
// PriceTerms.Faulty can set these claims apart instead.
func SettleClaims(terms PriceTerms, claims []PriceClaim) (PriceSettlement, error) {
	var faults partnermath.ValidationError
	faults.Merge("terms", terms.Validate())
	if err := faults.Err(); err != nil {
		return PriceSettlement{}, err
	}
	s := newSettling(&terms)
	units := unitsNumber()
	of := batch[PriceClaim]{
		noun: "claim", path: "claims", faulty: terms.Faulty,
		check: func(own *partnermath.ValidationError, c *PriceClaim) {
			if c.check(own, &units); s.agreements[c.Agreement] != nil {
				c.fits(own, s.agreements[c.Agreement].Kind)
			}
		},
	}
	sound := sift(&of, claims, &faults, &s.log)
	if err := faults.Err(); err != nil {
		return PriceSettlement{}, err
	}
	slices.SortFunc(sound, func(c, d *PriceClaim) int {
		return cmp.Or(c.Submitted.Compare(d.Submitted), strings.Compare(c.ID, d.ID))
	})
	out := PriceSettlement{Terms: terms.ID, Currency: terms.Currency, Lines: make([]ClaimLine, len(sound)), Claimed: []ClaimedUnits{}}
	for i, c := range sound {
		out.Lines[i] = s.settle(c)
		out.Total = out.Total.Add(out.Lines[i].Amount)
	}
	out.Total = exact.Round(out.Total, s.places)
	out.Agreements = s.uses()
	for _, key := range slices.SortedFunc(maps.Keys(s.claimed), soldUnits.compare) {
		out.Claimed = append(out.Claimed, ClaimedUnits{Partner: key.partner, Sale: key.sale, Product: key.product, Units: s.claimed[key]})
	}
	out.Findings = s.log.Findings()
	return out, nil
}

// settling is what claims change as they are settled.
type settling struct {
	terms      *PriceTerms
	places     int32
	agreements map[string]*used
	claimed    map[soldUnits]decimal.Decimal
	log        finding.Log
}

// used is an agreement with what was paid on it.
type used struct {
	*Agreement
	units, amount decimal.Decimal
	partners      map[string]bool // that had their price protection
}

// soldUnits are those of a product in a sale, or in stock.
type soldUnits struct{ partner, sale, product string }

func (u soldUnits) compare(v soldUnits) int {
	return cmp.Or(strings.Compare(u.partner, v.partner), strings.Compare(u.sale, v.sale), strings.Compare(u.product, v.product))
}

func newSettling(terms *PriceTerms) *settling {
	s := &settling{terms: terms, agreements: make(map[string]*used, len(terms.Agreements)), claimed: map[soldUnits]decimal.Decimal{}}
	s.places, _ = partnermath.MinorUnits(terms.Currency)
	for i := range terms.Agreements {
		a := &used{Agreement: &terms.Agreements[i]}
		if a.Used.Valid {
			a.units = a.Used.Decimal
		}
		s.agreements[a.ID] = a
	}
	return s
}

// settle settles a claim after the earlier ones.
func (s *settling) settle(c *PriceClaim) ClaimLine {
	line := ClaimLine{
		Claim: c.ID, Agreement: c.Agreement, Partner: c.Partner, Product: c.Product, Sale: c.Sale,
		Submitted: c.Submitted, Claimed: c.Quantity, Amount: exact.Fixed(0, s.places),
	}
	if c.OnHand.Valid && !c.Quantity.Valid {
		line.Claimed = c.OnHand
	}
	a := s.agreements[c.Agreement]
	if a == nil {
		line.Reason = ReasonUnknownAgreement
		return line
	}
	difference := a.Reference.Decimal.Sub(a.Price.Decimal)
	line.Difference = number(difference)
	if line.Reason = s.refuses(a, c); line.Reason != "" {
		return line
	}
	if difference.IsNegative() && !s.terms.NetRises {
		line.Reason = ReasonRise
		return line
	}
	line.Limit, line.Reason = c.Received, ReasonWindow
	if a.Kind == AgreementShipAndDebit {
		line.Limit, line.Reason = a.left(), ReasonAgreementLimit
	}
	line.Units = line.Claimed.Decimal
	if line.Limit.Valid && line.Limit.Decimal.LessThan(line.Units) {
		line.Units = line.Limit.Decimal
	} else {
		line.Reason = ""
	}
	line.Amount = exact.Round(difference.Mul(line.Units), s.places)
	s.count(a, c, &line)
	return line
}

// refuses tells why an agreement does not cover a claim.
func (s *settling) refuses(a *used, c *PriceClaim) partnermath.Reason {
	from := a.Period.End
	if a.Kind == AgreementShipAndDebit {
		from = c.Date
	}
	switch {
	case a.Partner != "" && c.Partner != a.Partner:
		return ReasonPartner
	case c.Product != a.Product:
		return ReasonProduct
	case a.Customer != "" && c.Customer != a.Customer:
		return ReasonCustomer
	case a.Kind == AgreementShipAndDebit && !a.Period.Contains(c.Date):
		return ReasonOutside
	case c.Submitted.Before(from):
		return ReasonEarly
	case s.terms.ClaimDays.Valid && c.Submitted.DaysSince(from) > int(s.terms.ClaimDays.Decimal.IntPart()):
		return ReasonLate
	case a.partners[c.Partner]:
		return ReasonClaimedBefore
	}
	return ""
}

// count books what a claim was paid on.
func (s *settling) count(a *used, c *PriceClaim, line *ClaimLine) {
	a.units, a.amount = a.units.Add(line.Units), a.amount.Add(line.Amount)
	if a.Kind == AgreementPriceProtection {
		if a.partners == nil {
			a.partners = map[string]bool{}
		}
		a.partners[c.Partner] = true
	}
	if line.Units.IsZero() {
		return
	}
	key := soldUnits{c.Partner, c.Sale, c.Product}
	before, again := s.claimed[key]
	if again && c.Sale != "" {
		s.log.Add(FoundSaleTwice, c.ID)
	}
	s.claimed[key] = before.Add(line.Units)
}

// left is what is left on an agreement, undefined without a limit.
func (a *used) left() decimal.NullDecimal {
	if !a.Quantity.Valid {
		return decimal.NullDecimal{}
	}
	return number(decimal.Max(a.Quantity.Decimal.Sub(a.units), decimal.Decimal{}))
}

// uses publishes what became of the agreements.
func (s *settling) uses() []AgreementUse {
	all := make([]AgreementUse, len(s.terms.Agreements))
	for i := range s.terms.Agreements {
		a := s.agreements[s.terms.Agreements[i].ID]
		all[i] = AgreementUse{Agreement: a.ID, Used: a.units, Left: a.left(), Amount: exact.Round(a.amount, s.places)}
		if a.Used.Valid {
			all[i].Before = a.Used.Decimal
		}
	}
	return all
}
