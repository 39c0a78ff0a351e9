package partnermath_test

import (
	"encoding/json"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"pgregory.net/rapid"

	"github.com/partnermath/partnermath"
)

// outcome returns an outcome of the currency and the figures in the order of
// the model, "" for one that is unknown; those left out are unknown too.
func outcome(currency string, figures ...string) partnermath.Outcome {
	o := partnermath.Outcome{Currency: currency}
	for i, into := range fields(&o)[:len(figures)] {
		*into = null(figures[i])
	}
	return o
}

func fields(o *partnermath.Outcome) []*decimal.NullDecimal {
	return []*decimal.NullDecimal{
		&o.Inquiries, &o.Leads, &o.MQLs, &o.SALs, &o.SQLs, &o.MGOs, &o.Opportunities, &o.Won,
		&o.Pipeline, &o.Revenue, &o.Margin,
	}
}

func figures(o partnermath.Outcome) []string {
	list := []string{o.Currency}
	for _, f := range fields(&o) {
		list = append(list, text(*f))
	}
	return list
}

func TestStages(t *testing.T) {
	want := []partnermath.Stage{"inquiry", "lead", "mql", "sal", "sql", "mgo", "opportunity", "won"}
	got := partnermath.Stages()
	if diff := cmp.Diff(want, got); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	got[0] = "changed"
	if diff := cmp.Diff(want, partnermath.Stages()); diff != "" {
		t.Errorf("a caller changed the stages of others (-want +got):\n%s", diff)
	}
}

