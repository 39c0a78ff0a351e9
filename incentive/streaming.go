package incentive

import "github.com/partnermath/partnermath"

// Tally settles a period out of sales that are too many to hold: it adds them up by
// partner, rep, product and period, and its memory grows with these, not with the sales. It
// is not safe to share: let each worker collect apart, and [Tally.Merge]. Neither the order
// of the sales nor how they are divided among workers changes the result. It does not
// look for repeated ids; the caller guarantees that there are none. The zero Tally
// collects nothing: its methods return an error.
type Tally struct{ settler *Settler }

// NewTally starts a tally for a settlement of a period, as of a day. The book has no
// sales; all records of the program up to its period are added one by one.
//
// Refused is a program whose rules are about single sales: a TransactionCap, a Role (which
// earns once in each chain), the measure, a gate or a multiplier of new customers, and
// StagePaid. The error is a [*partnermath.ValidationError] with the paths of [Settle].
func NewTally(settler *Settler, book Book, asOf partnermath.Date) (*Tally, error) {
	return nil, notYet()
}

// Add adds a record. A return or a correction of a sale states what that sale has, since
// it is not at hand: its product, rep, basis and stage, its day as Sold and, if there
// is a return window, the day of its invoice as Invoiced; and all figures that the
// program reads at the sale's price, of which no more come back than were sold. A
// program that counts deals takes neither.
//
// What contradicts itself or is of an unknown figure is a finding, as in [Settle]. The
// error is a [*partnermath.ValidationError] whose paths start with the number of
// the record, counted from 0, as in "sales[7].amount"; the record is then left out, and,
// where the program says FaultySetApart, counted instead of refused.
func (t *Tally) Add(sale Sale) error { return notYet() }

// Merge adds what another tally of the same program, book and day has collected, and leaves
// that one as it is.
func (t *Tally) Merge(other *Tally) error { return notYet() }

// Result settles what was added, as [Settle] does for the same records in a book. A statement has
// a line for each rep, product and reason instead of one for each record, with no Sale, Date or
// Netted; lines of what only lowers the measure are of KindReturn. Adjustments and
// Outside name no records. What a partner earns is the same; its lines share it by largest remainder
// among fewer.
func (t *Tally) Result() (Settlement, error) { return Settlement{}, notYet() }
