package mdf

import (
	"slices"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

// everything is a program that says all there is to say.
func everything() Program {
	p := strict()
	p.Name, p.Merit, p.Competing, p.ApprovedRate, p.Faulty = "Fund 2026", true, true, true, partnermath.FaultySetApart
	p.ClaimBy = Deadline{By: date("2027-02-01"), Days: num("60")}
	p.ProofBy = Deadline{Days: num("0")}
	p.Activities[0].Name, p.Activities[0].Proofs = "Event", []string{"photo"}
	p.Earning = Earning{
		Period: days("2025-10-01 2026-01-01"), Tiers: rate("0.03"), RebateShare: num("0.6"), Threshold: num("100"),
		Expiry: Deadline{Days: num("365")}, RolloverShare: num("0.5"), RolloverCap: num("1000"), RolloverExpires: date("2027-04-01"),
	}
	return p
}

func TestProgramFaults(t *testing.T) {
	for _, tt := range []struct {
		name   string
		change func(p *Program)
		want   []string
	}{
		{"none", func(*Program) {}, nil},
		{"no usage", func(p *Program) { p.Usage = partnermath.Period{} }, []string{
			"usage.start required", "usage.end required",
		}},
		{"no rate", func(p *Program) { p.Activities[1].Rate = decimal.NullDecimal{} }, []string{"activities[1].rate required"}},
		{"a rate of 0", func(p *Program) { p.Activities[1].Rate = num("0") }, nil},
		{"above 1", func(p *Program) { p.Activities[0].Rate = num("1.01") }, []string{"activities[0].rate max"}},
		{"ids", func(p *Program) {
			p.Activities[1].ID, p.Activities[0].Proofs = "event", []string{"a", "b", "a"}
			p.Approvers[1].ID = "cam"
		}, []string{"activities[0].proofs[2] unique", "activities[1].id unique", "approvers[1].id unique"}},
		{"minor units", func(p *Program) {
			p.Currency = "JPY"
			p.Activities[0].LineCap, p.RequestCap, p.PartnerCap, p.Budget = num("1.5"), num("1.5"), num("1.5"), num("1.5")
			p.Earning.Threshold, p.Earning.RolloverCap = num("1.5"), num("1.5")
		}, []string{
			"earning.threshold digits", "earning.rolloverCap digits", "activities[0].lineCap digits",
			"requestCap digits", "partnerCap digits", "budget digits",
		}},
		{"merit without budget", func(p *Program) { p.Budget = decimal.NullDecimal{} }, []string{"budget required"}},
		{"approved rate", func(p *Program) { p.PreApproval = false }, []string{"approvedRate empty"}},
		{"alignment to nothing", func(p *Program) { p.Strategy = nil }, []string{"minimumAlignment empty"}},
		{"strategy", func(p *Program) { p.Strategy[0].Targets = nil }, []string{"strategy[0].targets required"}},
		{"approvers", func(p *Program) { p.Approvers[1].Limit = num("3000") }, []string{"approvers[1].limit increasing"}},
		{"a minimum ROI of −1", func(p *Program) { p.MinimumROI = num("-1") }, []string{"minimumRoi above"}},
		{"score", func(p *Program) { p.Eligibility.MinimumScore = num("0.5") }, []string{"eligibility.minimumScore min"}},
		{"tiers without a period", func(p *Program) { p.Earning.Period = partnermath.Period{} }, []string{
			"earning.period.start required", "earning.period.end required",
		}},
		{"tiers that fall", func(p *Program) {
			p.Earning.Tiers.Steps = append(p.Earning.Tiers.Steps, p.Earning.Tiers.Steps[0])
		}, []string{"earning.tiers.steps[1].from increasing"}},
		{"money and units", func(p *Program) {
			p.Earning.Tiers.Steps = append(p.Earning.Tiers.Steps, partnermath.Step{From: num("10"), PerUnit: num("2")})
		}, []string{"earning.tiers.steps[0].rate empty"}},
		{"no tiers", func(p *Program) { p.Earning.Tiers = partnermath.Tiers{} }, []string{"earning.tiers required"}},
		{"only an expiry", func(p *Program) { p.Earning = Earning{Expiry: Deadline{Days: num("0")}} }, []string{"earning.tiers required"}},
		{"a deadline of half a day", func(p *Program) { p.ClaimBy.Days = num("0.5") }, []string{"claimBy.days digits"}},
		{"rollover without a share", func(p *Program) { p.Earning.RolloverShare = decimal.NullDecimal{} }, []string{"earning.rolloverShare required"}},
		{"rollover that expires at once", func(p *Program) { p.Earning.RolloverExpires = date("2027-01-01") }, []string{"earning.rolloverExpires order"}},
		{"only a rollover", func(p *Program) {
			p.Earning = Earning{RolloverShare: num("1"), RolloverExpires: date("2027-01-02")}
		}, nil},
	} {
		t.Run(tt.name, func(t *testing.T) {
			p := everything()
			tt.change(&p)
			if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, p.Validate())); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
}

// Each document has one form, which reads back as it was.
func TestJSON(t *testing.T) {
	entries := posted(`
		01-01 grant g 100.5 expires=07-01
		01-02 reservation r 40 until=04-01
		01-03 payment p 10 of=r
		01-04 void v 2 of=p`)
	entries[0].Currency = "USD"
	ledger, err := Balance(fund(), entries, date("02-01"))
	if err != nil {
		t.Fatal(err)
	}
	approval := approved("a", "1000")
	approval.Advance, approval.Request.Name, approval.Request.Currency = num("10"), "Spring", "USD"
	approval.Request.Agency, approval.Request.Region = "Agency", "emea"
	claims := claimed("c 03-20 final hall:900:1:other=300:ineligible=50 food:300:2:unproven:on=03-25")
	settlements, err := SettleClaims(half(), []Approval{approval}, claims, date("04-01"))
	if err != nil {
		t.Fatal(err)
	}
	request := event()
	request.Choices[0].Values = append(request.Choices[0].Values, "small")
	decisions, err := Decide(strict(), purse("100"), []Partner{reseller()}, []Request{request})
	if err != nil {
		t.Fatal(err)
	}
	p := earning(rate("0.1"))
	p.Earning.Expiry.Days, p.Earning.RebateShare = num("30"), num("0.25")
	accruals, err := Accrue(p, []Purchase{bought("a", "02-01", "100")}, nil, date("02-28"))
	if err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "json/program.json", testkit.RoundTrip(t, everything()))
	testkit.Golden(t, "json/entries.json", testkit.RoundTrip(t, entries))
	testkit.Golden(t, "json/ledger.json", testkit.RoundTrip(t, ledger))
	testkit.Golden(t, "json/partner.json", testkit.RoundTrip(t, reseller()))
	testkit.Golden(t, "json/request.json", testkit.RoundTrip(t, request))
	testkit.Golden(t, "json/decisions.json", testkit.RoundTrip(t, decisions))
	testkit.Golden(t, "json/approval.json", testkit.RoundTrip(t, approval))
	testkit.Golden(t, "json/claims.json", testkit.RoundTrip(t, claims))
	testkit.Golden(t, "json/settlements.json", testkit.RoundTrip(t, settlements))
	testkit.Golden(t, "json/purchase.json", testkit.RoundTrip(t, bought("a", "02-01", "100")))
	testkit.Golden(t, "json/accruals.json", testkit.RoundTrip(t, accruals))
	period := FundPeriod{
		Period:   days("01-01 04-01"),
		Requests: []Case{{ID: "a", Submitted: date("01-02"), Decided: date("01-05"), Approver: "cam", Asked: num("10"), Accepted: num("5")}},
		Claims:   []Case{{ID: "b", Submitted: date("03-01"), Asked: num("4")}},
		Services: []Service{{Partner: "p", Payment: "b", FairValue: num("1")}},
	}
	report, err := Measure(fund(), posted("01-01 grant a 10 expires=07-01\n02-01 payment b 4"), period, date("03-01"))
	if err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "json/period.json", testkit.RoundTrip(t, period))
	testkit.Golden(t, "json/report.json", testkit.RoundTrip(t, report))
}

