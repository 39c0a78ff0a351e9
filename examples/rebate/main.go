// Command rebate settles the programs of programs.json by the records of sales.csv, quarter
// by quarter, and prints a statement that a partner can follow.
//
//	go run ./examples/rebate [folder]
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
	"github.com/partnermath/partnermath/incentive"
)

func main() {
	folder := filepath.Join("examples", "rebate", "sample")
	if len(os.Args) > 1 {
		folder = os.Args[1]
	}
	statements, err := run(folder, partnermath.NewDate(2026, time.July, 15))
	if err != nil {
		log.Fatal(err)
	}
	fmt.Print(statements)
}

// run settles every period that has ended by asOf and returns the statements of the last.
func run(folder string, asOf partnermath.Date) (string, error) {
	var out strings.Builder
	var programs []incentive.Program
	text, err := os.ReadFile(filepath.Join(folder, "programs.json"))
	if err != nil {
		return "", err
	}
	if err := partnermath.Decode(text, &programs); err != nil {
		return "", err
	}
	book, err := readSales(filepath.Join(folder, "sales.csv"))
	if err != nil {
		return "", err
	}
	for _, program := range programs {
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

func readSales(path string) (incentive.Book, error) {
	text, err := os.ReadFile(path)
	if err != nil {
		return incentive.Book{}, err
	}
	reader := csv.NewReader(bytes.NewReader(text))
	reader.FieldsPerRecord = 9
	rows, err := reader.ReadAll()
	if err != nil {
		return incentive.Book{}, err
	}
	var book incentive.Book
	seen := map[string]bool{}
	for i, row := range rows[min(1, len(rows)):] {
		sale := incentive.Sale{ID: row[0], Partner: row[1], Kind: incentive.SaleKind(row[2]), Of: row[3], Product: row[6]}
		day, err := partnermath.ParseDate(row[4])
		if err == nil && row[5] != "" {
			sale.Recorded, err = partnermath.ParseDate(row[5])
		}
		amount, badAmount := decimal.NewFromString(row[8])
		if err != nil || badAmount != nil {
			return incentive.Book{}, fmt.Errorf("%s: line %d has no date or no amount", path, i+2)
		}
		sale.Date, sale.Amount = day, decimal.NewNullDecimal(amount)
		book.Sales = append(book.Sales, sale)
		if !seen["partner "+sale.Partner] {
			book.Partners = append(book.Partners, incentive.Partner{ID: sale.Partner})
		}
		if sale.Product != "" && !seen["product "+sale.Product] {
			book.Products = append(book.Products, incentive.Product{ID: sale.Product, Category: row[7]})
		}
		seen["partner "+sale.Partner], seen["product "+sale.Product] = true, true
	}
	return book, nil
}

func write(out *strings.Builder, p *incentive.Program, st *incentive.Statement) {
	places, _ := partnermath.MinorUnits(p.Currency)
	row := func(what string, amount decimal.Decimal) {
		fmt.Fprintf(out, "  %-50s%12s\n", strings.Join(strings.Fields(what), " "), amount.StringFixed(places))
	}
	fmt.Fprintf(out, "%s, %s, %s (%s)\n", p.Name, st.Partner, st.Period, p.Currency)
	for _, l := range st.Lines {
		row(fmt.Sprintln(l.Date, l.Sale, l.Reason, strings.Join(l.Multipliers, " ")), l.Earned)
	}
	for _, c := range st.Caps {
		row(fmt.Sprintln(c.Cap, c.ID, "took"), c.Cost)
	}
	row("earned", st.Earned)
	for _, a := range st.Adjustments {
		row(fmt.Sprintf("%s changes by %s", a.Period, strings.Join(a.Records, " ")), a.Amount)
	}
	row("carried in", st.CarriedIn)
	row("payable", st.Payable)
	row("carried out", st.CarriedOut)
	if g := st.Gap; g.To.Valid {
		fmt.Fprintf(out, "  %s more would have paid %s more\n", g.Missing.Decimal.StringFixed(places), g.Gain.Decimal.StringFixed(places))
	}
}
