package dashboard

import (
	"cmp"
	"fmt"
	"slices"
	"strings"

	"github.com/partnermath/partnermath/qbr/channel"
	"github.com/partnermath/partnermath/qbr/document"
)

// ChannelDocument sets what the channel cost and returned for people: converted, where it
// is, and in each currency.
func ChannelDocument(r channel.Report) document.Document {
	d := document.Document{
		Title: "What the channel returned", Subtitle: spanName(r.Period), Notice: "Confidential: for the vendor only.",
	}
	if r.Before != (channel.Span{}) {
		d.Subtitle += ", compared with " + spanName(r.Before)
	}
	if r.Converted != nil {
		d.Sections = append(d.Sections, accountPages(r.Converted, "Converted to "+r.Converted.Currency+": ")...)
	}
	for i := range r.Accounts {
		if a := &r.Accounts[i]; r.Converted == nil || len(r.Accounts) > 1 || a.Currency != r.Converted.Currency {
			d.Sections = append(d.Sections, accountPages(a, a.Currency+": ")...)
		}
	}
	if len(r.Used)+len(r.Missing) > 0 {
		d.Sections = append(d.Sections, ratePage(&r))
	}
	if len(r.Findings) > 0 {
		d.Sections = append(d.Sections, findingPage(&r))
	}
	return d
}

func spanName(s channel.Span) string {
	if s.From == s.Through {
		return s.From.String()
	}
	return fmt.Sprintf("%s to %s", s.From, s.Through)
}

func accountPages(a *channel.Account, of string) []document.Section {
	return []document.Section{
		{Title: of + "what was spent, and what it returned", Tables: []document.Table{returnTable(a), baselineTable(a), comparisonTable(a)}, Notes: returnNotes(a)},
		{Title: of + "what selling through partners costs", Tables: []document.Table{costTable(a, "Tier", a.Tiers), costTable(a, "Region", a.Regions)}},
		{Title: of + "who brings the revenue", Tables: []document.Table{partTable(a), topTable(a), bandTable(a), growthTable(a)}, Notes: partNotes(a)},
	}
}

func returnTable(a *channel.Account) document.Table {
	t := document.Table{Title: "By kind of spend", Currency: a.Currency, Columns: []document.Column{
		{Head: "Kind", Kind: words},
		{Head: "Spend", Unit: money},
		{Head: "Partners", Unit: count, Spare: 3},
		{Head: "Revenue", Unit: money, Spare: 2},
		{Head: "Revenue ÷ spend", Unit: document.UnitTimes, Spare: 2},
		{Head: "Margin before spend", Unit: money, Spare: 1},
		{Head: "Margin ÷ spend", Unit: document.UnitTimes},
		{Head: "Margin ROI", Unit: share},
	}}
	eachLine(a, func(kind document.RowKind, name string, l *channel.Line) {
		row(&t, kind, document.Cell{Text: name}, number(l.Spend), counted(l.Partners), document.Number(l.Revenue.Amount, money), document.Cell{Number: l.Revenue.Multiple},
			document.Number(l.Margin.Amount, money), document.Cell{Number: l.Margin.Multiple}, document.Cell{Number: l.Margin.ROI})
	})
	return t
}

func eachLine(a *channel.Account, line func(document.RowKind, string, *channel.Line)) {
	for i := range a.Kinds {
		line("", a.Kinds[i].Kind, &a.Kinds[i])
	}
	line("", "Not tagged", &a.Untagged)
	line(document.RowTotal, "In all", &a.Total)
}

// baselineTable is what came on top of what outcomes would have been without the spend.
func baselineTable(a *channel.Account) document.Table {
	t := document.Table{Title: "On top of the baselines", Currency: a.Currency, Columns: []document.Column{
		{Head: "Kind", Kind: words},
		{Head: "Revenue on top", Unit: money, Spare: 1},
		{Head: "Margin on top", Unit: money},
		{Head: "Margin on top ÷ spend", Unit: document.UnitTimes},
		{Head: "ROI", Unit: share},
	}}
	eachLine(a, func(kind document.RowKind, name string, l *channel.Line) {
		m := &l.IncrementalMargin
		row(&t, kind, document.Cell{Text: name}, document.Number(l.IncrementalRevenue.Amount, money), document.Number(m.Amount, money),
			document.Cell{Number: m.Multiple}, document.Cell{Number: m.ROI})
	})
	return t
}

