package dashboard

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/performance"
)

// Attention is a partner that needs it, and why.
type Attention struct {
	Partner string `json:"partner"`
	Name    string `json:"name,omitempty"`
	// Weight is Σ that of the reasons.
	Weight decimal.Decimal `json:"weight"`
	// Missing is what the revenue is short of its target, in a running quarter of what is due
	// by now; 0 where it is not.
	Missing decimal.NullDecimal `json:"missing"`
	// Reasons are in the order of the policy. That of a review that asks for attention
	// itself is the last: its code is "flagged", its weight 1.
	Reasons []Reason `json:"reasons"`
}

// Reason is why a partner needs attention.
type Reason struct {
	Code   string       `json:"code"`
	Text   string       `json:"text"`
	Figure qbr.MetricID `json:"figure,omitempty"`
	// Value is what the rule looks at: the figure, what of it is reached, or its change;
	// undefined where it is not known. It is below Limit, or above it where Above says so.
	Value decimal.NullDecimal `json:"value"`
	Limit decimal.NullDecimal `json:"limit"`
	Above bool                `json:"above,omitempty"`
	// Floor says that Limit is the floor of a target, beyond which a review calls a figure red.
	Floor  bool            `json:"floor,omitempty"`
	Unit   document.Unit   `json:"unit,omitempty"`
	Weight decimal.Decimal `json:"weight"`
}

// attention returns the partners that rules hold for, and the rules that know nothing.
func attention(rules []Rule, partners []partner) (list []Attention, silent []string) {
	list = []Attention{}
	heard := make([]bool, len(rules))
	for i := range partners {
		p := &partners[i]
		a := Attention{Partner: p.row.Partner.ID, Name: p.row.Partner.Name, Missing: missing(&p.row)}
		for j := range rules {
			reason, holds := rules[j].look(p)
			heard[j] = heard[j] || reason.Value.Valid
			if holds {
				a.add(reason)
			}
		}
		if text := p.row.Partner.Attention; text != "" {
			a.add(Reason{Code: flagged, Text: text, Weight: decimal.NewFromInt(1)})
		}
		if len(a.Reasons) > 0 {
			list = append(list, a)
		}
	}
	slices.SortFunc(list, func(a, b Attention) int {
		return cmp.Or(b.Weight.Cmp(a.Weight), known(b.Missing).Cmp(known(a.Missing)), cmp.Compare(a.Partner, b.Partner))
	})
	for j := range rules {
		if !heard[j] && len(partners) > 0 {
			silent = append(silent, rules[j].Code)
		}
	}
	return list, silent
}

func (a *Attention) add(r Reason) {
	a.Weight = a.Weight.Add(r.Weight)
	a.Reasons = append(a.Reasons, r)
}

func missing(r *Row) decimal.NullDecimal {
	w := wanted(&r.Revenue)
	if !w.Valid || !r.Revenue.Value.Valid {
		return decimal.NullDecimal{}
	}
	return decimal.NewNullDecimal(decimal.Max(w.Decimal.Sub(r.Revenue.Value.Decimal), decimal.Decimal{}))
}

// look returns what the rule sees of a partner, and whether it is a reason.
func (r *Rule) look(p *partner) (Reason, bool) {
	m := p.figure(r.Figure)
	reason := Reason{
		Code: r.Code, Text: cmp.Or(r.Name, r.Code), Figure: r.Figure, Weight: decimal.NewFromInt(1),
		Value: m.Value, Limit: r.Below, Unit: m.Unit,
	}
	if r.Weight.Valid {
		reason.Weight = r.Weight.Decimal
	}
	switch {
	case r.Above.Valid:
		reason.Limit, reason.Above = r.Above, true
	case r.ReachedBelow.Valid:
		reason.Value, reason.Limit, reason.Unit = reached(&m), r.ReachedBelow, document.UnitShare
	case r.ChangeBelow.Valid:
		reason.Value, reason.Limit, reason.Unit = m.Change, r.ChangeBelow, m.Unit.Change()
	case r.Red:
		return r.lookRed(&m, reason)
	}
	switch {
	case !reason.Value.Valid:
		return reason, r.Unknown
	case reason.Above:
		return reason, reason.Value.Decimal.GreaterThan(reason.Limit.Decimal)
	}
	return reason, reason.Value.Decimal.LessThan(reason.Limit.Decimal)
}

// lookRed takes the word of the review, whose limit is the floor, or the target without one.
func (r *Rule) lookRed(m *qbr.Metric, reason Reason) (Reason, bool) {
	target, floor := m.Target, m.Floor
	if m.Due.Valid {
		target, floor = m.Due, m.FloorDue
	}
	if reason.Limit, reason.Floor = floor, floor.Valid; !floor.Valid {
		reason.Limit = target
	}
	reason.Above = m.Polarity == performance.LowerIsBetter
	if !reason.Limit.Valid { // nothing was wanted
		reason.Value = decimal.NullDecimal{}
	}
	return reason, m.Status == performance.StatusRed && reason.Value.Valid || !reason.Value.Valid && r.Unknown
}

// figure returns a figure of a partner's review, or of the dashboard's own.
func (p *partner) figure(id qbr.MetricID) qbr.Metric {
	count := 0
	switch id {
	case FigureOverdue:
		count = p.row.Steps.Overdue
	case FigureDecisions:
		count = p.row.Decisions
	default:
		return figure(p.review, id)
	}
	return qbr.Metric{ID: id, Unit: document.UnitCount, Value: partnermath.Int(int64(count))}
}
