package main

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"syscall"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/intake"
)

// What is there is read or refused; it is never taken for nothing.
func TestF1LineEnds(t *testing.T) {
	files := measured(t, someDeals, someLeads)
	files[intake.GoalsFile] = goalHeader + "A1,overall,,80,2026-12-31\n"
	tables := []string{intake.PartnersFile, intake.AssessmentsFile, intake.GoalsFile, intake.DealsFile, intake.LeadsFile}
	files[intake.PartnersFile], files[intake.AssessmentsFile] = small(t, intake.PartnersFile), small(t, intake.AssessmentsFile)
	want := runs(t, "-data", data(t, files))
	for _, end := range []string{"\r", "\r\n", "\r\r\n"} {
		for _, more := range []bool{false, true} { // a column that is not read hides the end of the last one
			turned := map[string]string{intake.PlanFile: files[intake.PlanFile]}
			for _, file := range tables {
				text := files[file]
				if more {
					text = strings.ReplaceAll(text, "\n", ",x\n")
				}
				turned[file] = strings.ReplaceAll(text, "\n", end)
			}
			if diff := cmp.Diff(want, runs(t, "-data", data(t, turned))); diff != "" {
				t.Errorf("lines that end with %q, one more column %t (-want +got):\n%s", end, more, diff)
			}
		}
	}
	for _, end := range []string{"\u0085", "\u2028", "\u2029", "\v", "\f"} {
		for _, file := range tables {
			turned := map[string]string{}
			for name, text := range files {
				turned[name] = text
			}
			turned[file] = strings.ReplaceAll(strings.ReplaceAll(files[file], "\n", ",x\n"), "\n", end)
			if got := faultsOf(t, turned); !strings.HasPrefix(got, file+":1:") || !strings.Contains(got, "the header holds a line end U+") {
				t.Errorf("%s with %q: complains %q", file, end, got)
			}
		}
	}
}

func TestF1NoRow(t *testing.T) {
	files := measured(t, someDeals, someLeads)
	files[intake.GoalsFile] = goalHeader + "A1,overall,,80,2026-12-31\n"
	for _, file := range []string{intake.GoalsFile, intake.DealsFile, intake.LeadsFile} {
		for _, rows := range []string{"", "\n\n", strings.Repeat(",", 30) + "\n"} {
			turned := map[string]string{}
			for name, text := range files {
				turned[name] = text
			}
			header, _, _ := strings.Cut(files[file], "\n")
			turned[file] = header + "\n" + rows
			if got, want := faultsOf(t, turned), file+":1:1: has no row below its header\n"; got != want {
				t.Errorf("complains %q, want %q", got, want)
			}
		}
	}
}

func TestF1NoFile(t *testing.T) {
	for _, file := range []string{intake.GoalsFile, intake.CalendarFile, intake.PlanFile, intake.DealsFile, intake.LeadsFile} {
		files := measured(t, someDeals, someLeads)
		files[file] = "-"
		directory := data(t, files)
		at := filepath.Join(directory, file)
		if err := os.Symlink("gone", at); err != nil {
			t.Fatal(err)
		}
		if got, want := fails(t, exitInput, "-data", directory), at+": is a link to a file that is not there\n"; !strings.HasPrefix(got, want) {
			t.Errorf("complains %q, want %q", got, want)
		}
		if err := os.Remove(at); err != nil {
			t.Fatal(err)
		}
		if err := syscall.Mkfifo(at, 0o600); err != nil {
			t.Skip(err)
		}
		if got, want := fails(t, exitInput, "-data", directory), at+": must be a regular file\n"; !strings.HasPrefix(got, want) {
			t.Errorf("complains %q, want %q", got, want)
		}
	}
}

func TestF1Limits(t *testing.T) {
	files := measured(t, strings.Repeat("x", 3<<20)+"\n", someLeads)
	if got, want := faultsOf(t, files), "deals.csv:2:1: row is longer than 1048576 bytes\n"; got != want {
		t.Errorf("complains %q, want %q", got, want)
	}
	for file, size := range map[string]int64{intake.DealsFile: folder.MaxTable, intake.PlanFile: folder.MaxDocument} {
		directory := data(t, measured(t, someDeals, someLeads))
		if err := os.Truncate(filepath.Join(directory, file), size+1); err != nil {
			t.Fatal(err)
		}
		if got := fails(t, exitInput, "-data", directory); !strings.Contains(got, file+": must have at most ") {
			t.Errorf("complains %q", got)
		}
	}
}

