// Command quarter prints the quarterly review of one partner: scores, strengths,
// improvement areas against best practice, the action plan, and the change since
// the quarter before. It reads a folder of files as a partner-relationship
// management system exports them:
//
//	questionnaire.json  the scorecard.Questionnaire that partners are assessed with
//	calendar.json       the partnermath.Calendar; without it, quarters are those of the year
//	partners.csv        id, name, tier, type, region, manager
//	assessments.csv     partner, date, question, answer; one row for each answer
//
// The rows of assessments.csv stand in any order. Those of one partner and one
// date are one assessment; the latest within a quarter is that quarter's. An
// answer is
//
//	0.75           a number
//	yes            or no
//	weekly         the id of a choice
//	cloud;edge     the ids of several choices, "none" for none of them
//	n/a            not applicable
//	               nothing: not answered
//
// Everything in the folder is checked, whichever partner is printed. The exit
// status is 2 when a flag or a cell is faulty, and nothing is printed then but
// the faults; it is 1 when the review cannot be written.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"strings"

	"github.com/partnermath/partnermath"
)

const (
	exitDone   = 0
	exitOutput = 1
	exitInput  = 2
)

func main() { os.Exit(run(os.Args[1:], os.Stdout, os.Stderr)) }

// run does what the command does and returns its exit status.
func run(args []string, stdout, stderr io.Writer) int {
	o, err := parseOptions(args, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitDone
	case err != nil:
		return exitInput
	}
	in := openFolder(o.data)
	var found faults
	ch := readChannel(in, &found, newProgress(stderr))
	if found.count > 0 {
		found.print(stderr, in.name)
		return exitInput
	}
	r, err := ch.review(o.partner, o.quarter)
	if err != nil {
		say(stderr, "quarter: %v\n", err)
		return exitInput
	}
	var text bytes.Buffer
	if err := formats[o.format](&text, r); err != nil {
		say(stderr, "quarter: %v\n", err)
		return exitOutput
	}
	if err := deliver(text.Bytes(), o.out, stdout); err != nil {
		say(stderr, "quarter: %v\n", err)
		return exitOutput
	}
	return exitDone
}

// formats are the values of the flag -format.
var formats = map[string]func(io.Writer, review) error{
	"text":     writeText,
	"markdown": writeMarkdown,
	"json":     writeJSON,
}

// options are the flags.
type options struct {
	data    string
	partner string
	quarter partnermath.Quarter
	format  string
	out     string
}

// parseOptions reads the flags. It has written any error to stderr.
func parseOptions(args []string, stderr io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("quarter", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.Usage = func() {
		say(stderr, "Usage: quarter [flags]\n\nPrints the quarterly review of one partner.\n\n")
		flags.PrintDefaults()
	}
	flags.StringVar(&o.data, "data", "", "`folder` of the input files (default: a sample that is built in)")
	flags.StringVar(&o.partner, "partner", "", "`id` of the partner (default: the first in partners.csv)")
	flags.TextVar(&o.quarter, "quarter", partnermath.Quarter{}, "quarter like 2026-Q3 (default: the partner's latest)")
	flags.StringVar(&o.format, "format", "text", "`form` of the review: text, markdown or json")
	flags.StringVar(&o.out, "out", "", "`file` to write to (default: standard output)")
	if err := flags.Parse(args); err != nil {
		return options{}, err
	}
	var err error
	switch {
	case flags.NArg() > 0:
		err = fmt.Errorf("unexpected argument %.40q", flags.Arg(0))
	case formats[o.format] == nil:
		err = fmt.Errorf("-format must be text, markdown or json, got %.40q", o.format)
	case hasEmpty(flags):
		err = errors.New("-data, -partner, -quarter and -out must not be empty")
	}
	if err != nil {
		say(stderr, "quarter: %v\n", err)
	}
	return o, err
}

// hasEmpty reports whether a flag is set to nothing, as an unset variable of a
// shell script does; the default would not be what the script meant.
func hasEmpty(flags *flag.FlagSet) (empty bool) {
	flags.Visit(func(f *flag.Flag) {
		empty = empty || strings.TrimSpace(f.Value.String()) == ""
	})
	return empty
}
