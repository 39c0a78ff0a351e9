// Command quarter prints the quarterly review of one partner: scores, also beside
// those of its peers, strengths, improvement areas against best practice, the
// trend, goals, the action plan, the marketing plan, the pipeline, leads, deal registrations,
// the campaigns of the quarter before, and the change since then. With -report network it prints the table of all partners instead. It reads a folder of
// files as a partner-relationship management system exports them:
//
//	questionnaire.json  the scorecard.Questionnaire that partners are assessed with
//	calendar.json       the partnermath.Calendar; without it, quarters are those of the year
//	partners.csv        id, name, tier, type, region, manager
//	assessments.csv     partner, date, question, answer; one row for each answer
//	goals.csv           partner, node, id, target, by; may be left out
//	plan.json           the marketing plan of a quarter; may be left out
//	deals.csv           the deals of the partners and their registrations; may be left out
//	leads.csv           the leads that partners were given; may be left out
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
// A goal is a score to reach by the end of the quarter of a day. Its node is
// overall, without an id, or category or topic.
//
// The marketing plan goes from a revenue goal to leads and back. It has
//
//	quarter    like 2026-Q3; the review of another shows no plan
//	currency   of every amount, like USD
//	funnel     a waterfall.Funnel, by which the goal is worked out backward
//	goal       a waterfall.RevenueGoal for the fiscal year of the quarter
//	cadence    a waterfall.Cadence, by which the year is spread; left out, evenly
//	tactics    each a waterfall.Tactic, with the volume and the dates of the quarter
//	scenarios  each a waterfall.Scenario, which changes the tactics; may be left out
//	campaigns  each a waterfall.Tactic: those of the quarter before, as they were planned
//	pipeline   a pipeline.DealPolicy, without currency, period and target; for deals.csv
//	registrations  a pipeline.RegistrationPolicy, without currency and period; may be left out
//	leads      a pipeline.LeadPolicy; for leads.csv
//	plans      each a partner, or a tier, with those of the parts above, from the funnel on,
//	           that differ for it
//
// Costs and margin are the partner's. Of each part, what is given for a partner
// comes before what is for its tier, and this before what is for all. The calendar is that of
// calendar.json.
//
// A row of deals.csv is an opportunity, open or closed, of any age. It has
//
//	id, partner      the deal and whose it is
//	customer, product, campaign   ids; each may be empty, the customer unless it is registered
//	currency         that of plan.json; may be empty
//	amount           a number like 12500.00
//	stage            the id of one in plan.json; a closed deal may have none
//	category         commit, best-case or open; may be empty
//	created          a day like 2026-07-06
//	last_activity, expected_close   days; may be empty
//	outcome, closed  won, lost or no-decision, and the day; empty while the deal is open
//	submitted        the day on which it was registered; empty when it was not
//	decision, decided   approved or rejected, and the day; empty while there is none
//	expires          the first day on which an approved one is not protected any more
//
// A row of leads.csv has
//
//	id, partner      the lead and who is to follow it up
//	source, vendor   what brought it (webinar, search) and who delivered it; may be empty
//	campaign         the id of one; may be empty
//	created          the day on which it was handed over
//	followed_up      the day of the first follow-up; empty while there was none
//	stage            the furthest it got: lead, mql, sal, sql, mgo, opportunity or won
//	rejected         yes when it was no lead at all, else no or empty
//
// Both are looked at as of the day -asof. What happened later is not seen, as far as the
// files tell: the stage of a deal and of a lead is the one that they have now. What
// a campaign brought are the leads and the deals with its id; the deals of a campaign
// are opportunities that marketing has generated.
//
// The peers of a partner are all partners that were assessed in the quarter, those
// of its tier and those of its region. A review for the partner itself (-audience
// partner) shows of all partners what scorecard.Disclosure lets through, and nothing
// else of the vendor's; the review for the vendor and the network are confidential. What
// goes to standard error is for whoever runs the command.
//
// Everything in the folder is checked, whichever partner is printed. The exit
// status is 2 when a flag or a cell is faulty, and nothing is printed then but
// the faults; it is 1 when the report cannot be written.
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
	"github.com/partnermath/partnermath/scorecard"
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
	ch := readChannel(in, o, &found, newProgress(stderr))
	r, err := ch.report(o, &found)
	if found.count > 0 {
		found.print(stderr, in.name)
		return exitInput
	}
	if err != nil {
		complain(stderr, err)
		return exitInput
	}
	var text bytes.Buffer
	if err := formats[o.format](&text, r); err != nil {
		complain(stderr, err)
		return exitOutput
	}
	if err := deliver(text.Bytes(), o.out, stdout); err != nil {
		complain(stderr, err)
		return exitOutput
	}
	return exitDone
}

