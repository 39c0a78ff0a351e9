package loop_test

import (
	"testing"

	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/mdf/loop"
)

// The golden files are the forms of policy, input and result.
func TestLoopJSON(t *testing.T) {
	type document struct {
		Policy    loop.Policy     `json:"policy"`
		Campaigns []loop.Campaign `json:"campaigns"`
		Direct    []loop.Campaign `json:"direct"`
		Loop      loop.Loop       `json:"loop"`
	}
	p, c, d := sample()
	p.GroupBy = p.GroupBy[:1]
	testkit.Golden(t, "json/loop.json", testkit.RoundTrip(t, document{p, c, d, verify(t, p, c, d)}))
}

func TestCreditsJSON(t *testing.T) {
	type document struct {
		Attribution   loop.Attribution   `json:"attribution"`
		Opportunities []loop.Opportunity `json:"opportunities"`
		Touches       []loop.Touch       `json:"touches"`
		Credits       loop.Credits       `json:"credits"`
	}
	a, o := weighting(), dealt("o 03-10 03-20 100 1000\np 03-10 - 5 -\nq - - 1 -")
	s := touched("a o x 03-01\nb o y 03-02\nc o x 03-15")
	testkit.Golden(t, "json/credits.json", testkit.RoundTrip(t, document{a, o, s, attribute(t, a, o, s)}))
}
