package reward_test

import (
	"fmt"
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath/incentive/reward"
	"github.com/partnermath/partnermath/internal/testkit"
)

func drawAmount(t *rapid.T, what string, low, high int64) decimal.NullDecimal {
	return decimal.NewNullDecimal(testkit.Decimal(low, high, 2).Draw(t, what))
}

// drawMaybe draws an amount that is left out one time in five.
func drawMaybe(t *rapid.T, what string) decimal.NullDecimal {
	if rapid.IntRange(0, 4).Draw(t, what+" given") == 0 {
		return decimal.NullDecimal{}
	}
	return drawAmount(t, what, 0, 300)
}

func drawProgram(t *rapid.T) reward.Program {
	p := program()
	p.Milestones[0].Share = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(0, 250).Draw(t, "share"), -3))
	p.Milestones[1].Share = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(251, 999).Draw(t, "second share"), -3))
	p.RepShare = decimal.NewNullDecimal(testkit.Decimal(0, 1, 3).Draw(t, "rep share"))
	if rapid.Bool().Draw(t, "no cap") {
		p.CapRate = decimal.NullDecimal{}
	}
	p.ProtectedDays = rapid.SampledFrom([]int{0, 30, 60}).Draw(t, "protected")
	rules := rapid.SampledFrom(reward.Consequence("").Values())
	p.Lost, p.Expired, p.Cancelled = rules.Draw(t, "lost"), rules.Draw(t, "expired"), rules.Draw(t, "cancelled")
	return p
}

// drawBook draws deals of which many facts contradict each other.
func drawBook(t *rapid.T) (b reward.Book) {
	day := func(what string) int { return rapid.IntRange(-20, 100).Draw(t, what) }
	for i := range rapid.IntRange(1, 5).Draw(t, "deals") {
		d := reward.Deal{
			ID: fmt.Sprint("d", i), Partner: rapid.SampledFrom([]string{"p", "q"}).Draw(t, "partner"),
			Rep: rapid.SampledFrom([]string{"", "ann", "bob"}).Draw(t, "rep"), Margin: drawMaybe(t, "margin"), Base: drawMaybe(t, "base"),
		}
		for _, id := range []string{"approved", "demo", "won"} {
			if n := day(id); n >= 0 {
				d.Reached = append(d.Reached, reward.Reached{Milestone: id, Date: on("01-01").AddDays(n), Margin: drawMaybe(t, "then"), Base: drawMaybe(t, "base then")})
			}
		}
		if n := day("expires"); n > 40 {
			d.Expires = on("01-01").AddDays(n)
		}
		if n := day("ended"); n >= 0 {
			d.Ended = on("01-01").AddDays(n)
		}
		d.End = rapid.SampledFrom([]reward.DealEnd{"", reward.EndLost, reward.EndCancelled}).Draw(t, "end")
		for range rapid.IntRange(0, 2).Draw(t, "payments") {
			p := reward.Payment{Date: on("01-01").AddDays(rapid.IntRange(0, 100).Draw(t, "paid on")), Organisation: drawAmount(t, "paid", -20, 100)}
			if d.Rep != "" {
				p.Rep = drawAmount(t, "paid to the rep", -20, 100)
			}
			d.Paid = append(d.Paid, p)
		}
		b.Deals = append(b.Deals, d)
	}
	return b
}

// A settlement foots, says the same in any order, changes nothing that it was given, and
// its JSON is exact. What a won deal pays adds up to its margin, at most the cap; no deal
// that is not cancelled or lost ever pays more than what counts.
func TestSettlementsFoot(t *testing.T) { rapid.Check(t, settlesSoundly) }

func FuzzSettle(f *testing.F) { f.Fuzz(rapid.MakeFuzz(settlesSoundly)) }

