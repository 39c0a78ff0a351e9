package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/examples/intake"
)

var update = flag.Bool("update", false, "write the golden files")

func TestGolden(t *testing.T) {
	for _, tt := range []struct {
		golden string
		args   []string
	}{
		{"quarter.golden.txt", nil},
		{"quarter.golden.md", []string{"-format", "markdown"}},
		{"quarter.golden.json", []string{"-format", "json"}},
		{"partner.golden.txt", []string{"-audience", "partner"}},
		{"partner.golden.md", []string{"-audience", "partner", "-format", "markdown"}},
		{"partner.golden.json", []string{"-audience", "partner", "-format", "json"}},
		{"dashboard.golden.txt", []string{"-report", "dashboard"}},
		{"dashboard.golden.md", []string{"-report", "dashboard", "-format", "markdown"}},
		{"channel.golden.txt", []string{"-report", "channel"}},
		{"channel.golden.md", []string{"-report", "channel", "-format", "markdown"}},
		{"channel.golden.json", []string{"-report", "channel", "-format", "json"}},
		{"network.golden.txt", []string{"-report", "network"}},
		{"network.golden.md", []string{"-report", "network", "-format", "markdown"}},
		{"small-network.golden.json", []string{"-data", "testdata/small", "-report", "network", "-format", "json"}},
		{"incomplete.golden.txt", []string{"-partner", "P1015", "-quarter", "2025-Q4"}},
	} {
		t.Run(tt.golden, func(t *testing.T) {
			got := runs(t, tt.args...)
			file := filepath.Join("testdata", tt.golden)
			if *update {
				if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			want, err := os.ReadFile(file)
			if err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got); diff != "" {
				t.Errorf("differs from %s (-want +got); go test -update writes it anew:\n%s", file, diff)
			}
		})
	}
}

// runs returns what a run prints that has to be good. That a file is of another quarter is noted,
// as TestOtherQuarters looks at.
func runs(t *testing.T, args ...string) string {
	t.Helper()
	text, notes := runsNoting(t, args...)
	if notes = otherQuarter.ReplaceAllString(notes, ""); notes != "" {
		t.Errorf("run(%q) writes to a standard error that is no terminal: %q", args, notes)
	}
	return text
}

var otherQuarter = regexp.MustCompile(`(?m)^quarter: (plan|review)\.json is of \S+, and the review is of .*\n`)

// runsNoting returns what a run prints that has to be good, and its notes.
func runsNoting(t *testing.T, args ...string) (text, notes string) {
	t.Helper()
	var stdout, stderr bytes.Buffer
	if status := run(args, &stdout, &stderr); status != exitDone {
		t.Fatalf("run(%q) = %d, want %d\n%s", args, status, exitDone, stderr.String())
	}
	return stdout.String(), stderr.String()
}

// fails returns what a run prints to standard error that has to end with a
// status and to print nothing else, -out included.
func fails(t *testing.T, want int, args ...string) string {
	t.Helper()
	out := filepath.Join(t.TempDir(), "review.txt")
	for _, args := range [][]string{args, append([]string{"-out", out}, args...)} {
		var stdout, stderr bytes.Buffer
		if status := run(args, &stdout, &stderr); status != want {
			t.Errorf("run(%q) = %d, want %d", args, status, want)
		}
		if stdout.Len() > 0 {
			t.Errorf("run(%q) prints %q", args, stdout.String())
		}
		if left, _ := os.ReadDir(filepath.Dir(out)); len(left) > 0 {
			t.Errorf("run(%q) leaves %v", args, left)
		}
		if args[0] == "-out" {
			return stderr.String()
		}
	}
	return ""
}

// fileNamesOf are the names of the input files.
func fileNamesOf() []string {
	var names []string
	for _, file := range intake.Layout().Files {
		names = append(names, file.Name)
	}
	return names
}

