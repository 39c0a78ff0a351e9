package incentive

import (
	"cmp"
	"crypto/sha256"
	"encoding/json"
	"maps"
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/finding"
	"github.com/partnermath/partnermath/internal/periods"
)

// Tally settles a period out of records that are too many to hold: it adds them up by partner, rep,
// product and period, and its memory grows with these. It is not safe to share: let each worker
// collect apart, and [Tally.Merge]. Neither the order of the records nor how they are divided among
// workers changes the result. It does not look for repeated ids; the caller guarantees that there
// are none. The zero Tally collects nothing: its methods return an error.
type Tally struct {
	settling *settling
	key      [sha256.Size]byte // what two tallies must agree on
	records  int
	deals    bool // whether the program counts them
	cells    map[cellKey]*[measures]exact.Sum
}

// cellKey is what the records of a cell have in common.
type cellKey struct {
	period, partner int
	product, rep    string
	reason          partnermath.Reason // why they do not count
	sold            int                // for returns outside the window the period of their sales, else nowhere
	flags           uint8
}

// The flags, after one for each figure that is known.
const (
	lowers = 1 << (units + 1 + iota) // takes no share of a payout
	late
)

func (k *cellKey) compare(l *cellKey) int {
	return cmp.Or(cmp.Compare(k.partner, l.partner), cmp.Compare(k.period, l.period), cmp.Compare(k.product, l.product),
		cmp.Compare(k.rep, l.rep), cmp.Compare(k.reason, l.reason), cmp.Compare(k.sold, l.sold), cmp.Compare(k.flags, l.flags))
}

// cell is what records add up to, with a record that stands for them and one for their sales.
type cell struct {
	cellKey
	record, of record
	figures    [measures]int64
}

// NewTally starts a tally for the settlement of a period, as of a day. The book has no
// sales: all records of the program up to its period are added one by one. It must not change
// before the last Result.
//
// Refused are programs with rules about single sales: a TransactionCap, a Role (which
// earns once in each chain), new customers as a measure, in a gate or a multiplier, and
// StagePaid. The error is a [*partnermath.ValidationError] with the paths of [Settle].
func NewTally(settler *Settler, book Book, asOf partnermath.Date) (*Tally, error) {
	if err := settler.usable(); err != nil {
		return nil, err
	}
	var faults partnermath.ValidationError
	at := check.Record{ValidationError: &faults}
	at.Empty(len(book.Sales) > 0, "book.sales", "are added one by one")
	deals := settler.program.streams(at.Below("program."))
	s, err := begin(settler.program, nil, &book, asOf)
	faults.Merge("", err)
	if err := faults.Err(); err != nil {
		return nil, err
	}
	s.cells = [][]*cell{}
	text, err := json.Marshal([]any{s.Program, book, asOf})
	return &Tally{settling: s, key: sha256.Sum256(text), deals: deals, cells: map[cellKey]*[measures]exact.Sum{}}, err
}

// streams refuses a program that takes single sales, and reports whether it counts deals.
func (p *Program) streams(at check.Record) (deals bool) {
	const why = "is about single sales, which a tally does not keep,"
	measure := func(field string, m Measure) {
		at.FaultIf(m == MeasureNewCustomers, field, "match", "must not be new-customers in a tally, which does not keep single sales")
		deals = deals || m == MeasureDeals
	}
	at.Empty(p.Role != "", "role", why)
	at.FaultIf(p.Stage == StagePaid, "stage", "match", "must not be paid in a tally, which does not keep single sales")
	measure("qualifies", p.Qualifies)
	measure("pays", p.Pays)
	for i, m := range p.Multipliers {
		at.Empty(m.NewCustomer, placeOf("multipliers", i)+".newCustomer", why)
	}
	for i, g := range p.Gates {
		measure(placeOf("gates", i)+".measure", g.Measure)
	}
	at.Empty(p.Limits.TransactionCap.Valid, "limits.transactionCap", why)
	return deals
}

func (t *Tally) usable(path string) error {
	var faults partnermath.ValidationError
	if t == nil || t.cells == nil {
		faults.Add(path, "required", "must come from NewTally")
	}
	return faults.Err()
}