func TestF1Numbers(t *testing.T) {
	const deal = "A1,A1,Oak,core,mail,EUR,12.500,,,2025-11-01,,,won,2026-01-20,,,,\n"
	files := measured(t, deal, "")
	files[intake.AssessmentsFile] = header + "A1,2026-03-31,rate,1\n"
	if got, want := faultsOf(t, files), "deals.csv:2:25: amount: can be 12.500 or 12500, got \"12.500\"; -numbers 1,234.56 reads the first, -numbers 1.234,56 the second\n"; got != want {
		t.Errorf("complains %q, want %q", got, want)
	}
	for numbers, want := range map[string]string{"1234.56": "12.50", "1,234.56": "12.50", "1.234,56": "12,500"} {
		got := cellsOf(reviewed(t, "-data", data(t, files), "-numbers", numbers), "Deals and the plan")
		if !strings.Contains(got, "Won|"+want+"|") {
			t.Errorf("-numbers %s: not %s in %q", numbers, want, got)
		}
	}
}

// An interrupt before the report has its name leaves neither it nor a part of it.
func TestF1Interrupt(t *testing.T) {
	directory := t.TempDir()
	file := filepath.Join(directory, "review.txt")
	if err := os.WriteFile(file, []byte("old"), 0o600); err != nil {
		t.Fatal(err)
	}
	interrupts := make(chan os.Signal, 1)
	interrupts <- os.Interrupt
	if err := replace(file, []byte("new"), 0o600, true, interrupts); !errors.Is(err, errInterrupted) {
		t.Errorf("replaces with %v", err)
	}
	if got, err := os.ReadFile(file); err != nil || string(got) != "old" {
		t.Errorf("the file has %q, %v", got, err)
	}
	if left, _ := os.ReadDir(directory); len(left) != 1 {
		t.Errorf("leaves %v", left)
	}
}

// A number of another form tells which form reads it, with the sign of its currency.
func TestHintsOfNumbers(t *testing.T) {
	const plain = "must be a number like 0.75, of at most 15 digits, got "
	for _, tt := range []struct{ amount, numbers, want string }{
		{"$38,800.00", "", plain + `"$38,800.00"; -numbers '$1,234.56' reads it`},
		{"38.800,00 €", "", plain + `"38.800,00 €"; -numbers '1.234,56 €' reads it`},
		{"USD 500", "", plain + `"USD 500"; -numbers 'USD 1,234.56' or 'USD 1.234,56' reads it`},
		{"-$5.5", "", plain + `"-$5.5"; -numbers '$1,234.56' reads it`},
		{"38,8", "", plain + `"38,8"; -numbers 1.234,56 reads it`},
		{"38 800,5", "", plain + `"38 800,5"; -numbers '1 234,56' reads it`},
		{"38'800.5", "", plain + `"38'800.5"; -numbers "1'234.56" reads it`},
		{"38,800", "", `can be 38.800 or 38800, got "38,800"; -numbers 1.234,56 reads the first, -numbers 1,234.56 the second`},
		{"38.800,00", "1234,56", `must be a number like 1234,56, of at most 15 digits, got "38.800,00"; -numbers 1.234,56 reads it`},
		{"38,800.00", "1.234,56", `must be a number like 1.234,56, of at most 15 digits, got "38,800.00"`},
		{"38800 pieces", "", plain + `"38800 pieces"`},
		{"12a", "", plain + `"12a"`},
	} {
		files := measured(t, "", "")
		files[intake.DealsFile] = strings.ReplaceAll(dealColumnsLine, ",", ";") + "A1;A1;Oak;core;;EUR;" + tt.amount + ";late;;2026-01-01;;;;;;;;\n"
		args := []string{"-data", data(t, files)}
		if tt.numbers != "" {
			args = append(args, "-columns", mapping(t, `{"deals": {"numbers": "`+tt.numbers+`"}}`))
		}
		got := fails(t, exitInput, args...)
		if want := "deals.csv:2:21: amount: " + tt.want + "\n"; !strings.HasSuffix(got, want) {
			t.Errorf("%s: complains %q, want %q", tt.amount, got, want)
		}
	}
}
