package waterfall_test

import (
	"fmt"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// targeted is twoTactics with a target in place of units.
func targeted() waterfall.Mix {
	m := twoTactics()
	m.Target, m.Stage = null("10"), partnermath.StageLead
	for i := range m.Tactics {
		m.Tactics[i].Units, m.Tactics[i].Share = decimal.NullDecimal{}, null("0.5")
	}
	return m
}

func TestMixFaults(t *testing.T) {
	quarter := partnermath.Calendar{}.Quarter(2026, 1)
	for name, tt := range map[string]struct {
		change func(m *waterfall.Mix)
		want   string
	}{
		"currency":          {func(m *waterfall.Mix) { m.Currency = "usd" }, "currency currency, tactics[0].funnel.currency currency, tactics[1].funnel.currency currency"},
		"target below 0":    {func(m *waterfall.Mix) { m.Target = null("-1") }, "target min"},
		"target too fine":   {func(m *waterfall.Mix) { m.Target = null("0.000000001") }, "target digits"},
		"target alone":      {func(m *waterfall.Mix) { m.Target = null("10") }, "stage required"},
		"stage alone":       {func(m *waterfall.Mix) { m.Stage = partnermath.StageLead }, "stage required"},
		"unknown stage":     {func(m *waterfall.Mix) { m.Stage = "leads" }, "stage one-of"},
		"within":            {func(m *waterfall.Mix) { m.Within.End = quarter.End }, "within.start required"},
		"calendar":          {func(m *waterfall.Mix) { m.Calendar.Pattern = "4-4-4" }, "calendar.pattern one-of"},
		"no tactic":         {func(m *waterfall.Mix) { m.Tactics = nil }, "tactics required"},
		"too many tactics":  {func(m *waterfall.Mix) { m.Tactics = make([]waterfall.Tactic, 201) }, "tactics length"},
		"no id":             {func(m *waterfall.Mix) { m.Tactics[1].ID = "" }, "tactics[1].id id"},
		"same id":           {func(m *waterfall.Mix) { m.Tactics[1].ID = "events" }, "tactics[1].id unique"},
		"id with space":     {func(m *waterfall.Mix) { m.Tactics[1].ID = "mail " }, "tactics[1].id id"},
		"name":              {func(m *waterfall.Mix) { m.Tactics[1].Name = strings.Repeat("n", 1001) }, "tactics[1].name text"},
		"units below 0":     {func(m *waterfall.Mix) { m.Tactics[1].Units = null("-0.1") }, "tactics[1].units min"},
		"units too long":    {func(m *waterfall.Mix) { m.Tactics[1].Units = null("1000000000000000001") }, "tactics[1].units digits"},
		"no units":          {func(m *waterfall.Mix) { m.Tactics[1].Units = decimal.NullDecimal{} }, "tactics[1].units required"},
		"share, no target":  {func(m *waterfall.Mix) { m.Tactics[1].Share = null("1") }, "tactics[1].share empty"},
		"share above 1":     {func(m *waterfall.Mix) { m.Tactics[1].Share = null("1.1") }, "tactics[1].share max"},
		"share below 0":     {func(m *waterfall.Mix) { m.Tactics[1].Share = null("-0.1") }, "tactics[1].share min"},
		"reach of 0":        {func(m *waterfall.Mix) { m.Tactics[1].Reach = null("0") }, "tactics[1].reach above"},
		"unit cost below 0": {func(m *waterfall.Mix) { m.Tactics[1].UnitCost = number("-1") }, "tactics[1].unitCost min"},
		"unit cost, fine":   {func(m *waterfall.Mix) { m.Tactics[1].UnitCost = number("0.000000001") }, "tactics[1].unitCost digits"},
		"fixed below 0":     {func(m *waterfall.Mix) { m.Tactics[1].FixedCost = number("-1") }, "tactics[1].fixedCost min"},
		"fixed, half cent":  {func(m *waterfall.Mix) { m.Tactics[1].FixedCost = number("0.005") }, "tactics[1].fixedCost digits"},
		"capacity below 0":  {func(m *waterfall.Mix) { m.Tactics[1].Capacity = null("-1") }, "tactics[1].capacity min"},
		"minimum below 0":   {func(m *waterfall.Mix) { m.Tactics[1].Minimum = null("-1") }, "tactics[1].minimum min"},
		"minimum, fine":     {func(m *waterfall.Mix) { m.Tactics[1].Minimum = null("0.001") }, "tactics[1].minimum digits"},
		"maximum below 0":   {func(m *waterfall.Mix) { m.Tactics[1].Maximum = null("-1") }, "tactics[1].maximum min"},
		"maximum, fine":     {func(m *waterfall.Mix) { m.Tactics[1].Maximum = null("0.001") }, "tactics[1].maximum digits"},
		"above the maximum": {func(m *waterfall.Mix) { m.Tactics[1].Minimum, m.Tactics[1].Maximum = null("2"), null("1") }, "tactics[1].maximum min"},
		"period":            {func(m *waterfall.Mix) { m.Tactics[1].Period.Start = quarter.Start }, "tactics[1].period.end required"},
		"no period":         {func(m *waterfall.Mix) { m.Within = quarter; m.Tactics[0].Period = quarter }, "tactics[1].period required"},
		"too long ago": {func(m *waterfall.Mix) {
			m.Within, m.Tactics[0].Period, m.Tactics[1].Period = quarter, quarter, partnermath.Calendar{}.Year(2020)
		}, "tactics[1].period range"},
		"before any calendar": {func(m *waterfall.Mix) {
			m.Within = partnermath.Calendar{}.Year(9997)
			m.Tactics[0].Period, m.Tactics[1].Period = m.Within, m.Within
		}, "tactics[0].period range, tactics[1].period range"},
		"another currency": {func(m *waterfall.Mix) { m.Tactics[1].Funnel.Currency = "EUR" }, "tactics[1].funnel.currency match"},
		"funnel":           {func(m *waterfall.Mix) { m.Tactics[1].Funnel.Stages[1].Rate = null("2") }, "tactics[1].funnel.stages[1].rate max"},
	} {
		t.Run(name, func(t *testing.T) {
			m := twoTactics()
			tt.change(&m)
			got := strings.Join(testkit.BrokenRules(t, m.Validate()), ", ")
			if got != tt.want {
				t.Errorf("got %s\nwant %s", got, tt.want)
			}
			_, err := waterfall.ForecastMix(m)
			if diff := cmp.Diff(testkit.BrokenRules(t, m.Validate()), testkit.BrokenRules(t, err)); diff != "" {
				t.Errorf("ForecastMix says otherwise (-Validate +ForecastMix):\n%s", diff)
			}
		})
	}
}

func TestTargetFaults(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(m *waterfall.Mix)
		want   string
	}{
		"sound":             {func(*waterfall.Mix) {}, ""},
		"shares below 1":    {func(m *waterfall.Mix) { m.Tactics[0].Share = null("0.499999999999") }, "tactics sum"},
		"shares above 1":    {func(m *waterfall.Mix) { m.Tactics[0].Share = null("0.500000000001") }, "tactics sum"},
		"units as well":     {func(m *waterfall.Mix) { m.Tactics[0].Units = null("1") }, "tactics[0].units empty"},
		"no share":          {func(m *waterfall.Mix) { m.Tactics[0].Share = decimal.NullDecimal{} }, "tactics[0].share required, tactics sum"},
		"no such stage":     {func(m *waterfall.Mix) { m.Stage = partnermath.StageWon }, "tactics[1].funnel.stages known"},
		"a rate of 0":       {func(m *waterfall.Mix) { m.Tactics[1].Funnel.Stages[1].Rate = null("0") }, "tactics[1].funnel.stages[1].rate above"},
		"and a target of 0": {func(m *waterfall.Mix) { m.Tactics[1].Funnel.Stages[1].Rate, m.Target = null("0"), null("0") }, ""},
		"and a share of 0": {func(m *waterfall.Mix) {
			m.Tactics[1].Funnel.Stages[1].Rate, m.Tactics[1].Share, m.Tactics[0].Share = null("0"), null("0"), null("1")
		}, ""},
		"a rate of 0 beyond": {func(m *waterfall.Mix) {
			m.Tactics[0].Funnel.Stages[2].Per, m.Tactics[0].Funnel.Stages[2].Rate = decimal.NullDecimal{}, null("0")
		}, ""},
	} {
		t.Run(name, func(t *testing.T) {
			m := targeted()
			tt.change(&m)
			if got := strings.Join(testkit.BrokenRules(t, m.Validate()), ", "); got != tt.want {
				t.Errorf("got %s\nwant %s", got, tt.want)
			}
			if _, err := waterfall.ForecastMix(m); (err != nil) != (tt.want != "") {
				t.Errorf("ForecastMix says %v", err)
			}
		})
	}
}

