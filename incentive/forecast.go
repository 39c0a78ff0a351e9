package incentive

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/award"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/periods"
)

// Outlook is what the measure of a partner may come to in a period that runs. The zero
// Outlook is not valid: it lacks Period, Partner and ToDate.
type Outlook struct {
	// Period is one of the program, and Partner has what its formula needs.
	Period  partnermath.Period `json:"period"`
	Partner Partner            `json:"partner"`
	// ToDate is the measure so far, and Forecasts, at most MaxList, what that of the whole
	// period may be.
	ToDate    Level   `json:"toDate"`
	Forecasts []Level `json:"forecasts,omitempty"`
	// Settled are earlier periods of the program, which a cumulative guarantee reads, at most
	// MaxSales entries. Those of other partners or of later periods are not read. An earlier
	// period without an entry counts as one that was awarded nothing, if the partner may take
	// part in it, as in Settle.
	Settled []Settled `json:"settled,omitempty"`
}

// Level is a measure of a period. Money has at most the decimals of the currency, a count 4,
// since what is expected may be a mean. The zero Level is not valid: it lacks Qualifying.
type Level struct {
	Qualifying decimal.NullDecimal `json:"qualifying,omitzero"`
	// PaidOn is required of a program that pays on another measure or for an attached
	// category; others take none.
	PaidOn decimal.NullDecimal `json:"paidOn,omitzero"`
}

// Expectations are what an outlook would pay.
type Expectations struct {
	// ToDate is what the measure so far pays.
	ToDate Expected `json:"toDate"`
	// Forecasts are what each of them pays, at the measure so far where that is more.
	Forecasts []Expected `json:"forecasts"`
}

