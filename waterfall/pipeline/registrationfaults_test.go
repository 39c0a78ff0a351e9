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

func TestRegistrationPolicyFaults(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*pipeline.RegistrationPolicy)
		want   []string
	}{
		{"nothing", func(p *pipeline.RegistrationPolicy) { *p = pipeline.RegistrationPolicy{} }, []string{"currency currency"}},
		{"currency", func(p *pipeline.RegistrationPolicy) { p.Currency = "usd" }, []string{"currency currency"}},
		{"period without end", func(p *pipeline.RegistrationPolicy) { p.Period.End = on("") }, []string{"period.end required"}},
		{"period backward", func(p *pipeline.RegistrationPolicy) { p.Period.End = p.Period.Start }, []string{"period.end order"}},
		{"goal", func(p *pipeline.RegistrationPolicy) { p.Goal = null("-1") }, []string{"goal min"}},
		{"goal of half cents", func(p *pipeline.RegistrationPolicy) { p.Goal = null("0.005") }, []string{"goal digits"}},
		{"huge goal", func(p *pipeline.RegistrationPolicy) { p.Goal = decimal.NewNullDecimal(decimal.New(1, 1_000_000_000)) }, []string{"goal bounds"}},
		{"basis", func(p *pipeline.RegistrationPolicy) { p.Basis = "won" }, []string{"basis one-of"}},
		{"days", func(p *pipeline.RegistrationPolicy) { p.Days = "bank" }, []string{"days one-of"}},
		{"service level", func(p *pipeline.RegistrationPolicy) { p.ServiceLevel = -1 }, []string{"serviceLevel min"}},
		{"long service level", func(p *pipeline.RegistrationPolicy) { p.ServiceLevel = 1001 }, []string{"serviceLevel max"}},
		{"working days unread", func(p *pipeline.RegistrationPolicy) { p.WorkingDays.Holidays = []partnermath.Date{on("01-01")} }, []string{"workingDays empty"}},
		{"day of the week", func(p *pipeline.RegistrationPolicy) {
			p.Days, p.WorkingDays.Weekend = pipeline.DaysWorking, []partnermath.Weekday{"caturday"}
		}, []string{"workingDays.weekend[0] one-of"}},
		{"holiday twice", func(p *pipeline.RegistrationPolicy) {
			p.Days, p.WorkingDays.Holidays = pipeline.DaysWorking, []partnermath.Date{on("01-01"), on("01-01")}
		}, []string{"workingDays.holidays[1] unique"}},
		{"all at once", func(p *pipeline.RegistrationPolicy) {
			p.Currency, p.Basis, p.Goal, p.Days, p.ServiceLevel = "", "x", null("-1"), "x", -1
		}, []string{"currency currency", "goal min", "basis one-of", "days one-of", "serviceLevel min"}},
		{"the rest at once", func(p *pipeline.RegistrationPolicy) {
			p.Period.End, p.Goal, p.WorkingDays.Holidays = on(""), null("0.001"), []partnermath.Date{on("")}
		}, []string{"period.end required", "goal digits", "workingDays.holidays[0] required", "workingDays empty"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := firstQuarter()
			tt.change(&p)
			if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, p.Validate())); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
			var prefixed []string
			for _, fault := range tt.want {
				prefixed = append(prefixed, "policy."+fault)
			}
			_, err := pipeline.MeasureRegistrations(p, on("03-31"), pipeline.RegistrationBook{})
			if diff := cmp.Diff(prefixed, testkit.BrokenRules(t, err)); diff != "" {
				t.Errorf("measured (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRegistrationsAsOfFaults(t *testing.T) {
	for _, tt := range []struct {
		asOf partnermath.Date
		want []string
	}{{on(""), []string{"asOf required"}}, {on("01-01").AddDays(-1), []string{"asOf order"}}, {on("01-01"), nil}} {
		_, err := pipeline.MeasureRegistrations(firstQuarter(), tt.asOf, quarterBook())
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.asOf, diff)
		}
	}
	_, err := pipeline.MeasureRegistrations(pipeline.RegistrationPolicy{}, on(""), pipeline.RegistrationBook{Revenue: null("-1")})
	if diff := cmp.Diff([]string{"policy.currency currency", "asOf required", "book.revenue min"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("all at once (-want +got):\n%s", diff)
	}
}

func TestRegistrationFaults(t *testing.T) {
	const approved = "a p s c x 1 01-02 approved 01-03 02-01 "
	for _, tt := range []struct {
		name, line string
		change     func(*pipeline.Registration)
		want       []string
	}{
		{"nothing", "", func(r *pipeline.Registration) { *r = pipeline.Registration{} }, []string{"id id", "partner id", "submitted required"}},
		{"ids", "", func(r *pipeline.Registration) {
			r.ID, r.Partner, r.Rep, r.Customer, r.Product = " ", "\xff", "a\n", strings.Repeat("c", 101), "\u202e"
		}, []string{"id id", "partner id", "rep id", "customer id", "product id"}},
		{"amount below 0", "", func(r *pipeline.Registration) { r.Amount = null("-1") }, []string{"amount min"}},
		{"amount too large", "", func(r *pipeline.Registration) { r.Amount = null("100000000000000.01") }, []string{"amount max"}},
		{"amount of half cents", "", func(r *pipeline.Registration) { r.Amount = null("0.005") }, []string{"amount digits"}},
		{"amount out of bounds", "", func(r *pipeline.Registration) { r.Amount = partnermath.Num(1, -1_000_000_000) }, []string{"amount bounds"}},
		{"amount 0 out of bounds", "", func(r *pipeline.Registration) { r.Amount = partnermath.Num(0, -1_000_000_000) }, []string{"amount bounds"}},
		{"decision", "", func(r *pipeline.Registration) { r.Decision = "Approved" }, []string{"decision one-of"}},
		{"approved without a day", "a p s c x 1 01-02 approved", nil, nil},
		{"rejected without a day", "a p s c x 1 01-02 rejected", nil, nil},
		{"decided without a decision", "a p s c x 1 01-02 - 01-03", nil, nil},
		{"decided before submitted", "a p s c x 1 01-02 rejected 01-01", nil, nil},
		{"pending with the rest", "a p s c x 1 01-02 - - 02-01 won 01-05 1", nil, []string{"expires empty", "revenue empty"}},
		{"closed while it waits", "a p s c x 1 01-02 - - - lost 01-05", nil, nil},
		{"rejected with the rest", "a p s c x 1 01-02 rejected 01-03 02-01 lost 01-05 1", nil, []string{"expires empty", "outcome empty", "closed empty", "revenue empty"}},
		{"expires as it is decided", "a p s c x 1 01-02 approved 01-03 01-03", nil, nil},
		{"outcome", approved + "stalled 01-05", nil, []string{"outcome one-of"}},
		{"won without a day", approved + "won", nil, nil},
		{"lost without a day", approved + "lost", nil, nil},
		{"closed without an outcome", approved + "- 01-05", nil, nil},
		{"closed before it is decided", approved + "won 01-02", nil, nil},
		{"revenue of a lost deal", approved + "lost 01-05 1", nil, []string{"revenue empty"}},
		{"revenue of an open deal", approved + "- - 1", nil, []string{"revenue empty"}},
		{"revenue below 0", approved + "won 01-05 -1", nil, []string{"revenue min"}},
		{"revenue out of bounds", approved + "won 01-05 1e19", nil, []string{"revenue bounds"}},
		{"all at once", "a p s c x -1 01-05 gone 01-04 01-03 lapsed 01-02", nil, []string{
			"amount min", "decision one-of", "outcome one-of",
		}},
		{"closed before submitted", "a p s c x 1 01-05 gone - 01-04 won 01-02", nil, []string{"decision one-of"}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			r := registration("a p s c x 1 01-02")
			if tt.line != "" {
				r = registration(tt.line)
			}
			if tt.change != nil {
				tt.change(&r)
			}
			sound := registration("b p s c x 1 01-02")
			book := pipeline.RegistrationBook{Registrations: []pipeline.Registration{sound, r, sound}}
			var want, prefixed []string
			for _, fault := range tt.want {
				want = append(want, "registrations[1]."+fault)
				prefixed = append(prefixed, "book.registrations[1]."+fault)
			}
			_, err := pipeline.MeasureRegistrations(firstQuarter(), on("03-31"), book)
			if diff := cmp.Diff(prefixed, testkit.BrokenRules(t, err)); diff != "" {
				t.Errorf("measured (-want +got):\n%s", diff)
			}
			if tt.name == "amount of half cents" {
				want = nil // the book does not know its currency
			}
			if diff := cmp.Diff(want, testkit.BrokenRules(t, book.Validate())); diff != "" {
				t.Errorf("validated (-want +got):\n%s", diff)
			}
		})
	}
}

