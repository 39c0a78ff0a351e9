package incentive_test

import (
	"cmp"
	"math/big"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive"
	"github.com/partnermath/partnermath/internal/testkit"
)

// The oracle settles a valid book by the stated formulas, in fractions. It calls
// nothing of the package but its types, and takes the shortest way to each number.
// It reads no faulty or contradicting records.

// oracle is one settlement to be made.
type oracle struct {
	incentive.Program
	book   incentive.Book
	asOf   partnermath.Date
	places int32    // the minor units of the currency
	inside []string // returns outside the window that are taken as inside
}

func oracleSettle(p incentive.Program, b incentive.Book, asOf partnermath.Date) incentive.Settlement {
	places, _ := partnermath.MinorUnits(p.Currency)
	p.Pays = cmp.Or(p.Pays, p.Qualifies)
	o := oracle{Program: p, book: b, asOf: asOf, places: places}
	return o.settle()
}

// Fractions.

func rat(n int64) *big.Rat                 { return big.NewRat(n, 1) }
func plus(a, b *big.Rat) *big.Rat          { return new(big.Rat).Add(a, b) }
func minus(a, b *big.Rat) *big.Rat         { return new(big.Rat).Sub(a, b) }
func times(a, b *big.Rat) *big.Rat         { return new(big.Rat).Mul(a, b) }
func over(a, b *big.Rat) *big.Rat          { return new(big.Rat).Quo(a, b) }
func some(d decimal.NullDecimal) *big.Rat  { return testkit.Rat(d.Decimal) } // 0 where none is given
func rounded(r *big.Rat, n int32) *big.Rat { return testkit.Rat(testkit.RoundHalfAway(r, n)) }

func least(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) < 0 {
		return a
	}
	return b
}

func most(a, b *big.Rat) *big.Rat {
	if a.Cmp(b) > 0 {
		return a
	}
	return b
}

func sumOf[T any](all []T, of func(T) *big.Rat) *big.Rat {
	sum := rat(0)
	for _, one := range all {
		sum = plus(sum, of(one))
	}
	return sum
}

func total(values []*big.Rat) *big.Rat {
	return sumOf(values, func(v *big.Rat) *big.Rat { return cmp.Or(v, new(big.Rat)) })
}

func payoutOf(parts []slice) *big.Rat {
	return sumOf(parts, func(t slice) *big.Rat { return t.amount })
}

// split shares a total by largest remainder; nothing among nothing.
func split(amount *big.Rat, weights []*big.Rat, places int32) []*big.Rat {
	if total(weights).Sign() == 0 {
		return weights
	}
	return testkit.LargestRemainder(amount, weights, places)
}

// exactly is the decimal of a fraction that has at most 30 decimals.
func exactly(r *big.Rat) decimal.Decimal          { return testkit.RoundHalfAway(r, 30) }
func known(d decimal.Decimal) decimal.NullDecimal { return decimal.NewNullDecimal(d) }
func (o oracle) money(r *big.Rat) *big.Rat        { return rounded(r, o.places) }
func (o oracle) cents(r *big.Rat) decimal.Decimal { return testkit.RoundHalfAway(r, o.places) }
func isMoney(m incentive.Measure) bool {
	return m == incentive.MeasureRevenue || m == incentive.MeasureMargin
}
func knownFrom(s incentive.Sale) partnermath.Date { return later(s.Date, s.Recorded) }
func kindOf(s incentive.Sale) incentive.SaleKind  { return cmp.Or(s.Kind, incentive.KindSale) }
func later(a, b partnermath.Date) partnermath.Date {
	return slices.MaxFunc([]partnermath.Date{a, b}, partnermath.Date.Compare)
}
func recordedOn(s incentive.Sale) partnermath.Date { return orDate(s.Recorded, s.Date) }
func orDate(a, b partnermath.Date) partnermath.Date {
	if a.IsZero() {
		return b
	}
	return a
}

// periodOf is the index of the period of a day; -1 outside the program.
func (o oracle) periodOf(d partnermath.Date) int {
	return slices.IndexFunc(o.Periods, func(p partnermath.Period) bool { return p.Contains(d) })
}

// figures are those of a record, by measure: revenue, margin and units.
type figures map[incentive.Measure]*big.Rat

// entry is a netted record: what one line of a statement counts.
type entry struct {
	sale    incentive.Sale // whose rep, product and customer it has
	id      string
	date    partnermath.Date
	period  int
	deal    bool // a sale of which something is left
	outside bool // a return outside the window
	figures figures
}

// entries are those of a partner that were known on a day, in the order of the
// records: by date and id. Products are not looked at here.
func (o oracle) entries(partner incentive.Partner, on partnermath.Date) []entry {
	var records []incentive.Sale
	for _, s := range o.book.Sales {
		same := func(other incentive.Sale) bool { return other.ID == s.ID } // exact duplicates count once
		if s.Partner == partner.ID && !knownFrom(s).After(on) && !slices.ContainsFunc(records, same) {
			records = append(records, s)
		}
	}
	slices.SortFunc(records, byDateAndID)
	var all []entry
	for _, s := range records {
		linked := func(kind incentive.SaleKind) []incentive.Sale {
			var of []incentive.Sale
			for _, r := range records {
				if r.Of == s.ID && kindOf(r) == kind {
					of = append(of, r)
				}
			}
			return of
		}
		switch {
		case !o.counts(partner, s, on):
		case kindOf(s) == incentive.KindReturn && !slices.ContainsFunc(records, func(r incentive.Sale) bool { return r.ID == s.Of }):
			// A return without a sale lowers the measure on a line of its own, no deal and no customer.
			all = append(all, entry{sale: s, id: s.ID, date: s.Date, figures: scaled(figuresOf(s), rat(-1))})
		case kindOf(s) != incentive.KindSale:
		case o.Stage == incentive.StagePaid:
			all = append(all, o.payments(s, linked(incentive.KindPayment), linked(incentive.KindReturn), linked(incentive.KindCorrection))...)
		default:
			all = append(all, o.netted(s, linked(incentive.KindReturn), linked(incentive.KindCorrection))...)
		}
	}
	slices.SortFunc(all, func(a, b entry) int {
		return cmp.Or(a.date.Compare(b.date), cmp.Compare(a.id, b.id))
	})
	for i := range all {
		all[i].period = o.periodOf(all[i].date)
	}
	return all
}

