package promotion

import (
	"strings"
	"testing"

	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
)

func broken(t *testing.T, name string, err error, want ...string) {
	t.Helper()
	if diff := testkit.Diff(want, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("%s: -want +got:\n%s", name, diff)
	}
}

func TestMenuFaults(t *testing.T) {
	change := func(f func(*Menu)) error {
		m := menu()
		f(&m)
		return m.Validate()
	}
	broken(t, "sound", menu().Validate())
	broken(t, "nothing", Menu{}.Validate(), "id id", "currency currency", "marginRate required", "minimumRoi required",
		"minimumAttainment required", "fixedCost required", "goals required", "products required", "payouts required")
	broken(t, "rates", change(func(m *Menu) {
		m.MarginRate, m.MinimumROI, m.MinimumAttainment = num("1.1"), num("-1"), num("0")
	}), "marginRate max", "minimumRoi above", "minimumAttainment above")
	broken(t, "amounts", change(func(m *Menu) {
		m.FixedCost, m.MaxRepReward, m.Payouts[0].MaxPayout = num("0.001"), num("0.001"), num("0.001")
	}), "fixedCost digits", "maxRepReward digits", "payouts[0].maxPayout digits")
	broken(t, "ids", change(func(m *Menu) {
		m.Products[1], m.Goals[1].ID, m.Payouts[2].ID, m.Quarters[1] = "firewall", "growth", "growth-rebate", q3
	}), "quarters[1] unique", "goals[1] unique", "products[1] unique", "payouts[2] unique")
	broken(t, "quarters", change(func(m *Menu) { m.Quarters = []partnermath.Quarter{{}, {Year: 2026, Number: 5}} }), "quarters[0] required", "quarters[1] date")
	broken(t, "goal", change(func(m *Menu) { m.Goals[0] = GoalType{} }), "goals[0].id id", "goals[0].measure required", "goals[0].least required")
	broken(t, "goals", change(func(m *Menu) {
		m.Goals[0].Stage, m.Goals[2].Stage, m.Goals[1].Most, m.Goals[1].Least = "lead", "", num("1"), num("1.001")
		m.Goals[0].By = m.Goals[0].From.AddDays(-1)
	}), "goals[0].stage empty", "goals[0].by order", "goals[1].least digits", "goals[1].most range", "goals[2].stage required")
	broken(t, "payout", change(func(m *Menu) { m.Payouts[0] = Payout{} }),
		"payouts[0].id id", "payouts[0].basis required", "payouts[0].least required", "payouts[0].most required", "payouts[0].step required")
	broken(t, "payouts", change(func(m *Menu) {
		m.Payouts[0].Most, m.Payouts[1].Step, m.Payouts[2].Most, m.Payouts[2].Step = num("2"), num("0.000000001"), num("400"), num("0.001")
	}), "payouts[0].most max", "payouts[1].step digits", "payouts[2].step digits", "payouts[2].most range")
	broken(t, "words", change(func(m *Menu) { m.Goals[0].Measure, m.Goals[2].Stage, m.Payouts[0].Basis = "x", "x", "x" }),
		"goals[0].measure one-of", "goals[2].stage one-of", "payouts[0].basis one-of")
}

