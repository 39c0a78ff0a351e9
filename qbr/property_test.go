package qbr_test

import (
	"encoding/json"
	"fmt"
	"regexp"
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/performance"
	"github.com/partnermath/partnermath/scorecard"
)

// drawn draws the inputs of a review: those of testdata/varnholt.json with other figures,
// with sources that are absent, as of a day in the quarter or after it, for either reader.
func drawn(t *rapid.T, of inputs) inputs {
	in := testkit.Copy(t, of)
	if rapid.Bool().Draw(t, "partner") {
		in.forPartner()
	}
	amount := func(label string) decimal.NullDecimal {
		d := testkit.Decimal(0, 200_000, 2).Draw(t, label)
		return decimal.NullDecimal{Decimal: d, Valid: rapid.IntRange(0, 9).Draw(t, label+" known") > 0}
	}
	for i := range in.Records.Sales {
		m := &in.Records.Sales[i]
		m.Sourced, m.Influenced, m.Plan = amount("sourced"), amount("influenced"), amount("plan")
	}
	for i := range in.Records.Commitments {
		c := &in.Records.Commitments[i]
		c.Due = c.Due.AddDays(rapid.IntRange(-40, 40).Draw(t, "due"))
		if c.Amount.Valid {
			c.Actual = amount("actual")
		}
	}
	for i := range in.Records.Metrics {
		m := &in.Records.Metrics[i]
		m.Value, m.Target, m.Floor = amount("value"), amount("target"), decimal.NullDecimal{}
	}
	in.Sources.Deals.Value.Won = testkit.Decimal(0, 600_000, 2).Draw(t, "won")
	in.Policy.Tolerance = decimal.NewNullDecimal(testkit.Decimal(0, 1, 2).Draw(t, "tolerance"))
	if rapid.Bool().Draw(t, "prefer reports") {
		in.Policy.Prefer = nil
	}
	if rapid.Bool().Draw(t, "running") {
		in.AsOf = partnermath.NewDate(2026, 7, 1).AddDays(rapid.IntRange(0, 91).Draw(t, "day"))
		in.Sources = qbr.Sources{}
		for i := range in.Records.Metrics {
			in.Records.Metrics[i].AsOf = partnermath.Date{}
		}
		return in
	}
	drop(t, &in.Sources)
	return in
}

// drop leaves some sources out.
func drop(t *rapid.T, s *qbr.Sources) {
	var members map[string]json.RawMessage
	if err := json.Unmarshal([]byte(testkit.JSON(t, s)), &members); err != nil {
		t.Fatal(err)
	}
	for _, id := range qbr.SourceID("").Values() {
		if rapid.IntRange(0, 3).Draw(t, string(id)) == 0 {
			delete(members, string(id))
		}
	}
	text, err := json.Marshal(members)
	if err != nil {
		t.Fatal(err)
	}
	*s = qbr.Sources{}
	if err := json.Unmarshal(text, s); err != nil {
		t.Fatal(err)
	}
}

