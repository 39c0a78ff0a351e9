package profit

import (
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/testkit"
)

// A number that must be given is missed when it is not there, and may be 0.
func TestRequiredNumbers(t *testing.T) {
	product := Product{ID: "p", Kind: ProductReferral, Units: Ramp{Kind: RampTable}}
	if got := testkit.BrokenRules(t, check.Model(product, nil)); len(got) != 1 || got[0] != "price required" {
		t.Errorf("got %q", got)
	}
	product.Price = partnermath.Int(0)
	if err := check.Model(product, nil); err != nil {
		t.Error(err)
	}
}
