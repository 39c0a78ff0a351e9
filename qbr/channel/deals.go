package channel

import (
	"cmp"
	"fmt"
	"maps"
	"slices"

	"github.com/partnermath/partnermath/internal/exact"
)

// book has the deals of records, each once.
type book struct {
	*batch
	deals   map[string]*deal
	unknown map[credit]bool // what a deal that is set apart leaves unknown
}

// credit is what a record is credited with in a role, or beside the roles: that comes last.
type credit struct{ record, role int }

type deal struct {
	money
	at       string // where it stands first
	amount   int64
	parts    [roles][]part
	overlays []overlay
	differs  bool
}

// part is a partner's part in a deal.
type part struct {
	partner, tier, region string
	record                int
	weight                amount
}

// overlay is a share of a deal with which a record is credited beside the roles.
type overlay struct {
	record int
	share  int64
}

const weightPlaces = 6

func newBook(b *batch) *book { return &book{b, make(map[string]*deal), make(map[credit]bool)} }

// add adds the deals of a record.
func (b *book) add(i int) {
	r := &b.records[i]
	if len(r.Deals) == 0 {
		return
	}
	if _, counts := b.tally.side(r.Quarter); !counts {
		return
	}
	places := b.tally.account(r.Currency).places
	for j := range r.Deals {
		d := &r.Deals[j]
		at := fmt.Sprintf("records[%d].deals[%d]", i, j)
		units, _ := exact.Int64(d.Amount.Decimal, places)
		of := b.deals[d.ID]
		if of == nil {
			of = &deal{money: money{r.Currency, r.Quarter}, at: at, amount: units}
			b.deals[d.ID] = of
		}
		switch {
		case units != of.amount:
			b.differ(of, d.ID, at+".amount", "match", "must be that of the deal at %s, got %s", of.at, d.Amount.Decimal)
		case money{r.Currency, r.Quarter} != of.money:
			b.differ(of, d.ID, at+".id", "match", "%.40q is a deal of %s in %s at %s", d.ID, of.quarter, of.currency, of.at)
		}
		if d.Overlay.Valid {
			share, _ := exact.Int64(d.Overlay.Decimal, sharePlaces)
			of.overlays = append(of.overlays, overlay{i, share})
			continue
		}
		b.addPart(of, i, d, at)
	}
}

// addPart adds a partner's part in a role.
func (b *book) addPart(of *deal, i int, d *Deal, at string) {
	r := &b.records[i]
	p := part{partner: r.Partner, tier: r.Tier, region: r.Region, record: i}
	if d.Weight.Valid {
		p.weight.known = true
		p.weight.units, _ = exact.Int64(d.Weight.Decimal, weightPlaces)
	}
	parts := &of.parts[d.Role.index()]
	if len(*parts) > 0 && (*parts)[0].weight.known != p.weight.known {
		b.differ(of, d.ID, at+".weight", "match", "must be given for all who %s the deal %.40q, or for none", string(d.Role), d.ID)
	}
	*parts = append(*parts, p)
}

// differ adds a fault of a deal, or sets it apart.
func (b *book) differ(of *deal, id, path, rule, format string, args ...any) {
	if !b.apart {
		b.faults.Addf(path, rule, format, args...)
	} else if !of.differs {
		b.tally.findings.Add(ReasonDealsDiffer, id)
	}
	of.differs = true
}

// judge finds the deals in which nobody counts, and what those that differ leave unknown.
func (b *book) judge() {
	for _, id := range slices.Sorted(maps.Keys(b.deals)) {
		d := b.deals[id]
		for role, parts := range d.parts {
			if len(parts) > 0 && !d.differs && !slices.ContainsFunc(parts, part.counts) {
				b.differ(d, id, d.at+".weight", "sum", "must not be 0 for all who %s the deal %.40q", string(Role("").Values()[role]), id)
			}
		}
		if !d.differs {
			continue
		}
		for role, parts := range d.parts {
			for _, p := range parts {
				b.unknown[credit{p.record, role}] = true
			}
		}
		for _, o := range d.overlays {
			b.unknown[credit{o.record, roles}] = true
		}
	}
}

// forget takes back that credits of the record that was read are known, where a deal leaves
// them unknown.
func (b *book) forget(record int) {
	b.forgetIn(&b.tally.reader.facts, record)
	if c := b.tally.converter; c != nil {
		b.forgetIn(&c.facts, record)
	}
}

func (b *book) forgetIn(f *facts, record int) {
	for role := range f.credited {
		f.credited[role].known = f.credited[role].known && !b.unknown[credit{record, role}]
	}
	f.overlay.known = f.overlay.known && !b.unknown[credit{record, roles}]
}

// settle credits partners with their deals.
func (b *book) settle() {
	for _, id := range slices.Sorted(maps.Keys(b.deals)) {
		d := b.deals[id]
		for _, parts := range d.parts {
			slices.SortFunc(parts, func(x, y part) int { return cmp.Compare(x.partner, y.partner) })
		}
		if side, _ := b.tally.side(d.quarter); side == period && !d.differs {
			b.credit(d)
		}
	}
}

// counts reports whether a part has a weight above 0, or none.
func (p part) counts() bool { return !p.weight.known || p.weight.units > 0 }

// credit credits a deal in its own currency, and converted.
func (b *book) credit(d *deal) {
	t := b.tally
	t.accounts[d.currency].credit(d, d.amount, b.unknown)
	if t.converter == nil {
		return
	}
	if rate := t.converter.rate(d.money); rate != nil {
		units, _ := rate.units(d.amount)
		t.converted.credit(d, units, b.unknown)
	}
}

// credit credits the partners of a deal of so many units, but for what is unknown anyway.
func (a *account) credit(d *deal, units int64, unknown map[credit]bool) {
	for _, o := range d.overlays {
		if !unknown[credit{o.record, roles}] {
			a.Overlay.Sum.Add(exact.MulRound(units, o.share, whole))
		}
	}
	all, hasRole := &a.deals[roles], false
	for role, parts := range d.parts {
		if len(parts) == 0 {
			continue
		}
		hasRole = true
		shares := make([]int64, len(parts))
		for i, p := range parts {
			shares[i] = p.weight.units
		}
		if !parts[0].weight.known {
			for i := range shares {
				shares[i] = units
			}
		} else {
			exact.AllocateInto(shares, units, shares)
		}
		to := &a.deals[role]
		to.deals++
		to.distinct.Add(units)
		for i, p := range parts {
			if unknown[credit{p.record, role}] {
				continue
			}
			a.Credited[role].Sum.Add(shares[i])
			a.Credited[roles].Sum.Add(shares[i])
			a.Partners[p.partner].Credited[role].Sum.Add(shares[i])
			for _, group := range [...]*cost{&a.All, a.Tiers[p.tier], a.Regions[p.region]} {
				group.Credited[role].Sum.Add(shares[i])
			}
		}
	}
	if hasRole {
		all.deals++
		all.distinct.Add(units)
	}
}
