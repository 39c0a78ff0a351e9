package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/performance"
)

// record adds what is recorded of the partner for the quarter, and its sales.
func (x *subject) record() error {
	r := &x.channel.reviews
	if own := r.records.of(x.at); own != nil && x.quarter == r.Quarter {
		x.kept = own[0]
		x.kept.Activities = r.activities[x.at]
		x.kept.Metrics = slices.DeleteFunc(x.kept.Metrics, func(m qbr.OwnMetric) bool { return m.AsOf.After(x.asOf) }) // not known yet
	} else if x.quarter == r.Quarter {
		x.kept.Activities = r.activities[x.at]
	}
	life, attention := x.kept.Partner.LifeStage, x.kept.Partner.Attention
	x.kept.Partner = x.named()
	x.kept.Partner.LifeStage, x.kept.Partner.Attention = life, attention
	for _, month := range unpackMonths(r.sales[x.at]) {
		if month.Year <= x.quarter.Year && month.Year >= x.quarter.Year-performance.MaxYearsBack {
			x.kept.Sales = append(x.kept.Sales, month)
		}
	}
	return nil
}

// placed tells where in review.json what is recorded contradicts the day of the review.
func (x *subject) placed(err error) error {
	for _, f := range fieldsOf(err) {
		if field, ok := strings.CutPrefix(f.Path, "records."); ok {
			return fmt.Errorf("%s: partners[%d].%s: %s", reviewFile, x.channel.reviews.index[x.at], field, f.Message)
		}
	}
	return fmt.Errorf("partner %s: %w", x.ID, err)
}

// past keeps what a figure was in an earlier quarter, unless that is recorded.
func (x *subject) past(m qbr.PastMetric) {
	isRecorded := func(h qbr.PastMetric) bool { return h.Metric == m.Metric && h.Quarter == m.Quarter }
	if m.Quarter != x.quarter && m.Value.Valid && !slices.ContainsFunc(x.kept.History, isRecorded) {
		x.kept.History = append(x.kept.History, m)
	}
}
