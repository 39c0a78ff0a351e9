package mdf

import (
	"cmp"
	"fmt"
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/finding"
)

// Balance works out what each partner has at the end of asOf, as the package comment says.
//
// It returns a [*partnermath.ValidationError] for an invalid program or entry, an entry without partner or date, an
// entry that names what is not there, is of another partner or of a later day, a debit without cover, a release, void
// or reversal beyond what is left to take back, and for amounts of a partner that add up to more than 10^18 minor
// units. A faulty entry does nothing; whether it is refused or set apart, Program.Faulty says.
func Balance(p Program, entries []Entry, asOf partnermath.Date) (Ledger, error) {
	var faults partnermath.ValidationError
	p.asOf(&faults, asOf)
	if err := faults.Err(); err != nil {
		return Ledger{}, err
	}
	l := Ledger{Currency: p.Currency, AsOf: asOf, Positions: []Position{}}
	books, err := keepBooks(&p, entries, asOf, func(a *account) { l.Positions = append(l.Positions, a.position()) })
	if err != nil {
		return Ledger{}, err
	}
	for i := range l.Positions {
		l.Total = l.Total.add(&l.Positions[i].Funds)
	}
	l.Findings = books.apart.Findings()
	return l, nil
}

// books are entries on their way to accounts: grouped by partner, with their faults.
type books struct {
	places   int32
	refuse   bool
	faults   partnermath.ValidationError // of entries by themselves
	late     []fault                     // of entries among the others
	apart    finding.Log
	entries  []Entry
	partners []string
	order    []int32 // indices of entries, those of a partner together, in the order of partners
	ends     []int   // of each partner in order
}

// fault is a broken rule of an entry among others.
type fault struct {
	*post
	field, rule, message string
}

// post is an entry in minor units.
type post struct {
	*Entry
	index  int // in the list
	kind   traits
	amount int64
	named  int32 // the post that Of names, of the same partner; -1 without
	at     int32 // where the post was before they were sorted
	// Where it stands in its day: its class, or that of the entry of the same day that it
	// follows; then the id of that, or its own.
	class uint8
	lead  string
	// slot is where a credit has its lot and a reservation or payment its parts; -1 before it counts.
	slot int32
}

// keepBooks runs the account of each partner, by partner, and hands each to read.
func keepBooks(p *Program, entries []Entry, asOf partnermath.Date, read func(*account)) (*books, error) {
	places, _ := partnermath.MinorUnits(p.Currency)
	b := &books{places: places, entries: entries, refuse: p.Faulty != partnermath.FaultySetApart}
	b.group(&entryRules{amount: amountNumber(places), currency: p.Currency, preApproval: p.PreApproval})
	if err := b.faults.Err(); err != nil {
		return nil, err
	}
	a := account{books: b, ids: map[string]int32{}}
	start := 0
	for i, partner := range b.partners {
		a.open(partner, b.order[start:b.ends[i]])
		a.run(asOf)
		if len(b.late) == 0 {
			read(&a)
		}
		start = b.ends[i]
	}
	slices.SortStableFunc(b.late, func(x, y fault) int { return cmp.Compare(x.index, y.index) })
	for _, f := range b.late {
		b.faults.Addf(fmt.Sprintf("entries[%d].%s", f.index, f.field), f.rule, "%s (entry %s of %s)", f.message, f.ID, f.Partner)
	}
	return b, b.faults.Err()
}

// fault refuses an entry or sets it apart.
func (b *books) fault(x *post, field, rule, message string) {
	if b.refuse {
		copied := *x
		b.late = append(b.late, fault{&copied, field, rule, message})
		return
	}
	b.setApart(x.Entry, rule)
}

// group checks the entries each for itself and sorts them by partner.
func (b *books) group(rules *entryRules) {
	numbers := map[string]int32{}
	of := make([]int32, len(b.entries)) // the number of the partner, -1 for a faulty entry
	faults := 0
	for i := range b.entries {
		e := &b.entries[i]
		e.check(&b.faults, check.Place{List: "entries", Index: i}, rules)
		if len(b.faults.Fields) > faults || b.faults.Truncated {
			of[i] = -1
			if !b.refuse {
				b.setApart(e, b.faults.Fields[0].Rule)
				b.faults.Fields = b.faults.Fields[:0]
			}
			if faults = len(b.faults.Fields); b.faults.Truncated {
				return
			}
			continue
		}
		number, seen := numbers[e.Partner]
		if !seen {
			number = int32(len(b.partners))
			numbers[e.Partner] = number
			b.partners = append(b.partners, e.Partner)
		}
		of[i] = number
	}
	b.place(of, numbers)
}

// setApart makes an entry a finding.
func (b *books) setApart(e *Entry, rule string) {
	id := ""
	if check.ID(e.Partner) && check.ID(e.ID) {
		id = e.Partner + "/" + e.ID
	}
	b.apart.Add(partnermath.Reason(rule), id)
}

// place puts the sound entries side by side by partner, the partners in order.
func (b *books) place(of []int32, numbers map[string]int32) {
	slices.Sort(b.partners)
	next := make([]int, len(b.partners)) // by number: where the next entry goes
	for _, number := range of {
		if number >= 0 {
			next[number]++
		}
	}
	sum := 0
	b.ends = make([]int, len(b.partners))
	for i, partner := range b.partners {
		number := numbers[partner]
		next[number], sum = sum, sum+next[number]
		b.ends[i] = sum
	}
	b.order = make([]int32, sum)
	for i, number := range of {
		if number >= 0 {
			b.order[next[number]] = int32(i)
			next[number]++
		}
	}
}

// add returns f + g.
func (f Funds) add(g *Funds) Funds {
	return Funds{
		Accrued: f.Accrued.Add(g.Accrued), Granted: f.Granted.Add(g.Granted), Adjusted: f.Adjusted.Add(g.Adjusted),
		Reinstated: f.Reinstated.Add(g.Reinstated), Recovered: f.Recovered.Add(g.Recovered),
		Paid: f.Paid.Add(g.Paid), Converted: f.Converted.Add(g.Converted), Forfeited: f.Forfeited.Add(g.Forfeited),
		Reserved: f.Reserved.Add(g.Reserved), Available: f.Available.Add(g.Available), Owed: f.Owed.Add(g.Owed),
		Balance: f.Balance.Add(g.Balance),
	}
}
