package workbook

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/profit"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// check refuses parts that are not of the review, and results that are not of the inputs beside
// them: the formulas would not come to them.
func (in *Input) check() error {
	if in.Review.Partner.ID == "" || in.Review.Currency == "" {
		return errors.New("a review must be given")
	}
	for _, check := range []func() error{in.checkOwners, in.checkResults, in.checkPayouts, in.Fund.check} {
		if err := check(); err != nil {
			return err
		}
	}
	return nil
}

// checkOwners refuses what is of another partner or in another currency than the review.
func (in *Input) checkOwners() error {
	of, currency := in.Review.Partner.ID, in.Review.Currency
	currencies := []string{
		in.Plan.Requirement.Currency, in.Marketing.Forecast.Currency, in.Pipeline.Report.Currency, in.Fund.Program.Currency, in.Profit.Statement.Currency,
	}
	others := []string{in.Scorecard.Result.Partner, in.Fund.Position.Partner}
	for i := range in.Payouts {
		p := &in.Payouts[i]
		currencies, others = append(currencies, p.Program.Currency), append(others, p.Statement.Partner)
		for k := range p.Sales {
			others = append(others, p.Sales[k].Partner)
		}
	}
	for i := range in.Pipeline.Deals {
		others = append(others, in.Pipeline.Deals[i].Partner)
	}
	for i := range in.Fund.Entries {
		others = append(others, in.Fund.Entries[i].Partner)
	}
	for i := range in.Fund.Settlements {
		others = append(others, in.Fund.Settlements[i].Partner)
	}
	for _, other := range currencies {
		if other != "" && other != currency {
			return fmt.Errorf("all must be in %s like the review, and something is in %.40q", currency, other)
		}
	}
	for _, other := range others {
		if other != "" && other != of {
			return fmt.Errorf("all must be of partner %.40q like the review, and something is of %.40q", of, other)
		}
	}
	return nil
}

// isOf refuses a result that is another one than its inputs have.
func isOf(what string, result, again any, err error) error {
	if err != nil {
		return fmt.Errorf("%s: %w", what, err)
	}
	one, _ := json.Marshal(result)
	other, _ := json.Marshal(again)
	if !bytes.Equal(one, other) {
		return fmt.Errorf("the %s must be that of the inputs beside it", what)
	}
	return nil
}

// checkResults looks at what follows from the inputs beside it alone.
func (in *Input) checkResults() error {
	s, p, m, d, c := &in.Scorecard, &in.Plan, &in.Marketing, &in.Pipeline, &in.Profit
	policy := d.Policy
	policy.Faulty = partnermath.FaultyRefuse
	for _, one := range []struct {
		is    bool
		what  string
		given any
		work  func() (any, error)
	}{
		{len(s.Result.Lines) > 0, "result", s.Result, func() (any, error) { return scorecard.Assess(s.Questionnaire, s.Assessment) }},
		{p.Requirement.Currency != "", "requirement", p.Requirement, func() (any, error) { return waterfall.Plan(p.Funnel, p.Goal) }},
		{m.Forecast.Currency != "", "forecast", m.Forecast, func() (any, error) { return waterfall.ForecastMix(m.Mix) }},
		{d.Report.Currency != "", "report", d.Report, func() (any, error) { return pipeline.MeasureDeals(policy, d.Report.AsOf, d.Deals) }},
		{c.Statement.Currency != "", "statement", c.Statement, func() (any, error) { return profit.Forecast(c.Case) }},
		{c.Statement.Currency != "", "report", c.Report, func() (any, error) { return profit.Measure(c.Statement, c.Discount) }},
	} {
		if !one.is {
			continue
		}
		again, err := one.work()
		if err := isOf(one.what, one.given, again, err); err != nil {
			return err
		}
	}
	return nil
}

// checkPayouts looks at what statements have lines of: what else they follow from is of all
// partners.
func (in *Input) checkPayouts() error {
	for i := range in.Payouts {
		p := &in.Payouts[i]
		if err := p.Program.Validate(); err != nil {
			return err
		}
		for _, s := range p.Sales {
			for _, n := range []decimal.NullDecimal{s.Units, s.Amount, s.Margin} {
				if n.Valid && !partnermath.InBounds(n.Decimal) {
					return fmt.Errorf("sale %.40q must have numbers within bounds", s.ID)
				}
			}
		}
		var qualifying decimal.Decimal
		for _, l := range p.Statement.Lines {
			qualifying = qualifying.Add(orZero(l.Qualifying))
		}
		if !qualifying.Equal(p.Statement.Qualifying) || len(p.Statement.Gates) != len(p.Program.Gates) {
			return fmt.Errorf("the statement of program %.40q must be of it, and have its lines", p.Program.ID)
		}
	}
	return nil
}

func (f *Fund) check() error {
	if f.Position.Partner != "" {
		program := f.Program
		program.Faulty = partnermath.FaultyRefuse
		ledger, err := mdf.Balance(program, f.Entries, f.AsOf)
		if err == nil && len(ledger.Positions) != 1 {
			err = errors.New("must have entries of the partner alone")
		}
		if err != nil {
			return fmt.Errorf("position: %w", err)
		}
		if err := isOf("position", f.Position, ledger.Positions[0], nil); err != nil {
			return err
		}
	}
	return f.checkClaims()
}

// checkClaims looks at what settlements have lines of: whether an invoice counts depends on the
// claims of all partners.
func (f *Fund) checkClaims() error {
	if len(f.Settlements) == 0 {
		return nil
	}
	if err := f.Program.Validate(); err != nil {
		return err
	}
	expenses := map[string]int{}
	for i := range f.Claims {
		if err := f.Claims[i].Validate(); err != nil {
			return err
		}
		expenses[f.Claims[i].ID] = len(f.Claims[i].Expenses)
	}
	for i := range f.Approvals {
		if err := f.Approvals[i].Validate(); err != nil {
			return err
		}
	}
	for i := range f.Settlements {
		if s := &f.Settlements[i]; len(s.Lines) != expenses[s.Claim] {
			return fmt.Errorf("the settlement of claim %.40q must have a line for each of its expenses", s.Claim)
		}
	}
	return nil
}