// data writes a folder: the small one in testdata, with some files replaced. A
// file replaced by "-" is left out.
func data(t *testing.T, replaced map[string]string) string {
	t.Helper()
	directory := t.TempDir()
	for _, file := range fileNamesOf() {
		text, given := replaced[file]
		if !given {
			small, err := os.ReadFile(filepath.Join("testdata", "small", file))
			if err != nil && !errors.Is(err, os.ErrNotExist) {
				t.Fatal(err)
			}
			text = string(small)
		}
		if text == "-" || (!given && text == "") {
			continue
		}
		if err := os.WriteFile(filepath.Join(directory, file), []byte(text), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	return directory
}

// faultsOf returns the faults of a folder, with the folder's name taken off, and without the
// flags to try.
func faultsOf(t *testing.T, replaced map[string]string) string {
	t.Helper()
	directory := data(t, replaced)
	got := fails(t, exitInput, "-data", directory)
	if rest, is := strings.CutPrefix(got, "Try: "); is {
		_, got, _ = strings.Cut(rest, "\nWithout it:\n")
	}
	return strings.ReplaceAll(got, directory+string(filepath.Separator), "")
}

func TestFlags(t *testing.T) {
	for _, tt := range []struct {
		args []string
		want string // within standard error
	}{
		{[]string{"-color"}, "flag provided but not defined: -color; -help lists the flags\n"},
		{[]string{"P1002"}, "unexpected argument \"P1002\"; did you mean -partner P1002?\n"},
		{[]string{"-partner", "P1001", "P1002"}, "unexpected argument \"P1002\"\n"},
		{[]string{"-report", "network", "P1002"}, "unexpected argument \"P1002\"\n"},
		{[]string{"-width", "79"}, "-width must be from 80 to 200, got 79\n"},
		{[]string{"-width", "201"}, "-width must be from 80 to 200, got 201\n"},
		{[]string{"-width", "80", "-format", "json"}, "-width is for -format text; json has no lines of a width\n"},
		{[]string{"-sections", "pipeline,markting"}, "must be of performance, pipeline, marketing, registration, "},
		{[]string{"-sections", "pipeline,pipeline"}, "must not name pipeline twice"},
		{[]string{"-sections", "wins", "-report", "network"}, "-sections is for -report review only\n"},
		{[]string{"-all", "-check"}, "leave -all out\n"},
		{[]string{"-all", "-report", "network"}, "-all is for -report review only"},
		{[]string{"-all", "-partner", "P1001"}, "-all is of each partner, and -partner of one; give one of them\n"},
		{[]string{"-format", "pdf"}, `-format must be text, markdown, json, html, xlsx or pptx, got "pdf"`},
		{[]string{"-quarter", "2026-5"}, "must be a quarter like 2026-Q3"},
		{[]string{"-quarter", "2026-Q5"}, "must be a quarter like 2026-Q3"},
		{[]string{"-partner", ""}, "-partner, -quarter and -out must not be empty"},
		{[]string{"-data", " "}, "must not be empty"},
		{[]string{"-audience", "public"}, `-audience must be vendor or partner, got "public"`},
		{[]string{"-audience", ""}, `-audience must be vendor or partner, got ""`},
		{[]string{"-report", "all"}, `-report must be review, dashboard, channel or network, got "all"`},
		{[]string{"-report", "network", "-audience", "partner"}, "-report network is confidential, for -audience vendor only\n"},
		{[]string{"-report", "network", "-audience", "partner", "-format", "json"}, "-report network is confidential"},
		{[]string{"-report", "network", "-partner", "P1001"}, "-partner is for -report review only; the network is all partners\n"},
		{[]string{"-report", "network", "-quarter", "2024-Q1"}, "no partner has an assessment in 2024-Q1; there are some in 2026-Q3, 2026-Q2, 2026-Q1, 2025-Q4\n"},
		{[]string{"-partner", "P9"}, "partner \"P9\" is not in partners.csv, which has P1001, P1002, P1003, P1004, P1005, " +
			"P1006, P1007, P1008, P1009, P1010 and 230 more\n"},
		{[]string{"-quarter", "2024-Q1"}, "partner P1001 has no assessment in 2024-Q1; it has some in 2026-Q3, 2026-Q2, 2026-Q1, 2025-Q4\n"},
	} {
		if got := fails(t, exitInput, tt.args...); !strings.Contains(got, tt.want) {
			t.Errorf("run(%q) complains %q, want %q", tt.args, got, tt.want)
		}
	}
}

func TestHelp(t *testing.T) {
	var stdout, stderr bytes.Buffer
	if status := run([]string{"-h"}, &stdout, &stderr); status != exitDone {
		t.Errorf("status %d, want %d", status, exitDone)
	}
	got := stdout.String()
	for _, want := range []string{"-data folder", "-partner id", "-quarter", "-format form", "-out file", "-audience reader", "-report kind", "-columns file", "salesforce-report.json"} {
		if !strings.Contains(got, want) {
			t.Errorf("the help lacks %q:\n%s", want, got)
		}
	}
	for _, want := range []string{
		"in steps from min, like 1, 1.5, 2 with the step 0.5; -columns tells which words stand for one", `"trust": {"Very well": "5"}}, the latter for a step of a scale`,
	} {
		if !strings.Contains(squeezed(got), want) {
			t.Errorf("the help lacks %q", want)
		}
	}
	for line := range strings.Lines(got) {
		if utf8.RuneCountInString(line) > pageWidth+1 {
			t.Errorf("%q is too long", line)
		}
	}
	if stderr.Len() > 0 {
		t.Errorf("writes to standard error: %q", stderr.String())
	}
	var narrow bytes.Buffer
	if err := writeText(&narrow, help{flag.NewFlagSet("", 0)}, 60); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(narrow.String()) {
		if utf8.RuneCountInString(line) > 61 && !strings.HasPrefix(line, "Prints") {
			t.Errorf("%q is too long", line)
		}
	}
}

func TestPartnerWithoutAssessment(t *testing.T) {
	directory := data(t, map[string]string{intake.AssessmentsFile: "partner,date,question,answer\nA1,2026-03-31,rate,1\n"})
	if got := fails(t, exitInput, "-data", directory, "-partner", "B2"); got != "quarter: partner B2 has no assessment\n" {
		t.Errorf("complains %q", got)
	}
}

func TestDataFolder(t *testing.T) {
	got := runs(t, "-data", data(t, nil), "-partner", "B2")
	for _, want := range []string{"Birch\n", "Quarterly review 2026-Q2, 2026-04-01 to 2026-06-30, as of 2026-06-30\n"} {
		if !strings.Contains(got, want) {
			t.Errorf("the review lacks %q:\n%s", want, got)
		}
	}
}

func TestOut(t *testing.T) {
	want := runs(t)
	directory := t.TempDir()
	file := filepath.Join(directory, "review.txt")
	if err := os.WriteFile(file, []byte("old"), 0o644); err != nil {
		t.Fatal(err)
	}
	old := filepath.Join(directory, "old.txt") // what a reader of the old review has open
	if err := os.Link(file, old); err != nil {
		t.Fatal(err)
	}
	if got := runs(t, "-out", file); got != "" {
		t.Errorf("prints %q beside the file", got)
	}
	got, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Error(diff)
	}
	if got, err := os.ReadFile(old); err != nil || string(got) != "old" {
		t.Errorf("writes into the old file: %.20q, %v", got, err)
	}
	if at, err := os.Stat(file); err != nil || at.Mode().Perm() != 0o644 {
		t.Errorf("the file is %v, %v", at, err)
	}
	if left, _ := os.ReadDir(directory); len(left) != 2 {
		t.Errorf("leaves %v", left)
	}
}

// What the user gives is not obeyed by the user's terminal.
func TestNoEscapes(t *testing.T) {
	const escape = "\x1b[2J\x1b[H\r"
	inFile := filepath.Join(t.TempDir(), "a"+escape)
	if err := os.WriteFile(inFile, nil, 0o644); err != nil {
		t.Fatal(err)
	}
	for _, args := range [][]string{
		{"-data", "none" + escape},
		{"-out", filepath.Join(t.TempDir(), escape, "x")},
		{"-out", filepath.Join(inFile, "x")},
		{"-" + escape},
		{"-quarter", escape},
		{"-partner", escape},
		{"-format", escape},
		{escape},
	} {
		var stdout, stderr bytes.Buffer
		if status := run(args, &stdout, &stderr); status == exitDone {
			t.Errorf("run(%q) works", args)
		}
		if got := stderr.String(); got == "" || strings.ContainsAny(got, "\x1b\r") {
			t.Errorf("run(%q) complains %q", args, got)
		}
	}
}

func TestOutMode(t *testing.T) {
	directory := t.TempDir()
	plain := filepath.Join(directory, "plain")
	if err := os.WriteFile(plain, nil, 0o666); err != nil { // which the umask narrows
		t.Fatal(err)
	}
	usual, err := os.Stat(plain)
	if err != nil {
		t.Fatal(err)
	}
	for name, want := range map[string]os.FileMode{"new": 0, "secret": 0o600, "shared": 0o666, "group": 0o640} {
		file := filepath.Join(directory, name)
		if want == 0 {
			want = usual.Mode().Perm()
		} else {
			if err := os.WriteFile(file, nil, 0o600); err != nil {
				t.Fatal(err)
			}
			if err := os.Chmod(file, want); err != nil {
				t.Fatal(err)
			}
		}
		runs(t, "-out", file)
		if at, err := os.Stat(file); err != nil || at.Mode().Perm() != want || at.Size() == 0 {
			t.Errorf("%s is %v, %v, want %v", name, at.Mode(), err, want)
		}
	}
}

func TestOutLink(t *testing.T) {
	for _, exists := range []bool{true, false} {
		directory := t.TempDir()
		target, link := filepath.Join(directory, "target"), filepath.Join(directory, "link")
		if exists {
			if err := os.WriteFile(target, []byte("old"), 0o600); err != nil {
				t.Fatal(err)
			}
		}
		if err := os.Symlink("target", link); err != nil {
			t.Fatal(err)
		}
		runs(t, "-out", link)
		if at, err := os.Lstat(link); err != nil || at.Mode()&os.ModeSymlink == 0 {
			t.Errorf("the link is %v, %v", at.Mode(), err)
		}
		if at, err := os.Lstat(target); err != nil || at.Size() < 1000 {
			t.Errorf("target that exists %t: %v", exists, err)
		}
		if left, _ := os.ReadDir(directory); len(left) != 2 {
			t.Errorf("leaves %v", left)
		}
	}
}

// A pipe is written into: renaming a file would take its place.
func TestOutPipe(t *testing.T) {
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = read.Close() }()
	link := filepath.Join(t.TempDir(), "pipe")
	if err := os.Symlink(fmt.Sprintf("/proc/self/fd/%d", write.Fd()), link); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(link); err != nil {
		t.Skip("the system names no open files")
	}
	var got bytes.Buffer
	done := make(chan error)
	go func() {
		_, err := got.ReadFrom(read)
		done <- err
	}()
	runs(t, "-out", link)
	if err := write.Close(); err != nil {
		t.Fatal(err)
	}
	if err := <-done; err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(runs(t), got.String()); diff != "" {
		t.Error(diff)
	}
}

