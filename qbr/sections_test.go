package qbr_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/performance"
)

// rows are the cells of a table as they are written, a row each.
func rows(t document.Table) []string {
	all := make([]string, len(t.Rows))
	for i, r := range t.Rows {
		cells := make([]string, len(r.Cells))
		for j, c := range r.Cells {
			switch {
			case c.Text != "":
				cells[j] = c.Text
			case c.Number.Valid, c.Unit != "":
				unit := c.Unit
				if unit == "" {
					unit = t.Columns[j].Unit
				}
				cells[j] = unit.Format(c.Number, t.Currency)
			}
		}
		all[i] = strings.Join(cells, "|")
	}
	return all
}

func section(t *testing.T, r qbr.Review, id qbr.SectionID) qbr.Section {
	t.Helper()
	i := slices.IndexFunc(r.Sections, func(s qbr.Section) bool { return s.ID == id })
	if i < 0 {
		t.Fatalf("there is no section %s", id)
	}
	return r.Sections[i]
}

// figure writes a metric as "value target status change".
func figure(m qbr.Metric) string {
	text := func(n decimal.NullDecimal) string {
		if !n.Valid {
			return "–"
		}
		return n.Decimal.String()
	}
	return strings.Join([]string{string(m.ID), text(m.Value), text(m.Target), string(m.Status), text(m.Change)}, " ")
}

func figures(metrics []qbr.Metric) []string {
	all := make([]string, len(metrics))
	for i, m := range metrics {
		all[i] = figure(m)
	}
	return all
}

func same(t *testing.T, what string, want, got []string) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

func gapsOf(r qbr.Review, id qbr.SectionID) []string {
	var all []string
	for _, g := range r.Gaps {
		if g.Section == id {
			all = append(all, g.Text)
		}
	}
	return all
}

func TestEngagementSection(t *testing.T) {
	// (0.4 × min(1, 12 ÷ 10) + 0.3 × 3 ÷ 4) ÷ 0.7 = 0.625 ÷ 0.7 = 0.8929, after 0.75.
	r := prepared(t, varnholt(t))
	s := section(t, r, qbr.SectionEngagement)
	same(t, "figures", []string{"engagement 0.8929 0.8 green 0.1429"}, figures(s.Metrics))
	same(t, "table", []string{"Joint calls|0.4|10|12|100%", "Trainings|0.3|4|3|75%", "Joint campaigns|0.3|2|–|–"}, rows(s.Tables[0]))
	same(t, "notes", []string{"The engagement is of what is known: 70% of all weight."}, s.Notes)
	same(t, "gaps", []string{"what the partner did of 1 of 3 parts of what is expected"}, gapsOf(r, qbr.SectionEngagement))

	in := varnholt(t)
	in.Records.Activities = in.Records.Activities[:1] // 0.3 of 1 is known, where 0.5 has to be
	s = section(t, prepared(t, in), qbr.SectionEngagement)
	same(t, "figures of too little", []string{"engagement – 0.8 no-data –"}, figures(s.Metrics))
	same(t, "notes on too little", []string{
		"The engagement is of what is known: 30% of all weight.", "There is none, because 50% has to be known at least.",
	}, s.Notes)

	in.Policy.Engagement, in.Records.Activities = performance.EngagementPolicy{}, nil
	r = prepared(t, in)
	same(t, "notes on nothing", nil, section(t, r, qbr.SectionEngagement).Notes)
	same(t, "gaps of nothing", []string{"what is expected of the partner's engagement"}, gapsOf(r, qbr.SectionEngagement))
}

