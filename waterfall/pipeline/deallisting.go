package pipeline

import (
	"slices"
	"strings"

	"github.com/partnermath/partnermath/internal/exact"
)

// listing counts deals and keeps those that come first by id, so that it does not
// matter in which order they are added.
type listing struct {
	deals  int
	amount exact.Total
	listed []ListedDeal // at most MaxListedDeals, by id
}

func (l *listing) add(d *Deal, amount int64) {
	l.deals++
	l.amount.Add(amount)
	if len(l.listed) == MaxListedDeals && d.ID >= l.listed[MaxListedDeals-1].ID {
		return
	}
	l.insert(ListedDeal{ID: d.ID, Partner: d.Partner, Amount: d.Amount, ExpectedClose: d.ExpectedClose, LastActivity: d.LastActivity})
}

func (l *listing) insert(d ListedDeal) {
	at, _ := slices.BinarySearchFunc(l.listed, d.ID, func(l ListedDeal, id string) int { return strings.Compare(l.ID, id) })
	l.listed = slices.Insert(l.listed, at, d)
	l.listed = l.listed[:min(len(l.listed), MaxListedDeals)]
}

func (l *listing) merge(m *listing) {
	l.deals += m.deals
	l.amount.Merge(m.amount)
	for _, d := range slices.Clone(m.listed) {
		l.insert(d)
	}
}

func (l *listing) publish(reason DealApartReason, places int32) DealExceptions {
	return DealExceptions{
		Reason: reason, Deals: l.deals, Amount: l.amount.Decimal(places),
		Listed: slices.Clone(l.listed), More: l.deals - len(l.listed),
	}
}
