package pipeline_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// on returns a day of 2026, like 03-31, or none.
func on(monthDay string) partnermath.Date {
	if monthDay == "" {
		return partnermath.Date{}
	}
	d, err := partnermath.ParseDate("2026-" + monthDay)
	if err != nil {
		panic(err)
	}
	return d
}

// registration reads "id partner rep customer product amount submitted decision decided
// expires outcome closed revenue", in which - is left out.
func registration(line string) pipeline.Registration {
	f := strings.Fields(line)
	for len(f) < 13 {
		f = append(f, "-")
	}
	for i := range f {
		if f[i] == "-" {
			f[i] = ""
		}
	}
	return pipeline.Registration{
		ID: f[0], Partner: f[1], Rep: f[2], Customer: f[3], Product: f[4], Amount: null(f[5]), Submitted: on(f[6]),
		Decision: pipeline.RegistrationDecision(f[7]), Decided: on(f[8]), Expires: on(f[9]),
		Outcome: pipeline.DealOutcome(f[10]), Closed: on(f[11]), Revenue: null(f[12]),
	}
}

func firstQuarter() pipeline.RegistrationPolicy {
	return pipeline.RegistrationPolicy{
		Currency: "USD", Period: partnermath.Period{Start: on("01-01"), End: on("04-01")},
		Goal: null("200000"), ServiceLevel: 3,
	}
}

// quarterBook is a quarter of two partners, worked out by hand in the tests.
func quarterBook() pipeline.RegistrationBook {
	return pipeline.RegistrationBook{
		Revenue:  null("150000"),
		Partners: []pipeline.RegistrationParty{{ID: "acme", Goal: null("100000"), Revenue: null("100000")}, {ID: "zeta", Revenue: null("20000")}},
		Reps:     []pipeline.RegistrationParty{{ID: "ann", Goal: null("50000")}},
		Registrations: []pipeline.Registration{
			registration("r1 acme ann hooli router 50000 01-02 approved 01-05 07-05 won 03-10 45000.50"), // 3 days, Friday to Monday
			registration("r2 acme bob hooli router 30000 02-01 approved 02-10 05-01"),                    // 9 days, open
			registration("r3 bolt - hooli router 20000 02-20 rejected 02-20"),                            // 0 days
			registration("r4 bolt - initech router 10000 01-10 approved 01-14 03-14 won 03-14"),          // 4 days, won as it expired
			registration("r5 bolt ann initech switch 5000 03-25"),                                        // pending 6 days
			registration("r6 acme ann initech switch 7000.25 03-30"),                                     // pending 1 day
			registration("r7 acme ann umbrella router 12000 03-01 approved 03-02 - lost 03-20"),          // 1 day
			registration("r8 acme ann umbrella router 9000 04-01"),                                       // after the day
			registration("r9 acme ann hooli router 8000 03-05 approved 03-08 06-08 won 04-02"),           // 3 days, won later
			registration("r5 bolt ann initech switch 5000.00 03-25"),                                     // again
		},
	}
}

