package pipeline

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// dealFacts are what a deal tells as of the day of the report. What is not known is the
// zero Date, or below 0.
type dealFacts struct {
	amount, weighted int64
	stage            int
	outcome          DealOutcome
	closed           partnermath.Date // without an outcome, nobody knows how
	created          partnermath.Date
	touched          partnermath.Date // the last activity, else the creation
}

// look finds out the facts of a sound deal, and logs what contradicts each other. ok is
// false for a deal that was not there yet.
func (t *DealTally) look(d *Deal) (f dealFacts, ok bool) {
	f = dealFacts{amount: -1, stage: -1, outcome: d.Outcome, closed: d.Closed, touched: d.LastActivity}
	if d.Amount.Valid {
		f.amount, _ = exact.Int64(d.Amount.Decimal, t.places)
	} else {
		t.findings.Add(ReasonAmountUnknown, d.ID)
	}
	later := d.LastActivity.After(t.asOf)
	if d.Closed.After(t.asOf) {
		f.outcome, f.closed, later = "", partnermath.Date{}, true
	}
	if later || d.Created.After(t.asOf) {
		t.findings.Add(ReasonAfterAsOf, d.ID)
	}
	if d.Created.After(t.asOf) {
		return f, false
	}
	f.created = t.creation(d)
	switch {
	case d.LastActivity.IsZero():
		f.touched = f.created
	case d.LastActivity.After(t.asOf):
		f.touched = partnermath.Date{}
	}
	switch {
	case f.outcome != "" && f.closed.IsZero():
		t.findings.Add(ReasonOutcomeWithoutDay, d.ID)
	case f.outcome == "" && !f.closed.IsZero():
		t.findings.Add(ReasonDayWithoutOutcome, d.ID)
	case f.outcome == "":
		t.weigh(d, &f)
	}
	return f, true
}

// creation returns when a deal was created, unless something is told to have happened
// to it before.
func (t *DealTally) creation(d *Deal) partnermath.Date {
	if d.Created.IsZero() {
		t.findings.Add(ReasonCreatedUnknown, d.ID)
		return d.Created
	}
	created := d.Created
	if !precedes(d.Closed, created) && !precedes(d.LastActivity, created) && !precedes(d.ExpectedClose, created) {
		return created
	}
	for _, other := range [...]struct {
		reason partnermath.Reason
		date   partnermath.Date
	}{
		{ReasonClosedBeforeCreated, d.Closed},
		{ReasonActivityBeforeCreated, d.LastActivity},
		{ReasonExpectedBeforeCreated, d.ExpectedClose},
	} {
		if precedes(other.date, created) {
			t.findings.Add(other.reason, d.ID)
		}
	}
	return partnermath.Date{}
}

// precedes reports whether a day is there and before another one.
func precedes(day, other partnermath.Date) bool { return !day.IsZero() && day.Before(other) }

// weigh sets the stage of an open deal and what it is worth,
//
//	amount × probability × reliability.
func (t *DealTally) weigh(d *Deal, f *dealFacts) {
	f.weighted = -1
	chance, reliability := int64(-1), int64(million)
	if stage, known := t.stages[d.Stage]; known {
		f.stage, chance = stage, t.chances[stage]
	} else {
		t.findings.Add(ReasonStageUnknown, d.ID)
	}
	if d.Probability.Valid {
		chance = millionths(d.Probability.Decimal)
	}
	if d.Reliability.Valid {
		reliability = millionths(d.Reliability.Decimal)
	}
	if chance >= 0 && f.amount >= 0 {
		f.weighted = exact.MulRound(f.amount, chance*reliability, million*million)
	}
}
