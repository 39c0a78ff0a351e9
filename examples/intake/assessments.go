package intake

import (
	"cmp"
	"slices"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/intake/questions"
)

// Assessment is one partner's answers of one date. There are millions of
// answers, so that each is held in a few bytes.
type Assessment struct {
	Partner int // position in Channel.Partners
	Date    partnermath.Date
	Quarter partnermath.Quarter
	cells   []cell
	places  []place       // of the cells; nil once they are known to be sound
	texts   []byte        // of the cells, one after the other
	asked   questions.Set // the questions of the cells
}

// cell is an answer.
type cell struct {
	question uint16 // position in questionnaire.questions
	length   uint32 // of its text
}

// place is where an answer stands. The two differ in their line when a cell between them has a
// line break.
type place struct{ question, answer folder.Position }

// text returns what stands in a cell, as it is understood.
func (a *Assessment) text(i int) string {
	from := 0
	for _, c := range a.cells[:i] {
		from += int(c.length)
	}
	return string(a.texts[from:][:a.cells[i].length])
}

// line returns where a question is answered.
func (a *Assessment) line(question int) uint32 {
	i := slices.IndexFunc(a.cells, func(c cell) bool { return int(c.question) == question })
	return a.places[i].answer.Line
}

// compare orders assessments by partner and date.
func (a *Assessment) compare(other *Assessment) int {
	return cmp.Or(cmp.Compare(a.Partner, other.Partner), a.Date.Compare(other.Date))
}

// assessmentRow is a row of assessments.csv.
type assessmentRow struct {
	Partner  string `csv:"partner"`
	Date     string `csv:"date"`
	Question string `csv:"question"`
	Answer   string `csv:"answer"`
}

// readAssessments brings the rows together by partner and date.
func readAssessments(in folder.Folder, ch *Channel, found *folder.Faults) []*Assessment {
	rows, ok := folder.OpenSpread[assessmentRow](in, AssessmentsFile, found, ch.questionnaire.Spread(AssessmentsFile, in.Form(AssessmentsFile), found))
	if !ok {
		return nil
	}
	ch.titles, ch.cells = rows.Titles, make(map[folder.Position]string)
	g := grouping{
		channel:  ch,
		rows:     rows,
		question: rows.Column(questions.QuestionColumn),
		answer:   rows.Column(questions.AnswerColumn),
		days:     make(map[string]day),
		index:    make(map[assessmentKey]*Assessment),
	}
	for row := range rows.All() {
		g.add(row)
	}
	slices.SortFunc(g.all, (*Assessment).compare)
	return g.all
}

// grouping is the assessments so far.
type grouping struct {
	channel          *Channel
	rows             *folder.Sheet[assessmentRow]
	question, answer int // columns
	days             map[string]day
	index            map[assessmentKey]*Assessment
	last             *Assessment // of the row before; nil for the first row
	all              []*Assessment
}

// assessmentKey is what only one assessment has.
type assessmentKey struct {
	partner int
	date    partnermath.Date
}

// day is a date that was read.
type day struct {
	date    partnermath.Date
	quarter partnermath.Quarter
}

// add takes a row, or reports what is wrong with it.
func (g *grouping) add(row *assessmentRow) {
	partner, partnerKnown := g.channel.partners.find(row.Partner)
	if !partnerKnown {
		g.rows.Fault("partner", "%s", g.channel.partners.unknown(row.Partner, g.rows.Found))
	}
	day, dateKnown := g.day(row.Date)
	question, questionKnown := g.channel.questionnaire.Find(row.Question)
	if !questionKnown {
		g.rows.Fault("question", "question %.40q is not in %s%s", row.Question, QuestionnaireFile, g.rows.Found.Nearest(row.Question, g.channel.questionnaire.Index))
	}
	if !partnerKnown || !dateKnown || !questionKnown {
		return
	}
	a := g.assessment(partner, day)
	if !a.asked.Add(question) {
		g.rows.Fault("question", "%.40q is answered in line %d already, for the assessment of %s", row.Question, a.line(question), day.date)
		return
	}
	g.keepCell(question, row)
	a.texts = append(a.texts, row.Answer...)
	a.cells = append(a.cells, cell{question: uint16(question), length: uint32(len(row.Answer))})
	a.places = append(a.places, place{question: g.position(g.question), answer: g.position(g.answer)})
}

// assessment returns the one of a partner and a day, which mostly is the last.
func (g *grouping) assessment(partner int, d day) *Assessment {
	if g.last != nil && g.last.Partner == partner && g.last.Date == d.date {
		return g.last
	}
	key := assessmentKey{partner, d.date}
	a := g.index[key]
	if a == nil {
		a = &Assessment{Partner: partner, Date: d.date, Quarter: d.quarter}
		g.index[key] = a
		g.all = append(g.all, a)
	}
	g.last = a
	return a
}

func (g *grouping) position(column int) folder.Position {
	line, at := g.rows.Position(column)
	return folder.Position{Line: uint32(line), Column: uint32(at)}
}

// day reads a date, of which there are few in many rows.
func (g *grouping) day(text string) (d day, ok bool) {
	if d, known := g.days[text]; known {
		return d, true
	}
	date, err := g.rows.Forms.Date(text)
	if err != nil {
		g.rows.Fault("date", "%v", err)
		return day{}, false
	}
	d = day{date, g.channel.Calendar.QuarterOf(date)}
	if d.quarter.IsZero() && !g.channel.isUndated {
		g.rows.Fault("date", "%s lies outside of the calendar", date)
		return day{}, false
	}
	g.days[strings.Clone(text)] = d
	return d, true
}
