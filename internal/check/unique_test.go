package check_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/check"
)

func TestUnique(t *testing.T) {
	var faults partnermath.ValidationError
	type deal struct{ id string }
	check.Unique(&faults, "deals", "id", []deal{{"a"}, {"b"}, {"a"}, {"a"}, {""}}, func(d *deal) string { return d.id })
	check.Once(&faults, "tags", []string{"x", "y", "x"})
	seen := make(map[string]bool)
	check.OnceOf(&faults, "first", []string{"p", "q"}, seen)
	check.OnceOf(&faults, "second", []string{"r", "q"}, seen)
	want := []partnermath.FieldError{
		{Path: "deals[2].id", Rule: "unique", Message: `"a" stands at deals[0]`},
		{Path: "deals[3].id", Rule: "unique", Message: `"a" stands at deals[0]`},
		{Path: "tags[2]", Rule: "unique", Message: `"x" stands before`},
		{Path: "second[1]", Rule: "unique", Message: `"q" stands before`},
	}
	if diff := cmp.Diff(want, faults.Fields); diff != "" {
		t.Error(diff)
	}
}
