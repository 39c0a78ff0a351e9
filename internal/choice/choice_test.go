package choice_test

import (
	"testing"

	"github.com/partnermath/partnermath/internal/choice"
)

func TestTakes(t *testing.T) {
	for _, tt := range []struct {
		name                     string
		choice                   *choice.Choice
		x, y, unknown, noProduct bool // x of category c, y of d, one without a category, none
	}{
		{"all", choice.New(nil, nil, nil, nil), true, true, true, true},
		{"a product", choice.New([]string{"x"}, nil, nil, nil), true, false, false, false},
		{"a category", choice.New(nil, []string{"d"}, nil, nil), false, true, false, false},
		{"either", choice.New([]string{"x"}, []string{"d"}, nil, nil), true, true, false, false},
		{"all but a product", choice.New(nil, nil, []string{"x"}, nil), false, true, true, true},
		{"all but a category", choice.New(nil, nil, nil, []string{"d"}), true, false, true, true},
		{"a category but a product", choice.New(nil, []string{"c", "d"}, []string{"y"}, nil), true, false, false, false},
	} {
		got := [...]bool{tt.choice.Takes("x", "c"), tt.choice.Takes("y", "d"), tt.choice.Takes("z", ""), tt.choice.Takes("", "")}
		if want := [...]bool{tt.x, tt.y, tt.unknown, tt.noProduct}; got != want {
			t.Errorf("%s: got %v, want %v", tt.name, got, want)
		}
	}
}