func byDateAndID(a, b incentive.Sale) int {
	return cmp.Or(a.Date.Compare(b.Date), cmp.Compare(a.ID, b.ID))
}

// counts is whether a sale, or a return without one, counts whatever its product is:
// its stage, basis and role, the days on which its partner takes part, its figures and
// its chain.
func (o oracle) counts(partner incentive.Partner, s incentive.Sale, on partnermath.Date) bool {
	stage := cmp.Or(o.Stage, incentive.StageInvoiced)
	if stage == incentive.StagePaid {
		stage = incentive.StageInvoiced
	}
	switch {
	case s.Stage != "" && s.Stage != stage,
		o.Basis != "" && s.Basis != "" && s.Basis != o.Basis,
		o.Role != "" && s.Role != o.Role,
		s.Date.Before(partner.Enrolled),
		!partner.Left.IsZero() && !s.Date.Before(partner.Left),
		o.reads(incentive.MeasureRevenue) && !s.Amount.Valid,
		o.reads(incentive.MeasureUnits) && !s.Units.Valid,
		o.reads(incentive.MeasureMargin) && !s.Margin.Valid:
		return false
	}
	// Of the sales of one chain in one role the first that was recorded earns, then the
	// earliest by date and id.
	for _, other := range o.book.Sales {
		if s.Chain != "" && other.Chain == s.Chain && other.Role == s.Role && kindOf(other) == incentive.KindSale &&
			!knownFrom(other).After(on) &&
			cmp.Or(recordedOn(other).Compare(recordedOn(s)), byDateAndID(other, s)) < 0 {
			return false
		}
	}
	return true
}

func (o oracle) reads(m incentive.Measure) bool {
	return o.Qualifies == m || o.Pays == m ||
		slices.ContainsFunc(o.Gates, func(g incentive.Gate) bool { return g.Measure == m })
}

func figuresOf(s incentive.Sale) figures {
	return figures{
		incentive.MeasureRevenue: some(s.Amount),
		incentive.MeasureMargin:  some(s.Margin),
		incentive.MeasureUnits:   some(s.Units),
	}
}

func scaled(of figures, by *big.Rat) figures {
	out := figures{}
	for m, f := range of {
		out[m] = times(f, by)
	}
	return out
}

func together(a, b figures) figures {
	out := figures{}
	for m, f := range a {
		out[m] = plus(f, b[m])
	}
	return out
}

// portion is each figure × part ÷ whole, rounded: a cumulative sum.
func (o oracle) portion(of figures, part, whole *big.Rat) figures {
	out := figures{}
	for m, f := range of {
		out[m] = rounded(over(times(f, part), whole), 4)
		if isMoney(m) {
			out[m] = o.money(over(times(f, part), whole))
		}
	}
	return out
}

// quantities are what is sold, and what came back up to each return: units where the
// sale and all its returns have them, else amounts; at most what the sale put in. A
// return without the one that counts has none: it is not known.
func quantities(s incentive.Sale, of figures, returns []incentive.Sale) (*big.Rat, []*big.Rat) {
	measure := incentive.MeasureUnits
	for _, r := range append(slices.Clone(returns), s) {
		if !r.Units.Valid {
			measure = incentive.MeasureRevenue
		}
	}
	sold, back := of[measure], rat(0)
	var all []*big.Rat
	for _, r := range returns {
		if measure == incentive.MeasureRevenue && !r.Amount.Valid {
			all = append(all, nil)
			continue
		}
		back = least(sold, plus(back, figuresOf(r)[measure]))
		all = append(all, back)
	}
	return sold, all
}

// netted is a sale with its returns inside the window and the corrections of its
// period, and lines of their own for returns outside and for other corrections.
func (o oracle) netted(s incentive.Sale, returns, corrections []incentive.Sale) []entry {
	sale := figuresOf(s)
	var all []entry
	for _, c := range corrections {
		if c.Date.IsZero() || o.periodOf(c.Date) == o.periodOf(s.Date) {
			sale = together(sale, figuresOf(c))
			continue
		}
		all = append(all, entry{sale: s, id: c.ID, date: c.Date, figures: figuresOf(c)})
	}
	net, before := sale, scaled(sale, rat(0))
	sold, back := quantities(s, sale, returns)
	for i, r := range returns {
		if back[i] == nil {
			continue
		}
		cumulative := o.portion(sale, back[i], sold)
		takes := together(before, scaled(cumulative, rat(-1)))
		before = cumulative
		if o.comesLate(s, r) {
			all = append(all, entry{sale: s, id: r.ID, date: r.Date, outside: true, figures: takes})
			continue
		}
		net = together(net, takes)
	}
	return append(all, entry{sale: s, id: s.ID, date: s.Date, deal: somethingLeft(net), figures: net})
}

// comesLate is whether a return is outside the window.
func (o oracle) comesLate(s, r incentive.Sale) bool {
	last := orDate(s.Invoiced, s.Date).AddDays(int(o.ReturnDays.Decimal.IntPart()))
	return o.ReturnDays.Valid && r.Date.After(last) && !slices.Contains(o.inside, r.ID)
}

func somethingLeft(of figures) bool {
	return of[incentive.MeasureRevenue].Sign() > 0 || of[incentive.MeasureUnits].Sign() > 0
}

