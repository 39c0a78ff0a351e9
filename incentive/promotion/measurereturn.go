package promotion

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/finding"
)

// MeasureReturn tells what programs returned, each for itself and together:
//
//	expected  = round(baseline × (1 + growth without the program))
//	increment = measure − expected − dip
//	return    = round(increment × margin rate)
//	ROI       = (return − cost) ÷ cost
//
// A sale counts for the programs that it names and its partner took part in; those of partners that
// could have are read for the growth. The order of partners and sales does not matter.
//
// The error is a [*partnermath.ValidationError], with paths below "policy", "partners" and
// "sales", for a policy or a partner that is not valid, a partner that is given twice, a program
// that is not known, and, unless the policy sets them apart, a sale that is not valid or of a
// partner that is not known, and copies of a sale that differ.
func MeasureReturn(p ReturnPolicy, partners []ReturnPartner, sales []ReturnSale) (ReturnReport, error) {
	var faults partnermath.ValidationError
	faults.Merge("policy", p.Validate())
	length(&faults, "partners", len(partners), 0, MaxPartners)
	length(&faults, "sales", len(sales), 0, MaxSales)
	if err := faults.Err(); err != nil {
		return ReturnReport{}, err
	}
	t := newReturnTally(&p, partners, &faults)
	var log finding.Log
	kept, repeated := t.sift(&faults, &log, sales)
	if err := faults.Err(); err != nil {
		return ReturnReport{}, err
	}
	for _, i := range kept {
		t.add(&log, &sales[i])
	}
	for n, q := range t.quarters {
		if !q.IsZero() && !t.sold[n] && !slices.Contains(t.quarters[:n], q) {
			log.Add(FoundNoSales, q.String())
		}
	}
	report := ReturnReport{Quarter: p.Quarter, Programs: make([]ReturnLine, 0, len(p.Programs)), Repeated: repeated, Findings: log.Findings()}
	var cost decimal.Decimal
	for i, of := range p.Programs {
		line := t.line(&t.programs[i], of.Cost.Decimal, of.Dip)
		line.Program = of.ID
		report.Programs = append(report.Programs, line)
		cost = cost.Add(of.Cost.Decimal)
	}
	report.Portfolio = t.line(&t.portfolio, cost, p.PortfolioDip)
	return report, nil
}

// returnTally adds sales up.
type returnTally struct {
	policy   *ReturnPolicy
	index    map[string]int // of programs
	partners map[string]taking
	quarters [quarterCount]partnermath.Quarter
	sold     [quarterCount]bool // there is a sale of it

	programs  []both
	portfolio both
}

// taking is what a partner took part in, and what else it could have taken part in.
type taking struct{ programs, eligible []int }

// both are the partners of a program and those that could have been.
type both struct{ partners, others side }

// side is what partners sold in the quarters that are looked at.
type side struct {
	count int
	sums  [quarterCount]decimal.Decimal
}

// The quarters that are looked at. The last two are absent where no dip is measured.
const (
	inMeasured = iota
	inBaseline
	inAfter
	inAfterBaseline
	quarterCount
)

func (p *ReturnPolicy) quarters() (all [quarterCount]partnermath.Quarter) {
	all[inMeasured], all[inBaseline] = p.Quarter, p.Quarter.Add(-1)
	if p.MeasureDip {
		all[inAfter], all[inAfterBaseline] = p.Quarter.Add(1), all[inBaseline]
	}
	if p.Against == AgainstLastYear {
		all[inBaseline], all[inAfterBaseline] = p.Quarter.Add(-4), all[inAfter].Add(-4)
	}
	return all
}

