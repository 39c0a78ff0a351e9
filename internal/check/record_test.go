package check_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
	"github.com/partnermath/partnermath/internal/testkit"
)

func TestRecord(t *testing.T) {
	var faults partnermath.ValidationError
	r := check.Record{ValidationError: &faults, List: "sales", Index: 3}
	r.ID("id", "", true)
	r.OptionalIDs([2]string{"rep", ""}, [2]string{"role", " "})
	r.Required(false, "date")
	r.Required(true, "amount")
	r.Empty(false, "of", "")
	r.Empty(true, "of", "is read for returns only")
	r.FaultIf(false, "day", "order", "")
	r.FaultIf(true, "day", "order", "must not be before %s", "x")
	check.OneOf(r, "kind", "sale", "sale")
	check.OneOf(r, "kind", "x", "", "sale", "return")
	check.Record{ValidationError: &faults}.Below("of.").Required(true, "list")
	want := []string{"sales[3].id id", "sales[3].id unique", "sales[3].role id", "sales[3].amount required", "sales[3].of empty", "sales[3].day order", "sales[3].kind one-of", "of.list required"}
	if diff := cmp.Diff(want, testkit.BrokenRules(t, faults.Err())); diff != "" {
		t.Errorf("-want +got:\n%s", diff)
	}
	if got := faults.Fields[4].Message; got != "is read for returns only and must be left out" {
		t.Errorf("got %s", got)
	}
	if got := faults.Fields[6].Message; got != `must be one of sale, return; got "x"` {
		t.Errorf("got %s", got)
	}
}
