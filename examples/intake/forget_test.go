package intake

import (
	"os"
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/folder"
	"github.com/partnermath/partnermath/scorecard"
)

// What is let go of a partner is all that its methods return, and nothing of another one.
func TestForget(t *testing.T) {
	in := folder.OpenFS(Layout(), os.DirFS("../quarter"), "sample")
	found := in.NewFaults(false)
	ch := Read(in, Subjects{All: true, Workings: true}, found)
	if err := ch.Score(found, nil); err != nil || found.Refused() {
		t.Fatal(err, found.Lines(in))
	}
	q := partnermath.Quarter{Year: 2026, Number: 3}
	quarter := ch.Calendar.Quarter(q.Year, q.Number)
	ch.Settle(quarter, quarter.End.AddDays(-1), found)
	all := func(id string) map[string]int {
		at, err := ch.Find(id)
		if err != nil {
			t.Fatal(err)
		}
		work, err := ch.Case(at)
		if err != nil {
			t.Fatal(err)
		}
		fund, _ := ch.Fund(at)
		rebates, _ := ch.Rebates(at)
		rewards, _ := ch.Rewards(at)
		loop, _, err := ch.Loop(at, q)
		if err != nil {
			t.Fatal(err)
		}
		forecasts, _, err := ch.Forecasts(at, q)
		if err != nil {
			t.Fatal(err)
		}
		kept := map[string]int{
			"deals": len(ch.Deals(at)), "leads": len(ch.Leads(at)), "sales": len(ch.Sales(at)), "commitments": len(ch.Recorded(at, q).Commitments), "activities": len(ch.Recorded(at, q).Activities),
			"entries": len(fund.Entries), "decisions": len(fund.Decisions), "settlements": len(fund.Settlements), "approvals": len(fund.Approvals), "claims": len(fund.Claims),
			"rebates": len(rebates), "payouts": len(ch.Payouts(at)), "rewards": len(rewards.Lines), "promotions": len(ch.Promotions(at, q)),
			"campaigns": len(loop.Campaigns), "forecasts": len(forecasts.Partners), "position": 0, "case": 0, "answers": 0,
		}
		if fund.Position != nil {
			kept["position"] = 1
		}
		if work != nil {
			kept["case"] = 1
		}
		for _, a := range ch.Latest(at) {
			var input scorecard.Assessment
			ch.Answers(&input, a)
			kept["answers"] += len(input.Answers)
		}
		return kept
	}
	first, other := all("P1001"), all("P1002")
	for what, n := range first {
		if n == 0 {
			t.Errorf("the sample has no %s of P1001, so that this proves nothing of them", what)
		}
	}
	at, _ := ch.Find("P1001")
	ch.Forget(at)
	for what, n := range all("P1001") {
		if n > 0 {
			t.Errorf("%d %s of P1001 are left", n, what)
		}
	}
	if diff := cmp.Diff(other, all("P1002")); diff != "" {
		t.Errorf("P1002 (-before +after):\n%s", diff)
	}
}
