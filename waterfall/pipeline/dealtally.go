package pipeline

import (
	"cmp"
	"encoding/json"
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
	"github.com/partnermath/partnermath/internal/finding"
)

// DealTally collects deals one by one, when they are too many to hold. Its memory
// grows with the partners, reps, regions and products, some 700 bytes for each of them, not
// with the deals. It is not safe to share: let each worker collect apart and
// [DealTally.Merge]. Neither the order of deals nor how they are divided among workers
// matters for the result. It does not look for repeated ids; the caller guarantees that
// there are none. The zero DealTally collects nothing; its methods return an error.
type DealTally struct {
	policy  DealPolicy
	asOf    partnermath.Date
	places  int32
	stages  map[string]int
	chances []int64 // of the stages, in millionths
	records int     // that Add has seen

	days dayCounter

	all      sums             // of all deals, and below parts of them
	byStage  []sums           // the last is of deals whose stage is not known
	byRank   [len(ranks)]sums // not cumulative
	apart    [len(apartReasons)]listing
	stale    listing
	largest  listing
	groups   [groupings]map[string]*sums
	age      dayMean // of the open deals of the period
	cycle    dayMean // from creation to winning
	findings finding.Log
}

// ranks are the categories, the surest first.
var ranks = [...]ForecastCategory{CategoryCommit, CategoryBestCase, CategoryOpen}

var apartReasons = [...]DealApartReason{ApartSlipped, ApartUndated, ApartEarlier, ApartLater, ApartOmitted}

// groupings are partners, reps, regions and products.
const groupings = 4

// sums are of some deals: of the open ones of the period, of the value of those set
// apart, of those won in the period, and of how many ended how.
type sums struct {
	deals                      int
	open, weighted, won, apart exact.Total
	unknown                    DealUnknown
	ended                      [3]int // won, lost, no decision
}

// addTo adds an amount that may not be known to a sum, or to the count of the others.
func addTo(sum *exact.Total, unknown *int, amount int64) {
	if amount < 0 {
		*unknown++
		return
	}
	sum.Add(amount)
}

func (s *sums) addOpen(f *dealFacts) {
	s.deals++
	addTo(&s.open, &s.unknown.Open, f.amount)
	addTo(&s.weighted, &s.unknown.Weighted, f.weighted)
}

func (s *sums) merge(t sums) {
	s.deals += t.deals
	s.open.Merge(t.open)
	s.weighted.Merge(t.weighted)
	s.won.Merge(t.won)
	s.apart.Merge(t.apart)
	s.unknown.Open += t.unknown.Open
	s.unknown.Weighted += t.unknown.Weighted
	s.unknown.Won += t.unknown.Won
	s.unknown.Apart += t.unknown.Apart
	for i := range s.ended {
		s.ended[i] += t.ended[i]
	}
}

// dayMean collects days for their mean.
type dayMean struct {
	deals int
	days  int64
}

// add adds the days from one day to another one, unless one of them is not known.
func (m *dayMean) add(from, to partnermath.Date) {
	if !from.IsZero() && !to.IsZero() {
		m.deals++
		m.days += int64(to.DaysSince(from))
	}
}

func (m *dayMean) merge(n dayMean) {
	m.deals += n.deals
	m.days += n.days
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
	t := &DealTally{asOf: asOf, largest: listing{bySize: true}, stages: make(map[string]int, len(p.Stages)), byStage: make([]sums, len(p.Stages)+1)}
	p.Stages, p.CoverageTargets = slices.Clone(p.Stages), slices.Clone(p.CoverageTargets)
	p.WorkingDays.Weekend, p.WorkingDays.Holidays = slices.Clone(p.WorkingDays.Weekend), slices.Clone(p.WorkingDays.Holidays)
	for i := range p.CoverageTargets {
		if p.CoverageTargets[i].Of == "" {
			p.CoverageTargets[i].Of = TargetRemaining
		}
	}
	p.Days, p.Faulty = cmp.Or(p.Days, DaysCalendar), cmp.Or(p.Faulty, partnermath.FaultyRefuse)
	p.Target, p.Call = known(p.Target), known(p.Call)
	t.policy, t.days = p, newDayCounter(p.Days, p.WorkingDays)
	t.places, _ = partnermath.MinorUnits(p.Currency)
	for i, s := range p.Stages {
		t.stages[s.ID] = i
		t.chances = append(t.chances, millionths(s.Probability.Decimal))
	}
	for i := range t.groups {
		t.groups[i] = make(map[string]*sums)
	}
	return t, nil
}

