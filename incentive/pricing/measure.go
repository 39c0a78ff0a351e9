package pricing

import (
	"cmp"
	"maps"
	"slices"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/finding"
)

// MeasureStock adds up what partners hold of each product at the end of a period, how long
// it lasts and where it is too much, as the package comment says.
//
// The error is a [*partnermath.ValidationError]: for an invalid policy, and for movements
// that are not valid or share an id and differ; StockPolicy.Faulty can set these apart instead.
func MeasureStock(policy StockPolicy, movements []Movement) (StockReport, error) {
	var faults partnermath.ValidationError
	faults.Merge("policy", policy.Validate())
	if err := faults.Err(); err != nil {
		return StockReport{}, err
	}
	s := stocks{policy: &policy, held: map[holding]*stock{}, reports: map[string]*reported{}}
	signed, opening := movedUnits()
	of := batch[Movement]{
		noun: "movement", path: "movements", faulty: policy.Faulty,
		check: func(own *partnermath.ValidationError, m *Movement) { m.check(own, &signed, &opening) },
	}
	sound := sift(&of, movements, &faults, &s.log)
	if err := faults.Err(); err != nil {
		return StockReport{}, err
	}
	for _, m := range sound {
		s.add(m)
	}
	return s.report(), nil
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the policy breaks.
func (p StockPolicy) Validate() error {
	return check.Model(p, func(faults *partnermath.ValidationError) { faults.Merge("period", p.Period.Validate()) })
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the movement breaks.
func (m Movement) Validate() error {
	var faults partnermath.ValidationError
	signed, opening := movedUnits()
	m.check(&faults, &signed, &opening)
	return faults.Err()
}

// movedUnits are what the quantity of a movement and of an opening must keep to.
func movedUnits() (signed, opening check.Number) {
	signed, opening = unitsNumber(), unitsNumber()
	signed.AtLeast = number(signed.AtMost.Decimal.Neg())
	return signed, opening
}

func (m *Movement) check(faults *partnermath.ValidationError, signed, opening *check.Number) {
	at := func(field string) check.Place { return check.Place{Field: field} }
	check.IDAt(faults, at("id"), m.ID)
	check.IDAt(faults, at("partner"), m.Partner)
	check.IDAt(faults, at("product"), m.Product)
	required(faults, "kind", m.Kind != "")
	if m.Kind != "" && !slices.Contains(m.Kind.Values(), m.Kind) {
		faults.Addf("kind", "one-of", "must be one of opening, sell-in, return, sell-through; got %.40q", string(m.Kind))
	}
	required(faults, "date", !m.Date.IsZero())
	units := signed
	if m.Kind == MovementOpening {
		units = opening
	}
	units.CheckNull(faults, at("quantity"), m.Quantity)
}

func (m *Movement) name() string { return m.ID }

// same tells whether two sound movements say the same.
func (m *Movement) same(n *Movement) bool {
	return m.Partner == n.Partner && m.Product == n.Product && m.Kind == n.Kind && m.Date == n.Date && sameNull(m.Quantity, n.Quantity)
}

// stocks are what movements add up to.
type stocks struct {
	policy  *StockPolicy
	held    map[holding]*stock
	reports map[string]*reported
	log     finding.Log
}

// holding is what a line of a report is of, and reported what a partner reports at all.
type (
	holding  struct{ partner, product string }
	reported struct{ opening, sellThrough bool }
)

func (h holding) compare(g holding) int {
	return cmp.Or(strings.Compare(h.partner, g.partner), strings.Compare(h.product, g.product))
}

func (h holding) id() string { return h.partner + "/" + h.product }

// stock is what became of a product at a partner.
type stock struct {
	openings                              int
	opening, sellIn, returns, sellThrough figure
}

// figure is a sum, with what is not known of it.
type figure struct {
	sum     decimal.Decimal
	unknown bool
}

func (f *figure) add(d decimal.NullDecimal) {
	if f.unknown = f.unknown || !d.Valid; !f.unknown {
		f.sum = f.sum.Add(d.Decimal)
	}
}

// known is the sum, unless something of it is not known.
func (f *figure) known() decimal.NullDecimal {
	if f.unknown {
		return decimal.NullDecimal{}
	}
	return number(f.sum)
}

func (s *stocks) add(m *Movement) {
	start := s.policy.Period.Start
	if !s.policy.Period.Contains(m.Date) || m.Kind == MovementOpening && m.Date != start {
		s.log.Add(FoundOutside, m.ID)
		return
	}
	if !m.Quantity.Valid {
		s.log.Add(FoundQuantity, m.ID)
	}
	key := holding{m.Partner, m.Product}
	of, by := s.held[key], s.reports[m.Partner]
	if of == nil {
		of = new(stock)
		s.held[key] = of
	}
	if by == nil {
		by = new(reported)
		s.reports[m.Partner] = by
	}
	switch m.Kind {
	case MovementOpening:
		of.opening.add(m.Quantity)
		of.openings++
		by.opening = true
	case MovementSellIn:
		of.sellIn.add(m.Quantity)
	case MovementReturn:
		of.returns.add(m.Quantity)
	case MovementSellThrough:
		of.sellThrough.add(m.Quantity)
		by.sellThrough = true
	}
}

// report publishes the stocks, and the findings that take all movements of a partner.
func (s *stocks) report() StockReport {
	r := StockReport{Period: s.policy.Period, Lines: make([]StockLine, 0, len(s.held)), Products: []StockLine{}}
	for partner, by := range s.reports {
		if !by.opening {
			s.log.Add(FoundNoOpening, partner)
		}
		if !by.sellThrough {
			s.log.Add(FoundNoSales, partner)
		}
	}
	products := map[string][]*StockLine{}
	for _, key := range slices.SortedFunc(maps.Keys(s.held), holding.compare) {
		of, by := s.held[key], s.reports[key.partner]
		if of.openings > 1 {
			s.log.Add(FoundOpening, key.id())
		}
		of.opening.unknown = of.opening.unknown || of.openings > 1 || !by.opening
		of.sellThrough.unknown = of.sellThrough.unknown || !by.sellThrough
		line := StockLine{
			Partner: key.partner, Product: key.product, Opening: of.opening.known(), SellIn: of.sellIn.known(),
			Returns: of.returns.known(), SellThrough: of.sellThrough.known(),
		}
		s.close(&line)
		if line.Closing.Decimal.IsNegative() {
			s.log.Add(FoundNegative, key.id())
		}
		if line.Stuffed {
			s.log.Add(FoundStuffed, key.id())
		}
		r.Lines = append(r.Lines, line)
		products[key.product] = append(products[key.product], &r.Lines[len(r.Lines)-1])
	}
	for _, product := range slices.Sorted(maps.Keys(products)) {
		r.Products = append(r.Products, s.total(product, products[product]))
	}
	r.Findings = s.log.Findings()
	return r
}

// close works out what depends on the movements of a line.
func (s *stocks) close(l *StockLine) {
	if !l.Opening.Valid || !l.SellIn.Valid || !l.Returns.Valid || !l.SellThrough.Valid {
		return
	}
	sold := l.SellThrough.Decimal
	closing := l.Opening.Decimal.Add(l.SellIn.Decimal).Sub(l.Returns.Decimal).Sub(sold)
	l.Closing = number(closing)
	lasts := closing.Mul(decimal.NewFromInt(int64(s.policy.Period.Days())))
	week := sold.Mul(decimal.NewFromInt(7))
	if sold.IsPositive() && !closing.IsNegative() {
		l.Weeks = exact.Ratio(lasts, week, 4)
	}
	l.Stuffed = s.policy.MaxWeeks.Valid && closing.IsPositive() && lasts.GreaterThan(s.policy.MaxWeeks.Decimal.Mul(week))
}

// total adds up the lines of a product whose closing is known.
func (s *stocks) total(product string, lines []*StockLine) StockLine {
	var opening, sellIn, returns, sellThrough figure
	t := StockLine{Product: product}
	for _, l := range lines {
		if !l.Closing.Valid {
			t.Unknown++
			continue
		}
		t.Known++
		opening.add(l.Opening)
		sellIn.add(l.SellIn)
		returns.add(l.Returns)
		sellThrough.add(l.SellThrough)
	}
	if t.Known > 0 {
		t.Opening, t.SellIn, t.Returns, t.SellThrough = opening.known(), sellIn.known(), returns.known(), sellThrough.known()
		s.close(&t)
	}
	return t
}
