package workbook

import (
	"bytes"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/xuri/excelize/v2"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/workbook/live"
	"github.com/partnermath/partnermath/examples/workbook/live/livetest"
	"github.com/partnermath/partnermath/scorecard"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// letters name a column.
func letters(col int) string {
	name, _ := excelize.ColumnNumberToName(col)
	return name
}

func written(t testing.TB, in Input) (*live.Book, []byte) {
	t.Helper()
	b, err := build(in)
	if err != nil {
		t.Fatal(err)
	}
	var content bytes.Buffer
	if err := b.Write(&content); err != nil {
		t.Fatal(err)
	}
	return b, content.Bytes()
}

// Every figure is what the library says when LibreOffice works the workbook out.
func TestRecalculated(t *testing.T) {
	b, content := written(t, sample(t))
	f := livetest.Recalculated(t, content)[0]
	different := livetest.Compare(t, f, b.Figures())
	livetest.NoErrors(t, f)
	fmt.Printf("%d published figures compared, %d different; %d helper cells; %d cells of the library's own\n", len(b.Figures()), different, b.Steps(), b.Computed())
}

// change is one input: in the finished file by its name, and the row of a range, and in what the
// library works out anew.
type change struct {
	name  string
	row   int
	value float64
	apply func(in *Input)
}

// changes are one or two in each room.
func changes(in *Input) []change {
	answer := slices.IndexFunc(questionIDs(in.Scorecard.Questionnaire), func(id string) bool { return id == "coverage" })
	deal := slices.IndexFunc(in.Pipeline.Deals, func(d pipeline.Deal) bool { return d.ID == "D1001-61" })
	return []change{
		{"questions_answers", answer, 3.5, func(in *Input) {
			for i := range in.Scorecard.Assessment.Answers {
				if a := &in.Scorecard.Assessment.Answers[i]; a.Question == "coverage" {
					a.Number = partnermath.Num(35, 1)
				}
			}
		}},
		{"plan_goal", 0, 1_650_000, func(in *Input) { in.Plan.Goal.Revenue = partnermath.Int(1_650_000) }},
		{"marketing_conversions_1", 2, 0.35, func(in *Input) {
			stages := slices.Clone(in.Marketing.Mix.Tactics[0].Funnel.Stages)
			stages[2].Rate = partnermath.Num(35, 2)
			in.Marketing.Mix.Tactics = slices.Clone(in.Marketing.Mix.Tactics)
			in.Marketing.Mix.Tactics[0].Funnel.Stages = stages
		}},
		{"pipeline_target", 0, 325_000, func(in *Input) { in.Pipeline.Policy.Target = partnermath.Int(325_000) }},
		{"deals_amount", deal, 71_234.56, func(in *Input) { in.Pipeline.Deals[deal].Amount = partnermath.Num(7_123_456, 2) }},
		{"payouts_tier_rate_1", 0, 0.0275, func(in *Input) {
			in.Payouts[0].Program.Formula.Tiers.Steps[0].Rate = partnermath.Num(275, 4)
		}},
		{"payouts_partner_cap_3", 0, 912.5, func(in *Input) { in.Payouts[2].Program.Limits.PartnerCap = partnermath.Num(9125, 1) }},
		{"fund_amounts", 2, 9_000, func(in *Input) {
			for i := range in.Fund.Entries {
				if in.Fund.Entries[i].ID == "grant-2" {
					in.Fund.Entries[i].Amount = partnermath.Int(9_000)
				}
			}
		}},
		{"claims_cost_1", 1, 2_000, func(in *Input) { in.Fund.Claims[0].Expenses[1].Amount = partnermath.Int(2_000) }},
		{"profit_price", 0, 14_449.99, func(in *Input) { in.Profit.Case.Products[0].Price = partnermath.Num(1_444_999, 2) }},
	}
}

func questionIDs(q scorecard.Questionnaire) (ids []string) {
	for _, c := range q.Categories {
		for _, t := range c.Topics {
			for _, one := range t.Questions {
				ids = append(ids, one.ID)
			}
		}
	}
	return ids
}

// place finds the cell of an input by its name.
func place(t *testing.T, f *excelize.File, c change) (sheet, cell string) {
	t.Helper()
	for _, name := range f.GetDefinedName() {
		if name.Name != c.name {
			continue
		}
		sheet, cells, _ := strings.Cut(name.RefersTo, "!")
		first, _, _ := strings.Cut(strings.ReplaceAll(cells, "$", ""), ":")
		col, row, err := excelize.CellNameToCoordinates(first)
		if err != nil {
			t.Fatal(err)
		}
		return sheet, letters(col) + strconv.Itoa(row+c.row)
	}
	t.Fatalf("no input has the name %s", c.name)
	return "", ""
}

// Whoever changes inputs in the finished file sees what the library says of them.
func TestChangedInputs(t *testing.T) {
	in := sample(t)
	_, content := written(t, in)
	f, err := excelize.OpenReader(bytes.NewReader(content))
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = f.Close() }()
	for _, c := range changes(&in) {
		sheet, cell := place(t, f, c)
		if err := f.SetCellValue(sheet, cell, c.value); err != nil {
			t.Fatal(err)
		}
		c.apply(&in)
	}
	var changed bytes.Buffer
	if err := f.Write(&changed); err != nil {
		t.Fatal(err)
	}
	in.work(t)
	b, _ := written(t, in)
	want := slices.DeleteFunc(b.Figures(), func(c live.Figure) bool { return c.Sheet == "Review" && c.Cell[0] != 'B' })
	different := livetest.Compare(t, livetest.Recalculated(t, changed.Bytes())[0], want)
	fmt.Printf("%d inputs changed: %d figures compared, %d different\n", len(changes(&in)), len(want), different)
}
