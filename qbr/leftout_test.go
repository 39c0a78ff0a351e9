package qbr_test

import (
	"testing"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr"
)

// What a number holds that is left out makes no difference to what a review says, not even
// the time that it takes.
func TestLeftOutIsNotRead(t *testing.T) {
	for _, in := range []inputs{varnholt(t), varnholtForPartner(t)} {
		in.Policy.Tolerance = testkit.Null("")
		in.Records.Wins = append(in.Records.Wins, qbr.Win{Deal: "unknown-1"}, qbr.Win{Deal: "known", Amount: testkit.Null("5")}, qbr.Win{Deal: "unknown-2"})
		testkit.LeftOutIsNotRead(t, func() (any, error) {
			r, err := in.prepare()
			page := r.Document()
			return string(page.AppendText(nil, 120)), err
		}, &in.Policy, &in.Records)
	}
}
