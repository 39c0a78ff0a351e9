package incentive

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/partnermath/partnermath/internal/exact"
)

func placeOf(list string, i int) string { return fmt.Sprintf("%s[%d]", list, i) }

// publishLines writes the lines of a statement: those that were measured, then the
// other records of the period with the reason why they have none.
func (w *work) publishLines() {
	st := &w.st
	all := len(w.lines)
	for _, l := range w.lines {
		all += len(l.netted)
	}
	st.Lines = make([]SaleLine, 0, all)
	for _, l := range w.lines {
		l.shown = true
		st.Lines = append(st.Lines, w.publishLine(l))
	}
	for _, r := range w.sales[w.at] {
		w.publishRest(r)
		for _, r := range r.linked {
			w.publishRest(r)
		}
	}
	if len(st.Lines) > len(w.lines) {
		slices.SortStableFunc(st.Lines, func(a, b SaleLine) int { return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.Sale, b.Sale)) })
	}
	if len(w.earning) == 0 && st.Earned.IsPositive() {
		st.Lines = append(st.Lines, SaleLine{Earned: st.Earned})
	}
}

// publishRest writes the line of a record that has none.
func (w *work) publishRest(r *record) {
	if r.period != w.k || r.shown {
		return
	}
	l := bare(r)
	switch {
	case r.known.After(w.asOf):
		l.Reason = ReasonNotKnown
	case r.known.After(w.cut):
		l.Reason = ReasonLate
	case r.isSale(), r.Kind == KindPayment && w.stage() != StagePaid:
		l.Reason = ReasonStage
	default:
		l.Reason = ReasonNetted
	}
	w.st.Lines = append(w.st.Lines, l)
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
	out.Qualifying = null(exact.Fixed(l.figures[w.qual], w.placesOf(w.qual)))
	if out.PaidOn = out.Qualifying; w.pays != w.qual || l.share != l.figures[w.qual] {
		out.PaidOn = null(exact.Fixed(l.share, w.placesOf(w.pays)))
	}
	if l.share <= 0 {
		out.Reason = ReasonNoShare
		return out
	}
	out.Multipliers, out.Factor, out.Earned = slices.Clone(l.multipliers), l.factor, l.earned
	return out
}
