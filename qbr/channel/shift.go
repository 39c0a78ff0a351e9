package channel

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// Ask is money to be moved from some kinds of spend to others, such as from fulfilment
// support to the creation of demand. The zero Ask is not valid.
type Ask struct {
	// Currency is that of the accounts that are compared. Left out, it is the converted ones.
	Currency string `json:"currency,omitempty" validate:"omitempty,currency"`
	// From and To are kinds, of which none stands twice.
	From []string `json:"from" validate:"min=1,max=30,dive,id"`
	To   []string `json:"to" validate:"min=1,max=30,dive,id"`
	// Amount has no more decimals than the currency.
	Amount decimal.NullDecimal `json:"amount,omitzero" validate:"required,bounds,above=0,atmost=100000000000000000"`
	// MinimumChange is the share of the earlier spend by which a spend must have changed for its
	// change to tell anything; left out, 0.
	MinimumChange decimal.NullDecimal `json:"minimumChange,omitzero" validate:"omitempty,bounds,atleast=0,atmost=1000,digits=9 6"`
	// ControlGrowth is how much margin grew by itself, as comparable partners or the direct
	// business tell, 0.03 being 3 %; left out, 0.
	ControlGrowth decimal.NullDecimal `json:"controlGrowth,omitzero" validate:"omitempty,bounds,atleast=-1,atmost=1000,digits=9 6"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the ask breaks.
func (a Ask) Validate() error {
	return check.Model(a, func(faults *partnermath.ValidationError) {
		all := slices.Concat(a.From, a.To)
		for i, kind := range all {
			path := fmt.Sprintf("from[%d]", i)
			if i >= len(a.From) {
				path = fmt.Sprintf("to[%d]", i-len(a.From))
			}
			if slices.Contains(all[:i], kind) {
				faults.Addf(path, "unique", "%.40q stands before", kind)
			}
		}
		if a.Currency != "" {
			check.Amount(faults, "amount", a.Amount.Decimal, a.Currency)
		}
	})
}

// Estimate is what moving money would have returned. It is no forecast: it says what the last
// dollars of each side did, if they alone made the change, and how much there is to tell it by.
type Estimate struct {
	// Estimated is always true, so that whoever reads it somewhere else knows. Partners and
	// Outcomes are the volume behind it: each the least that From or To has in a period.
	Estimated bool   `json:"estimated"`
	Partners  int    `json:"partners"`
	Outcomes  int    `json:"outcomes"`
	Currency  string `json:"currency"`
	Before    Span   `json:"before"`
	After     Span   `json:"after"`
	// MinimumChange and ControlGrowth are those of the ask that the returns were worked out
	// with, 0 where it left them out.
	MinimumChange decimal.Decimal `json:"minimumChange"`
	ControlGrowth decimal.Decimal `json:"controlGrowth"`
	// Kinds are all kinds, in the order of the later report, From and To the sums of those
	// that the ask names.
	Kinds []Marginal `json:"kinds"`
	From  Marginal   `json:"from"`
	To    Marginal   `json:"to"`
	// All is of all spend and all margin before spend, tagged or not: where that did not change
	// like the margin of the kinds, their change is one of tags.
	All Marginal `json:"all"`
	// Retagged are the partners whose sales changed from the tag of one kind to that of
	// another, of which the returns of both kinds say nothing. They are known where the later
	// report was compared with the period of the earlier one, and else nil.
	Retagged []Retag `json:"retagged"`
	// Moved is the least of Asked and the sizes of the changes of spend of From and To: beyond
	// them nothing was observed. Rest is Asked − Moved.
	Asked decimal.Decimal `json:"asked"`
	Moved decimal.Decimal `json:"moved"`
	Rest  decimal.Decimal `json:"rest"`
	// GivenUp is Moved × the return of From, Gained Moved × that of To, both with the exact
	// returns, and Change Gained − GivenUp. All are margin before spend, and all undefined
	// where either return is: one side alone tells nothing of the move.
	GivenUp decimal.NullDecimal `json:"givenUp"`
	Gained  decimal.NullDecimal `json:"gained"`
	Change  decimal.NullDecimal `json:"change"`
}

// Marginal is the return of a kind, or of some, at the margin between two periods.
type Marginal struct {
	// Kind and Name are those of the later report; of some kinds together, Kinds are their ids.
	Kind        string          `json:"kind,omitempty"`
	Name        string          `json:"name,omitempty"`
	Kinds       []string        `json:"kinds,omitempty"`
	SpendBefore decimal.Decimal `json:"spendBefore"`
	SpendAfter  decimal.Decimal `json:"spendAfter"`
	// The margins are tagged ones before spend, undefined where a part of it is not known, and
	// MarginChange is MarginAfter − MarginBefore.
	MarginBefore decimal.NullDecimal `json:"marginBefore"`
	MarginAfter  decimal.NullDecimal `json:"marginAfter"`
	MarginChange decimal.NullDecimal `json:"marginChange"`
	// Return is
	//
	//	(MarginAfter − MarginBefore − control growth × MarginBefore) ÷ (SpendAfter − SpendBefore)
	//
	// with 4 decimals. It is undefined where a margin is, where the spend did not change, and
	// where it did by less than the minimum change × SpendBefore, by size.
	Return decimal.NullDecimal `json:"return"`
	// PartnersBefore and so on are the volume behind it: the partners on which it was spent,
	// of some kinds together the most of any, and the outcomes that are tagged, of some kinds
	// the sum.
	PartnersBefore int `json:"partnersBefore"`
	PartnersAfter  int `json:"partnersAfter"`
	OutcomesBefore int `json:"outcomesBefore"`
	OutcomesAfter  int `json:"outcomesAfter"`
}

// Shift estimates what moving money between kinds of spend would have returned, from the
// change between the periods of two reports.
//
// The error is a [*partnermath.ValidationError] with paths below "ask", "before" and "after":
// faults of the ask, a report without an account in its currency, one that lacks a kind of the
// ask or of the other report, accounts in two currencies, a period that is not over before the
// later one, and a number that [RollUp] would not have written: one with more decimals than the
// currency, a count below 0, more unknown margins than outcomes, a margin of none, and tags
// that changed between other kinds than its own.
func Shift(before, after Report, ask Ask) (Estimate, error) {
	var faults partnermath.ValidationError
	faults.Merge("ask", ask.Validate())
	before.Period.check(&faults, "before.period")
	earlier := before.account(&faults, "before", ask.Currency)
	after.Period.check(&faults, "after.period")
	later := after.account(&faults, "after", ask.Currency)
	if faults.Err() == nil {
		if after.Period.From.Since(before.Period.Through) <= 0 {
			faults.Addf("after.period.from", "order", "must be after %s, with which the period before ends, got %s", before.Period.Through, after.Period.From)
		}
		checkAsk(&faults, earlier, later, &ask)
	}
	if err := faults.Err(); err != nil {
		return Estimate{}, err
	}
	places, _ := partnermath.MinorUnits(later.Currency)
	e := Estimate{
		Estimated: true, Currency: later.Currency, Before: before.Period, After: after.Period, Kinds: make([]Marginal, 0, len(later.Kinds)),
		All: noMargin(), MinimumChange: orZero(ask.MinimumChange), ControlGrowth: orZero(ask.ControlGrowth),
		Asked: ask.Amount.Decimal, From: marginalOf(earlier, later, ask.From), To: marginalOf(earlier, later, ask.To),
	}
	e.From.Kinds, e.To.Kinds = slices.Clone(ask.From), slices.Clone(ask.To)
	e.Partners = min(e.From.PartnersBefore, e.From.PartnersAfter, e.To.PartnersBefore, e.To.PartnersAfter)
	e.Outcomes = min(e.From.OutcomesBefore, e.From.OutcomesAfter, e.To.OutcomesBefore, e.To.OutcomesAfter)
	for i := range later.Kinds {
		m := marginalOf(earlier, later, []string{later.Kinds[i].Kind})
		m.Kind, m.Name = later.Kinds[i].Kind, later.Kinds[i].Name
		m.returned(&ask)
		e.Kinds = append(e.Kinds, m)
	}
	e.All.add(&earlier.Total, &later.Total)
	e.All.returned(&ask)
	if after.Before == before.Period {
		e.Retagged = slices.Clone(later.Retagged)
	}
	from, to := e.From.returned(&ask), e.To.returned(&ask)
	e.Moved = decimal.Min(e.Asked, e.From.change().Abs(), e.To.change().Abs())
	e.Rest = e.Asked.Sub(e.Moved)
	if e.From.Return.Valid && e.To.Return.Valid {
		e.GivenUp = known(from.Mul(e.Moved).Round(places))
		e.Gained = known(to.Mul(e.Moved).Round(places))
		e.Change = known(e.Gained.Decimal.Sub(e.GivenUp.Decimal))
	}
	return e, nil
}

// check refuses what is not some quarters.
func (s Span) check(faults *partnermath.ValidationError, path string) {
	switch {
	case s.From.Add(0).IsZero() || s.Through.Add(0).IsZero():
		faults.Add(path, "required", "must be of quarters like 2026-Q3")
	case s.Through.Since(s.From) < 0:
		faults.Addf(path+".through", "order", "must not be before %s, got %s", s.From, s.Through)
	}
}

// account returns the account in a currency, or the converted one.
func (r *Report) account(faults *partnermath.ValidationError, path, currency string) *Account {
	if currency == "" {
		if r.Converted == nil {
			faults.Add(path+".converted", "required", "must be given where the ask names no currency")
			return nil
		}
		r.Converted.check(faults, path+".converted")
		return r.Converted
	}
	for i := range r.Accounts {
		if r.Accounts[i].Currency == currency {
			r.Accounts[i].check(faults, fmt.Sprintf("%s.accounts[%d]", path, i))
			return &r.Accounts[i]
		}
	}
	faults.Addf(path+".accounts", "known", "must have one in %.40q", currency)
	return nil
}

// check refuses what RollUp would not have written, of what is read.
func (a *Account) check(faults *partnermath.ValidationError, path string) {
	money := check.Number{}
	if places, sound := partnermath.MinorUnits(a.Currency); sound {
		money.Digits, money.Places = partnermath.MaxDigits, places
	} else {
		faults.Addf(path+".currency", "currency", "must be an ISO 4217 code like USD, got %.40q", a.Currency)
	}
	if len(a.Kinds) > MaxKinds {
		faults.Addf(path+".kinds", "length", "must have a length of at most %d, got %d", MaxKinds, len(a.Kinds))
		return
	}
	for i := range a.Kinds {
		l, of := &a.Kinds[i], check.Record{ValidationError: faults, List: path + ".kinds", Index: i}
		check.IDAt(faults, of.At("kind"), l.Kind)
		of.FaultIf(a.line(l.Kind) != l, "kind", "unique", "%.40q stands before", l.Kind)
		of.Empty(l.Margin.Amount.Valid && l.Margin.Unknown == l.Outcomes, "margin.amount", "is that of no outcome")
		l.check(of, &money)
	}
	a.Total.check(check.Record{ValidationError: faults, Prefix: path + ".total."}, &money)
	a.checkRetagged(faults, path)
}

// check refuses a line that RollUp would not have written.
func (l *Line) check(of check.Record, money *check.Number) {
	money.Check(of.ValidationError, of.At("spend"), l.Spend)
	of.FaultIf(l.Partners < 0, "partners", "min", "must not be below 0, got %d", l.Partners)
	of.FaultIf(l.Outcomes < 0, "outcomes", "min", "must not be below 0, got %d", l.Outcomes)
	l.Margin.check(of.Below("margin."), money, l.Outcomes)
}

func (a *Account) checkRetagged(faults *partnermath.ValidationError, path string) {
	if most := len(a.Kinds) * len(a.Kinds); len(a.Retagged) > most {
		faults.Addf(path+".retagged", "length", "must have a length of at most %d, got %d", most, len(a.Retagged))
		return
	}
	for i, tag := range a.Retagged {
		of := check.Record{ValidationError: faults, List: path + ".retagged", Index: i}
		of.FaultIf(a.line(tag.From) == nil, "from", "known", "kind %.40q is not in the report", tag.From)
		of.FaultIf(a.line(tag.To) == nil, "to", "known", "kind %.40q is not in the report", tag.To)
		of.FaultIf(tag.Partners < 0, "partners", "min", "must not be below 0, got %d", tag.Partners)
	}
}

// check refuses a yield that so many outcomes cannot have.
func (y *Yield) check(of check.Record, money *check.Number, outcomes int) {
	money.CheckNull(of.ValidationError, of.At("amount"), y.Amount)
	of.FaultIf(y.Unknown < 0, "unknown", "min", "must not be below 0, got %d", y.Unknown)
	of.FaultIf(y.Unknown > max(outcomes, 0), "unknown", "max", "must not be above %d, the number of outcomes, got %d", outcomes, y.Unknown)
}

func (a *Account) line(kind string) *Line {
	for i := range a.Kinds {
		if a.Kinds[i].Kind == kind {
			return &a.Kinds[i]
		}
	}
	return nil
}

func checkAsk(faults *partnermath.ValidationError, earlier, later *Account, ask *Ask) {
	if earlier.Currency != later.Currency {
		faults.Addf("after", "match", "must be in %s like the report before, got %s", earlier.Currency, later.Currency)
	}
	check.Amount(faults, "ask.amount", ask.Amount.Decimal, later.Currency)
	same := func(path string, of, other *Account) {
		for i := range of.Kinds {
			l, twin := &of.Kinds[i], other.line(of.Kinds[i].Kind)
			if twin == nil || twin.Treatment != l.Treatment {
				faults.Addf(path, "match", "must have %.40q as the other report has it", l.Kind)
			}
		}
	}
	same("after", earlier, later)
	same("before", later, earlier)
	for _, side := range []struct {
		path  string
		kinds []string
	}{{"ask.from", ask.From}, {"ask.to", ask.To}} {
		for i, kind := range side.kinds {
			if later.line(kind) == nil {
				faults.Addf(fmt.Sprintf("%s[%d]", side.path, i), "known", "kind %.40q is not in the reports", kind)
			}
		}
	}
}

func noMargin() Marginal {
	return Marginal{MarginBefore: partnermath.Int(0), MarginAfter: partnermath.Int(0)}
}

// marginalOf adds kinds up.
func marginalOf(earlier, later *Account, kinds []string) Marginal {
	m := noMargin()
	for _, kind := range kinds {
		m.add(earlier.line(kind), later.line(kind))
	}
	return m
}

// add adds a line before and after.
func (m *Marginal) add(b, a *Line) {
	m.SpendBefore, m.SpendAfter = m.SpendBefore.Add(b.Spend), m.SpendAfter.Add(a.Spend)
	m.MarginBefore, m.MarginAfter = plus(m.MarginBefore, b.Margin), plus(m.MarginAfter, a.Margin)
	m.PartnersBefore, m.PartnersAfter = max(m.PartnersBefore, b.Partners), max(m.PartnersAfter, a.Partners)
	m.OutcomesBefore, m.OutcomesAfter = m.OutcomesBefore+b.Outcomes, m.OutcomesAfter+a.Outcomes
}

// plus is undefined where a part of the yield is not known.
func plus(sum decimal.NullDecimal, y Yield) decimal.NullDecimal {
	if !sum.Valid || !y.Amount.Valid || y.Unknown > 0 {
		return decimal.NullDecimal{}
	}
	return known(sum.Decimal.Add(y.Amount.Decimal))
}

func (m *Marginal) change() decimal.Decimal { return m.SpendAfter.Sub(m.SpendBefore) }

// returned works the return out, and returns it exactly where it is defined.
func (m *Marginal) returned(ask *Ask) exact.Fraction {
	if m.MarginBefore.Valid && m.MarginAfter.Valid {
		m.MarginChange = known(m.MarginAfter.Decimal.Sub(m.MarginBefore.Decimal))
	}
	change := m.change()
	least := orZero(ask.MinimumChange).Mul(m.SpendBefore.Abs())
	if !m.MarginBefore.Valid || !m.MarginAfter.Valid || change.IsZero() || change.Abs().LessThan(least) {
		return exact.Fraction{}
	}
	control := orZero(ask.ControlGrowth).Mul(m.MarginBefore.Decimal)
	gain := m.MarginAfter.Decimal.Sub(m.MarginBefore.Decimal).Sub(control)
	if change.IsNegative() {
		gain, change = gain.Neg(), change.Neg()
	}
	r := exact.NewFraction(gain, change)
	m.Return = known(r.Round(exact.RatioPlaces))
	return r
}

// orZero does not look at a number that is not there, which can be any.
func orZero(n decimal.NullDecimal) decimal.Decimal {
	if !n.Valid {
		return decimal.Decimal{}
	}
	return n.Decimal
}
