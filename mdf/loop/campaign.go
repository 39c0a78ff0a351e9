package loop

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// MaxCampaigns is the most campaigns, and the most direct programs.
const MaxCampaigns = 100_000

// Campaign is a request that was funded, or a program of the vendor's own. One of several tactics is
// a campaign for each of them. The zero Campaign is not valid.
type Campaign struct {
	// ID is that of the request, unique among the campaigns.
	ID string `json:"id"`
	// Tactic is what was done, for Partner, by Agency, in Region, in Quarter. Each may be left out:
	// then it is not known. A direct program has no Partner.
	Tactic  string              `json:"tactic,omitempty"`
	Partner string              `json:"partner,omitempty"`
	Agency  string              `json:"agency,omitempty"`
	Region  string              `json:"region,omitempty"`
	Quarter partnermath.Quarter `json:"quarter,omitzero"`
	// Forecast is what was approved and expected, and Actual what was paid and came. Left out,
	// nothing of it is known.
	Forecast Return `json:"forecast,omitzero"`
	Actual   Return `json:"actual,omitzero"`
}

// Return is what went into a campaign and what came of it. Each figure may be left out: then it
// is unknown. The zero Return knows nothing.
type Return struct {
	// Outcome is what it brought the vendor: with an Owner that is the partner, no amount may be
	// given. Its leads, MQLs and SQLs are read, at most 10^9 with 4 decimals, and its amounts, at
	// most 10^13 minor units.
	partnermath.Outcome
	// VendorMoney is the vendor's part of TotalCost, which is all that the campaign cost,
	// whoever paid; both from 0 to 10^13 minor units. In a direct program the two are the same.
	VendorMoney decimal.NullDecimal `json:"vendorMoney"`
	TotalCost   decimal.NullDecimal `json:"totalCost"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the campaign breaks
// for itself. What takes the currency is checked by [Verify].
func (c Campaign) Validate() error {
	var faults partnermath.ValidationError
	check.IDAt(&faults, check.Place{Field: "id"}, c.ID)
	for _, optional := range [...]struct{ field, id string }{
		{"tactic", c.Tactic}, {"partner", c.Partner}, {"agency", c.Agency}, {"region", c.Region},
	} {
		if optional.id != "" {
			check.IDAt(&faults, check.Place{Field: optional.field}, optional.id)
		}
	}
	_, err := c.Quarter.MarshalText()
	faults.Merge("quarter", err)
	faults.Merge("forecast", c.Forecast.Validate())
	faults.Merge("actual", c.Actual.Validate())
	return faults.Err()
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the return breaks for
// itself: those of its outcome, money below 0, and amounts that are the partner's.
func (r Return) Validate() error {
	var faults partnermath.ValidationError
	faults.Merge("", r.Outcome.Validate())
	atLeast0.CheckNull(&faults, check.Place{Field: "vendorMoney"}, r.VendorMoney)
	atLeast0.CheckNull(&faults, check.Place{Field: "totalCost"}, r.TotalCost)
	hasAmount := r.Pipeline.Valid || r.Revenue.Valid || r.Margin.Valid
	if len(faults.Fields) == 0 && r.Owner == partnermath.OwnerPartner && hasAmount {
		faults.Add("owner", "match", "must not be the partner: the vendor's return takes the vendor's revenue and margin")
	}
	return faults.Err()
}

var atLeast0 = check.Number{AtLeast: partnermath.Int(0)}

// The figures of a Return that are read.
const (
	leads = iota
	mqls
	sqls
	pipeline
	revenue
	margin
	vendorMoney
	totalCost
	figures
)

func (r *Return) figures() [figures]decimal.NullDecimal {
	return [...]decimal.NullDecimal{r.Leads, r.MQLs, r.SQLs, r.Pipeline, r.Revenue, r.Margin, r.VendorMoney, r.TotalCost}
}

// Of MaxCampaigns, figures of at most so many units add up to 10^18, and differences of two
// such sums to twice that, which 64 bits hold.
const (
	maxUnits    = 10_000_000_000_000
	countPlaces = 4
)

// scale tells how figures are counted in a currency.
type scale struct {
	currency string
	places   int32 // of amounts
	limits   [figures]check.Number
}

func newScale(currency string) *scale {
	s := &scale{currency: currency}
	s.places, _ = partnermath.MinorUnits(currency)
	for i := range s.limits {
		s.limits[i] = limit(s.placesOf(i))
	}
	return s
}

func (s *scale) placesOf(figure int) int32 {
	if figure <= sqls {
		return countPlaces
	}
	return s.places
}

// limit is what a figure with so many decimals must keep to.
func limit(places int32) check.Number {
	most := exact.Fixed(maxUnits, places)
	return check.Number{
		AtLeast: decimal.NewNullDecimal(most.Neg()), AtMost: decimal.NewNullDecimal(most), Digits: 14, Places: places,
	}
}

// fits checks a sound return.
func (s *scale) fits(faults *partnermath.ValidationError, path string, r *Return) {
	if r.Currency != "" && r.Currency != s.currency {
		faults.Addf(path+".currency", "match", "must be %s like the policy, got %s", s.currency, r.Currency)
	}
	for i, d := range r.figures() {
		if d.Valid && !s.limits[i].Holds(d.Decimal) {
			s.limits[i].Fault(faults, path+"."+figureNames[i], d.Decimal)
		}
	}
}

var figureNames = [figures]string{"leads", "mqls", "sqls", "pipeline", "revenue", "margin", "vendorMoney", "totalCost"}

// side is a return that fits, counted in units.
type side struct {
	known [figures]bool
	units [figures]int64
}

// side leaves out a total cost below the vendor's money, and tells of it.
func (s *scale) side(r *Return) (counted side, contradicts bool) {
	for i, d := range r.figures() {
		if d.Valid {
			counted.known[i] = true
			counted.units[i], _ = exact.Int64(d.Decimal, s.placesOf(i))
		}
	}
	if counted.known[vendorMoney] && counted.known[totalCost] && counted.units[totalCost] < counted.units[vendorMoney] {
		counted.known[totalCost], counted.units[totalCost] = false, 0
		return counted, true
	}
	return counted, false
}
