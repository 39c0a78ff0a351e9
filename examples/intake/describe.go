package intake

import "slices"

// Described is a file, a column or a field with what it is, and what is in it.
type Described struct {
	Name, What string
	Parts      []Described
}

// Files describes the files of a folder, and the last the one that ReadColumns reads.
func Files() []Described { return append(slices.Clone(describedFiles), describedColumnsFile) }

const (
	mayBeEmpty = "; may be empty"
	notKnown   = "; empty when it is not known"
)

// describedFiles are the files of a folder, each with what is in it.
var describedFiles = []Described{
	{QuestionnaireFile, "the scorecard.Questionnaire that partners are assessed with; README.md shows one with a question of each kind", []Described{
		{"id", "what names it", nil},
		{"name", "its name; may be left out, as may that of what is below", nil},
		{"categories", "each an id, a name, a weight and topics", nil},
		{"topics", "of a category: each an id, a name, a weight and questions", nil},
		{"questions", "of a topic: each an id, a name, a weight, a kind and what the kind takes", nil},
		{"kind yes-no", "takes nothing; the answer is yes or no", nil},
		{"kind number", "takes floor and target, which score 1 and 100, and may have min and max; the answer is a number", nil},
		{"kind scale", "takes min and max, and may have step, else 1; the answer is a number from min to max in steps from min, like 1, 1.5, 2 with the step 0.5; -columns tells which words stand for one", nil},
		{"kind fraction", "takes nothing; the answer is from 0 to 1, or like 45%", nil},
		{"kind single-choice", "takes choices, each an id, a name and points; the answer is one of them", nil},
		{"kind multiple-choice", "takes choices likewise, and may have maxPoints; the answer is none to all of them", nil},
		{"kind bands", "takes bands, each from (a number) and points; the answer is a number", nil},
	}},
	{CalendarFile, "the partnermath.Calendar; without it, quarters are those of the year", nil},
	{PartnersFile, "the partners, a row for each", []Described{
		{"id", "what names the partner in all files", nil},
		{"name", "its name" + mayBeEmpty, nil},
		{"tier", "its tier, of which peers are compared" + mayBeEmpty, nil},
		{"type", "like Reseller" + mayBeEmpty, nil},
		{"region", "its region, of which peers are compared" + mayBeEmpty, nil},
		{"manager", "its channel manager" + mayBeEmpty, nil},
	}},
	{AssessmentsFile, "a row for each answer, or a column for each question, named by its id, in place of question and answer; the answers of one partner and one date are one assessment, and the latest within a quarter is that quarter's", []Described{
		{"partner", "the partner, by its id, or by its name where only one has that", nil},
		{"date", "the day of the assessment", nil},
		{"question", "the id of the question", nil},
		{"answer", "a number, for a fraction also like 45%; yes or no; the id or the name of a choice; those of several choices with semicolons, commas or line breaks between them; none for none of them; n/a when it does not apply; empty when it is not answered", nil},
	}},
	{GoalsFile, "the scores to reach; may be left out", []Described{
		{"partner", "the partner, likewise", nil},
		{"node", "overall, category or topic", nil},
		{"id", "the id of the category or topic; empty for overall", nil},
		{"target", "the score to reach, from 1 to 100", nil},
		{"by", "a day of the quarter by whose end it is to be reached", nil},
	}},
	{PlanFile, "the plan of a quarter; may be left out, as may each part: the pipeline of deals takes a goal and a pipeline, a marketing plan a funnel, a goal and tactics", []Described{
		{"quarter", "like 2026-Q3; the review of another shows no plan", nil},
		{"currency", "of every amount, like USD", nil},
		{"funnel", "a waterfall.Funnel, by which the goal is worked out backward", nil},
		{"goal", "a waterfall.RevenueGoal of each partner, for the fiscal year of the quarter", nil},
		{"cadence", "a waterfall.Cadence, by which the year is spread; left out, evenly", nil},
		{"tactics", "each a waterfall.Tactic, with the volume and the dates of the quarter", nil},
		{"scenarios", "each a waterfall.Scenario, which changes the tactics; may be left out", nil},
		{"campaigns", "each a waterfall.Tactic: those of the quarter before, as they were planned; may be left out", nil},
		{"pipeline", "a pipeline.DealPolicy, without currency, period and target; for deals.csv", nil},
		{"registrations", "a pipeline.RegistrationPolicy, without currency and period; may be left out", nil},
		{"leads", "a pipeline.LeadPolicy; for leads.csv", nil},
		{"plans", "each a partner, or a tier, with those of the parts above, from the funnel on, that differ for it", nil},
	}},
	{DealsFile, "the deals, open and closed, and their registrations; may be left out", []Described{
		{"id", "the deal", nil},
		{"partner", "the partner whose it is, by its id or its name", nil},
		{"customer", "the customer" + mayBeEmpty, nil},
		{"product", "the product" + mayBeEmpty, nil},
		{"campaign", "the id of the campaign that brought it" + mayBeEmpty, nil},
		{"currency", "that of plan.json" + mayBeEmpty, nil},
		{"amount", "a number; empty when it is not known", nil},
		{"stage", "one in plan.json, by its id or its name; a closed deal may have any, or none", nil},
		{"category", "commit, best-case, open or omitted" + mayBeEmpty, nil},
		{"created", "the day" + mayBeEmpty, nil},
		{"last_activity", "the day" + mayBeEmpty, nil},
		{"expected_close", "the day" + mayBeEmpty, nil},
		{"outcome", "won, lost or no-decision; empty while the deal is open", nil},
		{"closed", "the day; empty while the deal is open", nil},
		{"submitted", "the day on which it was registered; empty when it was not", nil},
		{"decision", "approved or rejected; empty while there is none", nil},
		{"decided", "the day of the decision; empty while there is none, and without the column it is not known which deals are registered in a quarter", nil},
		{"expires", "the first day on which an approved registration does not protect any more" + mayBeEmpty, nil},
	}},
	{LeadsFile, "the leads that partners were given; may be left out", []Described{
		{"id", "the lead", nil},
		{"partner", "the partner that is to follow it up, by its id or its name", nil},
		{"source", "what brought it, like webinar" + mayBeEmpty, nil},
		{"vendor", "who delivered it" + mayBeEmpty, nil},
		{"campaign", "the id of the campaign" + mayBeEmpty, nil},
		{"created", "the day on which it was handed over" + mayBeEmpty, nil},
		{"followed_up", "the day of the first follow-up; empty while there was none", nil},
		{"stage", "the furthest it got: lead, mql, sal, sql, mgo, opportunity or won; it counts there and at each stage before", nil},
		{"rejected", "yes when it was no lead at all, else no or empty; a rejected lead still counts among the leads, and at the stages it got to", nil},
	}},
	{ReviewFile, "what reviews are set against, and what is recorded of partners; may be left out, as may each part", []Described{
		{"quarter", "like 2026-Q3, that of what is recorded; the review of another has the policy only", nil},
		{"policy", "a qbr.Policy: which revenue counts towards the plan and what keeps it from being red (performance), the parts of engagement, the wanted figures (metrics), how far two sources may differ (tolerance) and which is used (prefer), the sections by tier; without audience, quarter and calendar, and with a currency only where there is no plan.json", nil},
		{"partners", "each a qbr.Records: partner (its id, and the vendor's lifeStage and attention), specialisations, commitments of the last review, those proposed, issues, wins, comments, metrics of your own, history, attendees, updates, other, nextReview", nil},
	}},
	{SalesFile, "the plan and what was sold, a row for each partner, fiscal month and product; may be left out", []Described{
		{"partner", "the partner", nil},
		{"year", "the fiscal year", nil},
		{"month", "from 1 to 12, the month in it", nil},
		{"product", "the product", nil},
		{"plan", "the amount planned" + notKnown, nil},
		{"sourced", "what was sold of what the partner originated" + notKnown, nil},
		{"influenced", "of what it contributed to" + notKnown, nil},
		{"attached", "of what it only transacted or delivered" + notKnown, nil},
	}},
	{ActivitiesFile, "how much of what is expected of its engagement a partner did in the quarter of review.json; may be left out", []Described{
		{"partner", "the partner", nil},
		{"part", "the id of a part of the engagement in review.json", nil},
		{"done", "how much" + notKnown, nil},
	}},
	{IncentivesFile, "rebate programs; may be left out", []Described{
		{"programs", "each an incentive.Program", nil},
		{"products", "each an incentive.Product: those that a program names and that were not sold", nil},
	}},
	{IncentiveSalesFile, "the sales of partners that programs count, and what happened to them, of all periods so far; may be left out", []Described{
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
	{FundFile, "a fund for marketing; may be left out", []Described{
		{"program", "the mdf.Program", nil},
		{"approvals", "each an mdf.Approval, of the requests that claims are of", nil},
	}},
	{FundEntriesFile, "what happened to the money of partners; may be left out", []Described{
		{"id", "the entry, of its partner", nil},
		{"partner", "the partner", nil},
		{"date", "the day", nil},
		{"kind", "that of an mdf.Entry, like grant, reservation or payment", nil},
		{"amount", "a number", nil},
		{"of", "the id of the entry that it is of" + mayBeEmpty, nil},
		{"expires", "the first day on which a credit cannot be used" + mayBeEmpty, nil},
		{"until", "the first day on which a reservation does not hold" + mayBeEmpty, nil},
	}},
	{FundRequestsFile, "what partners ask of the fund; may be left out", []Described{
		{"requests", "each an mdf.Request that is to be decided", nil},
	}},
	{FundClaimsFile, "what partners claim of the fund; may be left out", []Described{
		{"claims", "each an mdf.Claim that was made", nil},
	}},
	{ProfitFile, "what partners earn with the vendor; may be left out", []Described{
		{"cases", "each a partner, left out for all who have none of their own; a case (profit.Case); a discount (profit.Discount) at which it is valued; actuals (profit.Actuals) of closed months; and vendor (profit.VendorSide), which partners are not shown; all but the case may be left out", nil},
	}},
	{ChannelFile, "what the dashboard and the report of the whole channel take beside the other files, both for the vendor only; may be left out, as may each part", []Described{
		{"dashboard", "a dashboard.Policy, without currency, calendar and quarter: the channel's goal, who needs attention, the lines between the quadrants", nil},
		{"steps", "each a dashboard.Step of a workflow of a partner's year", nil},
		{"channel", "a channel.Policy, without calendar, period, before and counts: the kinds of spend, plans of groups, rates", nil},
		{"costOfGoodsRate", "the cost of goods ÷ revenue, of what is sold at a cost that no record tells, like 0.6", nil},
		{"records", "each a channel.Record: what was spent on a partner in a quarter by kind, which of what it sold that led to, and the cost of selling the same directly; tier, region, plan and all that was sold stand in other files", nil},
	}},
	{ForecastsFile, "what partners committed at the start of quarters, and what landed in them; may be left out", []Described{
		{"partner", "the partner", nil},
		{"quarter", "like 2026-Q3", nil},
		{"committed", "the revenue that it committed" + notKnown, nil},
		{"landed", "the revenue that landed" + notKnown, nil},
	}},
	{RewardsFile, "what registered deals pay on the way to be won; may be left out", []Described{
		{"program", "the reward.Program", nil},
		{"deals", "each a reward.Deal of a partner", nil},
	}},
	{PromotionsFile, "promotions that partners put together themselves; may be left out", []Described{
		{"menu", "the promotion.Menu that they choose from", nil},
		{"proposals", "each a proposal (promotion.Proposal) of a partner, and a baseline (promotion.Baseline) that it would sell without", nil},
	}},
	{CampaignsFile, "what campaigns that the fund paid for brought; may be left out", []Described{
		{"policy", "a loop.Policy", nil},
		{"campaigns", "each a loop.Campaign of a partner", nil},
		{"direct", "each a loop.Campaign of the vendor's own, beside them; may be left out", nil},
	}},
	{NextFile, "what is planned for the quarter after that of plan.json; may be left out, as may each part", []Described{
		{"funnel", "a waterfall.Funnel at the rates that were seen; left out, that of plan.json", nil},
		{"goal", "a waterfall.RevenueGoal for the quarter", nil},
		{"tactics", "each a waterfall.Tactic of the quarter", nil},
		{"plans", "each a partner, or a tier, with those of the parts above that differ for it", nil},
	}},
}

// describedColumnsFile is the file of the flag -columns.
var describedColumnsFile = Described{
	"-columns file",
	`like {"deals": {"columns": {"amount": "Amount (USD)", "category": ""}, "dates": "12/31/2026"}}; for each table (partners, assessments, goals, deals, leads, sales, activities, incentive-sales, fund-entries, forecasts) it may have what is below. ` +
		`columns/ beside the program has salesforce.json with the names of API fields, as Data Loader and queries export them, ` +
		`salesforce-report.json with the labels in a report, and hubspot.json and dynamics.json with the labels in the export of a view`,
	[]Described{
		{"columns", "by our column, the table's name for it; \"\" when there is no such column", nil},
		{"values", "by our column, what its cells stand for: {\"outcome\": {\"Closed Won\": \"won\"}}; in any case, a partner by its id or its name", nil},
		{"other", "by our column, what all other cells stand for; left out, for themselves", nil},
		{"questions", "for assessments: by the id of a question, the table's name for its column; \"\" when there is no such column", nil},
		{"answers", "for assessments: by the id of a question, what its answers stand for, before what values says of the answers of all: {\"demos\": {\"None yet\": \"nobody\"}, \"trust\": {\"Very well\": \"5\"}}, the latter for a step of a scale; of several choices, each for itself", nil},
		{"lastDays", "the columns, expires or until, in which the table has the last day that counts: [\"expires\"]", nil},
		{"when", "by our column, another one without which it is empty: {\"closed\": \"outcome\"}", nil},
		{"dates", "like the flag, for this table", nil},
		{"numbers", "like the flag, for this table", nil},
		{"encoding", "like the flag, for this table", nil},
	},
}
