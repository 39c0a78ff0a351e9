package scorecard_test

import (
	"reflect"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/scorecard"
)

func fullPeerPolicy() scorecard.PeerPolicy {
	return scorecard.PeerPolicy{
		Audience: scorecard.AudiencePartner, SubjectIsMember: true, Decided: scorecard.WithheldFewApart, TopShare: null("0.5"), Quantiles: []decimal.NullDecimal{null("0.1"), null("0.9")},
		QuantileType: scorecard.QuantileType6, RankKind: scorecard.RankStrict, Deviation: scorecard.DeviationPopulation, Reference: scorecard.ReferencePeers,
	}
}

func fullMemberGroup() scorecard.MemberGroup {
	return scorecard.MemberGroup{Dimension: scorecard.DimensionTier, Value: "Gold", Members: map[string]string{"acme": "\x10\x08"}}
}

func fullDisclosure() scorecard.Disclosure {
	return scorecard.Disclosure{
		MinimumGroup: 3, Step: null("0.25"), Grain: null("5"),
		Bands: []scorecard.RankBand{{Name: "lower half", From: null("0")}, {Name: "upper half", From: null("50")}},
	}
}

// A populated instance of every policy is validated, so that a wrong tag fails.
func TestFullPeerModelsValidate(t *testing.T) {
	seen := map[string]bool{}
	for _, model := range []interface{ Validate() error }{fullPeerPolicy(), fullDisclosure()} {
		if err := model.Validate(); err != nil {
			t.Errorf("%T: %v", model, err)
		}
		populated(reflect.ValueOf(model), seen)
	}
	for field, isSet := range seen {
		if !isSet {
			t.Errorf("%s is set nowhere", field)
		}
	}
}

// Every public type goes through JSON and back unchanged. The golden files show
// the form.
func TestPeerJSONRoundTrip(t *testing.T) {
	group := []scorecard.Score{30 * pt, 40 * pt, 45 * pt, 50 * pt, 55 * pt, 60 * pt, 65 * pt, 70 * pt, 80 * pt}
	vendor, partner := fullPeerPolicy(), fullPeerPolicy()
	vendor.Audience, partner.Decided = scorecard.AudienceVendor, ""
	forVendor, forPartner := groupUnder(t, fullDisclosure(), vendor, group...), groupUnder(t, fullDisclosure(), partner, group...)
	subject := resultOf(t, 52*pt+15, 60*pt, 70*pt, 0, 45*pt)
	t.Run("peerpolicy", func(t *testing.T) { roundTrip(t, fullPeerPolicy()) })
	t.Run("disclosure", func(t *testing.T) { roundTrip(t, fullDisclosure()) })
	t.Run("membergroup", func(t *testing.T) { roundTrip(t, fullMemberGroup()) })
	t.Run("nodestats-vendor", func(t *testing.T) { roundTrip(t, forVendor.Stats()[:2]) })
	t.Run("nodestats-partner", func(t *testing.T) { roundTrip(t, forPartner.Stats()[:2]) })
	t.Run("comparison-vendor", func(t *testing.T) { roundTrip(t, compareResult(t, forVendor, subject)) })
	t.Run("comparison-partner", func(t *testing.T) { roundTrip(t, compareResult(t, forPartner, subject)) })
	t.Run("comparison-withheld", func(t *testing.T) {
		roundTrip(t, compareResult(t, groupUnder(t, fullDisclosure(), partner, group[:3]...), subject))
	})
}
