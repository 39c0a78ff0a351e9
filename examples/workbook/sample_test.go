package workbook

import (
	"cmp"
	"encoding/csv"
	"encoding/json"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/mdf"
	"github.com/partnermath/partnermath/profit"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/performance"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

const sampleFolder = "../quarter/sample"

// partner is the one that the sample is of, asOf the day up to which it looks.
const partner = "P1001"

var (
	asOf    = partnermath.NewDate(2026, 9, 30)
	quarter = partnermath.Period{Start: partnermath.NewDate(2026, 7, 1), End: partnermath.NewDate(2026, 10, 1)}
	// The pipeline is looked at for the quarter to come.
	nextQuarter = partnermath.Period{Start: partnermath.NewDate(2026, 10, 1), End: partnermath.NewDate(2027, 1, 1)}
)

// decoded reads a document of the library in the sample, which may name its schema.
func decoded[T any](t testing.TB, file string) (v T) {
	t.Helper()
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	lines := strings.Split(string(text), "\n")
	if len(lines) > 1 && strings.Contains(lines[1], `"$schema"`) {
		lines[1] = ""
	}
	if err := partnermath.Decode([]byte(strings.Join(lines, "\n")), &v); err != nil {
		t.Fatal(file, err)
	}
	return v
}

// rows reads a table of the sample: the rows of the partner, by column.
func rows(t testing.TB, file string) []map[string]string {
	t.Helper()
	opened, err := os.Open(filepath.Join(sampleFolder, file))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = opened.Close() }()
	all, err := csv.NewReader(opened).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var own []map[string]string
	for _, record := range all[1:] {
		row := map[string]string{}
		for i, name := range all[0] {
			row[name] = record[i]
		}
		if row["partner"] == partner {
			own = append(own, row)
		}
	}
	return own
}

func number(t testing.TB, text string) decimal.NullDecimal {
	t.Helper()
	if text == "" {
		return decimal.NullDecimal{}
	}
	d, err := decimal.NewFromString(text)
	if err != nil {
		t.Fatal(err)
	}
	return decimal.NewNullDecimal(d)
}

