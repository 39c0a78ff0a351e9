package main

import (
	"errors"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/scorecard"
)

func Example_decode() {
	document := []byte(`{"id": "capability", "categories": [
		{"id": "sales", "weight": "60 %", "topics": [{"id": "pipeline", "wieght": 1, "questions": []}]}
	]}`)
	var questionnaire scorecard.Questionnaire
	err := partnermath.Decode(document, &questionnaire)
	var invalid *partnermath.ValidationError
	if errors.As(err, &invalid) {
		for _, f := range invalid.Fields {
			line, column := partnermath.Locate(document, f.Path)
			fmt.Printf("%d:%d %s %s\n\t%s\n", line, column, f.Path, f.Rule, f.Message)
		}
	}
	// Output:
	// 2:29 categories[0].weight type
	// 	must be a number or a number in quotes, got "60 %"
	// 2:77 categories[0].topics[0].wieght known
	// 	is not a field here; the nearest is "weight"
}

// The README shows this example, so it must be this example.
func TestReadmeShowsDecode(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("decode_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(source), "func Example_decode() {\n")
	example, _, _ = strings.Cut(example, "\n}\n")
	body, output, _ := strings.Cut(example, "\n\t// Output:\n")
	body = strings.TrimPrefix(strings.ReplaceAll("\n"+body, "\n\t", "\n"), "\n")
	if !strings.Contains(string(readme), "```go\n"+body+"\n```") {
		t.Error("README.md does not hold the example as it is")
	}
	if output = strings.ReplaceAll(output+"\n", "\t// ", ""); !strings.Contains(string(readme), "```\n"+output+"```") {
		t.Error("README.md does not hold its output")
	}
}
