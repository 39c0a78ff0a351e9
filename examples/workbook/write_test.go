package workbook

import (
	"bytes"
	"io"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/shopspring/decimal"
	"github.com/xuri/excelize/v2"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/workbook/live"
	"github.com/partnermath/partnermath/examples/workbook/live/livetest"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

func opened(t *testing.T, content []byte) *excelize.File {
	t.Helper()
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = f.Close() })
	return f
}

// Every figure is a formula, and holds what the library says for those who do not calculate.
func TestFiguresAreFormulas(t *testing.T) {
	b, content := written(t, sample(t))
	f := opened(t, content)
	if len(b.Figures()) < 1_000 {
		t.Fatal("the sample has few figures:", len(b.Figures()))
	}
	for _, c := range b.Figures() {
		formula, err := f.GetCellFormula(c.Sheet, c.Cell)
		if err != nil || formula != c.Formula || formula == "" {
			t.Fatalf("%s!%s has the formula %q, want %q (%v)", c.Sheet, c.Cell, formula, c.Formula, err)
		}
	}
	livetest.Compare(t, f, b.Figures())
}

// formulas counts the cells with a formula.
func formulas(t *testing.T, f *excelize.File) (n int) {
	t.Helper()
	for _, sheet := range f.GetSheetList() {
		rows, err := f.GetRows(sheet)
		if err != nil {
			t.Fatal(err)
		}
		for i := range rows {
			for col := range 60 {
				if formula, _ := f.GetCellFormula(sheet, letters(col+1)+strconv.Itoa(i+1)); formula != "" {
					n++
				}
			}
		}
	}
	return n
}

// Whatever a name begins with, it is a text.
func TestNamesAreNoFormulas(t *testing.T) {
	in := sample(t)
	for i, name := range []string{`=cmd|' /C calc'!A0`, "+1+1", "-2", "@SUM(1)", "\x00\x01tab\tline\nend\u202e\ufffe", "\xff" + strings.Repeat("x", 40_000)} {
		in.Review.Partner.Name = name
		in.Review.FirstPage[0].Metrics[0].Name = name
		if i < 5 { // the library takes no other
			in.Scorecard.Questionnaire.Categories[0].Topics[0].Questions[i].Name = name
			in.Marketing.Mix.Tactics[0].Name = name
			in.Profit.Case.Products[0].Name = name
			in.Fund.Claims[0].Expenses[0].Name = name
		}
		if deal := in.Pipeline.Deals[i]; (pipeline.Deal{ID: "d", Customer: name}).Validate() == nil {
			deal.Customer, deal.Product = name, name
			in.Pipeline.Deals[i] = deal
		}
		in.workParts(t)
		in.Payouts[0].Statement.Lines[0].Rep = name
		b, content := written(t, in)
		f := opened(t, content)
		if n := formulas(t, f); n != len(b.Figures())+b.Steps() {
			t.Errorf("with the name %.20q there are %d formulas, want %d", name, n, len(b.Figures())+b.Steps())
		}
		got, err := f.GetCellValue("Review", "A1")
		if want := live.Clean(name); err != nil || got != want {
			t.Errorf("the partner is %.40q, want %.40q (%v)", got, want, err)
		}
	}
	if got := live.Clean("\x00\x01tab\tline\nend\u202e\ufffe"); got != "tab line end" {
		t.Errorf("control characters leave %q", got)
	}
}

func TestRefused(t *testing.T) {
	for _, tt := range []struct {
		name, want string
		spoil      func(in *Input)
	}{
		{"no review", "a review must be given", func(in *Input) { in.Review.Currency = "" }},
		{"another currency", "all must be in USD like the review, and something is in \"EUR\"", func(in *Input) { in.Plan.Requirement.Currency = "EUR" }},
		{"another partner", "something is of \"P1002\"", func(in *Input) { in.Pipeline.Deals[3].Partner = "P1002" }},
		{"another questionnaire", "the result must be that of the inputs", func(in *Input) {
			in.Scorecard.Questionnaire.Categories[0].Topics[0].ID = "other"
		}},
		{"other tactics", "the forecast must be that of the inputs", func(in *Input) { in.Marketing.Mix.Tactics = in.Marketing.Mix.Tactics[:4] }},
		{"other expenses", "must have a line for each", func(in *Input) { in.Fund.Claims[0].Expenses = in.Fund.Claims[0].Expenses[:1] }},
		{"other questions", "result: ", func(in *Input) {
			in.Scorecard.Questionnaire.Categories = in.Scorecard.Questionnaire.Categories[:1]
		}},
		{"a statement without lines", "must be of it, and have its lines", func(in *Input) { in.Payouts[0].Statement.Lines = nil }},
		{"other deals", "the report must be that of the inputs", func(in *Input) { in.Pipeline.Deals = in.Pipeline.Deals[1:] }},
		{"other entries", "the position must be that of the inputs", func(in *Input) { in.Fund.Entries = in.Fund.Entries[:3] }},
		{"no questions", "categories", func(in *Input) { in.Scorecard.Questionnaire.Categories = nil }},
		{"other stages", "the requirement must be that", func(in *Input) { in.Plan.Requirement.Stages = in.Plan.Requirement.Stages[:1] }},
		{"other months", "the statement must be that", func(in *Input) { in.Profit.Case.Months = 12 }},
		{"a large amount", "cell Plan!D5 can hold numbers below 100000000000 to the last place", func(in *Input) {
			in.Plan.Goal.Revenue = partnermath.Int(100_000_000_000)
			in.Plan.work(t)
		}},
		{"an absurd amount", "revenue: must have at most 30 digits", func(in *Input) {
			in.Plan.Goal.Revenue = decimal.NewNullDecimal(decimal.New(1, 1_000_000_000))
		}},
	} {
		in := sample(t)
		tt.spoil(&in)
		if err := Write(io.Discard, in); err == nil || !strings.Contains(err.Error(), tt.want) {
			t.Errorf("%s: got %v, want %s", tt.name, err, tt.want)
		}
	}
	in := sample(t)
	in.Plan.Goal.Revenue, in.Plan.Goal.MarketingShare = partnermath.Num(9_999_999_999_999, 2), partnermath.Int(0)
	in.Plan.work(t)
	if err := Write(io.Discard, in); err != nil {
		t.Error("just below the limit:", err)
	}
}