func day(t testing.TB, text string) (d partnermath.Date) {
	t.Helper()
	if text == "" {
		return d
	}
	d, err := partnermath.ParseDate(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

// sample is the partner's quarter.
func sample(t testing.TB) Input {
	t.Helper()
	var in Input
	in.Scorecard = sampleScorecard(t)
	in.Plan, in.Marketing = samplePlan(t)
	in.Pipeline = samplePipeline(t)
	in.Payouts = samplePayouts(t)
	in.Fund = sampleFund(t)
	in.Profit = sampleProfit(t)
	in.prepare(t)
	return in
}

// work works everything out anew.
func (in *Input) work(t testing.TB) {
	t.Helper()
	in.workParts(t)
	in.prepare(t)
}

func (in *Input) workParts(t testing.TB) {
	t.Helper()
	in.Scorecard.work(t)
	in.Plan.work(t)
	in.Marketing.work(t)
	in.Pipeline.work(t)
	for i := range in.Payouts {
		in.Payouts[i].work(t)
	}
	in.Fund.work(t)
	in.Profit.work(t)
}

func (s *Scorecard) work(t testing.TB) {
	t.Helper()
	var err error
	if s.Result, err = scorecard.Assess(s.Questionnaire, s.Assessment); err != nil {
		t.Fatal(err)
	}
}

func sampleScorecard(t testing.TB) (s Scorecard) {
	t.Helper()
	s.Questionnaire = decoded[scorecard.Questionnaire](t, filepath.Join(sampleFolder, "questionnaire.json"))
	kinds := map[string]scorecard.QuestionKind{}
	for _, c := range s.Questionnaire.Categories {
		for _, topic := range c.Topics {
			for _, q := range topic.Questions {
				kinds[q.ID] = q.Kind
			}
		}
	}
	s.Assessment.Partner = partner
	for _, row := range rows(t, "assessments.csv") {
		if row["date"] < "2026-07-01" || row["date"] > "2026-09-30" {
			continue
		}
		a := scorecard.Answer{Question: row["question"]}
		switch kind, text := kinds[a.Question], row["answer"]; {
		case text == "n/a":
			a.NotApplicable = true
		case kind == scorecard.KindMultipleChoice && text != "":
			a.Choices = strings.Split(text, ";")
		case kind == scorecard.KindYesNo || kind == scorecard.KindSingleChoice:
			a.Choice = text
		default:
			a.Number = number(t, text)
		}
		s.Assessment.Answers = append(s.Assessment.Answers, a)
	}
	s.work(t)
	return s
}

// parts are those of plan.json that the workbook shows.
type parts struct {
	Partner  string
	Funnel   *waterfall.Funnel
	Goal     waterfall.RevenueGoal
	Tactics  []waterfall.Tactic
	Pipeline *pipeline.DealPolicy
	Plans    []parts
}

func samplePlans(t testing.TB) (all, own parts) {
	t.Helper()
	text, err := os.ReadFile(filepath.Join(sampleFolder, "plan.json"))
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(text, &all); err != nil {
		t.Fatal(err)
	}
	for _, p := range all.Plans {
		if p.Partner == partner {
			own = p
		}
	}
	return all, own
}

func samplePlan(t testing.TB) (p Plan, m Marketing) {
	t.Helper()
	all, own := samplePlans(t)
	p.Funnel, p.Goal = *all.Funnel, own.Goal
	p.Funnel.Currency = "USD"
	m.Mix = waterfall.Mix{Currency: "USD", Within: quarter, Tactics: own.Tactics}
	p.work(t)
	m.work(t)
	return p, m
}

func (p *Plan) work(t testing.TB) {
	t.Helper()
	var err error
	if p.Requirement, err = waterfall.Plan(p.Funnel, p.Goal); err != nil {
		t.Fatal(err)
	}
}

func (m *Marketing) work(t testing.TB) {
	t.Helper()
	var err error
	if m.Forecast, err = waterfall.ForecastMix(m.Mix); err != nil {
		t.Fatal(err)
	}
}

func samplePipeline(t testing.TB) (p Pipeline) {
	t.Helper()
	all, _ := samplePlans(t)
	p.Policy = *all.Pipeline
	p.Policy.Currency, p.Policy.Period, p.Policy.Target = "USD", nextQuarter, partnermath.Int(306_000)
	for _, row := range rows(t, "deals.csv") {
		p.Deals = append(p.Deals, pipeline.Deal{
			ID: row["id"], Partner: row["partner"], Customer: row["customer"], Product: row["product"], Amount: number(t, row["amount"]),
			Stage: row["stage"], Category: pipeline.ForecastCategory(row["category"]), Created: day(t, row["created"]),
			LastActivity: day(t, row["last_activity"]), ExpectedClose: day(t, row["expected_close"]),
			Outcome: pipeline.DealOutcome(row["outcome"]), Closed: day(t, row["closed"]),
		})
	}
	p.work(t)
	return p
}

func (p *Pipeline) work(t testing.TB) {
	t.Helper()
	var err error
	if p.Report, err = pipeline.MeasureDeals(p.Policy, asOf, p.Deals); err != nil {
		t.Fatal(err)
	}
}

// samplePayouts are of the programs of the sample, and of three with the terms that are most
// often disputed.
func samplePayouts(t testing.TB) (all []Payout) {
	t.Helper()
	programs := decoded[struct {
		Programs []incentive.Program `json:"programs"`
	}](t, filepath.Join(sampleFolder, "incentives.json")).Programs
	programs = append(programs, decoded[[]incentive.Program](t, filepath.Join("testdata", "programs.json"))...)
	var sales []incentive.Sale
	for i, row := range rows(t, "incentive-sales.csv") {
		sale := incentive.Sale{
			ID: row["id"], Partner: partner, Kind: incentive.SaleKind(row["kind"]), Of: row["of"], Date: day(t, row["date"]),
			Product: row["product"], Amount: number(t, row["amount"]),
		}
		if sale.Kind == "" {
			sale.Rep = []string{"Mara Lind", "Jon Berg", ""}[i%3]
		}
		sales = append(sales, sale)
	}
	last := partnermath.Period{Start: partnermath.NewDate(2026, 4, 1), End: partnermath.NewDate(2026, 7, 1)}
	for _, program := range programs {
		p := Payout{Program: program, Sales: sales, Partner: incentive.Partner{
			ID: partner, Name: "Varnholt Systems", History: []incentive.PeriodFigure{{Period: last, Value: partnermath.Int(116_000)}},
		}}
		p.work(t)
		all = append(all, p)
	}
	return all
}

func (p *Payout) work(t testing.TB) {
	t.Helper()
	book := incentive.Book{Partners: []incentive.Partner{p.Partner}, Sales: p.Sales}
	seen := map[string]bool{}
	for _, s := range p.Sales {
		if id := s.Product; id != "" && !seen[id] {
			seen[id] = true
			book.Products = append(book.Products, incentive.Product{ID: id, Category: map[string]string{"care": "service"}[id]})
		}
	}
	slices.SortFunc(book.Products, func(a, b incentive.Product) int { return cmp.Compare(a.ID, b.ID) })
	for _, period := range p.Program.Periods {
		if period.Start.After(asOf) {
			break
		}
		book.Period = period
		book.Final = !period.End.AddDays(p.Program.GraceDays).After(asOf)
		day := asOf
		if book.Final {
			day = period.End.AddDays(p.Program.GraceDays)
		}
		settled, err := incentive.Settle(p.Program, book, day)
		if err != nil {
			t.Fatal(err)
		}
		p.Statement, book.Settled = settled.Statements[0], settled.Settled
	}
}

func sampleFund(t testing.TB) (f Fund) {
	t.Helper()
	document := decoded[struct {
		Program   mdf.Program    `json:"program"`
		Approvals []mdf.Approval `json:"approvals"`
	}](t, filepath.Join(sampleFolder, "mdf.json"))
	f.Program, f.Approvals, f.AsOf = document.Program, document.Approvals, asOf
	f.Claims = decoded[struct {
		Claims []mdf.Claim `json:"claims"`
	}](t, filepath.Join(sampleFolder, "fund-claims.json")).Claims
	for _, row := range rows(t, "fund-entries.csv") {
		f.Entries = append(f.Entries, mdf.Entry{
			ID: row["id"], Partner: partner, Date: day(t, row["date"]), Kind: mdf.EntryKind(row["kind"]), Amount: number(t, row["amount"]),
			Of: row["of"], Expires: day(t, row["expires"]), Until: day(t, row["until"]),
		})
	}
	f.work(t)
	return f
}

func (f *Fund) work(t testing.TB) {
	t.Helper()
	ledger, err := mdf.Balance(f.Program, f.Entries, f.AsOf)
	if err != nil {
		t.Fatal(err)
	}
	f.Position = ledger.Positions[0]
	if f.Settlements, err = mdf.SettleClaims(f.Program, f.Approvals, f.Claims, f.AsOf); err != nil {
		t.Fatal(err)
	}
}

func sampleProfit(t testing.TB) (p Profit) {
	t.Helper()
	document := decoded[struct {
		Cases []struct {
			Partner  string            `json:"partner"`
			Case     profit.Case       `json:"case"`
			Discount profit.Discount   `json:"discount"`
			Vendor   profit.VendorSide `json:"vendor"`
		} `json:"cases"`
	}](t, filepath.Join(sampleFolder, "profit.json"))
	p.Case, p.Discount = document.Cases[0].Case, document.Cases[0].Discount
	p.work(t)
	return p
}

func (p *Profit) work(t testing.TB) {
	t.Helper()
	var err error
	if p.Statement, err = profit.Forecast(p.Case); err != nil {
		t.Fatal(err)
	}
	if p.Report, err = profit.Measure(p.Statement, p.Discount); err != nil {
		t.Fatal(err)
	}
}

// prepare makes the review of the other parts, with what the sample has recorded.
func (in *Input) prepare(t testing.TB) {
	t.Helper()
	book := decoded[struct {
		Quarter  partnermath.Quarter `json:"quarter"`
		Policy   json.RawMessage     `json:"policy"`
		Partners []qbr.Records       `json:"partners"`
	}](t, filepath.Join(sampleFolder, "review.json"))
	var policy qbr.Policy
	if err := json.Unmarshal(book.Policy, &policy); err != nil {
		t.Fatal(err)
	}
	policy.Audience = scorecard.AudiencePartner
	policy.Performance.Currency, policy.Performance.Quarter = "USD", book.Quarter
	records := book.Partners[0]
	records.Partner.Name, records.Partner.Tier, records.Partner.Type, records.Partner.Region = "Varnholt Systems", "Silver", "Reseller", "EMEA"
	for _, row := range rows(t, "sales.csv") {
		records.Sales = append(records.Sales, performance.SalesMonth{
			Year: atoi(t, row["year"]), Month: atoi(t, row["month"]), Product: row["product"], Plan: number(t, row["plan"]),
			Sourced: number(t, row["sourced"]), Influenced: number(t, row["influenced"]), Attached: number(t, row["attached"]),
		})
	}
	of := func(period partnermath.Period) qbr.Origin {
		return qbr.Origin{Partner: partner, Currency: "USD", Period: period, AsOf: asOf}
	}
	year := partnermath.Period{Start: partnermath.NewDate(2026, 1, 1), End: partnermath.NewDate(2027, 1, 1)}
	months := in.Profit.Statement.Months
	all := partnermath.Period{Start: months[0].Days.Start, End: months[len(months)-1].Days.End}
	sources := qbr.Sources{
		Score:        qbr.Source[scorecard.Result]{Origin: of(quarter), Value: in.Scorecard.Result},
		NextDeals:    qbr.Source[pipeline.DealReport]{Origin: of(nextQuarter), Value: in.Pipeline.Report},
		Requirement:  qbr.Source[waterfall.Requirement]{Origin: of(year), Value: in.Plan.Requirement},
		Marketing:    qbr.Source[waterfall.MixForecast]{Origin: of(quarter), Value: in.Marketing.Forecast},
		FundPosition: qbr.Source[mdf.Position]{Origin: of(quarter), Value: in.Fund.Position},
		Claims:       qbr.Source[[]mdf.Settlement]{Origin: of(quarter), Value: in.Fund.Settlements},
		Profit:       qbr.Source[profit.Report]{Origin: of(all), Value: in.Profit.Report},
		Statement:    qbr.Source[profit.Statement]{Origin: of(all), Value: in.Profit.Statement},
	}
	sources.Incentives.Origin = of(quarter)
	for i := range in.Payouts {
		p := &in.Payouts[i]
		sources.Incentives.Value = append(sources.Incentives.Value, qbr.ProgramStatement{
			Program: p.Program.Name, Measure: p.Program.Qualifies, Statement: p.Statement,
		})
	}
	var err error
	if in.Review, err = qbr.Prepare(policy, records, sources, asOf); err != nil {
		t.Fatal(err)
	}
}

func atoi(t testing.TB, text string) int {
	t.Helper()
	n, err := strconv.Atoi(text)
	if err != nil {
		t.Fatal(err)
	}
	return n
}
