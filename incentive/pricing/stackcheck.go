package pricing

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// Validate returns a [*partnermath.ValidationError] that lists every rule the stacking breaks.
func (s Stacking) Validate() error {
	return check.Model(s, func(faults *partnermath.ValidationError) {
		if s.Method == StackBestOf && s.BestOfGroup {
			faults.Add("bestOfGroup", "empty", "is not read by best-of and must be left out")
		}
		seen := map[string]bool{}
		for i := range s.Programs {
			p, path := &s.Programs[i], fmt.Sprintf("programs[%d]", i)
			if seen[p.ID] {
				faults.Addf(path+".id", "unique", "must not be given twice, got %.40q again", p.ID)
			}
			seen[p.ID] = true
			p.rules(faults, path+".", &s)
		}
	})
}

// rules checks how the fields of a program fit together.
func (p *StackProgram) rules(faults *partnermath.ValidationError, path string, s *Stacking) {
	empty := func(field string, given bool, readers string) {
		if given {
			faults.Addf(path+field, "empty", "is read %s only and must be left out", readers)
		}
	}
	if !p.Rate.Valid && !p.PerUnit.Valid && !p.Amount.Valid {
		faults.Add(path+"rate", "required", "must be given unless perUnit or amount is")
	}
	empty("group", p.Group != "" && s.Method == StackBestOf, "by other methods than best-of")
	empty("onMargin", p.OnMargin && !p.Rate.Valid, "with a rate")
	empty("perUnit", p.PerUnit.Valid && p.Rate.Valid, "without a rate")
	empty("amount", p.Amount.Valid && (p.Rate.Valid || p.PerUnit.Valid), "without a rate and an amount per unit")
	empty("applyReduction", p.ApplyReduction && (s.Method != StackByProgram || !p.Rate.Valid), "under by-program and with a rate")
	empty("excludeFromReduction", p.ExcludeFromReduction && s.Method != StackByProgram, "under by-program")
	fits := func(field string, n decimal.NullDecimal, places int32) {
		if n.Valid && !exact.Fits(n.Decimal, partnermath.MaxDigits, places) {
			faults.Addf(path+field, "digits", "must have at most %d decimals, got %s", places, n.Decimal)
		}
	}
	places, _ := partnermath.MinorUnits(s.Currency)
	fits("amount", p.Amount, places)
	if p.PerUnit.Valid {
		fits("minimum", p.Minimum, unitDecimals)
	} else {
		fits("minimum", p.Minimum, places)
	}
	fits("cap", p.Cap, places)
}

const (
	// maxPlaces is the most decimals that a currency has, and unitDecimals that of units.
	maxPlaces    = 4
	unitDecimals = 4
	// An amount of a sale is at most 10^maxAmountDigits minor units.
	maxAmountDigits = 14
)

// Validate returns a [*partnermath.ValidationError] that lists every rule the sale breaks
// for itself. What takes the currency and the programs is checked with them.
func (s Sale) Validate() error {
	var faults partnermath.ValidationError
	s.check(&faults, maxAmountDigits, maxPlaces)
	return faults.Err()
}

// check adds the rules that the sale breaks for itself, amounts being at most 10^digits.
func (s *Sale) check(faults *partnermath.ValidationError, digits, places int32) {
	at := func(field string) check.Place { return check.Place{Field: field} }
	check.IDAt(faults, at("id"), s.ID)
	most := decimal.New(1, digits)
	amount := check.Number{AtLeast: number(decimal.Decimal{}), AtMost: number(most), Digits: digits + places, Places: places}
	margin := amount
	margin.AtLeast = number(most.Neg())
	amount.Require(faults, at("amount"), s.Amount)
	margin.CheckNull(faults, at("margin"), s.Margin)
	units := unitsNumber()
	units.CheckNull(faults, at("units"), s.Units)
	if n := len(s.Programs); n > MaxPrograms {
		faults.Addf("programs", "length", "must have a length of at most %d, got %d", MaxPrograms, n)
		return
	}
	for i, id := range s.Programs {
		path := fmt.Sprintf("programs[%d]", i)
		if check.IDAt(faults, at(path), id); slices.Contains(s.Programs[:i], id) {
			faults.Addf(path, "unique", "must not be given twice, got %.40q again", id)
		}
	}
}

func number(d decimal.Decimal) decimal.NullDecimal { return decimal.NewNullDecimal(d) }

// unitsNumber is what units must keep to.
func unitsNumber() check.Number {
	return check.Number{
		AtLeast: number(decimal.Decimal{}), AtMost: number(decimal.New(1, 10)),
		Digits: 11 + unitDecimals, Places: unitDecimals,
	}
}

// meet checks a stacking and a sale and brings the programs of the sale to it.
func meet(s *Stacking, sale *Sale) (*meeting, error) {
	var faults partnermath.ValidationError
	faults.Merge("stacking", s.Validate())
	if err := faults.Err(); err != nil {
		faults.Merge("sale", sale.Validate())
		return nil, faults.Err()
	}
	m := &meeting{stacking: s, sale: sale}
	m.places, _ = partnermath.MinorUnits(s.Currency)
	var own partnermath.ValidationError
	sale.check(&own, maxAmountDigits-m.places, m.places)
	if len(own.Fields) == 0 {
		sale.rules(&own, s)
	}
	faults.Merge("sale", own.Err())
	if err := faults.Err(); err != nil {
		return nil, err
	}
	m.amount, _ = exact.Int64(sale.Amount.Decimal, m.places)
	for i := range s.Programs {
		if sale.takesPart(s.Programs[i].ID) {
			m.prepare(&s.Programs[i], i)
		}
	}
	if s.BestOfGroup || s.Method == StackBestOf {
		m.pickBest()
	}
	return m, nil
}

func (s *Sale) takesPart(program string) bool {
	return len(s.Programs) == 0 || slices.Contains(s.Programs, program)
}

// rules checks that the stacking has the sale's programs, and the sale what these read.
func (s *Sale) rules(faults *partnermath.ValidationError, with *Stacking) {
	margin, units := false, false
	for i := range with.Programs {
		if p := &with.Programs[i]; s.takesPart(p.ID) {
			margin, units = margin || p.OnMargin, units || p.PerUnit.Valid
		}
	}
	if margin && !s.Margin.Valid {
		faults.Add("margin", "required", "must be given, since a program of the sale pays on it")
	}
	if units && !s.Units.Valid {
		faults.Add("units", "required", "must be given, since a program of the sale pays on them")
	}
	for i, id := range s.Programs {
		if !slices.ContainsFunc(with.Programs, func(p StackProgram) bool { return p.ID == id }) {
			faults.Addf(fmt.Sprintf("programs[%d]", i), "known", "must be a program of the stacking, got %.40q", id)
		}
	}
}
