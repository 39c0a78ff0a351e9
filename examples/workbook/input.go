package workbook

import (
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
)

// Input is what a workbook shows: results of the library, and the inputs that they are of. A
// part that is left out has no sheet.
type Input struct {
	// Review stands in front. Its audience tells who reads the workbook.
	Review    qbr.Review
	Scorecard Scorecard
}

func (in *Input) check() error { return nil }
func (in *Input) currency() string { return in.Review.Currency }
func (in *Input) of() string { return "" }
func (in *Input) review(b *book) {}

// Scorecard is an assessment and how it was scored.
type Scorecard struct {
	Questionnaire scorecard.Questionnaire
	Assessment    scorecard.Assessment
	Result        scorecard.Result
}
