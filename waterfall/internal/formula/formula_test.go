package formula_test

import (
	"testing"

	"github.com/partnermath/partnermath/waterfall/internal/formula"
)

func TestProduct(t *testing.T) {
	var p formula.Product
	if got := p.Of("A"); got != "A" {
		t.Errorf("A × 1 is %s", got)
	}
	p.Add(false, "B")
	p.Add(true, "C")
	if of, undone := p.Of("A"), p.Undone("D"); of != "A*B/C" || undone != "D*C/B" {
		t.Errorf("got %s and back %s", of, undone)
	}
	p.Add(true, "E")
	p.Add(false, "F")
	if of, undone := p.Of("A"), p.Undone("D"); of != "A*B*F/(C*E)" || undone != "D*C*E/(B*F)" {
		t.Errorf("got %s and back %s", of, undone)
	}
}

func TestRef(t *testing.T) {
	for i, want := range map[int]string{0: "A", 25: "Z", 26: "AA", 51: "AZ", 52: "BA", 701: "ZZ", 702: "AAA"} {
		if got := formula.Ref(i); got != want {
			t.Errorf("line %d is %s, want %s", i, got, want)
		}
	}
}
