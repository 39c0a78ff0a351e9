package folder

import (
	"fmt"
	"slices"
	"strings"

	"github.com/partnermath/partnermath/examples/tabular"
)

// leaveOutBelow notes the lines below a table.
func (f *Faults) leaveOutBelow(file string, lines []tabular.Below) {
	if f.below == nil {
		f.below = make(map[string][]tabular.Below)
	}
	f.below[file] = lines
}

// Notes tell what was noted, and which lines below tables are left out.
func (f *Faults) Notes() []string {
	notes := slices.Clone(f.notes)
	for _, one := range f.layout.Files {
		file := one.Name
		if lines := f.below[file]; len(lines) > 0 {
			notes = append(notes, file+": "+leftBelow(lines))
		}
	}
	return notes
}

// maxNamedBelow is how many lines below a table a note names; the others are counted.
const maxNamedBelow = 3

// leftBelow names the lines below a table.
func leftBelow(lines []tabular.Below) string {
	var texts []string
	for _, line := range lines[:min(len(lines), maxNamedBelow)] {
		text := strings.Join(strings.Fields(line.Text), " ") // without the spaces at which no line breaks
		texts = append(texts, fmt.Sprintf("line %d %.80q", line.Line, text))
	}
	text := "footer left out: " + strings.Join(texts, ", ")
	if more := len(lines) - maxNamedBelow; more > 0 {
		text += fmt.Sprintf(" and %d more", more)
	}
	return text
}
