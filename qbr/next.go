package qbr

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/performance"
)

// next is what the quarters left are for.
func (b *builder) next() NextPeriod {
	return NextPeriod{
		Quarter:     b.review.Quarter.Add(1),
		Targets:     slices.Concat(b.sales.Left, []performance.QuarterTarget{}),
		Commitments: b.records.Proposed,
		Capacity:    b.capacity(),
	}
}

// capacity sets what the target of the next quarter takes, at each stage that has a name in
// common, beside what the planned marketing brings.
func (b *builder) capacity() []CapacityLine {
	if b.missing(SectionMarketing, SourceNextRequirement, "what the next quarter's target takes") ||
		b.missing(SectionMarketing, SourceNextMarketing, "what is planned for the next quarter") {
		return nil
	}
	var lines []CapacityLine
	planned := &b.sources.NextMarketing.Value.Total.Outcome
	stages := b.sources.NextRequirement.Value.Stages
	for i := range stages {
		if stages[i].CountsAs == "" {
			continue
		}
		lines = append(lines, capacityOf(stages[i].CountsAs, stages[i].Planned, planned.At(stages[i].CountsAs)))
	}
	return lines
}

func capacityOf(stage partnermath.Stage, required decimal.Decimal, planned decimal.NullDecimal) CapacityLine {
	line := CapacityLine{Stage: stage, Required: known(required), Planned: planned}
	if planned.Valid {
		line.Lacking = known(decimal.Max(required.Sub(planned.Decimal), decimal.Decimal{}))
		line.Enough = line.Lacking.Decimal.IsZero()
	}
	return line
}

// lacks returns the first stage at which the plan brings too little.
func (n *NextPeriod) lacks() (CapacityLine, bool) {
	for _, line := range n.Capacity {
		if line.Lacking.Valid && !line.Enough {
			return line, true
		}
	}
	return CapacityLine{}, false
}
