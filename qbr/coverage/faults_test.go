package coverage

import (
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

func TestPlaceFaults(t *testing.T) {
	for _, tt := range []struct {
		change func(*StagePolicy, []Facts)
		want   []string
	}{
		{func(*StagePolicy, []Facts) {}, nil},
		{func(p *StagePolicy, _ []Facts) { *p = StagePolicy{} }, []string{"policy.figures length", "policy.rules length"}},
		{func(p *StagePolicy, _ []Facts) { p.Quarter = partnermath.Quarter{} }, []string{"policy.quarter required"}},
		{func(p *StagePolicy, _ []Facts) { p.Quarter = partnermath.Quarter{Year: 2026, Number: 5} }, []string{"policy.quarter required"}},
		{func(p *StagePolicy, _ []Facts) { p.Stages = make([]string, 51) }, []string{"policy.stages length"}},
		{func(p *StagePolicy, _ []Facts) { p.Stages = []string{"at-risk", "mature", "grow", "activate", "grow"} }, []string{
			"policy.stages[4] unique", "policy.rules[4].stage known",
		}},
		{func(p *StagePolicy, _ []Facts) { p.Figures = []string{"sales", "certified", "sales"} }, []string{
			"policy.figures[2] unique", "policy.rules[0].conditions[0].figure known",
		}},
		{func(p *StagePolicy, _ []Facts) {
			p.Rules[1].ID, p.Rules[2].Conditions = "idle", nil
		}, []string{"policy.rules[1].id unique", "policy.rules[2].conditions required"}},
		{func(p *StagePolicy, _ []Facts) { p.Rules[1].Conditions[1] = Condition{Is: "near"} }, []string{
			"policy.rules[1].conditions[1].figure id", "policy.rules[1].conditions[1].is one-of", "policy.rules[1].conditions[1].value required",
		}},
		{func(p *StagePolicy, _ []Facts) { p.Rules[0].Conditions[0].Value = partnermath.Num(1, -1_000_000_000) }, []string{
			"policy.rules[0].conditions[0].value bounds",
		}},
		{func(_ *StagePolicy, f []Facts) { f[1] = Facts{} }, []string{"facts[1].partner id", "facts[1].quarter required"}},
		{func(_ *StagePolicy, f []Facts) { f[1].Quarter = f[0].Quarter }, []string{"facts[1].partner unique"}},
		{func(_ *StagePolicy, f []Facts) { f[1].Quarter = quarter("2026-Q4") }, []string{"facts[1].quarter max"}},
		{func(_ *StagePolicy, f []Facts) { f[1].Figures = make([]Figure, 101) }, []string{"facts[1].figures length"}},
		{func(_ *StagePolicy, f []Facts) {
			f[1].Figures[0] = Figure{"idle", partnermath.Num(1, 13)}
			f[1].Figures[1].Name = ""
		}, []string{"facts[1].figures[0].value bounds", "facts[1].figures[1].name id", "facts[1].figures[2].name unique"}},
		{func(_ *StagePolicy, f []Facts) { f[1].Figures[1].Name = "Sales" }, []string{"facts[1].figures[1].name known"}},
	} {
		p, f := stagePolicy(), factsOf("a Q3 1 2 3\na Q2 1 2 3")
		tt.change(&p, f)
		all, err := Place(p, f)
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if err != nil && all.Partners != nil {
			t.Errorf("%+v with an error", all)
		}
	}
	_, err := Place(stagePolicy(), make([]Facts, MaxRecords+1))
	if diff := cmp.Diff([]string{"facts length"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestCoverFaults(t *testing.T) {
	for _, tt := range []struct {
		change func(*Policy, []Account)
		want   []string
	}{
		{func(*Policy, []Account) {}, nil},
		{func(p *Policy, _ []Account) { *p = Policy{} }, []string{"policy.needs length", "policy.managers length"}},
		{func(p *Policy, _ []Account) { p.Needs[1] = Need{} }, []string{
			"policy.needs[1].stage id", "policy.needs[1].work id", "policy.needs[1].weight required",
		}},
		{func(p *Policy, _ []Account) { p.Needs[1].Stage, p.Needs[2].Work = "Grow", "sales" }, []string{
			"policy.needs[1].stage known", "policy.needs[2].work known",
		}},
		{func(p *Policy, _ []Account) { p.Needs[1].Stage = "onboard" }, []string{"policy.needs[1].work unique"}},
		{func(p *Policy, _ []Account) {
			p.Needs[0].Weight, p.Needs[0].Minimum, p.Needs[2].Weight = partnermath.Num(1001, 0), partnermath.Int(-1), partnermath.Num(1, 3)
		}, []string{"policy.needs[0].weight max", "policy.needs[0].minimum min", "policy.needs[2].weight digits"}},
		{func(p *Policy, _ []Account) {
			p.Needs[0].Minimum, p.Needs[0].Maximum, p.Needs[2].Maximum = partnermath.Num(43, 1), partnermath.Num(425, 2), partnermath.Num(175, 2)
		}, []string{"policy.needs[0].minimum step", "policy.needs[0].maximum min", "policy.needs[2].maximum min"}},
		{func(p *Policy, _ []Account) { p.Managers[1] = Manager{} }, []string{"policy.managers[1].id id"}},
		{func(p *Policy, _ []Account) { p.Managers[1].ID, p.Managers[0].Hours = "zoe", p.Managers[0].Hours[:1] }, []string{
			"policy.managers[1].id unique", "policy.managers[0].hours required",
		}},
		{func(p *Policy, _ []Account) {
			p.Managers[0].Hours[1].Work, p.Managers[1].Hours[0].Work = "enablement", "golf"
			p.Managers[1].Hours[1].Hours = partnermath.Num(101, 1)
		}, []string{
			"policy.managers[0].hours[1].work unique",
			"policy.managers[1].hours[0].work known", "policy.managers[1].hours[1].hours step",
		}},
		{func(p *Policy, _ []Account) { p.Managers[0].Hours[0].Hours = decimal.NullDecimal{} }, []string{"policy.managers[0].hours[0].hours required"}},
		{func(p *Policy, _ []Account) { p.Quarter.Number = 5 }, []string{"policy.quarter range"}},
		{func(p *Policy, _ []Account) { p.UnknownPotential = decimal.NullDecimal{} }, []string{"accounts[1].potential required"}},
		{func(_ *Policy, a []Account) { a[0] = Account{} }, []string{"accounts[0].partner id", "accounts[0].manager id", "accounts[0].stage required"}},
		{func(_ *Policy, a []Account) { a[2].Partner = "north" }, []string{"accounts[3].partner unique"}},
		{func(_ *Policy, a []Account) { a[2].Manager, a[1].Stage = "bob", "silver" }, []string{"accounts[1].stage known", "accounts[2].manager known"}},
		{func(_ *Policy, a []Account) { a[2].Potential = partnermath.Int(-1) }, []string{"accounts[2].potential min"}},
		{func(_ *Policy, a []Account) { a[2].Potential = partnermath.Num(1, 3) }, []string{"accounts[2].potential digits"}},
		{func(_ *Policy, a []Account) {
			a[2].Actual = []WorkHours{{"enablement", partnermath.Int(1)}, {"enablement", decimal.NullDecimal{}}, {"", partnermath.Num(1, 5)}}
		}, []string{
			"accounts[2].actual[1].work unique", "accounts[2].actual[1].hours required", "accounts[2].actual[2].work id", "accounts[2].actual[2].hours digits",
		}},
		{func(_ *Policy, a []Account) { a[2].Actual = []WorkHours{{"golf", partnermath.Int(1)}} }, []string{"accounts[2].actual[0].work known"}},
		{func(_ *Policy, a []Account) { a[2].Actual = make([]WorkHours, 21) }, []string{"accounts[2].actual length"}},
	} {
		p, a := teamPolicy()
		tt.change(&p, a)
		c, err := Cover(p, a)
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
			t.Errorf("(-want +got):\n%s", diff)
		}
		if err != nil && c.Managers != nil {
			t.Errorf("%+v with an error", c)
		}
	}
	p, _ := teamPolicy()
	_, err := Cover(p, make([]Account, MaxRecords+1))
	if diff := cmp.Diff([]string{"accounts length"}, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestRecordsValidate(t *testing.T) {
	_, accounts := teamPolicy()
	for _, sound := range []interface{ Validate() error }{accounts[0], factsOf("a Q3 1 ? -")[0]} {
		if err := sound.Validate(); err != nil {
			t.Error(err)
		}
	}
	got := append(testkit.BrokenRules(t, Facts{}.Validate()), testkit.BrokenRules(t, Account{}.Validate())...)
	if diff := cmp.Diff([]string{"partner id", "quarter required", "partner id", "manager id", "stage required"}, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

// The sum of the largest hours and weights is exact.
func TestCoverLargest(t *testing.T) {
	million := partnermath.Int(1_000_000)
	p := Policy{
		Work: []string{"work"}, Needs: []Need{{"grow", "work", partnermath.Int(1000), decimal.NullDecimal{}, decimal.NullDecimal{}}},
		Managers: []Manager{{"ana", []WorkHours{{"work", million}}}},
	}
	var accounts []Account
	for _, partner := range []string{"a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k", "l", "m", "n", "o", "p"} {
		accounts = append(accounts, Account{partner, "ana", "grow", partnermath.Int(100_000_000_000), []WorkHours{{"work", million}}})
	}
	c, err := Cover(p, accounts)
	if err != nil {
		t.Fatal(err)
	}
	for _, a := range c.Managers[0].Accounts {
		if a.Hours.Planned.String() != "62500" || a.Hours.Variance.Decimal.String() != "937500" {
			t.Errorf("%+v", a)
		}
	}
}

// Whatever comes in, what comes out is a result or faults with bounded messages.
func TestSurvivesHostileInput(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, f := stagePolicy(), factsOf("a Q3 1 ? 3\na Q2 1 2 -\nb Q3 - - -")
		p, a := teamPolicy()
		p.Stages, p.Work = lifeStages(), kindsOfWork()
		for range rapid.IntRange(1, 3).Draw(t, "faults") {
			testkit.Plant(t, &s, &f)
			testkit.Plant(t, &p, &a)
		}
		_, err := Place(s, f)
		testkit.BrokenRules(t, err)
		_, err = Cover(p, a)
		testkit.BrokenRules(t, err)
	})
}

func TestJSON(t *testing.T) {
	stages, facts := stagePolicy(), factsOf("a Q3 5 ? 1\na Q2 0 1 -\nb Q2 0 0 0")
	placements, err := Place(stages, facts)
	if err != nil {
		t.Fatal(err)
	}
	policy, accounts := teamPolicy()
	covered, err := Cover(policy, accounts)
	if err != nil {
		t.Fatal(err)
	}
	testkit.Golden(t, "json/stagepolicy.json", testkit.RoundTrip(t, stages))
	testkit.Golden(t, "json/facts.json", testkit.RoundTrip(t, facts))
	testkit.Golden(t, "json/placements.json", testkit.RoundTrip(t, placements))
	testkit.Golden(t, "json/policy.json", testkit.RoundTrip(t, policy))
	testkit.Golden(t, "json/accounts.json", testkit.RoundTrip(t, accounts))
	testkit.Golden(t, "json/coverage.json", testkit.RoundTrip(t, covered))
}

// What lacks is said with whose it is, and what to do.
func TestMessages(t *testing.T) {
	p, a := teamPolicy()
	p.UnknownPotential, a[1].Stage, a[1].Potential = decimal.NullDecimal{}, "", decimal.NullDecimal{}
	_, err := Cover(p, a[:2])
	for _, want := range []string{
		"accounts[1].stage: must be given for \"" + a[1].Partner + "\", which no rule placed", "accounts[1].potential: must be given for \"" + a[1].Partner + "\", or policy.unknownPotential",
	} {
		if err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("it does not say %q: %v", want, err)
		}
	}
}
