package pages

import (
	"cmp"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/channel"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/words"
)

// Shift shows what moving money would have returned as the estimate that it is, with the
// volume behind it.
func Shift(e channel.Estimate) document.Document {
	return document.Document{
		Title: "What moving money would have returned: an estimate", Subtitle: fmt.Sprintf("From %s to %s, in %s", spanName(e.Before), spanName(e.After), e.Currency), Notice: confidential,
		Sections: []document.Section{
			{Title: "The move, estimated", Tables: []document.Table{moveTable(&e), returnTable(&e, sides(&e)), volumeTable(&e, sides(&e))}, Notes: moveNotes(&e)},
			{Title: "Each kind at the margin, estimated", Tables: filled(returnTable(&e, kinds(&e)), volumeTable(&e, kinds(&e))), Notes: marginalNotes(&e)},
		},
	}
}

func moveTable(e *channel.Estimate) document.Table {
	t := document.Table{Currency: e.Currency, Columns: []document.Column{{Head: "What", Kind: document.ColumnWords}, {Head: "Estimate", Unit: money}}}
	for _, line := range []struct {
		name string
		n    decimal.NullDecimal
	}{
		{"Asked", decimal.NewNullDecimal(e.Asked)},
		{"Moved", decimal.NewNullDecimal(e.Moved)},
		{"Beyond what was observed, and not moved", decimal.NewNullDecimal(e.Rest)},
		{"Margin gained", e.Gained},
		{"Margin given up", e.GivenUp},
	} {
		addRow(&t, "", document.Cell{Text: line.name}, moneyCell(line.n))
	}
	addRow(&t, document.RowTotal, document.Cell{Text: "Margin gained − given up"}, moneyCell(e.Change))
	return t
}

// marginals are some with what they are called.
type marginals []struct {
	name string
	of   *channel.Marginal
}

// sides are what is moved from, and what it is moved to.
func sides(e *channel.Estimate) marginals {
	names := make(map[string]string, len(e.Kinds))
	for i := range e.Kinds {
		names[e.Kinds[i].Kind] = marginalName(&e.Kinds[i])
	}
	called := func(m *channel.Marginal) string {
		kinds := make([]string, len(m.Kinds))
		for i, kind := range m.Kinds {
			kinds[i] = cmp.Or(names[kind], kind)
		}
		return listed(kinds)
	}
	return marginals{{"From " + called(&e.From), &e.From}, {"To " + called(&e.To), &e.To}}
}

func kinds(e *channel.Estimate) marginals {
	all := make(marginals, len(e.Kinds))
	for i := range e.Kinds {
		all[i].name, all[i].of = marginalName(&e.Kinds[i]), &e.Kinds[i]
	}
	return all
}

func marginalName(m *channel.Marginal) string { return cmp.Or(m.Name, m.Kind) }

func returnTable(e *channel.Estimate, of marginals) document.Table {
	t := document.Table{Title: "Return at the margin", Currency: e.Currency, Chart: document.ChartBars, Columns: []document.Column{
		{Head: "Kind", Kind: document.ColumnWords},
		{Head: "Spend before", Unit: money},
		{Head: "Spend after", Unit: money},
		signed(document.Column{Head: "Margin change", Unit: money}),
		charted(document.Column{Head: "Estimated return", Unit: times}),
	}}
	line := func(kind document.RowKind, name string, m *channel.Marginal) {
		addRow(&t, kind, document.Cell{Text: name}, knownCell(m.SpendBefore), knownCell(m.SpendAfter), moneyCell(m.MarginChange), timesCell(m.Return))
	}
	for _, m := range of {
		line("", m.name, m.of)
	}
	if len(of) > 0 {
		line(document.RowTotal, "All, tagged or not", &e.All)
	}
	return t
}

