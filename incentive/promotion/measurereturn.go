package promotion

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/finding"
)

// MeasureReturn tells what programs returned. The error is a [*partnermath.ValidationError],
// for a policy or a partner that is not valid, a partner that is given twice, a program that is
// not known, and, unless the policy sets them apart, a sale that is not valid or of a
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
	report := ReturnReport{Quarter: p.Quarter, Programs: make([]ReturnLine, 0, len(p.Programs)), Repeated: repeated, Findings: log.Findings()}
	var cost decimal.Decimal
	for i, of := range p.Programs {
		line := t.programs[i].line(&p, of.Cost.Decimal, of.Dip)
		line.Program = of.ID
		report.Programs = append(report.Programs, line)
		cost = cost.Add(of.Cost.Decimal)
	}
	report.Portfolio = t.portfolio.line(&p, cost, p.PortfolioDip)
	return report, nil
}

// returnTally adds sales up.
type returnTally struct {
	policy   *ReturnPolicy
	index    map[string]int // of programs
	partners map[string]taking
	// The quarters that are looked at. Those after are absent where no dip is measured.
	baseline, after, afterBaseline partnermath.Quarter

	programs  []both
	portfolio both
}

// taking is what a partner took part in, and what else it could have taken part in.
type taking struct{ programs, eligible []int }

// both are the partners of a program and those that could have been.
type both struct{ partners, others side }

// side is what partners sold.
type side struct {
	count                                   int
	measure, baseline, after, afterBaseline decimal.Decimal
}

func newReturnTally(p *ReturnPolicy, partners []ReturnPartner, faults *partnermath.ValidationError) *returnTally {
	t := &returnTally{
		policy: p, index: map[string]int{}, partners: make(map[string]taking, len(partners)),
		baseline: p.Quarter.Add(-1), programs: make([]both, len(p.Programs)),
	}
	if p.MeasureDip {
		t.after, t.afterBaseline = p.Quarter.Add(1), t.baseline
	}
	if p.Against == AgainstLastYear {
		t.baseline, t.afterBaseline = p.Quarter.Add(-4), t.after.Add(-4)
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
	if q := s.Quarter; q != t.policy.Quarter && q != t.baseline && q != t.after && q != t.afterBaseline {
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
	amount := s.Amount.Decimal
	if s.Quarter == t.policy.Quarter {
		to.measure = to.measure.Add(amount)
	}
	if s.Quarter == t.baseline {
		to.baseline = to.baseline.Add(amount)
	}
	if s.Quarter == t.after {
		to.after = to.after.Add(amount)
	}
	if s.Quarter == t.afterBaseline {
		to.afterBaseline = to.afterBaseline.Add(amount)
	}
}

// line works out what came of a cost, with the dip where it is stated.
func (b *both) line(p *ReturnPolicy, cost decimal.Decimal, stated decimal.NullDecimal) ReturnLine {
	places, _ := partnermath.MinorUnits(p.Currency)
	mine := &b.partners
	l := ReturnLine{
		Partners: mine.count, Others: b.others.count, Measure: mine.measure, Baseline: mine.baseline, Cost: cost,
	}
	if !p.MeasureDip {
		l.Dip = decimal.NewNullDecimal(orZero(stated))
	}
	factor, known := b.growth(p)
	if !known {
		return l
	}
	l.Growth = decimal.NewNullDecimal(factor.Add(exact.NewFraction(one.Neg(), one)).Round(exact.RatePlaces))
	expected := factor.Mul(mine.baseline).Round(places)
	if p.MeasureDip {
		short := factor.Mul(mine.afterBaseline).Add(exact.NewFraction(mine.after.Neg(), one))
		l.Dip = decimal.NewNullDecimal(decimal.Max(decimal.Decimal{}, short.Round(places)))
	}
	increment := mine.measure.Sub(expected).Sub(l.Dip.Decimal)
	margin := exact.Round(increment.Mul(p.MarginRate.Decimal), places)
	l.Expected = decimal.NewNullDecimal(expected)
	l.Increment, l.Return = decimal.NewNullDecimal(increment), decimal.NewNullDecimal(margin)
	l.MarginROI, l.MarginMultiple = returned(margin, cost)
	l.RevenueROI, l.RevenueMultiple = returned(increment, cost)
	return l
}

// growth is 1 + the growth without the program.
func (b *both) growth(p *ReturnPolicy) (factor exact.Fraction, known bool) {
	if p.Growth == GrowthStated {
		return exact.NewFraction(p.GrowthRate.Decimal.Add(one), one), true
	}
	return exact.NewFraction(b.others.measure, b.others.baseline), b.others.baseline.IsPositive()
}
