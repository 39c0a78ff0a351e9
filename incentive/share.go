package incentive

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/sharing"
)

// entitlement is what a line has a share of.
type entitlement struct {
	factor      decimal.NullDecimal
	multipliers []string
	earned      decimal.Decimal
}

// divide gives each line its share, payout × m ÷ Σm over the lines with m > 0. Without
// any, the payout stands on a line without a sale.
func (w *work) divide() {
	w.earning = make([]*line, 0, len(w.lines))
	measures := make([]int64, 0, len(w.lines))
	for _, l := range w.lines {
		if l.reason == "" && l.share > 0 {
			l.factor = null(exact.Fixed(1, 0))
			w.earning, measures = append(w.earning, l), append(measures, l.share)
		}
	}
	w.shares = sharing.New(w.payout, measures, w.places)
}

func (w *work) multiply() {
	factors := make([]decimal.NullDecimal, len(w.earning))
	for i, l := range w.earning {
		if m := w.multipliers(l.of.Product, l.of.NewCustomer); m.ids != nil {
			l.multipliers, l.factor, factors[i] = m.ids, m.factor, m.factor
		}
	}
	w.shares.Multiply(factors)
	w.st.Multiplied = w.shares.Rounded()
}

// capTransactions lets each sale earn at most the cap. Its lines are several only under
// StagePaid.
func (w *work) capTransactions() {
	limits := &w.Limits
	if !limits.TransactionCap.Valid && !limits.RepCap.Valid {
		return
	}
	sales := make([]*record, len(w.earning))
	for i, l := range w.earning {
		sales[i] = l.of
	}
	var of []int
	of, w.transactions = sharing.Number(sales, func(*record) bool { return false })
	w.shares.CapGroups(of, len(w.transactions), limits.TransactionCap)
}

// capReps lets the sales of each rep earn at most the cap.
func (w *work) capReps() {
	if !w.Limits.RepCap.Valid {
		return
	}
	reps := make([]string, len(w.transactions))
	for i, sale := range w.transactions {
		reps[i] = sale.Rep
	}
	var of []int
	of, w.reps = sharing.Number(reps, func(id string) bool { return id == "" })
	w.shares.CapUnions(of, len(w.reps), w.Limits.RepCap)
}

func (w *work) capPartner() { w.shares.CapAll(w.Limits.PartnerCap) }

// round rounds what the partner earns and hands it to its lines by largest remainder. The
// cap of the partner keeps their proportions.
func (w *work) round() {
	for _, c := range w.shares.Cuts {
		switch c.Of {
		case sharing.Group:
			w.capped(CapTransaction, w.transactions[c.Number].ID, c.Limit, c.Before, c.After)
		case sharing.Union:
			w.capped(CapRep, w.reps[c.Number], c.Limit, c.Before, c.After)
		default:
			w.capped(CapPartner, "", c.Limit, c.Before, c.After)
		}
	}
	w.st.Earned = w.shares.Rounded()
	if w.st.PaidOn.IsPositive() && w.paid().money() {
		w.st.EffectiveRate = exact.Ratio(w.st.Earned, w.st.PaidOn, ratePlaces)
	}
	for i, part := range w.shares.Divide() {
		w.earning[i].earned = part
	}
}

// capped publishes a cap with the rounded running totals around it.
func (w *work) capped(reason partnermath.Reason, id string, limit, before, after decimal.Decimal) {
	w.st.Caps = append(w.st.Caps, CapLine{Cap: reason, ID: id, Limit: limit, Before: before, After: after, Cost: before.Sub(after)})
}
