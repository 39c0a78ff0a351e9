package waterfall

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/waterfall/internal/formula"
)

// WorksheetLine is one line of a worksheet. Formula names the lines that Value follows
// from, in the way of a spreadsheet: it is evaluated on their exact values, and
// what is shown is rounded.
type WorksheetLine struct {
	// Ref is the letter of the line: A to Z, then AA.
	Ref  string            `json:"ref"`
	Name string            `json:"name"`
	Kind WorksheetLineKind `json:"kind"`
	// Stage is the id of the stage, "" for the deal size and the revenue.
	Stage string `json:"stage,omitempty"`
	// Formula is "" for what is given.
	Formula string          `json:"formula,omitempty"`
	Value   decimal.Decimal `json:"value"`
	// Places are the decimals to show Value with: what it is rounded to where it follows
	// from others, and else those that it has, of an amount at least its currency's.
	Places int32 `json:"places"`
}

// WorksheetLineKind tells what a [WorksheetLine] shows.
type WorksheetLineKind string

// The kinds.
const (
	// LineCount is a count with 4 decimals.
	LineCount WorksheetLineKind = "count"
	// LineRate, LinePer and LineMultiplier are conversions as the funnel has them.
	LineRate       WorksheetLineKind = "rate"
	LinePer        WorksheetLineKind = "per"
	LineMultiplier WorksheetLineKind = "multiplier"
	// LineAmount is money.
	LineAmount WorksheetLineKind = "amount"
)

// Values returns the kinds.
func (WorksheetLineKind) Values() []WorksheetLineKind {
	return []WorksheetLineKind{LineCount, LineRate, LinePer, LineMultiplier, LineAmount}
}

// Worksheet writes a funnel as a sheet of lettered lines, forward from the units
// at its first stage: the count of each stage, the conversion to the next, the
// deal size and the revenue. Folded stages have no line for their count. [Plan]
// gives the same lines worked backward from the revenue.
//
// The error is a [*partnermath.ValidationError] with paths below "funnel" and
// "units": the faults of the funnel, no deal size, units below 0, of more than 18
// digits or of more than 8 decimals, and a funnel that brings absurd numbers, of more
// than 30 digits.
func Worksheet(f Funnel, units decimal.Decimal) ([]WorksheetLine, error) {
	var faults partnermath.ValidationError
	faults.Merge("funnel", f.Validate())
	unitsNumber.Check(&faults, check.Place{Field: "units"}, units)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	faults.Merge("funnel", f.reaches(false))
	if err := faults.Err(); err != nil {
		return nil, err
	}
	lines := f.forwardLines(units)
	return bounded(lines, linesInBounds(lines))
}

func linesInBounds(lines []WorksheetLine) bool {
	return !slices.ContainsFunc(lines, func(l WorksheetLine) bool { return !partnermath.InBounds(l.Value) })
}

func (f *Funnel) forwardLines(units decimal.Decimal) []WorksheetLine {
	counts := make([]exact.Fraction, len(f.Stages))
	f.forwardFrom(0, exact.NewFraction(units, one), counts)
	revenue := counts[len(counts)-1].Mul(f.DealSize.Decimal).Round(f.minor())
	return f.lines(publish(counts), revenue, forward)
}

// direction is the way in which the formulas of a worksheet run.
type direction bool

const (
	forward  direction = false
	backward direction = true
)

// lines writes the worksheet of a funnel with a deal size.
func (f *Funnel) lines(counts []decimal.Decimal, revenue decimal.Decimal, way direction) []WorksheetLine {
	lines := make([]WorksheetLine, 0, 2*len(f.Stages)+2)
	add := func(l WorksheetLine) string {
		l.Ref = formula.Ref(len(lines))
		lines = append(lines, l)
		return l.Ref
	}
	// The conversions since the last count that has a line, at position from.
	from, link := 0, formula.Product{}
	// connect writes the formula of a line, or backward of the one it follows from.
	connect := func() {
		to := len(lines) - 1
		if way == forward {
			lines[to].Formula = link.Of(lines[from].Ref)
		} else {
			lines[from].Formula = link.Undone(lines[to].Ref)
		}
		from, link = to, formula.Product{}
	}
	for i := range f.Stages {
		s := &f.Stages[i]
		if i > 0 {
			kind, value := s.conversion()
			link.Add(kind == LinePer, add(WorksheetLine{Name: f.stepName(i), Kind: kind, Stage: s.ID, Value: value, Places: decimals(value)}))
		}
		if s.Folded {
			continue
		}
		add(WorksheetLine{Name: s.label(), Kind: LineCount, Stage: s.ID, Value: counts[i], Places: countPlaces})
		if i > 0 {
			connect()
		}
	}
	dealSize, places := f.DealSize.Decimal, f.minor()
	link.Add(false, add(WorksheetLine{Name: "average deal size", Kind: LineAmount, Value: dealSize, Places: max(places, decimals(dealSize))}))
	add(WorksheetLine{Name: "revenue", Kind: LineAmount, Value: revenue, Places: places})
	connect()
	return lines
}

// decimals returns how many decimals a number within bounds has.
func decimals(d decimal.Decimal) int32 {
	places := int32(0)
	for places < -partnermath.MinExponent && !exact.Fits(d, partnermath.MaxDigits, places) {
		places++
	}
	return places
}

func (f *Funnel) stepName(i int) string {
	s, before := &f.Stages[i], &f.Stages[i-1]
	switch {
	case s.StepName != "":
		return s.StepName
	case s.Rate.Valid:
		return before.label() + " to " + s.label() + " rate"
	case s.Per.Valid:
		return before.label() + " per " + s.label()
	}
	return s.label() + " per " + before.label()
}
