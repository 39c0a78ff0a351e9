package qbr

import (
	"cmp"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/waterfall/pipeline"
)

// mostOldest is how many leads that wait are named.
const mostOldest = 3

// demand adds the leads that the partner was given, and what became of them, to the section
// on marketing.
func (b *builder) demand(s *Section) {
	if b.missing(SectionMarketing, SourceLeads, "the leads that the partner was given") {
		return
	}
	r := &b.sources.Leads.Value
	all := &r.All
	s.Metrics = append(
		s.Metrics,
		b.figure(MetricMQLs, "Marketing qualified leads (MQL)", document.UnitCount, all.Outcome.MQLs, SourceLeads),
		b.figure(MetricSQLs, "Sales qualified leads (SQL)", document.UnitCount, all.Outcome.SQLs, SourceLeads),
		b.figure(MetricSQLRate, "SQLs of MQLs", document.UnitShare, all.SQLRate, SourceLeads),
	)
	s.add(b.leadTable(r))
	s.add(b.funnelTable(&all.Outcome, all.Rates))
	findings(s, "Leads", r.Findings)
	if all.Overdue > 0 {
		var oldest []string
		for i := range r.Waiting {
			if w := &r.Waiting[i]; w.Overdue && len(oldest) < mostOldest {
				oldest = append(oldest, fmt.Sprintf("%s since %s", w.ID, w.Created))
			}
		}
		s.note("Leads that wait for a follow-up past the agreed time: %s.", listed(oldest, all.Overdue-len(oldest)))
	}
	if n := all.UnknownDays + all.UnknownAge; n > 0 {
		b.gap(SectionMarketing, SourceLeads, "since when or until when "+many(n, "lead")+" waited")
	}
}

// leadTable shows how leads were followed up, by where they are from.
func (b *builder) leadTable(r *pipeline.LeadReport) document.Table {
	count, rate := document.UnitCount, document.UnitShare
	t := b.table(
		"Leads by source", wordColumn("Leads from"), column(count, "Leads"), spare(2, column(count, "Rejected")), column(count, "Followed up"),
		column(count, "Overdue"), column(rate, "In time"), spare(3, column(document.UnitDays, "Median days")), column(count, "MQLs"), column(count, "SQLs"),
		spare(1, column(rate, "SQLs of MQLs")),
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

// funnelTable shows how many got to each stage, and the rates in between.
func (b *builder) funnelTable(o *partnermath.Outcome, rates []partnermath.Conversion) document.Table {
	t := b.table("From lead to deal", wordColumn("Stage"), column(document.UnitCount, "Count"), column(document.UnitShare, "Of the stage before"))
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
