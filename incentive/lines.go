package incentive

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"
)

func placeOf(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }

// publishLines writes the lines of a statement: those that were measured, then the
// other records of the period with the reason why they have none.
func (w *work) publishLines() {
	st := &w.st
	has := map[*record]bool{}
	for _, l := range w.lines {
		has[l.record] = true
		st.Lines = append(st.Lines, w.publishLine(l))
	}
	rest := 0
	for _, r := range w.sales[w.at] {
		for _, r := range append([]*record{r}, r.linked...) {
			if r.period != w.k || has[r] {
				continue
			}
			rest++
			l := bare(r)
			switch {
			case r.known.After(w.asOf):
				l.Reason = ReasonNotKnown
			case r.known.After(w.cut):
				l.Reason = ReasonLate
			case r.Kind == "" || r.Kind == KindSale, r.Kind == KindPayment && w.stage() != StagePaid:
				l.Reason = ReasonStage
			default:
				l.Reason = ReasonNetted
			}
			st.Lines = append(st.Lines, l)
		}
	}
	if rest > 0 {
		slices.SortStableFunc(st.Lines, func(a, b SaleLine) int { return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Sale, b.Sale)) })
	}
	if len(w.earning) == 0 && st.Earned.IsPositive() {
		st.Lines = append(st.Lines, SaleLine{Earned: st.Earned})
	}
}

func bare(r *record) SaleLine {
	of := r
	if r.sale != nil {
		of = r.sale
	}
	return SaleLine{Sale: r.ID, Kind: r.Kind, Of: r.Of, Date: r.day, Rep: of.Rep, Product: of.Product}
}

func (w *work) publishLine(l *line) SaleLine {
	out := bare(l.record)
	if out.Reason = l.reason; out.Reason != "" {
		return out
	}
	if len(l.netted) > 0 {
		out.Netted = ids(l.netted)
	}
	out.Qualifying = decimal.NewNullDecimal(decimal.New(l.figures[w.qual], -w.placesOf(w.qual)))
	out.PaidOn = decimal.NewNullDecimal(decimal.New(l.share, -w.placesOf(w.pays)))
	if l.share <= 0 {
		out.Reason = ReasonNoShare
		return out
	}
	out.Multipliers, out.Factor, out.Earned = l.multipliers, l.factor, l.earned
	return out
}
