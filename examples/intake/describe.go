package intake

import (
	"slices"

	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/intake/questions"
)

// Layout is which files there may be, in the order in which they are read.
func Layout() folder.Layout {
	return folder.Layout{Files: slices.Clone(inputFiles), Mend: questions.Mend()}
}

const (
	mayBeEmpty = "; may be empty"
	notKnown   = "; empty when it is not known"
)

// field is one of a document, and the others are columns of a table.
func field(name, what string) folder.Part  { return folder.Part{Name: name, What: what} }
func column(name, what string) folder.Part { return folder.Part{Name: name, What: what} }
func dayColumn(name, what string) folder.Part {
	return folder.Part{Name: name, What: what, Kind: folder.KindDay}
}

func numberColumn(name, what string) folder.Part {
	return folder.Part{Name: name, What: what, Kind: folder.KindNumber}
}

// inputFiles are the files of a folder, each with what is in it.
var inputFiles = []folder.File{
	{Name: QuestionnaireFile, What: "the scorecard.Questionnaire that partners are assessed with; README.md shows one with a question of each kind", Parts: []folder.Part{
		field("id", "what names it"),
		field("name", "its name; may be left out, as may that of what is below"),
		field("categories", "each an id, a name, a weight and topics"),
		field("topics", "of a category: each an id, a name, a weight and questions"),
		field("questions", "of a topic: each an id, a name, a weight, a kind and what the kind takes"),
		field("gate", "of any of these, or of all: a minimum score, without which the result fails, and the cap that the overall score then has, like {\"minimum\": 30, \"cap\": 60}; either may be left out. All other fields are in schemas/scorecard/questionnaire.json and go doc ./scorecard Questionnaire"),
		field("kind yes-no", "takes nothing; the answer is yes or no"),
		field("kind number", "takes floor and target, which score 1 and 100, and may have min and max; the answer is a number"),
		field("kind scale", "takes min and max, and may have step, else 1; the answer is a number from min to max in steps from min, like 1, 1.5, 2 with the step 0.5; -columns tells which words stand for one"),
		field("kind fraction", "takes nothing; the answer is from 0 to 1, or like 45%"),
		field("kind single-choice", "takes choices, each an id, a name and points; the answer is one of them"),
		field("kind multiple-choice", "takes choices likewise, and may have maxPoints; the answer is none to all of them"),
		field("kind bands", "takes bands, each from (a number) and points; the answer is a number"),
	}},
	{Name: CalendarFile, What: "the partnermath.Calendar; without it, quarters are those of the year", Parts: []folder.Part{
		field("yearStart", "the month, and the day, on which the fiscal year starts, and named, the calendar year that numbers it: end, unless it says start; {\"month\": 4, \"named\": \"start\"} calls the year from April 2026 fiscal 2026, and without named it is 2027"),
		field("pattern", "months, or a pattern of weeks like 4-4-5; may be left out, as may leapMonth, for months"),
	}},
	{Name: PartnersFile, What: "the partners, a row for each", Parts: []folder.Part{
		column("id", "what names the partner in all files"),
		column("name", "its name"+mayBeEmpty),
		column("tier", "its tier, of which peers are compared"+mayBeEmpty),
		column("type", "like Reseller"+mayBeEmpty),
		column("region", "its region, of which peers are compared"+mayBeEmpty),
		column("manager", "its channel manager"+mayBeEmpty),
	}, Keys: map[string]string{"id": "id"}, Index: "id"},
	{Name: AssessmentsFile, What: "a row for each answer, or a column for each question, named by its id, in place of question and answer; the answers of one partner and one date are one assessment, and the latest within a quarter is that quarter's", Parts: []folder.Part{
		column("partner", "the partner, by its id, or by its name where only one has that"),
		dayColumn("date", "the day of the assessment"),
		column("question", "the id of the question"),
		numberColumn("answer", "a number, for a fraction also like 45%; yes or no; the id or the name of a choice; those of several choices with semicolons, commas or line breaks between them; none for none of them; n/a when it does not apply; empty when it is not answered"),
	}, Keys: map[string]string{"partner": "partner", "date": "date", "question": "question"}, Wide: folder.Wide{Key: questions.QuestionColumn, Value: questions.AnswerColumn}},
	{Name: GoalsFile, What: "the scores to reach; may be left out", Parts: []folder.Part{
		column("partner", "the partner, likewise"),
		column("node", "overall, category or topic"),
		column("id", "the id of the category or topic; empty for overall"),
		numberColumn("target", "the score to reach, from 1 to 100"),
		dayColumn("by", "a day of the quarter by whose end it is to be reached"),
	}, Keys: map[string]string{"partner": "partner", "node": "node", "by": "by"}},
	{Name: PlanFile, What: "the plan of a quarter; may be left out, as may each part: the pipeline of deals takes a goal and a pipeline, a marketing plan a funnel, a goal and tactics", Parts: []folder.Part{
		field("quarter", "like 2026-Q3; the review of another shows no plan"),
		field("currency", "of every amount, like USD"),
		field("funnel", "a waterfall.Funnel, by which the goal is worked out backward"),
		field("goal", "a waterfall.RevenueGoal of each partner, for the fiscal year of the quarter"),
		field("cadence", "a waterfall.Cadence, by which the year is spread; left out, evenly"),
		field("tactics", "each a waterfall.Tactic, with the volume and the dates of the quarter"),
		field("scenarios", "each a waterfall.Scenario, which changes the tactics; may be left out"),
		field("campaigns", "each a waterfall.Tactic: those of the quarter before, as they were planned; may be left out"),
		field("pipeline", "a pipeline.DealPolicy, without currency, period and target; for deals.csv"),
		field("registrations", "a pipeline.RegistrationPolicy, without currency and period; may be left out"),
		field("leads", "a pipeline.LeadPolicy; for leads.csv"),
		field("plans", "each a partner, or a tier, with those of the parts above, from the funnel on, that differ for it"),
	}},
	{Name: DealsFile, What: "the deals, open and closed, and their registrations; may be left out", Parts: []folder.Part{
		column("id", "the deal"),
		column("partner", "the partner whose it is, by its id or its name"),
		column("customer", "the customer"+mayBeEmpty),
		column("product", "the product"+mayBeEmpty),
		column("campaign", "the id of the campaign that brought it"+mayBeEmpty),
		column("currency", "that of plan.json"+mayBeEmpty),
		numberColumn("amount", "a number; empty when it is not known"),
		column("stage", "one in plan.json, by its id or its name; a closed deal may have any, or none"),
		column("category", "commit, best-case, open or omitted"+mayBeEmpty),
		dayColumn("created", "the day"+mayBeEmpty),
		dayColumn("last_activity", "the day"+mayBeEmpty),
		dayColumn("expected_close", "the day"+mayBeEmpty),
		column("outcome", "won, lost or no-decision; empty while the deal is open"),
		dayColumn("closed", "the day; empty while the deal is open"),
		dayColumn("submitted", "the day on which it was registered; empty when it was not"),
		column("decision", "approved or rejected; empty while there is none"),
		dayColumn("decided", "the day of the decision; empty while there is none, and without the column it is not known which deals are registered in a quarter"),
		dayColumn("expires", "the first day on which an approved registration does not protect any more"+mayBeEmpty),
	}, Keys: map[string]string{"id": "id", "partner": "partner", "stage": "stage", "outcome": "stage"}, Ends: []string{"expires"}, Undated: folder.Undated{
		Of: "decision", Day: "decided", Note: "no column tells when registrations were decided, so it is not known which deals are registered in a quarter",
	}},
	{Name: LeadsFile, What: "the leads that partners were given; may be left out", Parts: []folder.Part{
		column("id", "the lead"),
		column("partner", "the partner that is to follow it up, by its id or its name"),
		column("source", "what brought it, like webinar"+mayBeEmpty),
		column("vendor", "who delivered it"+mayBeEmpty),
		column("campaign", "the id of the campaign"+mayBeEmpty),
		dayColumn("created", "the day on which it was handed over"+mayBeEmpty),
		dayColumn("followed_up", "the day of the first follow-up; empty while there was none"),
		column("stage", "the furthest it got: lead, mql, sal, sql, mgo, opportunity or won; it counts there and at each stage before"),
		column("rejected", "yes when it was no lead at all, else no or empty; a rejected lead still counts among the leads, and at the stages it got to"),
	}, Keys: map[string]string{"id": "id", "partner": "partner", "stage": "stage"}},
	{Name: ReviewFile, What: "what reviews are set against, and what is recorded of partners; may be left out, as may each part", Parts: []folder.Part{
		field("quarter", "like 2026-Q3, that of what is recorded; the review of another has the policy only"),
		field("policy", "a qbr.Policy: which revenue counts towards the plan and what keeps it from being red (performance), the parts of engagement, the wanted figures (metrics), how far two sources may differ (tolerance) and which is used (prefer), the sections by tier; without audience, quarter and calendar, and with a currency only where there is no plan.json"),
		field("partners", "each a qbr.Records: partner (its id, and the vendor's lifeStage and attention), specialisations, commitments of the last review, those proposed, issues, wins, comments, metrics of your own, history, attendees, updates, other, nextReview"),
	}},
	{Name: SalesFile, What: "the plan and what was sold, a row for each partner, fiscal month and product; may be left out", Parts: []folder.Part{
		column("partner", "the partner"),
		numberColumn("year", "the fiscal year"),
		numberColumn("month", "from 1 to 12, the month in it"),
		column("product", "the product"),
		numberColumn("plan", "the amount planned"+notKnown),
		numberColumn("sourced", "what was sold of what the partner originated"+notKnown),
		numberColumn("influenced", "of what it contributed to"+notKnown),
		numberColumn("attached", "of what it only transacted or delivered"+notKnown),
	}, Keys: map[string]string{"partner": "partner", "year": "year", "month": "month"}},
	{Name: ActivitiesFile, What: "how much of what is expected of its engagement a partner did in the quarter of review.json; may be left out", Parts: []folder.Part{
		column("partner", "the partner"),
		column("part", "the id of a part of the engagement in review.json"),
		numberColumn("done", "how much"+notKnown),
	}, Keys: map[string]string{"partner": "partner", "part": "part"}},
	{Name: IncentivesFile, What: "rebate programs; may be left out", Parts: []folder.Part{
		field("programs", "each an incentive.Program"),
		field("products", "each an incentive.Product: those that a program names and that were not sold"),
	}},
	{Name: IncentiveSalesFile, What: "the sales of partners that programs count, and what happened to them, of all periods so far; may be left out", Parts: []folder.Part{
		column("id", "the record"),
		column("partner", "the partner"),
		column("kind", "return, correction or payment; empty for a sale"),
		column("of", "the id of the sale that it is of; empty for a sale"),
		dayColumn("date", "the day"),
		dayColumn("recorded", "the day on which it was known; empty when that is date"),
		column("product", "the product"+mayBeEmpty),
		column("category", "that of the product"+mayBeEmpty),
		numberColumn("units", "a number"+notKnown),
		numberColumn("amount", "a number"+notKnown),
		numberColumn("margin", "a number"+notKnown),
	}, Keys: map[string]string{"id": "id", "partner": "partner", "date": "date"}},
	{Name: FundFile, What: "a fund for marketing; may be left out", Parts: []folder.Part{
		field("program", "the mdf.Program"),
		field("approvals", "each an mdf.Approval, of the requests that claims are of"),
	}},
	{Name: FundEntriesFile, What: "what happened to the money of partners; may be left out", Parts: []folder.Part{
		column("id", "the entry, of its partner"),
		column("partner", "the partner"),
		dayColumn("date", "the day"),
		column("kind", "that of an mdf.Entry, like grant, reservation or payment"),
		numberColumn("amount", "a number"),
		column("of", "the id of the entry that it is of"+mayBeEmpty),
		dayColumn("expires", "the first day on which a credit cannot be used"+mayBeEmpty),
		dayColumn("until", "the first day on which a reservation does not hold"+mayBeEmpty),
	}, Keys: map[string]string{"id": "id", "partner": "partner", "date": "date", "kind": "kind"}, Ends: []string{"expires", "until"}},
	{Name: FundRequestsFile, What: "what partners ask of the fund; may be left out", Parts: []folder.Part{
		field("requests", "each an mdf.Request that is to be decided"),
	}},
	{Name: FundClaimsFile, What: "what partners claim of the fund; may be left out", Parts: []folder.Part{
		field("claims", "each an mdf.Claim that was made"),
	}},
	{Name: ProfitFile, What: "what partners earn with the vendor; may be left out", Parts: []folder.Part{
		field("cases", "each a partner, left out for all who have none of their own; a case (profit.Case); a discount (profit.Discount) at which it is valued; actuals (profit.Actuals) of closed months; and vendor (profit.VendorSide), which partners are not shown; all but the case may be left out"),
	}},
	{Name: ChannelFile, What: "what the dashboard and the report of the whole channel take beside the other files, both for the vendor only; may be left out, as may each part", Parts: []folder.Part{
		field("dashboard", "a dashboard.Policy, without currency, calendar and quarter: the channel's goal, who needs attention, the lines between the quadrants"),
		field("steps", "each a dashboard.Step of a workflow of a partner's year"),
		field("channel", "a channel.Policy, without calendar, period, before and counts: the kinds of spend, plans of groups, rates"),
		field("costOfGoodsRate", "the cost of goods ÷ revenue, of what is sold at a cost that no record tells, like 0.6"),
		field("records", "each a channel.Record: what was spent on a partner in a quarter by kind, which of what it sold that led to, and the cost of selling the same directly; tier, region, plan and all that was sold stand in other files"),
	}},
	{Name: ForecastsFile, What: "what partners committed at the start of quarters, and what landed in them; may be left out", Parts: []folder.Part{
		column("partner", "the partner"),
		column("quarter", "like 2026-Q3"),
		numberColumn("committed", "the revenue that it committed"+notKnown),
		numberColumn("landed", "the revenue that landed"+notKnown),
	}},
	{Name: RewardsFile, What: "what registered deals pay on the way to be won; may be left out", Parts: []folder.Part{
		field("program", "the reward.Program"),
		field("deals", "each a reward.Deal of a partner"),
	}},
	{Name: PromotionsFile, What: "promotions that partners put together themselves; may be left out", Parts: []folder.Part{
		field("menu", "the promotion.Menu that they choose from"),
		field("proposals", "each a proposal (promotion.Proposal) of a partner, and a baseline (promotion.Baseline) that it would sell without"),
	}},
	{Name: CampaignsFile, What: "what campaigns that the fund paid for brought; may be left out", Parts: []folder.Part{
		field("policy", "a loop.Policy"),
		field("campaigns", "each a loop.Campaign of a partner"),
		field("direct", "each a loop.Campaign of the vendor's own, beside them; may be left out"),
	}},
	{Name: NextFile, What: "what is planned for the quarter after that of plan.json; may be left out, as may each part", Parts: []folder.Part{
		field("funnel", "a waterfall.Funnel at the rates that were seen; left out, that of plan.json"),
		field("goal", "a waterfall.RevenueGoal for the quarter"),
		field("tactics", "each a waterfall.Tactic of the quarter"),
		field("plans", "each a partner, or a tier, with those of the parts above that differ for it"),
	}},
}

