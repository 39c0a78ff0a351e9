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

var fiveDays = pipeline.LeadPolicy{FollowUpWithin: 5}

// fewLeads are those of two sources and two vendors in January, seen on the last day
// of it.
func fewLeads() []pipeline.Lead {
	lead := func(id, source, vendor string, created, followedUp int, stage partnermath.Stage) pipeline.Lead {
		l := pipeline.Lead{ID: id, Partner: "p1", Source: source, Vendor: vendor, Created: day(2026, 1, created), Stage: stage}
		if followedUp > 0 {
			l.FollowedUp = day(2026, 1, followedUp)
		}
		return l
	}
	leads := []pipeline.Lead{
		lead("a", "event", "agency", 1, 1, "won"),
		lead("b", "event", "agency", 2, 7, "sql"),
		lead("c", "event", "", 2, 8, "mgo"),
		lead("d", "event", "agency", 3, 0, "lead"),
		lead("e", "search", "", 25, 0, "mql"),
		lead("f", "search", "", 26, 0, "lead"),
		lead("g", "search", "lists", 20, 24, "lead"),
		lead("h", "search", "lists", 20, 0, "lead"),
	}
	leads[6].Rejected, leads[7].Rejected = true, true
	return leads
}

func review(t rapid.TB, p pipeline.LeadPolicy, asOf partnermath.Date, leads []pipeline.Lead) pipeline.LeadReport {
	t.Helper()
	r, err := pipeline.MeasureLeads(p, asOf, leads)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// rowText shows the counts and the ratios of a row.
func rowText(r pipeline.LeadRow) string {
	rates := []string{}
	for _, rate := range r.Rates {
		rates = append(rates, shownNull(rate.Rate))
	}
	o := r.Outcome
	return fmt.Sprintf("%q %d, rejected %s %s, followed up %s %s, on time %s %s, overdue %s, pending %s, median %s, counts %s %s %s %s %s %s, rates %s, sql %s",
		r.Name, r.Leads, shownNull(r.Rejected), shownNull(r.RejectedShare), shownNull(r.FollowedUp), shownNull(r.FollowUpShare), shownNull(r.OnTime), shownNull(r.OnTimeShare),
		shownNull(r.Overdue), shownNull(r.Pending), shownNull(r.MedianDays), shownNull(o.Leads), shownNull(o.MQLs), shownNull(o.SALs), shownNull(o.SQLs),
		shownNull(o.Opportunities), shownNull(o.Won), strings.Join(rates, " "), shownNull(r.SQLRate))
}

func TestMeasureLeads(t *testing.T) {
	r := review(t, fiveDays, day(2026, 1, 31), fewLeads())
	var got []string
	for _, row := range slices.Concat([]pipeline.LeadRow{r.All}, r.Sources, r.Vendors) {
		got = append(got, rowText(row))
	}
	for _, w := range r.Waiting {
		got = append(got, fmt.Sprint(w.ID, " ", w.Partner, " ", w.Source, " ", w.Vendor, " ", w.Created, " ", w.Age, " ", w.Overdue))
	}
	want := []string{
		`"" 8, rejected 2 0.25, followed up 4 0.5714, on time 3 0.5, overdue 2, pending 1, median 4.5, counts 8 4 3 3 2 1, rates 0.5 0.75 1 0.6667 0.5, sql 0.75`,
		`"event" 4, rejected 0 0, followed up 3 0.75, on time 2 0.5, overdue 1, pending 0, median 5, counts 4 3 3 3 2 1, rates 0.75 1 1 0.6667 0.5, sql 1`,
		`"search" 4, rejected 2 0.5, followed up 1 0.3333, on time 1 0.5, overdue 1, pending 1, median 4, counts 4 1 0 0 0 0, rates 0.25 0 null null null, sql 0`,
		`"" 3, rejected 0 0, followed up 1 0.3333, on time 0 0, overdue 1, pending 1, median 6, counts 3 2 1 1 1 0, rates 0.6667 0.5 1 1 0, sql 0.5`,
		`"agency" 3, rejected 0 0, followed up 2 0.6667, on time 2 0.6667, overdue 1, pending 0, median 2.5, counts 3 2 2 2 1 1, rates 0.6667 1 1 0.5 1, sql 1`,
		`"lists" 2, rejected 2 1, followed up 1 1, on time 1 1, overdue 0, pending 0, median 4, counts 2 0 0 0 0 0, rates 0 null null null null, sql null`,
		"d p1 event agency 2026-01-03 28 true", "e p1 search  2026-01-25 6 true", "f p1 search  2026-01-26 5 false",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestReviewNoLeads(t *testing.T) {
	r := review(t, fiveDays, day(2026, 1, 31), nil)
	want := `"" 0, rejected 0 null, followed up 0 null, on time 0 null, overdue 0, pending 0, median null, counts 0 0 0 0 0 0, rates null null null null null, sql null`
	if got := rowText(r.All); got != want || len(r.Sources)+len(r.Vendors)+len(r.Waiting) != 0 {
		t.Errorf("got %s and %v", got, r)
	}
}

func TestMeasureLeadsListsTheOldest(t *testing.T) {
	var leads []pipeline.Lead
	for i := range 250 {
		leads = append(leads, pipeline.Lead{ID: fmt.Sprintf("l%03d", 249-i), Created: day(2026, 1, 1).AddDays(i / 2), Stage: "lead"})
	}
	r := review(t, fiveDays, day(2026, 12, 31), leads)
	if len(r.Waiting) != pipeline.MaxListedLeads || r.MoreWaiting != 150 {
		t.Fatalf("%d listed, %d more", len(r.Waiting), r.MoreWaiting)
	}
	if r.Waiting[0].ID != "l248" || r.Waiting[1].ID != "l249" || r.Waiting[99].Created != day(2026, 1, 1).AddDays(49) {
		t.Errorf("got %v first and %v last", r.Waiting[:2], r.Waiting[99])
	}
}

func TestMeasureLeadsOracle(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		asOf := day(2026, 3, 31)
		leads := anyLeads(t, asOf)
		within := rapid.IntRange(1, 21).Draw(t, "within")
		r := review(t, pipeline.LeadPolicy{FollowUpWithin: within}, asOf, leads)
		if diff := cmp.Diff(leadFindings(asOf, leads), foundIn(r.Findings)); diff != "" {
			t.Fatalf("findings (-want +got):\n%s", diff)
		}
		leads = slices.DeleteFunc(leads, func(l pipeline.Lead) bool { return l.Created.After(asOf) })
		want := []string{rowOracle("", within, asOf, leads)}
		for _, of := range []func(pipeline.Lead) string{
			func(l pipeline.Lead) string { return l.Source },
			func(l pipeline.Lead) string { return l.Vendor },
		} {
			for _, name := range []string{"", "a", "b", "c"} {
				group := slices.DeleteFunc(slices.Clone(leads), func(l pipeline.Lead) bool { return of(l) != name })
				if len(group) > 0 {
					want = append(want, rowOracle(name, within, asOf, group))
				}
			}
		}
		var got []string
		for _, row := range slices.Concat([]pipeline.LeadRow{r.All}, r.Sources, r.Vendors) {
			got = append(got, rowText(row))
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
		if waiting := r.All.Overdue.Decimal.Add(r.All.Pending.Decimal); waiting.String() != fmt.Sprint(len(r.Waiting)+r.MoreWaiting) {
			t.Fatalf("%d wait, not %s", len(r.Waiting), waiting)
		}
	})
}

// Neither the order of the leads nor an exact repetition matters.
func TestMeasureLeadsOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		asOf := day(2026, 3, 31)
		leads := anyLeads(t, asOf)
		want := testkit.JSON(t, review(t, fiveDays, asOf, leads))
		mixed := rapid.Permutation(slices.Concat(leads, leads)).Draw(t, "mixed")
		before := slices.Clone(mixed)
		if got := testkit.JSON(t, review(t, fiveDays, asOf, mixed)); got != want {
			t.Fatalf("got %s, want %s", got, want)
		}
		if !slices.Equal(mixed, before) {
			t.Fatal("the leads changed")
		}
	})
}

