package exact_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/exact"
)

func TestConversions(t *testing.T) {
	count := func(n int64) decimal.NullDecimal { return decimal.NewNullDecimal(decimal.NewFromInt(n)) }
	for name, tt := range map[string]struct {
		outcome partnermath.Outcome
		want    []string
	}{
		"nothing known":    {partnermath.Outcome{Revenue: count(7)}, nil},
		"one stage":        {partnermath.Outcome{MQLs: count(7)}, nil},
		"a gap":            {partnermath.Outcome{Leads: count(300), SQLs: count(20), Won: count(5)}, []string{"lead sql 0.0667", "sql won 0.25"}},
		"nothing to begin": {partnermath.Outcome{Leads: count(0), MQLs: count(0)}, []string{"lead mql none"}},
	} {
		var got []string
		for _, c := range exact.Conversions(tt.outcome) {
			rate := "none"
			if c.Rate.Valid {
				rate = c.Rate.Decimal.String()
			}
			got = append(got, fmt.Sprint(c.From, " ", c.To, " ", rate))
		}
		if diff := cmp.Diff(tt.want, got); diff != "" {
			t.Errorf("%s (-want +got):\n%s", name, diff)
		}
	}
}

func TestRatioNull(t *testing.T) {
	three, unknown := decimal.NewNullDecimal(decimal.NewFromInt(3)), decimal.NullDecimal{Decimal: decimal.NewFromInt(3)}
	if got := exact.RatioNull(three, three, 4); !got.Valid || got.Decimal.String() != "1" {
		t.Errorf("got %v", got)
	}
	if exact.RatioNull(unknown, three, 4).Valid || exact.RatioNull(three, unknown, 4).Valid {
		t.Error("knows the ratio of what is unknown")
	}
}
