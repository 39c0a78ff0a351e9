package main

import (
	"testing"

	"github.com/partnermath/partnermath/examples/schemas"
)

// The parts of a plan have the currency of the file.
func TestPlanSchema(t *testing.T) {
	if err := schemas.New("../..").Keep("../schemas/quarter/plan.json", *update, program{}, "currency"); err != nil {
		t.Error(err)
	}
}