func settlesSoundly(t *rapid.T) {
	p, b := drawProgram(t), drawBook(t)
	before := string(testkit.RoundTrip(t, b))
	s, err := reward.Settle(p, b, on("01-01").AddDays(rapid.IntRange(0, 100).Draw(t, "as of")))
	if err != nil {
		t.Fatal(err)
	}
	text := string(testkit.RoundTrip(t, s))
	if diff := cmp.Diff(before, string(testkit.RoundTrip(t, b))); diff != "" {
		t.Fatalf("the book has changed: %s", diff)
	}
	slices.Reverse(b.Deals)
	for i := range b.Deals {
		slices.Reverse(b.Deals[i].Reached)
		slices.Reverse(b.Deals[i].Paid)
	}
	again, err := reward.Settle(p, b, s.AsOf)
	if err != nil || string(testkit.RoundTrip(t, again)) != text {
		t.Fatalf("another order says another thing: %v", err)
	}
	for _, d := range s.Deals {
		dealFoots(t, p, d)
	}
	statementsFoot(t, s)
}

func dealFoots(t *rapid.T, p reward.Program, d reward.DealReward) {
	equal := func(what string, got, want decimal.Decimal) {
		if !got.Equal(want) {
			t.Fatalf("%s %s: %s is %s, want %s", d.ID, d.Status, what, got, want)
		}
	}
	var earned, org, rep decimal.Decimal
	counted, won := decimal.NullDecimal{}, false
	for _, step := range d.Steps {
		equal("amount", step.Organisation.Add(step.Rep), step.Amount)
		org, rep, earned = org.Add(step.Organisation), rep.Add(step.Rep), earned.Add(step.Amount)
		equal("earned", step.Earned, earned)
		if org.IsNegative() || rep.IsNegative() {
			t.Fatalf("%s has earned %s and %s", d.ID, org, rep)
		}
		switch {
		case step.End != "":
			equal("taken back", d.ForOrganisation.TakenBack.Add(d.ForRep.TakenBack), step.Amount.Neg())
		case step.Reason != "":
			equal("amount of "+string(step.Reason), step.Amount, decimal.Decimal{})
		default:
			counted, won = step.Counted, step.Milestone == "won"
			equal("share", earned, counted.Decimal.Mul(step.Share.Decimal).Round(2))
			if d.Rep != "" {
				equal("rep", rep, earned.Mul(p.RepShare.Decimal).Round(2))
			}
			if step.Margin.Decimal.LessThan(counted.Decimal) || p.CapRate.Valid && step.Cap.Decimal.LessThan(counted.Decimal) {
				t.Fatalf("%s counts %s of %s, cap %s", d.ID, counted.Decimal, step.Margin.Decimal, step.Cap.Decimal)
			}
		}
	}
	equal("organisation", d.ForOrganisation.Earned, org)
	equal("rep", d.ForRep.Earned, rep)
	if d.Rep == "" {
		equal("no rep", rep, decimal.Decimal{})
	}
	if d.Status == reward.StatusWon && won {
		equal("margin", earned, counted.Decimal)
	}
	for _, a := range []reward.Amounts{d.ForOrganisation, d.ForRep} {
		equal("due", a.Due, a.Earned.Sub(a.Paid))
		if a.Pending.Decimal.IsNegative() || a.Forfeited.Decimal.IsNegative() || a.TakenBack.IsNegative() {
			t.Fatalf("%s: %+v", d.ID, a)
		}
	}
	// Over its life a deal pays, awaits, forfeits or takes back what counts of its margin.
	if pending, forfeited := d.ForOrganisation, d.ForRep; counted.Valid && pending.Pending.Valid && pending.Forfeited.Valid {
		all := earned.Add(pending.Pending.Decimal).Add(forfeited.Pending.Decimal).
			Add(pending.Forfeited.Decimal).Add(forfeited.Forfeited.Decimal).Add(pending.TakenBack).Add(forfeited.TakenBack)
		equal("life", all, counted.Decimal)
	}
}

