package incentive

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// A unit of a line's weight is worth per ÷ den. Sums and caps below are in parts of den, so
// that the steps up to rounding add and compare, and divide nothing.

// entitlement is what a line has a share of.
type entitlement struct {
	weight      decimal.Decimal // its measure × its factor
	factor      decimal.NullDecimal
	multipliers []string
	group       *transaction
	earned      decimal.Decimal
}

// transaction is the earning lines of one sale, which are several only under StagePaid,
// and repSales those of a rep.
type transaction struct {
	sale   *record
	weight decimal.Decimal
	value  decimal.Decimal
	rep    *repSales
}

type repSales struct {
	id    string
	value decimal.Decimal
	left  decimal.Decimal // of value by the cap
	cut   bool
}

// divide gives each line its share, payout × m ÷ Σm over the lines with m > 0. Without
// any, the payout stands on a line without a sale.
func (w *work) divide() {
	var all exact.Sum
	w.earning = make([]*line, 0, len(w.lines))
	for _, l := range w.lines {
		if l.reason == "" && l.share > 0 {
			all.Add(l.share)
			l.weight, l.factor = exact.Fixed(l.share, 0), null(exact.Fixed(1, 0))
			w.earning = append(w.earning, l)
		}
	}
	w.per, w.den, w.total = w.payout.Num(), w.payout.Den(), w.payout.Num()
	if len(w.earning) > 0 {
		weight := all.Decimal(0)
		w.den, w.total = w.den.Mul(weight), w.per.Mul(weight)
	}
}

func (w *work) multiply() {
	changed := false
	for _, l := range w.earning {
		for i := range w.Multipliers {
			m := &w.Multipliers[i]
			if m.NewCustomer && !l.of.NewCustomer || !w.takes(&m.Sales, l.of) {
				continue
			}
			l.multipliers, changed = append(l.multipliers, m.ID), true
			l.factor.Decimal = l.factor.Decimal.Mul(m.Factor.Decimal)
		}
		if l.multipliers != nil {
			l.weight = l.weight.Mul(l.factor.Decimal)
		}
	}
	if changed {
		var all decimal.Decimal
		for _, l := range w.earning {
			all = all.Add(l.weight)
		}
		w.total = w.per.Mul(all)
	}
	w.shown = w.rounded(w.total)
	w.st.Multiplied = w.shown
}

func (w *work) rounded(value decimal.Decimal) decimal.Decimal {
	return exact.Ratio(value, w.den, w.places).Decimal
}

// limit is a cap, and how much that is in parts of den.
type limit struct{ amount, most decimal.Decimal }

func (w *work) limit(amount decimal.NullDecimal) limit {
	return limit{amount.Decimal, amount.Decimal.Mul(w.den)}
}

// capAt lowers the running total by what of a value is above a limit, and returns what is
// left of the value.
func (w *work) capAt(reason partnermath.Reason, id string, l limit, value decimal.Decimal) (left decimal.Decimal, cut bool) {
	if value.LessThanOrEqual(l.most) {
		return value, false
	}
	before := w.shown
	w.total = w.total.Sub(value).Add(l.most)
	w.shown = w.rounded(w.total)
	w.capped(reason, id, l.amount, before, w.shown)
	return l.most, true
}

// capped publishes a cap with the rounded running totals around it.
func (w *work) capped(reason partnermath.Reason, id string, limit, before, after decimal.Decimal) {
	w.st.Caps = append(w.st.Caps, CapLine{Cap: reason, ID: id, Limit: limit, Before: before, After: after, Cost: before.Sub(after)})
}

// capTransactions lets each sale earn at most the cap.
func (w *work) capTransactions() {
	limits := &w.Limits
	if !limits.TransactionCap.Valid && !limits.RepCap.Valid {
		return
	}
	at := make(map[*record]*transaction, len(w.earning))
	for _, l := range w.earning {
		g := at[l.of]
		if g == nil {
			g = &transaction{sale: l.of, weight: l.weight}
			at[l.of], w.groups = g, append(w.groups, g)
		} else {
			g.weight = g.weight.Add(l.weight)
		}
		l.group = g
	}
	limit := w.limit(limits.TransactionCap)
	for _, g := range w.groups {
		if g.value = w.per.Mul(g.weight); limits.TransactionCap.Valid {
			g.value, _ = w.capAt(CapTransaction, g.sale.ID, limit, g.value)
		}
	}
}

// capReps lets the sales of each rep earn at most the cap.
func (w *work) capReps() {
	if !w.Limits.RepCap.Valid {
		return
	}
	byID := map[string]*repSales{}
	var reps []*repSales
	for _, g := range w.groups {
		id := g.sale.Rep
		if id == "" {
			continue
		}
		if g.rep = byID[id]; g.rep == nil {
			g.rep = &repSales{id: id}
			byID[id], reps = g.rep, append(reps, g.rep)
		}
		g.rep.value = g.rep.value.Add(g.value)
	}
	limit := w.limit(w.Limits.RepCap)
	for _, r := range reps {
		r.left, r.cut = w.capAt(CapRep, r.id, limit, r.value)
	}
}

func (w *work) capPartner() {
	w.beforeCap = w.total
	if limit := w.Limits.PartnerCap; limit.Valid {
		w.capAt(CapPartner, "", w.limit(limit), w.total)
	}
}

// round rounds what the partner earns and hands it to its lines by largest remainder. The
// cap of the partner keeps their proportions.
func (w *work) round() {
	w.st.Earned = w.shown
	if w.st.PaidOn.IsPositive() && w.paid().money() {
		w.st.EffectiveRate = exact.Ratio(w.st.Earned, w.st.PaidOn, ratePlaces)
	}
	values := make([]exact.Fraction, len(w.earning))
	for i, l := range w.earning {
		values[i] = w.value(l)
	}
	for i, part := range exact.AllocateRatios(w.st.Earned, values, whole(w.beforeCap), w.places) {
		w.earning[i].earned = part
	}
}

// value is the line's share of what the caps left of its sale.
func (w *work) value(l *line) exact.Fraction {
	if l.group == nil {
		return whole(w.per.Mul(l.weight))
	}
	value := whole(l.group.value)
	if !l.weight.Equal(l.group.weight) {
		value = value.Mul(l.weight).Div(l.group.weight)
	}
	if r := l.group.rep; r != nil && r.cut {
		value = value.Mul(r.left).Div(r.value)
	}
	return value
}
