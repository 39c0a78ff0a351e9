package reward_test

import (
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/incentive/reward"
	"github.com/partnermath/partnermath/internal/testkit"
)

// The golden files show the form of all documents. Their numbers are checked elsewhere.
func TestJSON(t *testing.T) {
	p := program()
	p.Name, p.ProtectedDays, p.Faulty = "Registration rewards", 90, "set-apart"
	b := book(
		t, "d1 p ann 1000 10000; approved 02-01; demo 03-01 900 9000; paid 02-15 150 50",
		"d2 p - 1000 10000; expires 06-01; approved 02-01; end lost 03-01",
		"d3 q bob - -; approved 02-01",
	)
	testkit.Golden(t, "program.golden.json", testkit.RoundTrip(t, p))
	testkit.Golden(t, "book.golden.json", testkit.RoundTrip(t, b))
	settled := testkit.RoundTrip(t, settle(t, p, b, "06-30"))
	testkit.Golden(t, "settlement.golden.json", settled)
	if err := partnermath.Decode(settled, new(reward.Settlement)); err != nil {
		t.Error(err)
	}
	timetable, err := reward.Schedule(p, null("1000"), null("4000"))
	if err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "timetable.golden.json", testkit.RoundTrip(t, timetable))
	c := contest()
	c.Name, c.Minimum, c.Budget, c.Ties = "Spring race", null("1"), null("100"), reward.TiesEarlier
	testkit.Golden(t, "contest.golden.json", testkit.RoundTrip(t, c))
	entries := []reward.Entry{entry("a 3 03-01"), entry("b 3 03-01"), entry("c"), entry("d 0 03-02")}
	s, err := reward.Rank(c, entries)
	if err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "entries.golden.json", testkit.RoundTrip(t, entries))
	testkit.Golden(t, "standings.golden.json", testkit.RoundTrip(t, s))
}
