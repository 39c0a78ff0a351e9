package waterfall_test

import (
	"fmt"
	"testing"

	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// Whatever stands in the fields, everything answers, and Validate speaks as the
// functions do.
func hostileFunnelProperty(t *rapid.T) {
	f := anyFunnel().Draw(t, "funnel")
	g, d, terms := anyGoal(t, f), anyDemand(t, f), anyTerms(t, f)
	units, share := number("5"), number("0.5")
	var c partnermath.Calendar
	q := partnermath.Quarter{Year: 2026, Number: 1}
	for range rapid.IntRange(1, 5).Draw(t, "faults") {
		testkit.Plant(t, &f, &g, &d, &terms, &units, &share, &c, &q)
	}
	ofFunnel := f.Validate()
	note := func(name string, err error, documents ...error) {
		testkit.BrokenRules(t, err)
		for _, invalid := range append(documents, ofFunnel) {
			if testkit.BrokenRules(t, invalid); invalid != nil && err == nil {
				t.Fatalf("%s takes what Validate refuses", name)
			}
		}
	}
	_, err := waterfall.Plan(f, g)
	note("Plan", err, g.Validate())
	_, err = waterfall.Forecast(f, d)
	note("Forecast", err, d.Validate())
	_, err = waterfall.Solve(f, terms)
	note("Solve", err, terms.Validate())
	_, err = waterfall.Worksheet(f, units)
	note("Worksheet", err)
	_, err = waterfall.Deadlines(f, c, q, share)
	note("Deadlines", err, c.Validate())
	if fmt.Sprint(ofFunnel) != fmt.Sprint(f.Validate()) {
		t.Fatal("Validate says something else the second time")
	}
}

func TestHostileFunnelProperty(t *testing.T) { rapid.Check(t, hostileFunnelProperty) }

func FuzzHostileFunnel(f *testing.F) { f.Fuzz(rapid.MakeFuzz(hostileFunnelProperty)) }
