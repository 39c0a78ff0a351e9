package main

import (
	"testing"

	"github.com/partnermath/partnermath/examples/schemas"
)

// The parts of a plan, and the policy of reviews, have what other files and flags say: the
// currency, the audience, the quarter and the sales that count.
func TestSchemas(t *testing.T) {
	maker := schemas.New("../..")
	for file, model := range map[string]any{
		planFile: program{}, reviewFile: reviewBook{}, incentivesFile: rebates{}, fundFile: fund{}, profitFile: business{}, channelFile: channelBook{},
	} {
		var optional []string
		switch file {
		case planFile:
			optional = []string{"currency"}
		case channelFile:
			optional = []string{"currency", "period"}
		case reviewFile:
			optional = []string{"currency", "audience", "performance", "counts"}
		}
		if err := maker.Keep("../schemas/quarter/"+file, *update, model, optional...); err != nil {
			t.Errorf("%s: %v", file, err)
		}
	}
}
