package channel

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/exact"
)

// The limits of a [Record], and of a batch of them.
const (
	MaxRecords  = 1_000_000
	MaxOutcomes = 1000
	MaxDeals    = 10_000
)

// Record is what a vendor spent on a partner in a quarter and a currency, and what came of it.
// Amounts are at most 10^13 minor units. The zero Record is not valid: it lacks Partner,
// Quarter and Currency.
type Record struct {
	Partner  string              `json:"partner"`
	Quarter  partnermath.Quarter `json:"quarter,omitzero"`
	Currency string              `json:"currency"`
	// Tier and Region are those of the partner in the quarter, left out where they are not
	// known.
	Tier   string `json:"tier,omitempty"`
	Region string `json:"region,omitempty"`
	// Spend is what was spent, each kind once; on a kind that is left out, nothing was.
	Spend []Spend `json:"spend,omitempty"`
	// Outcomes are all that the partner sold, whatever led to it.
	Outcomes []Outcome `json:"outcomes,omitempty"`
	// DirectCost is what it would have cost to sell the same without the partner.
	DirectCost decimal.NullDecimal `json:"directCost,omitzero"`
	// Plan is the partner's for the quarter, of what the policy counts.
	Plan decimal.NullDecimal `json:"plan,omitzero"`
	// Sourced, Influenced and Attached are what the partner is credited with of deals. Each is
	// left out where it is not known, and all where Deals has the deals themselves.
	Sourced    decimal.NullDecimal `json:"sourced,omitzero"`
	Influenced decimal.NullDecimal `json:"influenced,omitzero"`
	Attached   decimal.NullDecimal `json:"attached,omitzero"`
	// Overlay is what the partner is credited with beside those, such as for a specialist's
	// help in the deals of others; left out where it is not known, and where Deals has it.
	Overlay decimal.NullDecimal `json:"overlay,omitzero"`
	// Deals are read by [RollUp] only. Nil is not known; a list without one is none.
	Deals []Deal `json:"deals,omitzero"`
}

// Spend is what was spent on a kind. It is below 0 where more was taken back.
type Spend struct {
	Kind   string              `json:"kind"`
	Amount decimal.NullDecimal `json:"amount,omitzero"`
}

// Outcome is a part of what a partner sold, with what led to it: a deal, the deals of a
// campaign, or all of a quarter. The zero Outcome is not valid: it lacks Revenue.
type Outcome struct {
	// Revenue is the vendor's, after the kinds of spend that are contra-revenue and before
	// those that are a cost: at list where discounts are a cost.
	Revenue decimal.NullDecimal `json:"revenue,omitzero"`
	// CostOfGoods is the vendor's cost of what was sold, left out where it is not known.
	CostOfGoods decimal.NullDecimal `json:"costOfGoods,omitzero"`
	// Baseline is what the Revenue would have been without the spend, at least 0, left out
	// where it is not known.
	Baseline decimal.NullDecimal `json:"baseline,omitzero"`
	// Tags are the kinds of spend that led to it, each once, with shares that add up to at
	// most 1. The rest is untagged.
	Tags []Tag `json:"tags,omitempty"`
}

// Tag is the share, above 0 and at most 1, of an outcome that a kind of spend led to.
type Tag struct {
	Kind  string              `json:"kind"`
	Share decimal.NullDecimal `json:"share,omitzero"`
}

// Deal is a deal in which the partner has a part. It can stand in the records of several
// partners, of one quarter and currency, and has one amount, at least 0.
type Deal struct {
	ID     string              `json:"id"`
	Amount decimal.NullDecimal `json:"amount,omitzero"`
	// Role is the partner's, left out with Overlay.
	Role Role `json:"role,omitempty"`
	// Weight is the partner's among all of the same role: the amount is split by them. It is
	// at least 0, and not 0 for all. Left out, and then for all, each is credited with the
	// whole amount.
	Weight decimal.NullDecimal `json:"weight,omitzero"`
	// Overlay is the share of the amount, above 0 and at most 1, with which a partner without a
	// role is credited beside all that have one. It takes nothing from them.
	Overlay decimal.NullDecimal `json:"overlay,omitzero"`
}

// Validate returns a [*partnermath.ValidationError] that lists every rule the record breaks
// for itself. What takes the policy, or other records, is checked by [RollUp] and
// [Tally.Add].
func (r Record) Validate() error {
	return new(reader).read(&r).Err()
}

// facts are a sound record, counted in minor units and in hundred-millionths.
type facts struct {
	partner, tier, region, currency string
	quarter                         partnermath.Quarter

	outcomes []outcome
	shares   []int64 // of each outcome in turn: those of the kinds, and the rest
	spend    []int64 // by kind
	contra   int64   // Σ of the spend that is contra-revenue
	direct   amount
	plan     amount
	credited [roles]amount
	overlay  amount
	hasDeals bool
}