// Add adds a record. Since its sale is not at hand, a linked return or correction says
// itself what that has: product, rep, basis and stage, its day as Sold and, if there is a
// return window, the day of its invoice as Invoiced. A return has all figures that the
// program reads, at its sale's price, and takes no more than was sold; what a correction
// leaves out is 0, and its sale counts as one that is paid on, which one with a margin below
// 0 is not. A program that counts deals takes neither.
//
// What contradicts itself is a finding, as in [Settle]. The error is a
// [*partnermath.ValidationError] whose paths start with the number of the record, counted
// from 0, as in "sales[7].amount"; the record is left out. Where the program says
// FaultySetApart, it is counted instead.
func (t *Tally) Add(sale Sale) error {
	if err := t.usable("tally"); err != nil {
		return err
	}
	var own, faults partnermath.ValidationError
	at := check.Record{ValidationError: &own, List: "sales", Index: t.records}
	t.records++
	s, linked := t.settling, sale.Of != "" && sale.Of != sale.ID
	r := s.readSale(at, &sale)
	at.FaultIf(sale.Kind == KindPayment, "kind", "match", "must not be payment in a tally")
	at.FaultIf(linked && t.deals, "of", "match", "must not be linked in a program that counts deals, of which a tally does not know what is left")
	at.Required(linked && sale.Sold.IsZero(), "sold")
	at.Empty(sale.Chain != "", "chain", "is about single sales, which a tally does not keep,")
	if len(own.Fields) > 0 {
		s.setApart(&faults, &own, ReasonFaulty, sale.ID)
		return faults.Err()
	}
	of, first := &r, (*record)(nil)
	if linked {
		sold := sale
		sold.ID, sold.Kind, sold.Of, sold.Date, sold.Recorded = sale.Of, KindSale, "", sale.Sold, partnermath.Date{}
		first = &record{Sale: &sold, partner: r.partner, day: sold.Date, period: periods.Of(s.Periods, sold.Date)}
		of = first
	}
	s.linkOne(&r, first)
	of.reason, of.selected = s.counts(of), s.takes(&s.Sales, of.Product)
	if !r.known.After(s.asOf) {
		t.add(&r, of)
	}
	return nil
}

// add adds a sound record of a sale, which is the record itself unless it is linked.
func (t *Tally) add(r, of *record) {
	s := t.settling
	l := s.newLine(r, of)
	key := cellKey{period: r.period, partner: r.partner, product: r.Product, rep: r.Rep, reason: of.reason, sold: nowhere}
	l.has = r.has
	nets := of != r && r.period == of.period // with its sale
	switch {
	case r.isSale():
		l.figures[deals] = 1
	case r.Kind == KindCorrection:
		l.has = [...]bool{true, true, true}
	case of != r && s.outside(of, r):
		s.found(FoundWindow, r)
		key.sold, nets = of.period, false
	case of != r:
		key.period, nets = of.period, true
	}
	if r.Kind == KindReturn {
		for m := range l.figures {
			l.figures[m] = -l.figures[m]
		}
	}
	// What is netted is on the side of its sale.
	if side := l.figures[s.pays]; side < 0 && !nets || side > 0 && nets && r.Kind == KindReturn {
		key.flags |= lowers
	}
	for m, has := range l.has {
		if has {
			key.flags |= 1 << m
		}
	}
	if key.period == s.now && r.known.After(s.cut) {
		key.flags |= late
	}
	if key.period < 0 {
		if key.sold != nowhere || of == r {
			s.found(ReasonOutside, r)
		}
		return
	}
	l.reason = s.lineReason(l)
	s.noteLine(l)
	if key.period > s.now {
		return
	}
	sums := t.sums(key)
	for m, n := range l.figures {
		sums[m].Add(n)
	}
}

func (t *Tally) sums(key cellKey) *[measures]exact.Sum {
	sums := t.cells[key]
	if sums == nil {
		sums = new([measures]exact.Sum)
		t.cells[key] = sums
	}
	return sums
}

