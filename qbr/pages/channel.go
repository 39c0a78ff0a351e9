package pages

import (
	"fmt"

	"github.com/partnermath/partnermath"
	"github.com/partnermath/partnermath/qbr/channel"
	"github.com/partnermath/partnermath/qbr/document"
)

// Channel shows what the channel cost and returned: converted, where it is, and in each
// currency. The day as of which the records are is left out where there is none.
func Channel(r channel.Report, asOf partnermath.Date) document.Document {
	d := document.Document{Title: "What the channel returned", Subtitle: spanName(r.Period), Notice: confidential}
	if r.Before != (channel.Span{}) {
		d.Subtitle += ", compared with " + spanName(r.Before)
	}
	if !asOf.IsZero() {
		d.Subtitle += ", as of " + asOf.String()
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
	if len(d.Sections) == 0 {
		d.Sections = []document.Section{{Notes: []string{"No records."}}}
	}
	if len(r.Findings) > 0 {
		d.Sections = append(d.Sections, document.Section{Title: "Left out", Tables: []document.Table{findingTable("Records", r.Findings)}})
	}
	return d
}

func accountPages(a *channel.Account, of string) []document.Section {
	return []document.Section{
		{Title: of + "what was spent, and what it returned", Tables: filled(answerTable(a), dollarTable(a), kindTable(a), baselineTable(a), comparisonTable(a)), Notes: returnNotes(a)},
		{
			Title:  of + "what selling through partners costs",
			Tables: filled(costTable(a, "Tier", a.Tiers), costTable(a, "Region", a.Regions)), Notes: costNotes(a),
		},
		{
			Title:  of + "who brings the revenue",
			Tables: filled(topTable(a), bandTable(a), planTable(a, "Tier", a.Tiers), planTable(a, "Region", a.Regions), growthTable(a), dealTable(a)), Notes: revenueNotes(a),
		},
	}
}

func ratePage(r *channel.Report) document.Section {
	s := document.Section{Title: "Rates"}
	t := document.Table{Columns: []document.Column{
		{Head: "From"},
		{Head: "To"},
		{Head: "Since"},
		{Head: "Rate", Kind: document.ColumnNumber},
		{Head: "Records", Unit: count},
		{Head: "Constant"},
		{Head: "Whose", Kind: document.ColumnWords},
	}}
	constant := false
	for i := range r.Used {
		u, yes := &r.Used[i], ""
		if u.Constant {
			constant, yes = true, "yes"
		}
		addRow(&t, "", document.Cell{Text: u.From}, document.Cell{Text: u.To}, document.Cell{Text: u.Date.String()}, document.Cell{Text: exactly(u.Rate.Rate)},
			intCell(u.Records), document.Cell{Text: yes}, document.Cell{Text: u.Label})
	}
	s.Tables = filled(t)
	if constant {
		s.Notes = append(s.Notes, "Growth at constant rates is at those that say so, in both periods.")
	}
	for i := range r.Missing {
		m := &r.Missing[i]
		s.Notes = append(s.Notes, fmt.Sprintf("Nothing is converted: %d records of %s in %s have no rate.", m.Records, m.Quarter, m.Currency))
	}
	return s
}
