package reward_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/reward"
	"github.com/partnermath/partnermath/internal/testkit"
)

func null(text string) decimal.NullDecimal { return testkit.Null(text) }

// on is a day of 2026, such as "03-31".
func on(day string) partnermath.Date {
	d, _ := partnermath.ParseDate("2026-" + day)
	return d
}

// program pays a quarter at the approval, half at the demo and all at the close, a fifth
// of it to the rep; a margin counts up to a fifth of the base.
func program() reward.Program {
	return reward.Program{
		ID: "r", Currency: "USD",
		Milestones: []reward.Milestone{{ID: "approved", Share: null("0.25")}, {ID: "demo", Share: null("0.5")}, {ID: "won", Share: null("1")}},
		CapRate:    null("0.2"), RepShare: null("0.2"),
		Lost: reward.TakenBack, Expired: reward.PaidStands, Cancelled: reward.EarnedStands,
	}
}

// deal reads "id partner rep margin base", and then, each after a ";": "approved 02-01",
// "demo 03-01 margin base", "expires 04-01", "end lost 03-01" and "paid 02-15 org rep". A
// "-" is left out.
func deal(t testing.TB, text string) (d reward.Deal) {
	t.Helper()
	or := func(words []string, i int) string {
		if i >= len(words) || words[i] == "-" {
			return ""
		}
		return words[i]
	}
	for i, part := range strings.Split(text, ";") {
		w := strings.Fields(part)
		switch {
		case i == 0:
			d = reward.Deal{ID: or(w, 0), Partner: or(w, 1), Rep: or(w, 2), Margin: null(or(w, 3)), Base: null(or(w, 4))}
		case w[0] == "expires":
			d.Expires = on(w[1])
		case w[0] == "end":
			d.End, d.Ended = reward.DealEnd(or(w, 1)), on(or(w, 2))
		case w[0] == "paid":
			d.Paid = append(d.Paid, reward.Payment{Date: on(w[1]), Organisation: null(or(w, 2)), Rep: null(or(w, 3))})
		default:
			d.Reached = append(d.Reached, reward.Reached{Milestone: w[0], Date: on(or(w, 1)), Margin: null(or(w, 2)), Base: null(or(w, 3))})
		}
	}
	return d
}

func book(t testing.TB, deals ...string) (b reward.Book) {
	t.Helper()
	for _, text := range deals {
		b.Deals = append(b.Deals, deal(t, text))
	}
	return b
}

func settle(t testing.TB, p reward.Program, b reward.Book, asOf string) reward.Settlement {
	t.Helper()
	s, err := reward.Settle(p, b, on(asOf))
	if err != nil {
		t.Fatal(err)
	}
	return s
}

func shown(n decimal.NullDecimal) string {
	if !n.Valid {
		return "?"
	}
	return n.Decimal.String()
}

// steps writes "milestone counted earned amount rep reason", one for each step.
func steps(d reward.DealReward) (lines []string) {
	for _, s := range d.Steps {
		line := fmt.Sprint(s.Milestone, s.End, " ", shown(s.Counted), " ", s.Earned, " ", s.Amount, " ", s.Rep, " ", s.Reason)
		lines = append(lines, strings.TrimSpace(line))
	}
	return lines
}

// parts writes "earned pending forfeited taken back paid due" of the organisation and of
// the rep.
func parts(d reward.DealReward) string {
	part := func(a reward.Amounts) string {
		return fmt.Sprint(a.Earned, " ", shown(a.Pending), " ", shown(a.Forfeited), " ", a.TakenBack, " ", a.Paid, " ", a.Due)
	}
	return fmt.Sprint(d.Status, ": ", part(d.ForOrganisation), "; ", part(d.ForRep))
}

func reasons(s []partnermath.Finding) (list []string) {
	for _, f := range s {
		list = append(list, fmt.Sprint(f.Reason, " ", f.Records))
	}
	return list
}

