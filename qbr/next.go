package qbr

func (b *builder) next() NextPeriod {
	return NextPeriod{Quarter: b.review.Quarter.Add(1), Targets: b.sales.Left, Commitments: b.records.Proposed}
}