type outcome struct {
	revenue        int64
	cost, baseline amount
}

// amount is one that may not be known.
type amount struct {
	units int64
	known bool
}

const (
	roles       = 3
	sharePlaces = 8
	whole       = 100_000_000 // a share of 1
)

// maxUnits bounds an amount: its products with another one fit 128 bits, also after it is
// converted.
const maxUnits = 10_000_000_000_000

// reader makes facts of records, in memory that it uses again.
type reader struct {
	// kinds is nil where no policy tells them; then nothing is looked up.
	kinds   []Kind
	faults  partnermath.ValidationError // of the record that was read last
	places  int32
	counted bool // the currency is known
	facts   facts
}

// read makes facts of a record, and returns its faults, which the next one takes the place of.
func (d *reader) read(r *Record) *partnermath.ValidationError {
	d.faults = partnermath.ValidationError{}
	f, faults := &d.facts, &d.faults
	*f = facts{
		partner: r.Partner, tier: r.Tier, region: r.Region, currency: r.Currency, quarter: r.Quarter,
		outcomes: f.outcomes[:0], shares: f.shares[:0], spend: f.spend[:0],
	}
	check.IDAt(faults, check.Place{Field: "partner"}, r.Partner)
	if r.Quarter.Add(0).IsZero() {
		faults.Add("quarter", "required", "must be a quarter like 2026-Q3")
	}
	places, known := partnermath.MinorUnits(r.Currency)
	if d.places, d.counted = places, known; !known {
		faults.Addf("currency", "currency", "must be an ISO 4217 code like USD, got %.40q", r.Currency)
	}
	if r.Tier != "" {
		check.IDAt(faults, check.Place{Field: "tier"}, r.Tier)
	}
	if r.Region != "" {
		check.IDAt(faults, check.Place{Field: "region"}, r.Region)
	}
	d.readSpend(r.Spend)
	d.readOutcomes(r.Outcomes)
	f.hasDeals = r.Deals != nil
	f.direct = d.optional(place{field: "directCost"}, r.DirectCost, 0)
	f.plan = d.optional(place{field: "plan"}, r.Plan, 0)
	for i, credited := range [...]decimal.NullDecimal{r.Sourced, r.Influenced, r.Attached} {
		at := place{field: string(Role("").Values()[i])}
		f.credited[i] = d.credited(at, credited)
	}
	f.overlay = d.credited(place{field: "overlay"}, r.Overlay)
	d.checkDeals(r.Deals)
	return faults
}

// credited reads what deals tell where they are given, which is added later.
func (d *reader) credited(at place, n decimal.NullDecimal) amount {
	if d.facts.hasDeals && n.Valid {
		d.fault(at, "empty", "is worked out from the deals and must be left out")
	}
	a := d.optional(at, n, 0)
	a.known = a.known || d.facts.hasDeals
	return a
}

func (d *reader) readSpend(spend []Spend) {
	if d.tooMany(place{field: "spend"}, len(spend), MaxKinds) {
		return
	}
	f := &d.facts
	for range d.kinds {
		f.spend = append(f.spend, 0)
	}
	for i, s := range spend {
		at := func(field string) place { return place{list: "spend", i: i, field: field} }
		kind := d.kind(at("kind"), s.Kind)
		for _, before := range spend[:i] {
			if before.Kind == s.Kind {
				d.fault(at("kind"), "unique", "%.40q stands before", s.Kind)
				break
			}
		}
		units := d.required(at("amount"), s.Amount, -maxUnits)
		if kind < 0 {
			continue
		}
		f.spend[kind] = units
		if d.kinds[kind].Treatment == TreatedAsContra {
			f.contra += units
		}
	}
}

func (d *reader) readOutcomes(outcomes []Outcome) {
	if d.tooMany(place{field: "outcomes"}, len(outcomes), MaxOutcomes) {
		return
	}
	f := &d.facts
	for i := range outcomes {
		o := &outcomes[i]
		at := func(field string) place { return place{list: "outcomes", i: i, field: field} }
		f.outcomes = append(f.outcomes, outcome{
			revenue:  d.required(at("revenue"), o.Revenue, -maxUnits),
			cost:     d.optional(at("costOfGoods"), o.CostOfGoods, -maxUnits),
			baseline: d.optional(at("baseline"), o.Baseline, 0),
		})
		d.readTags(i, o.Tags)
	}
}

