package intake_test

import (
	"fmt"
	"os"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/examples/intake"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// The open deals of a partner are measured with the policy of its plan.
func Example() {
	in := folder.OpenFS(intake.Layout(), os.DirFS("../quarter"), "sample")
	found := in.NewFaults(false)
	ch := intake.Read(in, intake.Subjects{Partner: "P1001"}, found)
	if err := ch.Score(found, nil); err != nil || found.Refused() {
		fmt.Println(err, found.Lines(in))
		return
	}
	at, _ := ch.Find("P1001")
	policy := *ch.Plan(at).Pipeline
	policy.Currency, policy.Period = ch.Currency(), ch.Calendar.Quarter(2026, 3)
	var deals []pipeline.Deal
	for _, d := range ch.Deals(at) {
		deals = append(deals, d.Deal)
	}
	r, err := pipeline.MeasureDeals(policy, partnermath.NewDate(2026, 9, 30), deals)
	fmt.Println(ch.Partners()[at].Name, len(deals), r.Won, err)
	// Output: Varnholt Systems 73 166600 <nil>
}
