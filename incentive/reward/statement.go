package reward

import (
	"cmp"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/internal/exact"
)

// tally adds up deals by organisation or by rep.
type tally struct {
	places int32
	rows   []row
	at     map[string]int
}

// row is what deals of one come to, in minor units.
type row struct {
	Statement
	earned, pending, forfeited, takenBack exact.Total
	in, back                              exact.Total // paid, and come back
	lostIn, lostBack                      exact.Total // that of them on deals that are lost, expired or cancelled
}

func newTally(places int32) *tally { return &tally{places: places, at: map[string]int{}} }

// add adds what one has of a deal, and returns the row of its statement.
func (t *tally) add(id string, status DealStatus, p *part) (at int) {
	at, ok := t.at[id]
	if !ok {
		at = len(t.rows)
		t.at[id] = at
		t.rows = append(t.rows, row{Statement: Statement{ID: id}})
	}
	t.rows[at].add(status, p)
	return at
}

// list adds a line to the statement of a row, once all that it has is added.
func (t *tally) list(at int, deal *DealReward, amounts *Amounts) {
	r := &t.rows[at]
	if r.Lines == nil {
		r.Lines = make([]StatementLine, 0, r.Deals)
	}
	r.Lines = append(r.Lines, StatementLine{Deal: deal.ID, Status: deal.Status, Amounts: *amounts})
}

func (r *row) add(status DealStatus, p *part) {
	r.Deals++
	if p.pending == unknown || p.forfeited == unknown {
		r.Unknown++
	}
	r.earned.Add(p.earned)
	r.pending.Add(p.pending) // unknown counts as 0
	r.forfeited.Add(p.forfeited)
	r.takenBack.Add(p.takenBack)
	r.in.Add(p.paid)
	r.back.Add(-p.paid)
	if status == StatusLost || status == StatusExpired || status == StatusCancelled {
		r.lostIn.Add(p.paid)
		r.lostBack.Add(-p.paid)
	}
}

// sums publishes what is added up.
func (r *row) sums(places int32) Sums {
	s := r.Sums
	s.Earned, s.TakenBack = r.earned.Decimal(places), r.takenBack.Decimal(places)
	s.Pending = decimal.NewNullDecimal(r.pending.Decimal(places))
	s.Forfeited = decimal.NewNullDecimal(r.forfeited.Decimal(places))
	s.Paid = r.in.Decimal(places).Sub(r.back.Decimal(places))
	s.PaidOnLost = r.lostIn.Decimal(places).Sub(r.lostBack.Decimal(places))
	s.Due = s.Earned.Sub(s.Paid)
	return s
}

// statements publishes all, by id.
func (t *tally) statements() []Statement {
	all := make([]Statement, len(t.rows))
	for i := range t.rows {
		all[i] = t.rows[i].Statement
		all[i].Sums = t.rows[i].sums(t.places)
	}
	slices.SortFunc(all, func(a, b Statement) int { return cmp.Compare(a.ID, b.ID) })
	return all
}