// payments are records of quantity × paid ÷ invoiced, of which the one that completes
// the sale is its deal. What came back, at the price of the sale, is taken from the latest
// of them first, outside the window on a line of its own.
func (o oracle) payments(s incentive.Sale, payments, returns, corrections []incentive.Sale) []entry {
	sale := figuresOf(s)
	for _, c := range corrections {
		sale = together(sale, figuresOf(c))
	}
	var all, alone []entry
	var left []figures // of each payment
	whole, paid := sale[incentive.MeasureRevenue], rat(0)
	for _, p := range payments {
		was := paid
		paid = least(whole, plus(paid, some(p.Amount)))
		put := together(o.portion(sale, paid, whole), scaled(o.portion(sale, was, whole), rat(-1)))
		all = append(all, entry{sale: s, id: p.ID, date: p.Date, deal: was.Cmp(whole) < 0 && paid.Cmp(whole) == 0, figures: scaled(put, rat(1))})
		left = append(left, put)
	}
	sold, back := quantities(s, sale, returns)
	before := scaled(sale, rat(0))
	for i, r := range returns {
		if back[i] == nil {
			continue
		}
		cumulative := o.portion(sale, back[i], sold)
		own := entry{sale: s, id: r.ID, date: r.Date, outside: true, figures: scaled(sale, rat(0))}
		for m := range cumulative {
			rest := minus(cumulative[m], before[m])
			sign := rat(int64(rest.Sign())) // a margin can be below 0
			for j := len(all) - 1; j >= 0; j-- {
				part := times(sign, least(times(sign, rest), times(sign, left[j][m])))
				rest, left[j][m] = minus(rest, part), minus(left[j][m], part)
				if o.comesLate(s, r) {
					own.figures[m] = minus(own.figures[m], part)
				} else {
					all[j].figures[m] = minus(all[j].figures[m], part)
				}
			}
		}
		before = cumulative
		if o.comesLate(s, r) {
			alone = append(alone, own)
		}
	}
	something := slices.ContainsFunc(all, func(e entry) bool { return somethingLeft(e.figures) })
	for i := range all {
		all[i].deal = all[i].deal && something
	}
	return append(all, alone...)
}

// chooses is whether a selection takes the product of a record.
func (o oracle) chooses(sel incentive.Selection, s incentive.Sale) bool {
	category := ""
	for _, p := range o.book.Products {
		if p.ID == s.Product {
			category = p.Category
		}
	}
	named := s.Product != "" && slices.Contains(sel.Products, s.Product) || category != "" && slices.Contains(sel.Categories, category)
	except := s.Product != "" && slices.Contains(sel.ExceptProducts, s.Product) || category != "" && slices.Contains(sel.ExceptCategories, category)
	return (named || len(sel.Products)+len(sel.Categories) == 0) && !except
}

// counted is what each entry counts of a measure in a period; of the entries that a
// selection does not take, or of another period, nil.
func (o oracle) counted(all []entry, sel incentive.Selection, m incentive.Measure, period int) []*big.Rat {
	seen := map[string]bool{}
	out := make([]*big.Rat, len(all))
	for i, e := range all {
		if !o.chooses(sel, e.sale) || e.period < 0 {
			continue
		}
		value := e.figures[m]
		switch m {
		case incentive.MeasureDeals:
			value = rat(0)
			if e.deal {
				value = rat(1)
			}
		case incentive.MeasureNewCustomers:
			// Each customer counts once, with the first such deal by date and id.
			value = rat(0)
			if e.deal && e.sale.NewCustomer && !seen[e.sale.Customer] {
				seen[e.sale.Customer] = true
				value = rat(1)
			}
		}
		if e.period == period {
			out[i] = value
		}
	}
	return out
}

// earn settles one partner and period with what was known on a day: eligibility →
// returns → measure → baseline → gates → tier → share of each sale → multipliers →
// caps → rounding.
func (o oracle) earn(partner incentive.Partner, period int, reason partnermath.Reason, on partnermath.Date) incentive.Statement {
	s := incentive.Statement{Partner: partner.ID, Period: o.Periods[period], Reason: reason}
	all := o.entries(partner, on)
	q := o.counted(all, o.Sales, o.Qualifies, period)
	p := o.counted(all, o.Sales, o.Pays, period)
	if o.Formula.Kind == incentive.FormulaAttach {
		category := o.counted(all, o.Formula.Category, o.Qualifies, period)
		for i := range p {
			if category[i] == nil {
				p[i] = nil
			}
		}
	}
	v, paidOn := total(q), total(p)
	s.Qualifying, s.PaidOn = exactly(v), exactly(paidOn)
	if isMoney(o.Pays) && paidOn.Sign() > 0 {
		s.EffectiveRate = known(decimal.Zero)
	}
	pays := o.formula(&s, partner, period)
	met := o.gates(&s, all, period)
	if s.Reason == "" && !met {
		s.Reason = incentive.ReasonGate
	}
	var parts []slice
	if pays != nil {
		parts = pays(v, paidOn, false)
	}
	if s.Reason != "" {
		parts = nil
	}
	payout := payoutOf(parts)
	s.Slices, s.Payout = o.slices(parts), o.cents(payout)
	if s.Reason == "" && payout.Sign() == 0 {
		s.Reason = incentive.ReasonBelow
	}
	if s.Reason == "" || s.Reason == incentive.ReasonBelow {
		o.gap(&s, pays, v, paidOn)
	}
	if limit := some(o.MeasureCap); o.MeasureCap.Valid && paidOn.Cmp(limit) > 0 && (s.Reason == "" || s.Reason == incentive.ReasonBelow) {
		free := o
		free.MeasureCap = decimal.NullDecimal{}
		uncapped := payoutOf(free.formula(&incentive.Statement{}, partner, period)(v, paidOn, false))
		s.Caps = append(s.Caps, o.capLine(incentive.CapMeasure, "", limit, uncapped, payout))
	}
	return o.share(s, all, p, payout)
}

