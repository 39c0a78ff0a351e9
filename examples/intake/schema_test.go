package intake

import (
	"flag"
	"testing"

	"github.com/partnermath/partnermath/examples/schemas"
)

var update = flag.Bool("update", false, "write the schemas anew")

// The parts of a plan, and the policy of reviews, have what other files and flags say: the
// currency, the audience, the quarter and the sales that count.
func TestSchemas(t *testing.T) {
	maker := schemas.New("../..")
	for file, model := range map[string]any{
		PlanFile: program{}, ReviewFile: reviewBook{}, IncentivesFile: rebates{}, FundFile: fund{}, ProfitFile: business{}, ChannelFile: channelBook{},
		"columns.json": Mapping{},
		RewardsFile:    rewards{}, PromotionsFile: promotions{}, CampaignsFile: campaigns{}, NextFile: nextBook{},
	} {
		var optional []string
		switch file {
		case PlanFile, NextFile:
			optional = []string{"currency"}
		case ChannelFile:
			optional = []string{"currency", "period"}
		case ReviewFile:
			optional = []string{"currency", "audience", "performance", "counts"}
		}
		if err := maker.Keep("../schemas/quarter/"+file, *update, model, optional...); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}
