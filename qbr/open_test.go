package qbr_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

type nextMarketing = waterfall.MixForecast

func decisions(r qbr.Review) []string {
	var all []string
	for _, d := range r.Decisions {
		amount := "–"
		if d.Amount.Valid {
			amount = d.Amount.Decimal.String()
		}
		all = append(all, fmt.Sprintf("%s %s %s %s: %s", d.Section, d.Subject, d.Party, amount, d.Text))
	}
	return all
}

func TestDecisions(t *testing.T) {
	in := varnholt(t)
	same(t, "decisions", []string{
		"funds r-118 partner 3500: Request r-118 of 3,500 USD was returned (asked for too late): mend it or drop it? Up to 3,000 USD is allowed.",
		"funds r-120 vendor 9000: Request r-120 of 9,000 USD is above the limit of the first approver: approve it?",
		"incentives pr-2 partner 2500: Proposal pr-2 is approved with changes (below level): accept a payout of up to 2,500 USD?",
		"registration g-1 vendor 52000: Registration g-1 of Hafen AG waits for 22 days: approve it?",
		"registration g-2 vendor –: Registration g-2 of Werft KG waits for 17 days: approve it?",
		"marketing  partner –: 2026-Q4 lacks 24 of 120 leads: more marketing or a lower target?",
		"commitments i1 vendor –: Price lists arrive late: was due on 2026-10-01, 13 days ago. What now?",
	}, decisions(prepared(t, in)))

	in.Policy.Sections = []qbr.TierSections{{Tier: "Silver", Sections: []qbr.SectionID{qbr.SectionMarketing}}}
	same(t, "decisions of a review of marketing", []string{
		"marketing  partner –: 2026-Q4 lacks 24 of 120 leads: more marketing or a lower target?",
	}, decisions(prepared(t, in)))
}

func TestDecisionsCountWhatIsLeftOut(t *testing.T) {
	in := varnholt(t)
	r := &in.Sources.Registrations.Value
	own := r.Pending[0]
	r.Pending = r.Pending[:0]
	for i := range 13 {
		one := own
		one.ID, one.Amount, one.Days = fmt.Sprintf("g-%02d", i), testkit.Null("1000"), 30-i
		r.Pending = append(r.Pending, one)
	}
	r.Pending[11].Amount, r.Days = decimal.NullDecimal{}, pipeline.DaysWorking
	in.Policy.Sections = []qbr.TierSections{{Sections: []qbr.SectionID{qbr.SectionRegistration}}}
	got := decisions(prepared(t, in))
	if len(got) != 11 {
		t.Fatalf("%d decisions, want 10 and the rest", len(got))
	}
	same(t, "the last two", []string{
		"registration g-09 vendor 1000: Registration g-09 of Hafen AG waits for 21 working days: approve it?",
		"registration  vendor 2000: 3 further registrations wait, 2,000 USD and 1 of an unknown amount.",
	}, got[9:])
}

// Conflicts of the day between the partner's registrations and others are to be settled.
func TestConflictsToSettle(t *testing.T) {
	for _, audience := range []scorecard.Audience{scorecard.AudienceVendor, scorecard.AudiencePartner} {
		_, r := sectionOf(t, qbr.SectionRegistration, audience, func(s *qbr.Sources) {
			s.Registrations = source[pipeline.RegistrationReport](t, `{"partners": [{"id": "varnholt"}]}`)
			add := func(earlier, later string, ended bool) {
				s.Registrations.Value.Conflicts = append(s.Registrations.Value.Conflicts, pipeline.RegistrationConflict{
					Customer: "Hafen AG", Earlier: earlier + "-1", EarlierPartner: earlier, Later: later + "-2", LaterPartner: later, Ended: ended,
				})
			}
			add("varnholt", "rival", true)
			add("rival", "other", false)
			add("rival", "varnholt", false)
			for range 6 {
				add("varnholt", "rival", false)
			}
		})
		first := "registration varnholt-1 vendor –: Registration varnholt-1 of Hafen AG is in conflict with another one: which of the two stands?"
		same(t, "decisions", []string{
			"registration varnholt-2 vendor –: Registration varnholt-2 of Hafen AG is in conflict with another one: which of the two stands?",
			first, first, first, first, "registration  vendor –: Further conflicts to be settled: 2.",
		}, decisions(r))
	}
}

func disagreements(r qbr.Review) []string {
	var all []string
	for _, d := range r.Discrepancies {
		all = append(all, fmt.Sprintf("%s: %q %s, %q %s, %s apart, used %q", d.Figure, d.First, d.FirstValue, d.Second, d.SecondValue, d.Share.Decimal, d.Used))
	}
	return all
}