// share gives each netted sale payout × mᵢ ÷ Σm over those above 0, multiplies it, and
// caps sales, reps and the partner, each cap in proportion.
func (o oracle) share(s incentive.Statement, all []entry, p []*big.Rat, payout *big.Rat) incentive.Statement {
	var lines []entry
	var values []*big.Rat
	above := func(m *big.Rat) *big.Rat { return most(cmp.Or(m, rat(0)), rat(0)) }
	sum := sumOf(p, above)
	for i, m := range p {
		if above(m).Sign() == 0 {
			continue
		}
		value := over(times(payout, m), sum)
		for _, by := range o.Multipliers {
			if o.chooses(by.Sales, all[i].sale) && (!by.NewCustomer || all[i].sale.NewCustomer) {
				value = times(value, some(by.Factor))
			}
		}
		lines, values = append(lines, all[i]), append(values, value)
	}
	if len(lines) == 0 {
		lines, values = []entry{{}}, []*big.Rat{payout} // a line without a sale
	}
	s.Multiplied = o.cents(total(values))
	o.limit(&s, incentive.CapTransaction, o.Limits.TransactionCap, lines, values, func(e entry) string { return e.sale.ID })
	o.limit(&s, incentive.CapRep, o.Limits.RepCap, lines, values, func(e entry) string { return e.sale.Rep })
	o.limit(&s, incentive.CapPartner, o.Limits.PartnerCap, lines, values, func(entry) string { return "*" })
	amount := o.money(total(values))
	s.Earned = exactly(amount)
	if s.EffectiveRate.Valid {
		s.EffectiveRate.Decimal = testkit.RoundHalfAway(over(amount, testkit.Rat(s.PaidOn)), 8)
	}
	for i, part := range split(amount, values, o.places) {
		s.Lines = append(s.Lines, incentive.SaleLine{Sale: lines[i].id, Earned: exactly(part)})
	}
	return s
}

// limit cuts the values of each group to a cap, in proportion; "" is no group.
func (o oracle) limit(s *incentive.Statement, reason partnermath.Reason, limit decimal.NullDecimal, lines []entry, values []*big.Rat, group func(entry) string) {
	done := map[string]bool{"": true}
	for _, e := range lines {
		id := group(e)
		if done[id] || !limit.Valid {
			continue
		}
		done[id] = true
		sum, before := rat(0), total(values)
		for i, other := range lines {
			if group(other) == id {
				sum = plus(sum, values[i])
			}
		}
		if sum.Cmp(some(limit)) <= 0 {
			continue
		}
		for i, other := range lines {
			if group(other) == id {
				values[i] = over(times(values[i], some(limit)), sum)
			}
		}
		if id == "*" {
			id = ""
		}
		s.Caps = append(s.Caps, o.capLine(reason, id, some(limit), before, total(values)))
	}
}

// capLine is a cap between two running totals that are rounded: its cost is their difference.
func (o oracle) capLine(reason partnermath.Reason, id string, limit, before, after *big.Rat) incentive.CapLine {
	return incentive.CapLine{
		Cap: reason, ID: id, Limit: exactly(limit), Before: o.cents(before), After: o.cents(after),
		Cost: o.cents(before).Sub(o.cents(after)),
	}
}

// gates must all be met.
func (o oracle) gates(s *incentive.Statement, all []entry, period int) bool {
	met := true
	for _, g := range o.Gates {
		sel := g.Sales
		if len(sel.Products)+len(sel.Categories)+len(sel.ExceptProducts)+len(sel.ExceptCategories) == 0 {
			sel = o.Sales
		}
		measure := total(o.counted(all, sel, g.Measure, period))
		line := incentive.GateLine{ID: g.ID, Measure: exactly(measure), Met: measure.Cmp(some(g.Minimum)) >= 0}
		if g.MinimumShare.Valid {
			base := total(o.counted(all, o.Sales, g.Measure, period))
			line.Met = false
			if base.Sign() > 0 {
				share := over(measure, base)
				line.Share = known(testkit.RoundHalfAway(share, 4))
				line.Met = stated(share, g.Places).Cmp(some(g.MinimumShare)) >= 0
			}
		}
		met = met && line.Met
		s.Gates = append(s.Gates, line)
	}
	return met
}

// stated rounds to the places that a ratio is stated to; 0 is exact.
func stated(r *big.Rat, places int) *big.Rat {
	if places == 0 {
		return r
	}
	return rounded(r, int32(places))
}

// payment is what a formula pays at V and P, before the cap of the measure. Next asks
// what it would pay at V if one more step were reached.
type payment func(v, p *big.Rat, next bool) []slice

type slice struct {
	from, to, measure, amount *big.Rat // to is nil without an end
}

func (o oracle) capped(p *big.Rat) *big.Rat {
	if o.MeasureCap.Valid {
		return least(p, some(o.MeasureCap))
	}
	return p
}

// formula is the formula of a partner and period, nil where it has no baseline or target.
func (o oracle) formula(s *incentive.Statement, partner incentive.Partner, period int) payment {
	f := o.Formula
	one := func(measure, amount *big.Rat) []slice { return []slice{{measure: measure, amount: amount}} }
	switch f.Kind {
	case incentive.FormulaTiers:
		return o.tiers
	case incentive.FormulaGrowth:
		b := o.baseline(s, partner, period)
		if b == nil {
			s.Reason = cmp.Or(s.Reason, incentive.ReasonNoBaseline)
			return nil
		}
		return o.growth(b)
	case incentive.FormulaTarget, incentive.FormulaGoal:
		target := f.Target
		for _, own := range partner.Targets {
			if !f.Target.Valid && own.Period == o.Periods[period] {
				target = own.Value
			}
		}
		if !target.Valid {
			s.Reason = cmp.Or(s.Reason, incentive.ReasonNoTarget)
			return nil
		}
		s.Target = target
		s.Attainment = known(testkit.RoundHalfAway(over(testkit.Rat(s.Qualifying), some(target)), 4))
		return func(v, p *big.Rat, _ bool) []slice {
			if f.Kind == incentive.FormulaTarget {
				rate := interpolated(f.Points, stated(over(v, some(target)), f.Places))
				return one(o.capped(p), times(rate, most(rat(0), o.capped(p))))
			}
			if v.Cmp(some(target)) >= 0 {
				return one(v, some(f.Amount))
			}
			return nil
		}
	case incentive.FormulaEvery:
		return func(_, p *big.Rat, _ bool) []slice {
			above := minus(o.capped(p), some(f.Minimum))
			if above.Sign() < 0 {
				return nil
			}
			ratio := over(above, some(f.Step))
			full := new(big.Int).Quo(ratio.Num(), ratio.Denom())
			return one(o.capped(p), times(new(big.Rat).SetInt(full), some(f.Reward)))
		}
	case incentive.FormulaAttach:
		return func(v, p *big.Rat, _ bool) []slice {
			if v.Sign() <= 0 || p.Sign() <= 0 || over(p, v).Cmp(some(f.Share)) < 0 {
				return nil
			}
			return one(o.capped(p), times(some(f.Rate), o.capped(p)))
		}
	default: // per-unit
		return func(v, p *big.Rat, _ bool) []slice {
			if v.Cmp(some(f.Minimum)) < 0 || p.Sign() <= 0 {
				return nil
			}
			return one(o.capped(p), times(o.capped(p), some(f.Amount)))
		}
	}
}