func TestDeals(t *testing.T) {
	for _, tt := range []struct {
		name, deal string
		change     func(*reward.Program)
		steps      []string
		parts      string
		found      []string
	}{
		{
			// 0.25, 0.5 and 1 of 100.01 are 25.0025, 50.005 and 100.01; a fifth of what is
			// earned 5, 10.002 and 20.002.
			name: "rounded once", deal: "d p ann 100.01 1000; approved 02-01; demo 03-01; won 04-01 100.01",
			steps: []string{"approved 100.01 25 25 5", "demo 100.01 50.01 25.01 5", "won 100.01 100.01 50 10"},
			parts: "won: 80.01 0 0 0 0 80.01; 20 0 0 0 0 20",
		},
		{
			// The cap is 0.2 × 33.33 = 6.666, 6.67. A quarter of it is 1.6675, of which the rep
			// has 0.334; all of it gives the rep 1.334.
			name: "capped", deal: "d p ann 10 33.33; approved 02-01",
			steps: []string{"approved 6.67 1.67 1.67 0.33"},
			parts: "open: 1.34 4 0 0 0 1.34; 0.33 1 0 0 0 0.33",
		},
		{
			// What is known moves: 5,000 of 20,000; half of 8,000 is less than that; at the
			// close the cap is 0.2 × 50,000 = 10,000.
			name: "a smaller margin takes back", deal: "d p ann 20000 100000; approved 02-01; demo 03-01 8000; won 04-01 12000 50000",
			steps: []string{"approved 20000 5000 5000 1000", "demo 8000 4000 -1000 -200", "won 10000 10000 6000 1200"},
			parts: "won: 8000 0 0 0 0 8000; 2000 0 0 0 0 2000",
		},
		{
			name: "passed over", deal: "d p ann 1000 10000; won 04-01 900; approved 02-01",
			steps: []string{"approved 1000 250 250 50", "won 900 900 650 130"},
			parts: "won: 720 0 0 0 0 720; 180 0 0 0 0 180",
		},
		{
			name: "no rep, no cap", deal: "d p - 1000; approved 02-01", change: func(p *reward.Program) { p.CapRate = null("") },
			steps: []string{"approved 1000 250 250 0"},
			parts: "open: 250 750 0 0 0 250; 0 0 0 0 0 0",
		},
		{
			name: "not yet", deal: "d p ann 1000 10000; approved 07-02; expires 07-05; end lost 07-10; paid 07-02 1 -",
			parts: "registered: 0 800 0 0 0 0; 0 200 0 0 0 0",
		},
		{
			name: "lost before the approval", deal: "d p ann 1000 10000; approved 04-02; end lost 04-01",
			steps: []string{"approved ? 0 0 0 after-end", "lost ? 0 0 0"},
			parts: "lost: 0 0 800 0 0 0; 0 0 200 0 0 0", found: []string{"after-end 1"},
		},
		{
			name: "lost and taken back", deal: "d p ann 1000 10000; approved 02-01; end lost 04-01; paid 03-01 200 50; paid 05-01 -150 -",
			steps: []string{"approved 1000 250 250 50", "lost ? 0 -250 -50"},
			parts: "lost: 0 0 600 200 50 -50; 0 0 150 50 50 -50",
		},
		{
			// 400 and 100 are earned. By the end 450 and 30 were paid; of what came after
			// nothing stands.
			name: "lost, what was paid stands", deal: "d p ann 1000 10000; approved 02-01; demo 04-01; end lost 04-01; paid 03-01 450 30; paid 04-02 - 40",
			change: func(p *reward.Program) { p.Lost = reward.PaidStands },
			steps:  []string{"approved 1000 250 250 50", "demo 1000 500 250 50", "lost ? 430 -70 -70"},
			parts:  "lost: 400 0 400 0 450 -50; 30 0 100 70 70 -40",
		},
		{
			name: "lost, what came back does not stand", deal: "d p ann 1000 10000; approved 02-01; end lost 04-01; paid 03-01 -5 -5",
			change: func(p *reward.Program) { p.Lost = reward.PaidStands },
			steps:  []string{"approved 1000 250 250 50", "lost ? 0 -250 -50"},
			parts:  "lost: 0 0 600 200 -5 5; 0 0 150 50 -5 5",
		},
		{
			name: "expired on its day", deal: "d p ann 1000 10000; approved 02-01; expires 04-01; won 04-01 1000; end lost 04-01; paid 04-01 1 1",
			steps: []string{"approved 1000 250 250 50", "won ? 250 0 0 after-expiry", "expired ? 2 -248 -49"},
			parts: "expired: 1 0 600 199 1 0; 1 0 150 49 1 0", found: []string{"after-expiry 1"},
		},
		{
			// 2026-02-01 and 59 days are 2026-04-01.
			name: "expired after the days of the program", deal: "d p ann 1000 10000; approved 02-01; won 04-01 1000",
			change: func(p *reward.Program) { p.ProtectedDays, p.Expired = 59, reward.EarnedStands },
			steps:  []string{"approved 1000 250 250 50", "won ? 250 0 0 after-expiry", "expired ? 250 0 0"},
			parts:  "expired: 200 0 600 0 0 200; 50 0 150 0 0 50", found: []string{"after-expiry 1"},
		},
		{
			name: "won the day before", deal: "d p ann 1000 10000; approved 02-01; won 03-31 1000; demo 05-01",
			change: func(p *reward.Program) { p.ProtectedDays = 59 },
			steps:  []string{"approved 1000 250 250 50", "won 1000 1000 750 150", "demo ? 1000 0 0 out-of-order"},
			parts:  "won: 800 0 0 0 0 800; 200 0 0 0 0 200", found: []string{"out-of-order 1"},
		},
		{
			name: "lost before it expires", deal: "d p ann 1000 10000; approved 02-01; end lost 03-31; expires 04-01; won 04-02 5",
			steps: []string{"approved 1000 250 250 50", "won ? 250 0 0 after-end", "lost ? 0 -250 -50"},
			parts: "lost: 0 0 600 200 0 0; 0 0 150 50 0 0", found: []string{"after-end 1"},
		},
		{
			name: "cancelled after it was won", deal: "d p ann 1000 10000; approved 02-01; won 03-01 1000; end cancelled 03-01; paid 03-02 800 -",
			change: func(p *reward.Program) { p.Cancelled = reward.TakenBack },
			steps:  []string{"approved 1000 250 250 50", "won 1000 1000 750 150", "cancelled ? 0 -1000 -200"},
			parts:  "cancelled: 0 0 0 800 800 -800; 0 0 0 200 0 0",
		},
		{
			name: "cancelled while open", deal: "d p ann 1000 10000; approved 02-01; end cancelled 03-01",
			steps: []string{"approved 1000 250 250 50", "cancelled ? 250 0 0"},
			parts: "cancelled: 200 0 600 0 0 200; 50 0 150 0 0 50",
		},
		{
			name: "won and lost", deal: "d p ann 1000 10000; approved 02-01; won 03-01 1000; end lost 03-01",
			steps: []string{"approved 1000 250 250 50", "won 1000 1000 750 150"},
			parts: "won: 800 0 0 0 0 800; 200 0 0 0 0 200", found: []string{"lost-after-won 1"},
		},
		{
			name: "closed on the day it is won", deal: "d p ann 1000 10000; approved 02-01; won 03-01 1000; end - 03-01",
			steps: []string{"approved 1000 250 250 50", "won 1000 1000 750 150"},
			parts: "won: 800 0 0 0 0 800; 200 0 0 0 0 200",
		},
		{
			name: "milestones out of order", deal: "d p ann 1000 10000; demo 01-15 500; approved 02-01; won - 900",
			steps: []string{"won ? 0 0 0 day-unknown", "demo ? 0 0 0 before-approval", "approved 1000 250 250 50"},
			parts: "unclear: 200 ? ? 0 0 200; 50 ? ? 0 0 50", found: []string{"before-approval 1", "day-unknown 1"},
		},
		{
			// It may have been won before it expired.
			name: "won on no day, and would have expired", deal: "d p ann 1000 10000; approved 02-01; expires 04-01; won - 900",
			steps: []string{"won ? 0 0 0 day-unknown", "approved 1000 250 250 50"},
			parts: "unclear: 200 ? ? 0 0 200; 50 ? ? 0 0 50", found: []string{"day-unknown 1"},
		},
		{
			name: "won on no day, and lost", deal: "d p ann 1000 10000; approved 02-01; won - 900; end lost 04-01",
			steps: []string{"won ? 0 0 0 day-unknown", "approved 1000 250 250 50"},
			parts: "unclear: 200 ? ? 0 0 200; 50 ? ? 0 0 50", found: []string{"day-unknown 1"},
		},
		{
			// Whenever it was won, it is cancelled. What was pending then is not known.
			name: "won on no day, and cancelled", deal: "d p ann 1000 10000; approved 02-01; won - 900; end cancelled 04-01",
			change: func(p *reward.Program) { p.Cancelled = reward.TakenBack },
			steps:  []string{"won ? 0 0 0 day-unknown", "approved 1000 250 250 50", "cancelled ? 0 -250 -50"},
			parts:  "cancelled: 0 0 ? 200 0 0; 0 0 ? 50 0 0", found: []string{"day-unknown 1"},
		},
		{
			name: "won on no day, closed on one", deal: "d p ann 1000 10000; approved 02-01; won - 900; end - 04-01",
			steps: []string{"won ? 0 0 0 day-unknown", "approved 1000 250 250 50"},
			parts: "unclear: 200 ? ? 0 0 200; 50 ? ? 0 0 50", found: []string{"day-unknown 1"},
		},
		{
			name: "won on no day, not approved", deal: "d p ann 1000 10000; won - 900",
			steps: []string{"won ? 0 0 0 day-unknown"},
			parts: "registered: 0 800 0 0 0 0; 0 200 0 0 0 0", found: []string{"day-unknown 1"},
		},
		{
			name: "no rep, no margin", deal: "d p - - 10000; approved 02-01",
			steps: []string{"approved ? 0 0 0 margin-unknown"},
			parts: "open: 0 ? 0 0 0 0; 0 0 0 0 0 0", found: []string{"margin-unknown 1"},
		},
		{
			name: "no rep, no margin, and lost", deal: "d p - - 10000; approved 02-01; end lost 03-01",
			steps: []string{"approved ? 0 0 0 margin-unknown", "lost ? 0 0 0"},
			parts: "lost: 0 0 ? 0 0 0; 0 0 0 0 0 0", found: []string{"margin-unknown 1"},
		},
		{
			name: "no rep, ended on no day", deal: "d p - 1000 10000; approved 02-01; end lost -",
			steps: []string{"approved 1000 250 250 0"},
			parts: "unclear: 250 ? ? 0 0 250; 0 0 0 0 0 0", found: []string{"end-without-day 1"},
		},
		{
			// The expiry is the reason, and not the end that came later.
			name: "won after it expired and was lost", deal: "d p ann 1000 10000; approved 02-01; expires 03-01; end lost 03-15; won 04-01 1000",
			steps: []string{"approved 1000 250 250 50", "won ? 250 0 0 after-expiry", "expired ? 0 -250 -50"},
			parts: "expired: 0 0 600 200 0 0; 0 0 150 50 0 0", found: []string{"after-expiry 1"},
		},
		{
			// The demo knows a margin, and pays the approval with it.
			name: "no margin yet", deal: "d p ann - 10000; approved 02-01; demo 03-01 1000",
			steps: []string{"approved ? 0 0 0 margin-unknown", "demo 1000 500 500 100"},
			parts: "open: 400 400 0 0 0 400; 100 100 0 0 0 100", found: []string{"margin-unknown 1"},
		},
		{
			name: "no actual margin", deal: "d p ann 1000 10000; approved 02-01; won 03-01; paid 02-02 200 -",
			steps: []string{"approved 1000 250 250 50", "won ? 250 0 0 margin-unknown"},
			parts: "won: 200 ? 0 0 200 0; 50 ? 0 0 0 50", found: []string{"margin-unknown 1"},
		},
		{
			name: "no base", deal: "d p ann 1000 -; approved 02-01; end lost 03-01",
			steps: []string{"approved ? 0 0 0 base-unknown", "lost ? 0 0 0"},
			parts: "lost: 0 0 ? 0 0 0; 0 0 ? 0 0 0", found: []string{"base-unknown 1"},
		},
		{
			name: "expires before it is approved", deal: "d p ann 1000 10000; approved 02-01; expires 02-01",
			steps: []string{"approved 1000 250 250 50"},
			parts: "unclear: 200 ? ? 0 0 200; 50 ? ? 0 0 50", found: []string{"expires-before-approved 1"},
		},
		{
			name: "won, though it expires before it is approved", deal: "d p ann 1000 10000; approved 02-01; expires 02-01; won 03-01 1000",
			steps: []string{"approved 1000 250 250 50", "won 1000 1000 750 150"},
			parts: "won: 800 0 0 0 0 800; 200 0 0 0 0 200", found: []string{"expires-before-approved 1"},
		},
		{
			name: "cancelled on the day it expires", deal: "d p ann 1000 10000; approved 02-01; expires 03-01; end cancelled 03-01",
			steps: []string{"approved 1000 250 250 50", "expired ? 0 -250 -50"},
			parts: "expired: 0 0 600 200 0 0; 0 0 150 50 0 0",
		},
		{
			// The cap is 0.2 × 1,000 = 200 at the demo, and 100 at the close.
			name: "a smaller base", deal: "d p ann 1000 10000; approved 02-01; demo 03-01 - 1000; won 04-01 1000 500",
			steps: []string{"approved 1000 250 250 50", "demo 200 100 -150 -30", "won 100 100 0 0"},
			parts: "won: 80 0 0 0 0 80; 20 0 0 0 0 20",
		},
		{
			name: "twice the same reason", deal: "d p ann 1000 10000; approved 02-01; end lost 02-01; demo 03-01; won 04-01 1000",
			steps: []string{"approved 1000 250 250 50", "demo ? 250 0 0 after-end", "won ? 250 0 0 after-end", "lost ? 0 -250 -50"},
			parts: "lost: 0 0 600 200 0 0; 0 0 150 50 0 0", found: []string{"after-end 1"},
		},
		{
			name: "ended on no day", deal: "d p ann 1000 10000; approved 02-01; won 03-01 1000; end lost -",
			steps: []string{"approved 1000 250 250 50", "won 1000 1000 750 150"},
			parts: "unclear: 800 ? ? 0 0 800; 200 ? ? 0 0 200", found: []string{"end-without-day 1"},
		},
		{
			name: "a day without an end", deal: "d p ann 1000 10000; approved 02-01; end - 03-01",
			steps: []string{"approved 1000 250 250 50"},
			parts: "unclear: 200 ? ? 0 0 200; 50 ? ? 0 0 50", found: []string{"day-without-end 1"},
		},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := program()
			if tt.change != nil {
				tt.change(&p)
			}
			s := settle(t, p, book(t, tt.deal), "06-30")
			if diff := cmp.Diff(tt.steps, steps(s.Deals[0])); diff != "" {
				t.Errorf("steps -want +got:\n%s", diff)
			}
			if diff := cmp.Diff(tt.parts, parts(s.Deals[0])); diff != "" {
				t.Errorf("parts -want +got:\n%s", diff)
			}
			if diff := cmp.Diff(tt.found, reasons(s.Findings)); diff != "" {
				t.Errorf("findings -want +got:\n%s", diff)
			}
		})
	}
}