// key is what two tallies must agree on. Decimals are written without trailing zeros, so that
// equal policies have one key.
func (t *DealTally) key() string {
	key, _ := json.Marshal(struct {
		Policy DealPolicy
		AsOf   partnermath.Date
	}{t.policy, t.asOf})
	return string(key)
}

const million = 1_000_000

func millionths(d decimal.Decimal) int64 {
	n, _ := exact.Int64(d, 6)
	return n
}

// Add adds one deal, whose currency must be given. Facts that contradict each other are
// findings of the result. The error is a [*partnermath.ValidationError] whose paths start
// with the number of the record, counted from 0, as in "deals[7].amount"; the deal is
// then left out, whatever the policy says of faulty ones.
func (t *DealTally) Add(d Deal) error {
	if err := t.usable("tally"); err != nil {
		return err
	}
	at := t.records
	t.records++
	if !d.sound() || !t.fits(&d, true) {
		return t.refuse(d, at)
	}
	t.add(&d)
	return nil
}

// refuse tells what is wrong with a deal.
func (t *DealTally) refuse(d Deal, at int) error {
	var own, faults partnermath.ValidationError
	t.check(&d, true, &own)
	nameRecord(&faults, fmt.Sprintf("deals[%d]", at), "deal", d.ID, &own)
	return faults.Err()
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
	f, ok := t.look(d)
	if !ok {
		return
	}
	parts := t.partsOf(d)
	if f.outcome != "" {
		t.end(&f, parts)
		return
	}
	if !f.closed.IsZero() {
		return
	}
	if reason := t.apartReason(d); reason >= 0 {
		t.apart[reason].add(d, f.amount)
		for _, s := range parts {
			addTo(&s.apart, &s.unknown.Apart, f.amount)
		}
		return
	}
	for _, s := range parts {
		s.addOpen(&f)
	}
	if f.stage < 0 {
		f.stage = len(t.byStage) - 1
	}
	t.byStage[f.stage].addOpen(&f)
	t.byRank[d.Category.rank()].addOpen(&f)
	t.age.add(f.created, t.asOf)
	if t.policy.StaleAfter > 0 && !f.touched.IsZero() && t.days.between(f.touched, t.asOf) > t.policy.StaleAfter {
		t.stale.add(d, f.amount)
	}
	if f.amount >= 0 {
		t.largest.add(d, f.amount)
	}
}

// end adds a deal that ended to the parts that it belongs to.
func (t *DealTally) end(f *dealFacts, parts [groupings + 1]*sums) {
	how := slices.Index(dealEnds[:], f.outcome)
	won := f.outcome == DealWon
	if won {
		t.cycle.add(f.created, f.closed)
	}
	for _, s := range parts {
		s.ended[how]++
		switch {
		case !won:
		case f.closed.IsZero():
			s.unknown.Won++
		case t.policy.Period.Contains(f.closed):
			addTo(&s.won, &s.unknown.Won, f.amount)
		}
	}
}

var dealEnds = [...]DealOutcome{DealWon, DealLost, DealNoDecision}

// apartReason returns the position of the reason to set an open deal apart, or -1.
func (t *DealTally) apartReason(d *Deal) int {
	switch {
	case d.Category == CategoryOmitted:
		return 4
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

func (c ForecastCategory) rank() int {
	for i, category := range ranks[:2] {
		if c == category {
			return i
		}
	}
	return len(ranks) - 1
}

// partsOf returns what a deal is a part of: all, and its groups.
func (t *DealTally) partsOf(d *Deal) [groupings + 1]*sums {
	parts := [groupings + 1]*sums{groupings: &t.all}
	for i, id := range [groupings]string{d.Partner, d.Rep, d.Region, d.Product} {
		parts[i] = groupOf(t.groups[i], id)
	}
	return parts
}