// interpolated is the rate at an attainment: nothing below the first point, the last rate
// above the last.
func interpolated(points []partnermath.Step, a *big.Rat) *big.Rat {
	if a.Cmp(some(points[0].From)) < 0 {
		return rat(0)
	}
	for i := 1; i < len(points); i++ {
		a1, a2, r1, r2 := some(points[i-1].From), some(points[i].From), some(points[i-1].Rate), some(points[i].Rate)
		if a.Cmp(a2) < 0 {
			return plus(r1, over(times(minus(r2, r1), minus(a, a1)), minus(a2, a1)))
		}
	}
	return some(points[len(points)-1].Rate)
}

// reached is how many steps a value reaches.
func (o oracle) reached(value *big.Rat, thresholds []*big.Rat) int {
	n := 0
	for _, f := range thresholds {
		if c := value.Cmp(f); c > 0 || c == 0 && o.Formula.Tiers.Boundary != partnermath.BoundaryUpper {
			n++
		}
	}
	return n
}

// thresholds are those of the steps × b.
func (o oracle) thresholds(b *big.Rat) []*big.Rat {
	var all []*big.Rat
	for _, step := range o.Formula.Tiers.Steps {
		all = append(all, times(some(step.From), b))
	}
	return all
}

func (o oracle) tiers(v, p *big.Rat, next bool) []slice {
	thresholds := o.thresholds(rat(1))
	n := o.reached(v, thresholds)
	if next {
		n = min(len(thresholds), o.stepAt(v)+1)
	}
	if o.ZeroPaysFlat && v.Sign() == 0 {
		return []slice{{from: thresholds[0], to: end(thresholds, 0), measure: rat(0), amount: some(o.Formula.Tiers.Steps[0].Flat)}}
	}
	if v.Sign() <= 0 || p.Sign() <= 0 {
		return nil
	}
	return o.pay(n, thresholds, o.capped(p))
}

// stepAt is the index of the step that begins at a threshold.
func (o oracle) stepAt(v *big.Rat) int {
	return slices.IndexFunc(o.Formula.Tiers.Steps, func(s partnermath.Step) bool { return some(s.From).Cmp(v) == 0 })
}

func end(thresholds []*big.Rat, i int) *big.Rat {
	if i+1 < len(thresholds) {
		return thresholds[i+1]
	}
	return nil
}

// pay is what the first n steps pay on x, by the method.
func (o oracle) pay(n int, thresholds []*big.Rat, x *big.Rat) []slice {
	var all []slice
	for i := range n {
		step := o.Formula.Tiers.Steps[i]
		t := slice{from: thresholds[i], to: end(thresholds, i), measure: x}
		upTo := x
		if t.to != nil {
			upTo = least(x, t.to)
		}
		switch o.Formula.Tiers.Method {
		case partnermath.MethodStepped:
			t.measure = most(rat(0), minus(upTo, t.from))
		case partnermath.MethodRolling:
			t.measure = upTo
		case partnermath.MethodWhole:
			if i < n-1 {
				continue
			}
		}
		t.amount = plus(times(plus(some(step.Rate), some(step.PerUnit)), t.measure), some(step.Flat))
		all = append(all, t)
	}
	return all
}

// growth pays over a baseline: V - B is compared with f × B.
func (o oracle) growth(b *big.Rat) payment {
	base := o.Formula.Baseline
	scale := b
	if base.Absolute {
		scale = rat(1)
	}
	thresholds := o.thresholds(scale)
	return func(v, _ *big.Rat, next bool) []slice {
		increment := minus(v, b)
		n := o.reached(increment, thresholds)
		if o.Formula.Places > 0 && !base.Absolute {
			n = o.reached(stated(over(increment, b), o.Formula.Places), o.thresholds(rat(1)))
		}
		if next {
			n = 1 + slices.IndexFunc(thresholds, func(f *big.Rat) bool { return f.Cmp(increment) == 0 })
		}
		x := increment
		if base.Whole {
			x = v
		}
		if x.Sign() <= 0 {
			return nil
		}
		return o.pay(n, thresholds, x)
	}
}

