package incentive

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
)

// Obligation is a program around a quarter. The zero Obligation is not valid: its Program is
// not.
type Obligation struct {
	Program Program `json:"program"`
	// Opening is Settlement.Settled of the last settlement before the quarter, and
	// Closing that of the last one in it; where there was none in it, that of Opening
	// again.
	Opening []Settled `json:"opening,omitempty"`
	Closing []Settled `json:"closing,omitempty"`
	// Accruals are those of periods that were not final before the quarter, up to its end.
	// Those of one partner and period follow each other by AsOf: the Before of each is
	// the Accrued of the one before it.
	Accruals []Accrual `json:"accruals,omitempty"`
	// Partners are the ids of those that take part. Without an accrual for a period that runs, what
	// could become due to one of them is limited by the partner's cap and the budget only.
	Partners []string `json:"partners,omitempty"`
}

// RollForward is how a liability came from one end of a quarter to the other.
type RollForward struct {
	Quarter  partnermath.Period `json:"quarter"`
	Currency string             `json:"currency"`
	// Programs are in their order, Total is their sum.
	Programs []LiabilityLine `json:"programs"`
	Total    LiabilityLine   `json:"total"`
}

// LiabilityLine is the liability of a program, or of all:
//
//	Opening + Accrued - Paid + TrueUp - Breakage = Closing
type LiabilityLine struct {
	Program string          `json:"program,omitempty"`
	Opening decimal.Decimal `json:"opening"`
	// Accrued is the sum of entries in the quarter.
	Accrued decimal.Decimal `json:"accrued"`
	Paid    decimal.Decimal `json:"paid"`
	// TrueUp is what settlements come to, less what was accrued for it before, and
	// the adjustments of earlier periods that they found.
	TrueUp decimal.Decimal `json:"trueUp"`
	// Breakage is what was earned and lapsed.
	Breakage decimal.Decimal `json:"breakage"`
	Closing  decimal.Decimal `json:"closing"`
	// Dues are the parts of Closing by the day on which they are settled, in order; they add up to it.
	Dues []Due `json:"dues"`
	// Most is the most that could become due: Closing + the highest forecasts less what is
	// accrued, at most what the budget has left. It is undefined when Unbounded: a partner
	// has no forecast, and neither a cap nor a budget limits it.
	Most      decimal.NullDecimal `json:"most"`
	Unbounded bool                `json:"unbounded,omitempty"`
}

// Due is an amount and the day from which it can be settled: the end of a period and its
// grace days. What was carried out of settled periods is due with the next period; at the end of the
// program with the last.
type Due struct {
	Date   partnermath.Date `json:"date"`
	Amount decimal.Decimal  `json:"amount"`
}

// Liability rolls the liability of programs forward over a quarter. What a partner has coming for a
// period is Awarded - Repaid once it is final, before that what is accrued, or without an accrual what
// was settled so far; less what was paid and what lapsed.
//
// The error is a [*partnermath.ValidationError] with paths below "quarter" and "obligations": programs
// that are not valid or of several currencies, accruals of another program, out of order or
// not following from each other, and entries of unknown periods.
func Liability(quarter partnermath.Period, obligations []Obligation) (RollForward, error) {
	return RollForward{}, nil
}
