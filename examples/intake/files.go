package intake

// The input files, in the order in which they are read.
const (
	QuestionnaireFile = "questionnaire.json"
	CalendarFile      = "calendar.json"
	PartnersFile      = "partners.csv"
	AssessmentsFile   = "assessments.csv"
	GoalsFile         = "goals.csv"
	PlanFile          = "plan.json"
	DealsFile         = "deals.csv"
	LeadsFile         = "leads.csv"
	ReviewFile        = "review.json"
	SalesFile         = "sales.csv"
	ActivitiesFile    = "activities.csv"

	IncentivesFile     = "incentives.json"
	IncentiveSalesFile = "incentive-sales.csv"
	FundFile           = "mdf.json"
	FundEntriesFile    = "fund-entries.csv"
	FundRequestsFile   = "fund-requests.json"
	FundClaimsFile     = "fund-claims.json"
	ProfitFile         = "profit.json"
	ChannelFile        = "channel.json"
	ForecastsFile      = "forecasts.csv"
	RewardsFile        = "rewards.json"
	PromotionsFile     = "promotions.json"
	CampaignsFile      = "campaigns.json"
	NextFile           = "next.json"
)