// baseline is what growth is measured from; nil where it is skipped.
func (o oracle) baseline(s *incentive.Statement, partner incentive.Partner, period int) *big.Rat {
	base, now := o.Formula.Baseline, o.Periods[period]
	find := func(is func(partnermath.Period) bool) *big.Rat {
		for _, h := range partner.History {
			if is(h.Period) {
				return some(h.Value)
			}
		}
		return nil
	}
	endsAt := func(at partnermath.Date) func(partnermath.Period) bool {
		return func(p partnermath.Period) bool { return p.End == at }
	}
	yearBefore := func(now, then partnermath.Date) bool { d := now.DaysSince(then); return d >= 358 && d <= 372 }
	previous := find(endsAt(now.Start))
	lastYear := find(func(p partnermath.Period) bool { return yearBefore(now.Start, p.Start) && yearBefore(now.End, p.End) })
	var b *big.Rat
	switch base.Kind {
	case incentive.BaselinePrevious:
		b = previous
	case incentive.BaselineLastYear:
		b = lastYear
	case incentive.BaselineHigher:
		if previous != nil && lastYear != nil {
			b = most(previous, lastYear)
		}
	case incentive.BaselineAverage:
		b = rat(0)
		at := now.Start
		for range base.Periods {
			figure := find(endsAt(at))
			if figure == nil {
				b = nil
				break
			}
			find(func(p partnermath.Period) bool { // the one before ends where this one begins
				if p.End == at {
					at = p.Start
					return true
				}
				return false
			})
			b = plus(b, over(figure, rat(int64(base.Periods))))
		}
	case incentive.BaselineHighest:
		for _, h := range partner.History {
			if !h.Period.End.After(now.Start) && (b == nil || some(h.Value).Cmp(b) > 0) {
				b = some(h.Value)
			}
		}
	case incentive.BaselineAgreed:
		b = some(base.Agreed)
	}
	if b != nil {
		for _, a := range partner.BaselineAdjustments {
			if a.Period == now {
				b = plus(b, some(a.Value))
			}
		}
		b = rounded(b, 4)
		if isMoney(o.Qualifies) {
			b = o.money(b)
		}
	}
	if b == nil || b.Sign() <= 0 {
		switch base.Missing {
		case incentive.MissingZero:
			b = rat(0)
		case incentive.MissingAgreed:
			b = some(base.Agreed)
		default:
			return nil
		}
	}
	s.Baseline = known(exactly(b))
	if b.Sign() > 0 {
		s.Growth = known(testkit.RoundHalfAway(over(minus(testkit.Rat(s.Qualifying), b), b), 4))
	}
	return b
}

// slices are differences of rounded running totals.
func (o oracle) slices(parts []slice) []incentive.Slice {
	var all []incentive.Slice
	running := rat(0)
	for _, t := range parts {
		before := o.cents(running)
		running = plus(running, t.amount)
		one := incentive.Slice{Measure: exactly(t.measure), Amount: o.cents(running).Sub(before)}
		if t.from != nil {
			one.From = known(exactly(t.from))
		}
		if t.to != nil {
			one.To = known(exactly(t.to))
		}
		all = append(all, one)
	}
	return all
}

// gap is the way to the next tier, and what reaching it would pay.
func (o oracle) gap(s *incentive.Statement, pays payment, v, p *big.Rat) {
	var thresholds []*big.Rat
	value, b := v, rat(0)
	switch {
	case pays == nil:
	case o.Formula.Kind == incentive.FormulaTiers:
		thresholds = o.thresholds(rat(1))
	case o.Formula.Kind == incentive.FormulaGrowth:
		b = some(s.Baseline)
		value = minus(v, b)
		thresholds = o.thresholds(b)
		if o.Formula.Baseline.Absolute {
			thresholds = o.thresholds(rat(1))
		} else if o.Formula.Places > 0 { // the growth that is compared
			value = times(b, stated(over(value, b), o.Formula.Places))
		}
	}
	n := o.reached(value, thresholds)
	if n == len(thresholds) {
		return
	}
	to := plus(b, thresholds[n])
	if o.Pays == o.Qualifies {
		p = to
	}
	then := o.cents(payoutOf(pays(to, p, true)))
	s.Gap = incentive.Gap{
		To: known(exactly(to)), Missing: known(exactly(minus(to, v))),
		Now: known(s.Payout), Then: known(then), Gain: known(then.Sub(s.Payout)),
	}
}

// account is what a partner comes to for a period.
type account struct {
	reason                               partnermath.Reason
	earned, topUp, awarded, repaid, owed *big.Rat
}

func (a account) claim() *big.Rat { return plus(a.earned, a.topUp) }
func (a account) worth() *big.Rat { return minus(a.awarded, a.repaid) }

// before is what was settled for a partner and a period so far; zero at the first.
func (o oracle) before(partner string, period int) (incentive.Settled, bool) {
	for _, s := range o.book.Settled {
		if s.Partner == partner && s.Period == o.Periods[period] {
			return s, true
		}
	}
	return incentive.Settled{}, false
}

func accountOf(s incentive.Settled) account {
	return account{
		s.Reason, some(s.Earned), some(s.TopUp), some(s.Awarded), some(s.Repaid), some(s.Owed),
	}
}

// takesPart is why a partner does not take part in a period; what was decided
// stands in earlier periods and final ones.
func (o oracle) takesPart(p incentive.Partner, period int) partnermath.Reason {
	s, settled := o.before(p.ID, period)
	if settled && (s.Final || o.Periods[period] != o.book.Period) {
		return s.Reason
	}
	e := o.Eligibility
	outside := func(list []string, value string) bool { return len(list) > 0 && !slices.Contains(list, value) }
	switch {
	case outside(e.Types, p.Type):
		return incentive.ReasonType
	case outside(e.Tiers, p.Tier):
		return incentive.ReasonTier
	case outside(e.Regions, p.Region):
		return incentive.ReasonRegion
	case slices.ContainsFunc(e.Certifications, func(c string) bool { return !slices.Contains(p.Certifications, c) }):
		return incentive.ReasonCertification
	case e.MinimumSales.Valid && (!p.SalesLevel.Valid || some(p.SalesLevel).Cmp(some(e.MinimumSales)) < 0):
		return incentive.ReasonSalesLevel
	case p.Enrolled.Before(e.EnrolledFrom), !e.EnrolledBy.IsZero() && p.Enrolled.After(e.EnrolledBy),
		!p.Enrolled.Before(o.Periods[period].End):
		return incentive.ReasonEnrolment
	case !p.Left.IsZero() && !p.Left.After(o.Periods[period].Start):
		return incentive.ReasonLeft
	}
	return ""
}

