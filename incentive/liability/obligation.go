package liability

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/periods"
)

// MaxObligations is the largest number of programs of a quarter.
const MaxObligations = 1000

// Obligation is a program around a quarter. The zero Obligation is not valid: its Program is not.
type Obligation struct {
	Program incentive.Program `json:"program"`
	// Opening is Settlement.Settled of the last settlement before the quarter, and Closing
	// that of the last one in it; where there was none in it, the same again. Each has at
	// most incentive.MaxSales entries.
	Opening []incentive.Settled `json:"opening,omitempty"`
	Closing []incentive.Settled `json:"closing,omitempty"`
	// Accruals are those of periods that were not final before the quarter, in the order in
	// which they were made and up to the end of the quarter, at most incentive.MaxSales. Those
	// of earlier quarters, of which the last for a partner and a period is enough, make the
	// opening. The Before of each is what was Accrued for the partner and the period before it.
	Accruals []Accrual `json:"accruals,omitempty"`
	// Partners are the ids of those that take part, at most incentive.MaxPartners. What could
	// become due to one without an accrual for a period that has begun is limited by cap and
	// budget only.
	Partners []string `json:"partners,omitempty"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule broken, except
// those that take the quarter.
func (o Obligation) Validate() error {
	_, err := o.accounts(partnermath.Period{})
	return err
}

// account is a partner and a period from one end of the quarter to the other.
type account struct {
	partner          string
	period           int
	opening, closing *incentive.Settled
	last             *Accrual
	entries          decimal.Decimal     // of the quarter
	before, accrued  decimal.NullDecimal // what is accrued at its ends
	limit            decimal.NullDecimal // the most that can be earned
}

type key struct {
	period  int
	partner string
}

// ledger takes an obligation in.
type ledger struct {
	*Obligation
	quarter  partnermath.Period // the zero Period asks for nothing
	places   int32
	accounts map[key]*account
	faults   partnermath.ValidationError
}

// accounts checks an obligation and takes it in, by period and partner.
func (o *Obligation) accounts(quarter partnermath.Period) ([]*account, error) {
	l := ledger{Obligation: o, quarter: quarter, accounts: map[key]*account{}}
	l.places, _ = partnermath.MinorUnits(o.Program.Currency)
	l.faults.Merge("program", o.Program.Validate())
	at := check.Record{ValidationError: &l.faults}
	at.Length("opening", len(o.Opening), incentive.MaxSales)
	at.Length("closing", len(o.Closing), incentive.MaxSales)
	at.Length("accruals", len(o.Accruals), incentive.MaxSales)
	at.Length("partners", len(o.Partners), incentive.MaxPartners)
	if len(l.faults.Fields) == 0 {
		l.readSettled("opening", o.Opening, func(a *account) **incentive.Settled { return &a.opening })
		l.readSettled("closing", o.Closing, func(a *account) **incentive.Settled { return &a.closing })
		for i, e := range o.Opening {
			if l.accounts[key{periods.Index(o.Program.Periods, e.Period), e.Partner}].closing == nil {
				l.faults.Addf(fmt.Sprintf("opening[%d].partner", i), "match", "must be in closing too, got %.40q", e.Partner)
			}
		}
		l.readAccruals()
		for i, id := range o.Partners {
			check.IDAt(&l.faults, check.Place{Field: fmt.Sprintf("partners[%d]", i)}, id)
		}
	}
	if err := l.faults.Err(); err != nil {
		return nil, err
	}
	return slices.SortedFunc(maps.Values(l.accounts), func(a, b *account) int {
		return cmp.Or(cmp.Compare(a.period, b.period), cmp.Compare(a.partner, b.partner))
	}), nil
}

// find returns the account of a partner and a period.
func (l *ledger) find(at check.Record, partner string, period partnermath.Period) *account {
	check.IDAt(&l.faults, at.At("partner"), partner)
	of := key{periods.Index(l.Program.Periods, period), partner}
	at.FaultIf(of.period < 0, "period", "known", "must be a period of the program, got %s", period)
	if l.accounts[of] == nil {
		l.accounts[of] = &account{partner: partner, period: of.period}
	}
	return l.accounts[of]
}

func (l *ledger) readSettled(list string, settled []incentive.Settled, of func(*account) **incentive.Settled) {
	for i := range settled {
		e, at := &settled[i], check.Record{ValidationError: &l.faults, List: list, Index: i}
		a := l.find(at, e.Partner, e.Period)
		at.FaultIf(*of(a) != nil, "partner", "unique", "must not be given twice for a period, got %.40q again", e.Partner)
		for _, f := range []figure{{"awarded", e.Awarded}, {"repaid", e.Repaid}, {"paid", e.Paid}, {"lapsed", e.Lapsed}} {
			at.Required(!f.value.Valid, f.name)
			check.Published(at, f.name, f.value, l.places)
		}
		*of(a) = e
	}
}

type figure struct {
	name  string
	value decimal.NullDecimal
}

// readAccruals takes the accruals in. Those before one that is faulty are sound, and only
// sound figures are added and compared.
func (l *ledger) readAccruals() {
	for i := range l.Accruals {
		e, at := &l.Accruals[i], check.Record{ValidationError: &l.faults, List: "accruals", Index: i}
		at.FaultIf(e.Program != l.Program.ID, "program", "match", "must be %.40q, got %.40q", l.Program.ID, e.Program)
		at.FaultIf(e.Currency != l.Program.Currency, "currency", "match", "must be that of the program, %.40q, got %.40q", l.Program.Currency, e.Currency)
		for _, f := range []figure{{"accrued", null(e.Accrued)}, {"before", null(e.Before)}, {"entry", null(e.Entry)}, {"highest", null(e.Highest)}} {
			check.Published(at, f.name, f.value, l.places)
		}
		a := l.find(at, e.Partner, e.Period)
		at.FaultIf(!l.quarter.IsZero() && !e.AsOf.Before(l.quarter.End), "asOf", "order", "must be before the end of the quarter, %s, got %s", l.quarter.End, e.AsOf)
		at.FaultIf(a.opening != nil && a.opening.Final, "period", "order", "was final before the quarter")
		if len(l.faults.Fields) > 0 {
			continue
		}
		if last := a.last; last != nil {
			at.FaultIf(e.AsOf.Before(last.AsOf), "asOf", "order", "must not be before that of the accrual before, %s, got %s", last.AsOf, e.AsOf)
			at.FaultIf(!e.Before.Equal(last.Accrued), "before", "match", "must be what was accrued before, %s, got %s", last.Accrued, e.Before)
		}
		a.accrue(e, !e.AsOf.Before(l.quarter.Start))
	}
}
