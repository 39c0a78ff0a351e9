package workbook

import (
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

// Scorecard is an assessment and how it was scored.
type Scorecard struct {
	Questionnaire scorecard.Questionnaire
	Assessment    scorecard.Assessment
	Result        scorecard.Result
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

// Pipeline is the deals of the partner and the report of them.
type Pipeline struct {
	Policy pipeline.DealPolicy
	// Deals are those of the partner, without those that the report has set apart as faulty.
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
	// Approvals and Claims are those that the settlements are of. What of other partners makes
	// an invoice count twice stands in the settlements.
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

// amounts tells what amounts are in.
func (in *Input) amounts() string { return "Amounts in " + in.Review.Currency + "." }

// of names the partner in the title of a sheet.
func (in *Input) of() string {
	return " of " + named(in.Review.Partner.Name, in.Review.Partner.ID)
}
