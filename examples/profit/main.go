// Command profit reads a partner's business case and prints its statement by year.
//
//	go run ./examples/profit case.json
package main

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log"
	"os"
	"text/tabwriter"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/profit"
)

func main() {
	if len(os.Args) != 2 {
		log.Fatal("usage: profit case.json")
	}
	data, err := os.ReadFile(os.Args[1])
	if err != nil {
		log.Fatal(err)
	}
	if err := run(bytes.NewReader(data), os.Stdout); err != nil {
		log.Fatal(err)
	}
}

func run(in io.Reader, out io.Writer) error {
	var c profit.Case
	decoder := json.NewDecoder(in)
	decoder.DisallowUnknownFields()
	if err := decoder.Decode(&c); err != nil {
		return err
	}
	statement, err := profit.Forecast(c)
	if err != nil {
		return err
	}
	report, err := profit.Measure(statement, profit.Discount{
		Annual: partnermath.Num(10, 2), Compounding: profit.Effective, FirstFlow: profit.FirstNow,
	})
	if err != nil {
		return err
	}
	table := tabwriter.NewWriter(out, 0, 0, 2, ' ', tabwriter.AlignRight)
	fmt.Fprint(table, statement.Currency, "\tstart\t")
	for _, year := range statement.Years {
		fmt.Fprint(table, year.Year, "\t")
	}
	fmt.Fprint(table, "total\t\n")
	for _, line := range statement.Lines {
		name := line.ID
		if name != string(line.Kind) {
			name += " (" + string(line.Kind) + ")"
		}
		fmt.Fprint(table, name, "\t", line.Start.StringFixed(0), "\t")
		for _, amount := range line.Years {
			fmt.Fprint(table, amount.StringFixed(0), "\t")
		}
		fmt.Fprint(table, line.Total.StringFixed(0), "\t\n")
	}
	if err := table.Flush(); err != nil {
		return err
	}
	fmt.Fprintf(out, "\npays back: %s %v; peak funding %s; NPV at 10 %% %s\n",
		report.Payback.Status, report.Payback.Crossings, report.PeakFunding, report.NPV)
	return nil
}