// volumeTable is what the returns are told by.
func volumeTable(e *channel.Estimate, of marginals) document.Table {
	t := document.Table{Title: "The volume behind it", Currency: e.Currency, Columns: []document.Column{
		{Head: "Kind, and period", Kind: document.ColumnWords}, {Head: "Tagged margin", Unit: money}, {Head: "Partners", Unit: count}, {Head: "Outcomes", Unit: count},
	}}
	for _, m := range of {
		addRow(&t, document.RowGroup, document.Cell{Text: m.name})
		addRow(&t, document.RowPart, document.Cell{Text: spanName(e.Before)}, moneyCell(m.of.MarginBefore), intCell(m.of.PartnersBefore), intCell(m.of.OutcomesBefore))
		addRow(&t, document.RowPart, document.Cell{Text: spanName(e.After)}, moneyCell(m.of.MarginAfter), intCell(m.of.PartnersAfter), intCell(m.of.OutcomesAfter))
	}
	return t
}

func moveNotes(e *channel.Estimate) []string {
	notes := []string{
		fmt.Sprintf("An estimate, and no forecast, with at least %s and %s behind it on either side in either period. It takes the change of spend for the only reason why margin changed.", words.Many(e.Partners, "partner"), words.Many(e.Outcomes, "outcome")),
		"Moved is at most what the spend of either side changed by: beyond that nothing was observed.",
	}
	notes = append(notes, tagNotes(e)...)
	for _, side := range sides(e) {
		if !side.of.Return.Valid {
			notes = append(notes, fmt.Sprintf("Nothing can be told of the move. %s: no return, since %s.", side.name, whyNoReturn(side.of)))
		}
	}
	return notes
}

// tagNotes warn of returns that are those of tags.
func tagNotes(e *channel.Estimate) []string {
	notes := []string{"Margin change: of a kind, of what is tagged with it; of all, of all that was sold. Where all margin did not change like that of the kinds, sales only changed their tags."}
	if e.Retagged == nil {
		return append(notes, "Whether sales changed their tags is not known, since the later report is not compared with the period of the earlier one.")
	}
	names := make(map[string]string, len(e.Kinds))
	for _, m := range kinds(e) {
		names[m.of.Kind] = m.name
	}
	var changes []string
	for _, tag := range e.Retagged {
		changes = append(changes, fmt.Sprintf("from %s to %s those of %s", cmp.Or(names[tag.From], tag.From), cmp.Or(names[tag.To], tag.To), words.Many(tag.Partners, "partner")))
	}
	if len(changes) > 0 {
		notes = append(notes, "Warning: sales changed their tags, "+listed(changes)+". The returns of these kinds are in part those of tags.")
	}
	return notes
}

func marginalNotes(e *channel.Estimate) []string {
	note := "Return at the margin: the change of the margin that is tagged with a kind ÷ the change of its spend."
	if !e.ControlGrowth.IsZero() {
		note = fmt.Sprintf("Return at the margin: the change of the margin that is tagged with a kind, less the %s that it would have grown by anyway, ÷ the change of its spend.", share.Format(decimal.NewNullDecimal(e.ControlGrowth), ""))
	}
	notes := []string{note}
	if e.MinimumChange.IsPositive() {
		notes = append(notes, fmt.Sprintf("A spend that changed by less than %s tells nothing.", share.Format(decimal.NewNullDecimal(e.MinimumChange), "")))
	}
	for _, why := range []string{nothingSpent, untagged, marginUnknown, sameSpend, tooLittle} {
		var names []string
		for _, m := range kinds(e) {
			if !m.of.Return.Valid && whyNoReturn(m.of) == why {
				names = append(names, m.name)
			}
		}
		if len(names) > 0 {
			notes = append(notes, fmt.Sprintf("No return, since %s: %s.", why, listed(names)))
		}
	}
	return notes
}

// Why there is no return.
const (
	nothingSpent  = "nothing was spent"
	untagged      = "no outcome of a period is tagged with it"
	marginUnknown = "the margin of a part of it is not known"
	sameSpend     = "the spend did not change"
	tooLittle     = "the spend changed too little"
)

func whyNoReturn(m *channel.Marginal) string {
	switch {
	case m.SpendBefore.IsZero() && m.SpendAfter.IsZero():
		return nothingSpent
	case m.OutcomesBefore == 0 || m.OutcomesAfter == 0:
		return untagged
	case !m.MarginBefore.Valid || !m.MarginAfter.Valid:
		return marginUnknown
	case bounded(m.SpendBefore).Equal(bounded(m.SpendAfter)):
		return sameSpend
	}
	return tooLittle
}
