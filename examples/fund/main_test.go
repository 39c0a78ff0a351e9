package main

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/schemas"
)

var update = flag.Bool("update", false, "write the schemas of the files")

func TestSchemas(t *testing.T) {
	maker := schemas.New("../..")
	for name, model := range map[string]any{
		"mdf.json": file{}, "requests.json": requestsFile{}, "claims.json": claimsFile{}, "campaigns.json": campaignsFile{},
	} {
		if err := maker.Keep("../schemas/fund/"+name, *update, model); err != nil {
			t.Error(err)
		}
	}
}

// The summit asks 5,500 = (10,000 + 1,200 − 200) × 0.5 and returns (24,000 − 5,500) ÷ 5,500; the series
// has the 3,000 of 5,000 × 0.6, and nothing is left for the mailing. Of the fair 4,500 × 0.5 and 900 × 0.5
// are paid, and an invoice that is claimed twice is not. 1,000 of 9,000 + 500 + 4,000 are used, 4,000 committed;
// 9,000 are left for 275 days. The fair brought 7,560 for 2,700, after a forecast of 9,000 for 3,000; the
// emails 800 for 1,000, after 1,200; together 8,360 ÷ 3,700, after 10,200 ÷ 4,000.
func Example() {
	text, err := run("sample", partnermath.NewDate(2026, 3, 31))
	fmt.Print(text)
	if err != nil {
		fmt.Println(err)
	}
	// Output:
	// Fund position on 2026-03-31 (USD)
	//   acme     paid 0, reserved 3000, available 6000, forfeited 500
	//   bolt     paid 1000, reserved 0, available 3000, forfeited 0
	//   used 0.0741, committed 0.2963 of 13500; to spend 229.09 a week
	//   6000 can be used until 2026-06-30
	//   3000 can be used until 2026-12-31
	// Decisions
	//   summit   escalated, 5500 [approver-limit], margin ROI 3.3636
	//   series   approved-for-less, 3000 [limited], margin ROI 3
	//   mailing  denied, 0 [nothing-left short-notice]
	// Claims
	//   fair-1   payable 2700, released 300
	//     1 2250 of 4800 []
	//     2 450 of 900 []
	//     3 0 of 0 [duplicate]
	// Margin for a dollar of fund money, and forecast
	//   event    2.8, 3; leads 45 of 60: worked
	//   email    0.8, 1.2; leads 50 of 40: did not pay back
	//   in all   2.2595, 2.55; leads 95 of 100
}

func TestRunFaults(t *testing.T) {
	if _, err := run("nowhere", partnermath.NewDate(2026, 3, 31)); err == nil {
		t.Error("no folder, no error")
	}
	path := filepath.Join(t.TempDir(), "entries.csv")
	for _, row := range []string{"a,acme,2026-01-01,grant,much,,,", "a,acme,soon,grant,1,,,", "a,acme"} {
		if err := os.WriteFile(path, []byte("id,partner,date,kind,amount,of,expires,until\n"+row+"\n"), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := readEntries(path); err == nil {
			t.Errorf("%s passed", row)
		}
	}
}