func TestDiscrepancies(t *testing.T) {
	in := varnholt(t)
	// 18,600 ÷ 166,600 and 46,600 ÷ 352,600
	same(t, "disagreements", []string{
		`Revenue 2026-Q3: "" 166600, "deals" 148000, 0.1116 apart, used "deals"`,
		`Target 2026-Q4: "nextDeals" 306000, "" 352600, 0.1322 apart, used "nextDeals"`,
	}, disagreements(prepared(t, in)))

	in.Policy.Tolerance, in.Policy.Prefer = decimal.NullDecimal{}, []qbr.SourceID{qbr.SourceFund}
	s := &in.Sources
	s.Deals.Value.Target = num("234500")
	s.Incentives.Value[0].Statement.Qualifying = testkit.Number("166599.99")
	s.NextRequirement.Value.Expected, s.NextRequirement.Value.Revenue = testkit.Number("65000"), testkit.Number("300000")
	s.FundPosition.Value.Available, s.Roadmap.Value.Start = testkit.Number("18000"), 5999
	r := prepared(t, in)
	same(t, "disagreements without a tolerance", []string{
		`Revenue 2026-Q3: "" 166600, "deals" 148000, 0.1116 apart, used ""`,
		`Qualifying revenue 2026-Q3: "" 166600, "incentives" 166599.99, 0 apart, used ""`,
		`Open pipeline 2026-Q4, weighted: "nextDeals" 305735, "nextRequirement" 65000, 0.7874 apart, used "nextDeals"`,
		`Target 2026-Q3: "" 234600, "deals" 234500, 0.0004 apart, used ""`,
		`Target 2026-Q4: "nextDeals" 306000, "nextRequirement" 300000, 0.0196 apart, used "nextDeals"`,
		`Target 2026-Q4: "nextDeals" 306000, "" 352600, 0.1322 apart, used "nextDeals"`,
		`Funds available: "fundPosition" 18000, "fund" 18400, 0.0217 apart, used "fund"`,
		`Capability score: "score" 60, "roadmap" 59.99, 0.0002 apart, used "score"`,
	}, disagreements(r))
	// 166,600 less the 73 + 74 + 75 + 5 + 5 + 5.4 thousand of the second quarter.
	for _, tt := range []struct {
		section qbr.SectionID
		want    string
	}{
		{qbr.SectionPerformance, "revenue 166600 234600 red -70800"},
		{qbr.SectionFunds, "fund-available 18400 – no-target –"},
	} {
		if got := figure(section(t, r, tt.section).Metrics[0]); got != tt.want {
			t.Errorf("%s: %s, want %s", tt.section, got, tt.want)
		}
	}
}

// What sales and the trend of scores tell of earlier quarters goes before the history, and
// where these say something else, that is told. A trend that ends elsewhere tells nothing.
func TestHistoryBesideSalesAndScores(t *testing.T) {
	in := varnholt(t)
	in.Policy.Prefer = nil
	q2 := partnermath.Quarter{Year: 2026, Number: 2}
	in.Records.History = []qbr.PastMetric{
		{Metric: qbr.MetricRevenue, Quarter: q2.Add(-1), Value: num("228000")},
		{Metric: qbr.MetricRevenue, Quarter: q2, Value: num("200000")},
		{Metric: qbr.MetricScore, Quarter: q2, Value: num("40")},
		{Metric: qbr.MetricScore, Quarter: q2.Add(-1), Value: num("50")},
	}
	r := prepared(t, in)
	same(t, "disagreements", []string{
		`Revenue 2026-Q3: "" 166600, "deals" 148000, 0.1116 apart, used ""`,
		`Revenue 2026-Q2: "" 237400, "history" 200000, 0.1575 apart, used ""`,
		`Target 2026-Q4: "nextDeals" 306000, "" 352600, 0.1322 apart, used "nextDeals"`,
		`Capability score 2026-Q2: "scoreTrend" 55.78, "history" 40, 0.2829 apart, used "scoreTrend"`,
	}, disagreements(r))
	changes := func(r qbr.Review) []string {
		return []string{figure(section(t, r, qbr.SectionPerformance).Metrics[0]), figure(section(t, r, qbr.SectionCapability).Metrics[0])}
	}
	same(t, "changes", []string{"revenue 166600 234600 red -70800", "score 60 62 green 4.22"}, changes(r))
	if page := pageOf(t, r, "Where sources disagree"); page.Tables[0].Rows[1].Cells[3].Text != "history" {
		t.Errorf("the history is called %q", page.Tables[0].Rows[1].Cells[3].Text)
	}

	in.Policy.Prefer = []qbr.SourceID{qbr.SourceDeals}
	in.Sources.ScoreTrend.Value.Lines[0].Scores[1]++
	r = prepared(t, in)
	same(t, "changes by won deals and history", []string{"revenue 148000 234600 red -52000", "score 60 62 green 20"}, changes(r))
	same(t, "disagreements about won deals", []string{
		`Revenue 2026-Q3: "" 166600, "deals" 148000, 0.1116 apart, used "deals"`,
		`Target 2026-Q4: "nextDeals" 306000, "" 352600, 0.1322 apart, used "nextDeals"`,
	}, disagreements(r))
}

