package pipeline_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// foundIn lists findings as "reason: ids", with the count of others.
func foundIn(all []partnermath.Finding) []string {
	lines := []string{}
	for _, f := range all {
		line := fmt.Sprintf("%s: %s", f.Reason, strings.Join(f.IDs, " "))
		if f.More > 0 {
			line += fmt.Sprint(" +", f.More)
		}
		if f.Records != len(f.IDs)+f.More {
			line += " miscounted"
		}
		lines = append(lines, line)
	}
	return lines
}

func same(t *testing.T, what string, want, got any) {
	t.Helper()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("%s (-want +got):\n%s", what, diff)
	}
}

// Deals and leads that were created on the day of an import, and closed, due or followed
// up before it.
func TestF4CreatedOnImport(t *testing.T) {
	imported, asOf := day(2026, 8, 22), day(2026, 9, 30)
	deals := []pipeline.Deal{
		{ID: "I1", Partner: "P1", Amount: null("12500"), Stage: "qualified", Created: imported, ExpectedClose: asOf},
		{ID: "I2", Partner: "P1", Amount: null("8000"), Stage: "proposal", Created: imported, ExpectedClose: day(2026, 7, 15)},
		{ID: "I3", Partner: "P1", Amount: null("20000"), Created: imported, Outcome: "won", Closed: day(2026, 7, 20)},
		{ID: "I4", Partner: "P1", Amount: null("5000"), Created: imported, Outcome: "lost", Closed: day(2026, 6, 30)},
	}
	p := measureDeals(t, quarterPolicy(), asOf, deals)
	same(t, "won, win rate", "20000 0.5", fmt.Sprint(p.Won, " ", p.WinRates.Narrow.Decimal))
	same(t, "cycles", "0 null null", fmt.Sprint(p.Pace.Cycles, " ", shownNull(p.Pace.AverageCycle), " ", shownNull(p.Pace.Velocity)))
	same(t, "slipped", "I2", p.Apart[0].Listed[0].ID)
	same(t, "age, of I1 alone", "1 39", fmt.Sprint(p.Pace.Aged, " ", p.Pace.AverageAge.Decimal))
	same(t, "findings", []string{"closed-before-created: I3 I4", "expected-before-created: I2"}, foundIn(p.Findings))

	r := review(t, fiveDays, asOf, []pipeline.Lead{{ID: "L1", Created: imported, FollowedUp: day(2026, 7, 6), Stage: "lead"}})
	same(t, "followed up", "1 0 1 1 null null", fmt.Sprint(shownNull(r.All.FollowedUp), " ", shownNull(r.All.OnTime), " ", shownNull(r.All.UnknownDays), " ",
		shownNull(r.All.FollowUpShare), " ", shownNull(r.All.OnTimeShare), " ", shownNull(r.All.MedianDays)))
	same(t, "findings of leads", []string{"follow-up-before-created: L1"}, foundIn(r.Findings))
}

// A deal without an amount, read from JSON, is counted and named, and in no sum.
func TestF5NoAmount(t *testing.T) {
	var d pipeline.Deal
	testkit.ReadJSON(t, "testdata/cases/f5-deal.json", &d)
	other := openDeal()
	other.Amount, other.ExpectedClose, other.Stage = null("100"), day(2026, 9, 30), "propose"
	policy := quarterPolicy()
	policy.Stages[1].ID = "propose"
	p := measureDeals(t, policy, day(2026, 9, 1), []pipeline.Deal{other, d})
	same(t, "open", "2 100 50 {1 1 0 0}", fmt.Sprint(p.Deals, " ", p.Open, " ", p.Weighted, " ", p.Unknown))
	same(t, "at proposal", "2 100 {1 1 0 0}", fmt.Sprint(p.Stages[1].Deals, " ", p.Stages[1].Open, " ", p.Stages[1].Unknown))
	same(t, "stale", "2 1", fmt.Sprint(p.Stale.Deals, " ", p.Stale.Unknown))
	same(t, "findings", []string{"amount-unknown: D2"}, foundIn(p.Findings))
	r := measure(t, firstQuarter(), pipeline.RegistrationBook{Registrations: []pipeline.Registration{
		{ID: "r", Partner: "p", Submitted: on("03-01")}, registration("s p - c x 10 03-01"),
	}})
	same(t, "registrations", "2 10 1", fmt.Sprint(r.Total.Submitted.Count, " ", r.Total.Submitted.Value, " ", r.Total.Submitted.Unknown))
	same(t, "findings of registrations", []string{"amount-unknown: r", "customer-unknown: r"}, foundIn(r.Findings))
}

