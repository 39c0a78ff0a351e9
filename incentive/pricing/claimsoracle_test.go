package pricing_test

import (
	"cmp"
	"fmt"
	"maps"
	"math/big"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/pricing"
	"github.com/partnermath/partnermath/internal/testkit"
)

// pricer settles claims one after the other.
type pricer struct {
	pricing.PriceTerms
	used, amounts map[string]*big.Rat // by agreement
	protected     map[string]bool     // agreement and partner
	units         map[pricing.ClaimedUnits]*big.Rat
	found         findings
}

// findings are the ids of what is found.
type findings map[partnermath.Reason][]string

func (f findings) add(reason partnermath.Reason, id string) { f[reason] = append(f[reason], id) }

// list writes findings by reason, the ids of each in order.
func (f findings) list() []partnermath.Finding {
	var all []partnermath.Finding
	for _, reason := range slices.Sorted(maps.Keys(f)) {
		all = append(all, partnermath.Finding{Reason: reason, Records: len(f[reason]), IDs: slices.Sorted(slices.Values(f[reason]))})
	}
	return all
}

func plus(a, b *big.Rat) *big.Rat {
	if a == nil {
		return b
	}
	return new(big.Rat).Add(a, b)
}

// refused is why a claim pays nothing, none where it is covered.
func (o pricer) refused(a *pricing.Agreement, c pricing.PriceClaim) partnermath.Reason {
	if a == nil {
		return pricing.ReasonUnknownAgreement
	}
	debit := a.Kind == pricing.AgreementShipAndDebit
	from := a.Period.End
	if debit {
		from = c.Date
	}
	switch {
	case a.Partner != "" && a.Partner != c.Partner:
		return pricing.ReasonPartner
	case a.Product != c.Product:
		return pricing.ReasonProduct
	case a.Customer != "" && a.Customer != c.Customer:
		return pricing.ReasonCustomer
	case debit && (c.Date.Before(a.Period.Start) || !c.Date.Before(a.Period.End)):
		return pricing.ReasonOutside
	case c.Submitted.Before(from):
		return pricing.ReasonEarly
	case o.ClaimDays.Valid && c.Submitted.DaysSince(from) > int(o.ClaimDays.Decimal.IntPart()):
		return pricing.ReasonLate
	case !debit && o.protected[a.ID+" "+c.Partner]:
		return pricing.ReasonClaimedBefore
	case given(a.Price).Cmp(given(a.Reference)) > 0 && !o.NetRises:
		return pricing.ReasonRise
	}
	return ""
}

func (o pricer) settle(c pricing.PriceClaim) pricing.ClaimLine {
	line := pricing.ClaimLine{Claim: c.ID, Agreement: c.Agreement, Partner: c.Partner, Product: c.Product, Sale: c.Sale, Submitted: c.Submitted}
	line.Claimed = c.Quantity
	if !c.Quantity.Valid {
		line.Claimed = c.OnHand
	}
	var a *pricing.Agreement
	difference := new(big.Rat)
	if i := slices.IndexFunc(o.Agreements, func(a pricing.Agreement) bool { return a.ID == c.Agreement }); i >= 0 {
		a = &o.Agreements[i]
		difference = minus(given(a.Reference), given(a.Price))
		line.Difference = decimal.NewNullDecimal(shown(difference))
	}
	if line.Reason = o.refused(a, c); line.Reason != "" {
		return line
	}
	units, limit, limited := given(line.Claimed), (*big.Rat)(nil), pricing.ReasonAgreementLimit
	switch {
	case a.Kind == pricing.AgreementPriceProtection:
		limit, limited = given(c.Received), pricing.ReasonWindow
		o.protected[a.ID+" "+c.Partner] = true
	case a.Quantity.Valid:
		limit = atLeast0(minus(given(a.Quantity), o.used[a.ID]))
	}
	if limit != nil {
		line.Limit = decimal.NewNullDecimal(shown(limit))
		if limit.Cmp(units) < 0 {
			units, line.Reason = limit, limited
		}
	}
	amount := testkit.Rat(testkit.RoundHalfAway(times(difference, units), placesOf(o.Currency)))
	line.Units, line.Amount = shown(units), shown(amount)
	o.used[a.ID], o.amounts[a.ID] = plus(o.used[a.ID], units), plus(o.amounts[a.ID], amount)
	if key := (pricing.ClaimedUnits{Partner: c.Partner, Sale: c.Sale, Product: c.Product}); units.Sign() > 0 {
		if c.Sale != "" && o.units[key] != nil {
			o.found.add(pricing.FoundSaleTwice, c.ID)
		}
		o.units[key] = plus(o.units[key], units)
	}
	return line
}

