package intake

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/intake/questions"
	"github.com/partnermath/partnermath/scorecard"
)

// Collector takes results while they are made, since there is no memory for all.
type Collector interface {
	// Collect takes the result of an assessment, which holds until Collect returns.
	Collect(a *Assessment, r scorecard.Result) error
}

// Score scores every assessment, whatever is to be printed, and reports what is
// wrong with its cells. The results of the latest assessment of each partner and
// quarter go to a collector, partner by partner and quarter by quarter.
func (ch *Channel) Score(found *folder.Faults, to Collector) error {
	if ch.questionnaire.IsUnknown {
		return nil
	}
	var result scorecard.Result
	var input scorecard.Assessment
	for i, a := range ch.assessments {
		unread := ch.read(&input, a, found)
		err := ch.questionnaire.Scorer.AssessInto(&result, input)
		if err == nil && len(unread) == 0 {
			a.places = nil
		}
		switch {
		case err != nil:
			ch.reportFaults(input, a, err, unread, found)
		case to != nil && ch.isLatest(i) && !ch.questionnaire.IsMended:
			if err := to.Collect(a, result); err != nil {
				return err
			}
		}
	}
	return nil
}

// isLatest reports whether assessment i is the partner's latest in its quarter.
func (ch *Channel) isLatest(i int) bool {
	if i+1 == len(ch.assessments) {
		return true
	}
	a, next := ch.assessments[i], ch.assessments[i+1]
	return next.Partner != a.Partner || next.Quarter != a.Quarter
}

// read makes the library's assessment of a. An answer that cannot be read is
// reported and left blank, so that the answers stand like their cells; unread has
// the positions of these cells.
func (ch *Channel) read(into *scorecard.Assessment, a *Assessment, found *folder.Faults) (unread questions.Set) {
	*into = scorecard.Assessment{
		Partner: ch.partners.list[a.Partner].ID,
		Date:    a.Date,
		Answers: slices.Grow(into.Answers[:0], len(a.cells)),
	}
	texts := string(a.texts)
	for i, c := range a.cells {
		text := texts[:c.length]
		texts = texts[c.length:]
		if ch.questionnaire.Unsure.Has(int(c.question)) {
			text = ""
		}
		answer, err := questions.Parse(&ch.questionnaire.Questions[c.question], text, ch.forms)
		if err != nil {
			addAt(found, a.places[i].answer, "%s: %v%s%s", ch.label(c), err, questions.Made(&ch.forms.Columns, answer.Question, text), ch.numberHint(answer.Question, text))
			unread.Add(i)
		}
		into.Answers = append(into.Answers, answer)
	}
	return unread
}

// reportFaults reports the library's faults of an assessment where the cells stand,
// one for each cell, and returns the cells that are faulty. The library lists so many at
// most, so that behind a list that is cut off the answers are scored again, a few at once.
func (ch *Channel) reportFaults(input scorecard.Assessment, a *Assessment, err error, faulty questions.Set, found *folder.Faults) questions.Set {
	if ch.reportCells(a, input, err, 0, &faulty, found) {
		var result scorecard.Result
		few := input
		for from := 0; from < len(input.Answers); from += answersAtOnce {
			few.Answers = input.Answers[from:min(from+answersAtOnce, len(input.Answers))]
			ch.reportCells(a, few, ch.questionnaire.Scorer.AssessInto(&result, few), from, &faulty, found)
		}
	}
	ch.reportMissing(input, a, faulty, found)
	return faulty
}

// answersAtOnce are so few that the library lists all faults of their choices, of
// which a cell has at most 101.
const answersAtOnce = 9

// reportCells reports faults of the answers from a position on, but no second one
// of a cell, and whether the list of them is cut off.
func (ch *Channel) reportCells(a *Assessment, input scorecard.Assessment, err error, from int, faulty *questions.Set, found *folder.Faults) (truncated bool) {
	var invalid *partnermath.ValidationError
	switch {
	case err == nil:
		return false
	case !errors.As(err, &invalid):
		addAt(found, a.places[0].question, "%v", err)
		return false
	}
	for _, f := range invalid.Fields {
		at, ok := answerIndex(f.Path)
		at += from
		switch {
		case ok && faulty.Add(at):
			c, text := a.cells[at], a.text(at)
			addAt(found, a.places[at].answer, "%s: %s%s%s%s", ch.label(c), f.Message, questions.Made(&ch.forms.Columns, input.Answers[at-from].Question, text),
				ch.whole(&input.Answers[at-from], f.Rule, a.places[at].answer, text), ch.answerHint(c.question, f, text))
		case !ok && f.Rule != ruleAnswered:
			addAt(found, a.places[0].question, "question: the assessment of %s %s", a.Date, f.Message)
		}
	}
	return invalid.Truncated
}

// label names the column of an answer: that of the question, where each has one.
func (ch *Channel) label(c cell) string {
	id := ch.questionnaire.Questions[c.question].ID
	if title, wide := ch.titles[id]; wide {
		return folder.Titled(id, title)
	}
	return questions.AnswerColumn
}

// ruleAnswered is the library's rule that a question must be answered. Its fault
// does not tell whether there is a cell.
const ruleAnswered = "answered"

// reportMissing reports the questions that must be answered and are not, but not
// those whose cell is faulty.
func (ch *Channel) reportMissing(input scorecard.Assessment, a *Assessment, faulty questions.Set, found *folder.Faults) {
	cells := make(map[int]int, len(a.cells))
	for i, c := range a.cells {
		cells[int(c.question)] = i
	}
	for _, question := range ch.questionnaire.Required {
		if ch.questionnaire.Unsure.Has(question) {
			continue
		}
		id := ch.questionnaire.Questions[question].ID
		at, ok := cells[question]
		switch {
		case !ok:
			addAt(found, a.places[0].question, "question: the assessment of %s must answer question %.40q", a.Date, id)
		case !faulty.Has(at) && isBlank(&input.Answers[at]):
			addAt(found, a.places[at].answer, "%s: question %.40q must be answered", ch.label(a.cells[at]), id)
		}
	}
}

func isBlank(a *scorecard.Answer) bool {
	return !a.NotApplicable && !a.Number.Valid && a.Choice == "" && a.Choices == nil
}

// answerIndex returns i of a path below "answers[i]".
func answerIndex(path string) (i int, ok bool) {
	below, ok := strings.CutPrefix(path, "answers[")
	if !ok {
		return 0, false
	}
	number, _, _ := strings.Cut(below, "]")
	i, err := strconv.Atoi(number)
	return i, err == nil
}

// addAt adds a fault of assessments.csv.
func addAt(f *folder.Faults, p folder.Position, format string, args ...any) {
	f.AddRow(AssessmentsFile, int(p.Line), int(p.Column), format, args...)
}

// Answers makes the library's assessment of one that was found sound.
func (ch *Channel) Answers(into *scorecard.Assessment, a *Assessment) {
	ch.read(into, a, new(folder.Faults))
}

// Questionnaire is the model that partners are assessed with.
func (ch *Channel) Questionnaire() scorecard.Questionnaire { return ch.questionnaire.Questionnaire }

// Scorer scores by the questionnaire.
func (ch *Channel) Scorer() *scorecard.Scorer { return ch.questionnaire.Scorer }
