package pages

import (
	"cmp"
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/channel"
	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/words"
)

// allSold is what the line of all outcomes is called: it sets beside all spend also what none
// of it is known to have led to.
const allSold = "All sold ÷ all spend"

// eachKind goes through the kinds, and the sum of them.
func eachKind(a *channel.Account, line func(kind document.RowKind, name string, l *channel.Line)) {
	for i := range a.Kinds {
		line("", kindName(&a.Kinds[i]), &a.Kinds[i])
	}
	line(document.RowTotal, "In all, tagged", &a.Tagged)
}

// eachLine goes through the kinds, the sum of them, what is tagged with none, and all.
func eachLine(a *channel.Account, line func(kind document.RowKind, name string, l *channel.Line)) {
	eachKind(a, line)
	line("", "Not tagged", &a.Untagged)
	line(document.RowTotal, allSold, &a.Total)
}

// yieldCell is an amount that is known in all its parts.
func yieldCell(y *channel.Yield) document.Cell {
	return moneyCell(decimal.NullDecimal{Decimal: y.Amount.Decimal, Valid: y.Amount.Valid && y.Unknown == 0})
}

func kindName(l *channel.Line) string { return cmp.Or(l.Name, l.Kind) }

// answerTable says in few words what was put in and what came back.
func answerTable(a *channel.Account) document.Table {
	t := document.Table{Columns: make([]document.Column, 2)}
	t.Columns[1].Kind = document.ColumnWords
	fact := func(name, format string, args ...any) {
		addRow(&t, "", document.Texts(name, fmt.Sprintf(format, args...))...)
	}
	fact("Put in", "%s, on %s", amount(decimal.NewNullDecimal(a.Total.Spend), a.Currency), words.Of(a.Total.Partners, "partner", a.Partners))
	fact("Came back on all that was sold", "%s", returned(a, &a.Total, &a.Total.Margin))
	fact("Of that tagged with a kind", "%s", returned(a, &a.Tagged, &a.Tagged.Margin))
	if a.Total.IncrementalRevenue.Amount.Valid {
		fact("Came back above the baselines", "%s", returned(a, &a.Total, &a.Total.IncrementalMargin))
	}
	direct := ""
	if a.Cost.DirectRate.Valid {
		direct = ", beside " + share.Format(a.Cost.DirectRate, "") + " if it were sold without partners"
	}
	fact("Cost of the channel", "%s of net revenue%s", share.Format(a.Cost.CostRate, ""), direct)
	return t
}

// returned writes a margin and how many times it is the spend, or why that is not known.
func returned(a *channel.Account, of *channel.Line, y *channel.Yield) string {
	switch {
	case of.Outcomes == 0 && !y.Amount.Valid:
		return "no outcome"
	case !y.Amount.Valid:
		return "not known of any outcome"
	case y.Unknown > 0:
		return fmt.Sprintf("%s of margin, of the %s of which it is known", amount(y.Amount, a.Currency), words.Of(of.Outcomes-y.Unknown, "outcome", of.Outcomes))
	case !y.Multiple.Valid:
		return amount(y.Amount, a.Currency) + " of margin"
	}
	return fmt.Sprintf("%s of margin: %s for each %s", amount(y.Amount, a.Currency), times.Format(y.Multiple, ""), a.Currency)
}

