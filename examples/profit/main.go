// Command profit reads a partner's business case and prints its statement by year.
//
//	go run ./examples/profit case.json
package main

import (
	"bytes"
	"fmt"
	"io"
	"log"
	"os"
	"strconv"
	"strings"
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
	data, err := io.ReadAll(in)
	if err != nil {
		return err
	}
	var c profit.Case
	if err := partnermath.Decode(data, &c); err != nil {
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
	if _, err := io.WriteString(table, rows(&statement)); err != nil {
		return err
	}
	if err := table.Flush(); err != nil {
		return err
	}
	_, err = fmt.Fprintf(out, "\npays back: %s %v; peak funding %s; NPV at 10 %% %s\n",
		report.Payback.Status, report.Payback.Crossings, report.PeakFunding, report.NPV)
	return err
}

// rows are the lines of a statement, the cells each with a tab behind.
func rows(s *profit.Statement) string {
	var b strings.Builder
	b.WriteString(s.Currency + "\tstart\t")
	for _, year := range s.Years {
		b.WriteString(strconv.Itoa(year.Year) + "\t")
	}
	b.WriteString("total\t\n")
	for _, line := range s.Lines {
		name := line.ID
		if name != string(line.Kind) {
			name += " (" + string(line.Kind) + ")"
		}
		b.WriteString(name + "\t" + line.Start.StringFixed(0) + "\t")
		for _, amount := range line.Years {
			b.WriteString(amount.StringFixed(0) + "\t")
		}
		b.WriteString(line.Total.StringFixed(0) + "\t\n")
	}
	return b.String()
}
