package pipeline

import (
	"slices"
	"sort"

	"github.com/partnermath/partnermath/internal/exact"
)

// listing counts deals and keeps those that come first by id, or the largest ones, so
// that it does not matter in which order they are added.
type listing struct {
	bySize  bool
	deals   int
	unknown int // without an amount
	amount  exact.Total
	listed  []sizedDeal // at most as many as most says, in order
}

type sizedDeal struct {
	ListedDeal
	amount int64
}

func (l *listing) most() int {
	if l.bySize {
		return MaxLargestDeals
	}
	return MaxListedDeals
}

// precedes reports whether a deal comes before one that is listed.
func (l *listing) precedes(amount int64, id string, listed *sizedDeal) bool {
	if l.bySize && amount != listed.amount {
		return amount > listed.amount
	}
	return id < listed.ID
}

func (l *listing) add(d *Deal, amount int64) {
	l.deals++
	addTo(&l.amount, &l.unknown, amount)
	if n := len(l.listed); n == l.most() && !l.precedes(amount, d.ID, &l.listed[n-1]) {
		return
	}
	l.insert(sizedDeal{amount: amount, ListedDeal: ListedDeal{
		ID: d.ID, Partner: d.Partner, Rep: d.Rep, Amount: d.Amount, ExpectedClose: d.ExpectedClose, LastActivity: d.LastActivity,
	}})
}

func (l *listing) insert(d sizedDeal) {
	at := sort.Search(len(l.listed), func(i int) bool { return l.precedes(d.amount, d.ID, &l.listed[i]) })
	l.listed = slices.Insert(l.listed, at, d)
	l.listed = l.listed[:min(len(l.listed), l.most())]
}

func (l *listing) merge(m *listing) {
	l.deals += m.deals
	l.unknown += m.unknown
	l.amount.Merge(m.amount)
	for _, d := range slices.Clone(m.listed) {
		l.insert(d)
	}
}

func (l *listing) publish(reason DealApartReason, places int32) DealExceptions {
	e := DealExceptions{
		Reason: reason, Deals: l.deals, Amount: l.amount.Decimal(places), Unknown: l.unknown, More: l.deals - len(l.listed),
	}
	for _, d := range l.listed {
		d.Amount = known(d.Amount)
		e.Listed = append(e.Listed, d.ListedDeal)
	}
	return e
}
