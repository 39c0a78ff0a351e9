package pages

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/partnermath/partnermath/qbr/channel"
	"github.com/partnermath/partnermath/qbr/document"
)

// eachCost goes through the groups, and then the whole channel.
func eachCost(a *channel.Account, groups []channel.Cost, line func(kind document.RowKind, name string, c *channel.Cost)) {
	for i := range groups {
		line("", cmp.Or(groups[i].ID, "Not known"), &groups[i])
	}
	line(document.RowTotal, "In all", &a.Cost)
}

func costTable(a *channel.Account, by string, groups []channel.Cost) document.Table {
	t := document.Table{Title: "Cost by " + strings.ToLower(by), Currency: a.Currency, Chart: document.ChartBars, Columns: []document.Column{
		{Head: by, Kind: document.ColumnWords},
		{Head: "Partners", Unit: count, Spare: 2},
		{Head: "Net revenue", Unit: money},
		{Head: "Cost", Unit: money},
		{Head: "Contra-revenue", Unit: money, Spare: 1},
		charted(document.Column{Head: "Cost rate", Unit: share}),
		charted(document.Column{Head: "Direct sale", Unit: share}),
	}}
	eachCost(a, groups, func(kind document.RowKind, name string, c *channel.Cost) {
		addRow(&t, kind, document.Cell{Text: name}, intCell(c.Partners), knownCell(c.Revenue), knownCell(c.Cost), knownCell(c.Contra), shareCell(c.CostRate), where(a.Cost.DirectCost.Valid, shareCell(c.DirectRate)))
	})
	return t.WithoutEmpty()
}

func costNotes(a *channel.Account) []string {
	notes := []string{"Cost rate: cost ÷ net revenue, which is after what is contra-revenue."}
	if !a.Cost.DirectCost.Valid {
		return append(notes, "What selling the same without partners would have cost is not known.")
	}
	notes[0] += " Direct sale: what selling the same without partners would have cost ÷ the same."
	if n := a.Cost.DirectUnknown; n > 0 {
		notes = append(notes, fmt.Sprintf("What a direct sale would have cost is not known of %d of %d records, and so of no group that has one of them.", n, a.Cost.Records))
	}
	return notes
}

// planTable shows how groups stand to their plans.
func planTable(a *channel.Account, by string, groups []channel.Cost) document.Table {
	t := document.Table{Title: "Plans by " + strings.ToLower(by), Currency: a.Currency, Columns: []document.Column{
		{Head: by, Kind: document.ColumnWords},
		{Head: "Own plan", Unit: money},
		{Head: "Partners' plans", Unit: money},
		signed(document.Column{Head: "Own − partners'", Unit: money, Spare: 1}),
		{Head: "Actual", Unit: money},
		{Head: "Attainment", Unit: share},
	}}
	planned := func(c channel.Cost) bool { return c.Attainment.Own.Valid || c.Attainment.Members.Valid }
	if !planned(a.Cost) && !slices.ContainsFunc(groups, planned) {
		return t
	}
	eachCost(a, groups, func(kind document.RowKind, name string, c *channel.Cost) {
		g := &c.Attainment
		addRow(&t, kind, document.Cell{Text: name}, where(g.Own.Valid, moneyCell(g.Own)), moneyCell(g.Members), where(g.Own.Valid, moneyCell(g.Difference)), moneyCell(g.Actual), shareCell(g.Attainment))
	})
	return t.WithoutEmpty()
}
