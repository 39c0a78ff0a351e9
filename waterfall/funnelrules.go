package waterfall

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

// What the numbers of a funnel must keep to. A funnel is checked by plain Go,
// since a plan takes less time than reflection does.
var (
	rateNumber       = check.Number{AtLeast: null(0), AtMost: null(1), Digits: 13, Places: 12}
	perNumber        = check.Number{AtLeast: null(1), Digits: 18, Places: 8}
	multiplierNumber = check.Number{Above: null(1), Digits: 18, Places: 8}
	lagNumber        = check.Number{AtLeast: null(0), AtMost: null(1), Digits: 9, Places: 8}
	dealSizeNumber   = check.Number{Above: null(0)}
	marginNumber     = check.Number{AtLeast: null(-1), AtMost: null(1), Digits: 13, Places: 12}
	lotNumber        = check.Number{Above: null(0), Digits: 18, Places: 4}
	unitsNumber      = check.Number{AtLeast: null(0), Digits: 18, Places: 8}
)

func null(n int64) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.NewFromInt(n)) }

// Validate returns a [*partnermath.ValidationError] that lists every rule the
// funnel breaks.
func (f Funnel) Validate() error {
	var faults partnermath.ValidationError
	f.fields(&faults)
	if len(faults.Fields) == 0 {
		f.rules(&faults)
	}
	return faults.Err()
}

// fields checks each field for itself.
func (f *Funnel) fields(faults *partnermath.ValidationError) {
	if _, ok := partnermath.MinorUnits(f.Currency); !ok {
		faults.Addf("currency", "currency", "must be an ISO 4217 code like USD, got %.40q", f.Currency)
	}
	oneOf(faults, "owner", f.Owner)
	switch {
	case len(f.Stages) == 0:
		faults.Add("stages", "required", "must be given")
	case len(f.Stages) > MaxStages:
		faults.Addf("stages", "length", "must have a length of at most %d, got %d", MaxStages, len(f.Stages))
	default:
		for i := range f.Stages {
			f.Stages[i].fields(faults, i)
		}
	}
	dealSizeNumber.CheckNull(faults, check.Place{Field: "dealSize"}, f.DealSize)
	marginNumber.CheckNull(faults, check.Place{Field: "marginRate"}, f.MarginRate)
	switch f.Unit {
	case "", partnermath.UnitWeek, partnermath.UnitMonth, partnermath.UnitQuarter:
	default:
		faults.Addf("unit", "one-of", "must be one of week, month, quarter; got %.40q", f.Unit)
	}
}

func (s *FunnelStage) fields(faults *partnermath.ValidationError, i int) {
	at := func(field string) check.Place { return check.Place{List: "stages", Index: i, Field: field} }
	check.IDAt(faults, at("id"), s.ID)
	check.TextAt(faults, at("name"), s.Name, 1000)
	if s.CountsAs != "" && !s.CountsAs.Known() {
		faults.Addf(at("countsAs").String(), "one-of", "must be a stage of an outcome, got %.40q", s.CountsAs)
	}
	rateNumber.CheckNull(faults, at("rate"), s.Rate)
	perNumber.CheckNull(faults, at("per"), s.Per)
	multiplierNumber.CheckNull(faults, at("multiplier"), s.Multiplier)
	if len(s.Lag) > MaxLagShares {
		faults.Addf(at("lag").String(), "length", "must have a length of at most %d, got %d", MaxLagShares, len(s.Lag))
	}
	for j, part := range s.Lag[:min(len(s.Lag), MaxLagShares)] {
		if !lagNumber.Holds(part) {
			lagNumber.Fault(faults, fmt.Sprintf("stages[%d].lag[%d]", i, j), part)
		}
	}
	check.TextAt(faults, at("stepName"), s.StepName, 1000)
}

// rules checks what takes more than one field; the fields are sound.
func (f *Funnel) rules(faults *partnermath.ValidationError) {
	for i := range f.Stages {
		s := &f.Stages[i]
		for j := range f.Stages[:i] {
			before := &f.Stages[j]
			if before.ID == s.ID {
				faults.Addf(stagePath(i)+".id", "unique", "stage %.40q stands before", s.ID)
			}
			if s.CountsAs != "" && before.CountsAs == s.CountsAs {
				faults.Addf(stagePath(i)+".countsAs", "unique", "stage %.40q counts as %s already", before.ID, s.CountsAs)
			}
		}
		if s.CountsAs == partnermath.StageWon && i != len(f.Stages)-1 {
			faults.Add(stagePath(i)+".countsAs", "order", "only the last stage can count as won")
		}
		s.rules(faults, i)
	}
}

func (s *FunnelStage) rules(faults *partnermath.ValidationError, i int) {
	conversions := 0
	for _, c := range [...]struct {
		name              string
		given, conversion bool
	}{
		{"rate", s.Rate.Valid, true},
		{"per", s.Per.Valid, true},
		{"multiplier", s.Multiplier.Valid, true},
		{"lag", len(s.Lag) > 0, false},
		{"folded", s.Folded, false},
	} {
		if c.given && i == 0 {
			faults.Add(stagePath(i)+"."+c.name, "empty", "must be left out for the first stage, which nothing comes before")
		}
		if c.given && c.conversion {
			conversions++
		}
	}
	switch {
	case i > 0 && conversions == 0:
		faults.Add(stagePath(i)+".rate", "required", "must be given, or per or multiplier instead")
	case i > 0 && conversions > 1:
		faults.Add(stagePath(i), "one-of", "must have one of rate, per and multiplier, and not several")
	}
	if len(s.Lag) > 0 {
		if sum := decimal.Sum(decimal.Decimal{}, s.Lag...); sum.GreaterThan(one) {
			faults.Addf(stagePath(i)+".lag", "sum", "must sum to at most 1, got %s", sum)
		}
	}
}

// oneOf adds a fault unless a value is left out or one of those of its type.
func oneOf[T interface {
	~string
	Values() []T
}](faults *partnermath.ValidationError, path string, value T,
) {
	if value != "" {
		check.OneOf(check.Record{ValidationError: faults}, path, value, value.Values()...)
	}
}

func stagePath(i int) string { return fmt.Sprintf("stages[%d]", i) }
