package incentive

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/choice"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/finding"
	"github.com/partnermath/partnermath/internal/periods"
)

// The places of a measure in a list of all of them.
const (
	revenue = iota
	margin
	units
	deals
	customers
	measures
)

var measureAt = map[Measure]int{
	MeasureRevenue: revenue, MeasureMargin: margin, MeasureUnits: units, MeasureDeals: deals, MeasureNewCustomers: customers,
}

// unitPlaces are the decimals of units, and most the largest of them and of an amount,
// in units of its last decimal.
const (
	unitPlaces = 4
	most       = 100_000_000_000_000
)

// record is a sound sale: revenue and margin in minor units, units in 10^-4.
type record struct {
	*Sale
	partner int
	figures [units + 1]int64
	has     [units + 1]bool
	day     partnermath.Date // Date, or that of its sale
	known   partnermath.Date
	period  int // of day; -1 outside of the program
	sale    *record
	linked  []*record // by day and id
	// reason is why it does not count, selected whether the program chooses its product.
	reason   partnermath.Reason
	selected bool
	shown    bool // in a line of the statement
}

func (s *Sale) isSale() bool { return s.Kind == "" || s.Kind == KindSale }

// byDay is the order of records.
func byDay(a, b *record) int { return cmp.Or(a.day.Compare(b.day), cmp.Compare(a.ID, b.ID)) }

// index finds what ids name in a book.
type index struct {
	partners             map[string]int
	products, categories map[string]string
}

// settling is a settlement that is being made.
type settling struct {
	*Program
	book       *Book
	asOf       partnermath.Date
	index      index
	places     int32            // of money
	now        int              // the period that is settled
	cut        partnermath.Date // up to which records are part of the settlement
	stands     bool             // what was settled of the period, which was final
	qual       int              // the place of the measure that qualifies
	pays       int
	records    []*record   // by day and id
	sales      [][]*record // of each partner, by day and id: what is not linked to another
	settled    [][]*Settled
	choices    map[*Selection]*choice.Choice
	multiplied map[multiplied]*multipliers
	log        finding.Log
	noted      map[[2]string]bool // what was found, of which record
	cells      [][]*cell          // of each partner, in a tally: what its sales add up to
	free       []line             // of which lines are taken, many at once being faster
}

// Validate returns a [*partnermath.ValidationError] that lists every rule that the book breaks for
// a program that has its periods and the currency that a sale names first, or one of 2 decimals
// where none does, and that refuses what is faulty.
func (b Book) Validate() error { return b.check(b.currency()) }

func (b *Book) currency() string {
	for i := range b.Sales {
		if _, known := partnermath.MinorUnits(b.Sales[i].Currency); known {
			return b.Sales[i].Currency
		}
	}
	return "USD"
}

func (b *Book) check(currency string) error {
	var faults partnermath.ValidationError
	p := Program{Currency: currency}
	if b.Period.Validate() == nil {
		p.Periods = []partnermath.Period{b.Period}
		for _, s := range b.Settled[:min(len(b.Settled), MaxSales)] {
			if s.Period.Validate() == nil && !slices.Contains(p.Periods, s.Period) && len(p.Periods) < MaxPeriods {
				p.Periods = append(p.Periods, s.Period)
			}
		}
		slices.SortFunc(p.Periods, func(a, b partnermath.Period) int { return a.Start.Compare(b.Start) })
	}
	newSettling(&p, b, partnermath.NewDate(9999, 12, 31)).read(&faults, "")
	return faults.Err()
}

func newSettling(p *Program, b *Book, asOf partnermath.Date) *settling {
	return &settling{
		Program: p, book: b, asOf: asOf, places: minor(p.Currency), now: periods.Index(p.Periods, b.Period),
		qual: measureAt[p.Qualifies], pays: measureAt[p.paid()], noted: map[[2]string]bool{},
		choices: map[*Selection]*choice.Choice{}, multiplied: map[multiplied]*multipliers{},
	}
}

