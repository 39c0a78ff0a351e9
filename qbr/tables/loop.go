package tables

import (
	"cmp"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/mdf/loop"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
)

// Loop shows what each funded campaign brought for the vendor's money, and all of them
// together. Of a loop that other partners are in, give no campaigns, and as all what those
// of the partner came to. Columns of which nothing is known are left out. It has no rows
// where no campaign was funded.
func Loop(campaigns []loop.Line, all loop.Figures, currency string) document.Table {
	t := loopTable("What funded campaigns brought", "Campaign", currency)
	if all.Campaigns == 0 {
		return t
	}
	t.Chart = document.ChartBars
	for i := range campaigns {
		addRow(&t, "", loopCells(cmp.Or(campaigns[i].ID, document.Unknown), &campaigns[i].Figures)...)
	}
	addRow(&t, document.RowTotal, loopCells(words.Many(all.Campaigns, "campaign"), &all)...)
	return t.WithoutUnknown()
}

// Worked shows what campaigns brought by what they were, and whether that worked, which the
// vendor's margin tells. It has no rows where they are all of one kind, as there is nothing
// to compare them with.
func Worked(g loop.Group, currency string) document.Table {
	by := Reasons(partnermath.Reason(g.By))
	t := loopTable("What worked, by "+by, words.Name(string(g.By)), currency)
	if len(g.Rows) < 2 {
		return t
	}
	t.Columns = append(t.Columns, setting.TextColumn("Worked"))
	for i := range g.Rows {
		row := &g.Rows[i]
		worked := "no"
		switch {
		case row.Worked:
			worked = "yes"
		case row.Rank == 0:
			worked = cmp.Or(Reasons(row.Reason), document.Unknown)
		}
		addRow(&t, "", append(loopCells(cmp.Or(row.Value, "no "+by), &row.Channel), setting.Text(worked))...)
	}
	return t.WithoutUnknown()
}

func loopTable(title, first, currency string) document.Table {
	return table(
		title, currency, setting.WordColumn(first), setting.Charted(setting.Column(money, "From the fund")), setting.Column(count, "Leads"), setting.Spare(3, setting.Column(share, "Leads of forecast")),
		setting.Charted(setting.Column(money, "Revenue")), setting.Spare(2, setting.Charted(setting.Column(money, "Margin"))), setting.Spare(1, setting.Column(document.UnitTimes, "Margin by fund money")),
	)
}

func loopCells(name string, f *loop.Figures) []document.Cell {
	return []document.Cell{
		setting.Text(name), moneyCell(f.VendorMoney.Actual), countCell(f.Leads.Actual), shareCell(f.Leads.Attainment), moneyCell(f.Revenue.Actual),
		moneyCell(f.Margin.Actual), document.Number(f.Actual.MarginByVendorMoney.Multiple, document.UnitTimes),
	}
}
