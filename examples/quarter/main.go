// Command quarter prints the quarterly review of one partner: scores, also beside
// those of its peers, strengths, improvement areas against best practice, the
// trend, goals, the action plan, the marketing plan, the pipeline, leads, deal registrations,
// the campaigns of the quarter before, and the change since then. With -report dashboard it
// sets all partners side by side, with -report channel it tells what the channel cost and
// returned, and with -report network it prints the scores of all. It reads a folder of files as
// a partner-relationship management system exports them, with package intake:
//
//	questionnaire.json  the scorecard.Questionnaire that partners are assessed with
//	calendar.json       the partnermath.Calendar; without it, quarters are those of the year
//	partners.csv        the partners
//	assessments.csv     their answers, a row for each
//	goals.csv           the scores to reach; may be left out
//	plan.json           the marketing plan of a quarter; may be left out
//	deals.csv           the deals of the partners and their registrations; may be left out
//	leads.csv           the leads that partners were given; may be left out
//	review.json         what reviews are set against, and what is recorded of partners
//	sales.csv           the plan and what was sold, by month and product
//	activities.csv      what partners did of what is expected of their engagement
//	incentives.json     rebate programs, and incentive-sales.csv what counts for them
//	mdf.json            a marketing fund, with fund-entries.csv, fund-requests.json and fund-claims.json
//	profit.json         what partners earn with the vendor, and the vendor with them
//	forecasts.csv       what partners committed, and what landed
//	rewards.json        what registered deals pay on the way
//	promotions.json     promotions that partners put together
//	campaigns.json      what campaigns that the fund paid for brought
//	next.json           what is planned for the next quarter
//	channel.json        what the dashboard and the report of the channel take
//
// With -help it lists the columns of the tables and the fields of the plan. A table is
// read as spreadsheets and CRMs write it; the file of -columns tells the names and values
// of another program, and columns/ has such files for Salesforce (API fields, and the labels
// in a report), HubSpot and Dynamics. README.md tells how an export becomes a review.
//
// The marketing plan goes from a revenue goal to leads and back. Costs and margin are the
// partner's. Of each part, what is given for a partner comes before what is for its tier,
// and this before what is for all. The calendar is that of calendar.json.
//
// Deals are open and closed, of any age, leads whatever became of them.
// A row whose facts contradict each other counts as far as they are known; the review
// lists it among the records to put right.
//
// Both are looked at as of the day -asof. What happened later is not seen, as far as the
// files tell: the stage of a deal and of a lead is the one that they have now. What
// a campaign brought are the leads and the deals with its id; the deals of a campaign
// are opportunities that marketing has generated.
//
// The peers of a partner are all partners that were assessed in the quarter, those
// of its tier and those of its region. A review for the partner itself (-audience
// partner) shows of them what scorecard.Disclosure lets through, of the groups that
// scorecard.DecideGroups does, and nothing else of the vendor's; the review for the vendor and the network are confidential. What
// goes to standard error is for whoever runs the command.
//
// Everything in the folder is checked, whichever partner is printed. The exit
// status is 2 when a flag or a cell is faulty, and nothing is printed then but
// the faults; with -faulty report, faulty rows are left out and listed instead. It is 1
// when the report cannot be written. -check shows what is read as what, and what would be
// refused.
package main

