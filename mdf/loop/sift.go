package loop

import (
	"bytes"
	"encoding/json"
	"fmt"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/finding"
)

// sift returns the records of a list that count, of copies that say the same the first. A
// record that is faulty, and one of which there are copies that differ, is a fault or, where
// faulty says so, set apart.
func sift[T any](
	faults *partnermath.ValidationError, log *finding.Log, faulty partnermath.Faulty, path string, most int, all []T,
	id func(*T) string, check func(*T) error,
) []*T {
	if len(all) > most {
		faults.Addf(path, "length", "must have a length of at most %d, got %d", most, len(all))
		return nil
	}
	apart := faulty == partnermath.FaultySetApart
	first, differ := make(map[string]int, len(all)), map[string]bool{}
	sound := make([]int, 0, len(all))
	for i := range all {
		if faults.Truncated {
			return nil
		}
		name := id(&all[i])
		err := check(&all[i])
		before, again := first[name]
		switch {
		case err != nil && apart:
			log.Add(ReasonFaulty, shown(name))
			differ[name] = true
			continue
		case err != nil:
			faults.Merge(fmt.Sprintf("%s[%d]", path, i), named(err, name))
			continue
		case !again:
			first[name] = i
		case same(&all[before], &all[i]):
		case apart:
			differ[name] = true
		default:
			faults.Addf(fmt.Sprintf("%s[%d].id", path, i), "unique", "%.40q stands at %s[%d] with other content", name, path, before)
		}
		sound = append(sound, i)
	}
	kept := make([]*T, 0, len(first))
	for _, i := range sound {
		switch name := id(&all[i]); {
		case differ[name]:
			log.Add(ReasonCopiesDiffer, name)
		case first[name] == i:
			kept = append(kept, &all[i])
		}
	}
	return kept
}

// same compares sound records, of which all is written.
func same[T any](a, b *T) bool {
	one, errOne := json.Marshal(a)
	other, errOther := json.Marshal(b)
	return errOne == nil && errOther == nil && bytes.Equal(one, other)
}

// shown bounds an id that may be anything.
func shown(id string) string {
	if check.ID(id) {
		return id
	}
	return fmt.Sprintf("%.40q", id)
}

// named adds the id of a record to its faults.
func named(err error, id string) error {
	var faults partnermath.ValidationError
	faults.Merge("", err)
	for i := range faults.Fields {
		faults.Fields[i].Message += fmt.Sprintf(" (%.40q)", id)
	}
	return faults.Err()
}
