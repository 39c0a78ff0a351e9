package main

import (
	"os"
	"strings"
	"testing"
)

func Example() {
	main()
	// Output:
	// overall             45.55 × 1.0000 = 45.55 points
	// category sales      50.50 × 0.6000 = 30.30 points
	// topic    pipeline   50.50 × 0.6000 = 30.30 points
	// question forecast   75.25 × 0.4000 = 30.10 points
	// question crm         1.00 × 0.2000 =  0.20 points
	// category marketing  38.13 × 0.4000 = 15.25 points
	// topic    demand     38.13 × 0.4000 = 15.25 points
	// question events     38.13 × 0.4000 = 15.25 points
	// question funds            × 0.0000 =  0.00 points
	// Give every seller a CRM seat: +19.80 points, to 65.35
}

// The README shows this program, so it must be this program.
func TestReadmeShowsThisProgram(t *testing.T) {
	readme, err := os.ReadFile("../../README.md")
	if err != nil {
		t.Fatal(err)
	}
	source, err := os.ReadFile("main.go")
	if err != nil {
		t.Fatal(err)
	}
	_, program, _ := strings.Cut(string(source), "\n") // without the doc comment
	if !strings.Contains(string(readme), "```go\n"+program+"```") {
		t.Error("README.md does not hold main.go as it is")
	}
	test, err := os.ReadFile("main_test.go")
	if err != nil {
		t.Fatal(err)
	}
	_, output, _ := strings.Cut(string(test), "// Output:\n")
	output, _, _ = strings.Cut(output, "}\n")
	if output = strings.ReplaceAll(output, "\t// ", ""); !strings.Contains(string(readme), "```\n"+output+"```") {
		t.Error("README.md does not hold the output of main.go")
	}
}