// A preferred source tells the figure of the section, the first page and what is worked out
// of it.
func TestPreferredSourceIsUsed(t *testing.T) {
	r := prepared(t, varnholt(t))
	want := []string{"revenue 148000 234600 red –", "revenue-year-to-date 613400 714600 amber –"} // 632,000 − 166,600 + 148,000
	same(t, "section", want, figures(section(t, r, qbr.SectionPerformance).Metrics))
	same(t, "first page", want, figures(r.FirstPage[0].Metrics))
	if got := r.FirstPage[0].Metrics[0]; got.Source != qbr.SourceDeals || got.Reached.Decimal.String() != "0.6309" {
		t.Errorf("the source is %q, reached %s", got.Source, got.Reached.Decimal)
	}
}

func TestAgreementIsNoDiscrepancy(t *testing.T) {
	in := varnholt(t)
	in.Policy.Tolerance = testkit.Null("0.1117")
	in.Sources.NextDeals = qbr.Source[pipeline.DealReport]{}
	same(t, "disagreements", nil, disagreements(prepared(t, in)))
	in.Policy.Tolerance = testkit.Null("0.1116") // 0.11164…
	if got := disagreements(prepared(t, in)); len(got) != 1 {
		t.Errorf("got %v", got)
	}
	in.Policy.Tolerance, in.Sources.Deals.Value.Won = testkit.Null("0.1"), testkit.Number("149940") // 166,600 − 16,660
	same(t, "just within", nil, disagreements(prepared(t, in)))
	in.Sources.Deals.Value.Won = testkit.Number("149939.99")
	if got := disagreements(prepared(t, in)); len(got) != 1 {
		t.Errorf("got %v", got)
	}
}

func TestTheFirstPreferredIsUsed(t *testing.T) {
	for _, tt := range []struct {
		prefer []qbr.SourceID
		want   qbr.SourceID
	}{
		{nil, qbr.SourceFundPosition},
		{[]qbr.SourceID{qbr.SourceFund, qbr.SourceFundPosition}, qbr.SourceFund},
		{[]qbr.SourceID{qbr.SourceFundPosition, qbr.SourceFund}, qbr.SourceFundPosition},
		{[]qbr.SourceID{qbr.SourceScore, qbr.SourceFund}, qbr.SourceFund},
		{[]qbr.SourceID{qbr.SourceFundPosition}, qbr.SourceFundPosition},
	} {
		in := varnholt(t)
		in.Policy.Prefer, in.Sources.Fund.Value.Available = tt.prefer, testkit.Number("1")
		d := prepared(t, in).Discrepancies
		if got := d[len(d)-1]; got.First != qbr.SourceFundPosition || got.Used != tt.want {
			t.Errorf("%v: %q is used, want %q", tt.prefer, got.Used, tt.want)
		}
	}
}

// In a running quarter what is preferred is held against what is due by now.
func TestPreferredSourceInARunningQuarter(t *testing.T) {
	in := varnholt(t)
	in.AsOf = date("2026-08-15") // the 46th of 92 days, so half of 234,600 is due, 117,300
	deals := in.Sources.Deals
	deals.AsOf, deals.Value.AsOf, deals.Value.Won = in.AsOf, in.AsOf, testkit.Number("117300")
	in.Sources, in.Records.Metrics = qbr.Sources{Deals: deals}, nil
	m := prepared(t, in).FirstPage[0].Metrics[0]
	if got := figure(m); got != "revenue 117300 234600 green –" || m.Due.Decimal.String() != "117300" {
		t.Errorf("got %s, due %s", got, m.Due.Decimal)
	}
}

// A source has a name that a reader can read, not that of its field.
func TestSourceNames(t *testing.T) {
	seen := make(map[string]qbr.SourceID)
	for _, id := range append(qbr.SourceID("").Values(), qbr.SourceHistory, "") {
		name := id.Name()
		if name == "" || strings.ToLower(name) != name {
			t.Errorf("%s is called %q", id, name)
		}
		if other, twice := seen[name]; twice {
			t.Errorf("%s and %s are both called %q", id, other, name)
		}
		seen[name] = id
	}
	if got, want := qbr.SourceNextDeals.Name(), "open deals"; got != want {
		t.Errorf("the deals of the next quarter are called %q, want %q", got, want)
	}
}