// Decode reads a program strictly, and finds what breaks a rule.
func TestDecodeProgram(t *testing.T) {
	var p Program
	if err := partnermath.Decode(testkit.RoundTrip(t, everything()), &p); err != nil {
		t.Error(err)
	}
	err := partnermath.Decode([]byte(`{"id": "x", "earnings": {}}`), &p)
	if got := testkit.BrokenRules(t, err); len(got) == 0 {
		t.Error("a misspelt field passed")
	}
}

func TestValues(t *testing.T) {
	for _, kind := range EntryKind("").Values() {
		if _, known := traitsOf(kind); !known {
			t.Errorf("%s is not known", kind)
		}
	}
	if n, m := len(DecisionStatus("").Values()), len(LineStatus("").Values()); n != len(gravity)+1 || m != 4 {
		t.Errorf("%d and %d statuses", n, m)
	}
	for _, status := range DecisionStatus("").Values() {
		if !slices.Contains(gravity[:], status) && status != Qualified {
			t.Errorf("%s has no gravity", status)
		}
	}
}

// Nothing from outside makes a verb panic or take its time.
func TestHostileProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		number := func() decimal.NullDecimal {
			return decimal.NullDecimal{Decimal: testkit.HostileDecimal().Draw(t, "number"), Valid: rapid.Bool().Draw(t, "valid")}
		}
		text := func() string { return testkit.HostileString().Draw(t, "text") }
		p, r, a, l := everything(), event(), reseller(), purse("100")
		switch rapid.IntRange(0, 6).Draw(t, "what") {
		case 0:
			p.Activities[0] = Activity{ID: text(), Rate: number(), LineCap: number(), Norm: number(), Proofs: []string{text()}}
			p.Budget, p.MinimumROI = number(), number()
		case 1:
			p.Earning.Tiers.Steps[0], p.Earning.Expiry.Days, p.Earning.Threshold = partnermath.Step{From: number(), Rate: number()}, number(), number()
			p.Strategy[0].Weight, p.Strategy[0].Targets[0].Weight = number(), number()
		case 2:
			r.ID, r.Costs[0] = text(), Cost{ID: text(), Amount: number(), Tax: number(), Ineligible: number(), OtherFunding: number()}
		case 3:
			r.Asked, r.Forecast = number(), partnermath.Outcome{Currency: text(), Leads: number(), Margin: number()}
		case 4:
			a = Partner{ID: text(), Tier: text(), Sales: number(), Score: number()}
		case 5:
			l.Positions[0].Available, l.Positions[0].Owed = number().Decimal, number().Decimal
		case 6:
			r.Period, r.Submitted = partnermath.Period{Start: date("0001-01-01"), End: date("9999-12-31")}, date("9999-12-31")
			p.NoticeDays = 3660
		}
		_, err := Decide(p, l, []Partner{a}, []Request{r})
		_ = testkit.BrokenRules(t, err)
		e := Expense{Cost: r.Costs[0], Item: text(), Supplier: text(), Invoice: text(), Proofs: []string{text()}}
		for _, claim := range []Claim{
			{ID: "c", Request: r.ID, Submitted: r.Submitted, Expenses: []Expense{e}},
			{ID: text(), Partner: text(), Activity: text(), Period: r.Period, Submitted: r.Submitted, Expenses: []Expense{e, {}}},
		} {
			_, err = SettleClaims(p, []Approval{{Request: r, Amount: r.Asked, Advance: number()}}, []Claim{claim}, date("9999-12-31"))
			_ = testkit.BrokenRules(t, err)
		}
		_, err = Accrue(p, []Purchase{{ID: text(), Partner: text(), Date: date("2025-10-01"), Amount: number(), Units: number()}}, nil, date("9999-12-31"))
		_ = testkit.BrokenRules(t, err)
		cases := []Case{{ID: text(), Submitted: date("01-01"), Decided: date("9999-12-31"), Approver: text(), Asked: number(), Accepted: number()}}
		_, err = Measure(p, []Entry{{ID: text(), Partner: "p", Kind: EntryPayment, Date: date("01-01"), Amount: number()}}, FundPeriod{
			Period: partnermath.Period{Start: date("0001-01-01"), End: date("9999-12-31")}, Requests: cases, Claims: cases,
			Services: []Service{{Partner: "p", Payment: text(), FairValue: number()}},
		}, date("9999-12-30"))
		_ = testkit.BrokenRules(t, err)
		_, err = Align(p.Strategy, []Tactic{{ID: text(), Period: r.Period, Spend: number(), Choices: r.Choices}})
		_ = testkit.BrokenRules(t, err)
	})
}