// From Friday to Monday is one working day.
func TestF8WorkingDays(t *testing.T) {
	var l pipeline.Lead
	testkit.ReadJSON(t, "testdata/cases/f8-lead.json", &l)
	for _, tt := range []struct {
		days         pipeline.DayCount
		holidays     []partnermath.Date
		want, waited string
	}{
		{pipeline.DaysWorking, nil, "1 1", "1 false"},
		{pipeline.DaysWorking, []partnermath.Date{day(2026, 7, 6)}, "1 0", "0 false"},
		{pipeline.DaysCalendar, nil, "0 3", "3 true"},
		{"", nil, "0 3", "3 true"},
	} {
		policy := pipeline.LeadPolicy{FollowUpWithin: 1, Days: tt.days, WorkingDays: partnermath.WorkingDays{Holidays: tt.holidays}}
		r := review(t, policy, day(2026, 7, 31), []pipeline.Lead{l})
		same(t, "followed up, "+string(tt.days), tt.want, fmt.Sprint(shownNull(r.All.OnTime), " ", r.All.MedianDays.Decimal))
		same(t, "counted as the policy says", tt.days == pipeline.DaysWorking, r.Days == pipeline.DaysWorking)
		same(t, "counted at all", true, slices.Contains(r.Days.Values(), r.Days))
		waiting := l
		waiting.FollowedUp = partnermath.Date{}
		r = review(t, policy, l.FollowedUp, []pipeline.Lead{waiting})
		same(t, "waiting, "+string(tt.days), tt.waited, fmt.Sprint(r.Waiting[0].Age, " ", r.Waiting[0].Overdue))

		deal, stale := quarterPolicy(), openDeal()
		deal.StaleAfter, deal.Days, deal.WorkingDays = 1, tt.days, policy.WorkingDays
		stale.LastActivity = l.Created
		p := measureDeals(t, deal, l.FollowedUp, []pipeline.Deal{stale})
		want := 0
		if tt.days != pipeline.DaysWorking {
			want = 1
		}
		same(t, "stale, "+string(tt.days), want, p.Stale.Deals)
		same(t, "stale after", fmt.Sprint(1, r.Days), fmt.Sprint(p.StaleAfter, p.Days))

		registrations := pipeline.RegistrationPolicy{Currency: "USD", Days: tt.days, WorkingDays: policy.WorkingDays}
		same(t, "registrations", r.Days, measure(t, registrations, pipeline.RegistrationBook{}).Days)
	}
}

