package tables

import (
	"cmp"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// Leads shows how leads were followed up and what became of them, by where they are from and
// in all, rejected ones at each stage that they got to. The leads that wait are not listed.
func Leads(r pipeline.LeadReport) document.Table {
	t := table(
		"Leads by source, with rejected ones", "", setting.WordColumn("Leads from"), setting.Charted(setting.Column(count, "Leads")), setting.Spare(2, setting.Column(count, "Rejected")), setting.Column(count, "Followed up"),
		setting.Column(count, "Overdue"), setting.Column(share, "In time"), setting.Spare(3, setting.Column(document.UnitDays, "Median "+words.DayNoun(r.Days)+"s")), setting.Charted(setting.Column(count, "MQLs")), setting.Charted(setting.Column(count, "SQLs")),
		setting.Spare(1, setting.Column(share, "SQLs of MQLs")),
	)
	t.Chart = document.ChartBars
	add := func(kind document.RowKind, name string, row *pipeline.LeadRow) {
		addRow(
			&t, kind, setting.Text(name), intCell(row.Leads), countCell(row.Rejected), countCell(row.FollowedUp), countCell(row.Overdue), shareCell(row.OnTimeShare), document.Number(row.MedianDays, document.UnitDays),
			countCell(row.Outcome.MQLs), countCell(row.Outcome.SQLs), shareCell(row.SQLRate),
		)
	}
	for i := range r.Sources {
		add("", cmp.Or(r.Sources[i].Name, "no source"), &r.Sources[i])
	}
	add(document.RowTotal, "All leads", &r.All)
	return t
}

// mostOldest is how many leads that wait are named.
const mostOldest = 3

// WaitingLeads names the leads that wait past the agreed time for the longest, and counts the
// others; "" where none does.
func WaitingLeads(r pipeline.LeadReport) string {
	overdue := words.Whole(r.All.Overdue)
	if overdue == 0 {
		return ""
	}
	var oldest []string
	for i := range r.Waiting {
		if w := &r.Waiting[i]; w.Overdue && len(oldest) < mostOldest {
			oldest = append(oldest, fmt.Sprintf("lead %s since %s", w.ID, w.Created))
		}
	}
	return fmt.Sprintf("Leads that wait for a follow-up past the agreed time: %s.", words.Listed(oldest, overdue-len(oldest)))
}

// LeadQuarter is what became of the leads of a quarter. The zero LeadQuarter is not known.
type LeadQuarter struct {
	Quarter             partnermath.Quarter
	MQLs, SQLs, SQLRate decimal.NullDecimal
	// Partial tells that the quarter goes on.
	Partial bool
}

// LeadQuarters shows how leads converted from quarter to quarter, those of which nothing is
// known left out. It has no rows where that leaves fewer than two.
func LeadQuarters(quarters []LeadQuarter) document.Table {
	t := table("Lead conversion by quarter", "", setting.TextColumn("Quarter"), setting.Charted(setting.Column(count, "MQLs")), setting.Charted(setting.Column(count, "SQLs")), setting.Column(share, "SQLs of MQLs"))
	t.Chart = document.ChartColumns
	for i := range quarters {
		if q := &quarters[i]; q.MQLs.Valid || q.SQLs.Valid || q.SQLRate.Valid {
			name := q.Quarter.String()
			if q.Partial {
				name += ", in part"
			}
			addRow(&t, "", setting.Text(name), countCell(q.MQLs), countCell(q.SQLs), shareCell(q.SQLRate))
		}
	}
	if len(t.Rows) < 2 {
		t.Rows = nil
	}
	return t
}

// Funnel shows how many leads got to each stage, also of those rejected, and the rates in between. Stages of which the
// count is not known are left out.
func Funnel(o partnermath.Outcome, rates []partnermath.Conversion) document.Table {
	t := table("From lead to deal, with rejected leads", "", setting.WordColumn("Stage"), setting.Charted(setting.Column(count, "Count")), setting.Column(share, "Of the stage before"))
	t.Chart = document.ChartBars
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
		cells := []document.Cell{setting.Text(stageName(stage)), countCell(reached)}
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