// formats are the values of the flag -format.
var formats = map[string]func(io.Writer, report) error{
	"text":     writeText,
	"markdown": writeMarkdown,
	"json":     writeJSON,
}

// options are the flags.
type options struct {
	data     string
	report   string
	audience string
	partner  string
	quarter  partnermath.Quarter
	asOf     partnermath.Date
	format   string
	out      string
}

// parseOptions reads the flags. It has written any error to stderr.
func parseOptions(args []string, stderr io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("quarter", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // it would write what the user gave as it is
	flags.Usage = func() {}
	usage := func() {
		flags.SetOutput(stderr)
		say(stderr, "Usage: quarter [flags]\n\nPrints the quarterly review of one partner, or the table of the whole channel.\n\n")
		flags.PrintDefaults()
	}
	flags.StringVar(&o.data, "data", "", "`folder` of the input files (default: a sample that is built in)")
	flags.StringVar(&o.report, "report", reportReview, "`kind` of report: review, of one partner, or network, of all, for the vendor only")
	flags.StringVar(&o.audience, "audience", string(scorecard.AudienceVendor), "`reader` of the review: vendor, who sees the peers' exact figures, or partner")
	flags.StringVar(&o.partner, "partner", "", "`id` of the partner (default: the first in partners.csv)")
	flags.TextVar(&o.quarter, "quarter", partnermath.Quarter{}, "quarter like 2026-Q3 (default: the latest of the partner or, for the network, of all)")
	flags.TextVar(&o.asOf, "asof", partnermath.Date{}, "`day` like 2026-09-30 up to which deals and leads are looked at (default: the last day of the quarter)")
	flags.StringVar(&o.format, "format", "text", "`form` of the report: text, markdown or json")
	flags.StringVar(&o.out, "out", "", "`file` to write to (default: standard output)")
	if err := flags.Parse(args); err != nil {
		if !errors.Is(err, flag.ErrHelp) {
			complain(stderr, err)
		}
		usage()
		return options{}, err
	}
	err := o.check(flags)
	if err != nil {
		complain(stderr, err)
	}
	return o, err
}

// check returns what is wrong with the flags.
func (o options) check(flags *flag.FlagSet) (err error) {
	switch {
	case flags.NArg() > 0:
		err = fmt.Errorf("unexpected argument %.40q", flags.Arg(0))
		if o.partner == "" && o.report == reportReview {
			err = fmt.Errorf("%w; did you mean -partner %.40s?", err, flags.Arg(0))
		}
	case formats[o.format] == nil:
		err = fmt.Errorf("-format must be text, markdown or json, got %.40q", o.format)
	case o.audience != string(scorecard.AudienceVendor) && o.audience != string(scorecard.AudiencePartner):
		err = fmt.Errorf("-audience must be vendor or partner, got %.40q", o.audience)
	case o.report != reportReview && o.report != reportNetwork:
		err = fmt.Errorf("-report must be review or network, got %.40q", o.report)
	case hasEmpty(flags):
		err = errors.New("-data, -asof, -partner, -quarter and -out must not be empty")
	case o.report == reportNetwork && o.audience != string(scorecard.AudienceVendor):
		err = errors.New("-report network is confidential, for -audience vendor only")
	case o.report == reportNetwork && o.partner != "":
		err = errors.New("-partner is for -report review only; the network is all partners")
	case o.report == reportNetwork && !o.asOf.IsZero():
		err = errors.New("-asof is for -report review only; the network shows no deals and leads")
	case isInput(o.out, o.data):
		err = fmt.Errorf("-out must not be an input file, got %q", o.out)
	}
	return err
}

// hasEmpty reports whether a flag is set to nothing, as an unset variable of a
// shell script does; the default would not be what the script meant.
func hasEmpty(flags *flag.FlagSet) (empty bool) {
	flags.Visit(func(f *flag.Flag) {
		empty = empty || strings.TrimSpace(f.Value.String()) == ""
	})
	return empty
}