func TestMeasureLeadsFaults(t *testing.T) {
	asOf := day(2026, 1, 31)
	sound := pipeline.Lead{ID: "a", Created: day(2026, 1, 10), Stage: "lead"}
	changed := func(change func(*pipeline.Lead)) []pipeline.Lead {
		l := sound
		change(&l)
		return []pipeline.Lead{l}
	}
	other := sound
	other.Stage = "mql"
	for name, tt := range map[string]struct {
		policy pipeline.LeadPolicy
		asOf   partnermath.Date
		leads  []pipeline.Lead
		want   []string
	}{
		"none":               {fiveDays, asOf, []pipeline.Lead{sound}, nil},
		"zero":               {pipeline.LeadPolicy{}, partnermath.Date{}, make([]pipeline.Lead, 1), []string{"policy.followUpWithin required", "asOf required", "leads[0].id id", "leads[0].stage one-of"}},
		"before":             {pipeline.LeadPolicy{FollowUpWithin: -1}, asOf, nil, []string{"policy.followUpWithin range"}},
		"the most":           {pipeline.LeadPolicy{FollowUpWithin: 3650}, asOf, nil, nil},
		"more":               {pipeline.LeadPolicy{FollowUpWithin: 3651}, asOf, nil, []string{"policy.followUpWithin range"}},
		"days":               {pipeline.LeadPolicy{FollowUpWithin: 1, Days: "bank", Faulty: "drop"}, asOf, nil, []string{"policy.days one-of", "policy.faulty one-of"}},
		"holidays unread":    {pipeline.LeadPolicy{FollowUpWithin: 1, WorkingDays: partnermath.WorkingDays{Holidays: []partnermath.Date{asOf}}}, asOf, nil, []string{"policy.workingDays empty"}},
		"too many":           {fiveDays, asOf, make([]pipeline.Lead, pipeline.MaxLeads+1), []string{"leads length"}},
		"names":              {fiveDays, asOf, changed(func(l *pipeline.Lead) { l.ID, l.Partner, l.Source, l.Vendor = " a", "\x00", "b ", "\xff" }), []string{"leads[0].id id", "leads[0].partner id", "leads[0].source id", "leads[0].vendor id"}},
		"an inquiry":         {fiveDays, asOf, changed(func(l *pipeline.Lead) { l.Stage = "inquiry" }), []string{"leads[0].stage one-of"}},
		"the last day":       {fiveDays, asOf, changed(func(l *pipeline.Lead) { l.Created, l.FollowedUp = asOf, asOf }), nil},
		"the day after":      {fiveDays, asOf, changed(func(l *pipeline.Lead) { l.Created = asOf.AddDays(1) }), nil},
		"followed up before": {fiveDays, asOf, changed(func(l *pipeline.Lead) { l.FollowedUp = day(2026, 1, 9) }), nil},
		"followed up after":  {fiveDays, asOf, changed(func(l *pipeline.Lead) { l.FollowedUp = day(2026, 2, 1) }), nil},
		"repeated":           {fiveDays, asOf, []pipeline.Lead{sound, sound, sound}, nil},
		"another":            {fiveDays, asOf, []pipeline.Lead{sound, other, sound}, []string{"leads[1].id unique"}},
	} {
		r, err := pipeline.MeasureLeads(tt.policy, tt.asOf, tt.leads)
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
		if diff := cmp.Diff(pipeline.LeadReport{}, r); err != nil && diff != "" {
			t.Errorf("%s: a result beside the error:\n%s", name, diff)
		}
	}
	var many []pipeline.Lead
	for i := range partnermath.MaxFaults + 1 {
		many = append(many, pipeline.Lead{ID: fmt.Sprint(i), Created: asOf})
	}
	_, err := pipeline.MeasureLeads(fiveDays, asOf, many)
	if got := testkit.BrokenRules(t, err); len(got) != partnermath.MaxFaults || !strings.HasPrefix(err.Error(), "more than 1000 faults") {
		t.Errorf("%d faults: %.40s", len(got), err)
	}
}