// read checks the book and takes it in.
func (s *settling) read(faults *partnermath.ValidationError, prefix string) {
	at := check.Record{ValidationError: faults, Prefix: prefix}
	at.Length("products", len(s.book.Products), MaxPartners)
	at.Length("partners", len(s.book.Partners), MaxPartners)
	at.Length("sales", len(s.book.Sales), MaxSales)
	at.Length("settled", len(s.book.Settled), MaxSales)
	if err := s.book.Period.Validate(); err != nil {
		faults.Merge(prefix+"period", err)
	} else {
		at.FaultIf(s.now < 0 && len(s.Periods) > 0, "period", "known", "must be a period of the program, got %s", s.book.Period)
	}
	if len(faults.Fields) > 0 {
		return
	}
	s.readProducts(faults, prefix)
	s.readPartners(faults, prefix)
	s.readSettled(faults, prefix)
	s.readSales(faults, prefix)
}

func (s *settling) readProducts(faults *partnermath.ValidationError, prefix string) {
	s.index.products, s.index.categories = map[string]string{}, map[string]string{}
	for i, p := range s.book.Products {
		at := check.Record{ValidationError: faults, List: prefix + "products", Index: i}
		_, again := s.index.products[p.ID]
		at.ID("id", p.ID, again)
		at.OptionalIDs([2]string{"category", p.Category})
		s.index.products[p.ID], s.index.categories[p.Category] = p.Category, ""
	}
}

func (s *settling) readPartners(faults *partnermath.ValidationError, prefix string) {
	s.index.partners = make(map[string]int, len(s.book.Partners))
	if s.book.Partners == nil {
		faults.Add(prefix+"partners", "required", "must be given")
	}
	for i := range s.book.Partners {
		p := &s.book.Partners[i]
		at := check.Record{ValidationError: faults, List: prefix + "partners", Index: i}
		_, again := s.index.partners[p.ID]
		at.ID("id", p.ID, again)
		p.check(at)
		s.index.partners[p.ID] = i
	}
}

func (p *Partner) check(at check.Record) {
	check.TextAt(at.ValidationError, at.At("name"), p.Name, 200)
	at.OptionalIDs([2]string{"type", p.Type}, [2]string{"tier", p.Tier}, [2]string{"region", p.Region})
	for j, id := range p.Certifications {
		check.IDAt(at.ValidationError, at.At(placeOf("certifications", j)), id)
	}
	var number check.Number
	number.CheckNull(at.ValidationError, at.At("salesLevel"), p.SalesLevel)
	at.FaultIf(!p.Left.IsZero() && p.Left.Before(p.Enrolled), "left", "order", "must not be before enrolled, %s, got %s", p.Enrolled, p.Left)
	readFigures(at, "history", p.History, &number)
	readFigures(at, "baselineAdjustments", p.BaselineAdjustments, &number)
	readFigures(at, "targets", p.Targets, &check.Number{Above: null(decimal.Decimal{})})
}

func readFigures(at check.Record, list string, figures []PeriodFigure, number *check.Number) {
	if !at.Length(list, len(figures), MaxList) {
		return
	}
	for i, f := range figures {
		path := placeOf(list, i) + "."
		at.Merge(at.At(path+"period").String(), f.Period.Validate())
		number.Require(at.ValidationError, at.At(path+"value"), f.Value)
		check.TextAt(at.ValidationError, at.At(path+"reason"), f.Reason, 200)
		adjusts := list == "baselineAdjustments"
		at.Required(adjusts && f.Reason == "", path+"reason")
		if !adjusts && slices.ContainsFunc(figures[:i], func(g PeriodFigure) bool { return g.Period == f.Period }) {
			at.Fault(path+"period", "unique", "must not be given twice, got %s again", f.Period)
		}
	}
}

