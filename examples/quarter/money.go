package main

import (
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/profit"
	"github.com/partnermath/partnermath/scorecard"
)

// business finds the business case of the partner, where it is of the quarter.
func (x *subject) business() error {
	b, s := x.channel.business, &x.sources
	if b == nil {
		return nil
	}
	w := b.shared
	if at, has := b.own[x.ID]; has {
		var err error
		if w, err = b.stowed.of(at)[0].work(at); err != nil {
			return b.document.located(err)
		}
	}
	if w == nil {
		return nil
	}
	one := w.of
	if !w.period.Start.Before(x.period.End) || !x.period.Start.Before(w.period.End) {
		return nil
	}
	of := x.of(w.period, x.asOf)
	s.Statement.Origin, s.Statement.Value = of, w.statement
	if one.Discount != (profit.Discount{}) {
		s.Profit.Origin, s.Profit.Value = of, w.report
	}
	if one.Actuals != nil {
		s.PlanActual.Origin, s.PlanActual.Value = of, w.verified
	}
	if one.Vendor != nil && x.audience == scorecard.AudienceVendor {
		s.VendorReturn.Origin, s.VendorReturn.Value = of, w.vendor
	}
	return nil
}

// funds finds what the partner has in the fund, and what became of what it asked for.
func (x *subject) funds() error {
	f, s := x.channel.fund, &x.sources
	if f == nil {
		return nil
	}
	of := x.of(x.period, x.asOf)
	for _, position := range f.positions.of(x.at) {
		s.FundPosition.Origin, s.FundPosition.Value = of, position
	}
	s.FundRequests.Origin, s.FundRequests.Value = of, f.decisions.of(x.at)
	s.Claims.Origin, s.Claims.Value = of, f.settlements.of(x.at)
	day := x.asOf
	if last := x.period.End.AddDays(-1); day.After(last) {
		day = last
	}
	report, err := mdf.Measure(f.Program, f.own.of(x.at), mdf.FundPeriod{Period: x.period}, day)
	if err != nil {
		return err
	}
	of.AsOf = day
	s.Fund.Origin, s.Fund.Value = of, report
	return nil
}

// incentives finds what programs pay the partner.
func (x *subject) incentives() error {
	if r := x.channel.rebates; r != nil {
		x.sources.Incentives.Origin, x.sources.Incentives.Value = x.of(x.period, x.asOf), r.statements.of(x.at)
	}
	return nil
}
