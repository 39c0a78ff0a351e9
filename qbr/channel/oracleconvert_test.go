package channel_test

import (
	"cmp"
	"fmt"
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/channel"
)

// rate returns which of the rates converts from a currency at the end of a quarter, -1 for none.
func (o oracle) rate(from string, q partnermath.Quarter) int {
	last, best := o.p.Calendar.Quarter(q.Year, q.Number).End.AddDays(-1), -1
	for i, r := range o.p.Rates {
		if r.From == from && !r.Date.After(last) && (best < 0 || r.Date.After(o.p.Rates[best].Date)) {
			best = i
		}
	}
	return best
}

// converted returns the record with each amount × rate, rounded.
func (o oracle) converted(r channel.Record, rate *big.Rat) channel.Record {
	places := minorUnits(o.p.ConvertTo)
	at := func(n decimal.NullDecimal) decimal.NullDecimal {
		if !n.Valid {
			return n
		}
		return null(testkit.RoundHalfAway(times(frac(n), rate), places))
	}
	c := r
	c.Currency = o.p.ConvertTo
	c.DirectCost, c.Plan = at(r.DirectCost), at(r.Plan)
	c.Sourced, c.Influenced, c.Attached = at(r.Sourced), at(r.Influenced), at(r.Attached)
	c.Overlay = at(r.Overlay)
	c.Spend, c.Outcomes, c.Deals = slices.Clone(r.Spend), slices.Clone(r.Outcomes), slices.Clone(r.Deals)
	for i := range c.Spend {
		c.Spend[i].Amount = at(c.Spend[i].Amount)
	}
	for i := range c.Outcomes {
		out := &c.Outcomes[i]
		out.Revenue, out.CostOfGoods, out.Baseline = at(out.Revenue), at(out.CostOfGoods), at(out.Baseline)
	}
	for i := range c.Deals {
		c.Deals[i].Amount = at(c.Deals[i].Amount)
	}
	return c
}

// convert fills the converted account, what was used for it and what it lacks.
func (o oracle) convert(report *channel.Report, all []channel.Record) {
	if o.p.ConvertTo == "" {
		return
	}
	used, constant := make([]int, len(o.p.Rates)), make([]bool, len(o.p.Rates))
	missing := map[channel.MissingRate]int{}
	var same, constants []channel.Record
	for _, r := range all {
		value, last := big.NewRat(1, 1), big.NewRat(1, 1)
		if r.Currency != o.p.ConvertTo {
			i, j := o.rate(r.Currency, r.Quarter), o.rate(r.Currency, o.p.Period.Through)
			if j >= 0 {
				constant[j] = !o.p.Before.From.IsZero()
			}
			if i < 0 {
				missing[channel.MissingRate{Currency: r.Currency, Quarter: r.Quarter}]++
				continue
			}
			value, last = frac(o.p.Rates[i].Rate), frac(o.p.Rates[j].Rate)
			used[i]++
		}
		same = append(same, o.converted(r, value))
		constants = append(constants, o.converted(r, last))
	}
	for i, n := range used {
		if n > 0 || constant[i] {
			report.Used = append(report.Used, channel.UsedRate{Rate: o.p.Rates[i], Records: n, Constant: constant[i]})
		}
	}
	for key, n := range missing {
		key.Records = n
		report.Missing = append(report.Missing, key)
	}
	slices.SortFunc(report.Missing, func(a, b channel.MissingRate) int {
		return cmp.Or(cmp.Compare(a.Currency, b.Currency), a.Quarter.Since(b.Quarter))
	})
	if len(missing) > 0 {
		return
	}
	account := o.account(o.p.ConvertTo, same, constants)
	report.Converted = &account
}

// report rolls up: copies count once, records of neither span are told of.
func (o oracle) report(records []channel.Record) channel.Report {
	report := channel.Report{
		Period: o.p.Period, Before: o.p.Before, Accounts: []channel.Account{},
		Used: []channel.UsedRate{}, Missing: []channel.MissingRate{}, Findings: []partnermath.Finding{},
	}
	var all []channel.Record
	var outside []string
	seen, currencies := map[string]bool{}, map[string][]channel.Record{}
	for _, r := range records {
		id := fmt.Sprintf("%s %s %s", r.Partner, r.Quarter, r.Currency)
		switch {
		case seen[id]:
		case in(o.p.Period, r.Quarter) || in(o.p.Before, r.Quarter):
			all = append(all, r)
			currencies[r.Currency] = append(currencies[r.Currency], r)
		default:
			outside = append(outside, id)
		}
		seen[id] = true
	}
	for _, code := range names(currencies) {
		mine := currencies[code]
		report.Accounts = append(report.Accounts, o.account(code, mine, mine))
	}
	o.convert(&report, all)
	if len(outside) > 0 {
		slices.Sort(outside)
		listed := min(len(outside), partnermath.MaxListed)
		report.Findings = append(report.Findings, partnermath.Finding{
			Reason: channel.ReasonOutside, Records: len(outside), IDs: outside[:listed], More: len(outside) - listed,
		})
	}
	return report
}
