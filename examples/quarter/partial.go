package main

import (
	"bytes"
	"encoding/json"

	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/scorecard"
)

// partial is a report without the faulty rows, which it lists.
type partial struct {
	report
	folder.LeftOut
}

// leaveOut returns what adds to a report what it is made without. A partner reads how many
// rows that are, but not what stands in them, which may be of others.
func leaveOut(in folder.Folder, found *folder.Faults, audience string) func(report) report {
	left := found.LeftOut(in, audience == string(scorecard.AudienceVendor))
	if len(left.Counts) == 0 {
		return func(r report) report { return r }
	}
	return func(r report) report { return partial{r, left} }
}

// Document adds a section of what was left out.
func (p partial) Document() document.Document {
	whole := p.report.Document()
	whole.Sections = append(whole.Sections, p.Section())
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
	err := encoder.Encode(p.LeftOut)
	text.WriteByte('}')
	return text.Bytes(), err
}
