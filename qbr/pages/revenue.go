package pages

import (
	"fmt"
	"slices"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/channel"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/words"
)

func topTable(a *channel.Account) document.Table {
	t := document.Table{Title: "The largest partners", Currency: a.Currency, Chart: document.ChartBars, Columns: []document.Column{
		{Head: "Partner", Kind: document.ColumnWords}, charted(document.Column{Head: "Revenue", Unit: money}), {Head: "Of all revenue", Unit: share},
	}}
	for i := range a.Concentration.Top {
		p := &a.Concentration.Top[i]
		addRow(&t, "", document.Cell{Text: p.Partner}, knownCell(p.Revenue), shareCell(p.Share))
	}
	return t
}

func bandTable(a *channel.Account) document.Table {
	t := document.Table{Title: "Partners by attainment of their plans", Currency: a.Currency, Chart: document.ChartBars, Columns: []document.Column{
		{Head: "Attainment"},
		charted(document.Column{Head: "Partners", Unit: count}),
		{Head: "Of partners", Unit: share},
		{Head: "Plan", Unit: money},
		{Head: "Actual", Unit: money},
	}}
	if a.Attainment.Partners == 0 {
		return t
	}
	bands := a.Attainment.Bands
	for i := range bands {
		b := &bands[i]
		addRow(&t, "", document.Cell{Text: bandName(bands, i)}, intCell(b.Partners), shareCell(b.Share), knownCell(b.Plan), knownCell(b.Actual))
	}
	addRow(&t, document.RowTotal, document.Cell{Text: "In all"}, intCell(a.Attainment.Partners), document.Cell{}, knownCell(a.Attainment.Plan), knownCell(a.Attainment.Actual))
	return t
}

// bandName tells where a band begins and ends.
func bandName(bands []channel.Band, at int) string {
	from, to := share.Format(bands[at].From, ""), ""
	if at+1 < len(bands) {
		to = share.Format(bands[at+1].From, "")
	}
	switch {
	case at == 0 && to == "":
		return "Any"
	case at == 0:
		return "Below " + to
	case to == "":
		return from + " or more"
	}
	return from + " to below " + to
}

// dealTable shows what partners are credited with of deals, if any.
func dealTable(a *channel.Account) document.Table {
	t := document.Table{Title: "Deals that partners are credited with", Currency: a.Currency, Columns: []document.Column{
		{Head: "Role", Kind: document.ColumnWords}, {Head: "Credited", Unit: money}, {Head: "Deals", Unit: count}, {Head: "Each deal once", Unit: money}, {Head: "Overlap", Unit: money},
	}}
	told := func(c channel.Credit) bool { return c.Unknown < a.Cost.Records }
	if !slices.ContainsFunc(a.Roles, told) {
		return t
	}
	line := func(kind document.RowKind, name string, c *channel.Credit, told bool) {
		credited := decimal.NullDecimal{Decimal: c.Credited, Valid: told}
		addRow(&t, kind, document.Cell{Text: name}, moneyCell(credited), document.Number(c.Deals, count), moneyCell(c.Distinct), moneyCell(c.Overlap))
	}
	for i := range a.Roles {
		line("", spelled(string(a.Roles[i].Role)), &a.Roles[i], told(a.Roles[i]))
	}
	line(document.RowTotal, "In all", &a.Deals, true)
	return t
}

func growthTable(a *channel.Account) document.Table {
	t := document.Table{Title: "Growth of net revenue", Currency: a.Currency, Columns: []document.Column{
		{Head: "Rates", Kind: document.ColumnWords}, {Head: "Partners", Unit: count}, {Head: "Before", Unit: money}, {Head: "Now", Unit: money}, signed(document.Column{Head: "Growth", Unit: share}),
	}}
	g := &a.Growth
	if g.Partners+g.Others == 0 {
		return t
	}
	addRow(&t, "", document.Cell{Text: "As they were"}, intCell(g.Partners), moneyCell(g.Before), moneyCell(g.Now), shareCell(g.Growth))
	if !equal(g.Before, g.ConstantBefore) || !equal(g.Now, g.ConstantNow) {
		addRow(&t, "", document.Cell{Text: "Constant"}, intCell(g.Partners), moneyCell(g.ConstantBefore), moneyCell(g.ConstantNow), shareCell(g.ConstantGrowth))
	}
	return t
}

func revenueNotes(a *channel.Account) []string {
	c, of := &a.Concentration, func(n decimal.NullDecimal) string { return share.Format(n, "") }
	notes := []string{fmt.Sprintf("%d of %d partners have revenue. The largest fifth of all, %d, have %s of it.", a.Active, a.Partners, c.Fifth, of(c.FifthShare))}
	if len(c.Top) > 0 {
		notes[0] = fmt.Sprintf("%d of %d partners have revenue. The largest %d have %s of it; the largest fifth of all, %d, have %s.", a.Active, a.Partners, len(c.Top), of(c.TopShare), c.Fifth, of(c.FifthShare))
	}
	notes = append(notes, fmt.Sprintf("Concentration (HHI, Σ share², 1 where one partner has all): %s.", count.Format(c.HHI, "")))
	if n := a.Attainment.Unknown; n > 0 {
		notes = append(notes, fmt.Sprintf("Attainment is known of %s: %s. Of %d it is not, for want of a plan or of what counts towards it.", words.Many(a.Attainment.Partners, "partner"), of(a.Attainment.Attainment), n))
	} else {
		notes = append(notes, fmt.Sprintf("Attainment of %s: %s.", words.Many(a.Attainment.Partners, "partner"), of(a.Attainment.Attainment)))
	}
	if n := a.Cost.Attainment.MembersUnknown; n > 0 && a.Attainment.Partners > 0 {
		notes = append(notes, fmt.Sprintf("%s tell no plan: a group with one of them and without a plan of its own has no attainment.", words.Of(n, "record", a.Cost.Records)))
	}
	if g := &a.Growth; g.Others > 0 {
		notes = append(notes, fmt.Sprintf("Growth is of the %s that have records in both periods: what the others sold in one of them is not known.", words.Of(g.Partners, "partner", g.Partners+g.Others)))
	}
	return append(notes, dealNotes(a)...)
}

// dealNotes explain what is credited more than once, and what is not known.
func dealNotes(a *channel.Account) (notes []string) {
	shown := len(dealTable(a).Rows) > 0
	switch overlap := a.Deals.Overlap; {
	case !shown:
		notes = append(notes, "What partners are credited with of deals is not known.")
	case !overlap.Valid:
		notes = append(notes, "Each deal can be counted once only where every record has its deals.")
	case overlap.Decimal.IsPositive():
		notes = append(notes, fmt.Sprintf("Overlap: %s are credited for deals of %s, since several partners are credited with one deal. It is no revenue on top. A deal with several roles is in the line of each, and once in all.",
			amount(decimal.NewNullDecimal(a.Deals.Credited), a.Currency), amount(a.Deals.Distinct, a.Currency)))
	}
	if n := a.Deals.Unknown; n > 0 && shown {
		notes = append(notes, fmt.Sprintf("Records that do not tell all that is credited of deals: %d of %d.", n, a.Cost.Records))
	}
	if a.Overlay.Valid && !a.Overlay.Decimal.IsZero() {
		notes = append(notes, fmt.Sprintf("Beside that, overlay credit of %s, such as for a specialist's help, is in no total.", amount(a.Overlay, a.Currency)))
	}
	return notes
}

func equal(a, b decimal.NullDecimal) bool {
	return a.Valid == b.Valid && (!a.Valid || bounded(a.Decimal).Equal(bounded(b.Decimal)))
}
