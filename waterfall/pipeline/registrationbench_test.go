package pipeline_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// BenchmarkMeasureRegistrations measures 100,000 registrations of 2,000 partners, checks
// included: of 60,000 customers, and, as somebody who means harm would have it, all of
// one customer and protected for ever. Beside it, plain decimals add up the same figures
// by partner and rep, without approval times, conflicts and checks.
func BenchmarkMeasureRegistrations(b *testing.B) {
	policy := firstQuarter()
	policy.Days = pipeline.DaysWorking
	for i := range 12 {
		policy.WorkingDays.Holidays = append(policy.WorkingDays.Holidays, partnermath.NewDate(2025+i/6, 1, 1).AddDays(60*(i%6)))
	}
	usual := manyRegistrations(100_000)
	hostile := pipeline.RegistrationBook{Registrations: append([]pipeline.Registration(nil), usual.Registrations...)}
	for i := range hostile.Registrations {
		r := &hostile.Registrations[i]
		r.Customer, r.Product, r.Decision, r.Decided = "c", "x", pipeline.RegistrationApproved, r.Submitted.AddDays(3)
		r.Expires, r.Outcome, r.Closed = partnermath.Date{}, "", partnermath.Date{}
	}
	run := func(name string, book pipeline.RegistrationBook) {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				if _, err := pipeline.MeasureRegistrations(policy, on("03-31"), book); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
	run("usual", usual)
	run("all-collide", hostile)
	b.Run("baseline-decimal", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if rows := plainRegistrations(&policy, on("03-31"), &usual); len(rows) < 2000 {
				b.Fatal(len(rows))
			}
		}
	})
}

// manyRegistrations makes registrations of five quarters, in no order.
func manyRegistrations(n int) (b pipeline.RegistrationBook) {
	first := partnermath.NewDate(2025, 1, 1)
	for i := range n {
		k := i * 7919
		r := pipeline.Registration{
			ID: fmt.Sprint("DR-", k%1_000_003), Partner: fmt.Sprint("partner-", k%2000), Rep: fmt.Sprint("rep-", k%9000),
			Customer: fmt.Sprint("customer-", k%60_000), Product: fmt.Sprint("product-", i%4),
			Amount: decimal.New(int64(k%9_000_000)+100_000, -2), Submitted: first.AddDays(k % 455),
		}
		if i%10 > 0 {
			r.Decision, r.Decided = pipeline.RegistrationApproved, r.Submitted.AddDays(k%9)
		}
		switch i % 10 {
		case 1, 2:
			r.Decision = pipeline.RegistrationRejected
		case 3, 4, 5:
			r.Expires = r.Decided.AddDays(90)
		case 6, 7:
			r.Outcome, r.Closed = pipeline.DealWon, r.Decided.AddDays(k%120)
		case 8:
			r.Outcome, r.Closed = pipeline.DealLost, r.Decided.AddDays(k%120)
		}
		b.Registrations = append(b.Registrations, r)
	}
	return b
}

// plainRow is what plainRegistrations adds up.
type plainRow struct {
	submitted, approved, rejected, won, lost, expired, pending, open decimal.Decimal
	ended, wins                                                      int64
	winRate                                                          decimal.Decimal
}

func plainRegistrations(p *pipeline.RegistrationPolicy, asOf partnermath.Date, b *pipeline.RegistrationBook) map[string]*plainRow {
	rows := map[string]*plainRow{}
	for i := range b.Registrations {
		r := &b.Registrations[i]
		for _, id := range []string{"", r.Partner, r.Rep} {
			row := rows[id]
			if row == nil {
				row = &plainRow{}
				rows[id] = row
			}
			row.add(p, asOf, r)
		}
	}
	for _, row := range rows {
		if row.ended > 0 {
			row.winRate = decimal.NewFromInt(row.wins).DivRound(decimal.NewFromInt(row.ended), 4)
		}
	}
	return rows
}

func (row *plainRow) add(p *pipeline.RegistrationPolicy, asOf partnermath.Date, r *pipeline.Registration) {
	count := func(sum *decimal.Decimal, day partnermath.Date) {
		if p.Period.Contains(day) {
			*sum = sum.Add(r.Amount)
		}
	}
	count(&row.submitted, r.Submitted)
	switch r.Decision {
	case "":
		row.pending = row.pending.Add(r.Amount)
		return
	case pipeline.RegistrationRejected:
		count(&row.rejected, r.Decided)
		return
	}
	count(&row.approved, r.Decided)
	switch {
	case r.Outcome == pipeline.DealWon:
		count(&row.won, r.Closed)
		row.wins++
		row.ended++
	case r.Outcome == pipeline.DealLost:
		count(&row.lost, r.Closed)
		row.ended++
	case !r.Expires.IsZero() && !r.Expires.After(asOf):
		count(&row.expired, r.Expires)
		row.ended++
	default:
		row.open = row.open.Add(r.Amount)
	}
}
