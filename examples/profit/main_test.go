package main

import (
	"bytes"
	"os"
	"strings"
	"testing"
)

func TestRun(t *testing.T) {
	in, err := os.Open("case.json")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = in.Close() }()
	var out bytes.Buffer
	if err := run(in, &out); err != nil {
		t.Fatal(err)
	}
	want, err := os.ReadFile("testdata/case.txt")
	if err != nil {
		t.Fatal(err)
	}
	if out.String() != string(want) {
		t.Errorf("got:\n%s", out.String())
	}
	if err := run(strings.NewReader(`{"id": "acme", "horizon": 36}`), &out); err == nil {
		t.Error("a misspelt field passed")
	}
}