func (s *settling) readSettled(faults *partnermath.ValidationError, prefix string) {
	s.settled = make([][]*Settled, len(s.Periods))
	for k := range s.settled {
		s.settled[k] = make([]*Settled, len(s.book.Partners))
	}
	first := make([]*Settled, len(s.Periods))
	for i := range s.book.Settled {
		e := &s.book.Settled[i]
		at := check.Record{ValidationError: faults, List: prefix + "settled", Index: i}
		partner, known := s.index.partners[e.Partner]
		at.FaultIf(!known, "partner", "known", "partner %.40q is not in the book", e.Partner)
		k := periods.Index(s.Periods, e.Period)
		switch {
		case k < 0:
			at.Fault("period", "known", "must be a period of the program, got %s", e.Period)
		case k > s.now:
			at.Fault("period", "order", "must not be after the period that is settled, got %s", e.Period)
		case known && s.settled[k][partner] != nil:
			at.Fault("partner", "unique", "must not be given twice for a period, got %.40q again", e.Partner)
		case known:
			s.settled[k][partner] = e
		}
		at.Required(e.AsOf.IsZero(), "asOf")
		at.FaultIf(e.AsOf.After(s.asOf), "asOf", "order", "must not be after asOf, %s, got %s", s.asOf, e.AsOf)
		if k >= 0 {
			if first[k] == nil {
				first[k] = e
			}
			at.FaultIf(e.AsOf != first[k].AsOf && !e.AsOf.IsZero(), "asOf", "match", "must be that of the other partners of the period")
			at.FaultIf(e.Final != first[k].Final, "final", "match", "must be that of the other partners of the period")
			at.FaultIf(k == s.now && e.Final && !s.book.Final, "final", "match", "is settled as final, and can be settled as final again only")
		}
		e.check(at, s.places)
	}
}

func (e *Settled) check(at check.Record, places int32) {
	check.TextAt(at.ValidationError, at.At("reason"), string(e.Reason), 100)
	for _, amount := range []struct {
		name  string
		value decimal.NullDecimal
	}{
		{"earned", e.Earned},
		{"topUp", e.TopUp},
		{"awarded", e.Awarded},
		{"repaid", e.Repaid},
		{"owed", e.Owed},
		{"adjusted", e.Adjusted},
		{"paid", e.Paid},
		{"lapsed", e.Lapsed},
		{"carriedOut", e.CarriedOut},
	} {
		at.Required(!amount.value.Valid, amount.name)
		check.Published(at, amount.name, amount.value, places)
	}
}

// readSales keeps the sound sales, each once, and links them.
func (s *settling) readSales(faults *partnermath.ValidationError, prefix string) {
	all := make([]record, 0, len(s.book.Sales)) // never grows: first points into it
	first := make(map[string]*record, len(s.book.Sales))
	conflicts := map[string]bool{}
	for i := range s.book.Sales {
		sale := &s.book.Sales[i]
		var own partnermath.ValidationError
		r := s.readSale(check.Record{ValidationError: &own, List: prefix + "sales", Index: i}, sale)
		before := first[sale.ID]
		switch {
		case len(own.Fields) > 0:
			s.setApart(faults, &own, ReasonFaulty, sale.ID)
		case before == nil:
			all = append(all, r)
			first[sale.ID] = &all[len(all)-1]
		case before.same(&r):
			s.log.Add(FoundDuplicate, sale.ID)
		default:
			own.Addf(placeOf(prefix+"sales", i)+".id", "unique", "must not be given twice with different content, got %.40q again", sale.ID)
			s.setApart(faults, &own, ReasonConflict, sale.ID)
			conflicts[sale.ID] = true
		}
		if faults.Full() {
			return
		}
	}
	for id := range conflicts {
		delete(first, id)
	}
	if len(faults.Fields) > 0 {
		return
	}
	s.records = make([]*record, 0, len(all))
	for i := range all {
		if r := &all[i]; !conflicts[r.ID] {
			s.linkOne(r, first[r.Of])
			s.records = append(s.records, r)
		}
	}
	slices.SortFunc(s.records, byDay)
	s.link(faults, prefix)
}