// What lies on the day asOf has happened, the day after has not; a period has its first
// day, and not its End.
func TestBoundaryDays(t *testing.T) {
	asOf := on("03-31")
	conflict := func(decided string) int {
		return len(measure(t, firstQuarter(), pipeline.RegistrationBook{Registrations: []pipeline.Registration{
			registration("a p - c x 1 01-01 approved 01-02"), registration("b q - c x 1 01-01 approved " + decided),
		}}).Conflicts)
	}
	same(t, "a conflict decided on asOf, and the day after", []int{1, 0}, []int{conflict("03-31"), conflict("04-01")})
	for expires, want := range map[string]string{"03-31": "true 0 2, with a third 2 1", "04-01": "false 2 0, with a third 3 0"} {
		book := pipeline.RegistrationBook{Registrations: []pipeline.Registration{
			registration("a p - c x 1 01-01 approved 01-02 " + expires), registration("b q - c x 1 01-01 approved 03-01"),
		}}
		r := measure(t, firstQuarter(), book)
		book.Registrations = append(book.Registrations, registration("d r - c x 1 01-01 approved 03-02"))
		more := measure(t, firstQuarter(), book).Total
		same(t, "a conflict until "+expires, want, fmt.Sprint(r.Conflicts[0].Ended, " ", r.Total.Colliding, " ", r.Total.Collided,
			", with a third ", more.Colliding, " ", more.Collided))
	}
	for line, want := range map[string]string{
		"a p - c x 1 03-31":                                "submitted 1 pending 1 approved 0 open 0 won 0 expired 0 later 0",
		"a p - c x 1 04-01":                                "submitted 0 pending 0 approved 0 open 0 won 0 expired 0 later 1",
		"a p - c x 1 01-01 approved 03-31":                 "submitted 1 pending 0 approved 1 open 1 won 0 expired 0 later 0",
		"a p - c x 1 01-01 approved 04-01":                 "submitted 1 pending 1 approved 0 open 0 won 0 expired 0 later 0",
		"a p - c x 1 01-01 approved 01-02 - won 03-31":     "submitted 1 pending 0 approved 1 open 0 won 1 expired 0 later 0",
		"a p - c x 1 01-01 approved 01-02 - won 04-01":     "submitted 1 pending 0 approved 1 open 1 won 0 expired 0 later 0",
		"a p - c x 1 01-01 approved 01-02 03-31":           "submitted 1 pending 0 approved 1 open 0 won 0 expired 1 later 0",
		"a p - c x 1 01-01 approved 01-02 04-01":           "submitted 1 pending 0 approved 1 open 1 won 0 expired 0 later 0",
		"a p - c x 1 01-01 approved 01-02 03-31 won 03-30": "submitted 1 pending 0 approved 1 open 0 won 1 expired 0 later 0",
	} {
		r := measure(t, firstQuarter(), pipeline.RegistrationBook{Registrations: []pipeline.Registration{registration(line)}})
		f := r.Total
		same(t, line, want, fmt.Sprintf("submitted %d pending %d approved %d open %d won %d expired %d later %d",
			f.Submitted.Count, f.Pending.Count, f.Approved.Count, f.Open.Count, f.Won.Count, f.Expired.Count, r.Later))
	}
	policy := quarterPolicy()
	for expected, want := range map[partnermath.Date]string{
		day(2026, 7, 31): "slipped", day(2026, 8, 1): "", day(2026, 9, 30): "", day(2026, 10, 1): "later",
	} {
		d := openDeal()
		d.ExpectedClose = expected
		same(t, "expected "+expected.String(), want, apartOf(t, policy, dealDay(), d))
	}
	for closed, want := range map[partnermath.Date]string{
		day(2026, 6, 30): "0 1 0", day(2026, 7, 1): "1000 1 0", dealDay(): "1000 1 0", dealDay().AddDays(1): "0 0 1",
	} {
		d := openDeal()
		d.Created, d.LastActivity, d.Outcome, d.Closed = day(2026, 6, 1), day(2026, 6, 1), "won", closed
		p := measureDeals(t, policy, dealDay(), []pipeline.Deal{d})
		same(t, "closed "+closed.String(), want, fmt.Sprint(p.Won, p.WinRates.Won, p.Deals))
	}
	for created, want := range map[partnermath.Date]int{dealDay(): 1, dealDay().AddDays(1): 0} {
		d := openDeal()
		d.Created, d.LastActivity = created, partnermath.Date{}
		p := measureDeals(t, policy, dealDay(), []pipeline.Deal{d})
		same(t, "created "+created.String(), want, p.Deals)
	}
	for offset, want := range map[int]string{4: "0 1 false", 5: "0 1 false", 6: "1 0 true"} {
		r := review(t, fiveDays, asOf, []pipeline.Lead{{ID: "a", Created: asOf.AddDays(-offset), Stage: "lead"}})
		same(t, fmt.Sprint(offset, " days old"), want, fmt.Sprint(shownNull(r.All.Overdue), " ", shownNull(r.All.Pending), " ", r.Waiting[0].Overdue))
	}
	for offset, want := range map[int]string{0: "1 1 0", 1: "1 0 1"} {
		r := review(t, fiveDays, asOf, []pipeline.Lead{{ID: "a", Created: asOf, FollowedUp: asOf.AddDays(offset), Stage: "lead"}})
		same(t, fmt.Sprint("followed up ", offset, " days later"), want, fmt.Sprint(r.All.Leads, " ", shownNull(r.All.FollowedUp), " ", shownNull(r.All.Pending)))
	}
	r := review(t, fiveDays, asOf, []pipeline.Lead{{ID: "a", Created: asOf.AddDays(1), Stage: "lead"}})
	same(t, "a lead of tomorrow", "0 [after-as-of: a]", fmt.Sprint(r.All.Leads, " ", foundIn(r.Findings)))
}

