package pipeline

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// check adds what is wrong with a deal for itself and with the policy.
func (t *DealTally) check(d *Deal, streamed bool, own *partnermath.ValidationError) {
	if d.sound() && t.fits(d, streamed) {
		return
	}
	if d.report(own); len(own.Fields) == 0 {
		t.report(d, own, streamed)
	}
}

// fits is report without the words.
func (t *DealTally) fits(d *Deal, streamed bool) bool {
	_, whole := exact.Int64(d.Amount.Decimal, t.places)
	return (whole || !d.Amount.Valid) && t.knowsStage(d) && (d.Currency == t.policy.Currency || (d.Currency == "" && !streamed))
}

// knowsStage reports whether the stage of an open deal, if it is stated, is known.
func (t *DealTally) knowsStage(d *Deal) bool {
	_, known := t.stages[d.Stage]
	return known || d.Stage == "" || d.Outcome != "" || !d.Closed.IsZero()
}

func (t *DealTally) report(d *Deal, faults *partnermath.ValidationError, streamed bool) {
	switch {
	case d.Currency == "" && streamed:
		faults.Add("currency", "required", "must be given for a deal that is added by itself")
	case d.Currency != "" && d.Currency != t.policy.Currency:
		faults.Addf("currency", "match", "must be that of the policy, %s, got %.40q", t.policy.Currency, d.Currency)
	}
	if d.Amount.Valid {
		check.Amount(faults, "amount", d.Amount.Decimal, t.policy.Currency)
	}
	if !t.knowsStage(d) {
		faults.Addf("stage", "known", "stage %.40q is not in the policy", d.Stage)
	}
}