// settle goes through the periods in order: each is restated with all that is known,
// and the settled one is stated before that with the records that are part of it.
func (o oracle) settle() incentive.Settlement {
	k := slices.Index(o.Periods, o.book.Period)
	out := incentive.Settlement{Period: o.book.Period, AsOf: o.asOf, Final: o.book.Final}
	restated := make([][]account, k+1) // by period and partner
	adjustments := make([][]incentive.Adjustment, len(o.book.Partners))
	for j := range k + 1 {
		final := o.wasFinal(j) || j == k && o.book.Final
		var was []account // settled so far
		for i, p := range o.book.Partners {
			s, _ := o.before(p.ID, j)
			s.Reason = o.takesPart(p, j)
			was = append(was, accountOf(s))
			if j == k {
				out.Statements = append(out.Statements, o.earn(p, k, s.Reason, o.partUntil(k)))
				if !o.wasFinal(k) {
					was[i].earned = testkit.Rat(out.Statements[i].Earned)
				}
			}
		}
		if j == k && !o.wasFinal(k) {
			o.shareAnew(was, restated[:k], final)
			o.repay(was, restated[:k], final)
		}
		restated[j] = slices.Clone(was)
		for i, p := range o.book.Partners {
			restated[j][i].earned = testkit.Rat(o.earn(p, j, was[i].reason, o.asOf).Earned)
		}
		o.shareOwn(restated[j], was, restated[:j], final)
		o.repay(restated[j], restated[:j], final)
		for i := range o.book.Partners {
			amount := minus(restated[j][i].worth(), was[i].worth())
			if amount.Sign() != 0 {
				adjustments[i] = append(adjustments[i], incentive.Adjustment{
					Period: o.Periods[j], Before: exactly(was[i].worth()), After: exactly(restated[j][i].worth()), Amount: exactly(amount),
				})
			}
			if j == k {
				o.balance(&out.Statements[i], was[i], adjustments[i])
			}
		}
	}
	for i := range out.Statements {
		out.Statements[i].Outside = o.outside(o.book.Partners[i], restated, i)
	}
	o.totals(&out, restated)
	return out
}

// outside is what the returns outside the window that came back in the last period would
// have cost inside it: what the periods of their sales earn, before and after.
func (o oracle) outside(partner incentive.Partner, restated [][]account, i int) []incentive.Adjustment {
	k := len(restated) - 1
	within, periods := o, map[int]bool{}
	for _, e := range o.entries(partner, o.asOf) {
		if e.outside && e.period == k {
			within.inside = append(within.inside, e.id)
			periods[o.periodOf(e.sale.Date)] = true
		}
	}
	var all []incentive.Adjustment
	for j := range k + 1 {
		if periods[j] {
			before := restated[j][i].earned
			after := testkit.Rat(within.earn(partner, j, restated[j][i].reason, o.asOf).Earned)
			all = append(all, incentive.Adjustment{Period: o.Periods[j], Before: exactly(before), After: exactly(after), Amount: exactly(minus(after, before))})
		}
	}
	return all
}

func (o oracle) wasFinal(period int) bool {
	return slices.ContainsFunc(o.book.Settled, func(s incentive.Settled) bool { return s.Period == o.Periods[period] && s.Final })
}

// partUntil is the last day of the records that are part of a settlement: the end of
// the period plus the grace days or, for one that was final, the settlement before.
func (o oracle) partUntil(period int) partnermath.Date {
	for _, s := range o.book.Settled {
		if s.Period == o.Periods[period] && s.Final {
			return s.AsOf
		}
	}
	grace := o.Periods[period].End.AddDays(o.GraceDays - 1)
	if grace.Before(o.asOf) {
		return grace
	}
	return o.asOf
}

// guarantee is G × the periods that a partner took part in, with this one, for the
// cumulative kind, and what their budget left of them before this one.
func (o oracle) guarantee(i int, now account, earlier [][]account) (*big.Rat, *big.Rat) {
	g, before := some(o.Limits.Guarantee.Amount), rat(0)
	if now.reason != "" {
		return rat(0), before
	}
	if o.Limits.Guarantee.Kind != incentive.GuaranteeCumulative {
		return g, before
	}
	n := rat(1)
	for _, period := range earlier {
		before = plus(before, period[i].awarded)
		if period[i].reason == "" {
			n = plus(n, rat(1))
		}
	}
	return times(n, g), before
}

// topUp is max(0, G - earned), or cumulative max(0, n × G - Σ), when the period is final.
func (o oracle) topUp(i int, now account, earlier [][]account, final bool) *big.Rat {
	if !final {
		return rat(0)
	}
	g, before := o.guarantee(i, now, earlier)
	return o.money(most(rat(0), minus(minus(g, before), now.earned)))
}

// shareAnew shares the budget: guaranteed amounts first, then the rest.
func (o oracle) shareAnew(all []account, earlier [][]account, final bool) {
	var claims, guaranteed, rest []*big.Rat
	for i := range all {
		a := &all[i]
		a.topUp = o.topUp(i, *a, earlier, final)
		a.awarded = a.claim()
		g, before := o.guarantee(i, *a, earlier)
		sure := most(rat(0), least(a.claim(), minus(g, before)))
		claims, guaranteed, rest = append(claims, a.claim()), append(guaranteed, sure), append(rest, minus(a.claim(), sure))
	}
	budget := some(o.Limits.Budget)
	if !o.Limits.Budget.Valid || total(claims).Cmp(budget) <= 0 {
		return
	}
	left := minus(budget, total(guaranteed))
	if left.Sign() < 0 {
		guaranteed, left = split(budget, guaranteed, o.places), rat(0)
	}
	rest = split(left, rest, o.places)
	for i := range all {
		all[i].awarded = plus(guaranteed[i], rest[i])
	}
}

