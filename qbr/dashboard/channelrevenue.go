package dashboard

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/channel"
	"github.com/partnermath/partnermath/qbr/document"
)

func partTable(a *channel.Account) document.Table {
	t := document.Table{Title: "Deals", Currency: a.Currency, Columns: []document.Column{
		{Head: "Role", Kind: words}, {Head: "Credited", Unit: money}, {Head: "Deals", Unit: count}, {Head: "Each deal once", Unit: money}, {Head: "Overlap", Unit: money},
	}}
	line := func(kind document.RowKind, name string, c *channel.Credit) {
		row(&t, kind, document.Cell{Text: name}, number(c.Credited), document.Number(c.Deals, count), document.Number(c.Distinct, money), document.Number(c.Overlap, money))
	}
	for i := range a.Roles {
		line("", string(a.Roles[i].Role), &a.Roles[i])
	}
	line(document.RowTotal, "In all", &a.Deals)
	return t
}

func topTable(a *channel.Account) document.Table {
	t := document.Table{Title: "The largest partners", Currency: a.Currency, Columns: []document.Column{
		{Head: "Partner", Kind: words}, {Head: "Revenue", Unit: money}, {Head: "Share", Unit: share},
	}}
	for i := range a.Concentration.Top {
		p := &a.Concentration.Top[i]
		row(&t, "", document.Cell{Text: p.Partner}, number(p.Revenue), document.Number(p.Share, share))
	}
	return t
}

func bandTable(a *channel.Account) document.Table {
	t := document.Table{Title: "Partners by attainment", Currency: a.Currency, Columns: []document.Column{
		{Head: "From", Kind: numeric}, {Head: "Partners", Unit: count}, {Head: "Of partners", Unit: share}, {Head: "Plan", Unit: money}, {Head: "Actual", Unit: money},
	}}
	for i := range a.Attainment.Bands {
		b := &a.Attainment.Bands[i]
		from := document.Number(b.From, share)
		if !b.From.Valid {
			from = document.Cell{Text: "Less"}
		}
		row(&t, "", from, counted(b.Partners), document.Number(b.Share, share), number(b.Plan), number(b.Actual))
	}
	row(&t, document.RowTotal, document.Cell{Text: "In all"}, counted(a.Attainment.Partners), document.Cell{}, number(a.Attainment.Plan), number(a.Attainment.Actual))
	return t
}

func partNotes(a *channel.Account) []string {
	c, of := &a.Concentration, func(n decimal.NullDecimal) string { return share.Format(n, "") }
	notes := []string{
		fmt.Sprintf("%d of %d partners have revenue. The largest %d have %s of it, the largest fifth (%d) %s.", a.Active, a.Partners, len(c.Top), of(c.TopShare), c.Fifth, of(c.FifthShare)),
		fmt.Sprintf("Concentration (HHI, 0 to 1): %s. Attainment of the %d partners of whom it is known: %s.", count.Format(c.HHI, ""), a.Attainment.Partners, of(a.Attainment.Attainment)),
	}
	if a.Deals.Unknown > 0 {
		notes = append(notes, fmt.Sprintf("Records that do not tell all that is credited of deals: %d.", a.Deals.Unknown))
	}
	return notes
}

func growthTable(a *channel.Account) document.Table {
	t := document.Table{Title: "Growth of net revenue", Currency: a.Currency, Columns: []document.Column{
		{Head: "Rates", Kind: words}, {Head: "Before", Unit: money}, {Head: "Now", Unit: money}, {Head: "Growth", Unit: share, Signed: true},
	}}
	g := &a.Growth
	if !g.Before.Valid && !g.ConstantBefore.Valid {
		return t
	}
	row(&t, "", document.Cell{Text: "As they were"}, document.Number(g.Before, money), document.Number(g.Now, money), document.Number(g.Growth, share))
	if !equal(g.Before, g.ConstantBefore) || !equal(g.Now, g.ConstantNow) {
		row(&t, "", document.Cell{Text: "Constant"}, document.Number(g.ConstantBefore, money), document.Number(g.ConstantNow, money), document.Number(g.ConstantGrowth, share))
	}
	return t
}

func equal(a, b decimal.NullDecimal) bool { return a.Valid == b.Valid && known(a).Equal(known(b)) }
