package mdf_test

import (
	"fmt"
	"maps"
	"math/big"
	"slices"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/mdf"
)

// A period is measured by two ledgers of the oracle: that of the last day before the period
// and that of asOf. What the period has brought is the difference.

// measured is what the accounts of all partners come to on one day.
type measured struct {
	mdf.Funds
	contra   *big.Rat
	expiring map[partnermath.Date]*big.Rat // what is free, by the first day on which it is not
}

func oracleMeasured(p mdf.Program, entries []mdf.Entry, services []mdf.Service, asOf partnermath.Date) measured {
	m := measured{contra: new(big.Rat), expiring: map[partnermath.Date]*big.Rat{}}
	for _, partner := range oraclePartners(entries) {
		a := oracleRun(p, partner, entries, asOf)
		m.Funds = addFunds(m.Funds, oraclePosition(partner, a).Funds)
		for _, lot := range a.lots {
			if lot.free.Sign() > 0 && !lot.Expires.IsZero() {
				m.expiring[lot.Expires] = plus(sumOf(m.expiring[lot.Expires]), lot.free)
			}
		}
		for id, payment := range a.debits {
			if payment.Kind == mdf.EntryPayment {
				m.contra = plus(m.contra, atLeast0(minus(payment.total(), fairValue(services, partner, id))))
			}
		}
	}
	return m
}

// sumOf is 0 where there is no sum yet.
func sumOf(sum *big.Rat) *big.Rat {
	if sum == nil {
		return new(big.Rat)
	}
	return sum
}

// fairValue is 0 where nothing distinct was received.
func fairValue(services []mdf.Service, partner, payment string) *big.Rat {
	for _, s := range services {
		if s.Partner == partner && s.Payment == payment {
			return given(s.FairValue)
		}
	}
	return new(big.Rat)
}

