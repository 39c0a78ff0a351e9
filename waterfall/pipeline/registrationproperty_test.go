package pipeline_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

func TestRegistrationsAreWhatTheOracleSays(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, asOf, b := randomRegistrations(t)
		if err := b.Validate(); err != nil {
			t.Fatal(err)
		}
		r, err := pipeline.MeasureRegistrations(p, asOf, b)
		if err != nil {
			t.Fatal(err)
		}
		o := registrationOracle{p, asOf}
		if diff := cmp.Diff(o.findings(b.Registrations), foundIn(r.Findings)); diff != "" {
			t.Fatalf("findings (-want +got):\n%s", diff)
		}
		conflicts, colliding := o.conflicts(b.Registrations)
		if diff := cmp.Diff(conflicts, conflictsOf(r)); diff != "" || r.MoreConflicts != 0 {
			t.Fatalf("conflicts (-want +got):\n%s", diff)
		}
		if diff := cmp.Diff(o.figures("", p.Goal, b.Revenue, b.Registrations, colliding), figuresOf("", r.Total)); diff != "" {
			t.Fatalf("total (-want +got):\n%s", diff)
		}
		var partners, reps []string
		for _, row := range r.Partners {
			partners = append(partners, rowOf(row)...)
		}
		for _, row := range r.Reps {
			reps = append(reps, rowOf(row)...)
		}
		want := o.rows(b.Registrations, func(r *pipeline.Registration) string { return r.Partner }, b.Partners, colliding)
		if diff := cmp.Diff(want, partners); diff != "" {
			t.Fatalf("partners (-want +got):\n%s", diff)
		}
		want = o.rows(b.Registrations, func(r *pipeline.Registration) string { return r.Rep }, b.Reps, colliding)
		if diff := cmp.Diff(want, reps); diff != "" {
			t.Fatalf("reps (-want +got):\n%s", diff)
		}
		for _, pending := range r.Pending {
			if days := o.daysBetween(pending.Submitted, asOf); pending.Days != days {
				t.Fatalf("%s is %d days old, want %d", pending.ID, pending.Days, days)
			}
		}
	})
}

// Rivals are in the conflicts of registrations, and in nothing else.
func TestRegistrationsBesideRivals(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, asOf, b := randomRegistrations(t)
		o, all := registrationOracle{p, asOf}, b.Registrations
		isRival := func(r pipeline.Registration) bool { return r.Partner == "p2" }
		own := slices.DeleteFunc(slices.Clone(all), isRival)
		b.Registrations, b.Rivals = own, slices.DeleteFunc(slices.Clone(all), func(r pipeline.Registration) bool { return !isRival(r) })
		if len(own) > 0 && rapid.Bool().Draw(t, "own again") {
			b.Rivals = append(b.Rivals, own[0])
		}
		if rapid.Bool().Draw(t, "set apart") {
			p.Faulty = partnermath.FaultySetApart
			differing := registration("x p2 s1 c1 x 1 01-20 approved 01-20")
			b.Rivals = append(b.Rivals, differing, pipeline.Registration{ID: "y", Partner: "p2", Customer: "c1", Product: "x", Decision: "approved"})
			differing.Customer = "c2"
			b.Rivals = append(b.Rivals, differing)
			if len(own) > 0 {
				differing.ID = own[0].ID
				b.Rivals = append(b.Rivals, differing)
			}
		}
		b.Rivals = rapid.Permutation(b.Rivals).Draw(t, "rivals")
		r, err := pipeline.MeasureRegistrations(p, asOf, b)
		if err != nil {
			t.Fatal(err)
		}
		conflicts, colliding := o.conflicts(all)
		conflicts = slices.DeleteFunc(conflicts, func(line string) bool { return !strings.Contains(line, "(p1)") })
		if diff := cmp.Diff(conflicts, conflictsOf(r)); diff != "" || r.MoreConflicts != 0 {
			t.Fatalf("conflicts, %d more (-want +got):\n%s", r.MoreConflicts, diff)
		}
		if diff := cmp.Diff(o.figures("", p.Goal, b.Revenue, own, colliding), figuresOf("", r.Total)); diff != "" {
			t.Fatalf("total (-want +got):\n%s", diff)
		}
		// But for conflicts, it is the report without them.
		b.Rivals = nil
		alone, err := pipeline.MeasureRegistrations(p, asOf, b)
		if err != nil {
			t.Fatal(err)
		}
		for _, r := range []*pipeline.RegistrationReport{&r, &alone} {
			r.Conflicts, r.MoreConflicts, r.Total.Colliding, r.Total.Collided = nil, 0, 0, 0
			for _, rows := range [][]pipeline.RegistrationRow{r.Partners, r.Reps} {
				for i := range rows {
					rows[i].Colliding, rows[i].Collided = 0, 0
				}
			}
		}
		if diff := cmp.Diff(testkit.JSON(t, alone), testkit.JSON(t, r)); diff != "" {
			t.Fatalf("(-alone +beside rivals):\n%s", diff)
		}
	})
}

// A copy of a registration that is set apart is no rival of its partner.
func TestRegistrationSetApartIsNoRival(t *testing.T) {
	p := firstQuarter()
	p.Faulty = partnermath.FaultySetApart
	own, copied := registration("a p1 s c x 1 01-02 approved 01-05"), registration("b p1 s c x 1 01-02 approved 01-05")
	differing := copied
	differing.Rep = "s2"
	r, err := pipeline.MeasureRegistrations(p, on("03-31"), pipeline.RegistrationBook{
		Registrations: []pipeline.Registration{own, copied, differing}, Rivals: []pipeline.Registration{copied},
	})
	if err != nil || len(r.Conflicts) > 0 || r.Total.Colliding > 0 {
		t.Errorf("%v, %d colliding, %v; want none", r.Conflicts, r.Total.Colliding, err)
	}
}