import (
	"bytes"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"runtime/debug"
	"slices"
	"strings"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/examples/internal/words"
	"github.com/partnermath/partnermath/examples/tabular"
	"github.com/partnermath/partnermath/qbr"
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
	o, err := parseOptions(args, stdout, stderr)
	switch {
	case errors.Is(err, flag.ErrHelp):
		return exitDone
	case err != nil:
		return exitInput
	}
	isMapped := true
	if o.columns != "" {
		wrong, usable := intake.ReadColumns(&o.tables, o.columns)
		sayLines(stderr, wrong)
		if isMapped = len(wrong) == 0; !usable {
			return exitInput
		}
	}
	in, err := o.open()
	if err != nil {
		complain(stderr, fmt.Errorf("-data %s: %w", o.data, err))
		return exitInput
	}
	defer func() { _ = in.Close() }()
	found := in.NewFaults(o.faulty == faultyReport)
	if o.check {
		in.Watch()
	}
	if o.subjects().All { // what is made for a review is let go of sooner
		defer debug.SetMemoryLimit(debug.SetMemoryLimit(allMemory))
		defer debug.SetGCPercent(debug.SetGCPercent(allGrowth))
	}
	shown := newProgress(stderr)
	in.Progress = shown.read
	ch := intake.Read(in, o.subjects(), found)
	shown.done()
	maker, err := makerOf(&ch, o, found, shown)
	found.CheckApart()
	if !o.check {
		defer func() {
			for _, note := range found.Notes() {
				complain(stderr, errors.New(note))
			}
		}()
	}
	switch {
	case o.check:
		status := o.deliver(in.Check(found, o.readAll), stdout, stderr)
		if status == exitDone && (found.Refused() || !isMapped) {
			return exitInput
		}
		return status
	case found.Refused() || !isMapped:
		sayLines(stderr, in.Advise(found, o.readAll))
		if !isMapped && found.Refused() {
			sayLines(stderr, []string{"the faults of " + o.columns + " come first: they may be why others are found"})
		}
		return exitInput
	case err != nil:
		complain(stderr, err)
		return exitInput
	}
	finished := leaveOut(in, found, o.audience)
	if o.all {
		status, err := maker.(*reviewer).writeAll(o, finished, shown)
		if err != nil {
			complain(stderr, err)
		}
		return status
	}
	r, err := maker.report()
	if err != nil {
		complain(stderr, err)
		return exitInput
	}
	return o.deliver(finished(r), stdout, stderr)
}

// deliver writes a report where the flags say and returns the exit status.
func (o options) deliver(r report, stdout, stderr io.Writer) int {
	var text bytes.Buffer
	err := formats[o.format](&text, r, o.width)
	if err == nil {
		err = deliver(text.Bytes(), o.out, stdout)
		if err != nil && o.out != "" {
			err = fmt.Errorf("-out %s: %w", o.out, words.Reason(err))
		}
	}
	if err != nil {
		complain(stderr, err)
		return exitOutput
	}
	return exitDone
}

// formats are the values of the flag -format.
var formats = map[string]func(*bytes.Buffer, report, int) error{
	"text":     writeText,
	"markdown": writeMarkdown,
	"json":     writeJSON,
	"html":     writePage,

	formatWorkbook: writeWorkbook,
	formatDeck:     writeDeck,
}

// isBinary tells which formats are files to open with a program of their own.
func isBinary(format string) bool { return format == formatWorkbook || format == formatDeck }

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
	tables   folder.Tables
	columns  string
	check    bool
	faulty   string
	width    int
	sections sectionList
	all      bool
}

// The values of the flag -faulty.
const (
	faultyRefuse = "refuse"
	faultyReport = "report"
)

