package qbr

import (
	"cmp"
	"slices"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/mdf/loop"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/words"
	"github.com/partnermath/partnermath/qbr/tables"
)

// loop shows what each funded campaign brought for the vendor's money, and what worked. Of a
// loop that other partners are in, it shows what that of the partner came to.
func (b *builder) loop(s *Section) {
	if b.missing(SectionFunds, SourceLoop, "what funded campaigns brought") {
		return
	}
	r := &b.sources.Loop.Value
	all := &r.Total.Channel
	t := b.loopTable("What funded campaigns brought", "Campaign")
	own, others := b.ownLoop()
	if others {
		all = own
	} else {
		for i := range r.Campaigns {
			addRow(&t, "", loopCells(cmp.Or(r.Campaigns[i].ID, document.Unknown), &r.Campaigns[i].Figures)...)
		}
	}
	if all == nil || all.Campaigns == 0 {
		s.Notes = append(s.Notes, "No campaign of the partner was funded.")
		return
	}
	addRow(&t, document.RowTotal, loopCells(words.Many(all.Campaigns, "campaign"), all)...)
	s.add(withoutUnknown(t))
	if n := all.Campaigns - min(all.VendorMoney.Actuals, all.Leads.Actuals, all.Revenue.Actuals); n > 0 {
		b.gap(SectionFunds, SourceLoop, "what "+words.Of(n, "funded campaign", all.Campaigns)+" took or brought, which the sums leave out")
	}
	if others || b.toPartner { // what worked is told by the vendor's margin
		return
	}
	for i := range r.Groups {
		s.add(b.worked(&r.Groups[i]))
	}
}

// ownLoop is what the campaigns of the partner came to in a loop grouped by partners, and
// whether others are in it.
func (b *builder) ownLoop() (own *loop.Figures, others bool) {
	groups := b.sources.Loop.Value.Groups
	at := slices.IndexFunc(groups, func(g loop.Group) bool { return g.By == loop.ByPartner })
	if at < 0 {
		return nil, false
	}
	for i := range groups[at].Rows {
		if row := &groups[at].Rows[i]; row.Value == b.records.Partner.ID {
			own = &row.Channel
		} else {
			others = true
		}
	}
	return own, others
}

// worked shows what campaigns brought by what they were, and whether that worked. Those of
// one kind only are compared with nothing.
func (b *builder) worked(g *loop.Group) document.Table {
	by := tables.Reasons(partnermath.Reason(g.By))
	t := b.loopTable("What worked, by "+by, lineName(string(g.By)))
	if len(g.Rows) < 2 {
		return t
	}
	t.Columns = append(t.Columns, textColumn("Worked"))
	for i := range g.Rows {
		row := &g.Rows[i]
		worked := "no"
		switch {
		case row.Worked:
			worked = "yes"
		case row.Rank == 0:
			worked = cmp.Or(tables.Reasons(row.Reason), document.Unknown)
		}
		addRow(&t, "", append(loopCells(cmp.Or(row.Value, "no "+by), &row.Channel), textCell(worked))...)
	}
	return withoutUnknown(t)
}

func (b *builder) loopTable(title, first string) document.Table {
	money, share := document.UnitMoney, document.UnitShare
	return b.table(
		title, wordColumn(first), column(money, "From the fund"), column(document.UnitCount, "Leads"), spare(3, column(share, "Leads of forecast")),
		column(money, "Revenue"), spare(2, column(money, "Margin")), spare(1, column(document.UnitTimes, "Margin by fund money")),
	)
}

func loopCells(name string, f *loop.Figures) []document.Cell {
	return []document.Cell{
		textCell(name), moneyCell(f.VendorMoney.Actual), countCell(f.Leads.Actual), shareCell(f.Leads.Attainment), moneyCell(f.Revenue.Actual),
		moneyCell(f.Margin.Actual), document.Number(f.Actual.MarginByVendorMoney.Multiple, document.UnitTimes),
	}
}