func TestMeasureLeadsHostile(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		policy, asOf, leads := fiveDays, day(2026, 1, 31), fewLeads()
		for range rapid.IntRange(1, 3).Draw(t, "faults") {
			testkit.Plant(t, &policy, &asOf, &leads)
		}
		_, err := pipeline.MeasureLeads(policy, asOf, leads)
		for _, fault := range testkit.BrokenRules(t, err) {
			if !strings.HasPrefix(fault, "policy.") && !strings.HasPrefix(fault, "leads[") && fault != "asOf required" {
				t.Fatalf("the path of %s", fault)
			}
		}
	})
}

func TestMeasureLeadsJSON(t *testing.T) {
	policy := fiveDays
	policy.Days, policy.Faulty = pipeline.DaysWorking, partnermath.FaultySetApart
	policy.WorkingDays.Holidays = []partnermath.Date{day(2026, 1, 1)}
	testkit.Golden(t, "json/lead-policy.json", testkit.RoundTrip(t, policy))
	testkit.Golden(t, "json/leads.json", testkit.RoundTrip(t, fewLeads()))
	testkit.Golden(t, "json/lead-report.json", testkit.RoundTrip(t, review(t, fiveDays, day(2026, 1, 31), fewLeads())))
}

// A lead that sales have taken on does not wait, though nobody wrote down when it was
// followed up.
func TestMeasureLeadsThatSalesAccepted(t *testing.T) {
	for _, stage := range []partnermath.Stage{"lead", "mql", "sal", "sql", "mgo", "opportunity", "won"} {
		r := review(t, fiveDays, day(2026, 3, 1), []pipeline.Lead{{ID: "a", Created: day(2026, 1, 1), Stage: stage}})
		want := "0 overdue, 0 wait, 0 followed up"
		if stage == "lead" || stage == "mql" {
			want = "1 overdue, 1 wait, 0 followed up"
		}
		same(t, string(stage), want, fmt.Sprintf("%s overdue, %d wait, %s followed up", shownNull(r.All.Overdue), len(r.Waiting), shownNull(r.All.FollowedUp)))
	}
}

