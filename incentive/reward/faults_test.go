package reward_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/reward"
	"github.com/partnermath/partnermath/internal/testkit"
)

func wantFaults(t *testing.T, err error, want ...string) {
	t.Helper()
	if diff := cmp.Diff(want, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}

func TestProgramFaults(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*reward.Program)
		want   []string
	}{
		{"nothing", func(p *reward.Program) { *p = reward.Program{} }, []string{
			"id id", "currency currency", "milestones required", "repShare required", "lost required", "expired required", "cancelled required",
		}},
		{"words", func(p *reward.Program) { p.Lost, p.Expired, p.Cancelled, p.Faulty = "x", "x", "x", "x" }, []string{
			"lost one-of", "expired one-of", "cancelled one-of", "faulty one-of",
		}},
		{"numbers", func(p *reward.Program) {
			p.CapRate, p.RepShare, p.ProtectedDays, p.Milestones[0].Share = null("0"), null("1.1"), -1, null("-0.1")
		}, []string{"milestones[0].share min", "capRate above", "repShare max", "protectedDays min"}},
		{"percent", func(p *reward.Program) { p.CapRate, p.Milestones[0].Share = null("20"), null("") }, []string{"milestones[0].share required", "capRate max"}},
		{"one milestone", func(p *reward.Program) { p.Milestones = p.Milestones[2:] }, []string{"milestones length"}},
		{"shares", func(p *reward.Program) {
			p.Milestones[1], p.Milestones[2].Share = p.Milestones[0], null("0.999999999999")
		}, []string{"milestones[1].id unique", "milestones[1].share increasing", "milestones[2].share sum"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := program()
			tt.change(&p)
			wantFaults(t, p.Validate(), tt.want...)
		})
	}
	if err := program().Validate(); err != nil {
		t.Error(err)
	}
}

func TestDealFaults(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*reward.Deal)
		want   []string
	}{
		{"nothing", func(d *reward.Deal) { *d = reward.Deal{} }, []string{"id id", "partner id"}},
		{"ids", func(d *reward.Deal) { d.Rep, d.Reached[0].Milestone = " x", "" }, []string{
			"rep id", "reached[0].milestone id", "reached[0].milestone known",
		}},
		{"amounts", func(d *reward.Deal) {
			d.Margin, d.Base = null("-1"), null("10000000000000.01")
			d.Reached[0].Margin, d.Reached[0].Base = null("1.001"), null("1e19")
			d.Paid[0].Organisation, d.Paid[0].Rep = null("-10000000000001"), null("0.001")
		}, []string{
			"margin min", "base max", "reached[0].margin digits", "reached[0].base bounds", "paid[0].organisation min", "paid[0].rep digits",
		}},
		{"milestones", func(d *reward.Deal) {
			d.Reached = append(d.Reached, reward.Reached{Milestone: "poc", Date: on("03-01")}, d.Reached[0])
		}, []string{"reached[1].milestone known", "reached[2].milestone unique"}},
		{"an end", func(d *reward.Deal) { d.End = "won" }, []string{"end one-of"}},
		{"payments", func(d *reward.Deal) {
			d.Rep, d.Paid = "", append(d.Paid, reward.Payment{})
		}, []string{"paid[0].rep empty", "paid[1].date required", "paid[1] required"}},
		{"too many", func(d *reward.Deal) {
			d.Reached, d.Paid = make([]reward.Reached, reward.MaxMilestones+1), make([]reward.Payment, reward.MaxPayments+1)
		}, []string{"reached length", "paid length"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			d := deal(t, "d p ann 100 1000; approved 02-01; paid 02-02 1 1")
			tt.change(&d)
			_, err := reward.Settle(program(), reward.Book{Deals: []reward.Deal{d}}, on("06-30"))
			var want []string
			for _, w := range tt.want {
				want = append(want, "book.deals[0]."+w)
			}
			wantFaults(t, err, want...)
		})
	}
}

