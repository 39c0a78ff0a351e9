package workbook

import (
	"cmp"
	"errors"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/profit"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// Input is what a workbook shows: results of the library, and the inputs that they are of. A
// part that is left out has no sheet.
type Input struct {
	// Review stands in front. Its audience tells who reads the workbook.
	Review    qbr.Review
	Scorecard Scorecard
	Plan      Plan
	Marketing Marketing
	Pipeline  Pipeline
	// Payouts are what programs pay the partner, one for each.
	Payouts []Payout
	Fund    Fund
	Profit  Profit
}

// Plan is a revenue goal and what it takes.
type Plan struct {
	Funnel      waterfall.Funnel
	Goal        waterfall.RevenueGoal
	Requirement waterfall.Requirement
}

// Marketing is a mix of tactics and what it brings.
type Marketing struct {
	Mix      waterfall.Mix
	Forecast waterfall.MixForecast
}

// check refuses parts that are not of the review, policies that are not valid, and results that
// are not of the policies beside them.
func (in *Input) check() error {
	if in.Review.Partner.ID == "" || in.Review.Currency == "" {
		return errors.New("workbook: a review must be given")
	}
	for _, check := range []func() error{
		in.checkOwners, in.Scorecard.check, in.Plan.check, in.Marketing.check, in.Pipeline.check, in.checkPayouts, in.Fund.check, in.Profit.check,
	} {
		if err := check(); err != nil {
			return fmt.Errorf("workbook: %w", err)
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

// isOf refuses a result with another number of things than what it is of.
func isOf(things string, result, policy int) error {
	if result != policy {
		return fmt.Errorf("a result must be of what stands beside it, and has %d %s, not %d", result, things, policy)
	}
	return nil
}

func (s *Scorecard) check() error {
	if len(s.Result.Lines) == 0 {
		return nil
	}
	lines := 1
	for _, c := range s.Questionnaire.Categories {
		lines++
		for _, t := range c.Topics {
			lines += 1 + len(t.Questions)
		}
	}
	return cmp.Or(s.Questionnaire.Validate(), s.Assessment.Validate(), isOf("lines", len(s.Result.Lines), lines))
}

func (p *Plan) check() error {
	if p.Requirement.Currency == "" {
		return nil
	}
	return cmp.Or(p.Funnel.Validate(), p.Goal.Validate(), isOf("stages", len(p.Requirement.Stages), len(p.Funnel.Stages)))
}

func (m *Marketing) check() error {
	if m.Forecast.Currency == "" {
		return nil
	}
	if err := cmp.Or(m.Mix.Validate(), isOf("tactics", len(m.Forecast.Tactics), len(m.Mix.Tactics))); err != nil {
		return err
	}
	for i := range m.Mix.Tactics {
		if err := isOf("stages", len(m.Forecast.Tactics[i].Stages), len(m.Mix.Tactics[i].Funnel.Stages)); err != nil {
			return err
		}
	}
	return nil
}

func (p *Pipeline) check() error {
	if p.Report.Currency == "" {
		return nil
	}
	for i := range p.Deals {
		if err := p.Deals[i].Validate(); err != nil {
			return err
		}
	}
	unknown := min(1, max(0, len(p.Report.Stages)-len(p.Policy.Stages)))
	return cmp.Or(p.Policy.Validate(), isOf("stages", len(p.Report.Stages), len(p.Policy.Stages)+unknown))
}

func (in *Input) checkPayouts() error {
	for i := range in.Payouts {
		p := &in.Payouts[i]
		if err := cmp.Or(p.Program.Validate(), isOf("gates", len(p.Statement.Gates), len(p.Program.Gates))); err != nil {
			return err
		}
		for _, s := range p.Sales {
			for _, n := range []decimal.NullDecimal{s.Units, s.Amount, s.Margin} {
				if n.Valid && !partnermath.InBounds(n.Decimal) {
					return fmt.Errorf("sale %.40q must have numbers within bounds", s.ID)
				}
			}
		}
	}
	return nil
}

func (f *Fund) check() error {
	if f.Position.Partner == "" && len(f.Settlements) == 0 {
		return nil
	}
	for i := range f.Entries {
		if err := f.Entries[i].Validate(); err != nil {
			return err
		}
	}
	expenses := make(map[string]int)
	for i := range f.Claims {
		if err := f.Claims[i].Validate(); err != nil {
			return err
		}
		expenses[f.Claims[i].ID] = len(f.Claims[i].Expenses)
	}
	for i := range f.Settlements {
		if err := isOf("lines", len(f.Settlements[i].Lines), expenses[f.Settlements[i].Claim]); err != nil {
			return err
		}
	}
	for i := range f.Approvals {
		if err := f.Approvals[i].Validate(); err != nil {
			return err
		}
	}
	return f.Program.Validate()
}

func (p *Profit) check() error {
	if p.Statement.Currency == "" {
		return nil
	}
	again, err := profit.Forecast(p.Case) // the months of a case follow from it alone
	if err != nil {
		return err
	}
	return cmp.Or(isOf("months", len(p.Statement.Months), len(again.Months)), isOf("lines", len(p.Statement.Lines), len(again.Lines)))
}

func (in *Input) currency() string { return in.Review.Currency }

// of names the partner in the title of a sheet.
func (in *Input) of() string {
	return " of " + named(in.Review.Partner.Name, in.Review.Partner.ID)
}

// Scorecard is an assessment and how it was scored.
type Scorecard struct {
	Questionnaire scorecard.Questionnaire
	Assessment    scorecard.Assessment
	Result        scorecard.Result
}

// Pipeline is the deals of the partner and the report of them.
type Pipeline struct {
	Policy pipeline.DealPolicy
	// Deals stand once each, without those that the report has set apart as faulty.
	Deals  []pipeline.Deal
	Report pipeline.DealReport
}

// Payout is a program and what it pays the partner.
type Payout struct {
	Program incentive.Program
	// Partner is the partner in the book of the settlement: its History is what growth is of.
	Partner incentive.Partner
	// Sales are the records of the partner that the statement has lines of.
	Sales     []incentive.Sale
	Statement incentive.Statement
}

// Fund is what happened to the partner's marketing funds, and what it claims.
type Fund struct {
	Program mdf.Program
	AsOf    partnermath.Date
	// Entries are those of the partner, without those that the ledger has set apart.
	Entries  []mdf.Entry
	Position mdf.Position
	// Approvals and Claims are those that the settlements are of.
	Approvals   []mdf.Approval
	Claims      []mdf.Claim
	Settlements []mdf.Settlement
}

// Profit is the business case of the partner, its months and what they come to.
type Profit struct {
	Case      profit.Case
	Discount  profit.Discount
	Statement profit.Statement
	Report    profit.Report
}
