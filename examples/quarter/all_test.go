package main

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/examples/intake"
)

// Each partner has the review that it has alone.
func TestAll(t *testing.T) {
	for _, args := range [][]string{nil, {"-audience", "partner", "-format", "json"}, {"-format", "markdown", "-quarter", "2026-Q2", "-asof", "2026-07-15"}} {
		out := filepath.Join(t.TempDir(), "new", "reviews")
		if got := runs(t, append(args, "-all", "-out", out)...); got != "" {
			t.Errorf("prints %q", got)
		}
		files, err := filepath.Glob(filepath.Join(out, "P*"))
		if err != nil || len(files) < 220 {
			t.Fatalf("%q: %d files, %v", args, len(files), err)
		}
		if others, _ := os.ReadDir(out); len(others) != len(files) {
			t.Errorf("%q: %d other files", args, len(others)-len(files))
		}
		for _, file := range []string{files[0], files[100], files[len(files)-1]} {
			got, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			id, _, _ := strings.Cut(filepath.Base(file), ".")
			if diff := cmp.Diff(runs(t, append(args, "-partner", id)...), string(got)); diff != "" {
				t.Errorf("%q, %s:\n%s", args, id, diff)
			}
		}
	}
}

func TestAllFails(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if status := run([]string{"-all"}, &stdout, &stderr); status != exitInput || stderr.String() != "quarter: -all takes -out with the folder to write to\n" {
		t.Errorf("%d: %s", status, stderr.String())
	}
	stderr.Reset()
	directory := data(t, nil)
	if status := run([]string{"-data", directory, "-all", "-out", directory}, &stdout, &stderr); status != exitInput || !strings.Contains(stderr.String(), "-out must not be the folder of the input files") {
		t.Errorf("%d: %s", status, stderr.String())
	}
	stderr.Reset()
	if status := run([]string{"-data", directory, "-all", "-out", filepath.Join(directory, intake.PartnersFile, "x")}, &stdout, &stderr); status != exitOutput || !strings.Contains(stderr.String(), "not a directory") {
		t.Errorf("%d: %s", status, stderr.String())
	}
	out := t.TempDir() // where a folder stands for a file
	if err := os.Mkdir(filepath.Join(out, "A1.txt"), 0o700); err != nil {
		t.Fatal(err)
	}
	stderr.Reset()
	if status := run([]string{"-data", directory, "-all", "-out", out, "-quarter", "2026-Q1"}, &stdout, &stderr); status != exitOutput || !strings.Contains(stderr.String(), "A1.txt: ") {
		t.Errorf("%d: %s", status, stderr.String())
	}
	if stdout.Len() > 0 {
		t.Errorf("prints %q", stdout.String())
	}
}

func TestFileNames(t *testing.T) {
	ids := []string{"P1001", "a/b", "..", "A-1", "a-1", "Zürich", "CON", "con.x", "x.", "a_b", "ok.v2"}
	got := fileNames(ids)
	seen := make(map[string]bool)
	for i, name := range got {
		if lower := strings.ToLower(name); seen[lower] || strings.ContainsAny(name, "/\\: ") || strings.HasPrefix(name, ".") {
			t.Errorf("%q is named %q", ids[i], name)
		} else {
			seen[lower] = true
		}
	}
	for i, plain := range map[int]string{0: "P1001", 10: "ok.v2"} {
		if got[i] != plain {
			t.Errorf("%s is named %s", ids[i], got[i])
		}
	}
	slices.Reverse(ids)
	again := fileNames(ids)
	slices.Reverse(again)
	if diff := cmp.Diff(got, again); diff != "" {
		t.Errorf("names depend on the order:\n%s", diff)
	}
}

func TestSteps(t *testing.T) {
	var terminal bytes.Buffer
	now := time.Unix(0, 0)
	p := progress{terminal: &terminal, now: func() time.Time { now = now.Add(progressInterval / 2); return now }, shown: now}
	for i := range 4 {
		p.step("reviews", 1000*i, 10_000)
	}
	if want := eraseLine + "reviews: 1,000 of 10,000" + eraseLine + "reviews: 3,000 of 10,000"; terminal.String() != want {
		t.Errorf("%q, want %q", terminal.String(), want)
	}
}

func TestAllInterrupted(t *testing.T) {
	interrupts := make(chan os.Signal, 1)
	interrupts <- os.Interrupt
	file := filepath.Join(t.TempDir(), "P1.txt")
	if err := put(file, []byte("x"), interrupts); !errors.Is(err, errInterrupted) {
		t.Errorf("writes with %v", err)
	}
}