// comparisonTable is what participants sold beyond the growth of comparable partners.
func comparisonTable(a *channel.Account) document.Table {
	t := document.Table{Title: "On top of what comparable partners did", Currency: a.Currency, Columns: []document.Column{
		{Head: "Kind", Kind: words},
		{Head: "Participants", Unit: count},
		{Head: "Comparable", Unit: count},
		{Head: "Margin on top", Unit: money},
		{Head: "Margin on top ÷ spend", Unit: document.UnitTimes},
		{Head: "ROI", Unit: share, Spare: 1},
	}}
	for i := range a.Kinds {
		if c := a.Kinds[i].Comparison; c != nil {
			row(&t, "", document.Cell{Text: a.Kinds[i].Kind}, counted(c.Participants), counted(c.Comparables),
				document.Number(c.Margin.Increment, money), document.Cell{Number: c.Margin.Multiple}, document.Cell{Number: c.Margin.ROI})
		}
	}
	return t
}

func returnNotes(a *channel.Account) []string {
	notes := []string{
		"Each outcome counts once: among the kinds that it is tagged with, and the rest as not tagged.",
	}
	if slices.ContainsFunc(a.Kinds, func(l channel.Line) bool { return l.Comparison != nil }) {
		notes = append(notes, "Participants had the kind now and not before, comparable partners had it neither time.")
	}
	var contra []string
	for i := range a.Kinds {
		if a.Kinds[i].Treatment == channel.TreatedAsContra {
			contra = append(contra, a.Kinds[i].Kind)
		}
	}
	if len(contra) > 0 {
		notes = append(notes, "Contra-revenue, and so no cost: "+listed(contra)+".")
	}
	for _, y := range []struct {
		what string
		n    int
	}{{"margin", a.Total.Margin.Unknown}, {"increment", a.Total.IncrementalMargin.Unknown}} {
		if y.n > 0 {
			notes = append(notes, fmt.Sprintf("The %s of %d of %d outcomes is not known; what they are tagged with has no return.", y.what, y.n, a.Total.Outcomes))
		}
	}
	return notes
}

func costTable(a *channel.Account, by string, costs []channel.Cost) document.Table {
	t := document.Table{Title: "By " + strings.ToLower(by), Currency: a.Currency, Columns: []document.Column{
		{Head: by, Kind: words},
		{Head: "Partners", Unit: count, Spare: 2},
		{Head: "Net revenue", Unit: money},
		{Head: "Cost", Unit: money},
		{Head: "Contra-revenue", Unit: money, Spare: 1},
		{Head: "Cost rate", Unit: share},
		{Head: "Direct sale", Unit: share},
	}}
	line := func(kind document.RowKind, name string, c *channel.Cost) {
		row(&t, kind, document.Cell{Text: name}, counted(c.Partners), number(c.Revenue), number(c.Cost), number(c.Contra),
			document.Number(c.CostRate, share), document.Number(c.DirectRate, share))
	}
	for i := range costs {
		line("", cmp.Or(costs[i].ID, "Not known"), &costs[i])
	}
	line(document.RowTotal, "In all", &a.Cost)
	return t
}

func ratePage(r *channel.Report) document.Section {
	s := document.Section{Title: "Rates"}
	t := document.Table{Columns: []document.Column{
		{Head: "From"}, {Head: "To"}, {Head: "Since"}, {Head: "Rate", Kind: numeric}, {Head: "Records", Unit: count}, {Head: "Constant"}, {Head: "Whose", Kind: words},
	}}
	for i := range r.Used {
		u := &r.Used[i]
		constant := ""
		if u.Constant {
			constant = "yes"
		}
		row(&t, "", document.Cell{Text: u.From}, document.Cell{Text: u.To}, document.Cell{Text: u.Date.String()}, document.Cell{Text: known(u.Rate.Rate).String()},
			counted(u.Records), document.Cell{Text: constant}, document.Cell{Text: u.Label})
	}
	for i := range r.Missing {
		m := &r.Missing[i]
		s.Notes = append(s.Notes, fmt.Sprintf("Nothing is converted: %d records of %s in %s have no rate.", m.Records, m.Quarter, m.Currency))
	}
	s.Tables = []document.Table{t}
	return s
}

func findingPage(r *channel.Report) document.Section {
	t := document.Table{Columns: []document.Column{{Head: "Why", Kind: words}, {Head: "Records", Unit: count}, {Head: "Which", Kind: words}}}
	for i := range r.Findings {
		f := &r.Findings[i]
		row(&t, "", document.Cell{Text: string(f.Reason)}, counted(f.Records), document.Cell{Text: listed(f.IDs)})
	}
	return document.Section{Title: "Left out", Tables: []document.Table{t}}
}
