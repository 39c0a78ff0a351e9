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
	deals map[string]*deal
}

type deal struct {
	money
	at       string // where it stands first
	amount   int64
	parts    [roles][]part
	overlays []int64 // shares
	differs  bool
}

// part is a partner's part in a deal.
type part struct {
	partner, tier, region string
	weight                amount
}

const weightPlaces = 6

func newBook(b *batch) *book { return &book{b, make(map[string]*deal)} }

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
			of.overlays = append(of.overlays, share)
			continue
		}
		b.addPart(of, r, d, at)
	}
}

// addPart adds a partner's part in a role.
func (b *book) addPart(of *deal, r *Record, d *Deal, at string) {
	p := part{partner: r.Partner, tier: r.Tier, region: r.Region}
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

// settle credits partners with their deals.
func (b *book) settle() {
	for _, id := range slices.Sorted(maps.Keys(b.deals)) {
		d := b.deals[id]
		for role, parts := range d.parts {
			if len(parts) > 0 && !d.differs && !slices.ContainsFunc(parts, part.counts) {
				b.differ(d, id, d.at+".weight", "sum", "must not be 0 for all who %s the deal %.40q", string(Role("").Values()[role]), id)
			}
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
	t.accounts[d.currency].credit(d, d.amount)
	if t.converter == nil {
		return
	}
	if rate := t.converter.rate(d.money); rate != nil {
		units, _ := rate.units(d.amount)
		t.converted.credit(d, units)
	}
}

// credit credits the partners of a deal of so many units.
func (a *account) credit(d *deal, units int64) {
	for _, share := range d.overlays {
		a.Overlay.Sum.Add(exact.MulRound(units, share, whole))
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