func TestOutIsInput(t *testing.T) {
	directory := data(t, nil)
	want := small(t, intake.PartnersFile)
	link := filepath.Join(t.TempDir(), "link")
	if err := os.Symlink(filepath.Join(directory, intake.PartnersFile), link); err != nil {
		t.Fatal(err)
	}
	for _, out := range []string{filepath.Join(directory, intake.PartnersFile), filepath.Join(directory, ".", intake.CalendarFile), link} {
		var stdout, stderr bytes.Buffer
		if status := run([]string{"-data", directory, "-out", out}, &stdout, &stderr); status != exitInput {
			t.Errorf("%s: status %d, want %d", out, status, exitInput)
		}
		if want := "quarter: -out must not be an input file, got "; !strings.HasPrefix(stderr.String(), want) {
			t.Errorf("%s: complains %q, want %q", out, stderr.String(), want)
		}
	}
	if got, err := os.ReadFile(filepath.Join(directory, intake.PartnersFile)); err != nil || string(got) != want {
		t.Errorf("the partners are %q, %v", got, err)
	}
	runs(t, "-data", directory, "-out", filepath.Join(directory, "review.txt"))
}

func TestOutputFailure(t *testing.T) {
	var stdout, stderr bytes.Buffer
	missing := filepath.Join(t.TempDir(), "missing", "review.txt")
	if status := run([]string{"-out", missing}, &stdout, &stderr); status != exitOutput {
		t.Errorf("a folder that is missing: status %d, want %d", status, exitOutput)
	}
	if stderr.Len() == 0 || stdout.Len() > 0 {
		t.Errorf("a folder that is missing: prints %q and %q", stdout.String(), stderr.String())
	}

	taken := t.TempDir() // a file cannot be renamed to a folder
	if status := run([]string{"-out", taken}, &stdout, &stderr); status != exitOutput {
		t.Errorf("a folder in place of a file: status %d, want %d", status, exitOutput)
	}
	if left, _ := filepath.Glob(filepath.Join(filepath.Dir(taken), ".quarter-*")); len(left) > 0 {
		t.Errorf("a folder in place of a file: leaves %v", left)
	}

	if status := run(nil, full{}, &stderr); status != exitOutput {
		t.Errorf("a full disk: status %d, want %d", status, exitOutput)
	}
}

// full is a disk without space.
type full struct{}

func (full) Write([]byte) (int, error) { return 0, errors.New("no space left") }
