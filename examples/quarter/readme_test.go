package main

import (
	"os"
	"strings"
	"testing"

	"github.com/partnermath/partnermath/examples/intake"
)

// What README.md shows as a plan and as a mapping file is one, and its links lead to files.
func TestReadme(t *testing.T) {
	text, err := os.ReadFile("README.md")
	if err != nil {
		t.Fatal(err)
	}
	var blocks []string
	for i, part := range strings.Split(string(text), "```") {
		if block, ok := strings.CutPrefix(part, "json\n"); ok && i%2 == 1 {
			blocks = append(blocks, block)
		}
	}
	if len(blocks) != 2 {
		t.Fatalf("%d blocks of JSON", len(blocks))
	}
	deals := "X,A1,,,,USD,100,open,,2026-01-01,,,,,,,,\n"
	files := map[string]string{intake.PlanFile: blocks[0], intake.DealsFile: dealColumnsLine + deals, intake.LeadsFile: leadColumnsLine + otherLead}
	runs(t, "-data", data(t, files))
	var how intake.Tables
	if wrong := how.ReadColumns(mapping(t, blocks[1])); len(wrong) > 0 {
		t.Errorf("the mapping file is refused: %v", wrong)
	}
	for _, part := range strings.Split(string(text), "](")[1:] {
		link, _, _ := strings.Cut(part, ")")
		if _, err := os.Stat(link); err != nil {
			t.Error(err)
		}
	}
}
