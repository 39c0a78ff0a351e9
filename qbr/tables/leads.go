package tables

import (
	"cmp"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// Leads shows how leads were followed up and what became of them, by where they are from and
// in all. The leads that wait are not listed.
func Leads(r pipeline.LeadReport) document.Table {
	t := table(
		"Leads by source", "", wordColumn("Leads from"), column(count, "Leads"), spare(2, column(count, "Rejected")), column(count, "Followed up"),
		column(count, "Overdue"), column(share, "In time"), spare(3, column(document.UnitDays, "Median days")), column(count, "MQLs"), column(count, "SQLs"),
		spare(1, column(share, "SQLs of MQLs")),
	)
	add := func(kind document.RowKind, name string, r *pipeline.LeadRow) {
		addRow(
			&t, kind, textCell(name), intCell(r.Leads), intCell(r.Rejected), intCell(r.FollowedUp), intCell(r.Overdue), shareCell(r.OnTimeShare),
			document.Number(r.MedianDays, document.UnitDays), countCell(r.Outcome.MQLs), countCell(r.Outcome.SQLs), shareCell(r.SQLRate),
		)
	}
	for i := range r.Sources {
		add("", cmp.Or(r.Sources[i].Name, "no source"), &r.Sources[i])
	}
	add(document.RowTotal, "All leads", &r.All)
	return t
}

// Funnel shows how many got to each stage, and the rates in between. Stages of which the
// count is not known are left out.
func Funnel(o partnermath.Outcome, rates []partnermath.Conversion) document.Table {
	t := table("From lead to deal", "", wordColumn("Stage"), column(count, "Count"), column(share, "Of the stage before"))
	for _, stage := range partnermath.Stages() {
		reached := o.At(stage)
		if !reached.Valid {
			continue
		}
		var rate decimal.NullDecimal
		for i := range rates {
			if rates[i].To == stage {
				rate = rates[i].Rate
			}
		}
		cells := []document.Cell{textCell(stageName(stage)), countCell(reached)}
		if len(t.Rows) > 0 {
			cells = append(cells, shareCell(rate))
		}
		addRow(&t, "", cells...)
	}
	return t
}

// stageName is what people call a stage.
func stageName(s partnermath.Stage) string {
	switch s {
	case partnermath.StageRecipient:
		return "Recipients"
	case partnermath.StageInquiry:
		return "Inquiries"
	case partnermath.StageLead:
		return "Leads"
	case partnermath.StageMQL:
		return "Marketing qualified leads (MQL)"
	case partnermath.StageSAL:
		return "Sales accepted leads (SAL)"
	case partnermath.StageSQL:
		return "Sales qualified leads (SQL)"
	case partnermath.StageMGO:
		return "Marketing generated opportunities (MGO)"
	case partnermath.StageOpportunity:
		return "Opportunities"
	case partnermath.StageWon:
		return "Won deals"
	}
	return string(s)
}