func TestSpecialisationSection(t *testing.T) {
	s := section(t, prepared(t, varnholt(t)), qbr.SectionSpecialisation)
	same(t, "figures", []string{"specialisations 2 – no-target –"}, figures(s.Metrics))
	same(t, "table", []string{ // from 14 October 17 days of it and 1 of November; 78 + 365 + 32
		"Cloud|expired|2025-09-01|2026-09-01||2|2|0",
		"Data|held|2026-02-01|2028-02-01|475|2|–|–",
		"Security|expires soon, people are missing|2024-11-01|2026-11-01|18|3|2|1",
		"Voice|not earned||||–|–|–",
	}, rows(s.Tables[0]))

	for _, tt := range []struct{ earned, expires, certified, want string }{
		{"2025-01-01", "2026-10-13", "3", "expired"},
		{"2025-01-01", "2026-10-14", "3", "expires soon"},
		{"2025-01-01", "2027-01-12", "3", "expires soon"}, // in 90 days
		{"2025-01-01", "2027-01-13", "3", "held"},
		{"2025-01-01", "2027-01-12", "1", "expires soon, people are missing"},
		{"2025-01-01", "2027-01-13", "1", "people are missing"},
		{"2026-10-14", "", "3", "held"},
		{"2026-10-15", "2027-01-13", "3", "not earned"},
	} {
		in := varnholt(t)
		one := qbr.Specialisation{ID: "x", Earned: date(tt.earned), Required: testkit.Null("2"), Certified: testkit.Null(tt.certified)}
		if tt.expires != "" {
			one.Expires = date(tt.expires)
		}
		in.Records.Specialisations = []qbr.Specialisation{one}
		table := section(t, prepared(t, in), qbr.SectionSpecialisation).Tables[0]
		if got := table.Rows[0].Cells[1].Text; got != tt.want {
			t.Errorf("from %s to %s: %q, want %q", tt.earned, tt.expires, got, tt.want)
		}
	}

	in := varnholt(t)
	in.Records.Specialisations = nil
	r := prepared(t, in)
	same(t, "gaps", []string{"the partner's specialisations"}, gapsOf(r, qbr.SectionSpecialisation))
}

func TestWinSection(t *testing.T) {
	s := section(t, prepared(t, varnholt(t)), qbr.SectionWins)
	same(t, "table", []string{
		"Kliniken Nord|d-9|82,000|", "Stadtwerke Ems|d-7|64,000|Second site follows in spring", "Port of Emden|d-12|–|", "In all||146,000",
	}, rows(s.Tables[0]))
	same(t, "notes", []string{"The amount of 1 of 3 wins is not known."}, s.Notes)

	in := varnholt(t)
	in.Records.Wins = in.Records.Wins[2:]
	s = section(t, prepared(t, in), qbr.SectionWins)
	same(t, "table of what is not known", []string{"Port of Emden|d-12|–|", "In all||–"}, rows(s.Tables[0]))
	in.Records.Wins = nil
	same(t, "no wins", nil, section(t, prepared(t, in), qbr.SectionWins).Notes)
}

func TestOwnSection(t *testing.T) {
	s := section(t, prepared(t, varnholt(t)), qbr.SectionOwn)
	same(t, "figures", []string{"flight 0.3571 – no-target 0.0402", "tickets 7 5 amber -2"}, figures(s.Metrics))
	if got := s.Metrics[1].AsOf; got != date("2026-10-13") {
		t.Errorf("as of %s", got)
	}
	s = section(t, prepared(t, varnholtForPartner(t)), qbr.SectionOwn)
	same(t, "figures for the partner", []string{"tickets 7 5 amber -2"}, figures(s.Metrics))
}

