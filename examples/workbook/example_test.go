package workbook_test

import (
	"bytes"
	"fmt"

	"github.com/xuri/excelize/v2"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/examples/workbook"
	"github.com/partnermath/partnermath/qbr"
	"github.com/partnermath/partnermath/waterfall"
)

// A goal of 1,200,000, of which 200,000 is won: how many leads does it take?
func ExampleWrite() {
	funnel := waterfall.Funnel{Currency: "USD", DealSize: partnermath.Int(15_000), Stages: []waterfall.FunnelStage{
		{ID: "leads", Name: "Leads"},
		{ID: "mgos", Name: "MGOs", CountsAs: partnermath.StageMGO, Rate: partnermath.Num(2, 1)},
		{ID: "won", Name: "Won deals", CountsAs: partnermath.StageWon, Per: partnermath.Int(4)},
	}}
	goal := waterfall.RevenueGoal{Revenue: partnermath.Int(1_200_000), Won: partnermath.Int(200_000), Rounding: waterfall.RoundingEveryStage}
	requirement, err := waterfall.Plan(funnel, goal)
	if err != nil {
		fmt.Println(err)
		return
	}
	var file bytes.Buffer
	if err := workbook.Write(&file, workbook.Input{
		Review: qbr.Review{Currency: "USD", Partner: qbr.Partner{ID: "varnholt", Name: "Varnholt Systems"}},
		Plan:   workbook.Plan{Funnel: funnel, Goal: goal, Requirement: requirement},
	}); err != nil {
		fmt.Println(err)
		return
	}
	book, err := excelize.OpenReader(&file)
	if err != nil {
		fmt.Println(err)
		return
	}
	fmt.Println(book.GetSheetList())
	for row := 19; row <= 21; row++ {
		name, _ := book.GetCellValue("Plan", fmt.Sprint("A", row))
		needed, _ := book.GetCellValue("Plan", fmt.Sprint("F", row))
		exactly, _ := book.GetCellFormula("Plan", fmt.Sprint("E", row))
		planned, _ := book.GetCellValue("Plan", fmt.Sprint("H", row))
		fmt.Printf("%-9s needed %7s, exactly =%s, planned %s\n", name, needed, exactly, planned)
	}
	// Output:
	// [Review Plan]
	// Leads     needed 1,333.3, exactly =IF(E20=0,0,E20/D20), planned 1,334.0
	// MGOs      needed   266.7, exactly =E21*D21, planned 267.0
	// Won deals needed    66.7, exactly =F14/D15, planned 67.0
}