// dollarTable sets beside each other what a unit of money returned by what it is held against.
func dollarTable(a *channel.Account) document.Table {
	t := document.Table{Title: "Returned for each " + a.Currency + " spent", Currency: a.Currency, Chart: document.ChartBars, Columns: []document.Column{
		{Head: "Kind", Kind: document.ColumnWords},
		{Head: "Spend", Unit: money},
		{Head: "Revenue it led to", Unit: times, Spare: 1},
		charted(document.Column{Head: "Margin it led to", Unit: times}),
		charted(document.Column{Head: "Above baselines", Unit: times}),
		charted(document.Column{Head: "Above others", Unit: times}),
	}}
	line := func(kind document.RowKind, name string, l *channel.Line) {
		spent, compared := l.Spend.IsPositive(), document.Cell{}
		if c := l.Comparison; c != nil {
			compared = where(c.Participants > 0, timesCell(c.Margin.Multiple))
		}
		addRow(&t, kind, document.Cell{Text: name}, knownCell(l.Spend), where(spent, timesCell(l.Revenue.Multiple)), where(spent, timesCell(l.Margin.Multiple)),
			where(spent, timesCell(l.IncrementalMargin.Multiple)), compared)
	}
	eachKind(a, line)
	line(document.RowTotal, allSold, &a.Total)
	return t.WithoutUnknown()
}

func kindTable(a *channel.Account) document.Table {
	t := document.Table{Title: "On all that was sold", Currency: a.Currency, Columns: []document.Column{
		{Head: "Kind", Kind: document.ColumnWords},
		{Head: "Spend", Unit: money},
		{Head: "Partners", Unit: count, Spare: 3},
		{Head: "Of all partners", Unit: share, Spare: 4},
		{Head: "Outcomes", Unit: count, Spare: 5},
		{Head: "Revenue", Unit: money, Spare: 2},
		{Head: "Revenue ÷ spend", Unit: times, Spare: 2},
		{Head: "Margin before spend", Unit: money, Spare: 1},
		{Head: "Margin ÷ spend", Unit: times},
		{Head: "ROI on margin", Unit: share},
	}}
	eachLine(a, func(kind document.RowKind, name string, l *channel.Line) {
		spent, tagged := l.Spend.IsPositive(), l.Outcomes > 0
		addRow(&t, kind, document.Cell{Text: name}, knownCell(l.Spend), intCell(l.Partners), shareCell(l.Participation), intCell(l.Outcomes),
			where(tagged, yieldCell(&l.Revenue)), where(spent, timesCell(l.Revenue.Multiple)), where(tagged || l.Margin.Amount.Valid, yieldCell(&l.Margin)),
			where(spent, timesCell(l.Margin.Multiple)), where(spent, shareCell(l.Margin.ROI)))
	})
	return t
}

// baselineTable is what came above what the outcomes would have been without the spend.
func baselineTable(a *channel.Account) document.Table {
	t := document.Table{Title: "Above the baselines", Currency: a.Currency, Columns: []document.Column{
		{Head: "Kind", Kind: document.ColumnWords},
		{Head: "Revenue above", Unit: money, Spare: 1},
		{Head: "Margin above", Unit: money},
		{Head: "Margin above ÷ spend", Unit: times},
		{Head: "ROI on margin", Unit: share},
	}}
	if !a.Total.IncrementalRevenue.Amount.Valid {
		return t
	}
	eachLine(a, func(kind document.RowKind, name string, l *channel.Line) {
		m, spent := &l.IncrementalMargin, l.Spend.IsPositive()
		if kind == "" && l.Outcomes == 0 {
			return
		}
		addRow(&t, kind, document.Cell{Text: name}, yieldCell(&l.IncrementalRevenue), yieldCell(m), where(spent, timesCell(m.Multiple)), where(spent, shareCell(m.ROI)))
	})
	if t = t.WithoutUnknown(); len(t.Columns) == 1 {
		t.Rows = nil
	}
	return t
}

