package pages_test

import (
	"fmt"
	"testing"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/qbr/coverage"
	"github.com/partnermath/partnermath/qbr/pages"
)

// covered has 40 hours of Ana's to enable partners, and 3 of Ruth's for minimums of 6.
func covered(t *testing.T) coverage.Coverage {
	t.Helper()
	hours := func(n string) []coverage.WorkHours {
		return []coverage.WorkHours{{Work: "sales-assist", Hours: testkit.Null(n)}}
	}
	c, err := coverage.Cover(coverage.Policy{
		Quarter: quarter, Work: []string{"sales-assist"}, UnknownPotential: partnermath.Int(1),
		Needs: []coverage.Need{
			{Stage: "onboard", Work: "sales-assist", Weight: partnermath.Int(3), Minimum: partnermath.Int(4), Maximum: partnermath.Int(15)},
			{Stage: "at-risk", Work: "sales-assist", Weight: partnermath.Int(1), Minimum: partnermath.Int(2), Maximum: partnermath.Int(20)},
		},
		Managers: []coverage.Manager{{ID: "Ana", Hours: hours("40")}, {ID: "Ruth", Hours: hours("3")}},
	}, []coverage.Account{
		{Partner: "acme", Manager: "Ana", Stage: "at-risk", Potential: partnermath.Int(1), Actual: hours("21.5")},
		{Partner: "birch", Manager: "Ana", Stage: "onboard", Potential: partnermath.Int(2), Actual: hours("12.5")},
		{Partner: "cedar", Manager: "Ruth", Stage: "at-risk"},
		{Partner: "dune", Manager: "Ruth", Stage: "onboard", Potential: partnermath.Int(1), Actual: hours("4")},
	})
	if err != nil {
		t.Fatal(err)
	}
	return c
}

// Ana's partners have the most that they can, 20 and 15, and 5 of 40 hours are left. Ruth's
// three go as 1 to 3 to the minimums of 2 and 4: 0.75 and 2.25.
func TestCoverage(t *testing.T) {
	page := pages.Coverage(covered(t))
	printed(t, "coverage", page)
	says(
		t, page,
		"sales assist 43 5 38 3 38 –",
		"onboard 2 17.25 1.75 16.5 -0.75", "at risk 2 20.75 1.25 21.5 –", "in all 4 38.00 3.00 38.0 –",
		"ana 2 40 5 35 0 34 -1", "ruth 2 3 0 3 3 4 –",
		"hours planned and worked in 2026-q3", "it is not for 1 account and kind of work",
		"dune onboard ruth sales assist 4 2.25 1.75 cedar at risk ruth sales assist 2 0.75 1.25",
		"sales assist planned", "cedar * at risk 1 0.75 1.25 – – 0.75", "* the potential is not known, and assumed as the policy says.",
	)
}

func TestCoverageOfMany(t *testing.T) {
	c := covered(t)
	says(t, pages.Coverage(coverage.Coverage{}), "hours planned and worked confidential", "nothing: the minimums of all accounts are planned.")
	for i := range 600 {
		a := c.Managers[1].Accounts[i%2]
		a.Partner = fmt.Sprint("p", i)
		c.Managers[1].Accounts = append(c.Managers[1].Accounts, a)
	}
	page := pages.Coverage(c)
	says(t, page, "102 further ones, with fewer hours undone.", "104 further accounts, in the order of managers and partners.")
	if rows := rowsOf(page); rows > 1100 {
		t.Errorf("%d rows", rows)
	}
}