// Merge adds what another tally of the same program, book and day has collected, and leaves
// that one as it is. The error is a [*partnermath.ValidationError] for any other tally, and
// for t itself.
func (t *Tally) Merge(other *Tally) error {
	var faults partnermath.ValidationError
	faults.Merge("", t.usable("tally"))
	faults.Merge("", other.usable("other"))
	switch {
	case len(faults.Fields) > 0:
	case t == other:
		faults.Add("other", "match", "must not be the tally itself, whose records would count twice")
	case t.key != other.key:
		faults.Add("other", "match", "must be of the same program, book and day")
	}
	if err := faults.Err(); err != nil {
		return err
	}
	t.records += other.records
	t.settling.log.Merge(&other.settling.log)
	for key, others := range other.cells {
		sums := t.sums(key)
		for m := range sums {
			sums[m].Merge(others[m])
		}
	}
	return nil
}

// Result settles what was added, as [Settle] does for the same records in a book. A
// statement has a line for each product, rep and reason instead of one for each record, with
// no Sale, Date or Netted; lines of KindReturn lower the measure and take no share. Adjustments
// and Outside name no records, and are left out where they change nothing; caps of reps stand in
// the order of those lines. All other figures are the same. The error is a [*partnermath.ValidationError] when the records of a product and a
// rep add up to more than 2 × 10^18 minor units.
func (t *Tally) Result() (Settlement, error) {
	if err := t.usable("tally"); err != nil {
		return Settlement{}, err
	}
	s := *t.settling
	s.log, s.cells, s.sales = finding.Log{}, make([][]*cell, len(s.book.Partners)), make([][]*record, len(s.book.Partners))
	s.log.Merge(&t.settling.log)
	var faults partnermath.ValidationError
	keys := slices.SortedFunc(maps.Keys(t.cells), func(a, b cellKey) int { return a.compare(&b) })
	for _, key := range keys {
		c := s.newCell(key)
		for m, sum := range t.cells[key] {
			n, ok := exact.Int64(sum.Decimal(0), 0)
			if !ok || n > mostOfCell || n < -mostOfCell {
				faults.Addf("tally", "max", "must not add up to more than 2 × 10^18 for a product and a rep of %.40q", s.book.Partners[key.partner].ID)
			}
			c.figures[m] = n
		}
		s.cells[key.partner] = append(s.cells[key.partner], c)
		s.sales[key.partner] = append(s.sales[key.partner], &c.record)
	}
	if err := faults.Err(); err != nil {
		return Settlement{}, err
	}
	return s.settle(), nil
}

const mostOfCell = 2_000_000_000_000_000_000

func (s *settling) newCell(key cellKey) *cell {
	c := &cell{cellKey: key}
	sale := &Sale{Product: key.product, Rep: key.rep}
	if key.flags&lowers != 0 {
		sale.Kind = KindReturn
	}
	c.record = record{Sale: sale, partner: key.partner, period: key.period, reason: key.reason}
	if key.flags&late != 0 {
		c.record.known = s.asOf
	}
	c.record.selected = s.takes(&s.Sales, key.product)
	if c.of = c.record; key.sold != nowhere {
		c.of.period = key.sold
	}
	return c
}

// netCells is net for cells.
func (s *settling) netCells(periods [][]*line, cells []*cell, until partnermath.Date, inside int) [][]*line {
	lines := map[cellKey]*line{}
	for _, c := range cells {
		key := c.cellKey
		key.flags &^= late
		if key.sold != nowhere && key.period == inside {
			// Its own line has the other sign than its sale.
			key.period, key.sold, key.flags = key.sold, nowhere, key.flags^lowers
		}
		if c.record.known.After(until) || key.period < 0 {
			continue
		}
		l := lines[key]
		if l == nil {
			l = &line{record: &c.record, of: &c.of, outside: key.sold != nowhere}
			for m := range l.has {
				l.has[m] = key.flags>>m&1 == 1
			}
			l.reason = s.lineReason(l)
			lines[key], periods[key.period] = l, append(periods[key.period], l)
		}
		for m, n := range c.figures {
			l.figures[m] += n
		}
	}
	return periods
}