func TestProposalFaults(t *testing.T) {
	change := func(f func(*Proposal)) error {
		p := proposal("0.02")
		f(&p)
		return p.Validate()
	}
	broken(t, "sound", proposal("0.02").Validate())
	broken(t, "nothing", Proposal{}.Validate(), "id id", "quarters required", "goals required", "products required", "payout id",
		"level required", "forecast required")
	broken(t, "texts", change(func(p *Proposal) {
		p.Name, p.Partner, p.Currency, p.Products[0] = strings.Repeat("x", 1001), " x", "XXX", ""
	}), "name text", "partner id", "currency currency", "products[0] id")
	broken(t, "twice", change(func(p *Proposal) {
		p.Quarters, p.Goals, p.Products = append(p.Quarters, q3), append(p.Goals, p.Goals[0]), append(p.Products, p.Products[0])
		p.Forecast = append(p.Forecast, p.Forecast[0])
	}), "quarters[1] unique", "goals[1] unique", "products[1] unique", "forecast[1] unique")
	broken(t, "goal", change(func(p *Proposal) { p.Goals[0] = Goal{Quantity: num("-1")} }), "goals[0].type id", "goals[0].quantity min", "goals[0].by required")
	broken(t, "numbers", change(func(p *Proposal) {
		p.Level, p.RepReward, p.Commitments = num("-1"), num("1e13"), Commitments{num("0"), num("1e99")}
	}), "level min", "repReward max", "commitments.minimumAttainment above", "commitments.investment bounds")
	broken(t, "outcomes", change(func(p *Proposal) {
		o := p.Forecast[0].Outcome
		p.Forecast = []QuarterOutcome{{q3, o}, {q3.Add(1), o}, {q3.Add(2), o}, {partnermath.Quarter{}, o}}
		p.Forecast[1].Outcome.Owner, p.Forecast[1].Outcome.Currency = partnermath.OwnerPartner, "EUR"
		p.Forecast[2].Outcome.Leads, p.Forecast[3].Outcome.Revenue = num("-1"), num("-1")
	}), "forecast[3] required", "forecast[1].outcome.currency match", "forecast[1].outcome.owner match", "forecast[2].outcome.leads min", "forecast[3].outcome.revenue min")
	broken(t, "too long", change(func(p *Proposal) {
		p.Goals, p.Products, p.Forecast = make([]Goal, MaxList+1), make([]string, MaxList+1), make([]QuarterOutcome, MaxList+1)
	}), "goals length", "products length", "forecast length")
}

func TestFaultsWithMenu(t *testing.T) {
	change := func(f func(*Menu, *Proposal, *Baseline)) error {
		m, p, b := menu(), proposal("0.02"), baseline("400000")
		f(&m, &p, &b)
		_, err := Decide(m, p, b)
		return err
	}
	broken(t, "menu", change(func(m *Menu, _ *Proposal, _ *Baseline) { m.ID = "" }), "menu.id id")
	broken(t, "both", change(func(_ *Menu, p *Proposal, b *Baseline) {
		p.ID, b.Quarters[0].Revenue, b.Currency = "", num("-1"), "x"
	}), "proposal.id id", "baseline.currency currency", "baseline.quarters[0].revenue min")
	broken(t, "currencies", change(func(m *Menu, p *Proposal, b *Baseline) { m.Currency, p.Currency, b.Currency = "EUR", "USD", "USD" }),
		"proposal.currency match", "baseline.currency match", "proposal.forecast[0].outcome.currency match")
	broken(t, "decimals", change(func(_ *Menu, p *Proposal, b *Baseline) {
		p.RepReward, p.Commitments.Investment, p.Forecast[0].Outcome.Revenue, b.Quarters[0].Revenue = num("0.001"), num("0.001"), num("0.001"), num("0.001")
	}), "proposal.repReward digits", "proposal.commitments.investment digits", "proposal.forecast[0].outcome.revenue digits", "baseline.quarters[0].revenue digits")
	broken(t, "quantity", change(func(_ *Menu, p *Proposal, _ *Baseline) { p.Goals[0].Quantity = num("120000") }), "proposal.goals[0].quantity empty")
	broken(t, "baseline", change(func(_ *Menu, _ *Proposal, b *Baseline) { b.Quarters = append(b.Quarters, b.Quarters[0]) }), "baseline.quarters[1] unique")
}

