package main

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/scorecard"
)

// The values of the flag -report.
const (
	reportReview  = "review"
	reportNetwork = "network"
)

// report is what the command prints: its JSON, or its document as a text of a width.
type report interface {
	document() document.Document
	width() int
}

// reporter makes a report once it has collected the results that it takes.
type reporter interface {
	collector
	// day is the last one that is looked at, in a quarter or after it.
	day() (partnermath.Period, partnermath.Date)
	report() (report, error)
}

// report scores the whole channel and returns what makes the report. When it has found
// faults, these are to be printed instead.
func (ch *channel) reporter(o options, found *faults) (reporter, error) {
	if found.apart {
		ch.setApart(found)
	}
	if ch.isPartial() {
		return nil, ch.check(found, ignorer{})
	}
	maker, unusable := ch.chosen(o)
	if unusable != nil {
		_ = ch.check(found, ignorer{})
		return nil, unusable
	}
	quarter, asOf := maker.day()
	ch.settle(quarter, asOf, found)
	return maker, ch.check(found, maker)
}

func (ch *channel) chosen(o options) (reporter, error) {
	if o.report == reportNetwork {
		return ch.networker(o.quarter)
	}
	return ch.reviewer(o)
}

// ignorer collects nothing.
type ignorer struct{}

func (ignorer) collect(*assessment, scorecard.Result) error { return nil }
