package main

import "github.com/partnermath/partnermath/scorecard"

// The values of the flag -report.
const (
	reportReview  = "review"
	reportNetwork = "network"
)

// report is what the command prints: its JSON, or its page.
type report interface{ page() page }

// reporter makes a report once it has collected the results that it takes.
type reporter interface {
	collector
	report() (report, error)
}

// report scores the whole channel and makes the report. When it has found
// faults, these are to be printed instead.
func (ch *channel) report(o options, found *faults) (report, error) {
	if found.apart {
		ch.setApart(found)
	}
	maker, unusable := ch.reporter(o)
	if unusable != nil {
		_ = ch.check(found, ignorer{})
		return nil, unusable
	}
	if err := ch.check(found, maker); err != nil || found.refuse() {
		return nil, err
	}
	return maker.report()
}

func (ch *channel) reporter(o options) (reporter, error) {
	if o.report == reportNetwork {
		return ch.networker(o.quarter)
	}
	return ch.reviewer(o)
}

// ignorer collects nothing.
type ignorer struct{}

func (ignorer) collect(*assessment, scorecard.Result) error { return nil }