// ratioOf is a ÷ b with so many decimals, none unless b is above 0.
func ratioOf(a, b *big.Rat, places int32) decimal.NullDecimal {
	if b.Sign() <= 0 {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(testkit.RoundHalfAway(over(a, b), places))
}

func rat(n int) *big.Rat { return big.NewRat(int64(n), 1) }

// daysLeft are the days of use after asOf through a last day.
func daysLeft(usage partnermath.Period, asOf, last partnermath.Date) (days int) {
	for d := asOf.AddDays(1); !d.After(last); d = d.AddDays(1) {
		if !d.Before(usage.Start) {
			days++
		}
	}
	return days
}

func oracleMeasure(p mdf.Program, entries []mdf.Entry, f mdf.FundPeriod, asOf partnermath.Date) mdf.Report {
	opening, now := oracleMeasured(p, entries, f.Services, f.Period.Start.AddDays(-1)), oracleMeasured(p, entries, f.Services, asOf)
	places := placesOf(p.Currency)
	since := func(figure func(mdf.Funds) decimal.Decimal) decimal.Decimal {
		return shown(minus(testkit.Rat(figure(now.Funds)), testkit.Rat(figure(opening.Funds))))
	}
	r := mdf.Report{
		Currency: p.Currency, Period: f.Period, AsOf: asOf, Owed: now.Owed, Reserved: now.Reserved, Available: now.Available,
		Liability: mdf.Liability{
			Opening:    decimal.Sum(opening.Available, opening.Reserved, opening.Owed),
			Accrued:    since(func(f mdf.Funds) decimal.Decimal { return f.Accrued }),
			Granted:    since(func(f mdf.Funds) decimal.Decimal { return f.Granted }),
			Adjusted:   since(func(f mdf.Funds) decimal.Decimal { return f.Adjusted }),
			Reinstated: since(func(f mdf.Funds) decimal.Decimal { return f.Reinstated }),
			Recovered:  since(func(f mdf.Funds) decimal.Decimal { return f.Recovered }),
			OwedChange: since(func(f mdf.Funds) decimal.Decimal { return f.Owed }),
			Paid:       since(func(f mdf.Funds) decimal.Decimal { return f.Paid }),
			Converted:  since(func(f mdf.Funds) decimal.Decimal { return f.Converted }),
			Breakage:   since(func(f mdf.Funds) decimal.Decimal { return f.Forfeited }),
			Closing:    decimal.Sum(now.Available, now.Reserved, now.Owed),
		},
	}
	l := r.Liability
	r.Funded = decimal.Sum(opening.Available, opening.Reserved, l.Accrued, l.Granted, l.Adjusted, l.Reinstated, l.Recovered)
	paid, funded := testkit.Rat(l.Paid), testkit.Rat(r.Funded)
	r.Utilisation, r.Commitment = ratioOf(paid, funded, 4), ratioOf(plus(paid, testkit.Rat(r.Reserved)), funded, 4)
	r.BreakageRate = ratioOf(testkit.Rat(l.Breakage), funded, 4)
	r.Requests, r.Claims = oracleHandling(f.Requests, f.Period, asOf, places), oracleHandling(f.Claims, f.Period, asOf, places)
	r.ClaimRate = ratioOf(testkit.Rat(r.Claims.Asked), testkit.Rat(r.Requests.AcceptedAmount), 4)
	weekly := func(amount *big.Rat, days int) decimal.NullDecimal {
		return ratioOf(times(amount, rat(7)), rat(days), places)
	}
	days := daysLeft(p.Usage, asOf, p.Usage.End.AddDays(-1))
	if days > 0 {
		r.DaysLeft = partnermath.Int(int64(days))
	}
	r.Weekly = weekly(atLeast0(testkit.Rat(r.Available)), days)
	for _, end := range slices.SortedFunc(maps.Keys(now.expiring), partnermath.Date.Compare) {
		amount, last := now.expiring[end], end.AddDays(-1)
		r.Expiring = append(r.Expiring, mdf.Expiring{LastDay: last, Amount: shown(amount), Weekly: weekly(amount, daysLeft(p.Usage, asOf, last))})
	}
	contra := minus(now.contra, opening.contra)
	r.ContraRevenue, r.MarketingExpense = shown(contra), shown(minus(paid, contra))
	return r
}

// counted are the cases that count on a day, those decided later as open.
func counted(cases []mdf.Case, period partnermath.Period, asOf partnermath.Date) []mdf.Case {
	var all []mdf.Case
	for _, c := range cases {
		if c.Submitted.Before(period.Start) || !c.Submitted.Before(period.End) || c.Submitted.After(asOf) {
			continue
		}
		if c.Decided.After(asOf) {
			c.Decided = partnermath.Date{}
		}
		all = append(all, c)
	}
	return all
}

func oracleHandling(cases []mdf.Case, period partnermath.Period, asOf partnermath.Date, places int32) mdf.Handling {
	var h mdf.Handling
	asked, accepted, denied := new(big.Rat), new(big.Rat), new(big.Rat)
	days := map[string][]int{}
	for _, c := range counted(cases, period, asOf) {
		h.Submitted++
		asked = plus(asked, given(c.Asked))
		switch {
		case c.Decided.IsZero():
			h.Open++
			continue
		case c.Accepted.Decimal.Sign() > 0:
			h.Accepted++
			accepted = plus(accepted, given(c.Accepted))
		default:
			h.Denied++
			denied = plus(denied, given(c.Asked))
		}
		if !c.Decided.Before(c.Submitted) {
			days[c.Approver] = append(days[c.Approver], c.Decided.DaysSince(c.Submitted))
		}
	}
	h.Asked, h.AcceptedAmount, h.DeniedAmount = shown(asked), shown(accepted), shown(denied)
	h.PerAccepted, h.PerDenied = ratioOf(accepted, rat(h.Accepted), places), ratioOf(denied, rat(h.Denied), places)
	h.OnDecided, h.OnSubmitted = ratioOf(rat(h.Accepted), rat(h.Accepted+h.Denied), 4), ratioOf(rat(h.Accepted), rat(h.Submitted), 4)
	for _, approver := range slices.Sorted(maps.Keys(days)) {
		took := slices.Sorted(slices.Values(days[approver]))
		n, sum := len(took), 0
		for _, d := range took {
			sum += d
		}
		h.Cycles = append(h.Cycles, mdf.Cycle{
			Approver: approver, Cases: n, Mean: testkit.RoundHalfAway(big.NewRat(int64(sum), int64(n)), 4),
			Median: testkit.RoundHalfAway(big.NewRat(int64(took[(n-1)/2]+took[n/2]), 2), 4),
		})
	}
	return h
}

// oracleDecidedBefore are the cases that were decided before they were submitted.
func oracleDecidedBefore(cases []mdf.Case, period partnermath.Period, asOf partnermath.Date) (ids []string) {
	for _, c := range counted(cases, period, asOf) {
		if !c.Decided.IsZero() && c.Decided.Before(c.Submitted) {
			ids = append(ids, c.ID)
		}
	}
	slices.Sort(ids)
	return ids
}

func (g gen) cases(prefix string) []mdf.Case {
	var all []mdf.Case
	for i := range g.n(2, 9) {
		asked := g.n(0, 40)
		c := mdf.Case{ID: fmt.Sprint(prefix, i), Submitted: day(g.n(0, 9) - g.n(0, 1)), Approver: g.of("", "ann", "cam"), Asked: g.money(asked, asked)}
		if !g.maybe(4) {
			c.Decided, c.Accepted = c.Submitted.AddDays(g.n(0, 7)-g.n(0, 1)), g.money(0, asked)
			if g.maybe(3) {
				c.Accepted = g.money(0, 0)
			}
		}
		all = append(all, c)
	}
	return all
}

// busy draws entries on money that is there, so that more of them are debits.
func (g gen) busy(p mdf.Program) []mdf.Entry {
	entries := []mdf.Entry{{ID: "start", Partner: "p", Date: day(0), Kind: mdf.EntryGrant, Amount: g.money(20, 60)}}
	on := 0
	for i := range g.n(6, 16) {
		on += g.n(0, 1)
		entries = append(entries, g.entry(i, p, entries, day(on)))
	}
	return entries
}

// services are received for some of the payments, each named once.
func (g gen) services(entries []mdf.Entry) []mdf.Service {
	var all []mdf.Service
	for _, e := range entries {
		named := slices.ContainsFunc(all, func(s mdf.Service) bool { return s.Partner == e.Partner && s.Payment == e.ID })
		if e.Kind == mdf.EntryPayment && !named && g.maybe(2) {
			all = append(all, mdf.Service{Partner: e.Partner, Payment: e.ID, FairValue: g.money(0, 9)})
		}
	}
	return all
}

func TestOracleMeasure(t *testing.T) {
	for range 10 {
		rapid.Check(t, oracleCheckMeasure)
	}
}

func oracleCheckMeasure(t *rapid.T) {
	g := newGen(t)
	p := g.program()
	p.Usage.Start, p.Faulty = day(g.n(0, 6)), partnermath.FaultySetApart
	p.Usage.End = p.Usage.Start.AddDays(g.n(1, 14))
	entries := g.entries(p)
	if !g.maybe(3) {
		entries = g.busy(p)
	}
	start := g.n(0, 4)
	period := partnermath.Period{Start: day(start), End: day(start + 10 - g.n(0, 9))}
	asOf := period.End.AddDays(-g.n(1, period.Days()))
	f := mdf.FundPeriod{Period: period, Requests: g.cases("r"), Claims: g.cases("c"), Services: g.services(entries)}
	got, err := mdf.Measure(p, entries, f, asOf)
	if err != nil {
		t.Fatal(err)
	}
	before, apart := map[partnermath.Reason][]string{}, []string(nil)
	for _, finding := range got.Findings {
		if finding.Reason == mdf.ReasonRequestDays || finding.Reason == mdf.ReasonClaimDays {
			before[finding.Reason] = finding.IDs
			continue
		}
		apart = append(apart, finding.IDs...)
	}
	slices.Sort(apart)
	_, faulty := oracleBalance(p, entries, asOf)
	compare(t, "set apart", faulty, slices.Compact(apart), p.PreApproval, asOf, entries)
	compare(t, "requests decided before", oracleDecidedBefore(f.Requests, period, asOf), before[mdf.ReasonRequestDays], f, asOf)
	compare(t, "claims decided before", oracleDecidedBefore(f.Claims, period, asOf), before[mdf.ReasonClaimDays], f, asOf)
	got.Findings = nil
	compare(t, "report", oracleMeasure(p, entries, f, asOf), got, p, asOf, f, entries)
	testkit.LeftOutIsNotRead(t, func() (any, error) { return mdf.Measure(p, entries, f, asOf) }, &p, &entries, &f)
}
