package intake

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/internal/paths"
	"github.com/partnermath/partnermath/incentive/reward"
)

// rewards is rewards.json: what registered deals pay on the way, and what became of them.
type rewards struct {
	Program reward.Program `json:"program"`
	Deals   []reward.Deal  `json:"deals,omitempty"`

	document   folder.Document
	statements packed[int, reward.Statement]
}

// readRewards reads the program and the deals. There need be no file.
func readRewards(in folder.Folder, ch *Channel, found *folder.Faults) *rewards {
	r := new(rewards)
	d, there := folder.ReadDocument(in, RewardsFile, found, r)
	if !there {
		return nil
	}
	r.document, r.statements = d, make(packed[int, reward.Statement])
	var invalid partnermath.ValidationError
	invalid.Merge("program", r.Program.Validate())
	ch.checkCurrency("program.currency", r.Program.Currency, &invalid)
	for i := range r.Deals {
		ch.checkPartner(r.Deals[i].Partner, &invalid, "deals[%d].partner", i)
	}
	d.Rules(invalid.Err())
	return r
}

// settle works out what every deal has earned by a day, and reports what is wrong with them.
func (r *rewards) settle(ch *Channel, asOf partnermath.Date, found *folder.Faults) {
	r.document.Found = found
	settled, err := reward.Settle(r.Program, reward.Book{Deals: r.Deals}, asOf)
	r.document.Rules(paths.Under(err, "book.", ""))
	stow(r.statements, ch, settled.Organisations, func(s *reward.Statement) string { return s.ID })
	r.Deals = nil
	r.document.Forget()
}

// Rewards returns what a partner that is kept has earned by its registered deals; has tells
// that it has some. It takes Settle before.
func (ch *Channel) Rewards(at int) (s reward.Statement, has bool) {
	if ch.rewards == nil {
		return s, false
	}
	for _, s = range ch.rewards.statements.of(at) {
		has = true
	}
	return s, has
}
