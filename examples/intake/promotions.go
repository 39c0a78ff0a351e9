package intake

import (
	"fmt"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/internal/paths"
	"github.com/partnermath/partnermath/incentive/promotion"
)

// promotions is promotions.json: what partners may choose from, and what they proposed.
type promotions struct {
	Menu      promotion.Menu `json:"menu"`
	Proposals []proposed     `json:"proposals,omitempty"`
}

// proposed is a promotion with what its partner would sell without it.
type proposed struct {
	Proposal promotion.Proposal `json:"proposal"`
	Baseline promotion.Baseline `json:"baseline,omitzero"`
}

// decided is a promotion with what was decided of it.
type decided struct {
	Quarters []partnermath.Quarter `json:"quarters"`
	Decision promotion.Decision    `json:"decision"`
}

// readPromotions decides what was proposed, and keeps the decisions of the subject. There need
// be no file.
func readPromotions(in folder.Folder, ch *Channel, found *folder.Faults) packed[int, decided] {
	all := make(packed[int, decided])
	var p promotions
	d, there := folder.ReadDocument(in, PromotionsFile, found, &p)
	if !there {
		return all
	}
	var invalid partnermath.ValidationError
	invalid.Merge("menu", p.Menu.Validate())
	ch.checkCurrency("menu.currency", p.Menu.Currency, &invalid)
	for i := range p.Proposals {
		one := &p.Proposals[i]
		at, known := ch.checkPartner(one.Proposal.Partner, &invalid, "proposals[%d].proposal.partner", i)
		decision, err := promotion.Decide(p.Menu, one.Proposal, one.Baseline)
		invalid.Merge("", paths.Under(err, "proposal", fmt.Sprintf("proposals[%d].proposal", i)))
		invalid.Merge("", paths.Under(err, "baseline", fmt.Sprintf("proposals[%d].baseline", i)))
		if err == nil && known && ch.keeps(at) {
			all.add(at, decided{one.Proposal.Quarters, decision})
		}
	}
	d.Rules(invalid.Err())
	return all
}

// Promotions returns what was decided of the promotions that a partner that is kept proposed
// for a quarter or a later one.
func (ch *Channel) Promotions(at int, from partnermath.Quarter) []promotion.Decision {
	var decisions []promotion.Decision
	for _, one := range ch.promotions.of(at) {
		for _, q := range one.Quarters {
			if q.Since(from) >= 0 {
				decisions = append(decisions, one.Decision)
				break
			}
		}
	}
	return decisions
}
