package scorecard

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/scorecard/internal/scale"
)

// NetworkMember is a partner in a [Network]. Attributes that are left out group it under
// "".
type NetworkMember struct {
	Partner string `json:"partner"`
	Name    string `json:"name,omitempty"`
	Tier    string `json:"tier,omitempty"`
	Type    string `json:"type,omitempty"`
	Region  string `json:"region,omitempty"`
}

// Network collects the partners of a whole channel for one report. Of a result it
// keeps only the scores above the questions, so that 100,000 partners take some
// tens of megabytes.
//
// [NewNetwork] makes one. The zero Network takes no partners and gives an error, but
// takes on what it is merged with. It is not safe
// to share: use one for each worker and merge them, in any order. A Network and its
// report are the vendor's and confidential.
type Network struct {
	shape   *shape // nil when it does not come from a questionnaire
	members []joined
	seen    map[string]bool
}

type joined struct {
	NetworkMember
	scores   []Score
	previous Score
}

// NewNetwork returns an empty network for results of the questionnaire of a scorer.
func NewNetwork(c *Scorer) *Network {
	n := &Network{seen: make(map[string]bool)}
	if c.usable(true) == nil {
		n.shape = c.shape
	}
	return n
}

// Add adds a partner with its result and the one before, which is left out as the
// zero Result where there is none. A result before of another version is not
// compared: the change is then undefined, since a change over common topics alone
// cannot be ranked with the others. The error is a [*partnermath.ValidationError]
// for a partner without an id or added twice, for results that are not of this
// questionnaire or of another partner, and for one before that is not before;
// nothing is added then. Of the result before, only the head and Overall are read.
func (n *Network) Add(m NetworkMember, current, previous Result) error {
	var faults partnermath.ValidationError
	if n == nil || n.shape == nil {
		faults.Add("network", "required", "must come from NewNetwork")
		return faults.Err()
	}
	check.IDAt(&faults, check.Place{Field: "member.partner"}, m.Partner)
	if n.seen[m.Partner] {
		faults.Addf("member.partner", "unique", "partner %.40q is added before", m.Partner)
	}
	faults.Merge("", n.shape.misfits("current", &current))
	if current.Partner != "" && current.Partner != m.Partner {
		faults.Addf("current.partner", "match", "must be %.40q, got %.40q", m.Partner, current.Partner)
	}
	if previous.Partner != "" && previous.Partner != m.Partner {
		faults.Addf("previous.partner", "match", "must be %.40q, got %.40q", m.Partner, previous.Partner)
	}
	if !previous.Date.IsZero() && !current.Date.IsZero() && !previous.Date.Before(current.Date) {
		faults.Addf("previous.date", "order", "must be before %s, got %s", current.Date, previous.Date)
	}
	if previous.Questionnaire != "" && previous.Questionnaire != n.shape.questionnaire {
		faults.Addf("previous.questionnaire", "match", "must be %.40q, got %.40q", n.shape.questionnaire, previous.Questionnaire)
	}
	if !scale.IsScore(previous.Overall) {
		faults.Add("previous.overall", "range", scale.ScoreMessage)
	}
	if err := faults.Err(); err != nil {
		return err
	}
	added := joined{NetworkMember: m, scores: make([]Score, len(n.shape.nodes))}
	for i, node := range n.shape.nodes {
		added.scores[i] = published(&current, node.line)
	}
	if previous.Version == n.shape.version {
		added.previous = previous.Overall
	}
	n.seen[m.Partner] = true
	n.members = append(n.members, added)
	return nil
}

// Merge adds the partners of another network, which stays as it is. A zero Network takes
// on the other, and adds nothing to one. The error is a
// [*partnermath.ValidationError] when the two are not of the same questionnaire and
// version, and when they have a partner in common; nothing is added then.
func (n *Network) Merge(other *Network) error {
	var faults partnermath.ValidationError
	switch {
	case n == nil:
		faults.Add("network", "required", "must be given")
	case other == nil:
		faults.Add("other", "required", "must be given")
	case other.shape == nil:
		return nil
	case n.shape == nil:
		n.shape, n.seen = other.shape, make(map[string]bool, len(other.members))
	case !n.shape.same(other.shape):
		n.shape.mismatch(&faults, "other", other.shape)
	default:
		for _, m := range other.members {
			if n.seen[m.Partner] {
				faults.Addf("other", "unique", "partner %.40q is added before", m.Partner)
			}
		}
	}
	if err := faults.Err(); err != nil {
		return err
	}
	for _, m := range other.members {
		n.seen[m.Partner] = true
	}
	n.members = append(n.members, other.members...)
	return nil
}
