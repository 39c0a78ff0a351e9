package main

import (
	"flag"
	"os"
	"slices"

	"golang.org/x/term"

	"github.com/partnermath/partnermath/qbr/document"
)

// help is what -help prints: the flags, and every file with what is in it.
type help struct {
	flags   *flag.FlagSet
	columns int // of the text
}

// helpWidth is the width of the terminal that is written to, if it is one.
func helpWidth(w any) int {
	if file, ok := w.(*os.File); ok {
		if width, _, err := term.GetSize(int(file.Fd())); err == nil && width > 0 {
			return width
		}
	}
	return pageWidth
}

// described is a file, a column or a field with what it is.
type described struct {
	name, what string
	parts      []described
}

const (
	mayBeEmpty = "; may be empty"
	notKnown   = "; empty when it is not known"
)

// describedFiles are the files of a folder, each with what is in it.
var describedFiles = []described{
	{questionnaireFile, "the scorecard.Questionnaire that partners are assessed with", nil},
	{calendarFile, "the partnermath.Calendar; without it, quarters are those of the year", nil},
	{partnersFile, "the partners, a row for each", []described{
		{"id", "what names the partner in all files", nil},
		{"name", "its name" + mayBeEmpty, nil},
		{"tier", "its tier, of which peers are compared" + mayBeEmpty, nil},
		{"type", "like Reseller" + mayBeEmpty, nil},
		{"region", "its region, of which peers are compared" + mayBeEmpty, nil},
		{"manager", "its channel manager" + mayBeEmpty, nil},
	}},
	{assessmentsFile, "a row for each answer, or a column for each question, named by its id, in place of question and answer; the answers of one partner and one date are one assessment, and the latest within a quarter is that quarter's", []described{
		{"partner", "the partner, by its id, or by its name where only one has that", nil},
		{"date", "the day of the assessment", nil},
		{"question", "the id of the question", nil},
		{"answer", "a number, for a fraction also like 45%; yes or no; the id of a choice; those of several choices with semicolons, commas or line breaks between them, unless an id has a comma; none for none of them; n/a when it does not apply; empty when it is not answered", nil},
	}},
	{goalsFile, "the scores to reach; may be left out", []described{
		{"partner", "the partner, likewise", nil},
		{"node", "overall, category or topic", nil},
		{"id", "the id of the category or topic; empty for overall", nil},
		{"target", "the score to reach, from 1 to 100", nil},
		{"by", "a day of the quarter by whose end it is to be reached", nil},
	}},
	{planFile, "the plan of a quarter; may be left out, as may each part: the pipeline of deals takes a goal and a pipeline, a marketing plan a funnel, a goal and tactics", []described{
		{"quarter", "like 2026-Q3; the review of another shows no plan", nil},
		{"currency", "of every amount, like USD", nil},
		{"funnel", "a waterfall.Funnel, by which the goal is worked out backward", nil},
		{"goal", "a waterfall.RevenueGoal for the fiscal year of the quarter", nil},
		{"cadence", "a waterfall.Cadence, by which the year is spread; left out, evenly", nil},
		{"tactics", "each a waterfall.Tactic, with the volume and the dates of the quarter", nil},
		{"scenarios", "each a waterfall.Scenario, which changes the tactics; may be left out", nil},
		{"campaigns", "each a waterfall.Tactic: those of the quarter before, as they were planned; may be left out", nil},
		{"pipeline", "a pipeline.DealPolicy, without currency, period and target; for deals.csv", nil},
		{"registrations", "a pipeline.RegistrationPolicy, without currency and period; may be left out", nil},
		{"leads", "a pipeline.LeadPolicy; for leads.csv", nil},
		{"plans", "each a partner, or a tier, with those of the parts above, from the funnel on, that differ for it", nil},
	}},
	{dealsFile, "the deals, open and closed, and their registrations; may be left out", []described{
		{"id", "the deal", nil},
		{"partner", "the partner whose it is, by its id or its name", nil},
		{"customer", "the customer" + mayBeEmpty, nil},
		{"product", "the product" + mayBeEmpty, nil},
		{"campaign", "the id of the campaign that brought it" + mayBeEmpty, nil},
		{"currency", "that of plan.json" + mayBeEmpty, nil},
		{"amount", "a number; empty when it is not known", nil},
		{"stage", "the id of one in plan.json; a closed deal may have any, or none", nil},
		{"category", "commit, best-case, open or omitted" + mayBeEmpty, nil},
		{"created", "the day" + mayBeEmpty, nil},
		{"last_activity", "the day" + mayBeEmpty, nil},
		{"expected_close", "the day" + mayBeEmpty, nil},
		{"outcome", "won, lost or no-decision; empty while the deal is open", nil},
		{"closed", "the day; empty while the deal is open", nil},
		{"submitted", "the day on which it was registered; empty when it was not", nil},
		{"decision", "approved or rejected; empty while there is none", nil},
		{"decided", "the day of the decision; empty while there is none", nil},
		{"expires", "the first day on which an approved registration does not protect any more" + mayBeEmpty, nil},
	}},
	{leadsFile, "the leads that partners were given; may be left out", []described{
		{"id", "the lead", nil},
		{"partner", "the partner that is to follow it up, by its id or its name", nil},
		{"source", "what brought it, like webinar" + mayBeEmpty, nil},
		{"vendor", "who delivered it" + mayBeEmpty, nil},
		{"campaign", "the id of the campaign" + mayBeEmpty, nil},
		{"created", "the day on which it was handed over" + mayBeEmpty, nil},
		{"followed_up", "the day of the first follow-up; empty while there was none", nil},
		{"stage", "the furthest it got: lead, mql, sal, sql, mgo, opportunity or won", nil},
		{"rejected", "yes when it was no lead at all, else no or empty", nil},
	}},
	{reviewFile, "what reviews are set against, and what is recorded of partners; may be left out, as may each part", []described{
		{"quarter", "like 2026-Q3, that of what is recorded; the review of another has the policy only", nil},
		{"policy", "a qbr.Policy: which revenue counts towards the plan and what keeps it from being red (performance), the parts of engagement, the wanted figures (metrics), how far two sources may differ (tolerance) and which is used (prefer), the sections by tier; without audience, quarter and calendar, and with a currency only where there is no plan.json", nil},
		{"partners", "each a qbr.Records: partner (its id, and the vendor's lifeStage and attention), specialisations, commitments of the last review, those proposed, issues, wins, comments, metrics of your own, history, attendees, updates, other, nextReview", nil},
	}},
	{salesFile, "the plan and what was sold, a row for each partner, fiscal month and product; may be left out", []described{
		{"partner", "the partner", nil},
		{"year", "the fiscal year", nil},
		{"month", "from 1 to 12, the month in it", nil},
		{"product", "the product", nil},
		{"plan", "the amount planned" + notKnown, nil},
		{"sourced", "what was sold of what the partner originated" + notKnown, nil},
		{"influenced", "of what it contributed to" + notKnown, nil},
		{"attached", "of what it only transacted or delivered" + notKnown, nil},
	}},
	{activitiesFile, "how much of what is expected of its engagement a partner did in the quarter of review.json; may be left out", []described{
		{"partner", "the partner", nil},
		{"part", "the id of a part of the engagement in review.json", nil},
		{"done", "how much" + notKnown, nil},
	}},
	{incentivesFile, "rebate programs; may be left out", []described{
		{"programs", "each an incentive.Program", nil},
		{"products", "each an incentive.Product: those that a program names and that were not sold", nil},
	}},
	{incentiveSalesFile, "the sales of partners that programs count, and what happened to them, of all periods so far; may be left out", []described{
		{"id", "the record", nil},
		{"partner", "the partner", nil},
		{"kind", "return, correction or payment; empty for a sale", nil},
		{"of", "the id of the sale that it is of; empty for a sale", nil},
		{"date", "the day", nil},
		{"recorded", "the day on which it was known; empty when that is date", nil},
		{"product", "the product" + mayBeEmpty, nil},
		{"category", "that of the product" + mayBeEmpty, nil},
		{"units", "a number" + notKnown, nil},
		{"amount", "a number" + notKnown, nil},
		{"margin", "a number" + notKnown, nil},
	}},
	{fundFile, "a fund for marketing; may be left out", []described{
		{"program", "the mdf.Program", nil},
		{"approvals", "each an mdf.Approval, of the requests that claims are of", nil},
	}},
	{fundEntriesFile, "what happened to the money of partners; may be left out", []described{
		{"id", "the entry, of its partner", nil},
		{"partner", "the partner", nil},
		{"date", "the day", nil},
		{"kind", "that of an mdf.Entry, like grant, reservation or payment", nil},
		{"amount", "a number", nil},
		{"of", "the id of the entry that it is of" + mayBeEmpty, nil},
		{"expires", "the first day on which a credit cannot be used" + mayBeEmpty, nil},
		{"until", "the first day on which a reservation does not hold" + mayBeEmpty, nil},
	}},
	{fundRequestsFile, "a list of the mdf.Request that are to be decided; may be left out", nil},
	{fundClaimsFile, "a list of the mdf.Claim that were made; may be left out", nil},
	{profitFile, "what partners earn with the vendor; may be left out", []described{
		{"cases", "each a partner, left out for all who have none of their own; a case (profit.Case); a discount (profit.Discount) at which it is valued; actuals (profit.Actuals) of closed months; and vendor (profit.VendorSide), which partners are not shown; all but the case may be left out", nil},
	}},
}