func TestRegistrationBookFaults(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(*pipeline.RegistrationBook)
		want   []string
	}{
		{"revenue", func(b *pipeline.RegistrationBook) { b.Revenue = null("-1") }, []string{"book.revenue min"}},
		{"revenue of half cents", func(b *pipeline.RegistrationBook) { b.Revenue = null("0.001") }, []string{"book.revenue digits"}},
		{"parties", func(b *pipeline.RegistrationBook) {
			b.Partners = []pipeline.RegistrationParty{{}, {ID: "a", Goal: null("-1")}, {ID: "a", Revenue: null("1e30")}}
			b.Reps = []pipeline.RegistrationParty{{ID: "a", Goal: null("1.001"), Revenue: null("-1")}}
		}, []string{
			"book.partners[0].id id", "book.partners[1].goal min", "book.partners[2].id unique", "book.partners[2].revenue bounds",
			"book.reps[0].goal digits", "book.reps[0].revenue min",
		}},
		{"too many registrations", func(b *pipeline.RegistrationBook) {
			b.Registrations = make([]pipeline.Registration, pipeline.MaxRegistrations+1)
		}, []string{"book.registrations length"}},
		{"rivals", func(b *pipeline.RegistrationBook) {
			own := registration("a p s c x 1 01-02")
			other := own
			other.Partner = "x"
			b.Registrations, b.Rivals = []pipeline.Registration{own}, []pipeline.Registration{own, {}, other}
		}, []string{"book.rivals[1].id id", "book.rivals[1].partner id", "book.rivals[1].submitted required", "book.rivals[2].id unique"}},
		{"a rival with the id of a registration", func(b *pipeline.RegistrationBook) {
			other := registration("a x s c x 1 01-02")
			b.Registrations, b.Rivals = []pipeline.Registration{registration("a p s c x 1 01-02")}, []pipeline.Registration{registration("b x s c x 1 01-02"), other}
		}, []string{"book.rivals[1].id unique"}},
		{"too many rivals", func(b *pipeline.RegistrationBook) {
			b.Rivals = make([]pipeline.Registration, pipeline.MaxRegistrations+1)
		}, []string{"book.rivals length"}},
		{"too many parties", func(b *pipeline.RegistrationBook) {
			b.Partners = make([]pipeline.RegistrationParty, pipeline.MaxRegistrationParties+1)
			b.Reps = b.Partners
		}, []string{"book.partners length", "book.reps length"}},
		{"given again otherwise", func(b *pipeline.RegistrationBook) {
			for _, field := range []func(*pipeline.Registration){
				func(r *pipeline.Registration) { r.Partner = "x" },
				func(r *pipeline.Registration) { r.Rep = "x" },
				func(r *pipeline.Registration) { r.Customer = "x" },
				func(r *pipeline.Registration) { r.Product = "x" },
				func(r *pipeline.Registration) { r.Amount = null("1") },
				func(r *pipeline.Registration) { r.Submitted = on("01-03") },
				func(r *pipeline.Registration) { r.Decided = on("01-06") },
				func(r *pipeline.Registration) { r.Expires = on("") },
				func(r *pipeline.Registration) { r.Closed = on("03-11") },
				func(r *pipeline.Registration) { r.Revenue = null("45000.51") },
				func(r *pipeline.Registration) { r.Revenue = decimal.NullDecimal{} },
				func(r *pipeline.Registration) { r.Outcome, r.Revenue = "lost", decimal.NullDecimal{} },
				func(*pipeline.Registration) {},
			} {
				again := b.Registrations[0]
				field(&again)
				b.Registrations = append(b.Registrations, again)
			}
		}, func() (all []string) {
			for i := range 12 {
				all = append(all, fmt.Sprintf("book.registrations[%d].id unique", i+10))
			}
			return all
		}()},
	} {
		t.Run(tt.name, func(t *testing.T) {
			b := quarterBook()
			tt.change(&b)
			_, err := pipeline.MeasureRegistrations(firstQuarter(), on("03-31"), b)
			if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
				t.Errorf("-want +got:\n%s", diff)
			}
		})
	}
}