func measure(t testing.TB, p pipeline.RegistrationPolicy, b pipeline.RegistrationBook) pipeline.RegistrationReport {
	t.Helper()
	r, err := pipeline.MeasureRegistrations(p, on("03-31"), b)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func rowOf(r pipeline.RegistrationRow) []string { return figuresOf(r.ID, r.RegistrationFigures) }

// figuresOf writes figures as lines.
func figuresOf(id string, f pipeline.RegistrationFigures) []string {
	tally := func(name string, t pipeline.RegistrationSum) string {
		return fmt.Sprintf("%s %d %s", name, t.Count, t.Value) + lacking(t.Unknown)
	}
	optional := func(name string, d decimal.NullDecimal) string { return name + " " + shownNull(d) }
	return []string{
		"id " + id, tally("submitted", f.Submitted), tally("approved", f.Approved), tally("rejected", f.Rejected),
		tally("won", f.Won), tally("lost", f.Lost), tally("expired", f.Expired), tally("pending", f.Pending), tally("open", f.Open), tally("unknown decision", f.UnknownDecision), tally("unknown end", f.UnknownEnd),
		optional("oldest", f.OldestDays), optional("overdue", f.Overdue),
		"registered " + f.Registered.String(), optional("goal", f.Goal), optional("attainment", f.Attainment),
		optional("median", f.MedianDays), optional("within", f.Within), optional("within share", f.WithinShare),
		optional("win rate", f.WinRate), "won revenue " + f.WonRevenue.String() + lacking(f.UnknownRevenue), optional("revenue", f.Revenue),
		optional("registered share", f.RegisteredShare), fmt.Sprint("colliding ", f.Colliding, " ", f.Collided),
	}
}

func TestMeasureRegistrations(t *testing.T) {
	r := measure(t, firstQuarter(), quarterBook())
	want := []string{
		"id ", "submitted 8 142000.25", "approved 5 110000", "rejected 1 20000",
		"won 1 50000", "lost 1 12000", "expired 1 10000", "pending 2 12000.25", "open 2 38000", "unknown decision 0 0", "unknown end 0 0",
		"oldest 6", "overdue 1", "registered 110000", "goal 200000", "attainment 0.55",
		"median 3", "within 4", "within share 0.5714", // of 0 1 3 3 4 9, and one that is overdue
		"win rate 0.3333", "won revenue 45000.5", "revenue 150000", "registered share 0.3", "colliding 2 1", // r1 was won
	}
	if diff := cmp.Diff(want, figuresOf("", r.Total)); diff != "" {
		t.Errorf("total (-want +got):\n%s", diff)
	}
	ids := func(rows []pipeline.RegistrationRow) (ids []string) {
		for _, row := range rows {
			ids = append(ids, row.ID)
		}
		return ids
	}
	if diff := cmp.Diff([]string{"acme", "bolt", "zeta"}, ids(r.Partners)); diff != "" {
		t.Errorf("partners (-want +got):\n%s", diff)
	}
	if diff := cmp.Diff([]string{"", "ann", "bob"}, ids(r.Reps)); diff != "" {
		t.Errorf("reps (-want +got):\n%s", diff)
	}
	want = []string{
		"id bolt", "submitted 3 35000", "approved 1 10000", "rejected 1 20000",
		"won 0 0", "lost 0 0", "expired 1 10000", "pending 1 5000", "open 0 0", "unknown decision 0 0", "unknown end 0 0",
		"oldest 6", "overdue 1", "registered 10000", "goal null", "attainment null",
		"median 2", "within 1", "within share 0.3333",
		"win rate 0", "won revenue 0", "revenue null", "registered share null", "colliding 0 0",
	}
	if diff := cmp.Diff(want, rowOf(r.Partners[1])); diff != "" {
		t.Errorf("bolt (-want +got):\n%s", diff)
	}
	want = []string{
		"id zeta", "submitted 0 0", "approved 0 0", "rejected 0 0", "won 0 0", "lost 0 0", "expired 0 0", "pending 0 0", "open 0 0", "unknown decision 0 0", "unknown end 0 0",
		"oldest null", "overdue 0", "registered 0", "goal null", "attainment null", "median null", "within 0", "within share null",
		"win rate null", "won revenue 0", "revenue 20000", "registered share 0", "colliding 0 0",
	}
	if diff := cmp.Diff(want, rowOf(r.Partners[2])); diff != "" {
		t.Errorf("zeta, which registers nothing (-want +got):\n%s", diff)
	}
	if r.Repeated != 1 || r.Later != 1 {
		t.Errorf("%d repeated and %d later, want 1 and 1", r.Repeated, r.Later)
	}
	var pending []string
	for _, p := range r.Pending {
		pending = append(pending, fmt.Sprint(p.ID, " ", p.Days))
	}
	if diff := cmp.Diff([]string{"r5 6", "r6 1"}, pending); diff != "" || r.MorePending != 0 {
		t.Errorf("pending, and %d more (-want +got):\n%s", r.MorePending, diff)
	}
}

// conflictsOf writes conflicts as lines.
func conflictsOf(r pipeline.RegistrationReport) []string {
	lines := []string{}
	for _, c := range r.Conflicts {
		line := fmt.Sprintf("%s/%s %s(%s) %s(%s) %s..%s", c.Customer, c.Product,
			c.Earlier, c.EarlierPartner, c.Later, c.LaterPartner, c.Overlap.Start, c.Overlap.End)
		if c.Ended {
			line += " ended"
		}
		lines = append(lines, line)
	}
	return lines
}

func TestRegistrationConflicts(t *testing.T) {
	for _, tt := range []struct {
		name  string
		lines []string
		want  []string
	}{
		{"of the quarter", nil, []string{
			"hooli/router r1(acme) r2(acme) 2026-02-10..2026-03-10 ended",
			"hooli/router r1(acme) r9(acme) 2026-03-08..2026-03-10 ended",
			"hooli/router r2(acme) r9(acme) 2026-03-08..2026-05-01",
		}},
		{"one ends as the other begins", []string{
			"a p - c x 1 01-01 approved 01-02 02-01", "b q - c x 1 01-01 approved 02-01 03-01",
		}, []string{}},
		{"one day", []string{
			"a p - c x 1 01-01 approved 01-02 02-02", "b q - c x 1 01-01 approved 02-01 03-01",
		}, []string{"c/x a(p) b(q) 2026-02-01..2026-02-02 ended"}},
		{"closed as the other begins", []string{
			"a p - c x 1 01-01 approved 01-02 - won 02-01", "b q - c x 1 01-01 approved 02-01",
		}, []string{}},
		{"closed on the day it was decided", []string{
			"a p - c x 1 01-01 approved 01-02 - won 01-02", "b q - c x 1 01-01 approved 01-02",
		}, []string{}},
		{"closed after it expired", []string{
			"a p - c x 1 01-01 approved 01-02 02-01 lost 03-01", "b q - c x 1 01-01 approved 02-10",
		}, []string{}},
		{"neither ends", []string{
			"b p - c - 1 01-01 approved 01-02", "a q - c - 1 01-01 approved 01-02",
		}, []string{"c/ a(q) b(p) 2026-01-02.."}},
		{"another product, customer, rejected, pending, later", []string{
			"a p - c x 1 01-01 approved 01-02", "b q - c y 1 01-01 approved 01-02", "d q - cx - 1 01-01 approved 01-02",
			"e q - c x 1 01-01 rejected 01-02", "f q - c x 1 01-01", "g q - c x 1 01-01 approved 04-01",
		}, []string{}},
		{"in order", []string{
			"e p - d x 1 01-01 approved 01-02", "d p - d x 1 01-01 approved 01-03",
			"c p - c y 1 01-01 approved 01-02", "b p - c y 1 01-01 approved 01-02", "a p - c y 1 01-01 approved 01-02",
		}, []string{
			"c/y a(p) b(p) 2026-01-02..", "c/y a(p) c(p) 2026-01-02..", "c/y b(p) c(p) 2026-01-02..", "d/x e(p) d(p) 2026-01-03..",
		}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			book := quarterBook()
			if tt.lines != nil {
				book = pipeline.RegistrationBook{}
			}
			for _, line := range tt.lines {
				book.Registrations = append(book.Registrations, registration(line))
			}
			r := measure(t, firstQuarter(), book)
			if diff := cmp.Diff(tt.want, conflictsOf(r)); diff != "" || r.MoreConflicts != 0 {
				t.Errorf("and %d more (-want +got):\n%s", r.MoreConflicts, diff)
			}
		})
	}
}

