package qbr_test

import (
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/scorecard"
)

// inputs are what a review is made of.
type inputs struct {
	AsOf    partnermath.Date `json:"asOf"`
	Policy  qbr.Policy       `json:"policy"`
	Records qbr.Records      `json:"records"`
	Sources qbr.Sources      `json:"sources"`
}

// varnholt reads the inputs of a partner of which everything is there.
func varnholt(t testing.TB) inputs {
	t.Helper()
	var in inputs
	testkit.ReadJSON(t, "testdata/varnholt.json", &in)
	return in
}

// forPartner makes the inputs those of a review that the partner reads.
func (in *inputs) forPartner() {
	in.Policy.Audience = scorecard.AudiencePartner
	for i := range in.Sources.Peers.Value {
		in.Sources.Peers.Value[i].Comparison.Audience = scorecard.AudiencePartner
	}
}

func (in *inputs) prepare() (qbr.Review, error) {
	return qbr.Prepare(in.Policy, in.Records, in.Sources, in.AsOf)
}

func prepared(t testing.TB, in inputs) qbr.Review {
	t.Helper()
	r, err := in.prepare()
	if err != nil {
		t.Fatal(err)
	}
	return r
}