// comparisonTable is what participants sold beyond the growth of comparable partners.
func comparisonTable(a *channel.Account) document.Table {
	t := document.Table{Title: "Above what comparable partners did", Currency: a.Currency, Columns: []document.Column{
		{Head: "Kind", Kind: document.ColumnWords},
		{Head: "Participants", Unit: count},
		{Head: "Comparable", Unit: count},
		{Head: "Their spend", Unit: money, Spare: 3},
		{Head: "Revenue above", Unit: money, Spare: 2},
		{Head: "Revenue above ÷ spend", Unit: times, Spare: 1},
		{Head: "Margin above", Unit: money},
		{Head: "Margin above ÷ spend", Unit: times},
		{Head: "ROI on margin", Unit: share, Spare: 4},
	}}
	for i := range a.Kinds {
		if c := a.Kinds[i].Comparison; c != nil && c.Participants > 0 {
			addRow(&t, "", document.Cell{Text: kindName(&a.Kinds[i])}, intCell(c.Participants), intCell(c.Comparables), knownCell(c.Spend),
				moneyCell(c.Revenue.Increment), timesCell(c.Revenue.Multiple), moneyCell(c.Margin.Increment), timesCell(c.Margin.Multiple), shareCell(c.Margin.ROI))
		}
	}
	return t
}

func returnNotes(a *channel.Account) []string {
	notes := []string{
		"Revenue and margin it led to: of all that is tagged with a kind, which flatters it, since some would have been sold anyway. Margin is before the spend. An outcome counts once, in shares among its kinds; the rest is not tagged.",
	}
	if a.Untagged.Margin.Amount.Valid && a.Untagged.Margin.Unknown == 0 {
		notes = append(notes, fmt.Sprintf("%s: also what no spend is known to have led to, as %s of margin that are not tagged.", allSold, amount(a.Untagged.Margin.Amount, a.Currency)))
	}
	if a.Total.IncrementalRevenue.Amount.Valid {
		notes = append(notes, "Above the baselines: only what exceeds what would have been sold without the spend.")
	}
	if len(comparisonTable(a).Rows) > 0 {
		notes = append(notes, "Above others: participants had the kind now and not before, comparable partners neither time; what exceeds the growth of these is above them. "+
			"A participant in several kinds counts in each of them, so these do not add up.")
	}
	if contra := kindsThat(a, func(l *channel.Line) bool { return l.Treatment == channel.TreatedAsContra }); contra != "" {
		notes = append(notes, "Contra-revenue, added back to margin and in no cost: "+contra+".")
	}
	return append(notes, unknownNotes(a)...)
}

// unknownNotes tell why kinds have no return.
func unknownNotes(a *channel.Account) (notes []string) {
	say := func(why string, is func(*channel.Line) bool) {
		if kinds := kindsThat(a, is); kinds != "" {
			notes = append(notes, why+": "+kinds+".")
		}
	}
	spent := func(l *channel.Line) bool { return l.Spend.IsPositive() }
	say("No return, since nothing was spent, or more was taken back", func(l *channel.Line) bool { return !spent(l) })
	say("No return, since no outcome is tagged with it", func(l *channel.Line) bool { return spent(l) && l.Outcomes == 0 })
	say("Return on margin not known, since the cost of goods of an outcome is not known", func(l *channel.Line) bool { return spent(l) && l.Margin.Unknown > 0 })
	if a.Total.IncrementalRevenue.Amount.Valid {
		say("Not known above the baselines, since the margin or the baseline of an outcome is not known", func(l *channel.Line) bool { return spent(l) && l.IncrementalMargin.Unknown > 0 })
	}
	say("Not known above others, since partners of either side lack a margin, or nobody is comparable", func(l *channel.Line) bool {
		return l.Comparison != nil && l.Comparison.Participants > 0 && !l.Comparison.Margin.Increment.Valid
	})
	for _, y := range []struct {
		what string
		n    int
	}{{"margin", a.Total.Margin.Unknown}, {"increment over a baseline", a.Total.IncrementalMargin.Unknown}} {
		if y.n > 0 {
			notes = append(notes, fmt.Sprintf("The %s is not known of %s.", y.what, words.Of(y.n, "outcome", a.Total.Outcomes)))
		}
	}
	return notes
}

// kindsThat lists the kinds of which something is true, "" for none.
func kindsThat(a *channel.Account, is func(*channel.Line) bool) string {
	var names []string
	for i := range a.Kinds {
		if is(&a.Kinds[i]) {
			names = append(names, kindName(&a.Kinds[i]))
		}
	}
	return listed(names)
}