// describedColumnsFile is the file of the flag -columns.
var describedColumnsFile = described{
	"-columns file",
	`like {"deals": {"columns": {"amount": "Amount (USD)", "category": ""}, "dates": "12/31/2026"}}; for each table (partners, assessments, goals, deals, leads, sales, activities, incentive-sales, fund-entries) it may have what is below. ` +
		`columns/ beside the program has salesforce.json with the names of API fields, as Data Loader and queries export them, ` +
		`salesforce-report.json with the labels in a report, and hubspot.json and dynamics.json with the labels in the export of a view`,
	[]described{
		{"columns", "by our column, the table's name for it; \"\" when there is no such column", nil},
		{"values", "by our column, what its cells stand for: {\"outcome\": {\"Closed Won\": \"won\"}}; of an answer with several choices, each for itself", nil},
		{"other", "by our column, what all other cells stand for; left out, for themselves", nil},
		{"questions", "for assessments: by the id of a question, the table's name for its column; \"\" when there is no such column", nil},
		{"when", "by our column, another one without which it is empty: {\"closed\": \"outcome\"}", nil},
		{"dates", "like the flag, for this table", nil},
		{"numbers", "like the flag, for this table", nil},
		{"encoding", "like the flag, for this table", nil},
	},
}

func (h help) width() int { return h.columns }

