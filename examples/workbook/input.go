package workbook

import (
	"errors"
	"fmt"

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

// check refuses parts that are not of the review: of another partner, or in another currency.
func (in *Input) check() error {
	of, currency := in.Review.Partner.ID, in.Review.Currency
	if of == "" || currency == "" {
		return errors.New("workbook: a review must be given")
	}
	currencies := []string{
		in.Plan.Requirement.Currency, in.Marketing.Forecast.Currency, in.Pipeline.Report.Currency, in.Fund.Program.Currency, in.Profit.Statement.Currency,
	}
	others := []string{in.Scorecard.Result.Partner, in.Fund.Position.Partner}
	for i := range in.Payouts {
		p := &in.Payouts[i]
		currencies = append(currencies, p.Program.Currency)
		others = append(others, p.Statement.Partner)
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
			return fmt.Errorf("workbook: all must be in %s like the review, and something is in %.40q", currency, other)
		}
	}
	for _, other := range others {
		if other != "" && other != of {
			return fmt.Errorf("workbook: all must be of partner %.40q like the review, and something is of %.40q", of, other)
		}
	}
	return nil
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