func TestSettleFaults(t *testing.T) {
	p := program()
	p.Currency = "usd"
	b := book(t, "d p ann 0.0001 1; poc 02-01", "e p ann 0.00001 1")
	_, err := reward.Settle(p, b, partnermath.Date{})
	wantFaults(t, err, "program.currency currency", "book.deals[1].margin digits", "asOf required")
	wantFaults(t, b.Validate(), "deals[1].margin digits")
	_, err = reward.Settle(program(), reward.Book{Deals: make([]reward.Deal, reward.MaxDeals+1)}, on("06-30"))
	wantFaults(t, err, "book.deals length")
	_, err = reward.Settle(program(), reward.Book{Deals: make([]reward.Deal, 600)}, on("06-30"))
	if faults := testkit.Faults(t, err); len(faults) != partnermath.MaxFaults {
		t.Errorf("got %d faults", len(faults))
	}
}

func TestScheduleFaults(t *testing.T) {
	_, err := reward.Schedule(program(), null("0.001"), null(""))
	wantFaults(t, err, "margin digits", "base required")
	p := program()
	p.CapRate, p.ID = null(""), ""
	_, err = reward.Schedule(p, null(""), null("-1"))
	wantFaults(t, err, "program.id id", "margin required", "base min")
}

func TestContestFaults(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*reward.Contest)
		want   []string
	}{
		{"nothing", func(c *reward.Contest) { *c = reward.Contest{} }, []string{"id id", "currency currency", "prizes required", "ties required"}},
		{"no prizes", func(c *reward.Contest) { c.Prizes = []decimal.NullDecimal{}; c.Ties = "x" }, []string{"prizes length", "ties one-of"}},
		{"prizes left out", func(c *reward.Contest) { c.Prizes = append(c.Prizes, null(""), null("-1"), null("1000000000001")) }, []string{
			"prizes[3] required", "prizes[4] min", "prizes[5] max",
		}},
		{"prizes that rise", func(c *reward.Contest) {
			c.Prizes, c.Budget = []decimal.NullDecimal{null("0"), null("1.001")}, null("0.001")
		}, []string{"prizes[0] above", "prizes[1] digits", "prizes[1] max", "budget digits"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			c := contest()
			tt.change(&c)
			wantFaults(t, c.Validate(), tt.want...)
		})
	}
	_, err := reward.Rank(contest(), []reward.Entry{{}, {ID: "a", Result: null("1e19")}, {ID: "b"}, {ID: "b", Result: null("1")}})
	wantFaults(t, err, "entries[0].id id", "entries[1].result bounds", "entries[3].id unique")
	_, err = reward.Rank(contest(), make([]reward.Entry, reward.MaxEntries+1))
	wantFaults(t, err, "entries length")
}

// Whatever is handed in, nothing panics.
func TestHostileInput(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, b, c, entries, asOf := drawProgram(t), drawBook(t), contest(), drawEntries(t), on("06-30")
		margin, base := null("100"), null("1000")
		for range rapid.IntRange(1, 3).Draw(t, "planted") {
			testkit.Plant(t, &p, &b, &c, &entries, &asOf, &margin, &base)
		}
		_, err := reward.Settle(p, b, asOf)
		testkit.Faults(t, err)
		testkit.Faults(t, b.Validate())
		_, err = reward.Schedule(p, margin, base)
		testkit.Faults(t, err)
		_, err = reward.Rank(c, entries)
		testkit.Faults(t, err)
	})
}

// The largest amounts that there can be, in the currency with the most decimals, overflow
// nothing.
func TestLargestAmounts(t *testing.T) {
	p := program()
	p.Currency, p.CapRate, p.Lost = "CLF", null("1"), reward.EarnedStands
	var b reward.Book
	for i := range 200 {
		d := deal(t, "d p ann 10000000000000 10000000000000; approved 02-01; won 02-02 10000000000000")
		d.ID = fmt.Sprint(i)
		for range reward.MaxPayments {
			d.Paid = append(d.Paid, reward.Payment{Date: on("03-01"), Organisation: null("-10000000000000"), Rep: null("10000000000000")})
		}
		b.Deals = append(b.Deals, d)
	}
	s := settle(t, p, b, "06-30")
	// 200 deals of 10^13, a fifth of it the rep's; 50 payments on each.
	got := []string{s.Total.Earned.String(), s.Reps[0].Due.String(), s.Organisations[0].Due.String(), s.Total.Paid.String()}
	want := []string{"2000000000000000", "-99600000000000000", "101600000000000000", "0"}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
}
