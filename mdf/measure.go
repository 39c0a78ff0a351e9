package mdf

import (
	"fmt"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/finding"
)

// Measure tells how a fund stands at the end of asOf, a day of the period, and what the
// period has brought until then. What is free, reserved, paid and forfeited comes from the
// entries, as in [Balance]; entries of before the period make the opening.
//
// The treatment of payments follows ASC 606-10-32-25: what is paid above the fair value of
// a distinct service received lowers revenue, and so does all of a payment without one.
//
// The error is a [*partnermath.ValidationError], as for [Balance], and for an invalid
// period, an asOf that is not in it, and a service that names no payment.
func Measure(p Program, entries []Entry, f FundPeriod, asOf partnermath.Date) (Report, error) {
	if err := f.fits(&p, entries, asOf); err != nil {
		return Report{}, err
	}
	m := survey{program: &p, asOf: asOf, period: f.Period, fair: map[payee]int64{}}
	m.places, _ = partnermath.MinorUnits(p.Currency)
	for _, s := range f.Services {
		m.fair[payee{s.Partner, s.Payment}], _ = exact.Int64(s.FairValue.Decimal, m.places)
	}
	opening, err := m.stand(entries, f.Period.Start.AddDays(-1))
	if err != nil {
		return Report{}, err
	}
	closing, err := m.stand(entries, asOf)
	if err != nil {
		return Report{}, err
	}
	r := m.report(&opening, &closing)
	r.Requests, r.Claims = m.handling(f.Requests, ReasonRequestDays), m.handling(f.Claims, ReasonClaimDays)
	r.ClaimRate = exact.Ratio(r.Claims.Asked, r.Requests.AcceptedAmount, exact.RatioPlaces)
	closing.apart.Merge(&m.apart)
	r.Findings = closing.apart.Findings()
	return r, nil
}

// fits checks what is measured.
func (f *FundPeriod) fits(p *Program, entries []Entry, asOf partnermath.Date) error {
	var faults partnermath.ValidationError
	p.asOf(&faults, asOf)
	places, _ := partnermath.MinorUnits(p.Currency)
	faults.Merge("period", f.check(places))
	if len(faults.Fields) == 0 && !f.Period.Contains(asOf) {
		faults.Addf("asOf", "order", "must be a day of the period %s, got %s", f.Period, asOf)
	}
	payments := map[payee]bool{}
	for i := range entries {
		if e := &entries[i]; len(f.Services) > 0 && e.Kind == EntryPayment {
			payments[payee{e.Partner, e.ID}] = true
		}
	}
	for i, s := range f.Services {
		if !payments[payee{s.Partner, s.Payment}] {
			faults.Addf(fmt.Sprintf("period.services[%d].payment", i), "known", "must be a payment of the partner, got %.100q", s.Payment)
		}
	}
	return faults.Err()
}

// payee names a payment.
type payee struct{ partner, payment string }

// survey is what a fund is measured with.
type survey struct {
	program *Program
	places  int32
	asOf    partnermath.Date
	period  partnermath.Period
	fair    map[payee]int64
	apart   finding.Log
}

// standing is what the entries come to at the end of a day.
type standing struct {
	Funds
	contra   exact.Total
	expiring map[partnermath.Date]exact.Total // what is free, by the day on which it is lost
	apart    finding.Log
}

func (m *survey) stand(entries []Entry, day partnermath.Date) (standing, error) {
	s := standing{expiring: map[partnermath.Date]exact.Total{}}
	if day.IsZero() {
		return s, nil
	}
	books, err := keepBooks(m.program, entries, day, func(a *account) {
		s.Funds = s.add(new(a.funds()))
		for i := range a.payments {
			v := &a.payments[i]
			s.contra.Add(max(0, v.left-m.fair[payee{a.partner, v.ID}]))
		}
		for i := range a.lots {
			if l := &a.lots[i]; l.free > 0 && !l.Expires.IsZero() {
				sum := s.expiring[l.Expires]
				sum.Add(l.free)
				s.expiring[l.Expires] = sum
			}
		}
	})
	if err == nil {
		s.apart = books.apart
	}
	return s, err
}