// ColumnsFile describes what [ReadColumns] reads, the file of the flag -columns.
func ColumnsFile() folder.File { return columnsFile }

var columnsFile = folder.File{
	Name: "-columns file",
	What: `like {"deals": {"columns": {"amount": "Amount (USD)", "category": ""}, "dates": "12/31/2026"}}; for each table (partners, assessments, goals, deals, leads, sales, activities, incentive-sales, fund-entries, forecasts) it may have what is below. ` +
		`columns/ beside the program has salesforce.json with the names of API fields, as Data Loader and queries export them, ` +
		`salesforce-report.json with the labels in a report, and hubspot.json and dynamics.json with the labels in the export of a view`,
	Parts: []folder.Part{
		field("columns", "by our column, the table's name for it; \"\" when there is no such column"),
		field("values", "by our column, what its cells stand for: {\"outcome\": {\"Closed Won\": \"won\"}}; in any case, a partner by its id or its name"),
		field("other", "by our column, what all other cells stand for; left out, for themselves"),
		field("questions", "for assessments: by the id of a question, the table's name for its column; \"\" when there is no such column"),
		field("answers", "for assessments: by the id of a question, what its answers stand for, before what values says of the answers of all: {\"demos\": {\"None yet\": \"nobody\"}, \"trust\": {\"Very well\": \"5\"}}, the latter for a step of a scale; of several choices, each for itself"),
		field("lastDays", "the columns, expires or until, in which the table has the last day that counts: [\"expires\"]"),
		field("when", "by our column, another one without which it is empty: {\"closed\": \"outcome\"}"),
		field("dates", "like the flag, for this table"),
		field("numbers", "like the flag, for this table"),
		field("encoding", "like the flag, for this table"),
	},
}
