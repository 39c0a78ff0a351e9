package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"path/filepath"
	"slices"

	"github.com/partnermath/partnermath/examples/tabular"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/scorecard"
)

// setApart scores every assessment, takes the faulty answers out of them and leaves out
// those that cannot do without.
func (ch *channel) setApart(found *faults) {
	if ch.questionnaire.isUnknown {
		return
	}
	var result scorecard.Result
	var input scorecard.Assessment
	ch.assessments = slices.DeleteFunc(ch.assessments, func(a *assessment) bool {
		faulty := ch.read(&input, a, found)
		err := ch.questionnaire.scorer.AssessInto(&result, input)
		if err != nil {
			faulty = ch.reportFaults(input, a, err, faulty, found)
		}
		if len(faulty) == 0 {
			return err != nil
		}
		a.blank(faulty)
		ch.read(&input, a, new(faults))
		return ch.questionnaire.scorer.AssessInto(&result, input) != nil
	})
}

// blank empties cells of an assessment.
func (a *assessment) blank(cells set) {
	var texts []byte
	before := a.texts
	for i := range a.cells {
		text := before[:a.cells[i].length]
		before = before[len(text):]
		if cells.has(i) {
			a.cells[i].length = 0
			continue
		}
		texts = append(texts, text...)
	}
	a.texts = texts
}

// partial is a report without the faulty rows, which it lists.
type partial struct {
	report
	rows []leftOut
	// counts are of the files, in their order.
	counts   []leftOutCount
	workbook bool
}

// leftOut is what is wrong with a row that was left out, or with one of its cells.
type leftOut struct {
	File   string `json:"file"`
	Line   int    `json:"line"`
	Column int    `json:"column"`
	Fault  string `json:"fault"`
}

// place names the cell of a table, or of a sheet that stands for it.
func (l leftOut) place(workbook bool) string {
	if workbook && filepath.Ext(l.File) == ".csv" {
		return sheetOf(l.File) + "!" + tabular.CellName(l.Line, l.Column)
	}
	return fmt.Sprintf("%s:%d:%d", l.File, l.Line, l.Column)
}

type leftOutCount struct {
	File string `json:"file"`
	Rows int    `json:"rows"`
}

// maxLeftOut is how many faults of rows a report lists.
const maxLeftOut = 20

// leaveOut returns what adds to a report what it is made without. A partner reads how many
// rows that are, but not what stands in them, which may be of others.
func leaveOut(in folder, found *faults, audience string) func(report) report {
	if found.count == 0 {
		return func(r report) report { return r }
	}
	p := partial{workbook: in.workbook != nil}
	for _, file := range inputFiles {
		if rows := len(found.rows[file]); rows > 0 {
			p.counts = append(p.counts, leftOutCount{file, rows})
		}
	}
	if audience == string(scorecard.AudienceVendor) {
		found.cut()
		for _, one := range found.list[:min(len(found.list), maxLeftOut)] {
			p.rows = append(p.rows, leftOut{one.file, one.line, one.column, one.text()})
		}
	}
	return func(r report) report {
		p := p
		p.report = r
		return p
	}
}

func (p partial) document() document.Document {
	s := document.Section{Title: "Rows left out"}
	t := document.Table{Columns: []document.Column{{Head: "Row"}, {Head: "Fault", Kind: document.ColumnWords}}}
	for _, row := range p.rows {
		t.Rows = append(t.Rows, document.Row{Cells: document.Texts(row.place(p.workbook), row.Fault)})
	}
	s.Tables = []document.Table{t}
	for _, count := range p.counts {
		s.Notes = append(s.Notes, fmt.Sprintf("The report is made without %s of %s.", counted(count.Rows, "row", "rows"), count.File))
	}
	whole := p.report.document()
	whole.Sections = append(whole.Sections, s)
	return whole
}

// MarshalJSON adds what was left out to the fields of the report.
func (p partial) MarshalJSON() ([]byte, error) {
	var text bytes.Buffer
	encoder := json.NewEncoder(&text)
	encoder.SetEscapeHTML(false)
	if err := encoder.Encode(p.report); err != nil {
		return nil, err
	}
	text.Truncate(bytes.LastIndexByte(text.Bytes(), '}'))
	text.WriteString(`,"leftOut":`)
	err := encoder.Encode(struct {
		Counts []leftOutCount `json:"counts"`
		Faults []leftOut      `json:"faults,omitempty"`
	}{p.counts, p.rows})
	text.WriteByte('}')
	return text.Bytes(), err
}