func (s *settling) setApart(faults, own *partnermath.ValidationError, reason partnermath.Reason, id string) {
	if s.Faulty != partnermath.FaultySetApart {
		faults.Merge("", own.Err())
		return
	}
	if !check.ID(id) {
		id = ""
	}
	s.log.Add(reason, id)
}

// otherCurrency refuses a currency that is not the program's; one that is none is its own fault.
func (s *settling) otherCurrency(at check.Record, currency string) {
	if _, known := partnermath.MinorUnits(s.Currency); known {
		at.Fault("currency", "match", "must be that of the program, %s, got %.40q", s.Currency, currency)
	}
}

func (s *settling) readSale(at check.Record, sale *Sale) record {
	r := record{Sale: sale}
	check.IDAt(at.ValidationError, at.At("id"), sale.ID)
	var known bool
	if r.partner, known = s.index.partners[sale.Partner]; !known {
		at.Fault("partner", "known", "partner %.40q is not in the book", sale.Partner)
	}
	at.OptionalIDs([2]string{"of", sale.Of}, [2]string{"rep", sale.Rep}, [2]string{"role", sale.Role}, [2]string{"chain", sale.Chain}, [2]string{"customer", sale.Customer})
	if _, known := s.index.products[sale.Product]; sale.Product != "" && !known {
		at.Fault("product", "known", "product %.40q is not in the book", sale.Product)
	}
	if sale.Currency != "" && sale.Currency != s.Currency {
		s.otherCurrency(at, sale.Currency)
	}
	check.OneOf(at, "kind", sale.Kind, "", KindSale, KindReturn, KindCorrection, KindPayment)
	check.OneOf(at, "basis", sale.Basis, "", BasisSellIn, BasisSellThrough)
	check.OneOf(at, "stage", sale.Stage, "", StageOrdered, StageShipped, StageInvoiced, StagePaid)
	corrects, pays := sale.Kind == KindCorrection, sale.Kind == KindPayment
	r.figure(at, "units", units, sale.Units, unitPlaces, corrects)
	r.figure(at, "amount", revenue, sale.Amount, s.places, corrects)
	r.figure(at, "margin", margin, sale.Margin, s.places, true)
	at.Required((corrects || pays) && sale.Of == "", "of")
	at.Empty(sale.Of != "" && !corrects && !pays && sale.Kind != KindReturn, "of", "is read for returns, corrections and payments only")
	at.Required(pays && !sale.Amount.Valid, "amount")
	at.Required(sale.Date.IsZero() && !corrects, "date")
	at.FaultIf(corrects && sale.Date.IsZero() && sale.Recorded.IsZero(), "recorded", "required", "must be given where there is no date")
	return r
}

// figure takes in a number as an integer of places decimals.
func (r *record) figure(at check.Record, field string, m int, d decimal.NullDecimal, places int32, signed bool) {
	if !d.Valid {
		return
	}
	n, ok := exact.Int64(d.Decimal, places)
	if !ok || n > most || n < -most || n < 0 && !signed {
		limit := decimal.New(most, -places)
		number := check.Number{AtMost: null(limit), AtLeast: null(decimal.Decimal{}), Digits: partnermath.MaxDigits, Places: places}
		if signed {
			number.AtLeast.Decimal = limit.Neg()
		}
		number.Check(at.ValidationError, at.At(field), d.Decimal)
	}
	r.figures[m], r.has[m] = n, true
}

// same reports whether two sound records say the same.
func (r *record) same(other *record) bool {
	a, b := *r.Sale, *other.Sale
	for _, sale := range []*Sale{&a, &b} {
		sale.Units, sale.Amount, sale.Margin = decimal.NullDecimal{}, decimal.NullDecimal{}, decimal.NullDecimal{}
	}
	return a == b && r.figures == other.figures && r.has == other.has
}

