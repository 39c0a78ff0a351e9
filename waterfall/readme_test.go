package waterfall_test

import (
	"os"
	"strings"
	"testing"
)

// The README shows the first example, so it must be that.
func TestReadmeShowsTheExample(t *testing.T) {
	readme, err := os.ReadFile("../README.md")
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("example_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, example, _ := strings.Cut(string(source), "func Example() {\n")
	example, _, _ = strings.Cut(example, "\n}\n")
	body, output, _ := strings.Cut(example, "\n\t// Output:\n")
	body = strings.TrimPrefix(strings.ReplaceAll("\n"+body, "\n\t", "\n"), "\n")
	if !strings.Contains(string(readme), "```go\n"+body+"```") {
		t.Error("README.md does not hold the example as it is")
	}
	if output = strings.ReplaceAll(output+"\n", "\t// ", ""); !strings.Contains(string(readme), "```\n"+output+"```") {
		t.Error("README.md does not hold the output of the example")
	}
}