func (h help) document() document.Document {
	d := document.Document{
		Title:    "quarter [flags]",
		Subtitle: "Prints the quarterly review of one partner, of each, or the table of the whole channel.",
	}
	var flags []string
	h.flags.VisitAll(func(f *flag.Flag) {
		name, usage := flag.UnquoteUsage(f)
		if f.DefValue != "" && f.DefValue != "false" && f.DefValue != "0" {
			usage += " (default: " + f.DefValue + ")"
		}
		flags = append(flags, "-"+f.Name+" "+name, usage)
	})
	d.Sections = append(d.Sections, document.Section{Title: "Flags", Tables: []document.Table{facts(flags...)}}, document.Section{Title: "Files", Notes: []string{
		"The folder has these files; the columns of a table stand in any order and any case, beside others that are not read. " +
			"Each has to be there, or the file of -columns says \"\" for it; it is cells that may be empty. " +
			"A table is separated by commas, semicolons or tabs, its rows have at most 1 MiB, and it has at most 4 GiB. " +
			"Days are written like 2026-12-31 and numbers like 1234.56, unless -dates, -numbers or the file of -columns tell another form; " +
			"a text that can be read in two ways is refused. " +
			"Totals and the lines of a report at the end of a table are left out, and told; README.md says which these are.",
	}})
	for _, file := range append(slices.Clone(describedFiles), describedColumnsFile) {
		parts := []string{file.name, file.what}
		for _, part := range file.parts {
			parts = append(parts, part.name, part.what)
		}
		d.Sections = append(d.Sections, document.Section{Title: file.name, Tables: []document.Table{facts(parts...)}})
	}
	return d
}
