package main

import (
	"cmp"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

func registrationSection(r *review) section {
	g, money := r.Registrations, r.Pipeline.money()
	s := section{title: "Deal registration " + r.Quarter.String(), table: table{
		head: []string{"", "Deals", "Value " + g.Currency}, align: "wrr",
	}}
	add := func(name string, t pipeline.RegistrationSum) {
		s.table.add(document.RowPart, name, grouped(int64(t.Count)), money(t.Value))
	}
	s.table.add(document.RowGroup, "In the quarter", "", "")
	add("Submitted", g.Submitted)
	add("Approved", g.Approved)
	add("Rejected", g.Rejected)
	add("Won", g.Won)
	add("Lost", g.Lost)
	add("Expired", g.Expired)
	s.table.add(document.RowGroup, "As of "+g.AsOf.String(), "", "")
	add("Waiting for a decision", g.RegistrationFigures.Pending)
	add("Protected", g.Open)
	return s
}

func registrationFigureSection(r *review) section {
	g, money := r.Registrations, r.Pipeline.money()
	in := func(d decimal.NullDecimal) string {
		return orUndefined(d, func(d decimal.Decimal) string { return inCurrency(g.Currency, money(d)) })
	}
	s := section{title: "Deal registration: speed and share", table: table{align: "lw"}}
	days := daysText(g.Days)
	median := undefined
	if g.MedianDays.Valid {
		median = maybe(g.MedianDays, 1) + " " + days
	}
	s.table.add("", "Median time to a decision", median)
	decided := int64(g.Approved.Count + g.Rejected.Count)
	if g.ServiceLevel > 0 {
		s.table.add("", fmt.Sprintf("Decided in at most %d %s", g.ServiceLevel, days),
			share(g.WithinShare, "%s of %s", orUndefined(g.Within, whole), grouped(decided)))
		s.table.add("", "Overdue decisions", orUndefined(g.Overdue, whole))
	}
	registered := in(decimal.NewNullDecimal(g.Registered))
	if g.Goal.Valid {
		registered = share(g.Attainment, "%s for a goal of %s", registered, in(g.Goal))
	}
	s.table.add("", "Registered", registered)
	s.table.add("", "Won revenue that was registered",
		share(g.RegisteredShare, "%s of %s", in(decimal.NewNullDecimal(g.WonRevenue)), in(g.Revenue)))
	s.table.add("", "Win rate of registered deals", share(g.WinRate, "%s of %s that ended",
		grouped(int64(g.Won.Count)), grouped(int64(g.Won.Count+g.Lost.Count+g.Expired.Count))))
	return s
}

func daysText(days pipeline.DayCount) string {
	if days == pipeline.DaysWorking {
		return "working days"
	}
	return "days"
}

func whole(d decimal.Decimal) string { return amount(d, 0) }

// share writes a fraction with what it is of.
func share(d decimal.NullDecimal, format string, args ...any) string {
	return percent(d) + ", " + fmt.Sprintf(format, args...)
}

const maxPending = 5

func pendingSection(r *review) section {
	g, money := r.Registrations, r.Pipeline.money()
	s := section{title: "Registrations that wait for a decision", table: table{
		head: []string{"Deal", "Customer", "Product", "Value " + g.Currency, "Submitted", capital(daysText(g.Days))}, align: "wwwrlr",
	}}
	for _, p := range g.Pending[:min(len(g.Pending), maxPending)] {
		s.table.add("", p.ID, cmp.Or(p.Customer, undefined), cmp.Or(p.Product, undefined), orUndefined(p.Amount, money), p.Submitted.String(), grouped(int64(p.Days)))
	}
	if more := g.RegistrationFigures.Pending.Count - min(len(g.Pending), maxPending); more > 0 {
		s.notes = []string{counted(more, "further one waits.", "further ones wait.")}
	}
	return s
}

func conflictSection(r *review) section {
	g := r.Registrations
	s := section{title: "Registrations in conflict", table: table{
		head: []string{"Customer", "Product", "Deal", "Protected", "In conflict with"}, align: "wwwww",
	}}
	ask := "ask " + cmp.Or(r.Partner.Manager, "your channel manager")
	for _, c := range g.Conflicts[:min(len(g.Conflicts), maxPending)] {
		first, other := "later", c.OtherPartner+", "+c.Other
		if c.First {
			first = "first"
		}
		switch {
		case c.Own:
			other = "this partner, " + c.Other
		case r.Audience == scorecard.AudiencePartner:
			first, other = undefined, ask
		}
		s.table.add("", c.Customer, cmp.Or(c.Product, undefined), c.Deal, first, other)
	}
	s.notes = []string{counted(g.Colliding, "registration is in conflict.", "registrations are in conflict.")}
	if r.Audience != scorecard.AudiencePartner {
		s.notes = []string{counted(g.Colliding, "registration protects", "registrations protect") + " a customer and a product that another one protects at the same time."}
	}
	if len(g.Conflicts) > maxPending {
		s.notes = append(s.notes, counted(len(g.Conflicts)-maxPending, "further conflict is not shown.", "further conflicts are not shown."))
	}
	return s
}