// A conflict that was over before the period, though both protect in another.
func TestRegistrationConflictsOfThePeriod(t *testing.T) {
	book := pipeline.RegistrationBook{Registrations: []pipeline.Registration{
		registration("a p - c x 1 01-01 approved 01-02 02-01"), registration("b q - c x 1 01-01 approved 01-20 06-01"),
	}}
	p := firstQuarter()
	for start, want := range map[string]int{"01-31": 1, "02-01": 0} {
		p.Period.Start = on(start)
		r := measure(t, p, book)
		if len(r.Conflicts) != want || r.Total.Collided != 2*want || r.Total.Colliding != 0 {
			t.Errorf("from %s: %d conflicts of %d registrations, want %d", start, len(r.Conflicts), r.Total.Collided, want)
		}
	}
	for end, want := range map[string]int{"01-20": 0, "01-21": 1} {
		p.Period = partnermath.Period{Start: on("01-01"), End: on(end)}
		if r := measure(t, p, book); len(r.Conflicts) != want {
			t.Errorf("before %s: %d conflicts, want %d", end, len(r.Conflicts), want)
		}
	}
	p.Period = partnermath.Period{}
	if r := measure(t, p, book); len(r.Conflicts) != 1 {
		t.Errorf("at any time: %d conflicts, want 1", len(r.Conflicts))
	}
}

