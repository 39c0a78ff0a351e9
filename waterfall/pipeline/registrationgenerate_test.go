package pipeline_test

import (
	"fmt"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// randomRegistrations draws a policy and a book, both sound, in which everything happens
// within a few weeks to a few partners and customers.
func randomRegistrations(t *rapid.T) (p pipeline.RegistrationPolicy, asOf partnermath.Date, b pipeline.RegistrationBook) {
	origin := on("01-20")
	day := func(from partnermath.Date, least, most int, name string) partnermath.Date {
		return from.AddDays(rapid.IntRange(least, most).Draw(t, name))
	}
	money := testkit.Decimal(0, 100_000, 2)
	optional := func(name string) decimal.NullDecimal {
		return decimal.NullDecimal{Decimal: money.Draw(t, name), Valid: rapid.Bool().Draw(t, name+" given")}
	}
	pick := func(name string, from ...string) string { return rapid.SampledFrom(from).Draw(t, name) }
	p = pipeline.RegistrationPolicy{
		Currency: "USD", Goal: optional("goal"), ServiceLevel: rapid.IntRange(0, 6).Draw(t, "level"),
		Basis: pipeline.RegistrationBasis(pick("basis", "", "approved", "submitted")),
		Days:  pipeline.DayCount(pick("days", "", "calendar", "working")),
	}
	asOf = day(origin, 0, 50, "as of")
	if rapid.Bool().Draw(t, "period given") {
		p.Period.Start = day(asOf, -30, 0, "start")
		p.Period.End = day(p.Period.Start, 1, 60, "end")
	}
	if p.Days == pipeline.DaysWorking {
		p.WorkingDays.Weekend = rapid.SliceOfNDistinct(rapid.SampledFrom([]partnermath.Weekday{
			partnermath.Friday, partnermath.Saturday, partnermath.Sunday, partnermath.Monday,
		}), 0, 3, rapid.ID).Draw(t, "weekend")
		if rapid.Bool().Draw(t, "usual weekend") {
			p.WorkingDays.Weekend = nil
		}
		for _, i := range rapid.SliceOfNDistinct(rapid.IntRange(-5, 60), 0, 8, rapid.ID).Draw(t, "holidays") {
			p.WorkingDays.Holidays = append(p.WorkingDays.Holidays, origin.AddDays(i))
		}
	}
	b.Revenue = optional("revenue")
	b.Partners = []pipeline.RegistrationParty{{ID: "p1", Goal: optional("p1 goal"), Revenue: optional("p1 revenue")}, {ID: "p9", Goal: optional("p9 goal")}}
	b.Reps = []pipeline.RegistrationParty{{ID: "s2", Goal: optional("s2 goal"), Revenue: optional("s2 revenue")}}
	for i := range rapid.IntRange(0, 12).Draw(t, "registrations") {
		r := pipeline.Registration{
			ID: fmt.Sprint("r", i), Partner: pick("partner", "p1", "p2"), Rep: pick("rep", "", "s1", "s2"),
			Customer: pick("customer", "c1", "c2"), Product: pick("product", "", "x"), Amount: decimal.NewNullDecimal(money.Draw(t, "amount")), Submitted: day(origin, 0, 40, "submitted"),
		}
		decision := pick("decision", "", "rejected", "approved", "approved", "approved")
		if r.Decision = pipeline.RegistrationDecision(decision); decision != "" {
			r.Decided = day(r.Submitted, 0, 12, "decided")
		}
		if decision == "approved" {
			if rapid.Bool().Draw(t, "expires given") {
				r.Expires = day(r.Decided, 1, 20, "expires")
			}
			if r.Outcome = pipeline.DealOutcome(pick("outcome", "", "won", "lost")); r.Outcome != "" {
				r.Closed = day(r.Decided, 0, 20, "closed")
			}
			if r.Outcome == pipeline.DealWon {
				r.Revenue = optional("won revenue")
			}
		}
		if decision == "" && rapid.Bool().Draw(t, "closed while it waits") {
			r.Outcome, r.Closed = pipeline.DealOutcome(pick("waiting outcome", "", "won", "lost")), day(r.Submitted, 0, 20, "waiting closed")
		}
		if rapid.IntRange(0, 2).Draw(t, "contradicts") == 0 {
			contradictRegistration(t, &r)
		}
		b.Registrations = append(b.Registrations, r)
	}
	return p, asOf, b
}

// contradictRegistration takes away facts of a registration, or sets them against each
// other.
func contradictRegistration(t *rapid.T, r *pipeline.Registration) {
	near := func(d partnermath.Date) partnermath.Date {
		if rapid.IntRange(0, 2).Draw(t, "none") == 0 {
			return on("")
		}
		if d.IsZero() {
			d = r.Submitted
		}
		return d.AddDays(rapid.IntRange(-15, 3).Draw(t, "moved"))
	}
	for range rapid.IntRange(1, 2).Draw(t, "changes") {
		switch rapid.IntRange(0, 5).Draw(t, "change") {
		case 0:
			r.Amount = decimal.NullDecimal{}
		case 1:
			r.Customer = ""
		case 2:
			r.Decided = near(r.Decided)
		case 3:
			if r.Decision == "approved" {
				r.Closed = near(r.Closed)
			}
		case 4:
			if r.Decision == "approved" && !r.Expires.IsZero() {
				r.Expires = near(r.Expires)
			}
		case 5:
			if r.Decision == "approved" && !r.Decided.IsZero() || r.Decision == "rejected" {
				if r.Decision = ""; r.Decided.IsZero() {
					r.Expires, r.Revenue = on(""), decimal.NullDecimal{}
				}
			}
		}
	}
	if r.Decision == "" && r.Decided.IsZero() {
		r.Expires, r.Revenue = on(""), decimal.NullDecimal{}
	}
}