func (d *reader) readTags(i int, tags []Tag) {
	if d.tooMany(place{list: "outcomes", i: i, field: "tags"}, len(tags), MaxKinds) {
		return
	}
	f := &d.facts
	first := len(f.shares)
	for range d.kinds {
		f.shares = append(f.shares, 0)
	}
	rest := int64(whole)
	for j, tag := range tags {
		at := func(field string) place { return place{"outcomes", i, "tags", j, field} }
		kind := d.kind(at("kind"), tag.Kind)
		for _, before := range tags[:j] {
			if before.Kind == tag.Kind {
				d.fault(at("kind"), "unique", "%.40q stands before", tag.Kind)
				break
			}
		}
		share, fits := exact.Int64(tag.Share.Decimal, sharePlaces)
		if !tag.Share.Valid || !fits || share <= 0 || share > whole {
			shareNumber.Require(&d.faults, check.Place{Field: at("share").String()}, tag.Share)
			continue
		}
		if rest -= share; kind >= 0 {
			f.shares[first+kind] = share
		}
	}
	if rest < 0 {
		d.fault(place{list: "outcomes", i: i, field: "tags"}, "sum", "must have shares that add up to at most 1, got %s", exact.Fixed(whole-rest, sharePlaces))
	}
	f.shares = append(f.shares, rest)
}

var shareNumber = check.Number{Above: partnermath.Int(0), AtMost: partnermath.Int(1), Digits: 9, Places: sharePlaces}

// kind returns the position of a kind, or -1.
func (d *reader) kind(at place, id string) int {
	for i := range d.kinds {
		if d.kinds[i].ID == id {
			return i
		}
	}
	if d.kinds != nil {
		d.fault(at, "known", "kind %.40q is not in the policy", id)
	} else if !check.ID(id) {
		check.IDAt(&d.faults, check.Place{Field: at.String()}, id)
	}
	return -1
}

func (d *reader) checkDeals(deals []Deal) {
	if d.tooMany(place{field: "deals"}, len(deals), MaxDeals) {
		return
	}
	seen := map[string]bool{}
	for i := range deals {
		deal := &deals[i]
		at := func(field string) place { return place{list: "deals", i: i, field: field} }
		if !check.ID(deal.ID) {
			check.IDAt(&d.faults, check.Place{Field: at("id").String()}, deal.ID)
		}
		if seen[deal.ID] {
			d.fault(at("id"), "unique", "%.40q stands before: a partner has one part in a deal", deal.ID)
		}
		seen[deal.ID] = true
		d.required(at("amount"), deal.Amount, 0)
		if deal.Overlay.Valid {
			d.checkOverlay(i, deal)
			continue
		}
		if deal.Role.index() < 0 {
			d.fault(at("role"), "one-of", "must be sourced, influenced or attached; got %.40q", string(deal.Role))
		}
		if deal.Weight.Valid && !weightNumber.Holds(deal.Weight.Decimal) {
			weightNumber.Fault(&d.faults, at("weight").String(), deal.Weight.Decimal)
		}
	}
}

func (d *reader) checkOverlay(i int, deal *Deal) {
	of := check.Record{ValidationError: &d.faults, List: "deals", Index: i}
	of.Empty(deal.Role != "", "role", "is not read beside an overlay")
	of.Empty(deal.Weight.Valid, "weight", "is not read beside an overlay")
	shareNumber.Check(&d.faults, of.At("overlay"), deal.Overlay.Decimal)
}

var weightNumber = check.Number{AtLeast: partnermath.Int(0), Digits: 12, Places: 6}

// index is the position of a role, or -1.
func (r Role) index() int {
	switch r {
	case Sourced:
		return 0
	case Influenced:
		return 1
	case Attached:
		return 2
	}
	return -1
}

func (d *reader) tooMany(at place, count, most int) bool {
	if count > most {
		d.fault(at, "length", "must have a length of at most %d, got %d", most, count)
	}
	return count > most
}

// required returns the units of an amount that must be given.
func (d *reader) required(at place, n decimal.NullDecimal, least int64) int64 {
	if units, fits := exact.Int64(n.Decimal, d.places); n.Valid && fits && units >= least && units <= maxUnits {
		return units
	}
	number := check.Number{}
	if d.counted {
		number = check.Number{
			AtLeast: decimal.NewNullDecimal(exact.Fixed(least, d.places)), AtMost: decimal.NewNullDecimal(exact.Fixed(maxUnits, d.places)),
			Digits: 14, Places: d.places,
		}
	}
	number.Require(&d.faults, check.Place{Field: at.String()}, n)
	return 0
}

func (d *reader) optional(at place, n decimal.NullDecimal, least int64) amount {
	if !n.Valid {
		return amount{}
	}
	return amount{d.required(at, n, least), true}
}

func (d *reader) fault(at place, rule, format string, args ...any) {
	d.faults.Addf(at.String(), rule, format, args...)
}

// place is where a field of a record stands, written out only when it is needed.
type place struct {
	list  string
	i     int
	below string
	j     int
	field string
}

func (p place) String() string {
	switch {
	case p.list == "":
		return p.field
	case p.below == "":
		return fmt.Sprintf("%s[%d].%s", p.list, p.i, p.field)
	}
	return fmt.Sprintf("%s[%d].%s[%d].%s", p.list, p.i, p.below, p.j, p.field)
}