func TestOutcomeAt(t *testing.T) {
	o := outcome("USD", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11")
	for stage, want := range map[partnermath.Stage]string{
		partnermath.StageInquiry: "1", partnermath.StageLead: "2", partnermath.StageMQL: "3", partnermath.StageSAL: "4",
		partnermath.StageSQL: "5", partnermath.StageMGO: "6", partnermath.StageOpportunity: "7", partnermath.StageWon: "8",
		"": "", "pipeline": "", "revenue": "", "MQL": "",
	} {
		if got := text(o.At(stage)); got != want {
			t.Errorf("at %q: %q, want %q", stage, got, want)
		}
		if got := (partnermath.Outcome{}).At(stage); got.Valid {
			t.Errorf("at %q: the zero Outcome knows %s", stage, got.Decimal)
		}
	}
	for i, stage := range partnermath.Stages() {
		var got partnermath.Outcome
		got.Set(stage, null("7"))
		got.Set("", null("8"))
		got.Set("pipeline", null("9"))
		if diff := cmp.Diff(slices.Insert(make([]string, 11), i+1, "7"), figures(got)); diff != "" || !stage.Known() {
			t.Errorf("set %q (-want +got):\n%s", stage, diff)
		}
	}
	(*partnermath.Outcome)(nil).Set(partnermath.StageWon, null("1"))
	if partnermath.Stage("").Known() || partnermath.Stage("pipeline").Known() {
		t.Error("knows a stage that is none")
	}
	if got := outcome("", "", "0").At(partnermath.StageLead); !got.Valid || !got.Decimal.IsZero() {
		t.Errorf("a count of 0 became %+v", got)
	}
}

func TestSum(t *testing.T) {
	for _, tt := range []struct {
		name string
		of   []partnermath.Outcome
		want partnermath.Outcome
	}{
		{"none", nil, partnermath.Outcome{}},
		{"one", []partnermath.Outcome{outcome("USD", "10", "", "2.5", "", "", "", "", "1", "100.10", "50", "-5")}, outcome("USD", "10", "", "2.5", "", "", "", "", "1", "100.10", "50", "-5")},
		{
			"all figures",
			[]partnermath.Outcome{
				outcome("EUR", "1", "2", "3", "4", "5", "6", "7", "8", "9.99", "10", "-11"),
				outcome("EUR", "10", "20", "30", "40", "50", "60", "70", "80", "90.02", "100", "-110"),
				outcome("EUR", "0.5", "0", "0", "0", "0", "0", "0", "0", "0", "0", "0"),
			},
			outcome("EUR", "11.5", "22", "33", "44", "55", "66", "77", "88", "100.01", "110", "-121"),
		},
		{
			"an unknown addend",
			[]partnermath.Outcome{outcome("", "1", "2"), outcome("", "", "3"), outcome("", "4", "5")},
			outcome("", "", "10"),
		},
		{
			"unknown first, unknown last",
			[]partnermath.Outcome{outcome("", "", "3"), outcome("", "4", "")},
			outcome(""),
		},
		{
			"zero is not unknown",
			[]partnermath.Outcome{outcome("", "0"), outcome("", "0.00")},
			outcome("", "0"),
		},
		{
			"no amounts, no currency",
			[]partnermath.Outcome{outcome("", "1"), outcome("USD", "2", "", "", "", "", "", "", "", "100"), outcome("", "3")},
			outcome("USD", "6"),
		},
		{
			"currency of an outcome that has no amounts",
			[]partnermath.Outcome{outcome("JPY", "1"), outcome("", "2")},
			outcome("JPY", "3"),
		},
	} {
		got, err := partnermath.Sum(tt.of...)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if diff := cmp.Diff(figures(tt.want), figures(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestSumRefuses(t *testing.T) {
	usd, eur := outcome("USD", "1", "", "", "", "", "", "", "", "5"), outcome("EUR", "1", "", "", "", "", "", "", "", "5")
	for _, tt := range []struct {
		name string
		of   []partnermath.Outcome
		want []string
	}{
		{"two currencies", []partnermath.Outcome{usd, eur}, []string{"outcomes[1].currency match"}},
		{"even without amounts", []partnermath.Outcome{outcome("USD", "1"), outcome("", "1"), outcome("EUR", "1")}, []string{"outcomes[2].currency match"}},
		{"every one that differs", []partnermath.Outcome{outcome("", "1"), usd, eur, usd, eur}, []string{"outcomes[2].currency match", "outcomes[4].currency match"}},
		{"invalid ones", []partnermath.Outcome{outcome("", "-1"), usd, outcome("usd")}, []string{"outcomes[0].inquiries min", "outcomes[2].currency currency"}},
		{"a single invalid one", []partnermath.Outcome{outcome("", "", "", "", "", "", "", "", "", "5")}, []string{"outcomes[0].currency required"}},
	} {
		got, err := partnermath.Sum(tt.of...)
		if diff := cmp.Diff(tt.want, faultsOf(t, err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if diff := cmp.Diff(figures(partnermath.Outcome{}), figures(got)); diff != "" {
			t.Errorf("%s: a sum beside the error (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestVariance(t *testing.T) {
	for _, tt := range []struct {
		name               string
		plan, actual, want partnermath.Outcome
	}{
		{"nothing known", outcome(""), outcome(""), outcome("")},
		{
			"actual less plan",
			outcome("USD", "10", "20", "30", "40", "50", "60", "70", "80", "90.50", "100", "30"),
			outcome("USD", "12", "15", "30", "0", "51", "61", "72", "83", "100", "90", "-1"),
			outcome("USD", "2", "-5", "0", "-40", "1", "1", "2", "3", "9.5", "-10", "-31"),
		},
		{"unknown in either", outcome("", "10", "", "5"), outcome("", "", "10", "7"), outcome("", "", "", "2")},
		{"currency of the plan", outcome("USD", "1"), outcome("", "3"), outcome("USD", "2")},
		{"currency of the actual", outcome("", "1"), outcome("USD", "3"), outcome("USD", "2")},
	} {
		got, err := partnermath.Variance(tt.plan, tt.actual)
		if err != nil {
			t.Errorf("%s: %v", tt.name, err)
		}
		if diff := cmp.Diff(figures(tt.want), figures(got)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
	for _, tt := range []struct {
		name         string
		plan, actual partnermath.Outcome
		want         []string
	}{
		{"two currencies", outcome("USD"), outcome("EUR"), []string{"actual.currency match"}},
		{"invalid plan", outcome("", "-1"), outcome(""), []string{"plan.inquiries min"}},
		{"invalid actual", outcome(""), outcome("", "", "", "", "", "", "", "", "-1"), []string{"actual.won min"}},
		{"both", outcome("usd"), outcome("", "-1", "-1"), []string{"plan.currency currency", "actual.inquiries min", "actual.leads min"}},
	} {
		got, err := partnermath.Variance(tt.plan, tt.actual)
		if diff := cmp.Diff(tt.want, faultsOf(t, err)); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
		if diff := cmp.Diff(figures(partnermath.Outcome{}), figures(got)); diff != "" {
			t.Errorf("%s: a variance beside the error (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestOutcomeValidate(t *testing.T) {
	negative := outcome("USD", "-1", "-1", "-1", "-1", "-1", "-1", "-1", "-1", "-1", "-1", "-1")
	huge := outcome("USD", "1e19", "1e19", "1e19", "1e19", "1e19", "1e19", "1e19", "1e19", "1e19", "1e19", "1e19")
	hostile := partnermath.Outcome{Inquiries: decimal.NewNullDecimal(decimal.New(1, 1_000_000_000))}
	for _, tt := range []struct {
		name    string
		outcome partnermath.Outcome
		want    []string
	}{
		{"zero", partnermath.Outcome{}, nil},
		{"all known", outcome("USD", "0", "0", "0", "0", "0", "0", "0", "0", "0", "-1", "-1"), nil},
		{"fractions of counts", outcome("", "0.0001"), nil},
		{"currency without amounts", outcome("USD"), nil},
		{"zero Decimals", partnermath.Outcome{Currency: "USD", Won: decimal.NullDecimal{Valid: true}, Margin: decimal.NullDecimal{Valid: true}}, nil},
		{"pipeline without currency", outcome("", "", "", "", "", "", "", "", "", "0"), []string{"currency required"}},
		{"revenue without currency", outcome("", "", "", "", "", "", "", "", "", "", "1"), []string{"currency required"}},
		{"margin without currency", outcome("", "", "", "", "", "", "", "", "", "", "", "1"), []string{"currency required"}},
		{"small letters", outcome("usd"), []string{"currency currency"}},
		{"two letters", outcome("US"), []string{"currency currency"}},
		{"four letters", outcome("USDX"), []string{"currency currency"}},
		{"no letters", outcome("U$D"), []string{"currency currency"}},
		{"other letters", outcome("ÜD"), []string{"currency currency"}},
		{"space", outcome("US "), []string{"currency currency"}},
		{
			"below zero, revenue and margin aside", negative,
			[]string{
				"inquiries min", "leads min", "mqls min", "sals min", "sqls min", "mgos min",
				"opportunities min", "won min", "pipeline min",
			},
		},
		{
			"out of bounds", huge,
			[]string{
				"inquiries bounds", "leads bounds", "mqls bounds", "sals bounds", "sqls bounds", "mgos bounds",
				"opportunities bounds", "won bounds", "pipeline bounds", "revenue bounds", "margin bounds",
			},
		},
		{"a huge exponent", hostile, []string{"inquiries bounds"}},
		{"in the order of the model", outcome("x", "", "-1", "", "", "", "", "", "", "-1", "1e19"), []string{"currency currency", "leads min", "pipeline min", "revenue bounds"}},
	} {
		if diff := cmp.Diff(tt.want, faultsOf(t, tt.outcome.Validate())); diff != "" {
			t.Errorf("%s (-want +got):\n%s", tt.name, diff)
		}
	}
}

func TestOutcomeJSON(t *testing.T) {
	o := outcome("USD", "10", "2.50", "", "0", "", "", "", "1", "100000.10", "", "-5")
	got, err := json.Marshal(o)
	if err != nil {
		t.Fatal(err)
	}
	want := `{"currency":"USD","inquiries":"10","leads":"2.5","mqls":null,"sals":"0","sqls":null,"mgos":null,` +
		`"opportunities":null,"won":"1","pipeline":"100000.1","revenue":null,"margin":"-5"}`
	if diff := cmp.Diff(want, string(got)); diff != "" {
		t.Errorf("(-want +got):\n%s", diff)
	}
	var back partnermath.Outcome
	if err := json.Unmarshal(got, &back); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(o, back); diff != "" {
		t.Errorf("round trip (-want +got):\n%s", diff)
	}
	var loose partnermath.Outcome
	if err := json.Unmarshal([]byte(`{"inquiries": 10, "leads": 2.5, "sals": "0"}`), &loose); err != nil {
		t.Fatal(err)
	}
	if diff := cmp.Diff(figures(outcome("", "10", "2.5", "", "0")), figures(loose)); diff != "" {
		t.Errorf("numbers (-want +got):\n%s", diff)
	}
}

func outcomes() *rapid.Generator[partnermath.Outcome] {
	return rapid.Custom(func(t *rapid.T) partnermath.Outcome {
		o := partnermath.Outcome{Currency: "USD"}
		for i, into := range fields(&o) {
			if rapid.IntRange(0, 3).Draw(t, "known") > 0 {
				low := int64(0)
				if i >= 9 {
					low = -1_000_000
				}
				*into = decimal.NewNullDecimal(decimal.New(rapid.Int64Range(low, 1_000_000).Draw(t, "units"), -2))
			}
		}
		return o
	})
}

func TestSumProperty(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		list := rapid.SliceOfN(outcomes(), 1, 6).Draw(t, "outcomes")
		shuffled := rapid.Permutation(list).Draw(t, "shuffled")
		sum, err := partnermath.Sum(list...)
		if err != nil {
			t.Fatal(err)
		}
		again, err := partnermath.Sum(shuffled...)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(figures(sum), figures(again)); diff != "" {
			t.Fatalf("the order matters (-want +got):\n%s", diff)
		}
		for i := range fields(&sum) {
			units, known := int64(0), true
			for j := range list {
				f := fields(&list[j])[i]
				units, known = units+f.Decimal.Shift(2).IntPart(), known && f.Valid
			}
			got := fields(&sum)[i]
			if got.Valid != known || known && !got.Decimal.Equal(decimal.New(units, -2)) {
				t.Fatalf("figure %d is %q, want %d cents (known %t)", i, text(*got), units, known)
			}
		}
		difference, err := partnermath.Variance(sum, sum)
		if err != nil {
			t.Fatal(err)
		}
		for i, f := range fields(&difference) {
			if f.Valid != fields(&sum)[i].Valid || f.Valid && !f.Decimal.IsZero() {
				t.Fatalf("figure %d differs from itself by %q", i, text(*f))
			}
		}
	})
}

func TestOutcomeNeverPrintsMuch(t *testing.T) {
	err := outcome(strings.Repeat("x", 1<<20), strings.Repeat("9", 1000), "-"+strings.Repeat("9", 30)).Validate()
	if n := len(err.Error()); n > 1000 {
		t.Errorf("the text of the error has %d bytes", n)
	}
}
