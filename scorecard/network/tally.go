package network

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/scorecard/internal/scale"
	"github.com/partnermath/partnermath/scorecard/internal/shape"
)

// Member is a partner in a [Tally]. Attributes that are left out group it under
// "".
type Member struct {
	Partner string `json:"partner"`
	Name    string `json:"name,omitempty"`
	Tier    string `json:"tier,omitempty"`
	Type    string `json:"type,omitempty"`
	Region  string `json:"region,omitempty"`
}

// Tally collects the partners of a whole channel for one report. Of a result it
// keeps only the scores above the questions, so that 100,000 partners take some
// tens of megabytes.
//
// [NewTally] makes one. The zero Tally takes no partners and gives an error, but
// takes on what it is merged with. It is not safe to share: use one for each worker and
// merge them, in any order. A Tally and its report are the vendor's and confidential.
type Tally struct {
	scorer  *scorecard.Scorer // nil when it does not come from a questionnaire
	shape   *shape.Shape
	members []joined
	seen    map[string]bool
}

type joined struct {
	Member
	scores   []scorecard.Score
	previous scorecard.Score
}

// NewTally returns an empty tally for results of the questionnaire of a scorer.
func NewTally(c *scorecard.Scorer) *Tally {
	t := &Tally{seen: make(map[string]bool)}
	blank, err := c.Blank()
	if err != nil {
		return t
	}
	t.scorer = c
	t.shape = &shape.Shape{Questionnaire: blank.Questionnaire, Version: blank.Version, Lines: len(blank.Lines)}
	for i, l := range blank.Lines {
		if l.Node != scorecard.NodeQuestion {
			t.shape.Add(i, string(l.Node), l.ID, l.Name, l.Weight)
		}
	}
	return t
}

// empty reports whether t does not come from a questionnaire.
func (t *Tally) empty() bool { return t == nil || t.scorer == nil }

// Add adds a partner with its result and the one before, which is left out as the
// zero Result where there is none. A result before of another version is not
// compared: the change is then undefined, since a change over common topics alone
// cannot be ranked with the others. The error is a [*partnermath.ValidationError]
// for a partner without an id or added twice, for results that are not of this
// questionnaire or of another partner, and for one before that is not before, where both
// have a date; nothing is added then. Of the result before, only the head and Overall are read.
//
// A result counts with the scores that it has, whatever its Status: a partner that answered
// little can rank high. Leave out the results that are not to be ranked.
func (t *Tally) Add(m Member, current, previous scorecard.Result) error {
	var faults partnermath.ValidationError
	if t.empty() {
		faults.Add("tally", "required", "must come from NewTally")
		return faults.Err()
	}
	check.IDAt(&faults, check.Place{Field: "member.partner"}, m.Partner)
	if t.seen[m.Partner] {
		faults.Addf("member.partner", "unique", "partner %.40q is added before", m.Partner)
	}
	faults.Merge("current", t.scorer.Check(current))
	if current.Partner != "" && current.Partner != m.Partner {
		faults.Addf("current.partner", "match", "must be %.40q, got %.40q", m.Partner, current.Partner)
	}
	if previous.Partner != "" && previous.Partner != m.Partner {
		faults.Addf("previous.partner", "match", "must be %.40q, got %.40q", m.Partner, previous.Partner)
	}
	if !previous.Date.IsZero() && !current.Date.IsZero() && !previous.Date.Before(current.Date) {
		faults.Addf("previous.date", "order", "must be before %s, got %s", current.Date, previous.Date)
	}
	if previous.Questionnaire != "" && previous.Questionnaire != t.shape.Questionnaire {
		faults.Addf("previous.questionnaire", "match", "must be %.40q, got %.40q", t.shape.Questionnaire, previous.Questionnaire)
	}
	if !scale.IsScore(previous.Overall) {
		faults.Add("previous.overall", "range", scale.ScoreMessage)
	}
	if err := faults.Err(); err != nil {
		return err
	}
	added := joined{Member: m, scores: make([]scorecard.Score, len(t.shape.Nodes))}
	for i, node := range t.shape.Nodes {
		added.scores[i] = current.Lines[node.Line].Score
	}
	added.scores[0] = current.Overall // after caps
	if previous.Version == t.shape.Version {
		added.previous = previous.Overall
	}
	t.seen[m.Partner] = true
	t.members = append(t.members, added)
	return nil
}

// Merge adds the partners of another tally, which stays as it is. A zero Tally takes
// on the other, and adds nothing to one. The error is a
// [*partnermath.ValidationError] when the two are not of the same questionnaire and
// version, and when they have a partner in common; nothing is added then.
func (t *Tally) Merge(other *Tally) error {
	var faults partnermath.ValidationError
	switch {
	case t == nil:
		faults.Add("tally", "required", "must be given")
	case other == nil:
		faults.Add("other", "required", "must be given")
	case other.empty():
		return nil
	case t.empty():
		t.scorer, t.shape, t.seen = other.scorer, other.shape, make(map[string]bool, len(other.members))
	case !t.shape.Same(other.shape):
		t.shape.Mismatch(&faults, "other", other.shape)
	default:
		for _, m := range other.members {
			if t.seen[m.Partner] {
				faults.Addf("other", "unique", "partner %.40q is added before", m.Partner)
			}
		}
	}
	if err := faults.Err(); err != nil {
		return err
	}
	for _, m := range other.members {
		t.seen[m.Partner] = true
	}
	t.members = append(t.members, other.members...)
	return nil
}