func apartOf(t *testing.T, policy pipeline.DealPolicy, asOf partnermath.Date, d pipeline.Deal) string {
	t.Helper()
	p := measureDeals(t, policy, asOf, []pipeline.Deal{d})
	for _, a := range p.Apart {
		if a.Deals > 0 {
			return string(a.Reason)
		}
	}
	return ""
}

// One bad row of many does not cost the report, and no order decides which copy counts.
func TestFaultyDealsSetApart(t *testing.T) {
	policy := quarterPolicy()
	policy.Faulty = partnermath.FaultySetApart
	deal := func(id, amount string) pipeline.Deal {
		d := openDeal()
		d.ID, d.Amount = id, null(amount)
		return d
	}
	percent := deal("percent", "1")
	percent.Probability = null("2")
	dollars := deal("euros", "1")
	dollars.Currency = "EUR"
	deals := []pipeline.Deal{
		deal("sound", "10"), deal("sound", "10.00"), percent, dollars, deal(" no id", "1"), deal("half", "0.005"),
		deal("twice", "1"), deal("twice", "2"), deal("twice", "1"), deal("mixed", "1"), deal("mixed", "-1"),
	}
	want := []string{"copies-differ: mixed twice twice twice", `faulty: " no id" euros half mixed percent`}
	p := measureDeals(t, policy, dealDay(), deals)
	same(t, "figures", "1 10", fmt.Sprint(p.Deals, " ", p.Open))
	same(t, "findings", want, foundIn(p.Findings))
	rapid.Check(t, func(t *rapid.T) {
		q := measureDeals(t, policy, dealDay(), rapid.Permutation(deals).Draw(t, "order"))
		if diff := cmp.Diff(testkit.JSON(t, p), testkit.JSON(t, q)); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
	})
	policy.Faulty = ""
	_, err := pipeline.MeasureDeals(policy, dealDay(), deals)
	same(t, "refused", []string{
		"deals[2].probability max", "deals[3].currency match", "deals[4].id id", "deals[5].amount digits", "deals[7].id unique", "deals[10].amount min",
	}, testkit.BrokenRules(t, err))
	for _, text := range []string{`deals[2].probability: must not be above 1, got 2 (deal "percent")`, `deal "twice" stands at deals[6] with other content`} {
		if !strings.Contains(err.Error(), text) {
			t.Errorf("%q is not in:\n%v", text, err)
		}
	}
}

