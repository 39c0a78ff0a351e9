package incentive

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/choice"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/sharing"
)

// work is a partner and a period on the way to a statement, of which the steps up to
// rounding write their part.
type work struct {
	*settling
	at, k    int
	partner  *Partner
	lines    []*line
	baseline decimal.Decimal
	st       Statement
	payout   exact.Fraction
	earning  []*line
	shares   *sharing.Payout
	// transactions and reps are what its caps are of.
	transactions []*record
	reps         []string
}

// A step of a settlement, and why it stands where it stands.
type step struct {
	name, why string
	// one is done for each partner, all for all of them together.
	one func(*work)
	all func(*round)
}

// steps are the order of settlement.
var steps = [...]step{
	{"eligibility", "whoever does not take part earns nothing, whatever it sold", (*work).decide, nil},
	{"measure", "returns are netted before: a flat bonus over +100 and -99 would give the sale 100,000 and the return -99,000", (*work).measure, nil},
	{"baseline", "growth is of what is left after returns", (*work).findBaseline, nil},
	{"target", "that there is none is said before a missed gate", (*work).findTarget, nil},
	{"gates", "a condition of the whole payout is looked at before there is one", (*work).gates, nil},
	{"tier", "the tier is that of the partner's measure, not of a sale's", (*work).pay, nil},
	{"share", "multipliers and caps are of single sales, so each needs its part, not rounded", (*work).divide, nil},
	{"multipliers", "before the caps, or they would lift a sale above them", (*work).multiply, nil},
	{"transaction cap", "from the smallest to the largest, so that no cap is shared by what a smaller one takes away", (*work).capTransactions, nil},
	{"rep cap", "a rep's sales are within their own caps", (*work).capReps, nil},
	{"partner cap", "the last exact step", (*work).capPartner, nil},
	{"rounding", "partners are rounded before the budget is shared, or the payouts would exceed it", (*work).round, nil},
	{"guarantee", "it tops up what is earned after all caps", nil, (*round).TopUp},
	{"budget", "it holds for top-ups too, so it comes last", nil, (*round).budget},
	{"repayment", "only what the budget left can repay", nil, (*round).Repay},
}

func (s *settling) newWork(partner, k int, lines []*line) *work {
	p := &s.book.Partners[partner]
	return &work{settling: s, at: partner, k: k, partner: p, lines: lines, st: Statement{
		Partner: p.ID, Name: p.Name, Period: s.Periods[k],
		Gates: []GateLine{}, Slices: []Slice{}, Lines: []SaleLine{}, Caps: []CapLine{}, Adjustments: []Adjustment{}, Outside: []Adjustment{},
	}}
}

// earn does the steps of one partner.
func (w *work) earn() {
	for _, step := range steps {
		if step.one != nil {
			step.one(w)
		}
	}
}

func (w *work) decide() { w.st.Reason = w.takesPart(w.k, w.at) }

// placesOf returns the decimals of a measure.
func (s *settling) placesOf(m int) int32 {
	switch m {
	case revenue, margin:
		return s.places
	case units:
		return unitPlaces
	}
	return 0
}

// measure adds up what qualifies and what is paid on.
func (w *work) measure() {
	var qualifying, paid exact.Sum
	for _, l := range w.lines {
		if l.reason != "" {
			continue
		}
		qualifying.Add(l.figures[w.qual])
		if w.Formula.Kind != FormulaAttach || w.takes(&w.Formula.Category, l.of.Product) {
			l.share = l.figures[w.pays]
		}
		paid.Add(l.share)
	}
	w.st.Qualifying, w.st.PaidOn = qualifying.Decimal(w.placesOf(w.qual)), paid.Decimal(w.placesOf(w.pays))
}

// takes reports whether a selection takes a product, and reads whether a gate does that of
// a record.
func (s *settling) takes(of *Selection, product string) bool {
	c := s.choices[of]
	if c == nil {
		c = choice.New(of.Products, of.Categories, of.ExceptProducts, of.ExceptCategories)
		s.choices[of] = c
	}
	return c.Takes(product, s.index.products[product])
}

func (s *settling) reads(g *Gate, r *record) bool {
	if g.Sales.all() {
		return r.selected
	}
	return s.takes(&g.Sales, r.Product)
}

// gates tests the gates, of which all must be met.
func (w *work) gates() {
	for i := range w.Gates {
		g := &w.Gates[i]
		m := measureAt[g.Measure]
		var of, base exact.Sum
		for _, l := range w.lines {
			if l.of.reason != "" || l.unknown(m) != "" {
				continue
			}
			if l.of.selected {
				base.Add(l.figures[m])
			}
			if w.reads(g, l.of) {
				of.Add(l.figures[m])
			}
		}
		measure, total := of.Decimal(w.placesOf(m)), base.Decimal(w.placesOf(m))
		gate := GateLine{ID: g.ID, Measure: measure}
		switch {
		case g.Minimum.Valid:
			gate.Met = measure.GreaterThanOrEqual(g.Minimum.Decimal)
		case total.IsPositive():
			gate.Share = exact.Ratio(measure, total, ratioPlaces)
			gate.Met = measure.GreaterThanOrEqual(total.Mul(g.MinimumShare.Decimal))
			if g.Places > 0 {
				gate.Met = exact.Ratio(measure, total, int32(g.Places)).Decimal.GreaterThanOrEqual(g.MinimumShare.Decimal)
			}
		}
		w.st.Gates = append(w.st.Gates, gate)
		w.miss(!gate.Met, ReasonGate)
	}
}

// miss notes the first reason for which nothing is paid.
func (w *work) miss(missed bool, reason partnermath.Reason) {
	if missed && w.st.Reason == "" {
		w.st.Reason = reason
	}
}

// The decimals of ratios and of rates.
const (
	ratioPlaces = 4
	ratePlaces  = 8
)