// link hands records to their sales and partners, and finds out which count.
func (s *settling) link(faults *partnermath.ValidationError, prefix string) {
	s.sales = make([][]*record, len(s.book.Partners))
	for _, r := range s.records {
		if r.sale != nil {
			if r.sale.linked = append(r.sale.linked, r); len(r.sale.linked) == MaxLinked+1 {
				faults.Addf(prefix+"sales", "length", "must have at most %d records linked to a sale, got more of %s", MaxLinked, r.Of)
			}
			continue
		}
		s.sales[r.partner] = append(s.sales[r.partner], r)
		r.reason, r.selected = s.counts(r), s.takes(&s.Sales, r.Product)
	}
	s.chains()
}

func (s *settling) linkOne(r, sale *record) {
	switch {
	case r.Of == "":
		sale = nil
	case sale == nil || sale == r || !sale.isSale():
		s.log.Add(ReasonUnknownSale, r.ID)
		sale = nil
	case sale.partner != r.partner:
		s.log.Add(FoundOtherPartner, r.ID)
		sale = nil
	}
	r.sale, r.day = sale, r.Date
	if r.day.IsZero() {
		if r.day = r.Recorded; sale != nil {
			r.day = sale.Date
		}
	}
	r.known = later(r.Date, r.Recorded)
	if sale != nil {
		// What happens to a sale is not known before the sale is.
		r.known = later(r.known, later(sale.Date, sale.Recorded))
		if r.day.Before(sale.Date) {
			s.log.Add(FoundBeforeSale, r.ID)
		}
	}
	if !r.Recorded.IsZero() && r.Recorded.Before(r.Date) {
		s.log.Add(FoundRecordedEarly, r.ID)
	}
	if !r.Invoiced.IsZero() && r.Invoiced != r.Date && s.stage() == StageInvoiced && r.isSale() {
		s.log.Add(FoundInvoiced, r.ID)
	}
	if r.period = periods.Of(s.Periods, r.day); r.known.After(s.asOf) {
		s.log.Add(ReasonNotKnown, r.ID)
	}
}

func later(a, b partnermath.Date) partnermath.Date {
	if a.Before(b) {
		return b
	}
	return a
}

func (p *Program) stage() TransactionStage { return cmp.Or(p.Stage, StageInvoiced) }

// counts returns why a record that is not linked does not count, products and chains aside.
func (s *settling) counts(r *record) partnermath.Reason {
	stage := s.stage()
	if stage == StagePaid {
		stage = StageInvoiced
	}
	p := &s.book.Partners[r.partner]
	switch {
	case r.Kind == KindPayment:
		return ReasonUnknownSale
	case r.Stage != "" && r.Stage != stage:
		return ReasonStage
	case s.Basis != "" && r.Basis != "" && r.Basis != s.Basis:
		return ReasonBasis
	case s.Role != "" && r.Role != s.Role:
		return ReasonRole
	case r.day.Before(p.Enrolled):
		return ReasonEnrolment
	case !p.Left.IsZero() && !r.day.Before(p.Left):
		return ReasonLeft
	}
	return ""
}

// chains lets one sale of each chain and role earn.
func (s *settling) chains() {
	type link struct{ chain, role string }
	first := map[link]*record{}
	takesPart := func(r *record) bool {
		return r.sale == nil && r.Chain != "" && r.reason == "" && r.selected && r.isSale() &&
			(r.period < 0 || s.takesPart(r.period, r.partner) == "")
	}
	for _, r := range s.records {
		of := link{r.Chain, r.Role}
		if takesPart(r) && (first[of] == nil || r.known.Before(first[of].known)) {
			first[of] = r
		}
	}
	for _, r := range s.records {
		if takesPart(r) && first[link{r.Chain, r.Role}] != r {
			r.reason = ReasonChain
		}
	}
}

// takesPart returns why a partner does not take part in a period. What was settled
// stands, unless the period goes on.
func (s *settling) takesPart(k, partner int) partnermath.Reason {
	if settled := s.settled[k][partner]; settled != nil && (settled.Final || k < s.now) {
		return settled.Reason
	}
	return s.Eligibility.decide(&s.book.Partners[partner], s.Periods[k])
}