// However many collide, the pairs are counted and not gone through.
func TestRegistrationConflictsOfAll(t *testing.T) {
	const n = 20_000
	book := pipeline.RegistrationBook{Registrations: make([]pipeline.Registration, n)}
	for i := range book.Registrations {
		r := registration("- p - c x 1 01-01 approved 01-02")
		r.ID = fmt.Sprint(i)
		book.Registrations[i] = r
	}
	r := measure(t, firstQuarter(), book)
	const pairs = int64(n) * (n - 1) / 2
	if len(r.Conflicts) != pipeline.MaxListedRegistrations || r.MoreConflicts != pairs-pipeline.MaxListedRegistrations || r.Total.Colliding != n {
		t.Errorf("%d conflicts and %d more of %d registrations", len(r.Conflicts), r.MoreConflicts, r.Total.Colliding)
	}
}

func TestRegistrationApprovalTime(t *testing.T) {
	for _, tt := range []struct {
		name        string
		days        pipeline.DayCount
		working     partnermath.WorkingDays
		decisions   []string // submitted and decided
		median, in3 string
	}{
		{"one", pipeline.DaysCalendar, partnermath.WorkingDays{}, []string{"01-02 01-05"}, "3", "1"},
		{"the same day", "", partnermath.WorkingDays{}, []string{"01-02 01-02"}, "0", "1"},
		{"two", "", partnermath.WorkingDays{}, []string{"01-02 01-06", "01-02 01-03"}, "2.5", "0.5"},
		{"three", "", partnermath.WorkingDays{}, []string{"01-02 01-06", "01-02 01-03", "01-02 03-01"}, "4", "0.3333"},
		{"Friday to Monday", pipeline.DaysWorking, partnermath.WorkingDays{}, []string{"01-02 01-05"}, "1", "1"},
		{"Saturday to Monday", pipeline.DaysWorking, partnermath.WorkingDays{}, []string{"01-03 01-05"}, "1", "1"},
		{"Saturday to Sunday", pipeline.DaysWorking, partnermath.WorkingDays{}, []string{"01-03 01-04"}, "0", "1"},
		{"over a holiday", pipeline.DaysWorking, partnermath.WorkingDays{Holidays: []partnermath.Date{on("01-06"), on("01-04")}}, []string{"01-05 01-12"}, "4", "0"},
		{"on a holiday", pipeline.DaysWorking, partnermath.WorkingDays{Holidays: []partnermath.Date{on("01-06")}}, []string{"01-06 01-07"}, "1", "1"},
		{"up to a holiday", pipeline.DaysWorking, partnermath.WorkingDays{Holidays: []partnermath.Date{on("01-07")}}, []string{"01-06 01-07"}, "0", "1"},
		{"of a week without an end", pipeline.DaysWorking, partnermath.WorkingDays{Weekend: []partnermath.Weekday{}}, []string{"01-02 01-05"}, "3", "1"},
		{"of a week that ends on Friday", pipeline.DaysWorking, partnermath.WorkingDays{Weekend: []partnermath.Weekday{partnermath.Friday}}, []string{"01-01 01-05"}, "3", "1"},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := firstQuarter()
			p.Days, p.WorkingDays = tt.days, tt.working
			var b pipeline.RegistrationBook
			for i, d := range tt.decisions {
				submitted, decided, _ := strings.Cut(d, " ")
				b.Registrations = append(b.Registrations, registration(fmt.Sprintf("r%d p - c x 1 %s rejected %s", i, submitted, decided)))
			}
			got := measure(t, p, b).Total
			if diff := cmp.Diff([]string{tt.median, tt.in3}, []string{got.MedianDays.Decimal.String(), got.WithinShare.Decimal.String()}); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

func TestRegistrationBasis(t *testing.T) {
	p := firstQuarter()
	p.Basis, p.ServiceLevel, p.Goal = pipeline.RegisteredWhenSubmitted, 0, null("0")
	got := measure(t, p, quarterBook()).Total
	if got.Registered.String() != "142000.25" || got.Attainment.Valid {
		t.Errorf("registered %s, attainment %v", got.Registered, got.Attainment)
	}
	if got.Overdue.Valid || got.Within.Valid || got.WithinShare.Valid {
		t.Errorf("no service level is stated, but %v are overdue and %v within", got.Overdue, got.Within)
	}
}

// A report of a past day says what one said then.
func TestRegistrationsAsOf(t *testing.T) {
	r, err := pipeline.MeasureRegistrations(firstQuarter(), on("01-04"), quarterBook())
	if err != nil || r.Later != 8 || len(r.Conflicts) > 0 {
		t.Fatalf("%v: %d are later, %d collide", err, r.Later, len(r.Conflicts))
	}
	got := figuresOf("", r.Total)[1:9]
	want := []string{
		"submitted 1 50000", "approved 0 0", "rejected 0 0", "won 0 0", "lost 0 0", "expired 0 0", "pending 1 50000", "open 0 0",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestRegistrationSumsOfLargeAmounts(t *testing.T) {
	p := firstQuarter()
	p.Currency, p.Goal = "CLF", null("0.0001") // 4 decimals
	var b pipeline.RegistrationBook
	for i := range 50 {
		b.Registrations = append(b.Registrations, registration(fmt.Sprintf("r%d p - c%d x 100000000000000 01-02 approved 01-03", i, i)))
	}
	b.Registrations[7].Amount = null("0.0001")
	got := measure(t, p, b).Total
	if got.Registered.String() != "4900000000000000.0001" || got.Attainment.Decimal.String() != "49000000000000000001" {
		t.Errorf("got %s and %s", got.Registered, got.Attainment.Decimal)
	}
}

func TestRegistrationListsAreBounded(t *testing.T) {
	var b pipeline.RegistrationBook
	for i := range pipeline.MaxListedRegistrations + 7 {
		b.Registrations = append(b.Registrations, registration(fmt.Sprintf("r%d p - c x 1 01-%02d", i, 31-i%31)))
	}
	r := measure(t, firstQuarter(), b)
	if len(r.Pending) != pipeline.MaxListedRegistrations || r.MorePending != 7 || r.Total.Pending.Count != pipeline.MaxListedRegistrations+7 {
		t.Fatalf("%d pending listed and %d more", len(r.Pending), r.MorePending)
	}
	if !slices.IsSortedFunc(r.Pending, func(a, b pipeline.PendingRegistration) int {
		if c := a.Submitted.Compare(b.Submitted); c != 0 {
			return c
		}
		return strings.Compare(a.ID, b.ID)
	}) {
		t.Error("they are not in order")
	}
}

func TestRegistrationJSON(t *testing.T) {
	type document struct {
		Policy pipeline.RegistrationPolicy `json:"policy"`
		Book   pipeline.RegistrationBook   `json:"book"`
		Report pipeline.RegistrationReport `json:"report"`
	}
	p := firstQuarter()
	p.Days, p.Basis = pipeline.DaysWorking, pipeline.RegisteredWhenApproved
	p.WorkingDays = partnermath.WorkingDays{Weekend: []partnermath.Weekday{partnermath.Saturday, partnermath.Sunday}, Holidays: []partnermath.Date{on("01-01")}}
	written := document{p, quarterBook(), measure(t, p, quarterBook())}
	testkit.Golden(t, "json/registration.json", testkit.RoundTrip(t, written))
	read := testkit.Copy(t, written)
	if diff := testkit.Diff(read.Report, measure(t, read.Policy, read.Book)); diff != "" {
		t.Errorf("what was read measures as something else (-want +got):\n%s", diff)
	}
}