func TestFaultyLeadsAndRegistrationsSetApart(t *testing.T) {
	policy := fiveDays
	policy.Faulty = partnermath.FaultySetApart
	leads := []pipeline.Lead{
		{ID: "a", Stage: "lead"}, {ID: "b", Stage: "cold"}, {ID: "c", Stage: "lead"}, {ID: "c", Stage: "mql"}, {ID: "a", Stage: "lead"},
	}
	r := review(t, policy, dealDay(), leads)
	same(t, "leads", "1 1 [copies-differ: c c created-unknown: a faulty: b]", fmt.Sprint(r.All.Leads, " ", shownNull(r.All.UnknownAge), " ", foundIn(r.Findings)))
	same(t, "waiting", 0, len(r.Waiting)+r.MoreWaiting)

	terms := firstQuarter()
	terms.Faulty = partnermath.FaultySetApart
	book := pipeline.RegistrationBook{Registrations: []pipeline.Registration{
		registration("a p - c x 1 01-01"), registration("a p - c x 1 01-01"), registration("b p - c x 1 01-01 maybe 01-02"),
		registration("d p - c x 1 01-01"), registration("d p - c x 2 01-01"),
	}}
	s := measure(t, terms, book)
	same(t, "registrations", "1 1 [copies-differ: d d faulty: b]", fmt.Sprint(s.Total.Submitted.Count, " ", s.Repeated, " ", foundIn(s.Findings)))
	slices.Reverse(book.Registrations)
	same(t, "in another order", testkit.JSON(t, s), testkit.JSON(t, measure(t, terms, book)))
}

// A stream counts what contradicts itself and names the first hundred; a fault adds
// nothing, whatever the policy says.
func TestDealTallyFindings(t *testing.T) {
	policy := quarterPolicy()
	policy.Faulty = partnermath.FaultySetApart
	tally := newTally(t, policy, dealDay())
	for i := range 250 {
		d := openDeal()
		d.ID, d.Amount = fmt.Sprintf("%03d", 249-i), decimal.NullDecimal{}
		addDeals(t, tally, d)
	}
	faulty := openDeal()
	faulty.ID, faulty.Category, faulty.Amount = "bad", "x", decimal.NullDecimal{}
	err := tally.Add(faulty)
	same(t, "fault", []string{"deals[250].category one-of"}, testkit.BrokenRules(t, err))
	if !strings.Contains(err.Error(), `(deal "bad")`) {
		t.Errorf("%v does not name the deal", err)
	}
	p, _ := tally.Result()
	f := p.Findings
	if len(f) != 1 || f[0].Records != 250 || f[0].IDs[0] != "000" || f[0].IDs[99] != "099" || f[0].More != 150 {
		t.Errorf("got %v", f)
	}
}

// Two unknown customers are not the same one; a decision on the Saturday before a Sunday
// took unknown days, not 0; what expires on the day it is decided has an unknown end.
func TestRegistrationsThatContradictThemselves(t *testing.T) {
	p := firstQuarter()
	p.Days = pipeline.DaysWorking
	r := measure(t, p, pipeline.RegistrationBook{Registrations: []pipeline.Registration{
		registration("a p - - x 1 01-04 approved 01-03"), registration("b q - - x 1 01-01 approved 01-02 01-02"),
		registration("d q - - x 1 01-01 approved 01-02"),
	}})
	f := r.Total
	same(t, "figures", "3 approved, 2 timed, 1 of unknown end, 0 expired, 2 open, 0 in conflict", fmt.Sprintf(
		"%d approved, %d timed, %d of unknown end, %d expired, %d open, %d in conflict",
		f.Approved.Count, f.Timed, f.UnknownEnd.Count, f.Expired.Count, f.Open.Count, f.Colliding))
	same(t, "findings", []string{"customer-unknown: a b d", "decided-before-submitted: a", "expires-before-decided: b"}, foundIn(r.Findings))
	p.Days, p.WorkingDays.Holidays = pipeline.DaysCalendar, []partnermath.Date{on("01-01")}
	same(t, "working days of the calendar", []string{"workingDays empty"}, testkit.BrokenRules(t, p.Validate()))
}