// A revenue that says what is meant without it is another content all the same, but a
// number written otherwise is not.
func TestRegistrationRepeated(t *testing.T) {
	b := quarterBook()
	again := b.Registrations[0]
	again.Amount, again.Revenue = null("50000.00"), null("45000.5000")
	b.Registrations = append(b.Registrations, again, again)
	if r := measure(t, firstQuarter(), b); r.Repeated != 3 || r.Total.Submitted.Count != 8 {
		t.Errorf("%d repeated, %d submitted", r.Repeated, r.Total.Submitted.Count)
	}
}

func TestRegistrationFaultsAreBounded(t *testing.T) {
	b := pipeline.RegistrationBook{Registrations: make([]pipeline.Registration, 5000)}
	err := b.Validate()
	if faults := testkit.BrokenRules(t, err); len(faults) != partnermath.MaxFaults {
		t.Errorf("%d faults", len(faults))
	}
}

// Whatever comes in, an error or a report comes out, and soon.
func TestRegistrationsOfHostileInput(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		p, asOf, b := firstQuarter(), on("03-31"), quarterBook()
		p.Days, p.WorkingDays.Holidays = pipeline.DaysWorking, []partnermath.Date{on("01-01")}
		p.Goals = []pipeline.RegistrationGoal{goal("count", "5", "4")}
		for range rapid.IntRange(1, 6).Draw(t, "faults") {
			testkit.Plant(t, &p, &asOf, &b)
		}
		_, err := pipeline.MeasureRegistrations(p, asOf, b)
		for _, fault := range testkit.Faults(t, err) {
			if !strings.HasPrefix(fault.Path, "policy.") && !strings.HasPrefix(fault.Path, "book.") && fault.Path != "asOf" {
				t.Fatalf("%q %q", fault.Path, fault.Message)
			}
		}
	})
}

func TestRegistrationInputsAreUntouched(t *testing.T) {
	p, b := firstQuarter(), quarterBook()
	p.Days, p.WorkingDays.Holidays = pipeline.DaysWorking, []partnermath.Date{on("03-02"), on("01-01")}
	slices.Reverse(b.Registrations)
	before := fmt.Sprint(p, b)
	first := measure(t, p, b)
	if after := fmt.Sprint(p, b); after != before {
		t.Errorf("before\n%s\nafter\n%s", before, after)
	}
	if again := measure(t, p, b); fmt.Sprint(again) != fmt.Sprint(first) {
		t.Errorf("first\n%v\nagain\n%v", first, again)
	}
}