func TestSimulateFaults(t *testing.T) {
	one := []decimal.NullDecimal{num("1")}
	try := func(axes Axes, f func(*Proposal)) error {
		p := proposal("0.02")
		f(&p)
		_, err := Simulate(menu(), p, baseline("400000"), axes)
		return err
	}
	sound := func(*Proposal) {}
	broken(t, "nothing", try(Axes{}, sound), "axes.levels required", "axes.attainments required")
	broken(t, "values", try(Axes{[]decimal.NullDecimal{num("-1"), {}}, []decimal.NullDecimal{num("100.1"), num("0.000000001")}}, sound),
		"axes.levels[0] min", "axes.levels[1] required", "axes.attainments[0] max", "axes.attainments[1] digits")
	broken(t, "too many", try(Axes{make([]decimal.NullDecimal, MaxAxis+1), one}, sound), "axes.levels length")
	broken(t, "off the menu", try(Axes{[]decimal.NullDecimal{num("0.1"), num("0.101")}, one}, sound), "axes.levels[1] range")
	broken(t, "nothing to pay by", try(Axes{one, one}, func(p *Proposal) { p.Payout, p.Goals[0].Type = "x", "x" }), "proposal.payout known", "proposal.goals known")
	broken(t, "proposal", try(Axes{one, one}, func(p *Proposal) { p.ID = "" }), "proposal.id id")
	if grid, err := Simulate(menu(), proposal("0.02"), baseline(""), Axes{[]decimal.NullDecimal{num("0.1")}, one}); err != nil || grid.Rows[0][0].Vendor.Valid {
		t.Error(grid, err)
	}
}

func TestVerifyFaults(t *testing.T) {
	try := func(m Menu, a Actual) error {
		_, err := Verify(m, proposal("0.02"), baseline("400000"), a)
		return err
	}
	broken(t, "nothing", try(menu(), Actual{}), "actual.quarters required", "actual.fixedCost required", "actual.repReward required", "actual.payout required")
	m := menu()
	m.ID = ""
	broken(t, "both", try(m, Actual{Quarters: []QuarterOutcome{{}}, FixedCost: num("1"), RepReward: num("1"), Payout: num("-1")}),
		"menu.id id", "actual.quarters[0] required", "actual.payout min")
	broken(t, "with the menu", try(menu(), Actual{
		Currency: "EUR", Quarters: []QuarterOutcome{{q3, partnermath.Outcome{Currency: "EUR", Revenue: num("0.001")}}},
		FixedCost: num("0.001"), RepReward: num("1"), Payout: num("1"), Investment: num("0.001"),
	}), "actual.currency match", "actual.quarters[0].outcome.currency match", "actual.quarters[0].outcome.revenue digits",
		"actual.fixedCost digits", "actual.investment digits")
}

// Whatever somebody writes into an input, nothing panics, and errors are lists of faults.
func TestHostile(t *testing.T) { rapid.Check(t, hostileProperty) }

func FuzzHostile(f *testing.F) { f.Fuzz(rapid.MakeFuzz(hostileProperty)) }

func hostileProperty(t *rapid.T) {
	m, p, b := menu(), proposal("0.02"), baseline("400000")
	p.Goals = append(p.Goals, Goal{Type: "leads", Quantity: num("300"), By: p.Goals[0].By})
	a := Actual{Quarters: p.Forecast, FixedCost: num("1"), RepReward: num("1"), Payout: num("1"), Investment: num("1")}
	axes := Axes{[]decimal.NullDecimal{num("0.02")}, []decimal.NullDecimal{num("1")}}
	two := models()
	partners := []ModelPartner{{"a", "gold", num("1"), took("1", "1", "1"), Participation{}}}
	policy, takers, sales := returnPolicy(), returnPartners(), sold(someSales)
	policy.Faulty = rapid.SampledFrom([]partnermath.Faulty{"", partnermath.FaultySetApart}).Draw(t, "faulty")
	for range rapid.IntRange(1, 3).Draw(t, "plants") {
		testkit.Plant(t, &m, &p, &b, &a, &axes, &two, &partners, &policy, &takers, &sales)
	}
	_, err := Decide(m, p, b)
	testkit.Faults(t, err)
	_, err = Simulate(m, p, b, axes)
	testkit.Faults(t, err)
	_, err = Verify(m, p, b, a)
	testkit.Faults(t, err)
	_, err = CompareModels(two, partners)
	testkit.Faults(t, err)
	_, err = MeasureReturn(policy, takers, sales)
	testkit.Faults(t, err)
}