func TestMixFaultsAllAtOnce(t *testing.T) {
	m := twoTactics()
	m.Currency, m.Target, m.Stage = "EUR", null("-1"), "x"
	m.Tactics[0].ID, m.Tactics[0].Units, m.Tactics[0].Share = "", null("-1"), null("2")
	m.Tactics[1].Reach, m.Tactics[1].UnitCost, m.Tactics[1].FixedCost = null("-1"), number("-1"), number("-1")
	m.Tactics[1].Capacity, m.Tactics[1].Minimum, m.Tactics[1].Maximum = null("-1"), null("-1"), null("-1")
	m.Tactics[1].Funnel.DealSize = null("0")
	want := []string{
		"target min", "stage one-of", "tactics[0].id id", "tactics[0].units min", "tactics[0].share max", "tactics[1].reach above",
		"tactics[1].unitCost min", "tactics[1].fixedCost min", "tactics[1].capacity min", "tactics[1].minimum min", "tactics[1].maximum min",
		"tactics[1].funnel.dealSize above",
	}
	if diff := cmp.Diff(want, testkit.BrokenRules(t, m.Validate())); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestChangeFaults(t *testing.T) {
	lag := []decimal.Decimal{number("1")}
	for i, tt := range []struct {
		change waterfall.ScenarioChange
		want   string
	}{
		{waterfall.ScenarioChange{}, "lever one-of"},
		{waterfall.ScenarioChange{Lever: "price", Set: null("1")}, "lever one-of"},
		{waterfall.ScenarioChange{Lever: waterfall.LeverReach}, "multiply one-of"},
		{waterfall.ScenarioChange{Lever: waterfall.LeverReach, Set: null("1"), Multiply: null("1")}, "multiply one-of"},
		{waterfall.ScenarioChange{Lever: waterfall.LeverReach, Multiply: null("-1")}, "multiply min"},
		{waterfall.ScenarioChange{Lever: waterfall.LeverReach, Multiply: null("0.0000001")}, "multiply digits"},
		{waterfall.ScenarioChange{Lever: waterfall.LeverReach, Set: null("1"), Stage: "won"}, "stage empty"},
		{waterfall.ScenarioChange{Lever: waterfall.LeverReach, Set: null("1"), Lag: lag}, "lag empty"},
		{waterfall.ScenarioChange{Lever: waterfall.LeverReach, Set: null("1"), Tactic: " "}, "tactic id"},
		{waterfall.ScenarioChange{Lever: waterfall.LeverConversion, Set: null("1")}, "stage required"},
		{waterfall.ScenarioChange{Lever: waterfall.LeverConversion, Set: null("1"), Stage: "\x00"}, "stage id"},
		{waterfall.ScenarioChange{Lever: waterfall.LeverConversion, Set: null("1e19"), Stage: "won"}, "set bounds"},
		{waterfall.ScenarioChange{Lever: waterfall.LeverLag, Stage: "won", Set: null("1"), Lag: lag}, "set empty"},
		{waterfall.ScenarioChange{Lever: waterfall.LeverLag, Stage: "won", Multiply: null("1"), Lag: lag}, "multiply one-of"},
		{waterfall.ScenarioChange{Lever: waterfall.LeverLag, Stage: "won", Lag: []decimal.Decimal{}}, "multiply one-of"},
		{waterfall.ScenarioChange{Lever: waterfall.LeverLag, Stage: "won", Lag: []decimal.Decimal{number("1.1")}}, "lag[0] max"},
		{waterfall.ScenarioChange{Lever: waterfall.LeverLag, Stage: "won", Lag: make([]decimal.Decimal, 61)}, "lag length"},
		{waterfall.ScenarioChange{Lever: waterfall.LeverLag, Stage: "won", Lag: lag}, ""},
	} {
		t.Run(fmt.Sprint(i), func(t *testing.T) {
			if got := strings.Join(testkit.BrokenRules(t, tt.change.Validate()), ", "); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}

func TestScenarioFaults(t *testing.T) {
	many := make([]waterfall.Scenario, 21)
	for i := range many {
		many[i].Name = fmt.Sprint(i)
	}
	for name, tt := range map[string]struct {
		scenarios []waterfall.Scenario
		want      []string
	}{
		"no name":     {[]waterfall.Scenario{{}}, []string{"scenarios[0].name id"}},
		"same name":   {[]waterfall.Scenario{{Name: "bleak"}, {Name: "bleak"}}, []string{"scenarios[1].name unique"}},
		"too many":    {many, []string{"scenarios length"}},
		"a change":    {[]waterfall.Scenario{{Name: "a", Changes: make([]waterfall.ScenarioChange, 1)}}, []string{"scenarios[0].changes[0].lever one-of"}},
		"all changes": {[]waterfall.Scenario{{Name: "a", Changes: make([]waterfall.ScenarioChange, 101)}}, []string{"scenarios[0].changes length"}},
	} {
		t.Run(name, func(t *testing.T) {
			_, err := waterfall.Simulate(twoTactics(), waterfall.RevenueGoal{}, tt.scenarios)
			if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, err)); diff != "" {
				t.Errorf("(-want +got):\n%s", diff)
			}
		})
	}
	_, err := waterfall.Simulate(waterfall.Mix{}, waterfall.RevenueGoal{Revenue: number("-1")}, []waterfall.Scenario{{}})
	want := []string{"mix.currency currency", "mix.tactics required", "goal.revenue min", "scenarios[0].name id"}
	if diff := cmp.Diff(want, testkit.BrokenRules(t, err)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
}

func TestInvestFaults(t *testing.T) {
	for name, tt := range map[string]struct {
		change func(t *waterfall.Tactic)
		budget string
		want   string
	}{
		"no deal size":       {func(t *waterfall.Tactic) { t.Funnel.DealSize.Valid = false }, "1", "mix.tactics[0].funnel.dealSize required"},
		"no margin rate":     {func(t *waterfall.Tactic) { t.Funnel.MarginRate.Valid = false }, "1", "mix.tactics[0].funnel.marginRate required"},
		"no unit cost":       {func(t *waterfall.Tactic) { t.UnitCost = decimal.Decimal{} }, "1", "mix.tactics[0].unitCost above"},
		"budget below 0":     {nil, "-1", "budget min"},
		"budget too fine":    {nil, "0.001", "budget digits"},
		"budget too long":    {nil, "1234567890123456", "budget digits"},
		"budget too large":   {nil, "1e18", "budget max"},
		"the largest budget": {nil, "9999999999999.99", ""},
		"below the minimum":  {func(t *waterfall.Tactic) { t.Minimum = null("2") }, "1.99", "budget min"},
		"at the minimum":     {func(t *waterfall.Tactic) { t.Minimum = null("2") }, "2", ""},
		"below what it pays": {func(t *waterfall.Tactic) { t.Minimum, t.FixedCost = null("1"), number("2") }, "1.99", "budget min"},
		"above the capacity": {func(t *waterfall.Tactic) { t.Minimum, t.Capacity = null("2"), null("1") }, "2", "mix.tactics[0].minimum max"},
		"above the maximum":  {func(t *waterfall.Tactic) { t.Minimum, t.Maximum, t.FixedCost = null("1"), null("1"), number("2") }, "2", "mix.tactics[0].maximum min"},
		"long fixed cost":    {func(t *waterfall.Tactic) { t.FixedCost = number("1e13") }, "2", "mix.tactics[0].fixedCost max"},
		"long minimum":       {func(t *waterfall.Tactic) { t.Minimum = null("1e18") }, "2", "mix.tactics[0].minimum max"},
		"no rules of volume": {func(t *waterfall.Tactic) { t.Share = null("0.1") }, "2", ""},
	} {
		t.Run(name, func(t *testing.T) {
			m := waterfall.Mix{Currency: "USD", Tactics: []waterfall.Tactic{option("a", "0.2", tt.change)}}
			_, err := waterfall.Invest(m, number(tt.budget))
			if got := strings.Join(testkit.BrokenRules(t, err), ", "); got != tt.want {
				t.Errorf("got %s, want %s", got, tt.want)
			}
		})
	}
}