func drawnReview(t *rapid.T, of inputs) qbr.Review {
	in := drawn(t, of)
	r, err := in.prepare()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func metricsOf(r *qbr.Review) []qbr.Metric {
	var all []qbr.Metric
	for i := range r.Sections {
		all = append(all, r.Sections[i].Metrics...)
	}
	for i := range r.FirstPage {
		all = append(all, r.FirstPage[i].Metrics...)
	}
	return all
}

// contradicted tells of a landing of the reviewed quarter, which is over, that the review uses
// sales that are above it or disagree with the won deals.
func contradicted(r *qbr.Review, m *qbr.Metric) bool {
	if m.ID != qbr.MetricLanding || m.Source != qbr.SourceDeals {
		return false
	}
	for i := range r.Discrepancies {
		if d := &r.Discrepancies[i]; d.Figure == "Revenue "+r.Quarter.String() {
			return d.Used == ""
		}
	}
	for _, of := range metricsOf(r) {
		if of.ID == qbr.MetricRevenue {
			return of.Value.Valid && of.Value.Decimal.GreaterThan(m.Value.Decimal)
		}
	}
	return false
}

// judged is the status of a figure by the rule, from what is published beside it.
func judged(r *qbr.Review, m *qbr.Metric) performance.Status {
	if contradicted(r, m) {
		return performance.StatusNoTarget
	}
	target, floor := m.Target, m.Floor
	if m.Due.Valid {
		target, floor = m.Due, m.FloorDue
	}
	better := func(than decimal.NullDecimal) bool {
		difference := m.Value.Decimal.Sub(than.Decimal)
		if m.Polarity == performance.LowerIsBetter {
			difference = difference.Neg()
		}
		return than.Valid && !difference.IsNegative()
	}
	switch {
	case !target.Valid:
		return performance.StatusNoTarget
	case !m.Value.Valid:
		return performance.StatusNoData
	case better(target):
		return performance.StatusGreen
	case better(floor):
		return performance.StatusAmber
	}
	return performance.StatusRed
}

func TestStatusFollowsProperty(t *testing.T) {
	of := varnholt(t)
	rapid.Check(t, func(t *rapid.T) {
		r := drawnReview(t, of)
		for _, m := range metricsOf(&r) {
			if want := judged(&r, &m); m.Status != want {
				t.Fatalf("%s is %s, want %s: %s", m.ID, m.Status, want, testkit.JSON(t, m))
			}
		}
		kept := map[qbr.Party]int{}
		for i := range r.Commitments {
			c := &r.Commitments[i]
			so := c.Amount.Valid && c.Actual.Valid && !c.Actual.Decimal.LessThan(c.Amount.Decimal) ||
				!c.Amount.Valid && !c.Done.IsZero() && !c.Done.After(c.Due) && !c.Done.After(r.AsOf)
			if so = so && c.Waived == ""; so != (c.Status == qbr.CommitmentKept) {
				t.Fatalf("a commitment is %s: %s", c.Status, testkit.JSON(t, c))
			}
			if c.Status == qbr.CommitmentMissed && !c.Due.Before(r.AsOf) {
				t.Fatalf("missed before it is due: %s", testkit.JSON(t, c))
			}
			if so {
				kept[c.Party]++
			}
		}
		for _, m := range metricsOf(&r) {
			if m.ID == qbr.MetricPartnerKept && !m.Value.Decimal.Equal(decimal.NewFromInt(int64(kept[qbr.PartyPartner]))) {
				t.Fatalf("the partner kept %s of %d", m.Value.Decimal, kept[qbr.PartyPartner])
			}
		}
	})
}

var numberToken = regexp.MustCompile(`[0-9][0-9,]*(\.[0-9]+)?`)

// bare is a written number without what its unit adds and the zeros that a column may.
func bare(token string) string {
	return decimal.RequireFromString(strings.ReplaceAll(token, ",", "")).String()
}

// backed are the numbers that a review has, as they may be written: those of its words, and
// those of its figures in any unit.
func backed(t rapid.TB, r *qbr.Review) map[string]bool {
	decoder := json.NewDecoder(strings.NewReader(testkit.JSON(t, r)))
	decoder.UseNumber()
	all := make(map[string]bool)
	for {
		token, err := decoder.Token()
		if err != nil {
			break
		}
		if delim, ok := token.(json.Delim); ok && delim > 0 {
			continue
		}
		text := fmt.Sprint(token)
		for _, word := range numberToken.FindAllString(text, -1) {
			all[bare(word)] = true
		}
		n, err := decimal.NewFromString(text)
		if err != nil {
			continue
		}
		for _, unit := range document.Unit("").Values() {
			for _, word := range numberToken.FindAllString(unit.Format(decimal.NewNullDecimal(n), r.Currency), -1) {
				all[bare(word)] = true
			}
		}
	}
	for _, word := range numberToken.FindAllString(r.Period.String(), -1) {
		all[bare(word)] = true
	}
	return all
}

// unbacked returns a number of a text that the review does not have.
func unbacked(text string, has map[string]bool) string {
	for _, word := range numberToken.FindAllString(text, -1) {
		if !has[bare(word)] {
			return word
		}
	}
	return ""
}

func TestNumbersAreInTheJSONProperty(t *testing.T) {
	of := varnholt(t)
	rapid.Check(t, func(t *rapid.T) {
		r := drawnReview(t, of)
		has, d := backed(t, &r), r.Document()
		for form, text := range map[string][]byte{"text at 80": d.AppendText(nil, 80), "text at 120": d.AppendText(nil, 120), "Markdown": d.AppendMarkdown(nil)} {
			if word := unbacked(string(text), has); word != "" {
				t.Fatalf("%s has %s, which the JSON has not", form, word)
			}
		}
	})
}

func TestPartnerSeesNothingOfTheVendorsAloneProperty(t *testing.T) {
	of := varnholtForPartner(t)
	words := append(canaryWords(), "171313", "281,317", "281317", "18301", "18,301", "22531", "22,531", "616161", "616,161", "713131", "919191", "313131")
	rapid.Check(t, func(t *rapid.T) {
		in := testkit.Copy(t, of)
		drop(t, &in.Sources)
		r, err := in.prepare()
		if err != nil {
			t.Fatal(err)
		}
		d := r.Document()
		all := strings.ToLower(testkit.JSON(t, r) + string(d.AppendText(nil, 80)) + string(d.AppendMarkdown(nil)))
		for _, word := range words {
			if strings.Contains(all, word) {
				t.Fatalf("the partner sees %q", word)
			}
		}
	})
}

// several gives lists of one entry another one.
func several(in *inputs) {
	s, r := &in.Sources, &in.Records
	r.Shared = append(r.Shared, r.Shared[0])
	r.Shared[1].ID, r.Shared[1].Requests, r.Shared[1].Promotions = "winter", []string{"r-121"}, []string{"pr-3"}
	r.Comments = append(r.Comments, qbr.Comment{Section: qbr.SectionPerformance, Author: "Jana Holt", Text: "July was slow."})
	s.Peers.Value = append(s.Peers.Value, s.Peers.Value[0], s.Peers.Value[0])
	s.Peers.Value[1].Group, s.Peers.Value[2].Group = "Region EMEA", "Tier Silver"
	s.ScoreGoals.Value = append(s.ScoreGoals.Value, s.ScoreGoals.Value[0])
	s.ScoreGoals.Value[1].Goal.Target = 64 * scorecard.Point
	s.Campaigns.Value = append(s.Campaigns.Value, s.Campaigns.Value[0])
	s.Campaigns.Value[1].ID, s.Campaigns.Value[1].Name = "fair", "Trade fair"
	s.Incentives.Value = append(s.Incentives.Value, s.Incentives.Value[0])
	s.Incentives.Value[1].Program = "Cloud rebate"
	s.Promotions.Value = append(s.Promotions.Value, s.Promotions.Value[0])
	s.Promotions.Value[1].Proposal = "pr-3"
	s.Claims.Value = append(s.Claims.Value, s.Claims.Value[0])
	s.Claims.Value[1].Claim = "cl-2"
}

func TestOrderOfInputsDoesNotMatterProperty(t *testing.T) {
	for _, of := range []inputs{varnholt(t), varnholtForPartner(t)} {
		several(&of)
		want := testkit.JSON(t, prepared(t, of))
		rapid.Check(t, func(t *rapid.T) {
			in := of
			shuffle(t, "sales", &in.Records.Sales)
			shuffle(t, "activities", &in.Records.Activities)
			shuffle(t, "specialisations", &in.Records.Specialisations)
			shuffle(t, "commitments", &in.Records.Commitments)
			shuffle(t, "proposed", &in.Records.Proposed)
			shuffle(t, "issues", &in.Records.Issues)
			shuffle(t, "wins", &in.Records.Wins)
			shuffle(t, "comments", &in.Records.Comments)
			shuffle(t, "metrics", &in.Records.Metrics)
			shuffle(t, "history", &in.Records.History)
			shuffle(t, "shared", &in.Records.Shared)
			shuffle(t, "attendees", &in.Records.Attendees)
			shuffle(t, "peers", &in.Sources.Peers.Value)
			shuffle(t, "goals", &in.Sources.ScoreGoals.Value)
			shuffle(t, "campaigns", &in.Sources.Campaigns.Value)
			shuffle(t, "incentives", &in.Sources.Incentives.Value)
			shuffle(t, "promotions", &in.Sources.Promotions.Value)
			shuffle(t, "requests", &in.Sources.FundRequests.Value)
			shuffle(t, "claims", &in.Sources.Claims.Value)
			r, err := in.prepare()
			if err != nil {
				t.Fatal(err)
			}
			if got := testkit.JSON(t, r); got != want {
				t.Fatalf("another order makes another review:\n%s", testkit.Diff(want, got))
			}
		})
	}
}

func shuffle[T any](t *rapid.T, label string, list *[]T) {
	*list = rapid.Permutation(*list).Draw(t, label)
}

func TestReviewIsTheSameAfterJSON(t *testing.T) {
	for _, in := range []inputs{varnholt(t), varnholtForPartner(t)} {
		r := prepared(t, in)
		again := testkit.Copy(t, r)
		if diff := testkit.Diff(r, again); diff != "" {
			t.Errorf("(-before +after):\n%s", diff)
		}
		d, of := r.Document(), again.Document()
		if before, after := string(d.AppendText(nil, 100)), string(of.AppendText(nil, 100)); before != after {
			t.Errorf("it prints otherwise:\n%s", testkit.Diff(before, after))
		}
	}
}

func TestReviewGolden(t *testing.T) {
	testkit.Golden(t, "vendor.golden.json", []byte(testkit.JSON(t, prepared(t, varnholt(t)))+"\n"))
	testkit.Golden(t, "partner.golden.json", []byte(testkit.JSON(t, prepared(t, varnholtForPartner(t)))+"\n"))
}

// The review holds no memory of its inputs.
func TestReviewSharesNoMemory(t *testing.T) {
	in := varnholt(t)
	r := prepared(t, in)
	before := testkit.JSON(t, r)
	for i := range in.Records.Attendees {
		in.Records.Attendees[i].Name = "changed"
	}
	for i := range in.Records.Proposed {
		in.Records.Proposed[i].Text = "changed"
	}
	in.Records.Updates[0], in.Records.Other[0], in.Records.Commitments[0].Text, in.Records.Issues[0].Text = "changed", "changed", "changed", "changed"
	if got := testkit.JSON(t, r); got != before {
		t.Errorf("(-before +after):\n%s", testkit.Diff(before, got))
	}
	r.Next.Commitments[0].Text, r.Agenda.Attendees[0].Name = "mine", "mine"
	if testkit.JSON(t, prepared(t, varnholt(t))) != before {
		t.Error("two reviews share memory")
	}
}