// report sets the end of the period beside its start.
func (m *survey) report(o, c *standing) Report {
	l := Liability{
		Opening: o.Balance.Add(o.Owed), Accrued: c.Accrued.Sub(o.Accrued), Granted: c.Granted.Sub(o.Granted),
		Adjusted: c.Adjusted.Sub(o.Adjusted), Reinstated: c.Reinstated.Sub(o.Reinstated), Recovered: c.Recovered.Sub(o.Recovered),
		OwedChange: c.Owed.Sub(o.Owed), Paid: c.Paid.Sub(o.Paid), Converted: c.Converted.Sub(o.Converted),
		Breakage: c.Forfeited.Sub(o.Forfeited), Closing: c.Balance.Add(c.Owed),
	}
	r := Report{
		Currency: m.program.Currency, Period: m.period, AsOf: m.asOf, Liability: l, Owed: c.Owed,
		Funded:   decimal.Sum(o.Balance, l.Accrued, l.Granted, l.Adjusted, l.Reinstated, l.Recovered),
		Reserved: c.Reserved, Available: c.Available, Expiring: []Expiring{},
		ContraRevenue: c.contra.Decimal(m.places).Sub(o.contra.Decimal(m.places)),
	}
	r.MarketingExpense = l.Paid.Sub(r.ContraRevenue)
	base := decimal.Max(decimal.Decimal{}, r.Funded) // 0 is no base, and less is none either
	r.Utilisation = exact.Ratio(l.Paid, base, exact.RatioPlaces)
	r.Commitment = exact.Ratio(l.Paid.Add(r.Reserved), base, exact.RatioPlaces)
	r.BreakageRate = exact.Ratio(l.Breakage, base, exact.RatioPlaces)
	days := m.daysUntil(m.program.Usage.End)
	r.DaysLeft = decimal.NullDecimal{Decimal: days, Valid: days.IsPositive()}
	r.Weekly = m.weekly(r.Available, days)
	for _, day := range slices.SortedFunc(maps.Keys(c.expiring), partnermath.Date.Compare) {
		amount := c.expiring[day].Decimal(m.places)
		r.Expiring = append(r.Expiring, Expiring{day.AddDays(-1), amount, m.weekly(amount, m.daysUntil(day))})
	}
	return r
}

// daysUntil counts the days after asOf, from the first day of use on, and before end.
func (m *survey) daysUntil(end partnermath.Date) decimal.Decimal {
	before := max(end.DaysSince(m.asOf)-1, 0)
	return decimal.NewFromInt(int64(max(0, min(before, end.DaysSince(m.program.Usage.Start)))))
}

func (m *survey) weekly(amount, days decimal.Decimal) decimal.NullDecimal {
	return exact.Ratio(due(amount).Mul(decimal.NewFromInt(7)), days, m.places)
}

// handling tells what became of the cases that were submitted in the period, and finds
// those of which the days contradict each other.
func (m *survey) handling(cases []Case, contradiction partnermath.Reason) Handling {
	h, days := Handling{Cycles: []Cycle{}}, map[string][]int{}
	for i := range cases {
		c := &cases[i]
		if !m.period.Contains(c.Submitted) || c.Submitted.After(m.asOf) {
			continue
		}
		h.Submitted++
		h.Asked = h.Asked.Add(c.Asked.Decimal)
		switch {
		case c.Decided.IsZero() || c.Decided.After(m.asOf):
			h.Open++
			continue
		case c.Accepted.Decimal.IsPositive():
			h.Accepted++
			h.AcceptedAmount = h.AcceptedAmount.Add(c.Accepted.Decimal)
		default:
			h.Denied++
			h.DeniedAmount = h.DeniedAmount.Add(c.Asked.Decimal)
		}
		if c.Decided.Before(c.Submitted) {
			m.apart.Add(contradiction, c.ID)
			continue
		}
		days[c.Approver] = append(days[c.Approver], c.Decided.DaysSince(c.Submitted))
	}
	count := func(n int) decimal.Decimal { return decimal.NewFromInt(int64(n)) }
	h.PerAccepted = exact.Ratio(h.AcceptedAmount, count(h.Accepted), m.places)
	h.PerDenied = exact.Ratio(h.DeniedAmount, count(h.Denied), m.places)
	h.OnDecided = exact.RatioInt(int64(h.Accepted), int64(h.Accepted+h.Denied), exact.RatioPlaces)
	h.OnSubmitted = exact.RatioInt(int64(h.Accepted), int64(h.Submitted), exact.RatioPlaces)
	for _, approver := range slices.Sorted(maps.Keys(days)) {
		h.Cycles = append(h.Cycles, cycle(approver, days[approver]))
	}
	return h
}

// cycle takes the days of at least one case.
func cycle(approver string, days []int) Cycle {
	slices.Sort(days)
	sum, n := 0, len(days)
	for _, d := range days {
		sum += d
	}
	return Cycle{
		Approver: approver, Cases: n, Mean: exact.RatioInt(int64(sum), int64(n), exact.RatioPlaces).Decimal,
		Median: exact.RatioInt(int64(days[(n-1)/2]+days[n/2]), 2, exact.RatioPlaces).Decimal,
	}
}
