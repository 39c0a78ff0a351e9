package qbr_test

import (
	"reflect"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/performance"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

func date(text string) partnermath.Date {
	d, err := partnermath.ParseDate(text)
	if err != nil {
		panic(err)
	}
	return d
}

func TestPrepareRefuses(t *testing.T) {
	third := partnermath.Period{Start: date("2026-07-01"), End: date("2026-10-01")}
	for _, tt := range []struct {
		name   string
		change func(*inputs)
		want   string // the faults, "path rule" each
	}{
		{"nothing", func(*inputs) {}, ""},
		{"no audience", func(in *inputs) { in.Policy.Audience = "" }, "policy.audience one-of"},
		{"performance", func(in *inputs) { in.Policy.Performance.Counts = nil }, "policy.performance.counts length"},
		{"an engagement without weight", func(in *inputs) {
			for i := range in.Policy.Engagement.Parts {
				in.Policy.Engagement.Parts[i].Weight = testkit.Null("0")
			}
		}, "policy.engagement.parts sum"},
		{"no engagement", func(in *inputs) { in.Policy.Engagement, in.Records.Activities = performance.EngagementPolicy{}, nil }, ""},
		{"activities without engagement", func(in *inputs) { in.Policy.Engagement = performance.EngagementPolicy{} }, "records.activities empty"},
		{"an activity nobody expects", func(in *inputs) { in.Records.Activities[0].Part = "golf" }, "records.activities[0].part known"},
		{"tiers", func(in *inputs) {
			in.Policy.Sections = []qbr.TierSections{
				{Tier: "Gold", Sections: []qbr.SectionID{qbr.SectionWins, qbr.SectionWins}},
				{Tier: "Gold", Sections: []qbr.SectionID{qbr.SectionWins}},
			}
		}, "policy.sections[1].tier unique, policy.sections[0].sections[1] unique"},
		{"rules", func(in *inputs) {
			in.Policy.Metrics = []qbr.MetricRule{
				{Metric: qbr.MetricScore, Target: testkit.Null("60"), Floor: testkit.Null("60.01")},
				{Metric: qbr.MetricPaybackMonth, Target: testkit.Null("12"), Floor: testkit.Null("11")},
				{Metric: qbr.MetricForecastWAPE, Target: testkit.Null("0.1"), Floor: testkit.Null("0.2")},
				{Metric: qbr.MetricScore, Target: testkit.Null("60"), Floor: testkit.Null("60")},
			}
		}, "policy.metrics[3].metric unique, policy.metrics[0].floor order, policy.metrics[1].floor order"},
		{"preferred twice", func(in *inputs) { in.Policy.Prefer = []qbr.SourceID{qbr.SourceDeals, qbr.SourceDeals} }, "policy.prefer[1] unique"},
		{"no such source", func(in *inputs) { in.Policy.Prefer = []qbr.SourceID{"crm"} }, "policy.prefer[0] one-of"},
		{"sales", func(in *inputs) { in.Records.Sales[1] = in.Records.Sales[0] }, "records.sales[1].product unique"},
		{"before the quarter", func(in *inputs) {
			in.AsOf, in.Sources, in.Records.Metrics = date("2026-06-30"), qbr.Sources{}, nil
		}, "asOf order"},
		{"no day", func(in *inputs) { in.AsOf, in.Sources = partnermath.Date{}, qbr.Sources{} }, "asOf required"},
		{"ids", func(in *inputs) {
			r := &in.Records
			r.Partner.ID = ""
			r.Specialisations[1].ID, r.Commitments[1].ID, r.Proposed[1].ID, r.Issues[1].ID = "security", "c1", "p1", "i1"
			r.Wins[1].Deal, r.Metrics[1].ID, r.History[1].Quarter = "d-7", "tickets", r.History[0].Quarter
			in.Sources = qbr.Sources{}
		}, "records.partner.id id"},
		{"ids again", func(in *inputs) {
			r := &in.Records
			r.Specialisations[1].ID, r.Commitments[1].ID, r.Proposed[1].ID, r.Issues[1].ID = "security", "c1", "p1", "i1"
			r.Wins[1].Deal, r.Metrics[1].ID, r.History[1].Quarter = "d-7", "tickets", r.History[0].Quarter
			r.Shared = append(r.Shared, r.Shared[0])
		}, "records.specialisations[1].id unique, records.commitments[1].id unique, records.proposed[1].id unique, records.issues[1].id unique, " +
			"records.wins[1].deal unique, records.metrics[1].id unique, records.history[1].quarter unique, records.shared[1].id unique, " +
			"records.shared[1].requests[0] unique, records.shared[1].promotions[0] unique"},
		{"the id of a figure", func(in *inputs) { in.Records.Metrics[0].ID = qbr.MetricScore }, "records.metrics[0].id unique"},
		{"a floor below where less is better", func(in *inputs) { in.Records.Metrics[0].Floor = testkit.Null("4") }, "records.metrics[0].floor order"},
		{"expired before it is earned", func(in *inputs) { in.Records.Specialisations[0].Expires = date("2024-10-31") }, "records.specialisations[0].expires order"},
		{"an actual of no amount", func(in *inputs) { in.Records.Commitments[2].Actual = testkit.Null("1") }, "records.commitments[2].actual empty"},
		{"a figure of no amount", func(in *inputs) { in.Records.Commitments[2].Metric = qbr.MetricScore }, "records.commitments[2].metric empty"},
		{"a commitment without a day", func(in *inputs) { in.Records.Commitments[2].Due = partnermath.Date{} }, "records.commitments[2].due required"},
		{"a shared outcome of another currency", func(in *inputs) { in.Records.Shared[0].Outcome.Currency = "EUR" }, "records.shared[0].outcome.currency match"},
		{"what is to come has been", func(in *inputs) {
			in.Records.Proposed[0].Due, in.Records.NextReview, in.Records.Metrics[0].AsOf = date("2026-10-13"), date("2026-10-13"), date("2026-10-15")
		}, "records.proposed[0].due order, records.metrics[0].asOf order, records.nextReview order"},

		{"another partner", func(in *inputs) { in.Sources.Deals.Partner = "other" }, "sources.deals.partner match"},
		{"another currency", func(in *inputs) { in.Sources.Claims.Currency = "EUR" }, "sources.claims.currency match"},
		{"no currency", func(in *inputs) { in.Sources.Claims.Currency = "" }, "sources.claims.currency match"},
		{"another currency without amounts", func(in *inputs) { in.Sources.Score.Currency = "EUR" }, "sources.score.currency match"},
		{"another quarter", func(in *inputs) { in.Sources.Leads.Period.Start = date("2026-07-02") }, "sources.leads.period match"},
		{"no day of a source", func(in *inputs) { in.Sources.Roadmap.AsOf = partnermath.Date{} }, "sources.roadmap.asOf required"},
		{"a source of tomorrow", func(in *inputs) { in.Sources.FundPosition.AsOf = date("2026-10-15") }, "sources.fundPosition.asOf order"},
		{"this quarter for the next", func(in *inputs) {
			in.Sources.NextRequirement.Period, in.Sources.NextMarketing.Period = third, third
		}, "sources.nextRequirement.period match, sources.nextMarketing.period match"},
		{"this quarter for the one before", func(in *inputs) { in.Sources.Campaigns.Period = third }, "sources.campaigns.period match"},
		{"a plan of the quarter", func(in *inputs) { in.Sources.Requirement.Period = third }, ""},
		{"a plan of half of it", func(in *inputs) {
			in.Sources.Scenarios.Period = partnermath.Period{Start: date("2026-07-01"), End: date("2026-09-01")}
		}, "sources.scenarios.period match"},
		{"a case that is over", func(in *inputs) {
			in.Sources.Profit.Period = partnermath.Period{Start: date("2025-01-01"), End: date("2026-07-01")}
		}, "sources.profit.period match"},
		{"a case to come", func(in *inputs) {
			in.Sources.VendorReturn.Period = partnermath.Period{Start: date("2026-10-01"), End: date("2028-01-01")}
		}, "sources.vendorReturn.period match"},
		{"a value of nobody", func(in *inputs) { in.Sources.Statement.Origin = qbr.Origin{} }, "sources.statement.partner required"},
		{"peers for the partner", func(in *inputs) { in.Sources.Peers.Value[0].Comparison.Audience = scorecard.AudiencePartner }, "sources.peers.value[0].comparison.audience match"},
		{"peers for the vendor", func(in *inputs) { in.Policy.Audience = scorecard.AudiencePartner }, "sources.peers.value[0].comparison.audience match"},

		{"inside, another partner", func(in *inputs) {
			s := &in.Sources
			s.Score.Value.Partner, s.Roadmap.Value.Partner, s.ScoreTrend.Value.Partner, s.Peers.Value[0].Comparison.Partner = "x", "x", "x", "x"
			s.Deals.Value.Partners[0].ID, s.NextDeals.Value.Partners[0].ID, s.Leads.Value.Waiting[0].Partner = "x", "x", "x"
			s.Incentives.Value[0].Statement.Partner, s.Promotions.Value[0].Partner, s.FundPosition.Value.Partner = "x", "x", "x"
			s.FundRequests.Value[1].Partner, s.Claims.Value[0].Partner = "x", "x"
		}, "sources.score.value.partner match, sources.peers.value[0].comparison.partner match, sources.roadmap.value.partner match, " +
			"sources.scoreTrend.value.partner match, sources.deals.value.partners[0].id match, sources.nextDeals.value.partners[0].id match, " +
			"sources.leads.value.waiting[0].partner match, sources.incentives.value[0].statement.partner match, " +
			"sources.promotions.value[0].partner match, sources.fundPosition.value.partner match, sources.fundRequests.value[1].partner match, sources.claims.value[0].partner match"},
		{"inside, another currency", func(in *inputs) {
			s := &in.Sources
			for _, of := range []*string{
				&s.Roadmap.Value.Currency, &s.Deals.Value.Currency, &s.NextDeals.Value.Currency, &s.Forecasts.Value.Currency, &s.Registrations.Value.Currency,
				&s.Requirement.Value.Currency, &s.Marketing.Value.Currency, &s.Scenarios.Value.Currency, &s.NextRequirement.Value.Currency,
				&s.NextMarketing.Value.Currency, &s.Fund.Value.Currency, &s.Loop.Value.Currency, &s.Profit.Value.Currency, &s.Statement.Value.Currency,
				&s.PlanActual.Value.Currency, &s.VendorReturn.Value.Currency, &s.Campaigns.Value[0].Currency,
			} {
				*of = "EUR"
			}
		}, "sources.roadmap.value.currency match, sources.deals.value.currency match, sources.nextDeals.value.currency match, " +
			"sources.forecasts.value.currency match, sources.registrations.value.currency match, sources.requirement.value.currency match, " +
			"sources.marketing.value.currency match, sources.scenarios.value.currency match, sources.campaigns.value[0].currency match, " +
			"sources.nextRequirement.value.currency match, sources.nextMarketing.value.currency match, sources.fund.value.currency match, sources.loop.value.currency match, " +
			"sources.profit.value.currency match, sources.statement.value.currency match, sources.planActual.value.currency match, " +
			"sources.vendorReturn.value.currency match"},
		{"inside, another period", func(in *inputs) {
			s := &in.Sources
			s.Deals.Value.Period.End, s.NextDeals.Value.Period, s.Registrations.Value.Period.End = date("2026-11-01"), third, date("2026-11-01")
			s.Fund.Value.Period.End, s.Incentives.Value[0].Statement.Period = date("2026-11-01"), partnermath.Period{Start: date("2026-10-01"), End: date("2027-01-01")}
		}, "sources.deals.value.period match, sources.nextDeals.value.period match, sources.registrations.value.period match, " +
			"sources.incentives.value[0].statement.period match, sources.fund.value.period match"},
		{"a rebate of the year", func(in *inputs) {
			in.Sources.Incentives.Value[0].Statement.Period = partnermath.Period{Start: date("2026-01-01"), End: date("2027-01-01")}
		}, ""},
		{"inside, another day", func(in *inputs) {
			s := &in.Sources
			s.Score.Value.Date, s.Roadmap.Value.Date, s.Peers.Value[0].Comparison.Date = in.AsOf, in.AsOf, in.AsOf
			s.Deals.AsOf, s.NextDeals.AsOf, s.Leads.AsOf, s.Registrations.AsOf = date("2026-10-13"), date("2026-10-13"), date("2026-10-13"), date("2026-10-13")
			s.Fund.AsOf, s.Campaigns.AsOf = date("2026-10-13"), date("2026-10-13")
		}, "sources.score.value.date order, sources.peers.value[0].comparison.date order, sources.roadmap.value.date order, " +
			"sources.deals.value.asOf order, sources.nextDeals.value.asOf order, sources.leads.value.asOf order, sources.registrations.value.asOf order, " +
			"sources.campaigns.value[0].asOf order, sources.fund.value.asOf order"},
		{"of each", func(in *inputs) {
			in.Policy.Tolerance, in.Records.Partner.ID, in.Records.NextReview = testkit.Null("2"), " ", date("2026-01-01")
		}, "policy.tolerance max, records.partner.id id, records.nextReview order"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			in := varnholt(t)
			tt.change(&in)
			_, err := in.prepare()
			got := strings.Join(testkit.BrokenRules(t, err), ", ")
			if diff := cmp.Diff(tt.want, got); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

func TestPrepareSaysWhatIsWanted(t *testing.T) {
	in := varnholt(t)
	in.Sources.Deals.Partner = "other"
	in.Sources.NextDeals.Period = in.Sources.Deals.Period
	in.Sources.NextDeals.Value = pipeline.DealReport{}
	_, err := in.prepare()
	want := []string{
		`must be "varnholt", that of the review, got "other"`,
		"must be 2026-10-01 to 2026-12-31, got 2026-07-01 to 2026-09-30",
	}
	var got []string
	for _, f := range testkit.Faults(t, err) {
		got = append(got, f.Message)
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// Own metrics have no rule in the policy and tell of no commitment, which the message says.
func TestMetricThatIsNoneOfTheReview(t *testing.T) {
	in := varnholt(t)
	in.Policy.Metrics = []qbr.MetricRule{{Metric: "tickets", Target: testkit.Null("5")}, {}}
	in.Records.Commitments[0].Amount, in.Records.Commitments[0].Metric = testkit.Null("5"), "tickets"
	const message = `must be a figure of the review, like revenue, landing or score, and none of the own metrics of the records; got "tickets"`
	_, err := in.prepare()
	if diff := cmp.Diff([]string{"policy.metrics[1].metric required", "records.commitments[0].metric one-of"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	in.Policy.Metrics = in.Policy.Metrics[:1]
	_, err = in.prepare()
	for _, f := range testkit.Faults(t, err) {
		if f.Rule != "one-of" || f.Message != message {
			t.Errorf("%s: %s %s", f.Path, f.Rule, f.Message)
		}
	}
}

func TestSourcesStandInTheOrderOfTheirIDs(t *testing.T) {
	var names []qbr.SourceID
	for field := range reflect.TypeFor[qbr.Sources]().Fields() {
		name, _, _ := strings.Cut(field.Tag.Get("json"), ",")
		names = append(names, qbr.SourceID(name))
	}
	if diff := cmp.Diff(qbr.SourceID("").Values(), names); diff != "" {
		t.Errorf("(-ids +fields):\n%s", diff)
	}
}

// A zero policy, zero records and a decimal that nothing can print are refused, and nothing
// more.
func TestPrepareOfNothing(t *testing.T) {
	_, err := qbr.Prepare(qbr.Policy{}, qbr.Records{}, qbr.Sources{}, partnermath.Date{})
	if len(testkit.Faults(t, err)) == 0 {
		t.Error("a zero policy is no fault")
	}
	in := varnholt(t)
	in.Records.Wins[0].Amount = decimal.NewNullDecimal(decimal.New(1, 1_000_000_000))
	_, err = in.prepare()
	if diff := cmp.Diff([]string{"records.wins[0].amount bounds"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}
