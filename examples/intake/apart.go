package intake

import (
	"slices"

	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/intake/questions"
	"github.com/partnermath/partnermath/scorecard"
)

// SetApart scores every assessment, takes the faulty answers out of them and leaves out
// those that cannot do without.
func (ch *Channel) SetApart(found *folder.Faults) {
	if !found.Apart() || ch.questionnaire.IsUnknown {
		return
	}
	var result scorecard.Result
	var input scorecard.Assessment
	ch.assessments = slices.DeleteFunc(ch.assessments, func(a *Assessment) bool {
		faulty := ch.read(&input, a, found)
		err := ch.questionnaire.Scorer.AssessInto(&result, input)
		if err != nil {
			faulty = ch.reportFaults(input, a, err, faulty, found)
		}
		if len(faulty) == 0 {
			return err != nil
		}
		a.blank(faulty)
		ch.read(&input, a, new(folder.Faults))
		return ch.questionnaire.Scorer.AssessInto(&result, input) != nil
	})
}

// blank empties cells of an assessment.
func (a *Assessment) blank(cells questions.Set) {
	var texts []byte
	before := a.texts
	for i := range a.cells {
		text := before[:a.cells[i].length]
		before = before[len(text):]
		if cells.Has(i) {
			a.cells[i].length = 0
			continue
		}
		texts = append(texts, text...)
	}
	a.texts = texts
}
