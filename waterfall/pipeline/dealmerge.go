package pipeline

import "github.com/partnermath/partnermath"

// Merge adds another tally, which stays as it is. The error is a
// [*partnermath.ValidationError] when the two are not of one policy and one day.
func (t *DealTally) Merge(other *DealTally) error {
	if err := t.usable("tally"); err != nil {
		return err
	}
	if err := other.usable("other"); err != nil {
		return err
	}
	if t.key() != other.key() {
		var faults partnermath.ValidationError
		faults.Add("other", "match", "must be of the same policy and the same day")
		return faults.Err()
	}
	t.records += other.records
	t.all.merge(other.all)
	for i := range t.byStage {
		t.byStage[i].merge(other.byStage[i])
	}
	for i := range t.byRank {
		t.byRank[i].merge(other.byRank[i])
	}
	for i := range t.apart {
		t.apart[i].merge(&other.apart[i])
	}
	t.stale.merge(&other.stale)
	t.largest.merge(&other.largest)
	t.age.merge(other.age)
	t.cycle.merge(other.cycle)
	t.findings.Merge(&other.findings)
	t.mergeGroups(other)
	return nil
}

func (t *DealTally) mergeGroups(other *DealTally) {
	for i := range other.groups {
		for id, from := range other.groups[i] {
			groupOf(t.groups[i], id).merge(*from)
		}
	}
}
