package redact_test

import (
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/mdf/loop"
	"github.com/partnermath/partnermath/qbr/internal/redact"
)

// campaign is what a campaign came to, with a margin of 999.
func campaign(leads int64) loop.Figures {
	return loop.Figures{
		Campaigns: 1, Leads: loop.Figure{Actual: num(leads)}, Margin: loop.Figure{Actual: num(999)},
		Forecast: loop.Ratios{MarginByVendorMoney: loop.Yield{Multiple: num(998)}}, Actual: loop.Ratios{MarginByTotalCost: loop.Yield{Multiple: num(997)}},
	}
}

func closedLoop(partners ...string) loop.Loop {
	l := loop.Loop{
		Currency: "USD", Campaigns: []loop.Line{{ID: "spring", Figures: campaign(96)}}, Direct: []loop.Line{{ID: "direct-1"}},
		Total: loop.Row{Channel: campaign(96), Direct: campaign(313)}, Alike: loop.Row{Channel: campaign(97)},
		Groups:   []loop.Group{{By: loop.ByTactic, Rows: []loop.Row{{Value: "webinar", Channel: campaign(96), Direct: campaign(313)}}}},
		Findings: []partnermath.Finding{{IDs: []string{"spring"}}},
	}
	if partners != nil {
		group := loop.Group{By: loop.ByPartner}
		for _, p := range partners {
			group.Rows = append(group.Rows, loop.Row{Value: p, Channel: campaign(int64(len(p)))})
		}
		l.Groups = append(l.Groups, group)
	}
	return l
}

func TestLoop(t *testing.T) {
	for _, tt := range []struct {
		name     string
		partners []string
		found    bool
		gone     []string
		kept     []string
	}{
		{"of nobody in particular", nil, true, []string{"999", "998", "997", "313", "direct-1"}, []string{"spring", "webinar", `"96"`}},
		{"of the partner", []string{"p"}, true, []string{"999", "998", "997", "313", "direct-1"}, []string{"spring", "webinar", `"96"`}},
		{"of others too", []string{"other", "p"}, true, []string{"999", "998", "997", "313", "direct-1", "spring", "webinar", "other", `"96"`}, []string{`"actual": "1"`}},
		{"of others", []string{"other"}, false, nil, nil},
	} {
		original := closedLoop(tt.partners...)
		stays(t, original, func() {
			l := original
			if found := redact.Loop(&l, "p"); found != tt.found {
				t.Errorf("%s: found is %t", tt.name, found)
			}
			if tt.found {
				t.Run(tt.name, func(t *testing.T) { without(t, l, tt.gone, tt.kept...) })
			}
		})
	}
	l := closedLoop("p")
	redact.Loop(&l, "p")
	if l.Alike != (loop.Row{}) {
		t.Errorf("what is alike: %s", testkit.JSON(t, l.Alike))
	}
}
