package main

import (
	"cmp"
	"fmt"
	"io"
	"strings"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/scorecard"
)

// page is a report in words and tables, for people to read; how it looks is left
// to the form of the output.
type page struct {
	title    string
	subtitle string
	notice   string // who may read it; may be empty
	facts    table
	sections []section
	width    int // of the text, 0 for pageWidth
}

// section is a table with notes below it. Either may be empty.
type section struct {
	title string
	table table
	notes []string
}

// confidential is above whatever tells exact figures about other partners.
const confidential = "Confidential: exact figures about other partners, for the vendor only."

// pageWidth is that of the text of a page that states none.
const pageWidth = 100

// document is the page as a document of the library.
func (p *page) document() *document.Document {
	d := document.Document{Title: p.title, Subtitle: p.subtitle, Notice: p.notice}
	if len(p.facts.rows) > 0 {
		d.Sections = append(d.Sections, document.Section{Tables: p.facts.of()})
	}
	for _, s := range p.sections {
		d.Sections = append(d.Sections, document.Section{Title: s.title, Tables: s.table.of(), Notes: s.notes})
	}
	return &d
}

// writeText writes a report for a terminal.
func writeText(w io.Writer, r report) error {
	p := r.page()
	_, err := w.Write(p.document().AppendText(nil, cmp.Or(p.width, pageWidth)))
	return err
}

// writeMarkdown writes a report with the tables of GitHub's Markdown.
func writeMarkdown(w io.Writer, r report) error {
	p := r.page()
	_, err := w.Write(p.document().AppendMarkdown(nil))
	return err
}

func (r *review) page() page {
	p := page{
		title:    printable(cmp.Or(r.Partner.Name, r.Partner.ID)),
		subtitle: fmt.Sprintf("Quarterly review %s, %s", r.Quarter, r.Period),
		facts:    headFacts(r),
		sections: []section{
			scoreSection(r),
			gateSection(r),
			groupSection(r),
			peerSection(r),
			topicSection("Strengths", r.Strengths, r, "No topic is at its best practice."),
			topicSection("Improvement areas", r.Improvements, r, "No topic is below its best practice."),
			trendSection(r),
			goalSection(r),
			planSection(r),
		},
	}
	p.sections = append(p.sections, marketingSections(r)...)
	p.sections = append(p.sections, measureSections(r)...)
	p.sections = append(p.sections, unansweredSection(r), advisorySection(r))
	if r.Audience == scorecard.AudienceVendor {
		p.notice = confidential
	}
	return p
}

func headFacts(r *review) table {
	t := table{align: "lw"}
	t.add("", "Partner", strings.Join(given(r.Partner.ID, r.Partner.Tier, r.Partner.Type, r.Partner.Region), ", "))
	t.add("", "Channel manager", cmp.Or(r.Partner.Manager, undefined))
	t.add("", "Assessed on", r.Result.Date.String())
	overall := score(r.Result.Overall)
	if best := r.Result.Lines[0].BestPractice; best != 0 {
		overall += ", best practice " + score(best)
	}
	t.add("", "Overall score", overall)
	t.add("", "Change", changeText(r))
	t.add("", "Maturity level", cmp.Or(r.Result.Level, undefined))
	t.add("", "Status", statusText(r))
	completeness := undefined
	if c := r.Result.Completeness; c.Valid {
		completeness = fmt.Sprintf("%s, %d of %d questions that apply are answered",
			c.Decimal.StringFixed(weightPlaces), r.Result.Answered, r.Result.Applicable)
	}
	t.add("", "Completeness", completeness)
	return t
}

func given(texts ...string) []string {
	var some []string
	for _, text := range texts {
		if text != "" {
			some = append(some, text)
		}
	}
	return some
}

var statusTexts = map[scorecard.ResultStatus]string{
	scorecard.StatusScored:     "scored",
	scorecard.StatusGateFailed: "gate failed",
	scorecard.StatusIncomplete: "incomplete",
}

func statusText(r *review) string {
	text := statusTexts[r.Result.Status]
	switch minimum := r.policy.MinimumCompleteness; {
	case r.Result.Status != scorecard.StatusIncomplete:
		return text
	case r.Result.Overall == 0:
		return text + ", no answer gives a score"
	case minimum.Valid:
		return text + ", the completeness is below " + minimum.Decimal.StringFixed(weightPlaces)
	}
	return text
}

func changeText(r *review) string {
	was := r.Before
	switch {
	case was.Date.IsZero():
		return fmt.Sprintf("%s, no assessment in %s", undefined, was.Quarter)
	case was.Overall == 0:
		return fmt.Sprintf("%s, the assessment in %s has no score", undefined, was.Quarter)
	}
	text := fmt.Sprintf("%s since %s: %s", signed(r.Change), was.Quarter, was.Overall)
	if was.Level != "" {
		text += ", " + was.Level
	}
	if was.Status != scorecard.StatusScored {
		text += ", " + statusTexts[was.Status]
	}
	return text
}