func TestCommitmentSection(t *testing.T) {
	r := prepared(t, varnholt(t))
	s := section(t, r, qbr.SectionCommitments)
	same(t, "figures", []string{ // c1 of c1, c2, c6 and c7; c4, as c3 is open and c5 waived
		"commitments-kept-by-partner 1 4 red –", "commitments-kept-by-vendor 1 1 green –",
	}, figures(s.Metrics))
	same(t, "commitments", []string{
		"Train two engineers|vendor|Ruth Okonjo|2026-08-31|2026-08-20||||kept",
		"Open the demo centre|vendor||2026-09-01|||||waived",
		"Hire a second engineer|partner||2026-09-15|2026-09-20||||missed",
		"Register at least 100,000 in deals|partner|Jana Holt|2026-09-30||USD|100,000|219,900|kept",
		"Three joint campaigns|partner|Jana Holt|2026-09-30|||3|2|missed",
		"Sell 50 seats of services|partner||2026-09-30|||50|–|no data",
		"Answer registrations within three days|vendor|Ruth Okonjo|2026-10-14|||||open",
	}, rows(s.Tables[0]))
	same(t, "issues", []string{"Price lists arrive late|vendor|Ruth Okonjo|2026-10-01|13", "Portal login fails|vendor||2026-10-30|"}, rows(s.Tables[1]))
	same(t, "notes", []string{
		"Waived: Open the demo centre. The reason: The building is not finished.",
		"Missed: Hire a second engineer. It means: Security lapses on 1 November.",
		"Missed: Three joint campaigns. It means: No campaign money before the third.",
		"Commitments due on the day of the review, and open until it is over: 1.",
		"1 issue closed.",
	}, s.Notes)
	same(t, "gaps", []string{`what came of "Sell 50 seats of services"`}, gapsOf(r, qbr.SectionCommitments))
}

func TestCommitmentStatus(t *testing.T) {
	for _, tt := range []struct {
		name string
		c    qbr.Commitment
		want qbr.CommitmentStatus
	}{
		{"done on its day", qbr.Commitment{Due: date("2026-09-30"), Done: date("2026-09-30")}, qbr.CommitmentKept},
		{"done a day late", qbr.Commitment{Due: date("2026-09-30"), Done: date("2026-10-01")}, qbr.CommitmentMissed},
		{"done before it is due", qbr.Commitment{Due: date("2026-12-30"), Done: date("2026-10-14")}, qbr.CommitmentKept},
		{"done after the review", qbr.Commitment{Due: date("2026-12-30"), Done: date("2026-10-15")}, qbr.CommitmentOpen},
		{"due today", qbr.Commitment{Due: date("2026-10-14")}, qbr.CommitmentOpen},
		{"due yesterday", qbr.Commitment{Due: date("2026-10-13")}, qbr.CommitmentMissed},
		{"waived although done", qbr.Commitment{Due: date("2026-10-13"), Done: date("2026-10-13"), Waived: "moved"}, qbr.CommitmentWaived},
		{"just so much", qbr.Commitment{Due: date("2026-10-13"), Amount: testkit.Null("3"), Actual: testkit.Null("3.0")}, qbr.CommitmentKept},
		{"so much before its day", qbr.Commitment{Due: date("2026-12-13"), Amount: testkit.Null("3"), Actual: testkit.Null("4")}, qbr.CommitmentKept},
		{"less before its day", qbr.Commitment{Due: date("2026-10-14"), Amount: testkit.Null("3"), Actual: testkit.Null("2")}, qbr.CommitmentOpen},
		{"less", qbr.Commitment{Due: date("2026-10-13"), Amount: testkit.Null("3"), Actual: testkit.Null("2.9999")}, qbr.CommitmentMissed},
		{"nobody knows how much", qbr.Commitment{Due: date("2026-10-13"), Amount: testkit.Null("3")}, qbr.CommitmentNoData},
		{"nobody knows yet", qbr.Commitment{Due: date("2026-10-14"), Amount: testkit.Null("3")}, qbr.CommitmentOpen},
		{"an amount, done", qbr.Commitment{Due: date("2026-10-13"), Amount: testkit.Null("3"), Done: date("2026-10-01")}, qbr.CommitmentNoData},
		{"a figure", qbr.Commitment{Due: date("2026-10-13"), Amount: testkit.Null("60"), Metric: qbr.MetricScore}, qbr.CommitmentKept},
		{"a figure in its unit", qbr.Commitment{Due: date("2026-10-13"), Amount: testkit.Null("61"), Metric: qbr.MetricScore, Unit: "score"}, qbr.CommitmentMissed},
		{"a figure in another unit", qbr.Commitment{Due: date("2026-10-13"), Amount: testkit.Null("60"), Metric: qbr.MetricScore, Unit: "money"}, qbr.CommitmentNoData},
		{"an actual before a figure", qbr.Commitment{Due: date("2026-10-13"), Amount: testkit.Null("60"), Actual: testkit.Null("1"), Metric: qbr.MetricScore}, qbr.CommitmentMissed},
		{"a figure that is not there", qbr.Commitment{Due: date("2026-10-13"), Amount: testkit.Null("60"), Metric: qbr.MetricPartnerProfit}, qbr.CommitmentNoData},
	} {
		in := varnholt(t)
		tt.c.ID, tt.c.Party, tt.c.Text = "x", qbr.PartyPartner, "It"
		in.Records.Commitments = []qbr.Commitment{tt.c}
		// Commitments read figures that stand after them.
		in.Policy.Sections = []qbr.TierSections{{Sections: []qbr.SectionID{qbr.SectionCommitments, qbr.SectionCapability}}}
		r := prepared(t, in)
		if got := r.Commitments[0].Status; got != tt.want {
			t.Errorf("%s: %s, want %s", tt.name, got, tt.want)
		}
		if r.Sections[0].ID != qbr.SectionCommitments {
			t.Errorf("the first section is %s", r.Sections[0].ID)
		}
	}
}

