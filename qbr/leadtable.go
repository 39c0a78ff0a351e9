package qbr

import (
	"fmt"
	"strings"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// demand adds the leads that the partner was given, and what became of them, to the section
// on marketing.
func (b *builder) demand(s *Section) {
	if b.missing(SectionMarketing, SourceLeads, "the leads that the partner was given") {
		return
	}
	r := &b.sources.Leads.Value
	all := &r.All
	s.Metrics = append(s.Metrics,
		b.figure(MetricMQLs, "Marketing qualified leads", document.UnitCount, all.Outcome.MQLs, SourceLeads),
		b.figure(MetricSQLs, "Sales qualified leads", document.UnitCount, all.Outcome.SQLs, SourceLeads),
		b.figure(MetricSQLRate, "Sales qualified of marketing qualified", document.UnitShare, all.SQLRate, SourceLeads),
	)
	s.Tables = append(s.Tables, leadTable("source", all, r.Sources), funnelTable(&all.Outcome, all.Rates))
	findings(s, "Leads", r.Findings)
	if n := all.Overdue; n > 0 {
		var oldest []string
		for i := range r.Waiting {
			if w := &r.Waiting[i]; w.Overdue && len(oldest) < 3 {
				oldest = append(oldest, fmt.Sprintf("%s since %s", w.ID, w.Created))
			}
		}
		s.Notes = append(s.Notes, fmt.Sprintf("Leads that wait for a follow-up past the agreed time: %d, the oldest %s.", n, strings.Join(oldest, ", ")))
	}
}

// leadTable shows how leads were followed up, by where they are from.
func leadTable(by string, all *pipeline.LeadRow, rows []pipeline.LeadRow) document.Table {
	t := document.Table{Title: "Leads by " + by, Columns: []document.Column{
		{Head: "Leads from", Kind: document.ColumnWords},
		{Head: "Leads", Unit: document.UnitCount},
		{Head: "Rejected", Unit: document.UnitCount, Spare: 2},
		{Head: "Followed up", Unit: document.UnitCount},
		{Head: "Overdue", Unit: document.UnitCount},
		{Head: "In time", Unit: document.UnitShare},
		{Head: "Median days", Unit: document.UnitDays, Spare: 3},
		{Head: "MQLs", Unit: document.UnitCount},
		{Head: "SQLs", Unit: document.UnitCount},
		{Head: "SQLs of MQLs", Unit: document.UnitShare, Spare: 1},
	}}
	add := func(kind document.RowKind, name string, r *pipeline.LeadRow) {
		t.Rows = append(t.Rows, document.Row{Kind: kind, Cells: []document.Cell{
			{Text: name},
			{Number: counted(r.Leads)},
			{Number: counted(r.Rejected)},
			{Number: counted(r.FollowedUp)},
			{Number: counted(r.Overdue)},
			document.Number(r.OnTimeShare, document.UnitShare), document.Number(r.MedianDays, document.UnitDays),
			document.Number(r.Outcome.MQLs, document.UnitCount), document.Number(r.Outcome.SQLs, document.UnitCount), document.Number(r.SQLRate, document.UnitShare),
		}})
	}
	for i := range rows {
		name := rows[i].Name
		if name == "" {
			name = "no " + by
		}
		add("", name, &rows[i])
	}
	add(document.RowTotal, "All leads", all)
	return t
}

// funnelTable shows how many got to each stage, and the rates in between.
func funnelTable(o *partnermath.Outcome, rates []partnermath.Conversion) document.Table {
	t := document.Table{Title: "From lead to deal", Columns: []document.Column{
		{Head: "Stage", Kind: document.ColumnWords}, {Head: "Count", Unit: document.UnitCount}, {Head: "Of the stage before", Unit: document.UnitShare},
	}}
	for _, stage := range partnermath.Stages() {
		count := o.At(stage)
		if !count.Valid {
			continue
		}
		var rate decimal.NullDecimal
		for i := range rates {
			if rates[i].To == stage {
				rate = rates[i].Rate
			}
		}
		cells := []document.Cell{{Text: stageName(stage)}, {Number: count}}
		if len(t.Rows) > 0 {
			cells = append(cells, document.Number(rate, document.UnitShare))
		}
		t.Rows = append(t.Rows, document.Row{Cells: cells})
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
		return "Marketing generated opportunities"
	case partnermath.StageOpportunity:
		return "Opportunities"
	case partnermath.StageWon:
		return "Won deals"
	}
	return string(s)
}
