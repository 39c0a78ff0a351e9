package tables

import (
	"fmt"

	"github.com/shopspring/decimal"

	"github.com/partnermath/partnermath/qbr/document"
	"github.com/partnermath/partnermath/qbr/internal/setting"
	"github.com/partnermath/partnermath/qbr/internal/words"
)

// Win is a won deal worth telling. The zero Win is one of which nothing is known.
type Win struct {
	Deal     string
	Customer string
	Amount   decimal.NullDecimal
	Note     string
}

// Wins shows won deals and what those of which the amount is known come to. The note, "" where
// all are known, counts the others. It has no rows without a win.
func Wins(wins []Win, currency string) (t document.Table, note string) {
	t = table("", currency, setting.WordColumn("Customer"), setting.Spare(1, setting.TextColumn("Deal")), setting.Column(money, "Amount"), setting.WordColumn("Remark"))
	if len(wins) == 0 {
		return t, ""
	}
	var amount sum
	for i := range wins {
		w := &wins[i]
		amount.add(w.Amount)
		addRow(&t, "", setting.Text(w.Customer), setting.Text(w.Deal), moneyCell(w.Amount), setting.Text(w.Note))
	}
	addRow(&t, document.RowTotal, setting.Text("In all"), document.Cell{}, moneyCell(amount.some()))
	if amount.unknown > 0 {
		note = fmt.Sprintf("The amount of %s is not known.", words.Of(amount.unknown, "win", len(wins)))
	}
	return t, note
}