// Expected is what a level pays by formula, cap of the partner and guarantee. It has no
// sales, so gates, multipliers and caps of a sale or a rep do not apply, and no budget.
type Expected struct {
	Qualifying decimal.Decimal `json:"qualifying"`
	PaidOn     decimal.Decimal `json:"paidOn"`
	// Reason is why nothing is earned.
	Reason partnermath.Reason `json:"reason,omitempty"`
	// Earned + TopUp = Payout.
	Earned decimal.Decimal `json:"earned"`
	TopUp  decimal.Decimal `json:"topUp"`
	Payout decimal.Decimal `json:"payout"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule broken, except
// those that take the program.
func (o Outlook) Validate() error {
	var faults partnermath.ValidationError
	o.check(check.Record{ValidationError: &faults}, minor(""))
	return faults.Err()
}

func (o *Outlook) check(at check.Record, places int32) {
	at.Merge(at.At("period").String(), o.Period.Validate())
	at.ID("partner.id", o.Partner.ID, false)
	o.Partner.check(at.Below("partner."))
	at.Length("forecasts", len(o.Forecasts), MaxList)
	o.ToDate.check(at.Below("toDate."))
	for i := range o.Forecasts[:min(len(o.Forecasts), MaxList)] {
		o.Forecasts[i].check(at.Below(placeOf("forecasts", i) + "."))
	}
	at.Length("settled", len(o.Settled), MaxSales)
	for i := range o.Settled[:min(len(o.Settled), MaxSales)] {
		o.Settled[i].check(at.Below(placeOf("settled", i)+"."), places)
	}
}

func (l *Level) check(at check.Record) {
	var number check.Number
	number.Require(at.ValidationError, at.At("qualifying"), l.Qualifying)
	number.CheckNull(at.ValidationError, at.At("paidOn"), l.PaidOn)
}

// Forecast tells what a partner's measure would pay, so far and at each forecast: the formula
// settled at it, rounded, and topped up.
//
// The error is a [*partnermath.ValidationError] with paths below "program" and "outlook".
func Forecast(program Program, outlook Outlook) (Expectations, error) {
	var faults partnermath.ValidationError
	faults.Merge("program", program.Validate())
	at := check.Record{ValidationError: &faults, Prefix: "outlook."}
	outlook.check(at, minor(program.Currency))
	if err := faults.Err(); err != nil {
		return Expectations{}, err
	}
	s := newSettling(&program, &Book{Period: outlook.Period, Partners: []Partner{outlook.Partner}}, partnermath.Date{})
	at.FaultIf(s.now < 0, "period", "known", "must be a period of the program, got %s", outlook.Period)
	s.fit(&outlook.ToDate, at.Below("toDate."))
	for i := range outlook.Forecasts {
		s.fit(&outlook.Forecasts[i], at.Below(placeOf("forecasts", i)+"."))
	}
	s.readEarlier(outlook.Settled, at)
	if err := faults.Err(); err != nil {
		return Expectations{}, err
	}
	before := s.earlier()
	qualifying, paid := outlook.ToDate.measures()
	e := Expectations{ToDate: s.expect(qualifying, paid, before), Forecasts: make([]Expected, len(outlook.Forecasts))}
	for i := range outlook.Forecasts {
		q, p := outlook.Forecasts[i].measures()
		e.Forecasts[i] = s.expect(decimal.Max(q, qualifying), decimal.Max(p, paid), before)
	}
	return e, nil
}

// measures returns what qualifies and what is paid on.
func (l *Level) measures() (qualifying, paid decimal.Decimal) {
	if l.PaidOn.Valid {
		return l.Qualifying.Decimal, l.PaidOn.Decimal
	}
	return l.Qualifying.Decimal, l.Qualifying.Decimal
}

// fit checks that a measure is given twice where there are two, each with its decimals.
func (s *settling) fit(l *Level, at check.Record) {
	two := s.pays != s.qual || s.Formula.Kind == FormulaAttach
	at.Required(two && !l.PaidOn.Valid, "paidOn")
	at.Empty(!two && l.PaidOn.Valid, "paidOn", "is for a program with another measure that is paid on")
	for _, of := range []struct {
		name    string
		figure  decimal.NullDecimal
		measure Measure
	}{{"qualifying", l.Qualifying, s.Qualifies}, {"paidOn", l.PaidOn, s.paid()}} {
		number := check.Number{Digits: partnermath.MaxDigits, Places: unitPlaces}
		if of.measure.money() {
			number.Places = s.places
		}
		number.CheckNull(at.ValidationError, at.At(of.name), of.figure)
	}
}

// readEarlier takes in what was settled of the partner before the period.
func (s *settling) readEarlier(settled []Settled, at check.Record) {
	s.settled = make([][]*Settled, len(s.Periods))
	for k := range s.settled {
		s.settled[k] = []*Settled{nil}
	}
	for i := range settled {
		e, at := &settled[i], at.Below(placeOf("settled", i)+".")
		k := periods.Index(s.Periods, e.Period)
		at.FaultIf(k < 0, "period", "known", "must be a period of the program, got %s", e.Period)
		if k < 0 || k >= s.now || e.Partner != s.book.Partners[0].ID {
			continue
		}
		at.FaultIf(s.settled[k][0] != nil, "partner", "unique", "must not be given twice for a period, got %.40q again", e.Partner)
		s.settled[k][0] = e
	}
}

// earlier is what the guarantee of the period sees of the earlier ones.
func (s *settling) earlier() (h award.History) {
	for k, settled := range s.settled[:s.now] {
		of := award.Partner{TakesPart: s.takesPart(k, 0) == "", History: h, Standing: settled[0].standing()}
		h = of.Follow()
	}
	return h
}

// expect settles a measure without sales, so without the steps that read them.
func (s *settling) expect(qualifying, paid decimal.Decimal, before award.History) Expected {
	w := s.newWork(0, s.now, nil)
	w.st.Qualifying, w.st.PaidOn = qualifying, paid
	for _, step := range steps {
		if step.one != nil && !slices.Contains([]string{"measure", "gates"}, step.name) {
			step.one(w)
		}
	}
	r := s.newRound(s.now, []award.History{before})
	r.Final, r.Partners[0].Earned = true, w.st.Earned
	r.TopUp()
	topUp := r.Partners[0].TopUp
	return Expected{
		Qualifying: qualifying, PaidOn: paid, Reason: w.st.Reason,
		Earned: w.st.Earned, TopUp: topUp, Payout: w.st.Earned.Add(topUp),
	}
}
