package waterfall

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// UnknownTerm names what [Solve] looks for.
type UnknownTerm string

// The unknowns of a worksheet.
const (
	// UnknownUnits is the count at the first stage: the number of partners.
	UnknownUnits UnknownTerm = "units"
	// UnknownConversion is the Rate, Per or Multiplier of a stage, whichever the
	// funnel gives it.
	UnknownConversion UnknownTerm = "conversion"
	UnknownDealSize   UnknownTerm = "deal-size"
	UnknownRevenue    UnknownTerm = "revenue"
)

// Values returns the unknowns.
func (UnknownTerm) Values() []UnknownTerm {
	return []UnknownTerm{UnknownUnits, UnknownConversion, UnknownDealSize, UnknownRevenue}
}

// KnownTerms say what is known of a worksheet, and what is not. The zero KnownTerms are not
// valid.
type KnownTerms struct {
	Unknown UnknownTerm `json:"unknown" validate:"oneof=units conversion deal-size revenue"`
	// Stage is the id of the stage whose conversion is unknown.
	Stage string `json:"stage,omitempty" validate:"omitempty,id"`
	// Units and Revenue must be given unless they are the unknown.
	Units   decimal.NullDecimal `json:"units,omitzero" validate:"omitempty,bounds,atleast=0,digits=18 8"`
	Revenue decimal.NullDecimal `json:"revenue,omitzero" validate:"omitempty,bounds,atleast=0"`
}

// Validate returns a [*partnermath.ValidationError] for terms that leave out
// something known, or give the unknown.
func (t KnownTerms) Validate() error {
	return check.Model(t, func(faults *partnermath.ValidationError) {
		for _, term := range []struct {
			name          string
			given, needed bool
		}{
			{"stage", t.Stage != "", t.Unknown == UnknownConversion},
			{"units", t.Units.Valid, t.Unknown != UnknownUnits},
			{"revenue", t.Revenue.Valid, t.Unknown != UnknownRevenue},
		} {
			switch {
			case term.needed && !term.given:
				faults.Addf(term.name, "required", "must be given when the unknown is %s", t.Unknown)
			case term.given && !term.needed:
				faults.Addf(term.name, "empty", "must be left out when the unknown is %s", t.Unknown)
			}
		}
	})
}

// Solution is the unknown worked out.
type Solution struct {
	Unknown UnknownTerm `json:"unknown"`
	Stage   string      `json:"stage,omitempty"`
	// Value is the unknown: units with 4 decimals, a conversion with 8, an amount
	// rounded to the minor unit. It is undefined when no number, or every number, solves the
	// worksheet.
	Value decimal.NullDecimal `json:"value"`
	// Attainable is false without a Value, and for a value that a worksheet cannot
	// have: a rate above 1, a per below 1, a multiplier of 1 or less, a deal size of 0,
	// and more digits than the limits of the package.
	Attainable bool `json:"attainable"`
	// Lines are the worksheet with Value in its place, when it is attainable. Since
	// Value is rounded half away from zero, the revenue of the sheet may be a little more
	// or less than that of the terms.
	Lines []WorksheetLine `json:"lines,omitempty"`
}

// Solve works out the one unknown of the worksheet
//
//	units × conversions × deal size = revenue
//
// from all the others, divided once. What the funnel itself says of the unknown
// does not matter; it may leave out the deal size when that is the unknown.
//
// The error is a [*partnermath.ValidationError] with paths below "funnel" and
// "terms".
func Solve(f Funnel, t KnownTerms) (Solution, error) {
	var faults, ofTerms partnermath.ValidationError
	faults.Merge("funnel", f.Validate())
	faults.Merge("terms", t.Validate())
	if err := faults.Err(); err != nil {
		return Solution{}, err
	}
	if t.Unknown != UnknownDealSize {
		faults.Merge("funnel", f.reaches(false))
	}
	check.Amount(&ofTerms, "revenue", orZero(t.Revenue), f.Currency)
	at := f.find(t.Stage)
	if t.Unknown == UnknownConversion && at < 1 {
		ofTerms.Addf("stage", "known", "must be a stage of the funnel after the first, got %.40q", t.Stage)
	}
	faults.Merge("terms", ofTerms.Err())
	if err := faults.Err(); err != nil {
		return Solution{}, err
	}
	s := Solution{Unknown: t.Unknown, Stage: t.Stage}
	f.solve(&s, &t, at)
	return s, nil
}

func (f *Funnel) solve(s *Solution, t *KnownTerms, at int) {
	places := int32(countPlaces)
	switch t.Unknown {
	case UnknownConversion:
		places = exact.RatePlaces
	case UnknownDealSize, UnknownRevenue:
		places = f.minor()
	}
	known := f.product(t, at)
	value := known
	if t.Unknown != UnknownRevenue {
		if known.Sign() == 0 {
			return
		}
		value = exact.NewFraction(t.Revenue.Decimal.Mul(known.Den()), known.Num())
	}
	solved := *f
	if t.Unknown == UnknownConversion && f.Stages[at].Per.Valid {
		// known ÷ per = revenue
		if value.Sign() == 0 {
			return
		}
		value = exact.NewFraction(value.Den(), value.Num())
	}
	rounded := value.Round(places)
	s.Value = decimal.NewNullDecimal(rounded)
	units := orZero(t.Units)
	switch t.Unknown {
	case UnknownUnits:
		units = rounded
	case UnknownDealSize:
		solved.DealSize = s.Value
	case UnknownConversion:
		solved.Stages = append([]FunnelStage(nil), f.Stages...)
		solved.Stages[at].setConversion(rounded)
	}
	if solved.Validate() != nil || !unitsNumber.Holds(units) {
		return
	}
	if lines := solved.forwardLines(units); linesInBounds(lines) {
		s.Attainable, s.Lines = true, lines
	}
}

// product returns the product of all that is known besides the revenue.
func (f *Funnel) product(t *KnownTerms, unknown int) exact.Fraction {
	known := exact.NewFraction(one, one)
	if t.Unknown != UnknownUnits {
		known = known.Mul(t.Units.Decimal)
	}
	for i := 1; i < len(f.Stages); i++ {
		if t.Unknown != UnknownConversion || i != unknown {
			known = f.Stages[i].through(known)
		}
	}
	if t.Unknown != UnknownDealSize {
		known = known.Mul(f.DealSize.Decimal)
	}
	return known
}