func statementsFoot(t *rapid.T, s reward.Settlement) {
	deals := map[string]reward.DealReward{}
	for _, d := range s.Deals {
		deals[d.ID] = d
	}
	var earned, paid, pending, lost decimal.Decimal
	for i, st := range append(slices.Clone(s.Organisations), s.Reps...) {
		var lines, ended decimal.Decimal
		for _, l := range st.Lines {
			d := deals[l.Deal]
			want := d.ForOrganisation
			if i >= len(s.Organisations) {
				want = d.ForRep
			}
			if diff := testkit.Diff(want, l.Amounts); diff != "" || l.Status != d.Status {
				t.Fatalf("%s of %s: %s", l.Deal, st.ID, diff)
			}
			lines = lines.Add(l.Due)
			if l.Status == reward.StatusLost || l.Status == reward.StatusExpired || l.Status == reward.StatusCancelled {
				ended = ended.Add(l.Paid)
			}
		}
		if !lines.Equal(st.Due) || !st.Due.Equal(st.Earned.Sub(st.Paid)) || !ended.Equal(st.PaidOnLost) || len(st.Lines) != st.Deals {
			t.Fatalf("%s is due %s, its lines %s", st.ID, st.Due, lines)
		}
		earned, paid, pending, lost = earned.Add(st.Earned), paid.Add(st.Paid), pending.Add(st.Pending.Decimal), lost.Add(st.PaidOnLost)
	}
	if total := s.Total; !earned.Equal(total.Earned) || !paid.Equal(total.Paid) || !pending.Equal(total.Pending.Decimal) ||
		!lost.Equal(total.PaidOnLost) || total.Deals != len(s.Deals) {
		t.Fatalf("the total is %+v", total)
	}
}

// A timetable says what a deal earns whose margin stays as it is.
func TestScheduleIsKept(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p := drawProgram(t)
		p.ProtectedDays = 0
		margin, base := drawAmount(t, "margin", 0, 300), drawAmount(t, "base", 0, 2000)
		timetable, err := reward.Schedule(p, margin, base)
		if err != nil {
			t.Fatal(err)
		}
		testkit.RoundTrip(t, timetable)
		d := reward.Deal{ID: "d", Partner: "p", Rep: "ann", Margin: margin, Base: base}
		for i, m := range p.Milestones {
			d.Reached = append(d.Reached, reward.Reached{Milestone: m.ID, Date: on("01-01").AddDays(i), Margin: margin})
		}
		s, err := reward.Settle(p, reward.Book{Deals: []reward.Deal{d}}, on("06-30"))
		if err != nil {
			t.Fatal(err)
		}
		for i := range timetable.Steps {
			timetable.Steps[i].Date = on("01-01").AddDays(i)
		}
		if diff := testkit.Diff(timetable.Steps, s.Deals[0].Steps); diff != "" {
			t.Fatal(diff)
		}
	})
}

func drawEntries(t *rapid.T) (entries []reward.Entry) {
	for i := range rapid.IntRange(1, 8).Draw(t, "entries") {
		e := reward.Entry{ID: fmt.Sprint("e", i), Result: decimal.NewNullDecimal(testkit.Decimal(0, 3, 0).Draw(t, "result"))}
		if n := rapid.IntRange(0, 3).Draw(t, "day"); n > 0 {
			e.Date = on("01-01").AddDays(n)
		}
		entries = append(entries, e)
	}
	return entries
}

// Prizes add up, never to more than the budget; a better result never wins less, nor
// pooled ones amounts that are more than a cent apart; and no order of entries matters.
func TestContestsFoot(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		c, entries := contest(), drawEntries(t)
		c.Ties = rapid.SampledFrom(c.Ties.Values()).Draw(t, "ties")
		if rapid.Bool().Draw(t, "budget given") {
			c.Budget = drawAmount(t, "budget", 0, 300)
		}
		s, err := reward.Rank(c, entries)
		if err != nil {
			t.Fatal(err)
		}
		text := string(testkit.RoundTrip(t, s))
		slices.Reverse(entries)
		again, err := reward.Rank(c, entries)
		if err != nil || string(testkit.RoundTrip(t, again)) != text {
			t.Fatalf("another order says another thing: %v", err)
		}
		var sum decimal.Decimal
		cent := decimal.New(1, -2)
		for i, l := range s.Standings {
			sum = sum.Add(l.Prize)
			if i == 0 {
				continue
			}
			before := s.Standings[i-1]
			apart := before.Prize.Sub(l.Prize)
			if apart.IsNegative() && apart.Abs().GreaterThan(cent) || before.Place == l.Place && apart.GreaterThan(cent) || before.Place > l.Place {
				t.Fatalf("%+v before %+v", before, l)
			}
		}
		if !sum.Equal(s.Awarded) || c.Budget.Valid && sum.GreaterThan(c.Budget.Decimal) {
			t.Fatalf("prizes are %s, awarded %s, budget %s", sum, s.Awarded, c.Budget.Decimal)
		}
	})
}
