package main

import (
	"errors"
	"strconv"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
)

// collector takes results while they are made, since there is no memory for all.
type collector interface {
	// collect takes the result of an assessment, which holds until collect returns.
	collect(a *assessment, r scorecard.Result) error
}

// check scores every assessment, whatever is to be printed, and reports what is
// wrong with its cells. The results of the latest assessment of each partner and
// quarter go to a collector, partner by partner and quarter by quarter.
func (ch *channel) check(found *faults, to collector) error {
	var result scorecard.Result
	var input scorecard.Assessment
	for i, a := range ch.assessments {
		unread := ch.read(&input, a, found)
		err := ch.questionnaire.scorer.AssessInto(&result, input)
		switch {
		case err != nil:
			a.report(err, unread > 0, found)
		case ch.isLatest(i):
			if err := to.collect(a, result); err != nil {
				return err
			}
		}
	}
	return nil
}

// isLatest reports whether assessment i is the partner's latest in its quarter.
func (ch *channel) isLatest(i int) bool {
	if i+1 == len(ch.assessments) {
		return true
	}
	a, next := ch.assessments[i], ch.assessments[i+1]
	return next.partner != a.partner || next.quarter != a.quarter
}

// read makes the library's assessment of a. An answer that cannot be read is
// reported, counted and left blank, so that the answers stand like their cells.
func (ch *channel) read(into *scorecard.Assessment, a *assessment, found *faults) (unread int) {
	*into = scorecard.Assessment{
		Partner: ch.partners.list[a.partner].ID,
		Date:    a.date,
		Answers: into.Answers[:0],
	}
	texts := string(a.texts)
	for _, c := range a.cells {
		text := texts[:c.length]
		texts = texts[c.length:]
		answer, err := parseAnswer(&ch.questionnaire.questions[c.question], text)
		if err != nil {
			found.addAt(c.answerAt, "answer: %v, got %.40q", err, text)
			unread++
		}
		into.Answers = append(into.Answers, answer)
	}
	return unread
}

// report reports the library's faults of an assessment where the cells stand.
func (a *assessment) report(err error, hasUnread bool, found *faults) {
	var invalid *partnermath.ValidationError
	if !errors.As(err, &invalid) {
		found.addAt(a.cells[0].questionAt, "%v", err)
		return
	}
	for _, f := range invalid.Fields {
		at, ok := answerIndex(f.Path)
		switch {
		case !ok && hasUnread: // the answer that is missing may be the one that cannot be read
		case !ok:
			found.addAt(a.cells[0].questionAt, "question: the assessment of %s %s", a.date, f.Message)
		default:
			found.addAt(a.cells[at].answerAt, "answer: %s", f.Message)
		}
	}
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
func (f *faults) addAt(p position, format string, args ...any) {
	f.add(assessmentsFile, int(p.line), int(p.column), format, args...)
}
