package waterfall_test

import (
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/internal/testkit"
	"github.com/partnermath/partnermath/waterfall"
)

// threeStages returns a funnel that has every kind of conversion.
func threeStages() waterfall.Funnel {
	return waterfall.Funnel{Currency: "USD", DealSize: null("1000"), MarginRate: null("0.3"), Unit: partnermath.UnitWeek, Stages: []waterfall.FunnelStage{
		{ID: "a", Name: "A", CountsAs: partnermath.StageLead},
		{ID: "b", Rate: null("0.5"), Lag: []decimal.Decimal{number("0.5"), number("0.5")}},
		{ID: "c", Per: null("2")},
		{ID: "d", CountsAs: partnermath.StageWon, Multiplier: null("2")},
	}}
}

func TestFunnelValidate(t *testing.T) {
	long, wide := strings.Repeat("x", 1001), decimal.NullDecimal{Decimal: decimal.New(1, 1_000_000_000), Valid: true}
	stage := func(i int, change func(s *waterfall.FunnelStage)) func(f *waterfall.Funnel) {
		return func(f *waterfall.Funnel) { change(&f.Stages[i]) }
	}
	lag := func(shares ...string) func(f *waterfall.Funnel) {
		return stage(1, func(s *waterfall.FunnelStage) {
			s.Lag = nil
			for _, share := range shares {
				s.Lag = append(s.Lag, number(share))
			}
		})
	}
	for _, tt := range []struct {
		name   string
		change func(f *waterfall.Funnel)
		want   []string
	}{
		{"sound", func(*waterfall.Funnel) {}, nil},
		{"zero", func(f *waterfall.Funnel) { *f = waterfall.Funnel{} }, []string{"currency currency", "stages required"}},
		{"currency", func(f *waterfall.Funnel) { f.Currency = "usd" }, []string{"currency currency"}},
		{"currency without a minor unit", func(f *waterfall.Funnel) { f.Currency = "XAU" }, []string{"currency currency"}},
		{"31 stages, and what follows them", func(f *waterfall.Funnel) {
			f.Stages, f.Unit = make([]waterfall.FunnelStage, 31), "year"
		}, []string{"stages length", "unit one-of"}},
		{"deal size of 0", func(f *waterfall.Funnel) { f.DealSize = null("0") }, []string{"dealSize above"}},
		{"deal size below 0", func(f *waterfall.Funnel) { f.DealSize = null("-1") }, []string{"dealSize above"}},
		{"deal size out of bounds", func(f *waterfall.Funnel) { f.DealSize = wide }, []string{"dealSize bounds"}},
		{"no deal size", func(f *waterfall.Funnel) { f.DealSize = decimal.NullDecimal{} }, nil},
		{"margin rate of -1", func(f *waterfall.Funnel) { f.MarginRate = null("-1") }, nil},
		{"margin rate below -1", func(f *waterfall.Funnel) { f.MarginRate = null("-1.000000000001") }, []string{"marginRate min"}},
		{"margin rate above 1", func(f *waterfall.Funnel) { f.MarginRate = null("1.000000000001") }, []string{"marginRate max"}},
		{"margin rate out of bounds", func(f *waterfall.Funnel) { f.MarginRate = wide }, []string{"marginRate bounds"}},
		{"unit", func(f *waterfall.Funnel) { f.Unit = "Month" }, []string{"unit one-of"}},

		{"no id", stage(1, func(s *waterfall.FunnelStage) { s.ID = "" }), []string{"stages[1].id id"}},
		{"id with a space", stage(1, func(s *waterfall.FunnelStage) { s.ID = " b" }), []string{"stages[1].id id"}},
		{"id twice", stage(2, func(s *waterfall.FunnelStage) { s.ID = "a" }), []string{"stages[2].id unique"}},
		{"long name", stage(0, func(s *waterfall.FunnelStage) { s.Name = long }), []string{"stages[0].name text"}},
		{"name of 1000 bytes", stage(0, func(s *waterfall.FunnelStage) { s.Name = long[:1000] }), nil},
		{"name that is no text", stage(0, func(s *waterfall.FunnelStage) { s.Name = "\xff" }), []string{"stages[0].name text"}},
		{"step name", stage(3, func(s *waterfall.FunnelStage) { s.StepName = long }), []string{"stages[3].stepName text"}},
		{"counts as no stage", stage(1, func(s *waterfall.FunnelStage) { s.CountsAs = "leads" }), []string{"stages[1].countsAs one-of"}},
		{"counts as another", stage(1, func(s *waterfall.FunnelStage) { s.CountsAs = "lead" }), []string{"stages[1].countsAs unique"}},
		{"won before the last", stage(1, func(s *waterfall.FunnelStage) { s.CountsAs = "won" }), []string{"stages[1].countsAs order", "stages[3].countsAs unique"}},

		{"no conversion", stage(1, func(s *waterfall.FunnelStage) { s.Rate = decimal.NullDecimal{} }), []string{"stages[1].rate required"}},
		{"two conversions", stage(1, func(s *waterfall.FunnelStage) { s.Per = null("2") }), []string{"stages[1] one-of"}},
		{"three conversions", stage(1, func(s *waterfall.FunnelStage) { s.Per, s.Multiplier = null("2"), null("2") }), []string{"stages[1] one-of"}},
		{"the first reached", stage(0, func(s *waterfall.FunnelStage) {
			s.Rate, s.Per, s.Multiplier, s.Lag, s.Folded = null("1"), null("1"), null("2"), []decimal.Decimal{number("1")}, true
		}), []string{"stages[0].rate empty", "stages[0].per empty", "stages[0].multiplier empty", "stages[0].lag empty", "stages[0].folded empty"}},
		{"rate of 0", stage(1, func(s *waterfall.FunnelStage) { s.Rate = null("0") }), nil},
		{"rate below 0", stage(1, func(s *waterfall.FunnelStage) { s.Rate = null("-0.000000000001") }), []string{"stages[1].rate min"}},
		{"rate above 1", stage(1, func(s *waterfall.FunnelStage) { s.Rate = null("1.000000000001") }), []string{"stages[1].rate max"}},
		{"rate out of bounds", stage(1, func(s *waterfall.FunnelStage) { s.Rate = null("0.1234567890123") }), []string{"stages[1].rate bounds"}},
		{"per below 1", stage(2, func(s *waterfall.FunnelStage) { s.Per = null("0.99999999") }), []string{"stages[2].per min"}},
		{"per of 1", stage(2, func(s *waterfall.FunnelStage) { s.Per = null("1") }), nil},
		{"per of 9 decimals", stage(2, func(s *waterfall.FunnelStage) { s.Per = null("1.000000001") }), []string{"stages[2].per digits"}},
		{"per of 19 digits", stage(2, func(s *waterfall.FunnelStage) { s.Per = null("1234567890123456789") }), []string{"stages[2].per digits"}},
		{"per of 11 digits before 8 decimals", stage(2, func(s *waterfall.FunnelStage) { s.Per = null("12345678901.12345678") }), []string{"stages[2].per digits"}},
		{"per out of bounds", stage(2, func(s *waterfall.FunnelStage) { s.Per = wide }), []string{"stages[2].per bounds"}},
		{"multiplier of 1", stage(3, func(s *waterfall.FunnelStage) { s.Multiplier = null("1") }), []string{"stages[3].multiplier above"}},
		{"multiplier just above 1", stage(3, func(s *waterfall.FunnelStage) { s.Multiplier = null("1.00000001") }), nil},
		{"multiplier of 9 decimals", stage(3, func(s *waterfall.FunnelStage) { s.Multiplier = null("2.000000001") }), []string{"stages[3].multiplier digits"}},
		{"multiplier out of bounds", stage(3, func(s *waterfall.FunnelStage) { s.Multiplier = wide }), []string{"stages[3].multiplier bounds"}},

		{"lag below 1", lag("0.1"), nil},
		{"lag of nothing", lag("0", "0"), nil},
		{"lag above 1", lag("0.5", "0.50000001"), []string{"stages[1].lag sum"}},
		{"share above 1", lag("0", "1.1"), []string{"stages[1].lag[1] max"}},
		{"share below 0", lag("1", "-0.1"), []string{"stages[1].lag[1] min"}},
		{"share of 9 decimals", lag("0.123456789"), []string{"stages[1].lag[0] digits"}},
		{"share out of bounds", lag("0", "0", "1e-100"), []string{"stages[1].lag[2] bounds"}},
		{"60 shares", lag(slices.Repeat([]string{"0"}, 60)...), nil},
		{"61 shares", lag(slices.Repeat([]string{"0"}, 61)...), []string{"stages[1].lag length"}},

		{"all at once, in the order of the model", func(f *waterfall.Funnel) {
			f.Currency, f.DealSize, f.MarginRate, f.Unit = "", null("0"), null("2"), "day"
			f.Stages[0] = waterfall.FunnelStage{Name: "\xff", CountsAs: "x", Rate: null("2"), Per: null("0"), Multiplier: null("0"), Lag: []decimal.Decimal{number("2")}, StepName: long}
			f.Stages[3].ID = ""
		}, []string{
			"currency currency", "stages[0].id id", "stages[0].name text", "stages[0].countsAs one-of", "stages[0].rate max", "stages[0].per min",
			"stages[0].multiplier above", "stages[0].lag[0] max", "stages[0].stepName text", "stages[3].id id", "dealSize above", "marginRate max", "unit one-of",
		}},
	} {
		f := threeStages()
		tt.change(&f)
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, f.Validate())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestDemandValidate(t *testing.T) {
	entries := func(list ...waterfall.DemandEntry) waterfall.Demand {
		return waterfall.Demand{Periods: 3, Entries: list}
	}
	for _, tt := range []struct {
		name   string
		demand waterfall.Demand
		want   []string
	}{
		{"no entries", waterfall.Demand{Periods: 260}, nil},
		{"zero", waterfall.Demand{}, []string{"periods range"}},
		{"261 periods, and what follows", waterfall.Demand{Periods: 261, Entries: []waterfall.DemandEntry{{Stage: " ", Count: null("0")}, {Period: 300, Count: null("-1")}}}, []string{
			"periods range", "entries[0].stage id", "entries[1].count min",
		}},
		{"1000 entries", waterfall.Demand{Periods: 1, Entries: slices.Repeat([]waterfall.DemandEntry{{Count: null("0")}}, 1000)}, nil},
		{"1001 entries", waterfall.Demand{Periods: 0, Entries: make([]waterfall.DemandEntry, 1001)}, []string{"periods range", "entries length"}},
		{"the last period", entries(waterfall.DemandEntry{Period: 2, Count: null("0")}), nil},
		{"after the last period", entries(waterfall.DemandEntry{Period: 3, Count: null("0")}), []string{"entries[0].period range"}},
		{"before the first period", entries(waterfall.DemandEntry{Period: -1, Count: null("0")}), []string{"entries[0].period range"}},
		{"no count", entries(waterfall.DemandEntry{}, waterfall.DemandEntry{Count: null("0")}), []string{"entries[0].count required"}},
		{"all fields", entries(waterfall.DemandEntry{Count: null("0")}, waterfall.DemandEntry{Stage: "\x00", Period: 9, Count: null("-1")}), []string{
			"entries[1].stage id", "entries[1].period range", "entries[1].count min",
		}},
		{"count of 9 decimals", entries(waterfall.DemandEntry{Count: null("0.000000001")}), []string{"entries[0].count digits"}},
		{"count of 19 digits", entries(waterfall.DemandEntry{Count: null("1234567890123456789")}), []string{"entries[0].count digits"}},
		{"count of 18 digits", entries(waterfall.DemandEntry{Count: null("1234567890.12345678")}), nil},
		{"count out of bounds", entries(waterfall.DemandEntry{Count: decimal.NewNullDecimal(decimal.New(1, 1_000_000_000))}), []string{"entries[0].count bounds"}},
	} {
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, tt.demand.Validate())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestGoalValidate(t *testing.T) {
	wide := decimal.NewNullDecimal(decimal.New(1, 1_000_000_000))
	for _, tt := range []struct {
		name string
		goal waterfall.RevenueGoal
		want []string
	}{
		{"zero", waterfall.RevenueGoal{}, []string{"revenue required"}},
		{"a revenue of 0", waterfall.RevenueGoal{Revenue: null("0")}, nil},
		{"below 0", waterfall.RevenueGoal{Revenue: null("-1"), Won: null("-1"), Recurring: null("-1"), Open: null("-1"), OpenRate: null("-1"), MarketingShare: null("-1"), Rounding: "up", Rounded: waterfall.RoundingLot{Stage: " ", Lot: null("0")}}, []string{
			"revenue min", "won min", "recurring min", "open min", "openRate min", "marketingShare min", "rounding one-of", "rounded.stage id", "rounded.lot above",
		}},
		{"out of bounds", waterfall.RevenueGoal{Revenue: wide, Won: wide, Recurring: wide, Open: wide, OpenRate: wide, MarketingShare: wide, Rounded: waterfall.RoundingLot{Lot: wide}}, []string{
			"revenue bounds", "won bounds", "recurring bounds", "open bounds", "openRate bounds", "marketingShare bounds", "rounded.lot bounds",
		}},
		{"above 1", waterfall.RevenueGoal{Revenue: null("0"), OpenRate: null("1.1"), MarketingShare: null("1.1")}, []string{"openRate max", "marketingShare max"}},
		{"lot of 5 decimals", waterfall.RevenueGoal{Revenue: null("0"), Rounding: "stage", Rounded: waterfall.RoundingLot{Lot: null("0.00001")}}, []string{"rounded.lot digits"}},
		{"lot of 19 digits", waterfall.RevenueGoal{Revenue: null("0"), Rounding: "stage", Rounded: waterfall.RoundingLot{Lot: null("1234567890123456789")}}, []string{"rounded.lot digits"}},
		{"a stage without its rounding", waterfall.RevenueGoal{Revenue: null("0"), Rounded: waterfall.RoundingLot{Stage: "a"}}, []string{"rounded empty"}},
		{"a lot without its rounding", waterfall.RevenueGoal{Revenue: null("0"), Rounding: "every-stage", Rounded: waterfall.RoundingLot{Lot: null("1")}}, []string{"rounded empty"}},
	} {
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, tt.goal.Validate())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestTermsValidate(t *testing.T) {
	for _, tt := range []struct {
		name  string
		terms waterfall.KnownTerms
		want  []string
	}{
		{"zero", waterfall.KnownTerms{}, []string{"unknown one-of"}},
		{"nothing known", waterfall.KnownTerms{Unknown: "conversion"}, []string{"stage required", "units required", "revenue required"}},
		{"units given", waterfall.KnownTerms{Unknown: "units", Stage: "a", Units: null("1"), Revenue: null("1")}, []string{"stage empty", "units empty"}},
		{"revenue given", waterfall.KnownTerms{Unknown: "revenue", Units: null("1"), Revenue: null("1")}, []string{"revenue empty"}},
		{"below 0", waterfall.KnownTerms{Unknown: "x", Stage: " ", Units: null("-1"), Revenue: null("-1")}, []string{"unknown one-of", "stage id", "units min", "revenue min"}},
		{"units of 9 decimals", waterfall.KnownTerms{Unknown: "deal-size", Units: null("0.000000001"), Revenue: null("1")}, []string{"units digits"}},
		{"out of bounds", waterfall.KnownTerms{Unknown: "deal-size", Units: null("1e30"), Revenue: null("1e31")}, []string{"units bounds", "revenue bounds"}},
	} {
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, tt.terms.Validate())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

// What takes two documents, by the paths of the functions.
func TestFunnelRulesBetweenDocuments(t *testing.T) {
	plan := func(f waterfall.Funnel, g waterfall.RevenueGoal) error { _, err := waterfall.Plan(f, g); return err }
	forecast := func(f waterfall.Funnel, e ...waterfall.DemandEntry) error {
		_, err := waterfall.Forecast(f, waterfall.Demand{Periods: 1, Entries: e})
		return err
	}
	sheet := func(f waterfall.Funnel, units string) error {
		_, err := waterfall.Worksheet(f, number(units))
		return err
	}
	solve := func(f waterfall.Funnel, terms waterfall.KnownTerms) error {
		_, err := waterfall.Solve(f, terms)
		return err
	}
	deadlines := func(f waterfall.Funnel, c partnermath.Calendar, year, quarter int, share string) error {
		_, err := waterfall.Deadlines(f, c, partnermath.Quarter{Year: year, Number: quarter}, number(share))
		return err
	}
	f, unpriced, deaf, yen, bad := threeStages(), threeStages(), threeStages(), threeStages(), waterfall.Funnel{}
	unpriced.DealSize = decimal.NullDecimal{}
	deaf.Stages[1].Rate = null("0")
	yen.Currency = "JPY"
	empty := []string{"funnel.currency currency", "funnel.stages required"}
	for _, tt := range []struct {
		name string
		err  error
		want []string
	}{
		{"plan with both bad", plan(bad, waterfall.RevenueGoal{Revenue: null("-1")}), append(slices.Clone(empty), "goal.revenue min")},
		{"plan without a deal size", plan(unpriced, waterfall.RevenueGoal{Revenue: null("0")}), []string{"funnel.dealSize required"}},
		{"plan through a rate of 0", plan(deaf, waterfall.RevenueGoal{Revenue: null("1")}), []string{"funnel.stages[1].rate above"}},
		{"plan in fractions of a yen", plan(yen, waterfall.RevenueGoal{Revenue: null("1.5"), Won: null("1.5"), Recurring: null("1.5"), Open: null("1.5")}), []string{
			"goal.revenue digits", "goal.won digits", "goal.recurring digits", "goal.open digits",
		}},
		{"plan whole at no stage", plan(f, waterfall.RevenueGoal{Revenue: null("0"), Rounding: "stage", Rounded: waterfall.RoundingLot{Stage: "x"}}), []string{"goal.rounded.stage known"}},
		{"forecast with both bad", forecast(bad, waterfall.DemandEntry{Period: 1, Count: null("0")}), append(slices.Clone(empty), "demand.entries[0].period range")},
		{"forecast from no stage", forecast(f, waterfall.DemandEntry{Count: null("0")}, waterfall.DemandEntry{Stage: "x", Count: null("0")}, waterfall.DemandEntry{Stage: "y", Count: null("0")}), []string{
			"demand.entries[1].stage known", "demand.entries[2].stage known",
		}},
		{"sheet with both bad", sheet(bad, "-1"), append(slices.Clone(empty), "units min")},
		{"sheet of 9 decimals", sheet(f, "0.000000001"), []string{"units digits"}},
		{"sheet of 19 digits", sheet(f, "1234567890123456789"), []string{"units digits"}},
		{"sheet without a deal size", sheet(unpriced, "1"), []string{"funnel.dealSize required"}},
		{"sheet through a rate of 0", sheet(deaf, "1"), nil},
		{"solve with both bad", solve(bad, waterfall.KnownTerms{}), append(slices.Clone(empty), "terms.unknown one-of")},
		{"solve without a deal size", solve(unpriced, waterfall.KnownTerms{Unknown: "units", Revenue: null("1")}), []string{"funnel.dealSize required"}},
		{"solve for the deal size", solve(unpriced, waterfall.KnownTerms{Unknown: "deal-size", Units: null("1"), Revenue: null("1")}), nil},
		{"solve for no stage", solve(f, waterfall.KnownTerms{Unknown: "conversion", Stage: "x", Units: null("1"), Revenue: null("1")}), []string{"terms.stage known"}},
		{"solve for the first stage", solve(f, waterfall.KnownTerms{Unknown: "conversion", Stage: "a", Units: null("1"), Revenue: null("1")}), []string{"terms.stage known"}},
		{"solve in fractions of a yen", solve(yen, waterfall.KnownTerms{Unknown: "units", Revenue: null("1.5")}), []string{"terms.revenue digits"}},
		{"deadlines with all bad", deadlines(bad, partnermath.Calendar{Pattern: "x"}, 0, 0, "0"), append(slices.Clone(empty), "calendar.pattern one-of", "share above")},
		{"share above 1", deadlines(f, partnermath.Calendar{}, 2026, 1, "1.000000000001"), []string{"share max"}},
		{"share of 1", deadlines(f, partnermath.Calendar{}, 2026, 1, "1"), nil},
		{"share out of bounds", deadlines(f, partnermath.Calendar{}, 2026, 1, "1e-13"), []string{"share bounds"}},
		{"no quarter", deadlines(f, partnermath.Calendar{}, 2026, 5, "1"), []string{"quarter range"}},
		{"no year", deadlines(f, partnermath.Calendar{}, 2, 1, "1"), []string{"quarter range"}},
	} {
		if diff := cmp.Diff(tt.want, testkit.BrokenRules(t, tt.err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}
