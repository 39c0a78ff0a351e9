package intake

import (
	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/mdf/loop"
)

// campaigns is campaigns.json: what campaigns that the fund paid for brought, and the vendor's
// direct programs beside them.
type campaigns struct {
	Policy    loop.Policy     `json:"policy"`
	Campaigns []loop.Campaign `json:"campaigns,omitempty"`
	Direct    []loop.Campaign `json:"direct,omitempty"`

	own packed[int, loop.Campaign]
}

// readCampaigns checks all campaigns and keeps those of the subject. There need be no file.
func readCampaigns(in folder.Folder, ch *Channel, found *folder.Faults) (c campaigns) {
	d, there := folder.ReadDocument(in, CampaignsFile, found, &c)
	if !there {
		return c
	}
	var invalid partnermath.ValidationError
	ch.checkCurrency("policy.currency", c.Policy.Currency, &invalid)
	for i := range c.Campaigns {
		ch.checkPartner(c.Campaigns[i].Partner, &invalid, "campaigns[%d].partner", i)
	}
	_, err := loop.Verify(c.Policy, c.Campaigns, c.Direct)
	invalid.Merge("", err)
	d.Rules(invalid.Err())
	c.own = make(packed[int, loop.Campaign])
	stow(c.own, ch, c.Campaigns, func(c *loop.Campaign) string { return c.Partner })
	c.Campaigns = nil
	return c
}

// Loop sets what the campaigns of a partner that is kept brought up to a quarter beside what
// was forecast, and beside the vendor's direct programs; has tells that there are some.
func (ch *Channel) Loop(at int, upTo partnermath.Quarter) (l loop.Loop, has bool, err error) {
	var own []loop.Campaign
	for _, one := range ch.campaigns.own.of(at) {
		if one.Quarter.IsZero() || one.Quarter.Since(upTo) <= 0 {
			own = append(own, one)
		}
	}
	if own == nil {
		return l, false, nil
	}
	l, err = loop.Verify(ch.campaigns.Policy, own, ch.campaigns.Direct)
	return l, true, err
}
