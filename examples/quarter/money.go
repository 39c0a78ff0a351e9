package main

import (
	"github.com/partnermath/partnermath/examples/workbook"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/scorecard"
)

// incentives finds what programs pay the partner.
func (x *subject) incentives() error {
	if statements, has := x.channel.Rebates(x.at); has {
		x.sources.Incentives.Origin, x.sources.Incentives.Value = x.of(x.period, x.asOf), statements
	}
	for _, p := range x.channel.Payouts(x.at) {
		x.workings.Payouts = append(x.workings.Payouts, workbook.Payout(p))
	}
	return nil
}

// rewards finds what the partner's registered deals have earned, and promotions what was decided
// of those that it put together.
func (x *subject) rewards() error {
	if statement, has := x.channel.Rewards(x.at); has {
		x.sources.Rewards.Origin, x.sources.Rewards.Value = x.of(x.period, x.asOf), statement
	}
	if decisions := x.channel.Promotions(x.at, x.quarter); decisions != nil {
		x.sources.Promotions.Origin, x.sources.Promotions.Value = x.of(x.period, x.asOf), decisions
	}
	return nil
}

// loop finds what the campaigns brought that the fund paid for.
func (x *subject) loop() error {
	l, has, err := x.channel.Loop(x.at, x.quarter)
	if has {
		x.sources.Loop.Origin, x.sources.Loop.Value = x.of(x.period, x.asOf), l
	}
	return err
}

// funds finds what the partner has in the fund, and what became of what it asked for.
func (x *subject) funds() error {
	own, has := x.channel.Fund(x.at)
	if !has {
		return nil
	}
	of, s := x.of(x.period, x.asOf), &x.sources
	if own.Position != nil {
		s.FundPosition.Origin, s.FundPosition.Value = of, *own.Position
		x.workings.Fund = workbook.Fund{
			Program: own.Program, AsOf: x.asOf, Entries: own.Entries, Position: *own.Position,
			Approvals: own.Approvals, Claims: own.Claims, Settlements: own.Settlements,
		}
	}
	s.FundRequests.Origin, s.FundRequests.Value = of, own.Decisions
	s.Claims.Origin, s.Claims.Value = of, own.Settlements
	of.AsOf = x.asOf
	if last := x.period.End.AddDays(-1); of.AsOf.After(last) {
		of.AsOf = last
	}
	report, err := mdf.Measure(own.Program, own.Entries, mdf.FundPeriod{Period: x.period}, of.AsOf)
	if err != nil {
		return err
	}
	s.Fund.Origin, s.Fund.Value = of, report
	return nil
}

// business finds the business case of the partner, where it is of the quarter.
func (x *subject) business() error {
	w, err := x.channel.Case(x.at)
	if w == nil || err != nil {
		return err
	}
	if !w.Period.Start.Before(x.period.End) || !x.period.Start.Before(w.Period.End) {
		return nil
	}
	of, s := x.of(w.Period, x.asOf), &x.sources
	s.Statement.Origin, s.Statement.Value = of, w.Statement
	if w.Report != nil {
		s.Profit.Origin, s.Profit.Value = of, *w.Report
		x.workings.Profit = workbook.Profit{Case: w.Case, Discount: w.Discount, Statement: w.Statement, Report: *w.Report}
	}
	if w.Verified != nil {
		s.PlanActual.Origin, s.PlanActual.Value = of, *w.Verified
	}
	if w.Vendor != nil && x.audience == scorecard.AudienceVendor {
		s.VendorReturn.Origin, s.VendorReturn.Value = of, *w.Vendor
	}
	return nil
}
