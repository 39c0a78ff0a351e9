package pipeline

import (
	"fmt"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// check checks a deal for itself and with the policy.
func (t *DealTally) check(d *Deal, at int, streamed bool) error {
	if d.sound() && t.fits(d, streamed) {
		return nil
	}
	var deal, faults partnermath.ValidationError
	if d.report(&deal); len(deal.Fields) == 0 {
		t.report(d, &deal, streamed)
	}
	faults.Merge(fmt.Sprintf("deals[%d]", at), deal.Err())
	return faults.Err()
}

// reportDeals lists what is wrong with deals for themselves, when there is no sound
// policy to check them with.
func reportDeals(faults *partnermath.ValidationError, deals []Deal) {
	for i := range deals {
		if deals[i].sound() {
			continue
		}
		faults.Merge(fmt.Sprintf("deals[%d]", i), deals[i].Validate())
		if faults.Truncated {
			return
		}
	}
}

// fits is report without the words.
func (t *DealTally) fits(d *Deal, streamed bool) bool {
	_, whole := exact.Int64(d.Amount, t.places)
	_, known := t.stages[d.Stage]
	return whole && (known || d.Outcome != "") && !d.Created.After(t.asOf) && !d.LastActivity.After(t.asOf) && !d.Closed.After(t.asOf) &&
		(d.Currency == t.policy.Currency || (d.Currency == "" && !streamed))
}

func (t *DealTally) report(d *Deal, faults *partnermath.ValidationError, streamed bool) {
	switch {
	case d.Currency == "" && streamed:
		faults.Add("currency", "required", "must be given for a deal that is added by itself")
	case d.Currency != "" && d.Currency != t.policy.Currency:
		faults.Addf("currency", "match", "must be that of the policy, %s, got %.40q", t.policy.Currency, d.Currency)
	}
	check.Amount(faults, "amount", d.Amount, t.policy.Currency)
	if _, known := t.stages[d.Stage]; !known && d.Outcome == "" {
		faults.Addf("stage", "known", "stage %.40q is not in the policy", d.Stage)
	}
	for _, past := range []struct {
		field string
		date  partnermath.Date
	}{{"created", d.Created}, {"lastActivity", d.LastActivity}, {"closed", d.Closed}} {
		if past.date.After(t.asOf) {
			faults.Addf(past.field, "order", "must not be after asOf, %s, got %s", t.asOf, past.date)
		}
	}
}
