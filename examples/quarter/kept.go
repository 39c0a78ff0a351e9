package main

import (
	"slices"

	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/performance"
)

// record finds what is recorded of the partner for the quarter, and its sales.
func (x *subject) record() error {
	x.kept = x.channel.Recorded(x.at, x.quarter)
	x.kept.Metrics = slices.DeleteFunc(x.kept.Metrics, func(m qbr.OwnMetric) bool { return m.AsOf.After(x.asOf) }) // not known yet
	life, attention := x.kept.Partner.LifeStage, x.kept.Partner.Attention
	x.kept.Partner = x.Named()
	x.kept.Partner.LifeStage, x.kept.Partner.Attention = life, attention
	for _, month := range x.channel.Sales(x.at) {
		if month.Year <= x.quarter.Year && month.Year >= x.quarter.Year-performance.MaxYearsBack {
			x.kept.Sales = append(x.kept.Sales, month)
		}
	}
	return nil
}

// past keeps what a figure was in an earlier quarter, unless that is recorded.
func (x *subject) past(m qbr.PastMetric) {
	isRecorded := func(h qbr.PastMetric) bool { return h.Metric == m.Metric && h.Quarter == m.Quarter }
	if m.Quarter != x.quarter && m.Value.Valid && !slices.ContainsFunc(x.kept.History, isRecorded) {
		x.kept.History = append(x.kept.History, m)
	}
}
