package main

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/scorecard"
)

// The values of the flag -report.
const (
	reportReview    = "review"
	reportDashboard = "dashboard"
	reportChannel   = "channel"
	reportNetwork   = "network"
)

// reports are the values, of which all but the review are of all partners and for the vendor.
var reports = []string{reportReview, reportDashboard, reportChannel, reportNetwork}

// report is what the command prints: its JSON, or its document.
type report interface{ Document() document.Document }

// reporter makes a report once it has collected the results that it takes.
type reporter interface {
	collector
	// day is the last one that is looked at, in a quarter or after it.
	day() (partnermath.Period, partnermath.Date)
	report() (report, error)
}

// report scores the whole channel and returns what makes the report. When it has found
// faults, these are to be printed instead.
func makerOf(ch *channel, o options, found *faults, shown *progress) (reporter, error) {
	if found.apart {
		ch.setApart(found)
	}
	if ch.isPartial() {
		return nil, ch.check(found, ignorer{})
	}
	maker, unusable := chosen(ch, o, shown)
	if unusable != nil {
		_ = ch.check(found, ignorer{})
		return nil, unusable
	}
	quarter, asOf := maker.day()
	ch.settle(quarter, asOf, found)
	return maker, ch.check(found, maker)
}

func chosen(ch *channel, o options, shown *progress) (reporter, error) {
	switch o.report {
	case reportNetwork:
		return newNetworker(ch, o.quarter)
	case reportDashboard:
		return newOverviewer(ch, o, shown)
	case reportChannel:
		return newReturner(ch, o.quarter)
	}
	return newReviewer(ch, o)
}

// ignorer collects nothing.
type ignorer struct{}

func (ignorer) collect(*assessment, scorecard.Result) error { return nil }