func scoreSection(r *review) section {
	t := table{
		head:  []string{"", "Score", "Best practice", "Gap", "Weight", "Contribution", "Change"},
		align: "wrrrrrr",
	}
	add := func(kind document.RowKind, name string, line scorecard.ResultLine, change change) {
		t.add(kind, name, score(line.Score), score(line.BestPractice), signed(line.Gap),
			line.EffectiveWeight.String(), line.Contribution.String(), signed(change.Change))
	}
	for i, line := range r.Result.Lines {
		switch line.Node {
		case scorecard.NodeCategory:
			add(document.RowGroup, title(line), line, r.Changes[i])
		case scorecard.NodeTopic:
			add(document.RowPart, title(line), line, r.Changes[i])
		}
	}
	add(document.RowTotal, "Overall", r.Result.Lines[0], r.Changes[0])
	addCaps(&t, r)
	return section{title: "Scores", table: t}
}

// addCaps adds what leads from the overall line to the overall score.
func addCaps(t *table, r *review) {
	overall, best := r.Result.Overall, r.Result.Lines[0].BestPractice
	if overall == r.Result.Lines[0].Score {
		return
	}
	for _, g := range r.Result.Gates {
		if g.Contribution != 0 {
			line, _ := r.Result.Line(g.Node, g.ID)
			t.add("", "Cap for "+title(line), "", "", "", "", g.Contribution.String(), "")
		}
	}
	t.add(document.RowTotal, "Overall after caps", score(overall), score(best), signed(overall.Minus(best)),
		"", score(overall), signed(r.Change))
}

func gateSection(r *review) section {
	s := section{title: "Gates", table: table{
		head:  []string{"Failed", "Score", "Minimum", "Cap", "Cost"},
		align: "wrrrr",
	}}
	var passed, without int
	for _, g := range r.Result.Gates {
		switch g.Outcome {
		case scorecard.GatePassed:
			passed++
		case scorecard.GateNotApplicable:
			without++
		case scorecard.GateFailed:
			line, _ := r.Result.Line(g.Node, g.ID)
			s.table.add("", title(line), score(g.Score), score(g.Minimum), score(g.Cap), g.Contribution.String())
		}
	}
	switch {
	case len(r.Result.Gates) == 0:
		s.notes = []string{"The questionnaire has no gates."}
	case passed > 0:
		s.notes = []string{counted(passed, "gate is passed.", "gates are passed.")}
	}
	if without > 0 {
		s.notes = append(s.notes, counted(without, "gate does not apply, because what it is on has no score.",
			"gates do not apply, because what they are on has no score."))
	}
	return s
}

func topicSection(name string, of []topic, r *review, none string) section {
	s := section{title: name, table: table{
		head:  []string{"Topic", "Category", "Score", "Best practice", "Gap", "Weighted gap"},
		align: "wwrrrr",
	}}
	for _, t := range of {
		s.table.add("", t.Name, t.Category, score(t.Score), score(t.BestPractice),
			signed(t.Gap), signed(t.WeightedGap))
	}
	switch {
	case len(of) > 0:
	case !hasBestPractice(r.Result):
		s.notes = []string{"No best practice is stated for any topic."}
	default:
		s.notes = []string{none}
	}
	return s
}

func hasBestPractice(r scorecard.Result) bool {
	for _, line := range r.Lines {
		if line.Node == scorecard.NodeTopic && line.BestPractice != 0 {
			return true
		}
	}
	return false
}

func unansweredSection(r *review) section {
	s := section{title: "Unanswered questions", table: table{head: []string{"Question", "Topic"}, align: "ww"}}
	for _, q := range r.Unanswered {
		name := q.Name
		if !q.counts() {
			name += " (not counted)"
		}
		s.table.add("", name, q.Topic)
	}
	if len(r.Unanswered) == 0 {
		s.notes = []string{"Every question is answered."}
	}
	return s
}

func advisorySection(r *review) section {
	s := section{title: "For information, not counted", table: table{
		head:  []string{"Question", "Topic", "Score"},
		align: "wwr",
	}}
	for _, q := range r.Advisory {
		s.table.add("", q.Name, q.Topic, score(q.Score))
	}
	if len(r.Advisory) == 0 {
		s.notes = []string{"Every question counts."}
	}
	return s
}

func counted(n int, one, many string) string {
	if n == 1 {
		return "1 " + one
	}
	return grouped(int64(n)) + " " + many
}