// What nobody has recorded is neither counted nor divided, whatever leads say of it.
func TestUnrecordedLeadFacts(t *testing.T) {
	asOf := day(2026, 1, 31)
	p := fiveDays
	p.FollowUpUnknown, p.RejectionUnknown = true, true
	r := review(t, p, asOf, fewLeads())
	all := r.All
	if len(r.Waiting) > 0 {
		t.Errorf("%d leads wait", len(r.Waiting))
	}
	for _, row := range []pipeline.LeadRow{all, r.Sources[0], r.Vendors[0]} {
		for name, figure := range map[string]decimal.NullDecimal{
			"followed up": row.FollowedUp, "on time": row.OnTime, "of unknown days": row.UnknownDays, "overdue": row.Overdue, "pending": row.Pending, "of unknown age": row.UnknownAge,
			"follow-up": row.FollowUpShare, "in time": row.OnTimeShare, "median": row.MedianDays, "rejected": row.Rejected, "share rejected": row.RejectedShare,
		} {
			if figure.Valid {
				t.Errorf("%q: %s is known", row.Name, name)
			}
		}
	}
	known := review(t, fiveDays, asOf, fewLeads())
	if diff := cmp.Diff(known.All.Outcome, all.Outcome); diff != "" {
		t.Errorf("other stages (-want +got):\n%s", diff)
	}
	p.FollowUpUnknown = false
	if r := review(t, p, asOf, fewLeads()); shownNull(r.All.FollowedUp) != "4" || r.All.RejectedShare.Valid {
		t.Errorf("of rejections alone: %+v", r.All)
	}
}
