// Command rebate settles the programs of programs.json by the records of sales.csv, quarter
// by quarter, and prints a statement that a partner can follow.
//
//	go run ./examples/rebate [folder]
package main

import (
	"bytes"
	"cmp"
	"encoding/csv"
	"errors"
	"fmt"
	"log"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
)

//go:generate go test -run TestSchema -update .

func main() {
	folder := append(os.Args, filepath.Join("examples", "rebate", "sample"))[1]
	statements, err := run(folder, partnermath.NewDate(2026, 7, 15))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(statements)
}

// file is a list of programs.
type file struct {
	Programs []incentive.Program `json:"programs"`
}

// run settles every period that has ended by asOf and returns the statements of the last.
func run(folder string, asOf partnermath.Date) (string, error) {
	var out strings.Builder
	var in file
	text, err := os.ReadFile(filepath.Join(folder, "programs.json"))
	book, badSales := readSales(filepath.Join(folder, "sales.csv"))
	if err := errors.Join(err, badSales, partnermath.Decode(text, &in)); err != nil {
		return "", err
	}
	for _, program := range in.Programs {
		book, last := book, incentive.Settlement{}
		for _, period := range program.Periods {
			day := period.End.AddDays(program.GraceDays)
			if day.After(asOf) {
				break
			}
			book.Period, book.Final, book.Settled = period, true, last.Settled
			if last, err = incentive.Settle(program, book, day); err != nil {
				return "", err
			}
		}
		for _, statement := range last.Statements {
			write(&out, &program, &statement)
		}
	}
	return out.String(), nil
}

func readSales(path string) (book incentive.Book, err error) {
	text, err := os.ReadFile(path)
	reader := csv.NewReader(bytes.NewReader(text))
	reader.FieldsPerRecord = 9
	rows, badRows := reader.ReadAll()
	if err := errors.Join(err, badRows); err != nil {
		return book, err
	}
	for i, row := range rows[min(1, len(rows)):] {
		day, badDay := partnermath.ParseDate(row[4])
		recorded, badRecorded := partnermath.ParseDate(cmp.Or(row[5], row[4]))
		amount, badAmount := decimal.NewFromString(row[8])
		if err := errors.Join(badDay, badRecorded, badAmount); err != nil {
			return book, fmt.Errorf("%s, line %d: %w", path, i+2, err)
		}
		book.Sales = append(book.Sales, incentive.Sale{
			ID: row[0], Partner: row[1], Kind: incentive.SaleKind(row[2]), Of: row[3],
			Date: day, Recorded: recorded, Product: row[6], Amount: decimal.NewNullDecimal(amount),
		})
		if partner := (incentive.Partner{ID: row[1]}); !slices.ContainsFunc(book.Partners, func(p incentive.Partner) bool { return p.ID == row[1] }) {
			book.Partners = append(book.Partners, partner)
		}
		if product := (incentive.Product{ID: row[6], Category: row[7]}); row[6] != "" && !slices.Contains(book.Products, product) {
			book.Products = append(book.Products, product)
		}
	}
	return book, nil
}

// write goes from the tier to what is earned, which records have it, and what is paid.
func write(out *strings.Builder, p *incentive.Program, st *incentive.Statement) {
	row := func(amount decimal.Decimal, what string, args ...any) {
		if !amount.IsZero() {
			fmt.Fprintf(out, "  %-68s%10s\n", fmt.Sprintf(what, args...), amount.StringFixed(2))
		}
	}
	fmt.Fprintf(out, "%s, %s, %s (%s)\n", p.Name, st.Partner, st.Period, p.Currency)
	for _, s := range st.Slices {
		row(s.Amount, "%s counts, in the tier from %s at %s", s.Measure, s.From.Decimal, s.Rate.Decimal)
	}
	row(st.Multiplied.Sub(st.Payout), "multipliers add")
	for _, c := range st.Caps {
		row(c.Cost.Neg(), "%s of %s", c.Cap, c.Limit)
	}
	row(st.Earned, "earned")
	for _, l := range st.Lines {
		what := cmp.Or(string(l.Reason), fmt.Sprint(l.PaidOn.Decimal, " counts × ", l.Factor.Decimal, " ", strings.Join(l.Multipliers, " ")))
		fmt.Fprintf(out, "    of it %s %s %-42s%10s\n", l.Date, l.Sale, what, l.Earned.StringFixed(2))
	}
	for _, a := range st.Adjustments {
		row(a.Amount, "%s comes to %s instead of %s, by %s", a.Period, a.After, a.Before, strings.Join(a.Records, " "))
	}
	row(st.CarriedIn, "carried in")
	row(st.CarriedOut.Neg(), "carried to the next period")
	row(st.Payable, "paid")
	if g := st.Gap; g.To.Valid {
		fmt.Fprintf(out, "  %s more would have paid %s more\n", g.Missing.Decimal, g.Gain.Decimal)
	}
}
