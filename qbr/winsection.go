package qbr

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
)

// wins is the section of the won deals that are worth telling.
func (b *builder) wins() Section {
	s := Section{Title: "Wins"}
	all := b.records.Wins
	if len(all) == 0 {
		return s
	}
	t := document.Table{Currency: b.review.Currency, Columns: []document.Column{
		setting.WordColumn("Customer"), setting.Spare(1, setting.TextColumn("Deal")), setting.Column(document.UnitMoney, "Amount"), setting.WordColumn("Remark"),
	}}
	sum, silent := decimal.Decimal{}, 0
	for i := range all {
		w := &all[i]
		if w.Amount.Valid {
			sum = sum.Add(w.Amount.Decimal)
		} else {
			silent++
		}
		addRow(&t, setting.Text(w.Customer), setting.Text(w.Deal), document.Number(w.Amount, document.UnitMoney), setting.Text(w.Note))
	}
	t.Rows = append(t.Rows, document.Row{Kind: document.RowTotal, Cells: []document.Cell{
		{Text: "In all"}, {}, document.Number(decimal.NullDecimal{Decimal: sum, Valid: silent < len(all)}, document.UnitMoney),
	}})
	s.Tables = []document.Table{t}
	if silent > 0 {
		s.Notes = []string{fmt.Sprintf("The amount of %s is not known.", words.Of(silent, "win", len(all)))}
	}
	return s
}