func oracleSettle(terms pricing.PriceTerms, claims []pricing.PriceClaim) pricing.PriceSettlement {
	o := pricer{
		PriceTerms: terms, used: map[string]*big.Rat{}, amounts: map[string]*big.Rat{}, protected: map[string]bool{},
		units: map[pricing.ClaimedUnits]*big.Rat{}, found: findings{},
	}
	for _, a := range terms.Agreements {
		o.used[a.ID], o.amounts[a.ID] = given(a.Used), new(big.Rat)
	}
	once := map[string]pricing.PriceClaim{}
	for _, c := range claims {
		if _, again := once[c.ID]; again {
			o.found.add(pricing.FoundDuplicate, c.ID)
		}
		once[c.ID] = c
	}
	s := pricing.PriceSettlement{Terms: terms.ID, Currency: terms.Currency}
	total := new(big.Rat)
	for _, c := range slices.SortedFunc(maps.Values(once), func(a, b pricing.PriceClaim) int {
		return cmp.Or(a.Submitted.Compare(b.Submitted), cmp.Compare(a.ID, b.ID))
	}) {
		line := o.settle(c)
		s.Lines, total = append(s.Lines, line), plus(total, testkit.Rat(line.Amount))
	}
	s.Total = shown(total)
	for _, a := range terms.Agreements {
		use := pricing.AgreementUse{Agreement: a.ID, Before: shown(given(a.Used)), Used: shown(o.used[a.ID]), Amount: shown(o.amounts[a.ID])}
		if a.Quantity.Valid {
			use.Left = decimal.NewNullDecimal(shown(atLeast0(minus(given(a.Quantity), o.used[a.ID]))))
		}
		s.Agreements = append(s.Agreements, use)
	}
	for key, units := range o.units {
		key.Units = shown(units)
		s.Claimed = append(s.Claimed, key)
	}
	slices.SortFunc(s.Claimed, func(a, b pricing.ClaimedUnits) int {
		return cmp.Or(cmp.Compare(a.Partner, b.Partner), cmp.Compare(a.Sale, b.Sale), cmp.Compare(a.Product, b.Product))
	})
	s.Findings = o.found.list()
	return s
}

func oracleTerms(t *rapid.T) pricing.PriceTerms {
	n := func(low, high int64) int64 { return rapid.Int64Range(low, high).Draw(t, "n") }
	of := func(values ...string) string { return rapid.SampledFrom(values).Draw(t, "of") }
	p := pricing.PriceTerms{ID: "t", Currency: of("USD", "JPY", "KWD"), NetRises: rapid.Bool().Draw(t, "net")}
	if n(0, 2) == 0 {
		p.ClaimDays = partnermath.Int(n(0, 6))
	}
	for i := range n(1, 4) {
		start := n(0, 4)
		a := pricing.Agreement{
			ID: fmt.Sprint("a", i), Kind: rapid.SampledFrom(pricing.AgreementKind("").Values()).Draw(t, "kind"), Product: of("x", "y"),
			Partner: of("", "", "p"), Period: partnermath.Period{Start: on("06-01").AddDays(int(start)), End: on("06-01").AddDays(int(start + n(1, 8)))},
			Reference: partnermath.Num(n(0, 900), placesOf(p.Currency)+1), Price: partnermath.Num(n(0, 500), placesOf(p.Currency)+1),
		}
		if n(0, 3) == 2 { // large, and with as many decimals as there can be
			a.Reference, a.Price = partnermath.Num(n(0, 1e18), 8), partnermath.Num(n(0, 1e18), 8)
		}
		if a.Kind == pricing.AgreementShipAndDebit {
			if a.Customer = of("", "", "k"); n(0, 2) > 0 {
				a.Quantity, a.Used = partnermath.Num(n(0, 120), 1), partnermath.Num(n(0, 40), 1)
			}
		}
		p.Agreements = append(p.Agreements, a)
	}
	return p
}

func oracleClaims(t *rapid.T, p pricing.PriceTerms) []pricing.PriceClaim {
	n := func(low, high int) int { return rapid.IntRange(low, high).Draw(t, "n") }
	of := func(values ...string) string { return rapid.SampledFrom(values).Draw(t, "of") }
	var all []pricing.PriceClaim
	for i := range n(1, 9) {
		a := rapid.SampledFrom(p.Agreements).Draw(t, "agreement")
		c := pricing.PriceClaim{
			ID: fmt.Sprint(n(0, 9), i), Agreement: a.ID, Partner: of("p", "p", "q"), Product: a.Product,
			Submitted: a.Period.End.AddDays(n(0, 7) - n(0, 1)),
		}
		if n(0, 9) == 9 {
			c.Product = of("x", "y")
		}
		if a.Kind == pricing.AgreementPriceProtection {
			c.OnHand, c.Received = partnermath.Num(int64(n(0, 50)), 1), partnermath.Num(int64(n(0, 50)), 1)
		} else {
			c.Sale, c.Customer, c.Date = of("i", "j", "k"), of("k", "k", "l", ""), a.Period.Start.AddDays(n(0, a.Period.Days())-n(0, 1)*n(0, 1))
			c.Quantity = partnermath.Num(int64(n(0, 50)), 1)
			if n(0, 9) == 7 {
				c.Quantity = partnermath.Num(int64(n(0, 1e14)), 4)
			}
		}
		if n(0, 9) == 9 { // which reads nothing, and shows what is there
			c.Agreement = "nope"
			c.OnHand = rapid.SampledFrom([]decimal.NullDecimal{c.OnHand, {}, partnermath.Int(3)}).Draw(t, "on hand")
			c.Quantity = rapid.SampledFrom([]decimal.NullDecimal{c.Quantity, {}, partnermath.Int(2)}).Draw(t, "quantity")
		}
		if all = append(all, c); n(0, 9) == 9 {
			all = append(all, c)
		}
	}
	return rapid.Permutation(all).Draw(t, "order")
}

func TestOracleSettleClaims(t *testing.T) {
	for range 15 {
		rapid.Check(t, func(t *rapid.T) {
			p := oracleTerms(t)
			all := oracleClaims(t, p)
			sameAs(t, oracleSettle(p, all), settle(t, p, all), p, all)
			testkit.LeftOutIsNotRead(t, func() (any, error) { return pricing.SettleClaims(p, all) }, &p, &all)
		})
	}
}