// parseOptions reads the flags. It has written any error to stderr, and any help to stdout.
func parseOptions(args []string, stdout, stderr io.Writer) (options, error) {
	var o options
	flags := flag.NewFlagSet("quarter", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // it would write what the user gave as it is
	flags.Usage = func() {}
	flags.StringVar(&o.data, "data", "", "`folder` of the input files, or a workbook (.xlsx) with a sheet for each table and the other files beside it (default: a sample that is built in)")
	flags.StringVar(&o.report, "report", reportReview, "`kind` of report: review, of one partner; dashboard, of all; channel, what it cost and returned; or network, the scores of all; all but the first for the vendor only")
	flags.StringVar(&o.audience, "audience", string(scorecard.AudienceVendor), "`reader` of the review: vendor, who sees the peers' exact figures, or partner")
	flags.StringVar(&o.partner, "partner", "", "`id` or name of the partner (default: the first in partners.csv)")
	flags.BoolVar(&o.all, "all", false, "write a review of each partner that was assessed in the quarter, into a file of the folder -out that has its id for a name")
	flags.TextVar(&o.quarter, "quarter", partnermath.Quarter{}, "quarter like 2026-Q3 (default: the latest of the partner or, for the network and -all, of all)")
	flags.TextVar(&o.asOf, "asof", partnermath.Date{}, "`day` like 2026-09-30 up to which deals and leads are looked at (default: the last day of the quarter)")
	flags.StringVar(&o.format, "format", "text", "`form` of the report: text, markdown, json or html, and of a review xlsx, a workbook whose figures are formulas, or pptx, slides")
	flags.IntVar(&o.width, "width", 0, "`characters` of a line of text, from 80 to 200 (default: 100, and 120 for the network)")
	flags.Var(&o.sections, "sections", "`list` of the sections of the review, in their order, like performance,pipeline (default: those of review.json, or else all)")
	flags.StringVar(&o.out, "out", "", "`file` to write to, and with -all the folder (default: standard output)")
	flags.StringVar(&o.columns, "columns", "", "`file` that tells the columns and values of the tables by those of another program")
	flags.TextVar(&o.tables.Encoding, "encoding", tabular.Encoding(""), "`name` of the encoding of the tables: utf-8, utf-16le, utf-16be or cp1252 (default: UTF-8, or UTF-16 with a mark)")
	flags.TextVar(&o.tables.Dates, "dates", tabular.DateForm{}, "`form` of the days in the tables, as the last of 2026 is written, like 31/12/2026 or 12/31/2026")
	flags.TextVar(&o.tables.Numbers, "numbers", tabular.NumberForm{}, "`form` of the numbers in the tables, like 1,234.56 or 1.234,56; with the sign of a currency when some have it, like '$1,234.56' or '1.234,56 €'")
	flags.BoolVar(&o.check, "check", false, "show what is read as what, and what would be refused, instead of a report")
	flags.StringVar(&o.faulty, "faulty", faultyRefuse, "`what` to do about faulty rows: refuse all, or report without them, and list them")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		var text bytes.Buffer
		_ = writeText(&text, help{flags}, helpWidth(stdout))
		_, _ = stdout.Write(text.Bytes())
		return options{}, err
	case err != nil:
		complain(stderr, fmt.Errorf("%w; -help lists the flags", err))
		return options{}, err
	}
	err := o.validate(flags)
	if err != nil {
		complain(stderr, err)
	}
	if o.width == 0 {
		o.width = pageWidth
		if o.report != reportReview && !o.check {
			o.width = wideWidth
		}
	}
	return o, err
}

// open opens what -data names, or the sample.
func (o options) open() (folder.Folder, error) {
	if o.data == "" {
		return folder.OpenFS(intake.Layout(), sample, "sample"), nil
	}
	return folder.Open(intake.Layout(), o.data, o.tables)
}

// subjects are the partners that the report is of.
func (o options) subjects() intake.Subjects {
	channel := o.report == reportDashboard || o.report == reportChannel
	return intake.Subjects{Partner: o.partner, All: o.all || channel, Channel: channel, None: o.report == reportNetwork, Workings: o.format == formatWorkbook}
}

// readAll reads a folder and checks all that the report would.
func (o options) readAll(in folder.Folder, found *folder.Faults) {
	ch := intake.Read(in, o.subjects(), found)
	_, _ = makerOf(&ch, o, found, &progress{})
}