func TestNext(t *testing.T) {
	in := varnholt(t)
	r := prepared(t, in)
	if r.Next.Quarter != (partnermath.Quarter{Year: 2026, Number: 4}) {
		t.Errorf("next is %s", r.Next.Quarter)
	}
	var capacity []string
	for _, c := range r.Next.Capacity {
		text := []string{string(c.Stage)}
		for _, n := range []decimal.NullDecimal{c.Required, c.Planned, c.Lacking} {
			text = append(text, document.UnitCount.Format(n, ""))
		}
		if c.Enough {
			text = append(text, "enough")
		}
		capacity = append(capacity, strings.Join(text, " "))
	}
	same(t, "capacity", []string{"lead 120 96 24", "mql 41 43.5 0 enough", "won 5 – –"}, capacity)
	if len(r.Next.Targets) != 1 || r.Next.Targets[0].Target.Decimal.String() != "352600" { // 984,600 − 632,000
		t.Errorf("targets %+v", r.Next.Targets)
	}
	if len(r.Next.Commitments) != 2 || r.Next.Commitments[0].ID != "p2" {
		t.Errorf("proposed %+v", r.Next.Commitments)
	}
	in.Sources.NextMarketing = qbr.Source[nextMarketing]{}
	r = prepared(t, in)
	if r.Next.Capacity != nil {
		t.Error("capacity of no plan")
	}
	same(t, "gaps", []string{"what is planned for the next quarter"}, gapsOf(r, qbr.SectionMarketing))
}

func TestAgenda(t *testing.T) {
	a := prepared(t, varnholt(t)).Agenda
	var items, names []string
	for _, i := range a.Items {
		items = append(items, i.Title)
	}
	same(t, "items", []string{
		"Updates", "Performance of the partner", "Performance of the vendor", "Decisions", "Commitments for 2026-Q4", "Other business",
	}, items)
	for _, p := range a.Attendees {
		names = append(names, p.Name)
	}
	same(t, "attendees", []string{"Ana Ruiz", "Ruth Okonjo", "Jana Holt", "Per Lund"}, names)
	same(t, "the vendor", []string{"Commitments kept by the vendor: 1, target 1 (green)"}, a.Items[2].Points)
	same(t, "the plan", []string{
		"Secure 40,000 in marketing funds (vendor, by 2026-11-15)", "Register at least 120,000 in deals (partner, by 2026-12-31)",
	}, a.Items[4].Points)
	if a.NextReview != date("2027-01-20") {
		t.Errorf("the next review is on %s", a.NextReview)
	}
}
