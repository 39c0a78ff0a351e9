package pages_test

import (
	"testing"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/channel"
	"github.com/partnermath/partnermath/qbr/pages"
)

func compared(t *testing.T) channel.CohortReport {
	t.Helper()
	partner := func(id, before, now string, practices ...string) channel.CohortPartner {
		p := channel.CohortPartner{ID: id, Before: testkit.Null(before), Now: testkit.Null(now)}
		for _, practice := range practices {
			p.Practices = append(p.Practices, channel.Practice{ID: practice, Since: partnermath.NewDate(2025, 3, 1)})
		}
		return p
	}
	all := []channel.CohortPartner{
		partner("acme", "100", "150", "business-plan"), partner("bolt", "200", "180", "business-plan", "regular-review"),
		partner("coop", "100", "110"), partner("dash", "300", ""), partner("gull", "40", "", "business-plan"), partner("hawk", "", "500"),
	}
	all[3].Left, all[5].New = true, true
	r, err := channel.Cohorts(channel.CohortPolicy{
		Currency: "USD", Base: partnermath.Calendar{}.Year(2025), Later: partnermath.Calendar{}.Year(2026), Practices: []channel.CohortPractice{{ID: "business-plan"}, {ID: "regular-review", Name: "Quarterly review"}}, MinimumPartners: 2,
	}, all)
	if err != nil {
		t.Fatal(err)
	}
	return r
}

// With a plan 300 became 330, without one 400 became 110: 10 % beside −72.5 %. Of acme's 50 %
// and bolt's −10 % the median is 20 %, of 10 % and −100 % it is −45 %. One alone is not shown.
func TestCohorts(t *testing.T) {
	page := pages.Cohorts(compared(t))
	printed(t, "cohorts", page)
	says(
		t, page,
		"from the revenue of 2025-01-01 to 2025-12-31 to that of 2026-01-01 to 2026-12-31, in usd",
		"business plan +10% -72.5% +82.5 pp +20% -45%", "quarterly review – -48.0% – – +10%",
		"business plan with it 2 0 2 300 330 without it 2 1 2 400 110", "quarterly review with it 1 0 1 – –",
		"does not say why", "no figure is shown of fewer than 2 partners",
		"new 1 hawk", "unreported 1 gull",
	)
}

func TestCohortsThatSoldNothing(t *testing.T) {
	r := compared(t)
	r.Later = partnermath.Period{}
	says(t, pages.Cohorts(r), "from the revenue of 2025-01-01 to 2025-12-31 to a later period, in usd")
	r.MinimumPartners, r.Findings = 1, nil
	r.Rows[0].With.Before, r.Rows[0].With.Growth = decimal.NewNullDecimal(decimal.Decimal{}), decimal.NullDecimal{}
	says(t, pages.Cohorts(r), "there is no growth of partners that sold nothing before.")
}