// Registrations and rivals that protect before a registration are listed in one order.
func TestRegistrationConflictsWithRivalsInOrder(t *testing.T) {
	r, err := pipeline.MeasureRegistrations(firstQuarter(), on("03-31"), pipeline.RegistrationBook{
		Registrations: []pipeline.Registration{
			registration("b p1 s c x 1 01-02 approved 01-05"), registration("d p1 s c x 1 01-02 approved 01-07"),
		},
		Rivals: []pipeline.Registration{
			registration("c p2 s c x 1 01-02 approved 01-06"), registration("a p2 s c x 1 01-02 approved 01-04"),
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	want := []string{
		"c/x a(p2) b(p1) 2026-01-05..", "c/x b(p1) c(p2) 2026-01-06..",
		"c/x a(p2) d(p1) 2026-01-07..", "c/x b(p1) d(p1) 2026-01-07..", "c/x c(p2) d(p1) 2026-01-07..",
	}
	if diff := cmp.Diff(want, conflictsOf(r)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// Conflicts with registrations are listed and counted however many there are among rivals.
func TestRegistrationsBesideManyRivals(t *testing.T) {
	registration := func(id, partner, decided string) pipeline.Registration {
		return pipeline.Registration{
			ID: id, Partner: partner, Customer: "c", Amount: partnermath.Int(1), Submitted: on(decided), Decided: on(decided),
			Decision: pipeline.RegistrationApproved,
		}
	}
	b := pipeline.RegistrationBook{Registrations: []pipeline.Registration{registration("z", "p1", "02-10")}}
	const before, after = 900, 700
	for i := range before + after {
		r := registration(fmt.Sprint("r", i), "p2", "02-01")
		if i >= before {
			r.Submitted, r.Decided = on("02-20"), on("02-20")
		}
		b.Rivals = append(b.Rivals, r)
	}
	r, err := pipeline.MeasureRegistrations(pipeline.RegistrationPolicy{Currency: "USD"}, on("03-31"), b)
	if err != nil {
		t.Fatal(err)
	}
	const listed = pipeline.MaxListedRegistrations
	if len(r.Conflicts) != listed || r.MoreConflicts != before+after-listed || r.Total.Colliding != 1 {
		t.Errorf("%d listed and %d more, %d colliding; want %d, %d and 1", len(r.Conflicts), r.MoreConflicts, r.Total.Colliding, listed, before+after-listed)
	}
}

// The report is the same to the byte in whatever order registrations come, some of them
// twice, but for the count of these.
func TestRegistrationOrderDoesNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, asOf, b := randomRegistrations(t)
		r, err := pipeline.MeasureRegistrations(p, asOf, b)
		if err != nil {
			t.Fatal(err)
		}
		again := b
		again.Registrations = rapid.Permutation(b.Registrations).Draw(t, "order")
		if len(b.Registrations) > 0 {
			twice := rapid.SampledFrom(b.Registrations).Draw(t, "twice")
			again.Registrations = append(slices.Clone(again.Registrations), twice)
			r.Repeated++
		}
		again.Partners = rapid.Permutation(b.Partners).Draw(t, "partners")
		s, err := pipeline.MeasureRegistrations(p, asOf, again)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(testkit.JSON(t, r), testkit.JSON(t, s)); diff != "" {
			t.Fatalf("-want +got:\n%s", diff)
		}
	})
}

// Rows add up to the total, and without a period everything has become of something.
func TestRegistrationsFoot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, asOf, b := randomRegistrations(t)
		p.Period = partnermath.Period{}
		r, err := pipeline.MeasureRegistrations(p, asOf, b)
		if err != nil {
			t.Fatal(err)
		}
		sum := func(tallies ...pipeline.RegistrationSum) (s pipeline.RegistrationSum) {
			for _, tally := range tallies {
				s.Count, s.Value = s.Count+tally.Count, s.Value.Add(tally.Value)
			}
			return s
		}
		same := func(what string, a, b pipeline.RegistrationSum) {
			if a.Count != b.Count || !a.Value.Equal(b.Value) {
				t.Fatalf("%s: %v is not %v", what, a, b)
			}
		}
		f := r.Total
		same("submitted", f.Submitted, sum(f.Pending, f.Approved, f.Rejected, f.UnknownDecision))
		same("approved", f.Approved, sum(f.Won, f.Lost, f.Expired, f.Open, f.UnknownEnd))
		for _, rows := range [][]pipeline.RegistrationRow{r.Partners, r.Reps} {
			var s pipeline.RegistrationFigures
			for _, row := range rows {
				s.Submitted, s.Won, s.Open = sum(s.Submitted, row.Submitted), sum(s.Won, row.Won), sum(s.Open, row.Open)
				s.WonRevenue, s.Registered = s.WonRevenue.Add(row.WonRevenue), s.Registered.Add(row.Registered)
				s.Colliding, s.Collided = s.Colliding+row.Colliding, s.Collided+row.Collided
			}
			same("submitted rows", f.Submitted, s.Submitted)
			same("won rows", f.Won, s.Won)
			same("open rows", f.Open, s.Open)
			if !s.WonRevenue.Equal(f.WonRevenue) || !s.Registered.Equal(f.Registered) || s.Colliding != f.Colliding || s.Collided != f.Collided {
				t.Fatalf("%v is not %v", s, f)
			}
		}
	})
}
