package qbr

import (
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/performance"
	"github.com/partnermath/partnermath/scorecard"
)

// Review is one partner's quarter. It holds its own lines, and shares no memory with what it
// was made of.
type Review struct {
	Audience scorecard.Audience  `json:"audience"`
	Partner  Partner             `json:"partner"`
	Currency string              `json:"currency"`
	Quarter  partnermath.Quarter `json:"quarter"`
	Period   partnermath.Period  `json:"period"`
	AsOf     partnermath.Date    `json:"asOf"`
	// Status is the worst of the figures on the first page that have a target, no-data where none
	// of them is known, and Summary says in a sentence each what makes it red or amber.
	Status    performance.Status `json:"status"`
	Summary   []string           `json:"summary,omitempty"`
	FirstPage []Headline         `json:"firstPage"`
	// Decisions are those that are needed today.
	Decisions     []PendingDecision `json:"decisions,omitempty"`
	Gaps          []Gap             `json:"gaps,omitempty"`
	Discrepancies []Discrepancy     `json:"discrepancies,omitempty"`
	Sections      []Section         `json:"sections"`
	// Commitments are those of the last review, and what became of them.
	Commitments []CommitmentLine `json:"commitments,omitempty"`
	Next        NextPeriod       `json:"next"`
	Agenda      Agenda           `json:"agenda"`
}

// Headline is a line of the first page: a subject, and its figures.
type Headline struct {
	Line    int      `json:"line"`
	Title   string   `json:"title"`
	Metrics []Metric `json:"metrics"`
	// Notes say what figures cannot.
	Notes []string `json:"notes,omitempty"`
}

// Section is a chapter of the review.
type Section struct {
	ID      SectionID        `json:"id"`
	Title   string           `json:"title"`
	Metrics []Metric         `json:"metrics,omitempty"`
	Tables  []document.Table `json:"tables,omitempty"`
	Notes   []string         `json:"notes,omitempty"`
}

// Gap is something that the review does not know.
type Gap struct {
	Section SectionID `json:"section"`
	// Source is the one that is absent, none when a record or a figure is.
	Source SourceID `json:"source,omitempty"`
	Text   string   `json:"text"`
}

// Discrepancy is a figure of which two sources disagree by more than the tolerance.
//
// A landing reckons with won deals. That of the reviewed quarter is not judged, and no coverage
// told, where the review uses sales that are above it, that are above the won deals and disagree
// with them, or, the quarter being over, disagree with them at all.
type Discrepancy struct {
	Figure string `json:"figure"`
	// First and Second are the sources, "" for the sales in the records, and what each says.
	First       SourceID        `json:"first,omitempty"`
	FirstValue  decimal.Decimal `json:"firstValue"`
	Second      SourceID        `json:"second,omitempty"`
	SecondValue decimal.Decimal `json:"secondValue"`
	Unit        document.Unit   `json:"unit"`
	// Share is |first − second| ÷ the larger by size, with 4 decimals.
	Share decimal.NullDecimal `json:"share"`
	// Used is the source whose figure the review uses.
	Used SourceID `json:"used,omitempty"`
}

// PendingDecision is what the meeting has to decide.
type PendingDecision struct {
	Section SectionID `json:"section"`
	// Subject is the id of the request, registration, proposal or issue.
	Subject string              `json:"subject,omitempty"`
	Party   Party               `json:"party"`
	Text    string              `json:"text"`
	Amount  decimal.NullDecimal `json:"amount"`
}

// CommitmentLine is a commitment and what became of it.
type CommitmentLine struct {
	Commitment
	Status CommitmentStatus `json:"status"`
}

// CommitmentStatus is what became of a commitment.
type CommitmentStatus string

// The statuses.
const (
	CommitmentKept CommitmentStatus = "kept"
	// CommitmentMissed is not kept, and due before AsOf.
	CommitmentMissed CommitmentStatus = "missed"
	CommitmentOpen   CommitmentStatus = "open"
	// CommitmentNoData has an amount, and what came is not known.
	CommitmentNoData CommitmentStatus = "no-data"
	CommitmentWaived CommitmentStatus = "waived"
)

// Values returns the statuses in order.
func (CommitmentStatus) Values() []CommitmentStatus {
	return []CommitmentStatus{CommitmentKept, CommitmentMissed, CommitmentOpen, CommitmentNoData, CommitmentWaived}
}

// NextPeriod is what the quarters left are for.
type NextPeriod struct {
	Quarter partnermath.Quarter `json:"quarter"`
	// Targets are what remains of the year, spread as the policy says.
	Targets []performance.QuarterTarget `json:"targets"`
	// Commitments are those proposed.
	Commitments []Commitment `json:"commitments,omitempty"`
	// Capacity tells whether the planned marketing brings what the target of Quarter takes.
	Capacity []CapacityLine `json:"capacity,omitempty"`
}

// CapacityLine is a stage of demand: what the target takes at the rates that were seen, and
// what is planned. Lacking is Required − Planned where that is above 0, else 0.
type CapacityLine struct {
	Stage    partnermath.Stage   `json:"stage"`
	Required decimal.NullDecimal `json:"required"`
	Planned  decimal.NullDecimal `json:"planned"`
	Lacking  decimal.NullDecimal `json:"lacking"`
	Enough   bool                `json:"enough"`
}

// Agenda is the meeting.
type Agenda struct {
	Attendees  []Attendee       `json:"attendees,omitempty"`
	Items      []AgendaItem     `json:"items"`
	NextReview partnermath.Date `json:"nextReview,omitzero"`
}

// AgendaItem is a point of the agenda.
type AgendaItem struct {
	Title  string   `json:"title"`
	Points []string `json:"points,omitempty"`
}