// A quarter of a margin of 20,000 is earned at the approval, the rest of what the margin
// becomes at the close.
func TestPublished(t *testing.T) {
	var g struct {
		DealRegistration struct {
			Source, DealMargin, RegistrationShare, EarnedAtApproval, RemainderAtClose, MarginFallsTo, RemainderThen string
		}
	}
	testkit.ReadJSON(t, "testdata/published.json", &g)
	want := g.DealRegistration
	p := program()
	p.CapRate = null("")
	p.Milestones = []reward.Milestone{{ID: "approved", Share: null(want.RegistrationShare)}, {ID: "won", Share: null("1")}}
	got := func(text string) []string {
		var amounts []string
		for _, step := range settle(t, p, book(t, text), "06-30").Deals[0].Steps {
			amounts = append(amounts, step.Amount.String())
		}
		return amounts
	}
	line := "d p - " + want.DealMargin + "; approved 02-01; won 03-01 "
	if diff := cmp.Diff([]string{want.EarnedAtApproval, want.RemainderAtClose}, got(line+want.DealMargin)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if diff := cmp.Diff([]string{want.EarnedAtApproval, want.RemainderThen}, got(line+want.MarginFallsTo)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	timetable, err := reward.Schedule(p, null(want.DealMargin), null(""))
	if err != nil || timetable.Steps[0].Amount.String() != want.EarnedAtApproval || timetable.Steps[1].Amount.String() != want.RemainderAtClose {
		t.Errorf("the timetable has %v, %v", timetable.Steps, err)
	}
}

// Two reps of one partner, and one of another: what each has is in one statement of its
// own, by id, and a lost deal on which money is still out stands beside it.
func TestStatements(t *testing.T) {
	s := settle(t, program(), book(
		t, "d3 p bob 400 10000; approved 02-01; end lost 03-01; paid 02-15 80 20",
		"d1 p ann 1000 10000; approved 02-01; paid 02-15 150 -",
		"d2 q zoe - 10000; approved 02-01",
		"d4 p - 100 10000; approved 02-01; won 03-01 100",
		"d5 p bob 200 10000",
	), "06-30")
	row := func(st reward.Statement) string {
		var ids []string
		for _, l := range st.Lines {
			ids = append(ids, l.Deal+" "+string(l.Status))
		}
		return fmt.Sprint(st.ID, " ", sums(st.Sums), " | ", strings.Join(ids, ", "))
	}
	var got []string
	for _, st := range append(s.Organisations, s.Reps...) {
		got = append(got, row(st))
	}
	got = append(got, sums(s.Total))
	want := []string{
		// earned 0 + 200 + 100, pending 600 + 160, forfeited 240, taken back 80, paid 80 + 150
		"p 4 0: 300 760 240 80 230 70 80 | d1 open, d3 lost, d4 won, d5 registered",
		"q 1 1: 0 0 0 0 0 0 0 | d2 open",
		"ann 1 0: 50 150 0 0 0 50 0 | d1 open",
		"bob 2 0: 0 40 60 20 20 -20 20 | d3 lost, d5 registered",
		"zoe 1 1: 0 0 0 0 0 0 0 | d2 open",
		"5 1: 350 950 300 100 250 100 100",
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

// sums writes "deals unknown: earned pending forfeited taken back paid due paid on lost".
func sums(s reward.Sums) string {
	return fmt.Sprint(s.Deals, " ", s.Unknown, ": ", s.Earned, " ", shown(s.Pending), " ", shown(s.Forfeited), " ",
		s.TakenBack, " ", s.Paid, " ", s.Due, " ", s.PaidOnLost)
}

// A copy counts once. Copies that differ are a fault, or all of them are set apart, and a
// faulty one with them.
func TestRepeatedDeals(t *testing.T) {
	p := program()
	lines := []string{"a p ann 100 1000; approved 02-01", "b p ann 1 10", "a p ann 100 1000; approved 02-01"}
	s := settle(t, p, book(t, lines...), "06-30")
	if len(s.Deals) != 2 || s.Repeated != 1 || len(s.Findings) != 0 {
		t.Errorf("got %d deals, %d repeated, findings %v", len(s.Deals), s.Repeated, s.Findings)
	}
	lines = append(lines, "b p ann 2 10", "a p ann 100 1000; approved 02-01; paid 02-02 1 -", "c - ann 1 1")
	_, err := reward.Settle(p, book(t, lines...), on("06-30"))
	want := []string{"book.deals[3].id unique", "book.deals[4].id unique", "book.deals[5].partner id"}
	if diff := cmp.Diff(want, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	p.Faulty = partnermath.FaultySetApart
	s = settle(t, p, book(t, append(lines, "d p ann 1 10", "c p ann 1 1")...), "06-30")
	if diff := cmp.Diff([]string{"copies-differ 6", "faulty 1"}, reasons(s.Findings)); diff != "" || len(s.Deals) != 1 || s.Repeated != 0 {
		t.Errorf("%d deals, %d repeated, -want +got:\n%s", len(s.Deals), s.Repeated, diff)
	}
}

// A copy differs as soon as one fact does.
func TestCopiesThatDiffer(t *testing.T) {
	const line = "a p ann 1 10; expires 05-01; approved 02-01 1 10; end lost 03-01; paid 02-02 1 1"
	for _, other := range []string{
		"a q ann 1 10; expires 05-01; approved 02-01 1 10; end lost 03-01; paid 02-02 1 1",
		"a p bob 1 10; expires 05-01; approved 02-01 1 10; end lost 03-01; paid 02-02 1 1",
		"a p ann 2 10; expires 05-01; approved 02-01 1 10; end lost 03-01; paid 02-02 1 1",
		"a p ann 1 20; expires 05-01; approved 02-01 1 10; end lost 03-01; paid 02-02 1 1",
		"a p ann 1 10; expires 05-02; approved 02-01 1 10; end lost 03-01; paid 02-02 1 1",
		"a p ann 1 10; expires 05-01; demo 02-01 1 10; end lost 03-01; paid 02-02 1 1",
		"a p ann 1 10; expires 05-01; approved 02-02 1 10; end lost 03-01; paid 02-02 1 1",
		"a p ann 1 10; expires 05-01; approved 02-01 2 10; end lost 03-01; paid 02-02 1 1",
		"a p ann 1 10; expires 05-01; approved 02-01 1 -; end lost 03-01; paid 02-02 1 1",
		"a p ann 1 10; expires 05-01; approved 02-01 1 10; end cancelled 03-01; paid 02-02 1 1",
		"a p ann 1 10; expires 05-01; approved 02-01 1 10; end lost 03-02; paid 02-02 1 1",
		"a p ann 1 10; expires 05-01; approved 02-01 1 10; end lost 03-01; paid 02-03 1 1",
		"a p ann 1 10; expires 05-01; approved 02-01 1 10; end lost 03-01; paid 02-02 - 1",
		"a p ann 1 10; expires 05-01; approved 02-01 1 10; end lost 03-01; paid 02-02 1 -",
		"a p ann 1 10; expires 05-01; approved 02-01 1 10; end lost 03-01; paid 02-02 1 1; paid 02-02 1 1",
	} {
		_, err := reward.Settle(program(), book(t, line, other), on("06-30"))
		if diff := cmp.Diff([]string{"book.deals[1].id unique"}, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s: -want +got:\n%s", other, diff)
		}
	}
}