func newReturnTally(p *ReturnPolicy, partners []ReturnPartner, faults *partnermath.ValidationError) *returnTally {
	t := &returnTally{
		policy: p, index: map[string]int{}, partners: make(map[string]taking, len(partners)),
		quarters: p.quarters(), programs: make([]both, len(p.Programs)),
	}
	for i, of := range p.Programs {
		t.index[of.ID] = i
	}
	for i := range partners {
		partners[i].check(faults, check.Place{List: "partners", Index: i})
		if len(faults.Fields) > 0 {
			continue
		}
		of := t.read(faults, i, &partners[i])
		t.partners[partners[i].ID] = of
		for _, n := range of.programs {
			t.programs[n].partners.count++
		}
		for _, n := range of.eligible {
			t.programs[n].others.count++
		}
		switch {
		case len(of.programs) > 0:
			t.portfolio.partners.count++
		case len(of.eligible) > 0:
			t.portfolio.others.count++
		}
	}
	unique(faults, "partners", partners, func(p ReturnPartner) string { return p.ID })
	return t
}

// add adds a sale to each program that its partner took part in or could have, and once to
// the portfolio.
func (t *returnTally) add(log *finding.Log, s *ReturnSale) {
	looked := false
	for n, q := range t.quarters {
		if s.Quarter == q {
			looked, t.sold[n] = true, true
		}
	}
	if !looked {
		return
	}
	if !s.Amount.Valid {
		log.Add(FoundNoAmount, s.ID)
		return
	}
	of, taken, open := t.partners[s.Partner], false, false
	for _, id := range s.Programs {
		n := t.index[id]
		if of.took(n) {
			t.addTo(&t.programs[n].partners, s)
			taken = true
		} else if of.could(n) {
			t.addTo(&t.programs[n].others, s)
			open = true
		}
	}
	if taken {
		t.addTo(&t.portfolio.partners, s)
	} else if open && len(of.programs) == 0 {
		t.addTo(&t.portfolio.others, s)
	}
}

// addTo adds a sale by its quarter, which can be the baseline of two.
func (t *returnTally) addTo(to *side, s *ReturnSale) {
	for n, q := range t.quarters {
		if s.Quarter == q {
			to.sums[n] = to.sums[n].Add(s.Amount.Decimal)
		}
	}
}

// line works out what came of a cost, with the dip where it is stated.
func (t *returnTally) line(of *both, cost decimal.Decimal, stated decimal.NullDecimal) ReturnLine {
	p, mine := t.policy, &of.partners
	places, _ := partnermath.MinorUnits(p.Currency)
	l := ReturnLine{
		Partners: mine.count, Others: of.others.count, Measure: mine.sums[inMeasured], Baseline: mine.sums[inBaseline], Cost: cost,
	}
	if !p.MeasureDip {
		l.Dip = decimal.NewNullDecimal(orZero(stated))
	}
	factor, known := t.growth(&of.others)
	if !known {
		return l
	}
	l.Growth = decimal.NewNullDecimal(factor.Add(exact.NewFraction(one.Neg(), one)).Round(exact.RatePlaces))
	if p.MeasureDip && t.sold[inAfter] && t.sold[inAfterBaseline] {
		short := factor.Mul(mine.sums[inAfterBaseline]).Add(exact.NewFraction(mine.sums[inAfter].Neg(), one))
		l.Dip = decimal.NewNullDecimal(decimal.Max(decimal.Decimal{}, short.Round(places)))
	}
	if t.sold[inBaseline] {
		l.Expected = decimal.NewNullDecimal(factor.Mul(l.Baseline).Round(places))
	}
	if !t.sold[inMeasured] || !l.Expected.Valid || !l.Dip.Valid {
		return l
	}
	increment := l.Measure.Sub(l.Expected.Decimal).Sub(l.Dip.Decimal)
	margin := exact.Round(increment.Mul(p.MarginRate.Decimal), places)
	l.Increment, l.Return = decimal.NewNullDecimal(increment), decimal.NewNullDecimal(margin)
	l.MarginROI, l.MarginMultiple = returned(margin, cost)
	l.RevenueROI, l.RevenueMultiple = returned(increment, cost)
	return l
}

// growth is 1 + the growth without the program.
func (t *returnTally) growth(others *side) (factor exact.Fraction, known bool) {
	if t.policy.Growth == GrowthStated {
		return exact.NewFraction(t.policy.GrowthRate.Decimal.Add(one), one), true
	}
	before := others.sums[inBaseline]
	return exact.NewFraction(others.sums[inMeasured], before), t.sold[inMeasured] && before.IsPositive()
}
