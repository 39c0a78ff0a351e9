package incentive

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// entitlement is what a line has a share of.
type entitlement struct {
	weight      decimal.Decimal // its measure × its factor
	factor      decimal.NullDecimal
	multipliers []string
	capped      bool
	value       exact.Fraction // once it is capped
	earned      decimal.Decimal
}

// transaction is the earning lines of one sale, which are several only under StagePaid.
type transaction struct {
	sale   *record
	lines  []*line
	weight decimal.Decimal
}

// divide gives each line its share, payout × m ÷ Σm over the lines with m > 0. Without
// any, the payout stands on a line without a sale.
func (w *work) divide() {
	w.total = w.payout
	var all sum
	w.earning = make([]*line, 0, len(w.lines))
	for _, l := range w.lines {
		if l.reason != "" || l.share <= 0 {
			continue
		}
		all.add(l.share)
		l.weight, l.factor = exact.Fixed(l.share, 0), null(exact.Fixed(1, 0))
		w.earning = append(w.earning, l)
	}
	w.perShare = w.payout.Div(all.decimal(0))
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
		w.total = w.perShare.Mul(all)
	}
	w.st.Multiplied = w.total.Round(w.places)
}

// capTransactions lets each sale earn at most the cap.
func (w *work) capTransactions() {
	limit := w.Limits.TransactionCap
	if !limit.Valid && !w.Limits.RepCap.Valid {
		return
	}
	at := make(map[*record]int, len(w.earning))
	for _, l := range w.earning {
		i, known := at[l.of]
		if !known {
			i, at[l.of] = len(w.groups), len(w.groups)
			w.groups = append(w.groups, transaction{sale: l.of})
		}
		g := &w.groups[i]
		g.lines, g.weight = append(g.lines, l), g.weight.Add(l.weight)
	}
	for _, g := range w.groups {
		value := w.perShare.Mul(g.weight)
		if !limit.Valid || value.Cmp(whole(limit.Decimal)) <= 0 {
			continue
		}
		w.cutTo(CapTransaction, g.sale.ID, limit.Decimal, value)
		for _, l := range g.lines {
			l.capped = true
			if l.value = whole(limit.Decimal); len(g.lines) > 1 {
				l.value = l.value.Mul(l.weight).Div(g.weight)
			}
		}
	}
}

// capReps lets the sales of each rep earn at most the cap.
func (w *work) capReps() {
	limit := w.Limits.RepCap
	if !limit.Valid {
		return
	}
	type sales struct {
		groups []*transaction
		weight decimal.Decimal // of those that are not capped
		fixed  decimal.Decimal // the caps of the others
	}
	byRep := map[string]*sales{}
	var reps []string
	for i := range w.groups {
		g := &w.groups[i]
		rep := g.sale.Rep
		if rep == "" {
			continue
		}
		of := byRep[rep]
		if of == nil {
			of = &sales{}
			byRep[rep] = of
			reps = append(reps, rep)
		}
		of.groups = append(of.groups, g)
		if g.lines[0].capped {
			of.fixed = of.fixed.Add(w.Limits.TransactionCap.Decimal)
		} else {
			of.weight = of.weight.Add(g.weight)
		}
	}
	for _, rep := range reps {
		of := byRep[rep]
		value := w.perShare.Mul(of.weight).Add(whole(of.fixed))
		if value.Cmp(whole(limit.Decimal)) <= 0 {
			continue
		}
		w.cutTo(CapRep, rep, limit.Decimal, value)
		// × limit ÷ value
		cut := func(f exact.Fraction) exact.Fraction {
			return f.Mul(limit.Decimal.Mul(value.Den())).Div(value.Num())
		}
		perShare := cut(w.perShare)
		for _, g := range of.groups {
			for _, l := range g.lines {
				if l.capped {
					l.value = cut(l.value)
				} else {
					l.capped, l.value = true, perShare.Mul(l.weight)
				}
			}
		}
	}
}

func (w *work) capPartner() {
	w.beforeCap = w.total
	if limit := w.Limits.PartnerCap; limit.Valid && w.total.Cmp(whole(limit.Decimal)) > 0 {
		w.cutTo(CapPartner, "", limit.Decimal, w.total)
	}
}

// cutTo lowers the running total by what of value is above a limit.
func (w *work) cutTo(reason partnermath.Reason, id string, limit decimal.Decimal, value exact.Fraction) {
	before := w.total
	w.total = before.Add(whole(limit).Add(value.Mul(decimal.New(-1, 0))))
	w.capped(reason, id, limit, before, w.total)
}

// capped publishes a cap with the rounded running totals around it.
func (w *work) capped(reason partnermath.Reason, id string, limit decimal.Decimal, before, after exact.Fraction) {
	c := CapLine{Cap: reason, ID: id, Limit: limit, Before: before.Round(w.places), After: after.Round(w.places)}
	c.Cost = c.Before.Sub(c.After)
	w.st.Caps = append(w.st.Caps, c)
}

// round rounds what the partner earns and hands it to its lines by largest remainder.
func (w *work) round() {
	w.st.Earned = w.total.Round(w.places)
	if w.st.PaidOn.IsPositive() && w.paid().money() {
		w.st.EffectiveRate = exact.Ratio(w.st.Earned, w.st.PaidOn, ratePlaces)
	}
	weights, capped := make([]decimal.Decimal, len(w.earning)), false
	for i, l := range w.earning {
		weights[i], capped = l.weight, capped || l.capped
	}
	var earned []decimal.Decimal
	if capped {
		earned = w.allocateCapped()
	} else {
		earned = exact.Allocate(w.st.Earned, weights, w.places)
	}
	for i, part := range earned {
		w.earning[i].earned = part
	}
}

// allocateCapped is the allocation where lines have values of their own. The partner cap
// keeps their proportions.
func (w *work) allocateCapped() []decimal.Decimal {
	values := make([]exact.Fraction, len(w.earning))
	for i, l := range w.earning {
		if values[i] = l.value; !l.capped {
			values[i] = w.perShare.Mul(l.weight)
		}
	}
	return exact.AllocateFractions(w.st.Earned, values, w.beforeCap, w.places)
}
