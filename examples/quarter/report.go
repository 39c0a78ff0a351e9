package main

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/qbr/document"
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
	intake.Collector
	// day is the last one that is looked at, in a quarter or after it.
	day() (partnermath.Period, partnermath.Date)
	report() (report, error)
}

// report scores the whole channel and returns what makes the report. When it has found
// faults, these are to be printed instead.
func makerOf(ch *intake.Channel, o options, found *folder.Faults, shown *progress) (reporter, error) {
	ch.SetApart(found)
	if ch.IsPartial() {
		return nil, ch.Score(found, nil)
	}
	maker, unusable := chosen(ch, o, shown)
	if unusable != nil {
		_ = ch.Score(found, nil)
		return nil, unusable
	}
	quarter, asOf := maker.day()
	if o.report == reportReview || o.report == reportDashboard {
		for _, note := range ch.OtherQuarters(ch.Calendar.QuarterOf(quarter.Start)) {
			found.Note(note)
		}
	}
	if err := ch.Score(found, maker); err != nil {
		return maker, err
	}
	ch.Settle(quarter, asOf, found)
	return maker, nil
}

func chosen(ch *intake.Channel, o options, shown *progress) (reporter, error) {
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
