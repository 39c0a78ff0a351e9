package intake

import (
	"fmt"
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/internal/paths"
	"github.com/partnermath/partnermath/incentive/promotion"
)

// promotions is promotions.json: what partners may choose from, and what they proposed.
type promotions struct {
	Menu      promotion.Menu `json:"menu"`
	Proposals []proposed     `json:"proposals,omitempty"`

	stowed packed[int, proposed] // those of partners that are kept, found sound
}

// proposed is a promotion with what its partner would sell without it.
type proposed struct {
	Proposal promotion.Proposal `json:"proposal"`
	Baseline promotion.Baseline `json:"baseline,omitzero"`
}

// readPromotions checks what was proposed by deciding it. There need be no file.
func readPromotions(in folder.Folder, ch *Channel, found *folder.Faults) promotions {
	var p promotions
	d, there := folder.ReadDocument(in, PromotionsFile, found, &p)
	if !there {
		return p
	}
	p.stowed = make(packed[int, proposed])
	var invalid partnermath.ValidationError
	invalid.Merge("menu", p.Menu.Validate())
	ch.checkCurrency("menu.currency", p.Menu.Currency, &invalid)
	for i := range p.Proposals {
		one := &p.Proposals[i]
		at, known := ch.checkPartner(one.Proposal.Partner, &invalid, "proposals[%d].proposal.partner", i)
		_, err := promotion.Decide(p.Menu, one.Proposal, one.Baseline)
		invalid.Merge("", paths.Under(err, "proposal", fmt.Sprintf("proposals[%d].proposal", i)))
		invalid.Merge("", paths.Under(err, "baseline", fmt.Sprintf("proposals[%d].baseline", i)))
		if err == nil && known && ch.keeps(at) {
			p.stowed.add(at, *one)
		}
	}
	d.Rules(invalid.Err())
	p.Proposals = nil
	return p
}

// Promotions returns what was decided of the promotions that a partner that is kept proposed
// for a quarter or a later one.
func (ch *Channel) Promotions(at int, from partnermath.Quarter) []promotion.Decision {
	var decisions []promotion.Decision
	for _, one := range ch.promotions.stowed.of(at) {
		if slices.ContainsFunc(one.Proposal.Quarters, func(q partnermath.Quarter) bool { return q.Since(from) >= 0 }) {
			decision, _ := promotion.Decide(ch.promotions.Menu, one.Proposal, one.Baseline) // it was found sound
			decisions = append(decisions, decision)
		}
	}
	return decisions
}
