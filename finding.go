package partnermath

// MaxListed is the largest number of ids that a [Finding] lists.
const MaxListed = 100

// Reason is a stable code in kebab-case that says why, such as "closed-before-created".
// Each package documents its own. The empty Reason is none.
type Reason string

// Finding tells of records whose facts contradict each other or are not known, or that
// were set apart: why, how many, and the first of them. What depends on such a fact is
// unknown; the rest of the record counts. The zero Finding tells of none.
type Finding struct {
	Reason  Reason `json:"reason"`
	Records int    `json:"records"`
	// IDs are the ids of at most MaxListed of the records, the first in their order, and
	// More counts the others.
	IDs  []string `json:"ids"`
	More int      `json:"more,omitempty"`
}

// Faulty tells what becomes of a batch that has faulty records: those that break a rule,
// and those that share an id and differ.
type Faulty string

// What becomes of faulty records. None means FaultyRefuse.
const (
	// FaultyRefuse refuses the batch with an error that lists every fault.
	FaultyRefuse Faulty = "refuse"
	// FaultySetApart goes on without the faulty records, all copies of an id that differ
	// among them, and lists them as a [Finding] in the result.
	FaultySetApart Faulty = "set-apart"
)

// Values returns the ways in order.
func (Faulty) Values() []Faulty { return []Faulty{FaultyRefuse, FaultySetApart} }