// validate returns what is wrong with the flags.
func (o options) validate(flags *flag.FlagSet) (err error) {
	switch {
	case flags.NArg() > 0:
		err = fmt.Errorf("unexpected argument %.40q", flags.Arg(0))
		if o.partner == "" && o.report == reportReview {
			err = fmt.Errorf("%w; did you mean -partner %.40s?", err, flags.Arg(0))
		}
	case formats[o.format] == nil:
		err = fmt.Errorf("-format must be text, markdown, json, html, xlsx or pptx, got %.40q", o.format)
	case isBinary(o.format) && (o.report != reportReview || o.check):
		err = fmt.Errorf("-format %s is for a review only", o.format)
	case isBinary(o.format) && o.out == "":
		err = fmt.Errorf("-format %s takes -out with the file to write", o.format)
	case o.audience != string(scorecard.AudienceVendor) && o.audience != string(scorecard.AudiencePartner):
		err = fmt.Errorf("-audience must be vendor or partner, got %.40q", o.audience)
	case !slices.Contains(reports, o.report):
		err = fmt.Errorf("-report must be review, dashboard, channel or network, got %.40q", o.report)
	case o.all && o.report != reportReview:
		err = fmt.Errorf("-all is for -report review only; the %s is of all partners anyway", o.report)
	case o.all && o.partner != "":
		err = errors.New("-all is of each partner, and -partner of one; give one of them")
	case o.all && o.check:
		err = errors.New("-check shows what is read, whichever partner is reviewed; leave -all out")
	case o.all && o.out == "":
		err = errors.New("-all takes -out with the folder to write to")
	case o.all && o.data != "" && isSame(o.out, folderOf(o.data)):
		err = fmt.Errorf("-out must not be the folder of the input files, got %q", o.out)
	case o.width != 0 && (o.width < minWidth || o.width > maxWidth):
		err = fmt.Errorf("-width must be from %d to %d, got %d", minWidth, maxWidth, o.width)
	case o.width != 0 && o.format != "text":
		err = fmt.Errorf("-width is for -format text; %s has no lines of a width", o.format)
	case o.sections != nil && o.report != reportReview:
		err = errors.New("-sections is for -report review only")
	case o.faulty != faultyRefuse && o.faulty != faultyReport:
		err = fmt.Errorf("-faulty must be refuse or report, got %.40q", o.faulty)
	case hasEmpty(flags):
		err = errors.New("-data, -asof, -partner, -quarter and -out must not be empty")
	case o.report != reportReview && o.audience != string(scorecard.AudienceVendor):
		err = fmt.Errorf("-report %s is confidential, for -audience vendor only", o.report)
	case o.report != reportReview && o.partner != "":
		err = fmt.Errorf("-partner is for -report review only; the %s is all partners", o.report)
	case (o.report == reportNetwork || o.report == reportChannel) && !o.asOf.IsZero():
		err = fmt.Errorf("-asof is for -report review and dashboard only; the %s shows no deals and leads", o.report)
	case o.data == "" && (o.columns != "" || o.tables.Stated()):
		err = errors.New("-columns, -encoding, -dates and -numbers are for -data; the sample needs none")
	case intake.Layout().IsInput(o.out, folderOf(o.data)) || folder.IsWorkbook(o.data) && isSame(o.out, o.data):
		err = fmt.Errorf("-out must not be an input file, got %q", o.out)
	}
	return err
}

// folderOf is the folder of the input files.
func folderOf(data string) string {
	if folder.IsWorkbook(data) {
		return filepath.Dir(data)
	}
	return data
}

// sectionList is the value of the flag -sections.
type sectionList []qbr.SectionID

func (l *sectionList) String() string {
	names := make([]string, len(*l))
	for i, id := range *l {
		names[i] = string(id)
	}
	return strings.Join(names, ",")
}

// Set reads the list.
func (l *sectionList) Set(list string) error {
	var valid []string
	for _, id := range qbr.SectionID("").Values() {
		valid = append(valid, string(id))
	}
	for _, name := range strings.Split(list, ",") {
		id := qbr.SectionID(strings.TrimSpace(name))
		switch {
		case !slices.Contains(valid, string(id)):
			return fmt.Errorf("must be of %s", strings.Join(valid, ", "))
		case slices.Contains(*l, id):
			return fmt.Errorf("must not name %s twice", id)
		}
		*l = append(*l, id)
	}
	return nil
}

// hasEmpty reports whether a flag is set to nothing, as an unset variable of a
// shell script does; the default would not be what the script meant.
func hasEmpty(flags *flag.FlagSet) (empty bool) {
	flags.Visit(func(f *flag.Flag) {
		empty = empty || strings.TrimSpace(f.Value.String()) == ""
	})
	return empty
}
