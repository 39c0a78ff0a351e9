package incentive

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// MaxMultipliers is the largest number of multipliers that apply to one sale.
const MaxMultipliers = 20

// factorPlaces are the decimals of the factor of a sale.
const factorPlaces = 12

// multiplied is what the multipliers of a sale depend on.
type multiplied struct {
	product     string
	newCustomer bool
}

// multipliers are those that apply, none has no ids, and their product.
type multipliers struct {
	ids    []string
	factor decimal.NullDecimal
}

// multipliers finds those of a product once.
func (s *settling) multipliers(product string, newCustomer bool) *multipliers {
	of := multiplied{product, newCustomer}
	if m := s.multiplied[of]; m != nil {
		return m
	}
	m, factor := new(multipliers), decimal.NewFromInt(1)
	for i := range s.Multipliers {
		one := &s.Multipliers[i]
		if one.NewCustomer && !newCustomer || !s.takes(&one.Sales, product) {
			continue
		}
		if m.ids = append(m.ids, one.ID); len(m.ids) <= MaxMultipliers {
			factor = factor.Mul(one.Factor.Decimal)
		}
	}
	if factor.Exponent() < -factorPlaces {
		factor = factor.Round(factorPlaces)
	}
	m.factor, s.multiplied[of] = null(factor), m
	return m
}

// fewMultipliers refuses more than MaxMultipliers for a sale of any product or of none.
func (s *settling) fewMultipliers(faults *partnermath.ValidationError) {
	for _, p := range slices.Concat([]Product{{}}, s.book.Products) {
		if n := len(s.multipliers(p.ID, true).ids); n > MaxMultipliers {
			faults.Addf("program.multipliers", "length", "must be at most %d that apply to a sale, got %d for product %.40q", MaxMultipliers, n, p.ID)
			return
		}
	}
}
