package pipeline

import (
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// registrationState is what a registration counts as. It can be several.
type registrationState int

const (
	stateSubmitted registrationState = iota
	stateApproved
	stateRejected
	stateWon
	stateLost
	stateExpired
	statePending
	stateOpen
	stateUnknownDecision
	stateUnknownEnd
	stateColliding
	stateCollided
	registrationStates
)

// registrationFacts are what one registration adds to the figures.
type registrationFacts struct {
	is              [registrationStates]bool
	amount, revenue int64
	days            int  // to the decision, or so far; -1 when that is not known
	late            bool // of more days than the service level
}

// registrationRow collects the figures of all, of a partner or of a rep.
type registrationRow struct {
	goal, revenue decimal.NullDecimal
	goals         []RegistrationGoal

	count           [registrationStates]int
	unknown         [registrationStates]int // without an amount
	value           [registrationStates]exact.Total
	won             exact.Total
	unknownWon      int
	days            []int32 // of each decision in the period
	late            int     // decisions
	overdue, oldest int     // pending
}

// registrationRows are the rows of partners, or of reps, by id.
type registrationRows map[string]*registrationRow

// expect makes the rows of the parties that have figures of their own.
func (rows registrationRows) expect(parties []RegistrationParty) {
	for _, party := range parties {
		row := groupOf(rows, party.ID)
		row.goal, row.revenue, row.goals = party.Goal, party.Revenue, party.Goals
	}
}

func (row *registrationRow) add(f *registrationFacts) {
	for state, is := range f.is {
		if is {
			row.count[state]++
			addTo(&row.value[state], &row.unknown[state], f.amount)
		}
	}
	if f.days >= 0 && (f.is[stateApproved] || f.is[stateRejected]) {
		row.days = append(row.days, int32(f.days))
		if f.late {
			row.late++
		}
	}
	if f.is[statePending] {
		row.oldest = max(row.oldest, f.days)
		if f.late {
			row.overdue++
		}
	}
	if f.is[stateWon] {
		addTo(&row.won, &row.unknownWon, f.revenue)
	}
}

// medianDays returns the median of days with 1 decimal, and sorts them.
func medianDays(days []int32) decimal.NullDecimal {
	if len(days) == 0 {
		return decimal.NullDecimal{}
	}
	slices.Sort(days)
	low, high := days[(len(days)-1)/2], days[len(days)/2]
	return exact.RatioInt(int64(low)+int64(high), 2, dayPlaces)
}