// A part that is left out has no sheet.
func TestParts(t *testing.T) {
	all := sample(t)
	for _, tt := range []struct {
		in   Input
		want []string
	}{
		{Input{}, []string{"Review"}},
		{Input{Scorecard: all.Scorecard}, []string{"Review", "Scorecard", "Questions"}},
		{Input{Fund: all.Fund, Payouts: all.Payouts[:1]}, []string{"Review", "Payouts", "Fund", "Claims"}},
		{all, []string{"Review", "Scorecard", "Questions", "Plan", "Marketing", "Pipeline", "Deals", "Payouts", "Fund", "Claims", "Profit", "Months"}},
	} {
		tt.in.Review = all.Review
		_, content := written(t, tt.in)
		if diff := cmp.Diff(tt.want, opened(t, content).GetSheetList()); diff != "" {
			t.Errorf("-want +got:\n%s", diff)
		}
	}
}

// texts are all that a workbook says.
func texts(t *testing.T, content []byte, sheet string) (all []string) {
	t.Helper()
	rows, err := opened(t, content).GetRows(sheet)
	if err != nil {
		t.Fatal(err)
	}
	return slices.Concat(rows...)
}

// The partner does not see what is the vendor's alone.
func TestAudience(t *testing.T) {
	in := sample(t)
	in.Marketing.Mix.Owner = partnermath.OwnerVendor
	in.Marketing.work(t)
	in.Plan.Funnel.Owner = partnermath.OwnerVendor
	in.Plan.work(t)
	in.Pipeline.Policy.Call = partnermath.Int(290_000)
	in.Pipeline.work(t)
	for _, tt := range []struct {
		audience scorecard.Audience
		want     bool
	}{{scorecard.AudiencePartner, false}, {scorecard.AudienceVendor, true}} {
		in.Review.Audience = tt.audience
		_, content := written(t, in)
		for sheet, words := range map[string]string{"Plan": "Margin rate", "Marketing": "Margin", "Pipeline": "The manager's call"} {
			if got := slices.Contains(texts(t, content, sheet), words); got != tt.want {
				t.Errorf("%s for the %s has %s: %t", sheet, tt.audience, words, got)
			}
		}
	}
}

// Amounts have the decimals of their currency.
func TestCurrencies(t *testing.T) {
	for currency, want := range map[string]string{"JPY": "573,000", "USD": "573,000.00", "KWD": "573,000.000"} {
		in := Input{Plan: sample(t).Plan}
		in.Review = sample(t).Review
		in.Review.Currency, in.Plan.Funnel.Currency = currency, currency
		in.Plan.work(t)
		_, content := written(t, in)
		if !slices.Contains(texts(t, content, "Plan"), want) {
			t.Errorf("%s is not shown as %s", currency, want)
		}
	}
}

// The same input gives the same cells.
func TestSameCells(t *testing.T) {
	in := sample(t)
	_, first := written(t, in)
	_, second := written(t, in)
	a, b := opened(t, first), opened(t, second)
	for _, sheet := range a.GetSheetList() {
		x, _ := a.GetRows(sheet)
		y, _ := b.GetRows(sheet)
		if diff := cmp.Diff(x, y); diff != "" {
			t.Errorf("%s: %s", sheet, diff)
		}
	}
	if diff := cmp.Diff(a.GetDefinedName(), b.GetDefinedName()); diff != "" {
		t.Error(diff)
	}
}

func BenchmarkWrite(b *testing.B) {
	in := sample(b)
	b.ReportAllocs()
	for b.Loop() {
		if err := Write(io.Discard, in); err != nil {
			b.Fatal(err)
		}
	}
}
