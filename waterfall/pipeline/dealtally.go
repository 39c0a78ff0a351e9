package pipeline

import (
	"encoding/json"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

// DealTally collects deals one by one, when they are too many to hold. Its memory
// grows with the partners, regions and products, some 700 bytes for each of them, not
// with the deals. It is not safe to share: let each worker collect apart and
// [DealTally.Merge]. Neither the order of deals nor how they are divided among workers
// matters for the result. It does not look for repeated ids; the caller guarantees that
// there are none. The zero DealTally collects nothing; its methods return an error.
type DealTally struct {
	policy  DealPolicy
	asOf    partnermath.Date
	key     string // what two tallies must agree on
	places  int32
	stages  map[string]int
	chances []int64 // of the stages, in millionths
	records int     // that Add has seen

	all     sums // the open deals of the period, and below parts of them
	byStage []sums
	byRank  [len(ranks)]sums // not cumulative
	apart   [len(apartReasons)]listing
	stale   listing
	groups  [groupings]map[string]*group
	won     exact.Total
	ended   [3]int // won, lost, no decision
	ageDays int64  // of the open deals of the period
	wonDays int64  // from creation to winning
}

// ranks are the categories, the surest first.
var ranks = [...]ForecastCategory{CategoryCommit, CategoryBestCase, CategoryOpen}

var apartReasons = [...]DealApartReason{ApartSlipped, ApartUndated, ApartEarlier, ApartLater}

// groupings are partners, regions and products.
const groupings = 3

// sums are of open deals.
type sums struct {
	deals          int
	open, weighted exact.Total
}

func (s *sums) add(amount, weighted int64) {
	s.deals++
	s.open.Add(amount)
	s.weighted.Add(weighted)
}

func (s *sums) merge(t *sums) {
	s.deals += t.deals
	s.open.Merge(t.open)
	s.weighted.Merge(t.weighted)
}

// group is what a partner, a region or a product has.
type group struct {
	sums
	won, apart exact.Total
}

// NewDealTally starts a tally. The error is a [*partnermath.ValidationError] with
// paths below "policy" and "asOf".
func NewDealTally(p DealPolicy, asOf partnermath.Date) (*DealTally, error) {
	var faults partnermath.ValidationError
	faults.Merge("policy", p.Validate())
	if asOf.IsZero() {
		faults.Add("asOf", "required", "must be given")
	}
	if err := faults.Err(); err != nil {
		return nil, err
	}
	t := &DealTally{asOf: asOf, stages: make(map[string]int, len(p.Stages)), byStage: make([]sums, len(p.Stages))}
	p.Stages = append([]DealStage(nil), p.Stages...)
	p.Indexes = append([]CoverageIndex(nil), p.Indexes...)
	for i := range p.Indexes {
		if p.Indexes[i].Of == "" {
			p.Indexes[i].Of = TargetRemaining
		}
	}
	if !p.Target.Valid {
		p.Target = decimal.NullDecimal{}
	}
	t.policy = p
	t.places, _ = exact.MinorUnits(p.Currency)
	for i, s := range p.Stages {
		t.stages[s.ID] = i
		t.chances = append(t.chances, millionths(s.Probability))
	}
	for i := range t.groups {
		t.groups[i] = make(map[string]*group)
	}
	// Decimals are written without trailing zeros, so that equal policies have one key.
	key, _ := json.Marshal(struct {
		Policy DealPolicy
		AsOf   partnermath.Date
	}{p, asOf})
	t.key = string(key)
	return t, nil
}

const million = 1_000_000

func millionths(d decimal.Decimal) int64 {
	n, _ := exact.Int64(d, 6)
	return n
}

// Add adds one deal, whose currency must be given. The error is a
// [*partnermath.ValidationError] whose paths start with the number of the record,
// counted from 0, as in "deals[7].amount"; the deal is then left out.
func (t *DealTally) Add(d Deal) error {
	if err := t.usable("tally"); err != nil {
		return err
	}
	at := t.records
	t.records++
	if err := t.check(&d, at, true); err != nil {
		return err
	}
	t.add(&d)
	return nil
}

// usable returns an error for a tally that is not there or the zero one.
func (t *DealTally) usable(path string) error {
	if t != nil && t.stages != nil {
		return nil
	}
	var faults partnermath.ValidationError
	faults.Add(path, "required", "must come from NewDealTally")
	return faults.Err()
}

// add adds a sound deal.
func (t *DealTally) add(d *Deal) {
	amount, _ := exact.Int64(d.Amount, t.places)
	groups := t.groupsOf(d)
	switch d.Outcome {
	case DealWon:
		t.ended[0]++
		t.wonDays += int64(d.Closed.DaysSince(d.Created))
		if t.policy.Period.Contains(d.Closed) {
			t.won.Add(amount)
			for _, g := range groups {
				g.won.Add(amount)
			}
		}
		return
	case DealLost:
		t.ended[1]++
		return
	case DealNoDecision:
		t.ended[2]++
		return
	}
	if reason := t.apartReason(d); reason >= 0 {
		t.apart[reason].add(d, amount)
		for _, g := range groups {
			g.apart.Add(amount)
		}
		return
	}
	stage := t.stages[d.Stage]
	weighted := exact.MulRound(amount, t.chance(d, stage), million*million)
	t.all.add(amount, weighted)
	t.byStage[stage].add(amount, weighted)
	t.byRank[d.Category.rank()].add(amount, weighted)
	for _, g := range groups {
		g.add(amount, weighted)
	}
	t.ageDays += int64(t.asOf.DaysSince(d.Created))
	if t.isStale(d) {
		t.stale.add(d, amount)
	}
}

// chance returns probability × reliability in millionths of millionths.
func (t *DealTally) chance(d *Deal, stage int) int64 {
	chance, reliability := t.chances[stage], int64(million)
	if d.Probability.Valid {
		chance = millionths(d.Probability.Decimal)
	}
	if d.Reliability.Valid {
		reliability = millionths(d.Reliability.Decimal)
	}
	return chance * reliability
}

// apartReason returns the position of the reason to set an open deal apart, or -1.
func (t *DealTally) apartReason(d *Deal) int {
	switch {
	case d.ExpectedClose.IsZero():
		return 1
	case d.ExpectedClose.Before(t.asOf):
		return 0
	case d.ExpectedClose.Before(t.policy.Period.Start):
		return 2
	case !d.ExpectedClose.Before(t.policy.Period.End):
		return 3
	}
	return -1
}

func (t *DealTally) isStale(d *Deal) bool {
	last := d.LastActivity
	if last.IsZero() {
		last = d.Created
	}
	return t.policy.StaleAfter > 0 && t.asOf.DaysSince(last) > t.policy.StaleAfter
}

func (c ForecastCategory) rank() int {
	for i, category := range ranks[:2] {
		if c == category {
			return i
		}
	}
	return len(ranks) - 1
}

// groupsOf returns the groups of a deal.
func (t *DealTally) groupsOf(d *Deal) [groupings]*group {
	var all [groupings]*group
	for i, id := range [groupings]string{d.Partner, d.Region, d.Product} {
		g := t.groups[i][id]
		if g == nil {
			g = new(group)
			t.groups[i][id] = g
		}
		all[i] = g
	}
	return all
}
