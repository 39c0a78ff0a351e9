package words_test

import (
	"fmt"
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/internal/words"
)

func TestWords(t *testing.T) {
	for _, tt := range []struct{ got, want string }{
		{words.Many(0, "deal"), "0 deals"},
		{words.Many(1, "deal"), "1 deal"},
		{words.Many(2, "deal"), "2 deals"},
		{words.DayNoun(""), "day"},
		{words.DayNoun("calendar"), "day"},
		{words.DayNoun("working"), "working day"},
		{fmt.Sprint(words.Whole(partnermath.Int(7))), "7"},
		{fmt.Sprint(words.Whole(decimal.NullDecimal{Decimal: decimal.New(7, 0)})), "0"},
		{fmt.Sprint(words.Whole(decimal.NewNullDecimal(decimal.New(7, 1<<30)))), "0"},
		{words.Of(1, "part", 3), "1 of 3 parts"},
		{words.Of(1, "part", 1), "1 of 1 part"},
		{words.Listed([]string{"a", "b"}, 0), "a, b"},
		{words.Listed([]string{"a", "b"}, -2), "a, b"},
		{words.Listed([]string{"a", "b"}, 3), "a, b and 3 more"},
		{words.Listed(nil, 3), "3"},
		{words.Listed(nil, 0), ""},
		{words.Stage(partnermath.StageMQL), "MQLs"},
		{words.Stage(partnermath.StageInquiry), "inquiries"},
		{words.Stage(partnermath.StageLead), "leads"},
		{words.Status("no-target"), ""},
		{words.Status("no-data"), "no data"},
		{words.Status("amber"), "amber"},
		{words.Day(partnermath.Date{}), ""},
		{words.Source(""), "sales records"},
		{words.Source("nextDeals"), "open deals"},
		{words.Source("roadmap"), "roadmap"},
		{words.Source("vendorReturn"), "return to the vendor"},
		{words.Day(partnermath.NewDate(2026, 10, 14)), "2026-10-14"},
	} {
		if tt.got != tt.want {
			t.Errorf("got %q, want %q", tt.got, tt.want)
		}
	}
}
