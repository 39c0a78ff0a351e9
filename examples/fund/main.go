// Command fund keeps the fund of mdf.json: it prints what each partner has by the entries
// of entries.csv, decides the requests of requests.json, settles the claims of claims.json,
// and says what the campaigns of campaigns.json returned for the money beside their forecast.
//
//	go run ./examples/fund [folder]
package main

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/mdf/loop"
)

//go:generate go test -run TestSchemas -update .

func main() {
	folder := filepath.Join("examples", "fund", "sample")
	if len(os.Args) > 1 {
		folder = os.Args[1]
	}
	text, err := run(folder, partnermath.NewDate(2026, time.March, 31))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(text)
}

// file is a fund, its partners, and the requests that were approved before.
type file struct {
	Program   mdf.Program    `json:"program"`
	Partners  []mdf.Partner  `json:"partners"`
	Approvals []mdf.Approval `json:"approvals"`
}

// What was asked for, what is claimed and what was run are lists that grow, each in a file of its own.
type (
	requestsFile struct {
		Requests []mdf.Request `json:"requests"`
	}
	claimsFile struct {
		Claims []mdf.Claim `json:"claims"`
	}
	campaignsFile struct {
		Campaigns []loop.Campaign `json:"campaigns"`
	}
)

// run works out the fund as of a day.
func run(folder string, asOf partnermath.Date) (string, error) {
	var fund file
	var asked requestsFile
	var claimed claimsFile
	var ran campaignsFile
	for _, f := range []struct {
		name string
		into any
	}{{"mdf.json", &fund}, {"requests.json", &asked}, {"claims.json", &claimed}, {"campaigns.json", &ran}} {
		text, err := os.ReadFile(filepath.Join(folder, f.name))
		if err != nil {
			return "", err
		}
		if err := partnermath.Decode(text, f.into); err != nil {
			return "", fmt.Errorf("%s: %w", f.name, err)
		}
	}
	entries, err := readEntries(filepath.Join(folder, "entries.csv"))
	if err != nil {
		return "", err
	}
	ledger, err := mdf.Balance(fund.Program, entries, asOf)
	if err != nil {
		return "", err
	}
	decisions, err := mdf.Decide(fund.Program, ledger, fund.Partners, asked.Requests)
	if err != nil {
		return "", err
	}
	settlements, err := mdf.SettleClaims(fund.Program, fund.Approvals, claimed.Claims, asOf)
	if err != nil {
		return "", err
	}
	report, err := mdf.Measure(fund.Program, entries, mdf.FundPeriod{Period: fund.Program.Usage}, asOf)
	if err != nil {
		return "", err
	}
	returns, err := loop.Verify(loop.Policy{Currency: fund.Program.Currency, GroupBy: []loop.Dimension{loop.ByTactic}}, ran.Campaigns, nil)
	if err != nil {
		return "", err
	}
	var out strings.Builder
	writePositions(&out, ledger, report)
	writeDecisions(&out, decisions)
	writeSettlements(&out, settlements)
	writeReturns(&out, returns)
	return out.String(), nil
}

// readEntries reads id, partner, date, kind, amount, of, expires and until.
func readEntries(path string) ([]mdf.Entry, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return nil, err
	}
	reader := csv.NewReader(bytes.NewReader(text))
	reader.FieldsPerRecord = 8
	rows, err := reader.ReadAll()
	if err != nil {
		return nil, err
	}
	var entries []mdf.Entry
	for i, row := range rows[min(1, len(rows)):] {
		e := mdf.Entry{ID: row[0], Partner: row[1], Kind: mdf.EntryKind(row[3]), Of: row[5]}
		amount, err := decimal.NewFromString(row[4])
		for n, day := range []*partnermath.Date{2: &e.Date, 6: &e.Expires, 7: &e.Until} {
			if day != nil && row[n] != "" && err == nil {
				*day, err = partnermath.ParseDate(row[n])
			}
		}
		if err != nil {
			return nil, fmt.Errorf("%s: line %d: %w", path, i+2, err)
		}
		e.Amount = decimal.NewNullDecimal(amount)
		entries = append(entries, e)
	}
	return entries, nil
}

func writePositions(out *strings.Builder, l mdf.Ledger, r mdf.Report) {
	fmt.Fprintf(out, "Fund position on %s (%s)\n", l.AsOf, l.Currency)
	for _, x := range l.Positions {
		fmt.Fprintf(out, "  %-8s paid %s, reserved %s, available %s, forfeited %s\n", x.Partner, x.Paid, x.Reserved, x.Available, x.Forfeited)
	}
	fmt.Fprintf(out, "  used %s, committed %s of %s; to spend %s a week\n", r.Utilisation.Decimal, r.Commitment.Decimal, r.Funded, r.Weekly.Decimal)
	for _, e := range r.Expiring {
		fmt.Fprintf(out, "  %s can be used until %s\n", e.Amount, e.LastDay)
	}
}

func writeDecisions(out *strings.Builder, all []mdf.Decision) {
	fmt.Fprintln(out, "Decisions")
	for _, d := range all {
		fmt.Fprintf(out, "  %-8s %s, %s %v", d.Request, d.Status, d.Amount, d.Reasons)
		if d.ROI.Valid {
			fmt.Fprintf(out, ", margin ROI %s", d.ROI.Decimal)
		}
		fmt.Fprintln(out)
	}
}

func writeSettlements(out *strings.Builder, all []mdf.Settlement) {
	fmt.Fprintln(out, "Claims")
	for _, s := range all {
		fmt.Fprintf(out, "  %-8s payable %s, released %s\n", s.Claim, s.Payable, s.Released)
		for _, line := range s.Lines {
			fmt.Fprintf(out, "    %s %s of %s %v\n", line.ID, line.Vendor, line.Actual, line.Reasons)
		}
	}
}

// writeReturns shows the tactics, the best first, and all campaigns together.
func writeReturns(out *strings.Builder, l loop.Loop) {
	fmt.Fprintln(out, "Margin for a dollar of fund money, and forecast")
	write := func(name string, f *loop.Figures, more string) {
		fmt.Fprintf(out, "  %-8s %s, %s; leads %s of %s%s\n", name, multiple(f.Actual), multiple(f.Forecast), count(f.Leads.Actual), count(f.Leads.Forecast), more)
	}
	for i := range l.Groups[0].Rows {
		row := &l.Groups[0].Rows[i]
		worked := ": did not pay back"
		if row.Worked {
			worked = ": worked"
		}
		write(row.Value, &row.Channel, worked)
	}
	write("in all", &l.Total.Channel, "")
}

func multiple(r loop.Ratios) string { return count(r.MarginByVendorMoney.Multiple) }

// count writes a number, "unknown" for one that is not known.
func count(n decimal.NullDecimal) string {
	if !n.Valid {
		return "unknown"
	}
	return n.Decimal.String()
}