// shareOwn changes settled shares by the partners' own late records: what falls lowers
// a share to at most what is earned and topped up, then what rises draws on what is left.
func (o oracle) shareOwn(all, was []account, earlier [][]account, final bool) {
	rises := make([]*big.Rat, len(all))
	left := some(o.Limits.Budget)
	for i := range all {
		a := &all[i]
		a.topUp = o.topUp(i, *a, earlier, final)
		a.awarded = least(was[i].awarded, a.claim())
		rises[i] = most(rat(0), minus(a.claim(), was[i].claim()))
		left = minus(left, a.awarded)
		if !o.Limits.Budget.Valid {
			a.awarded, rises[i] = a.claim(), rat(0)
		}
	}
	if o.Limits.Budget.Valid && total(rises).Cmp(left) > 0 {
		rises = split(left, rises, o.places)
	}
	for i := range all {
		all[i].awarded = plus(all[i].awarded, rises[i])
	}
}

// repay takes back what is owed of a recoverable guarantee, and adds what the budget
// left of a top-up.
func (o oracle) repay(all []account, earlier [][]account, final bool) {
	for i := range all {
		a := &all[i]
		a.repaid, a.owed = rat(0), rat(0)
		if len(earlier) > 0 {
			a.owed = earlier[len(earlier)-1][i].owed
		}
		g := o.Limits.Guarantee
		if g.Kind != incentive.GuaranteeRecoverable || !final {
			continue
		}
		a.repaid = least(a.owed, most(rat(0), minus(a.awarded, some(g.Amount))))
		a.owed = plus(minus(a.owed, a.repaid), most(rat(0), minus(a.awarded, a.earned)))
		if len(earlier) == len(o.Periods)-1 && g.AtEnd != incentive.AtEndCarried {
			a.owed = rat(0) // forgiven
		}
	}
}

// balance is Awarded - Repaid + CarriedIn + AdjustedBefore + Σ Adjustments - PaidBefore - LapsedBefore.
func (o oracle) balance(s *incentive.Statement, a account, adjustments []incentive.Adjustment) {
	k := slices.Index(o.Periods, s.Period)
	s.Earned, s.TopUp, s.Awarded = exactly(a.earned), exactly(a.topUp), exactly(a.awarded)
	s.Repaid, s.Owed, s.Adjustments = exactly(a.repaid), exactly(a.owed), adjustments
	if limit := some(o.Limits.Budget); a.awarded.Cmp(a.claim()) < 0 {
		s.Caps = append(s.Caps, o.capLine(incentive.CapBudget, "", limit, a.claim(), a.awarded))
	}
	before, _ := o.before(s.Partner, k)
	s.AdjustedBefore, s.PaidBefore, s.LapsedBefore = before.Adjusted.Decimal, before.Paid.Decimal, before.Lapsed.Decimal
	if k > 0 {
		last, _ := o.before(s.Partner, k-1)
		s.CarriedIn = last.CarriedOut.Decimal
	}
	sum := minus(plus(plus(a.worth(), testkit.Rat(s.CarriedIn)), testkit.Rat(s.AdjustedBefore)),
		plus(testkit.Rat(s.PaidBefore), testkit.Rat(s.LapsedBefore)))
	sum = plus(sum, sumOf(adjustments, func(a incentive.Adjustment) *big.Rat { return testkit.Rat(a.Amount) }))
	atEnd := k == len(o.Periods)-1 && o.book.Final && sum.Sign() > 0
	switch {
	case sum.Sign() >= 0 && sum.Cmp(some(o.Limits.MinimumPayout)) >= 0, atEnd && o.Limits.AtEnd != incentive.AtEndLapses:
		s.Payable = exactly(sum)
	case atEnd:
		s.Lapsed = exactly(sum)
	default:
		s.CarriedOut = exactly(sum)
	}
}

// totals are the sums over the statements, the budget and what to keep.
func (o oracle) totals(out *incentive.Settlement, restated [][]account) {
	k := len(restated) - 1
	for _, s := range out.Statements {
		out.Earned, out.TopUp = out.Earned.Add(s.Earned), out.TopUp.Add(s.TopUp)
		out.Awarded, out.Repaid, out.Owed = out.Awarded.Add(s.Awarded), out.Repaid.Add(s.Repaid), out.Owed.Add(s.Owed)
		out.CarriedIn, out.CarriedOut = out.CarriedIn.Add(s.CarriedIn), out.CarriedOut.Add(s.CarriedOut)
		out.Payable, out.Lapsed = out.Payable.Add(s.Payable), out.Lapsed.Add(s.Lapsed)
		for _, a := range s.Adjustments {
			out.Adjusted = out.Adjusted.Add(a.Amount)
		}
	}
	if o.Limits.Budget.Valid {
		drawn := sumOf(restated[k], func(a account) *big.Rat { return a.awarded })
		out.Budget, out.Drawn = o.Limits.Budget, known(exactly(drawn))
		out.Left = known(exactly(minus(some(o.Limits.Budget), drawn)))
	}
	for j, accounts := range restated {
		for i, a := range accounts {
			s, _ := o.before(o.book.Partners[i].ID, j)
			kept := incentive.Settled{
				Partner: o.book.Partners[i].ID, Period: o.Periods[j], AsOf: o.asOf, Final: o.wasFinal(j) || j == k && o.book.Final,
				Reason: a.reason, Earned: known(exactly(a.earned)), TopUp: known(exactly(a.topUp)), Awarded: known(exactly(a.awarded)),
				Repaid: known(exactly(a.repaid)), Owed: known(exactly(a.owed)),
				Adjusted: s.Adjusted, Paid: s.Paid, Lapsed: s.Lapsed, CarriedOut: s.CarriedOut,
			}
			if j == k {
				statement, adjusted := out.Statements[i], s.Adjusted.Decimal
				for _, adjustment := range statement.Adjustments {
					if adjustment.Period != o.Periods[k] {
						adjusted = adjusted.Add(adjustment.Amount)
					}
				}
				kept.Adjusted, kept.Paid = known(adjusted), known(s.Paid.Decimal.Add(statement.Payable))
				kept.Lapsed, kept.CarriedOut = known(s.Lapsed.Decimal.Add(statement.Lapsed)), known(statement.CarriedOut)
			}
			out.Settled = append(out.Settled, kept)
		}
	}
}
